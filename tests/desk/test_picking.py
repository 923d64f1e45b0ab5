"""What a field offers, and what the next record takes over."""

from __future__ import annotations

from datetime import date

from civdesk.desk import entering, picking, records
from civdesk.desk.picking import Pick
from civdesk.store.workspace import Workspace

TODAY = date(2026, 7, 31)


def offered(ws: Workspace, ledger: str, key: str, on: date = TODAY) -> list[Pick]:
    book = records.ledger(ws, ledger)
    return picking.offered(ws, book, book.field(key), on=on)


def test_names_of_the_register_the_frequent_first_and_the_former_last(workspace: Workspace) -> None:
    for raw in (
        {"title": "甲"},
        {"title": "乙", "left_on": "2026-06-30"},
        {"title": "丙"},
        {"title": "丁", "left_on": "2026-12-31"},
    ):
        records.add(workspace, "staff", raw, today=TODAY)
    for day, host in (("2026-03-01", "丙"), ("2026-04-01", "外来人员"), ("2026-05-01", "丙")):
        raw = {"title": day, "date": day, "host": host}
        records.add(workspace, "moral_lecture", raw, today=TODAY)
    names = [(pick.name, pick.mark) for pick in offered(workspace, "moral_lecture", "host")]
    assert names == [("丙", ""), ("外来人员", ""), ("甲", ""), ("丁", ""), ("乙", "已离岗")]
    assert Pick("乙") in offered(workspace, "moral_lecture", "host", date(2026, 6, 30))


def test_of_two_with_one_name_one_may_still_be_there(workspace: Workspace) -> None:
    records.add(workspace, "staff", {"title": "甲", "left_on": "2020-01-01"}, today=TODAY)
    records.add(workspace, "staff", {"title": "甲"}, today=TODAY)
    assert offered(workspace, "moral_lecture", "host") == [Pick("甲")]


def test_an_open_choice_offers_what_else_was_written(workspace: Workspace) -> None:
    raw = {"title": "甲", "date": "2026-03-01", "kind": "拔河"}
    records.add(workspace, "activity", raw, today=TODAY)
    picks = [pick.name for pick in offered(workspace, "activity", "kind")]
    assert picks[0] == "文体活动" and picks[-1] == "拔河"


def test_texts_are_offered_again_but_not_what_is_somebodys_own(workspace: Workspace) -> None:
    for title, team in (("甲", "青年队"), ("乙", "巾帼队"), ("丙", "青年队")):
        raw = {"title": title, "date": "2026-03-01", "team": team}
        records.add(workspace, "volunteer_activity", raw, today=TODAY)
    assert [p.name for p in offered(workspace, "volunteer_activity", "team")] == ["青年队", "巾帼队"]
    raw = {"title": "甲", "phone": "13800000000", "number": "007"}
    records.add(workspace, "staff", raw, today=TODAY)
    assert not any(offered(workspace, "staff", key) for key in ("title", "phone", "number", "id_number"))


def test_who_is_unknown(workspace: Workspace) -> None:
    field = records.ledger(workspace, "activity").field("owner")
    assert picking.unknown(workspace, field, "甲、乙") == [], "an empty register knows nobody"
    records.add(workspace, "staff", {"title": "甲"}, today=TODAY)
    assert picking.unknown(workspace, field, "甲、乙") == ["乙"]
    assert picking.unknown(workspace, field, "") == []
    saved = picking.add_members(workspace, field, ["乙", "丙"], today=TODAY)
    assert len({one.operation for one in saved}) == 1
    assert picking.unknown(workspace, field, "甲、乙、丙") == []


def test_the_next_number_is_free(workspace: Workspace) -> None:
    book = records.ledger(workspace, "problem")
    for number in ("2026-003", "2026-002"):
        raw = {"number": number, "date": "2026-03-01", "title": number}
        records.add(workspace, "problem", raw, today=TODAY)
    assert entering.following(workspace, book, book.field("number")) == "2026-004"
    assert entering.again(workspace, book)["number"] == "2026-004"


def test_what_may_repeat_is_proposed_and_what_must_not_is_not(workspace: Workspace) -> None:
    book = records.ledger(workspace, "activity")
    assert entering.again(workspace, book) == {}
    raw = {
        "title": "甲",
        "date": "2026-03-01",
        "department": "党政办",
        "people": "30",
        "voluntary": "是",
        "content": "内容",
        "owner": "甲、乙",
    }
    records.add(workspace, "activity", raw, today=TODAY)
    assert entering.again(workspace, book) == {"department": "党政办", "owner": "甲、乙"}


def test_a_copy_has_everything_but_days_and_number(workspace: Workspace) -> None:
    book = records.ledger(workspace, "problem")
    raw = {"number": "1", "date": "2026-03-01", "title": "甲", "deadline": "2026-04-01", "status": "整改中"}
    one = records.add(workspace, "problem", raw, today=TODAY)
    shown = records.shown(book, records.get(workspace, "problem", one.id))
    copied = entering.copied(workspace, book, shown)
    assert copied == {"number": "2", "title": "甲", "status": "整改中"}


def test_one_like_it_is_found_as_typed(workspace: Workspace) -> None:
    book = records.ledger(workspace, "activity")
    one = records.add(workspace, "activity", {"title": "甲", "date": "2026-03-01"}, today=TODAY)
    assert entering.alike(workspace, book, " 甲 ", "2026.3.1") == one.id
    assert entering.alike(workspace, book, "甲", "2026.3.1", one.id) is None
    assert entering.alike(workspace, book, "甲", "2026.3.2") is None
    assert entering.alike(workspace, book, "甲", "2026.2.30") is None
    assert entering.alike(workspace, records.ledger(workspace, "staff"), "甲", "2026.3.1") is None


def test_dates_out_of_order(workspace: Workspace) -> None:
    staff, activity = (records.ledger(workspace, key) for key in ("staff", "activity"))
    typed = {"joined_on": "2026.3.1", "left_on": "2026.2.1"}
    assert entering.out_of_order(staff, typed, TODAY) == {"left_on": ("早于“到岗日期”，请核对", True)}
    typed = {"date": "2026.3.1", "ended_on": "2026.2.1"}
    assert entering.out_of_order(activity, typed, TODAY)["ended_on"][1] is False
    typed = {"date": "2026.3.1", "ended_on": "2026.3.1"}
    assert entering.out_of_order(activity, typed, TODAY) == {}
