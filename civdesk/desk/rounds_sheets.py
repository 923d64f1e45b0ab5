"""Rounds on paper: a blank or filled sheet, reading a filled one back, the report as a workbook."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from ..domain.fields import Kind
from ..domain.forms import Form
from ..domain.round_cells import read_cell
from ..domain.rounds import Answer, Round
from ..domain.text import normal
from ..errors import Refused, WrongUse
from ..intake import round_sheet as intake
from ..output import round_report, round_sheet
from ..output.round_sheet import RoundSheet
from ..store import rounds as store
from ..store import settings
from ..store.workspace import Workspace
from . import rounds, rounds_closing, rounds_problems, rounds_reports
from .attendance import PrintPdf
from .rounds_subjects import Whom, members


@dataclass(frozen=True, slots=True)
class RoundImported:
    """What came of a sheet: the round, whether it is new, how many answers came in, which cells did not and
    why (sheet, row, column, value, reason), which rows were passed over."""

    round: str
    form: str
    title: str
    new: bool
    answers: int
    rejected: tuple[tuple[str, int, int, str, str], ...]
    skipped: tuple[tuple[str, int, str], ...]
    warnings: tuple[str, ...] = ()
    operation: int | None = field(default=None)


# --- out ---------------------------------------------------------------------------------------------


def sheet(ws: Workspace, round: str = "", *, form_key: str = "", on: date) -> RoundSheet:
    """What is printed of a round, or a blank sheet of a form for a day. Raises WrongUse."""
    db = ws.reader()
    if round:
        one = store.read(db, round)
        form = store.form(db, one.form)
    else:
        form = store.form(db, form_key)
        if not form.shown:
            raise WrongUse(f"《{form.title}》还没有检查项目，请先在“编辑检查表”里加上本单位的项目。")
        names = list(members(ws, form, on)) or [""]
        asked = tuple(Answer(item.key, name) for name in names for item in form.shown)
        one = Round(form.key, form.title, on, on, answers=asked)
    whom = Whom(ws)
    told: dict[str, str] = {}
    if whom.is_kind(form, Kind.PLACE):
        told = {name: whom.text(form, name, one.starts, "standard") for name in one.subjects}
    return RoundSheet(str(settings.get(db, "unit")), form, one, told)


def write(made: RoundSheet, target: Path, *, print_pdf: PrintPdf | None, overwrite: bool = False) -> Path:
    """Write it as .xlsx or .pdf, by the name of the target, which is returned.

    Raises WrongUse for another kind of file, Refused when the target exists or cannot be written.
    """
    if target.exists() and not overwrite:
        raise Refused(f"“{target.name}”已经存在，请换一个文件名。", kind="exists")
    if target.suffix.lower() == ".xlsx":
        round_sheet.write_xlsx(target, made)
    elif target.suffix.lower() == ".pdf" and print_pdf is not None:
        print_pdf(round_sheet.page(made), target)
    else:
        raise WrongUse("检查表只能写成 .xlsx 或 .pdf 文件。")
    return target


def write_report(
    ws: Workspace,
    id: str,
    target: Path,
    on: date,
    *,
    print_pdf: PrintPdf | None = None,
    overwrite: bool = False,
    down: bool = False,
) -> Path:
    """Write a 周报 or 月报, or the 通报 (`down`) of a round, as .xlsx or .pdf. Raises WrongUse, Refused."""
    if target.exists() and not overwrite:
        raise Refused(f"“{target.name}”已经存在，请换一个文件名。", kind="exists")
    made = paper(ws, id, on, down=down)
    if target.suffix.lower() == ".xlsx":
        round_report.write_xlsx(target, made)
    elif target.suffix.lower() == ".pdf" and print_pdf is not None:
        print_pdf(round_report.page(made), target)
    else:
        raise WrongUse("周报、月报只能写成 .xlsx 或 .pdf 文件。")
    return target


def paper(ws: Workspace, id: str, on: date, *, down: bool = False) -> round_report.ReportPaper:
    """What goes up as a 周报 or 月报, or down as a 通报, on paper: of the same check. Raises WrongUse for a
    通报 of a round that is not completed."""
    found = rounds_reports.findings(ws, id, on) if down else rounds_reports.report(ws, id, on)
    one = found.round
    if down and not one.closed:
        raise WrongUse("这一轮检查还没有完成，请先完成再通报。")
    faults = rounds_closing.facts_of(found.form, one)["found"] if down else ""
    said = f"存在的问题：{faults}。" if faults else ""
    up = (one.reported_on, "报", one.reported_to)
    passed = (one.circulated_on, "通报", one.circulated_to) if down else up
    return round_report.ReportPaper(
        unit=str(settings.get(ws.reader(), "unit")),
        title=f"关于{_when(one)}{found.form.title}情况的通报" if down else one.title,
        summary="\n".join(filter(None, (one.summary or rounds_reports.draft(found), said))),
        reported=f"{passed[0].isoformat()} {passed[1]}{passed[2]}" if passed[0] else "",
        sources=tuple(
            (s.form.title, s.form.cadence, s.asked, s.done, s.rounds, "、".join(s.missing))
            for s in found.sources
        ),
        places=tuple((p.rank, p.name, p.points.told, p.points.failed, p.why) for p in found.departments),
        items=found.items,
        problems=tuple((one.title, one.unit, one.deadline, one.state) for one in found.problems),
    )


def _when(one: Round) -> str:
    """The days of a round as a heading says them."""
    first, last = one.starts, one.ends
    if first == last:
        return f"{first.year}年{first.month}月{first.day}日"
    if (first.day, first.month) == (1, last.month) and (last + timedelta(days=1)).day == 1:
        return f"{first.year}年{first.month}月"
    until = f"{last.year}年" if last.year != first.year else ""
    return f"{first.year}年{first.month}月{first.day}日至{until}{last.month}月{last.day}日"


# --- in ----------------------------------------------------------------------------------------------


def import_round(
    ws: Workspace, path: Path, *, on: date, form_key: str = "", dry_run: bool = False
) -> RoundImported:
    """Read a filled sheet: into the round it was printed for, or a new one of the day written on it (else
    `on`). Cells that cannot be read are listed with the reason, all others come in as one operation.

    Raises WrongUse (no sheet of a form, a completed round), Refused, Damaged.
    """
    db = ws.reader()
    forms = store.forms(db)
    key = store.form(db, form_key).key if form_key else ""
    told = intake.read(path, forms, key, on=on)
    form = forms[told.form]
    known = _round_of(ws, told.round)
    told = _named(ws, form, told, known.subjects if known else (), on)
    known = known or _same(ws, form, told, on)
    if known and known.closed:
        raise WrongUse(f"“{known.title}”已经完成，请先“重新填写”，再导入这张表。")
    one = known or _new(ws, form, told, on)
    there = {(answer.item, answer.subject): answer for answer in one.answers}
    rejected: list[tuple[str, int, int, str, str]] = []
    made: dict[tuple[str, str], Answer] = {}
    first: dict[tuple[str, str], intake.SheetCell] = {}
    for cell in told.cells:
        place = (cell.item, cell.subject)
        answer = there.get(place)
        try:
            if answer is None:
                raise WrongUse(f"这一轮没有“{cell.subject or '全部'}”这个对象")
            new = read_cell(form.item(cell.item), answer, cell.value)
            before = first.setdefault(place, cell)
            if before is not cell and made.get(place, answer) != new:
                raise WrongUse(f"与第 {before.row} 行是同一项，写的不一样，以第 {before.row} 行为准")
            if new != answer:
                made[place] = new
        except WrongUse as error:
            rejected.append((cell.sheet, cell.row, cell.column, str(cell.value), error.message))
    warnings: list[str] = []

    def work(db: sqlite3.Connection) -> str:
        if known is None:
            full = tuple(made.get((a.item, a.subject), a) for a in one.answers)
            return store.add(db, replace(one, answers=full))
        for place, answer in made.items():
            old, new = there[place], answer
            if old.problem:
                new, said = rounds_problems.follow(db, form, one, old, new)
                warnings.extend(said)
            store.set_answer(db, new)
        return one.id

    if dry_run:
        id, operation = one.id, None
    else:
        outcome = ws.operate("import_round", f"导入检查表：{one.title}", work)
        id, operation = outcome.result, outcome.operation
    return RoundImported(
        id,
        form.key,
        one.title,
        known is None,
        len(made),
        tuple(rejected),
        told.skipped,
        tuple(warnings),
        operation,
    )


def _named(
    ws: Workspace, form: Form, told: intake.SheetRound, asked: Sequence[str], on: date
) -> intake.SheetRound:
    """The sheet with its subjects as the round, else the register, writes them. A column of somebody unknown
    in which nothing can be read as an answer (整改人) is none, and said to be passed over."""
    names = {normal(name): name for name in asked or members(ws, form, told.on or on) or ("",)}
    readable: set[str] = set()
    for cell in told.cells:
        try:
            read_cell(form.item(cell.item), Answer(cell.item, cell.subject), cell.value)
            readable.add(cell.subject)
        except WrongUse:  # said where the cells are taken in
            pass
    filled = {cell.subject: cell for cell in told.cells}
    out = [name for name in filled if normal(name) not in names and name not in readable]
    skipped = [(filled[name].sheet, filled[name].row, f"“{name}”这一列不是检查对象") for name in out]
    return replace(
        told,
        subjects=tuple(names.get(normal(name), name) for name in told.subjects if name not in out),
        cells=tuple(
            replace(cell, subject=names.get(normal(cell.subject), cell.subject))
            for cell in told.cells
            if cell.subject not in out
        ),
        skipped=(*told.skipped, *skipped),
    )


def _round_of(ws: Workspace, id: str) -> Round | None:
    if not id:
        return None
    try:
        return store.read(ws.reader(), id)
    except WrongUse:  # it was deleted since: the sheet makes a new one
        return None


def _same(ws: Workspace, form: Form, told: intake.SheetRound, on: date) -> Round | None:
    """The round that a blank sheet was brought in as before: it is not to count twice. Where a form is filled
    in several times a day only the time tells."""
    if not form.per or (form.times > 1 and not told.time):
        return None
    day = told.on or on
    for one in store.rounds(ws.reader(), form=form.key, start=day, end=day, answers=True):
        if one.time == told.time and {*map(normal, told.subjects)} <= {*map(normal, one.subjects)}:
            return one
    return None


def _new(ws: Workspace, form: Form, told: intake.SheetRound, on: date) -> Round:
    day = told.on or on
    names = told.subjects or tuple(members(ws, form, day)) or ("",)
    return rounds.draft(ws, form, day, time=told.time, inspectors=told.inspectors, subjects=names)
