# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'import_report.ui'
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
from PySide6.QtWidgets import (QApplication, QDialog, QHBoxLayout, QHeaderView,
    QLabel, QPushButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

from civdesk.gui.widgets.plain_table import CalmTable

class Ui_ImportReport(object):
    def setupUi(self, ImportReport):
        if not ImportReport.objectName():
            ImportReport.setObjectName(u"ImportReport")
        self.column = QVBoxLayout(ImportReport)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(24, 20, 24, 20)
        self.title = QLabel(ImportReport)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"role", u"large")
        self.title.setWordWrap(True)

        self.column.addWidget(self.title)

        self.rows = CalmTable(ImportReport)
        self.rows.setObjectName(u"rows")
        self.rows.setMinimumSize(QSize(0, 240))
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(1)
        sizePolicy.setHeightForWidth(self.rows.sizePolicy().hasHeightForWidth())
        self.rows.setSizePolicy(sizePolicy)

        self.column.addWidget(self.rows)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setContentsMargins(0, 0, 0, 0)
        self.copyButton = QPushButton(ImportReport)
        self.copyButton.setObjectName(u"copyButton")
        self.copyButton.setAutoDefault(False)

        self.buttons.addWidget(self.copyButton)

        self.gap = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.gap)

        self.closeButton = QPushButton(ImportReport)
        self.closeButton.setObjectName(u"closeButton")
        self.closeButton.setAutoDefault(False)

        self.buttons.addWidget(self.closeButton)


        self.column.addLayout(self.buttons)


        self.retranslateUi(ImportReport)

        QMetaObject.connectSlotsByName(ImportReport)
    # setupUi

    def retranslateUi(self, ImportReport):
        ImportReport.setWindowTitle(QCoreApplication.translate("ImportReport", u"\u5bfc\u5165\u60c5\u51b5", None))
        self.title.setText("")
#if QT_CONFIG(accessibility)
        self.rows.setAccessibleName(QCoreApplication.translate("ImportReport", u"\u9010\u4e2a\u6587\u4ef6\u7684\u8bf4\u660e", None))
#endif // QT_CONFIG(accessibility)
        self.copyButton.setText(QCoreApplication.translate("ImportReport", u"\u590d\u5236\u6e05\u5355", None))
        self.closeButton.setText(QCoreApplication.translate("ImportReport", u"\u5173\u95ed", None))
    # retranslateUi

