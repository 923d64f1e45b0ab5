# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'indicator_detail.ui'
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
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

class Ui_IndicatorDetail(object):
    def setupUi(self, IndicatorDetail):
        if not IndicatorDetail.objectName():
            IndicatorDetail.setObjectName(u"IndicatorDetail")
        self.column = QVBoxLayout(IndicatorDetail)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(24, 20, 24, 20)
        self.head = QVBoxLayout()
        self.head.setSpacing(8)
        self.head.setObjectName(u"head")
        self.head.setContentsMargins(0, 0, 0, 0)
        self.titleRow = QHBoxLayout()
        self.titleRow.setSpacing(12)
        self.titleRow.setObjectName(u"titleRow")
        self.titleRow.setContentsMargins(0, 0, 0, 0)
        self.code = QLabel(IndicatorDetail)
        self.code.setObjectName(u"code")
        self.code.setProperty(u"role", u"tag")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.code.sizePolicy().hasHeightForWidth())
        self.code.setSizePolicy(sizePolicy)

        self.titleRow.addWidget(self.code)

        self.title = QLabel(IndicatorDetail)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"role", u"title")
        self.title.setWordWrap(True)
        sizePolicy1 = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        sizePolicy1.setHorizontalStretch(1)
        sizePolicy1.setVerticalStretch(0)
        sizePolicy1.setHeightForWidth(self.title.sizePolicy().hasHeightForWidth())
        self.title.setSizePolicy(sizePolicy1)

        self.titleRow.addWidget(self.title)


        self.head.addLayout(self.titleRow)

        self.asked = QLabel(IndicatorDetail)
        self.asked.setObjectName(u"asked")
        self.asked.setWordWrap(True)

        self.head.addWidget(self.asked)

        self.requirement = QLabel(IndicatorDetail)
        self.requirement.setObjectName(u"requirement")
        self.requirement.setProperty(u"role", u"soft")
        self.requirement.setWordWrap(True)

        self.head.addWidget(self.requirement)

        self.who = QLabel(IndicatorDetail)
        self.who.setObjectName(u"who")
        self.who.setProperty(u"role", u"small")
        self.who.setWordWrap(True)

        self.head.addWidget(self.who)

        self.judged = QLabel(IndicatorDetail)
        self.judged.setObjectName(u"judged")
        self.judged.setProperty(u"role", u"warning")
        self.judged.setWordWrap(True)

        self.head.addWidget(self.judged)


        self.column.addLayout(self.head)

        self.line1 = QFrame(IndicatorDetail)
        self.line1.setObjectName(u"line1")
        self.line1.setProperty(u"role", u"line")

        self.column.addWidget(self.line1)

        self.rulesTitle = QLabel(IndicatorDetail)
        self.rulesTitle.setObjectName(u"rulesTitle")
        self.rulesTitle.setProperty(u"role", u"large")

        self.column.addWidget(self.rulesTitle)

        self.rules = QVBoxLayout()
        self.rules.setSpacing(12)
        self.rules.setObjectName(u"rules")
        self.rules.setContentsMargins(0, 0, 0, 0)

        self.column.addLayout(self.rules)

        self.childrenTitle = QLabel(IndicatorDetail)
        self.childrenTitle.setObjectName(u"childrenTitle")
        self.childrenTitle.setProperty(u"role", u"large")

        self.column.addWidget(self.childrenTitle)

        self.children = QVBoxLayout()
        self.children.setSpacing(2)
        self.children.setObjectName(u"children")
        self.children.setContentsMargins(0, 0, 0, 0)

        self.column.addLayout(self.children)

        self.end = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column.addItem(self.end)


        self.retranslateUi(IndicatorDetail)

        QMetaObject.connectSlotsByName(IndicatorDetail)
    # setupUi

    def retranslateUi(self, IndicatorDetail):
        self.code.setText("")
        self.title.setText("")
        self.asked.setText("")
        self.requirement.setText("")
        self.who.setText("")
        self.judged.setText("")
        self.rulesTitle.setText(QCoreApplication.translate("IndicatorDetail", u"\u8981\u6c42", None))
        self.childrenTitle.setText(QCoreApplication.translate("IndicatorDetail", u"\u4e0b\u7ea7\u6307\u6807", None))
        pass
    # retranslateUi

