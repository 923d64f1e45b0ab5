# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'occurrence_detail.ui'
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

class Ui_OccurrenceDetail(object):
    def setupUi(self, OccurrenceDetail):
        if not OccurrenceDetail.objectName():
            OccurrenceDetail.setObjectName(u"OccurrenceDetail")
        self.column = QVBoxLayout(OccurrenceDetail)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(24, 20, 24, 20)
        self.stateRow = QHBoxLayout()
        self.stateRow.setSpacing(8)
        self.stateRow.setObjectName(u"stateRow")
        self.stateRow.setContentsMargins(0, 0, 0, 0)
        self.when = QLabel(OccurrenceDetail)
        self.when.setObjectName(u"when")
        self.when.setProperty(u"role", u"soft")

        self.stateRow.addWidget(self.when)

        self.gap0 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.stateRow.addItem(self.gap0)


        self.column.addLayout(self.stateRow)

        self.title = QLabel(OccurrenceDetail)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"role", u"title")
        self.title.setWordWrap(True)

        self.column.addWidget(self.title)

        self.countdown = QLabel(OccurrenceDetail)
        self.countdown.setObjectName(u"countdown")
        self.countdown.setProperty(u"role", u"large")
        self.countdown.setWordWrap(True)

        self.column.addWidget(self.countdown)

        self.line1 = QFrame(OccurrenceDetail)
        self.line1.setObjectName(u"line1")
        self.line1.setProperty(u"role", u"line")

        self.column.addWidget(self.line1)

        self.facts = QGridLayout()
        self.facts.setObjectName(u"facts")
        self.facts.setHorizontalSpacing(12)
        self.facts.setVerticalSpacing(8)
        self.facts.setContentsMargins(0, 0, 0, 0)

        self.column.addLayout(self.facts)

        self.indicatorButton = QPushButton(OccurrenceDetail)
        self.indicatorButton.setObjectName(u"indicatorButton")
        self.indicatorButton.setAutoDefault(False)
        self.indicatorButton.setProperty(u"role", u"link")

        self.column.addWidget(self.indicatorButton)

        self.figures = QLabel(OccurrenceDetail)
        self.figures.setObjectName(u"figures")
        self.figures.setWordWrap(True)

        self.column.addWidget(self.figures)

        self.gaps = QLabel(OccurrenceDetail)
        self.gaps.setObjectName(u"gaps")
        self.gaps.setProperty(u"role", u"soft")
        self.gaps.setWordWrap(True)

        self.column.addWidget(self.gaps)

        self.line2 = QFrame(OccurrenceDetail)
        self.line2.setObjectName(u"line2")
        self.line2.setProperty(u"role", u"line")

        self.column.addWidget(self.line2)

        self.markTitle = QLabel(OccurrenceDetail)
        self.markTitle.setObjectName(u"markTitle")
        self.markTitle.setProperty(u"role", u"large")

        self.column.addWidget(self.markTitle)

        self.markHint = QLabel(OccurrenceDetail)
        self.markHint.setObjectName(u"markHint")
        self.markHint.setProperty(u"role", u"soft")
        self.markHint.setWordWrap(True)

        self.column.addWidget(self.markHint)

        self.markNote = QLineEdit(OccurrenceDetail)
        self.markNote.setObjectName(u"markNote")

        self.column.addWidget(self.markNote)

        self.markRow = QHBoxLayout()
        self.markRow.setSpacing(8)
        self.markRow.setObjectName(u"markRow")
        self.markRow.setContentsMargins(0, 0, 0, 0)
        self.markButton = QPushButton(OccurrenceDetail)
        self.markButton.setObjectName(u"markButton")
        self.markButton.setAutoDefault(False)
        self.markButton.setProperty(u"role", u"primary")

        self.markRow.addWidget(self.markButton)

        self.unmarkButton = QPushButton(OccurrenceDetail)
        self.unmarkButton.setObjectName(u"unmarkButton")
        self.unmarkButton.setAutoDefault(False)

        self.markRow.addWidget(self.unmarkButton)

        self.gap1 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.markRow.addItem(self.gap1)


        self.column.addLayout(self.markRow)

        self.line3 = QFrame(OccurrenceDetail)
        self.line3.setObjectName(u"line3")
        self.line3.setProperty(u"role", u"line")

        self.column.addWidget(self.line3)

        self.ownRow = QHBoxLayout()
        self.ownRow.setSpacing(8)
        self.ownRow.setObjectName(u"ownRow")
        self.ownRow.setContentsMargins(0, 0, 0, 0)
        self.editButton = QPushButton(OccurrenceDetail)
        self.editButton.setObjectName(u"editButton")
        self.editButton.setAutoDefault(False)

        self.ownRow.addWidget(self.editButton)

        self.gap2 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.ownRow.addItem(self.gap2)

        self.deleteButton = QPushButton(OccurrenceDetail)
        self.deleteButton.setObjectName(u"deleteButton")
        self.deleteButton.setAutoDefault(False)
        self.deleteButton.setProperty(u"role", u"quiet")

        self.ownRow.addWidget(self.deleteButton)


        self.column.addLayout(self.ownRow)

        self.end = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column.addItem(self.end)


        self.retranslateUi(OccurrenceDetail)

        QMetaObject.connectSlotsByName(OccurrenceDetail)
    # setupUi

    def retranslateUi(self, OccurrenceDetail):
        self.when.setText("")
        self.title.setText("")
        self.countdown.setText("")
        self.indicatorButton.setText("")
        self.figures.setText("")
        self.gaps.setText("")
        self.markTitle.setText(QCoreApplication.translate("OccurrenceDetail", u"\u5b8c\u6210\u60c5\u51b5", None))
        self.markHint.setText("")
        self.markNote.setPlaceholderText(QCoreApplication.translate("OccurrenceDetail", u"\u5b8c\u6210\u8bf4\u660e\uff08\u53ef\u4e0d\u586b\uff09", None))
#if QT_CONFIG(accessibility)
        self.markNote.setAccessibleName(QCoreApplication.translate("OccurrenceDetail", u"\u5b8c\u6210\u8bf4\u660e", None))
#endif // QT_CONFIG(accessibility)
        self.markButton.setText(QCoreApplication.translate("OccurrenceDetail", u"\u6807\u8bb0\u5b8c\u6210", None))
        self.unmarkButton.setText(QCoreApplication.translate("OccurrenceDetail", u"\u53d6\u6d88\u6807\u8bb0", None))
        self.editButton.setText(QCoreApplication.translate("OccurrenceDetail", u"\u4fee\u6539\u4efb\u52a1", None))
        self.deleteButton.setText(QCoreApplication.translate("OccurrenceDetail", u"\u5220\u9664\u4efb\u52a1", None))
        pass
    # retranslateUi

