"""PDF files: how many pages, pictures of them, some of them as a file of their own."""

from __future__ import annotations

import contextlib
import io
import logging
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import Damaged, Refused
from .pictures import Preview, Source

log = logging.getLogger(__name__)

# PDFium keeps state for the whole process: two threads in it at once crash it.
ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """`pages` and `preview` are None when the file cannot be opened; `warnings` says why, in Chinese."""

    pages: int | None
    preview: Preview | None
    damaged: bool = False
    warnings: tuple[str, ...] = ()


def facts(source: Source, side: int) -> PdfFacts:
    """Pages, and the first page on white, its longer side `side` pixels.

    Raises OSError when the file cannot be read; what is wrong inside it is in the answer.
    """
    import pypdfium2

    with ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(source)
        except pypdfium2.PdfiumError as error:
            log.info("pdf not opened: %s", error)
            if "assword" in str(error):
                return PdfFacts(None, None, False, ("PDF 设有打开密码，原件已保存，没有页数和缩略图。",))
            return PdfFacts(None, None, True, ("PDF 打不开，可能已损坏；原件已保存，请核对。",))
        try:
            pages = len(document)
            try:
                return PdfFacts(pages, _first_page(document, side))
            except (pypdfium2.PdfiumError, ValueError, MemoryError) as error:
                log.info("pdf page not drawn: %s", error)
                return PdfFacts(pages, None, False, ("PDF 的第一页画不出缩略图；原件已保存，请核对。",))
        finally:
            document.close()


def count(source: Source) -> int:
    """How many pages. Raises Refused when a password is asked for, Damaged when it cannot be read."""
    with _opened(source) as document:
        return len(document)


def page_pictures(source: Source, pages: Sequence[int], side: int) -> list[Preview | None]:
    """Pictures of some pages (counted from 1) on white, the longer side `side` pixels; None for one that
    cannot be drawn. Raises as `count` does."""
    import pypdfium2

    made: list[Preview | None] = []
    with _opened(source) as document:
        for page in pages:
            try:
                made.append(_page(document, page - 1, side))
            except (pypdfium2.PdfiumError, ValueError, MemoryError) as error:
                log.info("pdf page %s not drawn: %s", page, error)
                made.append(None)
    return made


def extract(source: Source, first: int, last: int, target: Path) -> None:
    """Write some pages (counted from 1, `last` included) as a new PDF; nothing in them is changed.

    Raises as `count` does, and OSError when the target cannot be written.
    """
    import pypdfium2

    with _opened(source) as document:
        made = pypdfium2.PdfDocument.new()
        try:
            made.import_pages(document, list(range(first - 1, last)))
            with target.open("wb") as stream:
                made.save(stream)
        except pypdfium2.PdfiumError as error:
            log.info("pdf pages not taken: %s", error)
            raise Damaged("这份 PDF 里有几页取不出来，文件可能已损坏。") from error
        finally:
            made.close()


@contextlib.contextmanager
def _opened(source: Source) -> Iterator[Any]:
    import pypdfium2

    with ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(source)
        except pypdfium2.PdfiumError as error:
            log.info("pdf not opened: %s", error)
            if "assword" in str(error):
                raise Refused("这份 PDF 设有打开密码，请用没有密码的文件。", kind="locked_pdf") from error
            raise Damaged("这份 PDF 打不开，可能已损坏，请找原件核对。") from error
        try:
            yield document
        finally:
            document.close()


def _first_page(document: Any, side: int) -> Preview | None:
    return _page(document, 0, side) if len(document) else None


def _page(document: Any, number: int, side: int) -> Preview:
    page = document[number]
    try:
        width, height = page.get_size()  # points, after the page's own rotation
        bitmap = page.render(scale=side / max(width, height, 1))
        try:
            image = bitmap.to_pil().convert("RGB")
        finally:
            bitmap.close()
    finally:
        page.close()
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return Preview(out.getvalue(), image.width, image.height)
