"""周报 and 月报: what the rounds of a week or month come to, counted from them, in figures and in words."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..domain.forms import Form
from ..domain.problems import ProblemState, state_at
from ..domain.round_ranks import Place, ranked
from ..domain.rounds import BAD, EMPTY, NONE, Points, Round, by_subject
from ..errors import WrongUse
from ..store import ledgers
from ..store import rounds as store
from ..store.workspace import Workspace
from . import problems, rounds, rounds_closing
from .rounds_due import DONE, due_of
from .rounds_subjects import Whom

_SOME = 5


@dataclass(frozen=True, slots=True)
class Source:
    """A form that is summed up: how many days, weeks … were asked up to the day, how many were done, which
    were not."""

    form: Form
    asked: int
    done: int
    rounds: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportedProblem:
    """A problem that came of the rounds, by when it is to be mended, and how far it is."""

    id: str
    title: str
    unit: str
    deadline: str
    state: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a week or month comes to, as of a day. `items`: title, how often it failed, how often it was
    judged; `departments` in their ranks; problems made of these rounds, and how far they are."""

    round: Round
    form: Form
    sources: tuple[Source, ...]
    points: Points
    items: tuple[tuple[str, int, int], ...]
    departments: tuple[Place, ...]
    found: int
    mended: int
    overdue: int
    problems: tuple[ReportedProblem, ...]

    @property
    def open(self) -> int:
        return self.found - self.mended


def sources_of(forms: dict[str, Form], one: Form) -> list[Form]:
    """All forms that a form sums up, those summed up by these too (the daily under the weekly of a month)."""
    found: list[Form] = []
    waiting = [one]
    while waiting:
        for other in rounds.feeding(forms.values(), waiting.pop(0)):
            if other not in found and other.key != one.key:
                found.append(other)
                waiting.append(other)
    return sorted(found, key=lambda other: (other.position, other.key))


def report(ws: Workspace, id: str, on: date) -> Report:
    """What a round of a weekly or monthly form comes to, as of a day: only completed rounds count. Raises
    WrongUse for a form that sums nothing up."""
    one = store.read(ws.reader(), id)
    forms = store.forms(ws.reader())
    if not sources_of(forms, forms[one.form]):
        raise WrongUse(f"《{forms[one.form].title}》不是汇总表，没有周报、月报可看。")
    return findings(ws, id, on)


def findings(ws: Workspace, id: str, on: date) -> Report:
    """What any round comes to, as it is made known below (通报): with what it sums up, where it does."""
    db = ws.reader()
    one = store.read(db, id)
    forms = store.forms(db)
    asked = forms[one.form]
    sums = sources_of(forms, asked)
    everything = store.rounds(db, start=one.starts, end=one.ends, answers=True)
    inside = [r for r in everything if one.starts <= r.starts <= one.ends]
    last = min(on, one.ends)
    made = []
    # What is asked of a form from its first round on is asked here too.
    begun = [r for form in sums for r in store.rounds(db, form=form.key)]
    for form in sums:
        spans = [d for d in due_of([form], begun, one.starts, last, on) if d.start <= last]
        held = [r for r in inside if r.form == form.key and r.closed]
        missing = tuple(d.title for d in spans if d.state != DONE)
        made.append(Source(form, len(spans), len(spans) - len(missing), len(held), missing))
    counted = [r for r in inside if r.closed and r.form in {form.key for form in sums}] + [one]
    total, items, departments = _tallied(ws, forms, counted)
    listed = _problems(ws, counted, on)
    states = Counter(one.state for one in listed)
    return Report(
        one,
        asked,
        tuple(made),
        total,
        items,
        tuple(ranked(departments)),
        len(listed),
        states[ProblemState.CLOSED.label],
        states[ProblemState.OVERDUE.label],
        tuple(listed),
    )


def _tallied(
    ws: Workspace, forms: dict[str, Form], counted: Sequence[Round]
) -> tuple[Points, tuple[tuple[str, int, int], ...], dict[str, Points]]:
    total = Points()
    failed, judged = Counter[str](), Counter[str]()
    departments: dict[str, Points] = {}
    whom = Whom(ws)
    for one in counted:
        form = forms[one.form]
        titles = {item.key: item.title for item in form.items}
        for answer in one.answers:
            if answer.result not in (EMPTY, NONE) and answer.item in titles:
                judged[titles[answer.item]] += 1
                failed[titles[answer.item]] += answer.result == BAD
        for subject, got in by_subject(form, one).items():
            total += got
            name = whom.department(form, subject, one.starts) or one.department
            if name:
                departments[name] = departments.get(name, Points()) + got
    worst = [(title, many, judged[title]) for title, many in failed.most_common() if many]
    return total, tuple(worst), departments


def _problems(ws: Workspace, counted: Sequence[Round], on: date) -> list[ReportedProblem]:
    ids = [answer.problem for one in counted for answer in one.answers if answer.problem]
    found = []
    for record in problems.as_they_were(ws, on, list(dict.fromkeys(ids))):
        if state := state_at(record.values, on):
            title, unit, deadline = (
                str(record.values.get(key) or "") for key in ("title", "department", "deadline")
            )
            found.append(ReportedProblem(record.id, title, unit, deadline, state.label))
    return found


# --- in words ----------------------------------------------------------------------------------------


def draft(found: Report) -> str:
    """The figures as a paragraph, for the clerk to go on from; it says nothing that was not counted."""
    said = []
    for source in found.sources:
        unit = {"day": "天", "week": "周", "month": "个月"}.get(source.form.per, "期")
        text = f"《{source.form.title}》应查{source.asked}{unit}，已查{source.done}{unit}"
        if source.missing:
            names = "、".join(source.missing[:_SOME]) + ("等" if len(source.missing) > _SOME else "")
            text += f"（{names}未查）"
        if source.asked:
            said.append(text)
        elif source.rounds:
            said.append(f"《{source.form.title}》检查{source.rounds}次")
    text = "；".join(said) + "。" if said else ""
    if found.points.share is not None:
        word = "得分" if any(source.form.scored for source in found.sources) else "合格率"
        text += f"{word}{found.points.told}。"
    if found.items:
        listed = "、".join(f"{title}{many}次" for title, many, _ in found.items[:_SOME])
        text += f"不合格较多的是：{listed}。"
    if found.departments:
        best = [place.name for place in found.departments if place.rank == 1]
        if len(best) < len(found.departments):
            text += f"得分最高：{'、'.join(best[:_SOME])}；"
            last = found.departments[-1]
            low = [place.name for place in found.departments if place.rank == last.rank]
            text += f"最低：{'、'.join(low[:_SOME])}（{last.points.percent}）。"
    if found.found:
        text += f"转入整改的问题{found.found}个，已整改{found.mended}个"
        text += f"，整改中{found.open}个" if found.open else ""
        text += f"（其中逾期{found.overdue}个）" if found.overdue else ""
        text += "。"
    return text


# --- up and down -------------------------------------------------------------------------------------


def reported(ws: Workspace, id: str, to: str, on: date) -> int | None:
    """Note that a round was reported upwards (上报), to whom and when; its record says so too where its
    ledger has 已周报上报. Raises WrongUse for a round that is not completed."""
    if not to.strip():
        raise WrongUse("请写明报给谁。")
    head: dict[str, object] = {"reported_on": on, "reported_to": to.strip()}
    return _passed_on(ws, id, head, "reported", f"上报：{to.strip()}")


def circulated(ws: Workspace, id: str, to: str, on: date) -> int | None:
    """Note that a round was made known below (通报), to whom and when; its record says so too where its
    ledger has 已通报. Raises WrongUse for a round that is not completed."""
    if not to.strip():
        raise WrongUse("请写明通报给谁。")
    head: dict[str, object] = {"circulated_on": on, "circulated_to": to.strip()}
    return _passed_on(ws, id, head, "circulated", f"通报：{to.strip()}")


def _passed_on(ws: Workspace, id: str, head: dict[str, object], key: str, title: str) -> int | None:
    one = rounds.get(ws, id)
    if not one.closed:
        raise WrongUse("这一轮检查还没有完成，请先完成再上报或通报。")
    found = rounds_closing.record_of(ws, one)

    def work(db: sqlite3.Connection) -> None:
        store.set_head(db, replace(one, **head))  # type: ignore[arg-type]
        if found and key in found[1].values:
            ledgers.update(db, ledgers.definition(db, found[0]), id, {key: 1})

    return ws.operate("round", title, work).operation
