"""A superior's standard in a file, looked at: its sheets, their headers, its title."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..domain.fields import as_text
from ..domain.standard_columns import SEARCHED_COLUMNS, Rectangle, StandardHeader, find_header
from ..domain.text import clean, one_line
from ..errors import Refused
from ..jobs import Monitor
from ..sheets.read import open_book
from ..store.workspace import Workspace
from . import standard_memory, toml_file

_MOST_ROWS = 20_000
_LARGEST_TOML = 5_000_000  # bytes
_VERSION = re.compile(
    r"[(（]\s*([^()（）]*?(?:版|年度?|修订|试行)[^()（）]*?)\s*[)）]|((?:19|20)\d{2})\s*年?版?"
)


@dataclass(frozen=True, slots=True)
class SheetLook:
    """A sheet: its rows as texts with their numbers, the merged cells, the header that was found (None: none)
    whether its columns are named as the clerk named them the last time, and the cells whose formula was never
    worked out, so that nothing stands there."""

    name: str
    hidden: bool
    rows: tuple[tuple[int, Mapping[int, str]], ...]
    merges: tuple[Rectangle, ...]
    header: StandardHeader | None
    remembered: bool = False
    unworked: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class StandardLook:
    """A file before anything is made of it. `data` is what a TOML file says; then there are no sheets."""

    path: Path
    title: str
    version: str
    sheets: tuple[SheetLook, ...] = ()
    data: Mapping[str, Any] | None = None

    @property
    def fitting(self) -> tuple[str, ...]:
        """The sheets that hold a standard by the look of them; hidden ones only where no other does."""
        found = [one for one in self.sheets if one.header is not None]
        return tuple(one.name for one in [one for one in found if not one.hidden] or found)


def look(ws: Workspace, path: Path, monitor: Monitor | None = None) -> StandardLook:
    """Open a file and find its title, its sheets and their columns, named as the last time where the header
    is known. Raises WrongUse, Refused and Damaged when it cannot be read."""
    if path.suffix.lower() == ".toml":
        return _look_toml(path)
    sheets: list[SheetLook] = []
    with open_book(path) as book:
        for info in book.sheets:
            rows: list[tuple[int, Mapping[int, str]]] = []
            unworked: list[tuple[int, int]] = []
            for row in book.rows(info.name, monitor):
                texts = {
                    i: text
                    for i, cell in row.cells.items()
                    if i <= SEARCHED_COLUMNS
                    and cell.kind != "formula"
                    and (text := clean(as_text(cell.value)))
                }
                unworked += [(row.number, i) for i, cell in row.cells.items() if cell.kind == "formula"]
                if texts:
                    rows.append((row.number, texts))
                if len(rows) > _MOST_ROWS:
                    raise Refused(
                        f"“{info.name}”有 {_MOST_ROWS} 行以上，不像测评标准；台账请用“导入表格”。",
                        kind="too_large",
                    )
            merges: tuple[Rectangle, ...] = tuple(
                one for one in book.merges(info.name, monitor) if one.left <= SEARCHED_COLUMNS
            )
            known = standard_memory.recall_any(ws, rows, merges)
            header = known or find_header(rows, merges)
            sheets.append(
                SheetLook(
                    info.name, info.hidden, tuple(rows), merges, header, known is not None, tuple(unworked)
                )
            )
    title, version = _title(sheets, path)
    return StandardLook(path, title, version, tuple(sheets))


def _look_toml(path: Path) -> StandardLook:
    data = toml_file.read(path, "测评标准", _LARGEST_TOML)
    return StandardLook(path, str(data.get("title", "")), str(data.get("version", "")), data=data)


def _title(sheets: Sequence[SheetLook], path: Path) -> tuple[str, str]:
    """What stands over the first table that fits, or the file's name, and the version: in the title or in a
    line of its own (（2026年修订）)."""
    for one in sheets:
        over = [
            one_line(texts[min(texts)]).strip()
            for number, texts in one.rows
            if one.header is not None and number < one.header.top and len(texts) == 1
        ]
        titles = [text for text in over if 4 <= len(text) <= 60 and not _is_remark(text)]
        if titles:
            alone = [text for text in over if re.fullmatch(r"[(（][^()（）]{2,20}[)）]", text)]
            named = [text for text in titles if text not in alone] or titles
            return named[0], next((v for text in (named[0], *alone) if (v := _version(text))), "")
    title = one_line(path.stem).strip()
    return title, _version(title)


def _is_remark(text: str) -> bool:
    return bool(
        re.match(
            r"(?:附件|附表|表)\s*[\d一二三四五六七八九十]*\s*[:：]?$|(?:注|备注|说明|填报|单位)\s*[:：]", text
        )
    )


def _version(title: str) -> str:
    match = _VERSION.search(title)
    return (match[1] or match[2]) if match else ""
