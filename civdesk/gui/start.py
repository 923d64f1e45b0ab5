"""The Qt application: its look, its language, its name; and whether Chinese can be read on this computer."""

from __future__ import annotations

import logging
import sys

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from ..settings import Settings
from . import style
from .icons import icon

log = logging.getLogger(__name__)

# Seconds after which a thread that computes lets the window go on. Qt calls into Python hundreds of times to
# show a page, and at Python's own 5 ms each of them would wait that long while a sheet is being read.
_TURN = 0.001


def start_qt(settings: Settings) -> QApplication:
    """The application, ready for windows; the one that is there if there is one."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(["civdesk"])
    sys.setswitchinterval(_TURN)
    app.setApplicationName("civdesk")
    app.setDesktopFileName("civdesk")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    if app.findChild(QTranslator) is None:
        translator = QTranslator(app)
        # Qt's own buttons (确定, 取消), file dialogs and context menus.
        if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(translator)
        else:
            log.warning("qtbase_zh_CN is missing: Qt's own texts stay English")
    style.apply(app, settings["text_size"])
    app.setWindowIcon(icon("assess", "accent"))
    return app


def chinese_is_readable() -> bool:
    """Whether two different characters look different: without a Chinese font both are the same box."""
    return _drawn("文") != _drawn("明")


def no_font_told() -> str:
    """What to do about it; on the console it can be read even then."""
    return QCoreApplication.translate(
        "Start", "本机没有中文字体，窗口里的汉字会显示成方块；请安装一种中文字体，例如 fonts-wqy-microhei。"
    )


def _drawn(character: str) -> QImage:
    image = QImage(48, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setFont(style.font("title"))
    painter.drawText(image.rect(), character)
    painter.end()
    return image
