# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'evidence_several.ui'
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
from PySide6.QtWidgets import (QApplication, QFrame, QGridLayout, QHBoxLayout,
    QLabel, QLineEdit, QPushButton, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

class Ui_EvidenceSeveral(object):
    def setupUi(self, EvidenceSeveral):
        if not EvidenceSeveral.objectName():
            EvidenceSeveral.setObjectName(u"EvidenceSeveral")
        self.column = QVBoxLayout(EvidenceSeveral)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(24, 20, 24, 20)
        self.title = QLabel(EvidenceSeveral)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"role", u"large")

        self.column.addWidget(self.title)

        self.hint = QLabel(EvidenceSeveral)
        self.hint.setObjectName(u"hint")
        self.hint.setProperty(u"role", u"soft")
        self.hint.setWordWrap(True)

        self.column.addWidget(self.hint)

        self.caption = QGridLayout()
        self.caption.setObjectName(u"caption")
        self.caption.setHorizontalSpacing(12)
        self.caption.setVerticalSpacing(8)
        self.caption.setContentsMargins(0, 0, 0, 0)
        self.eventLabel = QLabel(EvidenceSeveral)
        self.eventLabel.setObjectName(u"eventLabel")
        self.eventLabel.setProperty(u"role", u"soft")
        self.eventLabel.setAlignment(Qt.AlignmentFlag.AlignRight|Qt.AlignmentFlag.AlignTrailing|Qt.AlignmentFlag.AlignVCenter)

        self.caption.addWidget(self.eventLabel, 0, 0, 1, 1)

        self.event = QLineEdit(EvidenceSeveral)
        self.event.setObjectName(u"event")

        self.caption.addWidget(self.event, 0, 1, 1, 1)

        self.timeLabel = QLabel(EvidenceSeveral)
        self.timeLabel.setObjectName(u"timeLabel")
        self.timeLabel.setProperty(u"role", u"soft")
        self.timeLabel.setAlignment(Qt.AlignmentFlag.AlignRight|Qt.AlignmentFlag.AlignTrailing|Qt.AlignmentFlag.AlignVCenter)

        self.caption.addWidget(self.timeLabel, 1, 0, 1, 1)

        self.time = QLineEdit(EvidenceSeveral)
        self.time.setObjectName(u"time")

        self.caption.addWidget(self.time, 1, 1, 1, 1)

        self.placeLabel = QLabel(EvidenceSeveral)
        self.placeLabel.setObjectName(u"placeLabel")
        self.placeLabel.setProperty(u"role", u"soft")
        self.placeLabel.setAlignment(Qt.AlignmentFlag.AlignRight|Qt.AlignmentFlag.AlignTrailing|Qt.AlignmentFlag.AlignVCenter)

        self.caption.addWidget(self.placeLabel, 2, 0, 1, 1)

        self.place = QLineEdit(EvidenceSeveral)
        self.place.setObjectName(u"place")

        self.caption.addWidget(self.place, 2, 1, 1, 1)

        self.peopleLabel = QLabel(EvidenceSeveral)
        self.peopleLabel.setObjectName(u"peopleLabel")
        self.peopleLabel.setProperty(u"role", u"soft")
        self.peopleLabel.setAlignment(Qt.AlignmentFlag.AlignRight|Qt.AlignmentFlag.AlignTrailing|Qt.AlignmentFlag.AlignVCenter)

        self.caption.addWidget(self.peopleLabel, 3, 0, 1, 1)

        self.people = QLineEdit(EvidenceSeveral)
        self.people.setObjectName(u"people")

        self.caption.addWidget(self.people, 3, 1, 1, 1)

        self.backgroundLabel = QLabel(EvidenceSeveral)
        self.backgroundLabel.setObjectName(u"backgroundLabel")
        self.backgroundLabel.setProperty(u"role", u"soft")
        self.backgroundLabel.setAlignment(Qt.AlignmentFlag.AlignRight|Qt.AlignmentFlag.AlignTrailing|Qt.AlignmentFlag.AlignVCenter)

        self.caption.addWidget(self.backgroundLabel, 4, 0, 1, 1)

        self.background = QLineEdit(EvidenceSeveral)
        self.background.setObjectName(u"background")

        self.caption.addWidget(self.background, 4, 1, 1, 1)

        self.photographerLabel = QLabel(EvidenceSeveral)
        self.photographerLabel.setObjectName(u"photographerLabel")
        self.photographerLabel.setProperty(u"role", u"soft")
        self.photographerLabel.setAlignment(Qt.AlignmentFlag.AlignRight|Qt.AlignmentFlag.AlignTrailing|Qt.AlignmentFlag.AlignVCenter)

        self.caption.addWidget(self.photographerLabel, 5, 0, 1, 1)

        self.photographer = QLineEdit(EvidenceSeveral)
        self.photographer.setObjectName(u"photographer")

        self.caption.addWidget(self.photographer, 5, 1, 1, 1)


        self.column.addLayout(self.caption)

        self.fillRow = QHBoxLayout()
        self.fillRow.setSpacing(8)
        self.fillRow.setObjectName(u"fillRow")
        self.fillRow.setContentsMargins(0, 0, 0, 0)
        self.gap1 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.fillRow.addItem(self.gap1)

        self.fillButton = QPushButton(EvidenceSeveral)
        self.fillButton.setObjectName(u"fillButton")
        self.fillButton.setAutoDefault(False)
        self.fillButton.setProperty(u"role", u"primary")

        self.fillRow.addWidget(self.fillButton)


        self.column.addLayout(self.fillRow)

        self.line1 = QFrame(EvidenceSeveral)
        self.line1.setObjectName(u"line1")
        self.line1.setProperty(u"role", u"line")

        self.column.addWidget(self.line1)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setContentsMargins(0, 0, 0, 0)
        self.linkButton = QPushButton(EvidenceSeveral)
        self.linkButton.setObjectName(u"linkButton")
        self.linkButton.setAutoDefault(False)

        self.buttons.addWidget(self.linkButton)

        self.gap2 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.gap2)

        self.deleteButton = QPushButton(EvidenceSeveral)
        self.deleteButton.setObjectName(u"deleteButton")
        self.deleteButton.setAutoDefault(False)
        self.deleteButton.setProperty(u"role", u"quiet")

        self.buttons.addWidget(self.deleteButton)


        self.column.addLayout(self.buttons)

        self.end = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column.addItem(self.end)

#if QT_CONFIG(shortcut)
        self.eventLabel.setBuddy(self.event)
        self.timeLabel.setBuddy(self.time)
        self.placeLabel.setBuddy(self.place)
        self.peopleLabel.setBuddy(self.people)
        self.backgroundLabel.setBuddy(self.background)
        self.photographerLabel.setBuddy(self.photographer)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(EvidenceSeveral)

        QMetaObject.connectSlotsByName(EvidenceSeveral)
    # setupUi

    def retranslateUi(self, EvidenceSeveral):
        self.title.setText("")
        self.hint.setText(QCoreApplication.translate("EvidenceSeveral", u"\u586b\u4e86\u7684\u680f\u4f1a\u5199\u5230\u9009\u4e2d\u7684\u6bcf\u4e00\u4ef6\u91cc\uff0c\u6ca1\u586b\u7684\u4e0d\u6539\u3002", None))
        self.eventLabel.setText(QCoreApplication.translate("EvidenceSeveral", u"\u4e8b\u7531", None))
#if QT_CONFIG(accessibility)
        self.event.setAccessibleName(QCoreApplication.translate("EvidenceSeveral", u"\u4e8b\u7531", None))
#endif // QT_CONFIG(accessibility)
        self.event.setPlaceholderText(QCoreApplication.translate("EvidenceSeveral", u"\u4e0d\u586b\u5c31\u4e0d\u6539", None))
        self.timeLabel.setText(QCoreApplication.translate("EvidenceSeveral", u"\u65f6\u95f4", None))
#if QT_CONFIG(accessibility)
        self.time.setAccessibleName(QCoreApplication.translate("EvidenceSeveral", u"\u65f6\u95f4", None))
#endif // QT_CONFIG(accessibility)
        self.time.setPlaceholderText(QCoreApplication.translate("EvidenceSeveral", u"\u4e0d\u586b\u5c31\u4e0d\u6539", None))
        self.placeLabel.setText(QCoreApplication.translate("EvidenceSeveral", u"\u5730\u70b9", None))
#if QT_CONFIG(accessibility)
        self.place.setAccessibleName(QCoreApplication.translate("EvidenceSeveral", u"\u5730\u70b9", None))
#endif // QT_CONFIG(accessibility)
        self.place.setPlaceholderText(QCoreApplication.translate("EvidenceSeveral", u"\u4e0d\u586b\u5c31\u4e0d\u6539", None))
        self.peopleLabel.setText(QCoreApplication.translate("EvidenceSeveral", u"\u4eba\u7269", None))
#if QT_CONFIG(accessibility)
        self.people.setAccessibleName(QCoreApplication.translate("EvidenceSeveral", u"\u4eba\u7269", None))
#endif // QT_CONFIG(accessibility)
        self.people.setPlaceholderText(QCoreApplication.translate("EvidenceSeveral", u"\u4e0d\u586b\u5c31\u4e0d\u6539", None))
        self.backgroundLabel.setText(QCoreApplication.translate("EvidenceSeveral", u"\u80cc\u666f", None))
#if QT_CONFIG(accessibility)
        self.background.setAccessibleName(QCoreApplication.translate("EvidenceSeveral", u"\u80cc\u666f", None))
#endif // QT_CONFIG(accessibility)
        self.background.setPlaceholderText(QCoreApplication.translate("EvidenceSeveral", u"\u4e0d\u586b\u5c31\u4e0d\u6539", None))
        self.photographerLabel.setText(QCoreApplication.translate("EvidenceSeveral", u"\u6444\u5f71\u8005", None))
#if QT_CONFIG(accessibility)
        self.photographer.setAccessibleName(QCoreApplication.translate("EvidenceSeveral", u"\u6444\u5f71\u8005", None))
#endif // QT_CONFIG(accessibility)
        self.photographer.setPlaceholderText(QCoreApplication.translate("EvidenceSeveral", u"\u4e0d\u586b\u5c31\u4e0d\u6539", None))
        self.fillButton.setText(QCoreApplication.translate("EvidenceSeveral", u"\u5199\u5165\u9009\u4e2d\u7684\u5f71\u50cf", None))
        self.linkButton.setText(QCoreApplication.translate("EvidenceSeveral", u"\u5173\u8054\u5230\u8bb0\u5f55\u2026", None))
        self.deleteButton.setText(QCoreApplication.translate("EvidenceSeveral", u"\u5220\u9664", None))
        pass
    # retranslateUi

