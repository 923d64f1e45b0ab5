"""说明报告: how long it is, and what a first draft says."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from civdesk.domain.explanations import LIMIT, Event, Share, Told, characters, compose


def test_every_character_counts_but_blanks_and_breaks() -> None:
    assert characters("2026年，开展 6 次。\nABC") == 13 + 1
    assert characters(" \n\u3000\t") == 0


def lecture(number: int) -> Told:
    events = tuple(Event(date(2026, 1 + n % 12, 1 + n % 28), f"第{n + 1}期道德讲堂") for n in range(number))
    return Told("道德讲堂", "期", events, True, sums=(("参加", "320人次"),))


def test_a_paragraph_as_a_clerk_writes_it() -> None:
    share = Share("注册志愿者", "31人", "在职职工", "46人", "67.4%")
    text = compose("2026年以来", [lecture(2)], [share], ["未发生安全事故，有零报告。"])
    assert text == (
        "2026年以来，共开展道德讲堂2期：1月1日“第1期道德讲堂”、2月2日“第2期道德讲堂”；参加320人次。"
        "注册志愿者31人，占在职职工46人的67.4%。未发生安全事故，有零报告。"
    )


def test_papers_and_things() -> None:
    paper = Told(
        "年度计划", "份", (Event(date(2026, 2, 6), "创建计划", "示交〔2026〕8号"),), False, papers=True
    )
    assert (
        compose("2026年", [paper], [], []) == "2026年，有年度计划1份：2月6日《创建计划》（示交〔2026〕8号）。"
    )
    site = Told("宣传点位", "处", (Event(None, "大门“核心”标语"),), False)
    assert compose("2026年", [site], [], []) == "现有宣传点位1处：“大门‘核心’标语”。"


def test_nothing_to_tell_is_nothing() -> None:
    assert compose("2026年", [], [], []) == ""
    assert compose("2026年", [Told("道德讲堂", "期", (), True)], [], []) == ""


@given(st.integers(0, 200), st.integers(0, 6))
def test_a_draft_fits_and_counts_all_it_does_not_name(number: int, shares: int) -> None:
    figures = [Share(f"第{n}项注册志愿者", "31人", "在职职工", "46人", "67.4%") for n in range(shares)]
    text = compose("2026年以来", [lecture(number)], figures, [])
    assert characters(text) <= LIMIT
    if number:
        assert f"共开展道德讲堂{number}期" in text
