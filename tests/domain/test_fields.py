"""Every kind of field: what is read, what is shown, what is refused and what only warns."""

from __future__ import annotations

import datetime as dt
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk.domain.fields import (
    LIST_KINDS,
    LONGEST_TEXT,
    Field,
    FieldError,
    Kind,
    Value,
    check_record,
    id_card_holds,
    phone_holds,
    plain,
    read,
    show,
)
from civdesk.domain.ledgers import Ledger, Register

TODAY = date(2026, 11, 21)


def field(kind: Kind, **more: object) -> Field:
    return Field("one", "一项", kind, **more)  # type: ignore[arg-type]


def value(kind: Kind, raw: object, **more: object) -> Value:
    return read(field(kind, **more), raw).value


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("raw", [None, "", "  ", "\u3000", "\xa0\n"])
def test_nothing_is_none(kind: Kind, raw: str | None) -> None:
    assert value(kind, raw, choices=("甲",)) is None


@pytest.mark.parametrize("kind", [Kind.DATE, Kind.PEOPLE, Kind.DEPARTMENT, Kind.INTEGER, Kind.CHOICE])
@pytest.mark.parametrize("raw", ["-", "—", "/", "——"])
def test_a_dash_in_a_form_is_nothing(kind: Kind, raw: str) -> None:
    assert value(kind, raw, choices=("甲",)) is None


def test_none_is_nobody_but_no_number_and_kept_in_a_text() -> None:
    assert value(Kind.PEOPLE, "无") is None
    assert value(Kind.TEXT, "无") == "无"
    assert value(Kind.CHOICE, "无", choices=("有", "无")) == "无"
    with pytest.raises(FieldError):
        value(Kind.INTEGER, "无")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (13000000000, "13000000000"),
        (1.3e10, "13000000000"),
        (1.0, "1"),
        (0.1 + 0.2, "0.3"),
        ("0001", "0001"),
        (" 甲\t", "甲"),
        (True, "是"),
        (date(2026, 1, 2), "2026-01-02"),
        (dt.datetime(2026, 1, 2), "2026-01-02"),
        (dt.datetime(2026, 1, 2, 9, 30), "2026-01-02 09:30"),
        (dt.time(9, 30), "09:30"),
        ("甲 \n 乙", "甲 乙"),
        ('=HYPERLINK("http://example.invalid","点此")', '=HYPERLINK("http://example.invalid","点此")'),
    ],
)
def test_a_cell_as_text(raw: object, text: str) -> None:
    assert value(Kind.TEXT, raw) == text


def test_long_text_keeps_its_lines_and_document_numbers_their_brackets() -> None:
    assert value(Kind.LONG, "一\r\n二\n") == "一\n二"
    assert value(Kind.NUMBER, "市文明委〔2026〕1号") == "市文明委〔2026〕1号"
    assert value(Kind.NUMBER, "市文明委[2026]1号") == "市文明委[2026]1号"


def test_text_that_no_cell_could_hold() -> None:
    assert value(Kind.LONG, "长" * LONGEST_TEXT) == "长" * LONGEST_TEXT
    with pytest.raises(FieldError, match="太长"):
        value(Kind.LONG, "长" * (LONGEST_TEXT + 1))
    reading = read(field(Kind.TEXT), "甲\x07乙\ud800")
    assert reading.value == "甲乙"
    assert reading.warnings


@pytest.mark.parametrize("raw", ["√", "✓", "是", "有", "对", "Y", "yes", "1", 1, True, "Ｙ", "已注册"])
def test_yes(raw: object) -> None:
    assert read(Field("v", "注册志愿者", Kind.YES_NO), raw).value == 1


@pytest.mark.parametrize("raw", ["×", "✗", "否", "无", "没有", "N", "no", "0", 0, False, "x", "未注册"])
def test_no(raw: object) -> None:
    assert read(Field("v", "注册志愿者", Kind.YES_NO), raw).value == 0


@pytest.mark.parametrize("raw", ["也许", "2", "□", "已办", "部分"])
def test_neither_yes_nor_no(raw: str) -> None:
    with pytest.raises(FieldError, match="是或否"):
        read(Field("v", "注册志愿者", Kind.YES_NO), raw)


def test_choices_are_found_whatever_their_width() -> None:
    choices = ("在职", "A类（一）")
    assert value(Kind.CHOICE, " 在 职 ", choices=choices) == "在职"
    assert value(Kind.CHOICE, "a类(一)", choices=choices) == "A类（一）"
    with pytest.raises(FieldError, match="在职、A类（一）"):
        value(Kind.CHOICE, "借用", choices=choices)
    assert value(Kind.CHOICE, "借用", choices=choices, open=True) == "借用"
    assert value(Kind.CHOICES, "在职；在职/借用", choices=choices, open=True) == ["在职", "借用"]
    with pytest.raises(FieldError):
        value(Kind.CHOICES, "在职、借用", choices=choices)


def test_people_and_departments() -> None:
    assert value(Kind.PEOPLE, "孙娜伟、吴艳、卫丽等") == ["孙娜伟", "吴艳", "卫丽"]
    assert value(Kind.DEPARTMENTS, "党政办 综合股") == ["党政办", "综合股"]
    assert value(Kind.PERSON, "张　三") == "张三"
    several = read(field(Kind.PERSON), "张三、李四")
    assert several.value == "张三、李四"
    assert several.warnings


def test_units_of_the_header_convert() -> None:
    money = field(Kind.AMOUNT, unit="元", decimals=2)
    assert read(money, 1.5, unit="万元").value == 1500000
    assert read(money, "3000元", unit="万元").value == 300000


def test_dates_to_come_warn_unless_they_lie_ahead_by_nature() -> None:
    day = Field("date", "活动日期", Kind.DATE)
    assert read(day, "2026-11-22", today=TODAY).warnings
    assert not read(day, "2026-11-21", today=TODAY).warnings
    assert not read(day, "2026-11-22").warnings
    assert not read(Field("deadline", "整改时限", Kind.DATE), "2027-01-01", today=TODAY).warnings


def test_a_limit_may_be_a_phrase_and_says_how_it_was_read() -> None:
    limit = Field("deadline", "整改时限", Kind.DATE)
    for phrase, day in (
        ("6月底前", "2026-06-30"),
        ("12月10日前", "2026-12-10"),
        ("12月上旬", "2026-12-10"),
        ("11月前", "2026-10-31"),
        ("次年4月底前", "2027-04-30"),
    ):
        got = read(limit, phrase, year=2026)
        assert (got.value, phrase in got.warnings[0], day in got.warnings[0]) == (day, True, True)
        with pytest.raises(FieldError, match="没有写年份") as told:
            read(limit, phrase)
        assert told.value.ask == "year"
    assert read(limit, "2027年3月底前").value == "2027-03-31"
    for word in ("长期坚持", "立即整改", "节前"):
        with pytest.raises(FieldError, match="不是日期"):
            read(limit, word, year=2026)
    with pytest.raises(FieldError):
        read(Field("date", "发现日期", Kind.DATE), "6月底前", year=2026)


def test_odd_identity_and_phone_numbers_warn() -> None:
    assert id_card_holds("11010519491231002X")
    assert id_card_holds("11010519491231002x")
    assert not id_card_holds("110105194912310021")
    assert not id_card_holds("11010519491331002X")
    assert not id_card_holds("000000197001010000")
    assert phone_holds("13000000000")
    assert phone_holds("010-62345678、138****0000")
    assert not phone_holds("1300000000")
    card = field(Kind.TEXT, check="id_card")
    assert not read(card, "11010519491231002X").warnings
    assert "丢失" in read(card, 110105194912310000).warnings[0]
    assert read(field(Kind.TEXT, check="phone"), 1300000).warnings


def test_plain_values_are_json() -> None:
    assert plain(field(Kind.AMOUNT, decimals=2), 2250) == 22.5
    assert plain(field(Kind.AMOUNT, decimals=2), 2200) == 22
    assert isinstance(plain(field(Kind.AMOUNT, decimals=2), 2200), int)
    assert plain(field(Kind.YES_NO), 1) is True
    assert plain(field(Kind.PEOPLE), ["张三"]) == ["张三"]
    assert plain(field(Kind.DATE), None) is None


def test_a_record_as_a_whole() -> None:
    ledger = Ledger(
        "staff", "人员", "名册",
        (
            Field("title", "姓名", Kind.TEXT, required=True),
            Field("joined_on", "到岗日期", Kind.DATE),
            Field("left_on", "离岗日期", Kind.DATE),
        ),
        title_field="title",
        register=Register("title", "joined_on", "left_on"),
    )  # fmt: skip
    assert check_record(ledger, {"title": "张三"}) == []
    assert [key for key, _ in check_record(ledger, {"title": None})] == ["title"]
    values: dict[str, Value] = {"title": "张三", "joined_on": "2026-02-01", "left_on": "2026-01-01"}
    assert [key for key, _ in check_record(ledger, values)] == ["left_on"]


# --- everything that is stored is shown so that it reads back ----------------------------------------

_DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
_NAME = st.text("张王李赵孙周吴郑伟芳娜敏静强磊军洋勇艳", min_size=2, max_size=3)
_LINE = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn", "Co")), min_size=1, max_size=40
)


@given(st.data())
def test_what_is_shown_reads_back(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(list(Kind)))
    one = field(kind, choices=("甲", "乙类", "丙/丁"), decimals=data.draw(st.integers(0, 4)), minimum=None)
    match kind:
        case Kind.INTEGER:
            one = field(kind, minimum=None)
            stored: Value = data.draw(st.integers(-(2**53), 2**53))
        case Kind.AMOUNT:
            stored = data.draw(st.integers(-(2**53), 2**53))
        case Kind.DATE:
            stored = data.draw(_DAYS).isoformat()
        case Kind.PERIOD:
            start, end = sorted((data.draw(_DAYS), data.draw(_DAYS)))
            stored = f"{start}/{data.draw(st.sampled_from([end.isoformat(), '']))}"
        case Kind.SPAN:
            stored = data.draw(st.sampled_from(["09:00/11:30", "22:00/06:00", "19:00/24:00"]))
        case Kind.CHOICE:
            stored = data.draw(st.sampled_from(one.choices))
        case Kind.CHOICES:
            stored = data.draw(st.lists(st.sampled_from(one.choices[:2]), min_size=1, unique=True))
        case Kind.YES_NO:
            stored = data.draw(st.integers(0, 1))
        case Kind.PEOPLE | Kind.DEPARTMENTS:
            stored = data.draw(st.lists(_NAME, min_size=1, max_size=5))
        case Kind.PERSON:
            stored = data.draw(_NAME)
        case _:
            stored = data.draw(_LINE.map(lambda text: text.strip()).filter(lambda text: len(text) > 4))
    assert read(one, show(one, stored)).value == stored
    assert isinstance(stored, list) == (kind in LIST_KINDS)


@given(
    st.sampled_from(list(Kind)),
    st.none()
    | st.text(max_size=40)
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times(),
)
def test_any_cell_is_read_or_refused_in_chinese(kind: Kind, raw: object) -> None:
    try:
        reading = read(field(kind, choices=("甲",)), raw, year=2026, today=TODAY)
    except FieldError as error:
        assert any("\u4e00" <= char <= "\u9fff" for char in error.message)
    else:
        assert reading.value != "" and reading.value != []
        if isinstance(reading.value, str):
            reading.value.encode("utf-8")
