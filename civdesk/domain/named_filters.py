"""Filters that a ledger's definition names (在职, 党员); rules, lists and groups use them by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from .conditions import Alternatives, check_conditions, conditions_table, read_conditions, stored
from .definition_errors import DefinitionError
from .fields import Field
from .text import normal

_KEYS = frozenset({"title", "words", "synonyms", "where", "former"})


@dataclass(frozen=True, slots=True)
class NamedFilter:
    """A where with a name.

    Attributes:
        where: alternatives, one of which must hold; values as their author wrote them.
        words: what such records are called in a sentence (科级以上人员); the title where it is empty.
        former: of a register, also who is a member no more: 退休.
    """

    title: str
    where: Alternatives
    words: str = ""
    synonyms: tuple[str, ...] = ()
    former: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it answers to."""
        return self.title, *self.synonyms

    def on(self, fields: Iterable[Field], day: date) -> Alternatives:
        """What it asks for on a day, with values as the fields store them."""
        by_key = {field.key: field for field in fields}
        return tuple(tuple(stored(c, by_key[c.field], day) for c in where) for where in self.where)


def find(filters: Iterable[NamedFilter], name: str) -> NamedFilter | None:
    """The filter that answers to a name."""
    wanted = normal(name)
    return next((one for one in filters if wanted in map(normal, one.names)), None)


def words_of(filters: Sequence[NamedFilter]) -> str:
    """What records that pass all of these are called: 在职党员."""
    return "".join(one.title for one in filters[:-1]) + (filters[-1].words or filters[-1].title)


# --- as data -----------------------------------------------------------------------------------------


def read_filters(tables: Iterable[Mapping[str, Any]]) -> tuple[NamedFilter, ...]:
    """Filters as a definition lists them; raises DefinitionError. Whether their fields are there is asked
    by `check_filters`."""
    return tuple(_read(table, f"filters[{n}]") for n, table in enumerate(tables))


def _read(table: Mapping[str, Any], place: str) -> NamedFilter:
    for key in table:
        if key not in _KEYS:
            raise DefinitionError(f"{place}.{key}", f"unknown key; known are {', '.join(sorted(_KEYS))}")
    for key in ("title", "where"):
        if not table.get(key):
            raise DefinitionError(f"{place}.{key}", "missing")
    for key in ("title", "words"):
        if not isinstance(table.get(key, ""), str):
            raise DefinitionError(f"{place}.{key}", f"expected a text, not {table[key]!r}")
    if not isinstance(table.get("former", False), bool):
        raise DefinitionError(f"{place}.former", f"expected bool, not {table['former']!r}")
    synonyms = table.get("synonyms", [])
    if not isinstance(synonyms, list | tuple) or any(not isinstance(s, str) or not s for s in synonyms):
        raise DefinitionError(f"{place}.synonyms", f"expected a list of texts, not {synonyms!r}")
    where = table["where"]
    several = isinstance(where, list | tuple)
    alternatives = tuple(
        tuple(read_conditions(one, f"{place}.where[{n}]" if several else f"{place}.where"))
        for n, one in enumerate(where if several else [where])
    )
    if not all(alternatives):
        raise DefinitionError(f"{place}.where", "empty")
    return NamedFilter(
        table["title"],
        alternatives,
        table.get("words", ""),
        tuple(synonyms),
        table.get("former", False),
    )


def filter_table(one: NamedFilter) -> dict[str, Any]:
    """A filter as `read_filters` reads it back."""
    tables = [conditions_table(where) for where in one.where]
    table: dict[str, Any] = {"title": one.title, "where": tables if len(tables) > 1 else tables[0]}
    if one.words:
        table["words"] = one.words
    if one.synonyms:
        table["synonyms"] = list(one.synonyms)
    if one.former:
        table["former"] = True
    return table


def check_filters(filters: Sequence[NamedFilter], fields: Mapping[str, Field]) -> None:
    """That their fields are there and no two answer to one name; raises DefinitionError."""
    owners: dict[str, str] = {}
    for n, one in enumerate(filters):
        place = f"filters[{n}]"
        for where in one.where:
            check_conditions(where, fields, f"{place}.where")
        for name in one.names:
            if owner := owners.get(normal(name)):
                raise DefinitionError(place, f"{name!r} is {owner} already")
            owners[normal(name)] = place
