"""When something of ours breaks: written to a log file, told once with its details, nothing sent anywhere."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import logging.handlers
import platform
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, Slot, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from .. import __version__
from ..errors import DeskError

log = logging.getLogger("civdesk")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@contextlib.contextmanager
def watching(folder: Path) -> Iterator[Reporter]:
    """While it lasts, what breaks is written down in `folder`: civdesk.log, and crash.log below Python."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "civdesk.log"
    handler = logging.handlers.RotatingFileHandler(path, maxBytes=1 << 20, backupCount=2, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    hooks, level, faults = (sys.excepthook, threading.excepthook), root.level, faulthandler.is_enabled()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    reporter = Reporter(path)
    with (folder / "crash.log").open("a", encoding="utf-8") as stream:
        faulthandler.enable(stream)
        sys.excepthook, threading.excepthook = reporter.report, reporter.report_thread
        before = qInstallMessageHandler(_qt_message)
        try:
            yield reporter
        finally:
            qInstallMessageHandler(before)
            sys.excepthook, threading.excepthook = hooks
            faulthandler.disable()
            root.removeHandler(handler)
            root.setLevel(level)
            handler.close()
    if faults:
        faulthandler.enable()


def _qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s", text)


class Reporter(QObject):
    """Hears of every exception that nobody handled, on whatever thread, and tells of the first one.

    The clerk keeps working: each change was committed when it was made, so nothing is lost by going on.
    """

    _heard = Signal(str, str)

    def __init__(self, log_path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log_path = log_path
        self.count = 0
        self.box: QMessageBox | None = None
        self._heard.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """What sys.excepthook is while the window is there."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        log.error("unhandled", exc_info=(kind, error, trace))
        details = "".join(traceback.format_exception(kind, error, trace))
        said = error.message if isinstance(error, DeskError) else ""
        self._heard.emit(said, details)

    def report_thread(self, args: threading.ExceptHookArgs) -> None:
        """What threading.excepthook is."""
        if args.exc_value is not None:
            self.report(args.exc_type, args.exc_value, args.exc_traceback)

    @Slot(str, str)
    def _tell(self, said: str, details: str) -> None:
        self.count += 1
        if self.box is not None:  # one dialog at a time; the log has them all
            return
        text = said or self.tr("程序出了一个没有料到的问题，刚才的操作可能没有完成。")
        hint = self.tr(
            "已保存的内容都在，可以继续工作。如果再次出现，请点“复制详情”发给维护人员。\n记录在：{path}"
        ).format(path=self._log_path)
        self.box = report_box(QApplication.activeWindow(), text, hint, details)
        self.box.finished.connect(self._closed)
        self.box.open()

    def _closed(self) -> None:
        if self.box is not None:
            self.box.deleteLater()
            self.box = None


def report_box(parent: QWidget | None, text: str, hint: str, details: str) -> QMessageBox:
    """The error dialog, with 复制详情."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(box.tr("文明创建工作台"))
    box.setText(text)
    box.setInformativeText(hint)
    copy = box.addButton(box.tr("复制详情"), QMessageBox.ButtonRole.ActionRole)
    # Copying must not close the dialog: QMessageBox closes at every button's click.
    copy.clicked.disconnect()
    copy.clicked.connect(lambda: QApplication.clipboard().setText(_headed(details)))
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Close))
    return box


def _headed(details: str) -> str:
    return f"civdesk {__version__} · Python {platform.python_version()} · {platform.platform()}\n\n{details}"
