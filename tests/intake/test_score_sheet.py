"""Judges' sheets: what was written comes back as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civdesk.domain.evaluations import Candidate, Criterion, Plan
from civdesk.errors import WrongUse
from civdesk.intake import score_sheet
from civdesk.output.evaluation_sheets import score_sheet as sheet_of
from civdesk.sheets.handout import write_handout

_names = st.lists(
    st.text(st.characters(codec="utf-8", categories=("Lo", "Nd", "Lu")), min_size=1, max_size=10),
    min_size=1,
    max_size=6,
    unique_by=lambda name: name.casefold(),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_there_and_back(tmp_path: Path, data: st.DataObject) -> None:
    people = [Candidate(f"编号{n}", f"{n}{name}") for n, name in enumerate(data.draw(_names))]
    criteria = [
        Criterion(f"{n}{title}", data.draw(st.none() | st.integers(1, 10_000)))
        for n, title in enumerate(data.draw(_names))
    ]
    plan = Plan(tuple(criteria), ("甲评委",))
    given_points = {
        (one.id, "甲评委", c.title): data.draw(st.integers(0, c.most or 10_000))
        for one in people
        for c in criteria
        if data.draw(st.booleans())
    }
    path = tmp_path / "评分表.xlsx"
    write_handout(path, sheet_of("某局", "评比", "01ABC", plan, people, "甲评委", given_points))
    found = score_sheet.read(path, "01ABC", plan, people)
    assert found.scores == given_points and found.unread == () and found.judges == ("甲评委",)
    with pytest.raises(WrongUse, match="另一次评比"):
        score_sheet.read(path, "01XYZ", plan, people)


def test_whom_nobody_knows(tmp_path: Path) -> None:
    plan = Plan((), ("甲",))
    path = tmp_path / "评分表.xlsx"
    people = [Candidate("1", "党政办"), Candidate("2", "综合股")]
    write_handout(path, sheet_of("", "评比", "01", plan, people, "甲", {("1", "甲", "总分"): 900}))
    found = score_sheet.read(path, "01", plan, [replace(people[1])])
    assert [(one.value, one.reason) for one in found.unread] == [("党政办", "没有这个参评对象")]
    found = score_sheet.read(path, "01", replace(plan, judges=("乙",)), people)
    assert [(one.value, one.reason) for one in found.unread] == [("甲", "评委里没有这个人")]
    book = openpyxl.Workbook()
    book.active.append(["别的", "表"])  # type: ignore[union-attr]
    book.save(path)
    with pytest.raises(WrongUse, match="没有评分表"):
        score_sheet.read(path, "01", plan, people)
