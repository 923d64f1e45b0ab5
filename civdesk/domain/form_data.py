"""Forms of inspection from data and back: what is wrong is said with its exact place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from .definition_errors import DefinitionError
from .forms import (
    EVERY_DAY,
    HOW,
    PASS,
    WORKDAYS,
    Finding,
    Flag,
    Form,
    Item,
    Pause,
    RecordTo,
    Subject,
    show_points,
)
from .numbers import NumberError, read_number
from .periods import Per

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")

# --- reading -----------------------------------------------------------------------------------------

_PLAIN = (
    "position",
    "help",
    "per",
    "times",
    "days",
    "pass_from",
    "feeds",
    "flags_per",
    "flags_kind",
    "talk_below",
    "hidden",
)
_TIMES = ("since", "pauses")
_PARTS = ("refs", "variants", "subject", "problem", "record", "flags", "items")
_FORM = ("key", "title", "group", *_PLAIN, *_TIMES, *_PARTS)
_LIMITS = ("points", "pass_from", "at_least", "at_most", "red_line")
_ITEM = ("key", "title", "how", "group", *_LIMITS, "standard", "ref", "field", "problem_kind", "hidden")


def read_form(data: Mapping[str, Any]) -> Form:
    """A form from its data; raises DefinitionError with the exact place."""
    _only(data, _FORM, "")
    for name in ("key", "title", "group"):
        if not _text(data, name, ""):
            raise DefinitionError(name, "missing" if name not in data else "empty")
    key = _key(data["key"], "key")
    per = _text(data, "per", "")
    if per and per not in [one for one in Per if one is not Per.CYCLE]:
        raise DefinitionError("per", f"unknown kind {per!r}")
    flags_per = _text(data, "flags_per", "") or "month"
    if flags_per not in ("month", "quarter", "half_year", "year"):
        raise DefinitionError("flags_per", f"unknown kind {flags_per!r}")
    days = _text(data, "days", "") or WORKDAYS
    if days not in (WORKDAYS, EVERY_DAY):
        raise DefinitionError("days", f"unknown kind {days!r}")
    pass_from = _whole(data, "pass_from", "", PASS)
    items = tuple(_item(one, f"items[{n}]", pass_from) for n, one in enumerate(_tables(data, "items")))
    _unique((one.key for one in items), "items")
    feeds = _text(data, "feeds", "")
    if feeds == key:
        raise DefinitionError("feeds", f"{feeds!r} is key already")
    return Form(
        key=key,
        title=data["title"],
        group=data["group"],
        items=items,
        position=_whole(data, "position", "", 0),
        help=_text(data, "help", ""),
        refs=_texts(data, "refs", ""),
        per=per,
        times=max(1, _whole(data, "times", "", 1)),
        days=days,
        since=_day(data, "since", "") if "since" in data else None,
        pauses=tuple(_pause(one, f"pauses[{n}]") for n, one in enumerate(_tables(data, "pauses"))),
        variants=_texts(data, "variants", ""),
        pass_from=pass_from,
        subject=_subject(_table(data, "subject")),
        finding=_finding(_table(data, "problem")),
        record=_record(_table(data, "record")) if "record" in data else None,
        feeds=feeds,
        flags=tuple(_flag(one, f"flags[{n}]") for n, one in enumerate(_tables(data, "flags"))),
        flags_per=flags_per,
        flags_kind=_text(data, "flags_kind", "") or "流动红旗",
        talk_below=_whole(data, "talk_below", "", 0),
        hidden=_flagged(data, "hidden", ""),
    )


def _item(data: Mapping[str, Any], place: str, pass_from: int) -> Item:
    _only(data, _ITEM, place)
    for name in ("key", "title"):
        if not _text(data, name, place):
            raise DefinitionError(f"{place}.{name}", "missing" if name not in data else "empty")
    how = _text(data, "how", place) or "yes_no"
    if how not in HOW:
        raise DefinitionError(f"{place}.how", f"unknown kind {how!r}")
    points = _points(data, place)
    if how == "score" and not points:
        raise DefinitionError(f"{place}.points", "missing")
    return Item(
        key=_key(data["key"], f"{place}.key"),
        title=data["title"],
        how=how,
        group=_text(data, "group", place),
        points=points,
        pass_from=_whole(data, "pass_from", place, pass_from),
        at_least=_whole(data, "at_least", place, 0) if "at_least" in data else None,
        at_most=_whole(data, "at_most", place, 0) if "at_most" in data else None,
        red_line=_flagged(data, "red_line", place),
        standard=_text(data, "standard", place),
        ref=_text(data, "ref", place),
        field=_text(data, "field", place),
        problem_kind=_text(data, "problem_kind", place),
        hidden=_flagged(data, "hidden", place),
    )


def _points(data: Mapping[str, Any], place: str) -> int:
    value = data.get("points", 0)
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise DefinitionError(f"{place}.points", f"expected int, not {value!r}")
    try:
        points = read_number(value, decimals=2)
    except NumberError as error:
        raise DefinitionError(f"{place}.points", f"expected int, not {value!r}") from error
    if points < 0:
        raise DefinitionError(f"{place}.points", f"expected 0 or more, not {value}")
    return points


def _pause(data: Mapping[str, Any], place: str) -> Pause:
    _only(data, ("start", "end", "why"), place)
    start, end = _day(data, "start", place), _day(data, "end", place)
    if end < start:
        raise DefinitionError(f"{place}.end", "before start")
    return Pause(start, end, _text(data, "why", place))


def _subject(data: Mapping[str, Any]) -> Subject:
    _only(data, ("register", "filter", "only"), "subject")
    return Subject(
        _text(data, "register", "subject"), _text(data, "filter", "subject"), _texts(data, "only", "subject")
    )


def _finding(data: Mapping[str, Any]) -> Finding:
    _only(data, ("kind", "source", "days"), "problem")
    return Finding(
        _text(data, "kind", "problem"),
        _text(data, "source", "problem") or Finding().source,
        _whole(data, "days", "problem", 0),
    )


def _record(data: Mapping[str, Any]) -> RecordTo:
    _only(data, ("ledger", "values"), "record")
    if not _text(data, "ledger", "record"):
        raise DefinitionError("record.ledger", "missing")
    values = data.get("values", {})
    if not isinstance(values, Mapping):
        raise DefinitionError("record.values", f"expected a table, not {values!r}")
    return RecordTo(data["ledger"], {key: _text(values, key, "record.values") for key in values})


def _flag(data: Mapping[str, Any], place: str) -> Flag:
    _only(data, ("outcome", "quota", "worst", "below"), place)
    if not _text(data, "outcome", place):
        raise DefinitionError(f"{place}.outcome", "missing")
    quota, below = _whole(data, "quota", place, 1), _whole(data, "below", place, 0)
    return Flag(data["outcome"], quota, _flagged(data, "worst", place), below)


# --- writing -----------------------------------------------------------------------------------------


def form_data(form: Form) -> dict[str, Any]:
    """The data that `read_form` reads the same form from; what is as it would be anyway is left out."""
    data: dict[str, Any] = {"key": form.key, "title": form.title, "group": form.group}
    plain = Form(form.key, form.title, form.group)
    for name in _PLAIN:
        if getattr(form, name) != getattr(plain, name):
            data[name] = getattr(form, name)
    if form.since:
        data["since"] = form.since.isoformat()
    if form.pauses:
        data["pauses"] = [
            {"start": one.start.isoformat(), "end": one.end.isoformat(), "why": one.why}
            for one in form.pauses
        ]
    if form.refs:
        data["refs"] = list(form.refs)
    if form.variants:
        data["variants"] = list(form.variants)
    if form.subject != Subject():
        data["subject"] = _slim({"register": form.subject.register, "filter": form.subject.filter})
        data["subject"] |= {"only": list(form.subject.only)} if form.subject.only else {}
    if form.finding != Finding():
        data["problem"] = {
            "kind": form.finding.kind,
            "source": form.finding.source,
            "days": form.finding.days,
        }
    if form.record:
        data["record"] = {"ledger": form.record.ledger, "values": dict(form.record.values)}
    if form.flags:
        data["flags"] = [
            {"outcome": one.outcome, "quota": one.quota, "worst": one.worst, "below": one.below}
            for one in form.flags
        ]
    data["items"] = [_item_data(one, form.pass_from) for one in form.items]
    return data


def _item_data(item: Item, pass_from: int) -> dict[str, Any]:
    plain = Item(item.key, item.title, pass_from=pass_from)
    data: dict[str, Any] = {"key": item.key, "title": item.title}
    for name in _ITEM[2:]:
        value = getattr(item, name)
        if value != getattr(plain, name):
            data[name] = show_points(value) if name == "points" else value
    return data


# --- the pieces of reading ---------------------------------------------------------------------------


def _only(data: Mapping[str, Any], known: Sequence[str], place: str) -> None:
    for key in data:
        if key not in known:
            raise DefinitionError(f"{place}.{key}".strip("."), f"unknown key; known are {', '.join(known)}")


def _key(key: str, place: str) -> str:
    if not _KEY.fullmatch(key):
        raise DefinitionError(place, f"{key!r} is not lower-case letters, digits and _, a letter first")
    return key


def _unique(keys: Iterable[str], place: str) -> None:
    seen: set[str] = set()
    for n, key in enumerate(keys):
        if key in seen:
            raise DefinitionError(f"{place}[{n}].key", f"{key!r} stands there twice")
        seen.add(key)


def _text(data: Mapping[str, Any], name: str, place: str) -> str:
    value = data.get(name, "")
    if not isinstance(value, str):
        raise DefinitionError(f"{place}.{name}".strip("."), f"expected a text, not {value!r}")
    return value.strip()


def _texts(data: Mapping[str, Any], name: str, place: str) -> tuple[str, ...]:
    value = data.get(name, [])
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise DefinitionError(f"{place}.{name}".strip("."), f"expected a list of texts, not {value!r}")
    return tuple(value)


def _day(data: Mapping[str, Any], name: str, place: str) -> date:
    value = data.get(name)
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise DefinitionError(f"{place}.{name}".strip("."), f"expected a date, not {value!r}") from error


def _whole(data: Mapping[str, Any], name: str, place: str, otherwise: int) -> int:
    value = data.get(name, otherwise)
    where = f"{place}.{name}".strip(".")
    if isinstance(value, bool) or not isinstance(value, int):
        raise DefinitionError(where, f"expected int, not {value!r}")
    if value < 0:
        raise DefinitionError(where, f"expected 0 or more, not {value}")
    return value


def _flagged(data: Mapping[str, Any], name: str, place: str) -> bool:
    value = data.get(name, False)
    if not isinstance(value, bool):
        raise DefinitionError(f"{place}.{name}".strip("."), f"expected bool, not {value!r}")
    return value


def _table(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = data.get(name, {})
    if not isinstance(value, Mapping):
        raise DefinitionError(name, f"expected a table, not {value!r}")
    return value


def _tables(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = data.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
        raise DefinitionError(name, f"expected a list of tables, not {value!r}")
    return value


def _slim(data: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in data.items() if value}
