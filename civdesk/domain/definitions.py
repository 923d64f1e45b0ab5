"""Changing what a ledger is: adding, renaming, hiding and moving its fields.

Every function takes a ledger and gives the changed one. Keys never change and no field goes; what a field
holds (its kind, its decimals) never changes either: another kind is another field.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from ..errors import WrongUse
from . import fields, pinyin
from .definition_errors import told
from .fields import Field, FieldError, Kind
from .ledgers import RESERVED, UNITS, DefinitionError, Ledger, ledger_data, read_ledger
from .text import clean, normal, one_line

# What the kinds are called in the window, in the order in which they are offered.
KIND_TITLES = {
    Kind.TEXT: "文字",
    Kind.LONG: "长文字",
    Kind.INTEGER: "整数",
    Kind.AMOUNT: "小数、金额",
    Kind.DATE: "日期",
    Kind.PERIOD: "起止日期",
    Kind.SPAN: "起止时间",
    Kind.CHOICE: "单选",
    Kind.CHOICES: "多选",
    Kind.YES_NO: "是或否",
    Kind.PERSON: "人员（一人）",
    Kind.PEOPLE: "人员（多人）",
    Kind.DEPARTMENT: "科室（一个）",
    Kind.DEPARTMENTS: "科室（多个）",
    Kind.PLACE: "地点",
    Kind.NUMBER: "文号、编号",
}
COUNTED = frozenset({Kind.INTEGER, Kind.AMOUNT})
CHOSEN = frozenset({Kind.CHOICE, Kind.CHOICES})
DECIMALS = 2  # of an amount that somebody adds
LONGEST_NAME = 40
_OWN = "x_"  # begins every key made here; what ships never begins so, so an update cannot meet them
_KEY_LENGTH = 24
_TAKEN_BY_PROOFS = frozenset({"indicator"})  # what proofs may hang on beside records


class Unfit(WrongUse):
    """A definition that would not do. `field` is the key of the field ("" the ledger itself) and `part` the
    attribute that the sentence is about, so that a form can say it there."""

    kind = "definition"

    def __init__(self, message: str, field: str = "", part: str = "") -> None:
        super().__init__(message)
        self.field = field
        self.part = part


# --- keys --------------------------------------------------------------------------------------------


def make_key(title: str, taken: Collection[str]) -> str:
    """A key for a new ledger or field that is not taken: 志愿服务 → x_zyfw, then x_zyfw_2."""
    letters = re.sub("[^a-z0-9]", "", pinyin.initials(title))[:_KEY_LENGTH]
    stem = _OWN + (letters or "1")
    refused = {*taken, *RESERVED, *_TAKEN_BY_PROOFS}
    key, number = stem, 1
    while key in refused:
        number += 1
        key = f"{stem}_{number}"
    return key


def is_own(key: str) -> bool:
    """Whether somebody made this ledger or field; the others ship with the program."""
    return key.startswith(_OWN)


# --- a ledger ----------------------------------------------------------------------------------------


def new_ledger(title: str, group: str, others: Collection[Ledger], *, like: Ledger | None = None) -> Ledger:
    """A ledger with a name, a date and a note, or with the fields and proofs of another one; its key is
    still to be made (`keyed`). Raises Unfit."""
    base = like or Ledger(
        key="x",
        title="x",
        group="x",
        fields=(
            Field("title", "名称", Kind.TEXT, required=True),
            Field("date", "日期", Kind.DATE),
            Field("note", "备注", Kind.LONG, synonyms=("说明",)),
        ),
        title_field="title",
        date_field="date",
    )
    # Only one ledger is the register behind the pick-lists of a kind of field.
    register = replace(base.register, kinds=()) if base.register else None
    group = _line(group) or base.group
    made = replace(
        base, key="x_1", synonyms=(), carries=(), help="", register=register, hidden=False,
        title=_line(title), group=group,
    )  # fmt: skip
    return checked(placed(made, others), others)


def keyed(ledger: Ledger, taken: Collection[str]) -> Ledger:
    """A new ledger with a key that is not taken."""
    return replace(ledger, key=make_key(ledger.title, taken))


def change_ledger(ledger: Ledger, others: Collection[Ledger], **changes: Any) -> Ledger:
    """With another title, group, help, synonyms or hidden. Raises Unfit."""
    for name in ("title", "group"):
        if name in changes:
            changes[name] = _line(changes[name])
    made = _named(ledger, changes)
    return checked(made if made.group == ledger.group else placed(made, others), others)


def placed(ledger: Ledger, others: Collection[Ledger]) -> Ledger:
    """The ledger after the last one of its group; a new group comes last."""
    of_group = [one.position for one in others if one.group == ledger.group]
    last = max(of_group) if of_group else max((one.position for one in others), default=0) + 10
    return replace(ledger, position=last)


# --- fields ------------------------------------------------------------------------------------------


def add_field(
    ledger: Ledger, title: str, kind: Kind, *, taken: Collection[str] = (), at: int | None = None, **more: Any
) -> Ledger:
    """With a new field, last or at a place; `taken`: keys of columns that the table has already.
    Raises Unfit."""
    key = make_key(title, {*taken, *ledger.keys})
    if kind is Kind.AMOUNT:
        more.setdefault("decimals", DECIMALS)
    made = Field(key, _line(title), kind, **_tidy(more))
    place = len(ledger.fields) if at is None else at
    made_fields = (*ledger.fields[:place], made, *ledger.fields[place:])
    return checked(replace(ledger, fields=made_fields), about=key)


def change_field(ledger: Ledger, key: str, **changes: Any) -> Ledger:
    """With another title, unit, required, choices, open, totals, synonyms, help, default, sensitive or
    hidden of one field. Raises Unfit."""
    if "title" in changes:
        changes["title"] = _line(changes["title"])
    changed = _named(ledger.field(key), changes)
    made = tuple(changed if one.key == key else one for one in ledger.fields)
    return checked(replace(ledger, fields=made), about=key)


def move_field(ledger: Ledger, key: str, to: int) -> Ledger:
    """With one field at another place, counted from 0; beyond the end it is the last."""
    one = ledger.field(key)
    rest = [other for other in ledger.fields if other.key != key]
    to = max(0, min(to, len(rest)))
    return replace(ledger, fields=(*rest[:to], one, *rest[to:]))


def keep_names(before: Ledger, after: Ledger) -> Ledger:
    """`after`, where whatever was renamed still answers to its old name: sheets with it keep coming."""
    used = {normal(name) for one in after.fields for name in (one.title, *one.synonyms)}
    made = []
    for one in after.fields:
        old = before.field(one.key).title if one.key in before.keys else ""
        if old and normal(old) not in used:
            one = replace(one, synonyms=(*one.synonyms, old))
            used.add(normal(old))
        made.append(one)
    names = {normal(name) for name in (after.title, *after.synonyms)}
    synonyms = after.synonyms if normal(before.title) in names else (*after.synonyms, before.title)
    return replace(after, fields=tuple(made), synonyms=synonyms)


_Named = TypeVar("_Named", Ledger, Field)


def _named(thing: _Named, changes: dict[str, Any]) -> _Named:
    """The thing with its changes; a new title that was a synonym is none any more."""
    made = replace(thing, **_tidy(changes))
    if "title" in changes and "synonyms" not in changes:
        synonyms = tuple(name for name in made.synonyms if normal(name) != normal(made.title))
        made = replace(made, synonyms=synonyms)
    return made


def _line(text: str) -> str:
    return one_line(clean(text))


def _tidy(changes: dict[str, Any]) -> dict[str, Any]:
    """Texts without blanks around them, lists without empty and repeated entries."""
    made: dict[str, Any] = {}
    for name, value in changes.items():
        if isinstance(value, list | tuple):
            made[name] = tuple(dict.fromkeys(text for item in value if (text := _line(item))))
        else:
            made[name] = clean(value) if isinstance(value, str) else value
    return made


# --- what must hold ----------------------------------------------------------------------------------


def checked(ledger: Ledger, others: Iterable[Ledger] = (), *, about: str = "") -> Ledger:
    """The ledger itself when it holds, beside `others` on the same desk. Raises Unfit at the first thing;
    `about` is the field that was just changed."""
    _check_own_names(ledger, others)
    for one in ledger.fields:
        _check_field(ledger, one)
    _check_field_names(ledger, about)
    try:
        return read_ledger(ledger_data(ledger))
    except DefinitionError as error:
        raise Unfit(told(error)) from error


def _check_own_names(ledger: Ledger, others: Iterable[Ledger]) -> None:
    _check_name(ledger.title, "台账名称", "", "title")
    for other in others:
        if other.key != ledger.key and normal(ledger.title) in (normal(other.title), other.key):
            raise Unfit(f"已经有一本《{other.title}》，请换个名称。", "", "title")
    _check_name(ledger.group, "分组", "", "group")


def _check_name(text: str, what: str, field: str, part: str) -> None:
    if not normal(text):
        raise Unfit(f"{what}不能为空。", field, part)
    if len(text) > LONGEST_NAME:
        raise Unfit(f"{what}太长（{len(text)}字），最多{LONGEST_NAME}字。", field, part)


def _check_field(ledger: Ledger, one: Field) -> None:
    _check_name(one.title, "栏目名称", one.key, "title")
    said = f"“{one.title}”"
    if one.key == ledger.title_field and not one.required:
        raise Unfit(f"{said}是每条记录的名称，必须填写。", one.key, "required")
    if one.hidden and one.key == ledger.title_field:
        raise Unfit(f"{said}是每条记录的名称，不能隐藏。", one.key, "hidden")
    if one.hidden and one.required:
        raise Unfit(f"{said}是必填的，先取消必填再隐藏。", one.key, "hidden")
    if one.unit and one.kind not in COUNTED:
        raise Unfit(f"{said}不是数字，没有单位。", one.key, "unit")
    if one.unit and one.unit not in UNITS:
        raise Unfit(f"不认识单位“{one.unit}”，请从列表里选一个，或留空。", one.key, "unit")
    if one.totals and one.kind not in COUNTED:
        raise Unfit(f"{said}不是数字，不能求和。", one.key, "totals")
    if one.kind in CHOSEN and not one.choices:
        raise Unfit(f"{said}还没有选项，请每行写一个。", one.key, "choices")
    if one.choices and one.kind not in CHOSEN:
        raise Unfit(f"{said}不是单选或多选，没有选项。", one.key, "choices")
    if one.default:
        try:
            fields.read(one, one.default)
        except FieldError as error:
            raise Unfit(f"默认值不合适：{error}。", one.key, "default") from error


def _check_field_names(ledger: Ledger, about: str) -> None:
    """Nobody could tell two fields apart that answer to the same name. The sentence is said at `about`
    where that is one of the two."""
    owners: dict[str, tuple[Field, str]] = {}
    # All titles first: what a field is called weighs more than what another may be called too.
    named = [(one, "title", one.title) for one in ledger.fields]
    named += [(one, "synonyms", name) for one in ledger.fields for name in one.synonyms]
    for one, part, name in named:
        if normal(name) not in owners:
            owners[normal(name)] = (one, part)
            continue
        owner, as_what = owners[normal(name)]
        if owner is one:
            raise Unfit(f"别名“{name}”与这一栏的名称或别的别名重复。", one.key, part)
        if owner.key == about:
            one, part, owner, as_what = owner, as_what, one, part
        if as_what == "title":
            raise Unfit(f"已经有一栏叫“{owner.title}”，请换一个。", one.key, part)
        raise Unfit(f"“{name}”已经是“{owner.title}”一栏的别名，请换一个。", one.key, part)
