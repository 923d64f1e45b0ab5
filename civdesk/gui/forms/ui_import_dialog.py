# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'import_dialog.ui'
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
from PySide6.QtWidgets import (QApplication, QDialog, QFrame, QHBoxLayout,
    QLabel, QPushButton, QSizePolicy, QSpacerItem,
    QStackedWidget, QVBoxLayout, QWidget)

from civdesk.gui.widgets.elided import ElidedLabel

class Ui_ImportDialog(object):
    def setupUi(self, ImportDialog):
        if not ImportDialog.objectName():
            ImportDialog.setObjectName(u"ImportDialog")
        self.column = QVBoxLayout(ImportDialog)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(24, 20, 24, 20)
        self.top = QHBoxLayout()
        self.top.setSpacing(8)
        self.top.setObjectName(u"top")
        self.file = ElidedLabel(ImportDialog)
        self.file.setObjectName(u"file")
        self.file.setProperty(u"role", u"large")

        self.top.addWidget(self.file)

        self.sheetsButton = QPushButton(ImportDialog)
        self.sheetsButton.setObjectName(u"sheetsButton")
        self.sheetsButton.setProperty(u"role", u"choice")
        self.sheetsButton.setCheckable(True)
        self.sheetsButton.setAutoExclusive(True)
        self.sheetsButton.setAutoDefault(False)

        self.top.addWidget(self.sheetsButton)

        self.columnsButton = QPushButton(ImportDialog)
        self.columnsButton.setObjectName(u"columnsButton")
        self.columnsButton.setProperty(u"role", u"choice")
        self.columnsButton.setCheckable(True)
        self.columnsButton.setAutoExclusive(True)
        self.columnsButton.setAutoDefault(False)

        self.top.addWidget(self.columnsButton)

        self.previewButton = QPushButton(ImportDialog)
        self.previewButton.setObjectName(u"previewButton")
        self.previewButton.setProperty(u"role", u"choice")
        self.previewButton.setCheckable(True)
        self.previewButton.setAutoExclusive(True)
        self.previewButton.setAutoDefault(False)

        self.top.addWidget(self.previewButton)

        self.top.setStretch(0, 1)

        self.column.addLayout(self.top)

        self.summaryFrame = QFrame(ImportDialog)
        self.summaryFrame.setObjectName(u"summaryFrame")
        self.summaryFrame.setProperty(u"role", u"sheet")
        self.summaryColumn = QVBoxLayout(self.summaryFrame)
        self.summaryColumn.setSpacing(4)
        self.summaryColumn.setObjectName(u"summaryColumn")
        self.summaryColumn.setContentsMargins(20, 10, 20, 10)
        self.summary = QLabel(self.summaryFrame)
        self.summary.setObjectName(u"summary")
        self.summary.setProperty(u"role", u"large")
        self.summary.setWordWrap(True)

        self.summaryColumn.addWidget(self.summary)

        self.hint = QLabel(self.summaryFrame)
        self.hint.setObjectName(u"hint")
        self.hint.setProperty(u"role", u"small")
        self.hint.setWordWrap(True)

        self.summaryColumn.addWidget(self.hint)


        self.column.addWidget(self.summaryFrame)

        self.steps = QStackedWidget(ImportDialog)
        self.steps.setObjectName(u"steps")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(1)
        sizePolicy.setHeightForWidth(self.steps.sizePolicy().hasHeightForWidth())
        self.steps.setSizePolicy(sizePolicy)

        self.column.addWidget(self.steps)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.rejectsButton = QPushButton(ImportDialog)
        self.rejectsButton.setObjectName(u"rejectsButton")
        self.rejectsButton.setAutoDefault(False)

        self.buttons.addWidget(self.rejectsButton)

        self.evidenceButton = QPushButton(ImportDialog)
        self.evidenceButton.setObjectName(u"evidenceButton")
        self.evidenceButton.setProperty(u"role", u"quiet")
        self.evidenceButton.setAutoDefault(False)

        self.buttons.addWidget(self.evidenceButton)

        self.gap = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.gap)

        self.cancelButton = QPushButton(ImportDialog)
        self.cancelButton.setObjectName(u"cancelButton")
        self.cancelButton.setProperty(u"role", u"quiet")
        self.cancelButton.setAutoDefault(False)

        self.buttons.addWidget(self.cancelButton)

        self.backButton = QPushButton(ImportDialog)
        self.backButton.setObjectName(u"backButton")
        self.backButton.setAutoDefault(False)

        self.buttons.addWidget(self.backButton)

        self.nextButton = QPushButton(ImportDialog)
        self.nextButton.setObjectName(u"nextButton")
        self.nextButton.setProperty(u"role", u"primary")
        self.nextButton.setAutoDefault(False)

        self.buttons.addWidget(self.nextButton)

        self.confirmButton = QPushButton(ImportDialog)
        self.confirmButton.setObjectName(u"confirmButton")
        self.confirmButton.setProperty(u"role", u"primary")
        self.confirmButton.setAutoDefault(False)

        self.buttons.addWidget(self.confirmButton)

        self.doneButton = QPushButton(ImportDialog)
        self.doneButton.setObjectName(u"doneButton")
        self.doneButton.setProperty(u"role", u"primary")
        self.doneButton.setVisible(False)
        self.doneButton.setAutoDefault(False)

        self.buttons.addWidget(self.doneButton)


        self.column.addLayout(self.buttons)


        self.retranslateUi(ImportDialog)

        QMetaObject.connectSlotsByName(ImportDialog)
    # setupUi

    def retranslateUi(self, ImportDialog):
        ImportDialog.setWindowTitle(QCoreApplication.translate("ImportDialog", u"\u5bfc\u5165\u8868\u683c", None))
        self.sheetsButton.setText(QCoreApplication.translate("ImportDialog", u"1\u3000\u5de5\u4f5c\u8868(&1)", None))
        self.columnsButton.setText(QCoreApplication.translate("ImportDialog", u"2\u3000\u5217\u7684\u5bf9\u5e94(&2)", None))
        self.previewButton.setText(QCoreApplication.translate("ImportDialog", u"3\u3000\u6838\u5bf9(&3)", None))
        self.rejectsButton.setText(QCoreApplication.translate("ImportDialog", u"\u5bfc\u51fa\u9000\u56de\u8868(&E)\u2026", None))
        self.evidenceButton.setText(QCoreApplication.translate("ImportDialog", u"\u4e0d\u662f\u53f0\u8d26\uff0c\u4f5c\u4e3a\u4f50\u8bc1\u5b58\u5165", None))
        self.cancelButton.setText(QCoreApplication.translate("ImportDialog", u"\u53d6\u6d88", None))
        self.backButton.setText(QCoreApplication.translate("ImportDialog", u"\u4e0a\u4e00\u6b65(&B)", None))
        self.nextButton.setText(QCoreApplication.translate("ImportDialog", u"\u4e0b\u4e00\u6b65(&N)", None))
        self.confirmButton.setText(QCoreApplication.translate("ImportDialog", u"\u5bfc\u5165", None))
        self.doneButton.setText(QCoreApplication.translate("ImportDialog", u"\u5b8c\u6210(&F)", None))
    # retranslateUi

