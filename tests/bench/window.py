"""The window: its start against a bare one, and a grid of 100,000 records against the time a glance takes."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

from civdesk.desk import workspaces
from civdesk.store import ledgers
from tests.bench import Row, best

RECORDS = 100_000

_BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow, QTabWidget, QWidget
app = QApplication([])
window, tabs = QMainWindow(), QTabWidget()
for n in range(4):
    tabs.addTab(QWidget(), str(n))
window.setCentralWidget(tabs)
window.resize(1440, 900)
window.show()
app.processEvents()
window.grab()
"""
_OURS = """
import sys
from pathlib import Path
from civdesk.gui.context import Desk
from civdesk.gui.main_window import MainWindow
from civdesk.gui.runner import JobRunner
from civdesk.gui.start import start_qt
from civdesk.settings import Settings
from civdesk.store.workspace import Workspace
settings = Settings(Path(sys.argv[1] + ".settings"))
app = start_qt(settings)
ws = Workspace.open(Path(sys.argv[1]))
window = MainWindow(Desk(ws, settings, JobRunner()))
window.resize(1440, 900)
window.show()
app.processEvents()
window.grab()
import os
os._exit(0)  # what is timed is the start
"""


def _filled(folder: Path) -> Path:
    path = folder / "大.civdesk"
    with workspaces.new(path) as ws:
        book = ledgers.definition(ws.reader(), "volunteer_activity")
        rows = [
            {"title": f"第{n}次志愿服务", "date": f"2026-{1 + n % 12:02}-{1 + n % 28:02}", "people": n % 60}
            for n in range(RECORDS)
        ]
        ws.operate("import_sheet", "填入", lambda db: ledgers.insert_many(db, book, rows))
    return path


def bench_start(folder: Path) -> list[Row]:
    path = str(_filled(folder))

    def run(code: str) -> None:
        subprocess.run([sys.executable, "-c", code, path], check=True, capture_output=True)

    mine, theirs = best(lambda: run(_OURS), 5), best(lambda: run(_BARE), 5)
    note = f"{mine * 1000:.0f} ms against {theirs * 1000:.0f} ms"
    return [Row("start to a painted window, 100,000 records / a bare window", mine / theirs, 2, note)]


def bench_grid(folder: Path) -> list[Row]:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QTableView

    from civdesk.gui.ledgers.source import LedgerSource
    from civdesk.gui.start import start_qt
    from civdesk.gui.table_model import PagedTableModel
    from civdesk.settings import Settings
    from civdesk.store.workspace import Workspace

    start_qt(Settings(folder / "settings.json"))
    with Workspace.open(_filled(folder), write=False) as ws:
        book = ledgers.definition(ws.reader(), "volunteer_activity")
        view, model = QTableView(), PagedTableModel()
        view.setModel(model)
        view.resize(1000, 800)
        view.show()

        def first() -> None:
            model.set_source(LedgerSource(ws, book))
            view.grab()

        orders = itertools.cycle((Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder))

        def sort() -> None:
            model.sort(book.keys.index("title"), next(orders))
            view.grab()

        def find() -> None:
            model.set_source(LedgerSource(ws, book, "9999"))
            view.grab()

        rows = []
        for name, work in (("first page", first), ("sort", sort), ("filter", find)):
            taken = best(work, 3)
            limit = 0.2  # what a person waits for without noticing
            rows.append(
                Row(f"grid of 100,000 records, {name} / 0.2 s", taken / limit, 1, f"{taken * 1000:.0f} ms")
            )
        view.close()
    return rows
