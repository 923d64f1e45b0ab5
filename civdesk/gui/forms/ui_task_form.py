# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'task_form.ui'
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
from PySide6.QtWidgets import (QApplication, QComboBox, QGridLayout, QHBoxLayout,
    QLabel, QLineEdit, QPushButton, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

class Ui_TaskForm(object):
    def setupUi(self, TaskForm):
        if not TaskForm.objectName():
            TaskForm.setObjectName(u"TaskForm")
        self.column = QVBoxLayout(TaskForm)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(24, 20, 24, 20)
        self.heading = QLabel(TaskForm)
        self.heading.setObjectName(u"heading")
        self.heading.setProperty(u"role", u"large")

        self.column.addWidget(self.heading)

        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(8)
        self.fields.setContentsMargins(0, 0, 0, 0)
        self.titleLabel = QLabel(TaskForm)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setProperty(u"role", u"soft")
        self.titleLabel.setAlignment(Qt.AlignmentFlag.AlignRight|Qt.AlignmentFlag.AlignTrailing|Qt.AlignmentFlag.AlignVCenter)

        self.fields.addWidget(self.titleLabel, 0, 0, 1, 1)

        self.title = QLineEdit(TaskForm)
        self.title.setObjectName(u"title")

        self.fields.addWidget(self.title, 0, 1, 1, 1)

        self.dueLabel = QLabel(TaskForm)
        self.dueLabel.setObjectName(u"dueLabel")
        self.dueLabel.setProperty(u"role", u"soft")
        self.dueLabel.setAlignment(Qt.AlignmentFlag.AlignRight|Qt.AlignmentFlag.AlignTrailing|Qt.AlignmentFlag.AlignVCenter)

        self.fields.addWidget(self.dueLabel, 1, 0, 1, 1)

        self.due = QLineEdit(TaskForm)
        self.due.setObjectName(u"due")

        self.fields.addWidget(self.due, 1, 1, 1, 1)

        self.days = QLabel(TaskForm)
        self.days.setObjectName(u"days")
        self.days.setProperty(u"role", u"small")
        self.days.setWordWrap(True)

        self.fields.addWidget(self.days, 2, 1, 1, 1)

        self.leadLabel = QLabel(TaskForm)
        self.leadLabel.setObjectName(u"leadLabel")
        self.leadLabel.setProperty(u"role", u"soft")
        self.leadLabel.setAlignment(Qt.AlignmentFlag.AlignRight|Qt.AlignmentFlag.AlignTrailing|Qt.AlignmentFlag.AlignVCenter)

        self.fields.addWidget(self.leadLabel, 3, 0, 1, 1)

        self.lead = QComboBox(TaskForm)
        self.lead.setObjectName(u"lead")
        self.lead.setEditable(True)
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.lead.sizePolicy().hasHeightForWidth())
        self.lead.setSizePolicy(sizePolicy)

        self.fields.addWidget(self.lead, 3, 1, 1, 1)

        self.ownerLabel = QLabel(TaskForm)
        self.ownerLabel.setObjectName(u"ownerLabel")
        self.ownerLabel.setProperty(u"role", u"soft")
        self.ownerLabel.setAlignment(Qt.AlignmentFlag.AlignRight|Qt.AlignmentFlag.AlignTrailing|Qt.AlignmentFlag.AlignVCenter)

        self.fields.addWidget(self.ownerLabel, 4, 0, 1, 1)

        self.owner = QLineEdit(TaskForm)
        self.owner.setObjectName(u"owner")

        self.fields.addWidget(self.owner, 4, 1, 1, 1)

        self.noteLabel = QLabel(TaskForm)
        self.noteLabel.setObjectName(u"noteLabel")
        self.noteLabel.setProperty(u"role", u"soft")
        self.noteLabel.setAlignment(Qt.AlignmentFlag.AlignRight|Qt.AlignmentFlag.AlignTrailing|Qt.AlignmentFlag.AlignVCenter)

        self.fields.addWidget(self.noteLabel, 5, 0, 1, 1)

        self.note = QLineEdit(TaskForm)
        self.note.setObjectName(u"note")

        self.fields.addWidget(self.note, 5, 1, 1, 1)


        self.column.addLayout(self.fields)

        self.problem = QLabel(TaskForm)
        self.problem.setObjectName(u"problem")
        self.problem.setProperty(u"role", u"problem")
        self.problem.setWordWrap(True)

        self.column.addWidget(self.problem)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setContentsMargins(0, 0, 0, 0)
        self.gap = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.gap)

        self.cancelButton = QPushButton(TaskForm)
        self.cancelButton.setObjectName(u"cancelButton")
        self.cancelButton.setAutoDefault(False)

        self.buttons.addWidget(self.cancelButton)

        self.saveButton = QPushButton(TaskForm)
        self.saveButton.setObjectName(u"saveButton")
        self.saveButton.setAutoDefault(False)
        self.saveButton.setProperty(u"role", u"primary")

        self.buttons.addWidget(self.saveButton)


        self.column.addLayout(self.buttons)

        self.end = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column.addItem(self.end)

#if QT_CONFIG(shortcut)
        self.titleLabel.setBuddy(self.title)
        self.dueLabel.setBuddy(self.due)
        self.leadLabel.setBuddy(self.lead)
        self.ownerLabel.setBuddy(self.owner)
        self.noteLabel.setBuddy(self.note)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(TaskForm)

        QMetaObject.connectSlotsByName(TaskForm)
    # setupUi

    def retranslateUi(self, TaskForm):
        self.heading.setText(QCoreApplication.translate("TaskForm", u"\u65b0\u5efa\u4efb\u52a1", None))
        self.titleLabel.setText(QCoreApplication.translate("TaskForm", u"\u540d\u79f0", None))
#if QT_CONFIG(accessibility)
        self.title.setAccessibleName(QCoreApplication.translate("TaskForm", u"\u4efb\u52a1\u540d\u79f0", None))
#endif // QT_CONFIG(accessibility)
        self.title.setPlaceholderText(QCoreApplication.translate("TaskForm", u"\u8981\u505a\u4ec0\u4e48", None))
        self.dueLabel.setText(QCoreApplication.translate("TaskForm", u"\u671f\u9650", None))
#if QT_CONFIG(accessibility)
        self.due.setAccessibleName(QCoreApplication.translate("TaskForm", u"\u671f\u9650", None))
#endif // QT_CONFIG(accessibility)
        self.due.setPlaceholderText(QCoreApplication.translate("TaskForm", u"2026-11-30\u30013\u6708\u5e95\u524d\u3001\u6bcf\u5b63\u5ea6\u2026", None))
        self.days.setText("")
        self.leadLabel.setText(QCoreApplication.translate("TaskForm", u"\u7275\u5934", None))
#if QT_CONFIG(accessibility)
        self.lead.setAccessibleName(QCoreApplication.translate("TaskForm", u"\u7275\u5934\u79d1\u5ba4", None))
#endif // QT_CONFIG(accessibility)
        self.ownerLabel.setText(QCoreApplication.translate("TaskForm", u"\u8d23\u4efb\u4eba", None))
#if QT_CONFIG(accessibility)
        self.owner.setAccessibleName(QCoreApplication.translate("TaskForm", u"\u8d23\u4efb\u4eba", None))
#endif // QT_CONFIG(accessibility)
        self.noteLabel.setText(QCoreApplication.translate("TaskForm", u"\u5907\u6ce8", None))
#if QT_CONFIG(accessibility)
        self.note.setAccessibleName(QCoreApplication.translate("TaskForm", u"\u5907\u6ce8", None))
#endif // QT_CONFIG(accessibility)
        self.problem.setText("")
        self.cancelButton.setText(QCoreApplication.translate("TaskForm", u"\u53d6\u6d88", None))
        self.saveButton.setText(QCoreApplication.translate("TaskForm", u"\u4fdd\u5b58", None))
        pass
    # retranslateUi

