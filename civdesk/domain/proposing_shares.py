"""Rules from the shares in a superior's sentences: 30%以上, 满意率达到95%, 人均超过40小时."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .proposing_clause import Clause, Proposed
from .proposing_numbers import amounts
from .proposing_words import kinds_in
from .text import normal

PERCENT = re.compile(
    r"(?P<cmp>不低于|不少于|不小于|至少|不超过|不高于|超过|高于|大于|低于|少于|小于|达到|达|≥|>=|>|≤|为)?\s*"
    r"(?P<n>\d+(?:\.\d+)?)\s*[%％]\s*(?P<end>\(含\)以上|及以上|以上|以下|以内)?"
)


def shares(clause: Clause) -> Iterator[Proposed]:
    words, text = clause.words, normal(clause.text)
    if "人均" in text and (
        found := next((a for a in amounts(clause.text) if a.unit in ("小时", "课时", "学时")), None)
    ):
        if words.has("volunteer_activity", "hours") and words.has("staff", "status"):
            yield Proposed(
                clause.text,
                {
                    "numerator": {
                        "ledger": "volunteer_activity",
                        "measure": "sum",
                        "field": "hours",
                        "subject": "志愿服务时长",
                    },
                    "denominator": {"ledger": "staff", "where": {"status": "在职"}, "subject": "在职职工"},
                    **found.need,
                    "per": "year",
                },
            )
        return
    match = PERCENT.search(clause.text)
    if match is None:
        return
    need = _percent(match)
    kinds = list(kinds_in(words.surveys, clause.text)) or list(
        kinds_in(words.surveys, "".join(clause.titles[:1]))
    )
    if kinds and words.has("survey", "kind", "positive", "sample"):
        latest = {"ledger": "survey", "where": {"kind": kinds[0] if len(kinds) == 1 else kinds}}
        latest["measure"] = "latest"
        told = "知晓的人" if any("知" in kind for kind in kinds) else "满意的人"
        yield Proposed(
            clause.text,
            {
                "numerator": {**latest, "field": "positive", "subject": f"{told}（{'、'.join(kinds)}）"},
                "denominator": {**latest, "field": "sample", "subject": "被调查的人"},
                **need,
            },
        )
    elif _volunteers(clause) and words.has("staff", "status", "volunteer"):
        where: dict[str, Any] = {"status": "在职"}
        who = "职工"
        if "党员" in clause.text and words.has("staff", "politics"):
            where["politics"] = ["中共党员", "中共预备党员"]
            who = "党员"
        yield Proposed(
            clause.text,
            {
                "numerator": {
                    "ledger": "staff",
                    "where": {**where, "volunteer": True},
                    "subject": "注册志愿者",
                },
                "denominator": {"ledger": "staff", "where": where, "subject": f"在职{who}"},
                **need,
            },
        )


def _volunteers(clause: Clause) -> bool:
    """注册志愿者占30%以上, or 注册率达到80% below 志愿服务."""
    around = "".join([clause.text, *clause.titles])
    return "志愿者" in clause.text or ("注册率" in clause.text and "志愿" in around)


def _percent(match: re.Match[str]) -> dict[str, str]:
    share, word, end = f"{match['n']}%", match["cmp"] or "", match["end"] or ""
    if word in ("超过", "高于", "大于", ">"):
        return {"more_than": share}
    if word in ("低于", "少于", "小于"):
        return {"less_than": share}
    if word in ("不超过", "不高于", "≤") or end in ("以下", "以内"):
        return {"at_most": share}
    return {"at_least": share}
