"""A widget for each kind of field: what is typed goes out as text, the desk reads and judges it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ....domain.fields import Field, Kind
from .base import Editor, Line, LineEditor, LongEditor
from .dates import DateEditor
from .picks import Choices, PickEditor
from .yes_no import YesNoEditor

__all__ = ["Choices", "DateEditor", "Editor", "Line", "LineEditor", "PickEditor", "editor_for"]


def editor_for(field: Field, choices: Choices) -> Editor:
    """The widget for a field; `choices` gives the known names when they are needed."""
    match field.kind:
        case Kind.LONG:
            return LongEditor(field)
        case Kind.DATE:
            return DateEditor(field)
        case Kind.YES_NO:
            return YesNoEditor(field)
        case Kind.CHOICE:
            hint = QCoreApplication.translate("Editor", "可选，也可自己填写") if field.open else ""
            return PickEditor(field, choices, hint)
        case Kind.CHOICES | Kind.PEOPLE | Kind.DEPARTMENTS:
            return PickEditor(field, choices, QCoreApplication.translate("Editor", "可填多个，用顿号分开"))
        case Kind.PERSON | Kind.DEPARTMENT | Kind.PLACE | Kind.TEXT:
            return PickEditor(field, choices)
        case Kind.PERIOD:
            return LineEditor(field, QCoreApplication.translate("Editor", "如 2026年上半年、2026.1-2026.6"))
        case Kind.SPAN:
            return LineEditor(field, QCoreApplication.translate("Editor", "如 9:00-11:30"))
        case _:
            return LineEditor(field)
