"""The named days of a standard, from which some rules count back: 迎检, 复审, 申报截止."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QDateEdit, QDialog, QWidget

from ...domain.asking import ANCHORS
from ..forms.ui_anchors_dialog import Ui_AnchorsDialog


class AnchorsDialog(QDialog):
    """Asks for the days; `days` is the answer when it was accepted."""

    def __init__(self, anchors: Mapping[str, date], today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_AnchorsDialog()
        self.ui.setupUi(self)
        self.rows: dict[str, tuple[QCheckBox, QDateEdit]] = {}
        for row, (name, title) in enumerate(ANCHORS.items()):
            day = anchors.get(name, today)
            box, edit = QCheckBox(title), QDateEdit(QDate(day.year, day.month, day.day))
            edit.setDisplayFormat("yyyy-MM-dd")
            edit.setCalendarPopup(True)
            edit.setAccessibleName(title)
            box.toggled.connect(edit.setEnabled)
            box.setChecked(name in anchors)
            edit.setEnabled(name in anchors)
            self.ui.rows.addWidget(box, row, 0)
            self.ui.rows.addWidget(edit, row, 1)
            self.rows[name] = (box, edit)
        self.ui.rows.setColumnStretch(1, 1)
        self.ui.saveButton.clicked.connect(self.accept)
        self.ui.cancelButton.clicked.connect(self.reject)

    @property
    def days(self) -> dict[str, date | None]:
        """Each named day, None where it is not fixed."""
        return {
            name: edit.date().toPython() if box.isChecked() else None
            for name, (box, edit) in self.rows.items()
        }
