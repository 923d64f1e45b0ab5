"""Standards: the tree, its points, its due dates, and the one that ships."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from civdesk import resources
from civdesk.domain.ledgers import DefinitionError
from civdesk.domain.rules import State
from civdesk.domain.scoring import Score, earned, score
from civdesk.domain.standards import Due, own_points, read_standard, standard_data

PROVINCE = resources.toml("standards", "province_unit.toml")


def tree(*points: tuple[str, str, Any]) -> dict[str, Any]:
    return {
        "key": "x",
        "title": "某标准",
        "indicators": [
            {"code": code, "title": code, **({"parent": parent} if parent else {}),
             **({} if given is None else {"points": given})}
            for code, parent, given in points
        ],
    }  # fmt: skip


def test_the_transport_bureau_s_plan_is_there_whole() -> None:
    standard = read_standard(PROVINCE)
    refs = {indicator.ref for indicator in standard.indicators if indicator.ref}
    assert refs == {f"K{n:02d}" for n in range(1, 22)}
    assert [i.code for i in standard.children("三-3")] == ["三-3①", "三-3②"]
    assert standard.indicator("三-3②").lead == ("综合股",)
    assert standard.indicator("三-4②").lead == ("计财股",)
    assert standard.indicator("四-1").lead == ("设计室",)
    assert standard.indicator("四-2").support == ("各直属单位", "局机关各股室")
    assert standard.indicator("三-7").due == ()
    assert all(indicator.points is None for indicator in standard.indicators)
    assert not any(indicator.owner or indicator.leader for indicator in standard.indicators)
    assert standard.indicator("一").methods == ("网络查看", "网络审核")


def test_shipped_phrases_stand_beside_the_day_they_mean() -> None:
    for indicator in read_standard(PROVINCE).indicators:
        for due in indicator.due:
            if due.date:
                assert due.days(2026) == Due(due.phrase).days(2026), indicator.code


def test_a_standard_written_out_reads_back_the_same() -> None:
    standard = read_standard(PROVINCE)
    assert read_standard(standard_data(standard)) == standard
    odd = read_standard(tree(("1", "", 2.5), ("2", "", "0.05"), ("3", "", None)))
    assert [indicator.points for indicator in odd.indicators] == [250, 5, None]
    assert read_standard(standard_data(odd)) == odd


def test_indicators_come_in_reading_order_whatever_their_place_in_the_file() -> None:
    standard = read_standard(
        tree(("1", "", None), ("2", "", None), ("1-1", "1", None), ("1-1a", "1-1", None))
    )
    assert [indicator.code for indicator in standard.indicators] == ["1", "1-1", "1-1a", "2"]


def test_a_parent_s_points_are_not_counted_twice() -> None:
    subtotal = read_standard(tree(("1", "", 10), ("1-1", "1", 4), ("1-2", "1", 6)))
    assert own_points(subtotal) == {"1-1": 400, "1-2": 600}
    of_its_own = read_standard(tree(("1", "", 10), ("1-1", "1", 3), ("1-2", "1", 3)))
    assert own_points(of_its_own) == {"1": 1000, "1-1": 300, "1-2": 300}
    deep = read_standard(tree(("1", "", 10), ("1-1", "1", 10), ("a", "1-1", 5), ("b", "1-1", 5)))
    assert own_points(deep) == {"a": 500, "b": 500}


def test_points_got_possible_and_at_risk() -> None:
    standard = read_standard(tree(("1", "", 10), ("2", "", 8), ("3", "", 6), ("4", "", 4), ("5", "", 2)))
    states = {
        "1": State.MET,
        "2": State.OVERDUE,
        "3": State.PENDING,
        "4": State.NOT_APPLICABLE,
        "5": State.UNSTATED,
    }
    gained = {
        one.code: earned(one, own_points(standard)[one.code], states[one.code], ())
        for one in standard.indicators
    }
    assert score(standard, gained) == Score(got=1000, possible=2600, at_risk=1000)
    assert score(read_standard(tree(("1", "", None))), {}) is None


def test_a_due_date_without_a_day_has_none() -> None:
    assert Due("换季前").days(2026) == ()
    assert Due("每半年").days(2026) == (date(2026, 6, 30), date(2026, 12, 31))
    assert Due("迎检前", "2026-10-20").days(2026) == (date(2026, 10, 20),)
    assert Due("迎检前", "2026-10-20").days(2027) == ()


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"title": ""}, "title"),
        ({"key": "省级"}, "key"),
        ({"point": 3}, "point"),
        ({"indicators": [{"code": "1", "title": "a"}, {"code": "1", "title": "b"}]}, "indicators[1].code"),
        ({"indicators": [{"code": "1", "title": "a", "parent": "9"}]}, "indicators[0].parent"),
        ({"indicators": [{"code": "1"}]}, "indicators[0].title"),
        ({"indicators": [{"code": "1", "title": "a", "points": "十"}]}, "indicators[0].points"),
        ({"indicators": [{"code": "1", "title": "a", "points": 0.001}]}, "indicators[0].points"),
        (
            {"indicators": [{"code": "1", "title": "a", "due": [{"date": "03-31"}]}]},
            "indicators[0].due[0].phrase",
        ),
        (
            {"indicators": [{"code": "1", "title": "a", "due": [{"phrase": "x", "date": "02-30"}]}]},
            "indicators[0].due[0].date",
        ),
        ({"indicators": [{"code": "1", "title": "a", "rules": [{"ledger": "x"}]}]}, "indicators[0].rules[0]"),
        ({"indicators": [{"code": "1", "title": "a", "lead": "党政办"}]}, "indicators[0].lead"),
        ({"anchors": {"inspection": "十月"}}, "anchors.inspection"),
    ],
)
def test_a_mistake_is_named_with_its_place(change: dict[str, Any], place: str) -> None:
    with pytest.raises(DefinitionError) as told:
        read_standard({"key": "x", "title": "某标准", "indicators": [], **change})
    assert told.value.place == place
