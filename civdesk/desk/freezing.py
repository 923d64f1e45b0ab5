"""Locking what was handed in: which period, in which ledgers, why; and unlocking it with a reason."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from ..domain.periods import Period, calendar_year, month_end
from ..errors import WrongUse
from ..store import frozen, ledgers, operations
from ..store.frozen import Lock
from ..store.workspace import Workspace

_QUARTERS = "一二三四"


def quarter(year: int, number: int) -> Period:
    """A quarter of a year, 1 to 4."""
    return Period(date(year, 3 * number - 2, 1), month_end(year, 3 * number))


def month(year: int, number: int) -> Period:
    """A month of a year, 1 to 12."""
    return Period(date(year, number, 1), month_end(year, number))


def title_of(period: Period) -> str:
    """What people call a period: 2026年第三季度, 2026年3月, 2026年, else both days."""
    year = period.start.year
    if period == month(year, period.start.month):
        return f"{year}年{period.start.month}月"
    for number, word in enumerate(_QUARTERS, 1):
        if period == quarter(year, number):
            return f"{year}年第{word}季度"
    for first, word in ((1, "上"), (7, "下")):
        if period == Period(date(year, first, 1), month_end(year, first + 5)):
            return f"{year}年{word}半年"
    return period.title


def last_quarter(today: date) -> Period:
    """The quarter that ended last: what is handed in now."""
    number = (today.month - 1) // 3
    return quarter(today.year, number) if number else quarter(today.year - 1, 4)


def year_of(year: int) -> Period:
    """A whole year."""
    return calendar_year(year)


def locks(ws: Workspace, *, lifted: bool = True) -> list[Lock]:
    """Every lock, those that hold first; see `store.frozen.locks`."""
    return frozen.locks(ws.reader(), lifted=lifted)


def of_record(ws: Workspace, ledger_key: str, record: str) -> Lock | None:
    """The lock that holds a record; None where none does."""
    db = ws.reader()
    return frozen.of_record(db, ledgers.definition(db, ledger_key), record)


def count(ws: Workspace, period: Period, ledger_keys: Sequence[str] = ()) -> int:
    """How many records a lock would hold."""
    from ..domain.selecting import Selection

    db = ws.reader()
    return sum(
        ledgers.count(db, book, Selection(start=period.start, end=period.end))
        for key, book in ledgers.definitions(db).items()
        if book.date_field and (not ledger_keys or key in ledger_keys)
    )


def freeze(
    ws: Workspace, period: Period, ledger_keys: Sequence[str] = (), *, reason: str, title: str = ""
) -> list[str]:
    """Lock a period in these ledgers (none: all that have a date); the ids of the locks. Not undone by 撤销:
    who wants to change something there lifts the lock, with a reason.

    Raises WrongUse without a reason, for an unknown ledger or one without a date; Refused where it is locked.
    """
    reason = reason.strip()
    if not reason:
        raise WrongUse("请写明锁定的原因，例如：已报送市文明办。")
    keys = [ledgers.definition(ws.reader(), key).key for key in ledger_keys]
    named = title.strip() or title_of(period)
    where = f"（{len(keys)} 本台账）" if keys else ""

    def work(db: sqlite3.Connection) -> list[str]:
        return frozen.freeze(
            db,
            keys,
            period.start.isoformat(),
            period.end.isoformat(),
            title=named,
            reason=reason,
            who=ws.who,
            at=operations.now(),
        )

    return ws.operate("freeze", f"锁定已报送时段：{named}{where}", work, undoable=False).result


def unfreeze(ws: Workspace, id: str, *, reason: str) -> Lock:
    """Lift a lock; it stays in the file with who lifted it, when and why. Raises WrongUse without a reason or
    for an unknown lock, Refused when it was lifted already."""
    reason = reason.strip()
    if not reason:
        raise WrongUse("请写明解锁的原因；锁定和解锁都会留下记录。")
    one = frozen.lock(ws.reader(), id)

    def work(db: sqlite3.Connection) -> None:
        frozen.lift(db, id, reason=reason, who=ws.who, at=operations.now())

    ws.operate("unfreeze", f"解锁时段：{one.title}（{reason[:30]}）", work, undoable=False)
    return frozen.lock(ws.reader(), id)
