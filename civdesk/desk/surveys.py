"""What one can do with surveys: questions, counts, sheets that were filled in; the ledger follows."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ..domain import fields, surveys
from ..domain.fields import Value
from ..domain.surveys import RANDOM, Interval, Of, Option, Question, Rate, SurveyError
from ..domain.text import normal
from ..errors import WrongUse
from ..intake import survey_sheet
from ..intake.survey_sheet import Choices, Preview, Sheet
from ..store import frozen, ledgers
from ..store import surveys as store
from ..store.ledgers import Record
from ..store.surveys import LEDGER
from ..store.workspace import Workspace
from . import records
from .records import Saved

_FIGURES = ("sample", "positive", "rate")


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """A question with its rate (None, and why), how many left it out, what cannot be, how sure it is."""

    question: Question
    rate: Rate | None
    reason: str
    unanswered: int | None
    faults: tuple[str, ...]
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class SurveyReport:
    """A survey as it stands; `differs`: where the ledger says otherwise than the questions."""

    record: Record
    of: Of
    questions: tuple[QuestionReport, ...]
    differs: tuple[str, ...]

    @property
    def decisive(self) -> QuestionReport | None:
        """The question that the ledger follows."""
        return next((one for one in self.questions if one.question.decisive), None)

    def text(self, key: str) -> str:
        value = self.record.values.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> int | None:
        value = self.record.values.get(key)
        return value if isinstance(value, int) else None

    @property
    def random(self) -> bool:
        """Whether the people were drawn by lot."""
        return self.text("method") == RANDOM


@dataclass(frozen=True, slots=True)
class Taken:
    """What came in from a sheet."""

    preview: Preview
    operation: int | None


# --- looking -----------------------------------------------------------------------------------------


def all_surveys(ws: Workspace) -> list[SurveyReport]:
    """Every survey, the latest first."""
    db, book = ws.reader(), records.ledger(ws, LEDGER)
    return [_report(db, one) for one in ledgers.records(db, book, ledgers.ids(db, book))]


def survey(ws: Workspace, id: str) -> SurveyReport:
    """One survey; raises WrongUse."""
    return _report(ws.reader(), records.get(ws, LEDGER, id))


def _report(db: sqlite3.Connection, record: Record) -> SurveyReport:
    of = _of(record)
    found = tuple(_question(record, one, of) for one in store.questions(db, record.id))
    report = SurveyReport(record, of, found, ())
    wanted = _followed(record, [one.question for one in found])
    book = ledgers.definition(db, LEDGER)
    differs = [
        f"{book.field(key).title}：台账里是 {fields.show(book.field(key), record.values.get(key)) or '空'}，"
        f"按题目是 {fields.show(book.field(key), value)}"
        for key, value in wanted.items()
        if key in _FIGURES and value != record.values.get(key)
    ]
    return replace(report, differs=tuple(differs))


def _of(record: Record) -> Of:
    value = record.values.get("denominator")
    return Of(value) if isinstance(value, str) and value in list(Of) else Of.ANSWERED


def _number(record: Record, key: str) -> int | None:
    value = record.values.get(key)
    return value if isinstance(value, int) else None


def _question(record: Record, one: Question, of: Of) -> QuestionReport:
    returned, issued = _number(record, "returned"), _number(record, "issued")
    found = surveys.rate(one, of, returned=returned, issued=issued)
    share = found if isinstance(found, Rate) else None
    random = record.values.get("method") == RANDOM
    return QuestionReport(
        one,
        share,
        "" if isinstance(found, Rate) else found,
        surveys.unanswered(one, returned),
        tuple(surveys.faults(one, returned, _number(record, "population"))),
        surveys.interval(share, _number(record, "population")) if share and random else None,
    )


def survey_data(report: SurveyReport) -> dict[str, Any]:
    """As JSON: each rate with numerator, denominator and sample size."""
    questions = []
    for one in report.questions:
        asked = one.question
        questions.append(
            {
                "id": asked.id,
                "title": asked.title,
                "kind": asked.kind,
                "multiple": asked.multiple,
                "decisive": asked.decisive,
                "options": [
                    {"title": o.title, "number": o.number, "favourable": o.favourable} for o in asked.options
                ],
                "answered": asked.valid,
                "unanswered": one.unanswered,
                "numerator": one.rate.numerator if one.rate else None,
                "denominator": one.rate.denominator if one.rate else None,
                "rate": one.rate.text.split(" = ")[1] if one.rate else None,
                "reason": one.reason,
                "interval": [round(one.interval.low, 4), round(one.interval.high, 4)]
                if one.interval
                else None,
                "faults": list(one.faults),
            }
        )
    top = report.decisive.rate if report.decisive else None
    return {
        "id": report.record.id,
        "title": report.text("title"),
        "date": report.text("date"),
        "kind": report.text("kind"),
        "method": report.text("method"),
        "issued": report.number("issued"),
        "returned": report.number("returned"),
        "sample": report.number("sample"),
        "of": report.of.value,
        "numerator": top.numerator if top else report.number("positive"),
        "denominator": top.denominator if top else report.number("sample"),
        "rate": top.text.split(" = ")[1] if top else _told_rate(report),
        "grade": report.text("grade"),
        "questions": questions,
        "differs": list(report.differs),
    }


def _told_rate(report: SurveyReport) -> str | None:
    """The rate of a survey without questions: computed of what the ledger holds, else as it was published."""
    top, bottom = report.number("positive"), report.number("sample")
    if top is not None and bottom and top <= bottom:
        return Rate(top, bottom, report.of).text.split(" = ")[1]
    published = report.number("rate")
    return f"{published / 100:.2f}%" if published is not None else None


# --- saving ------------------------------------------------------------------------------------------


def add(
    ws: Workspace, raw: Mapping[str, object], questions: Sequence[Question] = (), *, today: date
) -> Saved:
    """Add a survey with its questions; the first that has something favourable decides unless one says so.
    Raises Invalid, WrongUse."""
    book = records.ledger(ws, LEDGER)
    values, warnings = records.new_values(book, raw, today)
    made = _deciding(_checked(questions))

    def work(db: sqlite3.Connection) -> str:
        id = ledgers.insert(db, book, values)
        _put(db, id, made)
        return id

    outcome = ws.operate("add", f"新增调查：{values['title']}", work)
    return Saved(LEDGER, outcome.result, outcome.operation, warnings)


def save_questions(ws: Workspace, id: str, questions: Sequence[Question], title: str = "") -> int | None:
    """Let these be the questions of a survey, and the ledger follow; the operation. Raises WrongUse."""
    name = survey(ws, id).text("title")
    made = _deciding(_checked(questions))
    return ws.operate("survey", title or f"修改调查题目：{name}", lambda db: _put(db, id, made)).operation


def count(
    ws: Workspace,
    id: str,
    question: str,
    numbers: Mapping[str, int | None],
    *,
    answered: int | None = None,
) -> int | None:
    """Enter how many chose the options of a question (by id or title); the operation. Raises WrongUse for
    names that are not there, and for more answers than sheets came back."""
    report = survey(ws, id)
    one = find_question([each.question for each in report.questions], question)
    titles = {normal(each.title): each.title for each in one.options}
    if strange := [name for name in numbers if normal(name) not in titles]:
        raise WrongUse(f"“{one.title}”没有“{strange[0]}”这个选项；有：{'、'.join(titles.values())}。")
    wanted = {normal(name): number for name, number in numbers.items()}
    options = tuple(
        replace(each, number=wanted[normal(each.title)]) if normal(each.title) in wanted else each
        for each in one.options
    )
    changed = replace(one, options=options, answered=one.answered if answered is None else answered)
    if wrong := surveys.faults(changed, report.number("returned")):
        raise WrongUse(f"“{one.title}”{wrong[0]}，请核对。")
    questions = [changed if each.question.id == one.id else each.question for each in report.questions]
    return save_questions(ws, id, questions, f"录入调查份数：{report.text('title')}")


def find_question(questions: Sequence[Question], name: str) -> Question:
    """A question by id, title or number (1 is the first); raises WrongUse."""
    for n, one in enumerate(questions, 1):
        if name in (one.id, str(n)) or normal(name) == normal(one.title):
            return one
    there = "、".join(one.title for one in questions) or "还没有题目"
    raise WrongUse(f"没有“{name}”这道题；有：{there}。")


def change(ws: Workspace, id: str, raw: Mapping[str, object], *, today: date) -> int | None:
    """Change what the ledger says of a survey (sheets, method, denominator …); its figures follow the
    questions. Raises Invalid."""
    book = records.ledger(ws, LEDGER)
    values, problems, _ = records.read_values(book, raw, today=today)
    if problems:
        raise records.Invalid(book, problems)
    now = records.get(ws, LEDGER, id)
    values = {key: value for key, value in values.items() if value != now.values.get(key)}
    if not values:
        return None
    name = fields.show(book.field("title"), {**now.values, **values}.get("title"))

    def work(db: sqlite3.Connection) -> None:
        before = _told(db, id)
        ledgers.update(db, book, id, values)
        _follow(db, id, before)

    return ws.operate("set", f"修改调查：{name}", work).operation


def follow(ws: Workspace, id: str) -> int | None:
    """Let the ledger's figures be those of the decisive question again; the operation."""
    name = survey(ws, id).text("title")
    return ws.operate("set", f"按题目更新比率：{name}", lambda db: _follow(db, id, {})).operation


def _checked(questions: Sequence[Question]) -> tuple[Question, ...]:
    try:
        return surveys.checked(questions)
    except SurveyError as error:
        raise WrongUse(str(error)) from error


def _deciding(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """One that decides is chosen where none is: the first, to be seen and changed."""
    if not questions or any(one.decisive for one in questions):
        return questions
    first = next((one for one in questions if any(o.favourable for o in one.options)), questions[0])
    return tuple(replace(one, decisive=one is first) for one in questions)


def _put(db: sqlite3.Connection, id: str, questions: Sequence[Question]) -> None:
    frozen.check_subject(db, LEDGER, id)  # what a locked survey asked and counted stays as it was
    before = _told(db, id)
    store.put(db, id, questions)
    _follow(db, id, before)


def _told(db: sqlite3.Connection, id: str) -> dict[str, Value]:
    """The figures that the questions gave the ledger."""
    record = ledgers.get(db, ledgers.definition(db, LEDGER), id)
    wanted = _followed(record, store.questions(db, id))
    return {key: wanted[key] for key in _FIGURES if key in wanted}


def _follow(db: sqlite3.Connection, id: str, before: Mapping[str, Value]) -> None:
    """Let the ledger say what the questions say. Figures that came from them `before` and cannot be computed
    any more go; others that cannot be computed, which somebody typed, stay."""
    book = ledgers.definition(db, LEDGER)
    record = ledgers.get(db, book, id)
    wanted = _followed(record, store.questions(db, id))
    if not wanted.keys() & set(_FIGURES) and all(record.values.get(k) == v for k, v in before.items()):
        wanted |= dict.fromkeys(before)
    ledgers.update(db, book, id, {k: v for k, v in wanted.items() if v != record.values.get(k)})


def _followed(record: Record, questions: Sequence[Question]) -> dict[str, Value]:
    """What the ledger should say of a survey with these questions; what cannot be computed yet is left."""
    if not questions:
        return {}
    found: dict[str, Value] = {"questions": "\n".join(f"{n}. {q.title}" for n, q in enumerate(questions, 1))}
    decisive = next((one for one in questions if one.decisive), None)
    share = (
        surveys.rate(
            decisive, _of(record), returned=_number(record, "returned"), issued=_number(record, "issued")
        )
        if decisive
        else ""
    )
    if isinstance(share, Rate):
        found |= {"sample": share.denominator, "positive": share.numerator, "rate": share.scaled}
    return found


# --- from a sheet ------------------------------------------------------------------------------------


def look(path: Path) -> list[Sheet]:
    """The sheets of a file with survey results; see `intake.survey_sheet.look`."""
    return survey_sheet.look(path)


def preview(ws: Workspace, id: str, sheets: Sequence[Sheet], choices: Choices) -> Preview:
    """What would come into a survey. Raises WrongUse."""
    return survey_sheet.preview(sheets, choices, [one.question for one in survey(ws, id).questions])


def take(ws: Workspace, id: str, shown: Preview) -> Taken:
    """Let a preview come true: the questions as shown, and 收回份数 the sheets that were counted. Raises
    WrongUse when nothing would come in."""
    if not shown.changed:
        raise WrongUse("没有可以取的题目：请选择题目所在的列。")
    made = _deciding(_checked(shown.questions))
    book = records.ledger(ws, LEDGER)
    name = survey(ws, id).text("title")

    def work(db: sqlite3.Connection) -> None:
        frozen.check_subject(db, LEDGER, id)
        before = _told(db, id)
        if shown.returned is not None:
            ledgers.update(db, book, id, {"returned": shown.returned})
        store.put(db, id, made)
        _follow(db, id, before)

    outcome = ws.operate("survey", f"导入调查结果：{name}", work)
    return Taken(shown, outcome.operation)


# --- ready-made questions ----------------------------------------------------------------------------

# Answers that questionnaires mostly offer; True: they count.
SCALES: dict[str, tuple[tuple[str, bool], ...]] = {
    "知晓、不知晓": (("知晓", True), ("不知晓", False)),
    "满意、不满意": (("满意", True), ("不满意", False)),
    "很满意到不满意": (("很满意", True), ("满意", True), ("一般", False), ("不满意", False)),
    "优秀到较差": (("优秀", True), ("良好", True), ("一般", False), ("较差", False)),
    "是、否": (("是", True), ("否", False)),
}


def scale(name: str) -> tuple[Option, ...]:
    """The options of a scale, nothing counted yet."""
    return tuple(Option(title, None, counts) for title, counts in SCALES[name])
