"""The window: its start against a bare one, and a grid of 100,000 records against the time a glance takes."""

from __future__ import annotations

import itertools
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from civdesk.desk import workspaces
from civdesk.domain.fields import Kind, Value
from civdesk.domain.ledgers import Ledger
from civdesk.domain.rules import Condition, Test
from civdesk.domain.selecting import Selection
from civdesk.store import evidence, ledgers, proofs, selecting
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
    """Twenty fields of each record filled, and a photograph for every other one."""
    path = folder / "大.civdesk"
    with workspaces.new(path) as ws:
        book = ledgers.definition(ws.reader(), "volunteer_activity")
        ids = ws.operate(
            "import_sheet",
            "填入",
            lambda db: ledgers.insert_many(db, book, map(_row, [book] * RECORDS, range(RECORDS))),
        ).result

        def prove(db: sqlite3.Connection) -> None:
            db.execute("insert into blob(sha256, size, whole) values ('0', 0, 1)")
            one = evidence.Evidence("0", "0", "1.jpg", "photo", "jpeg", 0, came_from="", came_at="2026-01-01")
            evidence.insert(db, one)
            for id in ids[::2]:
                proofs.link(db, "0", book.key, id, "photo")

        ws.operate("import_files", "照片", prove)
    return path


def _row(book: Ledger, n: int) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for place, field in enumerate(book.fields[:20]):
        match field.kind:
            case Kind.INTEGER | Kind.AMOUNT:
                values[field.key] = n % 60
            case Kind.DATE:
                values[field.key] = f"2026-{1 + n % 12:02}-{1 + n % 28:02}"
            case Kind.PEOPLE | Kind.DEPARTMENTS | Kind.CHOICES:
                values[field.key] = [f"王{(n + k) % 300}" for k in range(4)]
            case Kind.YES_NO:
                values[field.key] = n % 2
            case _:
                values[field.key] = f"{field.title}{n % (7 + 40 * place)}"
    return values | {"title": f"第{n}次志愿服务"}


def bench_start(folder: Path) -> list[Row]:
    path = str(_filled(folder))

    def run(code: str) -> None:
        subprocess.run([sys.executable, "-c", code, path], check=True, capture_output=True)

    mine, theirs = best(lambda: run(_OURS), 5), best(lambda: run(_BARE), 5)
    note = f"{mine * 1000:.0f} ms against {theirs * 1000:.0f} ms"
    return [Row("start to a painted window, 100,000 records / a bare window", mine / theirs, 2, note)]


def bench_grid(folder: Path) -> list[Row]:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from civdesk.desk import totals
    from civdesk.gui.ledgers.grid import RecordGrid
    from civdesk.gui.ledgers.source import LedgerSource
    from civdesk.gui.start import start_qt
    from civdesk.settings import Settings
    from civdesk.store.workspace import Workspace

    start_qt(Settings(folder / "settings.json"))
    with Workspace.open(_filled(folder), write=False) as ws:
        book = ledgers.definition(ws.reader(), "volunteer_activity")
        grid = RecordGrid()
        grid.resize(1000, 800)
        grid.show()
        model, bar = grid.paged, grid.verticalScrollBar()

        def first() -> None:
            model.set_source(LedgerSource(ws, book))
            grid.show_ledger(book)
            grid.grab()

        def listed(selection: Selection = ledgers.EVERY) -> None:
            model.set_source(LedgerSource(ws, book, selection))
            grid.grab()

        def column(key: str, *values: str) -> Selection:
            return Selection(conditions=(Condition(key, Test.ONE_OF, values),))

        orders = itertools.cycle((Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder))
        places = itertools.cycle((0, 50_000, RECORDS - 1))

        def sort(key: str) -> None:
            model.sort(model.column_of(key), next(orders))
            grid.grab()

        def jump() -> None:
            grid.scrollTo(model.index(next(places), 1))
            grid.grab()

        def scroll() -> None:
            bar.setValue(bar.value() + bar.singleStep() * 3)
            grid.grab()

        def choose() -> None:
            grid.selectAll()
            QApplication.processEvents()
            assert grid.chosen_count == RECORDS
            grid.clearSelection()

        db = ws.reader()
        often = str(selecting.values(db, book, "place", ledgers.EVERY)[0].value)
        works: list[tuple[str, Callable[[], object]]] = [
            ("first page", first),
            ("a step of the wheel", scroll),
            ("jump to the end", jump),
            ("Ctrl+A", choose),
            ("sort by title", lambda: sort("title")),
            ("sort by proofs", lambda: sort(selecting.BY_PROOFS)),
            ("filter by text", lambda: listed(Selection(text="9999"))),
            ("filter by column", lambda: listed(column("place", often))),
            ("filter by a name in a list", lambda: listed(column("participants", "王7"))),
            ("filter by a lacking proof", lambda: listed(Selection(lacking=("photo",)))),
            ("values of a column", lambda: selecting.values(db, book, "place", ledgers.EVERY)),
            ("names of a list", lambda: selecting.values(db, book, "participants", ledgers.EVERY)),
            ("totals, 人次 and 人", lambda: totals.totals(ws, book.key)),
        ]
        first()
        rows = []
        for name, work in works:
            taken = best(work, 3)
            limit = 0.2  # what a person waits for without noticing
            rows.append(
                Row(f"grid of 100,000 records, {name} / 0.2 s", taken / limit, 1, f"{taken * 1000:.0f} ms")
            )
        grid.close()
    return rows
