"""Records of a ledger as a table for a spreadsheet: every field a column, numbers as numbers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..domain import fields
from ..domain.fields import Field, Kind, Value
from ..domain.ledgers import Ledger
from ..sheets.write import Column, Table
from ..store import ledgers

Cell = str | int | Decimal | None


def shown_fields(ledger: Ledger, *, public: bool) -> list[Field]:
    """The fields that go out: all that are shown, for the public only those that are not sensitive."""
    return [field for field in ledger.visible if not (public and field.sensitive)]


def table(
    db: sqlite3.Connection,
    ledger: Ledger,
    ids: Sequence[str],
    *,
    public: bool = False,
    notes: Sequence[str] = (),
) -> Table:
    """Those records in their order, numbered, with a row of totals where fields add up.

    Columns that none of them fills are left out: nobody reads a page of empty ones. The rows are read
    while the sheet is written, some hundred at a time.
    """
    filled = ledgers.filled(db, ledger, ids)
    chosen = [f for f in shown_fields(ledger, public=public) if f.required or f.key in filled]
    totals: dict[str, int] = {field.key: 0 for field in chosen if field.totals}
    total_row: list[Cell] = []

    def rows() -> Iterator[list[Cell]]:
        for number, record in enumerate(ledgers.records(db, ledger, ids), 1):
            for key in totals:
                value = record.values[key]
                totals[key] += value if isinstance(value, int) else 0
            yield [number, *(cell(field, record.values[field.key]) for field in chosen)]
        # The writer asks for the totals after the last row, and holds this very list.
        total_row.append("合计")
        total_row.extend(cell(field, totals[field.key]) if field.key in totals else None for field in chosen)

    return Table(
        name=ledger.title,
        title=ledger.title,
        columns=[Column("序号", kind="integer"), *map(_column, chosen)],
        rows=rows(),
        notes=notes,
        total_row=total_row if totals and ids else None,
    )


def cell(field: Field, value: Value) -> Cell:
    """A value as a spreadsheet keeps it: amounts exact, dates ISO for a date column, the rest as read."""
    if isinstance(value, int) and field.kind in (Kind.INTEGER, Kind.AMOUNT):
        return Decimal(value).scaleb(-field.decimals) if field.decimals else value
    return fields.show(field, value) or None


def _column(field: Field) -> Column:
    title = field.title + (f"（{field.unit}）" if field.unit else "")
    if field.kind is Kind.DATE:
        return Column(title, kind="date")
    if field.kind is Kind.AMOUNT:
        return Column(title, kind="number")
    return Column(title, kind="integer" if field.kind is Kind.INTEGER else "text")
