"""Reading .xls and .et: against python-calamine as an outside judge, and what only we read."""

from __future__ import annotations

import datetime
import shutil
import struct
import subprocess
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from civdesk.errors import Damaged, Refused, WrongUse
from civdesk.jobs import Cancelled, Monitor
from civdesk.sheets.book import Range, SheetInfo
from civdesk.sheets.cellvalues import is_blank
from civdesk.sheets.read import open_book
from tests.sheets.oldbooks import begin, compound, number, raw_ods, raw_xls, record, shared, text16
from tests.sheets.rawbooks import read_apart, read_rows, read_values


def formula(row: int, column: int, result: bytes, style: int = 0) -> bytes:
    return record(0x0006, struct.pack("<HHH8sHIH", row, column, style, result, 0, 0, 0))


def flag(row: int, column: int, value: int, *, error: bool = False) -> bytes:
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, value, error))


CELLS = [
    shared(2, 1, 0),
    number(2, 2, 46086, 1),
    number(2, 3, 46086.5, 1),
    number(2, 4, 0.25, 2),
    number(3, 1, 22.5),
    number(3, 2, 45.0),
    record(0x027E, struct.pack("<HHHI", 3, 3, 0, (1234 << 2) | 3)),  # RK: 12.34
    record(0x027E, struct.pack("<HHHi", 3, 4, 0, (-5 << 2) | 2)),
    record(0x00BD, struct.pack("<HHHIHIH", 4, 0, 0, 7 << 2 | 2, 1, 46086 << 2 | 2, 1)),
    flag(5, 0, 1),
    flag(5, 1, 0x07, error=True),
    flag(5, 2, 0x2A, error=True),
    formula(6, 0, struct.pack("<d", 3.0)),
    formula(6, 1, b"\x00" + bytes(5) + b"\xff\xff") + record(0x0207, text16("结果")),
    formula(6, 2, b"\x01\x00\x00" + bytes(3) + b"\xff\xff"),
    formula(6, 3, b"\x02\x00\x0f" + bytes(3) + b"\xff\xff"),
    formula(6, 4, b"\x03" + bytes(5) + b"\xff\xff"),
    record(0x0204, struct.pack("<HHH", 7, 0, 0) + text16("旧的文字")),
    record(0x0201, struct.pack("<HHH", 8, 0, 0)),  # blank
    shared(65_535, 255, 1),
    record(0x00E5, struct.pack("<H8H", 2, 2, 3, 5, 6, 9, 9, 0, 255)),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("xls") / "台账.et"
    sheets = {"台账": b"".join(CELLS), "旧表": number(0, 0, 1)}
    return raw_xls(path, sheets, strings=["名称", "尾"], formats=(0, 14, 20), hidden={"旧表"})


def test_all_kinds_of_cells(made: Path) -> None:
    rows = {
        row.number: {column: tuple(cell) for column, cell in row.cells.items()} for row in read_rows(made)
    }
    noon = datetime.datetime(2026, 3, 5, 12)
    assert rows == {
        3: {
            2: ("名称", "text"),
            3: (datetime.date(2026, 3, 5), "date"),
            4: (noon, "date"),
            5: (datetime.time(6), "time"),
        },
        4: {2: (22.5, "number"), 3: (45, "number"), 4: (12.34, "number"), 5: (-5, "number")},
        5: {1: (7, "number"), 2: (datetime.date(2026, 3, 5), "date")},
        6: {1: (True, "bool"), 2: ("#DIV/0!", "error"), 3: ("#N/A", "error")},
        7: {1: (3, "number"), 2: ("结果", "text"), 3: (False, "bool"), 4: ("#VALUE!", "error")},
        8: {1: ("旧的文字", "text")},
        65_536: {256: ("尾", "text")},
    }


def test_sheets_and_merges(made: Path) -> None:
    with open_book(made) as book:
        assert book.sheets == [SheetInfo("台账", False), SheetInfo("旧表", True)]
        assert book.merges("台账") == [Range(3, 6, 4, 7), Range(10, 1, 10, 256)] and not book.merges("旧表")
        assert book.pictures("台账") == [] and book.lost_pictures("台账") == []
        rows = book.rows("台账")
        first = next(rows)
        assert len(list(book.rows("旧表"))) == 1  # between: several may read at once
        assert [first.number, *(row.number for row in rows)] == [3, 4, 5, 6, 7, 8, 65_536]
        with pytest.raises(WrongUse):
            book.rows("没有").__next__()
        stopped = Monitor()
        stopped.cancel()
        with pytest.raises(Cancelled):
            list(book.rows("台账", stopped))


TEXTS = st.text(
    st.characters(codec="utf-16-le", exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=1, max_size=60
)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 99),
            st.integers(0, 20),
            st.one_of(TEXTS, st.floats(-1e9, 1e9).map(lambda x: x + 0)),
        ),
        max_size=40,
        unique_by=lambda cell: cell[:2],
    )
)
def test_as_calamine_reads_it(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[int, int, str | float]]
) -> None:
    cells = sorted(cells, key=lambda cell: cell[:2])
    strings = [value for _, _, value in cells if isinstance(value, str)]
    body = b""
    for row, column, value in cells:
        if isinstance(value, str):
            body += shared(row, column, strings.index(value))
        else:
            body += number(row, column, value)
    path = raw_xls(tmp_path_factory.getbasetemp() / "judge.xls", {"表": body}, strings=strings)
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_name("表")
    top, left = sheet.start or (0, 0)
    theirs = {
        (row, column): value
        for row, values in enumerate(sheet.to_python(), top + 1)
        for column, value in enumerate(values, left + 1)
        if not (isinstance(value, str) and is_blank(value))
    }
    ours = {(row.number, column): cell.value for row in read_rows(path) for column, cell in row.cells.items()}
    assert ours.keys() == theirs.keys()
    for place, value in ours.items():
        expected = theirs[place]
        assert value == (pytest.approx(expected, rel=1e-14) if isinstance(expected, float) else expected)


def test_texts_over_several_records(tmp_path: Path) -> None:
    """A text may be cut anywhere, and its second part may be stored in another form."""
    long = "长" * 3_000
    head = struct.pack("<II", 3, 3)
    first = struct.pack("<HBHI", 6, 0x0C, 1, 3) + b"abcdef" + bytes(4) + b"xyz"  # with one run and readings
    second = struct.pack("<HB", 3_004, 1) + ("长" * 2_000).encode("utf-16-le")
    sst = record(0x00FC, head + first + second)
    sst += record(0x003C, b"\x01" + ("长" * 1_000).encode("utf-16-le"))
    sst += record(0x003C, b"\x00tail" + struct.pack("<HB", 2, 0)) + record(0x003C, b"\x00ok")
    body = b"".join(shared(0, column, column) for column in range(3))
    path = raw_xls(tmp_path / "a.xls", {"表": body}, strings=sst)
    assert read_values(path) == {1: {1: "abcdef", 2: long + "tail", 3: "ok"}}


def test_cells_in_any_order(tmp_path: Path) -> None:
    body = b"".join(number(row, column, row * 10 + column) for column in range(3) for row in (4, 2))
    assert read_values(raw_xls(tmp_path / "a.xls", {"表": body})) == {
        3: {1: 20, 2: 21, 3: 22},
        5: {1: 40, 2: 41, 3: 42},
    }


def test_dates_from_1904(tmp_path: Path) -> None:
    path = raw_xls(
        tmp_path / "a.xls",
        {"表": number(0, 0, 1, 1)},
        formats=(0, 14),
        before=record(0x0022, b"\x01\x00"),
    )
    assert read_values(path) == {1: {1: datetime.date(1904, 1, 2)}}


def test_charts_in_a_sheet_are_passed_over(tmp_path: Path) -> None:
    chart = begin(0x20) + number(0, 0, 99) + record(0x000A)
    path = raw_xls(tmp_path / "a.xls", {"表": number(0, 0, 1) + chart + number(1, 0, 2)})
    assert read_values(path) == {1: {1: 1}, 2: {1: 2}}


def test_a_workbook_of_excel_95(tmp_path: Path) -> None:
    name, label = "台账".encode("gbk"), "学习".encode("gbk")
    bound = struct.pack("<BBB", 0, 0, len(name)) + name
    book = begin(5, 0x0500) + record(0x0042, struct.pack("<H", 936))
    book += record(0x041E, struct.pack("<HB", 164, 10) + b"yyyy-mm-dd")
    book += record(0x00E0, struct.pack("<HH12x", 0, 164))
    start = len(book) + 8 + len(bound) + 4
    book += record(0x0085, struct.pack("<I", start) + bound) + record(0x000A)
    cells = record(0x0204, struct.pack("<HHHH", 0, 0, 0, len(label)) + label) + number(0, 1, 46086)
    path = compound(tmp_path / "a.xls", {"Book": book + begin(0x10, 0x0500) + cells + record(0x000A)})
    with open_book(path) as opened:
        assert opened.sheets == [SheetInfo("台账", False)]
        values = [cell.value for cell in next(opened.rows("台账")).cells.values()]
    assert values == ["学习", datetime.date(2026, 3, 5)]


def test_records_without_a_container(tmp_path: Path) -> None:
    """What web systems write with a few lines of PHP."""
    label = "姓名".encode("gbk")
    cells = struct.pack("<6H", 0x204, 8 + len(label), 0, 0, 0, len(label)) + label
    cells += struct.pack("<5Hd", 0x203, 14, 1, 0, 0, 7.0)
    path = tmp_path / "导出.xls"
    path.write_bytes(struct.pack("<6H", 0x809, 8, 0, 0x10, 0, 0) + cells + struct.pack("<2H", 0x0A, 0))
    assert read_values(path) == {1: {1: "姓名"}, 2: {1: 7}}
    path.write_bytes(struct.pack("<4H", 0x0009, 4, 2, 0x10) + cells)
    with pytest.raises(Refused, match="很旧"):
        read_rows(path)


def test_passwords(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="密码或工作簿保护") as caught:
        open_book(raw_xls(tmp_path / "a.xls", {"表": b""}, before=record(0x002F, bytes(6))))
    assert caught.value.kind == "encrypted"
    with pytest.raises(Refused, match="打开密码"):
        open_book(compound(tmp_path / "a.xlsx", {"EncryptionInfo": b"x", "EncryptedPackage": b"y"}))
    with pytest.raises(Refused, match="不是可以读取的表格"):
        open_book(compound(tmp_path / "a.xls", {"WordDocument": b"x"}))


@pytest.mark.parametrize(
    "body",
    [
        shared(0, 0, 9),  # no such text
        record(0x0203, b"\0\0"),
        record(0x00E5, b"\xff\xff"),
        formula(0, 0, b"\x00" + bytes(5) + b"\xff\xff") + record(0x0207, b"\xff\x7f\x01ab"),
        b"\x03\x02\xff\xff",  # longer than the file
    ],
)
def test_impossible_cells_are_damage(tmp_path: Path, body: bytes) -> None:
    with pytest.raises(Damaged), open_book(raw_xls(tmp_path / "a.xls", {"表": body})) as book:
        list(book.rows("表"))
        book.merges("表")


def test_small_files_that_would_be_large(tmp_path: Path) -> None:
    sst = record(0x00FC, struct.pack("<IIHB", 1, 1, 30_000, 0) + b"x" * 8_000)
    sst += b"".join(record(0x003C, b"\0" + b"x" * count) for count in (8_000, 8_000, 6_000))
    body = b"".join(shared(row, column, 0) for row in range(2_000) for column in range(30))
    rows, cells, peak, error = read_apart(raw_xls(tmp_path / "a.xls", {"表": body}, strings=sst))
    assert (rows, cells, error) == (2_000, 60_000, "") and peak < 100
    stray = number(0, 0, 1) + number(65_535, 255, 2)
    rows, cells, peak, error = read_apart(raw_xls(tmp_path / "b.xls", {f"表{n}": stray for n in range(200)}))
    assert (rows, cells, error) == (2, 2, "") and peak < 60
    many = record(0x00FC, struct.pack("<II", 0xFFFF_FFFF, 0xFFFF_FFFF))
    assert read_apart(raw_xls(tmp_path / "c.xls", {"表": b""}, strings=many))[3] == "damaged"
    names = {f"表{n}": b"" for n in range(2_001)}
    assert read_apart(raw_xls(tmp_path / "d.xls", names))[3] == "too_large"


def test_large_files_have_more_tables(tmp_path: Path) -> None:
    body = b"".join(number(row, column, row + column) for row in range(14_000) for column in range(30))
    path = raw_xls(tmp_path / "a.xls", {"表": body})
    assert path.stat().st_size > 7 << 20  # from here on the header does not name all of them
    rows, cells, peak, error = read_apart(path)
    assert (rows, cells, error) == (14_000, 420_000, "") and peak < 80


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not there")
def test_what_libreoffice_writes(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "台账"
    sheet.append([])
    sheet.append(
        ["名称", datetime.date(2026, 3, 5), datetime.time(9, 30), True, 22.5, "=1/0", "=E2*2", "0012"]
    )
    sheet.append([" 首行\n次行 ", datetime.timedelta(hours=30, minutes=5)])
    sheet.merge_cells("B5:D7")
    book.create_sheet("藏").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for kind, form in (("xls", "xls:MS Excel 97"), ("ods", "ods")):
        command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", tmp_path]
        subprocess.run([*command, tmp_path / "a.xlsx"], check=True, capture_output=True)
        with open_book(tmp_path / f"a.{kind}") as opened:
            assert opened.sheets == [SheetInfo("台账", False), SheetInfo("藏", True)]
            assert opened.merges("台账") == [Range(5, 2, 7, 4)]
        assert read_values(tmp_path / f"a.{kind}") == {
            2: {
                1: "名称",
                2: datetime.date(2026, 3, 5),
                3: datetime.time(9, 30),
                4: True,
                5: 22.5,
                6: "#DIV/0!",
                7: 45,
                8: "0012",
            },
            3: {1: " 首行\n次行 ", 2: "30:05"},
        }


def test_what_the_name_says_does_not_matter(tmp_path: Path) -> None:
    sheet = '<table:table table:name="表"><table:table-row><table:table-cell office:value-type="float" '
    sheet += 'office:value="5"/></table:table-row></table:table>'
    assert read_values(raw_ods(tmp_path / "a.xls", sheet)) == {1: {1: 5}}
    assert read_values(raw_xls(tmp_path / "b.xlsx", {"表": number(0, 0, 5)})) == {1: {1: 5}}
    assert read_values(raw_xls(tmp_path / "c.csv", {"表": number(0, 0, 5)})) == {1: {1: 5}}
