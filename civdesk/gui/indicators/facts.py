"""What stands about an indicator in a few words: who, by when, how it is checked, how points are given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape

from PySide6.QtCore import QCoreApplication

from ...desk.assessing import Assessment, IndicatorReport, points_number
from ...domain.standards import Due, Scoring
from ...domain.words import show_day
from .. import style

_JOINER = "\u2060"  # between two characters that stay on one line
_DAYS = 4  # of one deadline that are all named
_WHOLE = 16  # pieces of as many characters are not broken
_APART = "&nbsp;" * 5 + " "  # rich text makes one blank of several


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands behind it; `hint` is for its tool tip, `open`: nobody has said it yet."""

    label: str
    text: str
    hint: str = ""
    open: bool = False


def scoring_text(scoring: Scoring, points: int | None) -> str:
    """How the points are given, in words; "" for the usual way, all or nothing."""
    tr = QCoreApplication.translate
    each = points_number(scoring.each)
    if scoring.way == "share":
        return tr("Facts", "按完成的比例得分")
    if scoring.way == "bonus":
        if each is None:
            return tr("Facts", "加分项，不计入总分")
        if points is None:
            return tr("Facts", "加分项，每项加 {each} 分").format(each=each)
        return tr("Facts", "加分项，每项加 {each} 分，最多 {all} 分").format(
            each=each, all=points_number(points)
        )
    if scoring.way == "minus":
        if each is None:
            return tr("Facts", "扣分项，没做到就扣")
        if points is None:
            return tr("Facts", "扣分项，每项扣 {each} 分").format(each=each)
        return tr("Facts", "扣分项，每项扣 {each} 分，最多 {all} 分").format(
            each=each, all=points_number(points)
        )
    return ""


def points_told(report: IndicatorReport) -> str:
    """得 2 分，共 3 分（按完成的比例得分）."""
    tr, scoring = QCoreApplication.translate, report.indicator.scoring
    if report.points is None:
        return scoring_text(scoring, None)
    got, all_ = points_number(report.got), points_number(report.points)
    how = scoring_text(scoring, report.points)
    if scoring.way == "bonus":
        said = tr("Facts", "已加 {got} 分").format(got=got)
    elif scoring.way == "minus":
        said = tr("Facts", "已扣 {got} 分").format(got=points_number(abs(report.got or 0)))
    else:
        said = tr("Facts", "得 {got} 分，共 {all} 分").format(got=got, all=all_)
    if report.judged and report.judged.points is not None:
        how = tr("Facts", "人工给分")
    return tr("Facts", "{said}（{how}）").format(said=said, how=how) if how else said


def facts_of(found: Assessment, report: IndicatorReport) -> Iterator[Fact]:
    """The facts of an indicator, in the order in which one asks for them."""
    one, tr = report.indicator, QCoreApplication.translate
    lead = "、".join(one.lead)
    if lead or report.leaf:
        yield Fact(
            tr("Facts", "牵头"), lead or tr("Facts", "还没定"), found.meant.told(one.lead), open=not lead
        )
    for title, names in (
        (tr("Facts", "配合"), one.support),
        (tr("Facts", "责任领导"), one.leader),
        (tr("Facts", "责任人"), one.owner),
    ):
        if names:
            yield Fact(title, "、".join(names), found.meant.told(names))
    if one.due:
        yield Fact(tr("Facts", "期限"), "；".join(_due(due, found.on) for due in one.due))
    if said := points_told(report):
        yield Fact(tr("Facts", "分值"), said)
    if one.span:
        start, _, end = one.span.partition("/")
        yield Fact(tr("Facts", "时间范围"), tr("Facts", "{start} 至 {end}").format(start=start, end=end))
    if one.methods:
        yield Fact(tr("Facts", "测评方式"), "、".join(one.methods))


def _due(due: Due, on: date) -> str:
    all_days = due.days(on.year)
    days = "、".join(show_day(day, on) for day in all_days)
    if len(all_days) > _DAYS:  # every month: what matters is the next one
        coming = next((day for day in all_days if day >= on), all_days[-1])
        days = QCoreApplication.translate("Facts", "下次 {day}").format(day=show_day(coming, on))
    phrase = f"{due.phrase}（{days}）" if days and days not in due.phrase else due.phrase
    return f"{due.title} {phrase}".strip()


def told(facts: Iterable[Fact]) -> str:
    """Facts as rich text: a quiet label before each, what nobody has said yet in amber."""
    soft, ink, warn = (style.colour(name).name() for name in ("soft", "ink", "warn"))
    pieces = (
        f'<span style="color:{soft}">{_whole(fact.label)}</span>&nbsp;&nbsp;'
        f'<span style="color:{warn if fact.open else ink}">{_whole(fact.text)}</span>'
        for fact in facts
    )
    return f'<p style="line-height:125%">{_APART.join(pieces)}</p>'


def _whole(text: str) -> str:
    """Rich text that breaks after 、 and ；, and nowhere else unless a piece is long."""
    pieces = re.split("(?<=[、；])", text)
    return "".join(escape(_JOINER.join(p) if len(p) <= _WHOLE else p) for p in pieces)
