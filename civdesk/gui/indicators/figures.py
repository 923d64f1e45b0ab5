"""The figures of a rule in words: what is there, what is needed, each percentage with its division."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from PySide6.QtCore import QCoreApplication

from ...desk.assessing import RuleReport
from ...domain.decide import BucketResult
from ...domain.ledgers import Ledger
from ...domain.rules import Rule, State
from ...domain.words import show_day, show_need, show_number, show_percent, unit_of
from .. import style

NAMED = 8  # members who have not done it are named here; the others behind a link


def figures(report: RuleReport, rule: Rule, ledgers: Mapping[str, Ledger], on: date) -> str:
    """Needed and present of the decisive piece and its deadline; of a series how many pieces are in which
    state."""
    if report.reason and not isinstance(report.present, Fraction):
        return report.reason
    if len(report.buckets) > 1 and report.denominator is None:
        return _series(report)
    if not report.buckets:
        return report.reason
    worst = next((b for b in report.buckets if b.state is report.state), report.buckets[0])
    said = bucket_figures(worst, rule, ledgers)
    if len(report.buckets) == 1:
        due = worst.bucket.deadline
        if due:
            said = QCoreApplication.translate("Figures", "{figures}；期限 {day}").format(
                figures=said, day=show_day(due, on)
            )
    else:
        said = QCoreApplication.translate("Figures", "{series}；{piece}：{figures}").format(
            series=_series(report), piece=worst.bucket.title, figures=said
        )
    return said


def _series(report: RuleReport) -> str:
    parts = []
    for state in State:
        number = sum(bucket.state is state for bucket in report.buckets)
        if number:
            parts.append(f"{style.state_word(state)} {number}")
    return QCoreApplication.translate("Figures", "{n} 个时段：{states}").format(
        n=len(report.buckets), states="、".join(parts)
    )


def bucket_figures(bucket: BucketResult, rule: Rule, ledgers: Mapping[str, Ledger]) -> str:
    """522/46 = 11.35 小时，要求超过 40 小时; 已有 1 次，要求至少 1 次."""
    tr = QCoreApplication.translate
    unit = unit_of(rule.counted, ledgers)
    present = bucket.present
    if rule.each_record and isinstance(present, Fraction) and isinstance(bucket.needed, Fraction):
        if not bucket.needed:
            return tr("Figures", "还没有记录")
        return tr("Figures", "{all} {unit}中 {good} {unit}符合").format(
            all=show_number(bucket.needed), good=show_number(present), unit=unit
        )
    if rule.members and isinstance(present, Fraction) and isinstance(bucket.needed, Fraction):
        said = tr("Figures", "{all} 个中 {good} 个达到").format(
            all=show_number(bucket.needed), good=show_number(present)
        )
        if bucket.lacking:
            names = "、".join(bucket.lacking[:NAMED])
            names += tr("Figures", "等") if len(bucket.lacking) > NAMED else ""
            said = tr("Figures", "{said}；还没达到：{names}").format(said=said, names=names)
        return said
    if rule.age:
        last = tr("Figures", "最近一次 {day}").format(day=present) if present else tr("Figures", "还没有记录")
        return tr("Figures", "{last}，要求不早于 {day}").format(last=last, day=bucket.needed)
    if rule.grade:
        last = (
            tr("Figures", "最近一次为“{grade}”").format(grade=present)
            if present
            else tr("Figures", "还没有记录")
        )
        return tr("Figures", "{last}，要求“{grade}”或更好").format(last=last, grade=bucket.needed)
    asked = bucket.need or rule.need
    assert asked is not None
    need = show_need(asked, unit)
    if not isinstance(present, Fraction):
        return tr("Figures", "还没有记录，要求{need}").format(need=need)
    if bucket.numerator is not None and bucket.denominator is not None:
        shown = show_percent(present) if asked.percent else f"{show_number(present)} {unit}".strip()
        return tr("Figures", "{top}/{bottom} = {shown}，要求{need}").format(
            top=show_number(bucket.numerator), bottom=show_number(bucket.denominator), shown=shown, need=need
        )
    return tr("Figures", "已有 {n} {unit}，要求{need}").format(n=show_number(present), unit=unit, need=need)


def short_figures(bucket: BucketResult, rule: Rule) -> str:
    """0/1, 11.35/40, 25%/30%: what fits under a bar."""
    if not isinstance(bucket.present, Fraction) or not isinstance(bucket.needed, Fraction):
        return ""
    asked = bucket.need or rule.need
    if asked and asked.percent and not rule.each_record and not rule.members:
        return f"{show_percent(bucket.present)} / {show_percent(bucket.needed)}"
    return f"{show_number(bucket.present)} / {show_number(bucket.needed)}"


def bucket_told(bucket: BucketResult, rule: Rule, ledgers: Mapping[str, Ledger], on: date) -> str:
    """Everything of one piece in a sentence, for the tool tip and for who cannot see the bar."""
    tr = QCoreApplication.translate
    said = f"{bucket.bucket.title}：{bucket_figures(bucket, rule, ledgers)}"
    if bucket.bucket.deadline:
        due = show_day(bucket.bucket.deadline, on)
        said = tr("Figures", "{said}，{day}到期").format(said=said, day=due)
    word = style.state_word(bucket.state)
    if bucket.late:
        word = tr("Figures", "{state}（过了期限才补上）").format(state=word)
    return tr("Figures", "{said}，{state}").format(said=said, state=word)


def fraction_done(bucket: BucketResult) -> float:
    """How much of the bar is filled, from 0 to 1."""
    if bucket.state in (State.MET, State.NOT_APPLICABLE):
        return 1.0
    if not isinstance(bucket.present, Fraction) or not isinstance(bucket.needed, Fraction):
        return 0.0
    if bucket.needed <= 0:
        return 0.0
    return float(min(Fraction(1), bucket.present / bucket.needed))
