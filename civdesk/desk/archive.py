"""The archive folder for an inspection: assess, plan, give codes, write, and remember what went out."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

from ..domain.asking import Reach, Slot, inquire
from ..domain.ledgers import Ledger
from ..domain.rules import State, worst
from ..domain.sentences import show_number, show_percent
from ..domain.standards import Indicator
from ..domain.standards import Standard as Definition
from ..errors import WrongUse
from ..jobs import Monitor
from ..output import archive, bag, planning
from ..output.archive import ArchiveReport
from ..output.bag import Verification
from ..output.plan import Asked, Demanded, Lack, Piece, Plan, Standard
from ..store import filing, holdings, ledgers, measures, near, packages, settings, standards
from ..store.packages import Package
from ..store.workspace import Workspace
from . import assessing
from .assessing import Gap, IndicatorReport, RuleReport
from .evidence import roles
from .framing import frame
from .registers import Meant

__all__ = ["ArchiveReport", "Verification", "export_archive", "plan_archive", "verify"]

# Where no record says how long a piece is kept: 30 years, the longer of the two terms that are not for ever.
_RETENTION = "D30"


def export_archive(
    ws: Workspace,
    out: Path,
    *,
    on: date,
    now: datetime,
    standard: str | None = None,
    start: date | None = None,
    end: date | None = None,
    public: bool = False,
    since: str | None = None,
    monitor: Monitor | None = None,
) -> ArchiveReport:
    """Write the archive folder of one standard (key or title), or of all active ones, to a new folder.

    States are those of the day `on`; `start` and `end` choose the records by date. `public` leaves out what
    is sensitive, secret or not asked for. `since` (id or folder name of an earlier package) leaves out the
    files that were in it. Reference codes are given first and the package is recorded after, where the
    workspace is open for writing. Raises WrongUse for an unknown standard or package, Refused when `out`
    cannot become a whole folder, Cancelled.
    """
    made = plan_archive(ws, on=on, standard=standard, start=start, end=end, public=public, since=since)
    archive.check_target(out, made.bytes)  # before numbers are given that are given for ever
    db = ws.reader()
    fonds = str(settings.get(db, "filing.fonds"))
    if fonds and ws.writable:
        _give_codes(ws, made, fonds, on, now)
    report = archive.export(
        ws,
        made,
        out,
        unit=str(settings.get(db, "unit")),
        codes=filing.codes(db),
        filed=bool(fonds),
        on=on,
        now=now,
        monitor=monitor,
    )
    if ws.writable:
        name = report.folder.name

        def record(db: sqlite3.Connection) -> str:
            return packages.add(
                db,
                kind="archive",
                name=name,
                made_at=now.isoformat(timespec="seconds"),
                files=report.files,
                bytes=report.bytes,
                evidence=sorted(report.evidence),
                seal=report.seal,
                note="对外公开" if public else "",
            )

        ws.operate("export_archive", f"导出迎检档案“{name}”", record, undoable=False)
    return report


def plan_archive(
    ws: Workspace,
    *,
    on: date,
    standard: str | None = None,
    start: date | None = None,
    end: date | None = None,
    public: bool = False,
    since: str | None = None,
) -> Plan:
    """What `export_archive` would write and how large it would be; nothing is written."""
    if start and end and end < start:
        raise WrongUse("时段的结束早于开始，请检查起止日期。")
    db = ws.reader()
    before = _package(db, since) if since else None
    with measures.snapshot(db):
        keys = [standard] if standard else [one.key for one in standards.listed(db) if one.active]
        years = _years(db, on, start, end)
        assessed = [_standard(ws, key, on, years) for key in keys]
        return planning.make(
            db,
            assessed,
            roles(),
            start=start,
            end=end,
            public=public,
            since=before.evidence if before else frozenset(),
            since_name=before.name if before else "",
        )


def verify(folder: Path, monitor: Monitor | None = None) -> Verification:
    """Which files of an exported folder changed, are missing or were added. Raises Damaged, Cancelled."""
    return bag.verify(folder, monitor)


def _package(db: sqlite3.Connection, name: str) -> Package:
    found = packages.find(db, name)
    if found is None:
        raise WrongUse(f"没有名为“{name}”的导出记录。")
    return found


def _give_codes(ws: Workspace, made: Plan, fonds: str, on: date, now: datetime) -> None:
    """Codes for what is filed for the first time; what nothing refers to is not filed yet."""
    loose = {piece.evidence.id for piece in made.loose}
    pieces = sorted(
        (filing.Piece(id, piece.evidence.kind, *_kept(piece, on)), piece.day, id)
        for id, piece in made.once().items()
        if id not in loose
    )
    pieces.sort(key=lambda entry: (entry[0].year, entry[1], entry[2]))
    ordered = [piece for piece, _, _ in pieces]
    at = now.isoformat(timespec="seconds")
    ws.operate("file", "编制档号", lambda db: filing.give(db, ordered, fonds=fonds, at=at), undoable=False)


def _kept(piece: Piece, on: date) -> tuple[int, str]:
    """The year a piece belongs to, and its retention."""
    retention = filing.RETENTIONS.get(piece.about.retention if piece.about else "", _RETENTION)
    return int(piece.day[:4] or on.year), retention


# --- what was assessed, as the folder shows it -------------------------------------------------------


def _standard(ws: Workspace, key: str, on: date, years: Sequence[int]) -> Standard:
    db = ws.reader()
    assessed = assessing.assess(ws, key, on, records=False)
    found, books = assessed.standard, ledgers.definitions(db)
    ids = {one.code: one.id for one in found.indicators}
    return Standard(
        found.key,
        found.title,
        tuple(
            _asked(
                report,
                ids,
                _records(db, books, found, report.indicator, on, years),
                on,
                assessed.meant,
            )
            for report in assessed.indicators
        ),
    )


def _records(
    db: sqlite3.Connection,
    books: Mapping[str, Ledger],
    standard: Definition,
    indicator: Indicator,
    on: date,
    years: Sequence[int],
) -> dict[str, list[str]]:
    """The records that the rules of an indicator look at, by ledger, whether or not their proofs suffice.

    The folder may span years and reach beyond `on`, so each year is asked for as when it is over. Registers
    are read as of `on`: who has left is not shown as one who is there.
    """
    found: dict[str, dict[str, None]] = {}
    for demanded in indicator.rules:
        for year in years:
            inquiry = inquire(demanded.rule, frame(db, standard, date(year, 12, 31)))
            looked_at = inquiry.of if demanded.rule.each_record else inquiry.counted
            for question in (*looked_at, *inquiry.statement):
                asked = replace(question, proofs=())
                if question.reach is not Reach.DATED:
                    asked = replace(asked, slots=(Slot(on, on, None),))
                ids = near.record_ids(db, books, asked)
                found.setdefault(question.ledger, {}).update(dict.fromkeys(ids))
    return {key: list(ids) for key, ids in found.items()}


def _years(db: sqlite3.Connection, on: date, start: date | None, end: date | None) -> list[int]:
    """The years that the folder covers and in which something is dated, and that of `on`."""
    there = {year for book in ledgers.definitions(db).values() for year in holdings.years(db, book)}
    first, last = (start or date.min).year, (end or date.max).year
    return sorted(year for year in there | {on.year} if first <= year <= last)


def _asked(
    report: IndicatorReport,
    ids: Mapping[str, str],
    records: Mapping[str, Sequence[str]],
    on: date,
    behind: Meant,
) -> Asked:
    one = report.indicator
    judged = report.judged
    return Asked(
        id=one.id,
        parent=ids[one.parent] if one.parent else None,
        code=one.code,
        title=one.title,
        state=report.state,
        asked="\n".join(filter(None, (one.asked, one.requirement))),
        facts=(
            ("配合", behind.written(one.support)),
            ("责任领导", "、".join(one.leader)),
            ("责任人", "、".join(one.owner)),
            ("时间要求", "；".join(due.phrase for due in one.due)),
            ("测评方法", "、".join(one.methods)),
            ("人工判断", f"{judged.state.label}：{judged.reason}" if judged else ""),
        ),
        lead=behind.written(one.lead),
        demands=tuple(Demanded(rule.sentence, rule.state, _have(rule)) for rule in report.rules),
        lacks=tuple(_lack(gap, report, on, behind) for gap in report.gaps),
        records=records,
    )


def _lack(gap: Gap, report: IndicatorReport, on: date, behind: Meant) -> Lack:
    """A gap without the names that have a column of their own; it may be less urgent than its indicator."""
    if gap.by:
        state = State.OVERDUE if gap.by < on else State.PENDING
    else:
        undue = {rule.state for rule in report.rules} & {State.SHORT, State.UNSTATED, State.UNJUDGED}
        state = worst(undue) if undue else State.SHORT
    text, _, who = gap.text.rpartition("，")
    if who not in (f"{word}：{'、'.join(gap.who)}" for word in ("牵头", "责任")):
        text = gap.text
    return Lack(text, state, behind.written(gap.who), gap.by.isoformat() if gap.by else "")


def _have(rule: RuleReport) -> str:
    """What there is beside what is needed: 3／6, 35／52＝67.3%, 2 个时段中 1 个达标."""
    if len(rule.buckets) > 1:
        met = sum(bucket.state is State.MET for bucket in rule.buckets)
        return f"{len(rule.buckets)} 个时段，{met} 个达标"
    if rule.numerator is not None and rule.denominator is not None:
        share = show_percent(rule.present) if isinstance(rule.present, Fraction) else "–"
        return f"{show_number(rule.numerator)}／{show_number(rule.denominator)}＝{share}"
    if isinstance(rule.present, Fraction):
        of = f"／{show_number(rule.needed)}" if isinstance(rule.needed, Fraction) and rule.needed else ""
        return f"现有 {show_number(rule.present)}{of}"
    return f"现为 {rule.present}" if rule.present else ""
