"""Who is a member when, the words for groups, and who came and left."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from civdesk import resources
from civdesk.domain.fields import Value
from civdesk.domain.ledgers import Ledger, read_ledger
from civdesk.domain.named_filters import find
from civdesk.domain.registers import Groups, Member, changes, expand, labels, member, members_on

LEDGERS: dict[str, Ledger] = {name: read_ledger(data) for name, data in resources.tomls("ledgers")}
LEDGERS = {one.key: one for one in LEDGERS.values()}
BOOK, STAFF, GROUP = LEDGERS["department"], LEDGERS["staff"], LEDGERS["leading_group"]
TODAY = date(2026, 7, 31)


def units(*rows: tuple[str, str], **more: Value) -> list[Member]:
    return [
        member(BOOK, str(n), {"title": name, "kind": kind, **more}) for n, (name, kind) in enumerate(rows)
    ]


OFFICE = units(("党政办", "股室"), ("综合股", "股室"), ("养护中心", "直属单位"), ("保洁公司", "外包单位"))


def meant(name: str, everyone: list[Member] = OFFICE, day: date = TODAY) -> tuple[str, ...]:
    return expand(name, [Groups(BOOK, everyone)], day)


def test_words_for_groups() -> None:
    for name in ("各股室", "各科室", "局机关各股室", "机关各科室", "全局各股室"):
        assert meant(name) == ("党政办", "综合股"), name
    assert meant("各直属单位") == meant("局属各单位") == meant("各下属单位") == ("养护中心",)
    assert meant("各外包单位") == ("保洁公司",)
    assert len(meant("各单位")) == len(meant("各部门")) == len(meant("各成员单位")) == 4


def test_what_names_no_group_stays_itself() -> None:
    for name in ("各相关科室", "有关股室", "综合股", "某某处", "股室", "各"):
        assert meant(name) == (name,)


def test_an_exact_word_comes_before_a_wider_one() -> None:
    mixed = units(("甲股", "股室"), ("乙科", "科室"))
    assert meant("各股室", mixed) == ("甲股",)
    assert meant("各科室", mixed) == ("乙科",)


def test_own_groups() -> None:
    everyone = [
        member(BOOK, "1", {"title": "党政办", "kind": "股室", "groups": ["成员单位", "窗口单位"]}),
        member(BOOK, "2", {"title": "综合股", "kind": "股室"}),
    ]
    assert meant("各成员单位", everyone) == ("党政办",), "a group of that name is meant, not everybody"
    assert meant("各窗口单位", everyone) == ("党政办",)


def test_a_member_that_is_called_like_a_group_is_meant_itself() -> None:
    assert meant("各股室", units(("各股室", "其他"), ("党政办", "股室"))) == ("各股室",)


def test_groups_are_as_of_a_day() -> None:
    everyone = units(("老股", "股室"), ended_on="2026-03-31") + units(
        ("新股", "股室"), started_on="2026-04-01"
    )
    assert meant("各股室", everyone, date(2026, 3, 31)) == ("老股",)
    assert meant("各股室", everyone, date(2026, 4, 1)) == ("新股",)


def test_people_in_groups() -> None:
    rows: list[dict[str, Value]] = [
        {"title": "甲", "status": "在职", "politics": "中共党员"},
        {"title": "乙", "status": "在职", "politics": "群众"},
        {"title": "丙", "status": "退休", "politics": "中共党员", "left_on": "2026-06-30"},
        {"title": "丁", "status": "外包"},
    ]
    everyone = [member(STAFF, str(n), row) for n, row in enumerate(rows)]
    groups = [Groups(STAFF, everyone)]
    assert expand("全体干部职工", groups, TODAY) == ("甲", "乙")
    assert expand("全体干部职工", groups, date(2026, 6, 30)) == ("甲", "乙", "丙"), "in service then"
    assert expand("全体党员", groups, TODAY) == ("甲",)
    assert "全体在职人员" in groups[0].offered and "全体党员" in groups[0].offered
    assert all(groups[0].means(word) for word in groups[0].offered)


def test_in_service_and_retired_part_everybody_on_every_day() -> None:
    left = member(STAFF, "1", {"title": "丙", "status": "退休", "left_on": "2026-06-30"})
    for days in range(-3, 4):
        day = date(2026, 6, 30) + timedelta(days)
        both = [
            members_on(STAFF, [left], day, [one]) for one in STAFF.filters if one.title in ("在职", "退休")
        ]
        assert sum(map(len, both)) == 1, day


DAYS = st.integers(0, 40).map(lambda n: (date(2026, 1, 1) + timedelta(n)).isoformat())
KINDS = st.sampled_from(["股室", "科室", "直属单位", "社区", ""])


@st.composite
def registers(draw: st.DrawFn) -> list[Member]:
    everyone = []
    for n in range(draw(st.integers(0, 6))):
        start, end = draw(DAYS), draw(DAYS)
        values: dict[str, Value] = {"title": draw(st.sampled_from("甲乙丙丁")), "kind": draw(KINDS) or None}
        values["started_on"] = draw(st.sampled_from([None, min(start, end)]))
        values["ended_on"] = draw(st.sampled_from([None, max(start, end)]))
        everyone.append(member(BOOK, str(n), values))
    return everyone


@given(registers(), DAYS)
def test_a_word_means_whom_it_is_a_word_for(everyone: list[Member], day: str) -> None:
    on, groups = date.fromisoformat(day), Groups(BOOK, everyone)
    for phrase in groups.phrases:
        forth = {one.id for one in groups.expand(phrase, on)}
        back = {one.id for one in everyone if one.there(on) and phrase in groups.words(one)}
        assert forth == back
        assert forth <= {one.id for one in members_on(BOOK, everyone, on)}


@given(registers(), DAYS, DAYS)
def test_changes_lead_from_one_day_to_the_other(everyone: list[Member], one: str, other: str) -> None:
    before, after = date.fromisoformat(one), date.fromisoformat(other)
    made = changes(everyone, before, after)
    old = sorted(m.name for m in everyone if m.there(before))
    new = sorted(m.name for m in everyone if m.there(after))
    for gone in made.left:
        old.remove(gone.name)
    assert sorted(old + [came.name for came in made.came]) == new
    back = changes(everyone, after, before)
    assert sorted(m.name for m in back.came) == sorted(m.name for m in made.left)


def test_a_reshuffle() -> None:
    rows: list[dict[str, Value]] = [
        {"person": "甲", "role": "组长", "body": "小组"},
        {"person": "乙", "role": "成员", "body": "小组", "ended_on": "2026-04-12"},
        {"person": "乙", "role": "副组长", "body": "小组", "started_on": "2026-04-13"},
        {"person": "丙", "role": "成员", "body": "小组", "ended_on": "2026-04-12"},
        {"person": "丁", "role": "成员", "body": "小组", "started_on": "2026-04-13"},
    ]
    everyone = [member(GROUP, str(n), row) for n, row in enumerate(rows)]
    made = changes(everyone, date(2026, 4, 12), date(2026, 4, 13), post=("role",))
    assert [one.name for one in made.came] == ["丁"] and [one.name for one in made.left] == ["丙"]
    assert [(a.values["role"], b.values["role"]) for a, b in made.changed] == [("成员", "副组长")]


def test_people_of_one_name_are_told_apart() -> None:
    def person(id: str, department: str, **more: Value) -> Member:
        return member(STAFF, id, {"title": "张伟", "department": department, **more})

    two = [person("1", "计财股"), person("2", "运输股"), member(STAFF, "3", {"title": "李四"})]
    assert labels(two, TODAY) == {"1": "张伟（计财股）", "2": "张伟（运输股）", "3": "李四"}
    back = [person("1", "计财股", left_on="2026-01-31"), person("2", "运输股", joined_on="2026-06-01")]
    assert labels(back, TODAY) == {"1": "张伟", "2": "张伟"}, "one who left and came back"
    alike = [person("1", "计财股", number="01"), person("2", "计财股", number="02")]
    assert labels(alike, TODAY) == {"1": "张伟（01）", "2": "张伟（02）"}


def test_names_of_filters() -> None:
    assert find(STAFF.filters, "大专以上") is find(STAFF.filters, "专科以上") is not None
    assert find(STAFF.filters, "没有") is None
