"""The command that brings a spreadsheet into a ledger: import-sheet."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..desk import importing
from ..desk.importing import Choices, SheetReport
from .common import DONE, PART, Answer, day, pairs, reading, today, writing

_ORDERS = {"月日": "month", "日月": "day"}
_MERGED = {"每行": "each", "首行": "first"}
_MOST_NAMES = 20


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    one = commands.add_parser("import-sheet", help="导入一张表格（xlsx、xls、et、ods、csv）")
    one.add_argument("workspace", type=Path)
    one.add_argument("file", type=Path)
    one.add_argument("--ledger", required=True, help="导入到哪本台账")
    one.add_argument(
        "--sheet",
        action="append",
        default=[],
        metavar="工作表",
        help="读这个工作表，可写多次；默认读最像的一个",
    )
    one.add_argument("--all-sheets", action="store_true", help="读所有合适的工作表，一次导入")
    one.add_argument("--header-row", type=int, metavar="行号", help="表头（最后一行）在第几行")
    one.add_argument(
        "--map", action="append", default=[], metavar="列=字段", help="这一列是哪个字段；“列=”是不导入"
    )
    one.add_argument("--unit", action="append", default=[], metavar="列=单位", help="这一列数字的单位")
    one.add_argument("--year", type=int, help="没有年份的日期按这一年")
    one.add_argument("--day", type=day, metavar="YYYY-MM-DD", help="表里没有日期这一列的，都按这一天")
    one.add_argument("--dates-from-sheet", action="store_true", help="年份、月份按工作表名（3月、2026年3月）")
    one.add_argument("--date-order", choices=list(_ORDERS), help="03/04/2026 这样的日期，月日还是日月")
    one.add_argument("--merged", choices=list(_MERGED), help="上下合并的数字，每行都算还是只记首行")
    one.add_argument("--split-names", action="store_true", help="“张三和李四”分成两个人")
    one.add_argument("--key", action="append", default=[], metavar="字段", help="按这些字段更新已有记录")
    one.add_argument("--remembered", action="store_true", help="没有写明的，按上次导入这种表头时的办法")
    one.add_argument("--no-pictures", action="store_true", help="不导入表里的照片")
    one.add_argument("--dry-run", action="store_true", help="只看结果，不导入")
    one.add_argument("--keep-duplicates", action="store_true", help="重复的行也导入")
    one.add_argument("--rejects", type=Path, metavar="文件", help="把退回的行写到这张表")
    one.set_defaults(run=import_sheet)


def import_sheet(args: argparse.Namespace) -> Answer:
    choices = Choices(
        sheets=tuple(args.sheet),
        all_sheets=args.all_sheets,
        header_rows={"": args.header_row} if args.header_row is not None else {},
        mapping=pairs(args.map),
        units=pairs(args.unit),
        key=tuple(args.key),
        keep_duplicates=args.keep_duplicates,
        year=args.year,
        dates_from_sheet=args.dates_from_sheet,
        date_order=_ORDERS.get(args.date_order, ""),
        merged=_MERGED.get(args.merged, ""),
        split_names=args.split_names,
        pictures=not args.no_pictures,
        day=args.day.isoformat() if args.day else "",
    )
    with reading(args) if args.dry_run else writing(args) as ws:
        remembered = False
        if args.remembered:
            choices, remembered = importing.as_last_time(ws, args.file, args.ledger, choices)
        report = importing.import_sheet(
            ws,
            args.file,
            args.ledger,
            choices,
            dry_run=args.dry_run,
            rejects=args.rejects,
            today=today(args),
            remember=args.remembered,
        )
    several = sum(not one.skipped for one in report.sheets) > 1
    return Answer(
        {**_data(report, several), "remembered": remembered},
        list(_lines(report, args.dry_run, several)),
        PART if report.rejected else DONE,
    )


def _data(report: SheetReport, several: bool) -> dict[str, Any]:
    """The report as JSON; entries name their sheet where several were read."""

    def entries(found: Sequence[Any], *names: str) -> list[dict[str, Any]]:
        names = (*names, "sheet") if several else names
        return [{name: getattr(one, name) for name in names} for one in found]

    duplicates = entries(report.duplicates, "row", "same_as")
    if several:
        for entry, one in zip(duplicates, report.duplicates, strict=True):
            entry["same_sheet"] = one.same_sheet
    return {
        "ledger": report.ledger,
        "imported": report.imported,
        "updated": report.updated,
        "rejected": entries(report.rejected, "row", "column", "value", "reason"),
        "duplicates": duplicates,
        "skipped": entries(report.skipped, "row", "kind"),
        "unknown": report.unknown,
        "warnings": entries(report.warnings, "row", "text"),
        "mapping": report.mapping,
        "unmapped": report.unmapped,
        "sheet": report.sheet,
        "sheets": [one._asdict() for one in report.sheets],
        "year_in_title": report.year_in_title,
        "questions": [
            {
                "kind": one.kind,
                "column": one.column,
                "text": one.text,
                "count": one.count,
                "examples": one.examples,
                "answers": [answer._asdict() for answer in one.answers],
            }
            for one in report.questions
        ],
        "updates": entries(report.updates, "row", "id", "fields"),
        "changes": entries(report.changes, "row", "record", "title", "field", "old", "new"),
        "changes_total": report.changes_total,
        "pictures": report.pictures,
        "operation": report.operation,
    }


def _lines(report: SheetReport, dry_run: bool, several: bool) -> Iterator[str]:
    """The report for people."""
    titles = {key: title for title, key in report.mapping.items()}

    def where(one: Any) -> str:
        sheet = f"“{one.sheet}”" if several else ""
        return f"{sheet}第 {one.row} 行" if one.row else f"{sheet}整张表"

    verb = "可导入" if dry_run else "已导入"
    yield (
        f"{verb} {report.imported} 条，更新 {report.updated} 条，退回 {len(report.rejected)} 行，"
        f"重复 {len(report.duplicates)} 行"
    )
    for sheet in report.sheets:
        if sheet.skipped:
            yield f"  工作表“{sheet.sheet}”没有导入：{sheet.skipped}"
        elif several:
            yield f"  工作表“{sheet.sheet}”：{sheet.imported + sheet.updated} 条，退回 {sheet.rejected} 行"
    for bad in report.rejected:
        yield f"  {where(bad)} {bad.column}“{bad.value}”：{bad.reason}"
    for same in report.duplicates:
        sheet_named = f"“{same.same_sheet}”" if same.same_sheet not in ("", same.sheet) else ""
        other = f"{sheet_named}第 {same.same_as} 行" if isinstance(same.same_as, int) else "已有的记录"
        yield f"  {where(same)}与{other}重复"
    for update in report.updates:
        yield f"  {where(update)}更新：{'、'.join(titles[key] for key in update.fields)}"
    for notice in report.warnings:
        yield f"  {where(notice)}：{notice.text}"
    if report.pictures.found:
        said = report.pictures
        yield (
            f"  照片 {said.found} 张可作为佐证导入"
            if dry_run
            else f"  照片：存入 {said.stored} 张，关联 {said.linked} 处"
        )
    for lost in report.pictures.lost:
        yield f"  照片没有导入（{lost.sheet}{' ' + lost.cell if lost.cell else ''}）：{lost.reason}"
    if report.unknown:
        yield "  名册里没有：" + "、".join(one.value for one in report.unknown[:_MOST_NAMES])
    for question in report.questions:
        option = _option(question.kind, question.column)
        yield f"  请确认：{question.text}（{option}；不写则{question.otherwise}）"


def _option(kind: str, column: str) -> str:
    """The option by which a question is answered."""
    return {
        "year": "--year 年份",
        "day": "--day 日期",
        "month": "--dates-from-sheet",
        "order": "--date-order 月日 或 日月",
        "merged": "--merged 每行 或 首行",
        "people": "--split-names",
    }.get(kind, f"--unit {column}=万元")
