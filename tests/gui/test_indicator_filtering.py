"""Which indicators pass, and how many each choice would leave: without a window."""

from __future__ import annotations

from datetime import date

import pytest

from civdesk.desk.assessing import Assessment, IndicatorReport
from civdesk.desk.registers import Meant
from civdesk.domain.periods import calendar_year
from civdesk.domain.rules import State
from civdesk.domain.standards import Indicator, Standard
from civdesk.gui.indicators.filtering import Filtering, Wanted


def report(one: Indicator, state: State, *, leaf: bool = True) -> IndicatorReport:
    return IndicatorReport(one, leaf, 0, state, state, None, None, (), (), None)


@pytest.fixture
def filtering() -> Filtering:
    reports = (
        report(Indicator("一", "学习", lead=("党政办",), methods=("材料审核",)), State.OVERDUE, leaf=False),
        report(Indicator("一-1", "集体学习", "一"), State.OVERDUE),
        report(Indicator("一-2", "道德讲堂", "一", lead=("工会",), owner=("王秀红",)), State.MET),
        report(Indicator("二", "志愿服务", support=("各股室",), methods=("实地考察",)), State.SHORT),
    )
    standard = Standard("s", "标准", indicators=tuple(one.indicator for one in reports))
    meant = Meant({"各股室": ("党政办", "计财股")})
    on = date(2026, 7, 31)
    return Filtering(Assessment(standard, on, calendar_year(2026), None, reports, meant))


def passing(filtering: Filtering, **wanted: object) -> list[str]:
    asked = filtering.effective(Wanted(**wanted))  # type: ignore[arg-type]
    return [code for code in ("一", "一-1", "一-2", "二") if filtering.passes(code, asked)]


def test_what_an_indicator_does_not_say_is_as_above_it(filtering: Filtering) -> None:
    assert passing(filtering, department="党政办") == ["一-1", "二"]
    assert passing(filtering, department="计财股") == ["二"]
    assert passing(filtering, method="材料审核") == ["一-1", "一-2"]
    assert passing(filtering, person="王秀红") == ["一-2"]


def test_states_and_text(filtering: Filtering) -> None:
    assert passing(filtering, states=frozenset({"overdue", "short"})) == ["一-1", "二"]
    assert passing(filtering, text="ddjt") == ["一-2"]
    assert passing(filtering, text="学习") == ["一", "一-1", "一-2"], "a group with all that stands below it"
    assert passing(filtering, text="一-2") == ["一-2"]


def test_what_this_standard_does_not_know_hides_nothing(filtering: Filtering) -> None:
    assert passing(filtering, department="没有这个科室") == ["一-1", "一-2", "二"]
    assert not filtering.effective(Wanted(department="没有这个科室", person="谁"))


def test_a_number_says_what_the_choice_would_leave(filtering: Filtering) -> None:
    facets = filtering.facets(Wanted(department="党政办"))
    assert facets.states == {"overdue": 1, "short": 1}
    assert facets.departments == {"党政办": (1, 1), "工会": (1, 0), "计财股": (0, 1)}
    both = filtering.facets(Wanted(states=frozenset({"short"})))
    assert both.states == {"overdue": 1, "met": 1, "short": 1}, "its own choice left out"
    assert both.methods == {"实地考察": 1}


def test_it_comes_back_as_it_was_kept() -> None:
    wanted = Wanted(frozenset({"short"}), "党政办", "材料审核", "王秀红", "学习")
    assert Wanted.kept(wanted.data) == Wanted(frozenset({"short"}), "党政办", "材料审核", "王秀红")
    assert Wanted.kept({"states": ["none such"]}) == Wanted()
