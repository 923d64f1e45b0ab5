"""The header of a handed-in table: where it stands, and which of its columns is which field.

Every row near the top, alone or with up to two rows above it (merged group headers), is tried as the
header; each of its columns is compared with the fields of the ledger (`headernames`), and the try with the
highest sum of matches is the header. A try must match two columns, or all it has. No two columns get one
field: the better match gets it, then the one further left; the other column is reported. 序号 is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

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
_LONGEST = 200  # what goes on behind it tells nothing about a header
_CUT_OFF = 1.5  # what a header loses that leaves out its own last row
_MARKS = re.compile(r"^[*＊★\s]+|[*＊★:：\s]+$")


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
    *,
    last_row: int | None = None,
    strict: bool = True,
) -> Header | None:
    """The header of the table that starts in `rows` (number and cells, from the top), or None.

    `chosen` says by hand what columns are: a header's text or a column's letters → a field's key or title,
    or "" for a column to leave out. `last_row` says by hand which row is the (last) row of the header; it
    may then match nothing. Raises WrongUse when `chosen` names a field that is not there, or (if `strict`)
    a column that is not there.
    """
    wanted = {_plain(name): _chosen_field(ledger, value) for name, value in (chosen or {}).items()}
    rows = [
        (number, {index: value for index, value in cells.items() if index <= _SEARCHED_COLUMNS})
        for number, cells in (rows[:SEARCHED_ROWS] if last_row is None else rows)
    ]
    page = _Page(rows, merges)
    best: _Try | None = None
    for last in range(len(rows)):
        if last_row not in (None, rows[last][0]):
            continue
        goes_on = last + 1 < len(rows) and _goes_on(rows[last], rows[last + 1], page)
        for first in range(last, max(-1, last - 3), -1):
            if rows[last][0] - rows[first][0] != last - first:
                break  # an empty row ends a header
            by_hand = last_row is not None and first == last
            one = _try(first, last, page, ledger, wanted, by_hand)
            if one and goes_on:
                one = one._replace(score=one.score - _CUT_OFF)
            if one and (best is None or one.score > best.score + 1e-9):
                best = one
    if best is None:
        return None
    header = _header(best, page)
    if strict and (missing := names_missing(header, wanted)):
        titles = "、".join(column.title for column in header.columns.values())
        raise WrongUse(f"表里没有“{missing[0]}”这一列；有这些列：{titles}。")
    return header


class _Page:
    """The rows near the top with what every try asks of them: their texts, and the merged cells by row."""

    def __init__(self, rows: Sequence[tuple[int, Cells]], merges: Iterable[Rectangle]) -> None:
        self.rows = rows
        self._cells = dict(rows)
        self._texts: dict[int, dict[int, str]] = {}
        self.from_row: dict[int, list[Rectangle]] = {}
        self.to_row: dict[int, list[Rectangle]] = {}
        for merge in merges:
            if merge[1] <= _SEARCHED_COLUMNS:
                if merge[0] in self._cells:
                    self.from_row.setdefault(merge[0], []).append(merge)
                if merge[2] in self._cells:
                    self.to_row.setdefault(merge[2], []).append(merge)

    def texts(self, number: int) -> dict[int, str]:
        """The texts of a row's cells."""
        found = self._texts.get(number)
        if found is None:
            cells = self._cells[number].items()
            found = {index: text for index, value in cells if (text := _plain(as_text(value)))}
            self._texts[number] = found
        return found


class _Try(NamedTuple):
    """Some rows as the header: the texts over each column, the fields with their units, how well they fit."""

    first: int
    last: int
    paths: dict[int, tuple[str, ...]]
    fields: dict[int, tuple[Field, str]]
    score: float


# --- one try -----------------------------------------------------------------------------------------


def _try(
    first: int,
    last: int,
    page: _Page,
    ledger: Ledger,
    wanted: Mapping[str, Field | None],
    pointed_at: bool,
) -> _Try | None:
    """These rows as the header; None where they cannot be one. What a person pointed at always is one."""
    paths = _paths([number for number, _ in page.rows[first : last + 1]], page)
    by_hand: dict[int, Field | None] = {}
    for index, path in paths.items() if wanted else ():
        if (name := _named(index, path, wanted)) is not None:
            by_hand[index] = wanted[name]
    fields, score = _assign(ledger, paths, by_hand)
    if not pointed_at and len(fields) < 2:
        own = sum(normal(path[-1]) not in SERIAL_NUMBER for path in paths.values())
        names = {one.key for one, _ in fields.values()}
        if not (own == 1 and (by_hand or ledger.title_field in names)):
            return None
    return _Try(first, last, paths, fields, score)


def _header(best: _Try, page: _Page) -> Header:
    rows = page.rows[best.first : best.last + 1]
    units = _table_units(page.rows[: best.first])
    titles = _titles(best.paths)
    columns = {}
    for index in sorted(best.paths):
        one, unit = best.fields.get(index, (None, ""))
        own = _unit_for(one, unit, units) if one else ""
        columns[index] = Column(index, titles[index], best.paths[index], one, own)
    return Header(rows[0][0], rows[-1][0], columns, best.score, _repeated(rows))


def _goes_on(row: tuple[int, Cells], below: tuple[int, Cells], page: _Page) -> bool:
    """Whether the next row is of the same header: a merged cell reaches into it, or one over several columns
    (参加人数) stands over all that it holds (男, 女)."""
    number, next_number = row[0], below[0]
    if next_number != number + 1:
        return False
    if any(merge[0] <= number for merge in page.to_row.get(next_number, ())):
        return True
    texts = [index for index, value in below[1].items() if isinstance(value, str)]
    wide = {
        index
        for _, left, _, right in page.to_row.get(number, ())
        if right > left
        for index in range(left, min(right, _SEARCHED_COLUMNS) + 1)
    }
    return len(texts) > 1 and below[1].keys() <= wide


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


def _paths(tops: Sequence[int], page: _Page) -> dict[int, tuple[str, ...]]:
    """For each column with a header the texts over it, from the group down to its own."""
    if len(tops) == 1:
        return {index: (text,) for index, text in sorted(page.texts(tops[0]).items())}
    grid = {number: dict(page.texts(number)) for number in tops}
    for number in tops:
        for top, left, bottom, right in page.from_row.get(number, ()):
            # What reaches into the last row is one column's own header, however many columns it covers.
            if left in grid[top] and bottom < tops[-1]:
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
    return _MARKS.sub("", one_line(text[:_LONGEST]))


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


def names_missing(header: Header, chosen: Iterable[str]) -> list[str]:
    """The columns that were named by hand and are not there."""
    return [
        name
        for name in chosen
        if all(_named(c.index, c.path, {_plain(name): None}) is None for c in header.columns.values())
    ]


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
            if not isinstance(value, str) or "单位" not in value[:_LONGEST]:
                continue
            for said in re.findall(r"单位\s*[:：]\s*(\S+(?:[、,，/]\s*\S+)*)", value[:_LONGEST]):
                names = [normal(name) for name in re.split(r"[、,，/()（）]", said)]
                found += filter(names_unit, names)
    return list(dict.fromkeys(found))
