"""What helps to enter the next record: what repeats, the next number, a copy, one that is there already."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from ..domain import fields, numbering
from ..domain.fields import Field, FieldError, Kind
from ..domain.ledgers import Ledger
from ..store import ledgers, picking
from ..store.grouping import NAMED
from ..store.workspace import Workspace
from . import records
from .picking import NUMBER, texts_of

# What the next record often has again. Never numbers, dates or 是/否: a wrong one would not be noticed.
_REPEATS = frozenset({*NAMED, Kind.CHOICE, Kind.CHOICES, Kind.TEXT, Kind.SPAN})
# Dates that come after the date of their record.
_LATER = frozenset({"ended_on", "finished_on", "deadline", "expires_on"})


def again(ws: Workspace, ledger: Ledger) -> dict[str, str]:
    """What the next record may take over from the one entered last, as typed, by field key: what often
    repeats, and of numbers the one that follows."""
    record = ledgers.last(ws.reader(), ledger)
    if record is None:
        return {}
    found = {
        one.key: fields.show(one, record.values.get(one.key))
        for one in ledger.visible
        if one.kind in _REPEATS and one.key not in (ledger.title_field, NUMBER)
    }
    for one in ledger.visible:
        if _numbers(one):
            found[one.key] = following(ws, ledger, one)
    return {key: text for key, text in found.items() if text}


def following(ws: Workspace, ledger: Ledger, field: Field) -> str:
    """The first free number after the one entered last; "" where that does not end with digits."""
    db = ws.reader()
    last = next(texts_of(picking.recent(db, ledger, field, 1)), "")
    number = numbering.next_number(last)
    while number and picking.holds(db, ledger, field, number):
        number = numbering.next_number(number)
    return number


def copied(ws: Workspace, ledger: Ledger, shown: Mapping[str, str]) -> dict[str, str]:
    """A record as the beginning of a new one: all of it but its dates, which nobody could tell from typed
    ones, and its number, for which the next one stands."""
    kept = {}
    for one in ledger.visible:
        if _numbers(one):
            kept[one.key] = following(ws, ledger, one)
        elif one.kind is not Kind.DATE:
            kept[one.key] = shown.get(one.key, "")
    return {key: text for key, text in kept.items() if text}


def alike(
    ws: Workspace, ledger: Ledger, title: str, day: str, but: str = "", *, year: int | None = None
) -> str | None:
    """The id of another record of the same title on the same day, as typed; None where there is none.
    A day without a year takes `year`."""
    if not (ledger.date_field and title.strip() and day.strip()):
        return None
    try:
        name = fields.read(ledger.field(ledger.title_field), title).value
        on = fields.read(ledger.field(ledger.date_field), day, year=year).value
    except FieldError:
        return None
    if not isinstance(name, str) or not isinstance(on, str):
        return None
    return picking.alike(ws.reader(), ledger, name, on, but)


def kept(ws: Workspace, ledger: Ledger, keys: Collection[str]) -> dict[str, str]:
    """The fields that the clerk pinned, as the record entered last has them; of a number the next one."""
    last = records.last_values(ws, ledger.key) if keys else {}
    found = {one.key: last.get(one.key, "") for one in ledger.visible if one.key in keys}
    for one in ledger.visible:
        if one.key in found and _numbers(one):
            found[one.key] = following(ws, ledger, one)
    return {key: text for key, text in found.items() if text}


def out_of_order(ledger: Ledger, typed: Mapping[str, str], today: date) -> dict[str, tuple[str, bool]]:
    """Dates before the one they follow, by field key: a sentence, and whether it keeps the record from being
    saved (a membership that ends before it begins) or only looks odd (an end before the day)."""
    pairs = [(ledger.date_field, key, False) for key in ledger.keys if key in _LATER]
    if ledger.register:
        pairs.append((ledger.register.start, ledger.register.end, True))
    found = {}
    for first, then, refused in pairs:
        if not (typed.get(first, "").strip() and typed.get(then, "").strip()):
            continue
        values, problems, _ = records.read_values(
            ledger, {first: typed[first], then: typed[then]}, today=today, year=today.year
        )
        start, end = values.get(first), values.get(then)
        if not problems and isinstance(start, str) and isinstance(end, str) and end < start:
            found[then] = (f"早于“{ledger.field(first).title}”，请核对", refused)
    return found


def _numbers(field: Field) -> bool:
    return field.kind is Kind.NUMBER or field.key == NUMBER
