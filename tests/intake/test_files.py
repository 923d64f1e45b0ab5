"""Files come in: every readable one once, the others with a reason, all of it one step that can be undone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk.desk import history, records, workspaces
from civdesk.errors import Refused, WrongUse
from civdesk.intake.files import FilesReport, import_files
from civdesk.intake.looking import HELD, PREVIEW_SIDE, date_in_name
from civdesk.jobs import Monitor
from civdesk.store import blobs, evidence, operations, proofs
from civdesk.store.workspace import Workspace
from tests.media import drawing
from tests.media.drawing import jpeg, office, scene, video

TODAY = date(2026, 6, 1)
LARGE = 20 << 20  # stored in several transactions


class StopAt(Monitor):
    """Cancels when the job comes to the n-th file."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at = at

    def report(self, done: int, total: int = 0, text: str = "", detail: str = "") -> None:
        if done >= self.at:
            self.cancel()
        super().report(done, total, text, detail)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "报送照片"
    place.mkdir()
    return place


def photos(folder: Path, many: int) -> list[Path]:
    paths = [folder / f"{n:03}.jpg" for n in range(many)]
    for n, path in enumerate(paths):
        path.write_bytes(jpeg(scene(160, 120, seed=n)))
    return paths


def bring(ws: Workspace, *paths: Path, **more: object) -> FilesReport:
    return import_files(ws, paths, today=TODAY, **more)  # type: ignore[arg-type]


def lecture(ws: Workspace) -> tuple[str, str]:
    saved = records.add(ws, "moral_lecture", {"date": "2026-03-05", "title": "道德讲堂"}, today=TODAY)
    return "moral_lecture", saved.id


def stored(ws: Workspace, id: str) -> bytes:
    db = ws.reader()
    return b"".join(blobs.read(db, evidence.get(db, id).sha256))


# --- what comes in -------------------------------------------------------------------------------------


def test_files_of_all_kinds(workspace: Workspace, folder: Path) -> None:
    contents = {
        "活动.jpg": (jpeg(original="2026:03:18 09:30:12", make="Canon"), "photo", "jpeg"),
        "录像.mp4": (video(90), "video", "mp4"),
        "通知.docx": (office("word/document.xml"), "document", "docx"),
        "方案.pdf": (drawing.pdf(3), "document", "pdf"),
        "说明.txt": ("各股室报送".encode("gb18030"), "document", "txt"),
        "打包.zip": (office("a.txt"), "other", "zip"),
        "没有扩展名": (jpeg(scene(80, 60)), "photo", "jpeg"),
    }
    for name, (data, _, _) in contents.items():
        (folder / name).write_bytes(data)
    report = bring(workspace, folder)
    assert (report.stored, report.copies, report.proofs, report.rejected) == (len(contents), 0, 0, [])
    assert (report.warnings, report.stopped) == ([], False)
    assert [entry.path for entry in report.evidence] == sorted(str(folder / name) for name in contents)
    for entry in report.evidence:
        data, kind, form = contents[Path(entry.path).name]
        one = evidence.get(workspace.reader(), entry.id)
        assert (one.kind, one.format, one.size, one.damaged) == (kind, form, len(data), False)
        assert (one.name, one.came_from) == (Path(entry.path).name, entry.path)
        assert stored(workspace, entry.id) == data
    db = workspace.reader()
    said = {one.name: one for one in evidence.listed(db)}
    assert (said["活动.jpg"].taken_at, said["活动.jpg"].taken_from) == ("2026-03-18T09:30:12", "exif")
    assert (said["活动.jpg"].camera, said["活动.jpg"].width, said["活动.jpg"].height) == ("Canon", 400, 300)
    assert (said["方案.pdf"].pages, said["录像.mp4"].seconds) == (3, 90)
    for name, there in (("活动.jpg", True), ("方案.pdf", True), ("说明.txt", False), ("录像.mp4", False)):
        assert (blobs.preview(db, said[name].sha256, PREVIEW_SIDE) is not None) is there
    assert workspaces.check(workspace) == []


def test_what_cannot_come_in_says_why_and_the_others_come_in(workspace: Workspace, folder: Path) -> None:
    (folder / "好.jpg").write_bytes(jpeg())
    (folder / "空.jpg").write_bytes(b"")
    (folder / "假.jpg").write_bytes(b"PK\x03\x04 this is not a picture")
    (folder / "其实是通知.jpg").write_bytes(office("word/document.xml"))
    (folder / "坏.jpg").write_bytes(jpeg()[:300])
    report = bring(workspace, folder, folder / "没有这个文件.jpg")
    assert report.stored == 1
    reasons = {Path(path).name: reason for path, reason in report.rejected}
    assert reasons == {
        "空.jpg": "文件是空的（0 字节）。",
        "假.jpg": "扩展名是 .jpg，内容不是图片（不能识别），请找到原图再导入。",
        "其实是通知.jpg": "扩展名是 .jpg，内容不是图片（像是文档），请找到原图再导入。",
        "坏.jpg": "图片已损坏，读不出任何内容。",
        "没有这个文件.jpg": "找不到这个文件，可能已被移走。",
    }
    assert report.rejected == sorted(report.rejected)


def test_what_looks_odd_comes_in_with_a_warning(workspace: Workspace, folder: Path) -> None:
    (folder / "半张.jpg").write_bytes(jpeg(scene(600, 600), quality=100)[:-4000])
    (folder / "半段.mp4").write_bytes(video(90, size=5000)[:-2000])
    (folder / "将来.jpg").write_bytes(jpeg(original="2031:01:01 08:00:00"))
    (folder / "没定位.jpg").write_bytes(
        jpeg(gps={1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}, original="2026:13:45 10:00:00")
    )
    (folder / "坏通知.docx").write_bytes(office("word/document.xml")[:-60])
    (folder / "坏方案.pdf").write_bytes(b"%PDF-1.7\nnothing")
    heic = (drawing.DATA / "drawn.heic").read_bytes()
    (folder / "新编码.heic").write_bytes(heic.replace(b"hvc1", b"vvc1").replace(b"hvcC", b"vvcC"))
    report = bring(workspace, folder)
    assert (report.stored, report.rejected) == (7, [])
    said = [(Path(path).name, text) for path, text in report.warnings]
    assert ("半张.jpg", "图片不完整，只能看到一部分；请找原件核对。") in said
    assert ("半段.mp4", "文件不完整（拷贝可能中断过），请找原件核对。") in said
    assert ("将来.jpg", "拍摄时间 2031-01-01 08:00:00 在今天之后，相机时钟可能不对，请核对。") in said
    assert ("没定位.jpg", "照片记录的拍摄时间“2026:13:45 10:00:00”无效，未采用。") in said
    assert ("没定位.jpg", "照片记录的经纬度为 0，说明没有定位，未采用。") in said
    assert ("坏通知.docx", "扩展名是 .docx，内容却不像办公文档，可能已损坏；已原样存入，请核对。") in said
    assert [name for name, text in said if "PDF 打不开" in text] == ["坏方案.pdf"]
    assert [name for name, text in said if "本机不能显示" in text] == ["新编码.heic"]
    damaged = evidence.listed(workspace.reader(), evidence.Filter(damaged=True), order="name")
    assert {one.name for one in damaged} == {"半张.jpg", "半段.mp4", "坏方案.pdf"}


def test_rubbish_of_programs_is_passed_over_silently(workspace: Workspace, folder: Path) -> None:
    rubbish = ("Thumbs.db", "desktop.ini", ".DS_Store", "~$通知.docx", "._活动.jpg", ".hidden.jpg")
    (folder / "__MACOSX").mkdir()
    for name in (*rubbish, "__MACOSX/活动.jpg"):
        (folder / name).write_bytes(jpeg())
    (folder / "活动.jpg").write_bytes(jpeg())
    report = bring(workspace, folder, folder / "Thumbs.db", folder / "~$通知.docx")
    assert ([Path(e.path).name for e in report.evidence], report.rejected) == (["活动.jpg"], [])


def test_the_workspace_does_not_swallow_itself(workspace: Workspace) -> None:
    report = bring(workspace, workspace.path.parent)
    assert (report.stored, report.rejected, report.operation) == (0, [], None)


def test_folders_below(workspace: Workspace, folder: Path) -> None:
    below = folder / "三月" / "讲堂"
    below.mkdir(parents=True)
    (below / "b.jpg").write_bytes(jpeg(scene(50, 50)))
    (folder / "a.jpg").write_bytes(jpeg())
    report = bring(workspace, folder, recursive=False)
    assert [Path(entry.path).name for entry in report.evidence] == ["a.jpg"]
    report = bring(workspace, folder, folder / "a.jpg")
    assert [Path(entry.path).name for entry in report.evidence] == ["a.jpg", "b.jpg"]
    assert (report.stored, report.copies) == (1, 1), "a path that is named twice is one file"


def test_a_name_written_in_gbk_on_a_stick(workspace: Workspace, folder: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(folder) + "/道德讲堂.jpg".encode("gbk")))
    path.write_bytes(jpeg())
    (entry,) = bring(workspace, folder).evidence
    assert evidence.get(workspace.reader(), entry.id).name == "道德讲堂.jpg"
    entry.path.encode()


# --- copies and proofs ---------------------------------------------------------------------------------


def test_a_copy_is_recognised_in_the_batch_and_in_the_store(workspace: Workspace, folder: Path) -> None:
    for place in ("甲科", "乙科"):
        (folder / place).mkdir()
        (folder / place / f"{place}.jpg").write_bytes(jpeg())
    report = bring(workspace, folder)
    assert (report.stored, report.copies) == (1, 1)
    first, second = report.evidence
    assert first.id == second.id
    assert (first.path, second.path) == (str(folder / "乙科" / "乙科.jpg"), str(folder / "甲科" / "甲科.jpg"))
    again = bring(workspace, folder)
    assert (again.stored, again.copies, again.operation) == (0, 2, None)
    assert {entry.id for entry in again.evidence} == {first.id}
    count = workspace.reader().execute("select count(*) from blob").fetchone()[0]
    assert count == 1


def test_files_become_proofs_of_a_record(workspace: Workspace, folder: Path) -> None:
    subject = lecture(workspace)
    (folder / "a.jpg").write_bytes(jpeg())
    (folder / "b.mp4").write_bytes(video(3))
    (folder / "c.docx").write_bytes(office("word/document.xml"))
    report = bring(workspace, folder, record=subject)
    assert (report.stored, report.proofs) == (3, 3)
    roles = [proof.role for proof in proofs.of_subject(workspace.reader(), *subject)]
    assert roles == ["other", "photo", "video"], "by what they are, when nobody says"
    again = bring(workspace, folder, record=subject)
    assert (again.copies, again.proofs, again.operation) == (3, 0, None)
    signed = bring(workspace, folder / "a.jpg", record=subject, role="attendance")
    assert (signed.stored, signed.copies, signed.proofs) == (0, 1, 1), "a copy is linked all the same"
    history.undo(workspace)
    history.undo(workspace)
    assert proofs.of_subject(workspace.reader(), *subject) == []


def test_an_unknown_record_is_refused_before_anything_happens(workspace: Workspace, folder: Path) -> None:
    (folder / "a.jpg").write_bytes(jpeg())
    with pytest.raises(WrongUse):
        bring(workspace, folder, record=("moral_lecture", "nobody"))
    assert evidence.ids(workspace.reader()) == []
    assert operations.next_undo(workspace.reader()) is None


# --- one step ------------------------------------------------------------------------------------------


def test_sixty_photos_are_one_step_back_and_forth(workspace: Workspace, folder: Path) -> None:
    paths = photos(folder, 60)
    heard = []
    workspace.subscribe(lambda changed: heard.append(changed.ids))
    report = bring(workspace, folder)
    assert (report.stored, report.copies) == (60, 0)
    assert [entry.path for entry in report.evidence] == [str(path) for path in paths]
    db = workspace.reader()
    ids = {entry.id for entry in report.evidence}
    assert set().union(*heard) == ids, "the window hears of each"
    assert [stored(workspace, entry.id) for entry in report.evidence] == [p.read_bytes() for p in paths]
    entry = history.history(workspace)[0]
    assert (entry.operation, entry.title) == (report.operation, "导入 60 个文件")
    history.undo(workspace)
    assert evidence.ids(db) == []
    history.redo(workspace)
    assert set(evidence.ids(db)) == ids
    assert workspaces.check(workspace) == []


def test_stopped_half_way_what_came_in_stays_as_one_step(workspace: Workspace, folder: Path) -> None:
    photos(folder, 60)
    report = bring(workspace, folder, monitor=StopAt(30))
    assert report.stopped
    assert report.stored == len(report.evidence) == len(evidence.ids(workspace.reader())) == 30
    history.undo(workspace)
    assert evidence.ids(workspace.reader()) == []
    rest = bring(workspace, folder)
    assert (rest.stored, rest.stopped) == (60, False)


def test_stopped_before_the_first_file_nothing_happened(workspace: Workspace, folder: Path) -> None:
    photos(folder, 3)
    report = bring(workspace, folder, monitor=StopAt(0))
    assert (report.stopped, report.stored, report.operation) == (True, 0, None)
    assert operations.next_undo(workspace.reader()) is None


def test_a_save_passes_while_files_come_in(workspace: Workspace, folder: Path) -> None:
    class Saving(Monitor):
        saved = 0

        def report(self, done: int, total: int = 0, text: str = "", detail: str = "") -> None:
            if done in (5, 40):
                lecture(workspace)
                self.saved += 1

    photos(folder, 60)
    monitor = Saving()
    assert (bring(workspace, folder, monitor=monitor).stored, monitor.saved) == (60, 2)
    assert records.counts(workspace)["moral_lecture"] == 2


# --- large files ---------------------------------------------------------------------------------------


def test_large_files_go_through_in_pieces(workspace: Workspace, folder: Path) -> None:
    """One of them held in memory, one read twice, both in several transactions."""
    data = {"a.mp4": video(600, HELD + 1), "b.mp4": video(60, 9 << 20), "c.jpg": jpeg()}
    for name, content in data.items():
        (folder / name).write_bytes(content)
    report = bring(workspace, folder)
    assert (report.stored, report.rejected, report.warnings) == (3, [], [])
    for entry in report.evidence:
        assert stored(workspace, entry.id) == data[Path(entry.path).name]
    assert evidence.get(workspace.reader(), report.evidence[0].id).seconds == 600
    (folder / "d.mp4").write_bytes(data["a.mp4"])
    assert bring(workspace, folder).copies == 4


def test_stopped_inside_a_large_file_nothing_of_it_stays(workspace: Workspace, folder: Path) -> None:
    class StopInside(Monitor):
        def report(self, done: int, total: int = 0, text: str = "", detail: str = "") -> None:
            if "%" in detail:
                self.cancel()
            super().report(done, total, text, detail)

    (folder / "a.jpg").write_bytes(jpeg())
    (folder / "b.mp4").write_bytes(video(600, LARGE))
    report = bring(workspace, folder, monitor=StopInside())
    assert report.stopped
    assert [Path(entry.path).name for entry in report.evidence] == ["a.jpg"]
    db = workspace.reader()
    assert db.execute("select count(*) from blob").fetchone()[0] == 1


def test_a_file_that_changes_under_the_hands_is_not_taken(workspace: Workspace, folder: Path) -> None:
    path = folder / "正在拷贝.mp4"
    path.write_bytes(video(600, HELD + 1))

    class Meddling(Monitor):
        def report(self, done: int, total: int = 0, text: str = "", detail: str = "") -> None:
            if "%" in detail:
                with path.open("r+b") as stream:
                    stream.seek(-10, os.SEEK_END)
                    stream.write(b"new")

    report = bring(workspace, path, monitor=Meddling())
    assert report.rejected == [(str(path), "文件在导入过程中被改动，请等它写完再导入。")]
    assert workspace.reader().execute("select count(*) from blob").fetchone()[0] == 0


_DIE = """
import os, signal, sys
from datetime import date
from pathlib import Path
from civdesk.intake.files import import_files
from civdesk.jobs import Monitor
from civdesk.store.workspace import Workspace
class Die(Monitor):
    def report(self, done, total=0, text="", detail=""):
        if "79%" in detail:  # two of three transactions are in
            os.kill(os.getpid(), signal.SIGKILL)
with Workspace.open(Path(sys.argv[1])) as ws:
    import_files(ws, [Path(sys.argv[2])], today=date(2026, 6, 1), monitor=Die())
"""


def test_killed_inside_a_large_file_it_is_absent_and_comes_in_later(
    workspace: Workspace, folder: Path
) -> None:
    (folder / "a.jpg").write_bytes(jpeg())
    (folder / "b.mp4").write_bytes(video(600, LARGE))
    path = workspace.path
    workspace.close()
    command = [sys.executable, "-c", _DIE, str(path), str(folder)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == -signal.SIGKILL
    with Workspace.open(path) as ws:
        assert [one.name for one in evidence.listed(ws.reader())] == ["a.jpg"]
        assert workspaces.check(ws) == []
        report = bring(ws, folder)
        assert (report.stored, report.copies) == (1, 1)
        assert stored(ws, report.evidence[1].id) == (folder / "b.mp4").read_bytes()
        history.undo(ws)
        history.undo(ws)
        assert evidence.ids(ws.reader()) == [], "what the dead import brought can be undone"


# --- the world -----------------------------------------------------------------------------------------


def test_a_stick_that_is_pulled_out_ends_the_import(workspace: Workspace, folder: Path) -> None:
    """Files that were listed and are gone when they are to be read."""
    photos(folder, 3)
    for n in range(8):
        (folder / f"{n}-照片.jpg").symlink_to(folder / "gone")
    with pytest.raises(Refused, match="U 盘") as refused:
        bring(workspace, folder)
    assert "此前已导入 3 个文件" in refused.value.message
    assert len(evidence.ids(workspace.reader())) == 3
    history.undo(workspace)
    assert evidence.ids(workspace.reader()) == []


def test_a_full_disk_is_one_sentence_and_what_came_in_stays(workspace: Workspace, folder: Path) -> None:
    paths = photos(folder, 2)
    for n in range(6):
        path = folder / f"视频{n}.mp4"
        path.write_bytes(video(10, 3 << 20, seed=n))
        paths.append(path)
    pages = workspace.outside(lambda db: db.execute("pragma page_count").fetchone()[0])
    size = workspace.outside(lambda db: db.execute("pragma page_size").fetchone()[0])
    limit = pages + (12 << 20) // size
    workspace.outside(lambda db: db.execute(f"pragma max_page_count = {limit}"))
    with pytest.raises(Refused, match=r"磁盘空间不足.*此前已导入 \d 个文件") as refused:
        bring(workspace, folder)
    assert refused.value.kind == "disk_full"
    workspace.outside(lambda db: db.execute("pragma max_page_count = 1000000"))
    there = evidence.listed(workspace.reader())
    assert 0 < len(there) < len(paths)
    assert workspaces.check(workspace) == []
    assert bring(workspace, folder).stored == len(paths) - len(there)


# --- dates in names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("微信图片_20260318093012.jpg", "2026-03-18T09:30:12"),
        ("IMG_20260318_093012.jpg", "2026-03-18T09:30:12"),
        ("IMG20260318093012.jpg", "2026-03-18T09:30:12"),
        ("IMG_20260318_093012345.jpg", "2026-03-18T09:30:12"),
        ("VID_20260318_093012.mp4", "2026-03-18T09:30:12"),
        ("Screenshot_2026-03-18-09-30-12-88.png", "2026-03-18T09:30:12"),
        ("2026-03-18 09.30.12.jpg", "2026-03-18T09:30:12"),
        ("mmexport1710725412345.jpg", "2024-03-18T09:30:12"),
        ("PXL_20260318_013012345.jpg", None),  # UTC
        ("IMG_20260318.jpg", None),  # no time of day
        ("IMG_20261318_093012.jpg", None),
        ("IMG_20270318_093012.jpg", None),  # after today
        ("mmexport9910725412345.jpg", None),
        ("道德讲堂现场 (1).jpg", None),
        ("20260318093012345678.jpg", None),
        ("DSCN0010.jpg", None),
    ],
)
def test_dates_in_names(name: str, at: str | None) -> None:
    assert date_in_name(name, TODAY) == at


@given(st.datetimes(datetime(2000, 1, 1), datetime(2026, 5, 31)), st.sampled_from(["", "_", "-"]))
def test_any_date_in_a_name(at: datetime, sign: str) -> None:
    at = at.replace(microsecond=0)
    name = at.strftime(f"IMG_%Y{sign}%m{sign}%d_%H{sign}%M{sign}%S.jpg")
    assert date_in_name(name, TODAY) == at.isoformat()


@given(st.text(max_size=60))
def test_any_name_upsets_nothing(name: str) -> None:
    at = date_in_name(name, TODAY)
    assert at is None or datetime.fromisoformat(at).date() <= TODAY


def test_exif_goes_before_the_name(workspace: Workspace, folder: Path) -> None:
    (folder / "微信图片_20260318093012.jpg").write_bytes(jpeg())
    (folder / "微信图片_20260319093012.jpg").write_bytes(jpeg(original="2026:03:01 08:00:00"))
    (folder / "通知_20260318093012.txt").write_text("一份文件没有拍摄时间")
    by_name = {one.name: one for one in _all(workspace, folder)}
    assert [(one.taken_at, one.taken_from) for _, one in sorted(by_name.items())] == [
        ("2026-03-18T09:30:12", "name"),
        ("2026-03-01T08:00:00", "exif"),
        (None, ""),
    ]


def _all(ws: Workspace, folder: Path) -> list[evidence.Evidence]:
    return evidence.many(ws.reader(), [entry.id for entry in bring(ws, folder).evidence])


# --- the samples ---------------------------------------------------------------------------------------


def test_the_samples(workspace: Workspace, samples: Path) -> None:
    report = bring(workspace, samples / "photos")
    by_name = {Path(entry.path).name: entry for entry in report.evidence}
    assert (report.stored, report.copies, len(report.evidence)) == (27, 1, 28)
    assert sorted(Path(path).name for path, _ in report.rejected) == ["假照片.jpg", "空文件.jpg"]
    assert report.warnings == []
    camera = by_name["DSCN0010.jpg"]
    assert camera.taken_at == "2008-10-22T16:28:39"
    assert (camera.latitude, camera.longitude) == (
        pytest.approx(43.46745, abs=1e-5),
        pytest.approx(11.8851, abs=1e-4),
    )
    assert by_name["道德讲堂现场 (1).jpg"].id == camera.id
    assert (by_name["landscape_6.jpg"].width, by_name["landscape_6.jpg"].height) == (600, 450)
    assert by_name["IMG_5195.HEIC"].kind == by_name["CON.png"].kind == "photo"
    assert by_name["微信图片_20260318093012.jpg"].taken_at == "2026-03-18T09:30:12"
    db = workspace.reader()
    for entry in report.evidence:
        has = blobs.preview(db, entry.sha256, PREVIEW_SIDE) is not None
        assert has is (entry.kind == "photo"), entry.path
        assert stored(workspace, entry.id) == Path(entry.path).read_bytes()
    assert workspaces.check(workspace) == []
