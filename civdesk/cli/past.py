"""Commands on what was: the recycle bin and the locked periods."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from ..desk import freezing, records
from ..desk import trash as bin_
from ..domain.periods import Period
from ..errors import WrongUse
from ..store.frozen import Lock
from .common import DONE, PART, Answer, day, limit, reading, subject, writing


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare these commands."""
    one = commands.add_parser("trash", help="回收站：删除了还没有恢复的内容")
    one.add_argument("workspace", type=Path)
    one.add_argument(
        "--kind", default="", choices=list(bin_.KINDS), metavar="种类", help="、".join(bin_.KINDS)
    )
    one.add_argument("--ledger", default="", help="只看这本台账的记录")
    one.add_argument("--text", default="", help="内容里包含的文字")
    one.add_argument("--limit", type=limit, default=200)
    one.set_defaults(run=trash)
    one = commands.add_parser("restore-deleted", help="从回收站恢复")
    one.add_argument("workspace", type=Path)
    one.add_argument("things", nargs="+", metavar="台账:编号", help="影像写 evidence:编号，其他同 trash 所列")
    one.set_defaults(run=restore)
    one = commands.add_parser("freeze", help="锁定已报送的时段")
    one.add_argument("workspace", type=Path)
    one.add_argument("--from", dest="start", type=day, required=True, metavar="YYYY-MM-DD", help="从这一天起")
    one.add_argument("--to", dest="end", type=day, required=True, metavar="YYYY-MM-DD", help="到这一天止")
    one.add_argument(
        "--ledger", action="append", default=[], help="只锁这本台账，可写多次；默认锁全部有日期的台账"
    )
    one.add_argument("--reason", required=True, metavar="原因", help="为什么锁定，如：已报送市文明办")
    one.add_argument("--title", default="", metavar="名称", help="时段的叫法；默认按日期，如 2026年第三季度")
    one.set_defaults(run=freeze)
    one = commands.add_parser("unfreeze", help="解锁一个时段，留下原因")
    one.add_argument("workspace", type=Path)
    one.add_argument("lock", metavar="锁定编号")
    one.add_argument("--reason", required=True, metavar="原因", help="为什么解锁")
    one.set_defaults(run=unfreeze)
    one = commands.add_parser("frozen", help="锁定过的时段，包括已解锁的")
    one.add_argument("workspace", type=Path)
    one.set_defaults(run=frozen)


def trash(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        ledger = records.ledger(ws, args.ledger).key if args.ledger else ""
        found = bin_.ids(ws, kind=args.kind, ledger=ledger, text=args.text)
        listed = bin_.items(ws, found[: args.limit])
    lines = [f"回收站里有 {len(found)} 项"]
    for one in listed:
        when = one.at[:16].replace("T", " ")
        lines.append(f"{one.ledger}:{one.id}  {one.place}  {one.title}  {one.day}  {when} {one.who} {one.by}")
    return Answer({"total": len(found), "items": [_item(one) for one in listed]}, lines)


def _item(one: bin_.Item) -> dict[str, object]:
    return {
        "kind": one.what, "ledger": one.ledger, "id": one.id, "title": one.title, "date": one.day,
        "at": one.at, "who": one.who, "operation": one.operation, "by": one.by,
    }  # fmt: skip


def restore(args: argparse.Namespace) -> Answer:
    with writing(args) as ws:
        changes = [bin_.find(ws, *subject(text)) for text in args.things]
        done = bin_.restore(ws, changes)
    data = {
        "restored": [_item(one) for one in done.restored],
        "refused": [_item(one) | {"reason": reason} for one, reason in done.refused],
        "notes": done.notes,
        "operation": done.operation,
    }
    lines = [f"已恢复：{one.title}" for one in done.restored]
    lines += [f"没有恢复“{one.title}”：{reason}" for one, reason in done.refused]
    return Answer(data, [*lines, *done.notes], PART if done.refused else DONE)


def freeze(args: argparse.Namespace) -> Answer:
    if args.end < args.start:
        raise WrongUse("结束日期早于开始日期。")
    with writing(args) as ws:
        period = Period(args.start, args.end)
        held = freezing.count(ws, period, [records.ledger(ws, key).key for key in args.ledger])
        made = freezing.freeze(ws, period, args.ledger, reason=args.reason, title=args.title)
        locks = [one for one in freezing.locks(ws) if one.id in made]
        lines = list(_lines(locks, {key: book.title for key, book in records.all_ledgers(ws).items()}))
    data = {"locks": [_lock(one) for one in locks], "records": held}
    return Answer(data, [f"已锁定 {held} 条记录", *lines])


def unfreeze(args: argparse.Namespace) -> Answer:
    with writing(args) as ws:
        one = freezing.unfreeze(ws, args.lock, reason=args.reason)
    return Answer({"lock": _lock(one)}, [f"已解锁：{one.title}"])


def frozen(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        locks = freezing.locks(ws)
        lines = list(_lines(locks, {key: book.title for key, book in records.all_ledgers(ws).items()}))
    return Answer({"locks": [_lock(one) for one in locks]}, lines or ["没有锁定过时段"])


def _lock(one: Lock) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__} | {"holds": one.holds}


def _lines(locks: list[Lock], titles: dict[str, str]) -> Iterator[str]:
    for one in locks:
        where = f"《{titles.get(one.ledger, one.ledger)}》" if one.ledger else "全部台账"
        lifted = f"已解锁 {(one.lifted_at or '')[:10]} {one.lifted_by}：{one.lift_reason}"
        yield (
            f"{one.id}  {one.title}（{one.start} 至 {one.end}） {where}  "
            f"{one.frozen_at[:10]} {one.frozen_by}：{one.reason}  {'锁定' if one.holds else lifted}"
        )
