"""Commands that bring in and send out files: import-files, export-archive, verify."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from ..desk import archive, evidence
from .common import DONE, PART, Answer, day, subject, today, writing


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare these commands."""
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
