"""The right part: one piece of evidence, its caption, what it proves, its facts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ...desk import evidence
from ...errors import DeskError, WrongUse
from ...store import evidence as stored
from ...store.evidence import Evidence
from .. import style
from ..context import Desk
from ..forms.ui_evidence_detail import Ui_EvidenceDetail
from ..widgets.previews import Previews
from .grid import taken_text
from .proofs import ProofLines, Shown, shown_proofs, told_by_record

_ELEMENTS = tuple(evidence.ELEMENTS.values())


class EvidenceDetail(QWidget):
    """One piece of evidence; its caption is saved when a field is left.

    Signals:
        said(str, object): for the edge of the window.
        wants_large(str), wants_link(str), wants_split(str), wants_delete(str), wants_open(str),
        wants_save_as(str): of the id.
        proof_opened(Shown), proof_taken_away(str).
    """

    said = Signal(str, object)
    wants_large = Signal(str)
    wants_link = Signal(str)
    wants_split = Signal(str)
    wants_delete = Signal(str)
    wants_open = Signal(str)
    wants_save_as = Signal(str)
    proof_opened = Signal(object)
    proof_taken_away = Signal(str)

    def __init__(self, desk: Desk, previews: Previews, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.ui = Ui_EvidenceDetail()
        self.ui.setupUi(self)
        self._one: Evidence | None = None
        self._record: Shown | None = None
        ui = self.ui
        ui.picture.attach(desk, previews)
        ui.picture.setCursor(Qt.CursorShape.PointingHandCursor)
        ui.picture.setToolTip(self.tr("看大图（空格）"))
        ui.problem.hide()
        self.lines = ProofLines()
        self.lines.opened.connect(self.proof_opened)
        self.lines.taken_away.connect(self.proof_taken_away)
        ui.proofs.addWidget(self.lines)
        self._facts: dict[str, QLabel] = {}
        self._build_facts()
        for key in (*_ELEMENTS, "takenAt"):
            widget = getattr(ui, key)
            if isinstance(widget, QLineEdit):
                widget.editingFinished.connect(self.save)
            else:
                widget.installEventFilter(self)
        for button, signal in (
            (ui.linkButton, self.wants_link),
            (ui.splitButton, self.wants_split),
            (ui.openButton, self.wants_open),
            (ui.saveAsButton, self.wants_save_as),
            (ui.deleteButton, self.wants_delete),
        ):
            button.clicked.connect(lambda _=False, signal=signal: self._one and signal.emit(self._one.id))
        ui.fillButton.clicked.connect(self._fill_from_record)
        ui.picture.clicked.connect(lambda: self._one and self.wants_large.emit(self._one.id))
        save = QShortcut(QKeySequence("Ctrl+S"), self)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self.save)
        self._fit()

    @property
    def one(self) -> Evidence | None:
        """What is shown."""
        return self._one

    def _build_facts(self) -> None:
        names = (
            ("name", self.tr("文件名")),
            ("taken", self.tr("拍摄时间")),
            ("camera", self.tr("相机")),
            ("where", self.tr("位置")),
            ("size", self.tr("尺寸")),
            ("bytes", self.tr("大小")),
            ("came", self.tr("存入")),
            ("sha256", "SHA-256"),
        )
        grid = self.ui.facts
        for row, (key, title) in enumerate(names):
            label = QLabel(title)
            label.setProperty("role", "small")
            value = QLabel()
            value.setProperty("role", "small")
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            value.setWordWrap(True)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
            self._facts[key] = value
        grid.setColumnStretch(1, 1)

    # --- showing -------------------------------------------------------------------------------------

    def show_evidence(self, one: Evidence) -> None:
        """Show this one. Of the same one again, what is being typed stays."""
        before, self._one = self._one, one
        same = before is not None and before.id == one.id
        for key in _ELEMENTS:
            if not same or self._text(key) == getattr(before, key):
                self._set_text(key, getattr(one, key))
        if not same or self._text("takenAt") == taken_text(before):
            self._set_text("takenAt", taken_text(one))
        if not same:
            self._tell("")
            self.ui.scroll.verticalScrollBar().setValue(0)
        shown = taken_text(one)
        self.ui.time.setPlaceholderText(
            self.tr("同拍摄时间 {time}").format(time=shown) if shown else self.tr("什么时候")
        )
        self.ui.picture.show_evidence(one)
        self.ui.splitButton.setVisible((one.pages or 0) > 1 and one.format == "pdf")
        self.ui.lights.show_missing(evidence.missing(one))
        pictures = one.kind in ("photo", "video")
        self.ui.lights.setVisible(pictures)
        proofs = shown_proofs(self.desk.ws, one.id)
        self.lines.show_lines(proofs)
        self._record = next((line for line in proofs if line.ledger), None)
        self.ui.fillButton.setVisible(self._record is not None and bool(self._missing_from_record()))
        self._show_facts(one)

    def _missing_from_record(self) -> dict[str, str]:
        """What the record that it proves knows of the empty elements."""
        if self._record is None or self._one is None:
            return {}
        known = told_by_record(self.desk.ws, self._record)
        if self._one.taken_at:
            known.pop("time", None)  # the picture knows better
        return {key: text for key, text in known.items() if not self._text(key).strip()}

    def _fill_from_record(self) -> None:
        for key, text in self._missing_from_record().items():
            self._set_text(key, text)
        self.save()

    def reload(self) -> bool:
        """Show what is stored now; False when it is no longer there."""
        if self._one is None:
            return True
        try:
            self.show_evidence(stored.get(self.desk.ws.reader(), self._one.id))
        except WrongUse:
            self._one = None
            return False
        return True

    def _show_facts(self, one: Evidence) -> None:
        origin = {
            "exif": self.tr("照片自带"),
            "name": self.tr("按文件名"),
            "hand": self.tr("手工填写"),
        }.get(one.taken_from, "")
        taken = taken_text(one)
        place = ""
        if one.latitude is not None and one.longitude is not None:
            place = self.tr("北纬 {n}°，东经 {e}°").format(
                n=f"{one.latitude / 10**7:.5f}", e=f"{one.longitude / 10**7:.5f}"
            )
        size = f"{one.width} × {one.height}" if one.width and one.height else ""
        if one.pages:
            size = self.tr("{n} 页").format(n=one.pages)
        if one.seconds:
            size = self.tr("{m} 分 {s} 秒").format(m=one.seconds // 60, s=one.seconds % 60)
        facts = {
            "name": one.name + (self.tr("（已损坏，请找原件核对）") if one.damaged else ""),
            "taken": self.tr("{time}（{origin}）").format(time=taken, origin=origin)
            if taken and origin
            else taken,
            "camera": one.camera,
            "where": place,
            "size": size,
            "bytes": style.size_text(one.size),
            "came": one.came_at[:16].replace("T", " "),
            "sha256": one.sha256[:16] + "…",
        }
        for key, value in self._facts.items():
            value.setText(facts[key] or "—")
        self._facts["sha256"].setToolTip(one.sha256)
        self._facts["name"].setToolTip(one.came_from)

    # --- saving --------------------------------------------------------------------------------------

    def save(self) -> None:
        """Save what was changed in the caption, as one operation."""
        one = self._one
        if one is None:
            return
        new = {key: self._text(key) for key in _ELEMENTS if self._text(key).strip() != getattr(one, key)}
        taken = self._text("takenAt").strip()
        if taken != taken_text(one):
            new["taken_at"] = taken
        if not new:
            self._tell("")
            return
        try:
            evidence.caption(self.desk.ws, one.id, new)
        except DeskError as error:
            self._tell(error.message)
            return
        self._tell("")
        fresh = stored.get(self.desk.ws.reader(), one.id)
        self._one = fresh
        for key in _ELEMENTS:
            self._set_text(key, getattr(fresh, key))
        self._set_text("takenAt", taken_text(fresh))
        self.show_evidence(fresh)
        self.ui.saved.setText(self.tr("已保存"))

    def _tell(self, problem: str) -> None:
        self.ui.problem.setText(problem)
        self.ui.problem.setVisible(bool(problem))
        self.ui.takenAt.setProperty("wrong", "true" if problem else "false")
        style.restyle(self.ui.takenAt)
        self.ui.saved.setText(self.tr("自动保存"))

    def _text(self, key: str) -> str:
        widget = getattr(self.ui, key)
        return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()

    def _set_text(self, key: str, text: str) -> None:
        widget = getattr(self.ui, key)
        if self._text(key) == text:
            return
        if isinstance(widget, QLineEdit):
            widget.setText(text)
            widget.setCursorPosition(0)
        else:
            widget.setPlainText(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and isinstance(watched, QPlainTextEdit):
            self.save()
        return super().eventFilter(watched, event)

    # --- size ----------------------------------------------------------------------------------------

    def _fit(self) -> None:
        self.ui.picture.setFixedHeight(max(style.scaled(180), round(self.width() * 0.56)))
        self.ui.text.setFixedHeight(style.scaled(84))

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "ui"):
            self._fit()
