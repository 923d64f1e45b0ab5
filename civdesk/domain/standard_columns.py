"""The columns of a superior's standard: levels of the tree, points, who leads, by when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ..errors import WrongUse
from .text import normal, one_line

Texts = Mapping[int, str]  # column (A is 1) → what stands there
Rectangle = tuple[int, int, int, int]  # top, left, bottom, right, all included

SEARCHED_ROWS = 30
SEARCHED_COLUMNS = 400
_LONGEST = 20
_CUT_OFF = 5.0  # what a header loses that leaves out its own last row
_UNKNOWN = 0.7  # what a header loses for each text in its last row that says nothing


class Meaning(StrEnum):
    """What a column of a standard holds; `label` is what the clerk calls it. NONE is left out."""

    LEVEL = "level"
    CODE = "code"
    ASKED = "asked"
    REQUIREMENT = "requirement"
    POINTS = "points"
    SCORING = "scoring"
    METHODS = "methods"
    LEAD = "lead"
    SUPPORT = "support"
    LEADER = "leader"
    OWNER = "owner"
    DUE = "due"
    SPAN = "span"
    PROOFS = "proofs"
    NOTE = "note"
    NONE = ""

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Meaning.LEVEL: "层级（项目、指标）",
    Meaning.CODE: "编号",
    Meaning.ASKED: "测评标准",
    Meaning.REQUIREMENT: "具体要求",
    Meaning.POINTS: "分值",
    Meaning.SCORING: "评分办法",
    Meaning.METHODS: "测评方法",
    Meaning.LEAD: "牵头科室",
    Meaning.SUPPORT: "配合科室",
    Meaning.LEADER: "责任领导",
    Meaning.OWNER: "责任人",
    Meaning.DUE: "时间要求",
    Meaning.SPAN: "测评时段",
    Meaning.PROOFS: "所需材料",
    Meaning.NOTE: "备注",
    Meaning.NONE: "不导入",
}
METHODS = ("材料审核", "网络查看", "网络审核", "实地考察", "问卷调查", "听取汇报", "查阅资料", "入户调查")
_METHOD = re.compile(
    "材料|网络|网上|实地|问卷|汇报|查阅|入户|访谈|座谈|考察|审核|暗访|抽查|调查|资料|现场|征求"
)

_HEAD = (
    "(?:测评|考核|考评|评估|评价|评定|检查|创建|工作|主要|重点|具体|任务|指标|项目|评分|目标|达标|建设|评选"
    "|加分|扣分|内容|标准|基本|单项|分类)*"
)
_OFFICE = "(?:科室|股室|处室|单位|部门)"
# In this order: the first that fits a header is what it means.
_WORDS: tuple[tuple[Meaning, tuple[str, ...]], ...] = (
    (
        Meaning.NONE,
        (
            ".*得分",
            "自[评查测].*|.*(?:自评|自查|初评|复评|终评)",
            "(?:加|扣|减|失)分(?:原因|情况|理由|点)?",
            "实得分?|.*(?:原因|理由)",
            ".*(?:完成|落实|开展|进展)情况",
            "评分|打分|评语|状态|签[字名]",
            ".*结果|整改.*|是否.*",
        ),
    ),
    (Meaning.CODE, ("(?:指标|条目|任务|项目)?(?:编号|编码|代码|序号|条号)", r"序|no\.?|№|项次")),
    (
        Meaning.POINTS,
        (
            "(?:标准|基本|基础|分项|指标|项目|加分|扣分|考核|单项)?(?:分值|分数|权重|权值|满分|配分|赋分|比重)(?:分配)?",
            "标准分|基[本础]分|总?分",
        ),
    ),
    (
        Meaning.SCORING,
        ("(?:评分|计分|扣分|加分|加减分|打分|记分|赋分)(?:办法|方法|方式|细则|标准|说明|规则|依据)",),
    ),
    (Meaning.METHODS, (f"(?:{_HEAD}|核查|验收|考察|(?:数据|资料|信息)?采集)(?:方法|方式|手段|途径|办法)",)),
    (Meaning.LEADER, ("(?:责任|分管|包抓|牵头|主管|挂钩|联系|带队|主要)?领导",)),
    (
        Meaning.SUPPORT,
        (
            f"(?:配合|协办|协助|协同|参与|联办|参加)(?:{_OFFICE}|人员?)?",
            f"(?:配合|协办|参与)责任{_OFFICE}",
        ),
    ),
    (
        Meaning.OWNER,
        ("(?:具体|直接|第一)?(?:责任|负责|承办|经办|联系|联络)(?:人员?)(?:姓名)?", "资料员"),
    ),
    (
        Meaning.LEAD,
        (
            "牵头.*|主办|承办|主责",
            f"(?:责任|负责|主办|承办|主责|落实|承担|实施|任务)(?:{_OFFICE}|主体)",
            f"{_OFFICE}(?:分工)?|(?:责任)?分工",
        ),
    ),
    (
        Meaning.DUE,
        (
            "(?:工作|任务)?(?:时间要求|完成时[限间]|完成日期|完成期限|时限(?:要求)?)",
            "截[止至](?:时间|日期)|时间节点|(?:材料|资料)?(?:报送|上报|提交)(?:时间|日期|时限)|办结时限|期限|时间安排|时间|进度安排|开展时间",
        ),
    ),
    (
        Meaning.SPAN,
        (
            "(?:测评|考核|统计|资料|材料|考评|数据)?(?:采集|起止)?(?:时段|周期|年度|期间|范围)",
            "(?:测评|考核|统计|资料|材料|考评|(?:数据|资料|材料|信息)?采集|(?:数据|资料|材料)?起止)时间",
            "时间(?:范围|跨度|段)|时段",
        ),
    ),
    (
        Meaning.PROOFS,
        (
            "(?:佐证|证明|支撑|申报|所需|提供|备查|档案|印证|上报|提交|测评|需|应|报送|存档|支持|证据|归档)*"
            "(?:材料|资料|档案)(?:要求|清单|目录|名称|内容|收集|说明)?",
            "资料收集.*|材料(?:上传)?.*|佐证|(?:认定|评定|评分)依据",
        ),
    ),
    (Meaning.NOTE, ("备注|注|附注|说明|其他(?:说明)?",)),
    (
        Meaning.ASKED,
        (
            f"{_HEAD}(?:标准|细则|要求|描述|指标说明|说明)(?:内容|描述|说明)?",
            f"{_HEAD}(?:标准|内容|要求|细则|项目)(?:及|和|与|、|/){_HEAD}(?:标准|要求|细则)",
        ),
    ),
    (
        Meaning.LEVEL,
        (
            rf"(?:第?[一二三四五六七八九十\d]+级|{_HEAD})"
            "(?:大项|中项|小项|子项|分项|大类|小类|类别|分类|类型|板块|模块|领域|项目|指标|内容|任务|事项"
            "|要点|名称|条目|要素|体系|层级|方面)",
            r"(?:[一二三四五六七八九十]|\d+)级(?:指标|项目)?(?:名称)?",
        ),
    ),
)
_NAMES = tuple((meaning, re.compile("|".join(words))) for meaning, words in _WORDS)
_SECOND = {Meaning.ASKED: Meaning.REQUIREMENT}  # the second column of a kind that stands once
_BRACKETS = re.compile(r"[(\[（【].*?[)\]）】]")
_AND_POINTS = re.compile(r"(?:及|和|与|、|/)(?:标准)?(?:分值|分数|权重|赋分)$")
_LEADS = re.compile("牵头|主办|主责")


@dataclass(frozen=True, slots=True)
class StandardColumn:
    """A column; `title` is its header as reports name it (its letters where it has none), `tick` the method
    that a mark in it stands for (a column for each method). `known`: its header says what it is."""

    index: int
    title: str
    meaning: Meaning
    tick: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class StandardHeader:
    """A found header: its first and last row (0: none, the columns were named by hand), its
    columns by index."""

    top: int
    bottom: int
    columns: Mapping[int, StandardColumn]

    def of(self, meaning: Meaning) -> tuple[StandardColumn, ...]:
        """The columns of a meaning, from left to right."""
        return tuple(one for _, one in sorted(self.columns.items()) if one.meaning is meaning)


def read_meaning(name: str) -> Meaning:
    """A meaning that the clerk wrote (牵头, 分值, 二级, 不导入, or the key); raises WrongUse."""
    wanted = normal(name)
    if wanted in ("", "不导入", "不要", "无"):
        return Meaning.NONE
    for one in Meaning:
        if wanted in (one.value, normal(one.label), normal(one.label.partition("（")[0])):
            return one
    if re.fullmatch(r"层级?|第?[一二三四五六七八九十\d]+级|大项|项目|指标|内容|level\d*", wanted):
        return Meaning.LEVEL
    found = meaning_of(name)
    if found is None:
        known = "、".join(one.label.partition("（")[0] for one in Meaning)
        raise WrongUse(f"“{name}”不是一种列，可写：{known}。")
    return found


def meaning_of(title: str) -> Meaning | None:
    """What a header means; None for a header that says nothing known."""
    text = normal(_BRACKETS.sub("", one_line(title))).strip("*:：")
    text = _AND_POINTS.sub("", text) or text
    for meaning, pattern in _NAMES:
        if pattern.fullmatch(text):
            return meaning
    return None


def find_header(
    rows: Sequence[tuple[int, Texts]],
    merges: Iterable[Rectangle],
    chosen: Mapping[str, Meaning] | None = None,
    *,
    header_row: int | None = None,
) -> StandardHeader | None:
    """The header of the table that starts in `rows`, or None.

    Every row near the top, alone or with up to two rows above it, is tried; the one that means most is it.
    `chosen` says by hand what columns are, by header or by letters; `header_row` which row is the last of the
    header (0: there is none). Raises WrongUse when `chosen` names a column that is not there.
    """
    said = {normal(name): meaning for name, meaning in (chosen or {}).items()}
    near = [
        (number, {i: t for i, t in texts.items() if i <= SEARCHED_COLUMNS and t})
        for number, texts in rows
        if header_row or number <= SEARCHED_ROWS + (rows[0][0] if rows else 0)
    ]
    merges = list(merges)
    if header_row == 0:
        width = max((max(texts) for _, texts in near if texts), default=0)
        columns = {i: StandardColumn(i, letters(i), Meaning.NONE) for i in range(1, width + 1)}
        return _checked(StandardHeader(0, 0, _named(columns, said)), said)
    best: tuple[float, StandardHeader] | None = None
    for last in range(len(near)):
        if header_row not in (None, near[last][0]):
            continue
        for first in range(last, max(-1, last - 3), -1):
            if near[last][0] - near[first][0] != last - first:
                break
            header, score = _try(near[first : last + 1], merges, said)
            if score is not None and _goes_on(near, first, last, merges):
                score -= _CUT_OFF
            by_hand = header_row is not None and first == last
            if score is None and not by_hand:
                continue
            if best is None or (score or 0.0) > best[0] + 1e-9:
                best = (score or 0.0, header)
    return _checked(_with_all(best[1], rows, said), said) if best else None


def header_within(number: int, texts: Texts, merges: Iterable[Rectangle]) -> StandardHeader | None:
    """The header of another table further down, if a row is one: three names of columns or more, and
    nothing else."""
    if len(texts) < 3:
        return None
    header, score = _try([(number, texts)], list(merges), {})
    return header if score is not None and all(one.known for one in header.columns.values()) else None


def letters(column: int) -> str:
    """1 → A, 27 → AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _with_all(
    header: StandardHeader, rows: Iterable[tuple[int, Texts]], said: Mapping[str, Meaning]
) -> StandardHeader:
    """The header with the columns that have no name there and hold something below, called by letters."""
    used = {i for number, texts in rows if number > header.bottom for i in texts if i <= SEARCHED_COLUMNS}
    bare = sorted(used - set(header.columns))
    more = {i: StandardColumn(i, letters(i), Meaning.NONE, known=False) for i in bare}
    columns = {**header.columns, **_named(more, said)}
    return StandardHeader(header.top, header.bottom, dict(sorted(columns.items())))


def _checked(header: StandardHeader, said: Mapping[str, Meaning]) -> StandardHeader:
    known = {name for one in header.columns.values() for name in _names(one)}
    for name in said:
        if name not in known:
            titles = "、".join(one.title for one in header.columns.values())
            raise WrongUse(f"表里没有“{name}”这一列；有这些列：{titles}。")
    return header


def _names(column: StandardColumn) -> tuple[str, str]:
    return normal(column.title), normal(letters(column.index))


def _try(
    rows: Sequence[tuple[int, Texts]], merges: Sequence[Rectangle], said: Mapping[str, Meaning]
) -> tuple[StandardHeader, float | None]:
    """These rows as a header, and how much it means; None for one that is none."""
    top, bottom = rows[0][0], rows[-1][0]
    own = rows[-1][1]
    over = [_spread(number, texts, merges) for number, texts in rows]
    columns: dict[int, StandardColumn] = {}
    score, unknown, recognised = 0.0, 0, 0
    for index in sorted({i for texts in over for i in texts}):
        path = list(dict.fromkeys(texts[index] for texts in over if index in texts))
        title = one_line(path[-1]).strip()
        meaning, tick = _meaning(path)
        known = meaning is not None and len(title) <= _LONGEST
        if meaning is None or not known:
            unknown += index in own
            meaning = Meaning.NONE
        else:
            recognised += 1
            score += 1.0 if meaning is not Meaning.NONE else 0.5
            score += 0.25 * (index in own)
        columns[index] = StandardColumn(index, title[:40], meaning, tick, known)
    columns = _named(columns, said)
    header = StandardHeader(top, bottom, _once(columns))
    told = header.of(Meaning.LEVEL) or header.of(Meaning.ASKED)
    if recognised < 2 or not told or not any(_meaning([text])[0] is not None for text in own.values()):
        return header, None
    return header, score - _UNKNOWN * unknown - 0.01 * (len(rows) - 1)


def _goes_on(near: Sequence[tuple[int, Texts]], first: int, last: int, merges: Sequence[Rectangle]) -> bool:
    """Whether the header has another row: a cell of it reaches further down, or the next row only tells apart
    what a cell merged sideways stands over."""
    top, bottom = near[first][0], near[last][0]
    if any(top <= merge[0] <= bottom < merge[2] for merge in merges):
        return True
    if last + 1 == len(near) or near[last + 1][0] != bottom + 1:
        return False
    under = {
        i for row, left, _, right in merges if row == bottom and right > left for i in range(left, right + 1)
    }
    return bool(under) and set(near[last + 1][1]) <= under


def _meaning(path: Sequence[str]) -> tuple[Meaning | None, str]:
    """What the texts over a column mean, from the group down to its own, and the method that it ticks."""
    group = meaning_of(path[0]) if len(path) > 1 else None
    if group is Meaning.METHODS and _METHOD.search(path[-1]):
        return Meaning.METHODS, one_line(path[-1]).strip()
    for text in (path[-1], "".join(path), *path[-2::-1]):
        if (found := meaning_of(text)) is not None:
            return found, ""
    return None, ""


def _spread(number: int, texts: Texts, merges: Sequence[Rectangle]) -> dict[int, str]:
    """The texts of a row, those of cells merged sideways standing over each of their columns."""
    spread = dict(texts)
    for top, left, _, right in merges:
        if top == number and left in texts:
            spread |= dict.fromkeys(range(left, min(right, SEARCHED_COLUMNS) + 1), texts[left])
    return spread


def _named(columns: Mapping[int, StandardColumn], said: Mapping[str, Meaning]) -> dict[int, StandardColumn]:
    """The columns, those that were named by hand as they were named."""
    named = dict(columns)
    for index, one in columns.items():
        for name in _names(one):
            if name in said:
                named[index] = replace(one, meaning=said[name], known=True)
    return named


def _once(columns: Mapping[int, StandardColumn]) -> dict[int, StandardColumn]:
    """A second column of what stands once becomes the next best thing: 测评标准, then 具体要求. Where no
    column says what is asked, the last level does where it is called 要点 (or 内容, beside how that is
    scored), else that of how it is scored; beside 牵头单位, a 责任单位 helps."""
    seen: set[Meaning] = set()
    once: dict[int, StandardColumn] = {}
    asked = any(one.meaning is Meaning.ASKED for one in columns.values())
    asking = None if asked else _asking_level(columns)
    led = any(one.meaning is Meaning.LEAD and _LEADS.match(one.title) for one in columns.values())
    for index, one in columns.items():
        meaning = one.meaning
        if index == asking:
            meaning = Meaning.ASKED
        if meaning is Meaning.SCORING and not asked and asking is None and Meaning.ASKED not in seen:
            meaning = Meaning.ASKED
        if meaning is Meaning.LEAD and led and not _LEADS.match(one.title):
            meaning = Meaning.SUPPORT
        if meaning in seen and meaning in _SECOND:
            meaning = _SECOND[meaning]
        seen.add(meaning)
        once[index] = replace(one, meaning=meaning)
    return once


def _asking_level(columns: Mapping[int, StandardColumn]) -> int | None:
    """The last of several levels, where its name says that the demand itself stands there."""
    levels = [index for index, one in columns.items() if one.meaning is Meaning.LEVEL]
    scored = any(one.meaning is Meaning.SCORING for one in columns.values())
    names = "要点$|内容$|事项$" if scored else "要点$"
    if len(levels) < 2 or not re.search(names, normal(_BRACKETS.sub("", columns[levels[-1]].title))):
        return None
    return levels[-1]
