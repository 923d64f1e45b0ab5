"""What keeps an indicator from being met, as sentences: what is lacking, who is asked, by when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..domain.asking import Frame
from ..domain.decide import RuleResult
from ..domain.rules import Rule, State
from ..domain.sentences import Lack, lacks, show_day, show_demands, show_fault, unit_of
from ..domain.standards import Indicator
from ..store.near import LISTED, Near
from ..store.standards import Finding
from .judging import Judging

# So many records are named in a gap; the others are counted.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is lacking: `what`, as one sentence without who.

    `near` are the records (ledger and id) that a proof or a field would mend; `records` those of them in
    `ledger`, which is the rule's own, or the first in which there are any. `word` says as what `who` is asked
    (牵头, 责任), `rule` of which rule of the indicator (id), `days` when the `near` were (ISO, "" without a
    day). `own`: where nobody leads, `what` for each department that has such records, with its own
    records alone; "" stands for those that name no department.
    """

    what: str
    who: tuple[str, ...]
    by: date | None
    ledger: str = ""
    records: tuple[str, ...] = ()
    near: tuple[tuple[str, str], ...] = ()
    word: str = ""
    own: tuple[tuple[str, str], ...] = ()
    rule: str = ""
    days: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What is lacking, and who is asked."""
        return f"{self.what}，{self.word}：{'、'.join(self.who)}" if self.word and self.who else self.what


def gaps(judging: Judging, one: Indicator, leaf: bool) -> tuple[Gap, ...]:
    """The gaps of an indicator; `leaf`: nothing stands below it."""
    results, finding = judging.results[one.code], judging.findings.get(one.id)
    # What has nothing to check is worth a word only where nothing else speaks.
    asked = [(demanded.id, result) for demanded, result in zip(one.rules, results, strict=True)]
    telling = [pair for pair in asked if not pair[1].vacuous]
    looked = [_look(judging, *pair) for pair in (telling if telling or not leaf else asked)]
    made_of = (one, finding, *(thing for look in looked for thing in (look.result, *look.made_of)))
    key = ("gaps", judging.standard.key, one.code, judging.frame.on, str(judging.frame.period))
    found: tuple[Gap, ...] = judging.memory.make(
        key, made_of, lambda: tuple(_gaps(judging.frame, one, leaf and not results, finding, looked))
    )
    return found


@dataclass(frozen=True, slots=True)
class _Look:
    """A rule that is not met, with the records that nearly count and the number of those without a date."""

    id: str
    result: RuleResult
    near: tuple[tuple[str, list[Near]], ...] = ()
    undated: int = 0

    @property
    def made_of(self) -> tuple[object, ...]:
        return *(records for _, records in self.near), self.undated


def _look(judging: Judging, id: str, result: RuleResult) -> _Look:
    inquiry, memory, ledgers = result.inquiry, judging.memory, judging.frame.ledgers
    if result.state in (State.MET, State.NOT_APPLICABLE):
        return _Look(id, result)
    near, undated = list[tuple[str, list[Near]]](), 0
    for n, good in enumerate(inquiry.counted):
        everything = inquiry.of[n] if result.rule.each_record else replace(good, proofs=())
        if everything != good:
            near.append((good.ledger, memory.failing(judging.db, ledgers, everything, good)))
        if result.state is not State.UNJUDGED and not result.rule.each_record:
            undated += memory.undated(judging.db, ledgers, good)
    return _Look(id, result, tuple(near), undated)


def _gaps(
    frame: Frame, one: Indicator, bare: bool, finding: Finding | None, looked: Sequence[_Look]
) -> Iterator[Gap]:
    if finding:
        yield Gap(f"人工判断为{finding.state.label}：{finding.reason}", one.lead, None)
    elif bare:
        yield Gap(f"{one.title}：没有可自动核对的规则，请人工判断", one.lead, None, word="牵头")
    for look in looked:
        near = [(ledger, record) for ledger, records in look.near for record in records]
        # Who leads is who is asked; where nobody leads, the departments of the records that lack something.
        departments = tuple(dict.fromkeys(record.department for _, record in near if record.department))
        who = one.lead or departments or one.support
        for n, lack in enumerate(lacks(look.result)):
            yield _gap(frame, look, lack, who, bool(one.lead), near if n == 0 else [])


def _gap(
    frame: Frame,
    look: _Look,
    lack: Lack,
    who: tuple[str, ...],
    leads: bool,
    near: Sequence[tuple[str, Near]],
) -> Gap:
    rule = look.result.rule
    what = _what(frame, look, lack, near)
    pairs = tuple((ledger, record.id) for ledger, record in near)
    ledger = pairs[0][0] if pairs else rule.counted.ledger
    return Gap(
        what=what,
        who=who,
        by=lack.by,
        ledger=ledger,
        records=tuple(id for key, id in pairs if key == ledger),
        near=pairs,
        word="牵头" if leads else "责任",
        own=() if leads else tuple(_own(frame, look, lack, near)),
        rule=look.id,
        days=tuple(record.date for _, record in near),
    )


def _what(frame: Frame, look: _Look, lack: Lack, near: Sequence[tuple[str, Near]]) -> str:
    rule = look.result.rule
    unit = unit_of(rule.counted, frame.ledgers)
    if near and rule.each_record:
        more = f"等 {len(near)} {unit}" if len(near) < LISTED else "等"
        return f"{lack.text}：{_names(near, rule, frame)}{more if len(near) > _NAMED else ''}"
    if near:
        number = f"{len(near)} {unit}" + ("以上" if len(near) >= LISTED else "")
        return f"{lack.text}；另有 {number}补齐佐证后可计入：{_names(near, rule, frame)}"
    if look.undated:
        return f"{lack.text}；有 {look.undated} {unit}没有日期，未计入"
    return lack.text


def _own(
    frame: Frame, look: _Look, lack: Lack, near: Sequence[tuple[str, Near]]
) -> Iterator[tuple[str, str]]:
    """What is lacking as each department sees it: how it stands on the whole, and all of its own records."""
    rule, differ = look.result.rule, _differ(near, look.result.rule)
    unit = unit_of(rule.counted, frame.ledgers)
    many = len(near) >= LISTED  # then only the first are known
    for department in dict.fromkeys(record.department for _, record in near):
        own = [(ledger, record) for ledger, record in near if record.department == department]
        whose = "本科室" if department else "没写科室的"
        number = "有" if many else f"有 {len(own)} {unit}"
        mended = "" if rule.each_record else "补齐佐证后可计入"
        named = "、".join(_name(key, record, frame, differ=differ) for key, record in own)
        yield department, f"{lack.text}；{whose}{number}{mended}：{named}{'等' if many else ''}"
    if many and all(record.department for _, record in near):
        yield "", _what(frame, look, lack, near)  # those that are not known are somebody's too


def _names(near: Sequence[tuple[str, Near]], rule: Rule, frame: Frame) -> str:
    """3月18日 爱岗敬业（缺视频）、5月20日 诚实守信（作点评：否）, the first few."""
    differ = _differ(near, rule)
    return "、".join(_name(key, record, frame, differ=differ) for key, record in near[:_NAMED])


def _differ(near: Sequence[tuple[str, Near]], rule: Rule) -> bool:
    """Whether they lack different things: what all of them lack has been said already."""
    return bool(rule.must) or len({record.lacks for _, record in near}) > 1


def _name(key: str, record: Near, frame: Frame, *, differ: bool) -> str:
    name = f"{show_day(date.fromisoformat(record.date), frame.on)} " if record.date else ""
    ledger = frame.ledgers[key]
    wrong = [show_fault(condition, value, ledger) for condition, value in record.faults]
    if record.lacks and differ:
        wrong.append(f"缺{show_demands((demand for demand, _ in record.lacks), frame.roles)}")
    return name + record.title + (f"（{'，'.join(wrong)}）" if wrong else "")
