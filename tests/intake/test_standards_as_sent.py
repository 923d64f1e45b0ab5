"""Layouts in which superiors send their standards that were once read wrongly without a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from civdesk.desk import importing_standards
from civdesk.desk.importing_standards import StandardPlan
from civdesk.domain.standards import Indicator, own_points
from civdesk.store.workspace import Workspace

Read = Callable[..., StandardPlan]


@pytest.fixture
def read(workspace: Workspace, tmp_path: Path) -> Read:
    """Reads rows (from A1) as a standard."""

    def plan(*rows: Sequence[object], merges: Sequence[str] = ()) -> StandardPlan:
        book = openpyxl.Workbook()
        assert book.active is not None
        for row in rows:
            book.active.append(list(row))
        for merge in merges:
            book.active.merge_cells(merge)
        book.save(tmp_path / "标准.xlsx")
        return importing_standards.plan(
            workspace, importing_standards.look(workspace, tmp_path / "标准.xlsx")
        )

    return plan


def titled(plan: StandardPlan, title: str) -> Indicator:
    (one,) = [one for one in plan.standard.indicators if one.title == title]
    return one


def leaves(plan: StandardPlan) -> list[str]:
    parents = {one.parent for one in plan.standard.indicators}
    return [one.title for one in plan.standard.indicators if one.code not in parents]


def points(plan: StandardPlan, *ways: str) -> float:
    return (
        sum(
            own
            for code, own in own_points(plan.standard).items()
            if plan.standard.indicator(code).scoring.way in (ways or ("all",))
        )
        / 100
    )


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("标准要求", "asked"),
        ("标准内容", "asked"),
        ("考核内容及标准", "asked"),
        ("指标描述", "asked"),
        ("考核项目及分值", "level"),
        ("数据采集时间", "span"),
        ("数据采集方法", "methods"),
        ("加分分值", "points"),
        ("认定依据", "proofs"),
        ("扣分原因", ""),
    ],
)
def test_more_names_of_columns(read: Read, header: str, meaning: str) -> None:
    plan = read(["项目", "测评内容", header, "责任单位"], ["甲", "乙", "有计划", "办公室"])
    assert plan.mapping[header] == meaning
    assert not [one for one in plan.doubts if "看不出是什么列" in one.reason]


def test_a_column_that_is_not_known_is_named(read: Read) -> None:
    plan = read(["项目", "测评标准", "分值", "五星要点甲"], ["甲", "有计划", 5, "要紧的话"])
    assert [(one.text, one.row) for one in plan.doubts] == [("五星要点甲", 1)]


def test_who_leads_and_who_helps(read: Read) -> None:
    plan = read(
        ["序号", "创建任务", "具体要求", "责任分工", None, "完成时限"],
        [None, None, None, "牵头单位", "责任单位", None],
        [1, "组织领导", "调整充实领导小组", "党政办（牵头）", "各股室、各直属单位", "6月底、12月底前"],
        [2, "宣传氛围", "有宣传栏", "牵头：党政办；配合：综合股、人事股", None, "6月、12月"],
        ["填表人：", None, None, "审核人："],
        merges=["D1:E1"],
    )
    first, second = titled(plan, "组织领导"), titled(plan, "宣传氛围")
    assert (first.lead, first.support) == (("党政办",), ("各股室", "各直属单位"))
    assert (second.lead, second.support) == (("党政办",), ("综合股", "人事股"))
    assert [one.date for one in first.due] == [one.date for one in second.due] == ["06-30", "12-31"]
    assert leaves(plan) == ["组织领导", "宣传氛围"]


def test_what_is_printed_on_every_page_is_no_indicator(read: Read) -> None:
    plan = read(
        ["某市文明社区测评表"],
        ["项目", "测评内容", "分值", "测评方法"],
        ["组织", "有工作计划", 5, "材料审核"],
        ["本页小计", None, 5],
        ["第1页 共2页"],
        ["某市文明社区测评表"],
        ["项目", "测评内容", "分值", "测评方法"],
        ["环境", "无乱贴乱画", 5, "实地考察"],
        ["得分合计", None, 10],
        ["测评组成员签字：", None, None, "测评日期：  年  月  日"],
        ["考评组（签字）：", None, "社区负责人（签字）：", None],
    )
    assert leaves(plan) == ["有工作计划", "无乱贴乱画"]
    assert points(plan) == 10
    assert [one.reason for one in plan.skipped] == [
        "合计行",
        "页码",
        "重复的标题",
        "重复的表头",
        "合计行",
        "说明文字",
        "说明文字",
    ]
    assert plan.doubts == ()


def test_another_table_below_with_columns_of_its_own(read: Read) -> None:
    plan = read(
        ["测评项目", "测评内容", "分值", "测评方法"],
        ["组织领导", "领导重视", 10, "材料审核"],
        ["合计", None, 10],
        ["特色指标（加分）"],
        ["序号", "加分内容", "加分分值", "认定依据"],
        [1, "获国家级表彰", 5, "表彰文件"],
        [2, "承办现场会", 3, "会议通知"],
    )
    assert leaves(plan) == ["领导重视", "获国家级表彰", "承办现场会"]
    assert (points(plan), points(plan, "bonus")) == (10, 8)
    assert titled(plan, "承办现场会").requirement == "认定依据：会议通知"


def test_points_in_the_words(read: Read) -> None:
    plan = read(
        ["测评项目（分值）", "考核内容及标准（分值）"],
        ["一、组织领导\n（20分）", "1.党委会每半年研究1次（5分）\n2.有计划（10分），有总结（5分）"],
        ["二、移风易俗\n（4分）", "列入年度工作要点（4分）"],
        ["总分24分"],
    )
    assert leaves(plan) == ["党委会每半年研究1次", "有计划", "移风易俗"]
    assert points(plan) == 24
    assert plan.doubts == ()
    assert titled(plan, "党委会每半年研究1次").asked == "党委会每半年研究1次"


def test_points_that_do_not_add_up_are_told_and_not_counted_twice(read: Read) -> None:
    every = read(["项目", "标准", "分值"], ["组织（7分）", "1.有计划（2分）；2.有总结（3分）。", None])
    assert points(every) == 5
    assert "按下面各项计分" in every.doubts[0].reason
    some = read(["项目", "标准", "分值"], ["组织", "1.有计划（2分）；2.有总结。", 7])
    assert points(some) == 7
    assert "按上一级计分" in some.doubts[0].reason
    total = read(["项目", "标准", "分值"], ["组织", "有计划", 7], ["合计", None, 100])
    assert "表上合计 100 分，读到的各项加起来 7 分" in total.doubts[0].reason


def test_bonus_and_minus_count_once_and_with_their_sign(read: Read) -> None:
    plan = read(
        ["序号", "项目", "内容", "分值", "评分办法"],
        ["一、基本指标（30分）"],
        [1, "理论武装", "中心组学习每月1次", 30, "少1次扣2分"],
        ["二、加分项（10分）"],
        [1, "先进典型", "获得道德模范称号", 5, "每人次加1分，最高5分"],
        [2, "经验推广", "在媒体刊发", 5, "每篇加0.5分，最多5分"],
        ["三、扣分项"],
        [1, "通报批评", "被通报批评", "-5", "每次扣1分"],
        ["四、负面清单"],
        [1, "违纪违法", "发生严重违纪违法案件", "一票否决", None],
        merges=["A2:E2", "A4:E4", "A7:E7", "A9:E9"],
    )
    assert (points(plan), points(plan, "bonus"), points(plan, "minus")) == (30, 10, 5)
    assert titled(plan, "违纪违法").requirement == "分值：一票否决"
    assert titled(plan, "理论武装").asked == "中心组学习每月1次"
    assert [(one.sentence, one.rule["ledger"]) for _, one in plan.proposals] == [
        ("中心组学习每月1次", "study"),
        ("发生严重违纪违法案件", "zero_report"),
    ]


def test_methods_of_single_criteria(read: Read) -> None:
    plan = read(
        ["项目", "测评标准", "测评方法"],
        [
            "组织机构",
            "1）有机构；\n2）有计划；\n3）有人员。\n符合上述3项为A；符合2项为B；其余情形为C。",
            "1）3）材料审核\n2）材料审核、问卷调查",
        ],
    )
    assert titled(plan, "组织机构").methods == ("材料审核", "问卷调查")
    assert [titled(plan, name).methods for name in ("有机构", "有计划", "有人员")] == [
        ("材料审核",),
        ("材料审核", "问卷调查"),
        ("材料审核",),
    ]
    assert titled(plan, "有人员").asked == "有人员。"
    assert not plan.proposals or all("符合" not in one.sentence for _, one in plan.proposals)


def test_columns_of_codes_number_what_stands_beside_them(read: Read) -> None:
    plan = read(
        ["一级指标", None, "二级指标", None, "三级指标", None, "分值"],
        ["编号", "名称", "编号", "名称", "编号", "测评标准", None],
        ["A1", "班子建设", "B1", "党建引领", "C1", "有计划", 5],
        [None, None, None, None, "C2", "有总结", 5],
        ["A2", "校园文化", "B2", "文化活动", "C4", "有活动", 5],
        merges=["A1:B1", "C1:D1", "E1:F1", "A3:A4", "B3:B4", "C3:C4", "D3:D4"],
    )
    assert [(one.code, one.title) for one in plan.standard.indicators] == [
        ("A1", "班子建设"),
        ("B1", "党建引领"),
        ("C1", "有计划"),
        ("C2", "有总结"),
        ("A2", "校园文化"),
        ("B2", "文化活动"),
        ("C4", "有活动"),
    ]


def test_titles_written_downwards_or_broken_at_the_edge(read: Read) -> None:
    plan = read(
        ["类别", "项目", "标准", "分"],
        ["组\n织\n领\n导\n(5分)", "班子建设", "村两委团结", 5],
        ["环 境 卫 生\n（ 5 分 ）", "村容\n村貌", "垃圾日产日清", 5],
    )
    assert [one.title for one in plan.standard.indicators] == ["组织领导", "班子建设", "环境卫生", "村容村貌"]


def test_weights_kept_as_fractions_and_formulas_without_a_result(read: Read) -> None:
    plan = read(
        ["一级指标", "二级指标", "权重", "标准"], ["基础", "机构", 0.1, "有"], [None, "制度", 0.15, "有"]
    )
    assert points(plan) == 25
    assert "按百分数" in plan.doubts[0].reason
    plan = read(["项目", "标准", "分值"], ["甲", "有计划", 5], ["乙", "有总结", "=C2*2"])
    assert [(one.row, one.text) for one in plan.doubts] == [(3, "分值")]


def test_the_version_in_a_line_of_its_own(read: Read) -> None:
    plan = read(["附件2："], ["某省文明单位测评细则"], ["（2026年修订）"], ["项目", "标准"], ["甲", "有计划"])
    assert (plan.standard.title, plan.standard.version) == ("某省文明单位测评细则", "2026年修订")


def test_what_is_asked_beside_several_criteria_is_proposed_too(read: Read) -> None:
    plan = read(
        ["项目", "测评标准", "佐证材料"], ["道德讲堂", "1.有固定场所；2.每季度1次。", "图片不少于2张"]
    )
    assert ("一", {"photo": 2}) in [(code, one.rule.get("proofs")) for code, one in plan.proposals]


def test_a_number_alone_is_a_code_and_what_is_asked_the_title(read: Read) -> None:
    plan = read(
        ["项目", "内容", "测评标准"], ["负面清单", "3.1", "发生责任事故"], [None, "3.2", "有违纪行为"]
    )
    assert [(one.code, one.title) for one in plan.standard.indicators][1:] == [
        ("3.1", "发生责任事故"),
        ("3.2", "有违纪行为"),
    ]
    plan = read(["项目", "内容", "测评标准"], ["A1", "组织", "有机构"], [None, "制度", "有制度"])
    assert plan.standard.indicators[0].title == "A1"
