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
    QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout,
    QWidget)

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

        self.facts = QLabel(IndicatorDetail)
        self.facts.setObjectName(u"facts")
        self.facts.setProperty(u"role", u"small")
        self.facts.setTextFormat(Qt.TextFormat.RichText)
        self.facts.setWordWrap(True)

        self.head.addWidget(self.facts)

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

        self.rulesRow = QHBoxLayout()
        self.rulesRow.setSpacing(8)
        self.rulesRow.setObjectName(u"rulesRow")
        self.rulesRow.setContentsMargins(0, 0, 0, 0)
        self.rulesTitle = QLabel(IndicatorDetail)
        self.rulesTitle.setObjectName(u"rulesTitle")
        self.rulesTitle.setProperty(u"role", u"large")

        self.rulesRow.addWidget(self.rulesTitle)

        self.rulesGap = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.rulesRow.addItem(self.rulesGap)

        self.proposalsButton = QPushButton(IndicatorDetail)
        self.proposalsButton.setObjectName(u"proposalsButton")
        self.proposalsButton.setAutoDefault(False)
        self.proposalsButton.setProperty(u"role", u"quiet")

        self.rulesRow.addWidget(self.proposalsButton)

        self.rulesButton = QPushButton(IndicatorDetail)
        self.rulesButton.setObjectName(u"rulesButton")
        self.rulesButton.setAutoDefault(False)
        self.rulesButton.setProperty(u"role", u"quiet")

        self.rulesRow.addWidget(self.rulesButton)


        self.column.addLayout(self.rulesRow)

        self.startHint = QLabel(IndicatorDetail)
        self.startHint.setObjectName(u"startHint")
        self.startHint.setProperty(u"role", u"soft")
        self.startHint.setWordWrap(True)

        self.column.addWidget(self.startHint)

        self.start = QWidget(IndicatorDetail)
        self.start.setObjectName(u"start")

        self.column.addWidget(self.start)

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
        self.facts.setText("")
        self.judged.setText("")
        self.rulesTitle.setText(QCoreApplication.translate("IndicatorDetail", u"\u8981\u6c42", None))
        self.proposalsButton.setText("")
#if QT_CONFIG(tooltip)
        self.proposalsButton.setToolTip(QCoreApplication.translate("IndicatorDetail", u"\u4ece\u6807\u51c6\u539f\u6587\u91cc\u8bfb\u51fa\u7684\u89c4\u5219\uff0c\u70b9\u5934\u624d\u7b97", None))
#endif // QT_CONFIG(tooltip)
        self.rulesButton.setText(QCoreApplication.translate("IndicatorDetail", u"\u6539\u89c4\u5219\u2026", None))
#if QT_CONFIG(tooltip)
        self.rulesButton.setToolTip(QCoreApplication.translate("IndicatorDetail", u"\u589e\u51cf\u3001\u4fee\u6539\u81ea\u52a8\u6838\u5bf9\u7684\u89c4\u5219", None))
#endif // QT_CONFIG(tooltip)
        self.startHint.setText(QCoreApplication.translate("IndicatorDetail", u"\u8fd9\u4e00\u9879\u8fd8\u6ca1\u6709\u80fd\u81ea\u52a8\u6838\u5bf9\u7684\u89c4\u5219\u3002\u53ef\u4ee5\u4ece\u5e38\u7528\u89c4\u5219\u91cc\u9009\u4e00\u6761\uff0c\u8ba9\u53f0\u8d26\u81ea\u5df1\u7b97\uff1b\u4e5f\u53ef\u4ee5\u81ea\u5df1\u5224\u65ad\uff0c\u6216\u8005\u76f4\u63a5\u6dfb\u52a0\u4f50\u8bc1\u3002", None))
        self.childrenTitle.setText(QCoreApplication.translate("IndicatorDetail", u"\u4e0b\u7ea7\u6307\u6807", None))
        pass
    # retranslateUi

