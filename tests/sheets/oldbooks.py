"""Old workbooks (.xls) and open ones (.ods) made by hand, for what no program would write."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

FREE, END, TABLE, MORE_TABLES = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
SECTOR = 512


def compound(path: Path, streams: dict[str, bytes]) -> Path:
    """A compound file with these streams, each padded so that it stands in sectors of its own."""
    padded = {name: data + bytes(-max(len(data), 4096) % SECTOR) for name, data in streams.items()}
    padded = {name: data + bytes(max(0, 4096 - len(data))) for name, data in padded.items()}
    chains: list[int] = []
    starts: list[int] = []
    for data in padded.values():
        starts.append(len(chains))
        count = len(data) // SECTOR
        chains += [*range(len(chains) + 1, len(chains) + count), END]
    directory = len(chains)
    entries = [("Root Entry", 5, 1, END, 0)]
    entries += [
        (name, 2, FREE, start, len(data)) for (name, data), start in zip(padded.items(), starts, strict=True)
    ]
    held = b"".join(
        struct.pack(
            "<64sHBBIII36xIQ",
            name.encode("utf-16-le"),
            len(name) * 2 + 2,
            kind,
            1,
            FREE,
            number + 1 if 0 < number < len(entries) - 1 else FREE,
            child,
            start,
            size,
        )
        for number, (name, kind, child, start, size) in enumerate(entries)
    )
    held += bytes(-len(held) % SECTOR)
    count = len(held) // SECTOR
    chains += [*range(directory + 1, directory + count), END]
    tables = more = 0
    while tables * 128 < len(chains) + tables + more:
        tables += 1
        more = max(0, -(-(tables - 109) // 127))
    first = len(chains)
    chains += [TABLE] * tables + [MORE_TABLES] * more + [FREE] * (-(len(chains) + tables + more) % 128)
    head = struct.pack(
        "<8s16xHHHHH10xIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        tables,
        directory,
        0,
        4096,
        END,
        0,
        first + tables if more else END,
        more,
    )
    numbers = [*range(first, first + tables), *[FREE] * (109 + 127 * more - tables)]
    rest = b""
    for at in range(more):
        following = first + tables + at + 1 if at + 1 < more else END
        rest += struct.pack("<128I", *numbers[109 + 127 * at : 236 + 127 * at], following)
    with path.open("wb") as file:
        file.write(head + struct.pack("<109I", *numbers[:109]))
        for data in padded.values():
            file.write(data)
        file.write(held + struct.pack(f"<{len(chains)}I", *chains) + rest)
    return path


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def text16(text: str) -> bytes:
    """A text with its length and form, as .xls keeps most."""
    data = text.encode("utf-16-le")
    return struct.pack("<HB", len(data) // 2, 1) + data


def begin(kind: int, version: int = 0x0600) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", version, kind, 0, 0, 0, 0))


def raw_xls(
    path: Path,
    sheets: dict[str, bytes],
    *,
    strings: Sequence[str] | bytes = (),
    formats: Iterable[int] = (0,),
    before: bytes = b"",
    hidden: Iterable[str] = (),
) -> Path:
    """An .xls of these sheets, each the records of its cells; a ready SST may be given as records."""
    if not isinstance(strings, bytes):
        found = b"".join(map(text16, strings))
        strings = record(0x00FC, struct.pack("<II", len(strings), len(strings)) + found)
    middle = before + b"".join(record(0x00E0, struct.pack("<HH16x", 0, number)) for number in formats)
    names = {name: struct.pack("<BB", len(name), 1) + name.encode("utf-16-le") for name in sheets}
    at = len(begin(5)) + len(middle) + len(strings) + sum(10 + len(name) for name in names.values()) + 4
    bounds, bodies = b"", b""
    for name, cells in sheets.items():
        bounds += record(0x0085, struct.pack("<IBB", at + len(bodies), name in hidden, 0) + names[name])
        bodies += begin(0x10) + cells + record(0x000A)
    return compound(path, {"Workbook": begin(5) + middle + bounds + strings + record(0x000A) + bodies})


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    """A cell with a number; rows and columns count from 0 here as in the file."""
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def shared(row: int, column: int, index: int) -> bytes:
    return record(0x00FD, struct.pack("<HHHI", row, column, 0, index))


ODF = "urn:oasis:names:tc:opendocument:xmlns"


def raw_ods(
    path: Path, sheets: str, *, styles: str = "", manifest: str = "", parts: dict[str, bytes] | None = None
) -> Path:
    """An .ods whose spreadsheet holds this XML."""
    names = "".join(
        f' xmlns:{key}="{ODF}:{name}:1.0"'
        for key, name in {
            "office": "office",
            "table": "table",
            "text": "text",
            "style": "style",
            "draw": "drawing",
            "svg": "svg-compatible",
        }.items()
    )
    names += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:calcext="urn:org:documentfoundation:calcext"'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0">{manifest}</manifest:manifest>',
        )
        package.writestr(
            "content.xml",
            f"<office:document-content{names}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
            "</office:document-content>",
        )
        for name, data in (parts or {}).items():
            package.writestr(name, data)
    return path
