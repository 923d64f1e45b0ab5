"""The agenda as rows: a line for each month, then what falls into it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from ...domain.tasks import Occurrence, TaskState

ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Month:
    """The head of a month: how many of it are done, and how many there are."""

    first: date
    done: int
    number: int

    @property
    def title(self) -> str:
        return f"{self.first.year}年{self.first.month}月"


def by_month(occurrences: Iterable[Occurrence]) -> list[Month | Occurrence]:
    """The occurrences, in the order they have, with a head before the first of each month."""
    groups: dict[date, list[Occurrence]] = {}
    for one in occurrences:
        groups.setdefault(one.deadline.replace(day=1), []).append(one)
    rows: list[Month | Occurrence] = []
    for first, members in groups.items():
        done = sum(one.state is TaskState.DONE for one in members)
        rows += [Month(first, done, len(members)), *members]
    return rows


class AgendaModel(QAbstractListModel):
    """Months (not selectable) and occurrences."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Month | Occurrence] = []

    def show_occurrences(self, occurrences: Iterable[Occurrence]) -> None:
        """Show these."""
        rows = by_month(occurrences)
        if rows == self.rows:
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row_of(self, key: str, deadline: date) -> int | None:
        """Where an occurrence stands."""
        for n, row in enumerate(self.rows):
            if isinstance(row, Occurrence) and (row.key, row.deadline) == (key, deadline):
                return n
        return None

    def first_from(self, day: date) -> int | None:
        """The first occurrence due on a day or later; the last one where there is none."""
        last = None
        for n, row in enumerate(self.rows):
            if isinstance(row, Occurrence):
                last = n
                if row.deadline >= day:
                    return n
        return last

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (0, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(row, Month):
                return row.title
            return f"{row.deadline.isoformat()}　{row.task}　{row.state.label}"
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, Occurrence):
            return row.task
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.rows[index.row()], Month):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
