"""首次设置: five small steps that a new workspace asks for, each of which can wait."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ..desk import first_steps, records, standards, workspaces
from ..desk.first_steps import Progress, Step
from ..errors import DeskError
from . import style
from .context import Desk
from .first_staff import StaffStep
from .forms.ui_first_start import Ui_FirstStart
from .incoming import SHEETS
from .ledgers.form_field import FormField
from .messages import Action
from .widgets.rows import Row

Say = Callable[[str, Action | None, bool], object]

_CYCLE = ("unit", "title", "level", "goal", "period")


class FirstStart(QDialog):
    """The steps at the left, one of them at the right. Closing it puts off what is left.

    `say` shows what is left at the edge of the window (text, action, whether it stays).
    """

    def __init__(self, desk: Desk, say: Say, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._say = desk, say
        self.ui = Ui_FirstStart()
        self.ui.setupUi(self)
        self.ui.left.setFixedWidth(style.scaled(250))
        style.resize(self, style.scaled(860), style.scaled(540))
        self.step = Step.UNIT
        self._filling = False
        self._boxes: dict[str, QCheckBox] = {}
        self._book = records.ledger(desk.ws, "cycle")
        self.cycle = {
            key: FormField(desk, self._book, self._book.field(key))
            for key in _CYCLE
            if key in self._book.keys
        }
        self._lay_cycle()
        self._list_standards()
        self.staff = StaffStep(desk, self.ui, lambda text, action: say(text, action, False), self)
        self.staff.changed.connect(self._update)
        self.staff.finished.connect(self._staff_in)
        self.finished.connect(lambda _: self.staff.leave())
        self._show: dict[Step, Callable[[], QWidget]] = {
            Step.UNIT: self._show_unit,
            Step.CYCLE: self._show_cycle,
            Step.DEPARTMENTS: self._show_departments,
            Step.STAFF: self.staff.show,
            Step.STANDARD: self._show_standards,
        }
        self._save: dict[Step, Callable[[], bool]] = {
            Step.UNIT: self._save_unit,
            Step.CYCLE: self._save_cycle,
            Step.DEPARTMENTS: self._save_departments,
            Step.STAFF: self.staff.save,
            Step.STANDARD: self._save_standards,
        }
        self._connect()
        stand = first_steps.progress(desk.ws)
        self.show_step(next((step for step in Step if stand[step] is not Progress.DONE), Step.UNIT))

    @staticmethod
    def wanted(desk: Desk) -> bool:
        """Whether there is a step that was neither done nor put off."""
        return Progress.OPEN in first_steps.progress(desk.ws).values()

    def _connect(self) -> None:
        ui = self.ui
        ui.steps.opened.connect(self.show_step)
        ui.steps.selectionModel().currentChanged.connect(self._row_changed)
        ui.unit.textEdited.connect(lambda _: self._note(ui.unitProblem, ui.unit, ""))
        ui.departments.textChanged.connect(self._count_departments)
        ui.nextButton.clicked.connect(self.save)
        ui.laterButton.clicked.connect(self.put_off)
        ui.closeButton.clicked.connect(self.reject)
        # Enter in the list of departments begins a line; this goes on from anywhere.
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.activated.connect(ui.nextButton.click)
        ui.nextButton.setToolTip(self.tr("Ctrl+Enter"))

    # --- the steps -----------------------------------------------------------------------------------

    def show_step(self, step: Step, *, focus: bool = True) -> None:
        """Show one step with what is there already."""
        self.step = step
        self.ui.problem.hide()
        self.ui.pages.setCurrentIndex(list(Step).index(step))
        first = self._show[step]()
        self._update()
        if focus:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """保存并继续: what this step says is saved, then comes the next that is not done."""
        if self._tried(self._save[self.step]):
            self._go_on()

    def put_off(self) -> None:
        """稍后再说: this step can wait."""
        if self._tried(lambda: self._put_off(self.step)):
            self._go_on()

    def _put_off(self, *steps: Step) -> bool:
        stand = first_steps.progress(self._desk.ws)
        first_steps.put_off(self._desk.ws, [step for step in steps if stand[step] is Progress.OPEN])
        return True

    def _tried(self, work: Callable[[], bool]) -> bool:
        """Save something; what the world does not let us is said above the buttons."""
        self.ui.problem.hide()
        try:
            return work()
        except DeskError as error:
            self.ui.problem.setText(error.message)
            self.ui.problem.show()
            return False

    def _staff_in(self) -> None:
        # The clerk may have gone to another step meanwhile.
        if self.step is Step.STAFF:
            self._go_on()
        else:
            self._update()

    def _go_on(self) -> None:
        stand = first_steps.progress(self._desk.ws)
        after = list(Step)[list(Step).index(self.step) + 1 :]
        following = next((step for step in after if stand[step] is not Progress.DONE), None)
        if following:
            self.show_step(following)
            return
        self._tell_rest()
        self.accept()

    def reject(self) -> None:
        """Esc and 其余的以后再说: what is left can wait."""
        self._tried(lambda: self._put_off(*Step))
        self._tell_rest()
        super().reject()

    def _tell_rest(self) -> None:
        if first_steps.put_off_steps(self._desk.ws):
            self._say(self.tr("放着的步骤可以随时从右上角的菜单“首次设置…”接着做。"), None, False)
        else:
            self._say(self.tr("首次设置完成。"), None, False)

    def _row_changed(self) -> None:
        index = self.ui.steps.currentIndex()
        if not self._filling and index.isValid():
            self.show_step(list(Step)[index.row()], focus=False)

    def _update(self) -> None:
        """The list at the left and the words of the buttons."""
        stand = first_steps.progress(self._desk.ws)
        titles, uses = step_titles(), self._uses()
        self._filling = True
        self.ui.steps.set_rows(
            [
                Row(
                    titles[step],
                    under=self._there(step) if stand[step] is Progress.DONE else uses[step],
                    right=self.tr("稍后") if stand[step] is Progress.LATER else "",
                    state="done" if stand[step] is Progress.DONE else "",
                    target=step,
                )
                for step in Step
            ]
        )
        self.ui.steps.setCurrentIndex(self.ui.steps.model().index(list(Step).index(self.step), 0))
        self._filling = False
        last = not any(
            stand[step] is not Progress.DONE for step in list(Step)[list(Step).index(self.step) + 1 :]
        )
        self.ui.closeButton.setText(
            self.tr("其余的以后再说") if Progress.OPEN in stand.values() else self.tr("关闭")
        )
        self.ui.laterButton.setVisible(stand[self.step] is not Progress.DONE)
        words = self.staff.next_word() if self.step is Step.STAFF else ""
        self.ui.nextButton.setText(words or (self.tr("保存，完成") if last else self.tr("保存并继续")))

    def _uses(self) -> dict[Step, str]:
        """What each step is for."""
        return {
            Step.UNIT: self.tr("档案和报表的抬头"),
            Step.CYCLE: self.tr("称号、级别、年度"),
            Step.DEPARTMENTS: self.tr("牵头、配合从这里选"),
            Step.STAFF: self.tr("比例、人均的分母"),
            Step.STANDARD: self.tr("按哪一套准备"),
        }

    def _there(self, step: Step) -> str:
        """What a step has brought, in a few words."""
        ws = self._desk.ws
        match step:
            case Step.UNIT:
                return str(workspaces.setting(ws, "unit"))
            case Step.CYCLE:
                found = records.find(ws, "cycle")
                return str(found[-1].values["title"]) if found else ""
            case Step.DEPARTMENTS:
                return self.tr("{n} 个科室").format(n=records.counts(ws)["department"])
            case Step.STAFF:
                return self.tr("{n} 人").format(n=records.counts(ws)["staff"])
            case Step.STANDARD:
                return "、".join(one.title for one in standards.all_standards(ws) if one.active)

    def _note(self, label: QLabel, widget: QWidget, problem: str) -> None:
        label.setText(problem)
        label.setVisible(bool(problem))
        if widget.property("wrong") != bool(problem):
            widget.setProperty("wrong", bool(problem))
            style.restyle(widget)

    # --- 单位名称 ------------------------------------------------------------------------------------

    def _show_unit(self) -> QWidget:
        self.ui.unit.setText(str(workspaces.setting(self._desk.ws, "unit")))
        self._note(self.ui.unitProblem, self.ui.unit, "")
        return self.ui.unit

    def _save_unit(self) -> bool:
        name = self.ui.unit.text().strip()
        if not name:
            problem = self.tr("请写单位全称，或先点“稍后再说”。")
            self._note(self.ui.unitProblem, self.ui.unit, problem)
            self.ui.unit.setFocus()
            return False
        if name != workspaces.setting(self._desk.ws, "unit"):
            workspaces.set_unit(self._desk.ws, name)
        return True

    # --- 创建周期 ------------------------------------------------------------------------------------

    def _lay_cycle(self) -> None:
        grid = QGridLayout(self.ui.cycleFields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        places = {"unit": (0, 0, 1, 2), "title": (1, 0, 1, 2), "level": (2, 0), "goal": (2, 1)}
        before = None
        for key, one in self.cycle.items():
            grid.addWidget(one, *places.get(key, (3, 0, 1, 2)))
            target = one.editor.focusProxy() or one.editor
            if before:
                self.setTabOrder(before, target)
            before = target
        if "period" in self.cycle:
            self.cycle["period"].editor.line.setPlaceholderText(self.tr("如 2024—2026"))

    def _show_cycle(self) -> QWidget:
        found = records.find(self._desk.ws, "cycle")
        self._cycle_id = found[-1].id if found else ""
        shown = records.shown(self._book, found[-1]) if found else {}
        unit = str(workspaces.setting(self._desk.ws, "unit"))
        for key, one in self.cycle.items():
            one.set_text(shown.get(key, "") if found else unit if key == "unit" else one.field.default)
        # The unit was just named; it is asked for here only where that step was put off.
        self.cycle["unit"].setVisible(not unit)
        return self.cycle["title" if unit else "unit"].editor

    def _save_cycle(self) -> bool:
        ws, today = self._desk.ws, self._desk.today()
        raw = {key: one.editor.text() for key, one in self.cycle.items()}
        try:
            if self._cycle_id:
                records.change(ws, "cycle", self._cycle_id, raw, today=today)
            else:
                records.add(ws, "cycle", raw, today=today)
        except records.Invalid as error:
            for key, one in self.cycle.items():
                one.say(error.problems.get(key, ""))
            next(one for key, one in self.cycle.items() if key in error.problems).editor.setFocus()
            return False
        if not workspaces.setting(ws, "unit"):
            workspaces.set_unit(ws, raw["unit"])
        return True

    # --- 科室 ----------------------------------------------------------------------------------------

    def _departments(self) -> list[str]:
        return [str(one.values["title"]) for one in records.find(self._desk.ws, "department")]

    def _show_departments(self) -> QWidget:
        there = self._departments()
        text = self.tr("已有 {n} 个：{names}").format(n=len(there), names="、".join(there))
        self.ui.departmentsThere.setText(text)
        self.ui.departmentsThere.setVisible(bool(there))
        self._count_departments()
        return self.ui.departments

    def _read_departments(self) -> tuple[list[str], list[str]]:
        book = records.ledger(self._desk.ws, "department")
        return first_steps.department_names(book, self.ui.departments.toPlainText(), self._departments())

    def _count_departments(self) -> None:
        new, repeated = self._read_departments()
        text = self.tr("将添加 {n} 个科室").format(n=len(new)) if new else ""
        if repeated:
            names = "、".join(repeated)
            told = self.tr("重复的不再添加：{names}").format(names=names)
            text = f"{text}；{told}" if text else told
        self._note_count(text)

    def _note_count(self, text: str, role: str = "small") -> None:
        label = self.ui.departmentsCount
        if label.property("role") != role:
            label.setProperty("role", role)
            style.restyle(label)
        label.setText(text)

    def _save_departments(self) -> bool:
        new, _ = self._read_departments()
        if not new and not self._departments():
            self._note_count(self.tr("请至少写一个科室，或先点“稍后再说”。"), "problem")
            self.ui.departments.setFocus()
            return False
        records.add_many(
            self._desk.ws, "department", [{"title": name} for name in new], today=self._desk.today()
        )
        self.ui.departments.clear()
        return True

    # --- 人员花名册 ----------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.step is Step.STAFF and _sheet_of(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if path := _sheet_of(event):
            event.acceptProposedAction()
            self.staff.take(path)

    # --- 测评标准 ------------------------------------------------------------------------------------

    def _list_standards(self) -> None:
        place = QWidget()
        place.setObjectName("scrolled")
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(place)
        around = QVBoxLayout(self.ui.standards)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scroll)
        for one in standards.all_standards(self._desk.ws):
            box = QCheckBox(one.title.replace("&", "&&"))
            box.toggled.connect(lambda _: self.ui.standardProblem.hide())
            about = self.tr("{n} 项指标，{m} 条规则").format(n=one.indicators, m=one.rules)
            hint = QLabel("　".join(part for part in (one.version, about) if part))
            hint.setProperty("role", "small")
            hint.setIndent(style.scaled(28))
            column.addWidget(box)
            column.addWidget(hint)
            self._boxes[one.key] = box

    def _show_standards(self) -> QWidget:
        for one in standards.all_standards(self._desk.ws):
            if one.key in self._boxes:
                self._boxes[one.key].setChecked(one.active)
        self.ui.standardProblem.hide()
        return next(iter(self._boxes.values()), self.ui.nextButton)

    def _save_standards(self) -> bool:
        if self._boxes and not any(box.isChecked() for box in self._boxes.values()):
            self.ui.standardProblem.setText(self.tr("请至少选一套，或先点“稍后再说”。"))
            self.ui.standardProblem.show()
            return False
        for one in standards.all_standards(self._desk.ws):
            box = self._boxes.get(one.key)
            if box and box.isChecked() != one.active:
                standards.set_active(self._desk.ws, one.key, box.isChecked())
        first_steps.confirm(self._desk.ws, Step.STANDARD)
        return True


def _sheet_of(event: QDropEvent) -> Path | None:
    """The one sheet that is being dropped."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() in SHEETS else None


def step_titles() -> dict[Step, str]:
    """What the steps are called, with their numbers."""
    return {
        Step.UNIT: QCoreApplication.translate("FirstStart", "① 单位名称"),
        Step.CYCLE: QCoreApplication.translate("FirstStart", "② 创建周期"),
        Step.DEPARTMENTS: QCoreApplication.translate("FirstStart", "③ 科室"),
        Step.STAFF: QCoreApplication.translate("FirstStart", "④ 人员花名册"),
        Step.STANDARD: QCoreApplication.translate("FirstStart", "⑤ 测评标准"),
    }


def offer(desk: Desk, say: Say, window: QWidget) -> FirstStart | None:
    """At the start of the window: ask what a new workspace lacks, or remind of what was put off."""

    def ask() -> FirstStart:
        dialog = FirstStart(desk, say, window)
        dialog.open()
        return dialog

    if FirstStart.wanted(desk):
        return ask()
    if waiting := first_steps.put_off_steps(desk.ws):
        names = "、".join(step_titles()[step][2:] for step in waiting)
        text = QCoreApplication.translate("FirstStart", "首次设置里还放着：{names}。").format(names=names)
        say(text, Action(QCoreApplication.translate("FirstStart", "接着做"), ask), False)
    return None
