"""Files in the workspace: whole or absent, each content once, found again by what the clerk knows of them."""

from __future__ import annotations

import hashlib
import io
import random

import pytest

from civdesk.desk import history
from civdesk.errors import Damaged, Refused, WrongUse
from civdesk.store import blobs, evidence, proofs
from civdesk.store.evidence import Evidence, Filter
from civdesk.store.ids import new_id
from civdesk.store.workspace import Workspace

SIZES = [1, 1000, blobs.CHUNK - 1, blobs.CHUNK, blobs.CHUNK + 1, 3 * blobs.CHUNK, 3 * blobs.CHUNK + 17]


def content(size: int) -> tuple[bytes, str]:
    data = random.Random(size).randbytes(size)
    return data, hashlib.sha256(data).hexdigest()


def put(ws: Workspace, data: bytes) -> str:
    sha256 = hashlib.sha256(data).hexdigest()
    ws.unlogged(lambda db: blobs.put(db, sha256, data))
    return sha256


def add(ws: Workspace, data: bytes = b"x", name: str = "a.jpg", **more: object) -> str:
    values = {"kind": "photo", "format": "jpeg", "came_from": "/u", "came_at": "2026-06-01T08:00:00", **more}
    one = Evidence(id=new_id(), sha256=put(ws, data), name=name, size=len(data), **values)  # type: ignore[arg-type]
    ws.operate("import_files", "导入", lambda db: evidence.insert(db, one))
    return one.id


def record(ws: Workspace) -> str:
    from datetime import date

    from civdesk.desk import records

    saved = records.add(
        ws, "moral_lecture", {"date": "2026-03-05", "title": "道德讲堂"}, today=date(2026, 6, 1)
    )
    return saved.id


# --- contents ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
def test_what_goes_in_comes_out(workspace: Workspace, size: int) -> None:
    data, sha256 = content(size)
    put(workspace, data)
    db = workspace.reader()
    assert b"".join(blobs.read(db, sha256)) == data
    out = io.BytesIO()
    assert blobs.copy_out(db, sha256, out) == size
    assert out.getvalue() == data


@pytest.mark.parametrize("size", SIZES)
def test_a_content_can_be_read_like_a_file(workspace: Workspace, size: int) -> None:
    data, sha256 = content(size)
    put(workspace, data)
    plain = io.BytesIO(data)
    stored = blobs.open_blob(workspace.reader(), sha256)
    chance = random.Random(size)
    for _ in range(60):
        whence = chance.choice([io.SEEK_SET, io.SEEK_END, io.SEEK_CUR])
        offset = {
            io.SEEK_SET: chance.randint(0, size + 9),
            io.SEEK_END: -chance.randint(0, size),
            io.SEEK_CUR: 3,
        }
        amount = chance.choice([1, 100, 70_000, 2 * blobs.CHUNK])
        assert stored.seek(offset[whence], whence) == plain.seek(offset[whence], whence)
        assert stored.read(amount) == plain.read(amount)
        assert stored.tell() == plain.tell()
    stored.seek(0)
    assert stored.read() == data
    with pytest.raises(ValueError, match="negative"):
        stored.seek(-1)


def test_a_content_is_stored_once(workspace: Workspace) -> None:
    data, sha256 = content(2 * blobs.CHUNK)
    put(workspace, data)
    put(workspace, data)
    count = workspace.reader().execute("select count(*) from blob_chunk").fetchone()[0]
    assert count == 2
    assert blobs.is_whole(workspace.reader(), sha256)


def test_a_dead_import_leaves_nothing_that_a_later_one_could_trip_over(workspace: Workspace) -> None:
    data, sha256 = content(3 * blobs.CHUNK)

    def half(db: object) -> None:
        blobs.begin(db, sha256, len(data))  # type: ignore[arg-type]
        blobs.put_chunks(db, sha256, 0, data[: blobs.CHUNK])  # type: ignore[arg-type]
        blobs.put_chunks(db, sha256, 1, b"what another file left here")  # type: ignore[arg-type]

    workspace.unlogged(half)
    db = workspace.reader()
    assert not blobs.is_whole(db, sha256)
    with pytest.raises(Damaged, match="完整"):
        list(blobs.read(db, sha256))
    with pytest.raises(Damaged, match="没有全部"):
        workspace.unlogged(lambda db: blobs.finish(db, sha256))
    put(workspace, data)
    assert b"".join(blobs.read(db, sha256)) == data


def test_a_partial_content_can_be_dropped_and_a_whole_one_not(workspace: Workspace) -> None:
    data, sha256 = content(1000)
    workspace.unlogged(lambda db: blobs.begin(db, sha256, len(data)))
    workspace.unlogged(lambda db: blobs.drop_partial(db, sha256))
    assert workspace.reader().execute("select count(*) from blob").fetchone()[0] == 0
    put(workspace, data)
    workspace.unlogged(lambda db: blobs.drop_partial(db, sha256))
    assert blobs.is_whole(workspace.reader(), sha256)


def test_evidence_without_its_content_is_refused(workspace: Workspace) -> None:
    one = Evidence(new_id(), "0" * 64, "a.jpg", "photo", "jpeg", 3, "", "2026-06-01T08:00:00")
    with pytest.raises(Damaged):
        workspace.operate("import_files", "导入", lambda db: evidence.insert(db, one))


@pytest.mark.parametrize(
    "harm", ["update blob_chunk set data = zeroblob(length(data))", "delete from blob_chunk"]
)
def test_damage_inside_the_workspace_is_found(workspace: Workspace, harm: str) -> None:
    data, sha256 = content(5000)
    add(workspace, data, "好照片.jpg")
    assert list(evidence.altered(workspace.reader())) == []
    workspace.unlogged(lambda db: db.execute(harm))
    assert list(evidence.altered(workspace.reader())) == ["好照片.jpg"]
    with pytest.raises(Damaged, match="备份"):
        blobs.copy_out(workspace.reader(), sha256, io.BytesIO())


def test_previews(workspace: Workspace) -> None:
    sha256 = put(workspace, b"photo")
    db = workspace.reader()
    assert blobs.preview(db, sha256, 320) is None
    for data in (b"old", b"new"):
        workspace.unlogged(lambda db, data=data: blobs.put_preview(db, sha256, 320, data, 320, 240))
    assert blobs.preview(db, sha256, 320) == (b"new", 320, 240)
    assert blobs.preview(db, sha256, 800) is None


# --- evidence ------------------------------------------------------------------------------------------


def test_all_columns_come_back(workspace: Workspace) -> None:
    one = Evidence(
        new_id(), put(workspace, b"abc"), "活动.jpg", "photo", "jpeg", 3, "/u/活动.jpg",
        "2026-06-01T08:00:00", "2026-03-18T09:30:12", "exif", 434674483, -118851267, "Canon",
        6, 600, 450, 2, 75, True,
        "题名", "事由", "时间", "地点", "人物", "背景", "摄影者", "文字说明",
    )  # fmt: skip
    workspace.operate("import_files", "导入", lambda db: evidence.insert(db, one))
    db = workspace.reader()
    assert evidence.get(db, one.id) == one
    assert evidence.find_by_hash(db, one.sha256) == one
    assert evidence.find_by_hash(db, "0" * 64) is None
    with pytest.raises(WrongUse):
        evidence.get(db, "nobody")


def test_the_window_finds_what_it_asks_for(workspace: Workspace) -> None:
    may = add(workspace, b"1", "五月.jpg", taken_at="2026-05-04T10:00:00", place="敬老院")
    june = add(workspace, b"2", "六月.jpg", taken_at="2026-06-01T23:59:59", damaged=True)
    day = add(workspace, b"3", "七月.mp4", taken_at="2026-07-01", kind="video")
    none = add(workspace, b"4", "100%_真.pdf", kind="document")
    workspace.operate("link", "关联", lambda db: proofs.link(db, may, "moral_lecture", "r", "photo"))
    db = workspace.reader()
    assert evidence.ids(db) == [day, june, may, none], "the latest first, undated last"
    assert evidence.ids(db, order="came") == [none, day, june, may]
    assert evidence.ids(db, order="name") == sorted(
        [may, june, day, none], key=lambda i: evidence.get(db, i).name
    )
    assert evidence.ids(db, Filter(text="敬老")) == [may]
    assert evidence.ids(db, Filter(text="0%_真")) == [none], "% and _ are meant as they are written"
    assert evidence.ids(db, Filter(kind="photo")) == [june, may]
    assert evidence.ids(db, Filter(damaged=True)) == [june]
    assert evidence.unlinked(db) == evidence.ids(db, Filter(unlinked=True)) == [day, june, none]
    assert evidence.ids(db, Filter(taken_from="2026-06-01", taken_to="2026-06-01")) == [june]
    assert evidence.ids(db, Filter(taken_from="2026-06-01", taken_to="2026-07-01")) == [day, june]
    assert [one.id for one in evidence.listed(db, limit=2, offset=1)] == [june, may]
    assert [one.id for one in evidence.many(db, [may, "gone", day])] == [may, day]


def test_a_caption_changes_and_comes_back(workspace: Workspace) -> None:
    id = add(workspace)
    workspace.operate(
        "caption", "填写说明", lambda db: evidence.update_caption(db, id, {"title": "讲堂", "taken_at": None})
    )
    assert evidence.get(workspace.reader(), id).title == "讲堂"
    history.undo(workspace)
    assert evidence.get(workspace.reader(), id).title == ""
    with pytest.raises(WrongUse):
        workspace.operate(
            "caption", "填写说明", lambda db: evidence.update_caption(db, "nobody", {"title": "x"})
        )


def test_deleting_takes_the_proofs_along_and_undo_brings_both_back(workspace: Workspace) -> None:
    id, subject = add(workspace, b"content"), record(workspace)
    workspace.operate("link", "关联", lambda db: proofs.link(db, id, "moral_lecture", subject, "photo"))
    workspace.operate("delete", "删除", lambda db: evidence.delete(db, id))
    db = workspace.reader()
    assert evidence.ids(db) == []
    assert proofs.of_subject(db, "moral_lecture", subject) == []
    history.undo(workspace)
    assert evidence.ids(db) == [id]
    assert [proof.evidence for proof in proofs.of_subject(db, "moral_lecture", subject)] == [id]
    assert b"".join(blobs.read(db, evidence.get(db, id).sha256)) == b"content"


def test_what_has_a_reference_code_stays(workspace: Workspace) -> None:
    id = add(workspace, name="归档照片.jpg")
    filed = (
        "insert into filing_item values ('f', 2026, 'ZP', 'Y', 1, 'Z008-ZP·2026·Y-0001', ?, '2026-06-01', 0)"
    )
    workspace.operate("file", "归档", lambda db: db.execute(filed, (id,)))
    with pytest.raises(Refused, match=r"归档照片\.jpg.*Z008-ZP·2026"):
        workspace.operate("delete", "删除", lambda db: evidence.delete(db, id))
    assert evidence.ids(workspace.reader()) == [id]


# --- proofs --------------------------------------------------------------------------------------------


def test_links_have_an_order_and_are_made_once(workspace: Workspace) -> None:
    subject = record(workspace)
    ids = [add(workspace, bytes([n]), f"{n}.jpg") for n in range(3)]

    def link(id: str, role: str = "photo") -> str:
        work = lambda db: proofs.link(db, id, "moral_lecture", subject, role)  # noqa: E731
        return workspace.operate("link", "关联", work).result

    made = [link(id) for id in ids]
    assert link(ids[1]) == made[1], "the same link is not made twice"
    other = link(ids[1], "attendance")
    db = workspace.reader()
    there = proofs.of_subject(db, "moral_lecture", subject)
    assert [(p.id, p.role, p.position) for p in there] == [
        (other, "attendance", 1),
        *((id, "photo", n) for n, id in enumerate(made, 1)),
    ]
    assert {p.id for p in proofs.of_evidence(db, ids[1])} == {made[1], other}
    workspace.operate("reorder", "排序", lambda db: proofs.reorder(db, [made[2], made[0], made[1]]))
    shown = [p.evidence for p in proofs.of_subject(db, "moral_lecture", subject) if p.role == "photo"]
    assert shown == [ids[2], ids[0], ids[1]]
    workspace.operate("unlink", "取消", lambda db: proofs.unlink(db, made[0]))
    assert proofs.find(db, ids[0], "moral_lecture", subject, "photo") is None
    with pytest.raises(WrongUse):
        workspace.operate("unlink", "取消", lambda db: proofs.unlink(db, made[0]))


def test_a_subject_must_be_there(workspace: Workspace) -> None:
    db = workspace.reader()
    proofs.check_subject(db, "moral_lecture", record(workspace))
    indicator = db.execute("select id from indicator limit 1").fetchone()[0]
    proofs.check_subject(db, "indicator", indicator)
    for kind, subject in (
        ("moral_lecture", "nobody"),
        ("indicator", "nobody"),
        ("no_such_ledger", "x"),
        ("", ""),
    ):
        with pytest.raises(WrongUse):
            proofs.check_subject(db, kind, subject)
