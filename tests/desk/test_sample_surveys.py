"""The surveys and evaluations of the sample workspace."""

from __future__ import annotations

from datetime import date

from civdesk.desk import evaluations, history, records, sample_surveys, sampling, surveys
from civdesk.store.workspace import Workspace

TODAY = date(2026, 11, 22)


def test_there_is_something_to_see(workspace: Workspace) -> None:
    for name in ("党政办", "综合股", "计财股", "建养股", "运输股", "设计室"):
        records.add(workspace, "department", {"title": name, "kind": "股室"}, today=TODAY)
    people = [{"title": f"职工{n}", "department": "党政办", "status": "在职"} for n in range(46)]
    records.add_many(workspace, "staff", people, today=TODAY)
    sample_surveys.fill(workspace, TODAY)
    satisfied, aware = surveys.all_surveys(workspace)
    assert aware.decisive is not None and aware.decisive.rate is not None
    assert aware.decisive.rate.text == "30/30 = 100.0%" and aware.decisive.interval is not None
    assert len(satisfied.questions) == 3 and satisfied.differs == ()
    assert not [text for one in (*aware.questions, *satisfied.questions) for text in one.faults]
    (drawn,) = sampling.samplings(workspace)
    assert len(drawn.chosen) == 30 and sampling.again(workspace, drawn.id)
    assert drawn.survey == aware.record.id
    still_open, finished = evaluations.all_evaluations(workspace)
    assert not still_open.closed and finished.closed and finished.record
    assert len(records.find(workspace, "honour")) == 2


def test_the_history_tells_it_in_chinese(workspace: Workspace) -> None:
    for name in ("党政办", "综合股", "计财股", "建养股", "运输股", "设计室"):
        records.add(workspace, "department", {"title": name, "kind": "股室"}, today=TODAY)
    people = [{"title": f"职工{n}", "department": "党政办", "status": "在职"} for n in range(46)]
    records.add_many(workspace, "staff", people, today=TODAY)
    sample_surveys.fill(workspace, TODAY)
    told = [line for entry in history.history(workspace, limit=12) for line in history.told(workspace, entry)]
    said = "\n".join(told)
    assert "知晓 30、不知晓 0" in said and "分数：（空） → 27" in said and "文明科室" in said
    assert not any(word in said for word in ("{", "evaluation", "survey_question", "favourable"))
