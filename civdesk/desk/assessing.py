"""Assessing a standard at a day: what is met, what is lacking, who is to do it and by when."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from ..domain.asking import Frame
from ..domain.decide import BucketResult, RuleResult
from ..domain.periods import Period, calendar_year
from ..domain.rules import Rule, State
from ..domain.sentences import Lack, lacks, sentence, show_day, show_demands, show_fault, unit_of
from ..domain.standards import Demanded, Indicator, Score, Standard, own_points, score
from ..errors import WrongUse
from ..store import measures, standards
from ..store.memory import Memory
from ..store.standards import Finding
from ..store.workspace import Workspace
from .judging import Judging
from .registers import Meant, meant
from .standards import all_standards, indicator, install_standard, set_active, standard

__all__ = [
    "Assessment",
    "Gap",
    "IndicatorReport",
    "RuleReport",
    "all_standards",
    "assess",
    "assessment_data",
    "install_standard",
    "judge",
    "set_active",
    "standard",
    "withdraw",
]

# So many records are named in a gap; the others are counted.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is lacking, as one sentence; `records` are those that a proof or a field would mend."""

    text: str
    who: tuple[str, ...]
    by: date | None
    ledger: str = ""
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleReport:
    """A rule, judged. Figures are those of the decisive (worst) bucket, exact; `records` are the ids that
    count (empty when they were not asked for)."""

    id: str
    sentence: str
    state: State
    needed: Fraction | str | None
    present: Fraction | str | None
    numerator: Fraction | None
    denominator: Fraction | None
    late: bool
    reason: str
    ledger: str
    records: tuple[str, ...]
    buckets: tuple[BucketResult, ...]


@dataclass(frozen=True, slots=True)
class IndicatorReport:
    """An indicator, judged. `state` is what counts: the clerk's judgement where there is one (`judged`), else
    `computed` from its own rules and its children. `points` and `got` are hundredths, None without points."""

    indicator: Indicator
    leaf: bool
    depth: int
    state: State
    computed: State
    points: int | None
    got: int | None
    gaps: tuple[Gap, ...]
    rules: tuple[RuleReport, ...]
    judged: Finding | None

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def title(self) -> str:
        return self.indicator.title


@dataclass(frozen=True, slots=True)
class Assessment:
    """A standard at a day. `score` is None where no points are given; `meant` are the departments behind
    各股室."""

    standard: Standard
    on: date
    period: Period
    score: Score | None
    indicators: tuple[IndicatorReport, ...]
    meant: Meant = field(default_factory=Meant)

    def indicator(self, code: str) -> IndicatorReport:
        """The report of one indicator; KeyError where there is none."""
        for report in self.indicators:
            if report.code == code:
                return report
        raise KeyError(code)

    @property
    def counts(self) -> dict[State, int]:
        """How many leaves are in each state."""
        leaves = [report.state for report in self.indicators if report.leaf]
        return {state: leaves.count(state) for state in State}


# --- assessing ---------------------------------------------------------------------------------------


def assess(
    ws: Workspace,
    key: str,
    on: date,
    period: Period | None = None,
    *,
    anchors: Mapping[str, date] | None = None,
    records: bool = True,
    memory: Memory | None = None,
) -> Assessment:
    """Judge a standard (key or title) as of the day `on`: what is dated later does not count.

    `period` is the calendar year of `on` unless given. `anchors` are named days (inspection) beside those of
    the standard. Without `records` the ids that count are not fetched. A `memory` that is kept between two
    assessments, and told of changes, makes the second one fast. Raises WrongUse for an unknown standard.
    """
    db = ws.reader()
    with measures.snapshot(db):
        judging = Judging.begin(db, standards.read(db, key), on, period, anchors or {}, memory)
        return _assessment(judging, records)


def _assessment(judging: Judging, with_records: bool) -> Assessment:
    found, own = judging.standard, own_points(judging.standard)
    parents = {one.parent for one in found.indicators}
    depths: dict[str, int] = {"": -1}
    reports = []
    for one in found.indicators:
        depths[one.code] = depths[one.parent] + 1
        results = judging.results[one.code]
        state, points = judging.states[one.code], own.get(one.code)
        met = judging.own[one.code] is State.MET
        finding = judging.findings.get(one.id)
        settled = finding is not None and finding.state in (State.MET, State.NOT_APPLICABLE)
        reports.append(
            IndicatorReport(
                indicator=one,
                leaf=one.code not in parents,
                depth=depths[one.code],
                state=state,
                computed=judging.computed[one.code],
                points=points,
                got=None if points is None else points if met else 0,
                gaps=() if settled else tuple(_gaps(judging, one, one.code not in parents)),
                rules=tuple(
                    _rule_report(judging, demanded, result, with_records)
                    for demanded, result in zip(one.rules, results, strict=True)
                ),
                judged=finding,
            )
        )
    names = (name for one in found.indicators for name in (*one.lead, *one.support))
    behind = meant(judging.db, names, judging.frame.as_of)
    points_of_all = score(found, judging.own)
    return Assessment(found, judging.frame.on, judging.frame.period, points_of_all, tuple(reports), behind)


def _rule_report(judging: Judging, demanded: Demanded, result: RuleResult, with_records: bool) -> RuleReport:
    frame, decisive = judging.frame, result.decisive
    ids: list[str] = []
    if with_records and result.inquiry.questions:
        question = result.inquiry.questions[1 if result.rule.each_record else 0]
        ids = measures.record_ids(judging.db, frame.ledgers, question)
    return RuleReport(
        id=demanded.id,
        sentence=sentence(demanded.rule, frame.ledgers, frame.roles),
        state=result.state,
        needed=decisive.needed if decisive else None,
        present=decisive.present if decisive else None,
        numerator=decisive.numerator if decisive else None,
        denominator=decisive.denominator if decisive else None,
        late=result.late,
        reason=result.reason,
        ledger=demanded.rule.counted.ledger,
        records=tuple(ids),
        buckets=result.buckets,
    )


# --- gaps --------------------------------------------------------------------------------------------


def _gaps(judging: Judging, one: Indicator, leaf: bool) -> Iterator[Gap]:
    results, finding = judging.results[one.code], judging.findings.get(one.id)
    if finding:
        yield Gap(f"人工判断为{finding.state.label}：{finding.reason}", one.lead, None)
    elif leaf and not results:
        lead = f"，牵头：{'、'.join(one.lead)}" if one.lead else ""
        yield Gap(f"{one.title}：没有可自动核对的规则，请人工判断{lead}", one.lead, None)
    # What has nothing to check is worth a word only where nothing else speaks.
    telling = [result for result in results if not result.vacuous]
    for result in telling if telling or not leaf else results:
        near: list[measures.Near] = []
        inquiry, rule = result.inquiry, result.rule
        if inquiry.questions and result.state not in (State.MET, State.NOT_APPLICABLE):
            if rule.each_record:
                everything, good = inquiry.questions[:2]
                near = judging.memory.failing(judging.db, judging.frame.ledgers, everything, good)
            elif inquiry.questions[0].proofs:
                good = inquiry.questions[0]
                everything = dataclasses.replace(good, proofs=())
                near = judging.memory.failing(judging.db, judging.frame.ledgers, everything, good)
        # Who leads is who is asked; where nobody leads, the departments of the records that lack something.
        who = one.lead or tuple(dict.fromkeys(n.department for n in near if n.department)) or one.support
        for n, lack in enumerate(lacks(result)):
            yield _gap(judging, result, lack, who, bool(one.lead), near if n == 0 else [])


def _gap(
    judging: Judging,
    result: RuleResult,
    lack: Lack,
    who: tuple[str, ...],
    leads: bool,
    near: list[measures.Near],
) -> Gap:
    frame, rule, text = judging.frame, result.rule, lack.text
    unit = unit_of(rule.counted, frame.ledgers)
    if near and rule.each_record:
        more = f"等 {len(near)} {unit}" if len(near) < measures.LISTED else "等"
        text += f"：{_names(near, rule, frame)}{more if len(near) > _NAMED else ''}"
    elif near:
        number = f"{len(near)} {unit}" + ("以上" if len(near) == measures.LISTED else "")
        text += f"；另有 {number}补齐佐证后可计入：{_names(near, rule, frame)}"
    elif result.inquiry.questions and result.state is not State.UNJUDGED and not rule.each_record:
        undated = measures.undated(judging.db, frame.ledgers, result.inquiry.questions[0])
        if undated:
            text += f"；有 {undated} {unit}没有日期，未计入"
    if who:
        text += f"，{'牵头' if leads else '责任'}：{'、'.join(who)}"
    return Gap(text, who, lack.by, rule.counted.ledger, tuple(n.id for n in near))


def _names(near: list[measures.Near], rule: Rule, frame: Frame) -> str:
    """3月18日 爱岗敬业（缺视频）、5月20日 诚实守信（作点评：否）, the first few."""
    ledger = frame.ledgers[rule.counted.ledger]
    # What all of them lack has been said already.
    differ = bool(rule.must) or len({n.lacks for n in near}) > 1
    shown = []
    for record in near[:_NAMED]:
        name = f"{show_day(date.fromisoformat(record.date), frame.on)} " if record.date else ""
        wrong = [show_fault(condition, value, ledger) for condition, value in record.faults]
        if record.lacks and differ:
            wrong.append(f"缺{show_demands((demand for demand, _ in record.lacks), frame.roles)}")
        shown.append(name + record.title + (f"（{'，'.join(wrong)}）" if wrong else ""))
    return "、".join(shown)


# --- the clerk's own judgement -----------------------------------------------------------------------


def judge(
    ws: Workspace,
    key: str,
    code: str,
    state: State | str,
    reason: str,
    on: date,
    period: Period | None = None,
) -> Finding:
    """Judge an indicator by hand, for a period (the calendar year of `on`); it stands above what is computed.

    Raises WrongUse for an unknown standard, indicator or state, and without a reason.
    """
    if state not in list(State):
        raise WrongUse(f"没有“{state}”这种状态，可用：{'、'.join(State)}。")
    if not reason.strip():
        raise WrongUse("人工判断要写明理由。")
    one = indicator(standard(ws, key), code)
    finding = Finding(one.id, str(period or calendar_year(on.year)), State(state), reason.strip(), on)
    title = f"判断指标 {code} {one.title}：{finding.state.label}"
    ws.operate("judge", title, lambda db: standards.put_finding(db, finding))
    return finding


def withdraw(ws: Workspace, key: str, code: str, on: date, period: Period | None = None) -> bool:
    """Take a judgement back; whether there was one. Raises WrongUse for an unknown standard or indicator."""
    one = indicator(standard(ws, key), code)
    span = str(period or calendar_year(on.year))
    title = f"撤回对指标 {code} {one.title} 的判断"
    return ws.operate("withdraw", title, lambda db: standards.withdraw_finding(db, one.id, span)).result


# --- as JSON -----------------------------------------------------------------------------------------


def assessment_data(assessment: Assessment) -> dict[str, Any]:
    """The JSON of `assess`. Shares are ratios (0.673…), not percentages; points are points."""
    total = assessment.score
    return {
        "standard": assessment.standard.key,
        "title": assessment.standard.title,
        "on": assessment.on.isoformat(),
        "period": str(assessment.period),
        "points": total
        and {
            "got": points_number(total.got),
            "possible": points_number(total.possible),
            "at_risk": points_number(total.at_risk),
        },
        "indicators": [_indicator_data(report, assessment.meant) for report in assessment.indicators],
    }


def _indicator_data(report: IndicatorReport, behind: Meant) -> dict[str, Any]:
    one, judged = report.indicator, report.judged
    return {
        "code": one.code,
        "title": one.title,
        "parent": one.parent or None,
        "leaf": report.leaf,
        "state": report.state.value,
        "computed": report.computed.value,
        "judged": judged
        and {"state": judged.state.value, "reason": judged.reason, "on": judged.on.isoformat()},
        "points": points_number(report.points),
        "got": points_number(report.got),
        "lead": list(one.lead),
        "support": list(one.support),
        "departments": list(behind.of((*one.lead, *one.support))),
        "owner": list(one.owner),
        "due": [{"phrase": due.phrase, "date": due.date or None, "title": due.title} for due in one.due],
        "gaps": [gap.text for gap in report.gaps],
        "rules": [_rule_data(rule) for rule in report.rules],
    }


def _rule_data(rule: RuleReport) -> dict[str, Any]:
    return {
        "sentence": rule.sentence,
        "state": rule.state.value,
        "needed": number(rule.needed),
        "present": number(rule.present),
        "numerator": number(rule.numerator),
        "denominator": number(rule.denominator),
        "late": rule.late,
        "reason": rule.reason or None,
        "records": list(rule.records),
        "buckets": [
            {
                "title": result.bucket.title,
                "start": result.bucket.start.isoformat(),
                "end": result.bucket.end.isoformat(),
                "deadline": result.bucket.deadline and result.bucket.deadline.isoformat(),
                "needed": number(result.needed),
                "present": number(result.present),
                "state": result.state.value,
                "late": result.late,
            }
            for result in rule.buckets
        ],
    }


def number(value: Fraction | str | None) -> int | float | str | None:
    """An exact figure as JSON has it."""
    if not isinstance(value, Fraction):
        return value
    return value.numerator if value.denominator == 1 else float(value)


def points_number(hundredths: int | None) -> int | float | None:
    """Hundredths of points as points."""
    return None if hundredths is None else number(Fraction(hundredths, 100))  # type: ignore[return-value]
