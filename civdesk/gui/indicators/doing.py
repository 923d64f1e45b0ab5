"""What the clerk does to an indicator or its standard: judge, change, switch, set days; all can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from ...desk import assessing
from ...desk.assessing import Assessment, IndicatorReport
from ...desk.standards import set_anchor
from ...domain.standards import Standard
from ...errors import DeskError
from ..context import Desk
from ..undoing import tried, undo_latest
from .anchors import AnchorsDialog
from .indicator_dialog import IndicatorDialog

Looked = Callable[[], tuple[Assessment, IndicatorReport] | None]


class Doing(QObject):
    """The verbs of the page; `looked` gives what it shows at the moment.

    Signals:
        said(str, object): for the edge of the window.
        open_indicator(str, str): standard and code.
        taken(str): a standard came in, its key.
    """

    said = Signal(str, object)
    open_indicator = Signal(str, str)
    taken = Signal(str)

    def __init__(self, desk: Desk, looked: Looked, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._looked, self._page = desk, looked, parent
        self.dialog: QDialog | None = None

    # --- the standard --------------------------------------------------------------------------------

    def switch(self, key: str, active: bool) -> None:
        """Work with a standard, or lay it aside."""
        if tried(lambda: assessing.set_active(self._desk.ws, key, active), self.said.emit):
            title = assessing.standard(self._desk.ws, key).title
            said = self.tr("已启用《{title}》") if active else self.tr("已停用《{title}》")
            self._say(said.format(title=title), "set_standard")

    def ask_anchors(self, key: str) -> AnchorsDialog:
        """Ask for the named days of a standard."""
        found = assessing.standard(self._desk.ws, key)
        days = AnchorsDialog(found.anchors, self._desk.today(), self._page.window())
        days.accepted.connect(lambda: self._set_anchors(found, days.days))
        self._open(days)
        return days

    def _set_anchors(self, found: Standard, days: dict[str, date | None]) -> None:
        changed = {name: day for name, day in days.items() if day != found.anchors.get(name)}
        for name, day in changed.items():
            tried(lambda name=name, day=day: set_anchor(self._desk.ws, found.key, name, day), self.said.emit)
        if changed:
            self._say(self.tr("日期已设定"), "set_standard")

    # --- the indicator -------------------------------------------------------------------------------

    def edit(self) -> None:
        """Change what the indicator says."""
        if not (looked := self._looked()):
            return
        found, report = looked
        dialog = IndicatorDialog(self._desk, found.standard, report.code, self._page.window())

        def done() -> None:
            if dialog.changed:
                self._say(self.tr("已修改：{title}").format(title=report.title), "set_indicator")

        dialog.accepted.connect(done)
        self._open(dialog)

    def edit_rules(self) -> None:
        """Change what is checked of the indicator."""
        if not (looked := self._looked()):
            return
        from .rules_dialog import RulesDialog  # it brings the offered rules along

        found, report = looked
        dialog = RulesDialog(self._desk, found.standard.key, report.code, self._page.window())
        dialog.said.connect(self.said)
        self._open(dialog)

    def show_outlook(self) -> None:
        """Open the gaps and points of the whole standard."""
        if not (looked := self._looked()):
            return
        from .outlook import Outlook  # it brings printing and sheets along

        found, _ = looked
        outlook = Outlook(self._desk, found.standard.key, found.on, self._page.window())
        outlook.open_indicator.connect(self.open_indicator)
        outlook.said.connect(self.said)
        self._open(outlook)

    def show_proposals(self, key: str, code: str = "") -> None:
        """Open the rules that were read from the text of a standard, or of one indicator."""
        from .proposals_dialog import ProposalsDialog

        dialog = ProposalsDialog(self._desk, key, code, self._page.window())
        dialog.said.connect(self.said)
        self._open(dialog)

    def show_handed_in(self, key: str) -> None:
        """Open what was handed in."""
        from .handed_in import HandedInDialog

        dialog = HandedInDialog(self._desk, key, self._page.window())
        dialog.said.connect(self.said)
        self._open(dialog)

    def import_standard(self) -> None:
        """Take a standard from a file."""
        from .standard_import import StandardImport, choose_file

        path = choose_file(self._page.window())
        if path is None:
            return
        dialog = StandardImport(self._desk, path, self._page.window())
        dialog.said.connect(self.said)
        dialog.taken.connect(self.taken)
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()

    def judge(self, state: str, reason: str, points: int | None) -> None:
        """Judge it by hand."""
        if not (looked := self._looked()):
            return
        (found, report), ws = looked, self._desk.ws
        if tried(
            lambda: assessing.judge(
                ws, found.standard.key, report.code, state, reason, found.on, points=points
            ),
            self.said.emit,
        ):
            self._say(self.tr("已判断：{title}").format(title=report.title), "judge")

    def withdraw(self) -> None:
        """Take the judgement back."""
        if not (looked := self._looked()):
            return
        found, report = looked
        try:
            assessing.withdraw(self._desk.ws, found.standard.key, report.code, found.on)
        except DeskError as error:
            self.said.emit(error.message, None)
            return
        self._say(self.tr("已撤回判断：{title}").format(title=report.title), "withdraw")

    def _say(self, text: str, kind: str) -> None:
        self.said.emit(text, undo_latest(self._desk, kind, self.said.emit))
