"""What a ledger is: its fields, the proofs it wants, and the strict reading of definitions from data.

Definitions are data (TOML as shipped, JSON in the workspace). They are written by hand, so every
mistake is named with its place: a misspelt key that were ignored would silently lose a column.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from civdesk.domain.definition_errors import DefinitionError as DefinitionError
from civdesk.domain.fields import Field, Kind
from civdesk.domain.named_filters import NamedFilter, check_filters, filter_table, read_filters
from civdesk.domain.text import normal, unwritable

# Units that reports count in; conversion between them is not the definition's business.
UNITS = frozenset(
    """人次 人 名 位 次 场 场次 期 届 篇 条 幅 块 处 个 件 本 份 册 张 页 项 户 对 家 支 班次 台 盆 车 只 段
    小时 分钟 天 学时 学分 门 课程 元 万元 亿元 米 公里 平方米 万平方米 亩 立方米 万立方米 吨 公斤 毫升
    % 分 岁 年 万人""".split()  # noqa: SIM905
)
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
# What SQLite refuses as a bare column name: people will query the workspace with other tools and
# should not have to quote. Then the columns every table has, and the names of its row number.
RESERVED = frozenset(
    """add all alter and as autoincrement between case cast check collate commit constraint create default
    deferrable delete distinct drop else escape except exists foreign from group having in index insert
    intersect into is isnull join limit not nothing notnull null on or order primary raise references
    returning select set table then to transaction union unique update using values when where
    id created_at rowid oid _rowid_""".split()  # noqa: SIM905
)
_RECORD_NAME = frozenset(
    {Kind.TEXT, Kind.LONG, Kind.CHOICE, Kind.PERSON, Kind.DEPARTMENT, Kind.PLACE, Kind.NUMBER}
)
_COUNTED = frozenset({Kind.INTEGER, Kind.AMOUNT})
_CHOSEN = frozenset({Kind.CHOICE, Kind.CHOICES})
_CHECKS = frozenset({"", "id_card", "name", "phone"})
_REQUIREMENT = re.compile(r"R\d{2,3}")


@dataclass(frozen=True, slots=True)
class Role:
    """In which way a file proves something: 现场照片, 签到表, 整改前 … `pictures`: shown as a picture."""

    key: str
    title: str
    synonyms: tuple[str, ...] = ()
    pictures: bool = False


@dataclass(frozen=True, slots=True)
class ProofRole:
    """A proof that a ledger's records want: a role's key, and how many of it (0: offered, not missed)."""

    role: str
    wanted: int = 1


@dataclass(frozen=True, slots=True)
class Register:
    """Makes a ledger a register of things that stay: its members' names, and from when to when they are one.

    `name`, `start` and `end` are field keys. `kinds` are the field kinds whose values name a member:
    a `person` field anywhere names a member of the ledger whose register says `kinds = ["person"]`.
    `groups` are fields of choices whose values, after 各, name all members that have them: 各股室.
    """

    name: str
    start: str = ""
    end: str = ""
    kinds: tuple[Kind, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """A kind of record. `carries` names the rows of the requirements (R01 …) that it keeps; a `hidden` one
    was put away by the clerk, its records stay."""

    key: str
    title: str
    group: str
    fields: tuple[Field, ...]
    title_field: str
    date_field: str = ""
    synonyms: tuple[str, ...] = ()
    proofs: tuple[ProofRole, ...] = ()
    register: Register | None = None
    filters: tuple[NamedFilter, ...] = ()
    carries: tuple[str, ...] = ()
    position: int = 0
    help: str = ""
    hidden: bool = False

    def __hash__(self) -> int:
        # Equal ledgers have equal keys; hashing every field, for each look into a cache, takes long.
        return hash((self.key, self.title, len(self.fields)))

    def field(self, key: str) -> Field:
        """The field with this key; KeyError where there is none."""
        for field in self.fields:
            if field.key == key:
                return field
        raise KeyError(key)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the fields, in their order."""
        return tuple(field.key for field in self.fields)

    @property
    def visible(self) -> tuple[Field, ...]:
        """The fields that forms, grids and sheets show, in their order."""
        return tuple(field for field in self.fields if not field.hidden)


def read_ledger(data: Mapping[str, Any]) -> Ledger:
    """The ledger that `data` (parsed TOML or JSON) defines; raises DefinitionError at the first mistake."""
    values = _attributes(Ledger, data, "", own=("fields", "proofs", "register", "filters"))
    values["fields"] = tuple(_field(entry, f"fields[{n}]") for n, entry in enumerate(_tables(data, "fields")))
    values["proofs"] = tuple(
        ProofRole(**_attributes(ProofRole, entry, f"proofs[{n}]"))
        for n, entry in enumerate(_tables(data, "proofs", default=()))
    )
    if "register" in data:
        values["register"] = _register(data["register"])
    values["filters"] = read_filters(_tables(data, "filters", default=()))
    ledger = Ledger(**values)
    _check_ledger(ledger)
    return ledger


def ledger_data(ledger: Ledger) -> dict[str, Any]:
    """The ledger as plain data that `read_ledger` reads back: what is as by default is left out."""
    data: dict[str, Any] = _plain(ledger)
    return data


def read_roles(data: Mapping[str, Any]) -> dict[str, Role]:
    """The roles of proofs by key, in their order; `data` has one table for each. Raises DefinitionError."""
    roles: dict[str, Role] = {}
    for key, entry in data.items():
        if not isinstance(entry, Mapping):
            raise DefinitionError(key, f"expected a table, not {entry!r}")
        roles[key] = Role(**_attributes(Role, {"key": key, **entry}, key))
        _check_key(roles[key].key, f"{key}.key")
    _check_names(((key, role.title, role.synonyms) for key, role in roles.items()))
    return roles


def _field(data: Mapping[str, Any], place: str) -> Field:
    values = dict(data)
    kind = values.get("kind")
    if kind not in list(Kind):
        raise DefinitionError(f"{place}.kind", f"unknown kind {kind!r}")
    # None (no lower limit) has no TOML, so it is written as a word.
    unlimited = values.get("minimum") == "none"
    if unlimited:
        del values["minimum"]
    values = _attributes(Field, values, place)
    values["kind"] = Kind(values["kind"])
    if unlimited:
        values["minimum"] = None
    field = Field(**values)
    _check_field(field, data, place)
    return field


def _register(data: Any) -> Register:
    if not isinstance(data, Mapping):
        raise DefinitionError("register", f"expected a table, not {data!r}")
    values = _attributes(Register, data, "register")
    for n, kind in enumerate(values.get("kinds", ())):
        if kind not in list(Kind):
            raise DefinitionError(f"register.kinds[{n}]", f"unknown kind {kind!r}")
    return Register(**values | {"kinds": tuple(Kind(kind) for kind in values.get("kinds", ()))})


def _attributes(
    model: type[Any], data: Mapping[str, Any], place: str, own: Collection[str] = ()
) -> dict[str, Any]:
    """The simple attributes of a dataclass out of `data`, their types as the defaults say.

    Keys in `own` are left to the caller; an attribute without default is a text that must not be empty.
    """
    known = {spec.name: spec.default for spec in dataclasses.fields(model)}
    prefix = f"{place}." if place else ""
    for key in data:
        if key not in known:
            raise DefinitionError(f"{prefix}{key}", f"unknown key; known are {', '.join(known)}")
    values: dict[str, Any] = {}
    for key, default in known.items():
        if key in own:
            continue
        if default is not dataclasses.MISSING:
            if key in data:
                values[key] = _typed(data[key], type(default), f"{prefix}{key}")
            continue
        if key not in data:
            raise DefinitionError(f"{prefix}{key}", "missing")
        values[key] = _typed(data[key], str, f"{prefix}{key}")
        if not values[key].strip():
            raise DefinitionError(f"{prefix}{key}", "empty")
    return values


def _typed(value: Any, wanted: type[Any], place: str) -> Any:
    """`value` when it is of the wanted type; a list of texts as a tuple."""
    if wanted is tuple:
        if not isinstance(value, list | tuple):
            raise DefinitionError(place, f"expected a list of texts, not {value!r}")
        for n, item in enumerate(value):
            if not isinstance(item, str) or not item.strip():
                raise DefinitionError(f"{place}[{n}]", f"expected a text, not {item!r}")
            _check_writable(item, f"{place}[{n}]")
            if item in value[:n]:
                raise DefinitionError(f"{place}[{n}]", f"{item!r} stands there twice")
        return tuple(value)
    # bool is an int for Python, not for whoever writes a definition.
    if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
        raise DefinitionError(place, f"expected {wanted.__name__}, not {value!r}")
    if isinstance(value, str):
        _check_writable(value, place)
    return value


def _check_writable(text: str, place: str) -> None:
    if unwritable(text):  # SQLite takes no NUL in the name of a column
        raise DefinitionError(place, "control characters")


def _tables(
    data: Mapping[str, Any], key: str, default: Iterable[Mapping[str, Any]] | None = None
) -> Iterable[Mapping[str, Any]]:
    value = data.get(key, default)
    if value is None:
        raise DefinitionError(key, "missing")
    if not isinstance(value, list | tuple):
        raise DefinitionError(key, f"expected a list of tables, not {value!r}")
    for n, entry in enumerate(value):
        if not isinstance(entry, Mapping):
            raise DefinitionError(f"{key}[{n}]", f"expected a table, not {entry!r}")
    return value


def _plain(value: Any) -> Any:
    """A dataclass as a dict of what differs from its defaults; everything as JSON and TOML know it."""
    if isinstance(value, NamedFilter):
        return filter_table(value)
    if dataclasses.is_dataclass(value):
        written = {spec.name: (getattr(value, spec.name), spec.default) for spec in dataclasses.fields(value)}
        return {name: _plain(item) for name, (item, default) in written.items() if item != default}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Kind):
        return value.value
    return "none" if value is None else value


def _check_ledger(ledger: Ledger) -> None:
    _check_key(ledger.key, "key")
    if not ledger.fields:
        raise DefinitionError("fields", "a ledger needs at least one field")
    seen: dict[str, int] = {}
    for n, key in enumerate(ledger.keys):
        if key in seen:
            raise DefinitionError(f"fields[{n}].key", f"{key!r} is fields[{seen[key]}] already")
        seen[key] = n
    _check_names((f"fields[{n}]", field.title, field.synonyms) for n, field in enumerate(ledger.fields))
    _check_names([("", ledger.title, ledger.synonyms)])
    _check_reference(ledger, "title_field", ledger.title_field, _RECORD_NAME)
    if not ledger.field(ledger.title_field).required:
        raise DefinitionError("title_field", f"{ledger.title_field!r} must be a required field")
    _check_reference(ledger, "date_field", ledger.date_field, {Kind.DATE})
    if ledger.register:
        _check_reference(ledger, "register.name", ledger.register.name, _RECORD_NAME)
        _check_reference(ledger, "register.start", ledger.register.start, {Kind.DATE})
        _check_reference(ledger, "register.end", ledger.register.end, {Kind.DATE})
        for n, key in enumerate(ledger.register.groups):
            _check_reference(ledger, f"register.groups[{n}]", key, _CHOSEN)
    check_filters(ledger.filters, {field.key: field for field in ledger.fields})
    roles: set[str] = set()
    for n, proof in enumerate(ledger.proofs):
        if not KEY.fullmatch(proof.role):
            raise DefinitionError(f"proofs[{n}].role", f"{proof.role!r} is no key of a role")
        if proof.role in roles:
            raise DefinitionError(f"proofs[{n}].role", f"{proof.role!r} stands there twice")
        if proof.wanted < 0:
            raise DefinitionError(f"proofs[{n}].wanted", f"expected 0 or more, not {proof.wanted}")
        roles.add(proof.role)
    for n, requirement in enumerate(ledger.carries):
        if not _REQUIREMENT.fullmatch(requirement):
            raise DefinitionError(f"carries[{n}]", f"{requirement!r} is no row of the requirements")


def _check_field(field: Field, data: Mapping[str, Any], place: str) -> None:
    """What must hold inside one field; `data` tells what was written from what is as by default."""
    _check_key(field.key, f"{place}.key")
    counted, chosen = field.kind in _COUNTED, field.kind in _CHOSEN
    for key, allowed in (
        ("unit", counted),
        ("totals", counted),
        ("minimum", counted),
        ("decimals", field.kind is Kind.AMOUNT),
        ("choices", chosen),
        ("open", chosen),
        ("check", field.kind is Kind.TEXT),
    ):
        if key in data and not allowed:
            raise DefinitionError(f"{place}.{key}", f"has no meaning for the kind {field.kind}")
    if field.unit and field.unit not in UNITS:
        raise DefinitionError(f"{place}.unit", f"unknown unit {field.unit!r}")
    if not 0 <= field.decimals <= 6:
        raise DefinitionError(f"{place}.decimals", f"expected 0 to 6, not {field.decimals}")
    if chosen and not field.choices:
        raise DefinitionError(f"{place}.choices", "missing")
    if field.check not in _CHECKS:
        raise DefinitionError(f"{place}.check", f"unknown check {field.check!r}")
    if field.default and chosen and not field.open and field.default not in field.choices:
        raise DefinitionError(f"{place}.default", f"{field.default!r} is none of the choices")


def _check_key(key: str, place: str) -> None:
    if not KEY.fullmatch(key):
        raise DefinitionError(
            place, f"{key!r} is not lower-case letters, digits and _ beginning with a letter"
        )
    if key in RESERVED:
        raise DefinitionError(place, f"{key!r} is a word of SQL or a column that every table has")


def _check_names(things: Iterable[tuple[str, str, tuple[str, ...]]]) -> None:
    """Nobody could tell two fields (or roles) apart that answer to the same name."""
    owners: dict[str, str] = {}
    for place, title, synonyms in things:
        prefix = f"{place}." if place else ""
        names = [(f"{prefix}title", title)]
        names += [(f"{prefix}synonyms[{n}]", synonym) for n, synonym in enumerate(synonyms)]
        for where, name in names:
            if owner := owners.get(normal(name)):
                raise DefinitionError(where, f"{name!r} is {owner} already")
            owners[normal(name)] = where


def _check_reference(ledger: Ledger, place: str, key: str, kinds: Iterable[Kind]) -> None:
    """An optional reference to a field; the required ones are never empty when they come here."""
    if not key:
        return
    if key not in ledger.keys:
        raise DefinitionError(place, f"there is no field {key!r}")
    if ledger.field(key).kind not in kinds:
        raise DefinitionError(place, f"{key!r} is of the kind {ledger.field(key).kind}, which cannot serve")
