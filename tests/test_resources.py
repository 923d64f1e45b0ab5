"""What is shipped holds: every ledger reads, nothing is ambiguous, and handed-in sheets find their fields."""

from __future__ import annotations

import contextlib
import csv
import functools
import json
import re
import sqlite3
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from civdesk import resources
from civdesk.domain.fields import Kind
from civdesk.domain.headernames import matches
from civdesk.domain.headers import find_header
from civdesk.domain.ledgers import Ledger, Role, ledger_data, read_ledger, read_roles
from civdesk.domain.numbers import converts
from civdesk.domain.rules import Test
from civdesk.domain.text import normal

FIXED = """cycle department staff site volunteer_activity moral_lecture study festival_activity bulletin_board
document honour spending problem activity publicity_site paired_aid""".split()  # noqa: SIM905
PROMISED = set(
    """date title place department people hours note number participants support money owner
    leader""".split()  # noqa: SIM905
)
# Lists of what is asked for: their entries hang on a year or a deadline, not on a day.
UNDATED = {"assignment", "material"}
# The kind of field each shared key has, wherever it stands. What looks for people, places and days in any
# ledger relies on it.
SHARED = {
    "date": {Kind.DATE},
    "title": {Kind.TEXT},
    "place": {Kind.PLACE},
    "department": {Kind.DEPARTMENT},
    "people": {Kind.INTEGER},
    "participants": {Kind.PEOPLE},
    "support": {Kind.DEPARTMENTS},
    "hours": {Kind.AMOUNT},
    "money": {Kind.AMOUNT},
    "owner": {Kind.PEOPLE, Kind.PERSON},
    "leader": {Kind.PERSON},
    "note": {Kind.LONG},
    "number": {Kind.TEXT, Kind.NUMBER},
}


@functools.cache
def ledgers() -> dict[str, Ledger]:
    shipped = {file.stem: read_ledger(data) for file, data in resources.tomls("ledgers")}
    return {ledger.key: ledger for ledger in shipped.values()} | shipped


@functools.cache
def roles() -> dict[str, Role]:
    return read_roles(resources.toml("roles.toml"))


def test_every_promised_ledger_is_shipped_in_a_file_of_its_name() -> None:
    assert set(FIXED) <= set(ledgers())
    for name, ledger in ledgers().items():
        assert ledger.key == name


def test_shipped_ledgers_survive_the_way_into_a_workspace_and_back() -> None:
    for ledger in ledgers().values():
        assert read_ledger(json.loads(json.dumps(ledger_data(ledger)))) == ledger


def test_ledgers_can_be_told_apart_and_stand_in_one_order() -> None:
    names = Counter(
        normal(name) for ledger in ledgers().values() for name in (ledger.title, *ledger.synonyms)
    )
    assert [name for name, times in names.items() if times > 1] == []
    assert len({ledger.position for ledger in ledgers().values()}) == len(ledgers())
    groups = [ledger.group for ledger in sorted(ledgers().values(), key=lambda ledger: ledger.position)]
    # A group is one run in that order, or the window would show its heading twice.
    assert len([group for n, group in enumerate(groups) if n == 0 or groups[n - 1] != group]) == len(
        set(groups)
    )


def test_no_ledger_is_called_what_is_only_one_kind_of_its_records() -> None:
    # A row 文体活动 of a superior's form would count every activity.
    for ledger in (ledger for ledger in ledgers().values() if ledger.date_field):
        parts = {normal(choice) for field in ledger.fields for choice in field.choices}
        assert not parts & {normal(name) for name in (ledger.title, *ledger.synonyms)}, ledger.key


def test_every_ledger_says_what_it_is_for_and_what_it_carries() -> None:
    for ledger in ledgers().values():
        assert ledger.help.endswith("。"), ledger.key
        assert ledger.carries, ledger.key
    carried = Counter(requirement for ledger in ledgers().values() for requirement in ledger.carries)
    assert [requirement for requirement, times in carried.items() if times > 1] == []


def test_shared_keys_mean_the_same_everywhere() -> None:
    seen = set()
    for ledger in ledgers().values():
        for field in ledger.fields:
            if field.key in SHARED:
                seen.add(field.key)
                assert field.kind in SHARED[field.key], (ledger.key, field.key)
            if field.key == "people":
                assert (field.unit, field.totals) == ("人次", True)
            if field.key == "hours":
                assert (field.unit, field.decimals, field.totals) == ("小时", 2, True)
            if field.key == "money":
                assert (field.unit, field.decimals) == ("元", 2)
    assert seen >= PROMISED


def test_events_are_dated_and_registers_have_their_span() -> None:
    for ledger in ledgers().values():
        if ledger.key in UNDATED:
            assert not ledger.date_field and "deadline" in ledger.keys, ledger.key
        elif ledger.register is None and ledger.key != "cycle":
            assert ledger.field(ledger.date_field).required, ledger.key
        if ledger.register is not None:
            assert ledger.register.start and ledger.register.end, ledger.key


def test_registers_answer_for_each_kind_of_name() -> None:
    answering = [kind for ledger in ledgers().values() if ledger.register for kind in ledger.register.kinds]
    assert sorted(answering) == sorted(
        [Kind.PERSON, Kind.PEOPLE, Kind.DEPARTMENT, Kind.DEPARTMENTS, Kind.PLACE, Kind.PLACE]
    )
    assert [key for key, one in ledgers().items() if one.register and Kind.PLACE in one.register.kinds] == [
        "site",
        "venue",
    ], "a new place that is typed becomes a site"


def test_filters_ask_for_what_can_be_chosen() -> None:
    for ledger in ledgers().values():
        for one in ledger.filters:
            for condition in (condition for where in one.where for condition in where):
                field = ledger.field(condition.field)
                if field.choices and not field.open and condition.test in (Test.ONE_OF, Test.NOT):
                    assert set(condition.values) <= set(field.choices), (ledger.key, one.title)


def test_what_identifies_or_reaches_a_person_is_sensitive() -> None:
    for ledger in ledgers().values():
        for field in ledger.fields:
            reaches = field.check in ("id_card", "phone")
            assert field.sensitive or not reaches, (ledger.key, field.key)
            if field.kind is Kind.TEXT:
                assert reaches or not re.search("电话|手机|身份证", field.title), (ledger.key, field.key)


def test_every_wanted_proof_has_a_role() -> None:
    for ledger in ledgers().values():
        for proof in ledger.proofs:
            assert proof.role in roles(), (ledger.key, proof.role)
    wanted = {proof.role: proof.wanted for proof in ledgers()["volunteer_activity"].proofs}
    assert wanted["photo"] == 2 and wanted["duration"] == 1  # the standards ask for both
    assert set(roles()) >= {"before", "after", "backdrop", "appeal", "money", "goods", "other"}
    assert {key for key, role in roles().items() if role.pictures} == {"photo", "backdrop", "before", "after"}


def test_quantities_that_reports_count_are_totalled() -> None:
    totalled = {field.unit for ledger in ledgers().values() for field in ledger.fields if field.totals}
    units = """次 场 期 幅 条 篇 本 份 块 处 人次 户 名 台 个 件 册 米 平方米 万平方米 车 吨 立方米 毫升 元
        学分 门 天 小时 分钟 盆"""
    # What a unit converts to is reported in it as well: 万元 of 元, 名 of 人次. Of 亩 a unit has so many on a
    # day; they add up to nothing.
    assert [
        one
        for one in units.split()
        if one not in totalled and not any(converts(one, two) for two in totalled)
    ] == []


def test_every_field_is_found_by_each_of_its_names() -> None:
    for ledger in ledgers().values():
        titles = {n: field.title for n, field in enumerate(ledger.fields, 1)}
        header = find_header([(1, titles)], [], ledger)
        assert header, ledger.key
        assert [column.field for column in header.mapped] == list(ledger.fields), ledger.key
        for field in ledger.fields:
            found = {name: _best(ledger, name) for name in field.synonyms}
            wrong = {name: other for name, other in found.items() if other != field.key}
            assert wrong == {}, (ledger.key, field.key)


def _best(ledger: Ledger, name: str) -> str | None:
    """The field that a lone column of this name fits best."""
    found = sorted(matches(ledger, [name]), key=lambda match: -match.quality)
    return found[0].field.key if found else None


def test_keys_can_be_written_bare_in_sql() -> None:
    with contextlib.closing(sqlite3.connect(":memory:")) as db:
        for ledger in ledgers().values():
            columns = ", ".join(ledger.keys)
            db.execute(f"create table ledger_{ledger.key} (id text primary key, {columns})")
            db.execute(f"select {columns} from ledger_{ledger.key}")


@pytest.mark.parametrize(
    ("ledger", "heads"),
    [
        ("volunteer_activity", "主题 日期 活动地点 参与人数 时长 责任科室 志愿者名单 服务对象 说明"),
        ("volunteer_activity", "项目 开展时间 地点 参加人次 总时长 承办股室 参与人员 备注"),
        ("activity", "活动主题 活动时间 场所 人数 主办单位 承办科室 备注"),
        ("festival_activity", "节日 活动名称 时间 地点 牵头股室 责任人 背景布置"),
        ("honour", "荣誉名称 级别 授予单位 获奖时间 获奖人员"),
        ("spending", "支出项目 金额 时间 经费来源 经办人"),
        ("document", "标题 发文字号 发文单位 发文日期 密级 页数 保管期限"),
        ("problem", "检查时间 存在问题 整改措施 整改科室 整改期限 整改情况 办结时间 复查结果"),
        ("paired_aid", "结对村 帮扶项目 帮扶时间 责任领导 资金 物资 帮扶内容"),
        ("publicity_site", "位置 主题 类型 数量 更新时间"),
        ("venue", "阵地名称 类别 地址 面积 书柜 图书 电脑 是否固定场所 统一标牌 专人 更新周期"),
        ("shop", "店名 经营者 联系电话 所在路段 类别 是否出店经营 责任书 告知书 挂钩责任人 违规次数 处罚"),
        ("asset", "设备名称 型号 数量 单位 位置 使用状况 处理措施 维修时间"),
        ("regulation", "制度名称 类别 制定时间 文号 是否上墙 归口科室"),
        ("assignment", "大项 测评内容 活动内容 责任领导 牵头股室 配合股室 责任人 时间要求 工作要求"),
        ("pledge", "责任书名称 类别 签订时间 甲方 乙方 应签 实签 备注"),
        ("meeting", "会议名称 会议类别 召开时间 会场 主持人 参会人数 应到 议题 决议"),
        ("leading_group", "小组名称 姓名 小组职务 职务 所在单位 文件号 成立时间 离任时间 调整原因"),
        ("plan", "计划名称 类别 年度 文号 印发时间 责任科室 是否备案"),
        ("appraisal", "考核对象 考核年度 考核时间 得分 等次 名次 奖惩情况 扣款"),
        ("accountability", "事由 被问责单位 被问责人 问责时间 问责方式 处理结果"),
        ("handout", "资料名称 发放时间 份数 发放对象 发放科室 印数"),
        ("banner", "横幅内容 幅数 悬挂时间 悬挂地点 责任人"),
        ("quiz", "竞赛名称 答题时间 答题形式 参赛人数 获奖情况 主办单位"),
        ("broadcast", "播放内容 媒介 播放时间 播放地点 次数 时长"),
        ("newsletter", "刊名 第几期 标题 印发时间 类别 编辑 份数"),
        ("news", "标题 媒体 级别 刊发时间 作者 篇数 网址 名次"),
        ("correspondent", "姓名 单位 手机 任务 上稿数"),
        ("online", "平台 形式 标题 发布时间 网址 传播人 条数"),
        ("initiative", "倡议书名称 事由 倡议对象 发布时间 发起单位"),
        ("preaching", "宣讲题目 宣讲人 身份 宣讲时间 宣讲地点 听众人数 场次"),
        ("disclosure", "公示内容 公示时间 公示截止日期 公示方式 责任科室 中标单位 中标金额"),
        ("exposure", "不文明行为 曝光时间 媒体 地点 责任单位 整改情况"),
        ("material", "测评指标 材料 责任科室 期限 完成情况 完成率 盒号"),
        ("submission", "材料名称 报送单位 截止日期 报送时间 是否按时 填报人 回执"),
        ("profile", "统计日期 占地面积 建筑面积 绿化率 在职人数 党员数 业务收入"),
        ("business_figure", "指标 单位 完成数 目标任务 同比增长 排名 截止时间"),
        ("staff", "姓名 部门 岗位 政治面貌 文化程度 人员状态 是否志愿者 联系电话 身份证号码"),
    ],
)
def test_heads_as_departments_write_them_find_a_field_each(ledger: str, heads: str) -> None:
    found = [field_of(ledgers()[ledger], head) for head in heads.split()]
    assert None not in found
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("name", "row", "ledger"),
    [
        ("干部职工花名册.xlsx", 2, "staff"),
        ("志愿服务活动台账.xlsx", 3, "volunteer_activity"),
        ("道德讲堂登记表.xlsx", 2, "moral_lecture"),
        ("集体学习台账.xlsx", 3, "study"),
        ("问题整改清单.csv", 1, "problem"),
    ],
)
def test_every_column_of_the_handed_in_sheets_has_its_field(
    samples: Path, name: str, row: int, ledger: str
) -> None:
    heads = [head for head in heads_of(samples / "sheets" / name, row) if head != "序号"]
    found = {head: field_of(ledgers()[ledger], head) for head in heads}
    assert [head for head, key in found.items() if key is None] == []
    assert len(set(found.values())) == len(heads) >= 8


def field_of(ledger: Ledger, head: str) -> str | None:
    """The field that a column head names once its unit in brackets is gone."""
    wanted = normal(re.sub(r"[（(].*?[）)]", "", head))
    for field in ledger.fields:
        if wanted in map(normal, (field.title, *field.synonyms)):
            return field.key
    return None


def heads_of(file: Path, row: int) -> list[str]:
    if file.suffix == ".csv":
        with file.open(encoding="gb18030", newline="") as stream:
            return next(csv.reader(stream))
    sheet = openpyxl.load_workbook(file).worksheets[0]
    return [str(cell.value) for cell in next(sheet.iter_rows(row, row, max_col=30)) if cell.value is not None]
