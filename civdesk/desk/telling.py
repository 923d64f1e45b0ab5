"""What an operation did, told as a clerk reads it: whose record, which field, old and new."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..domain import fields
from ..domain.fields import Field
from ..domain.ledgers import Ledger
from ..domain.numbers import show_number
from ..domain.problems import StepKind
from ..domain.rounds import RESULT_WORDS
from ..domain.rules import State
from ..store import definitions, ledgers
from ..store import history as log
from ..store.history import Change
from ..store.schema import table_of
from .evidence import ELEMENTS, TAKEN_AT, roles

EMPTY = "（空）"

# What an operation may be, for the filter of the history; several kinds of the log are one for the clerk.
KINDS = {
    "新增": ("add", "add_task", "paste"),
    "修改": ("set", "rename", "reshuffle", "set_task", "caption", "reorder", "setting", "filters", "unit"),
    "删除": ("delete", "delete_task", "delete_evidence"),
    "导入": ("import_sheet", "import_files", "split", "sample"),
    "佐证": ("link", "unlink"),
    "撤销和重做": ("undo", "redo"),
    "恢复": ("restore",),
    "锁定和解锁": ("freeze", "unfreeze"),
    "判断和任务": ("judge", "withdraw", "mark", "unmark"),
    "台账和测评设置": (
        "define",
        "refresh",
        "install_standard",
        "import_standard",
        "accept_rule",
        "decline_rule",
        "set_standard",
        "set_indicator",
        "set_rules",
        "new",
    ),
    "说明和报送": ("explain", "hand_in", "void"),
    "导出和归档": ("export_archive", "file"),
    "检查": ("round", "answer", "round_close", "round_problem", "delete_round", "import_round", "set_form"),
    "调查和评比": ("survey", "sampling", "evaluation", "score", "award", "publish"),
    "问题整改": (
        "problem_assign",
        "problem_urge",
        "problem_circulate",
        "problem_measure",
        "problem_hard",
        "problem_extend",
        "problem_finish",
        "problem_feedback",
        "problem_recheck",
        "problem_reopen",
        "problem_close",
        "problem_account",
    ),
}

# What the columns of the other tables are called; what stands not here is not told.
_COLUMNS: dict[str, dict[str, str]] = {
    "evidence": {column: title for title, column in ELEMENTS.items()}
    | {"taken_at": TAKEN_AT, "name": "文件名"},
    "task": {"title": "任务", "due": "时间", "lead": "牵头", "owner": "责任人", "note": "说明"},
    "occurrence": {"deadline": "期限", "done_on": "完成日期", "note": "说明"},
    "finding": {"state": "判断", "reason": "理由", "period": "时段"},
    "indicator": {"title": "指标", "asked": "要求", "requirement": "标准", "points": "分值"},
    "standard": {"title": "名称", "version": "版本", "active": "启用"},
    "ledger": {"title": "名称", "grp": "分组"},
    "frozen_period": {
        "title": "时段",
        "reason": "锁定原因",
        "lifted_at": "解锁时间",
        "lift_reason": "解锁原因",
    },
    "filing_item": {"code": "档号"},
    "form": {"title": "名称", "grp": "分组"},
    "round": {
        "title": "检查",
        "summary": "小结",
        "reported_on": "上报日期",
        "reported_to": "报给",
        "note": "说明",
    },
    "answer": {"result": "结果", "score": "分数", "note": "说明"},
    "problem_step": {"at": "日期", "text": "内容", "who": "经办人"},
    "package": {"name": "名称"},
    "explanation": {"text": "说明报告", "period": "时段"},
    "proposal": {"sentence": "原话", "state": "处理"},
    "assessment": {"title": "标准", "period": "时段", "recipient": "报送给", "void_reason": "作废原因"},
    "survey_question": {"title": "题目", "kind": "类型", "options": "选项"},
    "sampling": {"title": "名单", "note": "抽样方法"},
    "evaluation": {
        "title": "评比",
        "starts": "开始",
        "ends": "结束",
        "department": "组织科室",
        "note": "说明",
    },
    "candidate": {"name": "参评对象", "department": "科室", "result": "结果"},
    "score": {"criterion": "评分项", "points": "分数"},
}
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
_PROPOSED = {"waiting": "待确认", "accepted": "已采用", "declined": "不采用"}
_WHAT = {"add": "新增", "set": "修改", "delete": "删除"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that became different. `field` is the key of a record's field, `old` its value before as the
    log has it (a field that its ledger still has: it can be brought back)."""

    text: str
    field: str = ""
    old: Any = None


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one thing: its table and id, the ledger it lies in ("" elsewhere), what it is called."""

    table: str
    record: str
    ledger: str
    what: str
    title: str
    lines: tuple[Line, ...]


class Teller:
    """Tells changes; reads the definitions once."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._books = ledgers.definitions(db)
        self._former: dict[str, dict[str, Field]] = {}

    def tell(self, changes: Iterable[Change]) -> list[Told]:
        """What these changes did, in their order; rows of tables nobody sees are left out."""
        return [told for change in changes if (told := self._tell(change))]

    def book(self, table: str) -> Ledger | None:
        """The ledger whose records lie in this table, if it is still there."""
        key = table.removeprefix(table_of(""))
        return self._books.get(key) if key != table else None

    def name(self, table: str, record: str, image: Mapping[str, Any] | None = None) -> str:
        """What a row is called, by the image given or as the log knew it last."""
        known = image if image is not None else log.last_image(self._db, table, record) or {}
        if table == "proof":
            evidence = log.last_image(self._db, "evidence", str(known.get("evidence", ""))) or {}
            file = _short(str(evidence.get("name", "")))
            role = roles().get(str(known.get("role", "")))
            return f"{role.title if role else known.get('role', '')}“{file}”"
        if table == "problem_step":
            problem = self.name(table_of("problem"), str(known.get("problem", "")))
            return f"{StepKind(known['kind']).label}：{problem}" if "kind" in known else ""
        if table == "score":
            return f"{self.name('candidate', str(known.get('candidate', '')))}（{known.get('judge', '')}）"
        if table == "answer":
            asked = self.name("round", str(known.get("round", "")))
            return _short("　".join(filter(None, (asked, str(known.get("subject", ""))))))
        if table in ("finding", "explanation", "proposal"):
            return self.name("indicator", str(known.get("indicator", "")))
        if table == "occurrence":
            return self.name("task", str(known.get("task", ""))) or str(known.get("deadline", ""))
        if table == "indicator":
            return f"{known.get('code', '')} {known.get('title', '')}".strip()
        if book := self.book(table):
            one = book.field(book.title_field)
            return _short(fields.show(one, ledgers.value_of(one, known.get(one.key)))) or "（没有名称）"
        if table == "evidence":
            return _short(str(known.get("title") or known.get("name") or record))
        return _short(str(known.get("title") or known.get("code") or known.get("name") or record))

    def contents(self, table: str, image: Mapping[str, Any]) -> list[tuple[str, str]]:
        """What stood in a row: titles and texts of all that is filled."""
        if table.startswith(table_of("")):
            return [
                (one.title, text)
                for key, stored in image.items()
                if (one := self.field(table, key))
                and (text := fields.show(one, ledgers.value_of(one, stored)))
            ]
        words = _COLUMNS.get(table, {})
        return [(words[key], text) for key in words if (text := _shown(key, image.get(key)))]

    def field(self, table: str, key: str) -> Field | None:
        """A field of a ledger by key, one that it has no more too; None for what is no field."""
        book = self.book(table)
        if book and key in book.keys:
            return book.field(key)
        if key == "id":
            return None
        ledger = table.removeprefix(table_of(""))
        if ledger not in self._former:
            self._former[ledger] = definitions.former(self._db, ledger)
        return self._former[ledger].get(key)

    def _tell(self, change: Change) -> Told | None:
        table = change.table
        if table == "proof":
            return self._proof(change)
        lines = tuple(self._lines(change))
        if not lines and table in ("setting", "rule", "ledger", "package", "sampling", "evaluation"):
            lines = (Line(f"{_WHAT[change.what]}{WORDS[table]}"),)
        ledger = table.removeprefix(table_of("")) if table.startswith(table_of("")) else ""
        whole = change.new if change.what == "add" else change.old if change.what == "delete" else None
        return Told(table, change.record, ledger, change.what, self.name(table, change.record, whole), lines)

    def _lines(self, change: Change) -> Iterator[Line]:
        names = {**change.old, **change.new}
        if not change.table.startswith(table_of("")):
            for key, title in _COLUMNS.get(change.table, {}).items():
                old, new = _shown(key, change.old.get(key)), _shown(key, change.new.get(key))
                if old != new:
                    yield Line(_arrow(title, old, new))
            return
        book = self.book(change.table)
        for key in names:
            one = self.field(change.table, key)
            if one is None:
                continue
            before, after = change.old.get(key), change.new.get(key)
            old = fields.show(one, ledgers.value_of(one, before))
            new = fields.show(one, ledgers.value_of(one, after))
            if old != new:
                there = book is not None and key in book.keys
                yield Line(_arrow(one.title, old, new), key if there else "", before)

    def _proof(self, change: Change) -> Told:
        """A link is told at the record that it belongs to."""
        image = change.new or change.old
        kind, subject = str(image["subject_kind"]), str(image["subject"])
        table = "indicator" if kind == "indicator" else table_of(kind)
        said = {"add": "佐证：加上{}", "set": "佐证：调整{}的顺序", "delete": "佐证：去掉{}"}[change.what]
        line = Line(said.format(self.name("proof", change.record, image)))
        ledger = "" if kind == "indicator" else kind
        return Told(table, subject, ledger, "set", self.name(table, subject), (line,))


def _arrow(title: str, old: str, new: str) -> str:
    return f"{title}：{old or EMPTY} → {new or EMPTY}"


def _short(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= 40 else text[:39] + "…"


def _shown(key: str, value: object) -> str:
    """A column of no ledger as people read it."""
    if value is None or value == "":
        return ""
    if key == "state" and value in list(State):
        return State(str(value)).label
    if key == "state" and value in _PROPOSED:
        return _PROPOSED[str(value)]
    if key == "due":
        said = json.loads(str(value))
        return said.get("phrase", "") if isinstance(said, dict) else ""
    if key == "result" and value in RESULT_WORDS:
        return RESULT_WORDS[str(value)]
    if key in ("points", "score"):
        return show_number(int(str(value)), 2)
    if key == "options":
        return "、".join(f"{one['title']} {one['number']}" for one in json.loads(str(value))["options"])
    if key == "active":
        return "是" if value else "否"
    if key in ("taken_at", "lifted_at"):
        return str(value)[:16].replace("T", " ")
    return str(value)
