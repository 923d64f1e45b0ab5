"""Drawing by lot: repeatable, nobody twice, in proportion."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk.domain.sampling import Drawn, SamplingError, draw, drawn_data, read_drawn, shares, size_of

people = st.lists(st.sampled_from(["党政办", "综合股", "计财股", ""]), min_size=1, max_size=60).map(
    lambda where: [Drawn(f"id{n}", f"人{n}", name) for n, name in enumerate(where)]
)


@given(people, st.text(max_size=10), st.integers(0, 10), st.booleans(), st.data())
def test_a_draw(
    members: list[Drawn], seed: str, reserves: int, stratified: bool, data: st.DataObject
) -> None:
    size = data.draw(st.integers(1, len(members)))
    found = draw(members, size, seed, stratified=stratified, reserves=reserves)
    shuffled = data.draw(st.permutations(members))
    assert draw(shuffled, size, seed, stratified=stratified, reserves=reserves) == found, "repeatable"
    ids = [one.id for one in found]
    assert len(set(ids)) == len(ids), "nobody twice"
    chosen = [one for one in found if not one.reserve]
    assert len(chosen) == size
    assert len(found) - size == min(reserves, len(members) - size)
    if stratified:
        strata: dict[str, int] = {}
        for one in members:
            strata[one.department] = strata.get(one.department, 0) + 1
        wanted = shares(strata, size)
        assert {name: sum(one.department == name for one in chosen) for name in strata} == wanted
    assert list(read_drawn(drawn_data(found))) == found


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 500), min_size=1, max_size=12), st.data())
def test_shares_add_up_and_are_in_proportion(strata: dict[str, int], data: st.DataObject) -> None:
    total = sum(strata.values())
    size = data.draw(st.integers(1, total))
    found = shares(strata, size)
    assert sum(found.values()) == size
    for name, many in found.items():
        assert 0 <= many <= strata[name]
        assert abs(many - strata[name] * size / total) < 1


def test_another_seed_draws_others() -> None:
    members = [Drawn(f"id{n}", f"人{n}") for n in range(100)]
    assert draw(members, 10, "甲") != draw(members, 10, "乙")


@pytest.mark.parametrize(
    ("text", "population", "size"), [("30", 46, 30), ("10%", 46, 5), ("100％", 46, 46), ("12.5%", 80, 10)]
)
def test_sizes(text: str, population: int, size: int) -> None:
    assert size_of(text, population) == size


@pytest.mark.parametrize("text", ["", "0", "-3", "47", "101%", "一半", "3.5"])
def test_sizes_that_cannot_be(text: str) -> None:
    with pytest.raises(SamplingError):
        size_of(text, 46)
