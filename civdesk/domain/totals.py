"""What totals are: sums, 人次 and 人 told apart, groups with their 其中, and money in another unit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from .fields import Field, Kind
from .ledgers import Ledger
from .numbers import show_number

# Groups by time; every other group is the key of a field.
TIMES = {"month": "月份", "quarter": "季度", "half_year": "半年", "year": "年份"}
NOTHING = "（未填）"
# How much of the smallest unit one of this is; only money is told in several.
_MONEY = {"元": 0, "万元": 4, "亿元": 8}
_ATTEND = re.compile("参加|参与|参训|参会|参赛|参学|成员|人员|名单|志愿者|学员|服务对象|慰问对象")
_VISITS = "people"  # the key of 参加人数 in every ledger


@dataclass(frozen=True, slots=True)
class Line:
    """The totals of some records.

    Attributes:
        title: of the group; keys: the values it stands for, as stored (None: nothing there).
        sums: as stored (amounts scaled), by field key; a field with nothing in it is left out.
        visits: 人次: who took part, counted each time: the number written down, else the length of the list
            of names. None where the ledger tells neither.
        people: 人: different names in those lists; None where the ledger has no list.
        outside: of `people`, those that no register knows.
        parts: 其中.
    """

    title: str
    count: int
    sums: Mapping[str, int] = field(default_factory=dict)
    visits: int | None = None
    people: int | None = None
    outside: int = 0
    keys: tuple[str | int | None, ...] = ()
    parts: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of a selection: all of it, and its groups.

    A record with several values in the field it is grouped by stands in each of their groups, so that
    groups may add up to more than the total. `strangers` are some of the names that no register knows.
    """

    ledger: Ledger
    by: tuple[str, ...]
    total: Line
    groups: tuple[Line, ...] = ()
    strangers: tuple[str, ...] = ()

    @property
    def added(self) -> tuple[Field, ...]:
        """The fields that are added up; 参加人数 is not among them where 人次 says more."""
        fields = summed(self.ledger)
        return tuple(f for f in fields if f.key != _VISITS) if self.total.visits is not None else fields


def summed(ledger: Ledger) -> tuple[Field, ...]:
    """The visible fields of a ledger that are added up."""
    return tuple(f for f in ledger.visible if f.totals and f.kind in (Kind.INTEGER, Kind.AMOUNT))


def attendees(ledger: Ledger) -> Field | None:
    """The field that names who took part, of those that hold people: not who leads or speaks."""
    lists = [f for f in ledger.visible if f.kind is Kind.PEOPLE]
    for one in lists:
        if one.key == "participants":
            return one
    for one in lists:
        if _ATTEND.search(one.title):
            return one
    title = ledger.field(ledger.title_field)
    return title if title.kind is Kind.PERSON else None


def visits(ledger: Ledger) -> Field | None:
    """The field that says how many took part."""
    return next((f for f in ledger.visible if f.key == _VISITS and f.kind is Kind.INTEGER), None)


def period_title(key: str | None, by: str) -> str:
    """2026年3月 of "2026-03", 2026年第1季度 of "2026-1" (quarter), 2026年上半年, 2026年."""
    if not key:
        return "（无日期）"
    year, _, part = key.partition("-")
    match by:
        case "month":
            return f"{year}年{int(part)}月"
        case "quarter":
            return f"{year}年第{part}季度"
        case "half_year":
            return f"{year}年{'上' if part == '1' else '下'}半年"
        case _:
            return f"{year}年"


def unit_of(one: Field, unit: str = "") -> str:
    """The unit in which a field is told when `unit` is asked for: its own where that does not fit."""
    return unit if unit in _MONEY and one.unit in _MONEY else one.unit


def amount_in(one: Field, value: int, unit: str = "") -> str:
    """A stored number in a unit, exactly: 1234567 分 of 元 are 1.234567 万元."""
    target = unit_of(one, unit)
    if target == one.unit:
        return show_number(value, one.decimals)
    number = Decimal(value).scaleb(_MONEY[one.unit] - _MONEY[target] - one.decimals)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def table(totals: Totals, unit: str = "") -> list[list[str]]:
    """The totals as rows of texts, head first, the total last; 其中 stands under its group."""
    head = [by_title(totals.ledger, totals.by[0]) if totals.by else "", "条数"]
    fields = totals.added
    for one in fields:
        said = unit_of(one, unit)
        head.append(f"{one.title}（{said}）" if said else one.title)
    with_visits, with_people = totals.total.visits is not None, totals.total.people is not None
    head += ["人次"] * with_visits + ["人（按名单）"] * with_people

    def row(line: Line, title: str) -> list[str]:
        cells = [title, str(line.count)]
        cells += [amount_in(f, line.sums[f.key], unit) if f.key in line.sums else "" for f in fields]
        cells += [str(line.visits or 0)] * with_visits
        # No names written down is not nobody: where some took part the cell stays empty.
        people = str(line.people or ("" if line.visits else 0))
        return cells + [people] * with_people

    rows = [head]
    for line in (*totals.groups, totals.total):
        rows.append(row(line, line.title))
        rows += [row(part, f"　其中：{part.title}") for part in line.parts]
    return rows


def by_title(ledger: Ledger, by: str) -> str:
    """What a group is called: 月份, or the title of the field."""
    return TIMES.get(by) or ledger.field(by).title
