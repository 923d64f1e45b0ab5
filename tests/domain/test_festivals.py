"""Festivals on their real days, and working days, against the lunar calendar itself."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunar_python import Lunar, Solar

from civdesk.desk.framing import calendar
from civdesk.domain.definition_errors import DefinitionError
from civdesk.domain.festivals import read_calendar
from civdesk.domain.periods import Period, calendar_year

CALENDAR = calendar()
YEARS = st.integers(2000, 2060)
LUNAR = {
    "春节": (1, 1),
    "元宵节": (1, 15),
    "端午节": (5, 5),
    "七夕节": (7, 7),
    "中秋节": (8, 15),
    "重阳节": (9, 9),
}


@given(YEARS, st.sampled_from(sorted(LUNAR)))
def test_lunar_festivals_fall_on_their_lunar_day(year: int, name: str) -> None:
    festival = CALENDAR.find(name)
    assert festival is not None
    (day,) = festival.days(year)
    found = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    assert (day.year, found.getMonth(), found.getDay()) == (year, *LUNAR[name])


@given(YEARS)
def test_the_eve_is_the_day_before_the_new_year(year: int) -> None:
    eve, new_year = CALENDAR.find("除夕"), CALENDAR.find("春节")
    assert eve and new_year
    assert (new_year.days(year)[0] - eve.days(year)[0]).days == 1


@given(YEARS)
def test_solar_terms(year: int) -> None:
    for name, month, days in (("清明节", 4, (4, 5, 6)), ("冬至", 12, (21, 22, 23))):
        festival = CALENDAR.find(name)
        assert festival is not None
        (day,) = festival.days(year)
        assert (day.year, day.month) == (year, month) and day.day in days
        assert Solar.fromYmd(day.year, day.month, day.day).getLunar().getJieQi() == festival.term


def test_a_festival_may_come_twice_in_a_solar_year_or_never() -> None:
    laba = CALENDAR.find("腊八")
    assert laba is not None
    assert laba.days(2022) == (date(2022, 1, 10), date(2022, 12, 30))
    assert laba.days(2023) == ()
    assert Lunar.fromYmd(2022, 12, 8).getSolar().toYmd() == "2022-12-30"


def test_festivals_answer_to_their_other_names_and_groups() -> None:
    assert [one.name for one in CALENDAR.named(["五一", "劳动节", "国庆"])] == ["劳动节", "国庆节"]
    legal = CALENDAR.falling(["法定节假日"], calendar_year(2026))
    assert [(day.isoformat(), one.name) for day, one in legal] == [
        ("2026-01-01", "元旦"),
        ("2026-02-17", "春节"),
        ("2026-04-05", "清明节"),
        ("2026-05-01", "劳动节"),
        ("2026-06-19", "端午节"),
        ("2026-09-25", "中秋节"),
        ("2026-10-01", "国庆节"),
    ]
    with pytest.raises(KeyError, match="愚人节"):
        CALENDAR.named(["愚人节"])


def test_working_days_follow_the_notice_and_unknown_years_say_so() -> None:
    assert not CALENDAR.works(date(2026, 2, 16)), "a Monday off"
    assert CALENDAR.works(date(2026, 2, 14)), "a Saturday worked"
    assert not CALENDAR.works(date(2026, 11, 22)) and CALENDAR.works(date(2026, 11, 23))
    assert CALENDAR.works(date(2031, 10, 1)), "nobody knows the notice of 2031: a Wednesday"
    assert CALENDAR.unknown(Period(date(2026, 1, 1), date(2031, 1, 1))) == [2027, 2028, 2029, 2030, 2031]


@pytest.mark.parametrize(
    ("festivals", "place"),
    [
        ({"festival": [{"name": "x"}]}, r"festival\[0\]"),
        ({"festival": [{"name": "x", "day": "13-01"}]}, r"festival\[0\].day"),
        ({"festival": [{"name": "x", "lunar": "01-31"}]}, r"festival\[0\].lunar"),
        ({"festival": [{"name": "x", "term": "冬天"}]}, r"festival\[0\].term"),
        ({"festival": [], "groups": {"节": ["x"]}}, "groups.节"),
    ],
)
def test_a_mistake_in_the_table_is_named_with_its_place(festivals: dict[str, object], place: str) -> None:
    with pytest.raises(DefinitionError, match=place):
        read_calendar(festivals, {})


def test_every_solar_term_is_known_to_the_lunar_calendar() -> None:
    spring = "小寒 大寒 立春 雨水 惊蛰 春分 清明 谷雨 立夏 小满 芒种 夏至"
    autumn = "小暑 大暑 立秋 处暑 白露 秋分 寒露 霜降 立冬 小雪 大雪 冬至"
    names = f"{spring} {autumn}".split()
    terms = read_calendar({"festival": [{"name": name, "term": name} for name in names]}, {})
    for year in (2000, 2026, 2060):
        days = [one.days(year)[0] for one in terms.festivals]
        assert days == sorted(days) and {day.year for day in days} == {year}
