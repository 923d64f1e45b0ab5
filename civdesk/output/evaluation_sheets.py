"""评分表 for each judge and the 公示 of a result, as sheets to be printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from ..domain.evaluations import (
    ON_SHEET,
    By,
    Candidate,
    Plan,
    Standing,
    show_points,
    winners,
)
from ..domain.text import join_names
from ..sheets.handout import Handout


def score_sheet(
    unit: str,
    title: str,
    code: str,
    plan: Plan,
    candidates: Sequence[Candidate],
    judge: str,
    given: Mapping[tuple[str, str, str], int],
) -> Handout:
    """The sheet of one judge; scores that are there already stand on it."""
    heads = []
    for one in plan.asked:
        most = f"\n（{show_points(Fraction(one.most))} 分）" if one.most is not None else ""
        heads.append((f"{one.title}{most}", 12.0))
    rows = []
    for n, each in enumerate(candidates, 1):
        points = [given.get((each.id, judge, one.title)) for one in plan.asked]
        texts = ["" if p is None else show_points(Fraction(p)) for p in points]
        rows.append((str(n), each.name, *texts, ""))
    return Handout(
        judge,
        "\n".join(filter(None, (unit, f"{title}评分表"))),
        [(f"{ON_SHEET.judge}{judge}", "日期：________________"), (f"{ON_SHEET.code}{code}",)],
        (("序号", 6.0), (ON_SHEET.candidate, 26.0), *heads, ("备注", 12.0)),
        rows,
        24,
        left=(1,),
    )


def result_sheet(
    unit: str, title: str, days: str, plan: Plan, rows: Sequence[Standing], *, closed: bool
) -> Handout:
    """The result: who has which prize, and everybody in order of rank."""
    above: list[tuple[str, ...]] = [
        (f"评比时间：{days}",),
        (f"评定办法：{plan.way}",),
    ]
    for prize in plan.prizes:
        there = winners(rows, prize.title)
        names = join_names(row.candidate.name for row in there) or "（空缺）"
        above.append((f"{prize.title}（{len(there)} 名）：{names}",))
    with_departments = any(row.candidate.department for row in rows)
    with_points = any(row.points is not None for row in rows)
    listed = []
    for row in rows:
        rank = "" if row.rank is None else f"{row.rank}{'（并列）' if row.tied else ''}"
        note = row.reason if row.prizes != row.proposed else ""
        where = [row.candidate.department] if with_departments else []
        points = [show_points(row.points)] if with_points else []
        ranks = [rank] if with_points else []
        listed.append((*ranks, row.candidate.name, *where, *points, join_names(row.prizes), note))
    if any(prize.by is By.BOTTOM for prize in plan.prizes):
        above.append(("名次从高到低；黄牌等从末名起。",))
    columns = [("名次", 10.0)] if with_points else []
    columns += [(ON_SHEET.candidate, 26.0)]
    columns += [("科室", 18.0)] if with_departments else []
    columns += [("得分", 9.0)] if with_points else []
    columns += [("结果", 16.0), ("说明", 18.0)]
    below = [("公示时间：____________ 至 ____________", "意见反映电话：____________")] if closed else []
    word = "结果公示" if closed else "结果（未公布）"
    name = "\n".join(filter(None, (unit, f"{title}{word}")))
    return Handout("评比结果", name, above, columns, listed, 22, _left(columns), below)


def _left(columns: Sequence[tuple[str, float]]) -> tuple[int, ...]:
    return tuple(n for n, (title, _) in enumerate(columns) if title in (ON_SHEET.candidate, "说明"))
