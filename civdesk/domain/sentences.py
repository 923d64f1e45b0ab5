"""A rule as one plain Chinese sentence, and what it still lacks as another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .asking import ANCHORS, Frame
from .decide import BucketResult, RuleResult, missing
from .fields import Kind, Value, show
from .ledgers import Ledger, Role
from .named_filters import NamedFilter, find, words_of
from .periods import buckets, calendar_year, month_day
from .rules import Condition, Counted, Demand, Measure, Need, Rule, State, Test

# So many pieces of a cadence are listed one by one; more are summed up.
_LISTED = 6


# --- numbers and days --------------------------------------------------------------------------------


def show_number(value: Fraction) -> str:
    """22, 22.5, 0.33: exact where two decimals suffice, else rounded."""
    if value.denominator == 1:
        return str(value.numerator)
    hundredths = (value * 100 + Fraction(1, 2)).__floor__()
    return f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")


def show_percent(value: Fraction) -> str:
    """67.3%: one decimal, halves up (35/52 is 67.3%)."""
    tenths = (value * 1000 + Fraction(1, 2)).__floor__()
    return f"{tenths // 10}.{tenths % 10}%"


def show_day(day: date, on: date | None = None) -> str:
    """4月30日, with the year where it is not that of `on`."""
    short = f"{day.month}月{day.day}日"
    return short if on is None or day.year == on.year else f"{day.year}年{short}"


def show_need(need: Need, unit: str = "") -> str:
    """至少 1 次, 超过 40 小时, 不低于 30%."""
    if need.percent:
        unit = ""
    tail = f" {unit}" if unit else ""

    def number(value: Fraction) -> str:
        return f"{show_number(value * 100)}%" if need.percent else show_number(value)

    if need.low is not None and need.high is not None:
        if need.low == need.high:
            return f"为 {number(need.low)}{tail}"
        return f"应有 {number(need.low)} 至 {number(need.high)}{tail}"
    if need.low is not None:
        word = "超过" if need.low_open else "不低于" if need.percent else "至少"
        return f"{word} {number(need.low)}{tail}"
    assert need.high is not None
    word = ("低于" if need.percent else "少于") if need.high_open else "不超过"
    return f"{word} {number(need.high)}{tail}"


# --- the sentence of a rule --------------------------------------------------------------------------


def sentence(rule: Rule, ledgers: Mapping[str, Ledger], roles: Mapping[str, Role]) -> str:
    """What the rule demands, in one plain sentence; its own title where its author gave one."""
    if rule.title:
        return rule.title
    subject, unit = subject_of(rule.counted, ledgers), unit_of(rule.counted, ledgers)
    when = _when(rule)
    if rule.each_record:
        return f"每{unit}{subject}都" + "，".join(_each_record(rule, ledgers, roles))
    if rule.denominator:
        return _share(rule, ledgers, when)
    needs = f"（每{unit}须有{show_demands(rule.counted.proofs, roles)}才计入）" if rule.counted.proofs else ""
    if rule.age:
        return f"{subject}：距最近一次不超过 {rule.age.title}"
    if rule.grade:
        return f"{_field(rule.counted, ledgers)}：最近一次{when}达到“{rule.grade.wanted}”或更好"
    assert rule.need is not None
    if rule.members:
        return f"{_each_member(rule, ledgers)}：{when}{subject}各{show_need(rule.need, unit)}{needs}"
    if rule.counted.measure is Measure.PRESENCE:
        return f"有{subject}" + (f"（{when}）" if when else "") + needs
    if rule.counted.measure is Measure.LATEST:
        return f"{subject}：最近一次的{_field(rule.counted, ledgers)}{when}{show_need(rule.need, unit)}"
    if rule.counted.measure is Measure.SUM and not rule.counted.subject:
        subject += f"的{_field(rule.counted, ledgers)}合计"
    if rule.counted.measure is Measure.DISTINCT and not rule.counted.subject:
        subject += f"的{_field(rule.counted, ledgers)}（不重复）"
    stated = "，并有零报告声明" if rule.statement else ""
    return f"{subject}：{when}{show_need(rule.need, unit)}{stated}{needs}"


def subject_of(counted: Counted, ledgers: Mapping[str, Ledger]) -> str:
    """What is counted, in words: its own, or the ledger's title with the conditions."""
    if counted.subject:
        return counted.subject
    ledger = ledgers.get(counted.ledger)
    if ledger is None:
        return counted.ledger
    conditions = "，".join(_condition(condition, ledger) for condition in counted.where)
    title = _filtered(counted.filters, ledger) if counted.filters else ledger.title
    return title + (f"（{conditions}）" if conditions else "")


def _filtered(names: Sequence[str], ledger: Ledger) -> str:
    """在职党员, 科级以上人员; a filter that is not there by the name that was asked for."""
    return words_of([find(ledger.filters, name) or NamedFilter(name, ()) for name in names])


def unit_of(counted: Counted, ledgers: Mapping[str, Ledger]) -> str:
    """In what is counted: its own word, the field's unit, 人 for people, 次 for what happens."""
    ledger = ledgers.get(counted.ledger)
    if counted.unit or ledger is None:
        return counted.unit
    if counted.measure in (Measure.SUM, Measure.LATEST) and counted.field in ledger.keys:
        return ledger.field(counted.field).unit
    if ledger.register:
        return "人" if Kind.PERSON in ledger.register.kinds else "个"
    return "次" if ledger.date_field else "条"


def show_demands(demands: Iterable[Demand], roles: Mapping[str, Role]) -> str:
    """签到表、现场照片 2 份、资金证明或物资证明."""
    shown = []
    for demand in demands:
        titles = "或".join(roles[role].title if role in roles else role for role in demand.roles)
        shown.append(titles + (f" {demand.wanted} 份" if demand.wanted > 1 else ""))
    return "、".join(shown)


def _field(counted: Counted, ledgers: Mapping[str, Ledger]) -> str:
    ledger = ledgers.get(counted.ledger)
    return ledger.field(counted.field).title if ledger and counted.field in ledger.keys else counted.field


def _condition(condition: Condition, ledger: Ledger) -> str:
    found = ledger.field(condition.field) if condition.field in ledger.keys else None
    title, values = found.title if found else condition.field, "或".join(map(str, condition.values))
    match condition.test:
        case Test.ONE_OF:
            if found and found.kind is Kind.YES_NO:
                return title if condition.values[0] in (True, "是") else f"非{title}"
            return f"{title}为{values}"
        case Test.CONTAINS:
            return f"{title}含" + "或".join(f"“{value}”" for value in condition.values)
        case Test.NOT:
            return f"{title}不是{values}"
        case Test.SET:
            return f"有{title}" if condition.values[0] else f"没有{title}"
        case Test.ON_OR_BEFORE:
            return f"{title}不晚于{values.replace('on', '当日')}"
        case Test.ON_OR_AFTER:
            return f"{title}不早于{values.replace('on', '当日')}"
        case Test.AT_LEAST:
            return f"{title}不少于 {values}"
        case Test.AT_MOST:
            return f"{title}不超过 {values}"


def _when(rule: Rule) -> str:
    """每两个月, 上半年（6月30日前）, 每年 3月31日前, 迎检日期前 4 个月内每半月."""
    every = rule.per.every if rule.per else ""
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


def _share(rule: Rule, ledgers: Mapping[str, Ledger], when: str) -> str:
    assert rule.denominator is not None and rule.need is not None
    top, bottom = subject_of(rule.counted, ledgers), subject_of(rule.denominator, ledgers)
    if rule.need.percent:
        return f"{top}占{bottom}的比例{when}{show_need(rule.need)}"
    return f"{top}按{bottom}平均，{when}{show_need(rule.need, unit_of(rule.counted, ledgers))}"


def _each_record(rule: Rule, ledgers: Mapping[str, Ledger], roles: Mapping[str, Role]) -> Iterator[str]:
    if rule.proofs:
        yield f"有{show_demands(rule.proofs, roles)}"
    ledger = ledgers.get(rule.counted.ledger)
    for condition in rule.must:
        shown = _condition(condition, ledger) if ledger else condition.field
        yield shown if shown.startswith(("有", "没有")) else f"符合“{shown}”"
    if rule.age:
        yield f"在近 {rule.age.title}内有{_field(rule.counted, ledgers)}"


def _each_member(rule: Rule, ledgers: Mapping[str, Ledger]) -> str:
    assert rule.members is not None
    if rule.members.values:
        return "、".join(rule.members.values)
    whose = Counted(rule.members.register, where=rule.members.where, filters=rule.members.filters)
    if whose.filters:
        return f"{subject_of(whose, ledgers)}每{unit_of(whose, ledgers)}"
    return f"每{unit_of(whose, ledgers)}（{subject_of(whose, ledgers)}）"


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
    waiting = [b for b in result.buckets if b.state is State.PENDING]
    running = [b for b in waiting if b.bucket.start <= frame.on]
    if not bad and not running:
        running = waiting[:1]
    if len(bad) > _LISTED:
        first, last = bad[0].bucket, bad[-1].bucket
        every = rule.per.every if rule.per else ""
        pieces = f"共 {len(bad)} 个时段未达标（{first.title}至{last.title}）"
        text = f"{subject}：{every}{_wanted(rule, frame)}，{pieces}"
        listed = [Lack(text, first.deadline, bad[0])]
    else:
        listed = [_lack(b, rule, frame, subject) for b in bad]
    return listed + [_lack(b, rule, frame, subject) for b in running]


def _wanted(rule: Rule, frame: Frame) -> str:
    return show_need(rule.need, unit_of(rule.counted, frame.ledgers)) if rule.need else ""


def _lack(result: BucketResult, rule: Rule, frame: Frame, subject: str) -> Lack:
    bucket = result.bucket
    due = ""
    if result.state is State.OVERDUE and bucket.deadline:
        due = f"（已于 {show_day(bucket.deadline, frame.on)} 逾期）"
    elif result.state is State.PENDING and bucket.deadline:
        due = f"（{show_day(bucket.deadline, frame.on)}前）"
    if result.state is State.UNJUDGED:
        return Lack(f"{subject}：无法判断（{result.reason}）", bucket.deadline, result)
    piece = bucket.title if rule.per or rule.window or rule.look_back else ""
    if len(rule.by) == 1 and len(frame.period.years) == 1:
        piece = ""  # the deadline says it
    if result.state is State.UNSTATED:
        return Lack(f"{subject}：{piece}{result.reason}", bucket.deadline, result)
    return Lack(f"{subject}：{piece}{_figures(result, rule, frame)}{due}", bucket.deadline, result)


def _figures(result: BucketResult, rule: Rule, frame: Frame) -> str:
    """缺 1 次; 为 13/52 = 25.0%，需不低于 30%，还差 3 人; 5 次中有 3 次缺时长证明."""
    unit = unit_of(rule.counted, frame.ledgers)
    if rule.each_record:
        assert isinstance(result.needed, Fraction) and isinstance(result.present, Fraction)
        number = show_number(result.needed - result.present)
        return f"{show_number(result.needed)} {unit}中有 {number} {unit}{_what_lacks(rule, frame)}"
    if rule.members:
        names = "、".join(result.lacking[:5]) + ("等" if len(result.lacking) > 5 else "")
        return f"{names}未达到（{len(result.lacking)} 个，需各{_wanted(rule, frame)}）"
    if result.present is None:
        return "还没有记录"
    if rule.grade:
        return f"最近一次为“{result.present}”，需“{rule.grade.wanted}”或更好"
    if rule.age:
        return f"最近一次在 {result.present}，已超过 {rule.age.title}"
    assert rule.need is not None and isinstance(result.present, Fraction)
    lacking = missing(result, rule.need)
    if result.denominator is not None and result.numerator is not None:
        division = f"{show_number(result.numerator)}/{show_number(result.denominator)}"
        shown = show_percent(result.present) if rule.need.percent else f"{show_number(result.present)} {unit}"
        more = f"，还差 {show_number(lacking)} {unit}" if lacking else ""
        return f"为 {division} = {shown.strip()}，需{show_need(rule.need, unit)}{more}"
    if lacking is None:
        return f"已有 {show_number(result.present)} {unit}，要求{show_need(rule.need, unit)}"
    if rule.counted.measure is Measure.COUNT or rule.counted.measure is Measure.PRESENCE:
        word = {State.OVERDUE: "缺", State.PENDING: "还需"}.get(result.state, "还差")
        return f"{word} {show_number(lacking)} {unit}"
    return f"现有 {show_number(result.present)} {unit}，需{show_need(rule.need, unit)}"


def _what_lacks(rule: Rule, frame: Frame) -> str:
    parts = []
    if rule.proofs:
        parts.append(f"缺{show_demands(rule.proofs, frame.roles)}")
    if rule.must:
        parts.append("不合要求")
    if rule.age:
        parts.append(f"超过 {rule.age.title}没有{_field(rule.counted, frame.ledgers)}")
    return "或".join(parts)


def show_fault(condition: Condition, value: Value, ledger: Ledger) -> str:
    """Why a record fails a condition: 作点评：否, 更新日期：2026-03-01, 更新日期未填."""
    found = ledger.field(condition.field)
    return f"{found.title}未填" if value in (None, "") else f"{found.title}：{show(found, value)}"
