"""Rules that a superior's sentences ask for (每半年不少于1次, 30%以上, 图片不少于2张): read, and proposed.

Nothing here decides: what is recognised waits for a yes, what is not certain says which ledgers it may mean,
and a sentence with a number that no rule was read from is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .fields import Kind
from .ledgers import Ledger
from .proposing_clause import Clause, Proposed
from .proposing_numbers import amounts, cadence, deadline_in, half_year_words, number_of, over_years
from .proposing_scored import demands
from .proposing_shares import PERCENT, shares
from .proposing_words import Meant, Vocabulary, documents_in, kinds_in, meant, roles_in
from .rule_data import read_rule
from .text import half_width, normal

_SENTENCE = re.compile(r"[。；;\n]")
# A clause ends at a comma, and at 、 where the next one says for itself how often or how many.
_CLAUSE = re.compile(r"[，,]|、(?=每|全年|图片|照片|视频|现场)")
_NEGATIVE = re.compile("负面清单|一票否决|否决|不得申报|禁止|不得评为")
_NOTHING = re.compile("无|未发生|没有|不发生|未出现|不出现|杜绝|防止|零发生|没发生|严禁|零")
_LOOK_BACK = re.compile(r"近(?P<n>\d+|[一二两三四五])(?P<u>个?月|年)|(?P<m>\d+)个月(?:内|以内)")
_FESTIVALS = ("春节", "元宵", "清明", "端午", "七夕", "中秋", "重阳", "国庆", "元旦")
_HAS = re.compile(r"^(?:并)?(?:要|须|应|需)?(?:有|附|具备|提供|含|做到有|留存|收集|上传|配有|设有)")
_HAS_PAPERS = re.compile("(?<!没)有(?:活动)?(?:方案|计划|总结|通知|照片|图片|记录|签到|简报|影像|视频)")
_OF_THE_UNIT = re.compile(
    "年度[^，,、]{0,4}计划|制度|规划|考核[^，,、]{0,4}办法"
)  # papers, not those of an event
_EACH_OTHER = re.compile(
    "每(?!个?(?:年|月|季|半|周|天|日|两|学期|星期|工作日)|[次场期批]|[\\d一二三四五两])"
    "(?!个?(?:处室|科室|股室|办公室|部门))"
)
_EACH_OFFICE = re.compile("每个?(?:处室|科室|股室|办公室|部门)|各(?:处室|科室|股室)")
_OF_PLACES = frozenset({"处", "块", "幅"})
_DONE = re.compile("开展|召开|组织|举办|举行|进行|更新|编发|参加|检查|打扫")
_STORED = {"document", "plan", "regulation", "material"}  # ledgers of papers: their papers are records
_MADE = re.compile("有|制定|制订|印发|出台|形成|编制|建立|报送|各有|完善|健全|下发")
_EVENT_UNITS = frozenset({"次", "场", "场次", "期", "堂", "遍", "轮"})


@dataclass(frozen=True, slots=True)
class Read:
    """What was read from the text of an indicator; `unread` are sentences with numbers that made no rule."""

    proposed: tuple[Proposed, ...]
    unread: tuple[str, ...]


def propose(text: str, titles: Sequence[str], words: Vocabulary) -> Read:
    """The rules that a text asks for. `titles` are the titles of its indicator and of those above it, the
    nearest first: they tell which ledger is meant where the words do not.

    以上, 不少于 and 不低于 include the number, 超过 and 低于 do not; 一次 is at least one.
    """
    proposed: list[Proposed] = []
    unread: list[str] = []
    for sentence in filter(None, (part.strip() for part in _SENTENCE.split(half_width(text)))):
        asked = "，".join(demands(sentence))
        found = list(_from_sentence(asked, titles, words))
        for one in found:
            if one.rule not in [other.rule for other in proposed]:
                proposed.append(one)
        unread += _unread(asked, found)
    return Read(tuple(one for one in proposed if _holds(one)), tuple(unread))


def _unread(sentence: str, found: Sequence[Proposed]) -> list[str]:
    """The clauses with numbers from which nothing was read: the whole sentence where nothing was at all."""
    counted = [text for text in _clauses(sentence) if amounts(text) or PERCENT.search(text)]
    if not found:
        return [sentence] if counted else []
    read = {one.sentence for one in found}
    if any("each" in one.rule and one.sentence == sentence for one in found):
        return []
    return [text for text in counted if text not in read]


def _clauses(sentence: str) -> list[str]:
    return [text for part in _CLAUSE.split(sentence) if (text := part.strip())]


def _holds(one: Proposed) -> bool:
    """Whether the rule can be read once its ledger is known."""
    try:
        read_rule(with_ledger(one.rule, "activity"))
    except ValueError:
        return False
    return True


def with_ledger(
    rule: Mapping[str, Any], ledger: str, where: Mapping[str, Mapping[str, Any]] | None = None
) -> dict[str, Any]:
    """A rule that waited for its ledger, with it and its conditions; what needs none stays as it is."""
    if "ledger" in rule or "numerator" in rule:
        return dict(rule)
    conditions = (where or {}).get(ledger)
    return {"ledger": ledger, **({"where": dict(conditions)} if conditions else {}), **rule}


def _from_sentence(sentence: str, titles: Sequence[str], words: Vocabulary) -> Iterator[Proposed]:
    papers = list(_papers(Clause(sentence, sentence, titles, words, "")))
    yield from papers
    booleans = list(_booleans(Clause(sentence, sentence, titles, words, "")))
    yield from booleans
    carried = ""
    for text in _clauses(sentence):
        said = cadence(text)
        clause = Clause(text, sentence, titles, words, said or carried)
        carried = said if said and not amounts(text) else ""
        found = list(_zero(clause)) or list(shares(clause)) or list(_festivals(clause))
        found = found or list(_updated(clause)) or list(_demanded_proofs(clause))
        if not found and not over_years(text):
            found = list(_of_each_record(clause)) or list(_counts(clause)) or list(_again(clause))
        if not found and not papers and not booleans:
            found = list(_due_once(clause))
        yield from found


# --- nothing may have happened -----------------------------------------------------------------------


def _zero(clause: Clause) -> Iterator[Proposed]:
    kinds = list(kinds_in(clause.words.zero, clause.text))
    around = "".join([clause.sentence, *clause.titles])
    if not kinds or not clause.words.has("zero_report", "kinds", "incidents", "none_happened"):
        return
    if not (_NOTHING.search(clause.text) or _NEGATIVE.search(around)):
        return
    rule: dict[str, Any] = {
        "ledger": "zero_report",
        "where": {"kinds": kinds, "incidents": {"at_least": 1}},
        "equals": 0,
    }
    if back := _LOOK_BACK.search(half_width(around)):
        number = number_of(back["n"] or back["m"])
        months = number * 12 if back["u"] == "年" else number
        rule["look_back"] = f"{months} months"
    else:
        rule["per"] = "year"
    rule["statement"] = {"ledger": "zero_report", "where": {"kinds": kinds, "none_happened": True}}
    rule["subject"] = "、".join(kinds)
    yield Proposed(clause.text, rule)


# --- each festival -----------------------------------------------------------------------------------


def _festivals(clause: Clause) -> Iterator[Proposed]:
    named = [one for one in _FESTIVALS if one in clause.sentence]
    if len(named) < 2 or not clause.words.has("festival_activity", "festival"):
        return
    found = next((one for one in amounts(clause.text) if one.unit in _EVENT_UNITS), None)
    if found is None or not re.search("各|每个|分别|都", clause.sentence):
        return
    yield Proposed(
        clause.sentence,
        {
            "ledger": "festival_activity",
            "each": {"values": named, "field": "festival"},
            **found.need,
            "per": "year",
        },
    )


# --- what must stay fresh ----------------------------------------------------------------------------

_MONTHS = {"month": 1, "two_months": 2, "quarter": 3, "half_year": 6, "year": 12}


def _updated(clause: Clause) -> Iterator[Proposed]:
    if not re.search("更新|更换", clause.text) or clause.per not in _MONTHS:
        return
    told = clause.meant()
    book = clause.words.ledgers.get(told.named.ledger) if told.named else None
    if book is None or book.register is None or "updated_on" not in book.keys or told.named is None:
        return
    rule: dict[str, Any] = {"ledger": book.key, "where": dict(told.named.where), "each": "record"}
    rule |= {"measure": "age", "field": "updated_on", "at_most": f"{_MONTHS[clause.per]} months"}
    if "户外" in clause.text and "outdoor" in book.keys:
        rule["where"]["outdoor"] = True
    yield Proposed(clause.text, _tidy(rule))


# --- proofs ------------------------------------------------------------------------------------------


def _demanded_proofs(clause: Clause) -> Iterator[Proposed]:
    """图片不少于2张: of every record of what the sentence is about."""
    roles = roles_in(clause.words, clause.text)
    found = next((a for a in amounts(clause.text) if a.unit in ("张", "份", "幅", "段", "个", "篇")), None)
    if found is None or not found.whole or not roles:
        return
    role, word = next(iter(roles.items()))
    if word not in normal(clause.text[: found.start]) or cadence(clause.text):
        return
    told = clause.meant()
    if told.named and told.named.ledger in _STORED:
        return
    yield _proposed(clause.text, told, {"each": "record", "proofs": {role: max(1, found.low)}}, clause)


def _papers(clause: Clause) -> Iterator[Proposed]:
    """有方案有总结, 有签到表、照片: proofs of every record of an event, or papers that must be there."""
    told = clause.meant()
    book = clause.words.ledgers.get(told.named.ledger) if told.named else None
    event = book is not None and book.key not in _STORED and book.date_field and book.register is None
    if event and not _OF_THE_UNIT.search(clause.text):
        said = " ".join(
            part
            for part in re.split("[，,]", clause.text)
            if _HAS.search(part) or _HAS_PAPERS.search(part) or "证明" in part
        )
        roles = roles_in(clause.words, said)
        if {"资金", "物资"} <= set(re.findall("资金|物资", said)):
            roles |= {"money": "资金", "goods": "物资"}
        if said and roles and not any(amount.unit in ("张", "幅", "段") for amount in amounts(said)):
            both = {"money", "goods"} <= set(roles)
            demanded = {role: 1 for role in roles if not (both and role in ("money", "goods"))}
            demanded |= {"money|goods": 1} if both else {}
            yield _proposed(clause.text, told, {"each": "record", "proofs": demanded}, clause)
        return
    if not clause.words.has("document", "kind"):
        return
    kinds = list(documents_in(clause.words, clause.text))
    if "工作总结" in kinds and half_year_words(clause.text):
        kinds.insert(kinds.index("工作总结"), "半年总结")
    due = deadline_in(clause.text)
    if not kinds or not (due or _MADE.search(clause.text)):
        return
    for kind in dict.fromkeys(kinds):
        where: dict[str, Any] = {"kind": kind}
        if "文号" in clause.text and clause.words.has("document", "number"):
            where["number"] = {"set": True}
        rule: dict[str, Any] = {"ledger": "document", "where": where, "measure": "presence", "per": "year"}
        if due:
            rule["by"] = due
        elif kind == "三年规划":
            del rule["per"]  # one for all of its years
        yield Proposed(clause.text, rule | {"subject": kind, "unit": "份"})


# --- yes or no ---------------------------------------------------------------------------------------


def _booleans(clause: Clause) -> Iterator[Proposed]:
    """有固定场所、统一标牌: fields of the ledger that are yes or no, of every record."""
    if not _HAS.search(clause.text) and "、" not in clause.text and "，" not in clause.text:
        return
    named = meant(clause.words, list(clause.titles)).named
    parts = [normal(_HAS.sub("", part)) for part in re.split("[、，,和及]", clause.text)]
    best: tuple[int, str, dict[str, bool]] = (1, "", {})
    keys = [named.ledger] if named else []
    for key in dict.fromkeys([*keys, *(key for key in ("venue",) if key in clause.words.ledgers)]):
        book = clause.words.ledgers[key]
        must: dict[str, bool] = {}
        for one in book.fields:
            names = [normal(name) for name in (one.title, *one.synonyms)]
            if one.kind is Kind.YES_NO and any(
                len(part) > 1
                and (part in names or any(len(name) > 2 and (name in part or part in name) for name in names))
                for part in parts
            ):
                must[one.key] = True
        if len(must) > best[0]:
            best = (len(must), key, must)
    _, ledger, must = best
    if not must:
        return
    rule: dict[str, Any] = {"ledger": ledger, "each": "record", "must": must}
    book = clause.words.ledgers[ledger]
    if ledger == "venue":
        there = [c for c in book.field("kind").choices if any(c in title for title in clause.titles)]
        if not there:
            return
        rule["where"] = {"kind": there[0]}
    yield Proposed(clause.text, rule)


# --- of every record, and again and again -----------------------------------------------------------


_OF_RECORDS = {
    "人": "people",
    "人次": "people",
    "名": "people",
    "小时": "hours",
    "课时": "hours",
    "学时": "hours",
}


def _of_each_record(clause: Clause) -> Iterator[Proposed]:
    """每次不少于50人次: people or hours of every record."""
    if not re.search("每[次场期批]", clause.text):
        return
    for found in amounts(clause.text):
        key = _OF_RECORDS.get(found.unit)
        told = clause.meant()
        book = clause.words.ledgers.get(told.named.ledger) if told.named else None
        if key and book and key in book.keys:
            yield _proposed(clause.text, told, {"each": "record", "must": {key: dict(found.need)}}, clause)


def _again(clause: Clause) -> Iterator[Proposed]:
    """每季度开展道德讲堂: at least once, where it is certain what is meant."""
    if not cadence(clause.text) or amounts(clause.text) or not _DONE.search(clause.text):
        return
    told = meant(clause.words, [clause.text], clause.per)
    if told.named is not None:
        yield _proposed(clause.text, told, {"at_least": 1, "per": clause.per}, clause)


# --- so many, so often -------------------------------------------------------------------------------


def _counts(clause: Clause) -> Iterator[Proposed]:
    for found in amounts(clause.text):
        if found.unit in ("分", "个月", "年", "%"):
            continue
        before = clause.text[: found.start]
        if re.search("每[次场期批]", before) or _EACH_OTHER.search(before):
            continue  # of each of them, not of them all
        per = clause.per
        if not per and found.unit in _EVENT_UNITS and not clause.per:
            per = "year"
        told = clause.meant(per)
        due = deadline_in(clause.text)
        rule: dict[str, Any] = dict(found.need)
        named = told.named
        book = clause.words.ledgers.get(named.ledger) if named else None
        if book and found.unit in _OF_PLACES and book.register is None:
            told, named, book = Meant(candidates=_with_places(clause, book)), None, None
        if named and book:
            per = per or ("year" if book.date_field and book.register is None and not named.sum else "")
        if per:
            rule["per"] = per
        if due and per in ("", "year"):
            rule["by"] = due
        if named and named.sum and found.unit == named.unit:
            rule |= {"measure": "sum", "field": named.sum}
        elif book and found.unit in ("小时", "课时", "学时") and "hours" in book.keys:
            rule |= {"measure": "sum", "field": "hours"}
        elif book and "people" in book.keys and (found.unit == "人次" or _heads(clause.text, found.unit)):
            rule |= {"measure": "sum", "field": "people"}
        elif found.unit in ("小时", "课时", "学时", "人次", "本") or (
            book and book.date_field and book.register is None and _heads(clause.text, found.unit)
        ):
            continue
        if book and "department" in book.keys and _EACH_OFFICE.search(clause.text):
            rule["each"] = {"ledger": "department", "field": "department"}
        yield _proposed(clause.text, told, rule, clause)


def _heads(text: str, unit: str) -> bool:
    """Whether the people of an event are counted, not the events: 参加人数不少于10人."""
    return unit in ("人", "名") and bool(re.search("人数|参加|参与", text))


def _with_places(clause: Clause, book: Ledger) -> tuple[str, ...]:
    """What may be meant where places are counted, but the words name a ledger of events."""
    places = [key for key in ("publicity_site", "site") if key in clause.words.ledgers]
    return tuple(dict.fromkeys([*places, book.key]))


def _due_once(clause: Clause) -> Iterator[Proposed]:
    """成立领导小组, 6月底前开展捐款: once, by a day where one is named."""
    due = deadline_in(clause.text)
    told = meant(clause.words, [clause.text], "year" if due else "")
    if told.named is None and not told.tied:
        return
    if due:
        yield _proposed(clause.text, told, {"at_least": 1, "per": "year", "by": due}, clause)
    elif re.search("成立|组建|设立|调整|充实", clause.text):
        yield _proposed(clause.text, told, {"measure": "presence"}, clause)


# --- putting together --------------------------------------------------------------------------------


def _proposed(sentence: str, told: Meant, rule: Mapping[str, Any], clause: Clause) -> Proposed:
    if told.named is None:
        return Proposed(sentence, dict(rule), told.candidates, told.where)
    named, whole = told.named, dict(rule)
    where = dict(named.where)
    book = clause.words.ledgers[named.ledger]
    festival = next((one for said in (clause.text, *clause.titles) for one in _FESTIVALS if one in said), "")
    if festival and "festival" in book.keys and "festival" not in where:
        where["festival"] = festival
    whole = {"ledger": named.ledger, "where": where, **whole}
    if named.also and whole.get("measure", "count") == "count" and "by" not in whole.get("each", ()):
        whole["also"] = [dict(one) for one in named.also]
    if named.unit and whole.get("measure", "count") == "count":
        whole["unit"] = named.unit
    return Proposed(sentence, _tidy(whole))


def _tidy(rule: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in rule.items() if value not in ({}, [], "")}
