# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'records_pane.ui'
##
## Created by: Qt User Interface Compiler version 6.9.3
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QHeaderView,
    QLabel, QLineEdit, QPushButton, QSizePolicy,
    QStackedWidget, QVBoxLayout, QWidget)

from civdesk.gui.ledgers.grid import RecordGrid
from civdesk.gui.widgets.empty import EmptyPlace

class Ui_RecordsPane(object):
    def setupUi(self, RecordsPane):
        if not RecordsPane.objectName():
            RecordsPane.setObjectName(u"RecordsPane")
        self.column = QVBoxLayout(RecordsPane)
        self.column.setSpacing(0)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(1, 1, 1, 1)
        self.head = QWidget(RecordsPane)
        self.head.setObjectName(u"head")
        self.headColumn = QVBoxLayout(self.head)
        self.headColumn.setSpacing(8)
        self.headColumn.setObjectName(u"headColumn")
        self.headColumn.setContentsMargins(20, 12, 16, 8)
        self.titleRow = QHBoxLayout()
        self.titleRow.setSpacing(8)
        self.titleRow.setObjectName(u"titleRow")
        self.titles = QVBoxLayout()
        self.titles.setSpacing(0)
        self.titles.setObjectName(u"titles")
        self.title = QLabel(self.head)
        self.title.setObjectName(u"title")
        self.title.setWordWrap(True)

        self.titles.addWidget(self.title)

        self.countRow = QHBoxLayout()
        self.countRow.setSpacing(8)
        self.countRow.setObjectName(u"countRow")
        self.count = QLabel(self.head)
        self.count.setObjectName(u"count")

        self.countRow.addWidget(self.count)

        self.countRow.setStretch(0, 1)

        self.titles.addLayout(self.countRow)


        self.titleRow.addLayout(self.titles)

        self.buttons = QWidget(self.head)
        self.buttons.setObjectName(u"buttons")
        self.buttonRow = QHBoxLayout(self.buttons)
        self.buttonRow.setSpacing(8)
        self.buttonRow.setObjectName(u"buttonRow")
        self.buttonRow.setContentsMargins(0, 0, 0, 0)
        self.deleteButton = QPushButton(self.buttons)
        self.deleteButton.setObjectName(u"deleteButton")

        self.buttonRow.addWidget(self.deleteButton)

        self.moreButton = QPushButton(self.buttons)
        self.moreButton.setObjectName(u"moreButton")

        self.buttonRow.addWidget(self.moreButton)

        self.addButton = QPushButton(self.buttons)
        self.addButton.setObjectName(u"addButton")

        self.buttonRow.addWidget(self.addButton)


        self.titleRow.addWidget(self.buttons)

        self.titleRow.setStretch(0, 1)

        self.headColumn.addLayout(self.titleRow)

        self.filter = QLineEdit(self.head)
        self.filter.setObjectName(u"filter")
        self.filter.setClearButtonEnabled(True)

        self.headColumn.addWidget(self.filter)


        self.column.addWidget(self.head)

        self.stack = QStackedWidget(RecordsPane)
        self.stack.setObjectName(u"stack")
        self.gridPage = QWidget()
        self.gridPage.setObjectName(u"gridPage")
        self.gridColumn = QVBoxLayout(self.gridPage)
        self.gridColumn.setSpacing(0)
        self.gridColumn.setObjectName(u"gridColumn")
        self.gridColumn.setContentsMargins(0, 0, 0, 0)
        self.grid = RecordGrid(self.gridPage)
        self.grid.setObjectName(u"grid")

        self.gridColumn.addWidget(self.grid)

        self.line = QFrame(self.gridPage)
        self.line.setObjectName(u"line")

        self.gridColumn.addWidget(self.line)

        self.stack.addWidget(self.gridPage)
        self.empty = EmptyPlace()
        self.empty.setObjectName(u"empty")
        self.stack.addWidget(self.empty)

        self.column.addWidget(self.stack)


        self.retranslateUi(RecordsPane)

        QMetaObject.connectSlotsByName(RecordsPane)
    # setupUi

    def retranslateUi(self, RecordsPane):
        RecordsPane.setProperty(u"role", QCoreApplication.translate("RecordsPane", u"sheet", None))
        self.title.setProperty(u"role", QCoreApplication.translate("RecordsPane", u"title", None))
        self.count.setProperty(u"role", QCoreApplication.translate("RecordsPane", u"small", None))
        self.deleteButton.setProperty(u"role", QCoreApplication.translate("RecordsPane", u"quiet", None))
        self.deleteButton.setText(QCoreApplication.translate("RecordsPane", u"\u5220\u9664", None))
#if QT_CONFIG(tooltip)
        self.deleteButton.setToolTip(QCoreApplication.translate("RecordsPane", u"\u5220\u9664\u9009\u4e2d\u7684\u8bb0\u5f55\uff08\u6574\u884c\u9009\u4e2d\u65f6\u6309 Delete\uff09\uff0c\u53ef\u4ee5\u64a4\u9500", None))
#endif // QT_CONFIG(tooltip)
        self.moreButton.setProperty(u"role", QCoreApplication.translate("RecordsPane", u"quiet", None))
        self.moreButton.setText(QCoreApplication.translate("RecordsPane", u"\u66f4\u591a \u25be", None))
#if QT_CONFIG(tooltip)
        self.moreButton.setToolTip(QCoreApplication.translate("RecordsPane", u"\u6279\u91cf\u4fee\u6539\u3001\u7c98\u8d34\u3001\u5bfc\u5165", None))
#endif // QT_CONFIG(tooltip)
        self.addButton.setProperty(u"role", QCoreApplication.translate("RecordsPane", u"primary", None))
        self.addButton.setText(QCoreApplication.translate("RecordsPane", u"\u65b0\u589e", None))
#if QT_CONFIG(tooltip)
        self.addButton.setToolTip(QCoreApplication.translate("RecordsPane", u"\u65b0\u589e\u4e00\u6761\uff08Ctrl+N\uff09", None))
#endif // QT_CONFIG(tooltip)
        self.filter.setProperty(u"role", QCoreApplication.translate("RecordsPane", u"search", None))
        self.filter.setPlaceholderText(QCoreApplication.translate("RecordsPane", u"\u7b5b\u9009", None))
#if QT_CONFIG(accessibility)
        self.filter.setAccessibleName(QCoreApplication.translate("RecordsPane", u"\u5728\u8fd9\u672c\u53f0\u8d26\u91cc\u7b5b\u9009", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.grid.setAccessibleName(QCoreApplication.translate("RecordsPane", u"\u8bb0\u5f55", None))
#endif // QT_CONFIG(accessibility)
        self.line.setProperty(u"role", QCoreApplication.translate("RecordsPane", u"line", None))
    # retranslateUi

