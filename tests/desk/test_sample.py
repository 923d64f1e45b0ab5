"""The sample workspace: believable, of one piece, and a little of everything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from civdesk.desk import records, sample, workspaces
from civdesk.domain.fields import Kind
from civdesk.domain.ledgers import Ledger
from civdesk.store import ledgers
from civdesk.store.ledgers import Record
from civdesk.store.workspace import Workspace

TODAY = date(2026, 5, 20)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with sample.new(tmp_path_factory.mktemp("sample") / "示例.civdesk", today=TODAY) as ws:
        yield ws


def everything(ws: Workspace) -> Iterator[tuple[Ledger, Record]]:
    for ledger in records.all_ledgers(ws).values():
        for record in ledgers.records(ws.reader(), ledger):
            yield ledger, record


def test_every_group_of_ledgers_has_something_to_look_at(made: Workspace) -> None:
    info = workspaces.info(made)
    assert info.whole
    filled = {key for key, count in info.records.items() if count}
    books = records.all_ledgers(made)
    assert {books[key].group for key in filled} == {book.group for book in books.values()}
    assert len(filled) >= 40


def test_nothing_is_later_than_today(made: Workspace) -> None:
    for ledger, record in everything(made):
        begin = ledger.register.start if ledger.register else ledger.date_field
        day = record.values[begin] if begin else None
        assert day is None or str(day) <= TODAY.isoformat(), (ledger.key, record.values)


def test_its_sections_and_people_are_those_of_the_office(made: Workspace) -> None:
    db, books = made.reader(), records.all_ledgers(made)
    known = {
        Kind.DEPARTMENT: set(ledgers.names(db, books["department"])),
        Kind.PERSON: set(ledgers.names(db, books["staff"])),
    }
    kinds = {Kind.DEPARTMENTS: Kind.DEPARTMENT, Kind.PEOPLE: Kind.PERSON}
    for ledger, record in everything(made):
        for field in ledger.fields:
            if names := known.get(kinds.get(field.kind, field.kind)):
                value = record.values[field.key]
                used = value if isinstance(value, list) else [value] if value else []
                assert set(used) <= names, (ledger.key, field.key)


def test_a_reissued_group_keeps_who_was_in_it_before(made: Workspace) -> None:
    book = records.all_ledgers(made)["leading_group"]
    contacts = {
        str(record.values["person"]): (record.values["started_on"], record.values["ended_on"])
        for record in ledgers.records(made.reader(), book)
        if record.values["role"] == "联络员"
    }
    assert contacts == {"张志强": ("2025-02-16", "2026-04-12"), "冯宏伟": ("2026-04-13", None)}
