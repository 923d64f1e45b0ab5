"""Forms of inspection: the shipped ones, reading and writing them, what is wrong said with its place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk import resources
from civdesk.domain.definition_errors import DefinitionError
from civdesk.domain.form_data import form_data, read_form
from civdesk.domain.forms import BY_VARIANT, HOW, Form
from civdesk.domain.ledgers import read_ledger
from civdesk.domain.periods import Per

PLAIN: dict[str, Any] = {"key": "one", "title": "日查", "group": "卫生"}
SHIPPED = [read_form(data) for _, data in resources.tomls("inspections")]


@pytest.mark.parametrize("form", SHIPPED, ids=lambda form: form.key)
def test_a_shipped_form_holds(form: Form) -> None:
    assert read_form(form_data(form)) == form
    books = {book.key: book for _, data in resources.tomls("ledgers") if (book := read_ledger(data))}
    if form.record:
        book = books[form.record.ledger]
        assert set(form.record.values) <= set(book.keys)
        assert {item.field for item in form.items if item.field} <= set(book.keys)
    if form.subject.register:
        assert books[form.subject.register].register
    if form.finding.kind:
        assert form.finding.kind in books["problem"].field("kind").choices
    if form.finding.source == BY_VARIANT:
        assert form.variants
    else:
        assert form.finding.source in books["problem"].field("source").choices
    if form.feeds:
        assert form.feeds in {one.key for one in SHIPPED}


def test_every_operational_checklist_ships() -> None:
    refs = {ref for form in SHIPPED for ref in (*form.refs, *(item.ref for item in form.items))}
    assert {f"K{n}" for n in range(60, 80)} <= refs
    assert {"R63", "R70", "R71", "R72", "R73", "R76"} <= refs


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"title": "日查"}, "key"),
        (PLAIN | {"per": "fortnight"}, "per"),
        (PLAIN | {"colour": "red"}, "colour"),
        (PLAIN | {"items": [{"key": "a", "title": "地面"}, {"key": "a", "title": "门窗"}]}, "items[1].key"),
        (PLAIN | {"items": [{"key": "a", "title": "地面", "how": "guess"}]}, "items[0].how"),
        (PLAIN | {"items": [{"key": "a", "title": "地面", "how": "score"}]}, "items[0].points"),
        (PLAIN | {"items": [{"key": "A b", "title": "地面"}]}, "items[0].key"),
        (PLAIN | {"record": {"values": {}}}, "record.ledger"),
        (PLAIN | {"feeds": "one"}, "feeds"),
        (PLAIN | {"times": -1}, "times"),
    ],
)
def test_a_mistake_has_its_place(data: dict[str, Any], place: str) -> None:
    with pytest.raises(DefinitionError) as error:
        read_form(data)
    assert error.value.place == place


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(HOW)), st.integers(1, 100_00), st.booleans(), st.booleans()),
        max_size=6,
    ),
    st.sampled_from(["", *(one.value for one in Per if one is not Per.CYCLE)]),
    st.integers(1, 9),
)
def test_reading_what_was_written(items: list[tuple[str, int, bool, bool]], per: str, times: int) -> None:
    data = PLAIN | {
        "per": per,
        "times": times,
        "items": [
            {"key": f"i{n}", "title": f"项目{n}", "how": how, "points": f"{points / 100:.2f}"}
            | {"red_line": red, "hidden": hidden}
            for n, (how, points, red, hidden) in enumerate(items)
        ],
    }
    form = read_form(data)
    assert read_form(form_data(form)) == form
    assert [item.points for item in form.items] == [points for _, points, _, _ in items]
