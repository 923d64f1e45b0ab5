"""Superiors' standards as they come: merged or not, numbered or not, with several demands in one cell."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civdesk.desk import importing_standards, standards
from civdesk.desk.importing_standards import StandardChoices, StandardPlan
from civdesk.domain.standard_columns import Meaning
from civdesk.domain.standards import Indicator
from civdesk.errors import DeskError, WrongUse
from civdesk.store.workspace import Workspace

TODAY = date(2026, 11, 22)
HEAD = ["测评项目", "指标名称", "测评标准", "分值", "测评方法", "牵头科室"]

Sheet = Sequence[Sequence[object]]
Book = Callable[..., Path]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Makes a workbook of rows (from A1), with merged ranges; more sheets by name."""

    def make(rows: Sheet, merges: Sequence[str] = (), name: str = "标准.xlsx", **more: Sheet) -> Path:
        workbook = openpyxl.Workbook()
        first = workbook.active
        assert first is not None
        first.title = "测评体系"
        for sheet, content in ((first, rows), *((workbook.create_sheet(key), more[key]) for key in more)):
            for row in content:
                sheet.append(list(row))
        for merge in merges:
            first.merge_cells(merge)
        workbook.save(tmp_path / name)
        return tmp_path / name

    return make


def planned(ws: Workspace, path: Path, **choices: object) -> StandardPlan:
    return importing_standards.plan(ws, importing_standards.look(ws, path), StandardChoices(**choices))  # type: ignore[arg-type]


def tree(plan: StandardPlan) -> list[tuple[str, str, str]]:
    return [(one.code, one.title, one.parent) for one in plan.standard.indicators]


def leaf(plan: StandardPlan, code: str) -> Indicator:
    return plan.standard.indicator(code)


def test_three_levels_merged_downwards_with_criteria_in_one_cell(workspace: Workspace, book: Book) -> None:
    path = book(
        [
            ["某市文明单位测评体系（2026年版）"],
            ["一级指标", "二级指标", "三级指标", "测评标准", "分值", "测评方法"],
            [
                "Ⅰ-1 机制",
                "Ⅱ-1 组织",
                "Ⅲ-1 机构",
                "1)成立领导小组；\n2)每季度研究1次精神文明建设",
                6,
                "材料审核、实地考察",
            ],
            [None, None, "Ⅲ-2 计划", "有年度计划", 4, "材料审核"],
            ["Ⅰ-2 活动", "Ⅱ-2 道德", "Ⅲ-3 道德讲堂", "每月不少于1次", "10分", "网络查看"],
            ["合计", None, None, None, 20],
        ],
        ["A1:F1", "A3:A4", "B3:B4"],
    )
    plan = planned(workspace, path)
    assert plan.standard.title == "某市文明单位测评体系（2026年版）"
    assert plan.standard.version == "2026年版"
    assert tree(plan) == [
        ("Ⅰ-1", "机制", ""),
        ("Ⅱ-1", "组织", "Ⅰ-1"),
        ("Ⅲ-1", "机构", "Ⅱ-1"),
        ("Ⅲ-1·1)", "成立领导小组", "Ⅲ-1"),
        ("Ⅲ-1·2)", "每季度研究1次精神文明建设", "Ⅲ-1"),
        ("Ⅲ-2", "计划", "Ⅱ-1"),
        ("Ⅰ-2", "活动", ""),
        ("Ⅱ-2", "道德", "Ⅰ-2"),
        ("Ⅲ-3", "道德讲堂", "Ⅱ-2"),
    ]
    assert [leaf(plan, code).points for code in ("Ⅲ-1", "Ⅲ-2", "Ⅲ-3")] == [600, 400, 1000]
    assert leaf(plan, "Ⅲ-1").methods == ("材料审核", "实地考察")
    assert [(one.row, one.reason) for one in plan.skipped] == [(6, "合计行")]


def test_blanks_instead_of_merged_cells_read_the_same(workspace: Workspace, book: Book) -> None:
    rows: list[list[object]] = [
        HEAD,
        ["一、机制", "领导重视", "有计划", 5],
        [None, "责任落实", "有责任书", 5],
        ["二、活动", "志愿服务", "每月1次", 5],
    ]
    merged = planned(workspace, book(rows, ["A2:A3"], "a.xlsx"))
    assert tree(merged) == tree(planned(workspace, book(rows, (), "b.xlsx")))
    rows[2][0] = "一、机制"  # repeated instead of merged
    assert tree(merged) == tree(planned(workspace, book(rows, (), "c.xlsx")))
    assert tree(merged)[:3] == [("一", "机制", ""), ("一-1", "领导重视", "一"), ("一-2", "责任落实", "一")]


def test_an_outline_in_one_column_nests_by_its_numbers(workspace: Workspace, book: Book) -> None:
    path = book(
        [
            ["内容", "分值", "责任科室", "完成时限"],
            ["一、组织领导", 20, None, None],
            ["（一）领导重视", 10, "党政办", "3月底前"],
            ["1.成立领导小组", 5, "党政办", None],
            ["2.专题研究", 5, "党政办", None],
            ["（二）制度健全", 10, "综合股", None],
            ["二、创建活动", 30, None, None],
            ["（一）志愿服务", 30, "团委", "全年"],
        ]
    )
    plan = planned(workspace, path)
    assert tree(plan) == [
        ("一", "组织领导", ""),
        ("一(一)", "领导重视", "一"),
        ("一(一)·1", "成立领导小组", "一(一)"),
        ("一(一)·2", "专题研究", "一(一)"),
        ("一(二)", "制度健全", "一"),
        ("二", "创建活动", ""),
        ("二(一)", "志愿服务", "二"),
    ]
    assert leaf(plan, "一(一)").due[0].date == "03-31"
    assert leaf(plan, "一(一)").lead == ("党政办",)


def test_headings_across_the_table_are_a_level_above(workspace: Workspace, book: Book) -> None:
    path = book(
        [
            ["序号", "考核项目", "考核标准", "分值", "责任单位"],
            ["一、基础工作（40分）"],
            [1, "组织机构", "有领导小组", 20, "办公室"],
            [2, "工作计划", "有计划、有总结", 20, "办公室"],
            ["二、加分项"],
            [1, "受表彰", "每获一项表彰加0.5分，最多2分", 2, "办公室"],
        ],
        ["A2:E2", "A5:E5"],
    )
    plan = planned(workspace, path)
    assert tree(plan) == [
        ("一", "基础工作", ""),
        ("一·1", "组织机构", "一"),
        ("一·2", "工作计划", "一"),
        ("二", "加分项", ""),
        ("二·1", "受表彰", "二"),
    ]
    assert leaf(plan, "一").points == 4000
    bonus = leaf(plan, "二·1")
    assert (bonus.scoring.way, bonus.scoring.each, bonus.points) == ("bonus", 50, 200)


def test_two_header_rows_and_methods_to_be_ticked(workspace: Workspace, book: Book) -> None:
    path = book(
        [
            ["附件1"],
            ["文明单位考核细则"],
            ["项目", "考核内容", "考核要求", "分值", "考核方式", None, "责任分工", None],
            [None, None, None, None, "材料审核", "实地考察", "牵头", "配合"],
            ["阵地", "道德讲堂", "有固定场所", 5, "√", None, "党政办", "各股室"],
            [None, "宣传栏", "每季度更新1次", 5, "√", "√", "宣传科、工会", None],
        ],
        ["A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:F3", "G3:H3", "A5:A6"],
    )
    plan = planned(workspace, path)
    assert plan.standard.title == "文明单位考核细则"
    first, second = leaf(plan, "一-1"), leaf(plan, "一-2")
    assert (first.methods, first.lead, first.support) == (("材料审核",), ("党政办",), ("各股室",))
    assert (second.methods, second.lead) == (("材料审核", "实地考察"), ("宣传科", "工会"))


def test_several_rows_of_one_indicator_and_points_merged_over_them(workspace: Workspace, book: Book) -> None:
    path = book(
        [
            HEAD,
            ["活动", "志愿服务", "注册率30%以上", 10, "网络查看", "团委"],
            [None, None, "每月开展1次", None, None, None],
            [None, "文体活动", "全年不少于3次", 5, "材料审核", "工会"],
        ],
        ["A2:A4", "B2:B3", "D2:D3", "E2:E3", "F2:F3"],
    )
    plan = planned(workspace, path)
    assert tree(plan) == [
        ("一", "活动", ""),
        ("一-1", "志愿服务", "一"),
        ("一-1-1", "注册率30%以上", "一-1"),
        ("一-1-2", "每月开展1次", "一-1"),
        ("一-2", "文体活动", "一"),
    ]
    assert leaf(plan, "一-1").points == 1000
    assert leaf(plan, "一-1-1").points is None
    assert leaf(plan, "一-1-2").lead == ("团委",)  # merged over both rows


def test_no_numbers_at_all_and_demands_written_out_in_the_last_level(
    workspace: Workspace, book: Book
) -> None:
    path = book(
        [
            ["类别", "工作内容", "责任人", "备注"],
            [
                "思想道德",
                "深入开展社会主义核心价值观宣传教育，主题宣传点位不少于5处，每半年更新一次",
                "张三 李四",
                None,
            ],
            [None, "组织道德模范学习宣传活动，推荐身边好人线索，事迹活动每半年1次以上", None, "重点"],
        ]
    )
    plan = planned(workspace, path)
    assert [title for _, title, _ in tree(plan)] == [
        "思想道德",
        "深入开展社会主义核心价值观宣传教育",
        "组织道德模范学习宣传活动",
    ]
    one = leaf(plan, "一-1")
    assert one.asked.startswith("深入开展")
    assert one.owner == ("张三", "李四")
    assert leaf(plan, "一-2").requirement == "备注：重点"


def test_gaps_and_repeated_numbers_do_not_matter(workspace: Workspace, book: Book) -> None:
    path = book(
        [
            HEAD,
            ["Ⅰ-1 甲", "Ⅱ-1 子", "要求一", 1],
            ["Ⅰ-3 乙", "Ⅱ-1 丑", "要求二", 1],
            ["Ⅰ-3 丙", "Ⅱ-9 寅", "要求三", 1],
        ]
    )
    plan = planned(workspace, path)
    codes = [one.code for one in plan.standard.indicators]
    assert len(codes) == len(set(codes)) == 6
    assert [one.title for one in plan.standard.indicators] == ["甲", "子", "乙", "丑", "丙", "寅"]
    assert {one.row for one in plan.doubts} == {3, 4}
    assert all("不止一处" in one.reason for one in plan.doubts)


def test_ten_levels(workspace: Workspace, book: Book) -> None:
    head = [f"{name}级指标" for name in "一二三四五六七八九十"]
    path = book(
        [
            [*head, "测评标准"],
            [*(f"第{n}层" for n in range(1, 11)), "做到"],
            [*[None] * 9, "另一项", "也做到"],
        ]
    )
    plan = planned(workspace, path)
    assert len(plan.standard.indicators) == 11
    assert leaf(plan, plan.standard.indicators[-1].parent).title == "第9层"


def test_a_code_that_became_a_date_is_read_and_named(workspace: Workspace, book: Book) -> None:
    path = book(
        [
            ["编号", "指标名称", "测评标准"],
            [date(2026, 1, 1), "机构", "有"],
            [date(2026, 1, 2), "计划", "有"],
            ["1-3", "总结", "有"],
        ]
    )
    plan = planned(workspace, path)
    assert [one.code for one in plan.standard.indicators] == ["1-1", "1-2", "1-3"]
    assert [one.row for one in plan.doubts] == [2, 3]


def test_names_that_run_together_are_told_apart_by_the_registers(workspace: Workspace, book: Book) -> None:
    from civdesk.desk import records

    for name in ("党政办", "综合股"):
        records.add(workspace, "department", {"title": name}, today=TODAY)
    plan = planned(
        workspace,
        book(
            [
                HEAD,
                ["机制", "机构", "有", 1, "材料审核", "党政办综合股"],
                [None, "计划", "有", 1, None, "党政办人事股"],
            ]
        ),
    )
    assert leaf(plan, "一-1").lead == ("党政办", "综合股")
    assert leaf(plan, "一-2").lead == ("党政办人事股",)  # one of them is not known: left as written


def test_what_cannot_be_read_is_named_and_the_row_still_comes_in(workspace: Workspace, book: Book) -> None:
    path = book(
        [
            [*HEAD[:3], "分值", "测评时段"],
            ["机制", "机构", "有", "5-10", "待定"],
            [None, "计划", "有", "3分", "2024-2026年"],
            ["注：本表由各单位自行填写"],
            [*HEAD[:3], "分值", "测评时段"],
        ]
    )
    plan = planned(workspace, path)
    assert leaf(plan, "一-1").points is None
    assert leaf(plan, "一-2").span == "2024-01-01/2026-12-31"
    assert [one.row for one in plan.doubts] == [2, 2]
    assert [(one.row, one.reason) for one in plan.skipped] == [(4, "说明文字"), (5, "重复的表头")]


def test_what_stands_around_the_table_is_named(workspace: Workspace, book: Book) -> None:
    path = book(
        [
            ["附件2"],
            ["文明单位考核标准"],
            ["指标名称", "测评标准", None, "分值"],
            ["机构", "有领导小组", "多出来的话", 5],
            ["本标准由市文明办负责解释。"],
            ["填报人：", "日期：2026年"],
        ],
        ["A5:D5"],
    )
    plan = planned(workspace, path)
    assert [one.title for one in plan.standard.indicators] == ["机构"]
    assert [(one.row, one.reason, one.lost) for one in plan.skipped] == [
        (1, "表头以上的文字", False),
        (5, "整行的文字，下面没有指标", True),
        (6, "说明文字", False),
    ]
    assert [one.text for one in plan.doubts] == ["C 列"]
    named = planned(workspace, path, mapping={"C": "备注"})
    assert leaf(named, "1").requirement == "C：多出来的话"
    assert not named.doubts


def test_several_sheets_come_in_below_their_names(workspace: Workspace, book: Book) -> None:
    path = book(
        [HEAD, ["机制", "机构", "有", 5]],
        负面清单=[HEAD, ["一票否决", "违法", "领导班子严重违纪违法"]],
        说明=[["本办法自发布之日起施行"]],
    )
    plan = planned(workspace, path)
    assert [title for _, title, parent in tree(plan) if not parent] == ["测评体系", "负面清单"]
    assert [(one.sheet, one.reason) for one in plan.skipped] == [("说明", "没有找到表头")]
    only = planned(workspace, path, sheets=("负面清单",))
    assert [title for _, title, _ in tree(only)] == ["一票否决", "违法"]


def test_the_clerk_names_the_columns_once(workspace: Workspace, book: Book) -> None:
    rows = [["甲", "乙", "丙"], ["机制", "每季度研究1次精神文明建设", "6"], ["活动", "每月1次", "4"]]
    path = book(rows)
    with pytest.raises(WrongUse, match="表头") as error:
        planned(workspace, path)
    assert error.value.kind == "no_header"
    said = {"甲": "层级", "B": "测评标准", "丙": "分值"}
    plan = planned(workspace, path, mapping=said, header_rows={"": 1})
    assert [(one.title, one.points) for one in plan.standard.indicators] == [("机制", 600), ("活动", 400)]
    importing_standards.take(workspace, plan, on=TODAY)
    again = importing_standards.look(workspace, book(rows, name="next.xlsx"))
    assert again.sheets[0].remembered
    assert tree(importing_standards.plan(workspace, again)) == tree(plan)


def test_a_sheet_without_a_header(workspace: Workspace, book: Book) -> None:
    path = book([["机制", "有计划", 5], ["活动", "有总结", 5]])
    plan = planned(workspace, path, mapping={"A": "层级", "B": "标准", "C": "分值"}, header_rows={"": 0})
    assert [one.points for one in plan.standard.indicators] == [500, 500]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "没有内容"),
        ([["只有标题的一张表"]], "表头"),
        ([HEAD], "没有一条指标"),
        ([["姓名", "性别", "出生日期"], ["张三", "男", "1990-01-01"]], "表头"),
    ],
)
def test_what_is_no_standard_is_refused_in_one_sentence(
    workspace: Workspace, book: Book, rows: Sheet, said: str
) -> None:
    before = len(standards.all_standards(workspace))
    with pytest.raises(WrongUse, match=said):
        importing_standards.import_standard(workspace, book(rows), on=TODAY)
    assert len(standards.all_standards(workspace)) == before


def test_three_hundred_columns_and_formulas_do_no_harm(workspace: Workspace, book: Book) -> None:
    wide = [f"栏{n}" for n in range(300)]
    path = book(
        [
            [*HEAD, *wide],
            ["机制", "机构", "=CONCATENATE(1,2)", "=SUM(A1:A2)", None, None, *range(300)],
            [None, "计划", "有", 5],
        ]
    )
    plan = planned(workspace, path)
    assert [title for _, title, _ in tree(plan)] == ["机制", "机构", "计划"]
    assert leaf(plan, "一-1").asked == ""


def test_a_standard_as_toml(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        'key = "own"\ntitle = "自定标准"\n[[indicators]]\ncode = "1"\ntitle = "机制"\n', encoding="utf-8"
    )
    taken = importing_standards.import_standard(workspace, path, on=TODAY)
    assert (taken.standard, taken.indicators, taken.proposed_rules) == ("own", 1, 0)
    with pytest.raises(WrongUse) as error:
        importing_standards.import_standard(workspace, path, on=TODAY)
    assert error.value.kind == "exists"
    path.write_text("key = ", encoding="utf-8")
    with pytest.raises(WrongUse, match="TOML"):
        importing_standards.import_standard(workspace, path, on=TODAY)


def test_taking_in_is_one_step_that_can_be_undone(workspace: Workspace, book: Book) -> None:
    from civdesk.desk import history, proposals

    path = book([HEAD, ["活动", "道德讲堂", "每月不少于1次，图片不少于2张", 5]])
    taken = importing_standards.import_standard(workspace, path, active=True, on=TODAY)
    assert taken.proposed_rules == 2
    assert [one.words for one in proposals.waiting(workspace, taken.standard)] == [
        "道德讲堂：每月至少 1 期",
        "每期道德讲堂都有现场照片 2 份",
    ]
    history.undo(workspace)
    assert taken.standard not in [one.key for one in standards.all_standards(workspace)]


def test_the_samples(workspace: Workspace, samples: Path) -> None:
    city = planned(workspace, samples / "sheets" / "市级文明单位测评标准.xlsx")
    assert [one.title for one in city.standard.indicators if not one.parent] == [
        "创建机制",
        "创建活动",
        "环境与民意",
        "负面清单",
    ]
    assert sum(one.points or 0 for one in city.standard.indicators) == 8000
    assert city.unread == () and city.doubts == ()
    share = planned(workspace, samples / "sheets" / "省级文明单位测评指标任务分解表.xlsx")
    assert leaf(share, "四-3①").parent == "四-3"
    assert sum(one.points or 0 for one in share.standard.indicators) == 10000
    assert leaf(share, "四-1").due[0].date == "10-31"  # 11月前 is not 11月底前
    assert share.standard.note == "注：责任人由各股室自定"


OUTLINE = [
    ["县级文明单位标准"],
    HEAD,
    ["一、机制", "领导重视", "有计划", 5],
    [None, "责任落实", "有责任书", 5],
]


def test_a_standard_as_csv(workspace: Workspace, book: Book, tmp_path: Path) -> None:
    wanted = tree(planned(workspace, book(OUTLINE, ["A1:F1", "A3:A4"])))
    comma = tmp_path / "标准.csv"
    lines = [",".join("" if cell is None else str(cell) for cell in row) for row in OUTLINE]
    comma.write_bytes("\r\n".join(lines).encode("gb18030"))
    assert tree(planned(workspace, comma)) == wanted


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not there")
def test_a_standard_in_other_formats(workspace: Workspace, book: Book, tmp_path: Path) -> None:
    path = book(OUTLINE, ["A1:F1", "A3:A4"])
    wanted = tree(planned(workspace, path))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for kind, form in (("xls", "xls:MS Excel 97"), ("ods", "ods")):
        command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(tmp_path / kind)]
        subprocess.run([*command, str(path)], check=True, capture_output=True)
        again = planned(workspace, tmp_path / kind / f"标准.{kind}")
        assert (tree(again), again.standard.title) == (wanted, "县级文明单位标准")


texts = st.text(st.sampled_from("机制活动一二ⅠⅡ12-、（）.①每月次分 \n"), max_size=12)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(texts, min_size=6, max_size=6), max_size=8))
def test_whatever_stands_there_every_row_is_in_or_named(
    workspace: Workspace, book: Book, rows: Sheet
) -> None:
    try:
        plan = planned(workspace, book([HEAD, *rows]))
    except DeskError:
        return
    codes = [one.code for one in plan.standard.indicators]
    assert len(codes) == len(set(codes))
    named = "".join(one.title + one.asked for one in plan.standard.indicators) + "".join(
        s.text for s in plan.skipped
    )
    for row in rows:
        for word in str(row[1]).split():
            if "机" in word:
                assert "机" in named


def test_every_meaning_can_be_said() -> None:
    from civdesk.domain.standard_columns import read_meaning

    for one in Meaning:
        assert read_meaning(one.label) is one
        assert read_meaning(one.value) is one
    with pytest.raises(WrongUse, match="可写"):
        read_meaning("随便")
