"""Commands on paper: a blank attendance sheet, a scan cut into several proofs."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..desk import attendance as sheets
from ..desk import splitting
from ..domain.text import split_names
from .common import Answer, limit, reading, subject, today, writing


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare these commands."""
    one = commands.add_parser("attendance", help="为一条记录做空白签到表（xlsx、pdf）")
    one.add_argument("workspace", type=Path)
    one.add_argument("record", metavar="台账:编号")
    one.add_argument("out", type=Path, metavar="目标文件")
    one.add_argument("--people", metavar="姓名、姓名", help="印上这些姓名（默认：记录里的参加人员）")
    one.add_argument("--department", default="", metavar="科室", help="印上这个科室的全部在岗人员")
    one.add_argument("--rows", type=limit, default=0, metavar="行数", help="至少多少行")
    one.set_defaults(run=attendance)
    one = commands.add_parser("split", help="把一份 PDF 扫描件按页拆成几份佐证")
    one.add_argument("workspace", type=Path)
    one.add_argument("evidence")
    one.add_argument("pages", metavar="页码", help="如 1-2,3,4-6，每段一份")
    one.add_argument("--record", metavar="台账:编号", help="作为这条记录的佐证")
    one.add_argument("--role", action="append", default=[], help="佐证种类；写一次用于全部，或每份一次")
    one.add_argument("--title", action="append", default=[], help="题名，依次用于各份")
    one.set_defaults(run=split)


def attendance(args: argparse.Namespace) -> Answer:
    ledger, id = subject(args.record)
    with reading(args) as ws:
        made = sheets.sheet(
            ws,
            ledger,
            id,
            people=split_names(args.people) if args.people is not None else None,
            department=args.department,
            rows=args.rows,
            today=today(args),
        )
        out = sheets.write(made, args.out, print_pdf=args.print_pdf)
    data = {"file": str(out), "names": len(made.people), "rows": len(made.rows)}
    return Answer(data, [f"已写出签到表：{out}（{len(made.rows)} 行，其中 {len(made.people)} 个姓名）"])


def split(args: argparse.Namespace) -> Answer:
    with writing(args) as ws:
        report = splitting.split(
            ws,
            args.evidence,
            splitting.parts(ws, args.evidence, args.pages, args.role, args.title),
            record=subject(args.record) if args.record else None,
            today=today(args),
        )
    data = {
        "evidence": args.evidence,
        "parts": [{"id": one.id, "pages": str(one.pages), "name": one.name} for one in report.parts],
        "operation": report.operation,
    }
    return Answer(
        data, [f"已拆成 {len(report.parts)} 份", *(f"  {one.pages}：{one.name}" for one in report.parts)]
    )
