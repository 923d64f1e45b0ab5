"""The standards of a workspace: installing, listing, switching, changing them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ..domain.ledgers import DefinitionError
from ..domain.periods import parse_period
from ..domain.rule_data import read_rule
from ..domain.standards import WAYS, Due, Indicator, Scoring, Standard, read_standard, standard_data
from ..errors import WrongUse
from ..store import standards
from ..store.standards import Listed
from ..store.workspace import Workspace

_CHANGEABLE = frozenset(
    "title asked requirement points scoring span methods lead support leader owner due".split()  # noqa: SIM905
)


def install_standard(
    ws: Workspace, data: Mapping[str, Any], *, active: bool = True, undoable: bool = True
) -> Standard:
    """Save the standard that `data` (TOML or JSON) defines, with its indicators and rules.

    Raises WrongUse when the data does not hold (naming the place) or the key is taken.
    """
    try:
        standard = read_standard(data)
    except DefinitionError as error:
        raise WrongUse(f"测评标准的定义有误（{error}）。") from error
    ws.operate(
        "install_standard",
        f"导入测评标准《{standard.title}》",
        lambda db: standards.add(db, standard, active=active),
        undoable=undoable,
    )
    return standards.read(ws.reader(), standard.key)


def all_standards(ws: Workspace) -> list[Listed]:
    """Every standard of this workspace, the active ones first."""
    return standards.listed(ws.reader())


def standard(ws: Workspace, key: str) -> Standard:
    """A standard by key or title; raises WrongUse."""
    return standards.read(ws.reader(), key)


def definition(ws: Workspace, key: str) -> dict[str, Any]:
    """A standard as data that `install_standard` takes."""
    return standard_data(standards.read(ws.reader(), key))


def set_active(ws: Workspace, key: str, active: bool) -> None:
    """Work with a standard (its deadlines become tasks), or lay it aside."""
    found = standards.read(ws.reader(), key)
    title = f"{'启用' if active else '停用'}测评标准《{found.title}》"
    ws.operate("set_standard", title, lambda db: standards.set_active(db, found.key, active))


def set_anchor(ws: Workspace, key: str, name: str, day: date | None) -> None:
    """Set a named day of a standard (`inspection` is 迎检), or take it away."""
    found = standards.read(ws.reader(), key)
    anchors = {other: there for other, there in found.anchors.items() if other != name}
    if day is not None:
        anchors[name] = day
    changed = dataclasses.replace(found, anchors=anchors)
    ws.operate("set_standard", f"设定《{found.title}》的日期", lambda db: standards.set_head(db, changed))


def set_indicator(ws: Workspace, key: str, code: str, changes: Mapping[str, Any]) -> Indicator:
    """Change what an indicator says: title, asked, requirement, points (hundredths or None), methods, lead,
    support, leader, owner (lists of names), due (list of Due or {phrase, date, title}), scoring (`Scoring`
    or {way, each}), span (`start/end`, or "" for the period of the assessment). Raises WrongUse."""
    if unknown := set(changes) - _CHANGEABLE:
        raise WrongUse(f"指标没有“{'、'.join(sorted(unknown))}”这一项。")
    before = indicator(standards.read(ws.reader(), key), code)
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in changes.items()
    }
    if "due" in values:
        values["due"] = tuple(entry if isinstance(entry, Due) else Due(**entry) for entry in values["due"])
    if "scoring" in values:
        values["scoring"] = _scoring(values["scoring"])
    if values.get("span"):
        try:
            values["span"] = str(parse_period(values["span"]))
        except ValueError as error:
            raise WrongUse(f"时段“{values['span']}”不对：{error}") from error
    after = dataclasses.replace(before, **values)
    ws.operate("set_indicator", f"修改指标 {code}", lambda db: standards.set_indicator(db, after))
    return after


def _scoring(value: Scoring | Mapping[str, Any]) -> Scoring:
    scoring = value if isinstance(value, Scoring) else Scoring(**value)
    if scoring.way not in WAYS or (scoring.each is not None and scoring.way not in ("bonus", "minus")):
        raise WrongUse("计分方式不对：只有加分和扣分可以写明每次多少分。")
    return scoring


def set_rules(ws: Workspace, key: str, code: str, rules: Sequence[Mapping[str, Any]]) -> None:
    """Let an indicator have these rules (data as in the TOML); raises WrongUse when one does not hold."""
    found = indicator(standards.read(ws.reader(), key), code)
    try:
        for n, rule in enumerate(rules):
            read_rule(rule, f"rules[{n}]")
    except DefinitionError as error:
        raise WrongUse(f"规则的定义有误（{error}）。") from error
    ws.operate("set_rules", f"修改指标 {code} 的规则", lambda db: standards.set_rules(db, found.id, rules))


def indicator(found: Standard, code: str) -> Indicator:
    """An indicator by code; raises WrongUse."""
    try:
        return found.indicator(code)
    except KeyError:
        raise WrongUse(f"《{found.title}》没有编号为“{code}”的指标。") from None
