"""What can be done to problems from the window: the verbs, their keys, what each asks, when each fits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from ...desk import problems_verbs as desk
from ...desk.problems import Problem
from ...domain.fields import Value
from ...domain.problems import HARD, MENDING, ProblemState, text_of
from ...store.workspace import Workspace

Values = Mapping[str, Value]
Run = Callable[[Workspace, Sequence[str], Values, date], int | None]


@dataclass(frozen=True, slots=True)
class Ask:
    """A field of the ledger that a verb asks for, under this name; `kept` begins with what stands there."""

    field: str
    title: str
    must: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb; `day` is the field that takes its day, `fits` says for which problems it makes sense."""

    key: str
    title: str
    keys: str
    day: str
    asks: tuple[Ask, ...]
    run: Run
    fits: Callable[[Problem], bool]
    several: bool = True


def _open(one: Problem) -> bool:
    return one.state is not ProblemState.CLOSED


def _closed(one: Problem) -> bool:
    return not _open(one)


def _text(values: Values, key: str) -> str:
    return text_of(values, key)


def _day(values: Values, key: str) -> date | None:
    value = _text(values, key)
    return date.fromisoformat(value) if value else None


def verbs() -> list[Verb]:
    """All verbs, in the order of the loop."""
    return [
        Verb(
            "assign",
            QCoreApplication.translate("Verbs", "下达通知"),
            "Ctrl+Shift+A",
            "date",
            (
                Ask("department", QCoreApplication.translate("Verbs", "责任单位"), kept=True),
                Ask("owner", QCoreApplication.translate("Verbs", "责任人"), kept=True),
                Ask("leader", QCoreApplication.translate("Verbs", "责任领导"), kept=True),
                Ask("deadline", QCoreApplication.translate("Verbs", "整改时限"), kept=True),
            ),
            lambda ws, ids, v, on: desk.assign(
                ws,
                ids,
                on=on,
                unit=_text(v, "department"),
                owner=_text(v, "owner"),
                leader=_text(v, "leader"),
                deadline=_day(v, "deadline"),
            ),
            _open,
        ),
        Verb(
            "measure",
            QCoreApplication.translate("Verbs", "写措施"),
            "Ctrl+Shift+M",
            "date",
            (
                Ask("measures", QCoreApplication.translate("Verbs", "整改措施"), must=True),
                Ask("penalty", QCoreApplication.translate("Verbs", "处罚措施")),
            ),
            lambda ws, ids, v, on: desk.measure(
                ws, ids[0], _text(v, "measures"), on=on, penalty=_text(v, "penalty")
            ),
            _open,
            several=False,
        ),
        Verb(
            "finish",
            QCoreApplication.translate("Verbs", "整改完成"),
            "Ctrl+Shift+F",
            "finished_on",
            (Ask("result", QCoreApplication.translate("Verbs", "整改结果")),),
            lambda ws, ids, v, on: desk.finish(ws, ids, on=on, result=_text(v, "result")),
            _open,
        ),
        Verb(
            "at_once",
            QCoreApplication.translate("Verbs", "立行立改"),
            "Ctrl+Shift+I",
            "finished_on",
            (Ask("result", QCoreApplication.translate("Verbs", "整改结果")),),
            lambda ws, ids, v, on: desk.mend_at_once(ws, ids[0], on=on, result=_text(v, "result")),
            _open,
            several=False,
        ),
        Verb(
            "urge",
            QCoreApplication.translate("Verbs", "督办"),
            "Ctrl+Shift+U",
            "date",
            (
                Ask("note", QCoreApplication.translate("Verbs", "督办要求"), must=True),
                Ask("leader", QCoreApplication.translate("Verbs", "督办人")),
            ),
            lambda ws, ids, v, on: desk.urge(ws, ids, _text(v, "note"), on=on, who=_text(v, "leader")),
            _open,
        ),
        Verb(
            "extend",
            QCoreApplication.translate("Verbs", "延期"),
            "Ctrl+Shift+E",
            "date",
            (
                Ask("deadline", QCoreApplication.translate("Verbs", "新的时限"), must=True),
                Ask("reason", QCoreApplication.translate("Verbs", "延期原因"), must=True),
                Ask("leader", QCoreApplication.translate("Verbs", "批准人"), must=True),
            ),
            lambda ws, ids, v, on: desk.extend(
                ws, ids, _day(v, "deadline") or on, _text(v, "reason"), _text(v, "leader"), on=on
            ),
            _open,
        ),
        Verb(
            "hard",
            QCoreApplication.translate("Verbs", "难以整改"),
            "Ctrl+Shift+H",
            "date",
            (
                Ask("reason", QCoreApplication.translate("Verbs", "原因"), must=True, kept=True),
                Ask("timetable", QCoreApplication.translate("Verbs", "整改时间表"), must=True, kept=True),
                Ask("reported_to", QCoreApplication.translate("Verbs", "上报给"), kept=True),
            ),
            lambda ws, ids, v, on: desk.hard(
                ws,
                ids[0],
                _text(v, "reason"),
                _text(v, "timetable"),
                on=on,
                reported_to=_text(v, "reported_to"),
            ),
            lambda one: _open(one) and not one.hard,
            several=False,
        ),
        *_after(),
    ]


def _after() -> list[Verb]:
    """What follows when it is mended, and what may come at any time."""
    return [
        Verb(
            "pass",
            QCoreApplication.translate("Verbs", "复查合格"),
            "Ctrl+Shift+P",
            "recheck_on",
            (
                Ask("rechecker", QCoreApplication.translate("Verbs", "复查人")),
                Ask("note", QCoreApplication.translate("Verbs", "复查情况")),
            ),
            lambda ws, ids, v, on: desk.recheck(
                ws, ids, True, on=on, who=_text(v, "rechecker"), text=_text(v, "note")
            ),
            _closed,
        ),
        Verb(
            "fail",
            QCoreApplication.translate("Verbs", "复查不合格"),
            "Ctrl+Shift+N",
            "recheck_on",
            (
                Ask("rechecker", QCoreApplication.translate("Verbs", "复查人")),
                Ask("note", QCoreApplication.translate("Verbs", "复查情况")),
                Ask("deadline", QCoreApplication.translate("Verbs", "新的时限"), must=True),
            ),
            lambda ws, ids, v, on: desk.recheck(
                ws,
                ids,
                False,
                on=on,
                who=_text(v, "rechecker"),
                text=_text(v, "note"),
                deadline=_day(v, "deadline"),
            ),
            _closed,
        ),
        Verb(
            "close",
            QCoreApplication.translate("Verbs", "销号"),
            "Ctrl+Shift+X",
            "date",
            (Ask("note", QCoreApplication.translate("Verbs", "销号说明")),),
            lambda ws, ids, v, on: desk.close(ws, ids, on=on, text=_text(v, "note")),
            lambda one: _closed(one) and not one.written_off,
        ),
        Verb(
            "reopen",
            QCoreApplication.translate("Verbs", "重新整改"),
            "Ctrl+Shift+O",
            "date",
            (
                Ask("reason", QCoreApplication.translate("Verbs", "为什么"), must=True),
                Ask("deadline", QCoreApplication.translate("Verbs", "新的时限"), must=True),
            ),
            lambda ws, ids, v, on: desk.reopen(
                ws, ids[0], _text(v, "reason"), on=on, deadline=_day(v, "deadline") or on
            ),
            _closed,
            several=False,
        ),
        Verb(
            "feedback",
            QCoreApplication.translate("Verbs", "反馈答复"),
            "Ctrl+Shift+K",
            "feedback_on",
            (
                Ask("subject", QCoreApplication.translate("Verbs", "答复谁")),
                Ask("feedback", QCoreApplication.translate("Verbs", "答复内容"), must=True),
            ),
            lambda ws, ids, v, on: desk.feedback(
                ws, ids[0], _text(v, "feedback"), on=on, to=_text(v, "subject")
            ),
            lambda _: True,
            several=False,
        ),
        Verb(
            "circulate",
            QCoreApplication.translate("Verbs", "通报"),
            "Ctrl+Shift+B",
            "date",
            (
                Ask("circulated_level", QCoreApplication.translate("Verbs", "通报级别"), must=True),
                Ask("note", QCoreApplication.translate("Verbs", "通报内容")),
            ),
            lambda ws, ids, v, on: desk.circulate(
                ws, ids, _text(v, "circulated_level"), on=on, text=_text(v, "note")
            ),
            lambda _: True,
        ),
    ]


def next_of(one: Problem) -> str:
    """The key of the obvious next verb of a problem; "" when its loop is closed."""
    if _open(one):
        started = text_of(one.values, "status") in (MENDING, HARD)
        return "finish" if started and (one.unit or one.owner) and one.deadline else "assign"
    if one.written_off:
        return ""
    return "pass" if one.to_recheck else "close"
