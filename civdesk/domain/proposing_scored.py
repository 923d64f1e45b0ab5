"""What a standard's sentences say of scoring (少1次扣1分, 符合3项为A), told apart from what they ask for."""

from __future__ import annotations

import re

_SCORED = re.compile(
    r"^\s*\d+(?:\.\d+)?\s*分\s*$|"
    r"[扣减]\s*\d|[扣减]完|酌情|不得分|得满分|不计分|不扣分|扣分"
    r"|(?:加|得|计|记)\s*\d+(?:\.\d+)?\s*分(?=.{0,4}$)(?<!\()"
    r"|最[高多低](?:不超过|加|扣|得)?\s*\d+(?:\.\d+)?\s*分|封顶"
    r"|[为得记]\s*[A-D](?![A-Za-z])|其[余他](?:情形|情况)"
    r"|^(?:每)?(?:缺|少|低|差|减少|发现|有)一?\d*(?:次|项|个|篇|处|期|份|人|起|例|张|件|户|家).{0,12}(?:扣|减)"
)
_CLAUSE = re.compile("[，,]")
_WITH_DEMAND = re.compile(r"每(?:个|半|两|[1-9])?(?:年|季度?|月|周|日|天|学期)|全年|年度|不少于|至少|以上")


def demands(sentence: str) -> list[str]:
    """The clauses of a sentence that ask for something. A clause that only says how many points are given or
    taken goes; where it says both (每季度开展1次得2分) the points go."""
    kept = []
    for part in _CLAUSE.split(sentence):
        if not _SCORED.search(part):
            kept.append(part)
        elif _WITH_DEMAND.search(part) and not re.match("每?[缺少低差]|发现|未", part.strip()):
            bare = re.sub(r"[的]?(?:可|最高|各)?(?:加|得|计|记)\s*\d+(?:\.\d+)?\s*分.*$", "", part)
            if not _SCORED.search(bare) and bare.strip():
                kept.append(bare)
    return [part for part in kept if part.strip()]
