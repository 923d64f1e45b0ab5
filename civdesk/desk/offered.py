"""常用规则: demands that plans and reports of units make, offered to be taken for any indicator."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .. import resources
from ..errors import WrongUse
from ..store.workspace import Workspace
from . import standards


@dataclass(frozen=True, slots=True)
class Offered:
    """A rule with where it comes from. `kind`: N a norm, P a practice that a unit reported, S what leads to a
    sanction, Q a check of figures. `ref` names the threshold (T07)."""

    key: str
    title: str
    group: str
    kind: str
    source: str
    ref: str
    note: str
    rule: Mapping[str, Any]


@functools.cache
def offered() -> tuple[Offered, ...]:
    """Every shipped one, group by group."""
    return tuple(
        Offered(
            key=entry["key"],
            title=entry["title"],
            group=entry["group"],
            kind=entry["kind"],
            source=entry.get("source", ""),
            ref=entry.get("ref", ""),
            note=entry.get("note", ""),
            rule={**entry["rule"], "ref": entry["ref"]} if entry.get("ref") else entry["rule"],
        )
        for _, data in resources.tomls("rules")
        for entry in data["offered"]
    )


def find(key: str) -> Offered:
    """One of them; raises WrongUse."""
    for one in offered():
        if one.key == key:
            return one
    raise WrongUse(f"常用规则里没有“{key}”。")


def add(ws: Workspace, standard: str, code: str, key: str) -> None:
    """Let an indicator have an offered rule beside its own; raises WrongUse."""
    one = find(key)
    found = standards.indicator(standards.standard(ws, standard), code)
    standards.set_rules(ws, standard, code, [*(dict(rule.data) for rule in found.rules), dict(one.rule)])
