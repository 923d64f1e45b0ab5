"""Workbooks made by hand, for what no library would write."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

from civdesk.sheets.book import Row
from civdesk.sheets.read import open_book

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def sheet_xml(rows: str, after: str = "", before: str = "") -> str:
    return f'{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def raw_book(
    path: Path,
    sheet: str | bytes | Iterable[bytes],
    *,
    strings: str | Iterable[bytes] = "",
    styles: str = "",
    workbook: str = "",
    strict: bool = False,
    related: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> Path:
    """Write a workbook of one sheet “表” from raw XML, given whole or in pieces; returns its path.

    `related` are more relations of the workbook, `parts` more parts of any kind.
    """
    office, main = (STRICT_OFFICE, STRICT_MAIN) if strict else (OFFICE, MAIN)
    kinds = {
        "worksheet": "worksheets/sheet1.xml",
        "sharedStrings": "sharedStrings.xml",
        "styles": "styles.xml",
    }
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{office}/{kind}" Target="{target}"/>'
        for kind, target in kinds.items()
    )
    relations += related
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{office}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}">{workbook}<sheets>'
            '<sheet name="表" sheetId="1" r:id="worksheet"/></sheets></workbook>',
        )
        package.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'
        )
        if styles:
            package.writestr("xl/styles.xml", f'<styleSheet xmlns="{main}">{styles}</styleSheet>')
        _write(package, "xl/sharedStrings.xml", strings)
        _write(package, "xl/worksheets/sheet1.xml", sheet)
        for name, content in (parts or {}).items():
            package.writestr(name, content)
    return path


def formats(*codes: str | int) -> str:
    """Styles 1, 2, … with these number formats: a text, or the number of a built-in one."""
    texts = {position: code for position, code in enumerate(codes, 200) if isinstance(code, str)}
    made = "".join(f'<numFmt numFmtId="{key}" formatCode={quoteattr(code)}/>' for key, code in texts.items())
    numbers = [code if isinstance(code, int) else key for key, code in enumerate(codes, 200)]
    used = "".join(f'<xf numFmtId="{number}"/>' for number in [0, *numbers])
    return (
        f"<numFmts>{made}</numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs>{used}</cellXfs>"
    )


def _write(package: zipfile.ZipFile, name: str, content: str | bytes | Iterable[bytes]) -> None:
    if isinstance(content, (str, bytes)):
        if content:
            package.writestr(name, content)
        return
    with package.open(name, "w") as part:
        for piece in content:
            part.write(piece)


def read_rows(path: Path, sheet: str = "") -> list[Row]:
    """All rows of one sheet, the first if none is named."""
    with open_book(path) as book:
        return list(book.rows(sheet or book.sheets[0].name))


def read_values(path: Path, sheet: str = "") -> dict[int, dict[int, object]]:
    """The bare values by row and column."""
    return {
        row.number: {column: cell.value for column, cell in row.cells.items()}
        for row in read_rows(path, sheet)
    }


_APART = """
import sys
from pathlib import Path
from civdesk.errors import DeskError
from civdesk.sheets.read import open_book
rows = cells = 0
error = ""
try:
    with open_book(sys.argv[1]) as book:
        name = book.sheets[0].name
        for row in book.rows(name):
            rows, cells = rows + 1, cells + len(row.cells)
        book.merges(name)
except DeskError as stop:
    error = stop.kind
status = Path("/proc/self/status")  # elsewhere memory goes unmeasured
peak = int(status.read_text().split("VmHWM:")[1].split()[0]) // 1024 if status.exists() else 0
print(rows, cells, peak, error)
"""


def read_apart(path: Path) -> tuple[int, int, int, str]:
    """Read in a process of its own: rows, cells, peak memory in MB, the kind of the error if any."""
    done = subprocess.run(
        [sys.executable, "-c", _APART, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    rows, cells, peak, *error = done.stdout.split()
    return int(rows), int(cells), int(peak), "".join(error)
