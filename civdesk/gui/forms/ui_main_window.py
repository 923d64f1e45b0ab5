# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'main_window.ui'
##
## Created by: Qt User Interface Compiler version 6.9.3
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QAction, QBrush, QColor, QConicalGradient,
    QCursor, QFont, QFontDatabase, QGradient,
    QIcon, QImage, QKeySequence, QLinearGradient,
    QPainter, QPalette, QPixmap, QRadialGradient,
    QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QMainWindow,
    QSizePolicy, QSpacerItem, QStackedWidget, QTabBar,
    QToolButton, QVBoxLayout, QWidget)

from civdesk.gui.search_field import SearchField

class Ui_MainWindow(object):
    def setupUi(self, MainWindow):
        if not MainWindow.objectName():
            MainWindow.setObjectName(u"MainWindow")
        MainWindow.resize(1440, 900)
        MainWindow.setMinimumSize(QSize(960, 600))
        MainWindow.setAcceptDrops(True)
        self.actionUndo = QAction(MainWindow)
        self.actionUndo.setObjectName(u"actionUndo")
        self.actionRedo = QAction(MainWindow)
        self.actionRedo.setObjectName(u"actionRedo")
        self.actionImportSheet = QAction(MainWindow)
        self.actionImportSheet.setObjectName(u"actionImportSheet")
        self.actionImportPhotos = QAction(MainWindow)
        self.actionImportPhotos.setObjectName(u"actionImportPhotos")
        self.actionExport = QAction(MainWindow)
        self.actionExport.setObjectName(u"actionExport")
        self.actionBackup = QAction(MainWindow)
        self.actionBackup.setObjectName(u"actionBackup")
        self.actionAdd = QAction(MainWindow)
        self.actionAdd.setObjectName(u"actionAdd")
        self.actionSearch = QAction(MainWindow)
        self.actionSearch.setObjectName(u"actionSearch")
        self.actionKeys = QAction(MainWindow)
        self.actionKeys.setObjectName(u"actionKeys")
        self.actionOpen = QAction(MainWindow)
        self.actionOpen.setObjectName(u"actionOpen")
        self.actionNew = QAction(MainWindow)
        self.actionNew.setObjectName(u"actionNew")
        self.actionRestore = QAction(MainWindow)
        self.actionRestore.setObjectName(u"actionRestore")
        self.actionUnit = QAction(MainWindow)
        self.actionUnit.setObjectName(u"actionUnit")
        self.actionFirstStart = QAction(MainWindow)
        self.actionFirstStart.setObjectName(u"actionFirstStart")
        self.actionLarger = QAction(MainWindow)
        self.actionLarger.setObjectName(u"actionLarger")
        self.actionSmaller = QAction(MainWindow)
        self.actionSmaller.setObjectName(u"actionSmaller")
        self.actionNormal = QAction(MainWindow)
        self.actionNormal.setObjectName(u"actionNormal")
        self.actionQuit = QAction(MainWindow)
        self.actionQuit.setObjectName(u"actionQuit")
        self.ground = QWidget(MainWindow)
        self.ground.setObjectName(u"ground")
        self.column = QVBoxLayout(self.ground)
        self.column.setSpacing(0)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.header = QFrame(self.ground)
        self.header.setObjectName(u"header")
        self.headerRow = QHBoxLayout(self.header)
        self.headerRow.setSpacing(8)
        self.headerRow.setObjectName(u"headerRow")
        self.headerRow.setContentsMargins(16, 0, 16, 0)
        self.tabs = QTabBar(self.header)
        self.tabs.setObjectName(u"tabs")

        self.headerRow.addWidget(self.tabs)

        self.gap = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.headerRow.addItem(self.gap)

        self.undo = QToolButton(self.header)
        self.undo.setObjectName(u"undo")

        self.headerRow.addWidget(self.undo)

        self.redo = QToolButton(self.header)
        self.redo.setObjectName(u"redo")

        self.headerRow.addWidget(self.redo)

        self.importSheet = QToolButton(self.header)
        self.importSheet.setObjectName(u"importSheet")

        self.headerRow.addWidget(self.importSheet)

        self.importPhotos = QToolButton(self.header)
        self.importPhotos.setObjectName(u"importPhotos")

        self.headerRow.addWidget(self.importPhotos)

        self.export_ = QToolButton(self.header)
        self.export_.setObjectName(u"export_")

        self.headerRow.addWidget(self.export_)

        self.backup = QToolButton(self.header)
        self.backup.setObjectName(u"backup")

        self.headerRow.addWidget(self.backup)

        self.search = SearchField(self.header)
        self.search.setObjectName(u"search")
        self.search.setMinimumSize(QSize(120, 0))
        self.search.setClearButtonEnabled(True)

        self.headerRow.addWidget(self.search)

        self.menu = QToolButton(self.header)
        self.menu.setObjectName(u"menu")
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

        self.headerRow.addWidget(self.menu)


        self.column.addWidget(self.header)

        self.pages = QStackedWidget(self.ground)
        self.pages.setObjectName(u"pages")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(1)
        sizePolicy.setHeightForWidth(self.pages.sizePolicy().hasHeightForWidth())
        self.pages.setSizePolicy(sizePolicy)

        self.column.addWidget(self.pages)

        MainWindow.setCentralWidget(self.ground)

        self.retranslateUi(MainWindow)

        QMetaObject.connectSlotsByName(MainWindow)
    # setupUi

    def retranslateUi(self, MainWindow):
        MainWindow.setWindowTitle(QCoreApplication.translate("MainWindow", u"\u6587\u660e\u521b\u5efa\u5de5\u4f5c\u53f0", None))
        self.actionUndo.setText(QCoreApplication.translate("MainWindow", u"\u64a4\u9500", None))
#if QT_CONFIG(shortcut)
        self.actionUndo.setShortcut(QCoreApplication.translate("MainWindow", u"Ctrl+Z", None))
#endif // QT_CONFIG(shortcut)
        self.actionRedo.setText(QCoreApplication.translate("MainWindow", u"\u91cd\u505a", None))
#if QT_CONFIG(shortcut)
        self.actionRedo.setShortcut(QCoreApplication.translate("MainWindow", u"Ctrl+Y", None))
#endif // QT_CONFIG(shortcut)
        self.actionImportSheet.setText(QCoreApplication.translate("MainWindow", u"\u5bfc\u5165\u8868\u683c", None))
#if QT_CONFIG(tooltip)
        self.actionImportSheet.setToolTip(QCoreApplication.translate("MainWindow", u"\u628a\u79d1\u5ba4\u4ea4\u6765\u7684 xlsx\u3001xls\u3001csv \u8868\u683c\u6536\u8fdb\u53f0\u8d26", None))
#endif // QT_CONFIG(tooltip)
        self.actionImportPhotos.setText(QCoreApplication.translate("MainWindow", u"\u5bfc\u5165\u7167\u7247", None))
#if QT_CONFIG(tooltip)
        self.actionImportPhotos.setToolTip(QCoreApplication.translate("MainWindow", u"\u628a\u7167\u7247\u3001\u89c6\u9891\u3001\u626b\u63cf\u4ef6\u6536\u8fdb\u5f71\u50cf\u5e93", None))
#endif // QT_CONFIG(tooltip)
        self.actionExport.setText(QCoreApplication.translate("MainWindow", u"\u5bfc\u51fa\u6863\u6848", None))
#if QT_CONFIG(tooltip)
        self.actionExport.setToolTip(QCoreApplication.translate("MainWindow", u"\u5bfc\u51fa\u4e00\u4e2a\u68c0\u67e5\u7ec4\u80fd\u76f4\u63a5\u6253\u5f00\u7684\u6863\u6848\u6587\u4ef6\u5939", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(shortcut)
        self.actionExport.setShortcut(QCoreApplication.translate("MainWindow", u"Ctrl+E", None))
#endif // QT_CONFIG(shortcut)
        self.actionBackup.setText(QCoreApplication.translate("MainWindow", u"\u5907\u4efd", None))
#if QT_CONFIG(tooltip)
        self.actionBackup.setToolTip(QCoreApplication.translate("MainWindow", u"\u73b0\u5728\u5c31\u5907\u4efd\u6574\u4e2a\u5de5\u4f5c\u533a", None))
#endif // QT_CONFIG(tooltip)
        self.actionAdd.setText(QCoreApplication.translate("MainWindow", u"\u65b0\u589e", None))
#if QT_CONFIG(shortcut)
        self.actionAdd.setShortcut(QCoreApplication.translate("MainWindow", u"Ctrl+N", None))
#endif // QT_CONFIG(shortcut)
        self.actionSearch.setText(QCoreApplication.translate("MainWindow", u"\u5168\u90e8\u67e5\u627e", None))
#if QT_CONFIG(shortcut)
        self.actionSearch.setShortcut(QCoreApplication.translate("MainWindow", u"Ctrl+F", None))
#endif // QT_CONFIG(shortcut)
        self.actionKeys.setText(QCoreApplication.translate("MainWindow", u"\u952e\u76d8\u4e00\u89c8", None))
#if QT_CONFIG(shortcut)
        self.actionKeys.setShortcut(QCoreApplication.translate("MainWindow", u"F1", None))
#endif // QT_CONFIG(shortcut)
        self.actionOpen.setText(QCoreApplication.translate("MainWindow", u"\u6253\u5f00\u53e6\u4e00\u4e2a\u5de5\u4f5c\u533a\u2026", None))
#if QT_CONFIG(shortcut)
        self.actionOpen.setShortcut(QCoreApplication.translate("MainWindow", u"Ctrl+O", None))
#endif // QT_CONFIG(shortcut)
        self.actionNew.setText(QCoreApplication.translate("MainWindow", u"\u65b0\u5efa\u5de5\u4f5c\u533a\u2026", None))
        self.actionRestore.setText(QCoreApplication.translate("MainWindow", u"\u4ece\u5907\u4efd\u6062\u590d\u2026", None))
        self.actionUnit.setText(QCoreApplication.translate("MainWindow", u"\u5355\u4f4d\u540d\u79f0\u2026", None))
        self.actionFirstStart.setText(QCoreApplication.translate("MainWindow", u"\u9996\u6b21\u8bbe\u7f6e\u2026", None))
        self.actionLarger.setText(QCoreApplication.translate("MainWindow", u"\u6587\u5b57\u653e\u5927", None))
#if QT_CONFIG(shortcut)
        self.actionLarger.setShortcut(QCoreApplication.translate("MainWindow", u"Ctrl++", None))
#endif // QT_CONFIG(shortcut)
        self.actionSmaller.setText(QCoreApplication.translate("MainWindow", u"\u6587\u5b57\u7f29\u5c0f", None))
#if QT_CONFIG(shortcut)
        self.actionSmaller.setShortcut(QCoreApplication.translate("MainWindow", u"Ctrl+-", None))
#endif // QT_CONFIG(shortcut)
        self.actionNormal.setText(QCoreApplication.translate("MainWindow", u"\u6587\u5b57\u8fd8\u539f", None))
#if QT_CONFIG(shortcut)
        self.actionNormal.setShortcut(QCoreApplication.translate("MainWindow", u"Ctrl+0", None))
#endif // QT_CONFIG(shortcut)
        self.actionQuit.setText(QCoreApplication.translate("MainWindow", u"\u9000\u51fa", None))
#if QT_CONFIG(shortcut)
        self.actionQuit.setShortcut(QCoreApplication.translate("MainWindow", u"Ctrl+Q", None))
#endif // QT_CONFIG(shortcut)
#if QT_CONFIG(accessibility)
        self.tabs.setAccessibleName(QCoreApplication.translate("MainWindow", u"\u4e94\u4e2a\u90e8\u5206", None))
#endif // QT_CONFIG(accessibility)
        self.search.setPlaceholderText(QCoreApplication.translate("MainWindow", u"\u67e5\u627e\u5168\u90e8\u5185\u5bb9  Ctrl+F", None))
#if QT_CONFIG(accessibility)
        self.search.setAccessibleName(QCoreApplication.translate("MainWindow", u"\u67e5\u627e\u5168\u90e8\u5185\u5bb9", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.menu.setToolTip(QCoreApplication.translate("MainWindow", u"\u5de5\u4f5c\u533a\u3001\u5355\u4f4d\u540d\u79f0\u3001\u6587\u5b57\u5927\u5c0f", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.menu.setAccessibleName(QCoreApplication.translate("MainWindow", u"\u83dc\u5355", None))
#endif // QT_CONFIG(accessibility)
    # retranslateUi

