"""The deadlines of an indicator: each as the plan writes it, the day that it means, and what is due."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from ...domain.standards import Due
from .. import style
from ..icons import icon


class _Line(QWidget):
    """One deadline."""

    def __init__(self, due: Due, year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._year = year
        self.phrase = QLineEdit(due.phrase)
        self.phrase.setPlaceholderText(self.tr("期限，如 12月上旬前、每季度"))
        self.phrase.setAccessibleName(self.tr("期限"))
        self.day = QLineEdit(due.date)
        self.day.setPlaceholderText(self.tr("如 12-10"))
        self.day.setAccessibleName(self.tr("期限的日期"))
        self.day.setToolTip(self.tr("月-日（每年）或 年-月-日；不填就按左边的文字算"))
        self.what = QLineEdit(due.title)
        self.what.setPlaceholderText(self.tr("交什么（可不填）"))
        self.what.setAccessibleName(self.tr("交什么"))
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.away = QToolButton()
        self.away.setIcon(icon("close", "soft"))
        self.away.setIconSize(QSize(style.scaled(16), style.scaled(16)))
        self.away.setToolTip(self.tr("去掉这个期限"))
        self.away.setAccessibleName(self.tr("去掉这个期限"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.phrase, 0, 0)
        grid.addWidget(self.day, 0, 1)
        grid.addWidget(self.what, 0, 2)
        grid.addWidget(self.away, 0, 3)
        grid.addWidget(self.told, 1, 0, 1, 4)
        for column, stretch in enumerate((3, 2, 4)):
            grid.setColumnStretch(column, stretch)
        for line in (self.phrase, self.day):
            line.textChanged.connect(lambda _: self._tell())
        self._tell()

    @property
    def due(self) -> Due:
        return Due(self.phrase.text().strip(), self.day.text().strip(), self.what.text().strip())

    @property
    def wrong(self) -> str:
        """What is wrong with it; "" where nothing is."""
        due = self.due
        if not due.phrase:
            return self.tr("期限要写明，如“12月上旬前”。") if due.date or due.title else ""
        try:
            due.days(self._year)
        except ValueError:
            return self.tr("“{day}”不是日期，写成 12-10 或 2026-12-10。").format(day=due.date)
        return ""

    def _tell(self) -> None:
        wrong, said = self.wrong, ""
        if not wrong and self.due.phrase:
            days = self.due.days(self._year)
            named = "、".join(f"{day.month}月{day.day}日" for day in days)
            said = (
                self.tr("{year} 年是 {days}").format(year=self._year, days=named)
                if days
                else self.tr("看不出是哪一天，需要提醒就在中间填日期")
            )
        self.told.setProperty("role", "problem" if wrong else "small")
        style.restyle(self.told)
        self.told.setText(wrong or said)
        self.told.setVisible(bool(wrong or said))


class Dues(QWidget):
    """Them, and a button for one more."""

    def __init__(self, dues: Sequence[Due], year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._year = year
        self.lines: list[_Line] = []
        self.add_button = QPushButton(icon("add", "soft"), self.tr("添加期限"))
        self.add_button.setProperty("role", "quiet")
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(lambda: self.add(Due("")).phrase.setFocus())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.add_button)
        for due in dues:
            self.add(due)

    def add(self, due: Due) -> _Line:
        """One more line."""
        line = _Line(due, self._year)
        line.away.clicked.connect(lambda: self._take_away(line))
        self._column.insertWidget(len(self.lines), line)
        self.lines.append(line)
        return line

    def _take_away(self, line: _Line) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()

    def dues(self) -> tuple[Due, ...]:
        """What stands there, empty lines left out; raises ValueError with a sentence."""
        for line in self.lines:
            if line.wrong:
                raise ValueError(line.wrong)
        return tuple(line.due for line in self.lines if line.due.phrase)
