# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'indicators_left.ui'
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
from PySide6.QtWidgets import (QApplication, QComboBox, QFrame, QHBoxLayout,
    QHeaderView, QLabel, QSizePolicy, QToolButton,
    QVBoxLayout, QWidget)

from civdesk.gui.indicators.filters import Filters
from civdesk.gui.indicators.tree_view import IndicatorView
from civdesk.gui.widgets.segments import SegmentBar

class Ui_IndicatorsLeft(object):
    def setupUi(self, IndicatorsLeft):
        if not IndicatorsLeft.objectName():
            IndicatorsLeft.setObjectName(u"IndicatorsLeft")
        self.column = QVBoxLayout(IndicatorsLeft)
        self.column.setSpacing(8)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 12, 0, 8)
        self.top = QVBoxLayout()
        self.top.setSpacing(8)
        self.top.setObjectName(u"top")
        self.top.setContentsMargins(16, 4, 16, 0)
        self.standardRow = QHBoxLayout()
        self.standardRow.setSpacing(4)
        self.standardRow.setObjectName(u"standardRow")
        self.standardRow.setContentsMargins(0, 0, 0, 0)
        self.standard = QComboBox(IndicatorsLeft)
        self.standard.setObjectName(u"standard")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        sizePolicy.setHorizontalStretch(1)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.standard.sizePolicy().hasHeightForWidth())
        self.standard.setSizePolicy(sizePolicy)

        self.standardRow.addWidget(self.standard)

        self.menu = QToolButton(IndicatorsLeft)
        self.menu.setObjectName(u"menu")
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

        self.standardRow.addWidget(self.menu)


        self.top.addLayout(self.standardRow)

        self.sum = QLabel(IndicatorsLeft)
        self.sum.setObjectName(u"sum")
        self.sum.setWordWrap(True)

        self.top.addWidget(self.sum)

        self.bar = SegmentBar(IndicatorsLeft)
        self.bar.setObjectName(u"bar")

        self.top.addWidget(self.bar)

        self.filters = Filters(IndicatorsLeft)
        self.filters.setObjectName(u"filters")

        self.top.addWidget(self.filters)


        self.column.addLayout(self.top)

        self.line1 = QFrame(IndicatorsLeft)
        self.line1.setObjectName(u"line1")
        self.line1.setProperty(u"role", u"line")

        self.column.addWidget(self.line1)

        self.tree = IndicatorView(IndicatorsLeft)
        self.tree.setObjectName(u"tree")
        sizePolicy1 = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        sizePolicy1.setHorizontalStretch(0)
        sizePolicy1.setVerticalStretch(1)
        sizePolicy1.setHeightForWidth(self.tree.sizePolicy().hasHeightForWidth())
        self.tree.setSizePolicy(sizePolicy1)

        self.column.addWidget(self.tree)


        self.retranslateUi(IndicatorsLeft)

        QMetaObject.connectSlotsByName(IndicatorsLeft)
    # setupUi

    def retranslateUi(self, IndicatorsLeft):
#if QT_CONFIG(accessibility)
        self.standard.setAccessibleName(QCoreApplication.translate("IndicatorsLeft", u"\u6d4b\u8bc4\u6807\u51c6", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.menu.setAccessibleName(QCoreApplication.translate("IndicatorsLeft", u"\u6807\u51c6\u548c\u65e5\u671f", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.menu.setToolTip(QCoreApplication.translate("IndicatorsLeft", u"\u542f\u7528\u3001\u5bfc\u5165\u6807\u51c6\uff0c\u8bbe\u5b9a\u8fce\u68c0\u65e5\u671f\uff0c\u770b\u62a5\u9001\u8bb0\u5f55", None))
#endif // QT_CONFIG(tooltip)
        self.sum.setText("")
#if QT_CONFIG(accessibility)
        self.tree.setAccessibleName(QCoreApplication.translate("IndicatorsLeft", u"\u6d4b\u8bc4\u6307\u6807", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi

