# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'record_detail.ui'
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
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QLabel,
    QPushButton, QScrollArea, QSizePolicy, QSpacerItem,
    QStackedWidget, QTabWidget, QToolButton, QVBoxLayout,
    QWidget)

from civdesk.gui.ledgers.history_view import HistoryView
from civdesk.gui.widgets.empty import EmptyPlace

class Ui_RecordDetail(object):
    def setupUi(self, RecordDetail):
        if not RecordDetail.objectName():
            RecordDetail.setObjectName(u"RecordDetail")
        self.column = QVBoxLayout(RecordDetail)
        self.column.setSpacing(0)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(1, 1, 1, 1)
        self.stack = QStackedWidget(RecordDetail)
        self.stack.setObjectName(u"stack")
        self.empty = EmptyPlace()
        self.empty.setObjectName(u"empty")
        self.stack.addWidget(self.empty)
        self.record = QWidget()
        self.record.setObjectName(u"record")
        self.recordColumn = QVBoxLayout(self.record)
        self.recordColumn.setSpacing(0)
        self.recordColumn.setObjectName(u"recordColumn")
        self.recordColumn.setContentsMargins(0, 0, 0, 0)
        self.head = QWidget(self.record)
        self.head.setObjectName(u"head")
        self.headRow = QHBoxLayout(self.head)
        self.headRow.setSpacing(8)
        self.headRow.setObjectName(u"headRow")
        self.headRow.setContentsMargins(20, 16, 12, 4)
        self.titles = QVBoxLayout()
        self.titles.setSpacing(2)
        self.titles.setObjectName(u"titles")
        self.title = QLabel(self.head)
        self.title.setObjectName(u"title")
        self.title.setWordWrap(True)

        self.titles.addWidget(self.title)

        self.state = QLabel(self.head)
        self.state.setObjectName(u"state")

        self.titles.addWidget(self.state)

        self.proofsLine = QLabel(self.head)
        self.proofsLine.setObjectName(u"proofsLine")
        self.proofsLine.setWordWrap(True)
        self.proofsLine.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByKeyboard|Qt.TextInteractionFlag.LinksAccessibleByMouse)

        self.titles.addWidget(self.proofsLine)


        self.headRow.addLayout(self.titles)

        self.closeButton = QToolButton(self.head)
        self.closeButton.setObjectName(u"closeButton")

        self.headRow.addWidget(self.closeButton, 0, Qt.AlignmentFlag.AlignTop)


        self.recordColumn.addWidget(self.head)

        self.tabs = QTabWidget(self.record)
        self.tabs.setObjectName(u"tabs")
        self.tabs.setDocumentMode(True)
        self.contents = QScrollArea()
        self.contents.setObjectName(u"contents")
        self.contents.setWidgetResizable(True)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scrolled = QWidget()
        self.scrolled.setObjectName(u"scrolled")
        self.scrolledColumn = QVBoxLayout(self.scrolled)
        self.scrolledColumn.setSpacing(24)
        self.scrolledColumn.setObjectName(u"scrolledColumn")
        self.scrolledColumn.setContentsMargins(20, 16, 20, 24)
        self.contents.setWidget(self.scrolled)
        self.tabs.addTab(self.contents, "")
        self.history = HistoryView()
        self.history.setObjectName(u"history")
        self.tabs.addTab(self.history, "")

        self.recordColumn.addWidget(self.tabs)

        self.line = QFrame(self.record)
        self.line.setObjectName(u"line")

        self.recordColumn.addWidget(self.line)

        self.foot = QWidget(self.record)
        self.foot.setObjectName(u"foot")
        self.footRow = QHBoxLayout(self.foot)
        self.footRow.setSpacing(8)
        self.footRow.setObjectName(u"footRow")
        self.footRow.setContentsMargins(20, 10, 12, 10)
        self.saveButton = QPushButton(self.foot)
        self.saveButton.setObjectName(u"saveButton")

        self.footRow.addWidget(self.saveButton)

        self.saveNextButton = QPushButton(self.foot)
        self.saveNextButton.setObjectName(u"saveNextButton")

        self.footRow.addWidget(self.saveNextButton)

        self.gap = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.footRow.addItem(self.gap)

        self.discardButton = QPushButton(self.foot)
        self.discardButton.setObjectName(u"discardButton")

        self.footRow.addWidget(self.discardButton)

        self.copyButton = QPushButton(self.foot)
        self.copyButton.setObjectName(u"copyButton")

        self.footRow.addWidget(self.copyButton)

        self.deleteButton = QPushButton(self.foot)
        self.deleteButton.setObjectName(u"deleteButton")

        self.footRow.addWidget(self.deleteButton)

        self.moreButton = QToolButton(self.foot)
        self.moreButton.setObjectName(u"moreButton")
        self.moreButton.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.moreButton.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

        self.footRow.addWidget(self.moreButton)


        self.recordColumn.addWidget(self.foot)

        self.stack.addWidget(self.record)

        self.column.addWidget(self.stack)


        self.retranslateUi(RecordDetail)

        QMetaObject.connectSlotsByName(RecordDetail)
    # setupUi

    def retranslateUi(self, RecordDetail):
        RecordDetail.setProperty(u"role", QCoreApplication.translate("RecordDetail", u"sheet", None))
        self.title.setProperty(u"role", QCoreApplication.translate("RecordDetail", u"large", None))
        self.state.setProperty(u"role", QCoreApplication.translate("RecordDetail", u"small", None))
#if QT_CONFIG(tooltip)
        self.proofsLine.setToolTip(QCoreApplication.translate("RecordDetail", u"\u770b\u4f50\u8bc1", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(tooltip)
        self.closeButton.setToolTip(QCoreApplication.translate("RecordDetail", u"\u5173\u95ed\uff08Esc\uff09", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.closeButton.setAccessibleName(QCoreApplication.translate("RecordDetail", u"\u5173\u95ed", None))
#endif // QT_CONFIG(accessibility)
        self.tabs.setTabText(self.tabs.indexOf(self.contents), QCoreApplication.translate("RecordDetail", u"\u5185\u5bb9", None))
        self.tabs.setTabText(self.tabs.indexOf(self.history), QCoreApplication.translate("RecordDetail", u"\u5386\u53f2", None))
        self.line.setProperty(u"role", QCoreApplication.translate("RecordDetail", u"line", None))
        self.saveButton.setProperty(u"role", QCoreApplication.translate("RecordDetail", u"primary", None))
        self.saveButton.setText(QCoreApplication.translate("RecordDetail", u"\u4fdd\u5b58", None))
#if QT_CONFIG(tooltip)
        self.saveButton.setToolTip(QCoreApplication.translate("RecordDetail", u"\u4fdd\u5b58\uff08Ctrl+S\uff09", None))
#endif // QT_CONFIG(tooltip)
        self.saveNextButton.setText(QCoreApplication.translate("RecordDetail", u"\u4fdd\u5b58\u5e76\u65b0\u589e", None))
#if QT_CONFIG(tooltip)
        self.saveNextButton.setToolTip(QCoreApplication.translate("RecordDetail", u"\u4fdd\u5b58\u5e76\u65b0\u589e\u4e0b\u4e00\u6761\uff08Ctrl+Shift+Enter\uff09", None))
#endif // QT_CONFIG(tooltip)
        self.discardButton.setProperty(u"role", QCoreApplication.translate("RecordDetail", u"quiet", None))
        self.discardButton.setText(QCoreApplication.translate("RecordDetail", u"\u653e\u5f03\u4fee\u6539", None))
        self.copyButton.setProperty(u"role", QCoreApplication.translate("RecordDetail", u"quiet", None))
        self.copyButton.setText(QCoreApplication.translate("RecordDetail", u"\u590d\u5236\u4e0a\u4e00\u6761", None))
#if QT_CONFIG(tooltip)
        self.copyButton.setToolTip(QCoreApplication.translate("RecordDetail", u"\u586b\u5165\u4e0a\u4e00\u6761\u7684\u5185\u5bb9\uff0c\u65e5\u671f\u9664\u5916\uff08Ctrl+D\uff09", None))
#endif // QT_CONFIG(tooltip)
        self.deleteButton.setProperty(u"role", QCoreApplication.translate("RecordDetail", u"quiet", None))
        self.deleteButton.setText(QCoreApplication.translate("RecordDetail", u"\u5220\u9664", None))
#if QT_CONFIG(tooltip)
        self.moreButton.setToolTip(QCoreApplication.translate("RecordDetail", u"\u66f4\u591a", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.moreButton.setAccessibleName(QCoreApplication.translate("RecordDetail", u"\u66f4\u591a", None))
#endif // QT_CONFIG(accessibility)
    # retranslateUi

