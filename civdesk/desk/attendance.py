"""Making a blank 签到表 for a record: who is expected, what stands above, the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from ..domain import fields
from ..domain.fields import Field, Kind
from ..domain.ledgers import Ledger
from ..errors import Refused, WrongUse
from ..output import attendance as output
from ..output.attendance import Attendance
from ..store import ledgers, picking, settings
from ..store.workspace import Workspace
from . import records

ROWS = 20  # of a sheet without names: one page
_MORE = 3  # empty rows after the names: somebody always comes along
_MOST = 5000
_WEEK = "一二三四五六日"
_TOLD = ("host", "speaker", "leader")  # people that stand above the table

# Lays HTML out on A4 pages and writes them as PDF; whoever has something that can do it hands it in.
PrintPdf = Callable[[str, Path], None]


def sheet(
    ws: Workspace,
    ledger_key: str,
    id: str,
    *,
    people: Sequence[str] | None = None,
    department: str = "",
    rows: int = 0,
    today: date,
) -> Attendance:
    """The 签到表 of a record: with these people, or everybody of a department (on the day of the record), or
    the participants that the record names; at least `rows` rows (0: as many as fit the names or a page).

    Raises WrongUse when the record is not there, the department has nobody, or the rows are too many.
    """
    book = records.ledger(ws, ledger_key)
    record = records.get(ws, ledger_key, id)
    if not 0 <= rows <= _MOST:
        raise WrongUse(f"行数请写 1 到 {_MOST} 之间的整数。")
    day = record.values.get(book.date_field) if book.date_field else None
    on = date.fromisoformat(day) if isinstance(day, str) else today
    where = departments(ws)
    if people is None and department:
        people = members(ws, department, on)
        if not people:
            raise WrongUse(f"人员花名册里没有“{department}”的在岗人员。")
    elif people is None:
        people = participants(book, record)
    name = book.field(book.title_field)
    facts = [(name.title, fields.show(name, record.values.get(name.key)).replace("\n", " "))]
    facts.append(("日期", f"{on.year}年{on.month}月{on.day}日（星期{_WEEK[on.weekday()]}）" if day else ""))
    facts.append(("时间", _shown(book, record, Kind.SPAN)))
    facts.append(("地点", _shown(book, record, Kind.PLACE)))
    facts += [
        (one.title, fields.show(one, record.values.get(one.key)))
        for one in book.visible
        if one.kind is Kind.DEPARTMENT or one.key in _TOLD
    ]
    names = tuple((name, where.get(name, "")) for name in people)
    blanks = max(rows - len(names), 0) if rows else (_MORE if names else ROWS)
    title = f"{book.title}签到表"
    return Attendance(str(settings.get(ws.reader(), "unit")), title, tuple(facts), names, blanks)


def participants(book: Ledger, record: ledgers.Record) -> list[str]:
    """Who takes part, as the record names them."""
    value = record.values.get("participants") if "participants" in book.keys else None
    return list(value) if isinstance(value, list) else []


def members(ws: Workspace, department: str, on: date) -> list[str]:
    """The names of a department's people on a day, in the order of the register."""
    found = []
    for book, field in _registers(ws):
        for name, start, end in picking.members(ws.reader(), book, (field, department)):
            if not (end and end < on.isoformat()) and not (start and start > on.isoformat()):
                found.append(name)
    return list(dict.fromkeys(found))


def departments(ws: Workspace) -> dict[str, str]:
    """The department of everybody in the registers of people, by name."""
    found: dict[str, str] = {}
    for book, field in _registers(ws):
        assert book.register is not None
        for record in ledgers.records(ws.reader(), book):
            name, where = record.values.get(book.register.name), record.values.get(field.key)
            if isinstance(name, str) and isinstance(where, str):
                found.setdefault(name, where)
    return found


def write(made: Attendance, target: Path, *, print_pdf: PrintPdf | None, overwrite: bool = False) -> Path:
    """Write it as .xlsx or .pdf, by the name of the target, which is returned.

    Raises WrongUse for another kind of file, Refused when the target exists or cannot be written.
    """
    if target.exists() and not overwrite:
        raise Refused(f"“{target.name}”已经存在，请换一个文件名。", kind="exists")
    if target.suffix.lower() == ".xlsx":
        output.write_xlsx(target, made)
    elif target.suffix.lower() == ".pdf":
        assert print_pdf is not None  # handed in by __main__ and by the window
        print_pdf(output.page(made), target)
    else:
        raise WrongUse("签到表只能写成 .xlsx 或 .pdf 文件。")
    return target


def _registers(ws: Workspace) -> list[tuple[Ledger, Field]]:
    """The registers of people that say who is in which department, and by which field."""
    found = []
    for book in ledgers.definitions(ws.reader()).values():
        field = next((one for one in book.fields if one.kind is Kind.DEPARTMENT), None)
        if book.register and Kind.PERSON in book.register.kinds and field and not book.hidden:
            found.append((book, field))
    return found


def _shown(book: Ledger, record: ledgers.Record, kind: Kind) -> str:
    """What the first field of a kind says; "" where there is none."""
    one = next((one for one in book.visible if one.kind is kind), None)
    return fields.show(one, record.values.get(one.key)) if one else ""
