"""What the rows under a header are: records, or totals, signatures, notes, groups and headers again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from civdesk.domain.fields import Kind, as_text
from civdesk.domain.headers import Header
from civdesk.domain.text import normal


class RowKind(StrEnum):
    """A row that is no record, by what it is."""

    TITLE = "title"
    HEADER = "header"
    EMPTY = "empty"
    TOTAL = "total"
    SIGNATURE = "signature"
    NOTE = "note"
    GROUP = "group"


_TOTAL = re.compile(
    r"[^:,;、。]{0,10}?(?:合计|小计|总计|累计|共计|总和)(?:数|\([^)]*\)|\d+[^\d:]{0,3}(?:[,;、].*)?)?(?::.*)?|平均值?"
)
_SIGNED = (
    "填表人?|填报人?|制表人?|审核人?|审批人?|复核人?|编制人?|统计人|记录人|校对人?|核对人?|报送人|单位负责人|部门负责人|科室负责人|"
    "股室负责人|负责人|主要领导|主管领导|分管领导|单位领导|领导签字|经办人|联系人|联系电话|填报单位|填报日期|"
    "填报时间|填表日期|填表时间|制表日期|制表时间|报送单位|报送日期|报送时间|报出日期|签字|签名|盖章|日期"
)
_SIGNATURE = re.compile(
    rf"(?:{_SIGNED})(?:签字|签名|签章|盖章|\((?:签字|签名|签章|盖章|公章)\))?:.*"
    r"|.*\((?:签字|签名|签章|盖章|公章)\)[:：]?(?:\d{4}年.*日)?|(?:单位)?(?:签字|签章|盖章|公章)"
)
_DAY = re.compile(r"(?:\d{4}|20)?年\d{0,2}月\d{0,2}日?")
_OFFICE = re.compile(r".{2,16}(?:局|委|委员会|办公室|办|院|公司|中心|政府|站)")
_PLACED = frozenset({Kind.DEPARTMENT, Kind.DEPARTMENTS, Kind.PLACE})
_NOTE = re.compile(
    r"(?:[※*★]|备?注[\d一二三四五]?[:.、]|(?:附注|说明|备注|填[表报写]说明|填报要求|注意事项|注意|提示|要求)[\d一二三四五]?:).*"
    r"|\(?注\)?|\(注.*\)"
)
_NOTE_GOES_ON = re.compile(r"(?:\(?\d{1,2}[.、)]|[①-⑳]|[一二三四五六七八九十]+[、.]).*")
_GROUP = re.compile(
    r"(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十]+\)|第[一二三四五六七八九十\d]+(?:季度|部分|类|批|期)).*"
    r"|\d{4}年(?:\d{1,2}月份?|[上下]半年|第?[一二三四]季度|度)?|\d{1,2}月份?|[一二三四五六七八九十]+月份?|[上下]半年"
)


def row_kind(header: Header, cells: Mapping[int, object], before: RowKind | None = None) -> RowKind | None:
    """What a row below (or above) the header is; None: a record.

    `cells` are its own non-empty ones, before merged cells are filled down; `before` is the last row's kind,
    `EMPTY` also where free rows follow a record.
    """
    there = sorted(cells)
    if not there:
        return RowKind.EMPTY
    first = normal(as_text(cells[there[0]]))
    if first in header.texts.get(there[0], ()) and _is_header(header, cells):
        return RowKind.HEADER
    if _counts_columns(first, cells):
        return RowKind.HEADER
    # The label of a total may stand beside a serial number, but not where a record has its text.
    if any(_TOTAL.fullmatch(normal(as_text(cells[index]))) for index in there[:2]):
        return RowKind.TOTAL
    if _SIGNATURE.fullmatch(first):
        return RowKind.SIGNATURE
    if len(there) <= 2 and _NOTE.fullmatch(first):
        return RowKind.NOTE
    if len(there) == 1 and isinstance(cells[there[0]], str):
        if before is RowKind.NOTE and _NOTE_GOES_ON.fullmatch(first):
            return RowKind.NOTE
        if _GROUP.fullmatch(first):
            return RowKind.GROUP
        # The unit alone, a free row below the records.
        if before is RowKind.EMPTY and _OFFICE.fullmatch(first) and not _is_told(header, there[0]):
            return RowKind.SIGNATURE
        # The unit, or the day, under those who signed.
        if before in _AFTER_ALL and (_DAY.fullmatch(first) or not _is_demanded(header, there[0])):
            return RowKind.SIGNATURE
    if any((column := header.columns.get(index)) and column.field for index in there):
        return None
    texts = [normal(as_text(cells[index])) for index in there]
    # Numbered in advance and never filled in.
    if (column := header.columns.get(there[0])) and column.is_serial and all(t.isdecimal() for t in texts):
        return RowKind.EMPTY
    return RowKind.NOTE if before is RowKind.NOTE or len("".join(texts)) > 20 else RowKind.GROUP


def _counts_columns(first: str, cells: Mapping[int, object]) -> bool:
    """The row of many forms that numbers the columns: 1 2 3 4, 甲 乙 1 2, (1) (2) (3)."""
    if len(cells) < 3 or first.strip("()") not in ("1", "甲"):
        return False
    marks = [normal(as_text(cells[index])).strip("()") for index in sorted(cells)]
    letters = sum(mark in _STEMS for mark in marks)
    numbers = [str(number) for number in range(1, len(marks) - letters + 1)]
    return marks == [*_STEMS[:letters], *numbers]


_STEMS = "甲乙丙丁戊己庚辛壬癸"
_AFTER_ALL = (RowKind.TOTAL, RowKind.SIGNATURE)


def _is_demanded(header: Header, index: int) -> bool:
    """Whether a column holds what a record must have; one cell in another column is no record."""
    column = header.columns.get(index)
    return bool(column and column.field and column.field.required)


def _is_told(header: Header, index: int) -> bool:
    """Whether a unit's name may be all that a row says here: it is named, or the rest is merged over rows."""
    column = header.columns.get(index)
    one = column.field if column else None
    return bool(one and (one.kind in _PLACED or (one.required and one.kind is Kind.TEXT)))


def _is_header(header: Header, cells: Mapping[int, object]) -> bool:
    """The header once more, as on every printed page."""
    same = sum(normal(as_text(value)) in header.texts.get(index, ()) for index, value in cells.items())
    return same == len(cells) and same >= min(2, len(header.texts))
