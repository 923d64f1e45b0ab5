"""Two editions of a standard: the same, changed, moved, new, gone, and what is not certain."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from civdesk.domain.editions import compare, told
from civdesk.domain.standards import Standard, read_standard


def standard(*indicators: dict[str, Any], key: str = "old") -> Standard:
    return read_standard({"key": key, "title": "标准", "indicators": list(indicators)})


OLD = standard(
    {"code": "1", "title": "组织领导"},
    {
        "code": "1.1",
        "parent": "1",
        "title": "领导机构",
        "asked": "成立创建工作领导小组",
        "points": 5,
        "lead": ["党政办"],
    },
    {"code": "1.2", "parent": "1", "title": "年度计划", "asked": "有年度创建工作计划", "points": 5},
    {"code": "2", "title": "道德讲堂", "asked": "每年举办两期道德讲堂", "points": 10},
)


def test_the_same_standard_is_the_same() -> None:
    found = compare(OLD, standard(*[dict(one) for one in _data(OLD)], key="new"))
    assert len(found.pairs) == 4
    assert not (found.changed or found.added or found.removed or found.doubts)
    assert all(pair.same for pair in found.pairs)


def test_points_change_and_the_demand_stays() -> None:
    data = _data(OLD)
    data[1]["points"] = 8
    del data[1]["lead"]
    (pair,) = compare(OLD, standard(*data, key="new")).changed
    assert pair.same
    assert list(told([pair])) == ["1.1 领导机构：分值 5 → 8"]  # a sheet that names nobody takes nobody away


def test_another_demand_is_not_the_same() -> None:
    data = _data(OLD)
    data[3]["asked"] = "每月举办一期道德讲堂"
    (pair,) = compare(OLD, standard(*data, key="new")).changed
    assert not pair.same


def test_renumbered_and_moved_is_found_by_its_words() -> None:
    new = standard(
        {"code": "A", "title": "阵地建设"},
        {"code": "A1", "parent": "A", "title": "道德讲堂", "asked": "每年举办两期道德讲堂", "points": 10},
        {"code": "B", "title": "组织领导"},
        {"code": "B1", "parent": "B", "title": "领导机构", "asked": "成立创建工作领导小组", "points": 5},
        key="new",
    )
    found = compare(OLD, new)
    assert {(pair.old.code, pair.new.code) for pair in found.pairs} == {
        ("2", "A1"),
        ("1", "B"),
        ("1.1", "B1"),
    }
    assert [one.code for one in found.added] == ["A"]
    assert [one.code for one in found.removed] == ["1.2"]
    fields = {one.field for pair in found.pairs if pair.new.code == "A1" for one in pair.changes}
    assert fields == {"code", "place"}


def test_the_same_code_with_other_words_is_another_indicator() -> None:
    found = compare(OLD, standard({"code": "2", "title": "无偿献血", "asked": "组织职工献血"}, key="new"))
    assert not found.pairs
    assert [one.code for one in found.added] == ["2"]


def test_what_is_somewhat_alike_is_asked_and_settled_by_hand() -> None:
    new = standard(
        {"code": "9", "title": "道德讲堂活动", "asked": "每季度举办道德讲堂活动一次以上"}, key="new"
    )
    found = compare(OLD, new)
    assert [(one.new.code, [old.code for old in one.old]) for one in found.doubts] == [("9", ["2"])]
    assert [one.code for one in found.added] == ["9"]
    settled = compare(OLD, new, {"9": "2"})
    assert [(pair.old.code, pair.new.code) for pair in settled.pairs] == [("2", "9")]
    assert not compare(OLD, new, {"9": ""}).doubts


@given(st.permutations(range(4)))
def test_every_indicator_is_in_exactly_one_place(order: list[int]) -> None:
    flat = [{k: v for k, v in one.items() if k != "parent"} for one in _data(OLD)]
    new = standard(*(flat[n] | {"code": f"x{at}"} for at, n in enumerate(order)), key="new")
    found = compare(OLD, new)
    assert sorted([p.old.code for p in found.pairs] + [one.code for one in found.removed]) == [
        "1",
        "1.1",
        "1.2",
        "2",
    ]
    assert len(found.pairs) + len(found.added) == 4
    assert len(found.pairs) == 4


def _data(of: Standard) -> list[dict[str, Any]]:
    from civdesk.domain.standards import standard_data

    return [dict(one) for one in standard_data(of)["indicators"]]
