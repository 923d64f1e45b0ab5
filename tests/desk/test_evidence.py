"""What the clerk does with evidence: link, caption, look, hand out, delete; each step can be undone."""

from __future__ import annotations

import io
import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from civdesk.desk import evidence, history, records
from civdesk.errors import Damaged, Refused, WrongUse
from civdesk.intake.looking import PREVIEW_SIDE
from civdesk.store import blobs, proofs
from civdesk.store import evidence as stored
from civdesk.store.workspace import Workspace
from tests.media import drawing
from tests.media.drawing import jpeg, scene

TODAY = date(2026, 6, 1)


def bring(ws: Workspace, folder: Path, name: str, data: bytes) -> str:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    return evidence.import_files(ws, [folder / name], today=TODAY).evidence[0].id


@pytest.fixture
def photo(workspace: Workspace, tmp_path: Path) -> str:
    data = jpeg(scene(800, 600), original="2026:03:18 09:30:12")
    return bring(workspace, tmp_path / "u", "活动现场.jpg", data)


@pytest.fixture
def lecture(workspace: Workspace) -> str:
    return records.add(workspace, "moral_lecture", {"date": "2026-03-05", "title": "讲堂"}, today=TODAY).id


# --- roles and links -----------------------------------------------------------------------------------


def test_roles_by_key_name_and_synonym() -> None:
    assert (
        evidence.role_of("attendance")
        == evidence.role_of("签到表")
        == evidence.role_of(" 签到册 ")
        == "attendance"
    )
    with pytest.raises(WrongUse, match="签到表"):
        evidence.role_of("没有这种")


def test_a_link_and_its_undoing(workspace: Workspace, photo: str, lecture: str) -> None:
    made = evidence.link(workspace, photo, "moral_lecture", lecture, "签到表")
    assert evidence.link(workspace, photo, "moral_lecture", lecture, "attendance") == made
    guessed = evidence.link(workspace, photo, "moral_lecture", lecture)
    db = workspace.reader()
    assert [p.role for p in proofs.of_subject(db, "moral_lecture", lecture)] == ["attendance", "photo"]
    evidence.unlink(workspace, [made, guessed])
    assert proofs.of_evidence(db, photo) == []
    history.undo(workspace)
    assert {p.id for p in proofs.of_evidence(db, photo)} == {made, guessed}


def test_several_are_linked_in_one_step_and_put_in_order(
    workspace: Workspace, tmp_path: Path, lecture: str
) -> None:
    ids = [bring(workspace, tmp_path / "u", f"{n}.jpg", jpeg(scene(60, 40 + n))) for n in range(3)]
    evidence.link_all(workspace, ids, "moral_lecture", lecture, "现场照片")
    db = workspace.reader()
    links = [p.id for p in proofs.of_subject(db, "moral_lecture", lecture)]
    evidence.reorder(workspace, links[::-1])
    assert [p.evidence for p in proofs.of_subject(db, "moral_lecture", lecture)] == ids[::-1]
    history.undo(workspace)
    history.undo(workspace)
    assert proofs.of_subject(db, "moral_lecture", lecture) == []


def test_links_to_nothing_are_refused(workspace: Workspace, photo: str, lecture: str) -> None:
    for id, kind, subject, role in (
        ("nobody", "moral_lecture", lecture, ""),
        (photo, "moral_lecture", "nobody", ""),
        (photo, "no_ledger", lecture, ""),
        (photo, "moral_lecture", lecture, "没有这种"),
    ):
        with pytest.raises(WrongUse):
            evidence.link(workspace, id, kind, subject, role)
    assert proofs.of_evidence(workspace.reader(), photo) == []


def test_files_come_in_as_what_the_clerk_calls_them(
    workspace: Workspace, tmp_path: Path, lecture: str
) -> None:
    path = tmp_path / "签到.jpg"
    path.write_bytes(jpeg())
    report = evidence.import_files(
        workspace, [path], today=TODAY, record=("moral_lecture", lecture), role="签到表"
    )
    assert report.proofs == 1
    assert [p.role for p in proofs.of_subject(workspace.reader(), "moral_lecture", lecture)] == ["attendance"]


# --- captions ------------------------------------------------------------------------------------------


def test_a_caption_by_its_chinese_names(workspace: Workspace, photo: str) -> None:
    said = {
        "题名": "道德讲堂",
        "事由": "第一期",
        "地点": "三楼会议室",
        "人物": "张三（局长）",
        "背景": "创建",
        "摄影者": "李四",
    }
    assert evidence.caption(workspace, photo, {**said, "拍摄时间": "2026年3月18日 下午2:05"})
    one = stored.get(workspace.reader(), photo)
    assert (one.title, one.event, one.place, one.people) == (
        "道德讲堂",
        "第一期",
        "三楼会议室",
        "张三（局长）",
    )
    assert (one.taken_at, one.taken_from) == ("2026-03-18T14:05:00", "hand")
    assert evidence.missing(one) == (), "a known time of taking is a 时间"
    assert evidence.caption(workspace, photo, said) is None, "nothing new, no step"
    history.undo(workspace)
    one = stored.get(workspace.reader(), photo)
    assert (one.title, one.taken_at, one.taken_from) == ("", "2026-03-18T09:30:12", "exif")
    assert evidence.missing(one) == ("事由", "地点", "人物", "背景", "摄影者")


def test_an_unknown_time_lacks_in_the_caption(workspace: Workspace, photo: str) -> None:
    evidence.caption(workspace, photo, {"拍摄时间": ""})
    one = stored.get(workspace.reader(), photo)
    assert (one.taken_at, one.taken_from) == (None, "")
    assert "时间" in evidence.missing(one)
    evidence.caption(workspace, photo, {"时间": "2026年春"})
    assert "时间" not in evidence.missing(stored.get(workspace.reader(), photo))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("", None),
        ("2026-03-18", "2026-03-18"),
        ("2026-03-18 09:30", "2026-03-18T09:30:00"),
        ("2026.3.18 9：30：05", "2026-03-18T09:30:05"),
        ("2026年3月18日上午9时30分", "2026-03-18T09:30:00"),
        ("2026-03-18 下午2:05", "2026-03-18T14:05:00"),
    ],
)
def test_typed_times(text: str, at: str | None) -> None:
    assert evidence.read_taken_at(text) == at


@pytest.mark.parametrize("text", ["昨天", "2026-02-30", "3月18日", "2026-03-18 24:10"])
def test_typed_times_that_are_none(text: str) -> None:
    with pytest.raises(WrongUse, match="拍摄时间"):
        evidence.read_taken_at(text)


@given(st.datetimes().filter(lambda at: 1900 <= at.year <= 2100))
def test_any_typed_time(at: object) -> None:
    text = str(at)[:19]
    assert evidence.read_taken_at(text) == text.replace(" ", "T")


def test_an_unknown_element_is_named(workspace: Workspace, photo: str) -> None:
    with pytest.raises(WrongUse, match="事由"):
        evidence.caption(workspace, photo, {"天气": "晴"})


# --- looking -------------------------------------------------------------------------------------------


def test_previews_kept_and_made(workspace: Workspace, photo: str) -> None:
    small = evidence.preview(workspace, photo)
    assert small
    assert Image.open(io.BytesIO(small)).size == (PREVIEW_SIDE, PREVIEW_SIDE * 3 // 4)
    large = evidence.preview(workspace, photo, 700)
    assert large
    assert Image.open(io.BytesIO(large)).size == (700, 525)
    # Previews are no part of a safety copy: one that is missing is made anew, and kept.
    workspace.unlogged(lambda db: db.execute("delete from preview"))
    assert evidence.preview(workspace, photo) == small
    sides = workspace.reader().execute("select side from preview").fetchall()
    assert [row[0] for row in sides] == [PREVIEW_SIDE]


def test_a_reading_desk_makes_previews_without_keeping_them(workspace: Workspace, photo: str) -> None:
    workspace.unlogged(lambda db: db.execute("delete from preview"))
    path = workspace.path
    workspace.close()
    with Workspace.open(path, write=False) as ws:
        assert evidence.preview(ws, photo)
        assert ws.reader().execute("select count(*) from preview").fetchone()[0] == 0


def test_previews_of_other_things(workspace: Workspace, tmp_path: Path) -> None:
    pdf = bring(workspace, tmp_path / "u", "方案.pdf", drawing.pdf())
    workspace.unlogged(lambda db: db.execute("delete from preview"))
    assert evidence.preview(workspace, pdf)
    assert evidence.preview(workspace, pdf, 600)
    for name, data in (("a.txt", "文字".encode()), ("a.mp4", drawing.video(3)), ("坏.pdf", b"%PDF-1.7\nno")):
        assert evidence.preview(workspace, bring(workspace, tmp_path / "u", name, data)) is None


# --- going out -----------------------------------------------------------------------------------------


def test_a_file_goes_out_as_it_came_in(workspace: Workspace, photo: str, tmp_path: Path) -> None:
    target = tmp_path / "拿出来.jpg"
    data = (tmp_path / "u" / "活动现场.jpg").read_bytes()
    assert evidence.save_out(workspace, photo, target) == len(data)
    assert target.read_bytes() == data
    with pytest.raises(Refused, match="已经存在"):
        evidence.save_out(workspace, photo, target)
    target.write_bytes(b"older")
    evidence.save_out(workspace, photo, target, overwrite=True)
    assert target.read_bytes() == data
    with pytest.raises(Refused):
        evidence.save_out(workspace, photo, tmp_path / "没有" / "a.jpg")


def test_damage_is_noticed_and_nothing_half_written_stays(
    workspace: Workspace, photo: str, tmp_path: Path
) -> None:
    workspace.unlogged(lambda db: db.execute("update blob_chunk set data = zeroblob(length(data))"))
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(Damaged):
        evidence.save_out(workspace, photo, folder / "a.jpg")
    assert list(folder.iterdir()) == []


def test_a_copy_to_open_has_its_own_name_and_cannot_be_changed(
    workspace: Workspace, photo: str, tmp_path: Path
) -> None:
    folder = tmp_path / "打开"
    path = evidence.open_copy(workspace, photo, folder)
    data = (tmp_path / "u" / "活动现场.jpg").read_bytes()
    assert (path.name, path.read_bytes()) == ("活动现场.jpg", data)
    assert not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    assert evidence.open_copy(workspace, photo, folder) == path
    path.chmod(0o600)
    path.write_bytes(b"changed in an editor")
    assert evidence.open_copy(workspace, photo, folder).read_bytes() == data


def test_names_that_windows_reserves_can_be_opened(workspace: Workspace, tmp_path: Path) -> None:
    id = bring(workspace, tmp_path / "u", "CON.png", drawing.saved(scene(), "PNG"))
    path = evidence.open_copy(workspace, id, tmp_path / "打开")
    assert (path.name, path.exists()) == ("_CON.png", True)


def test_two_files_of_one_name_are_opened_side_by_side(workspace: Workspace, tmp_path: Path) -> None:
    ids = [
        bring(workspace, tmp_path / place, "照片.jpg", jpeg(scene(60 + n, 40)))
        for n, place in enumerate("甲乙")
    ]
    one, other = (evidence.open_copy(workspace, id, tmp_path / "打开") for id in ids)
    assert one.name == other.name == "照片.jpg"
    assert one.read_bytes() != other.read_bytes()


# --- deleting ------------------------------------------------------------------------------------------


def test_deleting_is_one_step(workspace: Workspace, tmp_path: Path, lecture: str) -> None:
    ids = [bring(workspace, tmp_path / "u", f"{n}.jpg", jpeg(scene(60, 40 + n))) for n in range(3)]
    evidence.link_all(workspace, ids, "moral_lecture", lecture)
    assert evidence.delete(workspace, ids)
    assert stored.ids(workspace.reader()) == []
    history.undo(workspace)
    assert set(stored.ids(workspace.reader())) == set(ids)
    assert len(proofs.of_subject(workspace.reader(), "moral_lecture", lecture)) == 3
    out = tmp_path / "out.jpg"
    evidence.save_out(workspace, ids[0], out)
    assert out.read_bytes() == (tmp_path / "u" / "0.jpg").read_bytes()


def test_a_file_that_comes_in_again_after_deleting_is_there_again(
    workspace: Workspace, tmp_path: Path
) -> None:
    id = bring(workspace, tmp_path / "u", "a.jpg", jpeg())
    evidence.delete(workspace, [id])
    again = evidence.import_files(workspace, [tmp_path / "u"], today=TODAY)
    assert (again.stored, again.copies) == (1, 0)
    assert blobs.is_whole(workspace.reader(), again.evidence[0].sha256)
