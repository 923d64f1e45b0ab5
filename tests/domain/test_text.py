"""What is compared, what is stored, and names in one cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk.domain.text import clean, join_names, normal, split_names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("台帐", "台账"),
        ("道德讲堂 台　帐", "道德讲堂台账"),
        ("参加人数（人次）", "参加人数(人次)"),
        ("ＡＢＣ１２３", "abc123"),
        ("\u3000活 动\xa0名称\ufeff", "活动名称"),
        ("〔2026〕1号", "[2026]1号"),
        ("2026—2027", "2026-2027"),
        ("“我们的节日”", '"我们的节日"'),
        ("㎡", "m2"),
    ],
)
def test_what_means_the_same_compares_equal(one: str, other: str) -> None:
    assert normal(one) == normal(other)


def test_what_differs_stays_apart() -> None:
    assert len({normal(text) for text in ("蚊帐", "蚊账", "张三", "张叁", "10", "1 0 0")}) == 6


@given(st.text(max_size=60))
def test_comparing_settles(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@given(st.text(max_size=60))
def test_what_is_stored_needs_no_second_cleaning(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once == once.strip()
    once.encode("utf-8")  # halves of surrogate pairs would break here


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("孙娜伟、吴艳、卫丽等", ["孙娜伟", "吴艳", "卫丽"]),
        ("张三 李四", ["张三", "李四"]),
        ("张 三", ["张三"]),
        ("张　三、李　四", ["张三", "李四"]),
        ("张 三 李 四 王小明", ["张三", "李四", "王小明"]),
        ("欧阳 修", ["欧阳修"]),
        ("李 世民", ["李世民"]),
        ("张三，李四,王五；赵六;孙七/周八", ["张三", "李四", "王五", "赵六", "孙七", "周八"]),
        ("张三\n李四\r\n王五", ["张三", "李四", "王五"]),
        ("张三（组长、党员）、李四", ["张三（组长、党员）", "李四"]),
        ("张三等12人", ["张三"]),
        ("1.张三 2.李四", ["张三", "李四"]),
        ("1、张三\n2、李四", ["张三", "李四"]),
        ("张三、李四 等同志。", ["张三", "李四"]),
        ("买买提·艾力 张三", ["买买提·艾力", "张三"]),
        ("John Smith、张三", ["John Smith", "张三"]),
        ("各直属单位、局机关各股室", ["各直属单位", "局机关各股室"]),
        ("张三、、李四、", ["张三", "李四"]),
        ("张伟、张伟", ["张伟", "张伟"]),
        ("王等", ["王等"]),
        ("  ", []),
    ],
)
def test_names_in_one_cell(cell: str, names: list[str]) -> None:
    assert split_names(cell) == names


_NAMES = st.text("张王李赵孙周吴郑伟芳娜敏静强磊军洋勇艳杰娟涛明超兰霞平刚桂", min_size=2, max_size=4)


@given(st.lists(_NAMES, min_size=1, max_size=8), st.sampled_from("、，,；;/\n"))
def test_names_joined_are_split_again(names: list[str], separator: str) -> None:
    assert split_names(separator.join(names)) == names
    assert split_names(join_names(names) + "等") == names
