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
                    ("Ctrl+O  Ctrl+Q", self.tr("打开另一个工作区、退出")),
                    (self.tr("菜单键  Shift+F10"), self.tr("鼠标右键的菜单")),
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
                    ("Ctrl+D", self.tr("复制上一条的内容（日期除外）")),
                    ("Ctrl+Shift+D", self.tr("把这一条复制为新记录")),
                    ("Delete", self.tr("选中整行：删除记录；选中格子：清空（都可撤销）")),
                    ("Tab  Shift+Tab", self.tr("下一栏、上一栏")),
                    ("↓", self.tr("打开可选的内容；回车选中，Esc 收起")),
                    ("wxh", self.tr("打拼音首字母找名字：王秀红")),
                    ("→", self.tr("空栏里：填入上一条的内容")),
                    ("Alt+↓", self.tr("打开日历")),
                    ("1  0  Delete", self.tr("是、否、不填")),
                    ("Ctrl+L", self.tr("固定这一栏，新增时沿用上一条")),
                    ("Alt+Enter", self.tr("把不认识的名字加入名册")),
                    ("Ctrl+V", self.tr("粘贴截图或文件作为佐证")),
                    ("Ctrl+P", self.tr("打印签到表")),
                ),
            ),
            (
                self.tr("测评：检查"),
                (
                    (self.tr("1 或空格  0 或 x  -"), self.tr("合格、不合格、无此项；打分和计数直接写数字")),
                    ("Enter  ↑ ↓ ← →", self.tr("到下一格")),
                    ("F2", self.tr("写这一格的说明，回车回到表里")),
                    (self.tr("F8 或 p"), self.tr("转为问题；已转的打开")),
                    ("Ctrl+V", self.tr("粘贴照片到这一格的问题，或粘贴一片结果")),
                    ("Ctrl+Shift+G  Ctrl+G", self.tr("这一列、整张表其余都合格")),
                    ("Ctrl+Enter", self.tr("完成检查")),
                    ("Delete", self.tr("清掉这一格")),
                ),
            ),
            (
                self.tr("台账的表格"),
                (
                    ("F2", self.tr("编辑这一格；直接打字则重写")),
                    ("Enter  Tab  Esc", self.tr("存下并到下一行、到右边一格；放弃")),
                    ("Shift+↑ ↓ ← →", self.tr("选中一片格子")),
                    ("Shift+空格  Ctrl+空格", self.tr("选中整行、整列")),
                    ("Ctrl+C  Ctrl+Shift+C", self.tr("复制、连栏目名一起复制")),
                    ("Ctrl+V", self.tr("粘贴 Excel 或 WPS 里复制的内容")),
                    ("Ctrl+D", self.tr("向下填充")),
                    ("Alt+↓", self.tr("按这一列筛选、排序")),
                ),
            ),
            (
                self.tr("测评里的整改"),
                (
                    ("Ctrl+N", self.tr("登记问题；Ctrl+V 带上照片，回车登记")),
                    (self.tr("空格"), self.tr("办下一步：下达通知、整改完成、复查、销号")),
                    (self.tr("Enter  菜单键"), self.tr("修改全部内容；能办的每一步和它的键")),
                    (self.tr("Ctrl 或 Shift 选几个"), self.tr("一起下达、延期、复查、销号")),
                    ("Ctrl+V", self.tr("粘贴整改前、整改后照片")),
                ),
            ),
            (
                self.tr("左边的目录，影像，日程"),
                (
                    (self.tr("拼音首字母  Enter"), self.tr("找台账，打开第一本")),
                    ("← →", self.tr("收起、展开一组台账")),
                    (self.tr("Enter  空格"), self.tr("放大影像；← → 换一张，Esc 关闭")),
                    (self.tr("空格"), self.tr("日程里：勾选完成，或取消")),
                    ("← → ↑ ↓", self.tr("日历里：换一天")),
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
        area.setFocus()  # ↓ and Page Down scroll at once
        size = sheet.sizeHint()
        style.resize(self, size.width() + style.scaled(24), size.height() + foot.sizeHint().height() + 8)
