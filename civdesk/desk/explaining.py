"""说明报告 of an indicator: drafted from the records that count, kept as the clerk writes it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from ..domain.explanations import Event, Share, Told, compose
from ..domain.fields import Kind, Value, show
from ..domain.ledgers import Ledger
from ..domain.periods import Period, calendar_year
from ..domain.rules import Measure, Rule, State
from ..domain.sentences import sentence, show_number, show_percent, subject_of, unit_of
from ..domain.standards import Indicator
from ..domain.text import clean
from ..store import explanations, ledgers, standards
from ..store.explanations import Explanation
from ..store.workspace import Workspace
from . import close_up as closely
from .assessing import Assessment, RuleReport, assess
from .evidence import roles
from .standards import indicator

# Sums that say something beside the number of records.
_SUMMED = ("people", "hours", "money", "volume", "quantity")
_PAPERS = ("document", "plan", "regulation")
_LABELS = {"people": "参加", "hours": "时长", "money": "金额", "volume": "献血量", "quantity": "数量"}


def get(ws: Workspace, key: str, code: str, on: date, period: Period | None = None) -> str:
    """The report on an indicator for a period (the calendar year of `on`); "" where there is none. Raises
    WrongUse for an unknown standard or indicator."""
    one = indicator(standards.read(ws.reader(), key), code)
    found = explanations.get(ws.reader(), one.id, str(period or calendar_year(on.year)))
    return found.text if found else ""


def put(ws: Workspace, key: str, code: str, text: str, on: date, period: Period | None = None) -> None:
    """Save the report on an indicator for a period; an empty one takes it away. It may be longer than the
    superior takes: the count says so. Raises WrongUse for an unknown standard or indicator."""
    one = indicator(standards.read(ws.reader(), key), code)
    kept = Explanation(one.id, str(period or calendar_year(on.year)), clean(text), on)
    title = f"{'写' if kept.text else '删除'}说明报告：{code} {one.title}"
    ws.operate("explain", title, lambda db: explanations.put(db, kept))


def written(ws: Workspace, key: str, on: date, period: Period | None = None) -> dict[str, str]:
    """All reports of a standard for a period, by indicator code. Raises WrongUse."""
    found = standards.read(ws.reader(), key)
    codes = {one.id: one.code for one in found.indicators}
    span = str(period or calendar_year(on.year))
    return {codes[e.indicator]: e.text for e in explanations.of_standard(ws.reader(), found.key, span)}


def draft(ws: Workspace, key: str, code: str, on: date, period: Period | None = None) -> str:
    """A first report, of at most 500 characters, from what the records up to `on` say: how many, when, what
    they were called, their sums, shares with both numbers, zero reports. Of a parent it tells what stands
    below it. Nothing is added that no record says; "" where there is nothing to tell. Raises WrongUse."""
    assessment = assess(ws, key, on, period)
    found = assessment.standard
    indicator(found, code)
    reports = [one for one in assessment.indicators if one.code in _below(found.indicators, code)]
    told: dict[str, _Gathered] = {}
    shares: list[Share] = []
    said: list[str] = []
    for report in reports:
        looked = {one.rule: one for one in closely.close_up(ws, found.key, report.code, on, period).rules}
        for demanded, judged in zip(report.indicator.rules, report.rules, strict=True):
            if judged.state is State.UNJUDGED:
                continue
            if demanded.rule.denominator is not None:
                shares += _shares(ws, demanded.rule, judged)
            elif _zero(demanded.rule):
                said += _nothing(ws, demanded.rule, judged)
            else:
                if demanded.rule.each_record:
                    said += _all_have(ws, demanded.rule, judged)
                for part in looked[demanded.id].parts:
                    near = [one.id for one in part.near] if demanded.rule.each_record else []
                    _gather(ws, told, demanded.rule, part.ledger, [*part.counted, *near])
    books = ledgers.definitions(ws.reader())
    return compose(
        _period(assessment),
        [_told(ws, books[key], one) for key, one in told.items()],
        list(dict.fromkeys(shares)),
        list(dict.fromkeys(said)),
    )


def _below(indicators: Sequence[Indicator], code: str) -> set[str]:
    codes = {code}
    for one in indicators:  # parents before their children
        if one.parent in codes:
            codes.add(one.code)
    return codes


def _period(assessment: Assessment) -> str:
    period, on = assessment.period, assessment.on
    if period == calendar_year(on.year) and on < period.end:
        return f"{on.year}年以来"
    if period == calendar_year(period.start.year):
        return f"{period.start.year}年"
    return f"{period.start.year}年{period.start.month}月至{period.end.year}年{period.end.month}月"


# --- records -----------------------------------------------------------------------------------------


@dataclasses.dataclass(slots=True)
class _Gathered:
    """The records of one ledger that any rule looks at, each once, and what they are called: by rules that
    take all records of the ledger, and by the others."""

    of_all: dict[str, str]  # subject → unit
    of_some: dict[str, str]
    ids: dict[str, None]


def _gather(
    ws: Workspace, told: dict[str, _Gathered], rule: Rule, ledger: str, records: Sequence[str]
) -> None:
    if not records:
        return
    books = ledgers.definitions(ws.reader())
    gathered = told.setdefault(ledger, _Gathered({}, {}, {}))
    gathered.ids.update(dict.fromkeys(records))
    if rule.counted.ledger == ledger:
        counted = dataclasses.replace(rule.counted, also=())
        called = gathered.of_some if counted.where or counted.filters else gathered.of_all
        called[subject_of(counted, books)] = unit_of(counted, books)


def _called(book: Ledger, gathered: _Gathered) -> tuple[str, str]:
    """What the records are called: as the rules say, where they agree."""
    for called in (gathered.of_all, gathered.of_some):
        if called:
            subject, unit = next(iter(called.items()))
            return (subject, unit) if len(called) == 1 else (book.title, unit)
    return book.title, "次"


def _told(ws: Workspace, book: Ledger, gathered: _Gathered) -> Told:
    records = list(ledgers.records(ws.reader(), book, list(gathered.ids)))
    dated = book.register is None and bool(book.date_field)
    events = []
    for record in records:
        day = record.values.get(book.date_field) if dated else None
        number = record.values.get("number") if "number" in book.keys and book.key == "document" else None
        title = show(book.field(book.title_field), record.values.get(book.title_field))
        events.append(
            Event(date.fromisoformat(day) if isinstance(day, str) and day else None, title, str(number or ""))
        )
    events.sort(key=lambda one: (one.day or date.min, one.title))
    papers = book.key in _PAPERS
    done = dated and not papers and book.key != "honour"
    subject, unit = _called(book, gathered)
    return Told(
        subject,
        unit,
        tuple(events),
        done,
        papers,
        tuple(_sums(book, [one.values for one in records])) if done else (),
    )


def _sums(book: Ledger, rows: Sequence[Mapping[str, Value]]) -> Iterator[tuple[str, str]]:
    for key in _SUMMED:
        if key not in book.keys or not book.field(key).totals:
            continue
        field = book.field(key)
        total = sum(value for row in rows if isinstance(value := row.get(key), int))
        if total and field.kind in (Kind.INTEGER, Kind.AMOUNT):
            yield _LABELS[key], f"{show(field, total)}{field.unit}"


# --- figures -----------------------------------------------------------------------------------------


def _shares(ws: Workspace, rule: Rule, judged: RuleReport) -> Iterator[Share]:
    if not isinstance(judged.numerator, Fraction) or not judged.denominator or rule.denominator is None:
        return
    books = ledgers.definitions(ws.reader())
    unit, whole_unit = unit_of(rule.counted, books), unit_of(rule.denominator, books)
    share = judged.numerator / judged.denominator
    percent = rule.need is not None and rule.need.percent
    yield Share(
        subject_of(rule.counted, books),
        f"{show_number(judged.numerator)}{unit}",
        subject_of(rule.denominator, books),
        f"{show_number(judged.denominator)}{whole_unit}",
        (show_percent(share) if percent else f"{show_number(share)}{unit}").replace(" ", ""),
        average=not percent,
    )


def _zero(rule: Rule) -> bool:
    return rule.need is not None and rule.need.high == 0 and rule.counted.measure is Measure.COUNT


def _nothing(ws: Workspace, rule: Rule, judged: RuleReport) -> Iterator[str]:
    """未发生…, where it was stated."""
    if judged.state is State.MET and rule.statement is not None:
        books = ledgers.definitions(ws.reader())
        yield f"未发生{subject_of(rule.counted, books)}，有零报告"


def _all_have(ws: Workspace, rule: Rule, judged: RuleReport) -> Iterator[str]:
    """每次…都有照片, where it is so and there is any."""
    if judged.state is State.MET and judged.records:
        yield sentence(rule, ledgers.definitions(ws.reader()), roles())
