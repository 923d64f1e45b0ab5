"""Results of inspections: points by department, site, form and month; red flags, yellow cards, talks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..domain.forms import Flag, Form
from ..domain.periods import Per
from ..domain.round_cadence import span_of, spans
from ..domain.round_ranks import Place, Proposal, proposals, ranked
from ..domain.rounds import Points, Round, by_subject
from ..errors import WrongUse
from ..store import ledgers
from ..store import rounds as store
from ..store.workspace import Workspace
from . import records
from .rounds_subjects import Whom

SELECTION, ACCOUNTABILITY = "selection", "accountability"
TALK = "检查评比低分"  # 追究情形 of L20
BY_DEPARTMENT, BY_SUBJECT, BY_FORM, BY_MONTH = "department", "subject", "form", "month"


@dataclass(frozen=True, slots=True)
class Table:
    """Points of completed rounds: a row for each department (or subject), a column for each form (or month);
    `places` rank the rows by all columns together."""

    start: date
    end: date
    columns: tuple[tuple[str, str], ...]  # key, title
    cells: Mapping[tuple[str, str], Points]  # row, key of the column
    places: tuple[Place, ...]


def table(
    ws: Workspace,
    start: date,
    end: date,
    *,
    rows: str = BY_DEPARTMENT,
    columns: str = BY_FORM,
    form_key: str = "",
) -> Table:
    """What completed rounds that begin between two days come to; of one form, those that it sums up with it.
    What belongs to no department is left out of a table of departments. Raises WrongUse."""
    db = ws.reader()
    forms = store.forms(db)
    only = {store.form(db, form_key).key} if form_key else set(forms)
    only |= {key for key, one in forms.items() if one.feeds in only}
    cells: dict[tuple[str, str], Points] = {}
    totals: dict[str, Points] = {}
    titles: dict[str, str] = {}
    for one, subject, department, points in _counted(ws, forms, start, end):
        row = department if rows == BY_DEPARTMENT else subject
        if not row or points.share is None or one.form not in only:
            continue
        form = forms[one.form]
        key = one.form if columns == BY_FORM else f"{one.starts:%Y-%m}"
        titles[key] = form.title if columns == BY_FORM else f"{one.starts.year}年{one.starts.month}月"
        cells[row, key] = cells.get((row, key), Points()) + points
        totals[row] = totals.get(row, Points()) + points
    listed = list(forms) if columns == BY_FORM else sorted(titles)
    shown = tuple((key, titles[key]) for key in listed if key in titles)
    return Table(start, end, shown, cells, tuple(ranked(totals)))


def _counted(
    ws: Workspace, forms: Mapping[str, Form], start: date, end: date
) -> list[tuple[Round, str, str, Points]]:
    """Round, subject, department and points of everything that completed rounds judged."""
    whom = Whom(ws)
    found = []
    for one in store.rounds(ws.reader(), start=start, end=end, state="closed", answers=True):
        if not start <= one.starts <= end:
            continue
        form = forms[one.form]
        for subject, points in by_subject(form, one).items():
            department = whom.department(form, subject, one.starts) or one.department
            found.append((one, subject, department, points))
    return found


# --- flags -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """How departments stand in a form for the month, quarter … of its flags: places, who is proposed, who has
    been given what (outcome, name, id of the record), who is low enough for a talk (T52, T55, L20)."""

    form: Form
    start: date
    end: date
    title: str
    places: tuple[Place, ...]
    proposals: tuple[Proposal, ...]
    given: tuple[tuple[str, str, str], ...]
    low: tuple[Place, ...]
    talked: frozenset[str]


def standing(ws: Workspace, form_key: str, day: date) -> Standing:
    """How departments stand in the month, quarter … of a day; the rounds of the forms that a form sums up
    count with its own. Raises WrongUse."""
    db = ws.reader()
    form = store.form(db, form_key)
    forms = store.forms(db)
    start, end = span_of(form.flags_per, day)
    title = next(spans(form.flags_per, day, day))[2]
    title = f"{day.year}年{title}" if str(day.year) not in title else title
    totals: dict[str, Points] = {}
    inside = {form.key, *(one.key for one in forms.values() if one.feeds == form.key)}
    for one, _, department, points in _counted(ws, forms, start, end):
        if one.form in inside and department and points.share is not None:
            totals[department] = totals.get(department, Points()) + points
    places = tuple(ranked(totals))
    low = tuple(one for one in places if form.talk_below and _percent(one) < form.talk_below)
    given = _given(ws, form, start, end)
    return Standing(
        form,
        start,
        end,
        title,
        places,
        tuple(proposals(form.flags, places)),
        given,
        low,
        _talked(ws, form, title),
    )


def _percent(place: Place) -> float:
    return float((place.points.share or 0) * 100)


def _given(ws: Workspace, form: Form, start: date, end: date) -> tuple[tuple[str, str, str], ...]:
    book = records.ledger(ws, SELECTION)
    where = {"kind": form.flags_kind, "period": f"{start.isoformat()}/{end.isoformat()}"}
    ids = ledgers.ids(ws.reader(), book, where=where)
    found = []
    for record in ledgers.records(ws.reader(), book, ids):
        if str(record.values.get("title") or "").endswith(form.title):
            outcome, name = record.values.get("outcome"), record.values.get("winners")
            found.append((str(outcome or ""), str(name or ""), record.id))
    return tuple(sorted(found))


def give(ws: Workspace, form_key: str, day: date, outcome: str, name: str, *, today: date) -> records.Saved:
    """Let a department have the red flag, the yellow card …: a record in the ledger of selections. Raises
    WrongUse beyond the quota, twice, and for who was not inspected."""
    found = standing(ws, form_key, day)
    flag = _flag(found.form, outcome)
    there = [who for what, who, _ in found.given if what == outcome]
    if name in there:
        raise WrongUse(f"{found.title}的{outcome}已经给了“{name}”。")
    if len(there) >= flag.quota:
        names = "、".join(there)
        raise WrongUse(
            f"{found.title}的{outcome}只有 {flag.quota} 个名额，已给“{names}”；要换请先删去那条记录。"
        )
    place = next((one for one in found.places if one.name == name), None)
    if place is None:
        raise WrongUse(f"“{name}”在{found.title}没有检查成绩，不能评{outcome}。")
    score = int((place.points.share or 0) * 10000)
    raw: dict[str, object] = {
        "kind": found.form.flags_kind,
        "title": f"{found.title}{found.form.title}",
        "subject_kind": "科室",
        "date": min(today, found.end) if today >= found.start else found.start,
        "cycle": _CYCLES.get(found.form.flags_per),
        "period": f"{found.start.isoformat()}/{found.end.isoformat()}",
        "candidates": len(found.places),
        "quota": flag.quota,
        "chosen": 1,
        "winners": name,
        "outcome": outcome,
        "score": f"{score / 100:.2f}",
        "note": f"第 {place.rank} 名，得分 {place.points.told}" + (f"，{place.why}" if place.why else ""),
    }
    book = records.ledger(ws, SELECTION)
    return records.add(ws, SELECTION, {k: v for k, v in raw.items() if k in book.keys}, today=today)


_CYCLES = {"month": "每月", "quarter": "每季度", "half_year": "每半年", "year": "每年"}


def _flag(form: Form, outcome: str) -> Flag:
    for one in form.flags:
        if one.outcome == outcome:
            return one
    known = "、".join(one.outcome for one in form.flags) or "没有"
    raise WrongUse(f"《{form.title}》不评“{outcome}”；评的是：{known}。")


# --- talks -------------------------------------------------------------------------------------------


def _talked(ws: Workspace, form: Form, title: str) -> frozenset[str]:
    book = records.ledger(ws, ACCOUNTABILITY)
    where = {"trigger_kind": TALK, "title": _reason(form, title)}
    ids = ledgers.ids(ws.reader(), book, where=where)
    listed = ledgers.records(ws.reader(), book, ids)
    return frozenset(str(one.values.get("department") or "") for one in listed)


def _reason(form: Form, title: str) -> str:
    return f"{title}{form.title}得分偏低"


def talk(ws: Workspace, form_key: str, day: date, name: str, *, today: date) -> records.Saved:
    """Note that the leader talks with a department that scored low (L20): a record in 责任追究, once for each
    form and period. Raises WrongUse for who is not low, and twice."""
    found = standing(ws, form_key, day)
    place = next((one for one in found.low if one.name == name), None)
    if place is None:
        raise WrongUse(f"“{name}”在{found.title}的得分没有低于 {found.form.talk_below}%，不必谈话。")
    if name in found.talked:
        raise WrongUse(f"{found.title}已经登记过与“{name}”的谈话。")
    raw = {
        "title": _reason(found.form, found.title),
        "date": today,
        "kind": "整改谈话",
        "trigger_kind": TALK,
        "department": name,
        "note": f"得分 {place.points.told}，低于 {found.form.talk_below}%，第 {place.rank} 名",
    }
    book = records.ledger(ws, ACCOUNTABILITY)
    return records.add(ws, ACCOUNTABILITY, {k: v for k, v in raw.items() if k in book.keys}, today=today)


def months(start: date, end: date) -> list[tuple[date, date, str]]:
    """The months between two days."""
    return list(spans(Per.MONTH, start, end))
