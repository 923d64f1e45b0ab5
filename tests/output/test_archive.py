"""The archive folder: complete, in the order of the indicators, whole or not there."""

from __future__ import annotations

import csv
import hashlib
import logging
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import bagit
import openpyxl
import pytest
from PIL import Image

from civdesk.desk import archive, workspaces
from civdesk.domain.rules import State
from civdesk.errors import Refused, WrongUse
from civdesk.files import FileLock
from civdesk.jobs import Cancelled, Monitor
from civdesk.output.plan import Asked
from civdesk.output.planning import folders_of
from civdesk.store import filing, packages
from civdesk.store.workspace import Workspace
from tests.output.archive_office import NOW, ON, Office, docx, export_and_die, fill, jpeg

LECTURE = "03 三 创建活动/03 三-3 道德讲堂/01 三-3① 道德讲堂第一期"
SECOND = "03 三 创建活动/03 三-3 道德讲堂/02 三-3② 道德讲堂第二期"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.ws.close()


@pytest.fixture
def filled(office: Office) -> tuple[Office, dict[str, str]]:
    return office, fill(office)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exported]:
    """One export for all tests that only look at it."""
    office = Office(tmp_path_factory.mktemp("exported"))
    ids = fill(office)
    yield Exported(office, ids, office.export())
    office.ws.close()


class Exported(NamedTuple):
    """An office, its ids by name, and what it exported."""

    office: Office
    ids: dict[str, str]
    report: archive.ArchiveReport

    @property
    def data(self) -> Path:
        return self.report.folder / "data"


def sheet(path: Path, name: str = "") -> list[list[Any]]:
    """The rows of a sheet from its header on, without totals."""
    book = openpyxl.load_workbook(path)
    rows = [list(row) for row in (book[name] if name else book.worksheets[0]).iter_rows(values_only=True)]
    book.close()
    start = next(n for n, row in enumerate(rows) if sum(cell is not None for cell in row) > 1)
    return [row for row in rows[start:] if row[0] != "合计"]


def paths(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def digests(folder: Path) -> set[str]:
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def siblings(out: Path) -> set[str]:
    return {path.name for path in out.parent.iterdir() if path.name.startswith(out.name)}


# --- what is in it -----------------------------------------------------------------------------------


def test_every_file_lies_with_its_indicator_byte_for_byte(exported: Exported) -> None:
    office, ids, report = exported
    data = exported.data
    assert report.missing == [] and report.unlinked == 1
    first, second = office.contents[ids["photo0"]], office.contents[ids["photo1"]]
    assert (data / LECTURE / "照片" / "001 道德讲堂现场.jpg").read_bytes() == first
    assert (data / LECTURE / "照片" / "002 爱岗敬业.jpg").read_bytes() == second
    assert (data / LECTURE / "文件" / "001 爱岗敬业 签到表.pdf").is_file()
    assert (data / "01 一 创建机制" / "文件" / "001 年度创建计划.docx").is_file()
    assert [path.name for path in (data / SECOND / "照片").iterdir()] == [
        "001 ＜script＞alert(1)＜／script＞ 7：30 ＂早读＂？.jpg"
    ]
    assert (data / "未关联影像" / "照片" / "001 微信图片.jpg").is_file()
    assert (data / "未对应指标" / "荣誉" / "照片" / "001 先进集体.jpg").is_file()
    assert {hashlib.sha256(content).hexdigest() for content in office.contents.values()} <= digests(data)


def test_the_folder_is_a_bag_that_others_find_whole(exported: Exported) -> None:
    report = exported.report
    assert archive.verify(report.folder).whole
    logging.getLogger("bagit").setLevel(logging.CRITICAL)
    bag = bagit.Bag(str(report.folder))
    assert bag.is_valid()
    assert bag.info["Source-Organization"] == "某县交通运输局" and bag.info["Bagging-Date"] == "2026-09-20"
    assert "index.html" in (report.folder / "tagmanifest-sha256.txt").read_text(encoding="utf-8")
    there = paths(report.folder)
    assert report.files == len(there)
    assert report.bytes == sum((report.folder / path).stat().st_size for path in there)
    assert max(map(len, there)) <= 180


def test_a_part_keeps_the_files_and_its_parent_only_lists_them(exported: Exported) -> None:
    office, ids, report = exported
    wanted = hashlib.sha256(office.contents[ids["photo0"]]).hexdigest()
    lies = [p for p in paths(report.folder) if p.startswith("data/0") and p.endswith(".jpg")]
    found = [p for p in lies if hashlib.sha256((report.folder / p).read_bytes()).hexdigest() == wanted]
    assert found == [f"data/{LECTURE}/照片/001 道德讲堂现场.jpg"]
    listed = sheet(report.folder / "data/03 三 创建活动/照片目录.xlsx")
    files = [row[-1] for row in listed[1:]]
    assert "03 三-3 道德讲堂/01 三-3① 道德讲堂第一期/照片/001 道德讲堂现场.jpg" in files


def test_captions_go_into_the_photo_catalogue(exported: Exported) -> None:
    head, first, *_ = sheet(exported.data / LECTURE / "照片目录.xlsx")
    assert head == [
        "照片号", "题名", "事由", "拍摄时间", "地点", "人物", "背景", "摄影者", "文字说明", "文件名"
    ]  # fmt: skip
    said = dict(zip(head, first, strict=True))
    assert said["题名"] == "道德讲堂现场" and said["人物"] == "干部职工" and said["摄影者"] == "张三"
    assert said["事由"] == "爱岗敬业" and said["文件名"] == "照片/001 道德讲堂现场.jpg"


def test_the_filing_catalogue_has_its_nine_columns(exported: Exported) -> None:
    folder = exported.report.folder
    path = folder / "data/00 目录与缺项/归档文件目录.xlsx"
    head, *rows = sheet(path)
    assert head == ["序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注"]
    plan = next(row for row in rows if row[4] == "年度创建计划")
    assert plan[1:4] == [None, "某交〔2026〕3号", "某县交通运输局"]
    assert plan[5:8] == ["20260210", "公开", 4]
    assert (folder / "data" / plan[8]).is_file()
    assert any(row[4] == "[爱岗敬业 签到表]" for row in rows)  # a title that we made
    assert len({row[8] for row in rows}) == len(rows)
    page = openpyxl.load_workbook(path).worksheets[0].page_setup
    assert page.orientation == "landscape" and page.paperSize == 9


def test_gaps_are_listed_with_lead_and_deadline(exported: Exported) -> None:
    report = exported.report
    path = report.folder / "data/00 目录与缺项/缺项清单.xlsx"
    head, *rows = sheet(path, "缺项清单")
    assert head == ["序号", "指标", "状态", "缺什么", "牵头", "期限"] and len(rows) == report.gaps > 0
    summary = next(row for row in rows if "总结" in row[3])
    assert summary[1:3] == ["一 创建机制", "未到期"] and summary[5] == "2026-12-10"
    late = next(row for row in rows if row[1] == "三-1 集体学习" and row[2] == "逾期")
    assert late[4] == "党政办"
    notes = [
        row[0] for row in openpyxl.load_workbook(path)["缺项清单"].iter_rows(max_row=4, values_only=True)
    ]
    assert "未设置全宗号，档号未编。" in notes
    assert [row[2] for row in sheet(path, "未关联影像")[1:]] == ["微信图片.jpg"]


def test_ledgers_lie_with_indicators_and_complete(exported: Exported) -> None:
    data = exported.data
    head, *rows = sheet(data / LECTURE / "道德讲堂.xlsx")
    assert [row[head.index("主题")] for row in rows] == ["爱岗敬业"]
    head, *rows = sheet(data / "全部台账" / "道德讲堂.xlsx")
    assert [row[head.index("主题")] for row in rows] == ["爱岗敬业", '<script>alert(1)</script> 7:30 "早读"?']
    head, row = sheet(data / "全部台账" / "人员花名册.xlsx")
    assert "13000000000" in row and "007" in row


def test_events_are_told(exported: Exported) -> None:
    office, ids, report = exported
    with (report.folder / "data/00 目录与缺项/事件记录.csv").open(encoding="utf-8-sig") as file:
        events = list(csv.DictReader(file))
    assert {event["事件"] for event in events} >= {"接收入库", "固定性检查", "计算摘要", "导出"}
    content = hashlib.sha256(office.contents[ids["photo0"]]).hexdigest()
    assert any(content in event["结果"] for event in events)
    assert events[-1]["时间"] == "2026-09-20T10:30:00" and events[-1]["工具与版本"].startswith("civdesk ")


# --- public, period, standards -----------------------------------------------------------------------


def test_the_public_folder_leaves_out_what_is_nobodys_business(filled: tuple[Office, dict[str, str]]) -> None:
    office, ids = filled
    folder = office.export(public=True).folder
    assert not (folder / "data/全部台账").exists() and not (folder / "data/未关联影像").exists()
    assert not (folder / "data/未对应指标").exists()
    # What a unit still lacks is its own business too.
    assert not list(folder.rglob("缺项清单.xlsx"))
    assert "缺项" not in (folder / "index.html").read_text(encoding="utf-8")
    assert "还缺" not in (folder / "index.html").read_text(encoding="utf-8")
    there = digests(folder)
    for name in ("secret_file", "loose", "certificate"):
        assert hashlib.sha256(office.contents[ids[name]]).hexdigest() not in there
    assert hashlib.sha256(office.contents[ids["plan_file"]]).hexdigest() in there
    texts = [str(row) for path in folder.rglob("*.xlsx") for row in sheet(path)]
    texts.append((folder / "index.html").read_text(encoding="utf-8"))
    assert not any("13000000000" in text or "考核办法（内部）" in text for text in texts)
    register = next(folder.rglob("人员花名册.xlsx"))
    assert "张三" in sheet(register)[1] and "手机号" not in sheet(register)[0]


def test_a_period_takes_the_records_dated_in_it(filled: tuple[Office, dict[str, str]]) -> None:
    office, ids = filled
    folder = office.export(start=date(2026, 3, 1), end=date(2026, 6, 30)).folder
    there = digests(folder)
    assert hashlib.sha256(office.contents[ids["photo0"]]).hexdigest() in there
    for name in ("photo2", "plan_file", "certificate"):
        assert hashlib.sha256(office.contents[ids[name]]).hexdigest() not in there
    assert len(sheet(folder / "data/全部台账/道德讲堂.xlsx")) == 2
    with pytest.raises(WrongUse, match="结束早于开始"):
        office.export("x", start=date(2026, 3, 1), end=date(2026, 2, 1))


def test_several_years_come_first(filled: tuple[Office, dict[str, str]]) -> None:
    office, _ = filled
    last = office.record("moral_lecture", date="2025-04-02", title="孝老爱亲")
    office.file("old.jpg", jpeg(50), ("moral_lecture", last), "photo")
    office.file("general.docx", docx("x"), ("indicator", office.indicator("一")), "plan")
    data = office.export().folder / "data"
    assert (data / "2025年" / LECTURE / "照片" / "001 孝老爱亲.jpg").is_file()
    assert (data / "2026年" / LECTURE / "照片" / "001 道德讲堂现场.jpg").is_file()
    assert (data / "不分年度" / "01 一 创建机制" / "文件" / "001 general.docx").is_file()


def test_files_of_an_indicator_that_is_not_exported_are_not_lost(office: Office) -> None:
    other = workspaces.new(office.folder / "x.civdesk")
    other.close()
    id = office.file("a.docx", docx("a"), ("indicator", office.indicator("一")), "plan")
    archive_of = office.export()
    assert (archive_of.folder / "data/01 一 创建机制/文件/001 a.docx").is_file()
    from civdesk.desk import standards

    standards.set_active(office.ws, "province_unit", False)
    folder = office.export("无标准").folder
    assert hashlib.sha256(office.contents[id]).hexdigest() in digests(folder / "data/未对应指标")


def test_an_unknown_standard_is_wrong_use(office: Office) -> None:
    with pytest.raises(WrongUse):
        office.export(standard="nowhere")
    assert not (office.folder / "迎检档案").exists()


@pytest.mark.parametrize("depth", [3, 8])
def test_deep_trees_of_long_titles_stay_within_what_windows_opens(depth: int) -> None:
    tree = [
        Asked(f"{n}", f"{n - 1}" if n else None, f"{n + 1}", "持续深化群众性精神文明创建活动" * 6, State.MET)
        for n in range(depth)
    ]
    folders = folders_of(tree, "data/2026年")
    assert len(set(folders.values())) == depth
    assert max(map(len, folders.values())) <= 110


def test_siblings_keep_their_order_in_every_file_manager() -> None:
    def names(*codes: str) -> list[str]:
        tree = [Asked(code, None, code, "标题", State.MET) for code in codes]
        return [folder.removeprefix("data/") for folder in folders_of(tree, "data").values()]

    assert names("1", "2", "10") == ["1 标题", "2 标题", "10 标题"]
    assert names("一", "二", "三") == ["01 一 标题", "02 二 标题", "03 三 标题"]
    assert names("2", "1") == ["01 2 标题", "02 1 标题"]
    assert names("一") == ["一 标题"]


# --- reference codes, packages -----------------------------------------------------------------------


def test_codes_are_given_once_and_stay(filled: tuple[Office, dict[str, str]]) -> None:
    office, ids = filled
    workspaces.set_setting(office.ws, "filing.fonds", "Z109", "设置全宗号")
    folder = office.export().folder
    codes = filing.codes(office.ws.reader())
    assert codes[ids["plan_file"]] == "Z109-WS·2026·Y-0001"  # its record says 永久
    assert codes[ids["photo0"]] == "Z109-ZP·2026·D30-0002" and ids["loose"] not in codes
    assert codes[ids["plan_file"]] in [
        row[1] for row in sheet(folder / "data/00 目录与缺项/归档文件目录.xlsx")
    ]
    assert codes[ids["photo0"]] == sheet(folder / "data" / LECTURE / "照片目录.xlsx")[1][0]

    # An older photo comes later: it gets the next number, the others keep theirs.
    office.file("late.jpg", jpeg(60), ("moral_lecture", ids["spring"]), "photo")
    office.export("第二次")
    again = filing.codes(office.ws.reader())
    assert codes.items() <= again.items()
    assert set(again.values()) - set(codes.values()) == {"Z109-ZP·2026·D30-0005"}


def test_a_package_is_remembered_and_the_next_can_be_the_supplement(
    filled: tuple[Office, dict[str, str]],
) -> None:
    office, ids = filled
    first = office.export()
    (package,) = packages.packages(office.ws.reader(), "archive")
    assert package.name == "迎检档案" and package.files == first.files and ids["photo0"] in package.evidence
    new = office.file("new.jpg", jpeg(70), ("moral_lecture", ids["autumn"]), "photo")
    second = office.export("补充材料", since="迎检档案")
    photos = [path for path in paths(second.folder) if "/照片/" in path]
    assert [hashlib.sha256((second.folder / path).read_bytes()).digest() for path in photos] == [
        hashlib.sha256(office.contents[new]).digest()
    ]
    assert "只含“迎检档案”之后新增" in (second.folder / "index.html").read_text(encoding="utf-8")
    with pytest.raises(WrongUse, match="没有名为“从未”的导出记录"):
        office.export("x", since="从未")


def test_a_desk_that_only_reads_exports_too(filled: tuple[Office, dict[str, str]]) -> None:
    office, _ = filled
    with Workspace.open(office.ws.path, write=False) as reading:
        report = archive.export_archive(reading, office.folder / "只读", on=ON, now=NOW)
    assert archive.verify(report.folder).whole
    assert packages.packages(office.ws.reader()) == []


# --- what goes wrong ---------------------------------------------------------------------------------


def test_a_damaged_file_is_named_and_the_rest_goes_out(filled: tuple[Office, dict[str, str]]) -> None:
    office, ids = filled
    sha256 = hashlib.sha256(office.contents[ids["photo1"]]).hexdigest()
    office.ws.close()
    with sqlite3.connect(office.ws.path) as db:
        db.execute("update blob_chunk set data = zeroblob(length(data)) where sha256 = ?", (sha256,))
    db.close()
    office.ws = Workspace.open(office.ws.path)
    report = office.export()
    assert report.missing == [f"data/{LECTURE}/照片/002 爱岗敬业.jpg"]
    assert archive.verify(report.folder).whole
    assert not (report.folder / report.missing[0]).exists()
    assert (report.folder / "data" / LECTURE / "照片/001 道德讲堂现场.jpg").is_file()
    row = sheet(report.folder / "data/00 目录与缺项/缺项清单.xlsx", "未能导出的文件")[1]
    assert row[1] == report.missing[0].removeprefix("data/") and "已损坏" in row[2]


def test_nothing_is_written_over(filled: tuple[Office, dict[str, str]]) -> None:
    office, _ = filled
    out = office.folder / "迎检档案"
    out.mkdir()
    (out / "我的.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match="不是空文件夹"):
        office.export()
    assert paths(out) == {"我的.txt"} and siblings(out) == {"迎检档案"}
    (out / "我的.txt").unlink()
    assert office.export().folder == out  # an empty folder is welcome
    with pytest.raises(Refused, match="不存在"):
        office.export("没有/迎检档案")


def test_a_disk_that_is_too_small_is_refused_before(filled: tuple[Office, dict[str, str]]) -> None:
    office, ids = filled
    huge = 10**17
    office.ws.operate(
        "x", "x", lambda db: db.execute("update evidence set size = ? where id = ?", (huge, ids["photo0"]))
    )
    with pytest.raises(Refused, match="磁盘空间不足"):
        office.export()
    assert siblings(office.folder / "迎检档案") == set()


class Stopper(Monitor):
    """Stops the job at the n-th word of progress."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.left = at

    def report(self, done: int, total: int = 0, text: str = "", detail: str = "") -> None:
        self.left -= 1
        if self.left < 0:
            self.cancel()
        super().report(done, total, text, detail)


def test_stopping_leaves_nothing(filled: tuple[Office, dict[str, str]]) -> None:
    office, _ = filled
    out = office.folder / "迎检档案"
    counting = Stopper(10**9)
    office.export("数一数", monitor=counting)
    words = 10**9 - counting.left
    for at in (0, 1, words // 3, words // 2, words - 1):
        with pytest.raises(Cancelled):
            office.export(monitor=Stopper(at))
        assert siblings(out) == set()
    assert archive.verify(office.export().folder).whole


def test_a_killed_export_never_looks_finished(filled: tuple[Office, dict[str, str]]) -> None:
    office, _ = filled
    counting = Stopper(10**9)
    office.export("数一数", monitor=counting)
    words = 10**9 - counting.left
    office.ws.close()
    out = office.folder / "迎检档案"
    root = Path(__file__).resolve().parents[2]
    for at in (2, words // 2, words - 1):
        script = [sys.executable, "-m", "tests.output.archive_office"]
        done = subprocess.run([*script, str(office.ws.path), str(out), str(at)], cwd=root)
        assert done.returncode == -9
        assert not out.exists()
        left = [path for path in office.folder.iterdir() if path.is_dir() and path.name.startswith(out.name)]
        assert len(left) == 1 and "未完成" in left[0].name
    export_and_die(office.ws.path, out, 10**9)  # lives: the next export tidies up and succeeds
    assert archive.verify(out).whole and siblings(out) == {"迎检档案"}
    office.ws = Workspace.open(office.ws.path)


def test_an_export_that_still_runs_is_left_alone(office: Office) -> None:
    other = office.folder / "迎检档案.未完成-99999"
    other.mkdir()
    lock = FileLock(office.folder / "迎检档案.未完成-99999.lock")
    lock.acquire()
    office.export()
    assert other.is_dir()
    lock.release()


# --- other programs ----------------------------------------------------------------------------------


def test_a_phone_photo_goes_out_as_jpeg_with_its_original(office: Office, samples: Path) -> None:
    heic = samples / "photos" / "IMG_5195.HEIC"
    lecture = office.record("moral_lecture", date="2026-03-18", title="爱岗敬业")
    office.file("IMG_5195.HEIC", heic.read_bytes(), ("moral_lecture", lecture), "photo")
    place = office.export().folder / "data" / LECTURE / "照片"
    assert sorted(path.name for path in place.iterdir()) == ["001 爱岗敬业.jpg", "001 爱岗敬业（原件）.heic"]
    assert (place / "001 爱岗敬业（原件）.heic").read_bytes() == heic.read_bytes()
    with Image.open(place / "001 爱岗敬业.jpg") as picture:
        assert picture.format == "JPEG" and min(picture.size) > 1000
    place = office.export("公开", public=True).folder / "data" / LECTURE / "照片"
    assert [path.name for path in place.iterdir()] == ["001 爱岗敬业.jpg"]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not there")
def test_libreoffice_opens_the_sheets(exported: Exported, tmp_path: Path) -> None:
    folder = exported.report.folder
    chosen = [
        folder / "data/00 目录与缺项/归档文件目录.xlsx",
        folder / "data/00 目录与缺项/缺项清单.xlsx",
        folder / "data" / LECTURE / "照片目录.xlsx",
    ]
    target = tmp_path / "csv"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76"]
    subprocess.run([*command, "--outdir", str(target), *map(str, chosen)], check=True, capture_output=True)
    assert "某交〔2026〕3号" in (target / "归档文件目录.csv").read_text(encoding="utf-8")
    assert "道德讲堂现场" in (target / "照片目录.csv").read_text(encoding="utf-8")
    assert "年度创建工作总结" in (target / "缺项清单.csv").read_text(encoding="utf-8")
