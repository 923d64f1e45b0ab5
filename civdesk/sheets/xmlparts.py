"""Reading the XML parts of a workbook in a stream: bounded, without entities, fast where they are plain."""

from __future__ import annotations

import contextlib
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO
from xml.parsers import expat

from civdesk.errors import Damaged, Refused
from civdesk.jobs import Monitor
from civdesk.sheets.book import PICTURE_LIMIT

BLOCK = 65_536
TOKEN_LIMIT = 8 << 20  # one tag, or the text of one cell; Excel's cell ends at 32,767 characters
PIECE_LIMIT = 1 << 20  # a longer row or string goes to the parser in parts
INFLATED_LIMIT = 2 << 30
SMALL_PART_LIMIT = 32 << 20  # styles, names of sheets, relations: held whole
BOMB_SIZE, BOMB_RATIO = (
    200 << 20,
    200,
)  # deflate reaches 1,030; full sheets 5 to 20, repeated styled blanks up to 100

DIRECTORY_LIMIT = 8 << 20  # the names of some 100,000 parts; zipfile holds ten times its bytes

CUT = "文件不完整或已损坏，请重新复制一份，或用 Excel、WPS 打开后另存为 .xlsx 再试。"
BOMB = "文件解压后过大，可能不是正常的表格，请用 Excel 或 WPS 只保留需要的内容，另存为新的 .xlsx 再试。"

Attributes = dict[str, str]


def damaged() -> Damaged:
    """The error for a workbook that is not whole."""
    return Damaged(CUT)


def local(name: str) -> str:
    """The name without its prefix: files differ in prefixes and namespaces (strict OOXML), not in these."""
    return name.rpartition(":")[2]


@contextlib.contextmanager
def bad_zip_is_damage() -> Iterator[None]:
    """Say what zipfile and zlib raise on bad bytes as the one error for a damaged workbook."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise damaged() from error
    except OSError as error:
        raise Damaged("读取表格时出错，请把文件复制到本机后再试。") from error


def _directory_size(stream: IO[bytes]) -> int:
    """How many bytes zipfile would read and keep for the names of the parts; 0 where no end is found.

    The end record is the last; its sizes are all ones where the zip64 record in front of it has them.
    """
    end = stream.seek(0, 2)
    start = stream.seek(max(0, end - 65_557 - 76))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return 0
    size = int.from_bytes(tail[at + 12 : at + 16], "little")
    if size == 0xFFFF_FFFF and tail[at - 20 : at - 16] == b"PK\x06\x07":
        stream.seek(min(int.from_bytes(tail[at - 12 : at - 4], "little"), start + at))
        size = int.from_bytes(stream.read(48)[40:], "little")
    return size


class Package:
    """The zip file of a workbook: parts by name, compared as Windows does (case, slashes)."""

    def __init__(self, stream: IO[bytes]) -> None:
        if _directory_size(stream) > DIRECTORY_LIMIT:
            raise Refused(BOMB, kind="too_large")
        try:
            self.zip = zipfile.ZipFile(stream)
        except (ValueError, struct.error) as error:  # on names and numbers that cannot be
            raise damaged() from error
        self._parts = {
            info.filename.replace("\\", "/").lstrip("/").lower(): info for info in self.zip.infolist()
        }

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def size(self, name: str) -> int:
        """How many bytes the part has, -1 if it is not there."""
        info = self._parts.get(name.lower())
        return -1 if info is None else info.file_size

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

    def reader(self, name: str) -> Callable[[], bytes]:
        """What reads a picture when it is wanted; raises Damaged then."""

        def read() -> bytes:
            with bad_zip_is_damage(), self.open(name, PICTURE_LIMIT) as part:
                return part.read()

        return read

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

    def read(
        self,
        name: str,
        start: Callable[[str, Attributes], None],
        end: Callable[[str, str], None] | None = None,
    ) -> None:
        """Call `start(local name, attributes)` for every element of a small part, `end(local name, text)`
        after it with the text that stands behind the last tag in it."""
        scanner = Scanner()
        text = scanner.text
        if end is None:
            scanner.parser.StartElementHandler = lambda tag, attributes: start(local(tag), attributes)
        else:

            def started(tag: str, attributes: Attributes) -> None:
                text.clear()
                start(local(tag), attributes)

            def ended(tag: str) -> None:
                end(local(tag), "".join(text))
                text.clear()

            scanner.collect(text)
            scanner.parser.StartElementHandler, scanner.parser.EndElementHandler = started, ended
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

    def __init__(self, encoding: str | None = None) -> None:
        """`encoding` overrules what the document says of itself."""
        self.parser = expat.ParserCreate(encoding)
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

    def run_within(
        self, opening: bytes, stream: IO[bytes], offset: int, monitor: Monitor | None = None
    ) -> Iterator[None]:
        """Read from the start tag at `offset` on, as if only the `opening` tags stood before it."""
        while offset and (block := stream.read(min(offset, BLOCK))):
            offset -= len(block)
        self.feed(opening)
        return self.run(stream, monitor)

    def collect(self, pieces: list[str] | None) -> None:
        """Put the text from here on into `pieces`; None: it is white space between tags."""
        self.parser.CharacterDataHandler = None if pieces is None else pieces.append

    def _refuse_doctype(self, *_: object) -> None:
        raise damaged()

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self.plain = self.plain and (encoding or "utf-8").lower() in ("utf-8", "us-ascii", "ascii")
