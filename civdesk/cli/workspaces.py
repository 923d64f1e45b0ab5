"""Commands on the file itself: new, info, check, backup, restore, undo, redo, history."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from ..desk import backup as backups
from ..desk import history as histories
from ..desk import records, workspaces
from .common import DONE, PART, Answer, limit, reading, subject, today, writing


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare these commands."""
    one = commands.add_parser("new", help="新建工作区")
    one.add_argument("workspace", type=Path)
    one.add_argument("--sample", action="store_true", help="填入示例数据")
    one.add_argument("--unit", default="", help="单位名称")
    one.set_defaults(run=new)
    for name, run, text in (
        ("info", info, "数量、大小、版本、完整性"),
        ("check", check, "检查工作区是否完好"),
        ("undo", undo, "撤销上一步"),
        ("redo", redo, "重做"),
    ):
        one = commands.add_parser(name, help=text)
        one.add_argument("workspace", type=Path)
        one.set_defaults(run=run)
    one = commands.add_parser("history", help="操作历史，或一条记录的历史")
    one.add_argument("workspace", type=Path)
    one.add_argument("record", nargs="?", help="台账:编号")
    one.add_argument("--limit", type=limit, default=200)
    one.set_defaults(run=history)
    one = commands.add_parser("backup", help="备份到文件夹，并验证")
    one.add_argument("workspace", type=Path)
    one.add_argument("folder", type=Path)
    one.set_defaults(run=backup)
    one = commands.add_parser("restore", help="用备份恢复工作区")
    one.add_argument("backup", type=Path)
    one.add_argument("workspace", type=Path)
    one.set_defaults(run=restore)


def new(args: argparse.Namespace) -> Answer:
    if args.sample:
        from ..desk import sample

        ws = sample.new(args.workspace, today=today(args), unit=args.unit)
    else:
        ws = workspaces.new(args.workspace, unit=args.unit)
    with ws:
        told = workspaces.info(ws)
    return Answer({"workspace": told.path, "unit": told.unit, "records": told.records},
                  [f"已新建工作区：{told.path}"])  # fmt: skip


def info(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        told = workspaces.info(ws)
        titles = {key: book.title for key, book in records.all_ledgers(ws).items()}
    data = {name: getattr(told, name) for name in told.__dataclass_fields__} | {"whole": told.whole}
    lines = [
        f"{told.path}（{told.unit or '未填单位'}，{told.size / 1e6:.1f} MB，civdesk {told.version}）",
        f"影像 {told.evidence} 件（未关联 {told.unlinked}），佐证 {told.proofs} 条，"
        f"操作 {told.operations} 步",
        *(f"  {titles[key]}：{count} 条" for key, count in told.records.items() if count),
        "完好" if told.whole else "有损坏：" + "；".join(told.faults),
    ]
    return Answer(data, lines, DONE if told.whole else PART)


def check(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        faults = workspaces.check(ws)
    return Answer({"whole": not faults, "faults": faults}, faults or ["完好"], PART if faults else DONE)


def undo(args: argparse.Namespace) -> Answer:
    with writing(args) as ws:
        moved = histories.undo(ws)
    return Answer({"undone": moved.operation, "title": moved.title, "operation": moved.by},
                  [f"已撤销：{moved.title}"])  # fmt: skip


def redo(args: argparse.Namespace) -> Answer:
    with writing(args) as ws:
        moved = histories.redo(ws)
    return Answer({"redone": moved.operation, "title": moved.title, "operation": moved.by},
                  [f"已重做：{moved.title}"])  # fmt: skip


def history(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        entries = histories.history(ws, subject(args.record)[1] if args.record else None, limit=args.limit)
        told = [histories.told(ws, entry) if args.record else [] for entry in entries]
    data = [
        {
            "operation": e.operation, "kind": e.kind, "title": e.title, "at": e.at, "state": e.state,
            "undone": e.undone, "who": e.who, "count": e.count,
            "changes": [
                {"table": c.table, "id": c.record, "what": c.what, "old": c.old, "new": c.new}
                for c in e.changes
            ],
        }
        for e in entries
    ]  # fmt: skip
    lines = []
    for e, changes in zip(entries, told, strict=True):
        mark = "（已撤销）" if e.undone else "（中断）" if e.state == "interrupted" else ""
        lines.append(f"{e.operation:>5}  {e.at[:16].replace('T', ' ')}  {e.who}  {e.title}{mark}")
        lines += [f"         {line}" for line in changes]
    return Answer({"operations": data}, lines)


def backup(args: argparse.Namespace) -> Answer:
    made = backups.backup(args.workspace, args.folder, now=datetime.now())
    return Answer(
        {"backup": made.path, "bytes": made.size, "records": made.records, "evidence": made.evidence},
        [f"已备份并验证：{made.path}（{made.records} 条记录，{made.evidence} 件影像）"],
    )


def restore(args: argparse.Namespace) -> Answer:
    kept = backups.restore(args.backup, args.workspace)
    lines = [f"已恢复：{args.workspace}"] + ([f"原文件保留为：{kept}"] if kept else [])
    return Answer({"workspace": str(args.workspace), "kept": str(kept) if kept else None}, lines)
