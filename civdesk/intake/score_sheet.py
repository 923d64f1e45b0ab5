"""Judges' sheets that come back filled in: which scores they hold, and what cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..domain.evaluations import ON_SHEET, Candidate, EvaluationError, Plan, check_score
from ..domain.fields import as_text
from ..domain.numbers import NumberError, read_number
from ..domain.text import clean, normal
from ..errors import WrongUse
from ..sheets.read import open_book


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that gives no score, and why; `row` as the spreadsheet program shows it."""

    sheet: str
    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Filled:
    """Scores by candidate id, judge and criterion, in hundredths; whose sheets were read; what was not."""

    scores: Mapping[tuple[str, str, str], int]
    judges: tuple[str, ...]
    unread: tuple[Unread, ...]


def read(path: Path, code: str, plan: Plan, candidates: list[Candidate]) -> Filled:
    """The scores of a file, a sheet for each judge. Raises Refused or Damaged as `open_book`, WrongUse when
    the file belongs to another evaluation or holds no score sheet."""
    scores: dict[tuple[str, str, str], int] = {}
    unread: list[Unread] = []
    judges: list[str] = []
    known = {normal(one): one for one in plan.judges}
    with open_book(path) as book:
        for info in book.sheets:
            rows = [
                (row.number, {n: clean(as_text(cell.value)).strip() for n, cell in row.cells.items()})
                for row in book.rows(info.name)
            ]
            texts = [text for _, cells in rows for text in cells.values()]
            if (other := _after(texts, ON_SHEET.code)) and other != code:
                raise WrongUse(f"“{path.name}”是另一次评比的评分表，没有读入。")
            head = next(
                (n for n, (_, cells) in enumerate(rows) if ON_SHEET.candidate in cells.values()), None
            )
            if head is None:
                continue
            name = _after(texts, ON_SHEET.judge) or info.name
            if normal(name) not in known:
                unread.append(Unread(info.name, 0, "评委", name, "评委里没有这个人"))
                continue
            judge = known[normal(name)]
            judges.append(judge)
            found = _sheet(info.name, rows, head, plan, candidates)
            unread += found[1]
            scores |= {(candidate, judge, title): points for (candidate, title), points in found[0].items()}
    if not judges and not unread:
        raise WrongUse(f"“{path.name}”里没有评分表：应有“{ON_SHEET.candidate}”一列。")
    return Filled(scores, tuple(dict.fromkeys(judges)), tuple(unread))


def _after(texts: list[str], mark: str) -> str:
    """What stands behind a mark in the first cell that begins with it."""
    return next((text.removeprefix(mark).strip() for text in texts if text.startswith(mark)), "")


def _sheet(
    sheet: str, rows: list[tuple[int, dict[int, str]]], head: int, plan: Plan, candidates: list[Candidate]
) -> tuple[dict[tuple[str, str], int], list[Unread]]:
    titles = rows[head][1]
    place = next(n for n, title in titles.items() if title == ON_SHEET.candidate)
    asked = {normal(one.title): one for one in plan.asked}
    columns = {
        n: asked[key]
        for n, title in titles.items()
        # The highest score stands in brackets on a line of its own.
        if (key := normal(title.split("\n")[0])) in asked
    }
    people = {normal(one.name): one for one in candidates}
    scores: dict[tuple[str, str], int] = {}
    unread: list[Unread] = []
    for number, cells in rows[head + 1 :]:
        name = cells.get(place, "")
        if not name:
            continue
        one = people.get(normal(name))
        if one is None:
            unread.append(Unread(sheet, number, ON_SHEET.candidate, name, "没有这个参评对象"))
            continue
        for column, criterion in columns.items():
            text = cells.get(column, "")
            if not text:
                continue
            try:
                points = read_number(text, unit="分", decimals=2)
                check_score(criterion, points)
            except (NumberError, EvaluationError) as error:
                unread.append(Unread(sheet, number, criterion.title, text, str(error)))
                continue
            scores[one.id, criterion.title] = points
    return scores, unread
