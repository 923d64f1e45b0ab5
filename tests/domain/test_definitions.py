"""Changing a ledger: names, order and what is shown change; keys and kinds never do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civdesk.domain import definition_merge as merging
from civdesk.domain import definitions
from civdesk.domain.definition_errors import told
from civdesk.domain.definitions import COUNTED, Unfit
from civdesk.domain.fields import Field, Kind
from civdesk.domain.ledgers import RESERVED, DefinitionError, Ledger, ledger_data, read_ledger
from civdesk.domain.text import normal

TALK = Ledger(
    key="talk",
    title="谈心谈话",
    group="队伍建设",
    title_field="title",
    date_field="date",
    fields=(
        Field("title", "谈话对象", Kind.TEXT, required=True, synonyms=("对象",)),
        Field("date", "日期", Kind.DATE, required=True),
        Field("kind", "类别", Kind.CHOICE, choices=("日常", "提醒")),
        Field("people", "人数", Kind.INTEGER, unit="人", totals=True),
    ),
)
STAFF = Ledger("staff", "职工名册", "名册", (Field("title", "姓名", Kind.PERSON, required=True),), "title")


def refused(work: object) -> Unfit:
    with pytest.raises(Unfit) as caught:
        work()  # type: ignore[operator]
    return caught.value


def test_a_field_is_added_with_a_key_of_its_own() -> None:
    made = definitions.add_field(TALK, "谈话地点", Kind.PLACE)
    assert made.fields[-1] == Field("x_thdd", "谈话地点", Kind.PLACE)
    again = definitions.add_field(made, "填后对掉", Kind.TEXT, at=0)
    assert again.fields[0].key == "x_thdd_2", "the same letters get a number"
    other = definitions.add_field(TALK, "谈话地点", Kind.PLACE, taken={"x_thdd"})
    assert other.fields[-1].key == "x_thdd_2", "a column that is there is not taken again"


def test_an_amount_has_two_decimals() -> None:
    made = definitions.add_field(TALK, "花费", Kind.AMOUNT, unit="元", totals=True)
    assert (made.fields[-1].decimals, made.fields[-1].unit) == (2, "元")


@given(st.text(max_size=60), st.sets(st.sampled_from(["x_1", "x_a", "x_wxh", "x_wxh_2"])))
def test_any_title_makes_a_key_that_is_free(title: str, taken: set[str]) -> None:
    key = definitions.make_key(title, taken)
    assert key not in taken | RESERVED
    assert definitions.is_own(key)
    read_ledger(ledger_data(Ledger(key, "名", "组", (Field(key, "栏", Kind.TEXT, required=True),), key)))


def test_renaming_keeps_the_old_name_as_another_one() -> None:
    made = definitions.change_field(TALK, "title", title=" 对象 ")
    after = definitions.keep_names(TALK, made)
    assert (after.fields[0].title, after.fields[0].synonyms) == ("对象", ("谈话对象",))
    swapped = definitions.change_field(TALK, "date", title="甲")
    swapped = definitions.change_field(swapped, "kind", title="日期")
    after = definitions.keep_names(TALK, swapped)
    assert after.field("date").synonyms == (), "日期 means the other field now"
    assert after.field("kind").synonyms == ("类别",)


def test_a_renamed_ledger_still_answers_to_its_old_name() -> None:
    made = definitions.change_ledger(TALK, [STAFF], title="谈话记录")
    assert definitions.keep_names(TALK, made).synonyms == ("谈心谈话",)


@pytest.mark.parametrize(
    ("key", "changes", "part", "sentence"),
    [
        ("date", {"title": "  "}, "title", "栏目名称不能为空"),
        ("date", {"title": "长" * 41}, "title", "太长"),
        ("date", {"title": "对象"}, "title", "“对象”已经是“谈话对象”一栏的别名"),
        ("date", {"title": "类别"}, "title", "已经有一栏叫“类别”"),
        ("date", {"synonyms": ["人数"]}, "synonyms", "已经有一栏叫“人数”"),
        ("date", {"synonyms": ["日 期"]}, "synonyms", "重复"),
        ("title", {"required": False}, "required", "必须填写"),
        ("title", {"hidden": True}, "hidden", "不能隐藏"),
        ("date", {"hidden": True}, "hidden", "先取消必填"),
        ("people", {"unit": "斤半"}, "unit", "不认识单位“斤半”"),
        ("date", {"unit": "人"}, "unit", "没有单位"),
        ("date", {"totals": True}, "totals", "不能求和"),
        ("kind", {"choices": [" "]}, "choices", "还没有选项"),
        ("people", {"choices": ["一"]}, "choices", "没有选项"),
        ("people", {"default": "许多"}, "default", "默认值不合适"),
        ("kind", {"default": "别的"}, "default", "不在可选范围"),
    ],
)
def test_what_would_not_do_is_said_at_its_place(
    key: str, changes: dict[str, object], part: str, sentence: str
) -> None:
    error = refused(lambda: definitions.change_field(TALK, key, **changes))
    assert (error.field, error.part) == (key, part)
    assert sentence in error.message


def test_two_ledgers_do_not_share_a_name() -> None:
    error = refused(lambda: definitions.change_ledger(TALK, [STAFF], title="职工 名册"))
    assert (error.part, error.field) == ("title", "")
    assert refused(lambda: definitions.new_ledger("", "组", [])).part == "title"
    assert refused(lambda: definitions.new_ledger("staff", "组", [STAFF])).part == "title"


def test_a_new_ledger_from_nothing_and_from_another() -> None:
    plain = definitions.keyed(definitions.new_ledger("食堂检查", "后勤", [STAFF]), {"x_stjc"})
    assert plain.key == "x_stjc_2"
    assert [one.title for one in plain.fields] == ["名称", "日期", "备注"]
    assert plain.position > STAFF.position
    copy = definitions.new_ledger("谈话二", "队伍建设", [TALK], like=TALK)
    assert copy.fields == TALK.fields and copy.synonyms == ()


def test_moving_a_field() -> None:
    assert definitions.move_field(TALK, "people", 0).keys == ("people", "title", "date", "kind")
    assert definitions.move_field(TALK, "title", 99).keys == ("date", "kind", "people", "title")


TITLES = st.sampled_from(["甲", "乙", "丙 ", "类别", "日期", "对象", "", "x", "谈话对象"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), TITLES, st.sampled_from(list(Kind))),
        st.tuples(st.just("title"), st.integers(0, 9), TITLES),
        st.tuples(st.just("hidden"), st.integers(0, 9), st.booleans()),
        st.tuples(st.just("required"), st.integers(0, 9), st.booleans()),
        st.tuples(st.just("move"), st.integers(0, 9), st.integers(-2, 12)),
        st.tuples(st.just("synonyms"), st.integers(0, 9), st.lists(TITLES, max_size=3)),
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(STEPS)
def test_whatever_is_edited_holds_and_loses_nothing(steps: list[tuple[str, object, object]]) -> None:
    now = TALK
    for what, one, value in steps:
        before = now
        try:
            if what == "add":
                more = {"choices": ["一"]} if value in (Kind.CHOICE, Kind.CHOICES) else {}
                now = definitions.add_field(now, str(one), value, **more)  # type: ignore[arg-type]
            else:
                key = now.keys[one % len(now.keys)]  # type: ignore[operator]
                if what == "move":
                    now = definitions.move_field(now, key, value)  # type: ignore[arg-type]
                else:
                    now = definitions.change_field(now, key, **{what: value})
        except Unfit as error:
            assert error.message.endswith("。")
            continue
        now = definitions.keep_names(before, now)
        assert read_ledger(ledger_data(now)) == now
        assert set(before.keys) <= set(now.keys)
        for old in before.fields:
            new = now.field(old.key)
            assert (new.kind, new.decimals) == (old.kind, old.decimals)
            everywhere = {normal(n) for f in now.fields for n in (f.title, *f.synonyms)}
            assert normal(old.title) in everywhere, "a sheet with the old head still finds a field"
        assert now.field(now.title_field).required and not now.field(now.title_field).hidden


# --- what comes from elsewhere -----------------------------------------------------------------------


def test_missing_fields_come_in_where_they_stand_there() -> None:
    mine = definitions.change_field(definitions.move_field(TALK, "people", 0), "kind", title="种类")
    theirs = definitions.add_field(TALK, "谈话人", Kind.PERSON, at=1)
    theirs = definitions.change_field(theirs, "kind", choices=["日常", "提醒", "诫勉"])
    merged = merging.bring(mine, theirs, ())
    assert merged.ledger.keys == ("people", "title", "x_thr", "date", "kind")
    assert merged.ledger.field("kind").title == "种类", "what we named stays"
    assert merged.ledger.field("kind").choices == ("日常", "提醒", "诫勉")
    assert merged.choices == (("种类", ("诫勉",)),)
    assert merging.bring(merged.ledger, theirs, ()).ledger == merged.ledger, "twice brings nothing"


def test_another_kind_of_the_same_field_is_refused() -> None:
    theirs = read_ledger(
        ledger_data(TALK)
        | {"fields": [*ledger_data(TALK)["fields"][:3], {"key": "people", "title": "人员", "kind": "people"}]}
    )
    assert "类型" in refused(lambda: merging.bring(TALK, theirs, ())).message


def test_own_fields_of_two_desks_meet_by_their_names() -> None:
    mine = definitions.add_field(TALK, "备注", Kind.LONG)
    theirs = definitions.add_field(TALK, "标准", Kind.LONG)  # x_bz on both desks
    merged = merging.bring(mine, theirs, mine.keys)
    assert [one.title for one in merged.ledger.fields if one.key.startswith("x_")] == ["标准", "备注"]
    same = definitions.add_field(TALK, "备注", Kind.LONG, taken={"x_bz"})  # x_bz_2
    assert merging.bring(mine, same, mine.keys).ledger == mine


def test_own_ledgers_of_two_desks_meet_by_their_names() -> None:
    mine = definitions.keyed(definitions.new_ledger("食堂检查", "后勤", []), ())
    theirs = definitions.keyed(definitions.new_ledger("社团检查", "后勤", []), ())
    assert mine.key == "x_stjc" and theirs.key == "x_stjc"
    assert merging.same_ledger(theirs, [mine]) is None
    assert merging.same_ledger(definitions.keyed(mine, {"x_stjc"}), [mine]) == mine
    assert merging.same_ledger(definitions.change_ledger(TALK, [], title="别名"), [TALK]) == TALK


def test_an_update_completes_by_keys_and_leaves_the_rest() -> None:
    mine = definitions.add_field(TALK, "地点", Kind.TEXT)  # the clerk's own
    shipped = Ledger(
        "talk", "谈心谈话", "队伍建设",
        (*TALK.fields[:2], Field("place", "地点", Kind.PLACE, synonyms=("场所",)), *TALK.fields[2:]),
        "title", "date",
    )  # fmt: skip
    made = merging.complete(mine, shipped)
    assert [(one.key, one.title) for one in made.added] == [("place", "地点（2）")]
    assert made.ledger.keys == ("title", "date", "place", "kind", "people", "x_dd")
    assert merging.complete(made.ledger, shipped).added == ()


def test_mistakes_of_a_file_are_said_in_chinese() -> None:
    good = ledger_data(TALK)
    cases = [
        ({"colour": "red"}, "定义里的 colour：没有这个属性。"),
        ({"title_field": "nobody"}, "定义里的 title_field：没有代号为 “nobody” 的栏目。"),
        ({"fields": []}, "定义里的 fields：至少要有一个栏目。"),
        (
            {"fields": [{"key": "a", "title": "甲", "kind": "colour"}]},
            "第 1 个栏目的 kind：没有 “colour” 这种类型。",
        ),
        (
            {"fields": [{"key": "Order", "title": "甲", "kind": "text"}]},
            "第 1 个栏目的 key：代号 “Order” 只能",
        ),
        ({"position": "一"}, "定义里的 position：应该是整数，而不是 “一”。"),
    ]
    for changes, wanted in cases:
        with pytest.raises(DefinitionError) as caught:
            read_ledger(good | changes)
        assert told(caught.value).startswith(wanted)


def test_every_kind_has_a_name() -> None:
    assert set(definitions.KIND_TITLES) == set(Kind)
    assert len(set(definitions.KIND_TITLES.values())) == len(Kind)
    assert set(Kind) > COUNTED
