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
        self.title = QLabel(Judgement)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"role", u"large")

        self.column.addWidget(self.title)

        self.now = QLabel(Judgement)
        self.now.setObjectName(u"now")
        self.now.setProperty(u"role", u"soft")
        self.now.setWordWrap(True)

        self.column.addWidget(self.now)

        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        self.row.setObjectName(u"row")
        self.row.setContentsMargins(0, 0, 0, 0)
        self.state = QComboBox(Judgement)
        self.state.setObjectName(u"state")

        self.row.addWidget(self.state)

        self.reason = QLineEdit(Judgement)
        self.reason.setObjectName(u"reason")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        sizePolicy.setHorizontalStretch(1)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.reason.sizePolicy().hasHeightForWidth())
        self.reason.setSizePolicy(sizePolicy)

        self.row.addWidget(self.reason)


        self.column.addLayout(self.row)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setContentsMargins(0, 0, 0, 0)
        self.judgeButton = QPushButton(Judgement)
        self.judgeButton.setObjectName(u"judgeButton")
        self.judgeButton.setAutoDefault(False)
        self.judgeButton.setProperty(u"role", u"primary")

        self.buttons.addWidget(self.judgeButton)

        self.withdrawButton = QPushButton(Judgement)
        self.withdrawButton.setObjectName(u"withdrawButton")
        self.withdrawButton.setAutoDefault(False)

        self.buttons.addWidget(self.withdrawButton)

        self.gap = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.gap)


        self.column.addLayout(self.buttons)


        self.retranslateUi(Judgement)

        QMetaObject.connectSlotsByName(Judgement)
    # setupUi

    def retranslateUi(self, Judgement):
        self.title.setText(QCoreApplication.translate("Judgement", u"\u81ea\u5df1\u5224\u65ad", None))
        self.now.setText("")
#if QT_CONFIG(accessibility)
        self.state.setAccessibleName(QCoreApplication.translate("Judgement", u"\u5224\u65ad\u4e3a", None))
#endif // QT_CONFIG(accessibility)
        self.reason.setPlaceholderText(QCoreApplication.translate("Judgement", u"\u7406\u7531\uff08\u5fc5\u586b\uff09", None))
#if QT_CONFIG(accessibility)
        self.reason.setAccessibleName(QCoreApplication.translate("Judgement", u"\u7406\u7531", None))
#endif // QT_CONFIG(accessibility)
        self.judgeButton.setText(QCoreApplication.translate("Judgement", u"\u5224\u65ad", None))
        self.withdrawButton.setText(QCoreApplication.translate("Judgement", u"\u64a4\u56de\u5224\u65ad", None))
        pass
    # retranslateUi

