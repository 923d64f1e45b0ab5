"""The sample shows standards at work."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from civdesk.desk import assessing, explaining, handing_in, proposals, sample, sample_standards, standards

TODAY = date(2026, 11, 22)


def test_there_is_something_to_see(tmp_path: Path) -> None:
    ws = sample.new(tmp_path / "示例.civdesk", today=TODAY)
    if "sample_superior" not in [one.key for one in standards.all_standards(ws)]:
        sample_standards.fill(ws, TODAY)
    (handed,) = handing_in.listed(ws)
    assert (handed.on, handed.handed_in_at[:10]) == ("2025-12-20", "2025-12-20")
    assert handing_in.read_back(ws, handed.id).explanations
    assert explaining.get(ws, "province_unit", "三-1", TODAY).startswith("2026年以来，共开展集体学习")
    waiting = proposals.waiting(ws, "sample_superior")
    assert len(waiting) >= 5
    assert all(one.words for one in waiting)
    found = assessing.assess(ws, "sample_superior", TODAY)
    assert found.score is not None and found.score.possible == 10000
    assert any(one.rules for one in found.indicators)
    ws.close()
