"""The one entry to spreadsheets of any kind: what a file is, by its content and not by its name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import IO

from civdesk.errors import Damaged, Refused
from civdesk.sheets.book import Book
from civdesk.sheets.cfb import MAGIC, CompoundFile
from civdesk.sheets.csvfile import CsvBook
from civdesk.sheets.ods import CONTENT, MANIFEST, OdsBook
from civdesk.sheets.textfile import NOT_A_TABLE, encoding_of, start_of
from civdesk.sheets.webtable import WebTableBook
from civdesk.sheets.xls import XlsBook
from civdesk.sheets.xlsx import XlsxBook
from civdesk.sheets.xml2003 import Xml2003Book
from civdesk.sheets.xmlparts import Package, bad_zip_is_damage

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_BARE_XLS = (b"\x09\x08\x08\x00", b"\x09\x08\x10\x00", b"\x09\x00", b"\x09\x02", b"\x09\x04")
# A text table may start with "<" too, where a system exports links.
_MARKED_UP = re.compile(
    r"<(?:!--|(?:!doctype|\?xml|html|head|meta|title|style|script|body|div|p|form|center|table|\w*:?workbook)\b)",
    re.IGNORECASE,
)
_LOCKED = "打不开“{name}”，请先在其他程序中关闭它，或检查访问权限。"


def open_book(path: Path | str) -> Book:
    """Open a spreadsheet for reading; use it in a `with`.

    Read are .xlsx and .xlsm, .xls and .et (also Excel 5/95), .ods, .csv, and what office systems call .xls:
    web pages with tables and the XML of Excel 2003. Templates of these are the same.

    Raises Refused for what cannot be read but can be saved anew (password, old format), for a missing or
    locked file and for a zip bomb; Damaged for what is cut off or no spreadsheet at all. The message is one
    sentence that says what to do.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise Refused(f"“{path.name}”是文件夹，请选择其中的表格文件。", kind="not_a_spreadsheet")
        if path.exists() and not path.is_file():  # a pipe would never end
            raise Refused(_LOCKED.format(name=path.name), kind="locked")
        stream = path.open("rb")
    except FileNotFoundError as error:
        raise Refused(f"找不到文件“{path.name}”，请确认它没有被移动或改名。", kind="not_found") from error
    except OSError as error:
        raise Refused(_LOCKED.format(name=path.name), kind="locked") from error
    try:
        return _book(path, stream)
    except BaseException:
        stream.close()
        raise


def _book(path: Path, stream: IO[bytes]) -> Book:
    """The reader for what the file is; it closes the stream or keeps it until it is closed itself."""
    head = stream.read(8)
    stream.seek(0)
    if not head:
        raise Damaged("文件是空的，请重新复制一份再试。")
    if head == MAGIC:
        return _compound(stream)
    if head.startswith(_ZIP):
        with bad_zip_is_damage():
            package = Package(stream)
        # With a password even the content may be a part of another name.
        open_document = CONTENT in package or MANIFEST in package
        return OdsBook(stream, package) if open_document else XlsxBook(stream, package)
    if head.startswith(_BARE_XLS):
        return XlsBook(stream, stream)
    encoding = encoding_of(stream)
    start = start_of(stream, encoding)
    if start.startswith("<") and "<office:document" in start:
        stream.seek(0)
        return OdsBook(stream, None)
    stream.close()
    if _MARKED_UP.match(start) or (start.startswith("<") and "<table" in start.lower()):
        if "urn:schemas-microsoft-com:office:spreadsheet" in start and "Workbook" in start:
            return Xml2003Book(path, encoding)
        return WebTableBook(path, encoding)
    if start.startswith("MIME-Version:"):
        raise Refused("这是网页存档，请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。", kind="old_format")
    if start.startswith(("%PDF", "{\\rtf")):
        raise Damaged(NOT_A_TABLE)
    return CsvBook(path, encoding, start)


def _compound(stream: IO[bytes]) -> Book:
    """An old workbook, or the refusal of what else such a file may be."""
    file = CompoundFile(stream)
    for name in ("Workbook", "Book"):
        if name in file:
            return XlsBook(stream, file.open(name))
    if "EncryptedPackage" in file:
        raise Refused("文件设有打开密码，请先在 Excel/WPS 中取消密码后另存，再导入。", kind="encrypted")
    raise Refused(NOT_A_TABLE, kind="not_a_spreadsheet")
