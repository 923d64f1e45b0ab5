"""Files of text that hold tables: in which encoding they are, and how they start."""

from __future__ import annotations

import codecs
import re
from typing import IO

from civdesk.errors import Damaged

SAMPLE = 64 << 10  # bytes looked at to tell what the text is
_BLOCK = 1 << 20
_DECLARED = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?\s*([\w-]{1,20})""", re.IGNORECASE)

NOT_A_TABLE = "这不是可以读取的表格文件，请选择 .xlsx、.xls、.et、.ods 或 .csv 文件。"


def encoding_of(stream: IO[bytes]) -> str:
    """UTF-16 by its mark, else the first of UTF-8 and GB18030 that decodes every byte; raises Damaged.

    In web pages and XML some wrong bytes are let pass: what these declare is taken then.
    """
    stream.seek(0)
    head = stream.read(4096)
    marked = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        if _decodes(stream, encoding):
            return encoding
    if head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<") and b"\0" not in head:
        declared = _DECLARED.search(head)
        chinese = declared is not None and declared[1].lower().startswith(b"gb")
        return "gb18030" if chinese else "utf-8-sig"
    raise Damaged(NOT_A_TABLE)


def start_of(stream: IO[bytes], encoding: str) -> str:
    """How the text starts, without marks and blanks in front."""
    stream.seek(0)
    return stream.read(SAMPLE).decode(encoding, "ignore").lstrip("\ufeff \t\r\n")


def _decodes(stream: IO[bytes], encoding: str) -> bool:
    """Whether every byte is text; raises Damaged for text with zeros, which is none."""
    decoder = codecs.getincrementaldecoder(encoding)()
    stream.seek(0)
    try:
        while block := stream.read(_BLOCK):
            if "\0" in decoder.decode(block):
                raise Damaged(NOT_A_TABLE)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True
