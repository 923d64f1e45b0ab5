"""Reading .xlsx: every sort of cell, as the clerk sees it in the spreadsheet."""

from __future__ import annotations

import datetime
import itertools
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from civdesk.errors import DeskError, WrongUse
from civdesk.jobs import Cancelled, Monitor
from civdesk.sheets.book import Range, column_letters, column_number
from civdesk.sheets.cellvalues import look_of
from civdesk.sheets.read import open_book
from tests.sheets.rawbooks import MAIN, STRICT_MAIN, formats, raw_book, read_rows, read_values, sheet_xml

DATE = datetime.date
MOMENT = datetime.datetime
TIME = datetime.time


def one_row(path: Path, cells: str, **parts: object) -> dict[int, object]:
    """The values of a single row of these cells."""
    values = read_values(raw_book(path / "book.xlsx", sheet_xml(f'<row r="1">{cells}</row>'), **parts))  # type: ignore[arg-type]
    return values.get(1, {})


def test_samples_read_as_openpyxl_reads_them(samples: Path) -> None:
    files = sorted((samples / "sheets").glob("*.xlsx"))
    assert files
    for file in files:
        judge = openpyxl.load_workbook(file)
        with open_book(file) as book:
            assert [sheet.name for sheet in book.sheets] == judge.sheetnames
            for sheet in judge:
                expected = {}
                for (row, column), cell in sheet._cells.items():
                    value = cell.value
                    if isinstance(value, MOMENT) and value.time() == TIME():
                        value = value.date()
                    if value is not None and str(value).strip():
                        expected[row, column] = value
                ours = {
                    (row.number, column): cell.value
                    for row in book.rows(sheet.title)
                    for column, cell in row.cells.items()
                }
                assert ours == expected
                merges = {
                    Range(m.min_row, m.min_col, m.max_row, m.max_col) for m in sheet.merged_cells.ranges
                }
                assert set(book.merges(sheet.title)) == merges


def test_stray_cell_far_away_costs_nothing(samples: Path) -> None:
    rows = read_rows(samples / "sheets" / "志愿服务活动台账.xlsx", "志愿服务")
    assert (
        rows[-1].number == 33
        and rows[-1].cells[1].value == "填表人：            审核人：            （盖章）"
    )
    assert max(max(row.cells) for row in rows) == 10
    total = next(row for row in rows if row.number == 31)
    assert total.cells[5] == ("=SUM(E4:E30)", "formula")


def test_shared_strings(tmp_path: Path) -> None:
    strings = (
        f'<?xml version="1.0"?><sst xmlns="{MAIN}">'
        "<si><t>志愿</t></si>"
        "<si><r><t>粗</t></r><r><rPr><b/></rPr><t xml:space='preserve'> 细</t></r>"
        '<rPh sb="0" eb="1"><t>cū</t></rPh><phoneticPr fontId="1"/></si>'
        '<si><t xml:space="preserve"> a&amp;b&lt;c </t></si>'
        "<si><t>一行_x000D_\n二行_x005F_x0041_</t></si>"
        "<si><t/></si><si><t>　 </t></si></sst>"
    )
    cells = "".join(f'<c r="{letter}1" t="s"><v>{i}</v></c>' for i, letter in enumerate("ABCDEF"))
    values = one_row(tmp_path, cells, strings=strings)
    assert values == {1: "志愿", 2: "粗 细", 3: " a&b<c ", 4: "一行\r\n二行_x0041_"}


def test_missing_shared_string_is_damage(tmp_path: Path) -> None:
    for index in ("0", "-1", "x", ""):
        path = raw_book(
            tmp_path / "b.xlsx", sheet_xml(f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>')
        )
        if index:
            with pytest.raises(DeskError):
                read_rows(path)
        else:
            assert read_rows(path) == []


def test_more_strings_than_are_kept_ready(tmp_path: Path) -> None:
    """Beyond 24 MB they are packed; which cell shows which string must not change."""
    count, filler = 4_500, "文" * 2_000
    strings = (f"<si><t>第{i}条{filler}</t></si>".encode() for i in range(count))
    indexes = (0, 7, 4_000, 4_100, 4_300, count - 1)
    rows = "".join(f'<row r="{i + 1}"><c r="A{i + 1}" t="s"><v>{i}</v></c></row>' for i in indexes)
    path = raw_book(
        tmp_path / "b.xlsx",
        sheet_xml(rows),
        strings=itertools.chain([f'<sst xmlns="{MAIN}">'.encode()], strings, [b"</sst>"]),
    )
    back = {row.number - 1: str(row.cells[1].value) for row in read_rows(path)}
    assert back == {i: f"第{i}条{filler}" for i in indexes}


def test_types_of_cells(tmp_path: Path) -> None:
    cells = (
        '<c r="A1"><v>22</v></c><c r="B1" t="n"><v>22.5</v></c><c r="C1" t="b"><v>1</v></c>'
        '<c r="D1" t="e"><v>#DIV/0!</v></c><c r="E1" t="str"><v>0012</v></c>'
        '<c r="F1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r><rPh><t>yi</t></rPh></is></c>'
        '<c r="G1" t="d"><v>2026-03-05</v></c><c r="H1" t="d"><v>2026-03-05T08:30:00Z</v></c>'
        '<c r="I1"><v>0.30000000000000004</v></c><c r="J1"><v>3.3300000000000001</v></c>'
        '<c r="K1"><v>1E3</v></c><c r="L1"><v>-5</v></c><c r="M1"><v>1_0</v></c><c r="N1"><v>NaN</v></c>'
        '<c r="O1" t="b"><v>0</v></c><c r="P1"><v>123456789012345678</v></c><c r="Q1" s="9"/>'
        '<c r="R1"><v/></c><c r="S1"><v>21.999999999999996</v></c>'
    )
    row = read_rows(raw_book(tmp_path / "b.xlsx", sheet_xml(f'<row r="1">{cells}</row>')))[0]
    assert {column_letters(column): tuple(cell) for column, cell in row.cells.items()} == {
        "A": (22, "number"),
        "B": (22.5, "number"),
        "C": (True, "bool"),
        "D": ("#DIV/0!", "error"),
        "E": ("0012", "text"),
        "F": ("甲乙", "text"),
        "G": (DATE(2026, 3, 5), "date"),
        "H": (MOMENT(2026, 3, 5, 8, 30), "date"),
        "I": (0.3, "number"),
        "J": (3.33, "number"),
        "K": (1000.0, "number"),
        "L": (-5, "number"),
        "M": ("1_0", "text"),
        "N": ("NaN", "text"),
        "O": (False, "bool"),
        "P": (123456789012345678, "number"),
        "S": (22.0, "number"),
    }
    assert type(row.cells[1].value) is int and type(row.cells[11].value) is float


def test_formulas_count_by_their_cached_value(tmp_path: Path) -> None:
    cells = (
        '<c r="A1"><f>SUM(B1:B9)</f><v>7</v></c>'
        '<c r="B1" t="str"><f>A1&amp;"人"</f><v>7人</v></c>'
        '<c r="C1" t="str"><f>IF(A1,"","x")</f><v></v></c>'
        '<c r="D1"><f>TODAY()</f><v/></c><c r="E1"><f>A1&lt;B1</f></c>'
        '<c r="F1"><f t="shared" ref="F1:F3" si="0">A1*2</f></c><c r="G1"><f t="shared" si="0"/></c>'
        '<c r="H1"><f t="shared" si="0"/><v>14</v></c><c r="I1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="J1" t="b"><f>TRUE()</f><v>1</v></c>'
    )
    row = read_rows(raw_book(tmp_path / "b.xlsx", sheet_xml(f'<row r="1">{cells}</row>')))[0]
    assert {column: tuple(cell) for column, cell in row.cells.items()} == {
        1: (7, "number"),
        2: ("7人", "text"),
        4: ("=TODAY()", "formula"),
        5: ("=A1<B1", "formula"),
        6: ("=A1*2", "formula"),
        8: (14, "number"),
        9: ("#DIV/0!", "error"),
        10: (True, "bool"),
    }


@pytest.mark.parametrize(
    ("code", "stored", "shown"),
    [
        (14, "46023", DATE(2026, 1, 1)),
        (31, "46023", DATE(2026, 1, 1)),  # yyyy"年"m"月"d"日", written by number alone
        (57, "46023", DATE(2026, 1, 1)),
        (22, "46023.5", MOMENT(2026, 1, 1, 12)),
        (20, "0.354166666666667", TIME(8, 30)),
        (32, "0.354166666666667", TIME(8, 30)),
        (46, "1.10416666666667", "26:30"),
        (1, "46023", 46023),
        (9, "0.5", 0.5),
        ('yyyy"年"m"月"d"日";@', "46023", DATE(2026, 1, 1)),
        ('[$-804]yyyy"年"m"月"', "46023", DATE(2026, 1, 1)),
        ("[$-804]aaaa;@", "46023", DATE(2026, 1, 1)),
        ('m"月"d"日"', "46023", DATE(2026, 1, 1)),
        ('e"年"m"月"', "46023", DATE(2026, 1, 1)),
        ("yyyy-mm-dd hh:mm", "46023.7708333333", MOMENT(2026, 1, 1, 18, 30)),
        ("[h]:mm", "0.5", TIME(12)),
        ("[h]:mm:ss", "1.5", "36:00"),
        ("mm:ss", "0.000694444444444444", TIME(0, 1)),
        ('上午/下午h"时"mm"分"', "0.354166666666667", TIME(8, 30)),
        ("yyyy-mm-dd", "46022.9999999999", DATE(2026, 1, 1)),
        ("yyyy-mm-dd", "59", DATE(1900, 2, 28)),
        ("yyyy-mm-dd", "60", 60),  # 1900-02-29 never was
        ("yyyy-mm-dd", "61", DATE(1900, 3, 1)),
        ("yyyy-mm-dd", "0", 0),
        ("yyyy-mm-dd", "-3", -3),
        ("yyyy-mm-dd", "99999999", 99999999),
        ("yyyy-mm-dd", "2958465", DATE(9999, 12, 31)),
        ('0"元"', "12", 12),
        ("0.00E+00", "12", 12),
        ("#,##0.00;[Red]-#,##0.00", "12", 12),
        ('0"day"', "12", 12),
        (r"0\d", "12", 12),
        ("General", "12", 12),
        ("@", "12", 12),
    ],
)
def test_dates_by_number_format(tmp_path: Path, code: str | int, stored: str, shown: object) -> None:
    values = one_row(tmp_path, f'<c r="A1" s="1"><v>{stored}</v></c>', styles=formats(code))
    assert values == {1: shown} and type(values[1]) is type(shown)


def test_dates_from_a_mac(tmp_path: Path) -> None:
    cells = '<c r="A1" s="1"><v>44561</v></c><c r="B1" s="1"><v>0</v></c>'
    more = '<extLst><ext><x:workbookPr xmlns:x="x14" defaultImageDpi="32767"/></ext></extLst>'
    said = f'<workbookPr date1904="1"/>{more}'
    values = one_row(tmp_path, cells, styles=formats(14), workbook=said)
    assert values == {1: DATE(2026, 1, 1), 2: DATE(1904, 1, 1)}


def test_looks_agree_with_openpyxl() -> None:
    codes = [*BUILTIN_FORMATS.values(), "yyyy/m/d", "[$-F800]dddd, mmmm dd, yyyy", "d-mmm", '"y"0', "[Blue]0"]
    for code in codes:
        assert (look_of(200, code) != "plain") == is_date_format(code), code
    for number, code in BUILTIN_FORMATS.items():
        assert look_of(number, None) == look_of(200, code), code


def test_strict_and_prefixed_files(tmp_path: Path) -> None:
    cells = '<x:c r="B2" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c><x:c r="C2"><x:v>3</x:v></x:c>'
    xml = (
        f'<x:worksheet xmlns:x="{STRICT_MAIN}"><x:sheetData><x:row r="2">{cells}</x:row></x:sheetData>'
        '<x:mergeCells><x:mergeCell ref="B2:B5"/></x:mergeCells></x:worksheet>'
    )
    path = raw_book(tmp_path / "b.xlsx", xml, strict=True)
    assert read_values(path) == {2: {2: "甲", 3: 3}}
    with open_book(path) as book:
        assert book.merges("表") == [Range(2, 2, 5, 2)]


def test_cells_and_rows_without_references(tmp_path: Path) -> None:
    rows = (
        "<row><c><v>1</v></c><c/><c><v>3</v></c></row>"
        '<row r="5"><c r="C5"><v>5</v></c><c><v>6</v></c></row><row><c r="A6"><v>7</v></c></row>'
    )
    path = raw_book(tmp_path / "b.xlsx", sheet_xml(rows))
    assert read_values(path) == {1: {1: 1, 3: 3}, 5: {3: 5, 4: 6}, 6: {1: 7}}


def test_other_encodings_and_line_ends(tmp_path: Path) -> None:
    xml = sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>一\r\n二</t></is></c></row>' * 1)
    head = '<?xml version="1.0" encoding="{}"?>'
    for encoding in ("UTF-8", "UTF-16"):
        content = (head.format(encoding) + xml).encode(encoding)
        assert read_values(raw_book(tmp_path / "b.xlsx", content)) == {1: {1: "一\n二"}}
    latin = (
        head.format("ISO-8859-1") + sheet_xml('<row r="1"><c r="A1" t="str"><v>é</v></c></row>' * 3)
    ).encode("latin-1")
    assert [row.cells[1].value for row in read_rows(raw_book(tmp_path / "b.xlsx", latin))] == ["é"] * 3


def test_sheets_in_order_and_hidden_ones(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.title = "一月 & <二月>"
    made.create_sheet("藏").sheet_state = "veryHidden"
    made.create_chartsheet("图")
    made.create_sheet("尾")["B2"] = "x"
    made.save(tmp_path / "b.xlsx")
    with open_book(tmp_path / "b.xlsx") as book:
        assert book.sheets == [("一月 & <二月>", False), ("藏", True), ("尾", False)]
        assert [(row.number, row.cells[2].value) for row in book.rows("尾")] == [(2, "x")]
        with pytest.raises(WrongUse, match="没有名为“无”的工作表"):
            list(book.rows("无"))


def test_merges_are_known_before_the_rows_and_never_expanded(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{i}"><c r="A{i}" t="str"><v>sheetData</v></c></row>' for i in range(1, 20_000))
    after = '<mergeCells count="2"><mergeCell ref="A1:XFD1048576"/><mergeCell ref="$B$9:$A$3"/></mergeCells>'
    path = raw_book(tmp_path / "b.xlsx", sheet_xml(rows, after))
    with open_book(path) as book:
        rows_read = book.rows("表")
        assert next(rows_read).number == 1
        assert book.merges("表") == [Range(1, 1, 1_048_576, 16_384), Range(3, 1, 9, 2)]
        assert sum(1 for _ in rows_read) == 19_998
    empty = raw_book(tmp_path / "e.xlsx", f'<worksheet xmlns="{MAIN}"><sheetData/>{after}</worksheet>')
    with open_book(empty) as book:
        assert len(book.merges("表")) == 2 and list(book.rows("表")) == []


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(1, 50_000))
    monitor = Monitor()
    with open_book(raw_book(tmp_path / "b.xlsx", sheet_xml(rows))) as book:
        reading = book.rows("表", monitor)
        next(reading)
        monitor.cancel()
        with pytest.raises(Cancelled):
            list(reading)


CELLS = st.sampled_from(
    [
        '<c r="A{n}"><v>22</v></c>',
        '<c r="B{n}" s="1"><v>46023</v></c>',
        '<c s="1" r="B{n}"><v>46023.25</v></c>',
        '<c r="C{n}" t="s"><v>1</v></c>',
        '<c r="C{n}" t="s" s="1"><v> 0 </v></c>',
        '<c r="D{n}" t="inlineStr"><is><t>甲乙</t></is></c>',
        '<c r="D{n}" t="inlineStr"><is><t xml:space="preserve"> 甲 &amp; 乙\n</t></is></c>',
        '<c r="E{n}" t="str"><f>A1&gt;2</f><v>文</v></c>',
        '<c r="E{n}"><f>A1</f><v></v></c>',
        '<c r="E{n}" t="str"><f>A1</f><v></v></c>',
        '<c r="F{n}" s="1"/>',
        '<c r="F{n}" s="1" />',
        '<c r="G{n}"></c>',
        "<c><v>8</v></c>",
        '<c r="XFD{n}" t="b"><v>1</v></c>',
        '<c r="H{n}" cm="1" t="e"><v>#N/A</v></c>',
        '<c r="H{n}"> <v>5</v> </c>',
        "<c r='I{n}' t='s'><v>1</v></c>",
        "<c r=\"I{n}\" t='s'><v>1</v></c>",
        '<c r="I{n}" t = "s" x:s="1"><v>1</v></c>',
        '<c r="I{n}" t="str"><v><![CDATA[a<b</row>]]></v></c>',
        "<!-- x -->",
        "\r\n  ",
    ]
)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                '<row r="{n}">',
                "<row>",
                '<row spans="1:3" r="{n}">',
                "<row r='{n}'>",
                '<row r="{n}" ht="20">',
                "{n}",
            ]
        ),
        st.lists(CELLS, max_size=6),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(ROWS)
def test_the_short_way_reads_what_the_parser_reads(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, list[str]]]
) -> None:
    xml = ""
    for n, (start, cells) in enumerate(rows, 3):
        if start == "{n}":
            xml += f'<row r="{n}"/>'
        else:
            xml += start.format(n=n) + "".join(cells).replace("{n}", str(n)) + "</row>"
    strings = f'<sst xmlns="{MAIN}"><si><t>共一</t></si><si><t>共二</t></si></sst>'
    path = tmp_path_factory.getbasetemp() / "ways.xlsx"
    short = read_rows(raw_book(path, sheet_xml(xml), strings=strings, styles=formats(14)))
    parsed = read_rows(
        raw_book(
            path,
            sheet_xml(xml, before="<!-- a comment: all is parsed -->"),
            strings=strings,
            styles=formats(14),
        )
    )
    assert short == parsed


def test_columns() -> None:
    for number, letters in ((1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")):
        assert column_letters(number) == letters and column_number(letters) == number
    for bad in ("", "XFE", "A1", "甲", "a"):
        with pytest.raises(ValueError):
            column_number(bad)
