"""Finding the header of a table, its columns' fields, and what the rows below are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from civdesk import resources
from civdesk.domain.headers import Header, Rectangle, find_header
from civdesk.domain.ledgers import Ledger, read_ledger
from civdesk.domain.rowkinds import RowKind, row_kind
from civdesk.errors import WrongUse


def ledger(key: str) -> Ledger:
    return read_ledger(resources.toml("ledgers", f"{key}.toml"))


VOLUNTEER = ledger("volunteer_activity")


def rows(*lines: Sequence[object]) -> list[tuple[int, dict[int, object]]]:
    """Lines as sparse rows; an empty line leaves its number out."""
    sparse = [(n, {c: v for c, v in enumerate(line, 1) if v is not None}) for n, line in enumerate(lines, 1)]
    return [(n, cells) for n, cells in sparse if cells]


def found(
    *lines: Sequence[object], of: Ledger = VOLUNTEER, merges: Sequence[Rectangle] = (), **chosen: str
) -> Header:
    header = find_header(rows(*lines), merges, of, chosen)
    assert header is not None
    return header


def mapping(header: Header) -> dict[str, str]:
    return {column.title: column.field.key for column in header.mapped if column.field}


DATA = [1, "义务植树", "2026-3-12", "绣屏山", 22, 66]


def test_under_titles_and_with_units() -> None:
    header = found(
        ["2026年度志愿服务活动台账"],
        ["填报单位：示例局"],
        [],
        [
            "序号",
            "活动名称",
            "活动时间",
            "活动地点",
            "参加人数（人次）",
            "服务时长(小时)",
            "牵头股室",
            "照片",
        ],
        DATA,
        merges=[(1, 1, 1, 8)],
    )
    assert (header.top, header.bottom) == (4, 4)
    assert mapping(header) == {
        "活动名称": "title", "活动时间": "date", "活动地点": "place", "参加人数（人次）": "people",
        "服务时长(小时)": "hours", "牵头股室": "department",
    }  # fmt: skip
    assert header.unmapped == ["照片"]


@pytest.mark.parametrize(
    "names",
    [
        ["活 动 名 称", "日\n期", "地　点", "参 加\n人 数", "服务时长\n（小时）"],
        ["*活动名称", "活动日期（必填）", "地点", "参加人数/人次", "时长：小时"],
        ["1.活动主题", "2.开展时间（年/月/日）", "3.活动地址", "4.参与人数(人)", "5.服务时长（分钟）"],
        ["志愿服务活动名称", "志愿服务时间", "服务位置", "志愿者人数", "志愿服务时长"],
        ["主题：", "时间：", "地点：", "人数：", "时长："],
    ],
)
def test_other_words_for_the_same(names: list[str]) -> None:
    header = found(["No.", *names], [1, "义务植树", "2026-3-12", "绣屏山", 22, 66])
    assert [column.field.key for column in header.mapped if column.field] == [
        "title", "date", "place", "people", "hours",
    ]  # fmt: skip


def test_a_group_row_over_the_header() -> None:
    header = found(
        ["志愿服务月报"],
        ["序号", "活动名称", "活动情况", None, "服务情况", None, "备注"],
        [None, None, "时间", "地点", "人次", "时长（小时）", None],
        [1, "义务植树", "2026-3-12", "绣屏山", 22, 66, "好"],
        merges=[(1, 1, 1, 7), (2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 2, 4), (2, 5, 2, 6), (2, 7, 3, 7)],
    )
    assert (header.top, header.bottom) == (2, 3)
    assert mapping(header) == {
        "活动名称": "title", "活动情况/时间": "date", "活动情况/地点": "place",
        "服务情况/人次": "people", "服务情况/时长（小时）": "hours", "备注": "note",
    }  # fmt: skip


@pytest.mark.parametrize(
    "names",
    [
        ["活动名称 Activity Name", "日期 Date", "地点\nPlace", "参加人数 Participants（人次）"],
        ["活动名称/Activity", "日期Date", "地点（Place）", "参加人数(Number of people)"],
        ["Activity 活动名称", "Date\n日期", "Place/地点", "NUMBER 参加人数"],
    ],
)
def test_two_languages(names: list[str]) -> None:
    header = found(["序号 No.", *names], DATA)
    assert [c.field.key for c in header.mapped if c.field] == ["title", "date", "place", "people"]


@pytest.mark.parametrize("name", ["服务时长 Minutes", "服务时长(Days)", "APP时长", "时长 Hours"])
def test_foreign_words_that_say_more_are_not_passed_over(name: str) -> None:
    header = found(["活动名称", "日期", name], ["甲", "2026-3-12", 3])
    assert "hours" not in mapping(header).values()


def test_a_row_that_was_pointed_at() -> None:
    lines = [["活动名称", "日期"], ["说明", "说明"], ["搞了啥", "何时"], ["植树", "2026-3-12"]]
    assert found(*lines).bottom == 1
    header = find_header(rows(*lines), [], VOLUNTEER, last_row=3)
    assert header is not None
    assert (header.top, header.bottom, header.mapped) == (3, 3, [])
    header = find_header(rows(*lines), [], VOLUNTEER, {"搞了啥": "title", "B": "date"}, last_row=3)
    assert header is not None
    assert mapping(header) == {"搞了啥": "title", "何时": "date"}
    assert find_header(rows(*lines), [], VOLUNTEER, last_row=99) is None
    assert find_header(rows(*lines), [], VOLUNTEER, {"没有": "title"}, strict=False) is not None


def test_what_is_planned_is_not_what_was() -> None:
    header = found(
        ["活动名称", "计划", None, "实际", None],
        [None, "时间", "人数", "时间", "人数"],
        merges=[(1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5)],
    )
    assert mapping(header) == {"活动名称": "title", "实际/时间": "date", "实际/人数": "people"}
    assert header.unmapped == ["计划/时间", "计划/人数"]


def test_a_date_and_the_hours_beside_it() -> None:
    header = found(["活动名称", "时间", "日期"], ["义务植树", "9:00-11:00", "2026-3-12"])
    assert mapping(header) == {"活动名称": "title", "时间": "time", "日期": "date"}


def test_no_two_columns_for_one_field() -> None:
    header = found(["活动名称", "备注", "参加人数", "备注", "说明"])
    assert mapping(header) == {"活动名称": "title", "备注（B列）": "note", "参加人数": "people"}
    assert header.unmapped == ["备注（D列）", "说明"]


def test_what_brackets_say_belongs_to_the_name() -> None:
    header = found(["学习时间", "内容", "人数（应到）", "人数（实到）"], of=ledger("study"))
    assert [c.field.key for c in header.mapped if c.field] == ["date", "title", "expected", "people"]
    header = found(["活动名称", "活动时间", "参加人数（应到）"])
    assert "参加人数（应到）" in header.unmapped


def test_units_of_the_header_and_over_the_table() -> None:
    spending = ledger("spending")
    amount = next(f for f in spending.fields if f.unit == "元")
    date = spending.field(spending.date_field)
    title = spending.field(spending.title_field)
    header = found([title.title, date.title, f"{amount.title}（万元）"], of=spending)
    assert [c.unit for c in header.mapped] == ["", "", "万元"]
    header = found(["经费台账", None, "单位：万元"], [title.title, date.title, amount.title], of=spending)
    assert [c.unit for c in header.mapped] == ["", "", "万元"]
    # Thirty 亩 are no 元: such a column is another thing.
    header = found([title.title, date.title, f"{amount.title}（亩）"], of=spending)
    assert header.unmapped == [f"{amount.title}（亩）"]


def test_columns_chosen_by_hand() -> None:
    lines = (["项目甲", "活动时间", "场地", "备注"], ["义务植树", "2026-3-12", "绣屏山", "好"])
    header = find_header(rows(*lines), [], VOLUNTEER, {"项目甲": "title", "C": "活动地点", "备注": ""})
    assert header is not None
    assert mapping(header) == {"项目甲": "title", "活动时间": "date", "场地": "place"}
    with pytest.raises(WrongUse, match="没有“楼层”这一列；有这些列：项目甲"):
        find_header(rows(*lines), [], VOLUNTEER, {"楼层": "place"})
    with pytest.raises(WrongUse, match="没有“楼层”这一栏"):
        find_header(rows(*lines), [], VOLUNTEER, {"场地": "楼层"})


@pytest.mark.parametrize(
    ("names", "fields"),
    [
        (["宣讲题目", "开讲时间", "主讲人"], ["title", "date", "speaker"]),
        (["开讲时间", "完成时间", "主题"], ["date", "title"]),
        (["单位名称", "日期", "地点"], ["date", "place"]),
        (["日期", "地点", "活动内容"], ["date", "place", "title"]),
        (["日期", "主题", "活动内容"], ["date", "title", "content"]),
    ],
)
def test_a_date_and_a_title_by_how_they_end(names: list[str], fields: list[str]) -> None:
    header = found(names, of=ledger("moral_lecture"))
    assert [column.field.key for column in header.mapped if column.field] == fields


def test_no_header_at_all() -> None:
    assert find_header(rows(["通知"], ["各股室："], ["请于周五前报送。"]), [], VOLUNTEER) is None
    assert find_header([], [], VOLUNTEER) is None


@pytest.mark.parametrize(
    "shipped", [read_ledger(data) for _, data in resources.tomls("ledgers")], ids=lambda one: one.key
)
def test_every_name_of_every_shipped_field_finds_it(shipped: Ledger) -> None:
    for one in shipped.fields:
        others = [other.title for other in shipped.fields if other is not one]
        for name in (one.title, *one.synonyms):
            header = found([*others, name], of=shipped)
            column = header.columns[len(others) + 1]
            assert column.field == one, name


def test_a_single_column_of_names() -> None:
    header = found(["参会名单"], ["姓名"], ["张三"], ["李四"], of=ledger("staff"))
    assert (header.top, mapping(header)) == (2, {"姓名": "title"})


# --- rows --------------------------------------------------------------------------------------------

HEADER = found(
    ["志愿服务台账"], ["序号", "活动名称", "活动时间", "活动地点", "参加人数", "服务时长", "参加人员", "备注"]
)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ([1, "义务植树", "2026-3-12"], None),
        ([None, "义务植树"], None),
        ([None, None, None, None, 22], None),
        (["合  计", None, None, None, 22], RowKind.TOTAL),
        ([None, "小计", None, None, 22], RowKind.TOTAL),
        (["总计："], RowKind.TOTAL),
        (["1月小计", None, None, None, 3], RowKind.TOTAL),
        (["第一季度合计"], RowKind.TOTAL),
        (["党政办小计"], RowKind.TOTAL),
        ([3, "累计", None, None, 22], RowKind.TOTAL),
        ([1, "合计费用公示活动", "2026-3-12"], None),
        (["填表人：张三            审核人：            （盖章）"], RowKind.SIGNATURE),
        (["填表人：", None, None, "审核人：", None, "联系电话："], RowKind.SIGNATURE),
        (["负责人签字：", None, None, "2026年10月31日"], RowKind.SIGNATURE),
        ([None, None, "填报日期：2026年10月31日"], RowKind.SIGNATURE),
        (["（盖章）"], RowKind.SIGNATURE),
        (["示例局（公章）"], RowKind.SIGNATURE),
        (["注：本表由各股室填报"], RowKind.NOTE),
        (["备注：每月5日前报送"], RowKind.NOTE),
        (["填表说明：1.逐项填写"], RowKind.NOTE),
        (["说明1：人数按人次计"], RowKind.NOTE),
        (["※ 逐项填写"], RowKind.NOTE),
        (["一、第一季度"], RowKind.GROUP),
        (["（二）志愿服务进社区"], RowKind.GROUP),
        (["3月"], RowKind.GROUP),
        (["上半年"], RowKind.GROUP),
        ([7], RowKind.EMPTY),
        (["8"], RowKind.EMPTY),
        ([None, None, None, None, None, None, None, None, None], RowKind.EMPTY),
        (
            ["序号", "活动名称", "活动时间", "活动地点", "参加人数", "服务时长", "参加人员", "备注"],
            RowKind.HEADER,
        ),
        (["序 号", "活动名称", "活动时间"], RowKind.HEADER),
    ],
)
def test_kinds_of_rows(cells: list[object], kind: RowKind | None) -> None:
    sparse = {c: v for c, v in enumerate(cells, 1) if v is not None}
    assert row_kind(HEADER, sparse) == kind


def test_what_stands_under_the_last_row() -> None:
    assert row_kind(HEADER, {8: "示例市交通运输局"}, RowKind.SIGNATURE) == RowKind.SIGNATURE
    assert row_kind(HEADER, {3: "2026年10月31日"}, RowKind.TOTAL) == RowKind.SIGNATURE
    assert row_kind(HEADER, {7: "年  月  日"}, RowKind.SIGNATURE) == RowKind.SIGNATURE
    assert row_kind(HEADER, {1: "二、第二季度"}, RowKind.TOTAL) == RowKind.GROUP
    # Above them it is a record that lacks what it must have.
    assert row_kind(HEADER, {8: "示例市交通运输局"}) is None


def test_a_unit_signs_below_a_free_row() -> None:
    assert row_kind(HEADER, {3: "示例市交通运输局"}, RowKind.EMPTY) == RowKind.SIGNATURE
    assert row_kind(HEADER, {2: "示例市交通运输局"}, RowKind.EMPTY) is None  # a record's name


@pytest.mark.parametrize(
    "label", ["1月份小计", "义务植树小计", "1-6月合计", "截至10月累计", "合计3场", "平均"]
)
def test_labels_of_totals(label: str) -> None:
    assert row_kind(HEADER, {1: label, 5: 34}) == RowKind.TOTAL
    assert row_kind(HEADER, {1: 1, 2: f"{label}划行动", 5: 34}) is None


def test_a_starred_record_is_no_note() -> None:
    header = found(["活动名称", "活动时间", "活动地点"])
    assert row_kind(header, {1: "★义务植树", 2: "2026-3-12", 3: "绣屏山"}) is None


def test_a_note_goes_on_in_the_rows_below_it() -> None:
    assert row_kind(HEADER, {1: "2.人数按人次计"}, RowKind.NOTE) == RowKind.NOTE
    assert row_kind(HEADER, {1: "各股室请于每月5日前将本表电子版和纸质版一并报送党政办"}) == RowKind.NOTE


def test_long_texts_over_a_header_are_no_header() -> None:
    long = "志愿服务活动情况，" * 3000
    header = found([long] * 40, [long] * 40, ["活动名称", "活动时间", f"活动地点（{long}）", "备注"])
    assert (header.top, header.bottom) == (3, 3)
    assert mapping(header)["活动名称"] == "title"
    # A column with a whole explanation in its head is still a column, and can be named by it.
    assert 3 in header.columns and header.columns[3].field is None
    header = found(["活动名称", "活动时间", long], **{long: "place"})
    assert header.columns[3].field is not None and header.columns[3].field.key == "place"
