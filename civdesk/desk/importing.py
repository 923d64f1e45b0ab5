"""Bringing handed-in spreadsheets into ledgers: the verb for window and command line."""

from __future__ import annotations

from civdesk.intake.sheets import SheetReport, import_sheet

__all__ = ["SheetReport", "import_sheet"]
