"""The window's start: Qt, one instance, opening and locking the workspace, today's backup, the window."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from .errors import Damaged, DeskError, Refused
from .gui import crash
from .gui.context import Desk
from .gui.main_window import MainWindow
from .gui.runner import JobRunner
from .gui.single import SingleInstance
from .gui.start import chinese_is_readable, no_font_told, start_qt
from .settings import Settings
from .store.workspace import Workspace

log = logging.getLogger(__name__)


def main(argv: Sequence[str]) -> int:
    """Open the window on the workspace named in `argv` (or the latest one); the exit code."""
    settings = Settings()
    app = start_qt(settings)
    with crash.watching(settings.path.parent):
        return _run(app, argv, settings)


def _run(app: QApplication, argv: Sequence[str], settings: Settings) -> int:
    """One workspace after the other, until the clerk leaves."""
    readable = chinese_is_readable()
    if not readable and sys.stderr:  # a windowed program has none
        print(no_font_told(), file=sys.stderr)
    path = _first_path(argv, settings)
    code = 0
    trouble, damaged = "", None
    before: Path | None = None
    while True:
        if path is None:
            from .gui.welcome import Welcome

            welcome = Welcome(settings, trouble, damaged, back=before is not None)
            if welcome.exec() == QDialog.DialogCode.Accepted and welcome.path is not None:
                path = welcome.path
            elif before is not None and not trouble:
                path = before  # the clerk thought better of it
            else:
                code = 3 if trouble else 0
                break
        single = SingleInstance(path.absolute())
        try:
            if not single.claim():
                if single.show_first():
                    break
                raise Refused(
                    f"这个工作区已在另一个窗口打开，但那个窗口没有应答（进程 {single.holder()}）。"
                    "请先关闭它再试。",
                    kind="locked",
                )
            ws = Workspace.open(path)
        except DeskError as error:
            single.release()
            log.info("not opened: %s", error.message)
            trouble, damaged = error.message, path if isinstance(error, Damaged) else None
            path = None
            continue
        _remember(settings, ws.path)
        before = ws.path
        path = run_window(app, ws, settings, single, readable=readable)
        trouble, damaged = "", None
        if path == _LEAVE:
            break
    return code


# The clerk closed the window and wants no other workspace.
_LEAVE = Path("\0")


def _first_path(argv: Sequence[str], settings: Settings) -> Path | None:
    if argv:
        return Path(argv[0])
    for text in settings["recent"]:
        if Path(text).is_file():
            return Path(text)
    return None


def run_window(
    app: QApplication, ws: Workspace, settings: Settings, single: SingleInstance, *, readable: bool = True
) -> Path | None:
    """Show the window until it is closed.

    The answer is the workspace to open next, None to choose one, or the mark to leave.
    """
    runner = JobRunner()
    desk = Desk(ws, settings, runner)
    window = MainWindow(desk)
    following: list[Path | None] = []

    def other(text: str) -> None:
        if window.close():  # it stays when something is typed and not saved
            following.append(Path(text) if text else None)

    window.wants_workspace.connect(other)
    single.activated.connect(window.come_forward)
    window.appear()
    _bring_up_to_date(ws, window)
    if not readable:
        window.say(no_font_told(), None, stays=True)
    if ws.interrupted:
        window.say(window.tr("上次程序意外中断时有操作没有做完，已做完的部分都在，可以在历史里撤销。"))
    QTimer.singleShot(0, window, lambda: _daily_backup(desk))
    QTimer.singleShot(0, window, lambda: _offer_first_start(desk, window))
    app.exec()
    runner.shutdown()
    single.release()
    ws.close()
    window.deleteLater()
    return following[0] if following else _LEAVE


def _bring_up_to_date(ws: Workspace, window: MainWindow) -> None:
    """An older file gets the ledgers and fields that this program ships."""
    from .desk import definitions

    try:
        got = definitions.refresh(ws)
    except DeskError as error:
        window.say(error.message, None, stays=True)
        return
    parts = [window.tr("台账 {n} 本").format(n=len(got.ledgers))] if got.ledgers else []
    parts += [window.tr("栏目 {n} 个").format(n=len(got.fields))] if got.fields else []
    parts += [window.tr("测评标准 {n} 套").format(n=len(got.standards))] if got.standards else []
    parts += [window.tr("检查表 {n} 张").format(n=len(got.forms))] if got.forms else []
    if parts:
        window.say(window.tr("已补上程序新带的{what}，原有的内容没有改动。").format(what="、".join(parts)))


def _offer_first_start(desk: Desk, window: MainWindow) -> None:
    from .gui import first_start  # most starts are not the first

    first_start.offer(desk, window.say, window)


def _remember(settings: Settings, path: Path) -> None:
    """Put a workspace on top of the recent ones."""
    text = str(path)
    settings["recent"] = [text, *(other for other in settings["recent"] if other != text)][:8]


def _daily_backup(desk: Desk) -> None:
    from .desk import backup  # after the window is there

    folder = backup.folder_for(desk.ws.path, desk.settings["backup_folder"])
    desk.runner.run(
        lambda monitor: backup.daily(desk.ws, folder, now=datetime.now(), monitor=monitor),
        on_done=lambda made: log.info("daily backup: %s", made),
        quiet=True,
    )
