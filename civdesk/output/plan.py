"""What an archive folder is made of: indicators as assessed, and which file and sheet goes where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..domain.ledgers import Ledger
from ..domain.rules import State
from ..store.evidence import Evidence
from ..store.holdings import Head

FRONT = "data/00 目录与缺项"
LEDGERS = "data/全部台账"
LOOSE = "data/未关联影像"
UNASKED = "data/未对应指标"
THUMBS = "data/预览"
NO_YEAR = "不分年度"
TURNED = frozenset({"heic", "heif"})  # photos that an office PC does not show go out as JPEG


@dataclass(frozen=True, slots=True)
class Demanded:
    """One rule as it was assessed, in words."""

    sentence: str
    state: State
    have: str = ""


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing an indicator still lacks: in which state that is, who is to do it (names), by when (ISO)."""

    what: str
    state: State
    who: str = ""
    deadline: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """An indicator as it was assessed, in the order of the tree, parents first.

    `records` are the records that serve it, by key of their ledger.
    """

    id: str
    parent: str | None
    code: str
    title: str
    state: State
    asked: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    lead: str = ""
    demands: tuple[Demanded, ...] = ()
    lacks: tuple[Lack, ...] = ()
    records: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Code and title as people say them; the code is not said twice."""
        return self.title if self.title.startswith(self.code) else f"{self.code} {self.title}"


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard with its assessed indicators."""

    key: str
    title: str
    indicators: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stored file in one place. `original`: where the HEIC of a JPEG at `path` goes (empty: nowhere)."""

    evidence: Evidence
    path: str
    title: str
    about: Head | None = None
    roles: tuple[str, ...] = ()
    original: str = ""

    @property
    def turned(self) -> bool:
        return self.evidence.format in TURNED

    @property
    def day(self) -> str:
        """The day it shows, as far as anybody knows: of the record, else of its taking."""
        return (self.about.date if self.about else "") or (self.evidence.taken_at or "")[:10]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Records of a ledger that go into one spreadsheet."""

    ledger: Ledger
    path: str
    ids: tuple[str, ...]


@dataclass(slots=True)
class Holding:
    """What belongs to an indicator (in a year, where the folder is divided by years).

    `pieces` lie in its own folder; `below` are those that serve it too and lie in a folder inside its own.
    """

    indicator: str
    year: str
    folder: str
    sheets: list[Sheet] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    below: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """All of an archive folder, with nothing written yet.

    `unasked` are files of records that no indicator asks for, `loose` files that nothing refers to, `whole`
    the complete ledgers; all three are empty in a public folder. `since` is the name of an earlier folder
    whose files are left out. `bytes` is about how much will be written.
    """

    standards: tuple[Standard, ...]
    holdings: list[Holding] = field(default_factory=list)
    unasked: list[Piece] = field(default_factory=list)
    loose: list[Piece] = field(default_factory=list)
    whole: list[Sheet] = field(default_factory=list)
    public: bool = False
    start: date | None = None
    end: date | None = None
    since: str = ""
    unlinked: int = 0

    def pieces(self) -> Iterator[Piece]:
        """Every file in every place, in the order of the folder."""
        for holding in self.holdings:
            yield from holding.pieces
        yield from self.unasked
        yield from self.loose

    def once(self) -> dict[str, Piece]:
        """Every piece of evidence by id, in its first place."""
        found: dict[str, Piece] = {}
        for piece in self.pieces():
            found.setdefault(piece.evidence.id, piece)
        return found

    @property
    def bytes(self) -> int:
        size = sum(piece.evidence.size * (1 + bool(piece.original) + piece.turned) for piece in self.pieces())
        rows = sum(len(sheet.ids) for sheet in self.sheets())
        return size + rows * 400 + len(self.once()) * 32_000 + (1 << 20)

    def sheets(self) -> Iterator[Sheet]:
        """Every sheet of records."""
        for holding in self.holdings:
            yield from holding.sheets
        yield from self.whole
