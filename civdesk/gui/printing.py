"""HTML on A4 pages, numbered: to a printer, to a preview, to a PDF."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QIODevice,
    QMarginsF,
    QPointF,
    QRectF,
    QSizeF,
    Qt,
)
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QPen,
    QTextDocument,
    QTextTable,
)

from ..files import written_aside

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

# Printed matter is set in what offices print with; where that is not there, in its likes.
_FAMILIES = ["宋体", "SimSun", "Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans CJK SC", "FangSong"]
_POINTS, _SMALL = 12, 9
_MARGIN = 18  # millimetres


def lay_out(device: QPagedPaintDevice) -> None:
    """Set a device to A4 portrait with the margins that the pages are made for."""
    device.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN),
            QPageLayout.Unit.Millimeter,
        )
    )


def paint(html: str, device: QPagedPaintDevice) -> int:
    """Paint HTML on the pages of a device, 第 x 页 共 y 页 under each; the number of pages."""
    painter = QPainter(device)
    try:
        document = QTextDocument()
        font = QFont(_FAMILIES)
        font.setPointSize(_POINTS)
        document.setDefaultFont(font)
        document.setDocumentMargin(0)
        document.documentLayout().setPaintDevice(device)
        document.setHtml(html)
        small = QFont(_FAMILIES)
        small.setPointSize(_SMALL)
        foot = QFontMetricsF(small, device).height() * 2
        width, height = float(painter.viewport().width()), painter.viewport().height() - foot
        document.setPageSize(QSizeF(width, height))
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)  # paper has no theme
        pages = document.pageCount()
        for page in range(pages):
            if page:
                device.newPage()
            painter.save()
            painter.translate(0, -page * height)
            context.clip = QRectF(0, page * height, width, height)
            painter.setClipRect(context.clip)
            document.documentLayout().draw(painter, context)
            if page + 1 < pages:
                _close_tables(painter, document, context.clip.bottom())
            painter.restore()
            painter.setFont(small)
            line = QRectF(0, height, width, foot)
            centred = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
            painter.drawText(line, centred, f"第 {page + 1} 页 共 {pages} 页")
    finally:
        painter.end()
    return pages


def _close_tables(painter: QPainter, document: QTextDocument, bottom: float) -> None:
    """The line under a table that goes on overleaf: Qt draws collapsed borders without it."""
    for frame in document.rootFrame().childFrames():
        area = document.documentLayout().frameBoundingRect(frame)
        if isinstance(frame, QTextTable) and frame.format().border() and area.top() < bottom < area.bottom():
            pen = QPen(Qt.GlobalColor.black, painter.device().logicalDpiY() / 96)
            painter.setPen(pen)
            painter.drawLine(
                QPointF(area.left(), bottom - pen.widthF()), QPointF(area.right(), bottom - pen.widthF())
            )


def write_pdf(html: str, target: Path) -> None:
    """Write HTML as a PDF of A4 pages; works without a window too. Raises Refused when it cannot be."""
    if QGuiApplication.instance() is None:
        if sys.platform.startswith("linux") and not (
            os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
        ):
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _kept.append(QGuiApplication([]))  # it must live as long as its fonts are used
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(300)
    writer.setCreator("civdesk")
    lay_out(writer)
    paint(html, writer)
    buffer.close()
    with written_aside(target) as stream:
        stream.write(data.data())


def preview(parent: QWidget, html: str, title: str) -> QDialog:
    """Show the pages of HTML as they will be printed; printing is a button there. `title` names the job."""
    from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

    from . import style  # the command line, which writes PDFs too, needs no widgets

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    lay_out(printer)
    printer.setDocName(title)
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setWindowTitle(QCoreApplication.translate("Printing", "{title}预览").format(title=title))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.paintRequested.connect(lambda device: paint(html, device))
    dialog.printer_kept = printer  # it must live as long as its preview
    style.resize(dialog, style.scaled(900), style.scaled(760))
    dialog.open()
    return dialog


_kept: list[QGuiApplication] = []
