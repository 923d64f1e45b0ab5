"""Samples from registers: drawn by lot, kept for ever, drawn again to be compared."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from civdesk.desk import history, records, sampling, surveys
from civdesk.errors import WrongUse
from civdesk.store.workspace import Workspace

TODAY = date(2026, 11, 22)


@pytest.fixture
def office(workspace: Workspace) -> Workspace:
    people = [
        {"title": f"职工{n}", "department": ("党政办", "综合股", "计财股")[n % 3], "status": "在职"}
        for n in range(45)
    ]
    people.append({"title": "老前辈", "department": "党政办", "status": "退休", "left_on": "2020-01-01"})
    records.add_many(workspace, "staff", people, today=TODAY)
    return workspace


def test_a_draw_is_kept_and_can_be_repeated(office: Workspace) -> None:
    one = sampling.draw(
        office, "staff", "15", on=TODAY, filters=["在职"], stratified=True, reserves=2, seed="甲"
    )
    assert (one.population, len(one.chosen), len(one.reserves)) == (45, 15, 2)
    assert Counter(each.department for each in one.chosen) == {"党政办": 5, "综合股": 5, "计财股": 5}
    assert "老前辈" not in {each.name for each in one.members}
    assert "党政办 5/15" in one.note and "种子 甲" in one.note and "45 名为总体" in one.note
    assert sampling.again(office, one.id)
    records.add(office, "staff", {"title": "新人", "status": "在职"}, today=TODAY)
    assert not sampling.again(office, one.id), "the register of that day reads otherwise now"


def test_no_draw_is_taken_back_unseen(office: Workspace) -> None:
    first = sampling.draw(office, "staff", "10%", on=TODAY, title="知晓率调查")
    second = sampling.draw(office, "staff", "10%", on=TODAY, title="知晓率调查")
    assert [one.id for one in sampling.samplings(office)] == [second.id, first.id]
    assert second.conditions["draw"] == 2 and "第 2 次抽取" in second.note
    assert first.seed != second.seed
    undone = history.undo(office)
    assert "抽样" not in undone.title, "what is undone is the step before"
    assert len(sampling.samplings(office)) == 2


def test_a_list_is_voided_with_a_reason(office: Workspace) -> None:
    one = sampling.draw(office, "staff", "5", on=TODAY)
    with pytest.raises(WrongUse, match="原因"):
        sampling.void(office, one.id, " ")
    sampling.void(office, one.id, "抽错了范围")
    assert sampling.sampling_of(office, one.id).void == "抽错了范围"
    assert len(sampling.sampling_of(office, one.id).members) == 5


def test_what_cannot_be_drawn(office: Workspace) -> None:
    with pytest.raises(WrongUse, match="抽不出 100 个"):
        sampling.draw(office, "staff", "100", on=TODAY)
    with pytest.raises(WrongUse, match="没有符合条件"):
        sampling.draw(office, "shop", "1", on=TODAY)
    with pytest.raises(WrongUse, match="不是名册"):
        sampling.draw(office, "survey", "1", on=TODAY)


def test_the_list_on_paper(office: Workspace, tmp_path: Path) -> None:
    one = sampling.draw(office, "staff", "10", on=TODAY, reserves=1, title="知晓率调查")
    out = sampling.write(office, one.id, tmp_path / "名单.xlsx", print_pdf=None)
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(n for n, row in enumerate(rows) if row[0] == "序号")
    assert [row[1] for row in rows[head + 1 :]] == [each.name for each in one.members]
    assert rows[-1][0] == "备1" and rows[head + 1][3] == "□"


def test_a_list_is_of_a_survey(office: Workspace) -> None:
    raw = {"title": "知晓率调查", "date": "2026-11-20", "kind": "知晓率", "method": "发放问卷"}
    survey = surveys.add(office, raw, today=TODAY).id
    first = sampling.draw(office, "staff", "15", on=TODAY, filters=["在职"])
    assert sampling.of_survey(office, survey) is None
    sampling.assign(office, first.id, survey)
    values = records.get(office, "survey", survey).values
    assert (values["method"], values["population"], values["issued"]) == ("随机抽样", 45, 15)
    second = sampling.draw(office, "staff", "20", on=TODAY, filters=["在职"])
    sampling.assign(office, second.id, survey)
    found = sampling.of_survey(office, survey)
    assert found is not None and found.id == second.id
    assert sampling.sampling_of(office, first.id).survey == "", "a survey asks the people of one list"
    assert records.get(office, "survey", survey).values["issued"] == 15, "what was given out is known already"
    history.undo(office)
    found = sampling.of_survey(office, survey)
    assert found is not None and found.id == first.id
    sampling.release(office, survey)
    assert sampling.of_survey(office, survey) is None and sampling.release(office, survey) is None
    sampling.void(office, first.id, "抽错了")
    with pytest.raises(WrongUse, match="已经作废"):
        sampling.assign(office, first.id, survey)
    assert sampling.again(office, second.id), "what was drawn is as it was"
