"""A superior's standard that comes as a spreadsheet or as TOML: looked at, planned, taken in.

`look` opens the file and finds what its columns are, `plan` makes a standard of it in memory, `take` saves
that as one operation. Nothing is saved before, and never a part.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..domain import editions
from ..domain.definition_errors import DefinitionError
from ..domain.fields import Kind
from ..domain.proposing_clause import Proposed
from ..domain.standard_columns import Meaning, StandardHeader, find_header, letters, read_meaning
from ..domain.standard_nodes import Node, Passed, Reading
from ..domain.standard_rows import read_rows
from ..domain.standard_tree import Known, grow
from ..domain.standards import Standard, own_points, points_text, read_standard
from ..domain.text import normal, one_line
from ..errors import WrongUse
from ..store import editions as carrying
from ..store import ledgers, proposals, standards
from ..store.editions import Carried
from ..store.workspace import Workspace
from . import standard_memory
from .standard_look import SheetLook, StandardLook, look
from .standard_proposals import from_indicators

_NOTE = re.compile(r"(?:注|备注|说明)\s*[:：]")
_SHEET = 1 << 21  # rows of later sheets are numbered on from a multiple of this


@dataclass(frozen=True, slots=True)
class StandardChoices:
    """What the clerk says: which sheets (empty: all that fit), what columns are (header or letters → a
    meaning, in words or as its key), the last row of a header by sheet ("": any sheet; 0: there is none), and
    what the standard is called. `edition_of` is the key of the standard it follows."""

    sheets: tuple[str, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    header_rows: Mapping[str, int] = field(default_factory=dict)
    key: str = ""
    title: str = ""
    version: str = ""
    edition_of: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that did not come in (row 0: the whole sheet), or one to look at, and why. `lost`: it said
    something that nobody could place, unlike a total or a note."""

    sheet: str
    row: int
    text: str
    reason: str
    lost: bool = False


@dataclass(frozen=True, slots=True)
class StandardPlan:
    """A standard as it would come in. `proposals` are rules read from its sentences, by indicator code;
    `unread` are sentences with numbers from which none was read. `mapping` names each used column's meaning.
    `like` is the key of a standard of the same name that is here already ("" for none)."""

    look: StandardLook
    choices: StandardChoices
    standard: Standard
    proposals: tuple[tuple[str, Proposed], ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    skipped: tuple[Skipped, ...] = ()
    doubts: tuple[Skipped, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    like: str = ""


@dataclass(frozen=True, slots=True)
class StandardTaken:
    """What came in: how many indicators, how many rules wait for a yes, what was carried over from the
    edition before (None: it is no edition), the operation."""

    standard: str
    title: str
    indicators: int
    proposed_rules: int
    skipped: tuple[Skipped, ...]
    doubts: tuple[Skipped, ...]
    carried: Carried | None
    operation: int | None


# --- planning ----------------------------------------------------------------------------------------


def plan(ws: Workspace, found: StandardLook, choices: StandardChoices | None = None) -> StandardPlan:
    """The standard that a file holds, with the rules that its sentences ask for.

    Raises WrongUse when no header is found and none is pointed at, when a sheet or column that is named is
    not there, when no column says what is asked, and when nothing is left.
    """
    choices = choices or StandardChoices()
    db = ws.reader()
    if choices.edition_of:
        standards.read(db, choices.edition_of)
    if found.data is not None:
        return _plan_toml(db, found, choices)
    chosen, skipped = _sheets(found, choices)
    readings: list[Reading] = []
    mapping: dict[str, str] = {}
    for one in chosen:
        header = _header(one, choices)
        if not (header.of(Meaning.LEVEL) or header.of(Meaning.ASKED)):
            raise WrongUse(
                f"“{one.name}”里没有一列是指标名称或测评标准，请说明哪一列是“层级”、哪一列是“测评标准”。"
            )
        readings.append(read_rows(one.rows, one.merges, header))
        mapping |= {column.title: column.meaning.value for column in header.columns.values()}
    joined = _joined([one.name for one in chosen], readings)
    grown = grow(joined, _known(db))
    if not grown.indicators:
        raise WrongUse("表头下面没有一条指标，没有可以导入的内容。")
    title = choices.title.strip() or found.title
    data = {
        "key": _key(db, choices, ""),
        "title": title,
        "version": choices.version or found.version,
        "source": found.path.name,
        "note": _notes(chosen),
        "indicators": grown.indicators,
    }
    standard = _standard(data, found)
    asked, unread = from_indicators(db, standard)
    names = [one.name for one in chosen]
    return StandardPlan(
        found,
        choices,
        standard,
        asked,
        unread,
        (*skipped, *_above(chosen, choices, title), *(_told(one, names) for one in joined.skipped)),
        (
            *_unnamed(chosen, choices),
            *_sums(chosen, readings, standard),
            *(_told(one, names) for one in grown.doubts),
        ),
        mapping,
        _like(db, title),
    )


def _plan_toml(db: sqlite3.Connection, found: StandardLook, choices: StandardChoices) -> StandardPlan:
    data = dict(found.data or {})
    data["key"] = _key(db, choices, str(data.get("key", "")))
    data |= {key: text for key, text in (("title", choices.title), ("version", choices.version)) if text}
    standard = _standard(data, found)
    return StandardPlan(found, choices, standard, like=_like(db, standard.title))


def _standard(data: Mapping[str, Any], found: StandardLook) -> Standard:
    try:
        return read_standard(data)
    except DefinitionError as error:
        raise WrongUse(f"“{found.path.name}”不能作为测评标准（{error}）。") from error


def _sheets(found: StandardLook, choices: StandardChoices) -> tuple[list[SheetLook], list[Skipped]]:
    """The sheets to read, and those that are left out with the reason."""
    known = {one.name: one for one in found.sheets}
    for name in choices.sheets:
        if name not in known:
            raise WrongUse(f"没有名为“{name}”的工作表，现有：{'、'.join(known)}。")
    pointed = [name for name in choices.header_rows if name in known]
    if choices.sheets:
        names = [one.name for one in found.sheets if one.name in choices.sheets]
    else:
        names = list(found.fitting) or pointed
        if not names and ("" in choices.header_rows or choices.mapping):
            names = [one.name for one in found.sheets if one.rows and not one.hidden][:1]
    if not names:
        filled = [one for one in found.sheets if one.rows]
        if not filled:
            raise WrongUse(f"“{found.path.name}”里没有内容。")
        raise WrongUse(
            "看不出哪一行是表头（要有“指标”“测评标准”“分值”这样的列）；请指明表头在第几行、各列是什么。",
            kind="no_header",
        )
    left = [
        Skipped(
            one.name, 0, "", "空的工作表" if not one.rows else "没有选中" if one.header else "没有找到表头"
        )
        for one in found.sheets
        if one.name not in names
    ]
    return [known[name] for name in names], left


def _header(one: SheetLook, choices: StandardChoices) -> StandardHeader:
    row = choices.header_rows.get(one.name, choices.header_rows.get(""))
    said = {name: read_meaning(meaning) for name, meaning in choices.mapping.items()}
    if one.header is not None and row is None and not said:
        return one.header
    remembered = (
        {c.title: c.meaning for c in one.header.columns.values()} if one.remembered and one.header else {}
    )
    bottom = row if row is not None else one.header.bottom if one.header else None
    if bottom == (one.header.bottom if one.header else None):
        said = {**remembered, **said}
    header = find_header(one.rows, one.merges, said, header_row=bottom)
    if header is None:
        where = f"第 {row} 行" if row else ""
        raise WrongUse(f"“{one.name}”{where}看不出表头，请指明表头在第几行、各列是什么。", kind="no_header")
    return header


def _joined(names: Sequence[str], readings: Sequence[Reading]) -> Reading:
    """Several sheets as one tree, each below its name; their rows are numbered on."""
    if len(readings) == 1:
        return readings[0]
    roots, skipped, doubts = [], [], []
    for n, (name, one) in enumerate(zip(names, readings, strict=True)):
        shift = n * _SHEET
        top = Node(name, shift)
        for root in one.roots:
            root.parent = top
            top.children.append(root)
            _renumbered(root, shift)
        roots += [top] if top.children else []
        skipped += [Passed(p.row + shift, p.text, p.reason, p.lost) for p in one.skipped]
        doubts += [Passed(p.row + shift, p.text, p.reason) for p in one.doubts]
    return Reading(tuple(roots), tuple(skipped), tuple(doubts))


def _renumbered(node: Node, shift: int) -> None:
    node.row += shift
    for child in node.children:
        _renumbered(child, shift)


def _told(one: Passed, names: Sequence[str]) -> Skipped:
    return Skipped(names[one.row // _SHEET], one.row % _SHEET, one.text, one.reason, one.lost)


def _unnamed(sheets: Sequence[SheetLook], choices: StandardChoices) -> Iterator[Skipped]:
    """Columns that hold something and say nothing that is known, and cells whose formula has no result."""
    for one in sheets:
        header = _header(one, choices)
        if not header.bottom:
            continue
        filled = {i for number, texts in one.rows if number > header.bottom for i in texts}
        unknown = [column for i, column in header.columns.items() if i in filled and not column.known]
        if unknown and not one.remembered:
            names = [f"{c.title} 列" if c.title == letters(c.index) else c.title for c in unknown]
            text = "、".join(names[:8]) + (f" 等 {len(names)} 列" if len(names) > 8 else "")
            yield Skipped(one.name, header.bottom, text, "看不出是什么列，没有读入；需要的请指明它是什么")
        for row, index in one.unworked:
            column = header.columns.get(index)
            if row > header.bottom and column is not None and column.meaning is not Meaning.NONE:
                said = "公式没有结果，读不到；请在表格软件里打开并保存一次再导入"
                yield Skipped(one.name, row, column.title, said)


def _sums(sheets: Sequence[SheetLook], readings: Sequence[Reading], standard: Standard) -> Iterator[Skipped]:
    """Whether the total that a single sheet states is that of what was read, with or without 加分."""
    if len(readings) != 1 or not readings[0].totals:
        return
    totals = readings[0].totals
    ways = {one.code: one.scoring.way for one in standard.indicators}
    found = {"bonus": 0, "minus": 0, "": 0}
    for code, points in own_points(standard).items():
        found[ways[code] if ways[code] in found else ""] += points
    base, bonus, minus = found[""], found["bonus"], found["minus"]
    if not {totals[-1], sum(totals)} & {base, base + bonus, base - minus, base + bonus - minus}:
        said = f"表上合计 {points_text(totals[-1])} 分，读到的各项加起来 {points_text(base)} 分，请核对"
        yield Skipped(sheets[0].name, 0, "合计", said)


def _above(sheets: Sequence[SheetLook], choices: StandardChoices, title: str) -> Iterator[Skipped]:
    """What stands over a table and is neither the title nor a note."""
    for one in sheets:
        top = _header(one, choices).top
        for number, texts in one.rows:
            text = one_line(" ".join(texts[i] for i in sorted(texts)))
            if number < top and text != title and not _NOTE.match(text):
                yield Skipped(one.name, number, text[:60], "表头以上的文字")


def _notes(sheets: Sequence[SheetLook]) -> str:
    """What stands over the tables beside the title (注：责任人由各股室自定)."""
    lines = [
        " ".join(texts[i] for i in sorted(texts))
        for one in sheets
        for number, texts in one.rows
        if one.header is not None and number < one.header.top
    ]
    return "\n".join(dict.fromkeys(line for line in lines if _NOTE.match(line)))


def _known(db: sqlite3.Connection) -> Known:
    names: dict[Kind, set[str]] = {Kind.DEPARTMENT: set(), Kind.PERSON: set()}
    for book in ledgers.definitions(db).values():
        for kind, known in names.items():
            if book.register is not None and kind in book.register.kinds:
                known |= set(ledgers.names(db, book))
    return Known(frozenset(names[Kind.DEPARTMENT]), frozenset(names[Kind.PERSON]))


def _key(db: sqlite3.Connection, choices: StandardChoices, own: str) -> str:
    """The key that was given, the file's own, or a free one; of an edition one that goes on the old key."""
    taken = standards.keys(db)
    if choices.key:
        return choices.key
    if own and own not in taken:
        return own
    if own and not choices.edition_of:
        return own  # refused when it is saved: the same standard twice is no edition
    base = (
        re.sub(r"_v\d+$", "", own or choices.edition_of) + "_v" if own or choices.edition_of else "standard_"
    )
    n = 2 if own or choices.edition_of else 1
    while f"{base}{n}" in taken:
        n += 1
    return f"{base}{n}"


def _like(db: sqlite3.Connection, title: str) -> str:
    """The key of a standard that is called the same, years and editions left aside."""

    def bare(text: str) -> str:
        return re.sub(r"\d{4}年?(?:版|度)?|[(（][^()（）]*版[^()（）]*[)）]|[()（）]", "", normal(text))

    same = [one for one in standards.listed(db) if bare(one.title) == bare(title)]
    return same[0].key if same else ""


# --- taking in ---------------------------------------------------------------------------------------


def take(
    ws: Workspace,
    planned: StandardPlan,
    *,
    active: bool = False,
    on: date,
    matches: Mapping[str, str] | None = None,
) -> StandardTaken:
    """Save a planned standard with the rules that wait for a yes, all of it or nothing, as one operation.

    As the edition after another one it takes over what was said of the indicators that are still the same,
    stands in the other one's place where that one was active, and `matches` (new code → old code, "" for
    none) settles what was not certain. How the clerk named the columns is remembered. Raises WrongUse when
    the key is taken.
    """
    standard, before = planned.standard, planned.choices.edition_of
    matched = None
    if before:
        old = standards.read(ws.reader(), before)
        before = old.key
        matched = editions.compare(old, standard, matches)

    def work(db: sqlite3.Connection) -> Carried | None:
        standards.add(db, standard, active=active, edition_of=before)
        ids = {one.code: one.id for one in standards.read(db, standard.key).indicators}
        carried = carrying.carry(db, matched, standard.key, on) if matched else None
        for code, one in planned.proposals:
            proposals.add(db, ids[code], one.sentence, one.rule, one.candidates, one.where)
        if before and active:
            standards.set_active(db, before, False)
        return carried

    title = f"导入测评标准《{standard.title}》" + ("（新版本）" if before else "")
    outcome = ws.operate("import_standard", title, work)
    if planned.choices.mapping:
        _remember(ws, planned)
    return StandardTaken(
        standard.key,
        standard.title,
        len(standard.indicators),
        len(planned.proposals),
        planned.skipped,
        planned.doubts,
        outcome.result,
        outcome.operation,
    )


def _remember(ws: Workspace, planned: StandardPlan) -> None:
    chosen, _ = _sheets(planned.look, planned.choices)
    standard_memory.remember(ws, [_header(one, planned.choices) for one in chosen])


__all__ = [
    "SheetLook",
    "Skipped",
    "StandardChoices",
    "StandardLook",
    "StandardPlan",
    "StandardTaken",
    "look",
    "plan",
    "take",
]
