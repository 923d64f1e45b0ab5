"""The command totals: what the records of a ledger add up to."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..desk import records
from ..desk import totals as desk
from ..domain.selecting import Selection
from ..domain.totals import table
from .common import Answer, day, pairs, reading, timed

_UNITS = ("元", "万元", "亿元")


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    one = commands.add_parser("totals", help="一本台账的合计：条数、各栏合计、人次和人，可分组")
    one.add_argument("workspace", type=Path)
    one.add_argument("ledger")
    one.add_argument("--from", dest="start", type=day, metavar="YYYY-MM-DD", help="从这一天起")
    one.add_argument("--to", dest="end", type=day, metavar="YYYY-MM-DD", help="到这一天止")
    one.add_argument("--at", type=day, metavar="YYYY-MM-DD", help="名册：这一天在册的")
    one.add_argument("--where", action="append", default=[], metavar="字段=值")
    one.add_argument("--text", default="", help="任一栏包含的文字")
    one.add_argument(
        "--by", default="", metavar="字段", help="按一栏分组，或按 month、quarter、half_year、year"
    )
    one.add_argument("--of", default="", metavar="字段", help="每组再分“其中”")
    one.add_argument("--unit", default="", choices=_UNITS, metavar="单位", help="金额的单位：元、万元、亿元")
    one.set_defaults(run=totals)


def totals(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        book = records.ledger(ws, args.ledger)
        timed(book, period=bool(args.start or args.end), on=args.at is not None)
        where = desk.conditions_of(book, pairs(args.where))
        selection = Selection(args.text, where, args.start, args.end, args.at)
        found = desk.totals(ws, book.key, selection, [one for one in (args.by, args.of) if one])
    lines = ["\t".join(row) for row in table(found, args.unit)]
    return Answer(desk.plain(found, args.unit), [f"《{book.title}》", *lines])
