"""The judges in the settings of an evaluation: names, and what becomes of the scores of one who is gone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from ...domain.text import normal, split_names
from .. import style


class JudgesField(QWidget):
    """The names, separated by 、 or one a line. Where somebody who gave scores is no longer among them, it
    asks whether that is a new name for the same person: only then do the scores go along.

    `known`: the judges there were; `scored`: those of them who gave scores.
    """

    def __init__(self, known: Sequence[str], scored: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = {normal(one) for one in known}
        self._scored = tuple(scored)
        self.names = QPlainTextEdit()
        self.names.setAccessibleName(self.tr("评委"))
        self.names.setPlaceholderText(self.tr("评委姓名，用顿号隔开或一行一个"))
        self.names.setTabChangesFocus(True)
        self.names.setFixedHeight(style.scaled(84))
        self.asked: dict[str, QComboBox] = {}
        self._gone = QWidget()
        self._rows = QGridLayout(self._gone)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(8)
        self._rows.setVerticalSpacing(6)
        self._rows.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.names)
        column.addWidget(self._gone)
        self._gone.hide()
        self.names.textChanged.connect(self._ask)

    def set_judges(self, judges: Sequence[str]) -> None:
        """Show these."""
        self.names.setPlainText("、".join(judges))

    def judges(self) -> tuple[str, ...]:
        """The names that stand there."""
        return tuple(split_names(self.names.toPlainText()))

    def renamed(self) -> dict[tuple[str, str], str]:
        """("judge", old name) → new name, of those who are the same person."""
        found = {old: str(box.currentData()) for old, box in self.asked.items()}
        return {("judge", old): new for old, new in found.items() if new}

    def _ask(self) -> None:
        now = self.judges()
        there = {normal(one) for one in now}
        gone = [one for one in self._scored if normal(one) not in there]
        new = [one for one in now if normal(one) not in self._known]
        chosen = {old: box.currentData() for old, box in self.asked.items()}
        while (item := self._rows.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        self.asked = {}
        for row, old in enumerate(gone):
            box = QComboBox()
            box.setAccessibleName(self.tr("{name}打的分").format(name=old))
            box.addItem(self.tr("不再是评委，打的分不计"), "")
            for name in new:
                box.addItem(self.tr("改名为 {name}，打的分跟着走").format(name=name), name)
            box.setCurrentIndex(max(0, box.findData(chosen.get(old))))
            self._rows.addWidget(QLabel(self.tr("{name}打过分").format(name=old)), row, 0)
            self._rows.addWidget(box, row, 1)
            self.asked[old] = box
        self._gone.setVisible(bool(gone))
