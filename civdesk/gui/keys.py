"""F1: every key of the desk on one sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from . import style


class KeysDialog(QDialog):
    """What the keyboard does, in groups."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("键盘一览"))
        groups = (
            (
                self.tr("到处都能用"),
                (
                    ("Ctrl+1 … 5", self.tr("总览、台账、影像、测评、日程")),
                    ("Ctrl+F", self.tr("查找全部内容；↑ ↓ 选择，回车打开")),
                    ("Ctrl+Z", self.tr("撤销上一步")),
                    ("Ctrl+Y", self.tr("重做")),
                    ("Ctrl+E", self.tr("导出档案")),
                    ("Ctrl++  Ctrl+-  Ctrl+0", self.tr("文字放大、缩小、还原")),
                    ("Esc", self.tr("关闭右边的内容或下边的消息")),
                    ("F1", self.tr("键盘一览")),
                ),
            ),
            (
                self.tr("台账"),
                (
                    ("Ctrl+N", self.tr("新增一条")),
                    ("Ctrl+S  Ctrl+Enter", self.tr("保存")),
                    ("Ctrl+Shift+Enter", self.tr("保存并新增下一条")),
                    ("Ctrl+D", self.tr("复制上一条的内容")),
                    ("Delete", self.tr("删除选中的记录（可撤销）")),
                    ("Tab  Shift+Tab", self.tr("下一栏、上一栏")),
                    ("Alt+↓", self.tr("打开日历或可选的名字")),
                ),
            ),
        )
        # Large text on a small screen: the sheet scrolls, the button stays.
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(32, 24, 32, 8)
        column.setSpacing(16)
        for title, rows in groups:
            head = QLabel(title)
            head.setProperty("role", "large")
            column.addWidget(head)
            grid = QGridLayout()
            grid.setHorizontalSpacing(32)
            grid.setVerticalSpacing(8)
            grid.setColumnStretch(1, 1)
            for n, (key, meaning) in enumerate(rows):
                shown = QLabel(key)
                shown.setProperty("role", "soft")
                grid.addWidget(shown, n, 0, Qt.AlignmentFlag.AlignRight)
                grid.addWidget(QLabel(meaning), n, 1)
            column.addLayout(grid)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(sheet)
        area.setWidgetResizable(True)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(area)
        foot = QVBoxLayout()
        foot.setContentsMargins(32, 8, 32, 24)
        foot.addWidget(buttons)
        around.addLayout(foot)
        size = sheet.sizeHint()
        style.resize(self, size.width() + style.scaled(24), size.height() + foot.sizeHint().height() + 8)
