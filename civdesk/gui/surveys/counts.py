"""The grid of counts: each question with its options, a number for each, filled in by keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from ...desk.surveys import QuestionReport, SurveyReport
from ...domain.sentences import show_percent
from ...domain.surveys import show_rate
from .. import style
from ..widgets.typed_cells import TypedCells

TITLE, NUMBER, SHARE, COUNTS = range(4)
_RIGHT = (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value
_LEFT = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a question (`option` -1), an option, or what is asked of a multiple choice (`option` -2)."""

    question: int
    option: int

    @property
    def heading(self) -> bool:
        return self.option == -1


class CountsModel(QAbstractTableModel):
    """The questions of one survey.

    Signals:
        counted(question id, option title or "", number or None): typed; "" is the valid answers of a
            multiple choice.
        ticked(question id, option title, favourable).
        refused(str): what was typed is no number.
    """

    counted = Signal(str, str, object)
    ticked = Signal(str, str, bool)
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.report: SurveyReport | None = None
        self.lines: list[Line] = []

    def show_report(self, report: SurveyReport | None) -> None:
        """Show this; where the rows are the same they are only painted again."""
        lines = [
            Line(n, option)
            for n, one in enumerate(report.questions if report else ())
            for option in (
                -1,
                *range(len(one.question.options)),
                *((-2,) if one.question.multiple else ()),
            )
        ]
        same = (
            report is not None
            and self.report is not None
            and lines == self.lines
            and report.record.id == self.report.record.id
        )
        if same:
            self.report = report
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, COUNTS))
            return
        self.beginResetModel()
        self.report, self.lines = report, lines
        self.endResetModel()

    def question(self, row: int) -> QuestionReport | None:
        """The question that a row belongs to."""
        if self.report is None or not 0 <= row < len(self.lines):
            return None
        return self.report.questions[self.lines[row].question]

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == 0:
            return (self.tr("题目和选项"), self.tr("份数"), self.tr("占比"), self.tr("计入"))[section]
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return _RIGHT if section in (NUMBER, SHARE) else _LEFT
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        line = self.lines[index.row()]
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not line.heading and index.column() == NUMBER:
            found |= Qt.ItemFlag.ItemIsEditable
        if line.option >= 0 and index.column() == COUNTS:
            found |= Qt.ItemFlag.ItemIsUserCheckable
        return found

    def data(self, index: QModelIndex, role: int = 0) -> object:
        line = self.lines[index.row()]
        found = self.question(index.row())
        if found is None:
            return None
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.EditRole)):
            return (
                self._heading(line, found, index.column())
                if line.heading
                else self._text(line, found, index.column())
            )
        if role == int(Qt.ItemDataRole.ToolTipRole) and index.column() == TITLE:
            return found.question.title if line.heading else None
        if role == int(Qt.ItemDataRole.CheckStateRole) and index.column() == COUNTS and line.option >= 0:
            on = found.question.options[line.option].favourable
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return _RIGHT if index.column() in (NUMBER, SHARE) else _LEFT
        if role == int(Qt.ItemDataRole.FontRole) and line.heading:
            return style.font(bold=True)
        if role == int(Qt.ItemDataRole.BackgroundRole) and line.heading:
            return style.colour("raised")
        if role == int(Qt.ItemDataRole.ForegroundRole) and line.heading and found.faults:
            return style.colour("overdue")
        return None

    def _heading(self, line: Line, found: QuestionReport, column: int) -> str:
        one = found.question
        if column == TITLE:
            more = self.tr("（多选）") if one.multiple else ""
            star = "　★" if one.decisive else ""
            return f"{line.question + 1}. {one.title}{more}{star}"
        if column == NUMBER:
            return "" if one.valid is None else str(one.valid)
        if column == SHARE:
            return show_rate(found.rate.value) if found.rate else ""
        return ""

    def _text(self, line: Line, found: QuestionReport, column: int) -> str:
        one = found.question
        if line.option == -2:
            said = "" if one.answered is None else str(one.answered)
            return (self.tr("　　有效回答份数"), said, "", "")[column]
        option = one.options[line.option]
        if column == TITLE:
            return f"　　{option.title}"
        if column == NUMBER:
            return "" if option.number is None else str(option.number)
        if column == SHARE and option.number is not None and one.valid:
            return show_percent(Fraction(option.number, one.valid)) if option.number <= one.valid else ""
        return ""

    def setData(self, index: QModelIndex, value: object, role: int = 2) -> bool:
        line, found = self.lines[index.row()], self.question(index.row())
        if found is None or line.heading:
            return False
        one = found.question
        if role == int(Qt.ItemDataRole.CheckStateRole) and line.option >= 0:
            on = Qt.CheckState(value) == Qt.CheckState.Checked
            self.ticked.emit(one.id, one.options[line.option].title, on)
            return True
        text = str(value).strip()
        if text and not (text.isascii() and text.isdigit() and len(text) < 10):
            self.refused.emit(self.tr("“{text}”不是份数，请写 0 以上的整数。").format(text=text))
            return False
        if text == self._text(line, found, NUMBER):
            return False
        title = one.options[line.option].title if line.option >= 0 else ""
        self.counted.emit(one.id, title, int(text) if text else None)
        return True


class CountsGrid(TypedCells):
    """The grid: digits begin to fill in, Enter goes down, the blank ticks 计入."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts = CountsModel(self)
        self.setModel(self.counts)
        self.setAccessibleName(self.tr("题目、选项和份数"))
        self.setWordWrap(True)
        self.counts.modelReset.connect(self._spread)
        self.counts.dataChanged.connect(lambda *_: self._stretch_rows())

    def _spread(self) -> None:
        """Columns fit their texts."""
        metrics = QFontMetrics(style.font())
        head = self.horizontalHeader()
        head.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for column, text in ((NUMBER, "000000"), (SHARE, "1000.0%"), (COUNTS, "计入")):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, metrics.horizontalAdvance(text) + style.scaled(24))

        self._stretch_rows()

    def _stretch_rows(self) -> None:
        """A long question goes on in the next line."""
        metrics = QFontMetrics(style.font(bold=True))
        wide = max(self.columnWidth(TITLE) - style.scaled(32), 40)
        least = self.verticalHeader().defaultSectionSize()
        for row, line in enumerate(self.counts.lines):
            high = least
            if line.heading:
                text = str(self.counts.index(row, TITLE).data())
                area = metrics.boundingRect(0, 0, wide, 10_000, Qt.TextFlag.TextWordWrap, text)
                high = max(least, area.height() + style.scaled(14))
            if self.rowHeight(row) != high:
                self.setRowHeight(row, high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stretch_rows()

    def restyled(self) -> None:
        super().restyled()
        if hasattr(self, "counts"):
            self._spread()

    def begin(self) -> None:
        """Go to the first number that is not there yet."""
        for row, line in enumerate(self.counts.lines):
            if not line.heading:
                index = self.counts.index(row, NUMBER)
                if not index.data():
                    self.setCurrentIndex(index)
                    break
        self.setFocus()
