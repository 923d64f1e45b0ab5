"""Two editions beside each other: what is new, gone, changed, and what only the clerk can tell."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from ...domain.editions import FIELDS, Comparison
from ...domain.standards import Indicator
from ..widgets.rows import Row, RowsList


class EditionView(QWidget):
    """The list, and above it a question for each indicator that may be an old one.

    Signals:
        matched(): the clerk answered one of the questions.
    """

    matched = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = 0
        self.matches: dict[str, str] = {}  # new code → old code, "" for none
        self._asked: tuple[str, ...] = ()
        self.questions = QFormLayout()
        self.questions.setContentsMargins(20, 8, 20, 0)
        self.questions.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.hint = QLabel(self.tr("下面几条说不准是不是旧版本里的某一条，请选一下；不选就当作新的。"))
        self.hint.setWordWrap(True)
        self.hint.setContentsMargins(20, 8, 20, 0)
        self.hint.setProperty("role", "soft")
        self.list = RowsList()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.hint)
        column.addLayout(self.questions)
        column.addWidget(self.list, 1)

    def show_comparison(self, found: Comparison) -> None:
        """Show what became of the old edition."""
        self._ask(found)
        empty = self.tr("（空）")
        rows = [
            Row(
                _name(pair.new),
                under="；".join(
                    f"{FIELDS[one.field]}：{one.old or empty} → {one.new or empty}" for one in pair.changes
                ),
                left=self.tr("改动"),
                right="" if pair.same else self.tr("要求变了，原判断不带过来"),
            )
            for pair in found.changed
        ]
        rows += [Row(_name(one), under=one.asked, left=self.tr("新增")) for one in found.added]
        rows += [Row(_name(one), under=one.asked, left=self.tr("取消")) for one in found.removed]
        self.list.set_rows(rows)
        self.count = len(rows)

    def _ask(self, found: Comparison) -> None:
        asked = tuple(one.new.code for one in found.doubts)
        self.hint.setVisible(self.questions.rowCount() > 0 or bool(asked))
        if set(asked) <= set(self._asked):
            return  # what was answered stays where it is, to be answered otherwise
        while self.questions.rowCount():
            self.questions.removeRow(0)
        self._asked = asked
        self.hint.setVisible(bool(asked))
        for doubt in found.doubts:
            box = QComboBox()
            box.addItem(self.tr("新的，旧版本里没有"), "")
            for old in doubt.old:
                box.addItem(self.tr("就是旧版本的 {name}").format(name=_name(old)), old.code)
            box.setAccessibleName(_name(doubt.new))
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
            box.activated.connect(lambda _, box=box, code=doubt.new.code: self._answer(code, box))
            label = QLabel(_name(doubt.new))
            label.setWordWrap(True)
            self.questions.addRow(label, box)

    def _answer(self, code: str, box: QComboBox) -> None:
        self.matches[code] = box.currentData()
        self.matched.emit()


def _name(one: Indicator) -> str:
    return f"{one.code} {one.title}"
