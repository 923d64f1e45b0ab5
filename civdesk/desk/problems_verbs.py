"""What can be done to problems, from 整改通知 to 销号: one operation each, its step written down."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from ..domain.fields import Value
from ..domain.problem_past import LOOP, moved
from ..domain.problems import (
    DONE,
    FAILED,
    HARD,
    MENDING,
    PASSED,
    ProblemState,
    Step,
    StepKind,
    path,
    state_at,
    text_of,
)
from ..errors import WrongUse
from ..store import ledgers, proofs
from ..store import problems as stored
from ..store.ledgers import Record
from ..store.workspace import Workspace
from . import records
from .problems import LEDGER

# What becomes of a record's fields, and the steps that tell it.
Work = tuple[Mapping[str, object], Sequence[Step]]


def assign(
    ws: Workspace,
    ids: Sequence[str],
    *,
    on: date,
    unit: str = "",
    owner: str = "",
    leader: str = "",
    deadline: date | None = None,
) -> int | None:
    """下达整改通知 (L02, L03, L25): who mends it and by when; what is left out stays as it is.

    Raises WrongUse where a problem would have nobody responsible or no deadline, or one before it was found.
    """

    def work(record: Record) -> Work:
        after = {
            "department": unit or text_of(record.values, "department"),
            "owner": owner or text_of(record.values, "owner"),
            "leader": leader or text_of(record.values, "leader"),
            "deadline": deadline.isoformat() if deadline else text_of(record.values, "deadline"),
        }
        if not after["department"] and not after["owner"]:
            raise WrongUse(f"“{_name(record)}”还没有责任单位或责任人。")
        if not after["deadline"]:
            raise WrongUse(f"“{_name(record)}”还没有整改时限。")
        if after["deadline"] < text_of(record.values, "date"):
            raise WrongUse(f"“{_name(record)}”的整改时限早于发现日期。")
        _open(record, on)
        who = "，".join(filter(None, (after["department"], after["leader"], after["owner"])))
        said = f"{who}，限 {after['deadline']} 前完成"
        status = {} if text_of(record.values, "status") == HARD else {"status": MENDING}
        limit = moved(text_of(record.values, "deadline"), after["deadline"])
        return after | status, [Step("", StepKind.ASSIGNED, on.isoformat(), text=said, result=limit)]

    return _do(ws, "assign", "下达整改通知", ids, on, work)


def urge(ws: Workspace, ids: Sequence[str], text: str, *, on: date, who: str = "") -> int | None:
    """督办 (L07, L24): said once more, with what was asked. Raises WrongUse without words."""
    said = _said(text, "请写明督办的要求。")

    def work(record: Record) -> Work:
        _open(record, on)
        return {}, [Step("", StepKind.URGED, on.isoformat(), who, said)]

    return _do(ws, "urge", "督办", ids, on, work)


def circulate(ws: Workspace, ids: Sequence[str], level: str, *, on: date, text: str = "") -> int | None:
    """通报 (L07, T66) at a level (本单位, 县级, 市级, 省级); from the city up it calls for 责任追究."""
    wanted = _said(level, "请写明通报级别。")

    def work(record: Record) -> Work:
        said = f"{wanted}通报" + (f"：{text.strip()}" if text.strip() else "")
        step = Step("", StepKind.CIRCULATED, on.isoformat(), text=said, result=wanted)
        values: dict[str, object] = {"circulated": 1, "circulated_level": _higher(record, wanted)}
        if state_at(record.values, on) is ProblemState.OVERDUE:  # 逾期被通报 is 整改不力 too
            values["failures"] = _one_more(record, "failures")
        return values, [step]

    return _do(ws, "circulate", "通报问题", ids, on, work)


def measure(ws: Workspace, id: str, text: str, *, on: date, penalty: str = "", who: str = "") -> int | None:
    """整改措施 (L03, L06), and the penalty where there is one; earlier measures stay before them."""
    said = _said(text, "请写明整改措施。")

    def work(record: Record) -> Work:
        before = text_of(record.values, "measures")
        values: dict[str, object] = {"measures": f"{before}\n{said}" if before else said}
        if penalty.strip():
            values["penalty"] = penalty.strip()
        return values, [Step("", StepKind.MEASURE, on.isoformat(), who, said, penalty.strip())]

    return _do(ws, "measure", "写整改措施", [id], on, work)


def finish(ws: Workspace, ids: Sequence[str], *, on: date, result: str = "", who: str = "") -> int | None:
    """整改完成 on a day. An earlier recheck was of the earlier work: it stays on the way of the problem, and
    the record waits for the next one. Raises WrongUse where the day lies before the finding or the recheck
    that failed, or it is closed already."""

    def work(record: Record) -> Work:
        _open(record, on)
        _not_before(record, on, "recheck_on", "复查日期")
        said = result.strip() or text_of(record.values, "result")
        values: dict[str, object] = {
            "finished_on": on,
            "status": DONE,
            "result": said,
            "times": _one_more(record, "times"),
            "recheck": None,
            "recheck_on": None,
            "rechecker": None,
        }
        return values, [Step("", StepKind.FINISHED, on.isoformat(), who, said)]

    return _do(ws, "finish", "整改完成", ids, on, work)


def mend_at_once(ws: Workspace, id: str, *, on: date, result: str = "") -> int | None:
    """立行立改 (L05): closed in one step, with a photo before and one after. Raises WrongUse without them."""
    roles = {one.role for one in proofs.of_subject(ws.reader(), LEDGER, id)}
    missing = [title for role, title in (("before", "整改前"), ("after", "整改后")) if role not in roles]
    if missing:
        raise WrongUse(f"立行立改要有整改前、整改后照片，还缺：{'、'.join(missing)}。")

    def work(record: Record) -> Work:
        _open(record, on)
        values: dict[str, object] = {
            "immediate": 1,
            "finished_on": on,
            "status": DONE,
            "result": result.strip() or text_of(record.values, "result") or "立行立改，已整改到位",
            "times": _one_more(record, "times"),
            "recheck": None,
            "recheck_on": None,
            "rechecker": None,
        }
        day = on.isoformat()
        return values, [
            Step("", StepKind.FINISHED, day, text=str(values["result"]), result="立行立改"),
            Step("", StepKind.CLOSED, day, text="立行立改"),
        ]

    return _do(ws, "finish", "立行立改", [id], on, work)


def feedback(ws: Workspace, id: str, text: str, *, on: date, to: str = "") -> int | None:
    """反馈答复 (L08, L12): what whoever complained was told, and when."""
    said = _said(text, "请写明反馈的内容。")

    def work(record: Record) -> Work:
        told = f"答复{to.strip()}：{said}" if to.strip() else said
        return {"feedback": told, "feedback_on": on}, [
            Step("", StepKind.FEEDBACK, on.isoformat(), text=told, result=to.strip())
        ]

    return _do(ws, "feedback", "反馈答复", [id], on, work)


def recheck(
    ws: Workspace,
    ids: Sequence[str],
    passed: bool,
    *,
    on: date,
    who: str = "",
    text: str = "",
    deadline: date | None = None,
) -> int | None:
    """复查 (L10). One that failed counts as 整改不力, reopens the problem and needs a new deadline.

    Raises WrongUse for what is not finished yet, and for a failure without a deadline from that day on.
    """
    if not passed and (deadline is None or deadline < on):
        raise WrongUse("复查不合格的要重新整改，请写明新的整改时限（不早于复查当天）。")

    def work(record: Record) -> Work:
        if state_at(record.values, on) is not ProblemState.CLOSED:
            raise WrongUse(f"“{_name(record)}”还没有整改完成，不能复查。")
        _not_before(record, on, "finished_on", "完成日期")
        outcome = PASSED if passed else FAILED
        day, said = on.isoformat(), text.strip() or f"复查{outcome}"
        values: dict[str, object] = {"recheck": outcome, "recheck_on": on, "rechecker": who or None}
        steps = [Step("", StepKind.RECHECKED, day, who, said, outcome)]
        if not passed:
            assert deadline is not None
            times = _one_more(record, "failures")
            values |= {"failures": times, "status": MENDING, "deadline": deadline}
            told = f"第 {times} 次整改不力，限 {deadline} 前重新整改"
            limit = moved(text_of(record.values, "deadline"), deadline.isoformat())
            steps.append(Step("", StepKind.REOPENED, day, text=told, result=limit))
        return values, steps

    return _do(ws, "recheck", "复查合格" if passed else "复查不合格", ids, on, work)


def reopen(ws: Workspace, id: str, reason: str, *, on: date, deadline: date) -> int | None:
    """重新整改: what was finished came back, without a recheck. Raises WrongUse where it is open anyway."""
    said = _said(reason, "请写明为什么重新整改。")
    if deadline < on:
        raise WrongUse("新的整改时限不能早于当天。")

    def work(record: Record) -> Work:
        if state_at(record.values, on) is not ProblemState.CLOSED:
            raise WrongUse(f"“{_name(record)}”本来就没有整改完成。")
        values = {"finished_on": None, "status": MENDING, "deadline": deadline, "recheck": None}
        limit = moved(text_of(record.values, "deadline"), deadline.isoformat())
        step = Step("", StepKind.REOPENED, on.isoformat(), text=said, result=limit)
        return values | {"recheck_on": None, "rechecker": None}, [step]

    return _do(ws, "reopen", "重新整改", [id], on, work)


def hard(
    ws: Workspace, id: str, reason: str, timetable: str, *, on: date, reported_to: str = ""
) -> int | None:
    """难以立即整改 (L04, L16): refused without the reason and the timetable."""
    why = _said(reason, "难以立即整改的要写明原因。")
    plan = _said(timetable, "难以立即整改的要列出整改时间表。")

    def work(record: Record) -> Work:
        _open(record, on)
        values: dict[str, object] = {"hard": 1, "reason": why, "timetable": plan, "status": HARD}
        if reported_to.strip():
            values["reported_to"] = reported_to.strip()
        told = f"{why}；时间表：{plan}" + (f"；已上报{reported_to.strip()}" if reported_to.strip() else "")
        return values, [Step("", StepKind.HARD, on.isoformat(), text=told, result=reported_to.strip())]

    return _do(ws, "hard", "列为难以立即整改", [id], on, work)


def extend(
    ws: Workspace, ids: Sequence[str], deadline: date, reason: str, approved_by: str, *, on: date
) -> int | None:
    """延期: a later deadline, why, and who agreed; the old one stays on the way of the problem."""
    why = _said(reason, "请写明延期的原因。")
    who = _said(approved_by, "请写明延期由谁批准。")

    def work(record: Record) -> Work:
        _open(record, on)
        before = text_of(record.values, "deadline")
        if before and deadline.isoformat() <= before:
            raise WrongUse(f"“{_name(record)}”的时限已经是 {before}，新的时限要更晚。")
        if deadline < on:
            raise WrongUse("新的整改时限不能早于当天。")
        said = f"{before or '无时限'} → {deadline}：{why}"
        limit = moved(before, deadline.isoformat())
        return {"deadline": deadline}, [Step("", StepKind.EXTENDED, on.isoformat(), who, said, limit)]

    return _do(ws, "extend", "延长整改时限", ids, on, work)


def close(ws: Workspace, ids: Sequence[str], *, on: date, who: str = "", text: str = "") -> int | None:
    """销号: the last step of what is finished and did not fail its recheck; the records stay as they are."""

    def work(record: Record) -> Work:
        if state_at(record.values, on) is not ProblemState.CLOSED:
            raise WrongUse(f"“{_name(record)}”还没有整改完成，不能销号。")
        if any(step.kind is StepKind.CLOSED for step in _since_reopened(ws, record.id)):
            raise WrongUse(f"“{_name(record)}”已经销号。")
        return {}, [Step("", StepKind.CLOSED, on.isoformat(), who, text.strip() or "整改到位，销号")]

    return _do(ws, "close", "销号", ids, on, work)


# --- doing it ----------------------------------------------------------------------------------------


def _do(
    ws: Workspace,
    kind: str,
    title: str,
    ids: Sequence[str],
    on: date,
    work: Callable[[Record], Work],
) -> int | None:
    """Ask `work` for each problem, and save all of it or nothing as one operation, which is returned."""
    if not ids:
        raise WrongUse("请先选一个问题。")
    book = records.ledger(ws, LEDGER)
    made: dict[str, dict[str, Value]] = {}
    told: dict[str, Sequence[Step]] = {}
    steps: dict[str, Sequence[Step]] = {}
    name = ""
    wanted = list(dict.fromkeys(ids))
    there = {record.id: record for record in ledgers.records(ws.reader(), book, wanted)}
    for id in wanted:
        record = there[id] if id in there else ledgers.get(ws.reader(), book, id)  # which says it is gone
        _not_before(record, on, "date", "发现日期")
        raw, steps[id] = work(record)
        told[id] = _told_first(ws, record, on) if any(step.kind in LOOP for step in steps[id]) else ()
        values, problems, _ = records.read_values(book, raw, today=on, year=on.year)
        if problems:
            raise records.Invalid(book, problems)
        made[id] = {key: value for key, value in values.items() if value != record.values.get(key)}
        name = name or _name(record)

    def save(db: sqlite3.Connection) -> None:
        # What is told of the past stands in the record still: a locked period asks for that.
        _write(db, told)
        ledgers.update_many(db, book, made)
        _write(db, steps)

    more = f" 等 {len(made)} 个" if len(made) > 1 else ""
    return ws.operate(f"problem_{kind}", f"{title}：{name}{more}", save).operation


def _write(db: sqlite3.Connection, steps: Mapping[str, Sequence[Step]]) -> None:
    for id, taken in steps.items():
        for step in taken:
            stored.add_step(db, id, step)


def _told_first(ws: Workspace, record: Record, on: date) -> list[Step]:
    """What only the record tells of finishing and recheck, which the next step of the loop writes over.

    Raises WrongUse where that step would come before one that was taken.
    """
    written = stored.steps(ws.reader(), record.id)
    last = max((one for one in written if one.kind in LOOP), key=lambda one: one.at, default=None)
    if last and on.isoformat() < last.at:
        raise WrongUse(f"“{_name(record)}”：{on} 早于上一步“{last.kind.label}”的日期 {last.at}。")
    told = (StepKind.FINISHED, StepKind.RECHECKED)
    return [step for step in path(record.values, written) if not step.id and step.kind in told]


def _since_reopened(ws: Workspace, id: str) -> list[Step]:
    steps = stored.steps(ws.reader(), id)
    last = max((n for n, step in enumerate(steps) if step.kind is StepKind.REOPENED), default=-1)
    return steps[last + 1 :]


def _open(record: Record, on: date) -> None:
    if state_at(record.values, on) is ProblemState.CLOSED:
        raise WrongUse(f"“{_name(record)}”已经整改完成；又出现的请先“重新整改”。")


def _not_before(record: Record, on: date, key: str, title: str) -> None:
    """A day before what it follows would turn the state of the problem over."""
    before = text_of(record.values, key)
    if before and on.isoformat() < before:
        raise WrongUse(f"“{_name(record)}”：{on} 早于{title} {before}。")


def _higher(record: Record, level: str) -> str:
    """The higher one of two levels: a later 本单位通报 does not take back that the city did."""
    order = ("本单位", "县级", "市级", "省级", "国家级")
    before = text_of(record.values, "circulated_level")
    if before in order and level in order and order.index(before) > order.index(level):
        return before
    return level


def _one_more(record: Record, key: str) -> int:
    value = record.values.get(key)
    return (value if isinstance(value, int) else 0) + 1


def _said(text: str, refusal: str) -> str:
    """What was typed; raises WrongUse with `refusal` where nothing was."""
    if not text.strip():
        raise WrongUse(refusal)
    return text.strip()


def _name(record: Record) -> str:
    title = text_of(record.values, "title").replace("\n", " ")
    return title if len(title) <= 24 else title[:23] + "…"
