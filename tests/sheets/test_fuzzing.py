"""Files of every kind cut off and changed at random: one sentence or a result, soon, never a crash."""

from __future__ import annotations

import io
import random
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from PIL import Image

from civdesk.errors import DeskError
from civdesk.sheets.read import open_book
from tests.sheets.oldbooks import number, raw_ods, raw_xls, record, shared
from tests.sheets.test_reading_web import BOOK, PAGE

CHANGES = (b"", b"\xff", b"\0", b"\x7f", b"\xff\xff\xff\xff", b"\0\0\0\0", b"<", b'"', b"9999999999")


def xlsx(path: Path) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "png")
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("表")
    for row in range(30):
        sheet.write_row(row, 0, [f"第{row}项", row, row / 7, row % 2 == 0])
    sheet.embed_image(3, 5, "p", {"image_data": picture})
    sheet.insert_image(6, 5, "p", {"image_data": picture})
    sheet.merge_range("A40:C42", "合并")
    book.close()


def xls(path: Path) -> None:
    cells = b"".join(shared(row, 0, row % 5) + number(row, 1, row / 7, row % 3) for row in range(60))
    cells += record(0x00E5, struct.pack("<H8H", 2, 2, 3, 5, 6, 9, 9, 0, 255))
    raw_xls(path, {"表": cells, "二": cells}, strings=["一", "two", "三三", "4", ""], formats=(0, 14, 20))


def ods(path: Path) -> None:
    cell = "<table:table-cell table:number-columns-repeated='3' office:value-type='float' office:value='5'/>"
    frame = "<table:table-cell><draw:frame><draw:image xlink:href='a.png'/></draw:frame></table:table-cell>"
    rows = f"<table:table-row table:number-rows-repeated='9'>{cell}{frame}</table:table-row>" * 20
    raw_ods(path, f"<table:table table:name='表'>{rows}</table:table>", parts={"a.png": b"png"})


def use(path: Path) -> None:
    """Ask for everything that a book can tell."""
    try:
        with open_book(path) as book:
            for sheet in book.sheets:
                for row in book.rows(sheet.name):
                    assert row.number > 0 and min(row.cells) > 0
                book.merges(sheet.name)
                book.lost_pictures(sheet.name)
                for picture in book.pictures(sheet.name):
                    picture.read()
    except DeskError as error:
        assert error.message.endswith("。") and "\n" not in error.message


MAKERS: dict[str, Callable[[Path], None]] = {
    "xlsx": xlsx,
    "xls": xls,
    "ods": ods,
    "page": lambda path: path.write_text(PAGE, encoding="utf-8") and None,
    "xml": lambda path: path.write_text(BOOK.format("utf-8"), encoding="utf-8") and None,
    "csv": lambda path: path.write_text('编号,名称\n001,"清洁\n家园"\n' * 30, encoding="gb18030") and None,
}


def spoil(content: bytes, chance: random.Random) -> bytes:
    """The content with a few changes; half of them keep its length."""
    spoiled = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at, change = chance.randrange(len(spoiled)), chance.choice([*CHANGES, chance.randbytes(2)])
        spoiled[at : at + (len(change) if chance.random() < 0.7 else 1)] = change
    return bytes(spoiled)


@pytest.mark.parametrize("kind", MAKERS)
def test_cut_at_every_fiftieth(tmp_path: Path, kind: str) -> None:
    MAKERS[kind](tmp_path / "good")
    content = (tmp_path / "good").read_bytes()
    for part in range(50):
        (tmp_path / "bad").write_bytes(content[: len(content) * part // 50])
        use(tmp_path / "bad")


def fuzz(folder: Path, kind: str, times: int, seed: int) -> None:
    MAKERS[kind](folder / "good")
    content = (folder / "good").read_bytes()
    chance = random.Random(seed)
    for _ in range(times):
        (folder / "bad").write_bytes(spoil(content, chance))
        use(folder / "bad")


@pytest.mark.parametrize("kind", MAKERS)
def test_changed_bytes(tmp_path: Path, kind: str) -> None:
    fuzz(tmp_path, kind, 80, seed=7)


@pytest.mark.long
@pytest.mark.parametrize("kind", MAKERS)
def test_changed_bytes_at_length(tmp_path: Path, kind: str) -> None:
    fuzz(tmp_path, kind, 3_000, seed=8)
