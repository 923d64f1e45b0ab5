"""The rejected rows as a workbook to give back: as they were, with their row numbers and reasons."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from civdesk.intake.sheet_report import Part
from civdesk.sheets import write


def write_rejects(target: Path, parts: Sequence[Part], source: str) -> None:
    """Write the rejected rows of each sheet that has some, ready to be corrected and imported.

    Raises Refused when the target cannot be written.
    """
    faulty = [part for part in parts if part.plan.rejected]
    names = ["未导入的行"] if len(parts) == 1 else [part.found.sheet for part in faulty]
    write.write_table(
        target, [_table(part, name, source, len(parts)) for part, name in zip(faulty, names, strict=True)]
    )


def _table(part: Part, name: str, source: str, sheets: int) -> write.Table:
    columns = list(part.found.header.columns.values())
    titles = []
    for column in columns:
        if column.field and len(column.path) > 1:
            # A header over two rows becomes one, which must find its field again.
            unit = column.unit or column.field.unit
            titles.append(column.field.title + (f"（{unit}）" if unit else ""))
        else:
            titles.append(column.title)
    rows = [
        [*(cells[c.index].value if c.index in cells else None for c in columns), one.row, one.reason]
        for one, cells in zip(part.plan.rejected, part.plan.faulty, strict=True)
    ]
    where = f"“{part.found.sheet}”" if sheets > 1 else ""
    return write.Table(
        name=name,
        title=f"{source} {where}中未导入的行" if where else f"{source} 中未导入的行",
        columns=[
            *(write.Column(title) for title in titles),
            write.Column("行号", kind="integer"),
            write.Column("原因"),
        ],
        rows=rows,
    )
