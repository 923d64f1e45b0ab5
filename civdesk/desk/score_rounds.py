"""An evaluation scored by inspections: the points of completed rounds, as one more judge gives them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from ..domain.evaluations import ROUNDS
from ..domain.text import normal
from ..errors import Refused, WrongUse
from ..store import evaluations as store
from ..store.workspace import Workspace
from . import rounds_results
from .evaluations import report

_FULL = 10_000  # hundredths: points out of a hundred where the criterion has no highest score


@dataclass(frozen=True, slots=True)
class FromRounds:
    """Whose points came in, which candidates no completed round judged, the operation."""

    scored: tuple[str, ...]
    unjudged: tuple[str, ...]
    operation: int | None


def take(ws: Workspace, id: str, form: str = "") -> FromRounds:
    """Give every candidate the share of points that completed rounds of the evaluation's days gave (of one
    form, or of all), out of the highest score or a hundred; taken again, they are replaced.

    Raises WrongUse where judges score several criteria, or where there is nothing; Refused when closed.
    """
    found = report(ws, id)
    one = found.evaluation
    if one.closed:
        raise Refused(f"《{one.title}》的结果已经公布，要改请先重新打开。", kind="closed")
    if len(one.plan.asked) > 1:
        raise WrongUse("这次评比分几项打分，检查得分只有一个总分；请把评分项改成一项再取。")
    start, end = date.fromisoformat(one.starts), date.fromisoformat(one.ends)
    table = rounds_results.table(ws, start, end, form_key=form)
    shares = {normal(place.name): place.points.share for place in table.places}
    criterion = one.plan.asked[0]
    wanted: dict[tuple[str, str, str], int | None] = {}
    scored, unjudged = [], []
    for candidate in found.candidates:
        share = shares.get(normal(candidate.name))
        if share is None:
            unjudged.append(candidate.name)
            continue
        exact = Fraction(share) * (criterion.most or _FULL)
        wanted[candidate.id, ROUNDS, criterion.title] = (exact + Fraction(1, 2)).__floor__()
        scored.append(candidate.name)
    if not wanted:
        raise WrongUse(f"{one.starts} 至 {one.ends} 没有完成的检查给这些参评对象打过分。")
    judges = one.plan.judges if ROUNDS in one.plan.judges else (*one.plan.judges, ROUNDS)

    def work(db: sqlite3.Connection) -> None:
        store.update(db, replace(one, plan=replace(one.plan, judges=judges)))
        store.set_scores(db, wanted)

    outcome = ws.operate("score", f"取检查得分：{one.title}（{len(scored)} 个）", work)
    return FromRounds(tuple(scored), tuple(unjudged), outcome.operation)
