"""A rule as one plain Chinese sentence, and what it still lacks as another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import groupby

from .asking import ANCHORS, Frame
from .conditions import WEEKDAYS
from .decide import BucketResult, RuleResult, missing
from .fields import Value, show
from .ledgers import Ledger, Role
from .periods import buckets, calendar_year, month_day
from .rule_timing import WORKDAYS
from .rules import Condition, Counted, Festivals, Measure, Need, Rule, State
from .words import (
    DAYS_OF_WEEK,
    condition_words,
    field_of,
    members_of,
    show_day,
    show_demands,
    show_need,
    show_number,
    show_percent,
    subject_of,
    unit_of,
)

__all__ = [
    "Lack",
    "lacks",
    "sentence",
    "show_day",
    "show_demands",
    "show_fault",
    "show_need",
    "show_number",
    "show_percent",
    "subject_of",
    "unit_of",
]

# So many pieces of a cadence are listed one by one; more are summed up.
_LISTED = 6


# --- the sentence of a rule --------------------------------------------------------------------------


def sentence(rule: Rule, ledgers: Mapping[str, Ledger], roles: Mapping[str, Role]) -> str:
    """What the rule demands, in one plain sentence; its own title where its author gave one."""
    if rule.title:
        return rule.title
    follows = "出现的" if _is_zero(rule) else "达不到的"
    return _demanded(rule, ledgers, roles) + (f"；{follows}，{rule.sanction}" if rule.sanction else "")


def _demanded(rule: Rule, ledgers: Mapping[str, Ledger], roles: Mapping[str, Role]) -> str:
    subject, unit = subject_of(rule.counted, ledgers), unit_of(rule.counted, ledgers)
    when = _when(rule)
    if rule.each_record:
        return _every_record(rule, f"每{unit}{subject}", ledgers, roles)
    if rule.denominator:
        return _share(rule, ledgers, when)
    needs = f"（{_proofs(rule, ledgers, roles, unit)}）" if any(p.proofs for p in rule.counted.parts) else ""
    if rule.age:
        return f"{subject}：距最近一次不超过 {rule.age.title}"
    if rule.grade:
        return f"{field_of(rule.counted, ledgers)}：{when}最近一次达到“{rule.grade.wanted}”或更好"
    assert rule.need is not None
    wanted = when + show_need(rule.need, unit)
    if rule.needs:
        wanted = _wanted_by_bucket(rule, unit)
    stated = "，并有零报告声明" if rule.statement else ""
    if rule.members and rule.members.values:
        values = "、".join(rule.members.values)
        return f"{values}：{when}{subject}各{show_need(rule.need, unit)}{needs}"
    if rule.members:
        return f"{_each_member(rule, ledgers)}：{when}{_of_member(rule, subject, unit)}{needs}"
    if _is_zero(rule):
        return f"{when.replace('每年', '全年')}没有{subject}{stated}{needs}"
    if rule.counted.measure is Measure.PRESENCE:
        return f"有{subject}" + (f"（{when}）" if when else "") + needs
    if rule.counted.measure is Measure.LATEST:
        return f"{subject}：{when}最近一次的{field_of(rule.counted, ledgers)}{wanted.removeprefix(when)}"
    return f"{_figure(rule.counted, ledgers)}：{wanted}{stated}{needs}"


def _is_zero(rule: Rule) -> bool:
    """Whether nothing at all may have happened: said as 没有, not as 为 0."""
    counts = rule.counted.measure in (Measure.COUNT, Measure.DISTINCT)
    return counts and rule.need is not None and rule.need.high == 0 and not rule.denominator


def _of_member(rule: Rule, subject: str, unit: str) -> str:
    """缴纳党费至少 1 次, 分包 1 户, 没有违纪."""
    assert rule.need is not None
    if _is_zero(rule):
        return f"没有{subject}"
    wanted = show_need(rule.need, unit)
    return subject + (wanted.removeprefix("为") if rule.need.low == rule.need.high else wanted)


def _figure(counted: Counted, ledgers: Mapping[str, Ledger]) -> str:
    """What is counted, and which figure of it: 无偿献血的献血量合计."""
    subject = subject_of(counted, ledgers)
    if not counted.subject and counted.measure is Measure.SUM:
        return f"{subject}的{field_of(counted, ledgers)}合计"
    if not counted.subject and counted.measure is Measure.DISTINCT:
        return f"{subject}的{field_of(counted, ledgers)}（不重复）"
    return subject


def _proofs(rule: Rule, ledgers: Mapping[str, Ledger], roles: Mapping[str, Role], unit: str) -> str:
    """每次须有签到表才计入; of several ledgers each with its own."""
    demanded = [(part, show_demands(part.proofs, roles)) for part in rule.counted.parts if part.proofs]
    if len({shown for _, shown in demanded}) == 1 and len(demanded) == len(rule.counted.parts):
        return f"每{unit}须有{demanded[0][1]}才计入"
    titles = ((ledgers[p.ledger].title if p.ledger in ledgers else p.ledger, shown) for p, shown in demanded)
    return "，".join(f"《{title}》须有{shown}才计入" for title, shown in titles)


def _wanted_by_bucket(rule: Rule, unit: str) -> str:
    """第1、第2季度各至少 1 次，第3、第4季度各至少 2 次: what asks for nothing is left out."""
    assert rule.per is not None
    titles = [b.title for b in buckets(calendar_year(2001), rule.per)]
    if rule.by:
        days = (show_day(month_day(day, 2000)) for day in rule.by)
        titles = [f"{title}（{day}前）" for title, day in zip(titles, days, strict=True)]
    pairs = [(title, need) for title, need in zip(titles, rule.needs, strict=True) if need]
    parts = []
    for need, alike in groupby(pairs, key=lambda pair: pair[1]):
        named = [title for title, _ in alike]
        each = "各" if len(named) > 1 else ""
        parts.append(f"{_joined(named)}{each}{show_need(need, unit)}")
    return "，".join(parts)


def _joined(titles: list[str]) -> str:
    """第1、第2季度: what they end with alike is said once."""
    endings = ("季度", "半月", "月", "半年", "学期") if len(titles) > 1 else ()
    ending = next((one for one in endings if all(title.endswith(one) for title in titles)), "")
    return "、".join(title.removesuffix(ending) for title in titles) + ending


def _when(rule: Rule) -> str:
    """每两个月, 上半年（6月30日前）, 每年 3月31日前, 迎检日期前 4 个月内每半月, 每个传统节日前 14 天内."""
    every = _every(rule)
    if rule.festivals:
        return f"{every}{_around(rule.festivals)}"
    if rule.window:
        anchor = ANCHORS.get(rule.window.before, rule.window.before)
        return f"{anchor}前 {rule.window.months} 个月内{every}"
    if rule.look_back:
        return f"近 {rule.look_back.title}内"
    days = [show_day(month_day(day, 2000)) for day in rule.by]
    if rule.per and rule.only:
        title = [b.title for b in buckets(calendar_year(2000), rule.per)][rule.only - 1]
        return title + (f"（{days[rule.only - 1]}前）" if days else "")
    if len(days) == 1:
        return f"每年{days[0]}前"
    if days:
        return f"{every}（{'、'.join(days)}前）"
    return every


def _every(rule: Rule) -> str:
    """每两个月, 每周一, 每个工作日, 每周一、三、五, 每个传统节日."""
    if rule.festivals:
        named = rule.festivals.names
        if len(named) > 1:
            return f"{'、'.join(named)}各在"
        return f"每个{named[0]}" if named[0].endswith(("节日", "节假日")) else named[0]
    if rule.weekday is not None:
        return f"每周{DAYS_OF_WEEK[rule.weekday]}" + ("（工作日）" if rule.days == (WORKDAYS,) else "")
    if rule.days == (WORKDAYS,):
        return "每个工作日"
    if rule.days:
        return "每周" + "、".join(DAYS_OF_WEEK[WEEKDAYS.index(day)] for day in rule.days) + "每天"
    return rule.per.every if rule.per else ""


def _around(asked: Festivals) -> str:
    before, after = asked.before, asked.after
    if before and after:
        return f"前 {before.title}至后 {after.title}内"
    if before:
        return f"前 {before.title}内" + ("" if asked.ahead else "（含当天）")
    return f"当天起 {after.title}内" if after else "当天"


def _share(rule: Rule, ledgers: Mapping[str, Ledger], when: str) -> str:
    assert rule.denominator is not None and rule.need is not None
    top, bottom, start = rule.counted, rule.denominator, ""
    over, under = _figure(top, ledgers), _figure(bottom, ledgers)
    if top.measure is Measure.LATEST:
        over, under = top.subject or field_of(top, ledgers), bottom.subject or field_of(bottom, ledgers)
        titles = "或".join(ledgers[p.ledger].title for p in top.parts if p.ledger in ledgers)
        plain = bool(top.subject and bottom.subject)  # words of its own say which record is meant
        start = f"最近一次{titles}：" if plain else f"{subject_of(_unnamed(top), ledgers)}：最近一次的"
    wanted = when + show_need(rule.need, unit_of(top, ledgers))
    if rule.needs:
        wanted = _wanted_by_bucket(rule, unit_of(top, ledgers))
    if rule.need.percent:
        return f"{start}{over}占{under}的比例{wanted}"
    return f"{start}{over}按{under}平均，{wanted}"


def _unnamed(counted: Counted) -> Counted:
    """The same without words of its own, to be told by its ledgers and conditions."""
    return replace(counted, subject="")


def _every_record(rule: Rule, whose: str, ledgers: Mapping[str, Ledger], roles: Mapping[str, Role]) -> str:
    ledger = ledgers.get(rule.counted.ledger)
    compared = [condition for condition in rule.must if condition.other]
    if ledger and compared == list(rule.must) and compared and not (rule.proofs or rule.age):
        # 每次评选的评出数都与获奖名单的个数相符
        titles = [ledger.field(c.field).title if c.field in ledger.keys else c.field for c in compared]
        parts = (condition_words(c, ledger).removeprefix(t) for c, t in zip(compared, titles, strict=True))
        return whose + "，".join(f"的{title}都{rest}" for title, rest in zip(titles, parts, strict=True))
    return f"{whose}都" + "，".join(_each_record(rule, ledgers, roles))


def _each_record(rule: Rule, ledgers: Mapping[str, Ledger], roles: Mapping[str, Role]) -> Iterator[str]:
    if rule.proofs:
        yield f"有{show_demands(rule.proofs, roles)}"
    for part in rule.counted.also:
        if part.proofs != rule.proofs and part.ledger in ledgers:
            yield f"《{ledgers[part.ledger].title}》的有{show_demands(part.proofs, roles)}"
    ledger = ledgers.get(rule.counted.ledger)
    for condition in rule.must:
        shown = condition_words(condition, ledger) if ledger else condition.field
        plain = condition.other is not None or shown.startswith(("有", "没有"))
        yield shown if plain else f"符合“{shown}”"
    if rule.age:
        yield f"在近 {rule.age.title}内有{field_of(rule.counted, ledgers)}"


def _each_member(rule: Rule, ledgers: Mapping[str, Ledger]) -> str:
    assert rule.members is not None
    return members_of(
        Counted(rule.members.register, where=rule.members.where, filters=rule.members.filters), ledgers
    )


# --- what is lacking ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that a rule lacks, in words without who is to do it; `by` is the day it is or was due."""

    text: str
    by: date | None
    result: BucketResult | None


def lacks(result: RuleResult) -> list[Lack]:
    """What keeps a rule from being met, worst first in time: overdue pieces, then those that run now.

    Of pieces that have not begun only the next is named, and only when nothing else is lacking.
    """
    frame, rule = result.inquiry.frame, result.rule
    subject = subject_of(rule.counted, frame.ledgers)
    if result.state in (State.MET, State.NOT_APPLICABLE):
        return []
    if not result.buckets:
        return [Lack(f"{subject}：无法判断（{result.reason}）", None, None)]
    bad = [b for b in result.buckets if b.state not in (State.MET, State.PENDING)]
    # Of what only may not be too much nothing is lacking before its time has come.
    waiting = [b for b in result.buckets if b.state is State.PENDING and not (b.need and b.need.ceiling)]
    running = [b for b in waiting if b.bucket.start <= frame.on]
    if not bad and not running:
        running = waiting[:1]
    if len(bad) > _LISTED:
        first, last = bad[0].bucket, bad[-1].bucket
        every = _when(rule) if rule.festivals else _every(rule)
        pieces = f"共 {len(bad)} 个时段未达标（{first.title}至{last.title}）"
        wanted = "" if rule.needs else f"{every}{_wanted(rule.need, rule, frame)}，"
        text = f"{subject}：{wanted}{pieces}{_sanction(rule)}"
        listed = [Lack(text, first.deadline, bad[0])]
    else:
        listed = [_lack(b, rule, frame, subject) for b in bad]
    return listed + [_lack(b, rule, frame, subject) for b in running]


def _wanted(need: Need | None, rule: Rule, frame: Frame) -> str:
    return show_need(need, unit_of(rule.counted, frame.ledgers)) if need else ""


def _sanction(rule: Rule) -> str:
    return f"；按规定{rule.sanction.removeprefix('按规定')}" if rule.sanction else ""


def _lack(result: BucketResult, rule: Rule, frame: Frame, subject: str) -> Lack:
    bucket = result.bucket
    due = ""
    if result.state is State.OVERDUE and bucket.deadline:
        due = f"（已于 {show_day(bucket.deadline, frame.on)} 逾期）"
    elif result.state is State.PENDING and bucket.deadline:
        due = f"（{show_day(bucket.deadline, frame.on)}前）"
    if result.state is State.UNJUDGED:
        return Lack(f"{subject}：无法判断（{result.reason}）", bucket.deadline, result)
    piece = bucket.title if rule.per or rule.window or rule.look_back or rule.festivals else ""
    if len(rule.by) == 1 and len(frame.period.years) == 1:
        piece = ""  # the deadline says it
    if result.state is State.UNSTATED:
        return Lack(f"{subject}：{piece}{result.reason}", bucket.deadline, result)
    follows = "" if result.state is State.PENDING else _sanction(rule)
    text = f"{subject}：{piece}{_figures(result, rule, frame)}{due}{follows}"
    return Lack(text, bucket.deadline, result)


def _figures(result: BucketResult, rule: Rule, frame: Frame) -> str:
    """缺 1 次; 为 13/52 = 25.0%，需不低于 30%，还差 3 人; 5 次中有 3 次缺时长证明."""
    unit = unit_of(rule.counted, frame.ledgers)
    if rule.each_record:
        assert isinstance(result.needed, Fraction) and isinstance(result.present, Fraction)
        number = show_number(result.needed - result.present)
        return f"{show_number(result.needed)} {unit}中有 {number} {unit}{_what_lacks(rule, frame)}"
    if rule.members:
        names = "、".join(result.lacking[:5]) + ("等" if len(result.lacking) > 5 else "")
        return f"{names}未达到（{len(result.lacking)} 个，需各{_wanted(result.need, rule, frame)}）"
    if result.present is None:
        return "还没有记录"
    if rule.grade:
        return f"最近一次为“{result.present}”，需“{rule.grade.wanted}”或更好"
    if rule.age:
        return f"最近一次在 {result.present}，已超过 {rule.age.title}"
    need = result.need
    assert need is not None and isinstance(result.present, Fraction)
    lacking = missing(result, need)
    if result.denominator is not None and result.numerator is not None:
        division = f"{show_number(result.numerator)}/{show_number(result.denominator)}"
        shown = show_percent(result.present) if need.percent else f"{show_number(result.present)} {unit}"
        more = f"，还差 {show_number(lacking)} {unit}" if lacking else ""
        return f"为 {division} = {shown.strip()}，需{show_need(need, unit)}{more}"
    if lacking is None:
        return f"已有 {show_number(result.present)} {unit}，要求{show_need(need, unit)}"
    if rule.counted.measure is Measure.COUNT or rule.counted.measure is Measure.PRESENCE:
        word = {State.OVERDUE: "缺", State.PENDING: "还需"}.get(result.state, "还差")
        return f"{word} {show_number(lacking)} {unit}"
    return f"现有 {show_number(result.present)} {unit}，需{show_need(need, unit)}"


def _what_lacks(rule: Rule, frame: Frame) -> str:
    parts = []
    if rule.proofs:
        parts.append(f"缺{show_demands(rule.proofs, frame.roles)}")
    if rule.must:
        parts.append("不合要求")
    if rule.age:
        parts.append(f"超过 {rule.age.title}没有{field_of(rule.counted, frame.ledgers)}")
    return "或".join(parts)


def show_fault(condition: Condition, value: Value, ledger: Ledger) -> str:
    """Why a record fails a condition: 作点评：否, 更新日期：2026-03-01, 更新日期未填."""
    found = ledger.field(condition.field)
    if value in (None, ""):
        return f"{found.title}未填"
    shown = f"{found.title}：{show(found, value)}"
    if condition.other:
        shown += f"（应{condition_words(condition, ledger).removeprefix(found.title)}）"
    return shown
