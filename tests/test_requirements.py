"""What the office's papers ask for is carried by something that is there, or waits in a named room.

`requirements.csv` maps each id of the requirements to its carrier: ledger, register, field, evidence, role,
standard, rule, offered (a rule that is offered to be taken), schedule, export, code, or later.
"""

from __future__ import annotations

import csv
import functools
import importlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from civdesk import resources
from civdesk.desk.offered import find
from civdesk.domain.ledgers import Ledger, read_ledger, read_roles
from civdesk.domain.standards import Indicator, Standard, read_standard
from civdesk.store.filing import CATEGORIES

HERE = Path(__file__).parent
SOURCE = HERE.parents[1] / "shared" / "domain" / "requirements.md"
ROOMS = {"checklists", "photos", "archive", "reports", "schedules", "safety"}
# Sections 1 to 8; R92 was never given.
RANGES = """R01-R91 R93-R127 T01-T106 C01-C28 C30-C42 C50-C51 C52a-C52m C53-C64 K01-K21 K30-K58 K60-K79
    P01-P23 A01-A40 D01-D19 D30-D44 L01-L26"""


class Row:
    """One line of the table; `objects` are the things it names."""

    def __init__(self, line: dict[str, str]) -> None:
        self.id, self.carrier, self.note = line["id"], line["carrier"], line["note"]
        self.objects = line["object"].split()


@functools.cache
def rows() -> dict[str, Row]:
    with (HERE / "requirements.csv").open(encoding="utf-8", newline="") as stream:
        listed = [Row(line) for line in csv.DictReader(stream)]
    assert len({row.id for row in listed}) == len(listed)
    return {row.id: row for row in listed}


@functools.cache
def ledgers() -> dict[str, Ledger]:
    read = [read_ledger(data) for _, data in resources.tomls("ledgers")]
    return {ledger.key: ledger for ledger in read}


@functools.cache
def standards() -> dict[str, Standard]:
    read = [read_standard(data) for _, data in resources.tomls("standards")]
    return {standard.key: standard for standard in read}


def expected() -> Iterator[str]:
    for piece in RANGES.split():
        first, last = piece.split("-")
        if first[-1].isalpha():
            stem = first[:-1]
            yield from (f"{stem}{chr(code)}" for code in range(ord(first[-1]), ord(last[-1]) + 1))
        else:
            numbers = range(int(first[1:]), int(last[1:]) + 1)
            yield from (f"{first[0]}{number:02}" for number in numbers)


def test_every_requirement_stands_in_the_table() -> None:
    ids = list(expected())
    assert len(ids) == 493
    assert list(rows()) == ids
    if SOURCE.exists():
        lines = SOURCE.read_text(encoding="utf-8").splitlines()
        found = [re.match(r"\| ([RTCKPADL]\d+[a-z]?) \|", line) for line in lines]
        # In the paper the records that were easy to lose stand at the end.
        assert {match[1] for match in found if match} == set(ids)


@pytest.mark.parametrize("id", list(expected()))
def test_what_carries_it_is_there(id: str) -> None:
    row = rows()[id]
    assert row.objects, id
    for name in row.objects:
        CARRIERS[row.carrier](row, name)


def _ledger(row: Row, name: str) -> None:
    carried = ledgers()[name].carries
    assert not row.id.startswith("R") or row.id in carried, (name, carried)


def _register(row: Row, name: str) -> None:
    assert ledgers()[name].register is not None


def _field(row: Row, name: str) -> None:
    ledger, _, key = name.partition(".")
    ledgers()[ledger].field(key)


def _role(row: Row, name: str) -> None:
    assert name in read_roles(resources.toml("roles.toml"))


def _evidence(row: Row, name: str) -> None:
    assert name in CATEGORIES


def _indicator(name: str) -> Indicator:
    key, _, code = name.partition(":")
    return standards()[key].indicator(code)


def _standard(row: Row, name: str) -> None:
    found = _indicator(name)
    # The divided plan itself: row by row.
    if re.fullmatch(r"K(0\d|1\d|2[01])", row.id):
        assert found.ref == row.id


def _rule(row: Row, name: str) -> None:
    assert row.id in {demanded.rule.ref for demanded in _indicator(name).rules}


def _offered(row: Row, name: str) -> None:
    assert find(name).ref == row.id


@functools.cache
def _shipped(folder: str) -> dict[str, str]:
    """The texts of the shipped TOML files of a folder, by their keys."""
    return {data["key"]: file.read_text(encoding="utf-8") for file, data in resources.tomls(folder)}


def _form(row: Row, name: str) -> None:
    assert f'"{row.id}"' in _shipped("inspections")[name]


def _evaluation(row: Row, name: str) -> None:
    assert row.id in _shipped("evaluations")[name]


def _schedule(row: Row, name: str) -> None:
    assert _indicator(name).due


def _code(row: Row, name: str) -> None:
    module, _, thing = name.partition(":")
    assert getattr(importlib.import_module(module), thing).__doc__


def _later(row: Row, name: str) -> None:
    assert not row.id.startswith("R"), "every kind of record is carried now"
    assert name in ROOMS and row.note


CARRIERS: dict[str, Callable[[Row, str], None]] = {
    "ledger": _ledger,
    "register": _register,
    "field": _field,
    "role": _role,
    "evidence": _evidence,
    "standard": _standard,
    "rule": _rule,
    "offered": _offered,
    "form": _form,
    "evaluation": _evaluation,
    "schedule": _schedule,
    "export": _code,
    "code": _code,
    "later": _later,
}


def test_ledgers_and_the_table_agree_on_the_records() -> None:
    said = {row.id: row.objects for row in rows().values() if row.carrier == "ledger" and row.id[0] == "R"}
    carried = {id: [ledger.key] for ledger in ledgers().values() for id in ledger.carries}
    assert said == carried
    kept_as_files = {row.id for row in rows().values() if row.carrier == "evidence"}
    assert {id for id in rows() if id[0] == "R"} == set(said) | kept_as_files


def test_every_shipped_rule_of_a_threshold_is_in_the_table() -> None:
    shipped = {
        demanded.rule.ref
        for standard in standards().values()
        for indicator in standard.indicators
        for demanded in indicator.rules
        if demanded.rule.ref.startswith("T")
    }
    assert {row.id for row in rows().values() if row.carrier == "rule"} == shipped
