"""Commands that bring in and send out: import-sheet, import-files, export-archive, verify."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from ..desk import archive, evidence, importing
from .common import DONE, PART, Answer, day, pairs, subject, today, writing


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare these commands."""
    one = commands.add_parser("import-sheet", help="导入一张表格（xlsx、csv）")
    one.add_argument("workspace", type=Path)
    one.add_argument("file", type=Path)
    one.add_argument("--ledger", required=True, help="导入到哪本台账")
    one.add_argument("--sheet", help="工作表名")
    one.add_argument("--map", action="append", default=[], metavar="列=字段")
    one.add_argument("--year", type=int, help="没有年份的日期按这一年")
    one.add_argument("--key", action="append", default=[], metavar="字段", help="按这些字段更新已有记录")
    one.add_argument("--dry-run", action="store_true", help="只看结果，不导入")
    one.add_argument("--keep-duplicates", action="store_true", help="重复的行也导入")
    one.add_argument("--rejects", type=Path, help="把退回的行写到这张表")
    one.set_defaults(run=import_sheet)
    one = commands.add_parser("import-files", help="导入照片和文件")
    one.add_argument("workspace", type=Path)
    one.add_argument("paths", nargs="+", type=Path)
    one.add_argument("--record", metavar="台账:编号", help="作为这条记录的佐证")
    one.add_argument("--role", default="", help="佐证种类，如 现场照片、签到表")
    one.add_argument("--recursive", action="store_true", help="连同下级文件夹")
    one.set_defaults(run=import_files)
    one = commands.add_parser("export-archive", help="导出迎检档案文件夹")
    one.add_argument("workspace", type=Path)
    one.add_argument("out", type=Path)
    one.add_argument("--standard", help="只按这套标准（默认：全部在用的）")
    one.add_argument("--from", dest="start", type=day)
    one.add_argument("--to", dest="end", type=day)
    one.add_argument("--public", action="store_true", help="对外：不含敏感栏目和未关联影像")
    one.add_argument("--since", metavar="PACKAGE", help="只导出这次导出之后新增的文件")
    one.set_defaults(run=export_archive)
    one = commands.add_parser("verify", help="核对档案文件夹")
    one.add_argument("folder", type=Path)
    one.set_defaults(run=verify)


def import_sheet(args: argparse.Namespace) -> Answer:
    with writing(args) as ws:
        report = importing.import_sheet(
            ws,
            args.file,
            args.ledger,
            sheet=args.sheet,
            mapping=pairs(args.map),
            year=args.year,
            key=args.key,
            dry_run=args.dry_run,
            keep_duplicates=args.keep_duplicates,
            rejects=args.rejects,
            today=today(args),
        )
    data = {
        "ledger": report.ledger,
        "imported": report.imported,
        "updated": report.updated,
        "rejected": report.rejected,
        "duplicates": report.duplicates,
        "skipped": report.skipped,
        "unknown": report.unknown,
        "warnings": report.warnings,
        "mapping": report.mapping,
        "unmapped": report.unmapped,
        "sheet": report.sheet,
        "year_in_title": report.year_in_title,
        "updates": report.updates,
        "operation": report.operation,
    }
    titles = {key: title for title, key in report.mapping.items()}
    verb = "可导入" if args.dry_run else "已导入"
    lines = [
        f"{verb} {report.imported} 条，更新 {report.updated} 条，退回 {len(report.rejected)} 行，"
        f"重复 {len(report.duplicates)} 行",
        *(f"  第 {r.row} 行 {r.column}“{r.value}”：{r.reason}" for r in report.rejected),
        *(f"  第 {one.row} 行与{_same(one.same_as)}重复" for one in report.duplicates),
        *(f"  第 {one.row} 行更新：{'、'.join(titles[key] for key in one.fields)}" for one in report.updates),
        *(f"  {f'第 {one.row} 行' if one.row else '整张表'}：{one.text}" for one in report.warnings),
    ]
    if report.unknown:
        lines.append("  名册里没有：" + "、".join(one.value for one in report.unknown[:20]))
    if report.year_in_title and args.year is None and report.rejected:
        lines.append(
            f"  表头上写着 {report.year_in_title} 年；没有年份的日期可加 --year {report.year_in_title}"
        )
    return Answer(data, lines, PART if report.rejected else DONE)


def _same(as_what: int | str) -> str:
    return f"第 {as_what} 行" if isinstance(as_what, int) else "已有的记录"


def import_files(args: argparse.Namespace) -> Answer:
    with writing(args) as ws:
        report = evidence.import_files(
            ws,
            args.paths,
            record=subject(args.record) if args.record else None,
            role=args.role,
            recursive=args.recursive,
            today=today(args),
        )
    data = {
        "stored": report.stored,
        "copies": report.copies,
        "proofs": report.proofs,
        "rejected": [{"path": path, "reason": reason} for path, reason in report.rejected],
        "warnings": [{"path": path, "warning": text} for path, text in report.warnings],
        "evidence": report.evidence,
        "operation": report.operation,
    }
    lines = [
        f"已存入 {report.stored} 件，认出重复 {report.copies} 件，退回 {len(report.rejected)} 件",
        *(f"  {path}：{reason}" for path, reason in report.rejected),
        *(f"  {path}：{text}" for path, text in report.warnings),
    ]
    return Answer(data, lines, PART if report.rejected else DONE)


def export_archive(args: argparse.Namespace) -> Answer:
    with writing(args) as ws:
        report = archive.export_archive(
            ws,
            args.out,
            standard=args.standard,
            start=args.start,
            end=args.end,
            public=args.public,
            since=args.since,
            on=today(args),
            now=datetime.now(),
        )
    data = {
        "folder": str(report.folder),
        "files": report.files,
        "bytes": report.bytes,
        "missing": [str(path) for path in report.missing],
        "unlinked": report.unlinked,
        "gaps": report.gaps,
    }
    lines = [f"已导出并核对：{report.folder}（{report.files} 个文件，{report.bytes / 1e6:.1f} MB）",
             *(f"  缺：{path}" for path in report.missing)]  # fmt: skip
    return Answer(data, lines, PART if report.missing else DONE)


def verify(args: argparse.Namespace) -> Answer:
    found = archive.verify(args.folder)
    data = {"whole": found.whole, "changed": found.changed, "missing": found.missing, "extra": found.extra}
    lines = (
        ["完好"]
        if found.whole
        else [
            *(f"改动：{path}" for path in found.changed),
            *(f"缺少：{path}" for path in found.missing),
            *(f"多出：{path}" for path in found.extra),
        ]
    )
    return Answer(data, lines, DONE if found.whole else PART)
