"""For which indicators a record counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from civdesk.desk import assessing, evidence, records, standards, workspaces
from civdesk.desk.uses import uses
from civdesk.errors import DeskError
from civdesk.store.workspace import Workspace

TODAY = date(2026, 7, 31)
STUDY = {"ledger": "study", "at_least": 6, "subject": "学习"}
PROVEN = {"ledger": "study", "at_least": 1, "proofs": {"photo": 1}, "subject": "有照片的学习"}
JOINT = {
    "ledger": "volunteer_activity",
    "also": [{"ledger": "study"}],
    "per": "half_year",
    "at_least": 1,
    "subject": "活动",
}
STANDARD = {
    "key": "small",
    "title": "小标准",
    "indicators": [
        {"code": "1", "title": "学习", "rules": [STUDY]},
        {"code": "2", "title": "有照片的学习", "rules": [PROVEN]},
        {"code": "3", "title": "学习或志愿活动", "rules": [JOINT]},
        {"code": "4", "title": "去年的学习", "span": "2025-01-01/2025-12-31", "rules": [STUDY]},
        {"code": "5", "title": "制度", "rules": [{"ledger": "document", "measure": "presence"}]},
    ],
}


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    made = workspaces.new(tmp_path / "单位.civdesk", unit="某局")
    for listed in standards.all_standards(made):
        standards.set_active(made, listed.key, False)
    standards.install_standard(made, STANDARD)
    return made


def study(ws: Workspace, day: str) -> str:
    return records.add(ws, "study", {"title": "集体学习", "date": day}, today=TODAY).id


def codes(ws: Workspace, id: str) -> list[str]:
    return [one.code for one in uses(ws, "study", id, TODAY)]


def test_one_record_counts_for_several_indicators(ws: Workspace, tmp_path: Path) -> None:
    id = study(ws, "2026-03-10")
    assert codes(ws, id) == ["1", "3"]
    photo = tmp_path / "照片.txt"
    photo.write_text("照片", encoding="utf-8")
    evidence.import_files(ws, [photo], today=TODAY, record=("study", id), role="photo")
    assert codes(ws, id) == ["1", "2", "3"]
    ws.close()


def test_only_within_the_period_and_up_to_the_day(ws: Workspace) -> None:
    assert codes(ws, study(ws, "2025-03-10")) == ["4"], "an indicator with a time window of its own"
    assert codes(ws, study(ws, "2026-12-10")) == [], "not yet"
    ws.close()


def test_it_is_what_the_assessment_counts(ws: Workspace) -> None:
    ids = [study(ws, day) for day in ("2025-06-30", "2026-01-01", "2026-06-30", "2026-07-31", "2026-08-01")]
    found = assessing.assess(ws, "small", TODAY)
    for id in ids:
        counting = [one.code for one in found.indicators if any(id in rule.records for rule in one.rules)]
        assert codes(ws, id) == counting
    ws.close()


def test_a_standard_that_is_laid_aside_says_nothing(ws: Workspace) -> None:
    id = study(ws, "2026-03-10")
    standards.set_active(ws, "small", False)
    assert codes(ws, id) == []
    records.delete(ws, "study", [id])
    with pytest.raises(DeskError):
        uses(ws, "study", id, TODAY)
    ws.close()
