# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'definition_dialog.ui'
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
    QFrame, QGridLayout, QHBoxLayout, QLabel,
    QLineEdit, QPlainTextEdit, QPushButton, QScrollArea,
    QSizePolicy, QSpacerItem, QToolButton, QVBoxLayout,
    QWidget)

from civdesk.gui.ledgers.definition_list import FieldList

class Ui_DefinitionDialog(object):
    def setupUi(self, DefinitionDialog):
        if not DefinitionDialog.objectName():
            DefinitionDialog.setObjectName(u"DefinitionDialog")
        self.column = QVBoxLayout(DefinitionDialog)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(20, 16, 20, 16)
        self.head = QFrame(DefinitionDialog)
        self.head.setObjectName(u"head")
        self.head.setProperty(u"role", u"sheet")
        self.headGrid = QGridLayout(self.head)
        self.headGrid.setObjectName(u"headGrid")
        self.headGrid.setHorizontalSpacing(12)
        self.headGrid.setVerticalSpacing(8)
        self.headGrid.setContentsMargins(16, 12, 16, 12)
        self.titleLabel = QLabel(self.head)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setProperty(u"role", u"soft")

        self.headGrid.addWidget(self.titleLabel, 0, 0, 1, 1)

        self.title = QLineEdit(self.head)
        self.title.setObjectName(u"title")

        self.headGrid.addWidget(self.title, 0, 1, 1, 1)

        self.groupLabel = QLabel(self.head)
        self.groupLabel.setObjectName(u"groupLabel")
        self.groupLabel.setProperty(u"role", u"soft")

        self.headGrid.addWidget(self.groupLabel, 0, 2, 1, 1)

        self.group = QComboBox(self.head)
        self.group.setObjectName(u"group")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.group.sizePolicy().hasHeightForWidth())
        self.group.setSizePolicy(sizePolicy)
        self.group.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.group.setMinimumContentsLength(6)
        self.group.setEditable(True)

        self.headGrid.addWidget(self.group, 0, 3, 1, 1)

        self.titleProblem = QLabel(self.head)
        self.titleProblem.setObjectName(u"titleProblem")
        self.titleProblem.setProperty(u"role", u"problem")
        self.titleProblem.setWordWrap(True)

        self.headGrid.addWidget(self.titleProblem, 1, 1, 1, 1)

        self.groupProblem = QLabel(self.head)
        self.groupProblem.setObjectName(u"groupProblem")
        self.groupProblem.setProperty(u"role", u"problem")
        self.groupProblem.setWordWrap(True)

        self.headGrid.addWidget(self.groupProblem, 1, 3, 1, 1)

        self.startLabel = QLabel(self.head)
        self.startLabel.setObjectName(u"startLabel")
        self.startLabel.setProperty(u"role", u"soft")

        self.headGrid.addWidget(self.startLabel, 2, 0, 1, 1)

        self.start = QComboBox(self.head)
        self.start.setObjectName(u"start")
        sizePolicy.setHeightForWidth(self.start.sizePolicy().hasHeightForWidth())
        self.start.setSizePolicy(sizePolicy)
        self.start.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.start.setMinimumContentsLength(6)

        self.headGrid.addWidget(self.start, 2, 1, 1, 1)

        self.helpLabel = QLabel(self.head)
        self.helpLabel.setObjectName(u"helpLabel")
        self.helpLabel.setProperty(u"role", u"soft")

        self.headGrid.addWidget(self.helpLabel, 3, 0, 1, 1)

        self.help = QLineEdit(self.head)
        self.help.setObjectName(u"help")

        self.headGrid.addWidget(self.help, 3, 1, 1, 3)

        self.headGrid.setColumnStretch(1, 3)
        self.headGrid.setColumnStretch(3, 2)

        self.column.addWidget(self.head)

        self.parts = QHBoxLayout()
        self.parts.setSpacing(12)
        self.parts.setObjectName(u"parts")
        self.leftSheet = QFrame(DefinitionDialog)
        self.leftSheet.setObjectName(u"leftSheet")
        self.leftSheet.setProperty(u"role", u"sheet")
        self.leftColumn = QVBoxLayout(self.leftSheet)
        self.leftColumn.setSpacing(8)
        self.leftColumn.setObjectName(u"leftColumn")
        self.leftColumn.setContentsMargins(0, 12, 0, 12)
        self.leftHead = QHBoxLayout()
        self.leftHead.setSpacing(4)
        self.leftHead.setObjectName(u"leftHead")
        self.leftHead.setContentsMargins(16, 0, 8, 0)
        self.fieldsLabel = QLabel(self.leftSheet)
        self.fieldsLabel.setObjectName(u"fieldsLabel")
        self.fieldsLabel.setProperty(u"role", u"large")

        self.leftHead.addWidget(self.fieldsLabel)

        self.leftGap = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.leftHead.addItem(self.leftGap)

        self.upButton = QToolButton(self.leftSheet)
        self.upButton.setObjectName(u"upButton")

        self.leftHead.addWidget(self.upButton)

        self.downButton = QToolButton(self.leftSheet)
        self.downButton.setObjectName(u"downButton")

        self.leftHead.addWidget(self.downButton)


        self.leftColumn.addLayout(self.leftHead)

        self.fields = FieldList(self.leftSheet)
        self.fields.setObjectName(u"fields")

        self.leftColumn.addWidget(self.fields)

        self.leftFoot = QHBoxLayout()
        self.leftFoot.setSpacing(8)
        self.leftFoot.setObjectName(u"leftFoot")
        self.leftFoot.setContentsMargins(16, 0, 16, 0)
        self.addButton = QPushButton(self.leftSheet)
        self.addButton.setObjectName(u"addButton")
        self.addButton.setAutoDefault(False)

        self.leftFoot.addWidget(self.addButton)

        self.dropButton = QPushButton(self.leftSheet)
        self.dropButton.setObjectName(u"dropButton")
        self.dropButton.setProperty(u"role", u"quiet")
        self.dropButton.setAutoDefault(False)

        self.leftFoot.addWidget(self.dropButton)

        self.leftGap2 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.leftFoot.addItem(self.leftGap2)


        self.leftColumn.addLayout(self.leftFoot)


        self.parts.addWidget(self.leftSheet)

        self.rightSheet = QFrame(DefinitionDialog)
        self.rightSheet.setObjectName(u"rightSheet")
        self.rightSheet.setProperty(u"role", u"sheet")
        self.rightColumn = QVBoxLayout(self.rightSheet)
        self.rightColumn.setSpacing(0)
        self.rightColumn.setObjectName(u"rightColumn")
        self.rightColumn.setContentsMargins(1, 8, 1, 8)
        self.scroll = QScrollArea(self.rightSheet)
        self.scroll.setObjectName(u"scroll")
        self.scroll.setWidgetResizable(True)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scrolled = QWidget()
        self.scrolled.setObjectName(u"scrolled")
        self.fieldGrid = QGridLayout(self.scrolled)
        self.fieldGrid.setObjectName(u"fieldGrid")
        self.fieldGrid.setHorizontalSpacing(12)
        self.fieldGrid.setVerticalSpacing(6)
        self.fieldGrid.setContentsMargins(16, 4, 16, 4)
        self.nameLabel = QLabel(self.scrolled)
        self.nameLabel.setObjectName(u"nameLabel")
        self.nameLabel.setProperty(u"role", u"soft")

        self.fieldGrid.addWidget(self.nameLabel, 0, 0, 1, 1)

        self.name = QLineEdit(self.scrolled)
        self.name.setObjectName(u"name")

        self.fieldGrid.addWidget(self.name, 0, 1, 1, 1)

        self.nameProblem = QLabel(self.scrolled)
        self.nameProblem.setObjectName(u"nameProblem")
        self.nameProblem.setProperty(u"role", u"problem")
        self.nameProblem.setWordWrap(True)

        self.fieldGrid.addWidget(self.nameProblem, 1, 1, 1, 1)

        self.kindLabel = QLabel(self.scrolled)
        self.kindLabel.setObjectName(u"kindLabel")
        self.kindLabel.setProperty(u"role", u"soft")

        self.fieldGrid.addWidget(self.kindLabel, 2, 0, 1, 1)

        self.kind = QComboBox(self.scrolled)
        self.kind.setObjectName(u"kind")
        sizePolicy.setHeightForWidth(self.kind.sizePolicy().hasHeightForWidth())
        self.kind.setSizePolicy(sizePolicy)
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setMinimumContentsLength(6)

        self.fieldGrid.addWidget(self.kind, 2, 1, 1, 1)

        self.kindNote = QLabel(self.scrolled)
        self.kindNote.setObjectName(u"kindNote")
        self.kindNote.setProperty(u"role", u"small")
        self.kindNote.setWordWrap(True)

        self.fieldGrid.addWidget(self.kindNote, 3, 1, 1, 1)

        self.unitLabel = QLabel(self.scrolled)
        self.unitLabel.setObjectName(u"unitLabel")
        self.unitLabel.setProperty(u"role", u"soft")

        self.fieldGrid.addWidget(self.unitLabel, 4, 0, 1, 1)

        self.unit = QComboBox(self.scrolled)
        self.unit.setObjectName(u"unit")
        sizePolicy.setHeightForWidth(self.unit.sizePolicy().hasHeightForWidth())
        self.unit.setSizePolicy(sizePolicy)
        self.unit.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.unit.setMinimumContentsLength(6)
        self.unit.setEditable(True)

        self.fieldGrid.addWidget(self.unit, 4, 1, 1, 1)

        self.unitProblem = QLabel(self.scrolled)
        self.unitProblem.setObjectName(u"unitProblem")
        self.unitProblem.setProperty(u"role", u"problem")
        self.unitProblem.setWordWrap(True)

        self.fieldGrid.addWidget(self.unitProblem, 5, 1, 1, 1)

        self.choicesLabel = QLabel(self.scrolled)
        self.choicesLabel.setObjectName(u"choicesLabel")
        self.choicesLabel.setProperty(u"role", u"soft")

        self.fieldGrid.addWidget(self.choicesLabel, 6, 0, 1, 1, Qt.AlignmentFlag.AlignTop)

        self.choices = QPlainTextEdit(self.scrolled)
        self.choices.setObjectName(u"choices")
        self.choices.setTabChangesFocus(True)

        self.fieldGrid.addWidget(self.choices, 6, 1, 1, 1)

        self.open = QCheckBox(self.scrolled)
        self.open.setObjectName(u"open")

        self.fieldGrid.addWidget(self.open, 7, 1, 1, 1)

        self.choicesProblem = QLabel(self.scrolled)
        self.choicesProblem.setObjectName(u"choicesProblem")
        self.choicesProblem.setProperty(u"role", u"problem")
        self.choicesProblem.setWordWrap(True)

        self.fieldGrid.addWidget(self.choicesProblem, 8, 1, 1, 1)

        self.required = QCheckBox(self.scrolled)
        self.required.setObjectName(u"required")

        self.fieldGrid.addWidget(self.required, 9, 1, 1, 1)

        self.requiredProblem = QLabel(self.scrolled)
        self.requiredProblem.setObjectName(u"requiredProblem")
        self.requiredProblem.setProperty(u"role", u"problem")
        self.requiredProblem.setWordWrap(True)

        self.fieldGrid.addWidget(self.requiredProblem, 10, 1, 1, 1)

        self.totals = QCheckBox(self.scrolled)
        self.totals.setObjectName(u"totals")

        self.fieldGrid.addWidget(self.totals, 11, 1, 1, 1)

        self.totalsProblem = QLabel(self.scrolled)
        self.totalsProblem.setObjectName(u"totalsProblem")
        self.totalsProblem.setProperty(u"role", u"problem")
        self.totalsProblem.setWordWrap(True)

        self.fieldGrid.addWidget(self.totalsProblem, 12, 1, 1, 1)

        self.sensitive = QCheckBox(self.scrolled)
        self.sensitive.setObjectName(u"sensitive")

        self.fieldGrid.addWidget(self.sensitive, 13, 1, 1, 1)

        self.hidden = QCheckBox(self.scrolled)
        self.hidden.setObjectName(u"hidden")

        self.fieldGrid.addWidget(self.hidden, 14, 1, 1, 1)

        self.hiddenProblem = QLabel(self.scrolled)
        self.hiddenProblem.setObjectName(u"hiddenProblem")
        self.hiddenProblem.setProperty(u"role", u"problem")
        self.hiddenProblem.setWordWrap(True)

        self.fieldGrid.addWidget(self.hiddenProblem, 15, 1, 1, 1)

        self.defaultLabel = QLabel(self.scrolled)
        self.defaultLabel.setObjectName(u"defaultLabel")
        self.defaultLabel.setProperty(u"role", u"soft")

        self.fieldGrid.addWidget(self.defaultLabel, 16, 0, 1, 1)

        self.default_ = QLineEdit(self.scrolled)
        self.default_.setObjectName(u"default_")

        self.fieldGrid.addWidget(self.default_, 16, 1, 1, 1)

        self.defaultProblem = QLabel(self.scrolled)
        self.defaultProblem.setObjectName(u"defaultProblem")
        self.defaultProblem.setProperty(u"role", u"problem")
        self.defaultProblem.setWordWrap(True)

        self.fieldGrid.addWidget(self.defaultProblem, 17, 1, 1, 1)

        self.synonymsLabel = QLabel(self.scrolled)
        self.synonymsLabel.setObjectName(u"synonymsLabel")
        self.synonymsLabel.setProperty(u"role", u"soft")

        self.fieldGrid.addWidget(self.synonymsLabel, 18, 0, 1, 1)

        self.synonyms = QLineEdit(self.scrolled)
        self.synonyms.setObjectName(u"synonyms")

        self.fieldGrid.addWidget(self.synonyms, 18, 1, 1, 1)

        self.synonymsProblem = QLabel(self.scrolled)
        self.synonymsProblem.setObjectName(u"synonymsProblem")
        self.synonymsProblem.setProperty(u"role", u"problem")
        self.synonymsProblem.setWordWrap(True)

        self.fieldGrid.addWidget(self.synonymsProblem, 19, 1, 1, 1)

        self.fieldHelpLabel = QLabel(self.scrolled)
        self.fieldHelpLabel.setObjectName(u"fieldHelpLabel")
        self.fieldHelpLabel.setProperty(u"role", u"soft")

        self.fieldGrid.addWidget(self.fieldHelpLabel, 20, 0, 1, 1)

        self.fieldHelp = QLineEdit(self.scrolled)
        self.fieldHelp.setObjectName(u"fieldHelp")

        self.fieldGrid.addWidget(self.fieldHelp, 20, 1, 1, 1)

        self.bottomGap = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.fieldGrid.addItem(self.bottomGap, 21, 1, 1, 1)

        self.fieldGrid.setColumnStretch(1, 1)
        self.scroll.setWidget(self.scrolled)

        self.rightColumn.addWidget(self.scroll)


        self.parts.addWidget(self.rightSheet)

        self.parts.setStretch(0, 2)
        self.parts.setStretch(1, 3)

        self.column.addLayout(self.parts)

        self.stays = QLabel(DefinitionDialog)
        self.stays.setObjectName(u"stays")
        self.stays.setProperty(u"role", u"small")
        self.stays.setWordWrap(True)

        self.column.addWidget(self.stays)

        self.problem = QLabel(DefinitionDialog)
        self.problem.setObjectName(u"problem")
        self.problem.setProperty(u"role", u"problem")
        self.problem.setWordWrap(True)

        self.column.addWidget(self.problem)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.exportButton = QPushButton(DefinitionDialog)
        self.exportButton.setObjectName(u"exportButton")
        self.exportButton.setProperty(u"role", u"quiet")
        self.exportButton.setAutoDefault(False)

        self.buttons.addWidget(self.exportButton)

        self.importButton = QPushButton(DefinitionDialog)
        self.importButton.setObjectName(u"importButton")
        self.importButton.setProperty(u"role", u"quiet")
        self.importButton.setAutoDefault(False)

        self.buttons.addWidget(self.importButton)

        self.gap = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.gap)

        self.cancelButton = QPushButton(DefinitionDialog)
        self.cancelButton.setObjectName(u"cancelButton")
        self.cancelButton.setAutoDefault(False)

        self.buttons.addWidget(self.cancelButton)

        self.saveButton = QPushButton(DefinitionDialog)
        self.saveButton.setObjectName(u"saveButton")
        self.saveButton.setProperty(u"role", u"primary")

        self.buttons.addWidget(self.saveButton)


        self.column.addLayout(self.buttons)

#if QT_CONFIG(shortcut)
        self.titleLabel.setBuddy(self.title)
        self.groupLabel.setBuddy(self.group)
        self.startLabel.setBuddy(self.start)
        self.helpLabel.setBuddy(self.help)
        self.fieldsLabel.setBuddy(self.fields)
        self.nameLabel.setBuddy(self.name)
        self.kindLabel.setBuddy(self.kind)
        self.unitLabel.setBuddy(self.unit)
        self.choicesLabel.setBuddy(self.choices)
        self.defaultLabel.setBuddy(self.default_)
        self.synonymsLabel.setBuddy(self.synonyms)
        self.fieldHelpLabel.setBuddy(self.fieldHelp)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(DefinitionDialog)

        self.saveButton.setDefault(True)


        QMetaObject.connectSlotsByName(DefinitionDialog)
    # setupUi

    def retranslateUi(self, DefinitionDialog):
        DefinitionDialog.setWindowTitle(QCoreApplication.translate("DefinitionDialog", u"\u8bbe\u7f6e\u53f0\u8d26", None))
        self.titleLabel.setText(QCoreApplication.translate("DefinitionDialog", u"\u53f0\u8d26\u540d\u79f0(&N)", None))
#if QT_CONFIG(accessibility)
        self.title.setAccessibleName(QCoreApplication.translate("DefinitionDialog", u"\u53f0\u8d26\u540d\u79f0", None))
#endif // QT_CONFIG(accessibility)
        self.groupLabel.setText(QCoreApplication.translate("DefinitionDialog", u"\u5206\u7ec4(&G)", None))
#if QT_CONFIG(accessibility)
        self.group.setAccessibleName(QCoreApplication.translate("DefinitionDialog", u"\u5206\u7ec4", None))
#endif // QT_CONFIG(accessibility)
        self.startLabel.setText(QCoreApplication.translate("DefinitionDialog", u"\u4ece\u54ea\u91cc\u5f00\u59cb(&F)", None))
#if QT_CONFIG(accessibility)
        self.start.setAccessibleName(QCoreApplication.translate("DefinitionDialog", u"\u4ece\u54ea\u91cc\u5f00\u59cb", None))
#endif // QT_CONFIG(accessibility)
        self.helpLabel.setText(QCoreApplication.translate("DefinitionDialog", u"\u7528\u9014\u8bf4\u660e", None))
#if QT_CONFIG(accessibility)
        self.help.setAccessibleName(QCoreApplication.translate("DefinitionDialog", u"\u7528\u9014\u8bf4\u660e", None))
#endif // QT_CONFIG(accessibility)
        self.help.setPlaceholderText(QCoreApplication.translate("DefinitionDialog", u"\u7a7a\u53f0\u8d26\u91cc\u663e\u793a\uff0c\u544a\u8bc9\u522b\u4eba\u8fd9\u672c\u53f0\u8d26\u8bb0\u4ec0\u4e48", None))
        self.fieldsLabel.setText(QCoreApplication.translate("DefinitionDialog", u"\u680f\u76ee(&L)", None))
#if QT_CONFIG(accessibility)
        self.upButton.setAccessibleName(QCoreApplication.translate("DefinitionDialog", u"\u4e0a\u79fb", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.upButton.setToolTip(QCoreApplication.translate("DefinitionDialog", u"\u4e0a\u79fb  Alt+\u2191", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.downButton.setAccessibleName(QCoreApplication.translate("DefinitionDialog", u"\u4e0b\u79fb", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.downButton.setToolTip(QCoreApplication.translate("DefinitionDialog", u"\u4e0b\u79fb  Alt+\u2193", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.fields.setAccessibleName(QCoreApplication.translate("DefinitionDialog", u"\u680f\u76ee", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.fields.setToolTip(QCoreApplication.translate("DefinitionDialog", u"\u62d6\u52a8\u53ef\u4ee5\u8c03\u6574\u987a\u5e8f\uff0c\u70b9\u773c\u775b\u53ef\u4ee5\u9690\u85cf", None))
#endif // QT_CONFIG(tooltip)
        self.addButton.setText(QCoreApplication.translate("DefinitionDialog", u"\u589e\u52a0\u680f\u76ee(&A)", None))
        self.dropButton.setText(QCoreApplication.translate("DefinitionDialog", u"\u53bb\u6389", None))
#if QT_CONFIG(tooltip)
        self.dropButton.setToolTip(QCoreApplication.translate("DefinitionDialog", u"\u53bb\u6389\u8fd8\u6ca1\u6709\u4fdd\u5b58\u7684\u65b0\u680f\u76ee", None))
#endif // QT_CONFIG(tooltip)
        self.nameLabel.setText(QCoreApplication.translate("DefinitionDialog", u"\u540d\u79f0(&T)", None))
#if QT_CONFIG(accessibility)
        self.name.setAccessibleName(QCoreApplication.translate("DefinitionDialog", u"\u680f\u76ee\u540d\u79f0", None))
#endif // QT_CONFIG(accessibility)
        self.kindLabel.setText(QCoreApplication.translate("DefinitionDialog", u"\u7c7b\u578b(&K)", None))
#if QT_CONFIG(accessibility)
        self.kind.setAccessibleName(QCoreApplication.translate("DefinitionDialog", u"\u7c7b\u578b", None))
#endif // QT_CONFIG(accessibility)
        self.unitLabel.setText(QCoreApplication.translate("DefinitionDialog", u"\u5355\u4f4d(&U)", None))
#if QT_CONFIG(accessibility)
        self.unit.setAccessibleName(QCoreApplication.translate("DefinitionDialog", u"\u5355\u4f4d", None))
#endif // QT_CONFIG(accessibility)
        self.choicesLabel.setText(QCoreApplication.translate("DefinitionDialog", u"\u9009\u9879(&C)", None))
#if QT_CONFIG(accessibility)
        self.choices.setAccessibleName(QCoreApplication.translate("DefinitionDialog", u"\u9009\u9879\uff0c\u6bcf\u884c\u4e00\u4e2a", None))
#endif // QT_CONFIG(accessibility)
        self.choices.setPlaceholderText(QCoreApplication.translate("DefinitionDialog", u"\u6bcf\u884c\u5199\u4e00\u4e2a", None))
        self.open.setText(QCoreApplication.translate("DefinitionDialog", u"\u4e5f\u53ef\u4ee5\u586b\u522b\u7684", None))
        self.required.setText(QCoreApplication.translate("DefinitionDialog", u"\u5fc5\u586b", None))
        self.totals.setText(QCoreApplication.translate("DefinitionDialog", u"\u5728\u8868\u672b\u6c42\u548c", None))
        self.sensitive.setText(QCoreApplication.translate("DefinitionDialog", u"\u654f\u611f\uff08\u4e0d\u5bf9\u5916\uff09", None))
        self.hidden.setText(QCoreApplication.translate("DefinitionDialog", u"\u9690\u85cf\uff08\u6570\u636e\u4fdd\u7559\uff09", None))
        self.defaultLabel.setText(QCoreApplication.translate("DefinitionDialog", u"\u9ed8\u8ba4\u503c(&D)", None))
#if QT_CONFIG(accessibility)
        self.default_.setAccessibleName(QCoreApplication.translate("DefinitionDialog", u"\u9ed8\u8ba4\u503c", None))
#endif // QT_CONFIG(accessibility)
        self.default_.setPlaceholderText(QCoreApplication.translate("DefinitionDialog", u"\u65b0\u8bb0\u5f55\u91cc\u5148\u586b\u597d\u7684\u5185\u5bb9", None))
        self.synonymsLabel.setText(QCoreApplication.translate("DefinitionDialog", u"\u522b\u540d(&S)", None))
#if QT_CONFIG(accessibility)
        self.synonyms.setAccessibleName(QCoreApplication.translate("DefinitionDialog", u"\u522b\u540d", None))
#endif // QT_CONFIG(accessibility)
        self.synonyms.setPlaceholderText(QCoreApplication.translate("DefinitionDialog", u"\u8868\u683c\u91cc\u7684\u5176\u4ed6\u53eb\u6cd5\uff0c\u7528\u987f\u53f7\u9694\u5f00", None))
        self.fieldHelpLabel.setText(QCoreApplication.translate("DefinitionDialog", u"\u8bf4\u660e", None))
#if QT_CONFIG(accessibility)
        self.fieldHelp.setAccessibleName(QCoreApplication.translate("DefinitionDialog", u"\u8bf4\u660e", None))
#endif // QT_CONFIG(accessibility)
        self.fieldHelp.setPlaceholderText(QCoreApplication.translate("DefinitionDialog", u"\u586b\u5199\u65f6\u7684\u63d0\u793a", None))
        self.stays.setText(QCoreApplication.translate("DefinitionDialog", u"\u6539\u540d\u3001\u9690\u85cf\u3001\u8c03\u6574\u987a\u5e8f\u90fd\u4e0d\u5f71\u54cd\u5df2\u7ecf\u586b\u597d\u7684\u6570\u636e\uff0c\u65e7\u8868\u683c\u6309\u539f\u6765\u7684\u540d\u79f0\u4ecd\u7136\u8ba4\u5f97\uff1b\u4fdd\u5b58\u540e\u53ef\u4ee5\u64a4\u9500\u3002", None))
        self.exportButton.setText(QCoreApplication.translate("DefinitionDialog", u"\u5bfc\u51fa\u5b9a\u4e49\u2026", None))
#if QT_CONFIG(tooltip)
        self.exportButton.setToolTip(QCoreApplication.translate("DefinitionDialog", u"\u5bfc\u51fa\u4e3a\u6587\u4ef6\uff0c\u5e26\u5230\u522b\u7684\u5355\u4f4d\u4f7f\u7528\uff08\u4e0d\u542b\u8bb0\u5f55\uff09", None))
#endif // QT_CONFIG(tooltip)
        self.importButton.setText(QCoreApplication.translate("DefinitionDialog", u"\u4ece\u6587\u4ef6\u5bfc\u5165\u2026", None))
#if QT_CONFIG(tooltip)
        self.importButton.setToolTip(QCoreApplication.translate("DefinitionDialog", u"\u5bfc\u5165\u522b\u7684\u5355\u4f4d\u5bfc\u51fa\u7684\u53f0\u8d26\u5b9a\u4e49", None))
#endif // QT_CONFIG(tooltip)
        self.cancelButton.setText(QCoreApplication.translate("DefinitionDialog", u"\u53d6\u6d88", None))
        self.saveButton.setText(QCoreApplication.translate("DefinitionDialog", u"\u4fdd\u5b58", None))
    # retranslateUi

