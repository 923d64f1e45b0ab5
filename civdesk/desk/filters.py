"""Filters that are kept in the workspace under a name, for each ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ..domain.filters import Filter, filter_data, read_filter
from ..errors import WrongUse
from ..store import settings
from ..store.workspace import Workspace
from . import records

LONGEST_NAME = 30


def kept(ws: Workspace, ledger_key: str) -> list[Filter]:
    """The kept filters of a ledger, in the order they were made."""
    book = records.ledger(ws, ledger_key)
    return [read_filter(one, book) for one in _all(ws).get(ledger_key, ())]


def keep(ws: Workspace, ledger_key: str, asked: Filter) -> None:
    """Keep a filter under its name, in the place of one that has the name. Raises WrongUse without a name."""
    name = _name(asked.name)
    others = kept(ws, ledger_key)
    made = replace(asked, name=name)
    if any(one.name == name for one in others):
        _put(ws, ledger_key, [made if one.name == name else one for one in others], f"保存筛选：{name}")
    else:
        _put(ws, ledger_key, [*others, made], f"保存筛选：{name}")


def rename(ws: Workspace, ledger_key: str, old: str, new: str) -> None:
    """Give a kept filter another name. Raises WrongUse when the name is taken or empty."""
    name = _name(new)
    others = kept(ws, ledger_key)
    if name != old and any(one.name == name for one in others):
        raise WrongUse(f"已经有名为“{name}”的筛选，请换一个名称。")
    _put(
        ws,
        ledger_key,
        [replace(one, name=name) if one.name == old else one for one in others],
        f"筛选改名：{old} → {name}",
    )


def remove(ws: Workspace, ledger_key: str, name: str) -> None:
    """Forget a kept filter."""
    _put(ws, ledger_key, [one for one in kept(ws, ledger_key) if one.name != name], f"删除筛选：{name}")


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise WrongUse("请给这个筛选起个名称。")
    if len(name) > LONGEST_NAME:
        raise WrongUse(f"名称太长，请不超过 {LONGEST_NAME} 个字。")
    return name


def _all(ws: Workspace) -> dict[str, Any]:
    found: dict[str, Any] = settings.get(ws.reader(), "filters")
    return found


def _put(ws: Workspace, ledger_key: str, filters: Sequence[Filter], title: str) -> None:
    value = {**_all(ws), ledger_key: [filter_data(one) for one in filters]}
    ws.operate("setting", title, lambda db: settings.put(db, "filters", value))
