"""Commands that ask how things stand: assess, judge, agenda."""

from __future__ import annotations

import argparse
from datetime import date
from fractions import Fraction
from pathlib import Path

from ..desk import agenda as agendas
from ..desk import assessing
from ..domain.periods import Period, parse_period
from ..domain.rules import State
from ..errors import WrongUse
from .common import Answer, day, reading, today, writing


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare these commands."""
    one = commands.add_parser("assess", help="按一套标准测评：每条指标的状态、应有、现有、缺口")
    one.add_argument("workspace", type=Path)
    one.add_argument("standard")
    one.add_argument("--period", type=period, help="测评时段，如 2026 或 2026-01-01/2026-06-30")
    one.set_defaults(run=assess)
    one = commands.add_parser("judge", help="人工判断一条指标，要写明理由")
    one.add_argument("workspace", type=Path)
    one.add_argument("standard")
    one.add_argument("code")
    one.add_argument("state", choices=[*State, "withdraw"], metavar="STATE")
    one.add_argument("--reason", default="")
    one.add_argument("--points", metavar="分", help="人工打分；不写则按状态计分")
    one.set_defaults(run=judge)
    one = commands.add_parser("agenda", help="到期事项")
    one.add_argument("workspace", type=Path)
    one.add_argument("--from", dest="start", type=day)
    one.add_argument("--to", dest="end", type=day)
    one.set_defaults(run=agenda)


def period(text: str) -> Period:
    """A `--period` argument."""
    try:
        return parse_period(text)
    except ValueError as error:
        raise WrongUse(f"时段“{text}”不对：{error}") from error


def hundredths(text: str) -> int:
    """A `--points` argument, as hundredths of a point."""
    try:
        number = Fraction(text) * 100
    except (ValueError, ZeroDivisionError):
        number = Fraction(-1)
    if number < 0 or number.denominator != 1:
        raise WrongUse(f"“{text}”不是分值，请写 3、1.5 这样的数。")
    return number.numerator


def assess(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        found = assessing.assess(ws, args.standard, today(args), args.period)
    lines = [f"《{found.standard.title}》截至 {found.on}"]
    for one in found.indicators:
        lines.append(f"{'  ' * one.depth}[{one.state.label}] {one.code} {one.title}")
        lines += [f"{'  ' * one.depth}    · {gap.text}" for gap in one.gaps]
    return Answer(assessing.assessment_data(found), lines)


def judge(args: argparse.Namespace) -> Answer:
    with writing(args) as ws:
        if args.state == "withdraw":
            there = assessing.withdraw(ws, args.standard, args.code, today(args))
            said = "已撤回判断" if there else "本来没有人工判断"
            return Answer({"standard": args.standard, "code": args.code, "withdrawn": there}, [said])
        finding = assessing.judge(
            ws,
            args.standard,
            args.code,
            args.state,
            args.reason,
            today(args),
            points=None if args.points is None else hundredths(args.points),
        )
    data = {"standard": args.standard, "code": args.code, "state": finding.state.value,
            "reason": finding.reason, "period": finding.period,
            "points": assessing.points_number(finding.points)}  # fmt: skip
    return Answer(data, [f"已判断 {args.code}：{finding.state.label}"])


def agenda(args: argparse.Namespace) -> Answer:
    on = today(args)
    start = args.start or date(on.year, 1, 1)
    end = args.end or date(max(on.year, start.year), 12, 31)
    with reading(args) as ws:
        found = agendas.agenda(ws, start, end, on)
    lines = [
        f"{one.deadline}  [{one.state.label}] {one.task}" + (f"（{one.lead}）" if one.lead else "")
        for one in found.occurrences
    ]
    return Answer(agendas.agenda_data(found), lines or ["这段时间没有到期事项"])
