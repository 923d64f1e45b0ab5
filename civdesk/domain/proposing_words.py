"""Which ledger a demand means, by its words: what the desk knows of ledgers, kinds, papers and proofs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from .fields import Kind
from .ledgers import Ledger, Role
from .text import normal

T = TypeVar("T")

_ENDING = re.compile(r"(?:台账|登记表|登记簿|登记本|记录表|统计表|一览表|名册|名单|清单|登记|表|簿)$")
# Names that stand in many sentences and then mean nothing in particular.
_VAGUE = frozenset(
    """活动 资料 文件 科室 股室 处室 部门 单位 责任单位 名单 点位 经费 问题 工作 学习 培训 检查 制度 计划 方案
    会议 上报 人员 公开 群众 宣传 阵地 创建活动 工程 设备 设施 信息 材料 讲堂 评比 投诉 督查 队伍""".split()  # noqa: SIM905
)
_AMOUNT = re.compile(r"\d+(?:次|场|期|项|篇)")
_SURE_KINDS = 3  # letters that a kind must have to point at its ledger


@dataclass(frozen=True, slots=True)
class Named:
    """A word and what it points at; `sum` is the field that is added up, `per` the cadences for which the
    word means this ("" in none: all)."""

    word: str
    ledger: str
    where: Mapping[str, Any] = field(default_factory=dict)
    also: tuple[Mapping[str, Any], ...] = ()
    unit: str = ""
    sum: str = ""
    per: tuple[str, ...] = ()
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Meant:
    """What is meant: surely `named`, or one of several `candidates` (keys of ledgers), or nothing known.
    `tied`: the words name each of the candidates, with the conditions that stand in `where`."""

    named: Named | None = None
    candidates: tuple[str, ...] = ()
    tied: bool = False
    where: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words, the longest first; `roles` are proofs by word, the longest first."""

    ledgers: Mapping[str, Ledger]
    named: tuple[Named, ...]
    documents: tuple[tuple[str, str], ...]
    zero: tuple[tuple[str, tuple[str, ...]], ...]
    surveys: tuple[tuple[str, tuple[str, ...]], ...]
    roles: tuple[tuple[str, str], ...]

    def has(self, ledger: str, *fields: str) -> bool:
        """Whether a ledger is there, with these fields."""
        book = self.ledgers.get(ledger)
        return book is not None and all(one in book.keys for one in fields)


def vocabulary(
    data: Mapping[str, Any], ledgers: Mapping[str, Ledger], roles: Mapping[str, Role]
) -> Vocabulary:
    """What `proposing.toml`, the ledgers of this desk and the kinds of proof know. Words of ledgers that are
    not there (any more) are left out."""
    named: dict[tuple[str, str, tuple[str, ...]], Named] = {}

    def put(one: Named) -> None:
        named.setdefault((one.word, one.ledger, one.per), one)

    for entry in data.get("words", ()):
        for word in entry["words"] if entry["ledger"] in ledgers else ():
            also = tuple(one for one in entry.get("also", ()) if one["ledger"] in ledgers)
            more = {key: entry[key] for key in ("where", "unit", "sum") if key in entry}
            put(
                Named(
                    normal(word),
                    entry["ledger"],
                    also=also,
                    per=tuple(entry.get("per", ())),
                    weight=1.0,
                    **more,
                )
            )
    for book in ledgers.values():
        if book.hidden:
            continue
        for name in (book.title, *book.synonyms):
            bare = _ENDING.sub("", normal(name)) or normal(name)
            if len(bare) > 1 and bare not in _VAGUE:
                put(Named(bare, book.key))
        for choice in book.field("kind").choices if "kind" in book.keys else ():
            if len(choice) >= _SURE_KINDS and book.field("kind").kind in (Kind.CHOICE, Kind.CHOICES):
                put(Named(normal(choice), book.key, {"kind": choice}, weight=-0.5))
    longest = sorted(named.values(), key=lambda one: (-len(one.word), -one.weight, one.ledger))
    return Vocabulary(
        ledgers,
        tuple(longest),
        _longest_first((normal(w), e["kind"]) for e in data.get("documents", ()) for w in e["words"]),
        _longest_first((normal(w), tuple(e["kinds"])) for e in data.get("zero", ()) for w in e["words"]),
        _longest_first((normal(w), tuple(e["kinds"])) for e in data.get("surveys", ()) for w in e["words"]),
        _longest_first(
            (normal(word), role.key)
            for role in roles.values()
            if role.key != "other"
            for word in (role.title, *role.synonyms)
        ),
    )


def _longest_first(pairs: Iterable[tuple[str, T]]) -> tuple[tuple[str, T], ...]:
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def meant(words: Vocabulary, texts: Sequence[str], per: str = "") -> Meant:
    """The ledger that a demand means. `texts` are its own words, then the titles above it, the nearest first;
    the first text that points at a ledger decides. Words of equal length that point at different ledgers
    decide nothing: all of them are candidates."""
    for text in texts:
        compared = _AMOUNT.sub("", normal(text))  # 研究1次精神文明建设
        found = [
            one
            for one in words.named
            if one.word in compared and (not one.per or per in one.per) and _dated(words, one, per)
        ]
        if not found:
            continue
        best = max(found, key=lambda one: (len(one.word) + one.weight, bool(one.per)))
        top = len(best.word) + best.weight
        rivals = [
            one
            for one in found
            if one.ledger != best.ledger
            and len(one.word) + one.weight >= top - 0.25
            and (one.word == best.word or one.word not in best.word)
        ]
        if rivals:
            tied = {one.ledger: one.where for one in (*rivals[::-1], best)}
            where = {key: dict(one) for key, one in tied.items() if one}
            return Meant(candidates=tuple(reversed(tied)), tied=True, where=where)
        also = next((one.also for one in found if one.ledger == best.ledger and one.also), ())
        return Meant(best if best.also or best.where else replace(best, also=also))
    return Meant(candidates=_possible(words, texts, per))


def _dated(words: Vocabulary, one: Named, per: str) -> bool:
    """What is asked again and again can only be counted where the records have a day."""
    book = words.ledgers[one.ledger]
    return not per or (bool(book.date_field) and book.register is None)


def _possible(words: Vocabulary, texts: Sequence[str], per: str) -> tuple[str, ...]:
    """Ledgers of which a text holds a part of a name (活动, 学习): to choose from, never to decide."""
    joined = normal("".join(texts))
    found: dict[str, int] = {}
    for book in words.ledgers.values():
        if book.hidden or not _dated(words, Named("", book.key), per):
            continue
        names = (_ENDING.sub("", normal(name)) for name in (book.title, *book.synonyms))
        length = max((_common(name, joined) for name in names), default=0)
        if length >= 2:
            found[book.key] = length
    return tuple(sorted(found, key=lambda key: -found[key])[:6])


def _common(name: str, text: str) -> int:
    """The length of the longest piece of a name that stands in a text."""
    for length in range(len(name), 1, -1):
        if any(name[at : at + length] in text for at in range(len(name) - length + 1)):
            return length
    return 0


def roles_in(words: Vocabulary, text: str) -> dict[str, str]:
    """The kinds of proof that a text names, each with the word; a word inside a longer one is not heard."""
    return {role: word for word, role in _heard(words.roles, text)}


def documents_in(words: Vocabulary, text: str) -> dict[str, str]:
    """The kinds of papers that a text names, each with the word."""
    return {kind: word for word, kind in _heard(words.documents, text)}


def kinds_in(pairs: Iterable[tuple[str, tuple[str, ...]]], text: str) -> tuple[str, ...]:
    """The kinds to which the words of a text point."""
    return tuple(dict.fromkeys(kind for _, kinds in _heard(pairs, text) for kind in kinds))


def _heard(pairs: Iterable[tuple[str, T]], text: str) -> list[tuple[str, T]]:
    """The words that stand in a text, in its order, the longest first taking its place."""
    rest = normal(text)
    found: list[tuple[int, str, T]] = []
    for word, what in pairs:
        at = rest.find(word)
        while at >= 0:
            found.append((at, word, what))
            rest = rest[:at] + "\0" * len(word) + rest[at + len(word) :]
            at = rest.find(word)
    return [(word, what) for _, word, what in sorted(found, key=lambda one: one[0])]
