"""A selection that can be kept under a name: its times stay words (本年), and it can say itself in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from .fields import Kind, show
from .ledgers import Ledger
from .named_filters import find
from .periods import add_months, month_end
from .rules import Condition, Test
from .selecting import Selection

# Times that move with the calendar; any other is "start/end" with dates, an end may be open.
PERIODS = {"year": "本年", "last_year": "上年", "quarter": "本季", "month": "本月"}
TODAY = "today"
# The parts of a filter that are no condition of a field; no key of a field has a colon.
TEXT, PERIOD, ON, LACKING, NAMED = "text:", "period:", "on:", "lacking:", "named:"


@dataclass(frozen=True, slots=True)
class Filter:
    """What the clerk asked the list for.

    Attributes:
        period: a word of PERIODS or "start/end"; "" for all times.
        on: of a register, "today" or a date: who is a member then; "" for everybody who ever was.
        named: titles of filters that the ledger's definition has.
        order: a field key or store.selecting.BY_PROOFS; "" for the ledger's own order.
    """

    name: str = ""
    text: str = ""
    conditions: tuple[Condition, ...] = ()
    period: str = ""
    on: str = ""
    lacking: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    order: str = ""
    descending: bool = False

    def selection(self, today: date, ledger: Ledger) -> Selection:
        """What it selects in a ledger on a day."""
        start, end = days_of(self.period, today)
        on = today if self.on == TODAY else _day(self.on)
        named = tuple(one for name in self.named if (one := find(ledger.filters, name)))
        day = today if named else None
        return Selection(self.text, self.conditions, start, end, on, self.lacking, named, day)

    @property
    def selects(self) -> bool:
        """Whether it leaves anything out."""
        return self != Filter(self.name, order=self.order, descending=self.descending)

    def without(self, part: str) -> Filter:
        """The same without what it asks of one field, or without its text, period, "named:党员" …"""
        if part.startswith(NAMED):
            return replace(self, named=tuple(one for one in self.named if f"{NAMED}{one}" != part))
        match part:
            case "text:":
                return replace(self, text="")
            case "period:":
                return replace(self, period="")
            case "on:":
                return replace(self, on="")
            case "lacking:":
                return replace(self, lacking=())
        return replace(self, conditions=tuple(c for c in self.conditions if c.field != part))

    def having(self, part: str, *conditions: Condition) -> Filter:
        """The same with these conditions in the place of what it asked of the field."""
        return replace(self, conditions=(*self.without(part).conditions, *conditions))

    def of(self, part: str) -> tuple[Condition, ...]:
        """What it asks of one field."""
        return tuple(c for c in self.conditions if c.field == part)


def days_of(period: str, today: date) -> tuple[date | None, date | None]:
    """The first and the last day of a period; None where it is open."""
    match period:
        case "year":
            return date(today.year, 1, 1), date(today.year, 12, 31)
        case "last_year":
            return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
        case "quarter":
            first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
            last = add_months(first, 2)
            return first, month_end(last.year, last.month)
        case "month":
            return today.replace(day=1), month_end(today.year, today.month)
    start, _, end = period.partition("/")
    return _day(start), _day(end)


def period_words(period: str) -> str:
    """本年; 2026-01-01 至 2026-03-31; 2026-01-01 以来."""
    if period in PERIODS:
        return PERIODS[period]
    start, _, end = period.partition("/")
    if start and end:
        return start if start == end else f"{start} 至 {end}"
    return f"{start} 以来" if start else f"{end} 以前"


def words(ledger: Ledger, asked: Filter, roles: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each part of a filter with the words for it: ("department", "科室：办公室、综合股"). The text that is
    typed in its own field is not among them."""
    said: list[tuple[str, str]] = []
    if asked.period and ledger.date_field:
        said.append((PERIOD, f"时间：{period_words(asked.period)}"))
    if asked.on:
        said.append((ON, "在册：今天" if asked.on == TODAY else f"在册：{asked.on}"))
    said += [(f"{NAMED}{name}", name) for name in asked.named]
    for key in dict.fromkeys(c.field for c in asked.conditions):
        field = ledger.field(key)
        said.append((key, f"{field.title}：{_conditions_words(ledger, key, asked.of(key))}"))
    if asked.lacking:
        said.append((LACKING, "缺：" + "、".join(roles.get(role, role) for role in asked.lacking)))
    return said


def _conditions_words(ledger: Ledger, key: str, conditions: tuple[Condition, ...]) -> str:
    field = ledger.field(key)

    def shown(condition: Condition) -> list[str]:
        if condition.test is Test.SET:
            return []
        return [_shown(ledger, key, value) or "空白" for value in condition.values]

    low = next((shown(c)[0] for c in conditions if c.test is Test.AT_LEAST), "")
    high = next((shown(c)[0] for c in conditions if c.test is Test.AT_MOST), "")
    parts = []
    if low and high:
        parts.append(low if low == high else f"{low} 至 {high}")
    elif low or high:
        after, before = ("以来", "以前") if field.kind is Kind.DATE else ("以上", "以下")
        parts.append(f"{low} {after}" if low else f"{high} {before}")
    for condition in conditions:
        match condition.test:
            case Test.ONE_OF:
                listed = shown(condition)
                more = f" 等 {len(listed)} 项" if len(listed) > 4 else ""
                parts.append("、".join(listed[:4]) + more)
            case Test.NOT:
                parts.append("不是" + "、".join(shown(condition)))
            case Test.CONTAINS:
                parts.append("包含" + "、".join(f"“{one}”" for one in shown(condition)))
            case Test.SET:
                parts.append("已填" if condition.values[0] else "空白")
    return "，".join(parts)


def _shown(ledger: Ledger, key: str, value: str | int | bool | float) -> str:
    return show(ledger.field(key), int(value) if isinstance(value, bool | float) else value)


# --- kept as data ------------------------------------------------------------------------------------


def filter_data(asked: Filter) -> dict[str, Any]:
    """The filter as JSON has it; `read_filter` reads it back."""
    return {
        "name": asked.name,
        "text": asked.text,
        "conditions": [
            {"field": c.field, "test": c.test.value, "values": [*c.values]} for c in asked.conditions
        ],
        "period": asked.period,
        "on": asked.on,
        "lacking": [*asked.lacking],
        "named": [*asked.named],
        "order": asked.order,
        "descending": asked.descending,
    }


def read_filter(data: Mapping[str, Any], ledger: Ledger) -> Filter:
    """The filter that was kept, without what it asks of fields and proofs that the ledger no longer has."""
    conditions = tuple(
        Condition(one["field"], Test(one["test"]), tuple(one["values"])) for one in data.get("conditions", ())
    )
    order = str(data.get("order", ""))
    return Filter(
        name=str(data.get("name", "")),
        text=str(data.get("text", "")),
        conditions=tuple(c for c in conditions if c.field in ledger.keys),
        period=str(data.get("period", "")),
        on=str(data.get("on", "")),
        lacking=tuple(r for r in data.get("lacking", ()) if r in {p.role for p in ledger.proofs}),
        named=tuple(name for name in data.get("named", ()) if find(ledger.filters, name)),
        order=order if order in ledger.keys or ":" in order else "",
        descending=bool(data.get("descending", False)),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
