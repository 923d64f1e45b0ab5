# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'import_columns.ui'
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
from PySide6.QtWidgets import (QApplication, QCheckBox, QComboBox, QFrame,
    QHBoxLayout, QLabel, QRadioButton, QScrollArea,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

class Ui_ImportColumns(object):
    def setupUi(self, ImportColumns):
        if not ImportColumns.objectName():
            ImportColumns.setObjectName(u"ImportColumns")
        self.row = QHBoxLayout(ImportColumns)
        self.row.setSpacing(16)
        self.row.setObjectName(u"row")
        self.row.setContentsMargins(0, 0, 0, 0)
        self.mappingFrame = QFrame(ImportColumns)
        self.mappingFrame.setObjectName(u"mappingFrame")
        self.mappingFrame.setProperty(u"role", u"sheet")
        self.mappingColumn = QVBoxLayout(self.mappingFrame)
        self.mappingColumn.setObjectName(u"mappingColumn")
        self.mappingColumn.setContentsMargins(1, 8, 1, 8)
        self.mapping = QScrollArea(self.mappingFrame)
        self.mapping.setObjectName(u"mapping")
        self.mapping.setWidgetResizable(True)

        self.mappingColumn.addWidget(self.mapping)


        self.row.addWidget(self.mappingFrame)

        self.rest = QScrollArea(ImportColumns)
        self.rest.setObjectName(u"rest")
        self.rest.setWidgetResizable(True)
        self.rest.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scrolled = QWidget()
        self.scrolled.setObjectName(u"scrolled")
        self.restColumn = QVBoxLayout(self.scrolled)
        self.restColumn.setSpacing(8)
        self.restColumn.setObjectName(u"restColumn")
        self.restColumn.setContentsMargins(0, 0, 8, 0)
        self.questionsTitle = QLabel(self.scrolled)
        self.questionsTitle.setObjectName(u"questionsTitle")
        self.questionsTitle.setProperty(u"role", u"large")

        self.restColumn.addWidget(self.questionsTitle)

        self.questions = QVBoxLayout()
        self.questions.setSpacing(8)
        self.questions.setObjectName(u"questions")

        self.restColumn.addLayout(self.questions)

        self.howTitle = QLabel(self.scrolled)
        self.howTitle.setObjectName(u"howTitle")
        self.howTitle.setProperty(u"role", u"large")

        self.restColumn.addWidget(self.howTitle)

        self.append = QRadioButton(self.scrolled)
        self.append.setObjectName(u"append")
        self.append.setChecked(True)

        self.restColumn.addWidget(self.append)

        self.update = QRadioButton(self.scrolled)
        self.update.setObjectName(u"update")

        self.restColumn.addWidget(self.update)

        self.keyLabel = QLabel(self.scrolled)
        self.keyLabel.setObjectName(u"keyLabel")
        self.keyLabel.setProperty(u"role", u"small")

        self.restColumn.addWidget(self.keyLabel)

        self.key = QComboBox(self.scrolled)
        self.key.setObjectName(u"key")

        self.restColumn.addWidget(self.key)

        self.secondKey = QComboBox(self.scrolled)
        self.secondKey.setObjectName(u"secondKey")

        self.restColumn.addWidget(self.secondKey)

        self.keepDuplicates = QCheckBox(self.scrolled)
        self.keepDuplicates.setObjectName(u"keepDuplicates")

        self.restColumn.addWidget(self.keepDuplicates)

        self.pictures = QCheckBox(self.scrolled)
        self.pictures.setObjectName(u"pictures")
        self.pictures.setChecked(True)

        self.restColumn.addWidget(self.pictures)

        self.picturesHint = QLabel(self.scrolled)
        self.picturesHint.setObjectName(u"picturesHint")
        self.picturesHint.setProperty(u"role", u"small")
        self.picturesHint.setWordWrap(True)

        self.restColumn.addWidget(self.picturesHint)

        self.restGap = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.restColumn.addItem(self.restGap)

        self.rest.setWidget(self.scrolled)

        self.row.addWidget(self.rest)

        self.row.setStretch(0, 5)
        self.row.setStretch(1, 3)

        self.retranslateUi(ImportColumns)

        QMetaObject.connectSlotsByName(ImportColumns)
    # setupUi

    def retranslateUi(self, ImportColumns):
#if QT_CONFIG(accessibility)
        self.mapping.setAccessibleName(QCoreApplication.translate("ImportColumns", u"\u5217\u7684\u5bf9\u5e94", None))
#endif // QT_CONFIG(accessibility)
        self.questionsTitle.setText(QCoreApplication.translate("ImportColumns", u"\u8bf7\u786e\u8ba4", None))
        self.howTitle.setText(QCoreApplication.translate("ImportColumns", u"\u600e\u6837\u5bfc\u5165", None))
        self.append.setText(QCoreApplication.translate("ImportColumns", u"\u90fd\u4f5c\u4e3a\u65b0\u8bb0\u5f55(&W)", None))
        self.update.setText(QCoreApplication.translate("ImportColumns", u"\u53f0\u8d26\u91cc\u5df2\u6709\u7684\u6309\u8868\u66f4\u65b0(&U)", None))
        self.keyLabel.setText(QCoreApplication.translate("ImportColumns", u"\u54ea\u51e0\u9879\u76f8\u540c\u5c31\u662f\u540c\u4e00\u6761\uff1a", None))
#if QT_CONFIG(accessibility)
        self.key.setAccessibleName(QCoreApplication.translate("ImportColumns", u"\u7528\u6765\u5bf9\u5e94\u5df2\u6709\u8bb0\u5f55\u7684\u5b57\u6bb5", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.secondKey.setAccessibleName(QCoreApplication.translate("ImportColumns", u"\u7528\u6765\u5bf9\u5e94\u5df2\u6709\u8bb0\u5f55\u7684\u53e6\u4e00\u4e2a\u5b57\u6bb5", None))
#endif // QT_CONFIG(accessibility)
        self.keepDuplicates.setText(QCoreApplication.translate("ImportColumns", u"\u91cd\u590d\u7684\u884c\u4e5f\u5bfc\u5165(&D)", None))
        self.pictures.setText(QCoreApplication.translate("ImportColumns", u"\u7167\u7247\u4f5c\u4e3a\u4f50\u8bc1\u5bfc\u5165(&P)", None))
        pass
    # retranslateUi

