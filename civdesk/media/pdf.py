"""PDF files: how many pages, and a picture of the first one."""

from __future__ import annotations

import io
import logging
import threading
from dataclasses import dataclass

from .pictures import Preview, Source

log = logging.getLogger(__name__)

# PDFium keeps state for the whole process: two threads in it at once crash it.
_ONE_AT_A_TIME = threading.Lock()


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

    with _ONE_AT_A_TIME:
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


def _first_page(document, side: int) -> Preview | None:  # type: ignore[no-untyped-def]
    if not len(document):
        return None
    page = document[0]
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
