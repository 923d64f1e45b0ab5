"""Files that are broken, hostile, protected or none: one sentence, bounded memory, never a crash."""

from __future__ import annotations

import itertools
import os
import struct
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civdesk.errors import Damaged, DeskError, Refused
from civdesk.sheets.read import open_book
from tests.sheets.rawbooks import MAIN, raw_book, read_apart, read_rows, sheet_xml

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PEAK = 300  # MB
HEAD = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
TAIL = b"</sheetData></worksheet>"


def refusal(path: Path) -> str:
    """The sentence that reading this file ends with."""
    with pytest.raises(Refused) as caught:
        read_rows(path)
    message = caught.value.message
    assert message.endswith("。") and message.count("。") == 1 and "\n" not in message
    return message


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_workbooks_of_other_kinds_say_what_to_do(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "d.xlsx", "w") as package:
        package.writestr("xl/workbook.bin", b"\x83\x01")
    assert "另存为 .xlsx" in refusal(tmp_path / "d.xlsx")
    with zipfile.ZipFile(tmp_path / "e.xlsx", "w") as package:
        package.writestr("word/document.xml", "<document/>")
    assert "另存为 .xlsx" in refusal(tmp_path / "e.xlsx")


def test_encrypted_zip_members(tmp_path: Path) -> None:
    path = raw_book(tmp_path / "b.xlsx", sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>'))
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    assert "取消密码" in refusal(written(tmp_path / "c.xlsx", bytes(content)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"%PDF-1.7\n1 0 obj\n",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"abc\x00def",
        bytes(range(128, 256)) * 9,
        b"PK\x03\x04" + bytes(500),
        b"PK\x05\x06" + bytes(18),
        b"{\\rtf1 abc}",
        OLE + bytes(3_000),
        OLE,
    ],
)
def test_no_spreadsheet(tmp_path: Path, content: bytes) -> None:
    assert refusal(written(tmp_path / "报表.xlsx", content))


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    assert "找不到文件“没有.xlsx”" in refusal(tmp_path / "没有.xlsx")
    (tmp_path / "表格.xlsx").mkdir()
    assert "是文件夹" in refusal(tmp_path / "表格.xlsx")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody make links")
def test_links_and_pipes(tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").symlink_to(tmp_path / "乙.xlsx")
    assert "找不到" in refusal(tmp_path / "甲.xlsx")
    (tmp_path / "乙.xlsx").symlink_to(tmp_path / "甲.xlsx")
    assert "打不开" in refusal(tmp_path / "甲.xlsx")
    os.mkfifo(tmp_path / "管道.xlsx")
    assert "打不开" in refusal(tmp_path / "管道.xlsx")


def test_a_name_with_an_emoji(tmp_path: Path) -> None:
    path = raw_book(tmp_path / "台账😀.xlsx", sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>'))
    assert [row.number for row in read_rows(path)] == [1]


def test_a_zip_with_too_many_names(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        for number in range(3_000):
            package.writestr(f"{'长' * 1_000}{number}", b"")
    _, _, peak, error = read_apart(path)
    assert error == "too_large" and peak < 60
    content = path.read_bytes()
    at = content.rfind(b"PK\x05\x06")
    start = content[at + 16 : at + 20]
    size = len(content) - at - 22
    far = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 3_000, 3_000, at, 0)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1)
    end = struct.pack("<4s4H", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF) + b"\xff" * 4 + start + b"\0\0"
    path.write_bytes(content[:at] + far + locator + end)
    assert not size and "过大" in refusal(path)


def test_declarations_and_entities_are_refused(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;&a;">]>'
    sheet = sheet_xml('<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>', before=laughs)
    with pytest.raises(Damaged):
        read_rows(raw_book(tmp_path / "b.xlsx", sheet))


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="0"><c r="A0"><v>1</v></c></row>',
        '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="ABCD1"><v>1</v></c></row>',
        '<row r="1"><c r="甲1"><v>1</v></c></row>',
        '<row r="1"><row r="2"><c r="A1"><v>1</v></c></row></row>',
        '<row r="1"><c r="A1"><v>1</v></row>',
        '<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>',
        '<row r="1"><c r="A1" s="x"><v>1</v></c></row>',
    ],
)
def test_impossible_cells_are_damage(tmp_path: Path, rows: str) -> None:
    with pytest.raises(Damaged):
        read_rows(raw_book(tmp_path / "b.xlsx", sheet_xml(rows)))


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    rows = "".join(
        f'<row r="{i}"><c r="A{i}" t="s"><v>{i % 9}</v></c><c r="B{i}" s="1"><v>46{i:03}.5</v></c></row>'
        for i in range(1, 400)
    )
    strings = f'<sst xmlns="{MAIN}">{"".join(f"<si><t>文{i}</t></si>" for i in range(9))}</sst>'
    path = tmp_path_factory.mktemp("good") / "b.xlsx"
    merges = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    return raw_book(
        path, sheet_xml(rows, merges), strings=strings, styles="<cellXfs><xf/></cellXfs>"
    ).read_bytes()


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_cut_and_flipped_bytes(
    tmp_path_factory: pytest.TempPathFactory, good: bytes, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "bad.xlsx"
    content = bytearray(good)
    if data.draw(st.booleans()):
        path.write_bytes(content[: data.draw(st.integers(4, len(content) - 1))])
        with pytest.raises(Damaged):
            read_rows(path)
        return
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    try:
        with open_book(path) as book:
            for sheet in book.sheets:
                list(book.rows(sheet.name))
                book.merges(sheet.name)
    except DeskError:
        pass


def test_blank_bomb(tmp_path: Path) -> None:
    spaces = itertools.repeat(b" " * (1 << 20), 300)
    path = raw_book(tmp_path / "b.xlsx", itertools.chain([HEAD], spaces, [TAIL]))
    assert path.stat().st_size < 2 << 20
    rows, _, peak, error = read_apart(path)
    assert (rows, error) == (0, "too_large") and peak < PEAK


def test_part_that_says_it_has_3_gb(tmp_path: Path) -> None:
    path = raw_book(tmp_path / "b.xlsx", sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>'))
    content = path.read_bytes()
    at = content.rfind(b"PK\x01\x02")  # the sheet is the last part
    path.write_bytes(content[: at + 24] + (3 << 30).to_bytes(4, "little") + content[at + 28 :])
    assert "过大" in refusal(path)


def test_many_texts_are_refused_before_memory_is_gone(tmp_path: Path) -> None:
    strings = itertools.repeat(b"<si><t>" + b"a" * 30_000 + b"</t></si>", 4_500)
    head = f'<sst xmlns="{MAIN}">'.encode()
    path = raw_book(
        tmp_path / "b.xlsx",
        sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
        strings=itertools.chain([head], strings, [b"</sst>"]),
    )
    _, _, peak, error = read_apart(path)
    assert error == "too_large" and peak < PEAK


def full_rows(count: int, row: bytes) -> Iterator[bytes]:
    yield HEAD
    for start in range(1, count + 1, 1_000):
        yield b"".join(row % n for n in range(start, min(start + 1_000, count + 1)))
    yield TAIL


@pytest.mark.parametrize(
    ("count", "row"), [(1_048_576, b'<row r="%d"/>'), (200_000, b'<row r="%d" s="1" customFormat="1"></row>')]
)
def test_a_million_empty_rows(tmp_path: Path, count: int, row: bytes) -> None:
    rows, _, peak, error = read_apart(raw_book(tmp_path / "b.xlsx", full_rows(count, row)))
    assert (rows, error) == (0, "") and peak < 100


def test_all_columns_and_the_last_cell(tmp_path: Path) -> None:
    wide = b'<row r="1">' + b"<c><v>7</v></c>" * 16_384 + b"</row>"
    last = b'<row r="1048576"><c r="XFD1048576"><v>9</v></c></row>'
    rows, cells, peak, error = read_apart(raw_book(tmp_path / "b.xlsx", [HEAD, wide, last, TAIL]))
    assert (rows, cells, error) == (2, 16_385, "") and peak < 100


def test_tokens_and_texts_without_end(tmp_path: Path) -> None:
    filler = itertools.repeat(b"x" * (1 << 20), 60)
    for start, end in ((b'<row r="1" a="', b'"/>'), (b'<row r="1"><c r="A1" t="str"><v>', b"</v></c></row>")):
        path = raw_book(tmp_path / "b.xlsx", itertools.chain([HEAD, start], filler, [end, TAIL]))
        rows, _, peak, error = read_apart(path)
        assert (rows, error) == (0, "damaged") and peak < PEAK
        filler = itertools.repeat(b"x" * (1 << 20), 60)


def test_too_many_merges(tmp_path: Path) -> None:
    merges = itertools.repeat(b'<mergeCell ref="A1:XFD1048576"/>' * 1_000, 101)
    after = itertools.chain([HEAD, b"</sheetData><mergeCells>"], merges, [b"</mergeCells></worksheet>"])
    _, _, peak, error = read_apart(raw_book(tmp_path / "b.xlsx", after))
    assert error == "too_large" and peak < PEAK
