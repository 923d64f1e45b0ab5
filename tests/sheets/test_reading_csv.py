"""Reading text tables: encodings, delimiters, quotes, row numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from civdesk.errors import Damaged, WrongUse
from civdesk.jobs import Cancelled, Monitor
from civdesk.sheets.book import SheetInfo
from civdesk.sheets.read import open_book
from tests.sheets.rawbooks import read_apart, read_rows, read_values

TEXT = "编号,名称,备注\r\n001,清洁家园，进社区,\r\n\r\n002,义务植树,“好”\r\n"
TABLE = {
    1: {1: "编号", 2: "名称", 3: "备注"},
    2: {1: "001", 2: "清洁家园，进社区"},
    4: {1: "002", 2: "义务植树", 3: "“好”"},
}


def made(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_links_do_not_make_a_web_page(tmp_path: Path) -> None:
    path = made(tmp_path / "a.csv", "<a href='x'>链接</a>,2\n3,4\n")
    assert read_values(path) == {1: {1: "<a href='x'>链接</a>", 2: "2"}, 2: {1: "3", 2: "4"}}


def test_sample(samples: Path) -> None:
    path = samples / "sheets" / "问题整改清单.csv"
    with open_book(path) as book:
        assert book.sheets == [SheetInfo("问题整改清单", False)] and book.merges("问题整改清单") == []
        rows = list(book.rows("问题整改清单"))
        with pytest.raises(WrongUse):
            list(book.rows("Sheet1"))
    assert [cell.value for cell in rows[0].cells.values()][:3] == ["编号", "发现日期", "来源"]
    assert rows[1].number == 2 and rows[1].cells[1] == ("001", "text")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le-mark", "utf-16-be-mark"]
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "表.csv"
    if encoding.endswith("-mark"):
        path.write_bytes(("\ufeff" + TEXT).encode(encoding.removesuffix("-mark")))
    else:
        made(path, TEXT, encoding)
    assert read_values(path) == TABLE


@pytest.mark.parametrize("delimiter", ["\t", ";", "|", ","])
def test_delimiters_below_a_title(tmp_path: Path, delimiter: str) -> None:
    text = "2026年台账，第一季度\n" + "\n".join(
        delimiter.join(f"{i}行{j}" for j in range(4)) for i in range(9)
    )
    values = read_values(made(tmp_path / "a.txt", text))
    assert values[1] == {1: "2026年台账，第一季度"} and values[2] == {j + 1: f"0行{j}" for j in range(4)}


def test_one_column_needs_no_delimiter(tmp_path: Path) -> None:
    assert read_values(made(tmp_path / "a.csv", "甲\n乙\n丙")) == {1: {1: "甲"}, 2: {1: "乙"}, 3: {1: "丙"}}


def test_a_field_with_line_breaks_is_one_row(tmp_path: Path) -> None:
    text = '编号,问题\r\n1,"第一行\r\n第二行\n""引"""\r\n2,"a,b"\r\n'
    assert read_values(made(tmp_path / "a.csv", text)) == {
        1: {1: "编号", 2: "问题"},
        2: {1: "1", 2: '第一行\r\n第二行\n"引"'},
        3: {1: "2", 2: "a,b"},
    }


def test_a_quote_that_never_closes_is_said_and_where(tmp_path: Path) -> None:
    few = made(tmp_path / "a.csv", '编号,问题\n1,好\n2,"坏\n3,好\n4,好\n')
    with pytest.raises(Damaged, match="第 3 行起引号没有配对"):
        read_rows(few)
    many = made(tmp_path / "b.csv", '编号,问题\n1,"坏\n' + "3,好好好好\n" * 50_000)
    with pytest.raises(Damaged, match="第 2 行起引号没有配对"):
        read_rows(many)


def test_guards_against_formulas_come_off(tmp_path: Path) -> None:
    text = "甲,乙,丙,丁,戊\n'=1+1,'-5,'引,-5,'\t\n"
    assert read_values(made(tmp_path / "a.csv", text))[2] == {1: "=1+1", 2: "-5", 3: "'引", 4: "-5"}


def test_zero_bytes_and_endless_lines(tmp_path: Path) -> None:
    for number, content in enumerate((b"a,b\n1,\x002\n", TEXT.encode("utf-16-le"), b"\xff\xfe" + bytes(100))):
        path = tmp_path / f"{number}.csv"
        path.write_bytes(content)
        with pytest.raises(Damaged, match="不是可以读取的表格"):
            read_rows(path)
    with pytest.raises(Damaged):
        read_rows(made(tmp_path / "l.csv", "a,b\n" + "甲" * 3_000_000))


def test_large_files_are_streamed_and_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(("编号,内容\n" + "001,清洁家园进社区志愿服务活动\n" * 200_000).encode("gb18030"))
    rows, cells, peak, error = read_apart(path)
    assert (rows, cells, error) == (200_001, 400_002, "") and peak < 40
    monitor = Monitor()
    with open_book(path) as book:
        reading = book.rows("a", monitor)
        next(reading)
        monitor.cancel()
        with pytest.raises(Cancelled):
            list(reading)
