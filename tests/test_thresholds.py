"""Every threshold of the requirements, on data made for it: the state and the figures worked out by hand.

`thresholds/*.toml` holds the cases. `rule` names a shipped rule, never a copy of it: the key of an offered
one, or `standard:code:T05` (`:2` behind it for the second of that threshold). Figures that are only reported
have no rule; there `asked` writes down what is divided by what. `records.<ledger>` are entries as the clerk
types them; `days` or `names` in an entry make one record for each, `times` so many alike, and `proofs` gives
each of them files in these roles. `expect` is what an assessment must say; of `reason` and `gap` a piece is
enough, and what is left out is not looked at. A case with `fill` is one for each of these tables of words.
"""

from __future__ import annotations

import functools
import json
import re
import shutil
import sqlite3
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from civdesk import resources
from civdesk.desk import offered, records
from civdesk.desk.assessing import IndicatorReport, assess
from civdesk.desk.standards import install_standard, set_rules
from civdesk.domain.periods import parse_period
from civdesk.domain.rules import State
from civdesk.domain.sentences import show_percent
from civdesk.store.schema import quoted, table_of
from civdesk.store.workspace import Workspace
from tests.filling import prove

HERE = Path(__file__).parent
KEY, CODE = "threshold", "1"
# Printed, not judged: how many volunteers, how many households, shares by education.
FIGURES = {"T81", "T82", "T84", "T86"}
_MADE = {"days", "names", "times", "proofs"}


@functools.cache
def cases() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((HERE / "thresholds").glob("*.toml")):
        for written in tomllib.loads(path.read_text("utf-8"))["case"]:
            for case in filled(written):
                assert case["id"] not in found, case["id"]
                found[case["id"]] = case
    return found


def filled(case: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The case for each of its `fill`s, whose words stand where their {names} do; itself without any."""
    fills = case.pop("fill", [])
    if not fills:
        yield case
    for words in fills:
        text = json.dumps(case, ensure_ascii=False)
        for name, word in words.items():
            text = text.replace(f"{{{name}}}", word)
        yield json.loads(text)


@functools.cache
def standards() -> dict[str, Mapping[str, Any]]:
    return {data["key"]: data for _, data in resources.tomls("standards")}


def rule_of(case: Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
    """The rule that a case is about, and the time over which its indicator asks (empty: as every other)."""
    name: str = case.get("rule", "")
    if not name:
        return case["asked"], ""
    if ":" not in name:
        return offered.find(name).rule, ""
    key, code, ref, *place = name.split(":")
    (indicator,) = (one for one in standards()[key]["indicators"] if one["code"] == code)
    rules = [one for one in indicator["rules"] if one.get("ref") == ref]
    assert place or len(rules) == 1, f"{name}: which of {len(rules)}?"
    return rules[int(place[0]) - 1 if place else 0], indicator.get("span", "")


def ref_of(case: Mapping[str, Any]) -> str:
    """The id of the requirement: T05."""
    ref: str = rule_of(case)[0]["ref"]
    return ref


@pytest.fixture(scope="module")
def desk(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace with a standard of one indicator, whose rules each case sets.

    It stays open and is cleared after each case: opening one for each would take three times as long.
    """
    path = tmp_path_factory.mktemp("thresholds") / "门槛.civdesk"
    shutil.copy(template, path)
    ws = Workspace.open(path)
    install_standard(ws, {"key": KEY, "title": "门槛", "indicators": [{"code": CODE, "title": "门槛"}]})
    yield ws
    ws.close()


@pytest.mark.parametrize("id", cases())
def test_a_threshold_is_judged_as_worked_out_by_hand(id: str, desk: Workspace) -> None:
    case = cases()[id]
    on = date.fromisoformat(case["on"])
    rule, span = rule_of(case)
    set_rules(desk, KEY, CODE, [rule])
    asked = case.get("period", span)
    period = parse_period(asked) if asked else None
    anchors = {name: date.fromisoformat(day) for name, day in case.get("anchors", {}).items()}
    entered = case.get("records", {})
    try:
        for ledger, entries in entered.items():
            _enter(desk, ledger, entries, on)
        found = assess(desk, KEY, on, period, anchors=anchors).indicator(CODE)
    finally:
        _clear(desk, entered)
    said = _said(found, case["expect"])
    assert said == case["expect"], (found.rules[0].sentence, [gap.text for gap in found.gaps])


def _enter(ws: Workspace, ledger: str, entries: list[dict[str, Any]], on: date) -> None:
    book = records.ledger(ws, ledger)
    for entry in entries:
        same = {name: value for name, value in entry.items() if name not in _MADE}
        for key in {"title"} & set(book.keys):
            same.setdefault(key, "记录")
        rows = [same | {book.date_field: day} for day in entry["days"]] if "days" in entry else [same]
        if "names" in entry:
            rows = [row | {book.title_field: name} for row in rows for name in entry["names"]]
        rows = [dict(row) for row in rows for _ in range(entry.get("times", 1))]
        for saved in records.add_many(ws, ledger, rows, today=on):
            if entry.get("proofs"):
                prove(ws, ledger, saved.id, *entry["proofs"])


def _clear(ws: Workspace, ledgers: Iterable[str]) -> None:
    def clear(db: sqlite3.Connection) -> None:
        for table in ("proof", "evidence", *map(table_of, ledgers)):
            db.execute(f"delete from {quoted(table)}")

    ws.operate("delete", "清空", clear)


def _said(found: IndicatorReport, expect: Mapping[str, Any]) -> dict[str, Any]:
    """What the report says of the things that are expected, in the words of the case."""
    (rule,) = found.rules
    told: dict[str, Any] = {
        "state": rule.state.value,
        "needed": _number(rule.needed),
        "present": _number(rule.present),
        "numerator": _number(rule.numerator),
        "denominator": _number(rule.denominator),
        "late": rule.late,
        "counted": len(rule.records),
        "buckets": [bucket.state.value for bucket in rule.buckets],
        "in_buckets": [_number(bucket.present) for bucket in rule.buckets],
        "deadlines": [str(bucket.bucket.deadline) for bucket in rule.buckets],
        "lacking": sorted({name for bucket in rule.buckets for name in bucket.lacking}),
        "sanction": rule.sanction,
        "shown": show_percent(rule.present) if isinstance(rule.present, Fraction) else None,
    }
    # Of sentences a piece is expected.
    for key, text in (("reason", rule.reason), ("gap", "；".join(gap.text for gap in found.gaps))):
        told[key] = expect[key] if key in expect and expect[key] in text else text
    return {key: told[key] for key in expect}


def _number(value: Fraction | str | None) -> int | float | str | None:
    if not isinstance(value, Fraction):
        return value
    return value.numerator if value.denominator == 1 else float(value)


# --- that nothing was forgotten ----------------------------------------------------------------------


def test_every_threshold_has_a_case_that_is_met_and_one_that_is_not() -> None:
    states: dict[str, set[bool]] = {}
    for case in cases().values():
        states.setdefault(ref_of(case), set()).add(case["expect"]["state"] == State.MET)
    every = {f"T{n:02}" for n in range(1, 107)}
    assert {ref for ref in every - FIGURES if states.get(ref) != {True, False}} == set()
    assert {ref_of(case) for case in cases().values() if "asked" in case} == FIGURES


def test_every_offered_rule_has_a_case() -> None:
    assert {one.key for one in offered.offered()} - {case.get("rule") for case in cases().values()} == set()


def test_every_rule_of_a_threshold_in_a_standard_has_a_case_or_is_like_one_that_has() -> None:
    tried = {demand(rule_of(case)[0]) for case in cases().values()}
    rules = [
        (key, indicator["code"], rule)
        for key, standard in standards().items()
        for indicator in standard["indicators"]
        for rule in indicator.get("rules", [])
        if rule.get("ref", "").startswith("T")
    ]
    assert [(key, code, rule["ref"]) for key, code, rule in rules if demand(rule) not in tried] == []


def demand(rule: Mapping[str, Any]) -> str:
    """The data of a rule without its words."""
    data = {key: value for key, value in rule.items() if key not in ("title", "ref", "sanction")}
    return re.sub(r'(, )?"(subject|unit)": "[^"]*"', "", json.dumps(data, ensure_ascii=False, sort_keys=True))
