"""按页拆分: a scanned PDF cut into several proofs, each with its title and role."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ...desk import evidence, records, splitting
from ...desk.splitting import SplitReport
from ...domain.pageranges import Pages, read_ranges, show_ranges
from ...errors import DeskError
from ...intake.parts import Part
from ...store import evidence as stored
from .. import style
from ..context import Desk
from ..undoing import Say, undo_action
from .page_strip import PageStrip
from .proofs import Shown, shown_proofs


def ask_split(
    desk: Desk,
    id: str,
    window: QWidget,
    say: Say,
    record: tuple[str, str] | None = None,
) -> None:
    """Look whether the PDF can be cut, then ask how; what cannot be is said."""

    def opened(total: int) -> None:
        if total < 2:
            say(QCoreApplication.translate("Splitting", "这份 PDF 只有一页，不用拆分。"), None)
            return
        dialog = SplitDialog(desk, id, total, say, record, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    desk.runner.run(
        lambda _monitor: splitting.page_count(desk.ws, id),
        on_done=opened,
        on_error=lambda error: say(error.message, None),
        title=QCoreApplication.translate("Splitting", "正在打开 PDF"),
    )


class SplitDialog(QDialog):
    """Pages on the left, the parts on the right; the line above says the same in numbers.

    `say` is the edge of the window, which is still there when the dialog is gone.
    """

    def __init__(
        self,
        desk: Desk,
        id: str,
        total: int,
        say: Say,
        record: tuple[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._id, self._total, self._say = desk, id, total, say
        self.ranges: list[Pages] = [Pages(1, total)]
        self._parts: dict[int, Part] = {}  # by their first page: what was typed stays while one cuts on
        name = stored.get(desk.ws.reader(), id).name
        self.setWindowTitle(self.tr("按页拆分：{name}").format(name=name))
        self.strip = PageStrip(desk, id, total)
        self.text = QLineEdit()
        self.text.setAccessibleName(self.tr("页码"))
        self.text.setPlaceholderText("1-2,3,4-6")
        self.problem = QLabel()
        self.problem.setProperty("role", "problem")
        self.problem.setWordWrap(True)
        self.records = QComboBox()
        self.records.setAccessibleName(self.tr("作为哪条记录的佐证"))
        self._offer_records(record)
        self.each_button = QPushButton(self.tr("每页一份"))
        self.whole_button = QPushButton(self.tr("重新来"))
        self.split_button = QPushButton()
        self.split_button.setProperty("role", "primary")
        self.split_button.setDefault(True)
        self.titles: list[QLineEdit] = []
        self.roles: list[QComboBox] = []
        self._list = QScrollArea()
        self._list.setWidgetResizable(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._build()
        self.strip.cut.connect(self.cut)
        self.strip.left_out.connect(self.leave_out)
        self.text.textEdited.connect(self._typed)
        self.each_button.clicked.connect(lambda: self._set([Pages(n, n) for n in range(1, total + 1)]))
        self.whole_button.clicked.connect(lambda: self._set([Pages(1, total)]))
        self.split_button.clicked.connect(self.split)
        self._set(self.ranges)
        self.strip.setFocus()
        style.resize(self, style.scaled(980), style.scaled(640))

    def _build(self) -> None:
        hint = QLabel(
            self.tr("点一页，就从这一页开始新的一份，再点合回去；空白页按 Delete 去掉。原文件保留不变。")
        )
        hint.setProperty("role", "soft")
        hint.setWordWrap(True)
        above = QHBoxLayout()
        above.setSpacing(8)
        label = QLabel(self.tr("页码"))
        label.setProperty("role", "soft")
        label.setBuddy(self.text)
        for widget in (label, self.text, self.each_button, self.whole_button):
            above.addWidget(widget, 1 if widget is self.text else 0)
        pages = QFrame()
        pages.setProperty("role", "sheet")
        inner = QVBoxLayout(pages)
        inner.setContentsMargins(8, 8, 4, 8)
        inner.addWidget(self.strip)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(pages, 5)
        middle.addWidget(self._list, 4)
        cancel = QPushButton(self.tr("取消"))
        cancel.clicked.connect(self.reject)
        below = QHBoxLayout()
        below.setSpacing(8)
        to = QLabel(self.tr("作为佐证"))
        to.setProperty("role", "soft")
        to.setBuddy(self.records)
        below.addWidget(to)
        below.addWidget(self.records, 1)
        below.addStretch(1)
        below.addWidget(cancel)
        below.addWidget(self.split_button)
        for button in (self.each_button, self.whole_button, cancel):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(hint)
        column.addLayout(above)
        column.addWidget(self.problem)
        column.addLayout(middle, 1)
        column.addLayout(below)

    def _offer_records(self, record: tuple[str, str] | None) -> None:
        """The records that the whole proves; the one it was opened from first."""
        ws = self._desk.ws
        shown: list[Shown] = [one for one in shown_proofs(ws, self._id) if one.ledger]
        shown.sort(key=lambda one: (one.ledger, one.subject) != record)
        for one in {(one.ledger, one.subject): one for one in reversed(shown)}.values():
            title = self.tr("《{ledger}》{title}").format(ledger=one.where, title=one.title)
            self.records.insertItem(0, title, (one.ledger, one.subject))
        self.records.addItem(self.tr("先不关联到记录"), None)
        self.records.setCurrentIndex(0)
        self.records.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.records.setMinimumContentsLength(12)

    # --- the parts -----------------------------------------------------------------------------------

    def cut(self, page: int) -> None:
        """Begin a new part with a page, or join it to the one before."""
        at = next((n for n, one in enumerate(self.ranges) if one.first <= page <= one.last), -1)
        if at < 0:
            self._set(sorted([*self.ranges, Pages(page, page)]))
            return
        one = self.ranges[at]
        before = self.ranges[at - 1] if at else None
        if one.first < page:
            new = [Pages(one.first, page - 1), Pages(page, one.last)]
            self._set([*self.ranges[:at], *new, *self.ranges[at + 1 :]])
        elif before and before.last == page - 1:
            joined = Pages(before.first, one.last)
            self._set([*self.ranges[: at - 1], joined, *self.ranges[at + 1 :]])

    def leave_out(self, page: int) -> None:
        """Take a page out of its part, or in again as a part of its own."""
        at = next((n for n, one in enumerate(self.ranges) if one.first <= page <= one.last), -1)
        if at < 0:
            self.cut(page)
            return
        one = self.ranges[at]
        rest = [Pages(one.first, page - 1), Pages(page + 1, one.last)]
        kept = [part for part in rest if part.first <= part.last]
        self._set([*self.ranges[:at], *kept, *self.ranges[at + 1 :]])

    def _typed(self, text: str) -> None:
        try:
            ranges = read_ranges(text, self._total)
        except DeskError as error:
            self.problem.setText(error.message)
            self.problem.show()
            self.split_button.setEnabled(False)
            return
        self._set(ranges, typed=True)

    def _set(self, ranges: Sequence[Pages], *, typed: bool = False) -> None:
        self._remember()
        self.ranges = list(ranges)
        if not typed:
            self.text.setText(show_ranges(self.ranges))
        self.problem.hide()
        self.strip.show_ranges(self.ranges)
        self._list_parts()
        self.split_button.setText(self.tr("拆成 {n} 份").format(n=len(self.ranges)))
        self.split_button.setEnabled(bool(self.ranges))

    def _remember(self) -> None:
        for part in self.parts():
            self._parts[part.pages.first] = part

    def parts(self) -> list[Part]:
        """The parts as they are asked for now."""
        return [
            Part(pages, title.text().strip(), str(role.currentData()))
            for pages, title, role in zip(self.ranges, self.titles, self.roles, strict=False)
        ]

    def _list_parts(self) -> None:
        place = QWidget()
        place.setObjectName("scrolled")
        grid = QGridLayout(place)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self.titles, self.roles = [], []
        for row, pages in enumerate(self.ranges):
            kept = self._parts.get(pages.first) or Part(pages)
            label = QLabel(self.tr("第 {pages} 页").format(pages=pages))
            title = QLineEdit(kept.title)
            title.setPlaceholderText(self.tr("题名（可不填）"))
            title.setAccessibleName(self.tr("第 {pages} 页的题名").format(pages=pages))
            role = self._role_box(kept.role)
            role.setAccessibleName(self.tr("第 {pages} 页的佐证种类").format(pages=pages))
            grid.addWidget(label, 3 * row, 0)
            grid.addWidget(role, 3 * row, 1)
            grid.addWidget(title, 3 * row + 1, 0, 1, 2)
            grid.setRowMinimumHeight(3 * row + 2, style.scaled(8))
            self.titles.append(title)
            self.roles.append(role)
        grid.setRowStretch(3 * len(self.ranges), 1)
        self._list.setWidget(place)

    def _role_box(self, chosen: str) -> QComboBox:
        """The roles, those first that the ledger of the record asks for."""
        box = QComboBox()
        subject = self.records.currentData()
        asked = [one.role for one in records.ledger(self._desk.ws, subject[0]).proofs] if subject else []
        for key in dict.fromkeys([*asked, *evidence.roles()]):
            if key in evidence.roles():
                box.addItem(evidence.roles()[key].title, key)
        box.setCurrentIndex(max(0, box.findData(chosen or "other")))
        return box

    # --- doing it ------------------------------------------------------------------------------------

    def split(self) -> None:
        """Cut beside the window; the message takes it back."""
        desk, id, parts, record = self._desk, self._id, self.parts(), self.records.currentData()
        say = self._say

        def done(report: SplitReport) -> None:
            text = QCoreApplication.translate("Splitting", "已拆成 {n} 份，原文件保留不变。")
            say(text.format(n=len(report.parts)), undo_action(desk, report.operation, say))
            if isValid(self):
                self.accept()

        def failed(error: DeskError) -> None:
            if not isValid(self):
                say(error.message, None)
                return
            self.problem.setText(error.message)
            self.problem.show()
            self.setEnabled(True)

        self.setEnabled(False)
        desk.runner.run(
            lambda monitor: splitting.split(
                desk.ws,
                id,
                parts,
                today=desk.today(),
                record=tuple(record) if record else None,
                monitor=monitor,
            ),
            on_done=done,
            on_error=failed,
            on_stopped=lambda: isValid(self) and self.setEnabled(True),
            title=QCoreApplication.translate("Splitting", "正在拆分 PDF"),
        )
