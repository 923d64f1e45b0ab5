# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'import_sheets.ui'
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
from PySide6.QtWidgets import (QApplication, QComboBox, QHBoxLayout, QHeaderView,
    QLabel, QListWidget, QListWidgetItem, QPushButton,
    QSizePolicy, QTableView, QVBoxLayout, QWidget)

class Ui_ImportSheets(object):
    def setupUi(self, ImportSheets):
        if not ImportSheets.objectName():
            ImportSheets.setObjectName(u"ImportSheets")
        self.row = QHBoxLayout(ImportSheets)
        self.row.setSpacing(16)
        self.row.setObjectName(u"row")
        self.row.setContentsMargins(0, 0, 0, 0)
        self.left = QVBoxLayout()
        self.left.setSpacing(8)
        self.left.setObjectName(u"left")
        self.ledgerLabel = QLabel(ImportSheets)
        self.ledgerLabel.setObjectName(u"ledgerLabel")
        self.ledgerLabel.setProperty(u"role", u"soft")

        self.left.addWidget(self.ledgerLabel)

        self.ledger = QComboBox(ImportSheets)
        self.ledger.setObjectName(u"ledger")
        self.ledger.setMaxVisibleItems(20)
        self.ledger.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.ledger.setMinimumContentsLength(12)

        self.left.addWidget(self.ledger)

        self.remembered = QLabel(ImportSheets)
        self.remembered.setObjectName(u"remembered")
        self.remembered.setProperty(u"role", u"small")
        self.remembered.setWordWrap(True)

        self.left.addWidget(self.remembered)

        self.sheetsLabel = QLabel(ImportSheets)
        self.sheetsLabel.setObjectName(u"sheetsLabel")
        self.sheetsLabel.setProperty(u"role", u"soft")

        self.left.addWidget(self.sheetsLabel)

        self.sheets = QListWidget(ImportSheets)
        self.sheets.setObjectName(u"sheets")

        self.left.addWidget(self.sheets)


        self.row.addLayout(self.left)

        self.right = QVBoxLayout()
        self.right.setSpacing(8)
        self.right.setObjectName(u"right")
        self.headerRow = QHBoxLayout()
        self.headerRow.setObjectName(u"headerRow")
        self.headerLabel = QLabel(ImportSheets)
        self.headerLabel.setObjectName(u"headerLabel")
        self.headerLabel.setProperty(u"role", u"soft")
        self.headerLabel.setWordWrap(True)

        self.headerRow.addWidget(self.headerLabel)

        self.autoButton = QPushButton(ImportSheets)
        self.autoButton.setObjectName(u"autoButton")
        self.autoButton.setProperty(u"role", u"quiet")
        self.autoButton.setAutoDefault(False)

        self.headerRow.addWidget(self.autoButton)

        self.headerRow.setStretch(0, 1)

        self.right.addLayout(self.headerRow)

        self.raw = QTableView(ImportSheets)
        self.raw.setObjectName(u"raw")

        self.right.addWidget(self.raw)


        self.row.addLayout(self.right)

        self.row.setStretch(0, 2)
        self.row.setStretch(1, 5)
#if QT_CONFIG(shortcut)
        self.ledgerLabel.setBuddy(self.ledger)
        self.sheetsLabel.setBuddy(self.sheets)
        self.headerLabel.setBuddy(self.raw)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(ImportSheets)

        QMetaObject.connectSlotsByName(ImportSheets)
    # setupUi

    def retranslateUi(self, ImportSheets):
        self.ledgerLabel.setText(QCoreApplication.translate("ImportSheets", u"\u5bfc\u5165\u5230(&L)", None))
        self.sheetsLabel.setText(QCoreApplication.translate("ImportSheets", u"\u8bfb\u54ea\u4e9b\u5de5\u4f5c\u8868(&S)", None))
        self.autoButton.setText(QCoreApplication.translate("ImportSheets", u"\u91cd\u65b0\u81ea\u52a8\u627e\u8868\u5934(&A)", None))
#if QT_CONFIG(accessibility)
        self.raw.setAccessibleName(QCoreApplication.translate("ImportSheets", u"\u5de5\u4f5c\u8868\u7684\u5f00\u5934\u51e0\u884c", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi

