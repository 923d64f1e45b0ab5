"""One indicator close up: what counts, what nearly does and why not, the evidence behind it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from civdesk.desk import assessing, evidence, records
from civdesk.desk.close_up import close_up
from civdesk.errors import WrongUse
from civdesk.media import sketch
from civdesk.store.workspace import Workspace

TODAY = date(2026, 7, 31)
STANDARD = "province_unit"


def add(ws: Workspace, ledger: str, **values: object) -> str:
    return records.add(ws, ledger, values, today=TODAY).id


def test_it_counts_as_the_assessment_does(workspace: Workspace) -> None:
    for day in ("2026-01-10", "2026-03-10", "2025-12-30", "2026-09-01"):
        add(workspace, "study", title="学习", date=day)
    found = assessing.assess(workspace, STANDARD, TODAY)
    for report in found.indicators:
        close = close_up(workspace, STANDARD, report.code, TODAY)
        assert [set(rule.counted) for rule in close.rules] == [set(rule.records) for rule in report.rules]
        assert [rule.rule for rule in close.rules] == [rule.id for rule in report.rules]


def test_what_a_record_lacks_is_said_of_each(workspace: Workspace) -> None:
    steps = ("唱歌曲", "看短片", "讲故事", "诵经典", "作点评")
    good = add(workspace, "moral_lecture", title="爱岗敬业", date="2026-03-26", **dict.fromkeys(steps, "是"))
    bad = add(
        workspace,
        "moral_lecture",
        title="孝老爱亲",
        date="2026-05-18",
        **dict.fromkeys(steps[:3], "是"),
        诵经典="否",
    )
    close = close_up(workspace, STANDARD, "三-3", TODAY)
    near = {one.id: one for rule in close.rules for one in rule.near}
    assert set(near) == {bad} and good not in near
    assert near[bad].date == "2026-05-18" and near[bad].lacks == "诵经典：否；作点评未填"


def test_evidence_of_the_indicator_and_of_its_records(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "照片.jpg"
    path.write_bytes(sketch.photo("planting", "", 1, size=(320, 240)))
    record = add(workspace, "volunteer_activity", title="植树", date="2026-03-12", hours="2")
    near = add(workspace, "volunteer_activity", title="劝导", date="2026-04-12", hours="2")
    (one,) = evidence.import_files(
        workspace, [path], today=TODAY, record=("volunteer_activity", near)
    ).evidence
    other = tmp_path / "证明.pdf"
    other.write_bytes(sketch.page("时长证明", ["两小时"]))
    (two,) = evidence.import_files(
        workspace, [other], today=TODAY, record=("volunteer_activity", record), role="duration"
    ).evidence
    close = close_up(workspace, STANDARD, "四-3", TODAY)
    assert set(close.evidence) == {one.id, two.id} and not close.more
    indicator = assessing.standard(workspace, STANDARD).indicator("一")
    evidence.link(workspace, one.id, "indicator", indicator.id)
    assert one.id in close_up(workspace, STANDARD, "一", TODAY).evidence


def test_an_unknown_indicator_is_named(workspace: Workspace) -> None:
    with pytest.raises(WrongUse, match="九-9"):
        close_up(workspace, STANDARD, "九-9", TODAY)


def test_a_rule_that_counts_several_ledgers_shows_each(workspace: Workspace) -> None:
    rule = {
        "ledger": "study",
        "at_least": 3,
        "per": "year",
        "proofs": {"attendance": 1},
        "also": [{"ledger": "moral_lecture"}, {"ledger": "meeting", "proofs": {"photo": 2}}],
    }
    standard = {"key": "own", "title": "自定", "indicators": [{"code": "1", "title": "学", "rules": [rule]}]}
    assessing.install_standard(workspace, standard)
    study = add(workspace, "study", title="学习", date="2026-01-10")
    lecture = add(workspace, "moral_lecture", title="讲堂", date="2026-02-10")
    meeting = add(workspace, "meeting", title="例会", date="2026-03-10")
    (shown,) = close_up(workspace, "own", "1", TODAY).rules
    assert [(part.ledger, part.counted) for part in shown.parts] == [
        ("study", ()),
        ("moral_lecture", (lecture,)),
        ("meeting", ()),
    ]
    near = [(one.ledger, one.id, one.roles) for part in shown.parts for one in part.near]
    assert near == [("study", study, ("attendance",)), ("meeting", meeting, ("photo",))]
    report = assessing.assess(workspace, "own", TODAY).indicator("1")
    assert report.rules[0].parts == (("study", ()), ("moral_lecture", (lecture,)), ("meeting", ()))
    assert report.rules[0].records == (lecture,)
    (gap,) = report.gaps
    assert gap.near == (("study", study), ("meeting", meeting))
    assert (gap.ledger, gap.records) == ("study", (study,))
    assert "1月10日 学习（缺签到表）、3月10日 例会（缺现场照片 2 份）" in gap.text


def test_an_indicator_with_its_own_time_window_looks_at_that(workspace: Workspace) -> None:
    rule = {"ledger": "study", "at_least": 2}
    one = {"code": "1", "title": "学", "rules": [rule], "span": "2024-01-01/2026-12-31"}
    assessing.install_standard(workspace, {"key": "own", "title": "自定", "indicators": [one]})
    ids = [
        add(workspace, "study", title="学习", date=day) for day in ("2024-01-01", "2025-06-01", "2023-12-31")
    ]
    (shown,) = close_up(workspace, "own", "1", TODAY).rules
    assert shown.counted == tuple(ids[:2])
    report = assessing.assess(workspace, "own", TODAY).indicator("1")
    assert (report.state.value, report.rules[0].records) == ("met", tuple(ids[:2]))
