"""How a column's header is compared with the fields of a ledger.

What counts, from the best match to the weakest:

1. the group and the header together are a field's title or synonym (计划 over 时间 is 计划时间);
2. the header is the title, then a synonym, earlier synonyms before later ones;
3. the same after words that offices use for each other are made equal (股室 = 科室, 时间 = 日期), as long
   as that leaves the ledger's fields apart;
4. the same after the ledger's own name or an empty word in front is taken off (道德讲堂时间 → 时间);
5. the ledger's date or title that no column got takes the only free column that ends like one of its
   names (开讲时间, 宣讲题目), and a title failing that the column of the contents.

A header in two languages (日期 Date, 活动名称/Activity) counts as its Chinese part, for a little less.
Brackets hold a unit (金额（万元）, which converts) or a remark (必填), both left out of the comparison; what
else stands there belongs to the name (人数（应到） is 应到人数). A number whose unit cannot become the
field's is no match.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from civdesk.domain.fields import Field, Kind
from civdesk.domain.ledgers import UNITS, Ledger
from civdesk.domain.numbers import converts, is_same, is_unit
from civdesk.domain.text import normal

LONGEST_HEADER = 40
_LONGEST_ENDING = 10
SERIAL_NUMBER = frozenset(["序号", "序", "no", "no.", "№", "#", "行号"])
COUNTED = frozenset({Kind.INTEGER, Kind.AMOUNT})

# Words that offices use for each other; each group is made its first word.
_WORDS = (
    ("日期", "时间", "年月日"),
    ("科室", "股室", "处室", "部门", "单位"),
    ("地点", "场所", "地址", "位置"),
    ("参加", "参与"),
    ("责任人", "负责人"),
    ("人数", "人次"),
    ("照片", "图片", "影像"),
    ("名称", "标题"),
    ("账", "帐"),
    ("手机", "电话"),
)
_WORD = re.compile("|".join(word for group in _WORDS for word in group[1:]))
_FIRST_WORD = {word: group[0] for group in _WORDS for word in group[1:]}
_EMPTY_WORDS = (
    *("本次", "具体", "主要", "详细", "活动", "开展", "举办", "组织", "召开", "所在", "所属", "撰写"),
    *("是否为", "是否"),
)
_EMPTY_ENDINGS = (("数量", True), ("总数", True), ("数", True), ("情况", False))  # True: of numbers
# A group header with one of these makes another thing of what stands below it.
_TURNS = re.compile("计划|预计|拟|目标|上年|去年|上期|同期")
# 人数 over 男, 女 and 合计: the last is the number of all.
_WHOLE = re.compile("合计|总计|小计|共计|总数|计")
_GROUP_ENDING = re.compile("(?:基本)?(?:信息|情况)$")
# What ends like a date or a title of the record and is another thing.
_OTHERS = re.compile(
    "计划|预计|拟|完成|截止|结束|填报|登记|出生|注册|复查|限|报送|录入|上报|整改|单位|科室|部门|股室|领导|责任"
)
_TABLE_WORDS = re.compile("台账|登记表|登记簿|统计表|情况表|一览表|汇总表|花名册|名册|清单|记录|表$")
_BRACKETS = re.compile(r"[(\[](.*?)[)\]]")
_REMARK = re.compile(
    r"必填|选填|可选|可不填|年[/.-]?月[/.-]?日|yyyy.*|格式.*|如.*|例.*|含.*|请.*|可多.*|多[人个].*|全称|盖章|签[字名]|\d+字.*"
)
_HAN = re.compile("[㐀-鿿]")
# A word of some length, or of two and three letters not all large.
_LATIN = r"(?:[A-Za-z]{4,}|[A-Z]?[a-z]{2,3})(?:[ .,'&/-]+[A-Za-z]+)*\.?"
_LATIN_BEHIND = re.compile(
    rf"(?<=[㐀-鿿)）])\s*[/|-]?\s*(?:[(（\[]\s*{_LATIN}\s*[)）\]]|{_LATIN})(?=\s*(?:[(（\[][^A-Za-z]*)?$)"
)
_LATIN_IN_FRONT = re.compile(rf"^\s*{_LATIN}(?:\s*[/|-]\s*|\s+)(?=[㐀-鿿])")
_UNIT_WORDS = frozenset(
    """h hr hrs hour hours min mins minute minutes sec day days month months year years g kg km cm mm m ml l t
    ton tons piece pieces pcs yuan rmb cny usd hkd eur k w million thousand percent sqm mu""".split()  # noqa: SIM905
)
# What is looked up to its last letter: no brackets, no unit behind a mark.
_WHOLE_NAME = re.compile(r"[^/,:*()\[\]{}，：／＊﹐︰﹕∕（）【】〔〕［］〖〗｛｝]*[㐀-鿿0-9]")
_AFTER_MARK = re.compile(r"(.+?)[/,:](?:单位:)?([^/,:]+)")


class Match(NamedTuple):
    """A field that a column may be: how well it fits, and the unit the header gives."""

    quality: float
    field: Field
    unit: str


def matches(ledger: Ledger, path: Sequence[str]) -> Iterator[Match]:
    """The fields that a column may be, with how well each fits."""
    if len(path) == 1:
        phrases = [(path[0], 1.0)]
    else:
        group, own = path[-2:]
        phrases = [("".join(path), 1.02), (group + own, 1.01), (_GROUP_ENDING.sub("", group) + own, 1.0)]
        if _WHOLE.fullmatch(own):
            phrases.append((group, 0.99))
        if not _TURNS.search("".join(path[:-1])):
            phrases.append((path[-1], 0.97))
    phrases += [(own, weight * 0.85) for phrase, weight in phrases if (own := _native(phrase)) != phrase]
    tried = set()
    ends = _last_letters(ledger)
    for phrase, weight in phrases:
        if len(phrase) > LONGEST_HEADER or phrase in tried:
            continue
        tried.add(phrase)
        # Most of what is tried is what a record holds: it does not even end like a name.
        if phrase[-1:] not in ends and _WHOLE_NAME.fullmatch(phrase):
            continue
        found = _found(ledger, phrase)
        if found is None:
            return
        for quality, one, unit in found:
            yield Match(quality * weight, one, unit)


@functools.lru_cache(maxsize=8192)
def _found(ledger: Ledger, phrase: str) -> tuple[Match, ...] | None:
    """The fields that are called so; None where it is a serial number."""
    parts = _parts(phrase)
    if parts.bare in SERIAL_NUMBER:
        return None
    return tuple(
        Match(quality * factor, one, parts.unit)
        for name, factor, counted in _names(ledger, parts)
        for quality, one in _fields_named(ledger, name)
        if counted in (None, one.kind in COUNTED) and (name == parts.whole or _fits(parts.unit, one))
    )


def is_familiar(ledger: Ledger, text: str) -> bool:
    """Whether a header alone is a name of one of the fields; quicker than `matches`, and less sure."""
    parts = _parts(_native(text))
    exact, alike = _dictionary(ledger)
    return parts.bare in exact or _canonical(parts.bare) in alike


def ends_like(one: Field, path: Sequence[str]) -> bool:
    """Whether a column that is no field by its name may stand for this one: it ends like one of its names."""
    name = _parts(_native(path[-1])).bare if len(path[-1]) <= LONGEST_HEADER else path[-1]
    if len(name) > _LONGEST_ENDING:
        return False
    ends = _ends((one.title, *one.synonyms))
    return _canonical(name).endswith(ends) and not _OTHERS.search("".join(path))


@functools.lru_cache(maxsize=1024)
def _ends(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(end for end in {_canonical(normal(name)) for name in names} if len(end) >= 2)


@functools.lru_cache(maxsize=16_384)
def _native(text: str) -> str:
    """A header in two languages without its Latin words, behind (日期Date) or set apart in front (Date 日期).

    All of it where it is no translation: too little is left, an acronym (APP名称), or a unit, which would be
    lost (时长 Minutes)."""
    own = _LATIN_BEHIND.sub("", _LATIN_IN_FRONT.sub("", text)).strip(" /|-:：")
    words = re.findall("[a-z]+", text.casefold())
    if len(_HAN.findall(own)) < 2 or re.search("[A-Za-z]", own) or any(w in _UNIT_WORDS for w in words):
        return text
    return own


def _fits(unit: str, one: Field) -> bool:
    """Whether a field can be what a header gives this unit for: 参加志愿者（人） are not their names."""
    if not unit:
        return True
    if one.kind in COUNTED:
        return not one.unit or converts(unit, one.unit)
    return one.kind in (Kind.TEXT, Kind.LONG)


def header_unit(text: str) -> str:
    """The unit that a header gives (金额（万元）), or ""."""
    return _parts(text).unit


class _Parts(NamedTuple):
    """A header taken apart, as it is compared: all of it, without brackets, its unit, what else they held."""

    whole: str
    bare: str
    unit: str
    remark: str


@functools.lru_cache(maxsize=16_384)
def _parts(text: str) -> _Parts:
    whole = normal(re.sub(r"^\s*(?:\d+[.、．]|[(（]\d+[)）])\s*", "", text))
    unit = remark = ""
    for inside in _BRACKETS.findall(whole):
        inside = re.sub("^(?:计量)?单位:?", "", inside)
        units = re.split("[/、,]", inside)
        if names_unit(inside) or all(names_unit(one) and is_same(one, units[0]) for one in units):
            unit = units[0]
        elif not _REMARK.fullmatch(inside):
            remark += inside
    bare = _BRACKETS.sub("", whole)
    if not unit and (match := _AFTER_MARK.fullmatch(bare)) and names_unit(match[2]):
        bare, unit = match[1], match[2]
    return _Parts(whole, bare.rstrip(":*"), unit, remark)


def names_unit(text: str) -> bool:
    """Whether a text is the name of a unit."""
    return text in UNITS or is_unit(text)


def _names(ledger: Ledger, parts: _Parts) -> Iterator[tuple[str, float, bool | None]]:
    """What to look a header up as, how much that is worth, and whether for numbers only (None: for all)."""
    yield parts.whole, 1.0, None
    if parts.remark:
        yield parts.remark + parts.bare, 0.95, None
        yield parts.bare + parts.remark, 0.95, None
        yield parts.bare, 0.6, False
        return
    yield parts.bare, 1.0, None
    for name in _shorter(ledger, parts.bare):
        yield name, 0.8, None
    if parts.unit in ("人", "人次", "名"):
        yield parts.bare + "人数", 0.9, True
    for ending, counted in _EMPTY_ENDINGS:
        if parts.bare.endswith(ending):
            yield parts.bare.removesuffix(ending), 0.8, counted


@functools.lru_cache(maxsize=16_384)
def _canonical(name: str) -> str:
    return _WORD.sub(lambda match: _FIRST_WORD[match[0]], name)


def _shorter(ledger: Ledger, name: str) -> Iterator[str]:
    """The name without the ledger's own name and without empty words in front, step by step."""
    prefix = _prefix(ledger)
    at = 0
    while match := prefix.match(name, at):
        at = match.end()
        yield name[at:]


@functools.lru_cache(maxsize=128)
def _last_letters(ledger: Ledger) -> frozenset[str]:
    """The letters with which everything ends that is a name of one of the fields, or of no field (序号)."""
    exact, alike = _dictionary(ledger)
    names = {*exact, *alike, *SERIAL_NUMBER, *(ending for ending, _ in _EMPTY_ENDINGS), "帐"}
    same = [word for group in _WORDS for word in group if any(name.endswith(group[0]) for name in alike)]
    return frozenset(name[-1:] for name in (*names, *same))


@functools.lru_cache(maxsize=128)
def _prefix(ledger: Ledger) -> re.Pattern[str]:
    """The ledger's names and the empty words, the longest first, where something is left behind them."""
    names = {_TABLE_WORDS.sub("", normal(name)) for name in (ledger.title, *ledger.synonyms)}
    words = {name for name in names if len(name) >= 2} | set(_EMPTY_WORDS)
    longest_first = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(f"(?:{longest_first})(?=..)", re.DOTALL)


def _fields_named(ledger: Ledger, name: str) -> list[tuple[float, Field]]:
    exact, alike = _dictionary(ledger)
    found = list(exact.get(name, ()))
    if one := alike.get(_canonical(name)):
        found.append((0.9, one))
    return found


_Names = tuple[dict[str, list[tuple[float, Field]]], dict[str, Field]]


@functools.lru_cache(maxsize=128)
def _dictionary(ledger: Ledger) -> _Names:
    """What the fields are called exactly (with the weight of each name), and what is like a name of one."""
    exact: dict[str, list[tuple[float, Field]]] = {}
    alike: dict[str, Field | None] = {}
    for one in ledger.fields:
        for at, name in enumerate((one.title, *one.synonyms)):
            weight = 1.0 if at == 0 else 0.98 - at * 0.0005
            parts = _parts(name)
            for form in {parts.whole} if parts.remark else {parts.whole, parts.bare}:
                exact.setdefault(form, []).append((weight, one))
            form = _canonical(parts.whole)
            # Like names of two fields tell nothing.
            alike[form] = one if alike.get(form, one) is one else None
        if one.unit and [other.unit for other in ledger.fields].count(one.unit) == 1:
            exact.setdefault(one.unit, []).append((0.7, one))
        if one.kind is Kind.SPAN:
            # Beside a column 日期, a column 时间 holds the hours.
            for name in ("时间", "时段", "具体时间", "起止时间"):
                exact.setdefault(name, []).append((0.7, one))
    return exact, {form: one for form, one in alike.items() if one}
