"""自评与报送: today's self-assessment and those that were handed in, each as it was; on paper, and voided."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...desk import handing_in, self_assessment
from ...desk.handing_in import HandedIn, Kept
from ...errors import DeskError
from ...output import self_assessment as paper
from .. import handing_out, printing, style
from ..context import Desk
from ..widgets.complaint import Complaint
from ..widgets.rows import Row, RowsList
from ..widgets.three_parts import hairline, sheet

_TODAY = 0  # the first row; below it stands what was handed in


class HandedInDialog(QDialog):
    """On the left today's and those that were handed in, on the right the chosen one, below what can be done
    with it: handing today's in, voiding another.

    Signals:
        said(str, object): for the edge of the window.
    """

    said = Signal(str, object)

    def __init__(self, desk: Desk, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._key = desk, key
        self._gone = False
        self._listed: list[HandedIn] = []
        self._ready: Kept | None = None  # what would be handed in today
        self._kept: Kept | None = None  # what is shown
        self.setWindowTitle(self.tr("自评与报送"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.finished.connect(self._leave)
        self.list = RowsList()
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_current())
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(sheet(self.list, margins=(1, 8, 1, 8)))
        parts.addWidget(self._build_right())
        parts.setSizes([style.scaled(310), style.scaled(700)])
        parts.setStretchFactor(1, 1)
        self.told = Complaint()
        self.verbs = QStackedWidget()
        self.verbs.addWidget(self._build_new())
        self.verbs.addWidget(self._build_void())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(parts, 1)
        column.addWidget(self.verbs)
        column.addWidget(self.told)
        column.addLayout(self._buttons())
        style.resize(self, style.scaled(1080), style.scaled(720))
        self._list(_TODAY)
        self._desk.runner.run(
            lambda _monitor: handing_in.ready(desk.ws, key, desk.today()),
            on_done=self._worked_out,
            on_error=lambda error: None if self._gone else self.told.say(error.message),
            quiet=True,
            key=f"self-assessment-{id(self)}",
        )

    # --- building ------------------------------------------------------------------------------------

    def _build_right(self) -> QWidget:
        self.head = QLabel()
        self.head.setWordWrap(True)
        self.head.setContentsMargins(20, 12, 20, 8)
        self.indicators = RowsList()
        self.indicators.selectionModel().currentChanged.connect(lambda *_: self._show_text())
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("说明报告和佐证目录"))
        self.text.setPlaceholderText(self.tr("这一项没有写说明报告，也没有佐证。"))
        upper = sheet(self.head, hairline(), self.indicators, margins=(1, 1, 1, 6))
        upper.layout().setStretchFactor(self.indicators, 1)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(upper)
        parts.addWidget(self.text)
        parts.setSizes([style.scaled(340), style.scaled(150)])
        parts.setStretchFactor(0, 1)
        return parts

    def _build_new(self) -> QWidget:
        self.recipient, self.note = QLineEdit(), QLineEdit()
        self.recipient.setPlaceholderText(self.tr("如 市文明办"))
        self.note.setPlaceholderText(self.tr("文号、经手人等，可以不填"))
        self.hand_button = QPushButton(self.tr("登记报送"))
        self.hand_button.setToolTip(self.tr("把今天的自评原样存一份，以后台账再变，报出去的这份也不会变"))
        self.hand_button.setProperty("role", "primary")
        self.hand_button.clicked.connect(self.hand_in)
        self.recipient.returnPressed.connect(self.hand_in)
        self.note.returnPressed.connect(self.hand_in)
        return _line(
            (self.tr("报送给"), self.recipient), (self.tr("备注"), self.note), button=self.hand_button
        )

    def _build_void(self) -> QWidget:
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("这一份报错了要重报时写"))
        self.void_button = QPushButton(self.tr("作废这一份"))
        self.void_button.clicked.connect(self.void)
        self.reason.returnPressed.connect(self.void)
        return _line((self.tr("作废原因"), self.reason), button=self.void_button)

    def _buttons(self) -> QHBoxLayout:
        self.print_button = QPushButton(self.tr("预览和打印…"))
        self.save_button = QPushButton(self.tr("另存为 Excel、PDF…"))
        close = QPushButton(self.tr("关闭"))
        self.print_button.clicked.connect(self.print_)
        self.save_button.clicked.connect(self._save_as)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in (self.print_button, self.save_button, close):
            row.addWidget(button)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter belongs to the lines
        return row

    # --- showing -------------------------------------------------------------------------------------

    def _list(self, current: int) -> None:
        self._listed = handing_in.listed(self._desk.ws, self._key)
        today = Row(
            self.tr("今天的自评"),
            under=self.tr("截至 {on}，还没报送").format(on=self._desk.today().isoformat()),
        )
        handed = (
            Row(
                self.tr("报送给{name}").format(name=one.recipient),
                under=self.tr("截至 {on}，{at} 存档").format(on=one.on, at=one.handed_in_at[:10]),
                right=self.tr("已作废") if one.voided_at else "",
            )
            for one in self._listed
        )
        self.list.set_rows([today, *handed])
        self.list.setCurrentIndex(self.list.model().index(current, 0))
        self._show_current()

    def _current(self) -> HandedIn | None:
        row = self.list.currentIndex().row() - 1
        return self._listed[row] if 0 <= row < len(self._listed) else None

    def _worked_out(self, kept: Kept) -> None:
        if self._gone:
            return
        self._ready = kept
        if self._current() is None:
            self._show_current()

    def _show_current(self) -> None:
        one = self._current()
        self.told.hide()
        self.verbs.setCurrentIndex(0 if one is None else 1)
        self._kept = self._ready if one is None else handing_in.read_back(self._desk.ws, one.id)
        for widget in (self.reason, self.void_button):
            widget.setEnabled(one is not None and one.voided_at is None)
        for button in (self.print_button, self.save_button):
            button.setEnabled(self._kept is not None)
        if self._kept is None:
            self.head.setText(self.tr("正在计算…"))
            self.indicators.set_rows([])
            return
        said = "　".join(self._paper(self._kept).said)
        self.head.setText(f"《{self._kept.handed.title}》\n{said}")
        self.indicators.set_rows([_row(entry) for entry in self._kept.data["indicators"]])
        self.indicators.setCurrentIndex(self.indicators.model().index(0, 0))
        self._show_text()

    def _show_text(self) -> None:
        """What was written of the current indicator, and what proves it."""
        row = self.indicators.currentIndex().row()
        if self._kept is None or not 0 <= row < len(self._kept.data["indicators"]):
            self.text.clear()
            return
        entry = self._kept.data["indicators"][row]
        written = self._kept.explanations.get(entry["code"], "")
        proved = self._kept.catalogue.get(entry["code"], ())
        parts = [f"{entry['code']} {entry['title']}"]
        parts += [written] if written else []
        parts += [self.tr("佐证：{text}").format(text=line) for line in proved]
        self.text.setPlainText("\n".join(parts) if len(parts) > 1 else "")

    # --- verbs ---------------------------------------------------------------------------------------

    def hand_in(self) -> None:
        """Keep the assessment of today as handed in."""
        ws, on = self._desk.ws, self._desk.today()
        try:
            one = handing_in.hand_in(
                ws, self._key, on, recipient=self.recipient.text(), note=self.note.text()
            )
        except DeskError as error:
            self.told.say(error.message)
            self.recipient.setFocus()
            return
        self.note.clear()
        self.said.emit(self.tr("已存档：报送给{name}").format(name=one.recipient), None)
        self._list(_TODAY + 1)

    def void(self) -> None:
        """Say that the chosen one does not hold any more."""
        one = self._current()
        if one is None:
            return
        try:
            handing_in.void(self._desk.ws, one.id, self.reason.text())
        except DeskError as error:
            self.told.say(error.message)
            self.reason.setFocus()
            return
        self.reason.clear()
        self.said.emit(self.tr("已作废，原来那份仍可以查看"), None)
        self._list(self.list.currentIndex().row())

    # --- on paper ------------------------------------------------------------------------------------

    def _paper(self, kept: Kept) -> paper.SelfAssessment:
        return self_assessment.of_kept(self._desk.ws, kept)

    def _save_as(self) -> None:
        if self._kept is not None:
            target = handing_out.ask_target(self, self.tr("自评报告"), ("xlsx", "pdf"))
            if target:
                self.save(target)

    def save(self, target: Path) -> None:
        """Write what is shown there; the dialog for files has asked already whether something may be
        replaced."""
        if self._kept is None:
            return
        try:
            made = self._paper(self._kept)
            self_assessment.write(made, target, print_pdf=printing.write_pdf, overwrite=True)
        except DeskError as error:
            self.told.say(error.message)
            return
        self.told.say("")
        self.said.emit(self.tr("已写出自评报告：{path}").format(path=target), None)

    def print_(self) -> None:
        """Show the pages as they will be printed."""
        if self._kept is not None:
            made = self._paper(self._kept)
            self.shown = printing.preview(self, paper.html(made), self.tr("自评报告"))

    def _leave(self) -> None:
        self._gone = True


def _line(*fields: tuple[str, QLineEdit], button: QPushButton) -> QWidget:
    """Labelled lines beside each other, and the button that uses them."""
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for title, line in fields:
        line.setAccessibleName(title)
        row.addWidget(QLabel(title))
        row.addWidget(line, 1)
    row.addWidget(button)
    return widget


def _row(entry: dict[str, Any]) -> Row:
    points = "" if entry["points"] is None else f"{entry['got']}/{entry['points']}"
    return Row(
        f"{entry['code']} {entry['title']}",
        under="；".join(entry["gaps"]),
        left=points,
        state=entry["state"],
    )
