"""The one entry to spreadsheets of any kind: what a file is, by its content and not by its name."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from civdesk.errors import Damaged, Refused
from civdesk.sheets.book import Book
from civdesk.sheets.csvfile import CsvBook
from civdesk.sheets.xlsx import XlsxBook

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BLOCK = 1 << 20


def open_book(path: Path | str) -> Book:
    """Open a spreadsheet for reading; use it in a `with`.

    Raises Refused for what cannot be read but can be saved anew (password, old format, web page), for a
    missing or locked file and for a zip bomb; Damaged for what is cut off or no spreadsheet at all. The
    message is one sentence that says what to do.
    """
    path = Path(path)
    try:
        stream = path.open("rb")
    except FileNotFoundError as error:
        raise Refused(f"找不到文件“{path.name}”，请确认它没有被移动或改名。", kind="not_found") from error
    except OSError as error:
        raise Refused(
            f"打不开“{path.name}”，请先在其他程序中关闭它，或检查访问权限。", kind="locked"
        ) from error
    try:
        return _book(path, stream)
    except BaseException:
        stream.close()
        raise


def _book(path: Path, stream: IO[bytes]) -> Book:
    head = stream.read(8)
    if not head:
        raise Damaged("文件是空的，请重新复制一份再试。")
    if head == _OLE:
        raise _ole_refusal(stream)
    stream.seek(0)
    if head.startswith(_ZIP):
        return XlsxBook(stream)
    with stream:
        return CsvBook(path, stream)


def _ole_refusal(stream: IO[bytes]) -> Refused:
    """Tell an encrypted .xlsx from an old .xls or .et: only the former has a stream of that name."""
    tail = b""
    while block := stream.read(_BLOCK):
        if _ENCRYPTED in tail + block:
            return Refused("文件设有打开密码，请先在 Excel/WPS 中取消密码后另存，再导入。", kind="encrypted")
        tail = block[-len(_ENCRYPTED) :]
    return Refused(
        "这是旧格式的文件（.xls 或 .et），请用 Excel 或 WPS 另存为 .xlsx 再导入。", kind="old_format"
    )
