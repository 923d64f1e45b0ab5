"""From the plan of an archive folder to its index page: tree, captions, first rows of every table."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from ..domain import fields
from ..domain.fields import Field, Kind
from ..domain.ledgers import Ledger
from ..domain.rules import State
from ..store import ledgers
from . import catalogues
from .index_page import ROWS_SHOWN, Demand, Gap, Page, Paper, Picture, Section, Table, Tree
from .plan import FRONT, Asked, Holding, Piece, Plan, Sheet, Standard

_COLUMNS_SHOWN = 7


def page_of(
    db: sqlite3.Connection,
    plan: Plan,
    *,
    unit: str,
    on: date,
    placed: Mapping[str, str],
    thumbs: Mapping[str, str],
) -> Page:
    """All the index page shows. `placed`: planned path → where it went; `thumbs`: SHA-256 → preview."""
    holdings: dict[str, list[Holding]] = defaultdict(list)
    for holding in plan.holdings:
        holdings[holding.indicator].append(holding)
    show = _Shown(db, placed, thumbs)
    anchors = {
        asked.id: f"i{number}"
        for number, asked in enumerate(a for standard in plan.standards for a in standard.indicators)
    }
    trees = [Tree(standard.title, _tree(standard, holdings, anchors, show)) for standard in plan.standards]
    gaps = [
        Gap(anchors[asked.id], asked.name, lack.state, lack.what, lack.who or asked.lead, lack.deadline)
        for standard in plan.standards
        for asked in standard.indicators
        for lack in asked.lacks
    ]
    # What is late comes first, then what is due soonest.
    gaps.sort(key=lambda gap: (gap.state is not State.OVERDUE, not gap.deadline, gap.deadline))
    kinds = Counter(piece.evidence.kind for piece in plan.once().values() if piece.path in placed)
    records = {(sheet.ledger.key, id) for sheet in plan.sheets() for id in sheet.ids}
    leaves = Counter(asked.state for asked in _leaves(plan.standards))
    tallies = [
        ("条目", len(records)),
        ("照片", kinds["photo"]),
        ("视频与录音", kinds["video"] + kinds["audio"]),
        ("文件", kinds["document"] + kinds["other"]),
    ]
    facts = [
        ("测评体系", "、".join(standard.title for standard in plan.standards)),
        ("时段", _period(plan)),
        ("评估日期", f"{on.year}年{on.month}月{on.day}日"),
        ("范围", "对外公开，不含敏感信息和未公开的文件" if plan.public else ""),
        ("补充", f"只含“{plan.since}”之后新增的影像和文件" if plan.since else ""),
    ]
    lists = [
        Paper("归档文件目录", f"{FRONT}/归档文件目录.xlsx", "XLSX"),
        *([] if plan.public else [Paper("缺项清单", f"{FRONT}/缺项清单.xlsx", "XLSX")]),
        Paper("事件记录", f"{FRONT}/事件记录.csv", "CSV"),
    ]
    return Page(
        unit=unit,
        subtitle=f"评估日期 {on.isoformat()}",
        facts=facts,
        states={state: leaves[state] for state in State},
        tallies=[(name, number) for name, number in tallies if number],
        trees=trees,
        gaps=None if plan.public else gaps,
        lists=lists,
        ledgers=[
            Paper(sheet.ledger.title, sheet.path, "XLSX", f"{len(sheet.ids):,} 条") for sheet in plan.whole
        ],
        others=[
            section
            for section in (
                _other("unasked", "未对应指标的佐证", plan.unasked, show),
                _other("loose", "未关联影像", plan.loose, show),
            )
            if section
        ],
    )


class _Shown:
    """Pieces and sheets as the page shows them."""

    def __init__(self, db: sqlite3.Connection, placed: Mapping[str, str], thumbs: Mapping[str, str]) -> None:
        self.db, self.placed, self.thumbs = db, placed, thumbs

    def picture(self, piece: Piece, year: str) -> Picture:
        one = piece.evidence
        when = one.time or catalogues.moment(one.taken_at) or (piece.about.date if piece.about else "")
        about = piece.about.title if piece.about and piece.about.title != piece.title else ""
        caption = (
            "　".join(filter(None, (when, one.place))),
            "　".join(filter(None, (one.event if one.event != piece.title else "", one.people))),
            "　".join(filter(None, (one.text, one.photographer and f"摄影：{one.photographer}"))),
            about if about not in (one.event, one.text) else "",
        )
        return Picture(piece.title, self.placed[piece.path], self.thumbs.get(one.sha256, ""), caption, year)

    def paper(self, piece: Piece, year: str) -> Paper:
        path = self.placed[piece.path]
        badge = path.rpartition(".")[2].upper()[:5] if "." in path.rpartition("/")[2] else ""
        about = piece.about.title if piece.about and piece.about.title not in piece.title else ""
        note = "　".join(filter(None, ("、".join(piece.roles), piece.day, about)))
        return Paper(piece.title, path, badge, note, year)

    def table(self, sheet: Sheet, year: str) -> Table:
        records = list(ledgers.records(self.db, sheet.ledger, sheet.ids[:ROWS_SHOWN]))
        chosen = _columns(sheet.ledger, [record.values for record in records])
        rows = tuple(
            tuple(fields.show(field, record.values[field.key]) for field in chosen) for record in records
        )
        titles = tuple(field.title + (f"（{field.unit}）" if field.unit else "") for field in chosen)
        numeric = frozenset(n for n, field in enumerate(chosen) if field.kind in (Kind.INTEGER, Kind.AMOUNT))
        return Table(sheet.ledger.title, sheet.path, titles, numeric, rows, len(sheet.ids), year)


def _columns(ledger: Ledger, rows: Sequence[Mapping[str, fields.Value]]) -> list[Field]:
    """The date, the title and the first fields that say something; nothing sensitive, nothing long."""
    shown = {field.key for field in ledger.visible}
    first = [key for key in (ledger.date_field, ledger.title_field) if key in shown]
    rest = [
        field.key
        for field in ledger.visible
        if not field.sensitive and field.kind is not Kind.LONG and field.key not in first
    ]
    used = [key for key in rest if any(row[key] is not None for row in rows)]
    return [ledger.field(key) for key in (first + used)[:_COLUMNS_SHOWN]]


def _tree(
    standard: Standard,
    holdings: Mapping[str, Sequence[Holding]],
    anchors: Mapping[str, str],
    show: _Shown,
) -> list[Section]:
    made: dict[str, Section] = {}
    served: dict[str, tuple[set[str], set[str], set[str]]] = {}
    top: list[Section] = []
    for asked in standard.indicators:
        section = made[asked.id] = _section(asked, anchors[asked.id], holdings.get(asked.id, ()), show)
        (made[asked.parent].parts if asked.parent else top).append(section)
        served[asked.id] = _things(holdings.get(asked.id, ()), show)
    for asked in reversed(standard.indicators):
        records, photos, others = served[asked.id]
        made[asked.id].counts = (len(records), len(photos), len(others))
        if asked.parent:
            for into, some in zip(served[asked.parent], served[asked.id], strict=True):
                into |= some
    return top


def _things(holdings: Sequence[Holding], show: _Shown) -> tuple[set[str], set[str], set[str]]:
    """Ids of the records, photos and other files that serve an indicator."""
    records = {id for holding in holdings for sheet in holding.sheets for id in sheet.ids}
    photos, others = set[str](), set[str]()
    for piece in (p for holding in holdings for p in (*holding.pieces, *holding.below)):
        if piece.path in show.placed:
            (photos if piece.evidence.kind == "photo" else others).add(piece.evidence.id)
    return records, photos, others


def _section(asked: Asked, anchor: str, holdings: Sequence[Holding], show: _Shown) -> Section:
    section = Section(
        anchor=anchor,
        name=asked.name,
        state=asked.state,
        asked=asked.asked,
        facts=(("牵头", asked.lead), *asked.facts),
        demands=[Demand(demand.sentence, demand.state, demand.have) for demand in asked.demands],
        gaps=[lack.what for lack in asked.lacks],
    )
    for holding in holdings:
        year = holding.year if not holding.year.isdecimal() else f"{holding.year}年"
        section.tables += [show.table(sheet, year) for sheet in holding.sheets]
        _add(section, [*catalogues.pictures(holding), *catalogues.papers(holding)], year, show)
    return section


def _add(section: Section, pieces: Sequence[Piece], year: str, show: _Shown) -> None:
    for piece in pieces:
        if piece.path not in show.placed:
            continue
        if piece.evidence.kind == "photo":
            section.pictures.append(show.picture(piece, year))
        elif piece.evidence.kind in ("video", "audio"):
            section.videos.append(show.paper(piece, year))
        else:
            section.papers.append(show.paper(piece, year))


def _other(anchor: str, name: str, pieces: Sequence[Piece], show: _Shown) -> Section | None:
    section = Section(anchor, name)
    _add(section, pieces, "", show)
    return section if section.pictures or section.videos or section.papers else None


def _leaves(standards: Sequence[Standard]) -> list[Asked]:
    parents = {asked.parent for standard in standards for asked in standard.indicators}
    return [asked for standard in standards for asked in standard.indicators if asked.id not in parents]


def _period(plan: Plan) -> str:
    if plan.start and plan.end:
        return f"{plan.start.isoformat()} 至 {plan.end.isoformat()}"
    if plan.start:
        return f"{plan.start.isoformat()} 起"
    return f"截至 {plan.end.isoformat()}" if plan.end else "全部"
