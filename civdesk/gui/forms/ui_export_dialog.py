# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'export_dialog.ui'
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
from PySide6.QtWidgets import (QApplication, QComboBox, QDialog, QFrame,
    QGridLayout, QHBoxLayout, QLabel, QLineEdit,
    QPushButton, QRadioButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

class Ui_ExportDialog(object):
    def setupUi(self, ExportDialog):
        if not ExportDialog.objectName():
            ExportDialog.setObjectName(u"ExportDialog")
        self.column = QVBoxLayout(ExportDialog)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(24, 20, 24, 20)
        self.intro = QLabel(ExportDialog)
        self.intro.setObjectName(u"intro")
        self.intro.setProperty(u"role", u"soft")
        self.intro.setWordWrap(True)

        self.column.addWidget(self.intro)

        self.choices = QFrame(ExportDialog)
        self.choices.setObjectName(u"choices")
        self.choices.setProperty(u"role", u"sheet")
        self.grid = QGridLayout(self.choices)
        self.grid.setObjectName(u"grid")
        self.grid.setHorizontalSpacing(20)
        self.grid.setVerticalSpacing(6)
        self.grid.setContentsMargins(20, 16, 20, 16)
        self.targetLabel = QLabel(self.choices)
        self.targetLabel.setObjectName(u"targetLabel")
        self.targetLabel.setProperty(u"role", u"soft")

        self.grid.addWidget(self.targetLabel, 0, 0, 1, 1)

        self.targetRow = QHBoxLayout()
        self.targetRow.setSpacing(8)
        self.targetRow.setObjectName(u"targetRow")
        self.target = QLineEdit(self.choices)
        self.target.setObjectName(u"target")

        self.targetRow.addWidget(self.target)

        self.browse = QPushButton(self.choices)
        self.browse.setObjectName(u"browse")
        self.browse.setAutoDefault(False)

        self.targetRow.addWidget(self.browse)

        self.targetRow.setStretch(0, 1)

        self.grid.addLayout(self.targetRow, 0, 1, 1, 1)

        self.targetProblem = QLabel(self.choices)
        self.targetProblem.setObjectName(u"targetProblem")
        self.targetProblem.setProperty(u"role", u"problem")
        self.targetProblem.setWordWrap(True)

        self.grid.addWidget(self.targetProblem, 1, 1, 1, 1)

        self.standardLabel = QLabel(self.choices)
        self.standardLabel.setObjectName(u"standardLabel")
        self.standardLabel.setProperty(u"role", u"soft")

        self.grid.addWidget(self.standardLabel, 2, 0, 1, 1)

        self.standard = QComboBox(self.choices)
        self.standard.setObjectName(u"standard")

        self.grid.addWidget(self.standard, 2, 1, 1, 1)

        self.periodLabel = QLabel(self.choices)
        self.periodLabel.setObjectName(u"periodLabel")
        self.periodLabel.setProperty(u"role", u"soft")

        self.grid.addWidget(self.periodLabel, 3, 0, 1, 1)

        self.periodRow = QHBoxLayout()
        self.periodRow.setSpacing(8)
        self.periodRow.setObjectName(u"periodRow")
        self.to = QLabel(self.choices)
        self.to.setObjectName(u"to")
        self.to.setProperty(u"role", u"soft")

        self.periodRow.addWidget(self.to)

        self.periodHint = QLabel(self.choices)
        self.periodHint.setObjectName(u"periodHint")
        self.periodHint.setProperty(u"role", u"small")

        self.periodRow.addWidget(self.periodHint)


        self.grid.addLayout(self.periodRow, 3, 1, 1, 1)

        self.periodProblem = QLabel(self.choices)
        self.periodProblem.setObjectName(u"periodProblem")
        self.periodProblem.setProperty(u"role", u"problem")
        self.periodProblem.setWordWrap(True)

        self.grid.addWidget(self.periodProblem, 4, 1, 1, 1)

        self.kindLabel = QLabel(self.choices)
        self.kindLabel.setObjectName(u"kindLabel")
        self.kindLabel.setProperty(u"role", u"soft")

        self.grid.addWidget(self.kindLabel, 5, 0, 1, 1)

        self.complete = QRadioButton(self.choices)
        self.complete.setObjectName(u"complete")
        self.complete.setChecked(True)

        self.grid.addWidget(self.complete, 5, 1, 1, 1)

        self.completeHint = QLabel(self.choices)
        self.completeHint.setObjectName(u"completeHint")
        self.completeHint.setProperty(u"role", u"small")
        self.completeHint.setWordWrap(True)

        self.grid.addWidget(self.completeHint, 6, 1, 1, 1)

        self.public_ = QRadioButton(self.choices)
        self.public_.setObjectName(u"public_")

        self.grid.addWidget(self.public_, 7, 1, 1, 1)

        self.publicHint = QLabel(self.choices)
        self.publicHint.setObjectName(u"publicHint")
        self.publicHint.setProperty(u"role", u"small")
        self.publicHint.setWordWrap(True)

        self.grid.addWidget(self.publicHint, 8, 1, 1, 1)

        self.grid.setColumnStretch(1, 1)

        self.column.addWidget(self.choices)

        self.planFrame = QFrame(ExportDialog)
        self.planFrame.setObjectName(u"planFrame")
        self.planFrame.setProperty(u"role", u"sheet")
        self.planColumn = QVBoxLayout(self.planFrame)
        self.planColumn.setSpacing(4)
        self.planColumn.setObjectName(u"planColumn")
        self.planColumn.setContentsMargins(20, 12, 20, 12)
        self.plan = QLabel(self.planFrame)
        self.plan.setObjectName(u"plan")
        self.plan.setProperty(u"role", u"large")
        self.plan.setWordWrap(True)

        self.planColumn.addWidget(self.plan)

        self.planHint = QLabel(self.planFrame)
        self.planHint.setObjectName(u"planHint")
        self.planHint.setProperty(u"role", u"small")
        self.planHint.setWordWrap(True)

        self.planColumn.addWidget(self.planHint)


        self.column.addWidget(self.planFrame)

        self.below = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column.addItem(self.below)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.aside = QLabel(ExportDialog)
        self.aside.setObjectName(u"aside")
        self.aside.setProperty(u"role", u"small")

        self.buttons.addWidget(self.aside)

        self.gap = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.gap)

        self.cancelButton = QPushButton(ExportDialog)
        self.cancelButton.setObjectName(u"cancelButton")
        self.cancelButton.setProperty(u"role", u"quiet")
        self.cancelButton.setAutoDefault(False)

        self.buttons.addWidget(self.cancelButton)

        self.startButton = QPushButton(ExportDialog)
        self.startButton.setObjectName(u"startButton")
        self.startButton.setProperty(u"role", u"primary")

        self.buttons.addWidget(self.startButton)


        self.column.addLayout(self.buttons)

#if QT_CONFIG(shortcut)
        self.targetLabel.setBuddy(self.target)
        self.standardLabel.setBuddy(self.standard)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(ExportDialog)

        self.startButton.setDefault(True)


        QMetaObject.connectSlotsByName(ExportDialog)
    # setupUi

    def retranslateUi(self, ExportDialog):
        ExportDialog.setWindowTitle(QCoreApplication.translate("ExportDialog", u"\u5bfc\u51fa\u8fce\u68c0\u6863\u6848", None))
        self.intro.setText(QCoreApplication.translate("ExportDialog", u"\u5bfc\u51fa\u4e00\u4e2a\u68c0\u67e5\u7ec4\u80fd\u76f4\u63a5\u6253\u5f00\u7684\u6587\u4ef6\u5939\uff1a\u6309\u6307\u6807\u6392\u597d\u7684\u53f0\u8d26\u548c\u5f71\u50cf\u3001\u79bb\u7ebf\u76ee\u5f55\u3001\u7f3a\u9879\u6e05\u5355\u548c\u6821\u9a8c\u6e05\u5355\u3002", None))
        self.targetLabel.setText(QCoreApplication.translate("ExportDialog", u"\u5b58\u5230(&F)", None))
#if QT_CONFIG(accessibility)
        self.target.setAccessibleName(QCoreApplication.translate("ExportDialog", u"\u5b58\u5230\u54ea\u4e2a\u65b0\u6587\u4ef6\u5939", None))
#endif // QT_CONFIG(accessibility)
        self.browse.setText(QCoreApplication.translate("ExportDialog", u"\u6362\u4e2a\u4f4d\u7f6e\u2026", None))
        self.standardLabel.setText(QCoreApplication.translate("ExportDialog", u"\u6d4b\u8bc4\u6807\u51c6(&S)", None))
        self.periodLabel.setText(QCoreApplication.translate("ExportDialog", u"\u65f6\u6bb5(&D)", None))
        self.to.setText(QCoreApplication.translate("ExportDialog", u"\u81f3", None))
        self.periodHint.setText(QCoreApplication.translate("ExportDialog", u"\u4e0d\u586b\u5c31\u662f\u5168\u90e8", None))
        self.kindLabel.setText(QCoreApplication.translate("ExportDialog", u"\u7ed9\u8c01\u770b", None))
        self.complete.setText(QCoreApplication.translate("ExportDialog", u"\u5bf9\u5185\u5b8c\u6574\u7248(&I)", None))
        self.completeHint.setText(QCoreApplication.translate("ExportDialog", u"\u5168\u90e8\u53f0\u8d26\u3001\u5f71\u50cf\u548c\u6587\u4ef6\uff0c\u6ca1\u6709\u5bf9\u5e94\u6307\u6807\u7684\u3001\u8fd8\u6ca1\u5173\u8054\u7684\u4e5f\u5728\u5185\u3002", None))
        self.public_.setText(QCoreApplication.translate("ExportDialog", u"\u5bf9\u5916\u516c\u5f00\u7248(&P)", None))
        self.aside.setText(QCoreApplication.translate("ExportDialog", u"\u5bfc\u51fa\u65f6\u53ef\u4ee5\u63a5\u7740\u505a\u522b\u7684\uff0c\u8fdb\u5ea6\u5728\u7a97\u53e3\u4e0b\u8fb9\u3002", None))
        self.cancelButton.setText(QCoreApplication.translate("ExportDialog", u"\u53d6\u6d88", None))
        self.startButton.setText(QCoreApplication.translate("ExportDialog", u"\u5f00\u59cb\u5bfc\u51fa", None))
    # retranslateUi

