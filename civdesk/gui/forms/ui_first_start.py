# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'first_start.ui'
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
    QLabel, QLineEdit, QPlainTextEdit, QPushButton,
    QSizePolicy, QSpacerItem, QStackedWidget, QVBoxLayout,
    QWidget)

from civdesk.gui.widgets.elided import ElidedLabel
from civdesk.gui.widgets.rows import RowsList

class Ui_FirstStart(object):
    def setupUi(self, FirstStart):
        if not FirstStart.objectName():
            FirstStart.setObjectName(u"FirstStart")
        FirstStart.setAcceptDrops(True)
        self.row = QHBoxLayout(FirstStart)
        self.row.setSpacing(12)
        self.row.setObjectName(u"row")
        self.row.setContentsMargins(16, 16, 16, 16)
        self.left = QFrame(FirstStart)
        self.left.setObjectName(u"left")
        self.left.setProperty(u"role", u"sheet")
        self.leftColumn = QVBoxLayout(self.left)
        self.leftColumn.setSpacing(12)
        self.leftColumn.setObjectName(u"leftColumn")
        self.leftColumn.setContentsMargins(1, 20, 1, 16)
        self.headRow = QHBoxLayout()
        self.headRow.setSpacing(0)
        self.headRow.setObjectName(u"headRow")
        self.headRow.setContentsMargins(19, 0, 16, 0)
        self.head = QLabel(self.left)
        self.head.setObjectName(u"head")
        self.head.setProperty(u"role", u"large")

        self.headRow.addWidget(self.head)


        self.leftColumn.addLayout(self.headRow)

        self.steps = RowsList(self.left)
        self.steps.setObjectName(u"steps")

        self.leftColumn.addWidget(self.steps)

        self.hintRow = QHBoxLayout()
        self.hintRow.setSpacing(0)
        self.hintRow.setObjectName(u"hintRow")
        self.hintRow.setContentsMargins(19, 0, 16, 0)
        self.headHint = QLabel(self.left)
        self.headHint.setObjectName(u"headHint")
        self.headHint.setProperty(u"role", u"small")
        self.headHint.setWordWrap(True)

        self.hintRow.addWidget(self.headHint)


        self.leftColumn.addLayout(self.hintRow)


        self.row.addWidget(self.left)

        self.rightColumn = QVBoxLayout()
        self.rightColumn.setSpacing(12)
        self.rightColumn.setObjectName(u"rightColumn")
        self.right = QFrame(FirstStart)
        self.right.setObjectName(u"right")
        self.right.setProperty(u"role", u"sheet")
        self.sheetColumn = QVBoxLayout(self.right)
        self.sheetColumn.setSpacing(8)
        self.sheetColumn.setObjectName(u"sheetColumn")
        self.sheetColumn.setContentsMargins(28, 20, 28, 16)
        self.pages = QStackedWidget(self.right)
        self.pages.setObjectName(u"pages")
        self.unitPage = QWidget()
        self.unitPage.setObjectName(u"unitPage")
        self.unitColumn = QVBoxLayout(self.unitPage)
        self.unitColumn.setSpacing(12)
        self.unitColumn.setObjectName(u"unitColumn")
        self.unitColumn.setContentsMargins(0, 0, 0, 0)
        self.unitTitle = QLabel(self.unitPage)
        self.unitTitle.setObjectName(u"unitTitle")
        self.unitTitle.setProperty(u"role", u"title")

        self.unitColumn.addWidget(self.unitTitle)

        self.unitHint = QLabel(self.unitPage)
        self.unitHint.setObjectName(u"unitHint")
        self.unitHint.setProperty(u"role", u"soft")
        self.unitHint.setWordWrap(True)

        self.unitColumn.addWidget(self.unitHint)

        self.unitLabel = QLabel(self.unitPage)
        self.unitLabel.setObjectName(u"unitLabel")
        self.unitLabel.setProperty(u"role", u"soft")

        self.unitColumn.addWidget(self.unitLabel)

        self.unit = QLineEdit(self.unitPage)
        self.unit.setObjectName(u"unit")

        self.unitColumn.addWidget(self.unit)

        self.unitProblem = QLabel(self.unitPage)
        self.unitProblem.setObjectName(u"unitProblem")
        self.unitProblem.setProperty(u"role", u"problem")
        self.unitProblem.setWordWrap(True)

        self.unitColumn.addWidget(self.unitProblem)

        self.unitBelow = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.unitColumn.addItem(self.unitBelow)

        self.pages.addWidget(self.unitPage)
        self.cyclePage = QWidget()
        self.cyclePage.setObjectName(u"cyclePage")
        self.cycleColumn = QVBoxLayout(self.cyclePage)
        self.cycleColumn.setSpacing(12)
        self.cycleColumn.setObjectName(u"cycleColumn")
        self.cycleColumn.setContentsMargins(0, 0, 0, 0)
        self.cycleTitle = QLabel(self.cyclePage)
        self.cycleTitle.setObjectName(u"cycleTitle")
        self.cycleTitle.setProperty(u"role", u"title")

        self.cycleColumn.addWidget(self.cycleTitle)

        self.cycleHint = QLabel(self.cyclePage)
        self.cycleHint.setObjectName(u"cycleHint")
        self.cycleHint.setProperty(u"role", u"soft")
        self.cycleHint.setWordWrap(True)

        self.cycleColumn.addWidget(self.cycleHint)

        self.cycleFields = QWidget(self.cyclePage)
        self.cycleFields.setObjectName(u"cycleFields")

        self.cycleColumn.addWidget(self.cycleFields)

        self.cycleBelow = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.cycleColumn.addItem(self.cycleBelow)

        self.pages.addWidget(self.cyclePage)
        self.departmentsPage = QWidget()
        self.departmentsPage.setObjectName(u"departmentsPage")
        self.departmentsColumn = QVBoxLayout(self.departmentsPage)
        self.departmentsColumn.setSpacing(12)
        self.departmentsColumn.setObjectName(u"departmentsColumn")
        self.departmentsColumn.setContentsMargins(0, 0, 0, 0)
        self.departmentsTitle = QLabel(self.departmentsPage)
        self.departmentsTitle.setObjectName(u"departmentsTitle")
        self.departmentsTitle.setProperty(u"role", u"title")

        self.departmentsColumn.addWidget(self.departmentsTitle)

        self.departmentsHint = QLabel(self.departmentsPage)
        self.departmentsHint.setObjectName(u"departmentsHint")
        self.departmentsHint.setProperty(u"role", u"soft")
        self.departmentsHint.setWordWrap(True)

        self.departmentsColumn.addWidget(self.departmentsHint)

        self.departmentsThere = QLabel(self.departmentsPage)
        self.departmentsThere.setObjectName(u"departmentsThere")
        self.departmentsThere.setProperty(u"role", u"small")
        self.departmentsThere.setWordWrap(True)

        self.departmentsColumn.addWidget(self.departmentsThere)

        self.departments = QPlainTextEdit(self.departmentsPage)
        self.departments.setObjectName(u"departments")
        self.departments.setTabChangesFocus(True)

        self.departmentsColumn.addWidget(self.departments)

        self.departmentsCount = QLabel(self.departmentsPage)
        self.departmentsCount.setObjectName(u"departmentsCount")
        self.departmentsCount.setProperty(u"role", u"small")
        self.departmentsCount.setWordWrap(True)

        self.departmentsColumn.addWidget(self.departmentsCount)

        self.departmentsBelow = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.departmentsColumn.addItem(self.departmentsBelow)

        self.pages.addWidget(self.departmentsPage)
        self.staffPage = QWidget()
        self.staffPage.setObjectName(u"staffPage")
        self.staffColumn = QVBoxLayout(self.staffPage)
        self.staffColumn.setSpacing(12)
        self.staffColumn.setObjectName(u"staffColumn")
        self.staffColumn.setContentsMargins(0, 0, 0, 0)
        self.staffTitle = QLabel(self.staffPage)
        self.staffTitle.setObjectName(u"staffTitle")
        self.staffTitle.setProperty(u"role", u"title")

        self.staffColumn.addWidget(self.staffTitle)

        self.staffHint = QLabel(self.staffPage)
        self.staffHint.setObjectName(u"staffHint")
        self.staffHint.setProperty(u"role", u"soft")
        self.staffHint.setWordWrap(True)

        self.staffColumn.addWidget(self.staffHint)

        self.staffThere = QLabel(self.staffPage)
        self.staffThere.setObjectName(u"staffThere")
        self.staffThere.setProperty(u"role", u"small")
        self.staffThere.setWordWrap(True)

        self.staffColumn.addWidget(self.staffThere)

        self.staffFrame = QWidget(self.staffPage)
        self.staffFrame.setObjectName(u"staffFrame")
        self.staffSheet = QVBoxLayout(self.staffFrame)
        self.staffSheet.setSpacing(6)
        self.staffSheet.setObjectName(u"staffSheet")
        self.staffSheet.setContentsMargins(0, 0, 0, 0)
        self.staffFile = ElidedLabel(self.staffFrame)
        self.staffFile.setObjectName(u"staffFile")
        self.staffFile.setProperty(u"role", u"soft")

        self.staffSheet.addWidget(self.staffFile)

        self.staffSummary = QLabel(self.staffFrame)
        self.staffSummary.setObjectName(u"staffSummary")
        self.staffSummary.setProperty(u"role", u"large")
        self.staffSummary.setWordWrap(True)

        self.staffSheet.addWidget(self.staffSummary)

        self.staffNotes = QLabel(self.staffFrame)
        self.staffNotes.setObjectName(u"staffNotes")
        self.staffNotes.setProperty(u"role", u"small")
        self.staffNotes.setWordWrap(True)

        self.staffSheet.addWidget(self.staffNotes)

        self.staffButtons = QHBoxLayout()
        self.staffButtons.setSpacing(8)
        self.staffButtons.setObjectName(u"staffButtons")
        self.staffChoose = QPushButton(self.staffFrame)
        self.staffChoose.setObjectName(u"staffChoose")
        self.staffChoose.setAutoDefault(False)

        self.staffButtons.addWidget(self.staffChoose)

        self.staffRejects = QPushButton(self.staffFrame)
        self.staffRejects.setObjectName(u"staffRejects")
        self.staffRejects.setAutoDefault(False)

        self.staffButtons.addWidget(self.staffRejects)

        self.staffDetails = QPushButton(self.staffFrame)
        self.staffDetails.setObjectName(u"staffDetails")
        self.staffDetails.setProperty(u"role", u"quiet")
        self.staffDetails.setAutoDefault(False)

        self.staffButtons.addWidget(self.staffDetails)

        self.staffGap = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.staffButtons.addItem(self.staffGap)


        self.staffSheet.addLayout(self.staffButtons)


        self.staffColumn.addWidget(self.staffFrame)

        self.staffBelow = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.staffColumn.addItem(self.staffBelow)

        self.pages.addWidget(self.staffPage)
        self.standardPage = QWidget()
        self.standardPage.setObjectName(u"standardPage")
        self.standardColumn = QVBoxLayout(self.standardPage)
        self.standardColumn.setSpacing(12)
        self.standardColumn.setObjectName(u"standardColumn")
        self.standardColumn.setContentsMargins(0, 0, 0, 0)
        self.standardTitle = QLabel(self.standardPage)
        self.standardTitle.setObjectName(u"standardTitle")
        self.standardTitle.setProperty(u"role", u"title")

        self.standardColumn.addWidget(self.standardTitle)

        self.standardHint = QLabel(self.standardPage)
        self.standardHint.setObjectName(u"standardHint")
        self.standardHint.setProperty(u"role", u"soft")
        self.standardHint.setWordWrap(True)

        self.standardColumn.addWidget(self.standardHint)

        self.standards = QWidget(self.standardPage)
        self.standards.setObjectName(u"standards")

        self.standardColumn.addWidget(self.standards)

        self.standardProblem = QLabel(self.standardPage)
        self.standardProblem.setObjectName(u"standardProblem")
        self.standardProblem.setProperty(u"role", u"problem")
        self.standardProblem.setWordWrap(True)

        self.standardColumn.addWidget(self.standardProblem)

        self.standardBelow = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.standardColumn.addItem(self.standardBelow)

        self.pages.addWidget(self.standardPage)

        self.sheetColumn.addWidget(self.pages)

        self.problem = QLabel(self.right)
        self.problem.setObjectName(u"problem")
        self.problem.setProperty(u"role", u"problem")
        self.problem.setWordWrap(True)

        self.sheetColumn.addWidget(self.problem)

        self.sheetColumn.setStretch(0, 1)

        self.rightColumn.addWidget(self.right)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.closeButton = QPushButton(FirstStart)
        self.closeButton.setObjectName(u"closeButton")
        self.closeButton.setProperty(u"role", u"quiet")
        self.closeButton.setAutoDefault(False)

        self.buttons.addWidget(self.closeButton)

        self.gap = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.gap)

        self.laterButton = QPushButton(FirstStart)
        self.laterButton.setObjectName(u"laterButton")
        self.laterButton.setProperty(u"role", u"quiet")
        self.laterButton.setAutoDefault(False)

        self.buttons.addWidget(self.laterButton)

        self.nextButton = QPushButton(FirstStart)
        self.nextButton.setObjectName(u"nextButton")
        self.nextButton.setProperty(u"role", u"primary")

        self.buttons.addWidget(self.nextButton)


        self.rightColumn.addLayout(self.buttons)

        self.rightColumn.setStretch(0, 1)

        self.row.addLayout(self.rightColumn)

        self.row.setStretch(1, 1)
#if QT_CONFIG(shortcut)
        self.unitLabel.setBuddy(self.unit)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(FirstStart)

        self.nextButton.setDefault(True)


        QMetaObject.connectSlotsByName(FirstStart)
    # setupUi

    def retranslateUi(self, FirstStart):
        FirstStart.setWindowTitle(QCoreApplication.translate("FirstStart", u"\u9996\u6b21\u8bbe\u7f6e", None))
        self.head.setText(QCoreApplication.translate("FirstStart", u"\u4e94\u4e2a\u5c0f\u6b65\u9aa4", None))
#if QT_CONFIG(accessibility)
        self.steps.setAccessibleName(QCoreApplication.translate("FirstStart", u"\u4e94\u4e2a\u6b65\u9aa4", None))
#endif // QT_CONFIG(accessibility)
        self.headHint.setText(QCoreApplication.translate("FirstStart", u"\u54ea\u4e00\u6b65\u90fd\u53ef\u4ee5\u5148\u653e\u7740\uff0c\u4ee5\u540e\u4ece\u83dc\u5355\u201c\u9996\u6b21\u8bbe\u7f6e\u2026\u201d\u63a5\u7740\u505a\u3002", None))
        self.unitTitle.setText(QCoreApplication.translate("FirstStart", u"\u5355\u4f4d\u540d\u79f0", None))
        self.unitHint.setText(QCoreApplication.translate("FirstStart", u"\u5199\u5168\u79f0\u3002\u5b83\u5370\u5728\u5bfc\u51fa\u7684\u8fce\u68c0\u6863\u6848\u3001\u62a5\u8868\u548c\u9001\u5ba1\u6750\u6599\u7684\u62ac\u5934\u4e0a\u3002", None))
        self.unitLabel.setText(QCoreApplication.translate("FirstStart", u"\u5355\u4f4d\u5168\u79f0(&U)", None))
        self.unit.setPlaceholderText(QCoreApplication.translate("FirstStart", u"\u4f8b\u5982\uff1a\u67d0\u67d0\u53bf\u4ea4\u901a\u8fd0\u8f93\u5c40", None))
        self.cycleTitle.setText(QCoreApplication.translate("FirstStart", u"\u521b\u5efa\u5468\u671f", None))
        self.cycleHint.setText(QCoreApplication.translate("FirstStart", u"\u4e89\u521b\u8fd8\u662f\u4fdd\u6301\uff0c\u4ec0\u4e48\u79f0\u53f7\uff0c\u4ece\u54ea\u5e74\u5230\u54ea\u5e74\u3002\u4ee5\u540e\u6362\u5c4a\u65f6\u518d\u767b\u8bb0\u4e00\u6761\u65b0\u7684\u3002", None))
        self.departmentsTitle.setText(QCoreApplication.translate("FirstStart", u"\u79d1\u5ba4", None))
        self.departmentsHint.setText(QCoreApplication.translate("FirstStart", u"\u6bcf\u884c\u5199\u4e00\u4e2a\u79d1\u5ba4\uff0c\u4e5f\u53ef\u4ee5\u4ece Excel \u91cc\u6574\u5217\u590d\u5236\u8fc7\u6765\u7c98\u8d34\u3002\u7275\u5934\u3001\u914d\u5408\u548c\u8d23\u4efb\u5355\u4f4d\u90fd\u4ece\u8fd9\u91cc\u9009\u3002", None))
#if QT_CONFIG(accessibility)
        self.departments.setAccessibleName(QCoreApplication.translate("FirstStart", u"\u79d1\u5ba4\uff0c\u6bcf\u884c\u4e00\u4e2a", None))
#endif // QT_CONFIG(accessibility)
        self.departments.setPlaceholderText(QCoreApplication.translate("FirstStart", u"\u515a\u653f\u529e\n"
"\u7efc\u5408\u80a1\n"
"\u8ba1\u8d22\u80a1", None))
        self.staffTitle.setText(QCoreApplication.translate("FirstStart", u"\u4eba\u5458\u82b1\u540d\u518c", None))
        self.staffHint.setText(QCoreApplication.translate("FirstStart", u"\u9009\u4eba\u4e8b\u7ed9\u7684\u82b1\u540d\u518c\uff08xlsx\u3001xls\u3001et\u3001ods\u3001csv\uff09\uff0c\u4e5f\u53ef\u4ee5\u628a\u6587\u4ef6\u62d6\u8fdb\u6765\u3002\u6ce8\u518c\u5fd7\u613f\u8005\u6bd4\u4f8b\u3001\u4eba\u5747\u65f6\u957f\u8fd9\u4e9b\u6307\u6807\u7684\u5206\u6bcd\u53d6\u81ea\u8fd9\u91cc\u3002", None))
        self.staffChoose.setText(QCoreApplication.translate("FirstStart", u"\u9009\u62e9\u8868\u683c\u2026(&O)", None))
        self.staffRejects.setText(QCoreApplication.translate("FirstStart", u"\u53e6\u5b58\u9000\u56de\u7684\u884c\u2026(&R)", None))
        self.staffDetails.setText(QCoreApplication.translate("FirstStart", u"\u9010\u5217\u6838\u5bf9\u2026(&V)", None))
        self.standardTitle.setText(QCoreApplication.translate("FirstStart", u"\u6d4b\u8bc4\u6807\u51c6", None))
        self.standardHint.setText(QCoreApplication.translate("FirstStart", u"\u6309\u54ea\u4e00\u5957\u6807\u51c6\u51c6\u5907\u3002\u53ef\u4ee5\u9009\u51e0\u5957\uff0c\u4e5f\u53ef\u4ee5\u4ee5\u540e\u5728\u201c\u6d4b\u8bc4\u201d\u91cc\u6362\u3002", None))
        self.closeButton.setText(QCoreApplication.translate("FirstStart", u"\u5176\u4f59\u7684\u4ee5\u540e\u518d\u8bf4", None))
        self.laterButton.setText(QCoreApplication.translate("FirstStart", u"\u7a0d\u540e\u518d\u8bf4(&L)", None))
        self.nextButton.setText(QCoreApplication.translate("FirstStart", u"\u4fdd\u5b58\u5e76\u7ee7\u7eed", None))
    # retranslateUi

