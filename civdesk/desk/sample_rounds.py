"""The rounds of the sample workspace: three weeks of daily checks, their reports, a monthly review."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from .. import resources
from ..domain.rounds import Round
from ..store.workspace import Workspace
from . import records, rounds, rounds_closing, rounds_problems, rounds_reports, rounds_results
from .framing import calendar

_DAILY = ("hygiene_daily", "closing", "leader_day")


def fill(ws: Workspace, today: date) -> None:
    """Fill in rounds up to the day before `today`, and one of today that is half done."""
    data = resources.toml("sample", "rounds.toml")
    people = [str(one.values["title"]) for one in records.find(ws, "staff", {"status": "在职"})][:3]
    days = _workdays(today, data["weeks"] * 7)
    failures: dict[tuple[str, date], list[Mapping[str, Any]]] = {}
    for one in data["failures"]:
        failures.setdefault((one["form"], days[-one["back"]]), []).append(one)
    for n, day in enumerate(days):
        if n == len(days) - data["left_out"]:
            continue
        for form in _DAILY:
            _round(ws, form, day, people[n % 3 :] + people[: n % 3], failures.get((form, day), []), today)
    for form, day in failures:
        if form not in _DAILY:
            _round(ws, form, day, people[:1], failures[form, day], today)
    monday = today - timedelta(days=today.weekday())
    for n in (2, 1):
        if not any(calendar().works(monday - timedelta(days=day)) for day in range(7 * n - 6, 7 * n + 1)):
            continue  # a week of holidays: there is nothing to report
        _report(ws, "hygiene_weekly", monday - timedelta(days=7 * n), monday - timedelta(days=7 * n - 4))
    last = today.replace(day=1) - timedelta(days=1)
    _review(ws, last, data["reviews"], people[:1])
    _round(ws, "hygiene_monthly", last - timedelta(days=3), people[:2], [], last)
    half = rounds.new(ws, "hygiene_daily", today, inspectors=people[:1])
    if half.subjects:
        rounds.fill_good(ws, half.id, subject=half.subjects[0])


def _workdays(today: date, many: int) -> list[date]:
    """The days that are worked among the last so many before today."""
    before = (today - timedelta(days=n) for n in range(many, 0, -1))
    return [day for day in before if calendar().works(day)]


def _round(
    ws: Workspace,
    form: str,
    day: date,
    people: list[str],
    failures: list[Mapping[str, Any]],
    today: date,
) -> Round:
    one = rounds.new(ws, form, day, inspectors=people[:1])
    for found in failures:
        if found["subject"] not in one.subjects:
            continue
        place = (found["item"], found["subject"])
        rounds.answer(ws, one.id, *place, "✗")
        rounds.note(ws, one.id, *place, found["note"])
        made = rounds_problems.problem(ws, one.id, *place, today=day)
        if done := found.get("mended"):
            _mend(ws, made.problem, day + timedelta(days=done), today)
    rounds.fill_good(ws, one.id)
    for answer in rounds.get(ws, one.id).answers:
        if not answer.result:  # a number is asked for: enough of it
            rounds.answer(ws, one.id, answer.item, answer.subject, "3")
    rounds_closing.close(ws, one.id, today=day)
    return one


def _mend(ws: Workspace, problem: str, day: date, today: date) -> None:
    values = {
        "status": "已完成",
        "finished_on": min(day, today),
        "result": "已整改到位",
        "measures": "立行立改",
    }
    records.change(ws, rounds_problems.LEDGER, problem, values, today=today)


def _report(ws: Workspace, form: str, day: date, on: date) -> None:
    one = rounds.new(ws, form, day)
    rounds.set_head(ws, one.id, summary=rounds_reports.draft(rounds_reports.report(ws, one.id, on)))
    rounds_closing.close(ws, one.id, today=on)
    rounds_reports.reported(ws, one.id, "市文明办", on)
    rounds_reports.circulated(ws, one.id, "各股室", on)


def _review(ws: Workspace, day: date, scores: list[Mapping[str, str]], people: list[str]) -> None:
    one = rounds.new(ws, "test_weekly", day, inspectors=people)
    for given in scores:
        if given["subject"] in one.subjects:
            rounds.answer(ws, one.id, "test", given["subject"], given["score"])
    rounds_closing.close(ws, one.id, today=day, rest="none")
    found = rounds_results.standing(ws, "review_monthly", day)
    for proposal in found.proposals:
        for name in proposal.chosen:
            rounds_results.give(ws, "review_monthly", day, proposal.flag.outcome, name, today=day)
