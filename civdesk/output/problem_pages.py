"""整改前后对照: a problem with its photos before and after, on paper and as a workbook."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import xlsxwriter

from ..errors import DeskError
from ..files import written_aside
from ..jobs import Monitor
from ..media import pictures
from ..media.pictures import Preview
from ..sheets.cellvalues import FORBIDDEN
from ..store import blobs, evidence, proofs
from ..store.workspace import Workspace
from .printed import TABLE, heading

_SIDE = 900  # pixels of the longer side: sharp on half a page, small in the file
# On paper, in the 96ths of an inch that both printers and spreadsheets reckon with.
_WIDE, _HIGH = 300, 225
_PHOTOS = 1  # of each role on a page


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo on a page: the scaled JPEG and what stands under it."""

    picture: Preview
    caption: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A problem with its photos; `facts` are names and values of what is known."""

    title: str
    facts: tuple[tuple[str, str], ...]
    before: tuple[Photo, ...]
    after: tuple[Photo, ...]


def photos(ws: Workspace, record: str, role: str, fallback: str) -> tuple[Photo, ...]:
    """The first photos of a problem in a role, upright and scaled; what cannot be drawn is left out."""
    db = ws.reader()
    links = [one for one in proofs.of_subject(db, "problem", record) if one.role == role]
    found = []
    for link in links:
        one = evidence.get(db, link.evidence)
        if one.kind != "photo":
            continue
        try:
            picture = pictures.preview(blobs.open_blob(db, one.sha256), _SIDE)
        except DeskError:
            continue
        day = (one.taken_at or "")[:10]
        title = one.title if fallback in one.title else "：".join(filter(None, (fallback, one.title)))
        caption = f"{title}（{day}）" if day else title
        found.append(Photo(picture, caption))
        if len(found) == _PHOTOS:
            break
    return tuple(found)


def _fit(picture: Preview) -> tuple[int, int]:
    factor = min(_WIDE / picture.width, _HIGH / picture.height)
    return round(picture.width * factor), round(picture.height * factor)


# --- on paper ----------------------------------------------------------------------------------------


def page(title: str, under: str, pairs: Sequence[Pair]) -> str:
    """All of them as HTML for paper, two on a page; the pictures are in the text itself."""
    parts = [heading(title, under)]
    for n, pair in enumerate(pairs):
        # The first page has the heading on it as well: two pairs and a heading fit.
        break_before = "page-break-before:always; " if n and not n % 2 else ""
        parts.append(f'<p style="{break_before}font-size:13pt; font-weight:600; margin:8pt 0 4pt 0">')
        parts.append(f"{n + 1}．{escape(pair.title)}</p>{TABLE}")
        for name, value in pair.facts:
            parts.append(
                f'<tr><td width="18%" bgcolor="#f2f2f2">{escape(name)}</td>'
                f'<td colspan="3">{escape(value) or "&nbsp;"}</td></tr>'
            )
        parts.append("<tr>")
        for shown, word in ((pair.before, "整改前"), (pair.after, "整改后")):
            parts.append(f'<td colspan="2" width="50%" align="center">{_cell(shown, word)}</td>')
        parts.append("</tr></table>")
    return "".join(parts)


def _cell(shown: Sequence[Photo], word: str) -> str:
    if not shown:
        return f'<p style="margin:60pt 0 60pt 0; color:#777777">{word}：没有照片</p>'
    photo = shown[0]
    width, height = _fit(photo.picture)
    data = base64.b64encode(photo.picture.data).decode()
    return (
        f'<img src="data:image/jpeg;base64,{data}" width="{width}" height="{height}">'
        f'<br><span style="font-size:10pt">{escape(photo.caption)}</span>'
    )


# --- as a workbook -----------------------------------------------------------------------------------


def write_xlsx(
    path: Path, title: str, under: str, pairs: Sequence[Pair], monitor: Monitor | None = None
) -> None:
    """One sheet, a block for each problem: facts, the two photos side by side, their captions.

    Raises Refused in Chinese when the target cannot be written.
    """
    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("整改前后对照")
    base = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True, "border": 1}
    looks = {
        "title": book.add_format({"font_name": "宋体", "font_size": 18, "bold": True, "align": "center"}),
        "under": book.add_format({"font_name": "宋体", "font_size": 11, "align": "center"}),
        "head": book.add_format({**base, "bold": True, "bg_color": "#F2F2F2"}),
        "name": book.add_format({**base, "bg_color": "#F2F2F2"}),
        "text": book.add_format(base),
        "photo": book.add_format({**base, "align": "center"}),
    }
    for column, width in enumerate((12, 33, 12, 33)):
        sheet.set_column(column, column, width)
    sheet.merge_range(0, 0, 0, 3, _clean(title), looks["title"])
    sheet.merge_range(1, 0, 1, 3, _clean(under), looks["under"])
    sheet.set_row(0, 30)
    row, breaks = 2, []
    for n, pair in enumerate(pairs):
        if monitor:
            monitor.report(n, len(pairs), "正在写出整改前后对照", pair.title)
        if n and not n % 2:
            breaks.append(row)
        row = _block(sheet, row, n + 1, pair, looks)
    sheet.set_h_pagebreaks(breaks)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer("&C第 &P 页 共 &N 页")
    book.close()
    with written_aside(path) as stream:
        stream.write(made.getvalue())


def _block(sheet: Any, row: int, number: int, pair: Pair, looks: dict[str, Any]) -> int:
    """One problem; the next free row."""
    sheet.merge_range(row, 0, row, 3, _clean(f"{number}．{pair.title}"), looks["head"])
    sheet.set_row(row, 24)
    row += 1
    for name, value in pair.facts:
        sheet.write_string(row, 0, name, looks["name"])
        sheet.merge_range(row, 1, row, 3, _clean(value), looks["text"])
        lines = sum(-(-max(len(part), 1) // 36) for part in (value or " ").split("\n"))
        sheet.set_row(row, 16 * lines + 4)
        row += 1
    sheet.set_row(row, _HIGH * 0.75 + 12)
    sheet.set_row(row + 1, 18)
    for column, shown, word in ((0, pair.before, "整改前"), (2, pair.after, "整改后")):
        text = shown[0].caption if shown else f"{word}：没有照片"
        sheet.merge_range(row, column, row, column + 1, "", looks["photo"])
        sheet.merge_range(row + 1, column, row + 1, column + 1, _clean(text), looks["photo"])
        if shown:
            picture = shown[0].picture
            width, height = _fit(picture)
            sheet.insert_image(
                row,
                column,
                "photo.jpg",
                {
                    "image_data": io.BytesIO(picture.data),
                    "x_scale": width / picture.width,
                    "y_scale": height / picture.height,
                    "x_offset": max((330 - width) // 2, 4),
                    "y_offset": 6,
                    "object_position": 1,
                    "description": text,
                },
            )
    return row + 3


def _clean(text: str) -> str:
    return FORBIDDEN.sub("", text)[:32_000]
