"""What rules speak of, in words: numbers, days, subjects, units, conditions, proofs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from .conditions import WEEKDAYS
from .fields import Kind
from .ledgers import Ledger, Role
from .named_filters import NamedFilter, find, words_of
from .rules import Condition, Counted, Demand, Measure, Need, Test

DAYS_OF_WEEK = "一二三四五六日"


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
    percent = need.percent or unit == "%"
    tail = f" {unit}" if unit and not percent else ""

    def number(value: Fraction) -> str:
        shown = show_number(value * 100 if need.percent else value)
        return f"{shown}%" if percent else shown

    if need.low is not None and need.high is not None:
        if need.low == need.high:
            return f"为 {number(need.low)}{tail}"
        return f"应有 {number(need.low)} 至 {number(need.high)}{tail}"
    if need.low is not None:
        word = "超过" if need.low_open else "不低于" if percent else "至少"
        return f"{word} {number(need.low)}{tail}"
    assert need.high is not None
    word = ("低于" if percent else "少于") if need.high_open else "不超过"
    return f"{word} {number(need.high)}{tail}"


# --- what is counted ---------------------------------------------------------------------------------


def subject_of(counted: Counted, ledgers: Mapping[str, Ledger]) -> str:
    """What is counted, in words: its own, or the titles of the ledgers with the conditions."""
    if counted.subject:
        return counted.subject
    return "或".join(_one_subject(part, ledgers) for part in counted.parts)


def _one_subject(counted: Counted, ledgers: Mapping[str, Ledger]) -> str:
    if counted.subject:
        return counted.subject
    ledger = ledgers.get(counted.ledger)
    if ledger is None:
        return counted.ledger
    conditions = "，".join(condition_words(condition, ledger) for condition in counted.where)
    title = _filtered(counted.filters, ledger) if counted.filters else ledger.title
    return title + (f"（{conditions}）" if conditions else "")


def _filtered(names: Sequence[str], ledger: Ledger) -> str:
    """在职党员, 科级以上人员; a filter that is not there by the name that was asked for."""
    return words_of([find(ledger.filters, name) or NamedFilter(name, ()) for name in names])


def members_of(counted: Counted, ledgers: Mapping[str, Ledger]) -> str:
    """Each of a register: 每名在职人员, 每个股室, 名称含“病区”的科室，每个."""
    ledger = ledgers.get(counted.ledger)
    one = "名" if unit_of(counted, ledgers) == "人" else unit_of(counted, ledgers)
    if ledger is None:
        return f"每{one}{counted.ledger}"
    title = ledger.title
    for suffix in ("花名册", "名册", "台账", "登记表"):
        title = title.removesuffix(suffix) or title
    if counted.filters:
        title = _filtered(counted.filters, ledger)
    conditions = "，".join(condition_words(condition, ledger) for condition in counted.where)
    return f"{conditions}的{title}，每{one}" if conditions else f"每{one}{title}"


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


def field_of(counted: Counted, ledgers: Mapping[str, Ledger]) -> str:
    ledger = ledgers.get(counted.ledger)
    return ledger.field(counted.field).title if ledger and counted.field in ledger.keys else counted.field


def condition_words(condition: Condition, ledger: Ledger) -> str:
    found = ledger.field(condition.field) if condition.field in ledger.keys else None
    title, values = found.title if found else condition.field, "或".join(map(str, condition.values))
    if condition.other:
        return title + _compared(condition, ledger)
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
        case Test.WEEKDAY:
            return f"{title}在周" + "或周".join(
                DAYS_OF_WEEK[WEEKDAYS.index(str(v))] for v in condition.values
            )
        case Test.EQUALS | Test.NUMBER_OF:
            raise ValueError(f"{condition.test.value} looks at two fields")


def _compared(condition: Condition, ledger: Ledger) -> str:
    """等于参加人次的 200 倍, 与获奖名单的个数相符."""
    assert condition.other is not None
    key, times = condition.other.field, condition.other.times
    title = ledger.field(key).title if key in ledger.keys else key
    if condition.test is Test.NUMBER_OF:
        return f"与{title}的个数相符"
    word = {Test.EQUALS: "等于", Test.AT_LEAST: "不少于", Test.AT_MOST: "不超过"}[condition.test]
    return f"{word}{title}" + (f"的 {show_number(times)} 倍" if times != 1 else "")
