"""What a person says about a sheet, and what only a person can say: choices, and the questions asked once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from civdesk.domain.text import normal
from civdesk.errors import WrongUse
from civdesk.intake.sheet_outcomes import Asked, Plan

ANY_SHEET = ""
TODAY = "today"
_ORDERS = ("", "month", "day")
_MERGED = ("", "each", "first")


@dataclass(frozen=True, slots=True)
class Choices:
    """How a workbook is to be read; nothing said is the careful reading, in which what is unclear stays out.

    Attributes:
        sheets: the sheets to read; none: the visible one that fits best, or all that fit (`all_sheets`).
        header_rows: sheet ("" for any) → the last row of its header, where a person pointed at it.
        mapping: header or letters → field key or title, "" for a column to leave out.
        units: header → unit of the bare numbers below it.
        key: fields by which rows update the records that are there.
        year: of dates without one. `dates_from_sheet`: the sheet's name (3月, 2026年3月) says year and month.
        date_order: what comes first in 01/02/2026, "month" or "day".
        merged: a number merged over rows counts for "each" or the "first" of them.
        split_names: 张三和李四 are two people.
        pictures: bring in the pictures of the rows as their evidence.
        day: of all rows where the table has no column for the date that a record must have: ISO, or "today".
    """

    sheets: Sequence[str] = ()
    all_sheets: bool = False
    header_rows: Mapping[str, int] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    key: Sequence[str] = ()
    keep_duplicates: bool = False
    year: int | None = None
    dates_from_sheet: bool = False
    date_order: str = ""
    merged: str = ""
    split_names: bool = False
    pictures: bool = True
    day: str = ""

    def __post_init__(self) -> None:
        if self.day not in ("", TODAY):
            try:
                date.fromisoformat(self.day)
            except ValueError:
                raise WrongUse(f"“{self.day}”不是日期，请写成 2026-01-02 这样。") from None
        if self.date_order not in _ORDERS or self.merged not in _MERGED:
            raise WrongUse(f"没有“{self.date_order or self.merged}”这种读法。")


class Answer(NamedTuple):
    """One way to answer a question, and its words."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What only a person knows: `kind` is year, month, order, merged, unit, people or day; `column` the
    header it is about ("" for several); `count` the cells; `otherwise` what happens without an answer."""

    kind: str
    column: str
    text: str
    count: int
    examples: tuple[str, ...]
    answers: tuple[Answer, ...]
    otherwise: str


def answered(choices: Choices, question: Question, value: str) -> Choices:
    """The choices with an answer ("" takes it back); a year and a day may be any."""
    match question.kind:
        case "year" if value != "sheet":
            return replace(choices, year=int(value) if value else None, dates_from_sheet=False)
        case "year" | "month":
            return replace(choices, dates_from_sheet=value == "sheet")
        case "order":
            return replace(choices, date_order=value)
        case "day":
            return replace(choices, day=value)
        case "merged":
            return replace(choices, merged=value)
        case "people":
            return replace(choices, split_names=value == "split")
        case _:
            units = {**choices.units, question.column: value}
            return replace(choices, units={column: unit for column, unit in units.items() if unit})


def questions(plans: Sequence[Plan], years: Mapping[str, Sequence[int]]) -> tuple[Question, ...]:
    """What the plans of the sheets leave to ask, each thing once. `years` are proposals by where they stand
    (title, sheet)."""
    found: list[Question] = []
    for kind in ("day", "year", "month", "order", "merged", "people"):
        asked = _together(plans, kind)
        if asked:
            found.append(_question(kind, asked, years))
    for column, one in _together(plans, "unit").items():
        # Hundreds of 元 for an event may be 万元; ten thousands of 万元 hardly are.
        if one.largest < 1000:
            found.append(_about_money(column, one))
    return tuple(found)


def _together(plans: Iterable[Plan], kind: str) -> dict[str, Asked]:
    """What was asked about the columns of all sheets."""
    found: dict[str, Asked] = {}
    for plan in plans:
        for (asked_kind, column), asked in plan.asked.items():
            if asked_kind == kind:
                one = found.setdefault(column, Asked())
                one.count += asked.count
                one.largest = max(one.largest, asked.largest)
                one.examples += [each for each in asked.examples if each not in one.examples]
    return found


def _question(kind: str, asked: Mapping[str, Asked], years: Mapping[str, Sequence[int]]) -> Question:
    columns = "”“".join(asked)
    count = sum(one.count for one in asked.values())
    examples = tuple(dict.fromkeys(each for one in asked.values() for each in one.examples))[:3]
    shown = "、".join(examples)
    answers: list[Answer] = []
    if kind == "year":
        text = f"“{columns}”里有 {count} 个日期没有年份（{shown}），是哪一年的？"
        where = {"title": "标题里写着", "sheet": "工作表名里写着"}
        for place, found in years.items():
            answers += [Answer(str(year), f"{year}年（{where[place]}）") for year in found]
        if len(years.get("sheet", ())) > 1:
            answers.insert(0, Answer("sheet", "各按工作表名里的年份"))
        otherwise = "这些行退回"
    elif kind == "month":
        text = f"“{columns}”里有 {count} 个日期只写了日（{shown}），月份在哪里？"
        answers = [Answer("sheet", "在工作表名里，如“3月”")]
        otherwise = "这些行退回"
    elif kind == "order":
        text = f"“{columns}”里有 {count} 个日期分不清月和日（{shown}），哪个在前？"
        answers = [Answer("month", "月在前（03/04 是3月4日）"), Answer("day", "日在前（03/04 是4月3日）")]
        otherwise = "这些行退回"
    elif kind == "day":
        text = f"表里没有“{columns}”这一列，{count} 行都记哪一天？"
        answers = [Answer(TODAY, "今天")]
        otherwise = "这些行退回"
    elif kind == "merged":
        text = f"“{columns}”有 {count} 处数字的单元格上下合并（{shown}），怎样算？"
        answers = [Answer("each", "每行都是这个数"), Answer("first", "几行合计是这个数，只记在第一行")]
        otherwise = "每行都按这个数记"
    else:
        text = f"“{columns}”里的“{'”“'.join(examples)}”等 {count} 处，是一个名字还是几个人？"
        answers = [Answer("split", "是几个人，分开记")]
        otherwise = "当作一个名字，照原样记"
    column = next(iter(asked)) if len(asked) == 1 else ""
    return Question(kind, column, text, count, examples, tuple(answers), otherwise)


def _about_money(column: str, asked: Asked) -> Question:
    text = f"“{column}”没有写单位（{'、'.join(asked.examples[:3])}），是元还是万元？"
    answers = (Answer("元", "元"), Answer("万元", "万元"))
    return Question("unit", column, text, asked.count, tuple(asked.examples[:3]), answers, "按台账里的单位记")


_MONTHS = {form: n for n, form in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), 1)}  # noqa: SIM905
_SHEET_MONTH = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)(?:年度?|[-./]))?(?P<month>十[一二]|[一二三四五六七八九十]|1[0-2]|0?[1-9])(?:月份?)?"
    r"(?:台账|明细|表)?"
)


def sheet_month(name: str) -> tuple[int | None, int | None]:
    """The year and the month that a sheet's name says: 3月, 三月份, 2026年3月, 2026.3, 2026年; None where it
    says none."""
    form = normal(name)
    if match := re.fullmatch(r"((?:19|20)\d\d)年?度?", form):
        return int(match[1]), None
    match = _SHEET_MONTH.fullmatch(form)
    if match is None or (match["year"] is None and "月" not in form):
        return None, None
    month = _MONTHS.get(match["month"]) or int(match["month"])
    return (int(match["year"]) if match["year"] else None), month
