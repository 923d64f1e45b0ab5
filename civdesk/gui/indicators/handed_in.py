"""报送: handing in an assessment, what was handed in before, and each of them as it was."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...desk import handing_in
from ...desk.handing_in import HandedIn, Kept
from ...errors import DeskError
from .. import style
from ..context import Desk
from ..widgets.empty import EmptyPlace
from ..widgets.rows import Row, RowsList
from ..widgets.three_parts import sheet


class HandedInDialog(QDialog):
    """On the left the assessments that were handed in, on the right one of them as it was; below, a new one.

    Signals:
        said(str, object): for the edge of the window.
    """

    said = Signal(str, object)

    def __init__(self, desk: Desk, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._key = desk, key
        self._listed: list[HandedIn] = []
        self.setWindowTitle(self.tr("报送记录"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = RowsList()
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_current())
        self.head = QLabel()
        self.head.setWordWrap(True)
        self.head.setContentsMargins(20, 12, 20, 4)
        self.indicators = RowsList()
        right = sheet(self.head, self.indicators)
        right.layout().setStretchFactor(self.indicators, 1)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(sheet(self.list, margins=(1, 8, 1, 8)))
        parts.addWidget(right)
        parts.setSizes([330, 640])
        parts.setStretchFactor(1, 1)
        self.nothing = EmptyPlace(icon_name="export")
        self.places = QStackedWidget()
        self.places.addWidget(parts)
        self.places.addWidget(sheet(self.nothing))
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setProperty("role", "problem")
        self.told.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.places, 1)
        column.addLayout(self._build_new())
        column.addWidget(self.told)
        column.addLayout(self._buttons())
        style.resize(self, style.scaled(1040), style.scaled(700))
        self._list()

    def _build_new(self) -> QFormLayout:
        self.recipient, self.note, self.reason = QLineEdit(), QLineEdit(), QLineEdit()
        self.recipient.setPlaceholderText(self.tr("如 市文明办"))
        self.note.setPlaceholderText(self.tr("文号、经手人等，可以不填"))
        self.reason.setPlaceholderText(self.tr("作废左边选中的一份时写"))
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        for title, line in (
            (self.tr("报送给"), self.recipient),
            (self.tr("备注"), self.note),
            (self.tr("作废原因"), self.reason),
        ):
            line.setAccessibleName(title)
            form.addRow(title, line)
        return form

    def _buttons(self) -> QHBoxLayout:
        self.void_button = QPushButton(self.tr("作废选中的"))
        self.hand_button = QPushButton(self.tr("登记报送（按今天的结果存档）"))
        self.hand_button.setProperty("role", "primary")
        self.hand_button.setDefault(True)
        close = QPushButton(self.tr("关闭"))
        self.void_button.clicked.connect(self.void)
        self.hand_button.clicked.connect(self.hand_in)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.void_button)
        row.addStretch(1)
        for button in (close, self.hand_button):
            button.setAutoDefault(button is self.hand_button)
            row.addWidget(button)
        return row

    # --- showing -------------------------------------------------------------------------------------

    def _list(self) -> None:
        self._listed = handing_in.listed(self._desk.ws, self._key)
        self.list.set_rows(
            [
                Row(
                    self.tr("报送给{name}").format(name=one.recipient),
                    under=self.tr("截至 {on}，{at} 存档").format(on=one.on, at=one.handed_in_at[:10]),
                    right=self.tr("已作废") if one.voided_at else "",
                )
                for one in self._listed
            ]
        )
        self.places.setCurrentIndex(0 if self._listed else 1)
        self.nothing.show_text(
            self.tr("还没有报送过"),
            self.tr("报送后这里留一份当时的结果，以后台账再变，报出去的那份也不会变。"),
        )
        self.void_button.setEnabled(bool(self._listed))
        if self._listed:
            self.list.setCurrentIndex(self.list.model().index(0, 0))
            self._show_current()

    def _current(self) -> HandedIn | None:
        row = self.list.currentIndex().row()
        return self._listed[row] if 0 <= row < len(self._listed) else None

    def _show_current(self) -> None:
        one = self._current()
        if one is None:
            return
        kept = handing_in.read_back(self._desk.ws, one.id)
        self.head.setText(self._head(kept))
        self.indicators.set_rows([_row(entry) for entry in kept.data["indicators"]])
        self.void_button.setEnabled(one.voided_at is None)

    def _head(self, kept: Kept) -> str:
        one, points = kept.handed, kept.data["points"]
        parts = [f"《{one.title}》", self.tr("截至 {on}").format(on=one.on)]
        if points:
            parts.append(
                self.tr("得 {got} 分，满分 {all} 分").format(got=points["got"], all=points["possible"])
            )
        if one.note:
            parts.append(one.note)
        if one.voided_at:
            parts.append(
                self.tr("{day} 作废：{reason}").format(day=one.voided_at[:10], reason=one.void_reason)
            )
        return "　".join(parts)

    # --- verbs ---------------------------------------------------------------------------------------

    def hand_in(self) -> None:
        """Keep the assessment of today as handed in."""
        ws, on = self._desk.ws, self._desk.today()
        try:
            one = handing_in.hand_in(
                ws, self._key, on, recipient=self.recipient.text(), note=self.note.text()
            )
        except DeskError as error:
            self._tell(error.message)
            self.recipient.setFocus()
            return
        self.told.hide()
        self.note.clear()
        self.said.emit(self.tr("已存档：报送给{name}").format(name=one.recipient), None)
        self._list()

    def void(self) -> None:
        """Say that the chosen one does not hold any more."""
        one = self._current()
        if one is None:
            return
        try:
            handing_in.void(self._desk.ws, one.id, self.reason.text())
        except DeskError as error:
            self._tell(error.message)
            self.reason.setFocus()
            return
        self.told.hide()
        self.reason.clear()
        self.said.emit(self.tr("已作废，原来那份仍可以查看"), None)
        self._list()

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.show()


def _row(entry: dict[str, Any]) -> Row:
    points = "" if entry["points"] is None else f"{entry['got']}/{entry['points']}"
    return Row(
        f"{entry['code']} {entry['title']}",
        under="；".join(entry["gaps"]),
        left=points,
        state=entry["state"],
    )
