"""Commands on registers: roster, reshuffle, person, rename, groups."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..desk import people, renaming, rosters
from ..desk import registers as desk
from ..domain.fields import Kind
from ..domain.roster_lines import read_lines
from ..errors import WrongUse
from ..store import grouping
from .common import Answer, day, reading, subject, today, writing

_LARGEST = 1_000_000


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare these commands."""
    one = commands.add_parser("roster", help="某一天的名单，可与另一天比较、写成表格")
    one.add_argument("workspace", type=Path)
    one.add_argument("--ledger", default=rosters.LEADING_GROUP, metavar="台账", help="哪本名册")
    one.add_argument("--group", default="", metavar="机构", help="哪个机构、科室或类型")
    one.add_argument("--filter", action="append", default=[], metavar="筛选", help="如 在职、党员")
    one.add_argument("--compare", type=day, metavar="YYYY-MM-DD", help="与这一天的名单比较")
    one.add_argument("--out", type=Path, metavar="文件", help="写成 .xlsx")
    one.set_defaults(run=roster)
    one = commands.add_parser("reshuffle", help="按新名单调整领导小组：旧任职截止，新任职开始")
    one.add_argument("workspace", type=Path)
    one.add_argument("group", metavar="机构")
    one.add_argument("file", type=Path, help="每行一个：组长：张三（局长）")
    one.add_argument("--number", default="", metavar="文号")
    one.add_argument("--reason", default="", metavar="原因")
    one.add_argument("--dry-run", action="store_true", help="只看会怎样，不保存")
    one.set_defaults(run=reshuffle)
    one = commands.add_parser("person", help="一个人担任的职责、负责的事和参加的活动")
    one.add_argument("workspace", type=Path)
    one.add_argument("name")
    one.add_argument("--from", dest="start", type=day, metavar="YYYY-MM-DD", help="参加的：从这一天起")
    one.add_argument("--to", dest="end", type=day, metavar="YYYY-MM-DD", help="参加的：到这一天止")
    one.set_defaults(run=person)
    one = commands.add_parser("rename", help="名册成员改名，并同步到各处")
    one.add_argument("workspace", type=Path)
    one.add_argument("record", metavar="台账:编号")
    one.add_argument("name", metavar="新名称")
    one.add_argument("--only-register", action="store_true", help="只改名册，不改别处")
    one.add_argument("--dry-run", action="store_true", help="只看会改哪些，不保存")
    one.set_defaults(run=rename)
    one = commands.add_parser("groups", help="“各股室”这样的说法，当天指哪些单位或人")
    one.add_argument("workspace", type=Path)
    one.add_argument("names", nargs="*", metavar="说法")
    one.set_defaults(run=groups)


def roster(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        made = rosters.roster(
            ws, args.ledger, on=today(args), part=args.group, filters=args.filter, compare=args.compare
        )
        if args.out:
            rosters.write_roster(ws, made, args.out)
    data = rosters.roster_data(made) | ({"out": args.out} if args.out else {})
    lines = [f"{made.title}，{len(made.members)} {'人' if rosters.of_people(made.ledger) else '个'}"]
    lines += [
        "  ".join(filter(None, (made.post(one), one.name, f"{one.start or ''}—{one.end or ''}".strip("—"))))
        for one in made.members
    ]
    if made.before:
        lines += [f"与 {made.before} 相比：", *(made.lines or ["没有变化"])]
    return Answer(data, lines)


def reshuffle(args: argparse.Namespace) -> Answer:
    with writing(args) as ws:
        book = desk.register(ws, rosters.LEADING_GROUP)
        rows = read_lines(_text(args.file), book.field("role").choices)
        made = rosters.reshuffle(
            ws, args.group, rows, on=today(args), today=today(args), number=args.number, reason=args.reason,
            dry_run=args.dry_run,
        )  # fmt: skip
    data = {
        "group": args.group,
        "closed": made.closed,
        "opened": made.opened,
        "stayed": made.stayed,
        "operation": made.operation,
    }
    verb = "将" if args.dry_run else "已"
    return Answer(data, [
        f"{verb}调整“{args.group}”：离任 {len(made.closed)} 人，新任 {len(made.opened)} 人，"
        f"不变 {made.stayed} 人",
        *([f"离任：{'、'.join(made.closed)}"] if made.closed else []),
        *([f"新任：{'、'.join(made.opened)}"] if made.opened else []),
    ])  # fmt: skip


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise WrongUse(f"“{path.name}”太大了，不像一份名单。")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise WrongUse(f"读不了“{path}”（{error.strerror}）。") from error
    except UnicodeDecodeError as error:
        raise WrongUse(f"“{path.name}”不是 UTF-8 编码的文字。") from error


def person(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        made = people.card(ws, args.name, on=today(args), start=args.start, end=args.end)
    lines = [made.name]
    lines += ["  ".join(filter(None, row)) for row in made.rows]
    lines += [f"{one.where} {one.role}：{one.title}" for one in made.duties]
    lines += [
        f"《{one.title}》{one.role} {one.count} 次" + (f"，{one.hours} 小时" if one.hours else "")
        for one in made.parts
    ]
    return Answer(people.card_data(made), lines)


def rename(args: argparse.Namespace) -> Answer:
    ledger, id = subject(args.record)
    with reading(args) if args.dry_run else writing(args) as ws:
        if args.dry_run:
            told = renaming.preview(ws, ledger, id, args.name)
        else:
            told = renaming.rename(ws, ledger, id, args.name, everywhere=not args.only_register)
    data = {
        "ledger": told.ledger,
        "id": id,
        "old": told.old,
        "new": told.new,
        "places": told.places,
        "frozen": told.frozen,
        "shared": told.shared,
        "taken": told.taken,
        "operation": told.operation,
    }
    lines = [f"{'将改' if args.dry_run else '已改'}名：{told.old} → {told.new}"]
    lines += [f"  {place.title} {place.field} {place.count} 处" for place in told.places]
    if told.frozen:
        lines.append(f"  另有 {told.frozen} 处在锁定的时段，保持原名")
    if told.shared:
        lines.append("  注意：同时还有同名的成员，分不清各处指的是谁")
    if told.taken:
        lines.append(f"  注意：名册里已经有“{told.new}”，改名后两者分不开")
    return Answer(data, lines)


def groups(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        found: dict[str, list[str]] = {}
        for kind in (Kind.DEPARTMENT, Kind.PEOPLE, Kind.PLACE):
            for one in grouping.groups(ws.reader(), kind):
                for name in args.names or one.offered:
                    if one.means(name):
                        found.setdefault(name, [m.name for m in one.expand(name, today(args))])
    data = {"on": today(args), "groups": {**dict.fromkeys(args.names), **found}}
    lines = [f"{name}：{'、'.join(names) or '（当天没有）'}" for name, names in found.items()]
    lines += [f"{name}：不是分组的说法" for name in args.names if name not in found]
    return Answer(data, lines)
