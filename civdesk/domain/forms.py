"""Forms of inspection: what is looked at, where, how often, how it is scored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .numbers import show_number
from .periods import Per

HOW = {"yes_no": "合格或不合格", "score": "打分", "count": "计数", "text": "文字"}
EVENT = ""  # a form without a cadence: filled in whenever there is something to look at
OUTCOMES = ("红旗", "标兵", "黄牌")
BY_VARIANT = "{variant}"  # as a source of problems: the round's own way, 明察 or 暗访
WORKDAYS, EVERY_DAY = "workdays", "all"
POINT = 100  # points, scores and counts are kept in hundredths
PASS = 60  # per cent of its points from which a scored item is good, where the form says nothing else


@dataclass(frozen=True, slots=True)
class Item:
    """One thing looked at. `points` (hundredths) is what it is worth; 0 for all items of a form: each counts
    as one. A score is good from `pass_from` per cent of them on, a count within `at_least` and `at_most`. A
    failed `red_line` bars from red flags and the like. `field` is the yes/no field of the round's record that
    says the same."""

    key: str
    title: str
    how: str = "yes_no"
    group: str = ""
    points: int = 0
    pass_from: int = PASS
    at_least: int | None = None
    at_most: int | None = None
    red_line: bool = False
    standard: str = ""
    ref: str = ""
    field: str = ""
    problem_kind: str = ""
    hidden: bool = False

    @property
    def judged(self) -> bool:
        """Whether it can be good or bad."""
        return self.how != "text"

    def passes(self, score: int) -> bool:
        """Whether a score (hundredths) is good: 96 of 100 is, though something was taken off."""
        return score * 100 >= self.points * self.pass_from

    def fits(self, count: int) -> bool:
        """Whether a count (hundredths) is good; without limits nothing may be found."""
        if self.at_least is None and self.at_most is None:
            return count <= 0
        low = self.at_least is None or count >= self.at_least * POINT
        return low and (self.at_most is None or count <= self.at_most * POINT)


@dataclass(frozen=True, slots=True)
class Subject:
    """Who or what is looked at: the members of a register on the day, those of a group or named filter
    (`filter`), or just these (`only`; words for groups expand). Without a register the whole, once."""

    register: str = ""
    filter: str = ""
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a failed item becomes: kind, source and days until the deadline of the problem; 0 days: as many as
    the unit has set for its kind. The source {variant} is the round's own."""

    kind: str = ""
    source: str = "自查"
    days: int = 0


@dataclass(frozen=True, slots=True)
class RecordTo:
    """The ledger that a closed round writes itself into, and values beside the usual ones; a value in braces
    ({inspectors}) is filled from the round."""

    ledger: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Flag:
    """What the best or the worst of a period get, at most `quota` of them; `below` (per cent): only who
    scored less. `kind` and `title` are those of the record in the ledger of selections."""

    outcome: str
    quota: int = 1
    worst: bool = False
    below: int = 0


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which nothing is asked for: 停查, with the reason."""

    start: date
    end: date
    why: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form. `feeds` names the form that sums it up (the weekly of a daily); `flags_per` is the cadence of
    its flags, `talk_below` the per cent under which the leader talks with the department. `variants` are the
    ways of doing a round of which one is chosen (明察, 暗访). It asks from `since` on, else from its first
    round on."""

    key: str
    title: str
    group: str
    items: tuple[Item, ...] = ()
    position: int = 0
    help: str = ""
    refs: tuple[str, ...] = ()
    per: str = EVENT
    times: int = 1
    days: str = WORKDAYS
    since: date | None = None
    pauses: tuple[Pause, ...] = ()
    variants: tuple[str, ...] = ()
    pass_from: int = PASS
    subject: Subject = Subject()
    finding: Finding = Finding()
    record: RecordTo | None = None
    feeds: str = ""
    flags: tuple[Flag, ...] = ()
    flags_per: str = "month"
    flags_kind: str = "流动红旗"
    talk_below: int = 0
    hidden: bool = False

    def item(self, key: str) -> Item:
        """An item by key; raises KeyError."""
        for one in self.items:
            if one.key == key:
                return one
        raise KeyError(key)

    @property
    def shown(self) -> tuple[Item, ...]:
        """The items that a new round asks."""
        return tuple(one for one in self.items if not one.hidden)

    @property
    def scored(self) -> bool:
        """Whether points are given; else the share of what is good counts."""
        return any(one.points for one in self.items)

    def paused(self, day: date) -> Pause | None:
        """The pause in which a day lies; None where there is none."""
        return next((one for one in self.pauses if one.start <= day <= one.end), None)

    @property
    def cadence(self) -> str:
        """How often it is asked for, in words."""
        if not self.per:
            return "不定期"
        every = Per(self.per).every
        if self.per == Per.DAY and self.days == WORKDAYS:
            every = "每个工作日"
        return f"{every}{self.times}次" if self.times > 1 else every


def show_points(hundredths: int) -> str:
    """Points as people write them: 2.5, 10."""
    return show_number(hundredths, 2)
