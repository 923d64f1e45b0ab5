"""The offered rules of inspection are met by completed rounds, and by nothing that is only begun."""

from __future__ import annotations

from datetime import date

import pytest

from civdesk.desk import assessing, offered, records, rounds, rounds_closing, rounds_reports, rounds_results
from civdesk.domain.periods import Period
from civdesk.store.workspace import Workspace

DAY = date(2026, 11, 18)


@pytest.fixture
def ws(workspace: Workspace) -> Workspace:
    records.add(workspace, "department", {"title": "党政办", "kind": "股室"}, today=DAY)
    records.add(workspace, "site", {"title": "大厅", "key_site": "是"}, today=DAY)
    return workspace


def done(ws: Workspace, form: str, day: date = DAY) -> str:
    one = rounds.new(ws, form, day, inspectors=["赵明"])
    rounds.fill_good(ws, one.id)
    for answer in rounds.get(ws, one.id).answers:
        if not answer.result:
            rounds.answer(ws, one.id, answer.item, answer.subject, "2")
    rounds_closing.close(ws, one.id, today=day)
    return one.id


def state(ws: Workspace, key: str, period: Period) -> str:
    """How an offered rule stands after a period."""
    rule = {name: value for name, value in offered.find(key).rule.items() if name != "ref"}
    name = f"try_{len(assessing.all_standards(ws))}"
    indicator = {"code": "1", "title": "检查", "rules": [rule]}
    assessing.install_standard(ws, {"key": name, "title": name, "indicators": [indicator]}, active=True)
    return assessing.assess(ws, name, date(2026, 12, 31), period=period).indicator("1").rules[0].state.value


WEEK = Period(date(2026, 11, 16), date(2026, 11, 22))
MONTH = Period(date(2026, 11, 1), date(2026, 11, 30))
HALF = Period(date(2026, 7, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("form", "rule", "times", "period"),
    [
        ("patrol", "patrol_four_a_day", 4, Period(DAY, DAY)),
        ("patrol_weekly", "hygiene_weekly", 1, WEEK),
        ("hygiene_monthly", "hygiene_monthly", 1, MONTH),
        ("sweep_daily", "cleaning_daily", 1, Period(DAY, DAY)),
        ("sweep_weekly", "cleaning_weekly", 1, WEEK),
        ("rubbish", "rubbish_daily", 1, Period(DAY, DAY)),
        ("cooling_daily", "cold_store_daily", 1, Period(DAY, DAY)),
        ("utilities_monthly", "wiring_monthly", 1, MONTH),
        ("season", "air_conditioners", 1, HALF),
        ("unannounced", "spot_checks_monthly", 1, MONTH),
        ("leader_day", "leader_on_duty", 1, Period(DAY, DAY)),
        ("test_weekly", "weekly_test", 1, WEEK),
    ],
)
def test_a_rule_is_met_by_its_rounds(ws: Workspace, form: str, rule: str, times: int, period: Period) -> None:
    ids = [done(ws, form) for _ in range(times - 1)]
    one = rounds.new(ws, form, DAY, inspectors=["赵明"])
    assert state(ws, rule, period) == "overdue", "a round that is only begun does not count"
    rounds.delete(ws, one.id)
    ids.append(done(ws, form))
    assert state(ws, rule, period) == "met"
    rounds_closing.reopen(ws, ids[0])
    rounds_closing.close(ws, ids[0], today=DAY)
    assert state(ws, rule, period) == "met", "completed anew it still counts once"


def test_a_check_that_is_made_known_meets_the_second_rule(ws: Workspace) -> None:
    """T29: 检查情况给予通报."""
    id = done(ws, "patrol_weekly")
    assert state(ws, "hygiene_circulated", WEEK) != "met"
    rounds_reports.circulated(ws, id, "各股室", DAY)
    assert state(ws, "hygiene_circulated", WEEK) == "met"


def test_the_flags_of_a_month_meet_their_rules(ws: Workspace) -> None:
    """T55: one red flag, one pace-setter, one yellow card each month."""
    names = ("党政办", "综合股", "计财股")
    for name in names[1:]:
        records.add(ws, "department", {"title": name, "kind": "股室"}, today=DAY)
    one = rounds.new(ws, "test_weekly", DAY)
    for name, score in zip(names, ("95", "90", "70"), strict=True):
        rounds.answer(ws, one.id, "test", name, score)
    rounds_closing.close(ws, one.id, today=DAY)
    assert state(ws, "monthly_verdict", MONTH) == "overdue"
    for outcome, name in zip(("红旗", "标兵", "黄牌"), names, strict=True):
        rounds_results.give(ws, "review_monthly", DAY, outcome, name, today=DAY)
    assert state(ws, "monthly_verdict", MONTH) == "met"
    assert state(ws, "monthly_flags", MONTH) == "met", "the quotas are kept to"
