"""Commands on records: ledgers, records, add, set, delete, search, link, caption."""

from __future__ import annotations

import argparse
import csv
import io
from pathlib import Path

from ..desk import evidence, records, searching
from ..domain.ledgers import Ledger, Register
from .common import DONE, Answer, day, limit, pairs, reading, subject, timed, today, writing


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare these commands."""
    one = commands.add_parser("ledgers", help="全部台账及其栏目、条数")
    one.add_argument("workspace", type=Path)
    one.set_defaults(run=ledgers)
    one = commands.add_parser("records", help="读取一本台账的记录")
    one.add_argument("workspace", type=Path)
    one.add_argument("ledger")
    one.add_argument("--where", action="append", default=[], metavar="字段=值")
    one.add_argument("--text", default="", help="任一栏包含的文字")
    one.add_argument(
        "--filter", action="append", default=[], metavar="筛选", help="台账自带的筛选，如 在职、党员"
    )
    one.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help="名册：这一天在册的")
    one.add_argument("--csv", action="store_true", help="以 CSV 输出")
    one.set_defaults(run=read)
    one = commands.add_parser("add", help="新增一条记录")
    one.add_argument("workspace", type=Path)
    one.add_argument("ledger")
    one.add_argument("values", nargs="+", metavar="字段=值")
    one.set_defaults(run=add)
    one = commands.add_parser("set", help="修改一条记录")
    one.add_argument("workspace", type=Path)
    one.add_argument("record", metavar="台账:编号")
    one.add_argument("values", nargs="+", metavar="字段=值")
    one.set_defaults(run=change)
    one = commands.add_parser("delete", help="删除一条记录")
    one.add_argument("workspace", type=Path)
    one.add_argument("record", metavar="台账:编号")
    one.set_defaults(run=delete)
    one = commands.add_parser("search", help="在全部内容里查找")
    one.add_argument("workspace", type=Path)
    one.add_argument("text")
    one.add_argument("--limit", type=limit, default=100)
    one.set_defaults(run=search)
    one = commands.add_parser("link", help="把影像作为一条记录的佐证")
    one.add_argument("workspace", type=Path)
    one.add_argument("evidence")
    one.add_argument("record", metavar="台账:编号")
    one.add_argument("--role", default="photo", help="佐证种类，如 现场照片、签到表")
    one.set_defaults(run=link)
    one = commands.add_parser("caption", help="填写影像说明")
    one.add_argument("workspace", type=Path)
    one.add_argument("evidence")
    one.add_argument("values", nargs="+", metavar="要素=值")
    one.set_defaults(run=caption)


def ledgers(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        books, counts = records.all_ledgers(ws), records.counts(ws)
    data = [_ledger(book) | {"count": counts[key]} for key, book in books.items()]
    lines = []
    for key, book in books.items():
        put_away = "，已隐藏" if book.hidden else ""
        lines.append(f"{book.group}·{book.title}（{key}）：{counts[key]} 条{put_away}")
        lines.append("    " + "、".join(f.title + ("*" if f.required else "") for f in book.visible))
    return Answer({"ledgers": data}, lines)


def _ledger(book: Ledger) -> dict[str, object]:
    return {
        "key": book.key,
        "title": book.title,
        "group": book.group,
        "register": isinstance(book.register, Register),
        "hidden": book.hidden,
        "fields": [
            {
                "key": f.key, "title": f.title, "kind": str(f.kind), "unit": f.unit, "required": f.required,
                "decimals": f.decimals, "choices": list(f.choices), "totals": f.totals,
                "hidden": f.hidden,
            }
            for f in book.fields
        ],
        "proofs": [{"role": p.role, "wanted": p.wanted} for p in book.proofs],
        "filters": [one.title for one in book.filters],
    }  # fmt: skip


def read(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        book = records.ledger(ws, args.ledger)
        timed(book, period=False, on=args.as_of is not None)
        # Who is in service is asked of a day; today where none is named.
        on = args.as_of or (today(args) if args.filter else None)
        found = records.find(ws, book.key, pairs(args.where), text=args.text, filters=args.filter, on=on)
    data = {
        "ledger": book.key,
        "as_of": on,
        "filters": args.filter,
        "records": [records.plain(book, one) for one in found],
    }
    if args.csv and not args.json:
        out = io.StringIO()
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["id", *(f.title for f in book.visible)])
        for one in found:
            shown = records.shown(book, one)
            table.writerow([one.id, *(shown[f.key] for f in book.visible)])
        return Answer(data, [out.getvalue().removesuffix("\n")])
    lines = [f"《{book.title}》{len(found)} 条"]
    for one in found:
        shown = records.shown(book, one)
        said = [shown[f.key] for f in book.visible if shown[f.key]]
        lines.append(f"{one.id}  " + "  ".join(said).replace("\n", " ")[:120])
    return Answer(data, lines)


def add(args: argparse.Namespace) -> Answer:
    with writing(args) as ws:
        saved = records.add(ws, args.ledger, pairs(args.values), today=today(args))
    return _saved(saved, "已新增")


def change(args: argparse.Namespace) -> Answer:
    ledger, id = subject(args.record)
    with writing(args) as ws:
        saved = records.change(ws, ledger, id, pairs(args.values), today=today(args))
    return _saved(saved, "已修改")


def _saved(saved: records.Saved, verb: str) -> Answer:
    data = {"ledger": saved.ledger, "id": saved.id, "operation": saved.operation,
            "warnings": saved.warnings}  # fmt: skip
    return Answer(data, [f"{verb}：{saved.ledger}:{saved.id}", *saved.warnings.values()])


def delete(args: argparse.Namespace) -> Answer:
    ledger, id = subject(args.record)
    with writing(args) as ws:
        operation = records.delete(ws, ledger, [id])
    return Answer({"ledger": ledger, "id": id, "operation": operation}, ["已删除，可用 undo 撤销"])


def search(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        found = searching.find(ws, args.text, args.limit)
    data = [
        {"kind": h.kind, "id": h.id, "title": h.title, "where": h.where, "snippet": "".join(h.snippet)}
        for h in found.hits
    ]
    lines = [f"{h.where}  {h.title}  {h.id}" for h in found.hits]
    return Answer({"hits": data, "more": found.more}, lines or ["没有找到"], DONE)


def link(args: argparse.Namespace) -> Answer:
    ledger, id = subject(args.record)
    with writing(args) as ws:
        proof = evidence.link(ws, args.evidence, ledger, id, args.role)
    return Answer({"proof": proof, "evidence": args.evidence, "record": args.record}, ["已关联"])


def caption(args: argparse.Namespace) -> Answer:
    with writing(args) as ws:
        operation = evidence.caption(ws, args.evidence, pairs(args.values))
    return Answer({"evidence": args.evidence, "operation": operation}, ["已保存说明"])
