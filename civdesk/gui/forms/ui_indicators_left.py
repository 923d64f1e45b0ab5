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
from PySide6.QtWidgets import (QApplication, QComboBox, QDateEdit, QFrame,
    QHBoxLayout, QHeaderView, QLabel, QPushButton,
    QSizePolicy, QToolButton, QVBoxLayout, QWidget)

from civdesk.gui.indicators.tree import IndicatorView

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

        self.filters = QHBoxLayout()
        self.filters.setSpacing(8)
        self.filters.setObjectName(u"filters")
        self.filters.setContentsMargins(0, 0, 0, 0)
        self.state = QComboBox(IndicatorsLeft)
        self.state.setObjectName(u"state")
        sizePolicy.setHeightForWidth(self.state.sizePolicy().hasHeightForWidth())
        self.state.setSizePolicy(sizePolicy)

        self.filters.addWidget(self.state)

        self.lead = QComboBox(IndicatorsLeft)
        self.lead.setObjectName(u"lead")
        sizePolicy.setHeightForWidth(self.lead.sizePolicy().hasHeightForWidth())
        self.lead.setSizePolicy(sizePolicy)

        self.filters.addWidget(self.lead)


        self.top.addLayout(self.filters)

        self.day = QHBoxLayout()
        self.day.setSpacing(8)
        self.day.setObjectName(u"day")
        self.day.setContentsMargins(0, 0, 0, 0)
        self.dayLabel = QLabel(IndicatorsLeft)
        self.dayLabel.setObjectName(u"dayLabel")
        self.dayLabel.setProperty(u"role", u"soft")

        self.day.addWidget(self.dayLabel)

        self.on = QDateEdit(IndicatorsLeft)
        self.on.setObjectName(u"on")
        self.on.setCalendarPopup(True)
        sizePolicy1 = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        sizePolicy1.setHorizontalStretch(1)
        sizePolicy1.setVerticalStretch(0)
        sizePolicy1.setHeightForWidth(self.on.sizePolicy().hasHeightForWidth())
        self.on.setSizePolicy(sizePolicy1)

        self.day.addWidget(self.on)

        self.todayButton = QPushButton(IndicatorsLeft)
        self.todayButton.setObjectName(u"todayButton")
        self.todayButton.setAutoDefault(False)
        self.todayButton.setProperty(u"role", u"quiet")

        self.day.addWidget(self.todayButton)


        self.top.addLayout(self.day)

        self.sum = QLabel(IndicatorsLeft)
        self.sum.setObjectName(u"sum")
        self.sum.setProperty(u"role", u"small")
        self.sum.setWordWrap(True)

        self.top.addWidget(self.sum)


        self.column.addLayout(self.top)

        self.line1 = QFrame(IndicatorsLeft)
        self.line1.setObjectName(u"line1")
        self.line1.setProperty(u"role", u"line")

        self.column.addWidget(self.line1)

        self.tree = IndicatorView(IndicatorsLeft)
        self.tree.setObjectName(u"tree")
        sizePolicy2 = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        sizePolicy2.setHorizontalStretch(0)
        sizePolicy2.setVerticalStretch(1)
        sizePolicy2.setHeightForWidth(self.tree.sizePolicy().hasHeightForWidth())
        self.tree.setSizePolicy(sizePolicy2)

        self.column.addWidget(self.tree)

#if QT_CONFIG(shortcut)
        self.dayLabel.setBuddy(self.on)
#endif // QT_CONFIG(shortcut)

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
        self.menu.setToolTip(QCoreApplication.translate("IndicatorsLeft", u"\u542f\u7528\u54ea\u4e9b\u6807\u51c6\u3001\u8bbe\u5b9a\u8fce\u68c0\u65e5\u671f", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.state.setAccessibleName(QCoreApplication.translate("IndicatorsLeft", u"\u6309\u72b6\u6001\u7b5b\u9009", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.lead.setAccessibleName(QCoreApplication.translate("IndicatorsLeft", u"\u6309\u79d1\u5ba4\u7b5b\u9009", None))
#endif // QT_CONFIG(accessibility)
        self.dayLabel.setText(QCoreApplication.translate("IndicatorsLeft", u"\u622a\u81f3", None))
#if QT_CONFIG(accessibility)
        self.on.setAccessibleName(QCoreApplication.translate("IndicatorsLeft", u"\u622a\u81f3\u65e5\u671f", None))
#endif // QT_CONFIG(accessibility)
        self.on.setDisplayFormat(QCoreApplication.translate("IndicatorsLeft", u"yyyy-MM-dd", None))
        self.todayButton.setText(QCoreApplication.translate("IndicatorsLeft", u"\u4eca\u5929", None))
        self.sum.setText("")
#if QT_CONFIG(accessibility)
        self.tree.setAccessibleName(QCoreApplication.translate("IndicatorsLeft", u"\u6d4b\u8bc4\u6307\u6807", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi

