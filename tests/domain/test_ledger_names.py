"""Finding a ledger by its title, by another name, by the letters of its pinyin."""

from __future__ import annotations

from civdesk.domain.fields import Field, Kind
from civdesk.domain.ledger_names import found
from civdesk.domain.ledgers import Ledger


def ledger(key: str, title: str, *synonyms: str, group: str = "组") -> Ledger:
    return Ledger(
        key, title, group, (Field("title", "名称", Kind.TEXT, required=True),), "title", synonyms=synonyms
    )


BOOKS = [
    ledger("activity", "主题活动", "志愿服务主题活动", "文明实践"),
    ledger("team", "志愿者队伍"),
    ledger("hours", "学雷锋志愿服务记录"),
    ledger("service", "志愿服务", "志愿活动"),
    ledger("staff", "职工名册", "花名册", group="名册"),
    ledger("site", "点位", group="名册"),
]


def keys(text: str) -> list[str]:
    return [one.key for one, _ in found(BOOKS, text)]


def test_a_title_comes_before_another_name() -> None:
    assert keys("志愿服务") == ["service", "hours", "activity"]
    assert keys("志愿") == ["team", "service", "hours", "activity"]
    assert found(BOOKS, "花名")[0][1] == "花名册", "and says by which name it was found"


def test_letters_of_the_pinyin() -> None:
    assert keys("zyfw")[:2] == ["service", "hours"]
    assert keys("zgmc") == ["staff"]
    assert keys("hmc") == ["staff"]
    assert keys("zhigong") == ["staff"]
    assert found([ledger("duty", "目标管理", "责任状台账")], "zy") == [], "台 is no yi here"


def test_a_group_brings_its_ledgers_last() -> None:
    assert keys("名册") == ["staff", "site"]


def test_nothing_like_it() -> None:
    assert found(BOOKS, "食堂") == []
