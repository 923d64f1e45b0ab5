"""What the tables beside the ledgers and their columns are called, and how what stands there reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from ..domain.numbers import show_number
from ..domain.rounds import RESULT_WORDS
from ..domain.rules import State
from .evidence import ELEMENTS, TAKEN_AT

WORDS = {
    "evidence": "影像",
    "proof": "佐证",
    "task": "任务",
    "occurrence": "任务完成情况",
    "finding": "判断",
    "indicator": "指标",
    "standard": "测评体系",
    "rule": "规则",
    "ledger": "台账设置",
    "setting": "设置",
    "frozen_period": "锁定时段",
    "filing_item": "归档",
    "form": "检查表",
    "round": "检查",
    "answer": "检查结果",
    "problem_step": "整改步骤",
    "package": "导出",
    "explanation": "说明报告",
    "proposal": "建议的规则",
    "assessment": "报送的测评",
    "survey_question": "调查题目",
    "sampling": "抽样名单",
    "evaluation": "评比",
    "candidate": "参评对象",
    "score": "评分",
}
# Of these it is said at least that something became different.
UNSAID = frozenset(WORDS) - {"occurrence", "proof"}

# What stands not here is not told: ids, places in an order, what the name of the thing says already.
COLUMNS: dict[str, dict[str, str]] = {
    "evidence": {column: title for title, column in ELEMENTS.items()}
    | {"taken_at": TAKEN_AT, "name": "文件名"},
    "task": {"title": "任务", "due": "时间", "lead": "牵头", "owner": "责任人", "note": "说明"},
    "occurrence": {"deadline": "期限", "done_on": "完成日期", "note": "说明"},
    "finding": {"state": "判断", "points": "得分", "reason": "理由", "period": "时段"},
    "indicator": {
        "title": "指标",
        "asked": "要求",
        "requirement": "标准",
        "points": "分值",
        "scoring": "计分方式",
        "methods": "测评方法",
        "lead": "牵头科室",
        "support": "配合科室",
        "leader": "责任领导",
        "owner": "责任人",
        "due": "完成时限",
        "span": "计算时段",
    },
    "standard": {"title": "名称", "version": "版本", "active": "启用"},
    "ledger": {"title": "名称", "grp": "分组"},
    "frozen_period": {
        "title": "时段",
        "reason": "锁定原因",
        "lifted_at": "解锁时间",
        "lift_reason": "解锁原因",
    },
    "filing_item": {"code": "档号"},
    "form": {"title": "名称", "grp": "分组", "active": "启用"},
    "round": {
        "title": "检查",
        "starts": "开始日期",
        "ends": "结束日期",
        "time": "时间",
        "department": "受检单位",
        "inspectors": "检查人",
        "state": "进度",
        "summary": "小结",
        "reported_on": "上报日期",
        "reported_to": "报给",
        "circulated_on": "通报日期",
        "circulated_to": "通报给谁",
        "variant": "方式",
        "note": "说明",
    },
    "answer": {"result": "结果", "score": "分数", "note": "说明", "problem": "已转为问题"},
    "problem_step": {"at": "日期", "text": "内容", "who": "经办人"},
    "package": {"name": "名称"},
    "explanation": {"text": "说明报告", "period": "时段"},
    "proposal": {"sentence": "原话", "state": "处理"},
    "assessment": {
        "title": "标准",
        "period": "时段",
        "at": "测评日期",
        "recipient": "报送给",
        "who": "经手人",
        "note": "说明",
        "voided_at": "作废时间",
        "void_reason": "作废原因",
    },
    "survey_question": {"title": "题目", "kind": "类型", "options": "选项"},
    "sampling": {"title": "名单", "at": "在册日期", "population": "总体人数", "note": "抽样方法"},
    "evaluation": {
        "title": "评比",
        "starts": "开始",
        "ends": "结束",
        "department": "组织科室",
        "state": "进度",
        "note": "说明",
    },
    "candidate": {"name": "参评对象", "department": "科室", "result": "结果", "note": "说明"},
    "score": {"judge": "评委", "criterion": "评分项", "points": "分数"},
}
_STATES = {
    "proposal": {"waiting": "待确认", "accepted": "已采用", "declined": "不采用"},
    "round": {"open": "填写中", "closed": "已完成"},
    "evaluation": {"open": "进行中", "closed": "已公布"},
}
_WAYS = {"share": "按完成比例给分", "bonus": "加分项", "minus": "扣分项"}
_NAMED_DAYS = {"inspection": "迎检日期"}


def told(table: str, image: Mapping[str, Any]) -> dict[str, str]:
    """What an image of a row says, by the titles of its columns; what is empty is left out. The definition of
    a standard, a form, an evaluation and the conditions of a sample are told by their parts."""
    said = {title: _shown(table, key, image.get(key)) for key, title in COLUMNS.get(table, {}).items()}
    column, read = _PARTS.get(table, ("", dict))
    if image.get(column):
        said |= read(json.loads(image[column]))
    return {title: text for title, text in said.items() if text}


def part_of(table: str) -> str:
    """The column of a table that is told by its parts; "" where there is none."""
    return "definition" if table == "rule" else _PARTS.get(table, ("", dict))[0]


def _shown(table: str, key: str, value: object) -> str:
    if value is None or value == "":
        return ""
    if key == "state":
        known = _STATES.get(table, {})
        return known[str(value)] if known else State(str(value)).label
    if key in ("due", "scoring", "options", "methods", "lead", "support", "leader", "owner", "inspectors"):
        return _listed(table, key, str(value))
    if key == "result" and value in RESULT_WORDS:
        return RESULT_WORDS[str(value)]
    if key in ("points", "score"):
        return show_number(int(str(value)), 2)
    if key == "problem":
        return "是"
    if key == "active":
        return "是" if value else "否"
    if key in ("taken_at", "lifted_at", "voided_at"):
        return str(value)[:16].replace("T", " ")
    return str(value)


def _listed(table: str, key: str, text: str) -> str:
    """A column that holds JSON; those of a task are plain words but for its time."""
    if table == "task" and key != "due":
        return text
    kept = json.loads(text)
    if key == "options":
        return "、".join(f"{one['title']} {one['number']}" for one in kept["options"])
    if key == "scoring":
        each = f"，每项 {show_number(kept['each'], 2)} 分" if kept.get("each") else ""
        return _WAYS.get(kept.get("way", ""), "") + each
    if key == "due":
        dues = [kept] if isinstance(kept, dict) else kept
        return "、".join(str(one.get("phrase") or one.get("date", "")) for one in dues)
    return "、".join(map(str, kept))


def _standard(kept: Mapping[str, Any]) -> dict[str, str]:
    days = kept.get("anchors", {})
    named = {_NAMED_DAYS.get(name, f"日期“{name}”"): str(day) for name, day in days.items()}
    return {"依据": kept.get("source", ""), "说明": kept.get("note", "")} | named


def _form(kept: Mapping[str, Any]) -> dict[str, str]:
    items = kept.get("items", [])
    return {f"检查项目“{one['title']}”": "停用" if one.get("hidden") else "启用" for one in items}


def _evaluation(kept: Mapping[str, Any]) -> dict[str, str]:
    given = ("、".join(one["prizes"]) or "不授奖" for one in kept.get("changes", {}).values())
    reasons = (one["reason"] for one in kept.get("changes", {}).values())
    return {
        "评委": "、".join(kept.get("judges", ())),
        "评分项": "、".join(one["title"] for one in kept.get("criteria", ())),
        "奖项": "、".join(one["title"] for one in kept.get("prizes", ())),
        "计分": kept.get("adding", ""),
        "手工评定": "；".join(f"{prize}（{reason}）" for prize, reason in zip(given, reasons, strict=True)),
    }


def _sampling(kept: Mapping[str, Any]) -> dict[str, str]:
    return {"作废原因": kept.get("void", "")}


_PARTS: dict[str, tuple[str, Callable[[Mapping[str, Any]], dict[str, str]]]] = {
    "standard": ("definition", _standard),
    "form": ("definition", _form),
    "evaluation": ("definition", _evaluation),
    "sampling": ("conditions", _sampling),
}
