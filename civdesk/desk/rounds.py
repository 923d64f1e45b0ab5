"""Rounds of inspection: beginning one, answering, filling in what is good, taking it back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..domain import round_cadence, rounds
from ..domain.forms import Form, Item
from ..domain.rounds import Answer, Round
from ..errors import WrongUse
from ..store import rounds as store
from ..store.workspace import Workspace
from . import registers, rounds_problems
from .rounds_subjects import members


@dataclass(frozen=True, slots=True)
class Noted:
    """What an answer did: the answers as they are now, the operation, and what the clerk should know."""

    answers: tuple[Answer, ...]
    operation: int | None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A round in a list, with how many answers are asked, given, bad."""

    round: Round
    asked: int
    given: int
    bad: int


# --- forms ---------------------------------------------------------------------


def forms(ws: Workspace, *, hidden: bool = False) -> dict[str, Form]:
    """Every form by key, in the order of the desk."""
    return {key: one for key, one in store.forms(ws.reader()).items() if hidden or not one.hidden}


def form(ws: Workspace, key: str) -> Form:
    """One form by key or title; raises WrongUse."""
    return store.form(ws.reader(), key)


# --- rounds ------------------------------------------------------------------------------------------


def listed(
    ws: Workspace, form_key: str = "", *, start: date | None = None, end: date | None = None, state: str = ""
) -> list[Line]:
    """Rounds, the latest first; `form_key` by key or title."""
    db = ws.reader()
    key = store.form(db, form_key).key if form_key else ""
    found = store.rounds(db, form=key, start=start, end=end, state=state)
    counts = store.counts(db, [one.id for one in found])
    return [Line(one, *counts.get(one.id, (0, 0, 0))) for one in found]


def heads(ws: Workspace) -> list[Round]:
    """Every round without its answers, the latest first."""
    return store.rounds(ws.reader())


def get(ws: Workspace, id: str) -> Round:
    """A round with its answers; raises WrongUse."""
    return store.read(ws.reader(), id)


def feeding(forms: Iterable[Form], one: Form) -> list[Form]:
    """The forms that a form sums up: the daily of a weekly."""
    return [other for other in forms if other.feeds == one.key]


def new(
    ws: Workspace,
    form_key: str,
    on: date,
    *,
    time: str = "",
    department: str = "",
    inspectors: Sequence[str] = (),
    subjects: Sequence[str] | None = None,
    variant: str = "",
) -> Round:
    """Begin a round of a form on a day; of a form that sums others up, one for the week or month of that day.

    `subjects` are names, instead of those whom the form looks at; `variant` is one of the form's ways (明察,
    暗访), else its first. Raises WrongUse for a form without items, for a register in which nobody is
    found, and for a second round at the same time of a day.
    """
    made = draft(
        ws,
        form(ws, form_key),
        on,
        time=time,
        department=department,
        inspectors=inspectors,
        subjects=subjects,
        variant=variant,
    )
    same = store.rounds(ws.reader(), form=made.form, start=made.starts, end=made.starts)
    if made.time and any(one.time == made.time for one in same):
        raise WrongUse(f"{made.starts} {made.time} 已经有一轮《{form(ws, made.form).title}》，请改时间。")
    outcome = ws.operate("round", f"新建检查：{made.title}", lambda db: store.add(db, made))
    return get(ws, outcome.result)


def draft(
    ws: Workspace,
    one: Form,
    on: date,
    *,
    time: str = "",
    department: str = "",
    inspectors: Sequence[str] = (),
    subjects: Sequence[str] | None = None,
    variant: str = "",
) -> Round:
    """The round that `new` would begin; nothing is saved. Raises WrongUse."""
    sums_up = bool(feeding(store.forms(ws.reader()).values(), one))
    if not one.shown and not sums_up:
        raise WrongUse(f"《{one.title}》还没有检查项目，请先在“编辑检查表”里加上本单位的项目。")
    if variant and variant not in one.variants:
        known = "、".join(one.variants) or "没有"
        raise WrongUse(f"《{one.title}》没有“{variant}”这种方式；有的是：{known}。")
    way = variant or next(iter(one.variants), "")
    starts, ends = round_cadence.span_of(one.per, on) if sums_up else (on, on)
    names = list(dict.fromkeys(subjects)) if subjects is not None else list(members(ws, one, on))
    if one.subject.register and not names and one.shown:
        book = registers.register(ws, one.subject.register)
        raise WrongUse(f"《{one.title}》没有可查的对象：请先在《{book.title}》里登记，或写明要查哪些。")
    return Round(
        form=one.key,
        title=_title(one, starts, ends, time.strip(), way),
        starts=starts,
        ends=ends,
        time=time.strip(),
        department=department.strip(),
        variant=way,
        inspectors=tuple(name for name in inspectors if name.strip()),
        answers=tuple(Answer(item.key, name) for name in names or [""] for item in one.shown),
    )


def _title(one: Form, starts: date, ends: date, time: str, way: str) -> str:
    if starts == ends:
        return " ".join(filter(None, (one.title, starts.isoformat(), time, way)))
    if (starts.day, starts.month) == (1, ends.month) and starts.year == ends.year:
        return f"{one.title} {starts.year}年{starts.month}月"
    return f"{one.title} {starts.isoformat()} 至 {ends.isoformat()}"


def set_head(ws: Workspace, id: str, **changes: object) -> Round:
    """Change time, department, inspectors, summary, note of a round. Raises WrongUse when it is closed (but
    for note)."""
    before = get(ws, id)
    if before.closed and set(changes) - {"note"}:
        raise WrongUse("这一轮检查已经完成，要改请先“重新填写”。")
    after = replace(before, **changes)  # type: ignore[arg-type]
    if "time" in changes:
        title = _title(form(ws, after.form), after.starts, after.ends, after.time, after.variant)
        after = replace(after, title=title)
    ws.operate("round", f"修改检查：{before.title}", lambda db: store.set_head(db, after))
    return get(ws, id)


def add_subject(ws: Workspace, id: str, name: str) -> Round:
    """Let an open round look at one more. Raises WrongUse."""
    one, _ = _open(ws, id)
    name = name.strip()
    if not name:
        raise WrongUse("请写明要查哪一处。")
    if name in one.subjects:
        raise WrongUse(f"这一轮里已经有“{name}”。")
    if one.subjects == ("",):
        raise WrongUse("这张检查表不分对象，不能再加。")
    asked = [Answer(item, name) for item in one.items]
    ws.operate("round", f"检查增加对象：{name}", lambda db: store.add_answers(db, id, asked))
    return get(ws, id)


def remove_subject(ws: Workspace, id: str, name: str) -> int | None:
    """Let an open round leave one out; raises WrongUse where problems were made of its answers."""
    one, _ = _open(ws, id)
    gone = [answer for answer in one.answers if answer.subject == name]
    if any(answer.problem for answer in gone):
        raise WrongUse(f"“{name}”已有问题转入整改，不能从这一轮里去掉。")
    if len(one.subjects) < 2:
        raise WrongUse("一轮检查至少要有一个对象。")
    ids = [answer.id for answer in gone]
    return ws.operate("round", f"检查去掉对象：{name}", lambda db: store.remove_answers(db, ids)).operation


def delete(ws: Workspace, id: str) -> int | None:
    """Delete a round and the record it wrote; problems that came of it stay. The operation."""
    one = get(ws, id)

    def work(db: sqlite3.Connection) -> None:
        rounds_problems.drop_record(db, store.form(db, one.form), one)
        store.delete(db, id)

    return ws.operate("delete_round", f"删除检查：{one.title}", work).operation


# --- answers -----------------------------------------------------------------------------------------


def answer(ws: Workspace, id: str, item: str, subject: str, raw: object) -> Noted:
    """Answer one item: ✓, ✗, —, points, a count, words; "" takes the answer away. Saved at once.

    A problem that came of it follows: its title, and it goes when it was a slip. Raises WrongUse.
    """
    return answer_many(ws, id, [(item, subject, raw)])


def answer_many(ws: Workspace, id: str, cells: Iterable[tuple[str, str, object]], title: str = "") -> Noted:
    """Several answers (item, subject, what was typed) as one operation, all of them or none."""
    return _change(ws, id, [(item, subject, _typed(raw)) for item, subject, raw in cells], title)


def note(ws: Workspace, id: str, item: str, subject: str, text: str) -> Noted:
    """Say more about an answer."""
    return _change(ws, id, [(item, subject, lambda _, one: replace(one, note=text.strip()))])


def fill_good(ws: Workspace, id: str, *, subject: str | None = None, item: str = "") -> Noted:
    """Everything that is not answered yet is good: of a subject, of an item, of the round. Counts are left
    to people where a number is asked for."""
    one = get(ws, id)
    asked = form(ws, one.form)
    judged = {each.key: each for each in asked.items if each.judged}
    cells: list[tuple[str, str, object]] = []
    for each in one.answers:
        if each.item not in judged or each.result or subject not in (None, each.subject):
            continue
        kind = judged[each.item]
        if item in ("", each.item) and (kind.how != "count" or kind.at_least is None):
            cells.append((each.item, each.subject, "0" if kind.how == "count" else "✓"))
    return answer_many(ws, id, cells, f"其余都记为合格：{one.title}")


_Put = Callable[[Item, Answer], Answer]


def _typed(raw: object) -> _Put:
    return lambda item, answer: rounds.put(item, answer, raw)


def _change(ws: Workspace, id: str, cells: Sequence[tuple[str, str, _Put]], title: str = "") -> Noted:
    one, asked = _open(ws, id)
    there = {(each.item, each.subject): each for each in one.answers}
    items = {each.key: each for each in asked.items}
    made: list[tuple[Answer, Answer]] = []
    for key, who, put in cells:
        old = there.get((key, who))
        if old is None or key not in items:
            raise WrongUse(f"这一轮检查里没有“{who or asked.title}”的“{key}”这一项。")
        new = put(items[key], old)
        if new != old:
            made.append((old, new))
    if not made:
        return Noted((), None)
    warnings: list[str] = []

    def work(db: sqlite3.Connection) -> list[Answer]:
        saved = []
        for old, new in made:
            if old.problem:
                new, said = rounds_problems.follow(db, asked, one, old, new)
                warnings.extend(said)
            store.set_answer(db, new)
            saved.append(new)
        return saved

    first = items[made[0][1].item].title
    who = made[0][1].subject
    said = title or f"检查：{f'{who}，' if who else ''}{first}" + (
        f" 等 {len(made)} 项" if len(made) > 1 else ""
    )
    outcome = ws.operate("answer", said, work)
    return Noted(tuple(outcome.result), outcome.operation, tuple(warnings))


def _open(ws: Workspace, id: str) -> tuple[Round, Form]:
    """A round that may be filled in; raises WrongUse."""
    one = get(ws, id)
    if one.closed:
        raise WrongUse("这一轮检查已经完成，要改请先“重新填写”。")
    return one, form(ws, one.form)
