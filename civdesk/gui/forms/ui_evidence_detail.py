# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'evidence_detail.ui'
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
    QLabel, QLineEdit, QPlainTextEdit, QPushButton,
    QScrollArea, QSizePolicy, QSpacerItem, QVBoxLayout,
    QWidget)

from civdesk.gui.evidence.lights import SixLights
from civdesk.gui.evidence.picture import Picture

class Ui_EvidenceDetail(object):
    def setupUi(self, EvidenceDetail):
        if not EvidenceDetail.objectName():
            EvidenceDetail.setObjectName(u"EvidenceDetail")
        self.column = QVBoxLayout(EvidenceDetail)
        self.column.setSpacing(0)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.scroll = QScrollArea(EvidenceDetail)
        self.scroll.setObjectName(u"scroll")
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scrolled = QWidget()
        self.scrolled.setObjectName(u"scrolled")
        self.content = QVBoxLayout(self.scrolled)
        self.content.setSpacing(12)
        self.content.setObjectName(u"content")
        self.content.setContentsMargins(24, 20, 24, 20)
        self.picture = Picture(self.scrolled)
        self.picture.setObjectName(u"picture")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.picture.sizePolicy().hasHeightForWidth())
        self.picture.setSizePolicy(sizePolicy)

        self.content.addWidget(self.picture)

        self.proofsHead = QHBoxLayout()
        self.proofsHead.setSpacing(8)
        self.proofsHead.setObjectName(u"proofsHead")
        self.proofsHead.setContentsMargins(0, 0, 0, 0)
        self.proofsTitle = QLabel(self.scrolled)
        self.proofsTitle.setObjectName(u"proofsTitle")
        self.proofsTitle.setProperty(u"role", u"large")

        self.proofsHead.addWidget(self.proofsTitle)

        self.gap1 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.proofsHead.addItem(self.gap1)

        self.splitButton = QPushButton(self.scrolled)
        self.splitButton.setObjectName(u"splitButton")
        self.splitButton.setAutoDefault(False)
        self.splitButton.setProperty(u"role", u"link")

        self.proofsHead.addWidget(self.splitButton)

        self.linkButton = QPushButton(self.scrolled)
        self.linkButton.setObjectName(u"linkButton")
        self.linkButton.setAutoDefault(False)
        self.linkButton.setProperty(u"role", u"link")

        self.proofsHead.addWidget(self.linkButton)


        self.content.addLayout(self.proofsHead)

        self.proofs = QVBoxLayout()
        self.proofs.setSpacing(4)
        self.proofs.setObjectName(u"proofs")
        self.proofs.setContentsMargins(0, 0, 0, 0)

        self.content.addLayout(self.proofs)

        self.line1 = QFrame(self.scrolled)
        self.line1.setObjectName(u"line1")
        self.line1.setProperty(u"role", u"line")

        self.content.addWidget(self.line1)

        self.captionHead = QHBoxLayout()
        self.captionHead.setSpacing(8)
        self.captionHead.setObjectName(u"captionHead")
        self.captionHead.setContentsMargins(0, 0, 0, 0)
        self.captionTitle = QLabel(self.scrolled)
        self.captionTitle.setObjectName(u"captionTitle")
        self.captionTitle.setProperty(u"role", u"large")

        self.captionHead.addWidget(self.captionTitle)

        self.fillButton = QPushButton(self.scrolled)
        self.fillButton.setObjectName(u"fillButton")
        self.fillButton.setAutoDefault(False)
        self.fillButton.setProperty(u"role", u"link")

        self.captionHead.addWidget(self.fillButton)

        self.gap3 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.captionHead.addItem(self.gap3)

        self.saved = QLabel(self.scrolled)
        self.saved.setObjectName(u"saved")
        self.saved.setProperty(u"role", u"faint")

        self.captionHead.addWidget(self.saved)


        self.content.addLayout(self.captionHead)

        self.lights = SixLights(self.scrolled)
        self.lights.setObjectName(u"lights")

        self.content.addWidget(self.lights)

        self.caption = QGridLayout()
        self.caption.setObjectName(u"caption")
        self.caption.setHorizontalSpacing(12)
        self.caption.setVerticalSpacing(8)
        self.caption.setContentsMargins(0, 0, 0, 0)
        self.titleLabel = QLabel(self.scrolled)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setProperty(u"role", u"soft")
        self.titleLabel.setAlignment(Qt.AlignmentFlag.AlignRight|Qt.AlignmentFlag.AlignTrailing|Qt.AlignmentFlag.AlignVCenter)

        self.caption.addWidget(self.titleLabel, 0, 0, 1, 1)

        self.title = QLineEdit(self.scrolled)
        self.title.setObjectName(u"title")

        self.caption.addWidget(self.title, 0, 1, 1, 1)

        self.eventLabel = QLabel(self.scrolled)
        self.eventLabel.setObjectName(u"eventLabel")
        self.eventLabel.setProperty(u"role", u"soft")
        self.eventLabel.setAlignment(Qt.AlignmentFlag.AlignRight|Qt.AlignmentFlag.AlignTrailing|Qt.AlignmentFlag.AlignVCenter)

        self.caption.addWidget(self.eventLabel, 1, 0, 1, 1)

        self.event = QLineEdit(self.scrolled)
        self.event.setObjectName(u"event")

        self.caption.addWidget(self.event, 1, 1, 1, 1)

        self.timeLabel = QLabel(self.scrolled)
        self.timeLabel.setObjectName(u"timeLabel")
        self.timeLabel.setProperty(u"role", u"soft")
        self.timeLabel.setAlignment(Qt.AlignmentFlag.AlignRight|Qt.AlignmentFlag.AlignTrailing|Qt.AlignmentFlag.AlignVCenter)

        self.caption.addWidget(self.timeLabel, 2, 0, 1, 1)

        self.time = QLineEdit(self.scrolled)
        self.time.setObjectName(u"time")

        self.caption.addWidget(self.time, 2, 1, 1, 1)

        self.placeLabel = QLabel(self.scrolled)
        self.placeLabel.setObjectName(u"placeLabel")
        self.placeLabel.setProperty(u"role", u"soft")
        self.placeLabel.setAlignment(Qt.AlignmentFlag.AlignRight|Qt.AlignmentFlag.AlignTrailing|Qt.AlignmentFlag.AlignVCenter)

        self.caption.addWidget(self.placeLabel, 3, 0, 1, 1)

        self.place = QLineEdit(self.scrolled)
        self.place.setObjectName(u"place")

        self.caption.addWidget(self.place, 3, 1, 1, 1)

        self.peopleLabel = QLabel(self.scrolled)
        self.peopleLabel.setObjectName(u"peopleLabel")
        self.peopleLabel.setProperty(u"role", u"soft")
        self.peopleLabel.setAlignment(Qt.AlignmentFlag.AlignRight|Qt.AlignmentFlag.AlignTrailing|Qt.AlignmentFlag.AlignVCenter)

        self.caption.addWidget(self.peopleLabel, 4, 0, 1, 1)

        self.people = QLineEdit(self.scrolled)
        self.people.setObjectName(u"people")

        self.caption.addWidget(self.people, 4, 1, 1, 1)

        self.backgroundLabel = QLabel(self.scrolled)
        self.backgroundLabel.setObjectName(u"backgroundLabel")
        self.backgroundLabel.setProperty(u"role", u"soft")
        self.backgroundLabel.setAlignment(Qt.AlignmentFlag.AlignRight|Qt.AlignmentFlag.AlignTrailing|Qt.AlignmentFlag.AlignVCenter)

        self.caption.addWidget(self.backgroundLabel, 5, 0, 1, 1)

        self.background = QLineEdit(self.scrolled)
        self.background.setObjectName(u"background")

        self.caption.addWidget(self.background, 5, 1, 1, 1)

        self.photographerLabel = QLabel(self.scrolled)
        self.photographerLabel.setObjectName(u"photographerLabel")
        self.photographerLabel.setProperty(u"role", u"soft")
        self.photographerLabel.setAlignment(Qt.AlignmentFlag.AlignRight|Qt.AlignmentFlag.AlignTrailing|Qt.AlignmentFlag.AlignVCenter)

        self.caption.addWidget(self.photographerLabel, 6, 0, 1, 1)

        self.photographer = QLineEdit(self.scrolled)
        self.photographer.setObjectName(u"photographer")

        self.caption.addWidget(self.photographer, 6, 1, 1, 1)

        self.textLabel = QLabel(self.scrolled)
        self.textLabel.setObjectName(u"textLabel")
        self.textLabel.setProperty(u"role", u"soft")
        self.textLabel.setAlignment(Qt.AlignmentFlag.AlignRight|Qt.AlignmentFlag.AlignTop|Qt.AlignmentFlag.AlignTrailing)

        self.caption.addWidget(self.textLabel, 7, 0, 1, 1)

        self.text = QPlainTextEdit(self.scrolled)
        self.text.setObjectName(u"text")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumSize(QSize(0, 72))

        self.caption.addWidget(self.text, 7, 1, 1, 1)

        self.takenAtLabel = QLabel(self.scrolled)
        self.takenAtLabel.setObjectName(u"takenAtLabel")
        self.takenAtLabel.setProperty(u"role", u"soft")
        self.takenAtLabel.setAlignment(Qt.AlignmentFlag.AlignRight|Qt.AlignmentFlag.AlignTrailing|Qt.AlignmentFlag.AlignVCenter)

        self.caption.addWidget(self.takenAtLabel, 8, 0, 1, 1)

        self.takenAt = QLineEdit(self.scrolled)
        self.takenAt.setObjectName(u"takenAt")

        self.caption.addWidget(self.takenAt, 8, 1, 1, 1)

        self.problem = QLabel(self.scrolled)
        self.problem.setObjectName(u"problem")
        self.problem.setProperty(u"role", u"problem")
        self.problem.setWordWrap(True)

        self.caption.addWidget(self.problem, 9, 1, 1, 1)


        self.content.addLayout(self.caption)

        self.line2 = QFrame(self.scrolled)
        self.line2.setObjectName(u"line2")
        self.line2.setProperty(u"role", u"line")

        self.content.addWidget(self.line2)

        self.factsTitle = QLabel(self.scrolled)
        self.factsTitle.setObjectName(u"factsTitle")
        self.factsTitle.setProperty(u"role", u"large")

        self.content.addWidget(self.factsTitle)

        self.facts = QGridLayout()
        self.facts.setObjectName(u"facts")
        self.facts.setHorizontalSpacing(12)
        self.facts.setVerticalSpacing(6)
        self.facts.setContentsMargins(0, 0, 0, 0)

        self.content.addLayout(self.facts)

        self.end = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.content.addItem(self.end)

        self.scroll.setWidget(self.scrolled)

        self.column.addWidget(self.scroll)

        self.line3 = QFrame(EvidenceDetail)
        self.line3.setObjectName(u"line3")
        self.line3.setProperty(u"role", u"line")

        self.column.addWidget(self.line3)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setContentsMargins(24, 12, 24, 12)
        self.openButton = QPushButton(EvidenceDetail)
        self.openButton.setObjectName(u"openButton")
        self.openButton.setAutoDefault(False)

        self.buttons.addWidget(self.openButton)

        self.saveAsButton = QPushButton(EvidenceDetail)
        self.saveAsButton.setObjectName(u"saveAsButton")
        self.saveAsButton.setAutoDefault(False)

        self.buttons.addWidget(self.saveAsButton)

        self.gap2 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.gap2)

        self.deleteButton = QPushButton(EvidenceDetail)
        self.deleteButton.setObjectName(u"deleteButton")
        self.deleteButton.setAutoDefault(False)
        self.deleteButton.setProperty(u"role", u"quiet")

        self.buttons.addWidget(self.deleteButton)


        self.column.addLayout(self.buttons)

#if QT_CONFIG(shortcut)
        self.titleLabel.setBuddy(self.title)
        self.eventLabel.setBuddy(self.event)
        self.timeLabel.setBuddy(self.time)
        self.placeLabel.setBuddy(self.place)
        self.peopleLabel.setBuddy(self.people)
        self.backgroundLabel.setBuddy(self.background)
        self.photographerLabel.setBuddy(self.photographer)
        self.textLabel.setBuddy(self.text)
        self.takenAtLabel.setBuddy(self.takenAt)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(EvidenceDetail)

        QMetaObject.connectSlotsByName(EvidenceDetail)
    # setupUi

    def retranslateUi(self, EvidenceDetail):
        self.proofsTitle.setText(QCoreApplication.translate("EvidenceDetail", u"\u8bc1\u660e", None))
        self.splitButton.setText(QCoreApplication.translate("EvidenceDetail", u"\u6309\u9875\u62c6\u5206\u2026", None))
#if QT_CONFIG(tooltip)
        self.splitButton.setToolTip(QCoreApplication.translate("EvidenceDetail", u"\u628a\u626b\u63cf\u4ef6\u6309\u9875\u62c6\u6210\u51e0\u4efd\u4f50\u8bc1\uff0c\u539f\u6587\u4ef6\u4fdd\u7559\u4e0d\u53d8", None))
#endif // QT_CONFIG(tooltip)
        self.linkButton.setText(QCoreApplication.translate("EvidenceDetail", u"\u5173\u8054\u5230\u8bb0\u5f55\u2026", None))
        self.captionTitle.setText(QCoreApplication.translate("EvidenceDetail", u"\u8bf4\u660e", None))
        self.fillButton.setText(QCoreApplication.translate("EvidenceDetail", u"\u4ece\u8bb0\u5f55\u5e26\u51fa", None))
#if QT_CONFIG(tooltip)
        self.fillButton.setToolTip(QCoreApplication.translate("EvidenceDetail", u"\u7528\u5b83\u8bc1\u660e\u7684\u8bb0\u5f55\u586b\u5199\u8fd8\u7a7a\u7740\u7684\u680f", None))
#endif // QT_CONFIG(tooltip)
        self.saved.setText("")
        self.titleLabel.setText(QCoreApplication.translate("EvidenceDetail", u"\u9898\u540d", None))
#if QT_CONFIG(accessibility)
        self.title.setAccessibleName(QCoreApplication.translate("EvidenceDetail", u"\u9898\u540d", None))
#endif // QT_CONFIG(accessibility)
        self.title.setPlaceholderText(QCoreApplication.translate("EvidenceDetail", u"\u4e00\u53e5\u8bdd\u8bf4\u6e05\u662f\u4ec0\u4e48\uff0c\u5982 \u6e05\u660e\u796d\u626b\u6d3b\u52a8\u73b0\u573a", None))
        self.eventLabel.setText(QCoreApplication.translate("EvidenceDetail", u"\u4e8b\u7531", None))
#if QT_CONFIG(accessibility)
        self.event.setAccessibleName(QCoreApplication.translate("EvidenceDetail", u"\u4e8b\u7531", None))
#endif // QT_CONFIG(accessibility)
        self.event.setPlaceholderText(QCoreApplication.translate("EvidenceDetail", u"\u4e3a\u4ec0\u4e48\u4e8b\u62cd\u7684", None))
        self.timeLabel.setText(QCoreApplication.translate("EvidenceDetail", u"\u65f6\u95f4", None))
#if QT_CONFIG(accessibility)
        self.time.setAccessibleName(QCoreApplication.translate("EvidenceDetail", u"\u65f6\u95f4", None))
#endif // QT_CONFIG(accessibility)
        self.placeLabel.setText(QCoreApplication.translate("EvidenceDetail", u"\u5730\u70b9", None))
#if QT_CONFIG(accessibility)
        self.place.setAccessibleName(QCoreApplication.translate("EvidenceDetail", u"\u5730\u70b9", None))
#endif // QT_CONFIG(accessibility)
        self.place.setPlaceholderText(QCoreApplication.translate("EvidenceDetail", u"\u5728\u54ea\u91cc", None))
        self.peopleLabel.setText(QCoreApplication.translate("EvidenceDetail", u"\u4eba\u7269", None))
#if QT_CONFIG(accessibility)
        self.people.setAccessibleName(QCoreApplication.translate("EvidenceDetail", u"\u4eba\u7269", None))
#endif // QT_CONFIG(accessibility)
        self.people.setPlaceholderText(QCoreApplication.translate("EvidenceDetail", u"\u59d3\u540d\u548c\u8eab\u4efd\uff0c\u4ece\u5de6\u5230\u53f3", None))
        self.backgroundLabel.setText(QCoreApplication.translate("EvidenceDetail", u"\u80cc\u666f", None))
#if QT_CONFIG(accessibility)
        self.background.setAccessibleName(QCoreApplication.translate("EvidenceDetail", u"\u80cc\u666f", None))
#endif // QT_CONFIG(accessibility)
        self.background.setPlaceholderText(QCoreApplication.translate("EvidenceDetail", u"\u4ec0\u4e48\u80cc\u666f\u4e0b\u5f00\u5c55\u7684", None))
        self.photographerLabel.setText(QCoreApplication.translate("EvidenceDetail", u"\u6444\u5f71\u8005", None))
#if QT_CONFIG(accessibility)
        self.photographer.setAccessibleName(QCoreApplication.translate("EvidenceDetail", u"\u6444\u5f71\u8005", None))
#endif // QT_CONFIG(accessibility)
        self.photographer.setPlaceholderText(QCoreApplication.translate("EvidenceDetail", u"\u8c01\u62cd\u7684", None))
        self.textLabel.setText(QCoreApplication.translate("EvidenceDetail", u"\u6587\u5b57\u8bf4\u660e", None))
#if QT_CONFIG(accessibility)
        self.text.setAccessibleName(QCoreApplication.translate("EvidenceDetail", u"\u6587\u5b57\u8bf4\u660e", None))
#endif // QT_CONFIG(accessibility)
        self.text.setPlaceholderText(QCoreApplication.translate("EvidenceDetail", u"\u8fd8\u8981\u8865\u5145\u7684", None))
        self.takenAtLabel.setText(QCoreApplication.translate("EvidenceDetail", u"\u62cd\u6444\u65f6\u95f4", None))
#if QT_CONFIG(accessibility)
        self.takenAt.setAccessibleName(QCoreApplication.translate("EvidenceDetail", u"\u62cd\u6444\u65f6\u95f4", None))
#endif // QT_CONFIG(accessibility)
        self.takenAt.setPlaceholderText(QCoreApplication.translate("EvidenceDetail", u"\u5982 2026-03-18 09:30", None))
        self.problem.setText("")
        self.factsTitle.setText(QCoreApplication.translate("EvidenceDetail", u"\u6587\u4ef6", None))
        self.openButton.setText(QCoreApplication.translate("EvidenceDetail", u"\u6253\u5f00", None))
        self.saveAsButton.setText(QCoreApplication.translate("EvidenceDetail", u"\u53e6\u5b58\u4e3a\u2026", None))
        self.deleteButton.setText(QCoreApplication.translate("EvidenceDetail", u"\u5220\u9664", None))
        pass
    # retranslateUi

