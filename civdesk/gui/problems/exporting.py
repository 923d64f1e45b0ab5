"""What goes out of 整改: pages before/after, 整改通知单; and files that are chosen to come in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ...desk import problems_sheets
from ...desk.problems import Problem
from ...errors import DeskError
from .. import handing_out, printing
from ..context import Desk


class Exporting(QObject):
    """Asks where to, writes beside the window, says what was written.

    Signals:
        said(str, object): for the edge of the window.
    """

    said = Signal(str, object)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.shown: QWidget | None = None

    def pages(self, listed: Sequence[Problem]) -> None:
        """整改前后对照 of these problems, as PDF or as a workbook."""
        if not self._some(listed):
            return
        target = handing_out.ask_target(self._window, self.tr("整改前后对照"), ("pdf", "xlsx"))
        if target:
            self.write_pages(listed, target)

    def write_pages(self, listed: Sequence[Problem], target: Path) -> None:
        """Write them there."""
        # Fonts belong to this thread: only the reading of photos runs beside it for a PDF.
        on, ws = self._desk.today(), self._desk.ws
        if target.suffix.lower() == ".pdf":
            self._desk.runner.run(
                lambda monitor: problems_sheets.page(ws, listed, on=on, monitor=monitor),
                on_done=lambda html: self._print_to(html, target),
                title=self.tr("正在写出整改前后对照"),
            )
            return
        self._desk.runner.run(
            lambda monitor: problems_sheets.write_pages(
                ws, listed, target, on=on, print_pdf=None, monitor=monitor
            ),
            on_done=lambda _: self._written(target),
            title=self.tr("正在写出整改前后对照"),
        )

    def _print_to(self, html: str, target: Path) -> None:
        try:
            printing.write_pdf(html, target)
        except DeskError as error:
            self.said.emit(error.message, None)
            return
        self._written(target)

    def print_pages(self, listed: Sequence[Problem]) -> None:
        """Show the pages as they will be printed."""
        if not self._some(listed):
            return
        on, ws = self._desk.today(), self._desk.ws
        self._desk.runner.run(
            lambda monitor: problems_sheets.page(ws, listed, on=on, monitor=monitor),
            on_done=self._show_pages,
            title=self.tr("正在取出照片"),
        )

    def _show_pages(self, html: str) -> None:
        self.shown = printing.preview(self._window, html, self.tr("整改前后对照"))

    def notices(self, listed: Sequence[Problem]) -> None:
        """整改通知单 of what is open, a sheet for each unit."""
        still = [one for one in listed if one.state.value != "closed"]
        if not still:
            self.said.emit(self.tr("没有未完成的问题，不用下发通知单。"), None)
            return
        name = self.tr("整改通知单")
        target = handing_out.ask_target(self._window, name, ("xlsx",))
        if target:
            self.write_notices(still, target)

    def write_notices(self, listed: Sequence[Problem], target: Path) -> None:
        """Write them there, after every problem has its number."""
        ws, on = self._desk.ws, self._desk.today()
        ids = [one.id for one in listed]

        def work(_monitor: object) -> int:
            problems_sheets.give_numbers(ws)
            return problems_sheets.write_notices(ws, problems_sheets.chosen(ws, on, ids=ids), target, on=on)

        self._desk.runner.run(
            work, on_done=lambda _: self._written(target), title=self.tr("正在写出整改通知单")
        )

    def choose_photos(self) -> list[Path]:
        """Ask for photos to bring in."""
        paths, _ = QFileDialog.getOpenFileNames(self._window, self.tr("添加照片"))
        return [Path(path) for path in paths]

    def _some(self, listed: Sequence[Problem]) -> bool:
        if not listed:
            self.said.emit(self.tr("这里没有可以写出的问题。"), None)
        return bool(listed)

    def _written(self, target: Path) -> None:
        self.said.emit(self.tr("已写出：{path}").format(path=target), None)
