"""A rule as it stands in an editor: what has a control of its own, and what is kept as it is."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .conditions import conditions_table, read_conditions
from .definition_errors import DefinitionError
from .periods import MONTHS, Per
from .rule_amounts import COMPARATORS
from .rules import Condition, Test

_APART = re.compile(r"[、，,;；\s]+")
_SPAN = re.compile(r"(\d+)\s*(个月|月|天|months?|days?)")
_OWN = frozenset(
    [*COMPARATORS, "ledger", "filter", "where", "measure", "field", "per", "by", "proofs", "each", "title"]
)
# Tests that the editor offers, in the order in which it does.
TESTS = {
    Test.ONE_OF: "是",
    Test.NOT: "不是",
    Test.CONTAINS: "包含",
    Test.SET: "已填写",
    Test.ON_OR_AFTER: "不早于",
    Test.ON_OR_BEFORE: "不晚于",
    Test.AT_LEAST: "不小于",
    Test.AT_MOST: "不大于",
}
WORDS = {
    "at_least": "不少于",
    "more_than": "超过",
    "at_most": "不多于",
    "less_than": "少于",
    "equals": "正好",
    "between": "介于",
}
MEASURES = {
    "count": "有几次（条）",
    "sum": "合计",
    "distinct": "有几个不同的",
    "presence": "有没有",
    "age": "多久没更新",
}


class DraftError(ValueError):
    """What is written does not make a rule yet, as a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A rule to be edited. Amounts and deadlines are as the clerk types them (`6`, `30%`, `1、2`, `6 个月`,
    `06-30、11-30`); `each` is whether every record must comply; `rest` is what has no control and stays.

    `share`: numerator and denominator stand in the rest, so ledger and measure say nothing.
    """

    ledger: str = ""
    filters: tuple[str, ...] = ()
    where: tuple[Condition, ...] = ()
    measure: str = "count"
    field: str = ""
    word: str = "at_least"
    amount: str = ""
    per: str = ""
    by: str = ""
    proofs: tuple[tuple[str, int], ...] = ()
    each: bool = False
    title: str = ""
    rest: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def share(self) -> bool:
        return "numerator" in self.rest

    @property
    def plain(self) -> bool:
        """Whether all of the rule has controls."""
        return not set(self.rest) - {"ref", "subject", "unit"}


def draft_of(data: Mapping[str, Any]) -> Draft:
    """The draft of a rule that `read_rule` takes; `data_of` gives the same data back."""
    rest = {key: value for key, value in data.items() if key not in _OWN}
    where: tuple[Condition, ...] = ()
    if "where" in data:
        found = tuple(read_conditions(data["where"], "where"))
        if any(one.other or one.test not in TESTS for one in found):
            rest["where"] = data["where"]
        else:
            where = found
    each = data.get("each") == "record"
    if "each" in data and not each:
        rest["each"] = data["each"]
    word = next((key for key in COMPARATORS if key in data), "")
    filters = data.get("filter", ())
    return Draft(
        ledger=data.get("ledger", ""),
        filters=(filters,) if isinstance(filters, str) else tuple(filters),
        where=where,
        measure=data.get("measure", "count"),
        field=data.get("field", ""),
        word=word or "at_least",
        amount=_amount_text(data[word]) if word else "",
        per=data.get("per", ""),
        by=data["by"] if isinstance(data.get("by"), str) else "、".join(data.get("by", ())),
        proofs=tuple((role, int(number)) for role, number in data.get("proofs", {}).items()),
        each=each,
        title=data.get("title", ""),
        rest=rest,
    )


def data_of(draft: Draft) -> dict[str, Any]:
    """The data of the rule that a draft describes; raises DraftError for what cannot be one."""
    data: dict[str, Any] = {}
    if not draft.share:
        if not draft.ledger:
            raise DraftError("请先选要统计的台账。")
        data["ledger"] = draft.ledger
        if draft.filters:
            data["filter"] = draft.filters[0] if len(draft.filters) == 1 else list(draft.filters)
        if draft.where:
            data["where"] = conditions_table(draft.where)
        if draft.measure != "count":
            data["measure"] = draft.measure
        if draft.field:
            data["field"] = draft.field
        elif draft.measure in ("sum", "distinct", "age"):
            raise DraftError("请选要合计或比较的那一项。")
    if draft.each:
        data["each"] = "record"
    data |= _comparison(draft)
    if draft.per and not draft.each:
        data["per"] = draft.per
    if draft.by and not draft.each:
        data["by"] = _deadlines(draft)
    if draft.proofs:
        data["proofs"] = dict(draft.proofs)
    if draft.title:
        data["title"] = draft.title
    return data | dict(draft.rest)


def complaint(error: DefinitionError) -> str:
    """A mistake in a rule in words for the clerk, by the place where it is."""
    place = error.place.rsplit(".", 1)[-1].split("[")[0]
    said = {
        "by": "期限的个数和周期对不上。",
        "each": "“每条都要”须写明佐证，或者“多久没更新”。",
        "statement": "要求为 0 的规则需要零报告声明，请从常用规则里选。",
        "measure": "这种统计方式不能和所选的周期一起用。",
    }
    return said.get(place, "这条规则还不完整，请检查数字和期限。")


# --- amounts and deadlines ---------------------------------------------------------------------------


def _amount_text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "、".join(_amount_text(item) for item in value)
    text = str(value)
    if match := _SPAN.fullmatch(text):
        return f"{match[1]} {'个月' if match[2][0] in 'm个月' else '天'}"
    return text


def _comparison(draft: Draft) -> dict[str, Any]:
    text = draft.amount.strip()
    if not text:
        if draft.measure in ("presence", "latest") or (draft.each and draft.measure != "age"):
            return {}
        raise DraftError("请写要达到的数。")
    if draft.measure == "age":
        match = _SPAN.fullmatch(text)
        if not match or int(match[1]) == 0:
            raise DraftError("请写多长时间，如“6 个月”或“30 天”。")
        return {"at_most": f"{match[1]} {'months' if match[2][0] in 'm个月' else 'days'}"}
    numbers = [_number(part) for part in _APART.split(text) if part]
    if draft.word == "between":
        if len(numbers) != 2:
            raise DraftError("“介于”要写两个数，如“1、2”。")
        return {"between": numbers}
    return {draft.word: numbers[0] if len(numbers) == 1 else numbers}


def _number(text: str) -> int | str:
    """A whole number as one, anything else as it is written, so that nothing is rounded."""
    text = text.replace("％", "%")
    if not re.fullmatch(r"\d+(\.\d+)?%?", text):
        raise DraftError(f"“{text}”不是数，请写成 6、22.5 或 30% 这样。")
    return int(text) if text.isdigit() else text


def _deadlines(draft: Draft) -> str | list[str]:
    days = [part for part in _APART.split(draft.by.strip()) if part]
    wrong = next((day for day in days if not re.fullmatch(r"\d{2}-\d{2}", day)), "")
    if wrong:
        raise DraftError(f"期限“{wrong}”请写成 06-30 这样。")
    per = Per(draft.per) if draft.per else Per.YEAR
    wanted = 12 // MONTHS[per] if per in MONTHS else 0
    if len(days) != wanted:
        if not wanted:
            raise DraftError(f"“{per.every}”的规则不能另写期限。")
        raise DraftError(f"“{per.every}”的规则要写 {wanted} 个期限，现在写了 {len(days)} 个。")
    return days[0] if len(days) == 1 else days
