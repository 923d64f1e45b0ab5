# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'judgement.ui'
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
from PySide6.QtWidgets import (QApplication, QComboBox, QHBoxLayout, QLabel,
    QLineEdit, QPushButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

class Ui_Judgement(object):
    def setupUi(self, Judgement):
        if not Judgement.objectName():
            Judgement.setObjectName(u"Judgement")
        self.column = QVBoxLayout(Judgement)
        self.column.setSpacing(8)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(18, 16, 18, 20)
        self.titleRow = QHBoxLayout()
        self.titleRow.setSpacing(8)
        self.titleRow.setObjectName(u"titleRow")
        self.titleRow.setContentsMargins(0, 0, 0, 0)
        self.title = QLabel(Judgement)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"role", u"large")

        self.titleRow.addWidget(self.title)

        self.titleGap = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.titleRow.addItem(self.titleGap)

        self.withdrawButton = QPushButton(Judgement)
        self.withdrawButton.setObjectName(u"withdrawButton")
        self.withdrawButton.setAutoDefault(False)
        self.withdrawButton.setProperty(u"role", u"quiet")

        self.titleRow.addWidget(self.withdrawButton)


        self.column.addLayout(self.titleRow)

        self.now = QLabel(Judgement)
        self.now.setObjectName(u"now")
        self.now.setProperty(u"role", u"soft")
        self.now.setWordWrap(True)

        self.column.addWidget(self.now)

        self.reason = QLineEdit(Judgement)
        self.reason.setObjectName(u"reason")

        self.column.addWidget(self.reason)

        self.wrong = QLabel(Judgement)
        self.wrong.setObjectName(u"wrong")
        self.wrong.setProperty(u"role", u"problem")
        self.wrong.setWordWrap(True)

        self.column.addWidget(self.wrong)

        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        self.row.setObjectName(u"row")
        self.row.setContentsMargins(0, 0, 0, 0)
        self.state = QComboBox(Judgement)
        self.state.setObjectName(u"state")

        self.row.addWidget(self.state)

        self.points = QLineEdit(Judgement)
        self.points.setObjectName(u"points")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.points.sizePolicy().hasHeightForWidth())
        self.points.setSizePolicy(sizePolicy)

        self.row.addWidget(self.points)

        self.rowGap = QSpacerItem(0, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.row.addItem(self.rowGap)

        self.judgeButton = QPushButton(Judgement)
        self.judgeButton.setObjectName(u"judgeButton")
        self.judgeButton.setAutoDefault(False)
        self.judgeButton.setProperty(u"role", u"primary")

        self.row.addWidget(self.judgeButton)


        self.column.addLayout(self.row)


        self.retranslateUi(Judgement)

        QMetaObject.connectSlotsByName(Judgement)
    # setupUi

    def retranslateUi(self, Judgement):
        self.title.setText(QCoreApplication.translate("Judgement", u"\u81ea\u5df1\u5224\u65ad", None))
        self.withdrawButton.setText(QCoreApplication.translate("Judgement", u"\u64a4\u56de\u5224\u65ad", None))
        self.now.setText("")
        self.reason.setPlaceholderText(QCoreApplication.translate("Judgement", u"\u7406\u7531\uff08\u5fc5\u586b\uff09\uff0c\u68c0\u67e5\u65f6\u67e5\u5f97\u5230", None))
#if QT_CONFIG(accessibility)
        self.reason.setAccessibleName(QCoreApplication.translate("Judgement", u"\u7406\u7531", None))
#endif // QT_CONFIG(accessibility)
        self.wrong.setText("")
#if QT_CONFIG(accessibility)
        self.state.setAccessibleName(QCoreApplication.translate("Judgement", u"\u5224\u65ad\u4e3a", None))
#endif // QT_CONFIG(accessibility)
        self.points.setPlaceholderText(QCoreApplication.translate("Judgement", u"\u5f97\u5206", None))
#if QT_CONFIG(accessibility)
        self.points.setAccessibleName(QCoreApplication.translate("Judgement", u"\u81ea\u5df1\u7ed9\u7684\u5f97\u5206", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.points.setToolTip(QCoreApplication.translate("Judgement", u"\u81ea\u5df1\u7ed9\u7684\u5f97\u5206\uff0c\u4e0d\u586b\u5c31\u6309\u72b6\u6001\u7ed9", None))
#endif // QT_CONFIG(tooltip)
        self.judgeButton.setText(QCoreApplication.translate("Judgement", u"\u5224\u65ad", None))
        pass
    # retranslateUi

