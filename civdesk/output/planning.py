"""Deciding what goes where in an archive folder: one short reading, before anything is written."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from ..domain import names
from ..domain.ledgers import Ledger, Role
from ..store import evidence, holdings, ledgers
from ..store.evidence import Evidence
from ..store.holdings import Head
from ..store.proofs import INDICATOR, Proof
from .plan import LEDGERS, LOOSE, NO_YEAR, TURNED, UNASKED, Asked, Holding, Piece, Plan, Sheet, Standard

FOLDER_LIMIT = 110  # of an indicator's folder: leaves room for 照片/ and a file name within names.PATH_LIMIT

# Kinds of evidence by the folder they lie in; what is neither picture nor sound is a paper.
_FOLDERS = {"photo": "照片", "video": "视频", "audio": "录音"}
_PAPERS = "文件"


def make(
    db: sqlite3.Connection,
    standards: Sequence[Standard],
    roles: Mapping[str, Role],
    *,
    start: date | None = None,
    end: date | None = None,
    public: bool = False,
    since: Collection[str] = (),
    since_name: str = "",
) -> Plan:
    """Decide what goes out of a workspace and where.

    `start` and `end` (both included) leave out records dated otherwise; what has no date stays. A public
    folder leaves out records that are secret or internal, files that only they refer to, what no indicator
    asks for, and what is still lacking. `since` are ids of files that went out before, in the folder
    `since_name`. A folder over several years is divided by years first.
    """
    if public:
        standards = [
            replace(one, indicators=tuple(replace(asked, lacks=()) for asked in one.indicators))
            for one in standards
        ]
    plan = Plan(tuple(standards), public=public, start=start, end=end, since=since_name)
    books = ledgers.definitions(db)
    files = {one.id: one for one in evidence.listed(db, order="came") if one.id not in since}
    proofs = holdings.proofs_by_subject(db)
    linked = {proof.evidence for some in proofs.values() for proof in some}
    heads: dict[str, dict[str, Head]] = {}
    for key, book in books.items():
        heads[key] = {
            id: head
            for id, head in holdings.heads(db, book).items()
            if _within(head.date, start, end) and not (public and head.secrecy not in ("", "公开"))
        }
    source = _Source(books, heads, files, proofs, roles)

    served = {
        standard.key: [_served(source, asked) for asked in standard.indicators] for standard in standards
    }
    years = sorted({year for some in served.values() for one in some for year in one.years if year})
    for standard in standards:
        base = "data"
        if len(standards) > 1:
            base = f"data/{names.safe(standard.title, limit=24)}"
        for year in [*years, ""] if len(years) > 1 else [None]:
            place = base if year is None else f"{base}/{f'{year}年' if year else NO_YEAR}"
            _fill(plan, standard, served[standard.key], source, year, place)

    placed = {piece.evidence.id for piece in plan.pieces()}
    plan.unlinked = len(evidence.unlinked(db))
    if not public:
        _rest(plan, source, placed, linked)
        taken: dict[str, int] = {}
        for key, book in books.items():
            if heads[key]:
                name = names.distinct(names.file_name(book.title, "xlsx"), taken)
                plan.whole.append(Sheet(book, f"{LEDGERS}/{name}", tuple(heads[key])))
    return plan


# --- what serves an indicator ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Source:
    """What was read: ledgers, heads of the records that may go out, files, proofs, roles."""

    books: Mapping[str, Ledger]
    heads: Mapping[str, Mapping[str, Head]]
    files: Mapping[str, Evidence]
    proofs: Mapping[tuple[str, str], Sequence[Proof]]
    roles: Mapping[str, Role]


@dataclass(slots=True)
class _Link:
    """A file that serves an indicator: through which record (the first), in which roles."""

    evidence: Evidence
    about: Head | None
    roles: list[str]


@dataclass(slots=True)
class _Served:
    """Records and files of one indicator by year ("" where nobody knows the year)."""

    asked: Asked
    records: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(dict))
    links: dict[str, dict[str, _Link]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def years(self) -> set[str]:
        return {*self.records, *self.links}


def _served(source: _Source, asked: Asked) -> _Served:
    found = _Served(asked)
    for key, wanted in asked.records.items():
        heads, chosen = source.heads.get(key, {}), set(wanted)
        for id, head in heads.items() if len(chosen) > len(heads) // 4 else _ordered(heads, chosen):
            if id in chosen:
                found.records[head.date[:4]].setdefault(key, []).append(id)
                for proof in source.proofs.get((key, id), ()):
                    _link(found, source, proof, head, head.date[:4])
    for proof in source.proofs.get((INDICATOR, asked.id), ()):
        if one := source.files.get(proof.evidence):
            _link(found, source, proof, None, (one.taken_at or "")[:4])
    return found


def _ordered(heads: Mapping[str, Head], chosen: Iterable[str]) -> list[tuple[str, Head]]:
    """Few of many, undated last, else by date."""
    some = [(id, heads[id]) for id in chosen if id in heads]
    return sorted(some, key=lambda item: (not item[1].date, item[1].date, item[0]))


def _link(found: _Served, source: _Source, proof: Proof, about: Head | None, year: str) -> None:
    one = source.files.get(proof.evidence)
    if one is None:
        return
    role = _role(source, proof.role)
    link = found.links[year].setdefault(one.id, _Link(one, about, []))
    if role not in link.roles:
        link.roles.append(role)


def _role(source: _Source, key: str) -> str:
    return source.roles[key].title if key in source.roles else key


def _within(day: str, start: date | None, end: date | None) -> bool:
    if not day:
        return True
    return (start is None or day >= start.isoformat()) and (end is None or day[:10] <= end.isoformat())


# --- where it goes -----------------------------------------------------------------------------------


def _fill(
    plan: Plan,
    standard: Standard,
    served: Sequence[_Served],
    source: _Source,
    year: str | None,
    place: str,
) -> None:
    """Add the holdings of one standard (in one year; None: not divided), in the order of the tree."""
    folders = folders_of(standard.indicators, place)
    made: dict[str, Holding] = {}
    inside: dict[str, dict[str, Piece]] = defaultdict(dict)  # indicator → files in the folders of its parts
    # Parts come after their parents in the tree, so backwards each part is placed before its parent.
    for one in reversed(served):
        id = one.asked.id
        holding = made[id] = Holding(id, year or (NO_YEAR if year == "" else ""), folders[id])
        taken: dict[str, int] = {}
        records: dict[str, list[str]] = defaultdict(list)
        links: dict[str, _Link] = {}
        for when in [year] if year is not None else sorted(one.years, key=lambda y: (not y, y)):
            for key, ids in one.records.get(when, {}).items():
                records[key] += ids
            for evidence_id, link in one.links.get(when, {}).items():
                links.setdefault(evidence_id, link)
        for key, ids in records.items():
            name = names.file_name(source.books[key].title, "xlsx", limit=names.room(holding.folder))
            name = names.distinct(name, taken, limit=names.room(holding.folder))
            holding.sheets.append(Sheet(source.books[key], f"{holding.folder}/{name}", tuple(ids)))
        holding.below = [inside[id][key] for key in links if key in inside[id]]
        holding.pieces = _placed(
            [link for key, link in links.items() if key not in inside[id]], holding.folder, plan.public
        )
        if one.asked.parent:
            inside[one.asked.parent].update(inside[id])
            inside[one.asked.parent].update((piece.evidence.id, piece) for piece in holding.pieces)
    plan.holdings += [
        holding
        for holding in (made[one.asked.id] for one in served)
        if holding.sheets or holding.pieces or holding.below
    ]


def folders_of(indicators: Sequence[Asked], place: str) -> dict[str, str]:
    """The folder of each indicator below `place`, nested like the tree and sorted like it by every program.

    Names are shortened only as far as the deepest path needs.
    """
    children: dict[str | None, list[Asked]] = defaultdict(list)
    for asked in indicators:
        children[asked.parent].append(asked)

    def lay(parent: str | None, path: str, limit: int, into: dict[str, str]) -> None:
        siblings, taken = children[parent], dict[str, int]()
        numbered = _needs_numbers([asked.name for asked in siblings])
        for number, asked in enumerate(siblings, 1):
            start = f"{number:0{max(2, len(str(len(siblings))))}d} " if numbered else ""
            name = names.distinct(names.safe(start + asked.name, limit=limit), taken, limit=limit)
            into[asked.id] = f"{path}/{name}"
            lay(asked.id, into[asked.id], limit, into)

    folders: dict[str, str] = {}
    for limit in range(names.LIMIT, 7, -2):
        folders = {}
        lay(None, place, limit, folders)
        if max(map(names.length, folders.values()), default=0) <= FOLDER_LIMIT:
            break
    return folders


def _needs_numbers(siblings: Sequence[str]) -> bool:
    """Whether a file manager would put these in another order: 一 二 三 sort as èr sān yī."""
    if len(siblings) < 2:
        return False
    keys = [
        [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", name)] for name in siblings
    ]
    if any(not re.match(r"[0-9]", name) for name in siblings):
        return True
    return any(not _before(a, b) for a, b in pairwise(keys))


def _before(a: Sequence[int | str], b: Sequence[int | str]) -> bool:
    for one, other in zip(a, b, strict=False):
        if one != other:
            return one < other if type(one) is type(other) else isinstance(one, int)  # type: ignore[operator]
    return len(a) < len(b)


def _placed(links: Sequence[_Link], folder: str, public: bool) -> list[Piece]:
    """Names within one folder: photos, videos, recordings and papers apart, each numbered in order."""
    pieces: list[Piece] = []
    groups: dict[str, list[_Link]] = defaultdict(list)
    for link in links:
        groups[_FOLDERS.get(link.evidence.kind, _PAPERS)].append(link)
    for name, some in groups.items():
        place, digits = f"{folder}/{name}", max(3, len(str(len(some))))
        limit = names.room(place)
        for number, link in enumerate(sorted(some, key=_order), 1):
            one, title = link.evidence, _title(link)
            at = f"{number:0{digits}d}"
            turned = one.format in TURNED
            end = one.name.rpartition(".")[2] if "." in one.name else one.format
            path = f"{place}/{names.file_name(title, 'jpg' if turned else end, number=at, limit=limit)}"
            original = ""
            if turned and not public:
                original = f"{place}/{names.file_name(f'{title}（原件）', end, number=at, limit=limit)}"
            pieces.append(Piece(one, path, title, link.about, tuple(link.roles), original))
    return pieces


def _order(link: _Link) -> tuple[bool, str, str, str]:
    day = (link.about.date if link.about else "") or (link.evidence.taken_at or "")[:10]
    return not day, day, link.evidence.taken_at or "", link.evidence.id


def _title(link: _Link) -> str:
    """What the file shows: its own title, else that of the record, for a paper with its role."""
    one, about = link.evidence, link.about
    if one.title:
        return one.title
    if about and about.title:
        if one.kind in _FOLDERS or link.roles[0] in about.title or link.roles[0] in ("原件", "其他"):
            return about.title
        return f"{about.title} {link.roles[0]}"
    return one.name.rpartition(".")[0] or one.name


def _rest(plan: Plan, source: _Source, placed: set[str], linked: set[str]) -> None:
    """Files of records that no indicator asks for, by ledger; and files that nothing refers to."""
    taken: dict[str, int] = {}
    for key, book in source.books.items():
        links: dict[str, _Link] = {}
        for id, head in source.heads[key].items():
            for proof in source.proofs.get((key, id), ()):
                one = source.files.get(proof.evidence)
                if one and one.id not in placed:
                    links.setdefault(one.id, _Link(one, head, [])).roles.append(_role(source, proof.role))
        if links:
            folder = f"{UNASKED}/{names.distinct(names.safe(book.title, limit=40), taken)}"
            plan.unasked += _placed(list(links.values()), folder, plan.public)
            placed |= links.keys()
    # Files of indicators that are not part of this folder: of a standard that is switched off, or gone.
    links = {}
    for (kind, _), some in source.proofs.items():
        for proof in some if kind == INDICATOR else ():
            one = source.files.get(proof.evidence)
            if one and one.id not in placed and _within((one.taken_at or "")[:10], plan.start, plan.end):
                links.setdefault(one.id, _Link(one, None, [_role(source, proof.role)]))
    plan.unasked += _placed(list(links.values()), f"{UNASKED}/其他测评体系", plan.public)
    loose = [
        _Link(one, None, [])
        for id, one in source.files.items()
        if id not in linked and _within((one.taken_at or "")[:10], plan.start, plan.end)
    ]
    plan.loose = _placed(loose, LOOSE, plan.public)
