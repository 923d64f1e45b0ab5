"""A rule in an editor: every shipped one comes back as it was; what is typed makes a rule or is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from civdesk import resources
from civdesk.domain.rule_data import read_rule
from civdesk.domain.rule_drafts import Draft, DraftError, data_of, draft_of

SHIPPED = [
    rule
    for _, data in resources.tomls("standards")
    for indicator in data["indicators"]
    for rule in indicator.get("rules", ())
]


@pytest.mark.parametrize("rule", SHIPPED)
def test_a_shipped_rule_comes_back_as_it_was(rule: Mapping[str, Any]) -> None:
    assert read_rule(data_of(draft_of(rule))) == read_rule(rule)


def test_what_is_typed_makes_a_rule() -> None:
    draft = Draft(ledger="study", amount="6", per="year", by="12-31", proofs=(("photo", 2),))
    assert data_of(draft) == {
        "ledger": "study", "at_least": 6, "per": "year", "by": "12-31", "proofs": {"photo": 2},
    }  # fmt: skip
    assert data_of(Draft(ledger="study", word="between", amount="1、2", per="month"))["between"] == [1, 2]
    assert data_of(Draft(ledger="study", amount="1 1 2 2", per="quarter"))["at_least"] == [1, 1, 2, 2]
    age = Draft(ledger="publicity_site", measure="age", field="updated_on", amount="6个月", each=True)
    assert data_of(age)["at_most"] == "6 months"
    half = Draft(ledger="good_deed", amount="1", per="half_year", by="06-30、11-30")
    assert data_of(half)["by"] == ["06-30", "11-30"]


def test_a_number_of_a_share_changes_and_the_rest_stays() -> None:
    share = next(rule for rule in SHIPPED if "numerator" in rule and "at_least" in rule)
    draft = draft_of(share)
    assert draft.share
    changed = data_of(replace(draft, amount="90%"))
    assert changed == {**share, "at_least": "90%"}


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (Draft(amount="1"), "选要统计的台账"),
        (Draft(ledger="study"), "要达到的数"),
        (Draft(ledger="study", amount="很多"), "不是数"),
        (Draft(ledger="study", amount="-1"), "不是数"),
        (Draft(ledger="study", word="between", amount="1"), "两个数"),
        (Draft(ledger="study", amount="1", per="half_year", by="06-30"), "2 个期限"),
        (Draft(ledger="study", amount="1", per="half_year", by="6月底、11月底"), "写成 06-30"),
        (Draft(ledger="study", amount="1", per="week", by="06-30"), "不能另写期限"),
        (Draft(ledger="study", amount="1", measure="sum"), "选要合计"),
        (Draft(ledger="study", amount="很久", measure="age", field="date"), "多长时间"),
    ],
)
def test_what_is_lacking_is_said(draft: Draft, said: str) -> None:
    with pytest.raises(DraftError, match=said):
        data_of(draft)
