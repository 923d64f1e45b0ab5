"""Ledgers of one's own: made and changed by hand, carried to another desk, and old files kept current."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk import resources
from civdesk.desk import definitions, history, importing, records, trash
from civdesk.domain.definitions import Unfit
from civdesk.domain.fields import Field, Kind
from civdesk.domain.ledgers import Ledger, ledger_data, read_ledger
from civdesk.errors import Refused, WrongUse
from civdesk.output import definition_file
from civdesk.store import definitions as store
from civdesk.store.workspace import Workspace

ON = date(2026, 7, 31)


def add(ws: Workspace, key: str, **raw: object) -> str:
    return records.add(ws, key, raw, today=ON).id


def test_a_ledger_of_ones_own_from_nothing_to_its_records(workspace: Workspace, tmp_path: Path) -> None:
    made = definitions.new_ledger(workspace, "食堂检查", group="后勤").ledger
    assert made.key == "x_stjc"
    definitions.add_field(workspace, "食堂检查", "得分", Kind.AMOUNT, unit="分")
    definitions.change_field(workspace, "食堂检查", "名称", title="检查内容")
    add(workspace, "食堂检查", 检查内容="卫生", 日期="2026.7.1", 得分="97.5")
    sheet = tmp_path / "表.csv"
    sheet.write_text("名称,日期,得分\n明厨亮灶,2026-07-02,88\n", encoding="utf-8")
    report = importing.import_sheet(workspace, sheet, "食堂检查", today=ON)
    assert report.imported == 1, "a sheet with the old head still fits"
    shown = [records.shown(records.ledger(workspace, made.key), r) for r in records.find(workspace, made.key)]
    assert [(r["title"], r["x_df"]) for r in shown] == [("明厨亮灶", "88"), ("卫生", "97.5")]


def test_each_change_is_one_step_that_can_be_taken_back(workspace: Workspace) -> None:
    before = records.ledger(workspace, "moral_lecture")
    definitions.change_field(workspace, "moral_lecture", "地点", title="场地", hidden=True)
    assert history.history(workspace)[0].title == "设置《道德讲堂》：栏目“地点”改名为“场地” 等 2 处"
    assert "place" not in [one.key for one in records.ledger(workspace, "moral_lecture").visible]
    definitions.move_field(workspace, "moral_lecture", "主题", 0)
    assert history.history(workspace)[0].title == "设置《道德讲堂》：调整栏目顺序"
    history.undo(workspace)
    history.undo(workspace)
    assert records.ledger(workspace, "moral_lecture") == before
    assert definitions.change_field(workspace, "moral_lecture", "地点", title="地点").operation is None


def test_two_ledgers_never_come_to_share_a_name(workspace: Workspace) -> None:
    gone = definitions.new_ledger(workspace, "食堂检查").ledger
    history.undo(workspace)
    made = definitions.new_ledger(workspace, "食堂检查").ledger
    refused = trash.restore(workspace, [trash.find(workspace, "ledger", gone.key)]).refused
    assert "已经有一本《食堂检查》" in refused[0][1]
    renamed = definitions.change_ledger(workspace, made.key, title="食堂巡查").operation
    definitions.new_ledger(workspace, "食堂检查")
    with pytest.raises(Refused, match="又有改动"):
        history.undo(workspace, renamed)
    assert [one.title for one in records.all_ledgers(workspace).values()].count("食堂检查") == 1


def test_what_no_file_can_hold_is_left_out_of_names(workspace: Workspace, tmp_path: Path) -> None:
    made = definitions.new_ledger(workspace, "食堂\x00检查").ledger
    grown = definitions.add_field(workspace, made.key, "得\x00分\ud800", Kind.CHOICE, choices=["优\x1f"])
    field = grown.ledger.fields[-1]
    assert (made.title, field.title, field.choices) == ("食堂检查", "得分", ("优",))
    path = tmp_path / "定义.toml"
    path.write_text(definition_file.text(made).replace("备注", "备\\u0000注"), encoding="utf-8")
    with pytest.raises(Unfit, match="不能有控制字符"):
        definitions.import_definition(workspace, path)


def test_a_unit_stays_once_something_is_counted_in_it(workspace: Workspace) -> None:
    book = definitions.add_field(workspace, "moral_lecture", "时长", Kind.INTEGER, unit="分钟").ledger
    definitions.change_field(workspace, "moral_lecture", "时长", unit="学时")
    add(workspace, "moral_lecture", 日期="2026-07-01", 主题="甲", 时长="3")
    with pytest.raises(Unfit, match="已有 1 条记录按“学时”填写") as caught:
        definitions.change_field(workspace, "moral_lecture", "时长", unit="分钟")
    assert (caught.value.field, caught.value.part) == (book.keys[-1], "unit")


@pytest.mark.parametrize("kind", [Kind.CHOICE, Kind.CHOICES])
def test_a_choice_that_records_have_stays(workspace: Workspace, kind: Kind) -> None:
    definitions.add_field(workspace, "moral_lecture", "形式", kind, choices=["宣讲", "座谈", "观影"])
    add(workspace, "moral_lecture", 日期="2026-07-01", 主题="甲", 形式="座谈")
    definitions.change_field(workspace, "moral_lecture", "形式", choices=["座谈", "宣讲"])
    with pytest.raises(Unfit, match="有 1 条记录填的是“座谈”") as caught:
        definitions.change_field(workspace, "moral_lecture", "形式", choices=["宣讲"])
    assert caught.value.part == "choices"
    definitions.change_field(workspace, "moral_lecture", "形式", choices=["宣讲"], open=True)
    with pytest.raises(Unfit, match="座谈"):
        definitions.change_field(workspace, "moral_lecture", "形式", open=False)


def test_a_field_made_required_is_asked_when_an_old_record_is_edited(workspace: Workspace) -> None:
    one = add(workspace, "moral_lecture", 日期="2026-07-01", 主题="甲")
    definitions.add_field(workspace, "moral_lecture", "记录人", Kind.PERSON, required=True)
    assert records.find(workspace, "moral_lecture")[0].id == one
    with pytest.raises(records.Invalid, match="“记录人”不能为空"):
        records.change(workspace, "moral_lecture", one, {"主题": "乙"}, today=ON)
    records.change(workspace, "moral_lecture", one, {"主题": "乙", "记录人": "张三"}, today=ON)


def test_a_hidden_ledger_keeps_its_records(workspace: Workspace) -> None:
    add(workspace, "moral_lecture", 日期="2026-07-01", 主题="甲")
    definitions.change_ledger(workspace, "moral_lecture", hidden=True)
    assert records.ledger(workspace, "道德讲堂").hidden
    assert len(records.find(workspace, "moral_lecture")) == 1


# --- between desks -----------------------------------------------------------------------------------


@pytest.fixture
def other(template: Path, tmp_path: Path) -> Workspace:
    path = tmp_path / "别的单位.civdesk"
    path.write_bytes(template.read_bytes())
    return Workspace.open(path)


def test_a_definition_goes_to_another_desk(workspace: Workspace, other: Workspace, tmp_path: Path) -> None:
    definitions.new_ledger(workspace, "食堂检查", group="后勤")
    definitions.add_field(workspace, "食堂检查", "结论", Kind.CHOICE, choices=["合格", "不合格"])
    file = tmp_path / "食堂检查.toml"
    definitions.export_definition(workspace, "食堂检查", file)
    with other:
        brought = definitions.import_definition(other, file)
        assert brought.changes == ("新建台账《食堂检查》",)
        assert brought.ledger.fields == records.ledger(workspace, "食堂检查").fields
        assert definitions.import_definition(other, file).operation is None, "twice brings nothing"
        definitions.add_field(workspace, "食堂检查", "检查人", Kind.PEOPLE)
        definitions.change_field(workspace, "食堂检查", "结论", choices=["合格", "不合格", "复查"])
        definitions.export_definition(workspace, "食堂检查", file)
        again = definitions.import_definition(other, file)
        assert again.changes == ("增加栏目“检查人”", "“结论”增加选项：复查")
        history.undo(other)
        assert records.ledger(other, "食堂检查") == brought.ledger


def test_a_file_that_is_no_definition_says_why(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "定义.toml"
    for content, wanted in (
        ("key = ", "不是完好的 TOML"),
        ('key = "a"\ntitle = "甲"\n', "缺少这一项"),
        (
            'key = "a"\ntitle = "甲"\ngroup = "组"\ntitle_field = "t"\n[[fields]]\nkey = "t"\n',
            "第 1 个栏目的 kind",
        ),
    ):
        file.write_text(content, encoding="utf-8")
        with pytest.raises(WrongUse, match=wanted):
            definitions.import_definition(workspace, file)
    file.write_bytes("标题".encode("gbk"))
    with pytest.raises(WrongUse, match="UTF-8"):
        definitions.import_definition(workspace, file)
    with pytest.raises(WrongUse, match="没有这个文件"):
        definitions.import_definition(workspace, tmp_path / "没有.toml")


def test_a_field_of_another_kind_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    data = ledger_data(records.ledger(workspace, "moral_lecture"))
    data["fields"] = [
        {"key": "people", "title": "人员", "kind": "people"} if one["key"] == "people" else one
        for one in data["fields"]
    ]
    file = tmp_path / "道德讲堂.toml"
    definition_file.write(read_ledger(data), file)
    with pytest.raises(Unfit, match="类型与文件里的不同"):
        definitions.import_definition(workspace, file)


@pytest.mark.parametrize("path", sorted(resources.path("ledgers").glob("*.toml")), ids=lambda p: p.stem)
def test_every_shipped_definition_is_written_and_read_back(path: Path) -> None:
    ledger = read_ledger(tomllib.loads(path.read_text(encoding="utf-8")))
    assert read_ledger(tomllib.loads(definition_file.text(ledger))) == ledger


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(str.strip)


@given(TEXTS, TEXTS, TEXTS, st.lists(TEXTS, min_size=1, max_size=3, unique=True), st.integers(0, 10**6))
def test_any_text_is_written_and_read_back(
    title: str, help: str, default: str, choices: list[str], position: int
) -> None:
    ledger = Ledger(
        "x_1", title, help, position=position, help=help, title_field="a",
        fields=(
            Field("a", "甲", Kind.TEXT, required=True, default=default),
            Field("b", "乙", Kind.CHOICES, choices=tuple(choices), open=True),
            Field("c", "丙", Kind.INTEGER, minimum=None),
        ),
    )  # fmt: skip
    assert tomllib.loads(definition_file.text(ledger)) == ledger_data(ledger)


# --- older files -------------------------------------------------------------------------------------


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Workspace]:
    """A file as an older program made it: without a ledger, and without a field of another one."""
    with Workspace.create(tmp_path / "旧.civdesk") as ws:

        def define(db: sqlite3.Connection) -> None:
            for _, data in resources.tomls("ledgers"):
                if data["key"] == "document":
                    continue
                kept = [f for f in data["fields"] if (data["key"], f["key"]) != ("moral_lecture", "host")]
                store.add_definition(db, read_ledger(data | {"fields": kept}))

        ws.operate("new", "新建", define, undoable=False)
        yield ws


def test_an_older_file_gets_what_it_lacks_and_keeps_what_was_set(old: Workspace) -> None:
    definitions.change_field(old, "moral_lecture", "地点", title="场地", hidden=True)
    definitions.change_ledger(old, "moral_lecture", title="讲堂")
    one = add(old, "moral_lecture", 日期="2026-07-01", 主题="甲")
    got = definitions.refresh(old)
    shipped = {data["key"]: read_ledger(data) for _, data in resources.tomls("ledgers")}
    assert (got.ledgers, got.fields) == ((shipped["document"].title,), (("讲堂", "主持人"),))
    book = records.ledger(old, "moral_lecture")
    assert (book.title, book.field("place").title, book.field("place").hidden) == ("讲堂", "场地", True)
    assert book.keys == shipped["moral_lecture"].keys, "the field stands where it stands in the shipped one"
    records.change(old, "moral_lecture", one, {"主持人": "张三"}, today=ON)
    add(old, "document", title="通知", date="2026-07-02")
    steps = len(history.history(old))
    assert definitions.refresh(old) == definitions.Refreshed()
    assert len(history.history(old)) == steps
    for _ in range(3):
        history.undo(old)
    assert not records.find(old, "moral_lecture")
    with pytest.raises(Refused, match="又有改动"):
        history.undo(old)  # what was set before the update has the update standing on it
    assert records.ledger(old, "moral_lecture") == book, "the update itself is passed over"


def test_the_clerks_own_names_do_not_stand_in_the_way_of_an_update(old: Workspace) -> None:
    definitions.add_field(old, "moral_lecture", "主持人", Kind.PERSON)
    title = read_ledger(resources.toml("ledgers", "document.toml")).title
    definitions.new_ledger(old, title, group="其他")
    got = definitions.refresh(old)
    assert (got.ledgers, got.fields) == ((f"{title}（2）",), (("道德讲堂", "主持人（2）"),))


def test_a_new_file_is_current(workspace: Workspace) -> None:
    assert store.shipped_mark(workspace.reader()) == definitions.shipped_mark()
    steps = len(history.history(workspace))
    assert definitions.refresh(workspace) == definitions.Refreshed()
    assert len(history.history(workspace)) == steps


def test_a_file_that_lacks_nothing_gets_no_step(workspace: Workspace) -> None:
    workspace.unlogged(lambda db: store.mark_shipped(db, 1))
    steps = len(history.history(workspace))
    assert definitions.refresh(workspace) == definitions.Refreshed()
    assert len(history.history(workspace)) == steps
    assert store.shipped_mark(workspace.reader()) == definitions.shipped_mark()
