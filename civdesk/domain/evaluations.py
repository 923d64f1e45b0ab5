"""Evaluations (评比): criteria and judges, how scores add up, ranks with ties, prizes within their quotas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any, NamedTuple

from .text import clean, normal

LARGEST = 1_000_000  # hundredths of a point that one score may be
_ENOUGH = 5  # judges from whom the highest and the lowest are dropped


class EvaluationError(ValueError):
    """A scheme, score or award that cannot be; the message is a Chinese sentence."""


class Adding(StrEnum):
    """How the judges' points for a candidate become one figure."""

    AVERAGE = "平均分"
    SUM = "合计分"
    TRIMMED = "去掉最高和最低后平均"


class By(StrEnum):
    """How a prize finds its winners."""

    RANK = "从第一名起"
    BOTTOM = "从末名起"
    CHOICE = "由评委会选定"


@dataclass(frozen=True, slots=True)
class Criterion:
    """`most`: the highest score in hundredths (None: not limited); `weight` in per cent (None: scores
    count as they are)."""

    title: str
    most: int | None = None
    weight: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Prize:
    """`at_most` winners (None: not limited), `at_least` (0: none need be)."""

    title: str
    at_most: int | None = None
    at_least: int = 0
    by: By = By.RANK

    @property
    def quota(self) -> str:
        """6–8 名, 至多 2 名, 若干."""
        if self.at_most is None:
            return f"至少 {self.at_least} 名" if self.at_least else "若干"
        if self.at_least == self.at_most:
            return f"{self.at_most} 名"
        return f"{self.at_least}–{self.at_most} 名" if self.at_least else f"至多 {self.at_most} 名"


class _OnSheet(NamedTuple):
    code: str = "评比编号："
    judge: str = "评委："
    candidate: str = "参评对象"


ON_SHEET = _OnSheet()  # the words by which a judge's sheet is known again when it comes back
ROUNDS = "检查得分"  # what completed inspections give: a judge among the others, but nobody who comes
WHOLE = Criterion("总分")  # the one criterion where judges give a total only


@dataclass(frozen=True, slots=True)
class Plan:
    """What an evaluation is run by. `changes`: prizes given by hand, by candidate id, with the reason.

    `apart`: each prize becomes a record of its own, with the prize as its outcome (红旗, 标兵, 黄牌).
    """

    criteria: tuple[Criterion, ...] = ()
    judges: tuple[str, ...] = ()
    prizes: tuple[Prize, ...] = ()
    adding: Adding = Adding.AVERAGE
    kind: str = ""
    subject: str = ""
    cycle: str = ""
    apart: bool = False
    changes: Mapping[str, tuple[tuple[str, ...], str]] = field(default_factory=dict)
    records: Mapping[str, str] = field(default_factory=dict)  # prize ("" the whole) → record in `selection`
    honours: Mapping[str, str] = field(default_factory=dict)  # candidate|prize → record in `honour`
    # candidate|prize → record in `programme`, and whether publishing made it
    works: Mapping[str, tuple[str, bool]] = field(default_factory=dict)

    @property
    def asked(self) -> tuple[Criterion, ...]:
        """The columns of a judge's sheet."""
        return self.criteria or (WHOLE,)

    @property
    def way(self) -> str:
        """How the figures come about, as it is told: 3 名评委和检查得分，平均分."""
        many = len([one for one in self.judges if one != ROUNDS])
        who = [f"{many} 名评委"] if many else []
        who += [ROUNDS] if ROUNDS in self.judges else []
        return f"{'和'.join(who)}，{self.adding.value}" if who else "集体评定，不打分"

    def prize(self, title: str) -> Prize:
        """A prize by its title; raises EvaluationError that names what there is."""
        for one in self.prizes:
            if normal(one.title) == normal(title):
                return one
        raise EvaluationError(
            f"没有“{title}”这个奖项；有：{'、'.join(p.title for p in self.prizes) or '无'}。"
        )

    def criterion(self, title: str) -> Criterion:
        """A criterion by its title; raises EvaluationError that names what there is."""
        for one in self.asked:
            if normal(one.title) == normal(title):
                return one
        raise EvaluationError(f"没有“{title}”这一项；有：{'、'.join(c.title for c in self.asked)}。")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who takes part; `result` is what stands once the evaluation is closed."""

    id: str
    name: str
    department: str = ""
    result: str = ""
    note: str = ""


Scores = Mapping[tuple[str, str, str], int]  # candidate id, judge, criterion → hundredths


@dataclass(frozen=True, slots=True)
class Standing:
    """How a candidate stands: `points` exact (None: not all scores are there), `rank` (None without points),
    `tied`: names of the same rank; `judges`: each judge's points; `dropped`: judges left out of the average;
    `missing`: what has no score yet; `proposed` by rank and quota, `prizes` as they are, `reason` why they
    differ."""

    candidate: Candidate
    points: Fraction | None
    rank: int | None
    tied: tuple[str, ...]
    judges: Mapping[str, Fraction]
    dropped: tuple[str, ...]
    missing: tuple[str, ...]
    proposed: tuple[str, ...] = ()
    prizes: tuple[str, ...] = ()
    reason: str = ""


def show_points(points: Fraction | None) -> str:
    """Points in hundredths as people read them: at most two decimals, halves up."""
    if points is None:
        return ""
    near = (points + Fraction(1, 2)).__floor__()
    return f"{near // 100}.{near % 100:02}".rstrip("0").rstrip(".")


def checked(plan: Plan) -> Plan:
    """The plan; raises EvaluationError where it does not hold together."""
    for titles, word in (
        ([one.title for one in plan.criteria], "评分项"),
        ([one.title for one in plan.prizes], "奖项"),
        (list(plan.judges), "评委"),
    ):
        if not all(clean(title).strip() for title in titles):
            raise EvaluationError(f"有一个{word}没有名称。")
        if twice := [t for t, many in Counter(map(normal, titles)).items() if many > 1]:
            raise EvaluationError(f"{word}“{twice[0]}”写了两次。")
    for prize in plan.prizes:
        if "、" in prize.title:
            raise EvaluationError(f"奖项名称“{prize.title}”里不要用顿号。")
        if prize.at_least < 0 or (prize.at_most is not None and prize.at_most < max(1, prize.at_least)):
            raise EvaluationError(f"“{prize.title}”的名额不对：最多的要不少于最少的，且至少 1 名。")
    for one in plan.criteria:
        if one.most is not None and not 0 < one.most <= LARGEST:
            raise EvaluationError(f"“{one.title}”的满分要大于 0。")
    weights = [one.weight for one in plan.criteria if one.weight is not None]
    if weights and (len(weights) < len(plan.criteria) or min(weights) < 0 or sum(weights) != 100):
        raise EvaluationError("权重要么都不填，要么每项都填，合起来是 100%。")
    return plan


def check_score(criterion: Criterion, points: int) -> None:
    """Raise EvaluationError for points that a criterion cannot have."""
    if points < 0 or points > (criterion.most if criterion.most is not None else LARGEST):
        most = f"，“{criterion.title}”满分 {show_points(Fraction(criterion.most))}" if criterion.most else ""
        raise EvaluationError(f"{show_points(Fraction(points)) if points >= 0 else '负数'}分不行{most}。")


# --- standings ---------------------------------------------------------------------------------------


def standings(plan: Plan, candidates: Sequence[Candidate], scores: Scores) -> list[Standing]:
    """Every candidate, the best first, those without all scores last, with prizes by rank and by hand."""
    rows = [_added(plan, one, scores) for one in candidates]
    figures = {row.candidate.id: row.points for row in rows}
    ordered = sorted(rows, key=lambda row: (row.points is None, -(row.points or 0)))
    ranked: list[Standing] = []
    for row in ordered:
        points = row.points
        rank: int | None = None
        tied: tuple[str, ...] = ()
        if points is not None:
            rank = 1 + sum(other is not None and other > points for other in figures.values())
            tied = tuple(
                one.name for one in candidates if one.id != row.candidate.id and figures[one.id] == points
            )
        ranked.append(replace(row, rank=rank, tied=tied))
    proposed, _ = _proposed(plan, ranked)
    known = {one.title for one in plan.prizes}
    found = []
    for row in ranked:
        own = (proposed[row.candidate.id],) if row.candidate.id in proposed else ()
        prizes, reason = plan.changes.get(row.candidate.id, (own, ""))
        # A prize that was taken out of the plan since is nobody's.
        found.append(replace(row, proposed=own, prizes=tuple(p for p in prizes if p in known), reason=reason))
    return found


def _added(plan: Plan, one: Candidate, scores: Scores) -> Standing:
    judges: dict[str, Fraction] = {}
    missing = []
    for judge in plan.judges:
        given = {c.title: scores.get((one.id, judge, c.title)) for c in plan.asked}
        if lacking := [title for title, points in given.items() if points is None]:
            whole = len(lacking) == len(given)
            missing.append(judge if whole else f"{judge}（{'、'.join(lacking)}）")
            continue
        weighted = all(c.weight is not None for c in plan.criteria) and bool(plan.criteria)
        judges[judge] = sum(
            (
                Fraction(given[c.title] or 0) * (Fraction(c.weight or 0, 100) if weighted else 1)
                for c in plan.asked
            ),
            Fraction(0),
        )
    points: Fraction | None = None
    dropped: tuple[str, ...] = ()
    if judges and not missing:
        kept = dict(judges)
        if plan.adding is Adding.TRIMMED and len(judges) >= _ENOUGH:
            highest = max(judges, key=lambda name: judges[name])
            lowest = min((name for name in judges if name != highest), key=lambda name: judges[name])
            dropped = (highest, lowest)
            kept = {name: value for name, value in judges.items() if name not in dropped}
        points = sum(kept.values(), Fraction(0))
        points = points if plan.adding is Adding.SUM else points / len(kept)
    return Standing(one, points, None, (), judges, dropped, tuple(missing))


class _Tie(NamedTuple):
    """Candidates of one rank that a prize has not room for."""

    prize: Prize
    rank: int
    names: tuple[str, ...]
    room: int


def _proposed(plan: Plan, ranked: Sequence[Standing]) -> tuple[dict[str, str], list[_Tie]]:
    """The prize of each candidate by rank within the quotas, and the ties that stand across a quota's line.

    What was given or refused by hand comes off first. Of a tie that does not fit nobody gets the prize, and
    nobody behind passes it by: that is for people to decide. So is who gets a prize without a limit.
    """
    free = [row for row in ranked if row.rank is not None and row.candidate.id not in plan.changes]
    there = {row.candidate.id for row in ranked}
    given = Counter(title for id, (prizes, _) in plan.changes.items() if id in there for title in prizes)
    found: dict[str, str] = {}
    ties: list[_Tie] = []
    for prize in plan.prizes:
        if prize.by is By.CHOICE or prize.at_most is None:
            continue
        if prize.by is By.RANK and any(tie.prize.by is By.RANK for tie in ties):
            continue
        room = prize.at_most - given[prize.title]
        waiting = [row for row in free if row.candidate.id not in found]
        if prize.by is By.BOTTOM:
            waiting.reverse()
        while waiting and room > 0:
            alike = [row for row in waiting if row.rank == waiting[0].rank]
            if len(alike) > room:
                names = tuple(row.candidate.name for row in alike)
                ties.append(_Tie(prize, alike[0].rank or 0, names, room))
                break
            found |= {row.candidate.id: prize.title for row in alike}
            room -= len(alike)
            waiting = waiting[len(alike) :]
    return found, ties


def winners(rows: Iterable[Standing], prize: str) -> list[Standing]:
    """Who has a prize, the best first."""
    return [row for row in rows if prize in row.prizes]


def check_quotas(plan: Plan, rows: Sequence[Standing]) -> None:
    """Raise EvaluationError where a prize has more winners than it may have; it names them."""
    for prize in plan.prizes:
        there = winners(rows, prize.title)
        if prize.at_most is not None and len(there) > prize.at_most:
            names = "、".join(row.candidate.name for row in there)
            raise EvaluationError(
                f"“{prize.title}”最多 {prize.at_most} 名，这样就有 {len(there)} 名了（{names}）；"
                "请先取消其中的，或改名额。"
            )


def check_room(plan: Plan, rows: Sequence[Standing], id: str, prizes: Iterable[str]) -> None:
    """Raise EvaluationError where a candidate is to get a prize of which others have all: they would lose it
    unseen."""
    for title in prizes:
        prize = plan.prize(title)
        there = [row.candidate.name for row in winners(rows, prize.title) if row.candidate.id != id]
        if prize.at_most is not None and len(there) >= prize.at_most:
            raise EvaluationError(
                f"“{prize.title}”最多 {prize.at_most} 名，已经评给{'、'.join(there)}；"
                "请先取消其中的，或改名额。"
            )


def open_points(plan: Plan, rows: Sequence[Standing]) -> list[str]:
    """What still has to be decided before the result can stand, a sentence each."""
    begun = any(row.judges for row in rows)
    absent = [one for one in plan.judges if begun and all(one in row.missing for row in rows)]
    said = [f"{'、'.join(absent)}还没有打分；没有到场的，请从评委里去掉"] if absent else []
    alike: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        missing = tuple(one for one in row.missing if one not in absent)
        if missing and row.candidate.id not in plan.changes:
            alike.setdefault(missing, []).append(row.candidate.name)
    said += [f"{'、'.join(names)}还缺评分：{'、'.join(missing)}" for missing, names in alike.items()]
    said += [
        f"{'、'.join(tie.names)}并列第 {tie.rank} 名，“{tie.prize.title}”只剩 {tie.room} 个名额，"
        "请选定并写明理由"
        for tie in _proposed(plan, rows)[1]
    ]
    said += [
        f"“{prize.title}”要 {prize.quota}，现在 {many} 名"
        for prize in plan.prizes
        if (many := len(winners(rows, prize.title))) < prize.at_least
    ]
    return said


# --- as data -----------------------------------------------------------------------------------------


def plan_data(plan: Plan) -> dict[str, Any]:
    """A plan as JSON keeps it."""
    return {
        "criteria": [
            {"title": c.title, "most": c.most, "weight": c.weight, "text": c.text} for c in plan.criteria
        ],
        "judges": list(plan.judges),
        "prizes": [
            {"title": p.title, "at_most": p.at_most, "at_least": p.at_least, "by": p.by.value}
            for p in plan.prizes
        ],
        "adding": plan.adding.value,
        "kind": plan.kind,
        "subject": plan.subject,
        "cycle": plan.cycle,
        "apart": plan.apart,
        "changes": {id: {"prizes": list(p), "reason": why} for id, (p, why) in plan.changes.items()},
        "records": dict(plan.records),
        "honours": dict(plan.honours),
        "works": {key: list(one) for key, one in plan.works.items()},
    }


def read_plan(data: Mapping[str, Any]) -> Plan:
    """A plan out of JSON or of a shipped scheme; what is left out is empty. Raises EvaluationError."""
    try:
        plan = Plan(
            tuple(
                Criterion(c["title"], c.get("most"), c.get("weight"), c.get("text", ""))
                for c in data.get("criteria", ())
            ),
            tuple(data.get("judges", ())),
            tuple(
                Prize(p["title"], p.get("at_most"), p.get("at_least", 0), By(p.get("by", By.RANK.value)))
                for p in data.get("prizes", ())
            ),
            Adding(data.get("adding", Adding.AVERAGE.value)),
            data.get("kind", ""),
            data.get("subject", ""),
            data.get("cycle", ""),
            data.get("apart", False),
            {id: (tuple(c["prizes"]), c["reason"]) for id, c in data.get("changes", {}).items()},
            data.get("records", {}),
            data.get("honours", {}),
            {key: (str(id), bool(added)) for key, (id, added) in data.get("works", {}).items()},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise EvaluationError(f"评比方案写得不对：{error}") from error
    return checked(plan)
