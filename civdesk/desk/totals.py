"""Totals over any selection: exact sums, 人次 and 人 told apart, by group with their 其中."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ..domain import fields
from ..domain.fields import LIST_KINDS, FieldError
from ..domain.ledgers import Ledger
from ..domain.rules import Condition, Test
from ..domain.selecting import Selection
from ..domain.text import normal
from ..domain.totals import NOTHING, TIMES, Line, Totals, amount_in, attendees, period_title, summed, unit_of
from ..errors import WrongUse
from ..store import grouping, ledgers
from ..store import totals as store
from ..store.totals import Keys, Tally
from ..store.workspace import Workspace
from . import records

_STRANGERS = 200  # names that are listed; the others are only counted


def totals(
    ws: Workspace, ledger_key: str, selection: Selection = ledgers.EVERY, by: Sequence[str] = ()
) -> Totals:
    """The totals of the selected records, grouped by a field or a time (domain.totals.TIMES), inside it by
    another (其中).

    Raises WrongUse for an unknown ledger or field, or a time where records have no date.
    """
    book = records.ledger(ws, ledger_key)
    groups = tuple(_group(book, one) for one in by)
    db = ws.reader()
    known = _known(ws, book)
    (all_of_it,) = store.tallies(db, book, selection, ())
    everybody = _people(store.names(db, book, selection, groups), len(groups)) if attendees(book) else None
    whole = _line(all_of_it, "合计", everybody, (), known)
    strangers = sorted(_outside(everybody[()], known)) if everybody else []
    lines: list[Line] = []
    if groups:
        parts: dict[Keys, list[Line]] = defaultdict(list)
        if len(groups) > 1:
            for tally in _sorted(book, groups, store.tallies(db, book, selection, groups)):
                title = _title(book, groups[1], tally.keys[1])
                parts[tally.keys[:1]].append(_line(tally, title, everybody, tally.keys, known))
        for tally in _sorted(book, groups[:1], store.tallies(db, book, selection, groups[:1])):
            title = _title(book, groups[0], tally.keys[0])
            lines.append(_line(tally, title, everybody, tally.keys, known, parts[tally.keys]))
    return Totals(book, groups, whole, tuple(lines), tuple(strangers[:_STRANGERS]))


def conditions_of(book: Ledger, where: Mapping[str, object]) -> tuple[Condition, ...]:
    """字段=值 as conditions: equal to the value, nothing there where it is empty; of a list, every item of
    the value is in it. Raises WrongUse."""
    found = []
    for name, raw in where.items():
        one = records.field_of(book, name)
        try:
            value = fields.read(one, raw).value
        except FieldError as error:
            raise WrongUse(f"{one.title}：{error}") from error
        items = value if isinstance(value, list) else ["" if value is None else value]
        found += [Condition(one.key, Test.ONE_OF, (item,)) for item in items]
    return tuple(found)


def groupings(book: Ledger) -> dict[str, str]:
    """What records can be grouped by: key → title; times first, then fields whose values repeat."""
    times = dict(TIMES) if book.date_field else {}
    kinds = {
        fields.Kind.CHOICE,
        fields.Kind.DEPARTMENT,
        fields.Kind.PERSON,
        fields.Kind.PLACE,
        fields.Kind.YES_NO,
        *LIST_KINDS,
    }
    return times | {f.key: f.title for f in book.visible if f.kind in kinds}


def plain(found: Totals, unit: str = "") -> dict[str, object]:
    """The totals as JSON has them: `visits` is 人次, `people` 人; amounts exact, in their unit."""
    units = {f.key: unit_of(f, unit) for f in summed(found.ledger)}

    def number(key: str, value: int) -> int | float:
        text = amount_in(found.ledger.field(key), value, unit)
        return float(text) if "." in text else int(text)

    def line(one: Line) -> dict[str, object]:
        made: dict[str, object] = {"title": one.title, "count": one.count}
        made["sums"] = {key: number(key, value) for key, value in one.sums.items()}
        made |= {"visits": one.visits, "people": one.people, "outside": one.outside}
        if one.parts:
            made["parts"] = [line(part) for part in one.parts]
        return made

    return {
        "ledger": found.ledger.key,
        "by": list(found.by),
        "units": units,
        "total": line(found.total),
        "groups": [line(one) for one in found.groups],
    }


def _group(book: Ledger, name: str) -> str:
    if name in TIMES:
        if not book.date_field:
            raise WrongUse(f"《{book.title}》没有日期，不能按{TIMES[name]}分组。")
        return name
    return records.field_of(book, name).key


def _known(ws: Workspace, book: Ledger) -> frozenset[str]:
    """The names and words for groups that a register knows, as they are compared."""
    who = attendees(book)
    if who is None:
        return frozenset()
    return frozenset(map(normal, grouping.known(ws.reader(), who.kind)))


def _people(named: Mapping[Keys, set[str]], depth: int) -> dict[Keys, dict[str, str]]:
    """For all, for each group and each part of it: the different names, by the form they are compared in."""
    found: dict[Keys, dict[str, str]] = defaultdict(dict)
    for keys, names in named.items():
        forms = {normal(name): name for name in names}
        for length in range(depth + 1):
            found[keys[:length]].update(forms)
    return found


def _outside(people: Mapping[str, str], known: frozenset[str]) -> list[str]:
    return [name for form, name in people.items() if form not in known]


def _line(
    tally: Tally,
    title: str,
    everybody: Mapping[Keys, dict[str, str]] | None,
    keys: Keys,
    known: frozenset[str],
    parts: Sequence[Line] = (),
) -> Line:
    people, outside = None, 0
    if everybody is not None:
        named = everybody.get(keys, {})
        people, outside = len(named), len(_outside(named, known))
    return Line(title, tally.count, tally.sums, tally.visits, people, outside, keys, tuple(parts))


def _title(book: Ledger, by: str, key: str | int | None) -> str:
    if by in TIMES:
        return period_title(None if key is None else str(key), by)
    return fields.show(book.field(by), key) or NOTHING


def _sorted(book: Ledger, by: Sequence[str], found: list[Tally]) -> list[Tally]:
    """Times in their order, values as the field offers them, then the most frequent; nothing last."""

    def rank(one: str, key: str | int | None, count: int) -> tuple[object, ...]:
        if one in TIMES:
            return (key is None, str(key or ""))
        choices = book.field(one).choices
        place = choices.index(key) if isinstance(key, str) and key in choices else len(choices)
        return (key is None, place, -count, str(key or ""))

    return sorted(found, key=lambda tally: rank(by[-1], tally.keys[-1], tally.count))
