"""Rules that were read from a superior's sentences: what waits, and the clerk's yes or no."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..domain.definition_errors import DefinitionError
from ..domain.ledgers import Ledger
from ..domain.proposing import with_ledger
from ..domain.rule_data import read_rule
from ..domain.sentences import sentence
from ..errors import WrongUse
from ..store import ledgers, proposals, standards
from ..store.editions import FROM_BEFORE
from ..store.proposals import Proposal
from ..store.workspace import Workspace
from .evidence import roles
from .standards import indicator


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposed rule: the words it was read from, the rule as a sentence ("" while its ledger is not known),
    and the ledgers (key, title) that may be meant where it is not."""

    id: str
    code: str
    title: str
    sentence: str
    words: str
    rule: Mapping[str, Any]
    candidates: tuple[tuple[str, str], ...]

    @property
    def certain(self) -> bool:
        """Whether a yes is all it needs."""
        return bool(self.words)


def waiting(ws: Workspace, key: str, code: str = "") -> list[Waiting]:
    """The rules of a standard (or of one indicator) that wait for a yes, in reading order. Raises
    WrongUse."""
    db = ws.reader()
    found = standards.read(db, key)
    if code:
        indicator(found, code)
    titles = {one.code: one.title for one in found.indicators}
    books = ledgers.definitions(db)
    return [
        _waiting(one, titles[one.code], books)
        for one in proposals.of_standard(db, found.key)
        if not code or one.code == code
    ]


def _waiting(one: Proposal, title: str, books: Mapping[str, Ledger]) -> Waiting:
    certain = not one.candidates and ("ledger" in one.rule or "numerator" in one.rule)
    words = sentence(read_rule(one.rule), books, roles()) if certain else ""
    known = tuple((key, books[key].title) for key in one.candidates if key in books)
    return Waiting(one.id, one.code, title, one.sentence, words, one.rule, known)


def accept(ws: Workspace, id: str, ledger: str = "") -> None:
    """Let a proposed rule hold from now on; `ledger` (key) says which is meant where that was not certain.
    Raises WrongUse when it does not wait any more and when the ledger is missing or unknown."""
    db = ws.reader()
    one = _open(db, id)
    rule = _rule(db, one, ledger)

    def work(db: sqlite3.Connection) -> None:
        _take(db, one, rule)

    ws.operate("accept_rule", f"采用建议的规则：{one.code} {one.sentence[:20]}", work)


def decline(ws: Workspace, id: str) -> None:
    """Say no to a proposed rule. Raises WrongUse when it does not wait any more."""
    one = _open(ws.reader(), id)
    title = f"不采用建议的规则：{one.code} {one.sentence[:20]}"
    ws.operate("decline_rule", title, lambda db: proposals.set_state(db, id, "declined"))


def accept_all(ws: Workspace, key: str) -> tuple[int, int]:
    """Say yes to every rule of a standard of which the ledger is certain, as one step; how many hold now, and
    how many wait still. Rules of the edition before, which may not hold any more, are asked one by one.
    Raises WrongUse."""
    db = ws.reader()
    found = standards.read(db, key)
    certain = [one for one in waiting(ws, found.key) if one.certain and one.sentence != FROM_BEFORE]
    left = len(waiting(ws, found.key)) - len(certain)
    if not certain:
        return 0, left
    taken = [(proposals.get(db, one.id), dict(one.rule)) for one in certain]

    def work(db: sqlite3.Connection) -> None:
        for one, rule in taken:
            _take(db, one, rule)

    ws.operate("accept_rule", f"采用《{found.title}》建议的规则 {len(taken)} 条", work)
    return len(taken), left


def _open(db: sqlite3.Connection, id: str) -> Proposal:
    one = proposals.get(db, id)
    if one.state != "waiting":
        raise WrongUse("这条建议已经处理过了。")
    return one


def _rule(db: sqlite3.Connection, one: Proposal, ledger: str) -> dict[str, Any]:
    if "ledger" in one.rule or "numerator" in one.rule:
        return dict(one.rule)
    books = ledgers.definitions(db)
    if not ledger:
        known = "、".join(books[key].title for key in one.candidates if key in books)
        raise WrongUse("说不准这条规则统计哪本台账，请指定" + (f"，可能是：{known}。" if known else "。"))
    if ledger not in books:
        raise WrongUse(f"没有代号为“{ledger}”的台账。")
    rule = with_ledger(one.rule, ledger, one.where)
    try:
        read_rule(rule)
    except DefinitionError as error:
        raise WrongUse(f"这条规则不能这样用（{error}）。") from error
    return rule


def _take(db: sqlite3.Connection, one: Proposal, rule: Mapping[str, Any]) -> None:
    standards.add_rules(db, one.indicator, [rule])
    proposals.set_state(db, one.id, "accepted")
