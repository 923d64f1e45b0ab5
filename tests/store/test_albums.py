"""What there is of evidence to choose from, and the records that a picture of a day most likely shows."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from civdesk.desk import evidence, records
from civdesk.media import sketch
from civdesk.store import albums
from civdesk.store import evidence as stored
from civdesk.store.evidence import Filter
from civdesk.store.workspace import Workspace

TODAY = date(2026, 7, 31)
WHOLE = {"事由": "植树", "地点": "公园", "人物": "干部职工", "背景": "创建", "摄影者": "李明"}


@pytest.fixture
def ids(workspace: Workspace, tmp_path: Path) -> list[str]:
    """Two photos of March, one of April, one without a time, and a text."""
    paths = []
    for n, taken in enumerate(
        (datetime(2026, 3, 12), datetime(2026, 3, 31, 23, 59, 59), datetime(2026, 4, 1), None)
    ):
        path = tmp_path / f"照片{n}.jpg"
        path.write_bytes(sketch.photo("street", "", n, taken=taken, size=(320, 240)))
        paths.append(path)
    paths.append(tmp_path / "说明.txt")
    paths[-1].write_text("说明", encoding="utf-8")
    report = evidence.import_files(workspace, paths, today=TODAY)
    return [entry.id for entry in report.evidence]


def test_everything_is_counted_where_it_is_found(workspace: Workspace, ids: list[str]) -> None:
    record = records.add(workspace, "study", {"title": "学习", "date": "2026-03-12"}, today=TODAY).id
    evidence.link_all(workspace, ids[:2], "study", record)
    evidence.caption(workspace, ids[0], WHOLE)
    db = workspace.reader()
    found = albums.albums(db)
    assert (found.everything, found.unlinked, found.undated) == (5, 3, 2)
    assert found.months == {"2026-04": 1, "2026-03": 2} and list(found.months) == ["2026-04", "2026-03"]
    assert found.ledgers == {"study": 2}
    assert sum(found.kinds.values()) == 5 and found.kinds["photo"] == 4
    assert found.incomplete == 3, "a text needs no six elements"
    assert albums.linked(db, ids) == set(ids[:2])
    # Each number is what its filter lists.
    for only, number in (
        (Filter(unlinked=True), found.unlinked),
        (Filter(undated=True), found.undated),
        (Filter(incomplete=True), found.incomplete),
        (Filter(kind="photo"), 4),
        (Filter(ledger="study"), 2),
        (Filter(taken_from="2026-03-01", taken_to="2026-03-31"), 2),
    ):
        assert len(stored.ids(db, only)) == number, only


def test_incomplete_is_what_the_caption_lacks(workspace: Workspace, ids: list[str]) -> None:
    db = workspace.reader()
    for one in stored.many(db, ids):
        listed = one.id in stored.ids(db, Filter(incomplete=True))
        assert listed == (one.kind == "photo" and bool(evidence.missing(one)))
    evidence.caption(workspace, ids[3], WHOLE)
    assert ids[3] in stored.ids(db, Filter(incomplete=True)), "nobody knows its time"
    evidence.caption(workspace, ids[3], {"时间": "2026年春"})
    assert ids[3] not in stored.ids(db, Filter(incomplete=True))


def test_records_by_nearness_to_a_day(workspace: Workspace) -> None:
    days = ("2026-01-10", "2026-03-14", "2026-03-20", "2025-12-31")
    made = {day: records.add(workspace, "study", {"title": day, "date": day}, today=TODAY).id for day in days}
    book = records.ledger(workspace, "study")
    near = albums.records_near(workspace.reader(), book, "2026-03-15", 3)
    assert near == [(made["2026-03-14"], 1), (made["2026-03-20"], 5), (made["2026-01-10"], 64)]
    department = records.ledger(workspace, "department")
    assert (
        not department.date_field
        and albums.records_near(workspace.reader(), department, "2026-03-15", 3) == []
    )


def test_several_captions_and_links_are_one_operation_each(workspace: Workspace, ids: list[str]) -> None:
    from civdesk.desk import history

    operation = evidence.caption_all(workspace, ids[:2], {"photographer": " 李明 "})
    assert [one.photographer for one in stored.many(workspace.reader(), ids[:3])] == ["李明", "李明", ""]
    assert operation is not None
    history.undo(workspace, operation)
    assert [one.photographer for one in stored.many(workspace.reader(), ids[:2])] == ["", ""]
    record = records.add(workspace, "study", {"title": "学习", "date": "2026-03-12"}, today=TODAY).id
    linked = evidence.link_all(workspace, [ids[0], ids[4]], "study", record)
    assert albums.linked(workspace.reader(), ids) == {ids[0], ids[4]}
    history.undo(workspace, linked)
    assert not albums.linked(workspace.reader(), ids)
