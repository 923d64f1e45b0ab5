"""Writing tables: what is read back is what was given, fit for a superior and for the printer."""

from __future__ import annotations

import csv
import datetime
import itertools
import math
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from civdesk.errors import Refused
from civdesk.jobs import Cancelled, Monitor
from civdesk.sheets.cellvalues import FORBIDDEN
from civdesk.sheets.cellxml import Plain
from civdesk.sheets.read import open_book
from civdesk.sheets.write import Column, Table, Written, write_csv, write_table
from tests.sheets.rawbooks import read_rows, read_values

DATE = datetime.date
MOMENT = datetime.datetime
TIME = datetime.time

LEDGER = (
    Column("序号", kind="integer"),
    Column("活动名称", width=30),
    Column("活动时间", kind="date"),
    Column("服务时长（小时）", kind="number", decimals=2),
)
RECORDS = [
    [1, "清洁家园进社区", DATE(2026, 1, 1), 22.5],
    [2, "=1+1", "2026-02-30", 3],
    [3, "0012", "2026-02-03", None],
]


def ledger(**given: object) -> Table:
    fields: dict[str, object] = {
        "name": "志愿服务",
        "title": "2026年度志愿服务活动台账",
        "columns": LEDGER,
        "rows": RECORDS,
        "notes": ["填报单位：示例局"],
        "total_row": ["合计", None, None, 25.5],
    }
    return Table(**{**fields, **given})  # type: ignore[arg-type]


def column(path: Path, values: Sequence[Plain]) -> list[object]:
    """Write one column of values and read it back."""
    write_table(path, [Table("表", "", [Column("列"), Column("号")], [[value, 1] for value in values])])
    back = read_values(path)
    return [back[position].get(1) for position in range(2, len(values) + 2)]


def test_a_ledger_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    assert write_table(path, [ledger()]) == Written(3, 0, 0)
    assert read_values(path) == {
        1: {1: "2026年度志愿服务活动台账"},
        2: {1: "填报单位：示例局"},
        3: {1: "序号", 2: "活动名称", 3: "活动时间", 4: "服务时长（小时）"},
        4: {1: 1, 2: "清洁家园进社区", 3: DATE(2026, 1, 1), 4: 22.5},
        5: {1: 2, 2: "=1+1", 3: "2026-02-30", 4: 3},
        6: {1: 3, 2: "0012", 3: DATE(2026, 2, 3)},
        7: {1: "合计", 4: 25.5},
    }


def test_the_sheet_is_set_up_for_people_and_printers(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    write_table(path, [ledger(), ledger(name="竖", landscape=False, total_row=None)])
    book = openpyxl.load_workbook(path)
    sheet = book["志愿服务"]
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:D1", "A2:D2"]
    assert sheet.freeze_panes == "A4" and sheet.auto_filter.ref == "A3:D6"
    assert sheet.print_title_rows == "$3:$3" and sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.orientation, book["竖"].page_setup.orientation) == ("landscape", "portrait")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert sheet["A1"].font.name == "宋体" and sheet["A1"].font.bold and sheet["A1"].font.size > 16
    assert sheet["A1"].alignment.horizontal == "center" and sheet.row_dimensions[1].height >= 30
    head = sheet["B3"]
    assert head.font.bold and head.fill.fgColor.rgb == "FFE8EEF7" and head.alignment.wrap_text
    for row in sheet["A3:D7"]:
        for cell in row:
            assert {cell.border.left.style, cell.border.top.style, cell.border.bottom.style} == {"thin"}
    assert sheet["C4"].number_format == "yyyy-mm-dd" and sheet["D4"].number_format == "0.00"
    assert sheet["A4"].number_format == "0" and sheet["B6"].number_format == "@"
    assert sheet["A7"].font.bold and sheet["D7"].font.bold and not sheet["D6"].font.bold
    assert sheet.column_dimensions["B"].width == pytest.approx(30, abs=1)
    assert book["竖"].auto_filter.ref == "A3:D6"


def test_text_is_never_a_formula_or_a_link(tmp_path: Path) -> None:
    texts = [
        "=cmd|'/c calc'!A1",
        "+86",
        "-5",
        "@x",
        "\tx",
        "http://a.cn",
        "{=1}",
        "<r><t>x</t></r>",
        "=" + "很" * 300,
    ]
    path = tmp_path / "b.xlsx"
    table = Table(
        "表", "=1+1", [Column(text) for text in texts], [texts], notes=["<r>=2</r>"], total_row=texts
    )
    write_table(path, [table])
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    for number in (3, 4, 5):
        assert [cell.value for cell in sheet[number]] == texts
    assert sheet["A1"].value == "=1+1" and sheet["A2"].value == "<r>=2</r>"
    with zipfile.ZipFile(path) as package:
        assert not any("rels" in name and "sheet" in name for name in package.namelist())
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_text_that_does_not_fit(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    texts = ["长" * 40_000, "😀" * 20_000, "长" * 32_767, "响\x07铃", "坏\ud800字", "一\r\n二\r三", "_x0041_"]
    report = write_table(path, [Table("表", "", [Column("列")], [[text] for text in texts])])
    assert report == Written(7, 2, 2)
    back = [row.cells[1].value for row in read_rows(path)][1:]
    assert back == ["长" * 32_767, "😀" * 16_383, "长" * 32_767, "响铃", "坏字", "一\n二\n三", "_x0041_"]
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None and (sheet["A2"].number_format, sheet["A2"].quotePrefix) == ("General", True)


def test_dates_and_odd_numbers(tmp_path: Path) -> None:
    back = column(
        tmp_path / "b.xlsx",
        [
            DATE(1900, 3, 1),
            DATE(1900, 2, 28),
            DATE(1899, 12, 31),
            MOMENT(2026, 3, 5, 8, 30),
            MOMENT(2026, 3, 5),
            MOMENT(1880, 1, 1, 7, 5),
            TIME(8, 5),
            True,
            False,
            Decimal("22.50"),
            10**17,
            -(10**14),
            math.inf,
            "2026-03-05",
            DATE(9999, 12, 31),
        ],
    )
    assert back == [
        DATE(1900, 3, 1),
        "1900-02-28",
        "1899-12-31",
        MOMENT(2026, 3, 5, 8, 30),
        DATE(2026, 3, 5),
        "1880-01-01 07:05",
        "08:05",
        "是",
        "否",
        22.5,
        "100000000000000000",
        -(10**14),
        "inf",
        "2026-03-05",
        DATE(9999, 12, 31),
    ]
    with pytest.raises(TypeError):
        column(tmp_path / "b.xlsx", [["甲", "乙"]])  # type: ignore[list-item]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
VALUES = st.one_of(
    st.none(),
    TEXTS,
    st.integers(-(10**14), 10**14),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.dates(DATE(1900, 3, 1)),
    st.datetimes(MOMENT(1900, 3, 1), MOMENT(9990, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(VALUES, min_size=3, max_size=3), max_size=25), TEXTS, TEXTS)
@example([["_x000D_", "a]]>b", "<&\"'>"], [" 空 ", "\t", "_x005F_x0041_"]], "", "")
def test_round_trip(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[object]], title: str, head: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "round.xlsx"
    write_table(path, [Table("表", title, [Column(head), Column("乙"), Column("丙")], rows)])  # type: ignore[arg-type]

    def seen(value: object) -> object:
        """What the clerk sees of a value: blanks are nothing, numbers have 15 digits, midnight is a date."""
        if isinstance(value, str):
            value = FORBIDDEN.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
            return value if value.strip() else None
        if isinstance(value, float):
            return float(f"{value:.15g}")
        if isinstance(value, MOMENT) and value.time() == TIME():
            return value.date()
        return value

    above = bool(title)
    expected = {above + 2 + number: list(map(seen, row)) for number, row in enumerate(rows)}
    expected[above + 1] = [seen(head), "乙", "丙"]
    if above:
        expected[1] = [seen(title), None, None]
    back = read_values(path)
    assert {n: [back.get(n, {}).get(c) for c in (1, 2, 3)] for n in expected} == expected
    assert set(back) <= set(expected)


def test_names_on_tabs(tmp_path: Path) -> None:
    names = [
        "测评/检查[一]:*?\\",
        "",
        "台账",
        "台账",
        "长" * 40,
        "长" * 50,
        "'引'",
        "History",
        "ABC",
        "abc",
        "😀" * 20,
    ]
    write_table(tmp_path / "b.xlsx", [ledger(name=name) for name in names])
    with open_book(tmp_path / "b.xlsx") as book:
        given = [sheet.name for sheet in book.sheets]
    assert given[2:4] == ["台账", "台账(2)"] and given[5] == "长" * 28 + "(2)" and given[1] == "表2"
    assert len({name.lower() for name in given}) == len(names) and "history" not in map(str.lower, given)
    for name in given:
        assert (
            0 < len(name.encode("utf-16-le")) <= 62
            and not set(name) & set("[]:*?/\\")
            and name.strip("'") == name
        )


def test_long_text_makes_its_row_high(tmp_path: Path) -> None:
    rows = [["短"], ["长句" * 60], ["一\n二\n三"], ["长" * 30_000]]
    write_table(tmp_path / "b.xlsx", [Table("表", "题" * 60, [Column("列", width=40)], rows)])
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx").active
    assert sheet is not None
    heights = [sheet.row_dimensions[number].height for number in range(1, 7)]
    assert (
        heights[2] is None and heights[0] > 100 and heights[3] > 80 and heights[4] == 48 and heights[5] == 400
    )


def test_a_table_without_rows_or_title(tmp_path: Path) -> None:
    assert write_table(tmp_path / "b.xlsx", [Table("空", "", [Column("甲")], [])]) == Written(0, 0, 0)
    assert read_values(tmp_path / "b.xlsx") == {1: {1: "甲"}}
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx").active
    assert sheet is not None and sheet.auto_filter.ref == "A1"
    for wrong in ([], [Table("空", "", [], [])], [ledger(rows=[[1, 2, 3, 4, 5]])]):
        with pytest.raises(ValueError):
            write_table(tmp_path / "b.xlsx", wrong)


def test_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    write_table(path, [ledger()])
    before = path.read_bytes()

    def broken() -> Iterator[list[Plain]]:
        yield from itertools.repeat([1, "甲"], 3_000)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_table(path, [ledger(rows=broken())])
    with pytest.raises(ZeroDivisionError):
        write_csv(path, ["甲"], broken())
    monitor = Monitor()
    monitor.cancel()
    with pytest.raises(Cancelled):
        write_table(path, [ledger()], monitor=monitor)
    assert path.read_bytes() == before and [file.name for file in tmp_path.iterdir()] == ["b.xlsx"]
    (tmp_path / "folder").mkdir()
    for target in (tmp_path / "folder", tmp_path / "none" / "b.xlsx"):
        with pytest.raises(Refused, match="无法写入"):
            write_table(target, [ledger()])


def test_more_rows_than_a_sheet_holds(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="1,048,576 行"):
        write_table(tmp_path / "b.xlsx", [Table("表", "", [Column("甲")], itertools.repeat([None]))])
    assert list(tmp_path.iterdir()) == []


_LARGE = """
import sys
from pathlib import Path
from civdesk.sheets.write import Column, Table, write_table
def peak():
    status = Path("/proc/self/status")
    return int(status.read_text().split("VmHWM:")[1].split()[0]) // 1024 if status.exists() else 0
rows = ([n, *[f"第{n}条的第{c}项"  for c in range(14)]] for n in range(20_000))
base = peak()
write_table(sys.argv[1], [Table("表", "题", [Column(f"列{c}") for c in range(15)], rows)])
print(peak() - base)
"""


def test_large_tables_need_little_memory(tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-c", _LARGE, str(tmp_path / "b.xlsx")],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert int(made.stdout) < 60  # MB over the base


CSV_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CSV_TEXTS, min_size=2, max_size=2), max_size=8))
@example([["=1+1", "-5"], ["'=x", '"引", 号'], ["+86", "＝1"]])
def test_csv_round_trip(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    path = tmp_path_factory.getbasetemp() / "round.csv"
    write_csv(path, ["甲", "乙"], rows)
    back = read_values(path)
    for number, row in enumerate(rows, 2):
        for position, text in enumerate(row, 1):
            clean = FORBIDDEN.sub("", text)
            if not clean.startswith("'"):
                assert back.get(number, {}).get(position, "") == (clean if clean.strip() else "")


def test_csv_for_excel(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    rows: list[list[Plain]] = [
        ["=cmd|' /c calc'!A1", -5, 2.5, DATE(2026, 1, 1), None],
        ["-5", "\t缩", "@a", "＋1", True],
        ["响\x00铃", "a,b", '引"号', "两\n行", TIME(8, 0)],
    ]
    assert write_csv(path, list("甲乙丙丁戊"), rows) == Written(3, 0, 1)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            list("甲乙丙丁戊"),
            ["'=cmd|' /c calc'!A1", "-5", "2.5", "2026-01-01", ""],
            ["'-5", "'\t缩", "'@a", "'＋1", "是"],
            ["响铃", "a,b", '引"号', "两\n行", "08:00"],
        ]
