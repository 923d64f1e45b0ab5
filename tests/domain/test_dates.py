"""Dates, periods and hours in every shape that people write, and what is refused instead of guessed."""

from __future__ import annotations

import datetime as dt
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk.domain.dates import DateError, read_date
from civdesk.domain.spans import read_period, read_span, show_period, show_span, write_period

FULL_WIDTH = str.maketrans("0123456789.-/", "０１２３４５６７８９．－／")
CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")


def chinese_number(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{'一二三'[tens - 1]}十"
    return ten + ("" if ten and not ones else "〇一二三四五六七八九"[ones])


SHAPES = [
    lambda d: f"{d.year}-{d.month}-{d.day}",
    lambda d: d.isoformat(),
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: f"{d.year}.{d.month:02}.{d.day:02}.",
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d.year}、{d.month}、{d.day}",
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    lambda d: f"{d.year}年{d.month}月{d.day}号",
    lambda d: f"{d.year}年{d.month}月{d.day}",
    lambda d: f"{d.year}年{d.month}.{d.day}",
    lambda d: f"{d.year}年{d.month}月{d.day}日（星期{'一二三四五六日'[d.weekday()]}）",
    lambda d: f"{d.year}年{d.month}月{d.day}日 周{'一二三四五六日'[d.weekday()]} 上午9:00-11:30",
    lambda d: f"{d.year}{d.month:02}{d.day:02}",
    lambda d: int(f"{d.year}{d.month:02}{d.day:02}"),
    lambda d: float(f"{d.year}{d.month:02}{d.day:02}"),
    lambda d: f"{d.year}—{d.month}—{d.day}",
    lambda d: f"{d.year}.{d.month}.{d.day}".translate(FULL_WIDTH),
    lambda d: f"{d.year}-{d.month}-{d.day}".translate(FULL_WIDTH),
    lambda d: f"\u3000{d.isoformat()}\xa0",
    lambda d: f"{d.isoformat()} 09:30",
    lambda d: f"{d.isoformat()} 9:30:05",
    lambda d: f"{d.isoformat()}T09:30:00",
    lambda d: f"{str(d.year).translate(CHINESE)}年{chinese_number(d.month)}月{chinese_number(d.day)}日",
    lambda d: d,
    lambda d: dt.datetime(d.year, d.month, d.day, 23, 59),
]  # fmt: skip
SERIALS = [
    lambda d: (d - date(1899, 12, 30)).days,
    lambda d: float((d - date(1899, 12, 30)).days) + 0.75,
    lambda d: str((d - date(1899, 12, 30)).days),
    lambda d: f"{(d - date(1899, 12, 30)).days}.0",
]


@given(st.dates(date(1901, 1, 1), date(2100, 12, 31)), st.sampled_from(SHAPES), st.sampled_from([None, 2026]))
def test_any_day_in_any_shape_reads_back(day: date, shape, year) -> None:  # type: ignore[no-untyped-def]
    assert read_date(shape(day), year) == day


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.sampled_from(SERIALS))
def test_any_serial_number_of_our_days_reads_back(day: date, shape) -> None:  # type: ignore[no-untyped-def]
    assert read_date(shape(day)) == day


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_a_day_without_its_year_needs_one(day: date) -> None:
    for text in (f"{day.month}月{day.day}日", f"{day.month}.{day.day}", f"{day.month:02}-{day.day:02}"):
        assert read_date(text, day.year) == day
        with pytest.raises(DateError, match="年份"):
            read_date(text)


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.sampled_from("-./"))
def test_a_year_in_the_end_is_taken_only_when_it_can_be_one_day(day: date, mark: str) -> None:
    text = f"{day.day}{mark}{day.month}{mark}{day.year}"
    if day.day > 12 or day.day == day.month:
        assert read_date(text) == day
    else:
        with pytest.raises(DateError, match="分不清"):
            read_date(text)


@pytest.mark.parametrize(
    ("raw", "hint"),
    [
        ("2026.2.30", "没有这一天"),
        ("2025-2-29", "没有这一天"),
        ("2月30日", "没有这一天"),
        ("2026年13月1日", "没有13月"),
        ("01/02/2026", "分不清"),
        ("26-1-2", "两位"),
        ("26.1.2", "两位"),
        ("26年1月2日", "两位"),
        ("2026年3月", "只到月份"),
        ("2026年3月上旬", "只到月份"),
        ("2026.3", "只到月份"),
        ("2026", "只有年份"),
        (2026, "只有年份"),
        (202603, "只到月份"),
        ("农历八月十五", "农历"),
        ("八月初五", "农历"),
        ("八月十五", "不是日期"),
        ("2026.3.5-3.7", "只写一天"),
        ("2026-3-5至2026-3-7", "只写一天"),
        ("约3月", "不是日期"),
        ("待定", "不是日期"),
        ("2026-1.2", "不是"),
        ("1026-01-01", "年份"),
        ("2026-1-209:00", "不是"),
        ("2026-01-02 25:00", "不是"),
        (60, "不是日期"),
        ("60", "不是日期"),
        (0, "不是日期"),
        (-1, "不是日期"),
        (32873, "不是日期"),
        (73051, "不是日期"),
        (10**18, "不是日期"),
        (float("nan"), "没有日期"),
        (float("inf"), "没有日期"),
        (8.1, "分不清"),
        (True, "不是日期"),
        (date(1900, 1, 5), "年份"),
        ("", "不是日期"),
    ],
)
def test_what_is_no_date_is_refused_with_a_reason(raw: object, hint: str) -> None:
    with pytest.raises(DateError, match=hint):
        read_date(raw)


@pytest.mark.parametrize(
    "raw",
    [
        *("2026·3·5", "2026，3，5", "2026\\3\\5", "2026 03 05", "2026年三月五日", "二〇二六年3月5日（周四）"),
        *(
            "2026年3月5日（正月十七）",
            "2026-3-5(农历正月十七)",
            "2026年3月5日（雷锋节）",
            "2026年3月5日(周四上午9:00)",
        ),
        *("2026年3月5日晚7点", "2026年3月5日早8:30-10:00"),
    ],
)
def test_more_shapes_of_one_day(raw: str) -> None:
    assert read_date(raw) == date(2026, 3, 5)


@pytest.mark.parametrize("raw", ["三月五日", "三月五日上午", "三月五号（星期四）"])
def test_a_day_in_chinese_numerals_without_its_year(raw: str) -> None:
    assert read_date(raw, 2026) == date(2026, 3, 5)
    with pytest.raises(DateError) as asked:
        read_date(raw)
    assert asked.value.ask == "year"
    with pytest.raises(DateError, match="没有13月"):
        read_date("十三月五日", 2026)


@pytest.mark.parametrize(
    "raw", ["2026年3月5日（节前）", "2026年3月5日（拟）", "2026年3月5日（至清明）", "2026年3-5月"]
)
def test_what_makes_a_day_uncertain_is_refused(raw: str) -> None:
    with pytest.raises(DateError):
        read_date(raw)


def test_a_number_cell_with_month_and_day() -> None:
    assert read_date(8.12, 2026) == date(2026, 8, 12)
    assert read_date(8.4, 2026) == date(2026, 8, 4)
    with pytest.raises(DateError, match="10日"):
        read_date(8.1, 2026)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_refusal(text: str) -> None:
    try:
        assert isinstance(read_date(text, 2026), date)
    except DateError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("2026.1-2026.3", "2026-01-01/2026-03-31"),
        ("2026年1月至3月", "2026-01-01/2026-03-31"),
        ("2026年1-3月", "2026-01-01/2026-03-31"),
        ("2026-01-01至2026-03-31", "2026-01-01/2026-03-31"),
        ("2026-01-01/2026-03-31", "2026-01-01/2026-03-31"),
        ("2026/1/2-2026/3/1", "2026-01-02/2026-03-01"),
        ("2026年3月5日—7日", "2026-03-05/2026-03-07"),
        ("2026.3.5-3.7", "2026-03-05/2026-03-07"),
        ("2026.3.5～7", "2026-03-05/2026-03-07"),
        ("2024-2026", "2024-01-01/2026-12-31"),
        ("2002—2004年", "2002-01-01/2004-12-31"),
        ("2026年", "2026-01-01/2026-12-31"),
        ("2026年度", "2026-01-01/2026-12-31"),
        (2026, "2026-01-01/2026-12-31"),
        ("2026年上半年", "2026-01-01/2026-06-30"),
        ("2026年第三季度", "2026-07-01/2026-09-30"),
        ("2026年第一季度至第三季度", "2026-01-01/2026-09-30"),
        ("2026年2月", "2026-02-01/2026-02-28"),
        ("2026-02", "2026-02-01/2026-02-28"),
        ("202602", "2026-02-01/2026-02-28"),
        (2026.12, "2026-12-01/2026-12-31"),
        ("2026年1月至今", "2026-01-01/"),
        ("自2026年1月5日起", "2026-01-05/"),
        ("2026-01-01/", "2026-01-01/"),
        ("2026年3月5日", "2026-03-05/2026-03-05"),
        (46199, "2026-06-26/2026-06-26"),
        (date(2026, 3, 5), "2026-03-05/2026-03-05"),
    ],
)
def test_periods(raw: object, stored: str) -> None:
    assert write_period(*read_period(raw)) == stored


@pytest.mark.parametrize(
    ("raw", "stored"),
    [("1-3月", "2026-01-01/2026-03-31"), ("第二季度", "2026-04-01/2026-06-30"),
     ("3月5日至4月2日", "2026-03-05/2026-04-02"), ("下半年", "2026-07-01/2026-12-31")],
)  # fmt: skip
def test_periods_without_a_year_need_one(raw: str, stored: str) -> None:
    assert write_period(*read_period(raw, 2026)) == stored
    with pytest.raises(DateError, match="年份"):
        read_period(raw)


@pytest.mark.parametrize(
    ("raw", "hint"),
    [
        ("2026.3-2026.1", "早于"),
        ("2026.2.30-2026.3.1", "没有这一天"),
        ("2026.13", "没有13月"),
        ("长期", "不是一段时间"),
        (2026.1, "分不清"),
        ("24-26年", "不是一段时间"),
    ],
)
def test_what_is_no_period_is_refused(raw: object, hint: str) -> None:
    with pytest.raises(DateError, match=hint):
        read_period(raw)


@given(
    st.dates(date(1950, 1, 1), date(2090, 12, 31)),
    st.none() | st.timedeltas(dt.timedelta(0), dt.timedelta(2000)),
)
def test_a_period_shown_reads_back(start: date, length: dt.timedelta | None) -> None:
    end = None if length is None else start + length
    stored = write_period(start, end)
    assert write_period(*read_period(stored)) == stored
    assert write_period(*read_period(show_period(stored))) == stored


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("9:00-11:30", "09:00/11:30"),
        ("9：00～11：30", "09:00/11:30"),
        ("上午9点至11点半", "09:00/11:30"),
        ("9时30分—11时", "09:30/11:00"),
        ("下午2点至4点", "14:00/16:00"),
        ("下午14:30-16:00", "14:30/16:00"),
        ("上午9点至下午3点一刻", "09:00/15:15"),
        ("中午12点到1点", None),
        ("晚上7点半-9点", "19:30/21:00"),
        ("22:00-次日6:00", "22:00/06:00"),
        ("22:00/06:00", "22:00/06:00"),
        ("19:00-24:00", "19:00/24:00"),
        ("上午10点至2点", None),
        ("22:00-6:00", None),
        ("9:00", None),
        ("9:00-9:00", None),
        ("8:30-25:00", None),
        ("全天", None),
    ],
)
def test_hours(raw: str, stored: str | None) -> None:
    if stored:
        assert read_span(raw) == stored
    else:
        with pytest.raises(DateError):
            read_span(raw)


@given(st.times(), st.times())
def test_hours_shown_read_back(start: dt.time, end: dt.time) -> None:
    start, end = start.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0)
    if start != end:
        stored = f"{start:%H:%M}/{end:%H:%M}"
        assert read_span(stored) == stored
        assert read_span(show_span(stored)) == stored


def test_what_a_person_could_add() -> None:
    asked = {
        "3月5日": "year",
        "3.5": "year",
        "03/04/2026": "order",
        "5日": "month",
        5: "month",
        "13/13/2026": "",
    }
    for raw, wanted in asked.items():
        with pytest.raises(DateError) as error:
            read_date(raw)
        assert error.value.ask == wanted, raw


def test_what_a_person_added() -> None:
    assert read_date("03/04/2026", order="month") == date(2026, 3, 4)
    assert read_date("03/04/2026", order="day") == date(2026, 4, 3)
    assert read_date("25/04/2026", order="month") == date(2026, 4, 25)
    assert read_date("5日", 2026, month=3) == date(2026, 3, 5)
    assert read_date(31, 2026, month=3) == date(2026, 3, 31)
    assert read_date("4月2日", 2026, month=3) == date(2026, 4, 2)
    with pytest.raises(DateError, match="只有28天"):
        read_date("30", 2026, month=2)
    with pytest.raises(DateError):
        read_date("5日", month=3)
