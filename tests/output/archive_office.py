"""A small unit with a year's archive, for tests of the archive folder; also run by itself to be killed."""

from __future__ import annotations

import io
import os
import random
import signal
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PIL import Image

from civdesk.desk import archive, assessing, evidence, records, workspaces
from civdesk.desk.archive import ArchiveReport
from civdesk.jobs import Monitor
from civdesk.store.workspace import Workspace

ON = date(2026, 9, 20)
NOW = datetime(2026, 9, 20, 10, 30)
AWKWARD = '<script>alert(1)</script> 7:30 "早读"?'


def jpeg(seed: int, size: tuple[int, int] = (640, 480)) -> bytes:
    """A picture that no other seed gives."""
    chance, out = random.Random(seed), io.BytesIO()
    small = Image.new("RGB", (8, 6))
    small.putdata([tuple(chance.randrange(256) for _ in range(3)) for _ in range(48)])
    small.resize(size).save(out, "JPEG", quality=90)
    return out.getvalue()


class Office:
    """The workspace with what was put in: ids by name, contents by id of the evidence."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ws = workspaces.new(folder / "局.civdesk", unit="某县交通运输局")
        self.contents: dict[str, bytes] = {}

    def record(self, ledger: str, **values: Any) -> str:
        return records.add(self.ws, ledger, values, today=ON).id

    def file(self, name: str, content: bytes, record: tuple[str, str] | None = None, role: str = "") -> str:
        path = self.folder / name
        path.write_bytes(content)
        report = evidence.import_files(self.ws, [path], today=ON, record=record, role=role)
        assert not report.rejected, report.rejected
        self.contents[report.evidence[0].id] = content
        return report.evidence[0].id

    def indicator(self, code: str) -> str:
        return assessing.standard(self.ws, "province_unit").indicator(code).id

    def export(self, name: str = "迎检档案", **options: Any) -> ArchiveReport:
        return archive.export_archive(self.ws, self.folder / name, on=ON, now=NOW, **options)


def fill(office: Office) -> dict[str, str]:
    """Lectures, a study, papers, an honour no indicator asks for, a loose photo; the ids by name."""
    ids: dict[str, str] = {}
    ids["spring"] = office.record("moral_lecture", date="2026-03-18", title="爱岗敬业", place="三楼会议室")
    ids["autumn"] = office.record("moral_lecture", date="2026-09-10", title=AWKWARD, place="三楼会议室")
    for n, record in enumerate(("spring", "spring", "autumn")):
        link = ("moral_lecture", ids[record])
        ids[f"photo{n}"] = office.file(f"IMG_{n}.jpg", jpeg(n), link, "photo")
    evidence.caption(
        office.ws,
        ids["photo0"],
        {"题名": "道德讲堂现场", "地点": "三楼会议室", "人物": "干部职工", "摄影者": "张三"},
    )
    ids["sheet"] = office.file("扫描件0001.pdf", PDF, ("moral_lecture", ids["spring"]), "attendance")
    ids["plan"] = office.record(
        "document", title="年度创建计划", date="2026-02-10", kind="年度计划", number="某交〔2026〕3号",
        issuer="某县交通运输局", secrecy="公开", pages=4, retention="永久",
    )  # fmt: skip
    ids["plan_file"] = office.file("计划.docx", docx("计划"), ("document", ids["plan"]), "original")
    ids["secret"] = office.record(
        "document", title="考核办法（内部）", date="2026-02-20", kind="考核奖励办法", secrecy="内部"
    )
    ids["secret_file"] = office.file("内部.docx", docx("内部"), ("document", ids["secret"]), "original")
    ids["honour"] = office.record("honour", title="先进集体", date="2026-01-05")
    ids["certificate"] = office.file("证书.jpg", jpeg(20), ("honour", ids["honour"]), "certificate")
    ids["loose"] = office.file("微信图片.jpg", jpeg(21))
    ids["staff"] = office.record(
        "staff", number="007", title="张三", phone="13000000000", volunteer="是", status="在职"
    )
    return ids


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>"
    b"endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def docx(text: str) -> bytes:
    """As much of a Word file as its recognition wants."""
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f"<w:document>{text}</w:document>")
    return out.getvalue()


class Killer(Monitor):
    """Kills its own process at the n-th word of progress."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.left = at

    def report(self, done: int, total: int = 0, text: str = "", detail: str = "") -> None:
        self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        super().report(done, total, text, detail)


def export_and_die(workspace: Path, out: Path, at: int) -> None:
    with Workspace.open(workspace) as ws:
        archive.export_archive(ws, out, on=ON, now=NOW, monitor=Killer(at))


if __name__ == "__main__":
    export_and_die(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
