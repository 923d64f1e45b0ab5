"""What `make run` does without a screen: a sample workspace, its archive folder, pictures of the tabs."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from ..desk import archive, records, sample
from ..settings import Settings
from ..store import proofs
from ..store.workspace import Workspace
from .context import Desk
from .main_window import CHECKLISTS, MainWindow
from .runner import JobRunner
from .start import start_qt

SIZE = (1440, 900)
TABS = ("1-总览", "2-台账", "3-影像", "4-测评", "5-日程")
PARTS = {
    "inspections": "4-测评-检查",
    "problems": "4-测评-整改",
    "surveys": "4-测评-调查",
    "evaluations": "4-测评-评比",
}


def main(folder: Path, *, today: date | None = None) -> int:
    """Fill `folder`: 示例.civdesk, 迎检档案/, and pictures of the tabs and parts at 100 % and 150 % text."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    today = today or date.today()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "示例.civdesk"
    if path.exists():
        ws = Workspace.open(path)
    else:
        print(f"正在建立示例工作区：{path}")
        ws = sample.new(path, today=today)
    with ws:
        out = folder / "迎检档案"
        if out.exists():
            shutil.rmtree(out)  # ours, made by the last run
        report = archive.export_archive(ws, out, on=today, now=datetime.now())
        print(f"迎检档案：{out}（{report.files} 个文件，请打开其中的 index.html）")
        for size in (100, 150):
            for picture in pictures(ws, folder, size, today):
                print(f"窗口图片：{picture}")
    return 0


def pictures(ws: Workspace, folder: Path, text_size: int, today: date) -> list[Path]:
    """A picture of each tab and each part of 测评 as it stands when everything it reads has come."""
    settings = Settings(folder / ".settings.json")
    settings["text_size"] = text_size
    app = start_qt(settings)
    runner = JobRunner()
    window = MainWindow(Desk(ws, settings, runner, lambda: today))
    window.resize(*SIZE)
    window.show()
    made = []
    for number, (name, place) in enumerate(zip(TABS, _places(ws, today), strict=True)):
        window.ui.tabs.setCurrentIndex(number)
        _settle(runner)
        if place:
            window.go(number, *place)
            _settle(runner)
        made.append(_picture(window, folder, name, text_size))
    for part, name in PARTS.items():
        window.go(CHECKLISTS, part)
        _settle(runner)
        made.append(_picture(window, folder, name, text_size))
    window.close()
    settings.path.unlink(missing_ok=True)
    app.processEvents()
    return made


def _picture(window: MainWindow, folder: Path, name: str, text_size: int) -> Path:
    path = folder / f"{name}{'' if text_size == 100 else f'-{text_size}'}.png"
    window.grab().save(str(path))
    return path


def _places(ws: Workspace, today: date) -> list[tuple[object, ...]]:
    """Where each tab is opened: a record with many proofs, its photo, an indicator with gaps, today."""
    key, db = "volunteer_activity", ws.reader()
    found = {one.id: proofs.of_subject(db, key, one.id) for one in records.find(ws, key)}
    record = max(found, key=lambda id: (len(found[id]), id))
    photo = next(proof.evidence for proof in found[record] if proof.role == "photo")
    return [(), (key, record), (photo,), ("province_unit", "三-1"), (today,)]


def _settle(runner: JobRunner) -> None:
    """Let the window work until nothing is under way."""
    loop = QEventLoop()
    quiet = [0]

    def look() -> None:
        # Three quiet looks in a row: what has come may itself ask for more.
        quiet[0] = 0 if runner.jobs else quiet[0] + 1
        if quiet[0] >= 3:
            loop.quit()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(60)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
