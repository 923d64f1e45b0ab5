"""Reading the XML parts of a workbook in a stream: bounded, without entities, fast where they are plain."""

from __future__ import annotations

import posixpath
import struct
import zipfile
from collections.abc import Callable, Iterator
from typing import IO
from xml.parsers import expat

from civdesk.errors import Damaged, Refused
from civdesk.jobs import Monitor

BLOCK = 65_536
TOKEN_LIMIT = 8 << 20  # one tag, or the text of one cell; Excel's cell ends at 32,767 characters
PIECE_LIMIT = 1 << 20  # a longer row or string goes to the parser in parts
INFLATED_LIMIT = 2 << 30
SMALL_PART_LIMIT = 32 << 20  # styles, names of sheets, relations: held whole
BOMB_SIZE, BOMB_RATIO = (
    200 << 20,
    200,
)  # deflate reaches 1,030; full sheets 5 to 20, repeated styled blanks up to 100

CUT = "文件不完整或已损坏，请重新复制一份，或用 Excel、WPS 打开后另存为 .xlsx 再试。"
BOMB = "文件解压后过大，可能不是正常的表格，请用 Excel 或 WPS 只保留需要的内容，另存为新的 .xlsx 再试。"

Attributes = dict[str, str]


def damaged() -> Damaged:
    """The error for a workbook that is not whole."""
    return Damaged(CUT)


def local(name: str) -> str:
    """The name without its prefix: files differ in prefixes and namespaces (strict OOXML), not in these."""
    return name.rpartition(":")[2]


class Package:
    """The zip file of a workbook: parts by name, compared as Windows does (case, slashes)."""

    def __init__(self, stream: IO[bytes]) -> None:
        try:
            self.zip = zipfile.ZipFile(stream)
        except (ValueError, struct.error) as error:  # on names and numbers that cannot be
            raise damaged() from error
        self._parts = {
            info.filename.replace("\\", "/").lstrip("/").lower(): info for info in self.zip.infolist()
        }

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def open(self, name: str, limit: int = INFLATED_LIMIT) -> IO[bytes]:
        """The part as a stream; zipfile never gives more bytes than the size checked here."""
        info = self._parts.get(name.lower())
        if info is None:
            raise damaged()
        if info.flag_bits & 1:
            raise Refused("文件设有密码，请先在 Excel/WPS 中取消密码后另存，再导入。", kind="encrypted")
        size, packed = info.file_size, max(info.compress_size, 1)
        if size > limit or (size > BOMB_SIZE and size / packed > BOMB_RATIO):
            raise Refused(BOMB, kind="too_large")
        try:
            return self.zip.open(info)
        except (ValueError, struct.error) as error:
            raise damaged() from error

    def relations(self, part: str) -> list[tuple[str, str, str]]:
        """(id, last word of the type, part name) of everything inside the package that `part` refers to."""
        folder, name = posixpath.split(part)
        found: list[tuple[str, str, str]] = []
        rels = posixpath.join(folder, "_rels", f"{name}.rels")

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                kind = attributes.get("Type", "").rpartition("/")[2]
                target = attributes.get("Target", "").replace("\\", "/")
                where = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                found.append((attributes.get("Id", ""), kind, where))

        if rels in self:
            self.read(rels, start)
        return found

    def read(self, name: str, start: Callable[[str, Attributes], None]) -> None:
        """Call `start(local name, attributes)` for every element of a small part."""
        scanner = Scanner()
        scanner.parser.StartElementHandler = lambda tag, attributes: start(local(tag), attributes)
        with self.open(name, SMALL_PART_LIMIT) as stream:
            for _ in scanner.run(stream):
                pass


class Scanner:
    """An expat parser, fed block by block, that may be spared the plain elements.

    A Python call for every tag makes 100,000 × 15 cells cost 3.4 s, where a regular expression over
    whole rows takes 1. So a sub-class may name the `closing` tag of its repeated element; each piece up
    to one is offered to `take`, and only what `take` does not understand completely is parsed. Taking
    whole elements away leaves a well-formed document, so expat still sees the start, the end and all odd
    ones, in order. It gets everything once a comment, CDATA or another encoding turns up.
    """

    closing = b""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.XmlDeclHandler = self._declared
        if hasattr(self.parser, "SetReparseDeferralEnabled"):
            self.parser.SetReparseDeferralEnabled(False)  # else a fed tag may be reported after the next row
        self.plain = bool(self.closing)
        self.text: list[str] = []  # pieces of the text being collected
        self._fed = 0

    def take(self, piece: bytes) -> bool:
        """Deal with one piece (without its closing tag) and say so, or leave no trace and return False."""
        raise NotImplementedError

    def run(self, stream: IO[bytes], monitor: Monitor | None = None) -> Iterator[None]:
        """Read the stream to its end, stopping after each block so that what was found can be fetched."""
        held = b""
        while block := stream.read(BLOCK):
            if monitor is not None:
                monitor.check()
            held += block
            if self.plain and b"<!" not in held:
                *pieces, held = held.split(self.closing)
                for piece in pieces:
                    if not self.take(piece):
                        self.feed(piece + self.closing)
                if len(held) <= PIECE_LIMIT:
                    yield
                    continue
            else:
                self.plain = False
            self.feed(held)
            held = b""
            yield
        self.feed(held, last=True)
        yield

    def feed(self, data: bytes, *, last: bool = False) -> None:
        """Give bytes to the parser; raises Damaged when they are no XML or one token never ends."""
        try:
            self.parser.Parse(data, last)
        except expat.ExpatError as error:
            raise damaged() from error
        self._fed += len(data)
        if self._fed - self.parser.CurrentByteIndex > TOKEN_LIMIT or sum(map(len, self.text)) > TOKEN_LIMIT:
            raise damaged()

    def collect(self, pieces: list[str] | None) -> None:
        """Put the text from here on into `pieces`; None: it is white space between tags."""
        self.parser.CharacterDataHandler = None if pieces is None else pieces.append

    def _refuse_doctype(self, *_: object) -> None:
        raise damaged()

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self.plain = self.plain and (encoding or "utf-8").lower() in ("utf-8", "us-ascii", "ascii")
