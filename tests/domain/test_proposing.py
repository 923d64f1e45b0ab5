"""What a superior's sentence asks for, read as rules; nothing is guessed in silence."""

from __future__ import annotations

import functools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk import resources
from civdesk.domain.ledgers import read_ledger, read_roles
from civdesk.domain.proposing import propose, with_ledger
from civdesk.domain.proposing_clause import Proposed
from civdesk.domain.proposing_numbers import amounts, cadence, deadline_in
from civdesk.domain.proposing_words import Vocabulary, vocabulary
from civdesk.domain.rule_data import read_rule
from civdesk.domain.sentences import sentence


@functools.cache
def words() -> Vocabulary:
    books = {one.key: one for _, data in resources.tomls("ledgers") for one in [read_ledger(data)]}
    return vocabulary(resources.toml("proposing.toml"), books, read_roles(resources.toml("roles.toml")))


def asked(text: str, *titles: str) -> tuple[Proposed, ...]:
    return propose(text, titles, words()).proposed


def one(text: str, *titles: str) -> Any:
    (found,) = asked(text, *titles)
    assert not found.candidates
    return found.rule


def said(text: str, *titles: str) -> list[str]:
    roles = read_roles(resources.toml("roles.toml"))
    return [sentence(read_rule(found.rule), words().ledgers, roles) for found in asked(text, *titles)]


@pytest.mark.parametrize(
    ("text", "titles", "words"),
    [
        ("每半年不少于1次", ["好人事迹活动"], ["好人事迹活动或活动（活动类别为好人事迹）：每半年至少 1 次"]),
        ("全年不少于6次", ["集体学习"], ["集体学习：每年至少 6 次"]),
        (
            "每两个月至少1次，全年不少于6次",
            ["集体学习"],
            ["集体学习：每两个月至少 1 次", "集体学习：每年至少 6 次"],
        ),
        ("每季度至少开展1次道德讲堂", [], ["道德讲堂：每季度至少 1 期"]),
        ("党组每季度研究1次精神文明建设", ["组织领导"], ["会议（研究文明创建）：每季度至少 1 次"]),
        ("图片不少于2张", ["道德讲堂"], ["每期道德讲堂都有现场照片 2 份"]),
        ("有方案有总结", ["志愿服务活动"], ["每次志愿服务活动都有方案、总结"]),
        ("主题宣传不少于5处", ["创建氛围"], ["宣传点位：至少 5 处"]),
        ("3月底前印发年度计划", [], ["有年度计划（每年3月31日前）"]),
        ("半年、全年各有总结", ["计划总结"], ["有半年总结（每年）", "有工作总结（每年）"]),
        ("无重大安全事故", [], ["全年没有安全事故，并有零报告声明"]),
        ("职工刑事案件", ["近24个月", "负面清单"], ["近 24 个月内没有刑事案件，并有零报告声明"]),
        ("注册志愿者占干部职工总数90%以上", [], ["注册志愿者占在职职工的比例不低于 90%"]),
        ("人均志愿服务时长超过40小时", [], ["志愿服务时长按在职职工平均，每年超过 40 小时"]),
        (
            "公益广告每半年更新一次",
            [],
            ["每个宣传点位（形式为户外公益广告或公益广告）都在近 6 个月内有更新日期"],
        ),
        ("每个处室花木不少于2盆", [], ["每个科室：绿化花木（类别为摆放花木）至少 2 盆"]),
        ("成立创建工作领导小组并及时调整", [], ["有领导小组成员"]),
    ],
)  # fmt: skip
def test_sentences_of_real_standards(text: str, titles: list[str], words: list[str]) -> None:
    assert said(text, *titles) == words


def test_strict_and_inclusive() -> None:
    for words_, comparator in (
        ("不少于3次", "at_least"),
        ("3次以上", "at_least"),
        ("不低于3次", "at_least"),
        ("至少开展3次", "at_least"),
        ("3次", "at_least"),
        ("超过3次", "more_than"),
        ("不超过3次", "at_most"),
        ("3次以内", "at_most"),
        ("少于3次", "less_than"),
    ):
        assert one(f"道德讲堂每月{words_}")[comparator] == 3, words_
    assert one("群众满意率达到95%以上")["at_least"] == "95%"
    assert one("群众满意率高于95%")["more_than"] == "95%"
    assert one("专题集体学习每月1—2次")["between"] == [1, 2]


def test_a_survey_is_the_latest_one() -> None:
    rule = one("职工知晓率100%", "满意度")
    assert rule["numerator"]["measure"] == rule["denominator"]["measure"] == "latest"
    assert rule["numerator"]["where"] == {"kind": "知晓率"}


def test_each_festival_and_the_pictures_of_each() -> None:
    count, proofs = asked("春节、元宵、清明、端午、中秋、重阳各开展1次，图片不少于2张。", "传统节日")
    assert count.rule["each"] == {
        "values": ["春节", "元宵", "清明", "端午", "中秋", "重阳"],
        "field": "festival",
    }
    assert proofs.rule["proofs"] == {"photo": 2}


def test_what_may_be_several_ledgers_has_none_and_names_them() -> None:
    (found,) = asked("3月底前开展义务植树")
    assert "ledger" not in found.rule
    assert set(found.candidates) == {"volunteer_activity", "welfare"}
    assert with_ledger(found.rule, "welfare", found.where)["where"] == {"kind": "义务植树"}
    (vague,) = asked("活动不少于3次")
    assert "ledger" not in vague.rule


def test_a_number_from_which_nothing_was_read_is_named() -> None:
    assert propose("绿化覆盖率35%以上", [], words()).unread == ("绿化覆盖率35%以上",)
    assert propose("领导重视，氛围浓厚", [], words()).unread == ()


@given(st.integers(1, 99), st.sampled_from(["每月", "每季度", "每半年", "全年", "每周"]))
def test_the_number_and_the_cadence_are_those_that_stand_there(number: int, how_often: str) -> None:
    rule = one(f"{how_often}不少于{number}次", "道德讲堂")
    assert rule["at_least"] == number
    assert rule["per"] == cadence(how_often)


@given(
    st.text("每月季度年不少于至超过以上内次场图片张率%1234有方案总结前底、，。；一二两", max_size=30),
    st.sampled_from(["道德讲堂", "志愿服务", ""]),
)
def test_whatever_is_read_is_a_rule_that_can_be_asked_and_said(text: str, title: str) -> None:
    roles = read_roles(resources.toml("roles.toml"))
    for found in asked(text, title):
        assert found.sentence
        rule = read_rule(with_ledger(found.rule, "activity"))
        assert sentence(rule, words().ledgers, roles)
        if not found.candidates and "ledger" in found.rule:
            assert found.rule["ledger"] in words().ledgers


def test_numbers_in_words() -> None:
    assert [(dict(a.need), a.unit) for a in amounts("全年开展十二次")] == [({"at_least": 12}, "次")]
    assert [dict(a.need) for a in amounts("5万人以上")] == [{"at_least": 50000}]
    assert amounts("一票否决；第一次；2026年") == []
    assert [dict(a.need) for a in amounts("每天一清扫")] == [{"at_least": 1}]
    assert deadline_in("计划3月底前完成") == "03-31"
    assert deadline_in("3月底前计划，12月上旬前总结") == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("每季度1次，少1次扣1分", ["道德讲堂：每季度至少 1 期"]),
        ("每季度开展1次得2分", ["道德讲堂：每季度至少 1 期"]),
        ("符合上述3项为A；符合2项为B；其余情形为C", []),
        ("每低1个百分点扣0.5分，扣完为止", []),
        ("每人次加1分，最高5分", []),
        ("每月2次", ["道德讲堂：每月至少 2 期"]),
        ("每季度开展道德讲堂", ["道德讲堂：每季度至少 1 期"]),
    ],
)
def test_what_is_scored_is_not_what_is_asked(text: str, words: list[str]) -> None:
    assert said(text, "道德讲堂") == words


def test_people_of_each_time_are_not_those_of_the_year() -> None:
    assert one("每次不少于50人次", "道德讲堂")["must"] == {"people": {"at_least": 50}}


def test_what_is_due_once_in_several_years_is_not_due_every_year() -> None:
    for text in ("每两年开展一次文明家庭评选", "三年内举办2次道德讲堂"):
        read = propose(text, [], words())
        assert (read.proposed, read.unread) == ((), (text,))


def test_a_clause_from_which_nothing_was_read_is_named_beside_one_that_was() -> None:
    read = propose("每季度至少举办1次道德讲堂，参与率80%以上", [], words())
    assert [found.rule["per"] for found in read.proposed] == ["quarter"]
    assert read.unread == ("参与率80%以上",)


def test_the_share_of_the_registered() -> None:
    assert one("注册率达到80%以上", "志愿服务")["at_least"] == "80%"


def test_places_are_no_events_and_each_of_others_is_not_counted_as_one() -> None:
    (places,) = asked("设立公益性普法广告不少于10处")
    assert "ledger" not in places.rule
    assert places.candidates[0] == "publicity_site"
    assert propose("每村1个", ["移风易俗"], words()).unread == ("每村1个",)
    assert one("每个科室每年上报信息不少于2篇")["each"] == {"ledger": "department", "field": "department"}


def test_papers_of_the_unit_are_not_proofs_of_an_event() -> None:
    kinds = [found.rule["where"]["kind"] for found in asked("有年度计划、规范的“三会一课”制度", "党建引领")]
    assert kinds == ["年度计划", "制度"]
    assert one("有实施方案（必须含领导小组）")["ledger"] == "document"
    assert "per" not in one("制定三年规划")


def test_party_members_are_counted_among_party_members() -> None:
    rule = one("在职党员注册志愿者比例达到100%")
    assert rule["denominator"]["where"]["politics"] == ["中共党员", "中共预备党员"]
    assert rule["numerator"]["where"] == {**rule["denominator"]["where"], "volunteer": True}


def test_heads_hours_and_books_are_not_numbers_of_events() -> None:
    rules = [found.rule for found in asked("每年举办1次道德讲堂，参加人数不少于10人")]
    assert rules[1]["measure"] == "sum"
    assert rules[1]["field"] == "people"
    assert one("每月不少于8学时", "业务培训")["field"] == "hours"
    assert propose("每年读书不少于2本", [], words()).unread == ("每年读书不少于2本",)
