"""Before a workspace is open: open one, make one, restore one, or say why it will not open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ..desk import backup, workspaces
from ..domain.names import safe
from ..errors import DeskError
from ..settings import Settings
from . import style
from .icons import icon
from .sample_button import SampleButton
from .widgets.three_parts import hairline


class Welcome(QDialog):
    """Asks which workspace to open. `path` is the answer when it was accepted.

    `trouble` is a sentence about a file that would not open, `damaged` that file: then restoring it
    from a backup is what is offered first.
    """

    def __init__(
        self,
        settings: Settings,
        trouble: str = "",
        damaged: Path | None = None,
        parent: QWidget | None = None,
        *,
        back: bool = False,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._damaged = damaged
        self.path: Path | None = None
        self.setWindowTitle(self.tr("文明创建工作台"))
        self.setMinimumWidth(style.scaled(640))
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 32, 40, 32)
        column.setSpacing(16)
        title = QLabel(self.tr("文明创建工作台"))
        title.setProperty("role", "title")
        hint = QLabel(self.tr("台账、影像、测评、日程，都在本机的一个文件里，不需要联网。"))
        hint.setProperty("role", "soft")
        column.addWidget(title)
        column.addWidget(hint)
        self.problem = QLabel(trouble)
        self.problem.setProperty("role", "problem")
        self.problem.setWordWrap(True)
        self.problem.setVisible(bool(trouble))
        column.addWidget(self.problem)
        column.addWidget(hairline())
        if recent := [Path(p) for p in settings["recent"] if Path(p).is_file() and Path(p) != damaged][:5]:
            column.addWidget(self._recent(recent))
            column.addWidget(hairline())
        column.addWidget(self._new())
        column.addWidget(hairline())
        row = QHBoxLayout()
        self.open_button = QPushButton(icon("open"), self.tr("打开已有的工作区…"))
        self.open_button.clicked.connect(self._open)
        self.restore_button = QPushButton(icon("backup"), self.tr("从备份恢复…"))
        self.restore_button.clicked.connect(self._restore)
        self.sample_button = SampleButton()
        self.sample_button.made.connect(self._accept)
        self.sample_button.failed.connect(self._tell)
        leave = QPushButton(self.tr("返回") if back and not trouble else self.tr("退出"))
        leave.setProperty("role", "quiet")
        leave.clicked.connect(self.reject)
        for button in (self.open_button, self.restore_button, leave):
            button.setAutoDefault(False)
        row.addWidget(self.open_button)
        row.addWidget(self.restore_button)
        row.addWidget(self.sample_button)
        row.addStretch(1)
        row.addWidget(leave)
        column.addLayout(row)
        if damaged:
            self.restore_button.setProperty("role", "primary")
            self.restore_button.setIcon(icon("backup", "on_accent"))
            self.restore_button.setDefault(True)
            self.make_button.setProperty("role", "")

    def _recent(self, paths: list[Path]) -> QFrame:
        frame = QFrame()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QLabel(self.tr("最近使用"))
        head.setProperty("role", "small")
        column.addWidget(head)
        for path in paths:
            button = QPushButton(path.stem)
            button.setProperty("role", "link")
            button.setToolTip(str(path))
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, path=path: self._accept(path))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _new(self) -> QFrame:
        frame = QFrame()
        form = QFormLayout(frame)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.unit = QLineEdit()
        self.unit.setPlaceholderText(self.tr("例如：某某县交通运输局"))
        self.unit.textChanged.connect(self._propose)
        self.place = QLineEdit()
        self._proposed = ""
        browse = QPushButton(self.tr("换个位置…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        place_row = QHBoxLayout()
        place_row.addWidget(self.place, 1)
        place_row.addWidget(browse)
        self.make_button = QPushButton(self.tr("新建工作区"))
        self.make_button.setProperty("role", "primary")
        self.make_button.setDefault(True)
        self.make_button.clicked.connect(self._make)
        form.addRow(self.tr("单位全称"), self.unit)
        form.addRow(self.tr("存放在"), place_row)
        form.addRow("", self.make_button)
        self._propose("")
        return frame

    def _propose(self, unit: str) -> None:
        if self.place.text() != self._proposed:
            return  # the clerk chose a place
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        name = safe(unit.strip()) if unit.strip() else self.tr("文明创建")
        self._proposed = str(folder / f"{name}.civdesk")
        self.place.setText(self._proposed)

    def _browse(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("新建工作区"), self.place.text(), self.tr("工作区 (*.civdesk)")
        )
        if path:
            self.place.setText(path if path.endswith(".civdesk") else f"{path}.civdesk")

    def _make(self) -> None:
        path = Path(self.place.text().strip())
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            workspaces.new(path, unit=self.unit.text().strip()).close()
        except DeskError as error:
            self._tell(error.message)
        except OSError as error:
            self._tell(
                self.tr("不能建立文件夹“{folder}”（{why}），请换个位置。").format(
                    folder=path.parent, why=error.strerror
                )
            )
        else:
            self._accept(path)

    def _open(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("打开工作区"), self._folder(), self.tr("工作区 (*.civdesk)")
        )
        if path:
            self._accept(Path(path))

    def _restore(self) -> None:
        source, _ = QFileDialog.getOpenFileName(
            self, self.tr("选择一个备份"), self._backups(), self.tr("备份 (*.civdesk)")
        )
        if not source:
            return
        target = str(self._damaged or "")
        if not target:
            target, _ = QFileDialog.getSaveFileName(
                self, self.tr("恢复成哪个文件"), self._folder(), self.tr("工作区 (*.civdesk)")
            )
        if target:
            self.restore(Path(source), Path(target))

    def restore(self, source: Path, target: Path) -> None:
        """Put the backup in the place of `target` and open it."""
        try:
            backup.restore(source, target)
        except DeskError as error:
            self._tell(error.message)
        else:
            self._accept(target)

    def _folder(self) -> str:
        recent = self._settings["recent"]
        return str(Path(recent[0]).parent) if recent else ""

    def _backups(self) -> str:
        chosen = self._settings["backup_folder"]
        if self._damaged:
            folder = backup.folder_for(self._damaged, chosen)
            return str(folder) if folder.is_dir() else str(self._damaged.parent)
        return str(chosen or self._folder())

    def _tell(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()

    def _accept(self, path: Path) -> None:
        self.path = path
        self.accept()
