"""Rules read from data: strictly, with the place of every mistake."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest

from civdesk import resources
from civdesk.domain.ledgers import DefinitionError
from civdesk.domain.periods import Per
from civdesk.domain.rule_data import read_rule
from civdesk.domain.rules import Condition, Demand, Measure, Need, Test

COUNT = {"ledger": "study", "at_least": 1}


def test_one_deadline_alone_is_one_of_each_year() -> None:
    rule = read_rule({**COUNT, "by": "03-31"})
    assert (rule.per, rule.by) == (Per.YEAR, ("03-31",))


def test_percentages_and_decimals_are_exact() -> None:
    share = {"numerator": {"ledger": "a"}, "denominator": {"ledger": "b"}}
    assert read_rule({**share, "at_least": "30%"}).need == Need(low=Fraction(3, 10), percent=True)
    assert read_rule({"ledger": "a", "measure": "sum", "field": "x", "more_than": 0.1}).need == Need(
        low=Fraction(1, 10), low_open=True
    )


def test_presence_is_at_least_one() -> None:
    rule = read_rule({"ledger": "document", "measure": "presence"})
    assert rule.counted.measure is Measure.PRESENCE
    assert rule.need == Need(low=Fraction(1))


def test_conditions_of_every_kind() -> None:
    rule = read_rule(
        {
            **COUNT,
            "where": {
                "kind": ["文体活动", "其他"],
                "title": {"contains": ["足球", "篮球"]},
                "status": {"not": "退休"},
                "place": {"set": True},
                "since": {"on_or_before": "on"},
                "failures": {"at_least": 2},
                "outdoor": True,
            },
        }
    )
    assert rule.counted.where[0] == Condition("kind", Test.ONE_OF, ("文体活动", "其他"))
    assert rule.counted.where[1] == Condition("title", Test.CONTAINS, ("足球", "篮球"))
    assert [condition.test.value for condition in rule.counted.where] == [
        *("one_of", "contains", "not", "set", "on_or_before", "at_least", "one_of")
    ]


def test_a_proof_may_be_one_of_two_roles() -> None:
    rule = read_rule({"ledger": "aid", "each": "record", "proofs": {"photo": 2, "money|goods": 1}})
    assert rule.proofs == (Demand(("photo",), 2), Demand(("money", "goods"), 1))
    assert rule.counted.proofs == ()
    counted = read_rule({**COUNT, "proofs": {"photo": 2}})
    assert counted.counted.proofs == (Demand(("photo",), 2),)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"ledger": "study"}, "rule"),
        ({"at_least": 1}, "rule.ledger"),
        ({**COUNT, "atleast": 2}, "rule.atleast"),
        ({**COUNT, "at_most": 3}, "rule.at_most"),
        ({**COUNT, "at_least": "三次"}, "rule.at_least"),
        ({**COUNT, "at_least": True}, "rule.at_least"),
        ({**COUNT, "at_least": -1}, "rule.at_least"),
        ({"ledger": "study", "between": [3, 1]}, "rule.between"),
        ({**COUNT, "per": "fortnight"}, "rule.per"),
        ({**COUNT, "per": "half_year", "by": ["06-30"]}, "rule.by"),
        ({**COUNT, "by": "02-30"}, "rule.by[0]"),
        ({**COUNT, "per": "half_year", "only": 3}, "rule.only"),
        ({**COUNT, "only": 1}, "rule.only"),
        ({**COUNT, "window": {"before": "inspection"}}, "rule.window"),
        ({**COUNT, "per": "quarter", "window": {"before": "inspection", "months": 4}}, "rule.window.months"),
        ({**COUNT, "look_back": "很久"}, "rule.look_back"),
        ({**COUNT, "per": "year", "look_back": "24 months"}, "rule.look_back"),
        ({**COUNT, "measure": "average"}, "rule.measure"),
        ({**COUNT, "measure": "sum"}, "rule.field"),
        ({**COUNT, "field": "hours"}, "rule.field"),
        ({**COUNT, "where": {"title": {"like": "x"}}}, "rule.where.title.like"),
        ({**COUNT, "where": {"title": []}}, "rule.where.title"),
        ({**COUNT, "proofs": {"photo": 0}}, "rule.proofs.photo"),
        ({**COUNT, "must": {"a": 1}}, "rule.must"),
        ({**COUNT, "each": "record", "proofs": {"photo": 1}}, "rule.each"),
        ({"ledger": "study", "each": "record"}, "rule.each"),
        ({**COUNT, "each": {"ledger": "staff"}}, "rule.each"),
        ({"ledger": "study", "equals": 0}, "rule.statement"),
        ({**COUNT, "statement": {"ledger": "x"}}, "rule.statement"),
        ({"numerator": {"ledger": "a"}, "at_least": "30%"}, "rule.denominator"),
        ({"ledger": "study", "measure": "age", "field": "d", "at_least": 3}, "rule.at_least"),
        ({"ledger": "study", "grade": "良好"}, "rule.grade"),
    ],
)
def test_a_mistake_is_named_with_its_place(data: dict[str, Any], place: str) -> None:
    with pytest.raises(DefinitionError) as told:
        read_rule(data)
    assert told.value.place == place


def test_shipped_rules_survive_json() -> None:
    for _, standard in resources.tomls("standards"):
        for indicator in standard["indicators"]:
            for data in indicator.get("rules", []):
                assert read_rule(json.loads(json.dumps(data))) == read_rule(data)
