"""The text inside a document, as far as it is to be had cheaply: its beginning, for searching."""

from __future__ import annotations

import codecs
import logging
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

log = logging.getLogger(__name__)

LONGEST = 200_000  # characters
LARGEST = 64 << 20  # bytes of a document that is looked into
_INFLATED = 64 << 20  # bytes of XML read of one document
_BLOCK = 1 << 16
_PAGES = 300
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile(r"[ \t\r\f\v]+")
_BREAKS = re.compile(r"\s*\n\s*")

_WORD = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml", re.IGNORECASE)
_SLIDES = re.compile(r"ppt/slides/slide\d+\.xml", re.IGNORECASE)
_STRINGS = re.compile(r"xl/(sharedstrings|worksheets/sheet\d+)\.xml", re.IGNORECASE)
_ODF = re.compile(r"content\.xml")
_PARTS = {
    **dict.fromkeys(("docx", "docm", "dotx", "dotm"), _WORD),
    **dict.fromkeys(("pptx", "pptm", "ppsx", "potx"), _SLIDES),
    **dict.fromkeys(("xlsx", "xlsm", "xltx", "xltm"), _STRINGS),
    **dict.fromkeys(("odt", "ods", "odp"), _ODF),
}
_PLAIN = ("txt", "csv", "tsv", "md")
FORMATS = (*_PARTS, *_PLAIN, "pdf")

# What packages, XML and pages raise that are damaged; a damaged bzip2 part is an OSError.
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, expat.ExpatError, EOFError, OSError,
    LookupError, ValueError, NotImplementedError, RuntimeError, MemoryError,
)  # fmt: skip

# Elements whose text people read, and those after which a new line begins.
_READ = frozenset({"t", "span", "h"})
_ENDS = frozenset({"p", "si", "is", "tr", "h", "br", "tab"})


def text(stream: IO[bytes], form: str) -> str:
    """The beginning of what a document says, lines as lines; "" when it is none of `FORMATS`, damaged,
    protected, or holds only pictures. Raises nothing of its own."""
    try:
        if form == "pdf":
            pieces = _pdf(stream)
        elif form in _PARTS:
            pieces = _zipped(stream, _PARTS[form], odf=_PARTS[form] is _ODF)
        elif form in _PLAIN:
            pieces = iter([_decoded(stream.read(LONGEST * 4))])
        else:
            return ""
        return _tidy(pieces)
    except _UNREADABLE as error:
        log.info("no text in %s: %s", form, error)
        return ""


def _tidy(pieces: Iterator[str]) -> str:
    found, length = [], 0
    for piece in pieces:
        found.append(piece)
        length += len(piece)
        if length > LONGEST * 2:  # blanks go
            break
    said = _UNWANTED.sub("", "".join(found).replace("\r\n", "\n"))
    return _BREAKS.sub("\n", _BLANKS.sub(" ", said)).strip()[:LONGEST]


def _decoded(data: bytes) -> str:
    """A plain text file as Chinese offices write them: UTF-8 or UTF-16 with a mark, UTF-8, GB 18030."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    # Cut anywhere, the last character may be halved.
    for coding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(coding)()
        try:
            return decoder.decode(data)
        except UnicodeDecodeError:
            continue
    return data.decode("gb18030", "replace")


def _zipped(stream: IO[bytes], wanted: re.Pattern[str], *, odf: bool) -> Iterator[str]:
    with zipfile.ZipFile(stream) as package:
        left = _INFLATED
        for info in package.infolist():
            if wanted.fullmatch(info.filename.replace("\\", "/")) and not info.flag_bits & 1:
                with package.open(info) as part:
                    for piece, read in _xml(part, everything=odf):
                        left -= read
                        yield piece
                        if left < 0:
                            return
                yield "\n"


def _xml(part: IO[bytes], *, everything: bool) -> Iterator[tuple[str, int]]:
    """Texts of a part block by block, with the bytes each block had. Numbers in cells are no text."""
    said: list[str] = []
    depth = 0
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def start(tag: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += tag.rpartition(" ")[2] in _READ

    def end(tag: str) -> None:
        nonlocal depth
        name = tag.rpartition(" ")[2]
        depth -= name in _READ
        if name in _ENDS:
            said.append("\n")

    def characters(data: str) -> None:
        if depth or everything:
            said.append(data)

    def refuse(*_: object) -> None:
        raise ValueError("a document type declaration")  # entities could grow without end

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = refuse
    while block := part.read(_BLOCK):
        parser.Parse(block, False)
        yield "".join(said), len(block)
        said.clear()
    parser.Parse(b"", True)
    yield "".join(said), 0


def _pdf(stream: IO[bytes]) -> Iterator[str]:
    import pypdfium2

    from .pdf import ONE_AT_A_TIME  # with it comes Pillow

    data = stream.read(LARGEST + 1)
    # Held for a page at a time: somebody may be waiting for a preview.
    with ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(data)
        count = min(len(document), _PAGES)
    try:
        for number in range(count):
            with ONE_AT_A_TIME:
                page = document[number]
                try:
                    layer = page.get_textpage()
                    said = layer.get_text_bounded() + "\n"
                    layer.close()
                finally:
                    page.close()
            yield said
    finally:
        with ONE_AT_A_TIME:
            document.close()
