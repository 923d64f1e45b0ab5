# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'link_dialog.ui'
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
from PySide6.QtWidgets import (QApplication, QComboBox, QDialog, QHBoxLayout,
    QLabel, QLineEdit, QListView, QPushButton,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

class Ui_LinkDialog(object):
    def setupUi(self, LinkDialog):
        if not LinkDialog.objectName():
            LinkDialog.setObjectName(u"LinkDialog")
        self.column = QVBoxLayout(LinkDialog)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(24, 20, 24, 20)
        self.hint = QLabel(LinkDialog)
        self.hint.setObjectName(u"hint")
        self.hint.setProperty(u"role", u"soft")
        self.hint.setWordWrap(True)

        self.column.addWidget(self.hint)

        self.whereRow = QHBoxLayout()
        self.whereRow.setSpacing(8)
        self.whereRow.setObjectName(u"whereRow")
        self.whereRow.setContentsMargins(0, 0, 0, 0)
        self.ledger = QComboBox(LinkDialog)
        self.ledger.setObjectName(u"ledger")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.ledger.sizePolicy().hasHeightForWidth())
        self.ledger.setSizePolicy(sizePolicy)

        self.whereRow.addWidget(self.ledger)

        self.text = QLineEdit(LinkDialog)
        self.text.setObjectName(u"text")
        self.text.setClearButtonEnabled(True)
        sizePolicy1 = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        sizePolicy1.setHorizontalStretch(1)
        sizePolicy1.setVerticalStretch(0)
        sizePolicy1.setHeightForWidth(self.text.sizePolicy().hasHeightForWidth())
        self.text.setSizePolicy(sizePolicy1)

        self.whereRow.addWidget(self.text)


        self.column.addLayout(self.whereRow)

        self.hits = QListView(LinkDialog)
        self.hits.setObjectName(u"hits")
        self.hits.setMinimumSize(QSize(0, 260))
        sizePolicy2 = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        sizePolicy2.setHorizontalStretch(0)
        sizePolicy2.setVerticalStretch(1)
        sizePolicy2.setHeightForWidth(self.hits.sizePolicy().hasHeightForWidth())
        self.hits.setSizePolicy(sizePolicy2)

        self.column.addWidget(self.hits)

        self.foot = QLabel(LinkDialog)
        self.foot.setObjectName(u"foot")
        self.foot.setProperty(u"role", u"small")
        self.foot.setWordWrap(True)

        self.column.addWidget(self.foot)

        self.asRow = QHBoxLayout()
        self.asRow.setSpacing(8)
        self.asRow.setObjectName(u"asRow")
        self.asRow.setContentsMargins(0, 0, 0, 0)
        self.roleLabel = QLabel(LinkDialog)
        self.roleLabel.setObjectName(u"roleLabel")
        self.roleLabel.setProperty(u"role", u"soft")

        self.asRow.addWidget(self.roleLabel)

        self.role = QComboBox(LinkDialog)
        self.role.setObjectName(u"role")

        self.asRow.addWidget(self.role)

        self.gap = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.asRow.addItem(self.gap)

        self.cancelButton = QPushButton(LinkDialog)
        self.cancelButton.setObjectName(u"cancelButton")
        self.cancelButton.setAutoDefault(False)

        self.asRow.addWidget(self.cancelButton)

        self.linkButton = QPushButton(LinkDialog)
        self.linkButton.setObjectName(u"linkButton")
        self.linkButton.setProperty(u"role", u"primary")

        self.asRow.addWidget(self.linkButton)


        self.column.addLayout(self.asRow)

#if QT_CONFIG(shortcut)
        self.roleLabel.setBuddy(self.role)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(LinkDialog)

        self.linkButton.setDefault(True)


        QMetaObject.connectSlotsByName(LinkDialog)
    # setupUi

    def retranslateUi(self, LinkDialog):
        LinkDialog.setWindowTitle(QCoreApplication.translate("LinkDialog", u"\u5173\u8054\u5230\u8bb0\u5f55", None))
        self.hint.setText("")
#if QT_CONFIG(accessibility)
        self.ledger.setAccessibleName(QCoreApplication.translate("LinkDialog", u"\u53f0\u8d26", None))
#endif // QT_CONFIG(accessibility)
        self.text.setPlaceholderText(QCoreApplication.translate("LinkDialog", u"\u8f93\u5165\u540d\u79f0\u3001\u65e5\u671f\u6216\u7f16\u53f7\u67e5\u627e", None))
#if QT_CONFIG(accessibility)
        self.text.setAccessibleName(QCoreApplication.translate("LinkDialog", u"\u67e5\u627e\u8bb0\u5f55", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.hits.setAccessibleName(QCoreApplication.translate("LinkDialog", u"\u627e\u5230\u7684\u8bb0\u5f55", None))
#endif // QT_CONFIG(accessibility)
        self.foot.setText("")
        self.roleLabel.setText(QCoreApplication.translate("LinkDialog", u"\u4f5c\u4e3a", None))
#if QT_CONFIG(accessibility)
        self.role.setAccessibleName(QCoreApplication.translate("LinkDialog", u"\u4f50\u8bc1\u79cd\u7c7b", None))
#endif // QT_CONFIG(accessibility)
        self.cancelButton.setText(QCoreApplication.translate("LinkDialog", u"\u53d6\u6d88", None))
        self.linkButton.setText(QCoreApplication.translate("LinkDialog", u"\u5173\u8054", None))
    # retranslateUi

