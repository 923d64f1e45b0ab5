"""Forms as a unit makes them: edited, refused, resting, from a day on, with a line from which points pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from civdesk.desk import forms, history, records, rounds, rounds_closing, rounds_due, rounds_problems
from civdesk.domain.forms import Form, Item, Subject
from civdesk.domain.rounds import BAD, Round
from civdesk.errors import WrongUse
from civdesk.store.workspace import Workspace

TODAY = date(2026, 11, 20)


@pytest.fixture
def ws(workspace: Workspace) -> Workspace:
    """Three departments and a site."""
    for name in ("党政办", "综合股", "计财股"):
        records.add(workspace, "department", {"title": name, "kind": "股室"}, today=TODAY)
    records.add(workspace, "site", {"title": "服务大厅", "kind": "服务窗口"}, today=TODAY)
    return workspace


def daily(ws: Workspace, day: date) -> Round:
    """A completed daily round in which all is good."""
    one = rounds.new(ws, "hygiene_daily", day)
    rounds.fill_good(ws, one.id)
    rounds_closing.close(ws, one.id, today=day)
    return rounds.get(ws, one.id)


def with_item(form: Form, key: str, **changes: object) -> Form:
    """The form with an item changed."""
    items = [replace(one, **changes) if one.key == key else one for one in form.items]  # type: ignore[arg-type]
    return replace(form, items=tuple(items))


def test_a_form_is_edited_and_old_rounds_still_tell(ws: Workspace) -> None:
    one = daily(ws, TODAY)
    form = rounds.form(ws, "hygiene_daily")
    form = with_item(form, "papers", hidden=True)
    form = forms.with_items(form, [Item("", "门口无烟头", points=200), *form.items, Item("", " ")])
    forms.save(ws, form)
    new = rounds.new(ws, "hygiene_daily", TODAY + timedelta(days=3))
    assert [rounds.form(ws, "hygiene_daily").item(key).title for key in new.items] == [
        "门口无烟头",
        "整洁有序",
        "窗明几净",
    ]
    assert len(rounds.get(ws, one.id).answers) == 9
    history.undo(ws)
    history.undo(ws)
    assert rounds.form(ws, "hygiene_daily").shown[0].title == "整洁有序"


def test_a_form_that_would_not_do_is_refused(ws: Workspace) -> None:
    form = rounds.form(ws, "hygiene_daily")
    for wrong, said in (
        (forms.with_items(form, [*form.items, Item("", "整洁有序")]), "写了两次"),
        (with_item(form, "tidy", title=""), "要有名称"),
        (with_item(form, "tidy", how="score"), "请写分值"),
        (with_item(form, "tidy", how="count", at_least=3, at_most=2), "最少不能大于最多"),
        (forms.new(ws, "卫生周报", ""), "已经有一张"),
    ):
        with pytest.raises(WrongUse, match=said):
            forms.save(ws, wrong)
    month = rounds.form(ws, "hygiene_monthly")
    with pytest.raises(WrongUse, match="成了圈"):
        forms.save(ws, replace(month, feeds="hygiene_daily"))
    with pytest.raises(WrongUse, match="不是名册"):
        forms.save(ws, replace(form, subject=Subject("meeting")))


def test_a_form_that_rests_asks_for_nothing(ws: Workspace) -> None:
    daily(ws, date(2026, 7, 1))
    days = (date(2026, 7, 1), date(2026, 8, 31))
    before = rounds_due.due(ws, *days, TODAY, "hygiene_daily")
    forms.pause(ws, ["hygiene_daily", "hygiene_weekly"], date(2026, 7, 13), date(2026, 7, 26), "放假")
    asked = rounds_due.due(ws, *days, TODAY, "hygiene_daily")
    assert len(before) - len(asked) == 10, "two weeks of workdays are not missing"
    assert not any(date(2026, 7, 13) <= one.start <= date(2026, 7, 26) for one in asked)
    rounds.new(ws, "hygiene_weekly", date(2026, 7, 1))
    weeks = [one.start for one in rounds_due.due(ws, *days, TODAY, "hygiene_weekly")]
    assert date(2026, 7, 6) in weeks and date(2026, 7, 13) not in weeks and date(2026, 7, 27) in weeks
    for start, end, why, said in (
        (date(2026, 7, 20), date(2026, 7, 30), "放假", "已经停查"),
        (date(2026, 8, 2), date(2026, 8, 1), "放假", "不能早于"),
        (date(2026, 8, 1), date(2026, 8, 2), " ", "为什么"),
    ):
        with pytest.raises(WrongUse, match=said):
            forms.pause(ws, ["hygiene_daily"], start, end, why)
    forms.resume(ws, ["hygiene_daily"], date(2026, 7, 20))
    assert len(before) - len(rounds_due.due(ws, *days, TODAY, "hygiene_daily")) == 5
    history.undo(ws)
    assert len(before) - len(rounds_due.due(ws, *days, TODAY, "hygiene_daily")) == 10
    assert forms.resume(ws, ["hygiene_daily"], TODAY) is None, "nothing rests then"


def test_a_form_asks_from_the_day_it_names(ws: Workspace) -> None:
    form = rounds.form(ws, "hygiene_daily")
    forms.save(ws, replace(form, since=date(2026, 11, 17)))
    asked = rounds_due.due(ws, date(2026, 11, 1), TODAY, TODAY, "hygiene_daily")
    assert [one.start.day for one in asked] == [17, 18, 19, 20], "though nobody began with it"
    daily(ws, date(2026, 3, 2))  # one of the spring, brought in afterwards
    assert len(rounds_due.due(ws, date(2026, 1, 1), TODAY, TODAY, "hygiene_daily")) == 4


def test_points_taken_off_are_no_failure_but_may_become_a_problem(ws: Workspace) -> None:
    one = rounds.new(ws, "order_quarterly", TODAY)
    who = one.subjects[0]
    rounds.answer(ws, one.id, "order", who, "96")
    assert rounds.get(ws, one.id).answer("order", who).result == "good"
    made = rounds_problems.problem(ws, one.id, "order", who, today=TODAY)
    title = str(records.get(ws, "problem", made.problem).values["title"])
    assert title.endswith("扣4分")
    rounds.answer(ws, one.id, "order", who, "100")
    assert records.find(ws, "problem") == [], "a slip: nothing lacks after all"
    rounds.answer(ws, one.id, "order", who, "59")
    assert rounds.get(ws, one.id).answer("order", who).result == BAD
    form = rounds.form(ws, "order_quarterly")
    forms.save(ws, forms.set_pass(form, 97))
    rounds.answer(ws, one.id, "order", who, "96")
    assert rounds.get(ws, one.id).answer("order", who).result == BAD, "the unit's own line"


def test_the_shell_of_the_four_duties_becomes_a_form(ws: Workspace) -> None:
    form = rounds.form(ws, "four_duties")
    forms.save(ws, forms.with_items(form, [*form.items, Item("", "门前卫生", red_line=True)]))
    one = rounds.new(ws, "four_duties", TODAY)
    rounds.answer(ws, one.id, one.items[0], "服务大厅", "x")
    assert rounds.get(ws, one.id).answers[0].result == BAD
    assert isinstance(rounds.form(ws, "four_duties").items[0], Item)
