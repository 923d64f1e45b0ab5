"""Rounds of inspection: begun, filled in, completed, counted once by the rules; their problems."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from civdesk.desk import (
    evidence,
    forms,
    freezing,
    history,
    records,
    rounds,
    rounds_closing,
    rounds_due,
    rounds_problems,
    rounds_reports,
    rounds_results,
    rounds_sheets,
)
from civdesk.domain.forms import Subject
from civdesk.domain.periods import Period
from civdesk.domain.rounds import Round
from civdesk.errors import Refused, WrongUse
from civdesk.media import sketch
from civdesk.store.workspace import Workspace

TODAY = date(2026, 11, 20)
DEPARTMENTS = ("党政办", "综合股", "计财股")


@pytest.fixture
def ws(workspace: Workspace) -> Workspace:
    """A unit of three departments and a site."""
    for name in DEPARTMENTS:
        records.add(
            workspace, "department", {"title": name, "kind": "股室", "head": f"{name}负责人"}, today=TODAY
        )
    site = {
        "title": "服务大厅",
        "kind": "服务窗口",
        "department": "综合股",
        "owner": "李红",
        "key_site": "是",
    }
    records.add(workspace, "site", site | {"standard": "地面无积水，窗口公示上墙"}, today=TODAY)
    return workspace


def daily(ws: Workspace, day: date, bad: tuple[str, ...] = ()) -> Round:
    """A completed daily round in which these departments were untidy."""
    one = rounds.new(ws, "hygiene_daily", day, inspectors=["赵明"])
    for name in bad:
        rounds.answer(ws, one.id, "tidy", name, "✗")
    rounds.fill_good(ws, one.id)
    rounds_closing.close(ws, one.id, today=day)
    return rounds.get(ws, one.id)


def test_a_new_file_has_the_forms_and_another_install_leaves_the_units_own(ws: Workspace) -> None:
    there = rounds.forms(ws)
    assert len(there) > 30 and there["hygiene_daily"].cadence == "每个工作日"
    edited = replace(there["hygiene_daily"], title="桌面日查")
    forms.save(ws, edited)
    assert ws.operate("refresh", "随程序更新", forms.install).operation is None
    assert rounds.form(ws, "hygiene_daily").title == "桌面日查"


def test_no_two_patrols_at_the_same_time(ws: Workspace) -> None:
    """T28: four a day are four, not one keyed in four times."""
    rounds.new(ws, "patrol", TODAY, time="09:00")
    rounds.new(ws, "patrol", TODAY, time="11:00")
    with pytest.raises(WrongUse, match="已经有一轮"):
        rounds.new(ws, "patrol", TODAY, time="09:00")
    rounds.new(ws, "patrol", TODAY + timedelta(days=1), time="09:00")


def test_whom_a_form_looks_at(ws: Workspace) -> None:
    form = rounds.form(ws, "hygiene_daily")
    assert list(rounds.members(ws, form, TODAY)) == list(DEPARTMENTS)
    only = rounds.form(ws, "village")
    assert list(rounds.members(ws, only, TODAY)) == []
    records.add(ws, "department", {"title": "西江村", "kind": "自然村"}, today=TODAY)
    assert list(rounds.members(ws, only, TODAY)) == ["西江村"], "各自然村 expands to its members"
    one = replace(form, subject=Subject("department", "综合股"))
    assert list(rounds.members(ws, one, TODAY)) == ["综合股"], "a name is as good as a group"
    with pytest.raises(WrongUse, match="没有名为“外单位”的筛选"):
        rounds.members(ws, replace(form, subject=Subject("department", "外单位")), TODAY)
    gone = {"title": "老科室", "kind": "股室", "ended_on": "2026-06-30"}
    records.add(ws, "department", gone, today=TODAY)
    assert "老科室" not in rounds.members(ws, form, TODAY)
    with pytest.raises(WrongUse, match="没有可查的对象"):
        rounds.new(ws, "market", TODAY)
    with pytest.raises(WrongUse, match="还没有检查项目"):
        rounds.new(ws, "four_duties", TODAY)


def test_a_round_is_completed_only_when_everything_is_answered(ws: Workspace) -> None:
    one = rounds.new(ws, "hygiene_daily", TODAY)
    rounds.answer(ws, one.id, "tidy", "党政办", "1")
    with pytest.raises(WrongUse, match="还有 8 项没有填"):
        rounds_closing.close(ws, one.id, today=TODAY)
    rounds_closing.close(ws, one.id, today=TODAY, rest="none")
    with pytest.raises(WrongUse, match="重新填写"):
        rounds.answer(ws, one.id, "tidy", "党政办", "0")


def test_a_round_writes_one_record_and_no_second_one(ws: Workspace) -> None:
    one = daily(ws, TODAY, bad=("计财股",))
    (record,) = records.find(ws, "hygiene_check")
    assert record.id == one.id
    assert (record.values["kind"], record.values["date"]) == ("日查", "2026-11-20")
    assert (record.values["tidy"], record.values["clean"], record.values["problems"]) == (0, 1, 1)
    assert record.values["inspector"] == ["赵明"] and record.values["problem"] == "计财股：整洁有序"
    rounds_closing.reopen(ws, one.id)
    rounds.answer(ws, one.id, "tidy", "计财股", "✓")
    rounds_closing.close(ws, one.id, today=TODAY + timedelta(days=3))
    (record,) = records.find(ws, "hygiene_check")
    assert (record.values["tidy"], record.values["problems"]) == (1, 0)
    assert record.values["date"] == "2026-11-20", "a check counts on its day, whenever it is completed"
    rounds.delete(ws, one.id)
    assert records.find(ws, "hygiene_check") == []
    history.undo(ws)
    assert len(records.find(ws, "hygiene_check")) == 1 and len(rounds.get(ws, one.id).answers) == 9


@pytest.mark.parametrize(
    ("form", "ledger", "wanted"),
    [
        ("patrol", "hygiene_check", {"kind": "巡查", "round": "09:00"}),
        ("patrol_weekly", "hygiene_check", {"kind": "周检"}),
        ("hygiene_monthly", "hygiene_check", {"kind": "月检"}),
        ("sweep_daily", "cleaning", {"kind": "日清扫", "done": 1}),
        ("sweep_weekly", "cleaning", {"kind": "周大扫"}),
        ("rubbish", "cleaning", {"kind": "垃圾清运", "closed": 1}),
        ("cooling_daily", "safety_check", {"kind": "制冷设备", "cadence": "每日"}),
        ("utilities_monthly", "safety_check", {"kind": "水电线路", "cadence": "每月"}),
        ("season", "safety_check", {"kind": "空调开关", "cadence": "换季前"}),
        ("unannounced", "supervision", {"kind": "暗访"}),
        ("leader_day", "duty", {"kind": "领导值日", "leader": "赵明"}),
        ("window", "duty", {"kind": "督查值周", "leader": "赵明"}),
        ("test_weekly", "competition", {"kind": "每周测试", "average": 10000}),
        (
            "no_accidents",
            "zero_report",
            {"none_happened": 1, "incidents": 0, "period": "2026-01-01/2026-12-31"},
        ),
        ("in_place", "duty", {"kind": "迎检到位", "place": "服务大厅", "present": 1}),
    ],
)
def test_the_rules_find_what_a_round_wrote(
    ws: Workspace, form: str, ledger: str, wanted: dict[str, object]
) -> None:
    """T28-T35, T53, T54, T55: the record that each form leaves is the one that the rule counts."""
    one = rounds.new(ws, form, TODAY, time="09:00", inspectors=["赵明", "王芳"])
    rounds.fill_good(ws, one.id)
    for answer in rounds.get(ws, one.id).answers:
        if not answer.result:
            rounds.answer(ws, one.id, answer.item, answer.subject, "2")
    rounds_closing.close(ws, one.id, today=TODAY)
    (record,) = records.find(ws, ledger)
    assert {key: record.values[key] for key in wanted} == wanted


def test_every_shipped_form_can_be_filled_in(ws: Workspace) -> None:
    for key, form in rounds.forms(ws).items():
        if not form.shown:
            continue
        subjects = None if rounds.members(ws, form, TODAY) or not form.subject.register else ["某处"]
        one = rounds.new(ws, key, TODAY, inspectors=["赵明"], subjects=subjects)
        rounds.fill_good(ws, one.id)
        rounds_closing.close(ws, one.id, today=TODAY, rest="none")
        assert rounds.get(ws, one.id).closed
        if form.record:
            assert rounds_closing.record_of(ws, one), key


# --- problems ----------------------------------------------------------------------------------------


def test_one_key_makes_a_whole_problem(ws: Workspace) -> None:
    one = rounds.new(ws, "site_check", TODAY)
    rounds.answer(ws, one.id, "open", "服务大厅", "✗")
    rounds.note(ws, one.id, "open", "服务大厅", "侧门上锁，没有人开")
    made = rounds_problems.problem(ws, one.id, "open", "服务大厅", today=TODAY)
    record = records.get(ws, "problem", made.problem)
    told = {key: record.values[key] for key in ("title", "place", "department", "owner", "kind", "source")}
    assert told == {
        "title": "服务大厅：侧门上锁，没有人开（随时能开门查看）",
        "place": "服务大厅",
        "department": "综合股",
        "owner": ["李红"],
        "kind": "设施设备",
        "source": "自查",
    }
    assert str(record.values["deadline"]) > "2026-11-20" and record.values["number"] == "2026-001"
    assert rounds.get(ws, one.id).answer("open", "服务大厅").problem == made.problem
    again = rounds_problems.problem(ws, one.id, "open", "服务大厅", today=TODAY)
    assert (again.problem, again.new) == (made.problem, False)
    with pytest.raises(WrongUse, match="没有记为不合格"):
        rounds_problems.problem(ws, one.id, "people", "服务大厅", today=TODAY)


def test_a_problem_follows_its_answer(ws: Workspace, tmp_path: Path) -> None:
    one = rounds.new(ws, "hygiene_daily", TODAY)
    rounds.answer(ws, one.id, "tidy", "计财股", "✗")
    made = rounds_problems.problem(ws, one.id, "tidy", "计财股", today=TODAY).problem
    assert records.get(ws, "problem", made).values["department"] == "计财股"
    rounds.note(ws, one.id, "tidy", "计财股", "地上有纸箱")
    assert records.get(ws, "problem", made).values["title"] == "计财股：地上有纸箱（整洁有序）"
    rounds.answer(ws, one.id, "tidy", "计财股", "✓")
    assert records.find(ws, "problem") == [], "a slip leaves no problem"
    history.undo(ws)
    assert len(records.find(ws, "problem")) == 1
    photo = tmp_path / "前.jpg"
    photo.write_bytes(sketch.photo("office", "", 3))
    evidence.import_files(ws, [photo], record=("problem", made), role="before", today=TODAY)
    noted = rounds.answer(ws, one.id, "tidy", "计财股", "✓")
    assert noted.warnings and len(records.find(ws, "problem")) == 1, "with a photo it is no slip"
    records.delete(ws, "problem", [made])
    rounds.answer(ws, one.id, "tidy", "计财股", "✗")
    new = rounds_problems.problem(ws, one.id, "tidy", "计财股", today=TODAY)
    assert new.new and new.problem != made


# --- what is due, weekly and monthly -----------------------------------------------------------------


def test_missing_days_are_told_from_the_first_round_on(ws: Workspace) -> None:
    assert rounds_due.due(ws, date(2026, 11, 1), date(2026, 11, 30), TODAY) == []
    daily(ws, date(2026, 11, 17))
    daily(ws, date(2026, 11, 19))
    asked = rounds_due.due(ws, date(2026, 11, 9), date(2026, 11, 23), TODAY)
    assert [(one.start.day, one.state) for one in asked] == [
        (17, "done"),
        (18, "overdue"),
        (19, "done"),
        (20, "pending"),
        (23, "pending"),
    ], "weekends ask for nothing"
    assert rounds_due.now(rounds.form(ws, "hygiene_daily"), rounds.heads(ws), TODAY).done == 0  # type: ignore[union-attr]


def test_four_patrols_a_day(ws: Workspace) -> None:
    for n in range(3):
        one = rounds.new(ws, "patrol", TODAY, time=f"{9 + n}:00")
        rounds.fill_good(ws, one.id)
        rounds_closing.close(ws, one.id, today=TODAY)
    (due,) = rounds_due.due(ws, TODAY, TODAY, TODAY)
    assert (due.needed, due.done, due.state) == (4, 3, "pending")
    (late,) = rounds_due.due(ws, TODAY, TODAY, TODAY + timedelta(days=1))
    assert late.state == "overdue"


def test_the_daily_feeds_the_weekly_and_the_weekly_the_monthly(ws: Workspace) -> None:
    for day in (16, 17, 18, 20):
        one = daily(ws, date(2026, 11, day), bad=("计财股",) if day > 17 else ())
    rounds_problems_made = rounds_problems.problem(ws, one.id, "tidy", "计财股", today=TODAY)
    week = rounds.new(ws, "hygiene_weekly", TODAY)
    assert (week.starts, week.ends) == (date(2026, 11, 16), date(2026, 11, 22))
    found = rounds_reports.report(ws, week.id, TODAY)
    (source,) = found.sources
    assert (source.asked, source.done, source.missing) == (5, 4, ("11月19日",))
    assert found.items == (("整洁有序", 2, 12),) and (found.points.got, found.points.possible) == (3400, 3600)
    assert [(one.rank, one.name) for one in found.departments] == [
        (1, "党政办"),
        (1, "综合股"),
        (3, "计财股"),
    ]
    assert [one.id for one in found.problems] == [rounds_problems_made.problem]
    words = rounds_reports.draft(found)
    assert (
        "应查5天，已查4天（11月19日未查）" in words and "34/36（94.4%）" in words and "整洁有序2次" in words
    )
    with pytest.raises(WrongUse, match="还没有完成"):
        rounds_reports.reported(ws, week.id, "市文明办", TODAY)
    rounds.set_head(ws, week.id, summary=words)
    rounds_closing.close(ws, week.id, today=TODAY)
    rounds_reports.reported(ws, week.id, "市文明办", TODAY)
    rounds_reports.circulated(ws, week.id, "各股室", TODAY)
    record = next(one for one in records.find(ws, "hygiene_check") if one.id == week.id)
    assert (record.values["kind"], record.values["reported"], record.values["circulated"]) == ("周报", 1, 1)
    assert rounds.get(ws, week.id).reported_to == "市文明办"
    assert rounds.get(ws, week.id).circulated_to == "各股室"
    month = rounds.new(ws, "hygiene_monthly", TODAY)
    assert (month.starts, month.ends) == (date(2026, 11, 1), date(2026, 11, 30))
    both = {source.form.key: source.done for source in rounds_reports.report(ws, month.id, TODAY).sources}
    assert both == {"hygiene_daily": 4, "hygiene_weekly": 1}


# --- results -----------------------------------------------------------------------------------------


def test_results_by_department_site_and_month(ws: Workspace) -> None:
    daily(ws, date(2026, 10, 20), bad=("计财股",))
    daily(ws, TODAY)
    one = rounds.new(ws, "site_check", TODAY)
    rounds.answer(ws, one.id, "open", "服务大厅", "✗")
    rounds.fill_good(ws, one.id)
    open_round = rounds.new(ws, "hygiene_daily", TODAY)
    rounds.answer(ws, open_round.id, "tidy", "党政办", "✗")
    rounds_closing.close(ws, one.id, today=TODAY)
    found = rounds_results.table(ws, date(2026, 10, 1), date(2026, 11, 30))
    by_name = {place.name: place.points for place in found.places}
    assert by_name["综合股"].failed == 1, "a site counts for the department that answers for it"
    assert by_name["党政办"].failed == 0, "what is not completed does not count"
    for name, total in by_name.items():
        parts = [points for (row, _), points in found.cells.items() if row == name]
        assert sum(part.got for part in parts) == total.got
    months = rounds_results.table(ws, date(2026, 10, 1), date(2026, 11, 30), columns="month")
    assert [title for _, title in months.columns] == ["2026年10月", "2026年11月"]
    sites = rounds_results.table(
        ws, date(2026, 11, 1), date(2026, 11, 30), rows="subject", form_key="site_check"
    )
    assert [place.name for place in sites.places] == ["服务大厅"]


def test_flags_are_limits_and_given_once(ws: Workspace) -> None:
    """T55: 每月 1 红旗 1 标兵 1 黄牌; L20: who scores low is talked with."""
    one = rounds.new(ws, "test_weekly", TODAY)
    for name, score in zip(DEPARTMENTS, ("95", "90", "40"), strict=True):
        rounds.answer(ws, one.id, "test", name, score)
    rounds_closing.close(ws, one.id, today=TODAY)
    found = rounds_results.standing(ws, "review_monthly", TODAY)
    assert [(p.flag.outcome, p.chosen) for p in found.proposals] == [
        ("红旗", ("党政办",)),
        ("标兵", ("综合股",)),
        ("黄牌", ("计财股",)),
    ]
    saved = rounds_results.give(ws, "review_monthly", TODAY, "红旗", "党政办", today=TODAY)
    record = records.get(ws, "selection", saved.id)
    told = {key: record.values[key] for key in ("kind", "outcome", "winners", "score", "quota", "title")}
    assert told == {"kind": "每月总评", "outcome": "红旗", "winners": "党政办", "score": 9500, "quota": 1} | {
        "title": "2026年11月每月总评"
    }
    with pytest.raises(WrongUse, match="已经给了"):
        rounds_results.give(ws, "review_monthly", TODAY, "红旗", "党政办", today=TODAY)
    with pytest.raises(WrongUse, match="只有 1 个名额"):
        rounds_results.give(ws, "review_monthly", TODAY, "红旗", "综合股", today=TODAY)
    with pytest.raises(WrongUse, match="没有检查成绩"):
        rounds_results.give(ws, "review_monthly", TODAY, "标兵", "外单位", today=TODAY)
    with pytest.raises(WrongUse, match="不评“铜牌”"):
        rounds_results.give(ws, "review_monthly", TODAY, "铜牌", "综合股", today=TODAY)
    assert [place.name for place in found.low] == ["计财股"]
    rounds_results.talk(ws, "review_monthly", TODAY, "计财股", today=TODAY)
    (talk,) = records.find(ws, "accountability")
    assert (talk.values["kind"], talk.values["trigger_kind"]) == ("整改谈话", "检查评比低分")
    with pytest.raises(WrongUse, match="已经登记过"):
        rounds_results.talk(ws, "review_monthly", TODAY, "计财股", today=TODAY)


def test_the_history_tells_in_words(ws: Workspace) -> None:
    one = rounds.new(ws, "hygiene_daily", TODAY)
    rounds.answer(ws, one.id, "tidy", "计财股", "✗")
    entry = history.history(ws, limit=1)[0]
    assert entry.title == "检查：计财股，整洁有序"


def test_a_locked_period_keeps_its_rounds(ws: Workspace) -> None:
    one = daily(ws, date(2026, 9, 10))
    freezing.freeze(ws, Period(date(2026, 7, 1), date(2026, 9, 30)), reason="已报送市文明办")
    with pytest.raises(Refused):
        rounds_closing.reopen(ws, one.id)
    with pytest.raises(Refused):
        rounds.delete(ws, one.id)
    assert rounds.get(ws, one.id).closed and len(records.find(ws, "hygiene_check")) == 1


# --- up and down, 明察 and 暗访 --------------------------------------------------------------------------


def test_one_check_goes_up_and_down(ws: Workspace, tmp_path: Path) -> None:
    """Surprise 50: reported upwards and circulated below, each with its day; a daily one too."""
    one = rounds.new(ws, "hygiene_daily", TODAY)
    who = one.subjects[0]
    rounds.answer(ws, one.id, "tidy", who, "x")
    made = rounds_problems.problem(ws, one.id, "tidy", who, today=TODAY)
    with pytest.raises(WrongUse, match="还没有完成"):
        rounds_reports.circulated(ws, one.id, "各股室", TODAY)
    rounds.fill_good(ws, one.id)
    rounds_closing.close(ws, one.id, today=TODAY)
    with pytest.raises(WrongUse, match="通报给谁"):
        rounds_reports.circulated(ws, one.id, " ", TODAY)
    rounds_reports.circulated(ws, one.id, "各股室", TODAY)
    rounds_reports.reported(ws, one.id, "市文明办", TODAY + timedelta(days=1))
    after = rounds.get(ws, one.id)
    assert (after.circulated_on, after.circulated_to) == (TODAY, "各股室")
    assert (after.reported_on, after.reported_to) == (TODAY + timedelta(days=1), "市文明办")
    (record,) = records.find(ws, "hygiene_check")
    assert record.values["circulated"] == 1 and record.values["reported"] == 1
    said = rounds_sheets.paper(ws, one.id, TODAY, down=True)
    assert said.title == "关于2026年11月20日科室卫生日查情况的通报"
    assert said.summary.endswith(f"存在的问题：{who}：整洁有序。")
    deadline = str(records.get(ws, "problem", made.problem).values["deadline"])
    assert [row[1:] for row in said.problems] == [(who, deadline, "整改中")]
    out = tmp_path / "通报.xlsx"
    assert rounds_sheets.write_report(ws, one.id, out, TODAY, down=True).is_file()
    with pytest.raises(WrongUse, match="不是汇总表"):
        rounds_sheets.paper(ws, one.id, TODAY)
    history.undo(ws)
    assert rounds.get(ws, one.id).reported_on is None


def test_an_announced_check_is_recorded_as_one(ws: Workspace) -> None:
    """T53 counts 明察 and 暗访; a problem's source says which it was."""
    for way, kind in (("", "暗访"), ("明察", "明察")):
        one = rounds.new(ws, "unannounced", TODAY, variant=way)
        who = one.subjects[0]
        rounds.answer(ws, one.id, "service", who, "x")
        rounds.fill_good(ws, one.id)
        rounds_closing.close(ws, one.id, today=TODAY)
        made = rounds_problems.problem(ws, one.id, "service", who, today=TODAY)
        problem = records.get(ws, "problem", made.problem)
        record = records.get(ws, "supervision", one.id)
        assert (record.values["kind"], problem.values["source"], one.variant) == (kind, kind, kind)
        assert record.values["deadline"] == problem.values["deadline"], "by when all is to be mended"
    with pytest.raises(WrongUse, match="没有“暗查”这种方式"):
        rounds.new(ws, "unannounced", TODAY, variant="暗查")
