"""The five steps of the first start: what is there counts, what was put off is kept, lists are read."""

from __future__ import annotations

from datetime import date

import pytest

from civdesk.desk import first_steps, history, records
from civdesk.desk.first_steps import Progress, Step, department_names
from civdesk.store.workspace import Workspace

TODAY = date(2026, 11, 21)


def test_what_is_there_counts_however_it_came_in(workspace: Workspace) -> None:
    assert set(first_steps.progress(workspace).values()) == {Progress.OPEN}
    records.add(workspace, "department", {"title": "党政办"}, today=TODAY)
    first_steps.put_off(workspace, [Step.STAFF, Step.UNIT])
    first_steps.confirm(workspace, Step.STANDARD)
    assert first_steps.progress(workspace) == {
        Step.UNIT: Progress.LATER,
        Step.CYCLE: Progress.OPEN,
        Step.DEPARTMENTS: Progress.DONE,
        Step.STAFF: Progress.LATER,
        Step.STANDARD: Progress.DONE,
    }
    assert first_steps.put_off_steps(workspace) == [Step.UNIT, Step.STAFF]
    records.add(workspace, "staff", {"title": "张三"}, today=TODAY)
    assert first_steps.put_off_steps(workspace) == [Step.UNIT]
    # How far the questions are is not what Ctrl+Z takes back.
    assert history.undo(workspace).title == "新增《人员花名册》：张三"
    assert first_steps.put_off_steps(workspace) == [Step.UNIT, Step.STAFF]


@pytest.mark.parametrize(
    ("text", "new", "repeated"),
    [
        ("党政办\n综合股", ["党政办", "综合股"], []),
        ("  党政办  \r\n\r\n综合股\n党政办", ["党政办", "综合股"], ["党政办"]),
        ("计财股\n综合股", ["综合股"], ["计财股"]),
        ("科室名称\n综合股", ["综合股"], []),
        ("序号\t科室\n1\t综合股\t张三\n2.\t运输股", ["综合股", "运输股"], []),
        ("法规、审批股", ["法规、审批股"], []),
        ("", [], []),
    ],
)
def test_a_typed_or_pasted_list_of_departments(
    workspace: Workspace, text: str, new: list[str], repeated: list[str]
) -> None:
    book = records.ledger(workspace, "department")
    assert department_names(book, text, ["计财股"]) == (new, repeated)
