"""导入标准: what a superior's sheet holds, with its columns named, before any of it comes in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...desk import editions, evidence, importing_standards, records, standards
from ...desk.importing_standards import Skipped, StandardChoices, StandardLook, StandardPlan, StandardTaken
from ...domain.proposing_clause import Proposed
from ...domain.rule_data import read_rule
from ...domain.sentences import sentence
from ...domain.standard_columns import Meaning
from ...domain.standards import points_text
from ...errors import DeskError
from .. import style
from ..context import Desk
from ..undoing import undo_action
from ..widgets.complaint import Complaint
from ..widgets.decision import decision
from ..widgets.empty import EmptyPlace
from ..widgets.rows import Row, RowsList
from ..widgets.three_parts import sheet
from .edition_view import EditionView

# The preview follows what is typed after this pause (milliseconds).
_PAUSE = 300


class StandardImport(QDialog):
    """On the left what is to be said of the file, on the right what comes of it.

    Signals:
        said(str, object): for the edge of the window.
        taken(str): the key of the standard that came in.
    """

    said = Signal(str, object)
    taken = Signal(str)

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._path = desk, path
        self._ledgers, self._roles = records.all_ledgers(desk.ws), evidence.roles()
        self._look: StandardLook | None = None
        self._plan: StandardPlan | None = None
        self._gone = False
        self._meanings: dict[str, QComboBox] = {}
        self.finished.connect(self._leave)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("导入标准：{name}").format(name=path.name))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._replan)
        self.problem = Complaint()
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self._build_left())
        parts.addWidget(self._build_right())
        parts.setSizes([style.scaled(340), style.scaled(700)])
        parts.setStretchFactor(1, 1)
        self.start = QCheckBox(self.tr("导入后启用"))
        self.start.setChecked(True)
        self.ok, row = decision(self, self.tr("导入"))
        row.insertWidget(0, self.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(parts, 1)
        column.addWidget(self.problem)
        column.addLayout(row)
        style.resize(self, style.scaled(1160), style.scaled(740))
        self.ok.setEnabled(False)
        desk.runner.run(
            lambda monitor: importing_standards.look(desk.ws, path, monitor),
            on_done=self._looked,
            on_error=self._failed,
            title=self.tr("正在读取 {name}").format(name=path.name),
        )

    # --- building ------------------------------------------------------------------------------------

    def _build_left(self) -> QWidget:
        self.title, self.version = QLineEdit(), QLineEdit()
        self.edition = QComboBox()
        self.edition.addItem(self.tr("一套新标准"), "")
        for one in standards.all_standards(self._desk.ws):
            self.edition.addItem(self.tr("《{title}》的新版本").format(title=one.title), one.key)
        self.edition.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.edition.setMinimumContentsLength(8)
        self.sheets = QVBoxLayout()
        self.sheet_boxes: list[QCheckBox] = []
        self.header_row = QSpinBox()
        self.header_row.setRange(0, 200)
        self.header_row.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.header_row.setSpecialValueText(self.tr("自动找"))
        self.header_row.setToolTip(self.tr("表头的最后一行是第几行；找不到或找错时填。"))
        for widget, name in (
            (self.title, self.tr("名称")),
            (self.version, self.tr("版本")),
            (self.edition, self.tr("这是")),
            (self.header_row, self.tr("表头在第几行")),
        ):
            widget.setAccessibleName(name)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(6)
        form.addRow(self.tr("名称"), self.title)
        form.addRow(self.tr("版本"), self.version)
        form.addRow(self.tr("这是"), self.edition)
        form.addRow(self.tr("工作表"), self.sheets)
        form.addRow(self.tr("表头在第几行"), self.header_row)
        self.columns = QFormLayout()
        self.columns.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.columns.setVerticalSpacing(6)
        head = QLabel(self.tr("各列是什么"))
        head.setProperty("role", "soft")
        place = QWidget()
        place.setObjectName("scrolled")
        column = QVBoxLayout(place)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(form)
        column.addWidget(head)
        column.addLayout(self.columns)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(place)
        for line in (self.title, self.version):
            line.textEdited.connect(lambda _: self._changed())
        self.edition.activated.connect(lambda _: self._changed())
        self.header_row.valueChanged.connect(lambda _: self._header_changed())
        return sheet(scroll, margins=(1, 1, 1, 1))

    def _build_right(self) -> QWidget:
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels([self.tr("指标"), self.tr("分值"), self.tr("方法"), self.tr("牵头")])
        head = self.tree.header()
        head.setStretchLastSection(False)
        for column in range(4):
            mode = QHeaderView.ResizeMode.ResizeToContents if column else QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(column, mode)
        self.tree.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.tree.setUniformRowHeights(True)
        self.proposals, self.skipped, self.doubts = RowsList(), RowsList(), RowsList()
        self.compared = EditionView()
        self.compared.matched.connect(self._count)
        self.tabs = QTabWidget()
        self._empty: dict[RowsList, QStackedWidget] = {}
        for widget, text in (
            (self.tree, ""),
            (self.proposals, self.tr("没有认出规则，导入后可以从常用规则里选。")),
            (self.doubts, self.tr("没有要核对的。")),
            (self.skipped, self.tr("每一行都导入了。")),
            (self.compared, ""),
        ):
            self.tabs.addTab(sheet(self._or_empty(widget, text), margins=(1, 6, 1, 6)), "")
        return self.tabs

    def _or_empty(self, widget: QWidget, text: str) -> QWidget:
        """A list, and what stands there while it is empty."""
        if not isinstance(widget, RowsList):
            return widget
        nothing = EmptyPlace(icon_name="check")
        nothing.show_text(text)
        places = QStackedWidget()
        places.addWidget(widget)
        places.addWidget(nothing)
        self._empty[widget] = places
        return places

    # --- looking and planning ------------------------------------------------------------------------

    def _looked(self, found: StandardLook) -> None:
        if self._gone:
            return
        self._look = found
        self.title.setText(found.title)
        self.title.setCursorPosition(0)
        self.version.setText(found.version)
        for one in found.sheets:
            if one.rows:
                box = QCheckBox(one.name)
                box.setChecked(one.name in found.fitting)
                box.toggled.connect(lambda _: self._header_changed())
                self.sheets.addWidget(box)
                self.sheet_boxes.append(box)
        self._replan()

    def _choices(self) -> StandardChoices:
        row = self.header_row.value()
        return StandardChoices(
            sheets=tuple(box.text() for box in self.sheet_boxes if box.isChecked()),
            mapping={
                title: box.currentData() for title, box in self._meanings.items() if box.property("said")
            },
            header_rows={"": row} if row else {},
            title=self.title.text().strip(),
            version=self.version.text().strip(),
            edition_of=self.edition.currentData(),
        )

    def _changed(self) -> None:
        self._pause.start()

    def _header_changed(self) -> None:
        """Other columns: what was said of the old ones is forgotten."""
        while self.columns.rowCount():
            self.columns.removeRow(0)
        self._meanings = {}
        self._changed()

    def _replan(self) -> None:
        found, choices = self._look, self._choices()
        if found is None or self._gone:
            return
        self._desk.runner.run(
            lambda _monitor: importing_standards.plan(self._desk.ws, found, choices),
            on_done=self._planned,
            on_error=self._failed,
            quiet=True,
            key=f"standard-plan-{id(self)}",
        )

    def _failed(self, error: DeskError) -> None:
        if self._gone:
            return
        self.problem.say(error.message)
        self.ok.setEnabled(False)
        self._plan = None
        if not self._meanings:
            self._show_columns(self._found_columns())

    def _planned(self, planned: StandardPlan) -> None:
        if self._gone:
            return
        self._plan = planned
        known = bool(planned.like) and not planned.choices.edition_of
        said = self.tr(
            "工作区里已有同名的标准；如果这是它的新版本，请在左边“这是”里选上，判断和说明会带过来。"
        )
        self.problem.say(said if known else "")
        self.ok.setEnabled(True)
        self._show_columns({name: Meaning(str(meaning)) for name, meaning in planned.mapping.items()})
        self._show_tree(planned)
        self._show_lists(planned)
        if planned.choices.edition_of:
            self.compared.show_comparison(
                editions.compare(self._desk.ws, planned.choices.edition_of, planned, self.compared.matches)
            )
        self._count()

    def _found_columns(self) -> dict[str, Meaning]:
        """The columns of the first sheet as far as they were found, or as the row that was pointed at names
        them: so that the clerk can say what the program did not see."""
        for one in self._look.sheets if self._look else ():
            if one.header is not None:
                return {column.title: column.meaning for column in one.header.columns.values()}
            texts = dict(one.rows).get(self.header_row.value(), {})
            if texts:
                return {text.strip(): Meaning.NONE for text in texts.values()}
        return {}

    def _show_columns(self, mapping: Mapping[str, Meaning]) -> None:
        """A line for each column, with what it is taken for."""
        if set(mapping) == set(self._meanings):
            for name, box in self._meanings.items():
                box.setCurrentIndex(box.findData(mapping[name].value))
            return
        while self.columns.rowCount():
            self.columns.removeRow(0)
        self._meanings = {}
        for name, meaning in mapping.items():
            box = QComboBox()
            for one in Meaning:
                box.addItem(one.label, one.value)
            box.setCurrentIndex(box.findData(meaning.value))
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
            box.activated.connect(lambda _, box=box: self._said(box))
            label = QLabel(name)
            label.setWordWrap(True)
            self.columns.addRow(label, box)
            self._meanings[name] = box

    def _said(self, box: QComboBox) -> None:
        box.setProperty("said", True)
        self._changed()

    # --- showing -------------------------------------------------------------------------------------

    def _show_tree(self, planned: StandardPlan) -> None:
        self.tree.clear()
        items: dict[str, QTreeWidgetItem] = {}
        for one in planned.standard.indicators:
            points = "" if one.points is None else str(points_text(one.points))
            item = QTreeWidgetItem(
                [f"{one.code} {one.title}", points, "、".join(one.methods), "、".join(one.lead)]
            )
            item.setToolTip(0, "\n".join(filter(None, (one.asked, one.requirement))) or one.title)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            above = items.get(one.parent)
            if above is None:
                self.tree.addTopLevelItem(item)
            else:
                above.addChild(item)
            items[one.code] = item
        self.tree.expandAll()

    def _show_lists(self, planned: StandardPlan) -> None:
        self.proposals.set_rows(
            [
                Row(
                    self._rule(one),
                    under=self.tr("{code}　原文：{text}").format(code=code, text=one.sentence),
                )
                for code, one in planned.proposals
            ]
            + [
                Row(text, under=self.tr("{code}　有数字但没认出规则").format(code=code))
                for code, text in planned.unread
            ]
        )
        self.skipped.set_rows([self._row(one) for one in planned.skipped])
        self.doubts.set_rows([self._row(one) for one in planned.doubts])
        for widget, places in self._empty.items():
            places.setCurrentIndex(0 if widget.listed.rows else 1)

    def _rule(self, one: Proposed) -> str:
        """What was read from a sentence, in words."""
        if one.candidates or not ({"ledger", "numerator"} & set(one.rule)):
            return self.tr("说不准统计哪本台账，导入后请选")
        return sentence(read_rule(one.rule), self._ledgers, self._roles)

    def _row(self, one: Skipped) -> Row:
        where = self.tr("第 {row} 行").format(row=one.row) if one.row else one.sheet
        return Row(one.text or one.sheet, under=one.reason, left=where)

    def _count(self) -> None:
        planned = self._plan
        if planned is None:
            return
        titles = (
            self.tr("指标 {n}").format(n=len(planned.standard.indicators)),
            self.tr("建议的规则 {n}").format(n=len(planned.proposals)),
            self.tr("请核对 {n}").format(n=len(planned.doubts)),
            self.tr("没导入 {n}").format(n=len(planned.skipped)),
            self.tr("和旧版本比较 {n}").format(n=self.compared.count),
        )
        for n, title in enumerate(titles):
            self.tabs.setTabText(n, title)
        self.tabs.setTabVisible(4, bool(planned.choices.edition_of))

    # --- taking --------------------------------------------------------------------------------------

    def accept(self) -> None:
        planned, active = self._plan, self.start.isChecked()
        if planned is None:
            return
        matches: Mapping[str, str] = self.compared.matches if planned.choices.edition_of else {}
        on = self._desk.today()
        self.ok.setEnabled(False)
        self._desk.runner.run(
            lambda _monitor: importing_standards.take(
                self._desk.ws, planned, active=active, on=on, matches=matches
            ),
            on_done=self._done,
            on_error=self._failed,
            title=self.tr("正在导入标准"),
        )

    def _done(self, made: StandardTaken) -> None:
        said = self.tr("已导入《{title}》：{n} 项指标").format(title=made.title, n=made.indicators)
        if made.proposed_rules:
            said += self.tr("，{n} 条建议的规则等您确认").format(n=made.proposed_rules)
        if made.carried:
            said += self.tr("；带过来 {findings} 条判断、{texts} 份说明、{rules} 条规则").format(
                findings=made.carried.findings, texts=made.carried.explanations, rules=made.carried.rules
            )
            if made.carried.left:
                said += self.tr("，{n} 处没能带过来").format(n=len(made.carried.left))
        self.said.emit(said, undo_action(self._desk, made.operation, self.said.emit))
        self.taken.emit(made.standard)
        super().accept()

    def _leave(self) -> None:
        self._gone = True


def choose_file(parent: QWidget) -> Path | None:
    """Ask for the file of a standard."""
    from PySide6.QtWidgets import QFileDialog

    kinds = parent.tr("测评标准 (*.xlsx *.xlsm *.xls *.et *.ods *.csv *.toml)")
    path, _ = QFileDialog.getOpenFileName(parent, parent.tr("导入标准"), "", kinds)
    return Path(path) if path else None
