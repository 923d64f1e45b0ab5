# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'import_preview.ui'
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
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QHeaderView, QLabel,
    QPushButton, QSizePolicy, QSpacerItem, QSplitter,
    QTableView, QVBoxLayout, QWidget)

class Ui_ImportPreview(object):
    def setupUi(self, ImportPreview):
        if not ImportPreview.objectName():
            ImportPreview.setObjectName(u"ImportPreview")
        self.column = QVBoxLayout(ImportPreview)
        self.column.setSpacing(8)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.warning = QLabel(ImportPreview)
        self.warning.setObjectName(u"warning")
        self.warning.setProperty(u"role", u"caution")
        self.warning.setWordWrap(True)
        self.warning.setVisible(False)

        self.column.addWidget(self.warning)

        self.states = QHBoxLayout()
        self.states.setSpacing(6)
        self.states.setObjectName(u"states")
        self.all = QPushButton(ImportPreview)
        self.all.setObjectName(u"all")
        self.all.setProperty(u"role", u"choice")
        self.all.setCheckable(True)
        self.all.setAutoExclusive(True)
        self.all.setAutoDefault(False)

        self.states.addWidget(self.all)

        self.new = QPushButton(ImportPreview)
        self.new.setObjectName(u"new")
        self.new.setProperty(u"role", u"choice")
        self.new.setCheckable(True)
        self.new.setAutoExclusive(True)
        self.new.setAutoDefault(False)

        self.states.addWidget(self.new)

        self.changed = QPushButton(ImportPreview)
        self.changed.setObjectName(u"changed")
        self.changed.setProperty(u"role", u"choice")
        self.changed.setCheckable(True)
        self.changed.setAutoExclusive(True)
        self.changed.setAutoDefault(False)

        self.states.addWidget(self.changed)

        self.rejected = QPushButton(ImportPreview)
        self.rejected.setObjectName(u"rejected")
        self.rejected.setProperty(u"role", u"choice")
        self.rejected.setCheckable(True)
        self.rejected.setAutoExclusive(True)
        self.rejected.setAutoDefault(False)

        self.states.addWidget(self.rejected)

        self.same = QPushButton(ImportPreview)
        self.same.setObjectName(u"same")
        self.same.setProperty(u"role", u"choice")
        self.same.setCheckable(True)
        self.same.setAutoExclusive(True)
        self.same.setAutoDefault(False)

        self.states.addWidget(self.same)

        self.skipped = QPushButton(ImportPreview)
        self.skipped.setObjectName(u"skipped")
        self.skipped.setProperty(u"role", u"choice")
        self.skipped.setCheckable(True)
        self.skipped.setAutoExclusive(True)
        self.skipped.setAutoDefault(False)

        self.states.addWidget(self.skipped)

        self.stateGap = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.states.addItem(self.stateGap)


        self.column.addLayout(self.states)

        self.parts = QSplitter(ImportPreview)
        self.parts.setObjectName(u"parts")
        self.parts.setOrientation(Qt.Orientation.Vertical)
        self.parts.setChildrenCollapsible(False)
        self.rows = QTableView(self.parts)
        self.rows.setObjectName(u"rows")
        self.parts.addWidget(self.rows)
        self.notes = QTableView(self.parts)
        self.notes.setObjectName(u"notes")
        self.parts.addWidget(self.notes)

        self.column.addWidget(self.parts)


        self.retranslateUi(ImportPreview)

        QMetaObject.connectSlotsByName(ImportPreview)
    # setupUi

    def retranslateUi(self, ImportPreview):
#if QT_CONFIG(accessibility)
        self.rows.setAccessibleName(QCoreApplication.translate("ImportPreview", u"\u6bcf\u4e00\u884c\u4f1a\u600e\u6837", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.notes.setAccessibleName(QCoreApplication.translate("ImportPreview", u"\u8981\u6838\u5bf9\u7684\u5730\u65b9", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi

