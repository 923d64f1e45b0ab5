"""The header of a handed-in table: where it stands, and which of its columns is which field.

Every row near the top, alone or with up to two rows above it (merged group headers), is tried as the
header; each of its columns is compared with the fields of the ledger (`headernames`), and the try with the
highest sum of matches is the header. A try must match two columns, or all it has. No two columns get one
field: the better match gets it, then the one further left; the other column is reported. 序号 is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from civdesk.domain.fields import Field, as_text
from civdesk.domain.headernames import COUNTED, SERIAL_NUMBER, ends_like, header_unit, matches, names_unit
from civdesk.domain.ledgers import Ledger
from civdesk.domain.numbers import converts
from civdesk.domain.text import normal, one_line
from civdesk.errors import WrongUse

Cells = Mapping[int, object]  # column (A is 1) → what stands there
Rectangle = tuple[int, int, int, int]  # top, left, bottom, right, all included

SEARCHED_ROWS = 30
_SEARCHED_COLUMNS = 400
_CUT_OFF = 1.5  # what a header loses that leaves out its own last row


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table; `title` is its header as reports name it, `unit` that of bare numbers."""

    index: int
    title: str
    path: tuple[str, ...]  # the texts over it, from the group down to its own
    field: Field | None = None
    unit: str = ""

    @property
    def is_serial(self) -> bool:
        """Whether it only numbers the rows."""
        return normal(self.path[-1]) in SERIAL_NUMBER


@dataclass(frozen=True, slots=True)
class Header:
    """A found header: its first and last row, its columns by index, how well it fits the ledger."""

    top: int
    bottom: int
    columns: dict[int, Column]
    score: float
    texts: dict[int, frozenset[str]] = field(default_factory=dict)  # what a repeated header would hold

    @property
    def mapped(self) -> list[Column]:
        """The columns that are fields, from left to right."""
        return [column for column in self.columns.values() if column.field]

    @property
    def unmapped(self) -> list[str]:
        """The titles of the columns that are no field of the ledger."""
        return [c.title for c in self.columns.values() if not c.field and not c.is_serial]


def find_header(
    rows: Sequence[tuple[int, Cells]],
    merges: Iterable[Rectangle],
    ledger: Ledger,
    chosen: Mapping[str, str] | None = None,
) -> Header | None:
    """The header of the table that starts in `rows` (number and cells, from the top), or None.

    `chosen` says by hand what columns are: a header's text or a column's letters → a field's key or title,
    or "" for a column to leave out. Raises WrongUse when it names a column or field that is not there.
    """
    wanted = {_plain(name): _chosen_field(ledger, value) for name, value in (chosen or {}).items()}
    rows = [
        (number, {index: value for index, value in cells.items() if index <= _SEARCHED_COLUMNS})
        for number, cells in rows[:SEARCHED_ROWS]
    ]
    near = [merge for merge in merges if rows and merge[0] <= rows[-1][0]]
    best: Header | None = None
    for last in range(len(rows)):
        for first in range(last, max(-1, last - 3), -1):
            if rows[last][0] - rows[first][0] != last - first:
                break  # an empty row ends a header
            header = _try(rows[first : last + 1], near, ledger, wanted, _table_units(rows[:first]))
            if header and last + 1 < len(rows) and _goes_on(rows[last], rows[last + 1], near):
                header = replace(header, score=header.score - _CUT_OFF)
            if header and (best is None or header.score > best.score + 1e-9):
                best = header
    if best is not None:
        _check_chosen(best, wanted)
    return best


# --- one try -----------------------------------------------------------------------------------------


def _try(
    rows: Sequence[tuple[int, Cells]],
    merges: Sequence[Rectangle],
    ledger: Ledger,
    wanted: Mapping[str, Field | None],
    table_units: Sequence[str],
) -> Header | None:
    """These rows as the header; None where they cannot be one."""
    paths = _paths(rows, merges)
    titles = _titles(paths)
    by_hand: dict[int, Field | None] = {}
    for index, path in paths.items():
        if (name := _named(index, path, wanted)) is not None:
            by_hand[index] = wanted[name]
    fields, score = _assign(ledger, paths, by_hand)
    columns = {}
    for index in sorted(paths):
        one, unit = fields.get(index, (None, ""))
        columns[index] = Column(
            index, titles[index], paths[index], one, _unit_for(one, unit, table_units) if one else ""
        )
    own = [column for column in columns.values() if not column.is_serial]
    names = {one.key for one, _ in fields.values()}
    if len(fields) < 2 and not (len(own) == 1 and (by_hand or ledger.title_field in names)):
        return None
    return Header(rows[0][0], rows[-1][0], columns, score, _repeated(rows))


def _goes_on(row: tuple[int, Cells], below: tuple[int, Cells], merges: Sequence[Rectangle]) -> bool:
    """Whether the next row is of the same header: a merged cell reaches into it, or one over several columns
    (参加人数) stands over all that it holds (男, 女)."""
    number, next_number = row[0], below[0]
    if next_number != number + 1:
        return False
    if any(top <= number and bottom == next_number for top, _, bottom, _ in merges):
        return True
    wide = [
        range(left, right + 1) for top, left, bottom, right in merges if bottom == number and right > left
    ]
    texts = [index for index, value in below[1].items() if isinstance(value, str)]
    return len(texts) > 1 and all(any(index in span for span in wide) for index in below[1])


def _assign(
    ledger: Ledger, paths: Mapping[int, Sequence[str]], by_hand: Mapping[int, Field | None]
) -> tuple[dict[int, tuple[Field, str]], float]:
    """Which column is which field, in what unit, and how well all of it fits."""
    fields: dict[int, tuple[Field, str]] = {}
    for index, one in by_hand.items():
        if one:
            fields[index] = (one, header_unit(paths[index][-1]))
    taken = {one.key for one, _ in fields.values()}
    score = float(len(by_hand))
    found = [
        (match.quality, index, match)
        for index, path in paths.items()
        if index not in by_hand
        for match in matches(ledger, path)
    ]
    for quality, index, match in sorted(found, key=lambda entry: (-entry[0], entry[1])):
        if index not in fields and match.field.key not in taken:
            fields[index] = (match.field, match.unit)
            taken.add(match.field.key)
            score += quality
    for key in (ledger.date_field, ledger.title_field):
        if key and key not in taken:
            free = {i: p for i, p in paths.items() if i not in fields and i not in by_hand}
            like = [index for index, path in free.items() if ends_like(ledger.field(key), path)]
            if len(like) == 1:
                fields[like[0]] = (ledger.field(key), "")
                score += 0.5
            elif key == ledger.title_field and (stand_in := _stand_in(ledger, fields, by_hand)):
                fields[stand_in] = (ledger.field(key), "")
    return fields, score


def _stand_in(
    ledger: Ledger, fields: Mapping[int, tuple[Field, str]], by_hand: Mapping[int, Field | None]
) -> int | None:
    """The column that names the records of a table without names: events by their project or their
    contents (项目名称, 活动内容), things by the place where they are (地点)."""
    events = ledger.date_field and ledger.field(ledger.date_field).required
    for key in ("project", "content") if events else ("place",):
        if told := [i for i, (one, _) in fields.items() if one.key == key and i not in by_hand]:
            return told[0]
    return None


def _paths(rows: Sequence[tuple[int, Cells]], merges: Sequence[Rectangle]) -> dict[int, tuple[str, ...]]:
    """For each column with a header the texts over it, from the group down to its own."""
    tops = [number for number, _ in rows]
    grid: dict[int, dict[int, str]] = {
        number: {index: text for index, value in cells.items() if (text := _plain(as_text(value)))}
        for number, cells in rows
    }
    for top, left, bottom, right in merges:
        # What reaches into the last row is one column's own header, however many columns it covers.
        if top in grid and left in grid[top] and bottom < tops[-1]:
            for row in range(top, bottom + 1):
                for index in range(left, min(right, _SEARCHED_COLUMNS) + 1):
                    grid[row].setdefault(index, grid[top][left])
    paths: dict[int, tuple[str, ...]] = {}
    for index in sorted({index for line in grid.values() for index in line}):
        texts = [grid[number][index] for number in tops if index in grid[number]]
        paths[index] = tuple(text for at, text in enumerate(texts) if at == 0 or text != texts[at - 1])
    return paths


def _plain(text: str) -> str:
    """A header without line breaks and marks of what must be filled in."""
    return re.sub(r"^[*＊★\s]+|[*＊★:：\s]+$", "", one_line(text))


def _titles(paths: Mapping[int, Sequence[str]]) -> dict[int, str]:
    """How reports name the columns; headers that stand there twice get their letters."""
    joined = {index: "/".join(path) for index, path in paths.items()}
    seen = list(joined.values())
    return {index: t if seen.count(t) == 1 else f"{t}（{letters(index)}列）" for index, t in joined.items()}


def letters(column: int) -> str:
    """1 → A, 27 → AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _repeated(rows: Sequence[tuple[int, Cells]]) -> dict[int, frozenset[str]]:
    texts: dict[int, set[str]] = {}
    for _, cells in rows:
        for index, value in cells.items():
            texts.setdefault(index, set()).add(normal(as_text(value)))
    return {index: frozenset(forms) for index, forms in texts.items()}


# --- what was said by hand ---------------------------------------------------------------------------


def _chosen_field(ledger: Ledger, name: str) -> Field | None:
    if name in ("", "-"):
        return None
    for one in ledger.fields:
        if name == one.key or normal(name) == normal(one.title):
            return one
    raise WrongUse(
        f"《{ledger.title}》没有“{name}”这一栏；可用的有：{'、'.join(f.title for f in ledger.fields)}。"
    )


def _named(index: int, path: Sequence[str], wanted: Mapping[str, Field | None]) -> str | None:
    """The name in `wanted` that means this column: its header, or its letters."""
    whole = "/".join(path)
    forms = {normal(form) for form in (path[-1], "".join(path), whole, f"{whole}（{letters(index)}列）")}
    for name in wanted:
        if normal(name) in forms:
            return name
    return next((name for name in wanted if name.upper() == letters(index)), None)


def _check_chosen(header: Header, wanted: Mapping[str, Field | None]) -> None:
    for name, one in wanted.items():
        if all(_named(c.index, c.path, {name: one}) is None for c in header.columns.values()):
            titles = "、".join(column.title for column in header.columns.values())
            raise WrongUse(f"表里没有“{name}”这一列；有这些列：{titles}。")


def _unit_for(one: Field, unit: str, table_units: Sequence[str]) -> str:
    """The unit of bare numbers in a column: its header's, or the one that stands over the table."""
    if one.kind not in COUNTED or not one.unit:
        return ""
    if unit:
        return unit
    fitting = [other for other in table_units if converts(other, one.unit)]
    return fitting[0] if len(fitting) == 1 else ""


def _table_units(rows: Iterable[tuple[int, Cells]]) -> list[str]:
    """The units that a line over the table gives for all of it: 单位：万元."""
    found: list[str] = []
    for _, cells in rows:
        for value in cells.values():
            if not isinstance(value, str):
                continue
            for said in re.findall(r"单位\s*[:：]\s*(\S+(?:[、,，/]\s*\S+)*)", value):
                names = [normal(name) for name in re.split(r"[、,，/()（）]", said)]
                found += filter(names_unit, names)
    return list(dict.fromkeys(found))
