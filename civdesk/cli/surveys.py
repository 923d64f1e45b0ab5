"""Commands on surveys: survey, survey-add, survey-count, survey-import, survey-sheet, sample-list."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..desk import questionnaires, sampling
from ..desk import surveys as desk
from ..desk.surveys import SurveyReport
from ..domain.surveys import Option, Question
from ..errors import WrongUse
from ..intake.survey_sheet import Choices, Layout
from ..store.sampling import Sampling
from .common import DONE, PART, Answer, pairs, reading, today, writing


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare these commands."""
    one = commands.add_parser("survey", help="问卷调查：每题的分子、分母、比率（不写编号：全部调查）")
    one.add_argument("workspace", type=Path)
    one.add_argument("survey", nargs="?", default="", metavar="调查编号")
    one.set_defaults(run=survey)
    one = commands.add_parser("survey-add", help="新增一次调查及其题目")
    one.add_argument("workspace", type=Path)
    one.add_argument("values", nargs="+", metavar="字段=值")
    one.add_argument(
        "--question", action="append", default=[], metavar="题目|选项*|选项", help="带 * 的选项计入"
    )
    one.add_argument("--multiple", action="append", default=[], metavar="题目", help="这道题可选多项")
    one.add_argument("--decisive", default="", metavar="题目", help="台账的比率取自这道题（默认第一题）")
    one.set_defaults(run=survey_add)
    one = commands.add_parser("survey-count", help="录入一道题各选项的份数")
    one.add_argument("workspace", type=Path)
    one.add_argument("survey", metavar="调查编号")
    one.add_argument("question", metavar="题目")
    one.add_argument("counts", nargs="+", metavar="选项=份数")
    one.add_argument("--answered", type=_count, metavar="份数", help="多选题的有效回答份数")
    one.set_defaults(run=survey_count)
    one = commands.add_parser("survey-import", help="导入调查结果：统计表，或一份一行的答卷")
    one.add_argument("workspace", type=Path)
    one.add_argument("survey", metavar="调查编号")
    one.add_argument("file", type=Path)
    one.add_argument("--sheet", default="", metavar="工作表")
    one.add_argument("--layout", choices=[*Layout], metavar="counts|answers", help="统计表或答卷明细")
    one.add_argument("--column", action="append", metavar="列", help="只取这些列（题目）")
    one.add_argument("--multiple", action="append", default=[], metavar="列", help="这一列可选多项")
    one.add_argument("--favourable", action="append", default=[], metavar="选项", help="新题目里计入的选项")
    one.add_argument("--dry-run", action="store_true", help="只看会怎样，不保存")
    one.set_defaults(run=survey_import)
    one = commands.add_parser("survey-sheet", help="空白问卷（xlsx、pdf），或答卷录入表")
    one.add_argument("workspace", type=Path)
    one.add_argument("survey", metavar="调查编号")
    one.add_argument("out", type=Path, metavar="目标文件")
    one.add_argument("--entry", action="store_true", help="答卷录入表（xlsx）：一份问卷一行")
    one.set_defaults(run=survey_sheet)
    one = commands.add_parser("sample-list", help="从名册随机抽样并留存名单；不写名册：已抽的名单")
    one.add_argument("workspace", type=Path)
    one.add_argument("register", nargs="?", default="", metavar="名册")
    one.add_argument("size", nargs="?", default="", metavar="人数或比例", help="如 30 或 10%%")
    one.add_argument("--filter", action="append", default=[], metavar="筛选", help="如 在职")
    one.add_argument("--stratified", action="store_true", help="按科室分层，按比例分配")
    one.add_argument("--reserves", type=_count, default=0, metavar="人数", help="另抽备选")
    one.add_argument("--title", default="", metavar="名称")
    one.add_argument("--seed", default="", metavar="种子", help="用原来的种子可以重抽核对")
    one.add_argument("--id", default="", metavar="名单编号", help="已抽的一份名单")
    one.add_argument("--void", default="", metavar="原因", help="把这份名单作废（名单仍然保留）")
    one.add_argument("--survey", default="", metavar="调查编号", help="名单用于这次调查")
    one.add_argument("--out", type=Path, metavar="目标文件", help="把名单写成 .xlsx 或 .pdf")
    one.set_defaults(run=sample_list)


def _count(text: str) -> int:
    """A number of people or sheets."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise WrongUse(f"“{text}”不对，请写 0 以上的整数。")
    return int(text)


def survey(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        found = [desk.survey(ws, args.survey)] if args.survey else desk.all_surveys(ws)
    if args.survey:
        return Answer(desk.survey_data(found[0]), _lines(found[0]))
    lines = [
        f"{one.record.id}  {one.text('date')}  {one.text('title')}  {_said(one) or '还没有比率'}"
        for one in found
    ]
    return Answer({"surveys": [desk.survey_data(one) for one in found]}, lines or ["还没有调查。"])


def _said(report: SurveyReport) -> str:
    data = desk.survey_data(report)
    if data["rate"] is None:
        return ""
    if data["numerator"] is None or not data["denominator"]:
        return f"{data['rate']}（公布的比率）"
    return f"{data['numerator']}/{data['denominator']} = {data['rate']}"


def _lines(report: SurveyReport) -> list[str]:
    lines = [f"{report.text('title')}  {_said(report)}（比率按{report.of.value}）"]
    for n, one in enumerate(report.questions, 1):
        told = one.rate.text if one.rate else one.reason
        left = f"，{one.unanswered} 份未答" if one.unanswered else ""
        lines.append(f"{n}. {one.question.title}：{told}{left}{'  ★' if one.question.decisive else ''}")
        lines += [
            f"     {o.title}{'（计入）' if o.favourable else ''} {'—' if o.number is None else o.number}"
            for o in one.question.options
        ]
        lines += [f"     {text}" for text in one.faults]
        if one.interval:
            lines.append(f"     {one.interval.text}")
    return [*lines, *report.differs]


def survey_add(args: argparse.Namespace) -> Answer:
    questions = [_question(text, args) for text in args.question]
    with writing(args) as ws:
        saved = desk.add(ws, pairs(args.values), questions, today=today(args))
        data = desk.survey_data(desk.survey(ws, saved.id))
    return Answer(data | {"operation": saved.operation}, [f"已新增调查 {saved.id}"])


def _question(text: str, args: argparse.Namespace) -> Question:
    title, *options = [part.strip() for part in text.split("|")]
    return Question(
        title,
        tuple(Option(one.rstrip("*").strip(), None, one.endswith("*")) for one in options),
        multiple=title in args.multiple,
        decisive=title == args.decisive,
    )


def survey_count(args: argparse.Namespace) -> Answer:
    counts = {name: _count(text) if text else None for name, text in pairs(args.counts).items()}
    with writing(args) as ws:
        operation = desk.count(ws, args.survey, args.question, counts, answered=args.answered)
        found = desk.survey(ws, args.survey)
    return Answer(desk.survey_data(found) | {"operation": operation}, _lines(found))


def survey_import(args: argparse.Namespace) -> Answer:
    choices = Choices(
        args.sheet,
        Layout(args.layout) if args.layout else None,
        tuple(args.column) if args.column else None,
        frozenset(args.multiple),
        frozenset(args.favourable),
    )
    with (reading if args.dry_run else writing)(args) as ws:
        shown = desk.preview(ws, args.survey, desk.look(args.file), choices)
        operation = None if args.dry_run else desk.take(ws, args.survey, shown).operation
        found = desk.survey(ws, args.survey)
    data: dict[str, Any] = {
        "sheet": shown.sheet,
        "layout": shown.layout.value,
        "questions": [
            {"title": one.title, "options": [{"title": o.title, "number": o.number} for o in one.options]}
            for one in shown.questions
            if one.title in shown.changed
        ],
        "returned": shown.returned,
        "rejected": shown.rejected,
        "left": list(shown.left),
        "hints": list(shown.hints),
        "operation": operation,
    }
    lines = [f"{'会取' if args.dry_run else '已取'} {len(shown.changed)} 道题（{shown.layout.label}）"]
    if shown.returned is not None:
        lines.append(f"收回份数 {shown.returned}")
    lines += [f"第 {one.row} 行 {one.column}“{one.value}”：{one.reason}" for one in shown.rejected]
    lines += [f"没有取的列：{'、'.join(shown.left)}"] if shown.left else []
    lines += shown.hints
    lines += [] if args.dry_run else _lines(found)
    return Answer(data, lines, PART if shown.rejected else DONE)


def survey_sheet(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        if args.entry:
            out = questionnaires.write_entry_sheet(ws, args.survey, args.out)
        else:
            out = questionnaires.write_questionnaire(ws, args.survey, args.out, print_pdf=args.print_pdf)
    return Answer({"file": str(out)}, [f"已写出{'答卷录入表' if args.entry else '空白问卷'}：{out}"])


def sample_list(args: argparse.Namespace) -> Answer:
    if args.register:
        with writing(args) as ws:
            one = sampling.draw(
                ws,
                args.register,
                args.size,
                on=today(args),
                filters=args.filter,
                stratified=args.stratified,
                reserves=args.reserves,
                title=args.title,
                seed=args.seed,
            )
            if args.survey:
                sampling.assign(ws, one.id, args.survey)
                one = sampling.sampling_of(ws, one.id)
            out = _written(args, ws, one)
        return Answer(sampling.sampling_data(one) | out, _sample_lines(one))
    with (writing if args.void or args.survey else reading)(args) as ws:
        if not args.id:
            everything = sampling.samplings(ws)
            lines = [f"{one.id}  {one.at}  {one.title}  {len(one.chosen)} 名" for one in everything]
            data = {"samples": [sampling.sampling_data(one) for one in everything]}
            return Answer(data, lines or ["还没有抽过名单。"])
        if args.void:
            sampling.void(ws, args.id, args.void)
        if args.survey:
            sampling.assign(ws, args.id, args.survey)
        one = sampling.sampling_of(ws, args.id)
        out = _written(args, ws, one)
        same = sampling.again(ws, args.id)
    return Answer(sampling.sampling_data(one) | {"repeatable": same} | out, _sample_lines(one))


def _written(args: argparse.Namespace, ws: Any, one: Sampling) -> dict[str, str]:
    if not args.out:
        return {}
    return {"file": str(sampling.write(ws, one.id, args.out, print_pdf=args.print_pdf))}


def _sample_lines(one: Sampling) -> list[str]:
    lines = [f"{one.title}：总体 {one.population}，抽取 {len(one.chosen)}，种子 {one.seed}", one.note]
    lines += [f"（已作废：{one.void}）"] if one.void else []
    lines += [f"{n}. {each.name}  {each.department}" for n, each in enumerate(one.chosen, 1)]
    return lines + [f"备{n}. {each.name}  {each.department}" for n, each in enumerate(one.reserves, 1)]
