"""The kinds of field a ledger has: reading what was typed or stands in a cell, and showing what is stored."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from civdesk.domain import text as texts
from civdesk.domain.dates import DateError, read_date
from civdesk.domain.numbers import NumberError, read_number, show_number
from civdesk.domain.phrases import deadline
from civdesk.domain.spans import read_period, read_span, show_period, show_span, write_period
from civdesk.errors import WrongUse

if TYPE_CHECKING:
    from civdesk.domain.ledgers import Ledger

Value: TypeAlias = str | int | list[str] | None
LONGEST_TEXT = 32_767  # what one cell of a spreadsheet holds; more would be cut without a word


class Kind(StrEnum):
    """What a field holds; decides how it is read, stored and shown."""

    TEXT = "text"
    LONG = "long_text"
    INTEGER = "integer"
    AMOUNT = "amount"
    DATE = "date"
    PERIOD = "period"
    SPAN = "time_span"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    PERSON = "person"
    PEOPLE = "people"
    DEPARTMENT = "department"
    DEPARTMENTS = "departments"
    PLACE = "place"
    NUMBER = "document_number"


LIST_KINDS = frozenset({Kind.CHOICES, Kind.PEOPLE, Kind.DEPARTMENTS})
_COUNTED = frozenset({Kind.INTEGER, Kind.AMOUNT})
_TEXTS = frozenset({Kind.TEXT, Kind.LONG, Kind.NUMBER})


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a ledger.

    Attributes:
        unit: what the number counts; `decimals` of an amount, which is stored scaled by 10**decimals.
        choices: what a choice offers; an `open` one also keeps what is none of them.
        synonyms: other names of the column in sheets that come in.
        totals: whether sheets and reports add it up.
        minimum: the least number allowed, in `unit`; None for no limit.
        sensitive: masked in what goes out to the public.
        default: what an empty new record has, as typed.
        check: "id_card" or "phone": a text that looks odd warns; "name": 张　三 is kept as 张三.
        hidden: the clerk put it away; its data stays, and sheets and rules still find it.
    """

    key: str
    title: str
    kind: Kind
    required: bool = False
    unit: str = ""
    decimals: int = 0
    choices: tuple[str, ...] = ()
    open: bool = False
    synonyms: tuple[str, ...] = ()
    totals: bool = False
    minimum: int | None = 0
    sensitive: bool = False
    help: str = ""
    default: str = ""
    check: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A value that could be read, and what looked odd about it, in Chinese."""

    value: Value
    warnings: tuple[str, ...] = ()


class FieldError(WrongUse):
    """A value that the field cannot hold; the message is one Chinese sentence without a full stop.
    `ask` is that of a DateError: what a person could add so that it can be read."""

    kind = "wrong_value"
    ask = ""


def read(
    field: Field,
    raw: object,
    *,
    year: int | None = None,
    month: int | None = None,
    order: str = "",
    today: date | None = None,
    unit: str = "",
) -> Reading:
    """The value of a spreadsheet cell or a typed text; nothing in it is None.

    `raw` is a str, int, float, bool, date, datetime, time or None. `year` completes dates without one, and
    `month` and `order` help as `read_date` says; with `today`, later dates warn; `unit` is the unit of bare
    numbers where it is not the field's own.
    Raises FieldError when it cannot be read without guessing.
    """
    if raw is None or (isinstance(raw, str) and _is_empty(field, raw)):
        return Reading(None)
    try:
        if field.kind in _TEXTS:
            return _read_text(field, raw)
        if field.kind in _COUNTED:
            return Reading(
                read_number(raw, unit=field.unit, decimals=field.decimals, given=unit, minimum=field.minimum)
            )
        if field.kind is Kind.DATE:
            try:
                return _read_date(field, read_date(raw, year, month=month, order=order), today)
            except DateError:
                if isinstance(raw, str) and _LIMIT.search(field.title) and deadline(raw, _ANY_YEAR):
                    return _read_limit(field, raw, year)
                raise
        if field.kind is Kind.PERIOD:
            return Reading(write_period(*read_period(raw, year)))
        if field.kind is Kind.SPAN:
            return Reading(read_span(raw))
    except (DateError, NumberError) as error:
        wrong = FieldError(str(error))
        wrong.ask = error.ask if isinstance(error, DateError) else ""
        raise wrong from error
    if field.kind is Kind.YES_NO:
        return Reading(_read_yes_no(field, raw))
    return _read_names(field, _short(as_text(raw)))


def show(field: Field, value: Value) -> str:
    """A value as people read it and as `read` reads it back: 22.5, 是, 张三、李四, 2026-01-02."""
    if value is None:
        return ""
    if isinstance(value, list):
        return texts.join_names(value)
    if isinstance(value, int):
        if field.kind is Kind.YES_NO:
            return "是" if value else "否"
        return show_number(value, field.decimals)
    if field.kind is Kind.PERIOD:
        return show_period(value)
    if field.kind is Kind.SPAN:
        return show_span(value)
    return value


def plain(field: Field, value: Value) -> str | int | float | bool | list[str] | None:
    """A value as JSON has it: amounts as numbers, yes/no as true and false, several as lists."""
    if isinstance(value, int):
        if field.kind is Kind.YES_NO:
            return bool(value)
        scale: int = 10**field.decimals
        return value // scale if value % scale == 0 else value / scale
    return value


def check_record(ledger: Ledger, values: Mapping[str, Value]) -> list[tuple[str, str]]:
    """What is wrong with a record as a whole, as (field key, Chinese sentence): what is required and
    missing, and a membership that ends before it begins."""
    problems = [
        (field.key, f"“{field.title}”不能为空")
        for field in ledger.fields
        if field.required and values.get(field.key) in (None, "", [])
    ]
    if ledger.register and ledger.register.start and ledger.register.end:
        start, end = values.get(ledger.register.start), values.get(ledger.register.end)
        if isinstance(start, str) and isinstance(end, str) and end < start:
            title = ledger.field(ledger.register.start).title
            problems.append((ledger.register.end, f"早于“{title}”，请检查后重写"))
    return problems


def as_text(raw: object) -> str:
    """A cell as the text a reader sees: whole numbers without a point, dates ISO, midnight left out."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float):
        if math.isfinite(raw) and raw.is_integer() and abs(raw) < 1e21:
            return str(int(raw))
        return f"{raw:.15g}"
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == time() else raw.strftime("%Y-%m-%d %H:%M")
    if isinstance(raw, date):
        return raw.isoformat()
    if isinstance(raw, time):
        return raw.strftime("%H:%M")
    return str(raw)


# In a form these say "nothing here"; where any text may stand they are kept as written.
_NOTHING = frozenset({"-", "--", "---", "/", "\\", "//"})
_CHECKED = frozenset({"id_card", "phone"})
_NOBODY = _NOTHING | {"无", "暂无", "没有", "none", "n/a"}


def _is_empty(field: Field, raw: str) -> bool:
    if len(raw) > 12 and not raw.isspace():
        return False
    form = texts.normal(raw)
    if not form:
        return True
    if len(form) > 4 or (
        field.kind in _TEXTS and field.kind is not Kind.NUMBER and field.check not in _CHECKED
    ):
        return False
    if field.kind in _COUNTED:
        return form in _NOTHING
    if field.kind is Kind.YES_NO:
        return form in _NOTHING and form != "×"
    return form in _NOBODY and form not in _by_form(field.choices)


def _short(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise FieldError(f"文字太长（{len(text)}字），表格里最多{LONGEST_TEXT}字，请缩短或作为附件导入")
    return texts.clean(text)


def _read_text(field: Field, raw: object) -> Reading:
    text = as_text(raw)
    warnings = []
    if texts.unwritable(text):
        warnings.append("去掉了看不见的控制字符")
    text = _short(text)
    if field.kind is not Kind.LONG:
        # Typed in front of digits so that the program keeps them as a text.
        text = re.sub(r"^['‘’](?=\d+[Xx]?$)", "", texts.one_line(text))
    if field.check == "name" and len(names := texts.split_names(text)) == 1:
        text = names[0]
    if field.check == "id_card":
        if isinstance(raw, int | float) and len(text) > 15:
            warnings.append(f"“{text}”在表格里存成了数字，后几位可能已丢失，请核对")
        elif not id_card_holds(text):
            warnings.append(f"“{text}”不像身份证号（位数、日期或校验码不对），请核对")
    elif field.check == "phone" and not phone_holds(text):
        warnings.append(f"“{text}”不像电话号码，请核对")
    return Reading(text or None, tuple(warnings))


def _read_date(field: Field, day: date, today: date | None) -> Reading:
    if today and day > today and not _AHEAD.search(field.title):
        return Reading(day.isoformat(), (f"“{field.title}”{day.isoformat()}在今天以后，请核对",))
    return Reading(day.isoformat())


def _read_limit(field: Field, phrase: str, year: int | None) -> Reading:
    """The last day that a phrase leaves (6月底前, 12月10日前), which is told."""
    own = deadline(phrase, _ANY_YEAR) == deadline(phrase, _ANY_YEAR + 4)  # it names its year
    if year is None and not own:
        said = f"“{phrase.strip()}”没有写年份，请写成 2026-01-02 这样，或在导入时指定年份"
        raise DateError(said, "year")
    day = deadline(phrase, year or _ANY_YEAR)
    assert day is not None
    return Reading(day.isoformat(), (f"“{field.title}”“{phrase.strip()}”按 {day} 记",))


def limits_before(ledger: Ledger, values: Mapping[str, Value]) -> list[tuple[str, str]]:
    """Keys of limits that lie before the day of the record itself, each with a sentence: odd, not wrong."""
    day = values.get(ledger.date_field)
    return [
        (one.key, f"“{one.title}”{limit}早于“{ledger.field(ledger.date_field).title}”{day}，请核对")
        for one in ledger.fields
        if one.kind is Kind.DATE
        and _LIMIT.search(one.title)
        and isinstance(limit := values.get(one.key), str)
        and isinstance(day, str)
        and limit < day
    ]


# A date that is a limit is often written as a phrase.
_LIMIT = re.compile("限|截止")
_ANY_YEAR = 2000  # a leap year

# Dates that lie ahead by their nature.
_AHEAD = re.compile("限|截止|到期|计划|预定|预计|下次|有效|届满|结束|失效|离|止|提醒")

_YES = frozenset(["√", "✓", "✔", "☑", "v", "是", "有", "对", "y", "yes", "1", "true", "t", "已"])
_NO = frozenset(["×", "✗", "✘", "x", "否", "无", "没有", "没", "未", "不是", "n", "no", "0", "false", "f"])


def _read_yes_no(field: Field, raw: object) -> int:
    if isinstance(raw, bool | int | float) and raw in (0, 1):
        return int(raw)
    form = texts.normal(as_text(raw))
    if form in _YES:
        return 1
    if form in _NO:
        return 0
    # 已注册 and 未注册 in a column about 注册志愿者.
    if form[:1] in "已未" and form[1:] in texts.normal(field.title):
        return int(form[0] == "已")
    raise FieldError(f"“{as_text(raw).strip()[:40]}”看不出是或否，请写“是”或“否”")


@functools.lru_cache(maxsize=1024)
def _by_form(choices: tuple[str, ...]) -> dict[str, str]:
    return {texts.normal(choice): choice for choice in choices}


def _choose(field: Field, text: str) -> str:
    """The choice that the text means, whatever its width and blanks; an open field keeps another text."""
    found = _by_form(field.choices).get(texts.normal(text))
    if found is None and not field.open:
        raise FieldError(f"“{text[:40]}”不在可选范围内，可选：{texts.join_names(field.choices)}")
    return found or texts.one_line(text)


def _read_names(field: Field, text: str) -> Reading:
    """Choices, people, departments and places."""
    match field.kind:
        case Kind.CHOICE:
            return Reading(_choose(field, text))
        case Kind.CHOICES:
            if texts.normal(text) in _by_form(field.choices):
                return Reading([_choose(field, text)])
            chosen = [_choose(field, item) for item in texts.split_list(text)]
            return Reading(list(dict.fromkeys(chosen)) or None)
        case Kind.PEOPLE | Kind.DEPARTMENTS:
            return Reading(texts.split_names(text) or None)
        case Kind.PERSON:
            names = texts.split_names(text)
            if len(names) > 1:
                return Reading(
                    texts.one_line(text), (f"“{text[:40]}”像是{len(names)}个人，这一项只记一个人",)
                )
            return Reading(names[0] if names else None)
        case _:
            return Reading(texts.one_line(text))


_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_card_holds(text: str) -> bool:
    """Whether an identity number has its length, a day of birth that exists, and (18 digits) its check
    digit by GB 11643 (ISO 7064 MOD 11-2)."""
    text = texts.normal(text)
    if not re.fullmatch(r"[1-9]\d{16}[\dx]|[1-9]\d{14}", text, re.ASCII):
        return False
    born = text[6:14] if len(text) == 18 else "19" + text[6:12]
    try:
        date(int(born[:4]), int(born[4:6]), int(born[6:8]))
    except ValueError:
        return False
    if len(text) == 15:
        return True
    total = sum(int(digit) * weight for digit, weight in zip(text, _ID_WEIGHTS, strict=False))
    return "10x98765432"[total % 11] == text[17]


def phone_holds(text: str) -> bool:
    """Whether every number in the text is a mobile number, or a fixed one with or without its area code;
    a masked one (138****0000) counts."""
    numbers = [re.sub(r"[\s()-]", "", texts.normal(part)) for part in re.split("[、，,；;/]", text)]
    return all(
        re.fullmatch(r"(?:\+?86)?1[3-9][\d*]{9}|(?:0\d{2,3})?[2-8]\d{6,7}(?:转\d+)?", n) for n in numbers
    )
