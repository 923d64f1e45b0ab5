"""The phases of the work (自查自纠, 整改提高, 迎检), and the gate before the inspection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from .fields import Value
from .problems import ProblemState, state_at, text_of

# What a phase is, by the words in its name.
_OWN_CHECK, _INSPECTION = ("自查", "摸底", "排查"), ("迎检", "验收", "迎评")


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase with its first and last day; phases may overlap and cross the year."""

    title: str
    start: date
    end: date

    @property
    def is_own_check(self) -> bool:
        return any(word in self.title for word in _OWN_CHECK)

    @property
    def is_inspection(self) -> bool:
        return any(word in self.title for word in _INSPECTION)


@dataclass(frozen=True, slots=True)
class Gate:
    """L19: no problem of the self-check is open when the inspection begins.

    `phase` begins on its start; `open` are ids of what stands in the way; `days` until then, negative after.
    """

    phase: Phase
    days: int
    open: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.open

    @property
    def text(self) -> str:
        """The gate as a sentence for the edge of a page."""
        when = f"{self.phase.start.month}月{self.phase.start.day}日"
        left = f"还有 {self.days} 天" if self.days > 0 else "今天开始" if not self.days else "已经开始"
        if self.passed:
            return f"{when}进入“{self.phase.title}”（{left}），自查问题已全部整改完成。"
        return f"{when}进入“{self.phase.title}”（{left}），自查问题还有 {len(self.open)} 个没有整改完。"


def read_phases(data: Any) -> tuple[Phase, ...]:
    """Phases as the setting keeps them, in order of their first day; raises ValueError with a sentence."""
    found = []
    for entry in data:
        title = str(entry["title"]).strip()
        if not title:
            raise ValueError("请写明阶段名称。")
        try:
            start, end = date.fromisoformat(entry["start"]), date.fromisoformat(entry["end"])
        except ValueError as error:
            raise ValueError(f"“{title}”的起止日期要写成 2026-06-01 这样。") from error
        if end < start:
            raise ValueError(f"“{title}”的结束日期早于开始日期。")
        found.append(Phase(title, start, end))
    return tuple(sorted(found, key=lambda phase: (phase.start, phase.end)))


def phases_data(phases: Sequence[Phase]) -> list[dict[str, str]]:
    """Phases as `read_phases` reads them back."""
    return [
        {"title": one.title, "start": one.start.isoformat(), "end": one.end.isoformat()} for one in phases
    ]


def of_own_check(values: Mapping[str, Value], phases: Sequence[Phase]) -> bool:
    """Whether a problem belongs to the self-check: by its 所处阶段, else by the day it was found."""
    stage = text_of(values, "stage")
    if stage:
        return any(word in stage for word in _OWN_CHECK)
    found = text_of(values, "date")
    return any(one.is_own_check and one.start.isoformat() <= found <= one.end.isoformat() for one in phases)


def gate(
    problems: Iterable[tuple[str, Mapping[str, Value]]], phases: Sequence[Phase], on: date
) -> Gate | None:
    """The gate before the inspection phase that is next or under way on a day; None without one."""
    ahead = [one for one in phases if one.is_inspection and one.end >= on]
    if not ahead:
        return None
    phase = min(ahead, key=lambda one: one.start)
    ids = tuple(
        id
        for id, values in problems
        if of_own_check(values, phases) and state_at(values, on) in (ProblemState.OPEN, ProblemState.OVERDUE)
    )
    return Gate(phase, (phase.start - on).days, ids)
