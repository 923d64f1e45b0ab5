"""说明报告: how its characters are counted, and a first draft of it from what the ledgers hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

LIMIT = 500
_ENDING = "。；，、,;.！!"


def characters(text: str) -> int:
    """How long a report is as superiors count: every Chinese character, letter, digit and punctuation mark is
    one; blanks and line breaks are none."""
    return sum(not char.isspace() for char in text)


@dataclass(frozen=True, slots=True)
class Event:
    """A record that is told: its day (None: a thing without a day), its title, its number (文号) if any."""

    day: date | None
    title: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Records of one kind: what they are called, counted in what, as `done` (开展) or as being there (现有),
    `papers` with titles as those of papers (《…》), and sums of their figures as people read them (参加
    320 人次)."""

    subject: str
    unit: str
    events: tuple[Event, ...]
    done: bool
    papers: bool = False
    sums: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """A figure with both numbers that it was made of, all as people read them; `average`: so much for each of
    the whole, and no share of it."""

    subject: str
    part: str
    whole_subject: str
    whole: str
    result: str
    average: bool = False


def compose(
    period: str, told: Sequence[Told], shares: Sequence[Share], said: Sequence[str], limit: int = LIMIT
) -> str:
    """A clerk's paragraph: what was done, with days and titles, the figures, and sentences that stand as they
    are. It says only what it is given, and nothing where that is nothing. As many titles are named as fit
    into `limit` characters; all of them are counted."""
    most = max((len(one.events) for one in told), default=0)
    while True:
        text = _paragraph(period, told, shares, said, most)
        if characters(text) <= limit:
            return text
        if most == 0:
            return _cut(text, limit)
        most -= 1


def _paragraph(
    period: str, told: Sequence[Told], shares: Sequence[Share], said: Sequence[str], most: int
) -> str:
    parts = [_records(one, most) for one in told if one.events]
    parts += [_share(one) for one in shares]
    parts += [one.rstrip(_ENDING) for one in said if one]
    if not parts:
        return ""
    # What is there now is no matter of the period.
    return ("" if parts[0].startswith("现有") else f"{period}，") + f"{'。'.join(parts)}。"


def _records(one: Told, most: int) -> str:
    number = f"{len(one.events)}{one.unit}"
    verb = "共开展" if one.done else "有" if one.papers else "现有"
    start = f"{verb}{one.subject}{number}"
    named = list(_named(one.events[:most], papers=one.papers))
    more = "等" if named and len(named) < len(one.events) else ""
    listed = f"：{'、'.join(named)}{more}" if named else ""
    sums = "".join(f"，{label}{value}" for label, value in one.sums)
    return start + (f"{listed}{sums.replace('，', '；', 1) if listed else sums}")


def _named(events: Sequence[Event], *, papers: bool) -> Iterator[str]:
    years = {event.day.year for event in events if event.day}
    for event in events:
        title = event.title.strip().rstrip(_ENDING)
        if not title.startswith(("《", "“")):
            inner = title.replace("“", "‘").replace("”", "’")
            title = f"《{title}》" if papers else f"“{inner}”"
        title += f"（{event.number}）" if event.number else ""
        if event.day is None:
            yield title
        else:
            year = f"{event.day.year}年" if len(years) > 1 else ""
            yield f"{year}{event.day.month}月{event.day.day}日{title}"


def _share(one: Share) -> str:
    if one.average:
        return f"{one.subject}{one.part}，按{one.whole_subject}{one.whole}平均为{one.result}"
    return f"{one.subject}{one.part}，占{one.whole_subject}{one.whole}的{one.result}"


def _cut(text: str, limit: int) -> str:
    """The whole sentences that fit."""
    kept = ""
    for sentence in text.split("。"):
        if not sentence or characters(kept + sentence) + 1 > limit:
            break
        kept += sentence + "。"
    return kept
