"""Assessing a standard at a day: what is met, what is lacking, who is to do it and by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from ..domain.asking import Frame
from ..domain.decide import BucketResult, RuleResult
from ..domain.periods import Period, calendar_year
from ..domain.rules import State
from ..domain.scoring import Score, score
from ..domain.sentences import sentence
from ..domain.standards import Demanded, Indicator, Standard
from ..errors import WrongUse
from ..store import measures, near, standards
from ..store.memory import Memory
from ..store.standards import Finding
from ..store.workspace import Workspace
from .gaps import Gap, gaps
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


@dataclass(frozen=True, slots=True)
class RuleReport:
    """A rule, judged. Figures are those of the decisive (worst) bucket, exact; `records` are the ids that
    count (empty when they were not asked for), `parts` the same by ledger. `owner` is who is asked for it."""

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
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    owner: tuple[str, ...] = ()
    sanction: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorReport:
    """An indicator, judged. `state` is what counts: the clerk's judgement where there is one (`judged`), else
    `computed` from its own rules and its children. `points`, `got` and `at_risk` are hundredths, None without
    points; `got` is below 0 where points are taken away."""

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
    at_risk: int | None = None

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
        judging = Judging.begin(db, key, on, period, anchors or {}, memory)
        return _assessment(judging, records)


def _assessment(judging: Judging, with_records: bool) -> Assessment:
    found = judging.standard
    parents = {one.parent for one in found.indicators}
    depths: dict[str, int] = {"": -1}
    reports = []
    for one in found.indicators:
        depths[one.code] = depths[one.parent] + 1
        results = judging.results[one.code]
        state, points = judging.states[one.code], judging.points.get(one.code)
        earned = judging.earned.get(one.code)
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
                got=earned.got if earned else None,
                gaps=() if settled else gaps(judging, one, one.code not in parents),
                rules=tuple(
                    _rule_report(judging, one, n, result, with_records) for n, result in enumerate(results)
                ),
                judged=finding,
                at_risk=earned.lost if earned else None,
            )
        )
    names = (name for one in found.indicators for name in (*one.lead, *one.support))
    behind = meant(judging.db, names, judging.frame.as_of)
    total = score(found, judging.earned)
    return Assessment(found, judging.frame.on, judging.frame.period, total, tuple(reports), behind)


def _rule_report(
    judging: Judging, one: Indicator, n: int, result: RuleResult, with_records: bool
) -> RuleReport:
    key = ("report", judging.standard.key, one.code, n, judging.frame.on, str(judging.frame.period))
    ledgers = judging.frame.ledgers
    report: RuleReport = judging.memory.make(
        key, (one, result), lambda: _reported(one, one.rules[n], result, judging.frame)
    )
    if not with_records:
        return report
    parts = tuple(
        (question.ledger, tuple(near.record_ids(judging.db, ledgers, question)))
        for question in result.inquiry.counted
    )
    return replace(report, records=tuple(id for _, ids in parts for id in ids), parts=parts)


def _reported(one: Indicator, demanded: Demanded, result: RuleResult, frame: Frame) -> RuleReport:
    """The report of a rule without its records."""
    decisive = result.decisive
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
        records=(),
        buckets=result.buckets,
        owner=one.owner or one.lead,
        sanction=demanded.rule.sanction,
    )


# --- the clerk's own judgement -----------------------------------------------------------------------


def judge(
    ws: Workspace,
    key: str,
    code: str,
    state: State | str,
    reason: str,
    on: date,
    period: Period | None = None,
    *,
    points: int | None = None,
) -> Finding:
    """Judge an indicator by hand, for a period (the calendar year of `on`); it stands above what is computed.

    `points` are hundredths given by hand (of a 扣分 indicator: how many are taken away); without them the
    state gives them. Raises WrongUse for an unknown standard, indicator or state, without a reason, and for
    points that the indicator does not have.
    """
    if state not in list(State):
        raise WrongUse(f"没有“{state}”这种状态，可用：{'、'.join(State)}。")
    if not reason.strip():
        raise WrongUse("人工判断要写明理由。")
    one = indicator(standard(ws, key), code)
    if points is not None and not 0 <= points <= (one.points or 0):
        raise WrongUse(f"指标 {code} 的分值是 {points_number(one.points) or 0} 分，打分只能在 0 和它之间。")
    finding = Finding(one.id, str(period or calendar_year(on.year)), State(state), reason.strip(), on, points)
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
        and {
            "state": judged.state.value,
            "reason": judged.reason,
            "on": judged.on.isoformat(),
            "points": points_number(judged.points),
        },
        "points": points_number(report.points),
        "got": points_number(report.got),
        "at_risk": points_number(report.at_risk),
        "scoring": one.scoring.way,
        "each": points_number(one.scoring.each),
        "span": one.span or None,
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
        "ledgers": [{"ledger": key, "records": list(ids)} for key, ids in rule.parts],
        "sanction": rule.sanction or None,
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
                "owner": list(rule.owner),
                "lacking": list(result.lacking),
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
