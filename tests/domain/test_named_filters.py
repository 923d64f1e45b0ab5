"""Filters that definitions name: read strictly, written back, used by rules and told in sentences."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from civdesk import resources
from civdesk.domain.asking import Frame, inquire
from civdesk.domain.conditions import holds
from civdesk.domain.decide import decide
from civdesk.domain.fields import Field, Kind
from civdesk.domain.ledgers import DefinitionError, Ledger, ledger_data, read_ledger
from civdesk.domain.named_filters import check_filters, filter_table, read_filters
from civdesk.domain.periods import calendar_year
from civdesk.domain.rule_data import read_rule
from civdesk.domain.rules import State
from civdesk.domain.sentences import sentence

BOOKS: dict[str, Ledger] = {
    book.key: book for book in (read_ledger(data) for _, data in resources.tomls("ledgers"))
}


def definition(*filters: dict[str, Any]) -> dict[str, Any]:
    return {
        "key": "x", "title": "甲", "group": "组", "title_field": "title", "filters": list(filters),
        "fields": [
            {"key": "title", "title": "名称", "kind": "text", "required": True},
            {"key": "day", "title": "日期", "kind": "date"},
            {"key": "many", "title": "数量", "kind": "integer"},
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("table", "place"),
    [
        ({"title": "乙"}, "filters[0].where"),
        ({"where": {"many": 1}}, "filters[0].title"),
        ({"title": "乙", "where": {}}, "filters[0].where"),
        ({"title": "乙", "where": {"none": 1}}, "filters[0].where.none"),
        ({"title": "乙", "where": {"many": {"on_or_after": "on"}}}, "filters[0].where.many"),
        ({"title": "乙", "where": {"day": "今天"}}, "filters[0].where.day"),
        ({"title": "乙", "where": {"many": {"over": 3}}}, "filters[0].where.many.over"),
        ({"title": "乙", "where": {"many": 1}, "wehre": 1}, "filters[0].wehre"),
        ({"title": "乙", "where": {"many": 1}, "synonyms": ["乙"]}, "filters[0]"),
        ({"title": "乙", "where": [{"many": 1}, {}]}, "filters[0].where"),
    ],
)
def test_a_mistake_is_named_with_its_place(table: dict[str, Any], place: str) -> None:
    with pytest.raises(DefinitionError) as error:
        read_ledger(definition(table))
    assert error.value.place == place


def test_every_filter_that_ships_comes_back() -> None:
    assert sum(len(book.filters) for book in BOOKS.values()) >= 20
    for book in BOOKS.values():
        assert read_ledger(ledger_data(book)) == book


def test_rules_name_filters_and_sentences_tell_them() -> None:
    each = {"ledger": "staff", "field": "participants", "filter": ["在职", "党员"]}
    rule = read_rule({"ledger": "study", "at_least": 2, "per": "year", "each": each})
    assert sentence(rule, BOOKS, {}).startswith("每名在职党员：")
    share = {
        "numerator": {"ledger": "staff", "filter": ["在职", "注册志愿者"]},
        "denominator": {"ledger": "staff", "filter": "在职"},
        "at_least": "30%",
    }
    assert sentence(read_rule(share), BOOKS, {}) == "在职注册志愿者占在职人员的比例不低于 30%"
    one = read_rule({"ledger": "staff", "filter": "科级以上", "at_least": 3})
    assert sentence(one, BOOKS, {}) == "科级以上人员：至少 3 人"


def test_a_rule_with_an_unknown_filter_says_what_is_missing() -> None:
    frame = Frame(calendar_year(2026), date(2026, 7, 31), BOOKS)
    each = {"ledger": "staff", "field": "participants", "filter": "处级以上"}
    for data in (
        {"ledger": "staff", "filter": "处级以上", "at_least": 1},
        {"ledger": "activity", "at_least": 1, "each": each},
    ):
        result = decide(inquire(read_rule(data), frame), [])
        assert result.state is State.UNJUDGED
        assert result.reason == "《人员花名册》没有名为“处级以上”的筛选"
    with pytest.raises(DefinitionError):
        read_rule({"ledger": "staff", "filter": 3, "at_least": 1})


def test_a_filter_may_compare_two_dates_and_nothing_else() -> None:
    fields = {
        one.key: one
        for one in (
            Field("done", "完成", Kind.DATE),
            Field("checked", "复查", Kind.DATE),
            Field("people", "人数", Kind.INTEGER),
        )
    }
    table = {"title": "又查过", "where": {"checked": {"at_least": {"field": "done"}}}}
    (later,) = read_filters([table])
    check_filters([later], fields)
    assert filter_table(later) == table
    passes = [
        holds(later.on(fields.values(), date(2026, 1, 1)), {"checked": checked, "done": "2026-05-02"})
        for checked in ("2026-05-01", "2026-05-02", None)
    ]
    assert passes == [False, True, False]
    (wrong,) = read_filters([{"title": "多", "where": {"people": {"at_least": {"field": "done"}}}}])
    with pytest.raises(DefinitionError, match="compares only dates"):
        check_filters([wrong], fields)
