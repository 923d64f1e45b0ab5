"""The rules that the sentences of a standard ask for, indicator by indicator."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from .. import resources
from ..domain.ledgers import read_roles
from ..domain.proposing import propose
from ..domain.proposing_clause import Proposed
from ..domain.proposing_numbers import amounts, cadence
from ..domain.proposing_words import Vocabulary, vocabulary
from ..domain.standard_codes import split_code
from ..domain.standards import Indicator, Standard
from ..store import ledgers

_HALVES = ("01-01", "07-01", "12-31")


def words(db: sqlite3.Connection) -> Vocabulary:
    """What this desk recognises in a sentence: its ledgers, and the words that ship."""
    roles = read_roles(resources.toml("roles.toml"))
    return vocabulary(resources.toml("proposing.toml"), ledgers.definitions(db), roles)


def from_indicators(
    db: sqlite3.Connection, standard: Standard
) -> tuple[tuple[tuple[str, Proposed], ...], tuple[tuple[str, str], ...]]:
    """The rules that are asked for, and the sentences with numbers from which none was read, both with the
    code of the indicator. What is asked of a parent that its children repeat (criteria of one cell) is read
    at the children only."""
    known = words(db)
    parents = {one.parent for one in standard.indicators}
    asked: list[tuple[str, Proposed]] = []
    unread: list[tuple[str, str]] = []
    for one in standard.indicators:
        repeated = one.code in parents and _repeated(standard, one)
        titles = _titles(standard, one)
        lines = _texts(replace(one, asked="") if repeated else one, leaf=one.code not in parents)
        read = propose("\n".join(lines), titles, known)
        found = [_dated(proposed, one) for proposed in read.proposed]
        if one.code not in parents and all(proposed.rule.get("each") == "record" for proposed in found):
            found += _by_its_day(one, titles, known)
        asked += [(one.code, proposed) for proposed in found]
        unread += [(one.code, sentence) for sentence in read.unread]
    return tuple(asked), tuple(unread)


def _repeated(standard: Standard, one: Indicator) -> bool:
    return any(child.asked and child.asked in one.asked for child in standard.children(one.code))


def _texts(one: Indicator, *, leaf: bool) -> Iterator[str]:
    """What an indicator asks, line by line without the numbers in front; its title too where that asks
    something (主题宣传5处以上)."""
    said = [line for text in (one.asked, one.requirement) for line in text.split("\n") if line.strip()]
    if leaf and (not one.asked or amounts(one.title)):
        yield one.title
    for line in said:
        code, rest = split_code(line)
        yield rest if code.relative else line


def _titles(standard: Standard, one: Indicator) -> list[str]:
    """Its title and those above it, the nearest first."""
    titles = [one.title]
    while one.parent:
        one = standard.indicator(one.parent)
        titles.append(one.title)
    return titles


# --- the days of the column beside it ----------------------------------------------------------------


def _dated(proposed: Proposed, one: Indicator) -> Proposed:
    """A rule whose deadlines stand in a column of their own: 每半年1次, with 6月底前；11月底前 beside it."""
    days = [due.date for due in one.due if len(due.date) == 5]
    rule: Mapping[str, Any] = proposed.rule
    if "by" in rule or "each" in rule or "numerator" in rule or not days or "look_back" in rule:
        return proposed
    halves = rule.get("per") == "half_year" and len(days) == 2
    if halves and _HALVES[0] <= days[0] < _HALVES[1] <= days[1] <= _HALVES[2]:
        return replace(proposed, rule={**rule, "by": days})
    # 全年不少于3次 is of the whole year, whatever else is due earlier.
    if rule.get("per") == "year" and len(days) == 1 and not cadence(proposed.sentence):
        return replace(proposed, rule={**rule, "by": days[0]})
    return proposed


def _by_its_day(one: Indicator, titles: list[str], known: Vocabulary) -> Iterator[Proposed]:
    """An indicator that says no more than what is to be done, with one day by which it is: once, by then."""
    if len(one.due) != 1 or len(one.due[0].date) != 5 or one.due[0].date == "12-31":
        return
    phrase = one.due[0].phrase.removesuffix("前")
    read = propose(f"{phrase}前开展{one.title}", titles[1:], known)
    yield from (proposed for proposed in read.proposed if proposed.rule.get("by") == one.due[0].date)
