"""Commands of the way from a problem to its end: problems, problem, problem-stats, problem-pages …"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ..desk import evidence, problems_counts, problems_notice, problems_sheets
from ..desk import problems as desk
from ..desk import problems_verbs as verbs
from ..domain.phases import Gate
from ..domain.problem_counts import By
from ..errors import Refused, WrongUse
from ..output import problem_notice
from ..store.workspace import Workspace
from .common import Answer, day, pairs, reading, today, writing

# 动作 → what it takes from the words given with --…
_VERBS = {
    "assign": "下达整改通知",
    "urge": "督办",
    "circulate": "通报",
    "measure": "写整改措施",
    "finish": "整改完成",
    "at-once": "立行立改（--before、--after 照片）",
    "feedback": "反馈答复",
    "pass": "复查合格",
    "fail": "复查不合格",
    "reopen": "重新整改",
    "hard": "列为难以立即整改",
    "extend": "延期",
    "close": "销号",
}


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare these commands."""
    one = commands.add_parser("problems", help="问题整改：未完成、逾期、已完成；阶段关口、应追责")
    one.add_argument("workspace", type=Path)
    one.set_defaults(run=problems)
    one = commands.add_parser("problem", help="登记一个问题，自动编号、定时限")
    one.add_argument("workspace", type=Path)
    one.add_argument("values", nargs="+", metavar="字段=值")
    one.set_defaults(run=add)
    one = commands.add_parser("problem-do", help="对问题做一步：" + "、".join(_VERBS))
    one.add_argument("workspace", type=Path)
    one.add_argument("verb", choices=list(_VERBS), metavar="动作")
    one.add_argument("ids", nargs="+", metavar="编号")
    for name, title in (
        ("text", "内容、措施、结果"),
        ("unit", "责任单位"),
        ("owner", "责任人"),
        ("leader", "责任领导"),
        ("who", "经办人、复查人、批准人"),
        ("to", "答复谁、上报给谁"),
        ("level", "通报级别"),
        ("reason", "原因"),
        ("timetable", "时间表"),
        ("penalty", "处罚措施"),
    ):
        one.add_argument(f"--{name}", default="", help=title)
    one.add_argument("--deadline", type=day, metavar="YYYY-MM-DD", help="整改时限")
    one.add_argument("--before", type=Path, help="整改前照片")
    one.add_argument("--after", type=Path, help="整改后照片")
    one.set_defaults(run=do)
    one = commands.add_parser("problem-way", help="一个问题从发现到销号的经过")
    one.add_argument("workspace", type=Path)
    one.add_argument("id", metavar="编号")
    one.set_defaults(run=way)
    one = commands.add_parser("problem-stats", help="问题整改统计")
    one.add_argument("workspace", type=Path)
    one.add_argument("--from", dest="start", type=day, metavar="YYYY-MM-DD")
    one.add_argument("--to", dest="end", type=day, metavar="YYYY-MM-DD")
    one.add_argument("--by", choices=list(By), default=By.UNIT, metavar="unit|site|kind|source|month")
    one.add_argument("--out", type=Path, metavar="目标.xlsx")
    one.set_defaults(run=stats)
    _add_papers(commands)


def _add_papers(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = commands.add_parser("problem-pages", help="整改前后对照（pdf、xlsx）")
    one.add_argument("workspace", type=Path)
    one.add_argument("out", type=Path, metavar="目标文件")
    one.add_argument("--which", default="all", metavar="all|open|overdue|closed")
    one.add_argument("--unit", default="", metavar="责任单位")
    one.set_defaults(run=pages)
    one = commands.add_parser("problem-notices", help="整改通知单（xlsx，一个单位一张表，填好按编号导回）")
    one.add_argument("workspace", type=Path)
    one.add_argument("out", type=Path, metavar="目标.xlsx")
    one.add_argument("--unit", default="", metavar="责任单位")
    one.set_defaults(run=notices)
    one = commands.add_parser("problem-text", help="未完成的问题，写成汇报里的“存在的不足”")
    one.add_argument("workspace", type=Path)
    one.set_defaults(run=text)
    one = commands.add_parser("problem-account", help="应追责的：列出；给出序号则登记责任追究，并写出通知书")
    one.add_argument("workspace", type=Path)
    one.add_argument("number", type=int, nargs="?", metavar="序号")
    one.add_argument("--kind", default=problems_notice.USUAL, metavar="追究方式")
    one.add_argument("--out", type=Path, metavar="通知书.pdf")
    one.set_defaults(run=account)
    one = commands.add_parser("phases", help="创建阶段和迎检前关口；给出 名称=开始/结束 则设置")
    one.add_argument("workspace", type=Path)
    one.add_argument("phases", nargs="*", metavar="名称=开始/结束")
    one.set_defaults(run=phases)


# --- asking -------------------------------------------------------------------------------------------


def problems(args: argparse.Namespace) -> Answer:
    on = today(args)
    with reading(args) as ws:
        found = desk.problems(ws, on)
        gate = desk.gate_at(ws, on)
        due = problems_notice.proposals(ws, on)
    lines = [f"未完成 {found.open}（其中逾期 {found.overdue}），已完成 {found.closed}"]
    lines += [
        f"  [{one.state.label}] {one.deadline or '无时限'}  {one.title}  {one.unit} {one.owner}".rstrip()
        for one in found.problems
    ]
    if gate:
        lines.append(gate.text)
    lines += [f"应追责：{one.text}" for one in due]
    data = desk.problems_data(found)
    data["gate"] = _gate_data(gate)
    data["accountability"] = [_proposal_data(one) for one in due]
    return Answer(data, lines)


def _gate_data(gate: Gate | None) -> dict[str, object] | None:
    if gate is None:
        return None
    phase = gate.phase
    return {"phase": phase.title, "start": phase.start, "days": gate.days, "passed": gate.passed,
            "open": list(gate.open)}  # fmt: skip


def _proposal_data(one: problems_notice.Proposal) -> dict[str, str]:
    return {"ledger": one.ledger, "record": one.record, "unit": one.unit, "owner": one.owner,
            "kind": one.ground.kind, "reason": one.ground.text}  # fmt: skip


def way(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        id = desk.id_of(ws, args.id)
        steps = desk.way(ws, id)
        advice = problems_notice.penalty_of(ws, id)
    lines = [
        f"{one.at or '日期不详'}  {one.kind.label}"
        + (f"（{one.who}）" if one.who else "")
        + (f"：{one.text}" if one.text else "")
        for one in steps
    ]
    listed = [
        {"kind": one.kind.value, "on": one.at or None, "who": one.who, "text": one.text, "result": one.result}
        for one in steps
    ]
    return Answer({"id": id, "steps": listed, "penalty": advice}, [*lines, *filter(None, [advice])])


def stats(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        found = problems_counts.counts(ws, By(args.by), start=args.start, end=args.end, on=today(args))
        if args.out:
            problems_counts.write(ws, found, _new(args.out))
    heads = problems_counts.titles(found)
    lines = [problems_counts.period_text(found), problems_counts.sentence(found)]
    for line in (*found.lines, found.total):
        told = zip(heads[1:], problems_counts.shown(line)[1:], strict=True)
        lines.append(f"{line.title}：" + "，".join(f"{head} {text}" for head, text in told if text))
    return Answer(problems_counts.counts_data(found), lines)


def text(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        said = desk.text(ws, today(args))
    return Answer({"text": said}, said.split("\n"))


# --- doing --------------------------------------------------------------------------------------------


def add(args: argparse.Namespace) -> Answer:
    with writing(args) as ws:
        saved = desk.add(ws, pairs(args.values), today=today(args))
        made = desk.problem(ws, saved.id, date.max)
    data = {"id": saved.id, "number": made.number, "deadline": made.deadline, "operation": saved.operation}
    return Answer(data, [f"已登记问题 {made.number}，限 {made.deadline} 前完成", saved.id])


def do(args: argparse.Namespace) -> Answer:
    with writing(args) as ws:
        args.ids = [desk.id_of(ws, name) for name in args.ids]
        for role, path in (("before", args.before), ("after", args.after)):
            if path:
                _photo(ws, args, role, path)
        operation = _step(ws, args)
        states = [desk.problem(ws, id, today(args)).state.value for id in args.ids]
    said = _VERBS[args.verb].partition("（")[0]
    return Answer({"operation": operation, "states": states}, [f"已{said}：{len(args.ids)} 个问题"])


def _photo(ws: Workspace, args: argparse.Namespace, role: str, path: Path) -> None:
    if len(args.ids) != 1:
        raise WrongUse("照片只能加给一个问题。")
    report = evidence.import_files(
        ws, [path], record=(desk.LEDGER, args.ids[0]), role=role, today=today(args)
    )
    if report.rejected:
        raise WrongUse(f"照片没有存入：{report.rejected[0][1]}")


def _step(ws: Workspace, args: argparse.Namespace) -> int | None:
    on, ids = today(args), args.ids
    many: dict[str, Callable[[], int | None]] = {
        "assign": lambda: verbs.assign(
            ws, ids, on=on, unit=args.unit, owner=args.owner, leader=args.leader, deadline=args.deadline
        ),
        "urge": lambda: verbs.urge(ws, ids, args.text, on=on, who=args.who),
        "circulate": lambda: verbs.circulate(ws, ids, args.level, on=on, text=args.text),
        "finish": lambda: verbs.finish(ws, ids, on=on, result=args.text, who=args.who),
        "pass": lambda: verbs.recheck(ws, ids, True, on=on, who=args.who, text=args.text),
        "fail": lambda: verbs.recheck(
            ws, ids, False, on=on, who=args.who, text=args.text, deadline=args.deadline
        ),
        "extend": lambda: verbs.extend(ws, ids, _deadline(args), args.reason, args.who, on=on),
        "close": lambda: verbs.close(ws, ids, on=on, who=args.who, text=args.text),
    }
    if args.verb in many:
        return many[args.verb]()
    if len(ids) != 1:
        raise WrongUse(f"“{_VERBS[args.verb]}”一次只能对一个问题做。")
    one: dict[str, Callable[[], int | None]] = {
        "measure": lambda: verbs.measure(ws, ids[0], args.text, on=on, penalty=args.penalty, who=args.who),
        "at-once": lambda: verbs.mend_at_once(ws, ids[0], on=on, result=args.text),
        "feedback": lambda: verbs.feedback(ws, ids[0], args.text, on=on, to=args.to),
        "reopen": lambda: verbs.reopen(ws, ids[0], args.reason, on=on, deadline=_deadline(args)),
        "hard": lambda: verbs.hard(ws, ids[0], args.reason, args.timetable, on=on, reported_to=args.to),
    }
    return one[args.verb]()


def _deadline(args: argparse.Namespace) -> date:
    if args.deadline is None:
        raise WrongUse("请用 --deadline 写明新的整改时限。")
    made: date = args.deadline
    return made


def account(args: argparse.Namespace) -> Answer:
    on = today(args)
    if args.number is None:
        with reading(args) as ws:
            due = problems_notice.proposals(ws, on)
        lines = [f"{n}  {one.text}" for n, one in enumerate(due, 1)] or ["没有应追究责任的"]
        return Answer({"proposals": [_proposal_data(one) for one in due]}, lines)
    with writing(args) as ws:
        due = problems_notice.proposals(ws, on)
        if not 1 <= args.number <= len(due):
            raise WrongUse(f"没有第 {args.number} 条应追责的，共 {len(due)} 条。")
        one = due[args.number - 1]
        if args.out:
            args.print_pdf(problem_notice.page(problems_notice.notice(ws, one, on=on)), _new(args.out))
        saved = problems_notice.call_to_account(ws, one, on=on, kind=args.kind)
    data = {"ledger": saved.ledger, "id": saved.id, "operation": saved.operation}
    return Answer(data, [f"已登记责任追究：{one.text}"])


def phases(args: argparse.Namespace) -> Answer:
    on = today(args)
    if args.phases:
        listed = []
        for title, span in pairs(args.phases).items():
            start, _, end = span.partition("/")
            listed.append({"title": title, "start": start.strip(), "end": end.strip()})
        with writing(args) as ws:
            desk.set_phases(ws, listed)
    with reading(args) as ws:
        found, gate = desk.phases(ws), desk.gate_at(ws, on)
    lines = [f"{one.title}：{one.start} 至 {one.end}" for one in found] or ["还没有设置创建阶段"]
    data = {
        "phases": [{"title": one.title, "start": one.start, "end": one.end} for one in found],
        "gate": _gate_data(gate),
    }
    return Answer(data, [*lines, *([gate.text] if gate else [])])


# --- papers -------------------------------------------------------------------------------------------


def pages(args: argparse.Namespace) -> Answer:
    on = today(args)
    with reading(args) as ws:
        found = problems_sheets.chosen(ws, on, which=args.which, unit=args.unit)
        many = problems_sheets.write_pages(ws, found, _new(args.out), on=on, print_pdf=args.print_pdf)
    return Answer({"file": args.out, "problems": many}, [f"已写出整改前后对照：{args.out}（{many} 个问题）"])


def notices(args: argparse.Namespace) -> Answer:
    on = today(args)
    with writing(args) as ws:
        problems_sheets.give_numbers(ws)
        found = problems_sheets.chosen(ws, on, which="open", unit=args.unit)
        many = problems_sheets.write_notices(ws, found, _new(args.out), on=on)
    return Answer({"file": args.out, "problems": many}, [f"已写出整改通知单：{args.out}（{many} 个问题）"])


def _new(path: Path) -> Path:
    if path.exists():
        raise Refused(f"“{path.name}”已经存在，请换一个文件名。", kind="exists")
    made: Path = path
    return made
