"""What the clerk said the columns of a standard are, for the next sheet with the same header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..domain.standard_columns import SEARCHED_ROWS, Meaning, Rectangle, StandardHeader, find_header
from ..store import settings
from ..store.workspace import Workspace
from .sheet_memory import fingerprint

SETTING = "standards.memory"
_MOST = 50


def recall(ws: Workspace, header: StandardHeader) -> dict[str, Meaning]:
    """The meaning of each column by its header, as it was named before; empty when it never was."""
    wanted = _print(header)
    for one in reversed(settings.get(ws.reader(), SETTING)):
        if one["print"] == wanted:
            titles = {column.title for column in header.columns.values()}
            return {title: Meaning(meaning) for title, meaning in one["mapping"].items() if title in titles}
    return {}


def recall_any(
    ws: Workspace, rows: Sequence[tuple[int, Mapping[int, str]]], merges: Sequence[Rectangle]
) -> StandardHeader | None:
    """The header that was pointed at the last time in such a sheet, its columns named as then; None where
    none of the rows near the top is one."""
    if not settings.get(ws.reader(), SETTING):
        return None
    for number, _ in rows[:SEARCHED_ROWS]:
        header = find_header(rows, merges, header_row=number)
        if header is not None and (named := recall(ws, header)):
            return find_header(rows, merges, named, header_row=number)
    return None


def remember(ws: Workspace, headers: Sequence[StandardHeader]) -> None:
    """Keep what the columns of these headers are. Not undone with the import."""
    entries = list(settings.get(ws.reader(), SETTING))
    for header in headers:
        mapping = {one.title: one.meaning.value for one in header.columns.values()}
        entries = [one for one in entries if one["print"] != _print(header)]
        entries.append({"print": _print(header), "mapping": mapping})
    kept = entries[-_MOST:]
    if kept != settings.get(ws.reader(), SETTING):
        ws.operate("setting", "记住测评标准的列", lambda db: settings.put(db, SETTING, kept), undoable=False)


def _print(header: StandardHeader) -> str:
    return fingerprint([{i: one.title for i, one in header.columns.items()}])
