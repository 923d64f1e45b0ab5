# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'anchors_dialog.ui'
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
from PySide6.QtWidgets import (QApplication, QDialog, QGridLayout, QHBoxLayout,
    QLabel, QPushButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

class Ui_AnchorsDialog(object):
    def setupUi(self, AnchorsDialog):
        if not AnchorsDialog.objectName():
            AnchorsDialog.setObjectName(u"AnchorsDialog")
        self.column = QVBoxLayout(AnchorsDialog)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(24, 20, 24, 20)
        self.hint = QLabel(AnchorsDialog)
        self.hint.setObjectName(u"hint")
        self.hint.setProperty(u"role", u"soft")
        self.hint.setWordWrap(True)

        self.column.addWidget(self.hint)

        self.rows = QGridLayout()
        self.rows.setObjectName(u"rows")
        self.rows.setHorizontalSpacing(12)
        self.rows.setVerticalSpacing(8)
        self.rows.setContentsMargins(0, 0, 0, 0)

        self.column.addLayout(self.rows)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setContentsMargins(0, 0, 0, 0)
        self.gap = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.gap)

        self.cancelButton = QPushButton(AnchorsDialog)
        self.cancelButton.setObjectName(u"cancelButton")
        self.cancelButton.setAutoDefault(False)

        self.buttons.addWidget(self.cancelButton)

        self.saveButton = QPushButton(AnchorsDialog)
        self.saveButton.setObjectName(u"saveButton")
        self.saveButton.setProperty(u"role", u"primary")

        self.buttons.addWidget(self.saveButton)


        self.column.addLayout(self.buttons)

        self.end = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column.addItem(self.end)


        self.retranslateUi(AnchorsDialog)

        self.saveButton.setDefault(True)


        QMetaObject.connectSlotsByName(AnchorsDialog)
    # setupUi

    def retranslateUi(self, AnchorsDialog):
        AnchorsDialog.setWindowTitle(QCoreApplication.translate("AnchorsDialog", u"\u8fce\u68c0\u7b49\u65e5\u671f", None))
        self.hint.setText(QCoreApplication.translate("AnchorsDialog", u"\u6709\u7684\u8981\u6c42\u4ece\u8fd9\u4e9b\u65e5\u5b50\u5f80\u56de\u7b97\uff0c\u4f8b\u5982\u201c\u8fce\u68c0\u524d 4 \u4e2a\u6708\u5185\u201d\u3002\u4e0d\u52fe\u7684\u5c31\u662f\u8fd8\u6ca1\u6709\u5b9a\u3002", None))
        self.cancelButton.setText(QCoreApplication.translate("AnchorsDialog", u"\u53d6\u6d88", None))
        self.saveButton.setText(QCoreApplication.translate("AnchorsDialog", u"\u4fdd\u5b58", None))
    # retranslateUi

