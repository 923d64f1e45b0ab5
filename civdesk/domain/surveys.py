"""Surveys: questions with counted options, rates with numerator and denominator, how sure a sample makes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any

from .text import clean, normal, split_list

RANDOM = "随机抽样"  # the method (a choice of the ledger) that makes an interval meaningful
_Z = 1.959964  # of the normal distribution, for 95 %
_LETTERED = re.compile(r"([A-Za-z])[.、．:：)）]\s*(.+)", re.DOTALL)  # B. 满意
_LETTERS = re.compile(r"[a-z]{1,26}")


class SurveyError(ValueError):
    """A question or a count that cannot be; the message is a Chinese sentence."""


class Of(StrEnum):
    """What a rate is a share of: the valid answers to the question, the sheets that came back, or all that
    were given out (the whole sample)."""

    ANSWERED = "有效回答"
    RETURNED = "收回份数"
    ISSUED = "发放份数"


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose: how many chose it (None: not counted yet), whether it counts as 知晓 or 满意."""

    title: str
    number: int | None = None
    favourable: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """`kind`: 知晓率, 满意率 … `decisive`: the ledger's figures follow this one. `answered`: valid answers
    of a multiple choice, which its options do not add up to."""

    title: str
    options: tuple[Option, ...]
    kind: str = ""
    multiple: bool = False
    decisive: bool = False
    answered: int | None = None
    id: str = ""

    @property
    def counted(self) -> bool:
        """Whether every option has its number."""
        return all(one.number is not None for one in self.options)

    @property
    def valid(self) -> int | None:
        """How many gave a valid answer; None while that is not known."""
        if self.multiple:
            return self.answered
        return sum(one.number or 0 for one in self.options) if self.counted else None


@dataclass(frozen=True, slots=True)
class Rate:
    """A share as it is told: 190/200 = 95.0%, of what."""

    numerator: int
    denominator: int
    of: Of

    @property
    def value(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)

    @property
    def text(self) -> str:
        return f"{self.numerator}/{self.denominator} = {show_rate(self.value)}"

    @property
    def scaled(self) -> int:
        """Hundredths of a per cent, halves up; never a whole per cent that is not reached."""
        exact = self.value * 10_000
        near = (exact + Fraction(1, 2)).__floor__()
        return near - 1 if near > exact and near % 100 == 0 else near


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the share of everybody lies with 95 % confidence; `population` None: not known, taken as
    endless."""

    low: float
    high: float
    population: int | None

    @property
    def text(self) -> str:
        whole = f"（总体 {self.population}）" if self.population else "（总体人数未填，按很大计算）"
        # Outwards: a bound that has not reached a threshold does not look as if it had.
        low, high = math.floor(self.low * 1000) / 10, math.ceil(self.high * 1000) / 10
        return f"95% 的把握：总体在 {low:.1f}%–{high:.1f}% 之间{whole}"


def show_rate(value: Fraction) -> str:
    """One decimal, halves up; more where that would show a whole per cent that is not reached (94.96%)."""
    for decimals in (1, 2, 3):
        scale = 100 * 10**decimals
        near = (value * scale + Fraction(1, 2)).__floor__()
        if near % 10**decimals or Fraction(near, scale) == value:
            break
    else:
        near = (value * scale).__floor__()
    return f"{near / 10**decimals:.{decimals}f}%"


def rate(question: Question, of: Of, *, returned: int | None, issued: int | None) -> Rate | str:
    """The rate of a question, or a sentence that says why there is none."""
    if not any(one.favourable for one in question.options):
        return "还没有说明哪些选项计入，请勾选“计入”"
    if not question.counted:
        return "还有选项没有填份数"
    valid = question.valid
    bottom = {Of.ANSWERED: valid, Of.RETURNED: returned, Of.ISSUED: issued}[of]
    if bottom is None:
        return f"还没有填{'有效回答数' if of is Of.ANSWERED else of.value}"
    if bottom == 0:
        return f"{of.value}是 0，算不出比率"
    top = sum(one.number or 0 for one in question.options if one.favourable)
    if top > bottom:
        return f"计入的选项共 {top}，比{of.value} {bottom} 还多"
    return Rate(top, bottom, of)


def faults(question: Question, returned: int | None, population: int | None = None) -> list[str]:
    """What cannot be in the counts of a question, a sentence each."""
    found = []
    valid = question.valid
    if valid is not None and population is not None and valid > population:
        found.append(f"有效回答 {valid} 份，比总体 {population} 人还多")
    if valid is not None and returned is not None and valid > returned:
        found.append(f"有效回答 {valid} 份，比收回的 {returned} 份多 {valid - returned} 份")
    if question.multiple and question.answered is not None:
        found += [
            f"“{one.title}”{one.number} 份，比有效回答 {question.answered} 份还多"
            for one in question.options
            if (one.number or 0) > question.answered
        ]
    return found


def unanswered(question: Question, returned: int | None) -> int | None:
    """How many returned sheets left a question out (or answered it unreadably); None: not known."""
    valid = question.valid
    return returned - valid if valid is not None and returned is not None and valid <= returned else None


def interval(share: Rate, population: int | None) -> Interval | None:
    """Wilson's interval for a simple random sample without replacement out of `population`; None when the
    sample is everybody, so that nothing is uncertain, or is more than everybody."""
    n = share.denominator
    if population is not None:
        if n >= population:
            return None
        n_effective = n * (population - 1) / (population - n)
    else:
        n_effective = float(n)
    p, z2 = float(share.value), _Z * _Z
    middle = (p + z2 / (2 * n_effective)) / (1 + z2 / n_effective)
    half = (
        _Z
        * math.sqrt(p * (1 - p) / n_effective + z2 / (4 * n_effective * n_effective))
        / (1 + z2 / n_effective)
    )
    return Interval(max(0.0, middle - half), min(1.0, middle + half), population)


# --- questions ---------------------------------------------------------------------------------------


def checked(questions: Sequence[Question]) -> tuple[Question, ...]:
    """The questions with clean titles and at most one that decides; raises SurveyError."""
    made = []
    seen: set[str] = set()
    for n, one in enumerate(questions, 1):
        title = clean(one.title).strip()
        if not title:
            raise SurveyError(f"第 {n} 题还没有题目。")
        if normal(title) in seen:
            raise SurveyError(f"“{title}”写了两次，请改一道题目。")
        seen.add(normal(title))
        options = tuple(replace(each, title=clean(each.title).strip()) for each in one.options)
        names = [normal(each.title) for each in options]
        if len(options) < 2 or not all(names):
            raise SurveyError(f"“{title}”至少要有两个选项。")
        if len(set(names)) < len(names):
            raise SurveyError(f"“{title}”有两个相同的选项。")
        numbers = [each.number for each in options] + [one.answered]
        if any(number is not None and not 0 <= number <= 10**9 for number in numbers):
            raise SurveyError(f"“{title}”的份数要是不小于 0 的整数。")
        made.append(
            replace(one, title=title, options=options, answered=one.answered if one.multiple else None)
        )
    if sum(one.decisive for one in made) > 1:
        raise SurveyError("只能有一道题决定台账里的比率。")
    return tuple(made)


def question_data(question: Question) -> dict[str, Any]:
    """What is kept beside title and kind, as JSON."""
    options = [
        {"title": one.title, "number": one.number, "favourable": one.favourable} for one in question.options
    ]
    return {
        "options": options,
        "multiple": question.multiple,
        "decisive": question.decisive,
        "answered": question.answered,
    }


def read_question(id: str, title: str, kind: str, data: Mapping[str, Any]) -> Question:
    """The other way round."""
    options = tuple(Option(one["title"], one["number"], one["favourable"]) for one in data["options"])
    return Question(title, options, kind, data["multiple"], data["decisive"], data["answered"], id)


# --- sheets that were filled in ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tallied:
    """A question counted from single answers; `unknown`: (place in the list, answer, reason)."""

    question: Question
    unknown: tuple[tuple[int, str, str], ...]
    blank: int


def letter(place: int) -> str:
    """The letter before an option on the questionnaire; the first is A."""
    return chr(ord("A") + place) if place < 26 else ""


def by_letter(question: Question, answer: str) -> bool:
    """Whether an answer names options by nothing but their letters."""
    return bool(_letters(question, normal(answer)))


def chosen(question: Question, answer: str) -> tuple[list[str], str]:
    """The options that an answer names (满意, B, B. 满意, ABD), and why it names none."""
    if found := _named(question, answer):
        return _several(question, found)
    found = []
    for part in split_list(answer):
        if not (these := _named(question, part)):
            return [], "没有这个选项"
        found += these
    return _several(question, found)


def _several(question: Question, found: Sequence[str]) -> tuple[list[str], str]:
    once = list(dict.fromkeys(found))
    return ([], "单选题选了几项") if len(once) > 1 and not question.multiple else (once, "")


def _named(question: Question, text: str) -> list[str]:
    """The option that a text is, or those whose letters it is."""
    titles = {normal(one.title): one.title for one in question.options}
    if (whole := normal(text)) in titles:
        return [titles[whole]]
    # The words say it, whatever letter another questionnaire gave them.
    if (lettered := _LETTERED.fullmatch(clean(text))) and (words := normal(lettered[2])) in titles:
        return [titles[words]]
    return _letters(question, whole)


def _letters(question: Question, whole: str) -> list[str]:
    if not _LETTERS.fullmatch(whole) or any(normal(one.title) == whole for one in question.options):
        return []
    places = [ord(one) - ord("a") for one in whole]
    if max(places) >= len(question.options) or len(set(places)) < len(places):
        return []
    return [question.options[place].title for place in sorted(places)]


def tally(question: Question, answers: Iterable[str]) -> Tallied:
    """Count single answers, "" where a sheet has none; what is unknown is listed and counts for no option."""
    counts = {one.title: 0 for one in question.options}
    unknown: list[tuple[int, str, str]] = []
    valid = blank = 0
    for n, answer in enumerate(answers):
        if not answer.strip():
            blank += 1
            continue
        names, reason = chosen(question, answer)
        if reason:
            unknown.append((n, answer, reason))
            continue
        valid += 1
        for name in names:
            counts[name] += 1
    options = tuple(replace(one, number=counts[one.title]) for one in question.options)
    answered = valid if question.multiple else None
    return Tallied(replace(question, options=options, answered=answered), tuple(unknown), blank)
