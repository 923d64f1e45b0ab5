"""Ledger definitions are read strictly, say where a mistake is, and come back as they went."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import json
import sqlite3
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk.domain.fields import Field, Kind
from civdesk.domain.ledgers import (
    RESERVED,
    UNITS,
    DefinitionError,
    Ledger,
    ProofRole,
    Register,
    Role,
    ledger_data,
    read_ledger,
    read_roles,
)

SMALL: dict[str, Any] = {
    "key": "walk",
    "title": "登山",
    "group": "活动",
    "title_field": "title",
    "date_field": "date",
    "proofs": [{"role": "photo", "wanted": 2}, {"role": "attendance"}],
    "register": {"name": "title", "start": "date", "kinds": ["place"]},
    "carries": ["R56"],
    "fields": [
        {"key": "title", "title": "名称", "kind": "text", "required": True, "synonyms": ["活动名称", "主题"]},
        {"key": "date", "title": "日期", "kind": "date", "synonyms": ["时间"]},
        {"key": "people", "title": "人数", "kind": "integer", "unit": "人次", "totals": True},
        {"key": "hours", "title": "时长", "kind": "amount", "unit": "小时", "decimals": 2},
        {"key": "result", "title": "结果", "kind": "choice", "choices": ["好", "差"], "default": "好"},
    ],
}


def changed(path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """The small definition with one thing put in another's place; `...` takes it out."""
    data = copy.deepcopy(SMALL)
    target: Any = data
    for step in path[:-1]:
        target = target[step]
    if value is ...:
        del target[path[-1]]
    else:
        target[path[-1]] = value
    return data


def test_a_definition_says_what_was_written_and_the_rest_is_as_by_default() -> None:
    ledger = read_ledger(SMALL)
    assert ledger.keys == ("title", "date", "people", "hours", "result")
    assert ledger.field("people") == Field("people", "人数", Kind.INTEGER, unit="人次", totals=True)
    assert ledger.field("title").synonyms == ("活动名称", "主题")
    assert ledger.proofs == (ProofRole("photo", 2), ProofRole("attendance", 1))
    assert ledger.register == Register("title", "date", "", (Kind.PLACE,))
    assert (ledger.date_field, ledger.position, ledger.help) == ("date", 0, "")
    with pytest.raises(KeyError):
        ledger.field("speaker")


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("key",), ..., "key"),
        (("key",), "Walk", "key"),
        (("key",), "登山", "key"),
        (("key",), "walk-2", "key"),
        (("title",), " ", "title"),
        (("title",), 5, "title"),
        (("feilds",), [], "feilds"),
        (("fields",), ..., "fields"),
        (("fields",), [], "fields"),
        (("fields",), {"key": "title"}, "fields"),
        (("fields", 1), "date", "fields[1]"),
        (("position",), "5", "position"),
        (("position",), True, "position"),
        (("synonyms",), "登高", "synonyms"),
        (("synonyms",), ["登 山"], "synonyms[0]"),
        (("title_field",), "name", "title_field"),
        (("title_field",), "people", "title_field"),
        (("fields", 0, "required"), False, "title_field"),
        (("date_field",), "day", "date_field"),
        (("date_field",), "people", "date_field"),
        (("register",), "title", "register"),
        (("register",), {}, "register.name"),
        (("register", "name"), "who", "register.name"),
        (("register", "end"), "title", "register.end"),
        (("register", "until"), "date", "register.until"),
        (("register", "kinds"), ["persons"], "register.kinds[0]"),
        (("proofs", 1, "role"), "photo", "proofs[1].role"),
        (("proofs", 1, "role"), "签到表", "proofs[1].role"),
        (("proofs", 1), {"wanted": 1}, "proofs[1].role"),
        (("proofs", 0, "wanted"), -1, "proofs[0].wanted"),
        (("proofs", 0, "wanted"), "2", "proofs[0].wanted"),
        (("carries", 0), "T01", "carries[0]"),
        (("fields", 2, "key"), "date", "fields[2].key"),
        (("fields", 2, "key"), "order", "fields[2].key"),
        (("fields", 2, "key"), "id", "fields[2].key"),
        (("fields", 2, "key"), "created_at", "fields[2].key"),
        (("fields", 2, "title"), ..., "fields[2].title"),
        (("fields", 2, "title"), "日期", "fields[2].title"),
        (("fields", 2, "synonyms"), ["人次", "时间"], "fields[2].synonyms[1]"),
        (("fields", 2, "synonyms"), ["日 期"], "fields[2].synonyms[0]"),
        (("fields", 2, "synonyms"), ["人次", "人次"], "fields[2].synonyms[1]"),
        (("fields", 2, "synonyms"), [""], "fields[2].synonyms[0]"),
        (("fields", 2, "sinonyms"), ["人次"], "fields[2].sinonyms"),
        (("fields", 2, "kind"), ..., "fields[2].kind"),
        (("fields", 2, "kind"), "number", "fields[2].kind"),
        (("fields", 2, "kind"), ["integer"], "fields[2].kind"),
        (("fields", 2, "unit"), "人头", "fields[2].unit"),
        (("fields", 2, "required"), "yes", "fields[2].required"),
        (("fields", 2, "required"), 1, "fields[2].required"),
        (("fields", 2, "minimum"), "0", "fields[2].minimum"),
        (("fields", 2, "choices"), ["1", "2"], "fields[2].choices"),
        (("fields", 2, "decimals"), 2, "fields[2].decimals"),
        (("fields", 3, "decimals"), 9, "fields[3].decimals"),
        (("fields", 1, "unit"), "天", "fields[1].unit"),
        (("fields", 1, "totals"), True, "fields[1].totals"),
        (("fields", 1, "check"), "phone", "fields[1].check"),
        (("fields", 0, "check"), "email", "fields[0].check"),
        (("fields", 0, "open"), True, "fields[0].open"),
        (("fields", 4, "choices"), ..., "fields[4].choices"),
        (("fields", 4, "choices"), [], "fields[4].choices"),
        (("fields", 4, "default"), "中", "fields[4].default"),
    ],
)
def test_a_mistake_is_named_with_its_place(path: tuple[str | int, ...], value: Any, place: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        read_ledger(changed(path, value))
    assert caught.value.place == place
    assert str(caught.value).startswith(f"{place}: ")


def test_an_open_choice_may_begin_with_what_is_not_in_its_list() -> None:
    data = changed(("fields", 4), {**SMALL["fields"][4], "open": True, "default": "中"})
    assert read_ledger(data).field("result").default == "中"


def test_a_number_may_go_below_zero_where_the_definition_says_so() -> None:
    ledger = read_ledger(changed(("fields", 2, "minimum"), "none"))
    assert ledger.field("people").minimum is None
    assert ledger_data(ledger)["fields"][2]["minimum"] == "none"
    assert read_ledger(ledger_data(ledger)) == ledger


def test_what_is_as_by_default_is_not_written() -> None:
    assert ledger_data(read_ledger(SMALL)) == SMALL
    wordy = changed(("fields", 2, "minimum"), 0) | {"date_field": "date", "position": 0, "help": ""}
    assert ledger_data(read_ledger(wordy)) == SMALL


def test_reserved_keys_are_those_that_sqlite_will_not_take_bare() -> None:
    for word in RESERVED - {"id", "created_at", "rowid", "oid", "_rowid_"}:
        with contextlib.closing(sqlite3.connect(":memory:")) as db, pytest.raises(sqlite3.OperationalError):
            db.execute(f"create table t (x text, {word} text)")
            db.execute(f"select {word} from t where {word} = 1")


words = st.text("登山活动名称时间主题甲乙丙丁", min_size=1, max_size=8)
keys = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True).filter(lambda key: key not in RESERVED)


@st.composite
def some_fields(draw: st.DrawFn, key: str, title: str) -> Field:
    kind = draw(st.sampled_from(list(Kind)))
    field = Field(key, title, kind, required=draw(st.booleans()), help=draw(st.just("") | words))
    if kind in (Kind.INTEGER, Kind.AMOUNT):
        field = dataclasses.replace(
            field,
            unit=draw(st.sampled_from(["", *sorted(UNITS)])),
            totals=draw(st.booleans()),
            minimum=draw(st.none() | st.integers(-5, 5)),
            decimals=draw(st.integers(0, 6)) if kind is Kind.AMOUNT else 0,
        )
    if kind in (Kind.CHOICE, Kind.CHOICES):
        choices = tuple(draw(st.lists(words, min_size=1, max_size=4, unique=True)))
        field = dataclasses.replace(field, choices=choices, open=draw(st.booleans()))
    return field


@st.composite
def some_ledgers(draw: st.DrawFn) -> Ledger:
    found = draw(st.lists(st.tuples(keys, words), max_size=5, unique_by=(lambda x: x[0], lambda x: x[1])))
    fields = [draw(some_fields(key, title)) for key, title in found if key != "title" and title != "题名"]
    return Ledger(
        key=draw(keys),
        title=draw(words),
        group=draw(words),
        fields=(Field("title", "题名", Kind.TEXT, required=True), *fields),
        title_field="title",
        date_field=next((field.key for field in fields if field.kind is Kind.DATE), ""),
        proofs=tuple(ProofRole(role, draw(st.integers(0, 4))) for role in draw(st.sets(keys, max_size=3))),
        register=draw(st.none() | st.just(Register("title", kinds=(Kind.PERSON, Kind.PEOPLE)))),
        carries=draw(st.just(()) | st.just(("R01", "R127"))),
        position=draw(st.integers(-9, 999)),
    )


@given(some_ledgers())
def test_any_ledger_comes_back_from_json_as_it_was(ledger: Ledger) -> None:
    assert read_ledger(json.loads(json.dumps(ledger_data(ledger), ensure_ascii=False))) == ledger


def test_roles_are_read_in_order_and_checked() -> None:
    roles = read_roles({"photo": {"title": "照片", "pictures": True}, "notice": {"title": "通知"}})
    assert list(roles.values()) == [Role("photo", "照片", (), True), Role("notice", "通知")]
    for wrong, place in (
        ({"photo": "照片"}, "photo"),
        ({"Photo": {"title": "照片"}}, "Photo.key"),
        ({"photo": {"titel": "照片"}}, "photo.titel"),
        (
            {"photo": {"title": "照片"}, "video": {"title": "视频", "synonyms": ["照 片"]}},
            "video.synonyms[0]",
        ),
    ):
        with pytest.raises(DefinitionError) as caught:
            read_roles(wrong)
        assert caught.value.place == place
