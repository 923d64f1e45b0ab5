"""Taking over into a new edition of a standard what was said of the old one."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from ..domain.editions import FIELDS, Comparison, Pair
from ..domain.rules import State
from ..domain.standards import Indicator
from . import explanations, proofs, proposals, standards
from .explanations import Explanation
from .standards import Finding

_PEOPLE = ("lead", "support", "leader", "owner")
FROM_BEFORE = "上一版的规则"


@dataclass(frozen=True, slots=True)
class Left:
    """Something of the old edition that did not come over, and why; `code` and `title` are the old ones."""

    code: str
    title: str
    what: str
    reason: str


@dataclass(slots=True)
class Carried:
    """How much came over: judgements, reports, indicators that got their people, rules, proofs; and what did
    not."""

    findings: int = 0
    explanations: int = 0
    people: int = 0
    rules: int = 0
    proofs: int = 0
    left: list[Left] = field(default_factory=list)


def carry(db: sqlite3.Connection, compared: Comparison, key: str, on: date) -> Carried:
    """Take over into the edition `key`, for each indicator of both: people where the new sheet names none,
    rules, reports and proofs; judgements where the demand is the same. Inside an operation.

    Where the demand was changed, its old rules wait as proposals and its judgement stays behind, as does
    everything of an indicator that is gone: all of it is listed.
    """
    new = {one.code: one for one in standards.read(db, key).indicators}
    old = {one.code: one for one in standards.read(db, compared.old.key).indicators}
    carried = Carried()
    judged = _findings(db, compared.old.key)
    written: dict[str, list[Explanation]] = {}
    for one in explanations.of_standard(db, compared.old.key):
        written.setdefault(one.indicator, []).append(one)
    for pair in compared.pairs:
        before, after = old[pair.old.code], new[pair.new.code]
        carried.people += _people(db, before, after)
        _rules(db, pair, before, after, carried)
        for finding in judged.get(before.id, []):
            if pair.same:
                standards.put_finding(db, dataclasses.replace(finding, indicator=after.id))
                carried.findings += 1
            else:
                carried.left.append(_left(before, _judgement(finding), _why(pair)))
        for text in written.get(before.id, []):
            explanations.put(db, dataclasses.replace(text, indicator=after.id))
            carried.explanations += 1
        for proof in proofs.of_subject(db, proofs.INDICATOR, before.id):
            proofs.link(db, proof.evidence, proofs.INDICATOR, after.id, proof.role)
            carried.proofs += 1
    gone = {one.code for one in compared.removed}
    for before in old.values():
        if before.code in gone:
            carried.left += _behind(db, before, judged.get(before.id, []), written.get(before.id, []))
    return carried


def _people(db: sqlite3.Connection, before: Indicator, after: Indicator) -> bool:
    named = {key: getattr(before, key) for key in _PEOPLE if not getattr(after, key) and getattr(before, key)}
    if named:
        standards.set_indicator(db, dataclasses.replace(after, **named))
    return bool(named)


def _rules(db: sqlite3.Connection, pair: Pair, before: Indicator, after: Indicator, carried: Carried) -> None:
    rules = [dict(demanded.data) for demanded in before.rules]
    there = [dict(demanded.data) for demanded in after.rules]
    fresh = [rule for rule in rules if rule not in there]
    if not fresh:
        return
    if pair.same:
        standards.add_rules(db, after.id, fresh)
        carried.rules += len(fresh)
        return
    for rule in fresh:
        proposals.add(db, after.id, FROM_BEFORE, rule)
    said = f"{len(fresh)} 条规则"
    carried.left.append(_left(before, said, f"{_why(pair)}，原规则列为建议，等您确认"))


def _behind(
    db: sqlite3.Connection, before: Indicator, judged: list[Finding], written: list[Explanation]
) -> Iterator[Left]:
    reason = "新版本没有这条指标"
    for finding in judged:
        yield _left(before, _judgement(finding), reason)
    if before.rules:
        yield _left(before, f"{len(before.rules)} 条规则", reason)
    if written:
        yield _left(before, f"{len(written)} 份说明报告", reason)
    if many := len(proofs.of_subject(db, proofs.INDICATOR, before.id)):
        yield _left(before, f"{many} 件佐证", reason)


def _left(before: Indicator, what: str, reason: str) -> Left:
    return Left(before.code, before.title, what, reason)


def _judgement(finding: Finding) -> str:
    state = "不适用" if finding.state is State.NOT_APPLICABLE else finding.state.label
    return f"人工判断“{state}”（{finding.reason}）"


def _why(pair: Pair) -> str:
    changed = "、".join(dict.fromkeys(FIELDS[one.field] for one in pair.changes))
    return f"新版本改了{changed}"


def _findings(db: sqlite3.Connection, standard: str) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for row in db.execute(
        "select f.indicator, f.period, f.state, f.reason, f.at, f.points from finding f"
        " join indicator i on i.id = f.indicator where i.standard = ? order by f.period",
        (standard,),
    ):
        finding = Finding(row[0], row[1], State(row[2]), row[3], date.fromisoformat(row[4]), row[5])
        found.setdefault(finding.indicator, []).append(finding)
    return found
