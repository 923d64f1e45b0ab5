"""A scanned PDF cut into several proofs; the whole stays as it was."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from civdesk.desk import evidence, history, records, splitting
from civdesk.domain.pageranges import Pages
from civdesk.errors import Damaged, Refused, WrongUse
from civdesk.intake.parts import Part
from civdesk.jobs import Cancelled, Monitor
from civdesk.store import blobs, proofs
from civdesk.store import evidence as pieces
from civdesk.store.workspace import Workspace

TODAY = date(2026, 7, 31)


def scan(pages: int, side: int = 60) -> bytes:
    """A PDF of pictures, each of another grey."""
    made = [Image.new("RGB", (side, side), (n * 20 % 256, 90, 90)) for n in range(pages)]
    out = io.BytesIO()
    made[0].save(out, "PDF", save_all=True, append_images=made[1:])
    return out.getvalue()


def locked() -> bytes:
    """A PDF that asks for a password (revision 2, 40 bits), written by hand."""
    body = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"3 0 obj<</Filter/Standard/V 1/R 2/P -4/O<" + b"00" * 32 + b">/U<" + b"11" * 32 + b">>>endobj\n"
    )
    places = [body.index(b"%d 0 obj" % n) for n in (1, 2, 3)]
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 4\n0000000000 65535 f \n" + table
    end = b"trailer<</Size 4/Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + head + end


def bring(ws: Workspace, folder: Path, data: bytes, name: str = "扫描件.pdf") -> str:
    path = folder / name
    path.write_bytes(data)
    return evidence.import_files(ws, [path], today=TODAY).evidence[0].id


def add(ws: Workspace) -> str:
    return records.add(ws, "moral_lecture", {"title": "甲", "date": "2026-03-01"}, today=TODAY).id


def pages_of(ws: Workspace, id: str) -> list[int]:
    """The grey of each page of a piece of evidence."""
    data = blobs.open_blob(ws.reader(), pieces.get(ws.reader(), id).sha256).read()
    document = pypdfium2.PdfDocument(data)
    try:
        found = []
        for page in document:
            bitmap = page.render()
            found.append(bitmap.to_pil().convert("RGB").getpixel((30, 30))[0])
            bitmap.close()
            page.close()
        return found
    finally:
        document.close()


def test_parts_become_proofs_in_their_roles(workspace: Workspace, tmp_path: Path) -> None:
    whole, record = bring(workspace, tmp_path, scan(6)), add(workspace)
    before = pieces.get(workspace.reader(), whole)
    parts = splitting.parts(workspace, whole, "1-2,3,4-6", ["通知", "签到表", "方案"], ["活动通知"])
    report = splitting.split(workspace, whole, parts, today=TODAY, record=("moral_lecture", record))
    assert [str(one.pages) for one in report.parts] == ["1-2", "3", "4-6"]
    assert [one.name for one in report.parts] == ["活动通知.pdf", "扫描件 第3页.pdf", "扫描件 第4-6页.pdf"]
    assert [len(pages_of(workspace, one.id)) for one in report.parts] == [2, 1, 3]
    greys = [grey for one in report.parts for grey in pages_of(workspace, one.id)]
    assert all(abs(grey - n * 20) < 6 for n, grey in enumerate(greys)), greys
    links = proofs.of_subject(workspace.reader(), "moral_lecture", record)
    roles = {link.evidence: link.role for link in links}
    assert [roles[one.id] for one in report.parts] == ["notice", "attendance", "plan"]
    first = pieces.get(workspace.reader(), report.parts[0].id)
    assert (first.title, first.pages, first.came_from) == ("活动通知", 2, "拆分自 扫描件.pdf 第1-2页")
    assert pieces.get(workspace.reader(), whole) == before
    assert report.operation
    history.undo(workspace, report.operation)
    assert pieces.ids(workspace.reader()) == [whole], "one step takes all of it back"
    assert not proofs.of_subject(workspace.reader(), "moral_lecture", record)


def test_pages_may_be_left_out_and_need_no_record(workspace: Workspace, tmp_path: Path) -> None:
    whole = bring(workspace, tmp_path, scan(4))
    report = splitting.split(workspace, whole, splitting.parts(workspace, whole, "4,2", [], []), today=TODAY)
    assert [round(pages_of(workspace, one.id)[0] / 20) for one in report.parts] == [3, 1]
    assert not proofs.of_evidence(workspace.reader(), report.parts[0].id)


def test_what_cannot_be_cut_is_told(workspace: Workspace, tmp_path: Path) -> None:
    picture = tmp_path / "照片.jpg"
    Image.new("RGB", (40, 40)).save(picture)
    photo = evidence.import_files(workspace, [picture], today=TODAY).evidence[0].id
    with pytest.raises(WrongUse, match="不是 PDF"):
        splitting.page_count(workspace, photo)
    broken = bring(workspace, tmp_path, b"%PDF-1.7\nnot really", "坏.pdf")
    with pytest.raises(Damaged, match="打不开"):
        splitting.page_count(workspace, broken)
    with pytest.raises(Refused, match="密码"):
        splitting.page_count(workspace, bring(workspace, tmp_path, locked(), "锁.pdf"))
    whole = bring(workspace, tmp_path, scan(3))
    with pytest.raises(WrongUse, match="共 3 页"):
        splitting.parts(workspace, whole, "2-4", [], [])
    with pytest.raises(WrongUse, match="每份一个"):
        splitting.parts(workspace, whole, "1,2,3", ["通知", "方案"], [])
    with pytest.raises(WrongUse, match="没有“瞎写”这种佐证"):
        splitting.split(workspace, whole, [Part(Pages(1, 1), role="瞎写")], today=TODAY)
    with pytest.raises(WrongUse, match="可能已被删除"):
        splitting.split(workspace, whole, [Part(Pages(1, 1))], today=TODAY, record=("moral_lecture", "不在"))


def test_stopped_half_way_nothing_stays(workspace: Workspace, tmp_path: Path) -> None:
    class Stops(Monitor):
        def report(self, done: int, total: int = 0, text: str = "", detail: str = "") -> None:
            if text == "正在拆分" and done == 2:
                self.cancel()
            super().report(done, total, text, detail)

    whole = bring(workspace, tmp_path, scan(4))
    parts = splitting.parts(workspace, whole, "1,2,3,4", [], [])
    with pytest.raises(Cancelled):
        splitting.split(workspace, whole, parts, today=TODAY, monitor=Stops())
    assert pieces.ids(workspace.reader()) == [whole]


def test_pages_as_pictures(workspace: Workspace, tmp_path: Path) -> None:
    whole = bring(workspace, tmp_path, scan(5))
    made = splitting.page_pictures(workspace, whole, [2, 4], 120)
    for data, grey in zip(made, (20, 60), strict=True):
        assert data
        picture = Image.open(io.BytesIO(data))
        assert max(picture.size) in (120, 121)
        assert abs(picture.convert("RGB").getpixel((50, 50))[0] - grey) < 6  # type: ignore[index, operator]
