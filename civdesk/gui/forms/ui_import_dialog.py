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
from PySide6.QtWidgets import (QApplication, QCheckBox, QComboBox, QDialog,
    QFrame, QHBoxLayout, QHeaderView, QLabel,
    QLineEdit, QPushButton, QScrollArea, QSizePolicy,
    QSpacerItem, QTabWidget, QTableView, QVBoxLayout,
    QWidget)

from civdesk.gui.widgets.elided import ElidedLabel

class Ui_ImportDialog(object):
    def setupUi(self, ImportDialog):
        if not ImportDialog.objectName():
            ImportDialog.setObjectName(u"ImportDialog")
        self.column = QVBoxLayout(ImportDialog)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(24, 20, 24, 20)
        self.file = ElidedLabel(ImportDialog)
        self.file.setObjectName(u"file")

        self.column.addWidget(self.file)

        self.choices = QHBoxLayout()
        self.choices.setSpacing(12)
        self.choices.setObjectName(u"choices")
        self.ledgerLabel = QLabel(ImportDialog)
        self.ledgerLabel.setObjectName(u"ledgerLabel")

        self.choices.addWidget(self.ledgerLabel)

        self.ledger = QComboBox(ImportDialog)
        self.ledger.setObjectName(u"ledger")
        self.ledger.setMaxVisibleItems(20)

        self.choices.addWidget(self.ledger)

        self.yearLabel = QLabel(ImportDialog)
        self.yearLabel.setObjectName(u"yearLabel")

        self.choices.addWidget(self.yearLabel)

        self.year = QLineEdit(ImportDialog)
        self.year.setObjectName(u"year")
        self.year.setMaxLength(4)

        self.choices.addWidget(self.year)

        self.keepDuplicates = QCheckBox(ImportDialog)
        self.keepDuplicates.setObjectName(u"keepDuplicates")

        self.choices.addWidget(self.keepDuplicates)

        self.choices.setStretch(1, 1)

        self.column.addLayout(self.choices)

        self.summaryFrame = QFrame(ImportDialog)
        self.summaryFrame.setObjectName(u"summaryFrame")
        self.summaryColumn = QVBoxLayout(self.summaryFrame)
        self.summaryColumn.setSpacing(4)
        self.summaryColumn.setObjectName(u"summaryColumn")
        self.summaryColumn.setContentsMargins(20, 12, 20, 12)
        self.summary = QLabel(self.summaryFrame)
        self.summary.setObjectName(u"summary")
        self.summary.setWordWrap(True)

        self.summaryColumn.addWidget(self.summary)

        self.hint = QLabel(self.summaryFrame)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(True)

        self.summaryColumn.addWidget(self.hint)


        self.column.addWidget(self.summaryFrame)

        self.tabs = QTabWidget(ImportDialog)
        self.tabs.setObjectName(u"tabs")
        self.tabs.setDocumentMode(True)
        self.notes = QTableView()
        self.notes.setObjectName(u"notes")
        self.tabs.addTab(self.notes, "")
        self.mapping = QScrollArea()
        self.mapping.setObjectName(u"mapping")
        self.mapping.setWidgetResizable(True)
        self.tabs.addTab(self.mapping, "")

        self.column.addWidget(self.tabs)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.rejectsButton = QPushButton(ImportDialog)
        self.rejectsButton.setObjectName(u"rejectsButton")
        self.rejectsButton.setAutoDefault(False)

        self.buttons.addWidget(self.rejectsButton)

        self.evidenceButton = QPushButton(ImportDialog)
        self.evidenceButton.setObjectName(u"evidenceButton")
        self.evidenceButton.setAutoDefault(False)

        self.buttons.addWidget(self.evidenceButton)

        self.gap = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.gap)

        self.cancelButton = QPushButton(ImportDialog)
        self.cancelButton.setObjectName(u"cancelButton")
        self.cancelButton.setAutoDefault(False)

        self.buttons.addWidget(self.cancelButton)

        self.confirmButton = QPushButton(ImportDialog)
        self.confirmButton.setObjectName(u"confirmButton")

        self.buttons.addWidget(self.confirmButton)


        self.column.addLayout(self.buttons)

#if QT_CONFIG(shortcut)
        self.ledgerLabel.setBuddy(self.ledger)
        self.yearLabel.setBuddy(self.year)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(ImportDialog)

        self.confirmButton.setDefault(True)


        QMetaObject.connectSlotsByName(ImportDialog)
    # setupUi

    def retranslateUi(self, ImportDialog):
        ImportDialog.setWindowTitle(QCoreApplication.translate("ImportDialog", u"\u5bfc\u5165\u8868\u683c", None))
        self.file.setProperty(u"role", QCoreApplication.translate("ImportDialog", u"large", None))
        self.ledgerLabel.setProperty(u"role", QCoreApplication.translate("ImportDialog", u"soft", None))
        self.ledgerLabel.setText(QCoreApplication.translate("ImportDialog", u"\u5bfc\u5165\u5230(&L)", None))
        self.yearLabel.setProperty(u"role", QCoreApplication.translate("ImportDialog", u"soft", None))
        self.yearLabel.setText(QCoreApplication.translate("ImportDialog", u"\u65e5\u671f\u7f3a\u5e74\u4efd\u65f6\u7b97\u4f5c(&Y)", None))
        self.year.setPlaceholderText(QCoreApplication.translate("ImportDialog", u"\u4e0d\u8865", None))
        self.keepDuplicates.setText(QCoreApplication.translate("ImportDialog", u"\u91cd\u590d\u7684\u884c\u4e5f\u5bfc\u5165(&D)", None))
        self.summaryFrame.setProperty(u"role", QCoreApplication.translate("ImportDialog", u"sheet", None))
        self.summary.setProperty(u"role", QCoreApplication.translate("ImportDialog", u"large", None))
        self.hint.setProperty(u"role", QCoreApplication.translate("ImportDialog", u"small", None))
#if QT_CONFIG(accessibility)
        self.notes.setAccessibleName(QCoreApplication.translate("ImportDialog", u"\u6ca1\u6709\u5bfc\u5165\u548c\u9700\u8981\u6838\u5bf9\u7684\u884c", None))
#endif // QT_CONFIG(accessibility)
        self.tabs.setTabText(self.tabs.indexOf(self.notes), QCoreApplication.translate("ImportDialog", u"\u8981\u770b\u7684\u884c", None))
        self.tabs.setTabText(self.tabs.indexOf(self.mapping), QCoreApplication.translate("ImportDialog", u"\u5217\u7684\u5bf9\u5e94", None))
        self.rejectsButton.setText(QCoreApplication.translate("ImportDialog", u"\u53e6\u5b58\u9000\u56de\u7684\u884c\u2026", None))
        self.evidenceButton.setProperty(u"role", QCoreApplication.translate("ImportDialog", u"quiet", None))
        self.evidenceButton.setText(QCoreApplication.translate("ImportDialog", u"\u4e0d\u662f\u53f0\u8d26\uff0c\u4f5c\u4e3a\u4f50\u8bc1\u5b58\u5165", None))
        self.cancelButton.setProperty(u"role", QCoreApplication.translate("ImportDialog", u"quiet", None))
        self.cancelButton.setText(QCoreApplication.translate("ImportDialog", u"\u53d6\u6d88", None))
        self.confirmButton.setProperty(u"role", QCoreApplication.translate("ImportDialog", u"primary", None))
        self.confirmButton.setText(QCoreApplication.translate("ImportDialog", u"\u786e\u8ba4\u5bfc\u5165", None))
    # retranslateUi

