"""Names that Windows takes, whatever the clerk or a phone called the thing."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civdesk.domain import names

RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"
}
AWKWARD = st.text(
    st.sampled_from('aB照片.: %/\\<>|?*"\r\n\t\u200b\u2028\u0301é和😀CONconNUL1 （'), max_size=90
)


def windows_takes(name: str) -> bool:
    return (
        0 < names.length(name) <= names.LIMIT
        and not re.search(r'[<>:"/\\|?*%\x00-\x1f\x7f-\x9f\u2028\u2029]', name)
        and name == name.strip(" ").rstrip(".")
        and name.partition(".")[0].rstrip().casefold() not in RESERVED
        and unicodedata.is_normalized("NFC", name)
        and len(name.encode()) <= 255
    )


@given(st.one_of(st.text(max_size=200), AWKWARD))
def test_any_text_becomes_a_folder_name(text: str) -> None:
    name = names.safe(text)
    assert windows_takes(name)
    assert names.safe(name) == name


@given(
    st.one_of(st.text(max_size=120), AWKWARD),
    st.text(max_size=15),
    st.from_regex(r"[0-9]{0,4}", fullmatch=True),
)
def test_any_title_becomes_a_file_name_with_its_number_and_extension(title: str, ext: str, no: str) -> None:
    name = names.file_name(title, ext, number=no)
    assert windows_takes(name)
    assert name.startswith(no)
    end = re.sub(r"[^a-z0-9]", "", ext.lower())[:10]
    assert not end or name.endswith(f".{end}")


@given(
    st.lists(st.one_of(st.sampled_from(["照片A.jpg", "照片a.JPG", "é", "e\u0301", "照片A (2).jpg"]), AWKWARD))
)
def test_names_of_one_folder_never_collide(titles: list[str]) -> None:
    taken: dict[str, int] = {}
    given_names = [names.distinct(names.safe(title), taken) for title in titles]
    assert len({names.key(name) for name in given_names}) == len(titles)
    assert all(windows_takes(name) for name in given_names)


def test_forbidden_characters_still_read_as_they_were_meant() -> None:
    assert names.safe('7:30 "早读" 三/四?') == "7：30 ＂早读＂ 三／四？"
    assert names.safe("志愿者占比≥30%") == "志愿者占比≥30％"


@pytest.mark.parametrize("name", ["CON", "con.jpg", "NUL .txt", "Com1", "lpt¹.doc", "aux. 方案"])
def test_reserved_names_are_defused(name: str) -> None:
    assert names.safe(name) == "_" + name


@pytest.mark.parametrize("name", ["console", "com10", "道德讲堂", "_CON"])
def test_names_that_only_look_reserved_stay(name: str) -> None:
    assert names.safe(name) == name


def test_a_reserved_title_behind_a_number_is_harmless() -> None:
    assert names.file_name("CON", "PNG", number="001") == "001 CON.png"


def test_long_titles_keep_number_and_extension() -> None:
    name = names.file_name("深入学习宣传贯彻" * 20, "jpeg", number="012")
    assert name.startswith("012 深入学习") and name.endswith(".jpeg") and names.length(name) == 60


def test_a_cut_does_not_tear_an_accent_off() -> None:
    # q with a dot below has no single character, so both stay or both go
    assert names.safe("a" * 59 + "q\u0323") == "a" * 59


def test_second_and_third_of_a_name() -> None:
    taken: dict[str, int] = {}
    got = [names.distinct(name, taken) for name in ("照片A.jpg", "照片a.jpg", "照片A.JPG", "照片A (2).jpg")]
    assert got == ["照片A.jpg", "照片a (2).jpg", "照片A (3).JPG", "照片A (2) (2).jpg"]


def test_many_equal_names_are_quick() -> None:
    taken: dict[str, int] = {}
    got = {names.distinct("道德讲堂.jpg", taken) for _ in range(20_000)}
    assert len(got) == 20_000 and "道德讲堂 (20000).jpg" in got


def test_nothing_to_say_still_gives_a_name() -> None:
    assert names.safe(" . \u200b") == "未命名"
    assert names.file_name("///", "jpg") == "／／／.jpg"


def test_deep_folders_leave_less_room() -> None:
    assert names.room("data/一 创建机制") == 60
    assert names.room("d" * 150) == 29
    assert names.room("d" * 178) == 16
