"""Reading .ods: kinds of cells, repetitions, merges, hidden sheets, passwords."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import pytest

from civdesk.errors import Damaged, Refused
from civdesk.sheets.book import Range, SheetInfo
from civdesk.sheets.read import open_book
from tests.sheets.oldbooks import ODF, raw_ods
from tests.sheets.rawbooks import read_apart, read_rows, read_values


def table(rows: str, name: str = "表", more: str = "") -> str:
    return f'<table:table table:name="{name}"{more}>{rows}</table:table>'


def row(cells: str, times: int = 1) -> str:
    repeated = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    return f"<table:table-row{repeated}>{cells}</table:table-row>"


def cell(kind: str = "", text: str = "", **attributes: str) -> str:
    given = "".join(f' office:{key.replace("_", "-")}="{value}"' for key, value in attributes.items())
    kind = f' office:value-type="{kind}"' if kind else ""
    return f"<table:table-cell{kind}{given}>{text and f'<text:p>{text}</text:p>'}</table:table-cell>"


SEVEN = cell("float", "7", value="7")


def test_all_kinds_of_cells(tmp_path: Path) -> None:
    cells = [
        cell("string", "名<text:span>称</text:span><text:s text:c='2'/>尾"),
        "<table:table-cell office:value-type='string'><office:annotation><text:p>批注</text:p>"
        "</office:annotation><text:p>一</text:p><text:p>二<text:line-break/>三</text:p></table:table-cell>",
        cell("date", "3月5日", date_value="2026-03-05"),
        cell("date", "", date_value="2026-03-05T14:00:00"),
        cell("time", "", time_value="PT09H30M00S"),
        cell("time", "", time_value="PT30H05M00S"),
        cell("boolean", "TRUE", boolean_value="true"),
        cell("percentage", "50%", value="0.5"),
        cell("currency", "￥3", value="3"),
        "<table:table-cell table:formula='of:=1/0' office:value-type='string' office:string-value='' "
        "calcext:value-type='error'><text:p>#DIV/0!</text:p></table:table-cell>",
        "<table:table-cell table:formula='of:=[.A1]*2' office:value-type='float' office:value='14'/>",
        "<table:table-cell table:formula='of:=[.A1]*2'/>",
        cell("string", "　"),
        "<table:table-cell table:formula='of:=DISPIMG(&quot;ID_1&quot;;1)' office:value-type='string'>"
        "<text:p>#NAME?</text:p></table:table-cell>",
        "<table:table-cell office:value-type='string'><text:p>前<draw:frame><draw:text-box><text:p>框"
        "</text:p></draw:text-box></draw:frame>后</text:p></table:table-cell>",
    ]
    (only,) = read_rows(raw_ods(tmp_path / "a.ods", table(row("".join(cells)))))
    assert {column: tuple(one) for column, one in only.cells.items()} == {
        1: ("名称  尾", "text"),
        2: ("一\n二\n三", "text"),
        3: (datetime.date(2026, 3, 5), "date"),
        4: (datetime.datetime(2026, 3, 5, 14), "date"),
        5: (datetime.time(9, 30), "time"),
        6: ("30:05", "text"),
        7: (True, "bool"),
        8: (0.5, "number"),
        9: (3, "number"),
        10: ("#DIV/0!", "error"),
        11: (14, "number"),
        12: ("=[.A1]*2", "formula"),
        15: ("前后", "text"),
    }


def test_repetitions_and_places(tmp_path: Path) -> None:
    blank = "<table:table-cell table:number-columns-repeated='16382'/>"
    twice = "<table:table-cell table:number-columns-repeated='2' office:value-type='float' office:value='1'/>"
    covered = "<table:covered-table-cell/>"
    spanned = "<table:table-cell table:number-columns-spanned='2' table:number-rows-spanned='2'/>"
    rows = [
        row("<table:table-cell/>", 3),
        f"<table:table-header-rows>{row(SEVEN)}</table:table-header-rows>",
        f"<table:table-row-group>{row(blank + twice, 2)}</table:table-row-group>",
        row(spanned + covered + SEVEN),
        row("<table:table-cell table:number-columns-repeated='16384'/>", 1_048_569),
    ]
    path = raw_ods(tmp_path / "a.ods", table("".join(rows)))
    both = {16_383: 1, 16_384: 1}
    assert read_values(path) == {4: {1: 7}, 5: both, 6: both, 7: {3: 7}}
    with open_book(path) as book:
        assert book.merges("表") == [Range(7, 1, 8, 2)]


def test_sheets(tmp_path: Path) -> None:
    styles = "<style:style style:name='ta1' style:family='table'><style:table-properties "
    styles += "table:display='false'/></style:style>"
    tracked = f"<table:tracked-changes>{row(SEVEN)}</table:tracked-changes>"
    linked = (
        f"<table:dde-links><table:dde-link>{table(row(SEVEN), '连接')}</table:dde-link></table:dde-links>"
    )
    sheets = tracked + table(row(SEVEN), "一") + table(row(SEVEN + SEVEN), "二", " table:style-name='ta1'")
    path = raw_ods(tmp_path / "a.ods", sheets + table(row(""), "一") + linked, styles=styles)
    with open_book(path) as book:
        assert book.sheets == [SheetInfo("一", False), SheetInfo("二", True)]
        first, second = book.rows("一"), book.rows("二")
        assert [len(next(rows).cells) for rows in (first, second)] == [1, 2]
        assert [*first, *second] == []


def test_a_flat_file(tmp_path: Path) -> None:
    names = " ".join(f'xmlns:{key}="{ODF}:{key}:1.0"' for key in ("office", "table", "text"))
    path = tmp_path / "a.fods"
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {names}><office:body>'
        f"<office:spreadsheet>{table(row(SEVEN))}</office:spreadsheet></office:body></office:document>"
    )
    assert read_values(path) == {1: {1: 7}}


def test_passwords_and_other_documents(tmp_path: Path) -> None:
    manifest = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    with pytest.raises(Refused, match="取消密码") as caught:
        open_book(raw_ods(tmp_path / "a.ods", table(""), manifest=manifest))
    assert caught.value.kind == "encrypted"
    with zipfile.ZipFile(tmp_path / "b.ods", "w") as package:  # since LibreOffice 24.8
        package.writestr("encrypted-package", b"x")
        package.writestr("META-INF/manifest.xml", f"<manifest:manifest>{manifest}</manifest:manifest>")
    with pytest.raises(Refused, match="取消密码"):
        open_book(tmp_path / "b.ods")
    with pytest.raises(Refused, match="不是可以读取的表格"):
        open_book(raw_ods(tmp_path / "a.ods", ""))


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (row(SEVEN, 1_048_576), "too_large"),
        (row(SEVEN.replace("table:table-cell ", "table:table-cell table:number-columns-repeated='16384' ", 1))
         * 20_000, "too_large"),
        (row("<table:table-cell/>") * 60_000, ""),
        ("<table:table-row table:number-rows-repeated='many'/>", "damaged"),
        ("<text:section>" * 5_000, "damaged"),
    ],
)  # fmt: skip
def test_small_files_that_would_be_large(tmp_path: Path, rows: str, kind: str) -> None:
    _, _, peak, error = read_apart(raw_ods(tmp_path / "a.ods", table(rows)))
    assert error == kind and peak < 300


def test_too_many_sheets(tmp_path: Path) -> None:
    path = raw_ods(tmp_path / "a.ods", "".join(table(row(SEVEN), f"表{n}") for n in range(2_001)))
    with pytest.raises(Refused, match="工作表过多"):
        open_book(path)


def test_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.fods"
    path.write_text('<!DOCTYPE x [<!ENTITY a "哈">]><office:document xmlns:office="x">&a;</office:document>')
    with pytest.raises((Damaged, Refused)):
        open_book(path)
