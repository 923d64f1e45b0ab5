"""A round of inspection: what is typed into it, whether everything is answered, how many points it has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from ..errors import WrongUse
from .forms import POINT, Form, Item, show_points
from .numbers import NumberError, read_number
from .text import half_width

GOOD, BAD, NONE, EMPTY = "good", "bad", "none", ""
RESULT_WORDS = {GOOD: "合格", BAD: "不合格", NONE: "无此项", EMPTY: ""}
SIGNS = {GOOD: "✓", BAD: "✗", NONE: "—", EMPTY: ""}
_GOOD = frozenset(
    [
        "✓",
        "√",
        "✔",
        "☑",
        "v",
        "y",
        "1",
        "合格",
        "是",
        "对",
        "好",
        "良好",
        "通过",
        "达标",
        "正常",
        "符合",
        "到位",
    ]
)
_BAD = frozenset(
    [
        "✗",
        "×",
        "✘",
        "✕",
        "☒",
        "x",
        "n",
        "0",
        "不合格",
        "否",
        "错",
        "差",
        "不通过",
        "不达标",
        "不正常",
        "不符合",
        "不到位",
    ]
)
_NONE = frozenset(["-", "--", "—", "——", "/", "无此项", "不适用", "不涉及"])
_TEXT_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found of an item at a subject ("" the whole). `score` holds points or a count in hundredths;
    `problem` the id of the problem it became."""

    item: str
    subject: str
    result: str = EMPTY
    score: int | None = None
    note: str = ""
    problem: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """One performance of a form, from `starts` to `ends`; its answers in the order they were asked. It is
    reported upwards and circulated below, each on its day."""

    form: str
    title: str
    starts: date
    ends: date
    time: str = ""
    department: str = ""
    inspectors: tuple[str, ...] = ()
    state: str = "open"
    summary: str = ""
    reported_on: date | None = None
    reported_to: str = ""
    circulated_on: date | None = None
    circulated_to: str = ""
    variant: str = ""
    note: str = ""
    id: str = ""
    answers: tuple[Answer, ...] = ()

    @property
    def closed(self) -> bool:
        return self.state == "closed"

    @property
    def subjects(self) -> tuple[str, ...]:
        """Whom it looks at, in order."""
        return tuple(dict.fromkeys(one.subject for one in self.answers))

    @property
    def items(self) -> tuple[str, ...]:
        """The keys of the items it asks, in order."""
        return tuple(dict.fromkeys(one.item for one in self.answers))

    def answer(self, item: str, subject: str) -> Answer:
        """One answer; raises WrongUse for what the round does not ask."""
        for one in self.answers:
            if one.item == item and one.subject == subject:
                return one
        raise WrongUse(f"这一轮检查里没有“{subject or '全部'}”的这一项。")


# --- answers -----------------------------------------------------------------------------------------


def answered(item: Item, answer: Answer) -> bool:
    """Whether there is nothing more to say of an item; a text may be left empty."""
    return not item.judged or answer.result != EMPTY


def typed(item: Item, raw: object) -> tuple[str, int | None]:
    """What was typed, ticked or read from a cell as result and score; raises WrongUse with a sentence.

    A score may be typed as what is taken off (-2). 有 and 无 are not taken: of 无烟蒂 they say the
    contrary. Of an item of text nothing is judged: its words are the
    note, and `raw` is not looked at here.
    """
    text = half_width(str(raw)).strip().lower() if raw is not None and not isinstance(raw, bool) else ""
    if isinstance(raw, bool):
        text = "1" if raw else "0"
    if isinstance(raw, float) and raw.is_integer():
        text = str(int(raw))
    if not text:
        return EMPTY, None
    if text in _NONE:
        return NONE, None
    if item.how == "yes_no":
        if text in _GOOD:
            return GOOD, None
        if text in _BAD:
            return BAD, None
        raise WrongUse(f"“{raw}”看不出是合格还是不合格，请写 ✓ 或 ✗。")
    if item.how == "count":
        return _count(item, "0" if text == "无" else text, raw)
    if item.how == "score":
        return _score(item, text, raw)
    return EMPTY, None


def _count(item: Item, text: str, raw: object) -> tuple[str, int | None]:
    try:
        number = read_number(text.rstrip("个处次件盆"), minimum=0)
    except NumberError as error:
        raise WrongUse(f"“{raw}”不是数量，请写整数。") from error
    return (GOOD if item.fits(number * POINT) else BAD), number * POINT


def _score(item: Item, text: str, raw: object) -> tuple[str, int | None]:
    most = show_points(item.points)
    if text in ("✓", "√", "满分", "合格"):
        return GOOD, item.points
    try:
        number = read_number(text.rstrip("分"), decimals=2)
    except NumberError as error:
        raise WrongUse(f"“{raw}”不是分数，请写 0 到 {most} 之间的数。") from error
    given = item.points + number if text.startswith("-") else number
    if not 0 <= given <= item.points:
        raise WrongUse(f"“{raw}”超出了这一项的分值（满分 {most} 分）。")
    return (GOOD if item.passes(given) else BAD), given


def lacking(item: Item, answer: Answer) -> bool:
    """Whether something was found that may become a problem: it failed, or points were taken off."""
    if item.how == "score" and answer.result == GOOD:
        return answer.score is not None and answer.score < item.points
    return answer.result == BAD


def put(item: Item, answer: Answer, raw: object) -> Answer:
    """The answer with what was typed; raises WrongUse."""
    if item.how == "text":
        return replace(answer, note=str(raw or "").strip()[:_TEXT_LIMIT])
    result, score = typed(item, raw)
    return replace(answer, result=result, score=score)


def shown(item: Item, answer: Answer) -> str:
    """What stands in the cell; `typed` reads the same from it."""
    if item.how == "text":
        return answer.note
    if answer.result in (NONE, EMPTY) or answer.score is None:
        return SIGNS[answer.result]
    return show_points(answer.score)


def lacks(item: Item, answer: Answer) -> str:
    """What was found, in words: 烟头 3, 内务扣1.5分, 窗明几净不合格."""
    if item.how == "score" and answer.score is not None:
        return f"{item.title}扣{show_points(item.points - answer.score)}分"
    if item.how == "count" and answer.score is not None:
        return f"{item.title} {show_points(answer.score)}"
    return f"{item.title}不合格"


# --- points ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Points:
    """Points in hundredths: what was got of what was possible, and how many items failed. Items that are not
    there, or not answered yet, are in neither."""

    got: int = 0
    possible: int = 0
    failed: int = 0
    red_lines: int = 0

    def __add__(self, other: Points) -> Points:
        return Points(
            self.got + other.got,
            self.possible + other.possible,
            self.failed + other.failed,
            self.red_lines + other.red_lines,
        )

    @property
    def share(self) -> Fraction | None:
        """got / possible; None where nothing was judged."""
        return Fraction(self.got, self.possible) if self.possible else None

    @property
    def percent(self) -> str:
        """The share in per cent with one decimal, cut off: nobody gets 100% who missed a point."""
        if self.share is None:
            return ""
        tenths = int(self.share * 1000)
        return f"{tenths // 10}.{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"

    @property
    def told(self) -> str:
        """Got of possible, and the share: 18/20（90%）."""
        if self.share is None:
            return ""
        return f"{show_points(self.got)}/{show_points(self.possible)}（{self.percent}）"

    @property
    def percent_first(self) -> str:
        """The same for a narrow column, in which the end may be cut: 90%（18/20）."""
        if self.share is None:
            return ""
        return f"{self.percent}（{show_points(self.got)}/{show_points(self.possible)}）"


def points(form: Form, answers: Iterable[Answer]) -> Points:
    """What these answers come to. Where no item of the form has points, each counts as one."""
    scored = form.scored
    worth = {one.key: one.points if scored else POINT for one in form.items if one.judged}
    red = {one.key for one in form.items if one.red_line}
    scores = {one.key for one in form.items if one.how == "score"}
    got = possible = failed = red_lines = 0
    for one in answers:
        if one.result not in (GOOD, BAD) or one.item not in worth:
            continue
        most = worth[one.item]
        possible += most
        if one.item in scores:
            got += min(one.score or 0, most)
        elif one.result == GOOD:
            got += most
        if one.result == BAD:
            failed += 1
            red_lines += one.item in red
    return Points(got, possible, failed, red_lines)


def by_subject(form: Form, round: Round) -> dict[str, Points]:
    """The points of each subject, in order; together they are those of the round."""
    groups: dict[str, list[Answer]] = {subject: [] for subject in round.subjects}
    for one in round.answers:
        groups[one.subject].append(one)
    return {subject: points(form, answers) for subject, answers in groups.items()}


def open_answers(form: Form, round: Round) -> list[Answer]:
    """What is still to be answered."""
    items = {one.key: one for one in form.items}
    return [one for one in round.answers if one.item in items and not answered(items[one.item], one)]
