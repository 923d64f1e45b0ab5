"""What an operation did, told as a clerk reads it: whose record, which field, old and new."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..domain import fields
from ..domain.fields import Field
from ..domain.ledgers import DefinitionError, Ledger
from ..domain.problems import StepKind
from ..domain.rule_data import read_rule
from ..domain.sentences import sentence
from ..store import definitions, ledgers, rounds
from ..store import history as log
from ..store.history import Change
from ..store.schema import table_of
from .evidence import roles
from .told_columns import UNSAID, WORDS, told

EMPTY = "（空）"

# What an operation may be, for the filter of the history; several kinds of the log are one for the clerk.
KINDS = {
    "新增": ("add", "add_task", "paste"),
    "修改": ("set", "rename", "reshuffle", "set_task", "caption", "reorder", "setting"),
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
        self._items: dict[str, dict[str, str]] = {}  # of the forms: titles of items by key

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
            item = self._item(str(known.get("round", "")), str(known.get("item", "")))
            return _short("　".join(filter(None, (asked, str(known.get("subject", "")), item))))
        if table == "setting":
            return WORDS[table]
        if table in ("finding", "explanation", "proposal", "rule"):
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
        return list(self._columns(table, image).items())

    def _columns(self, table: str, image: Mapping[str, Any]) -> dict[str, str]:
        if table == "rule" and "definition" in image:
            return {"规则": self._rule(str(image["definition"]))}
        return told(table, image)

    def _rule(self, definition: str) -> str:
        try:
            return sentence(read_rule(json.loads(definition)), self._books, roles())
        except (DefinitionError, KeyError):  # of a ledger or a field that is not there any more
            return "（所用的台账或栏目已不在）"

    def _item(self, round: str, item: str) -> str:
        form = str((log.last_image(self._db, "round", round) or {}).get("form", ""))
        if form not in self._items:
            known = rounds.forms(self._db)
            self._items[form] = {one.key: one.title for one in known[form].items} if form in known else {}
        return self._items[form].get(item, "")

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
        if not lines and table in UNSAID:
            lines = (Line(f"{_WHAT[change.what]}{WORDS[table]}"),)
        ledger = table.removeprefix(table_of("")) if table.startswith(table_of("")) else ""
        whole = change.new if change.what == "add" else change.old if change.what == "delete" else None
        return Told(table, change.record, ledger, change.what, self.name(table, change.record, whole), lines)

    def _lines(self, change: Change) -> Iterator[Line]:
        names = {**change.old, **change.new}
        if not change.table.startswith(table_of("")):
            said_before = self._columns(change.table, change.old)
            said_after = self._columns(change.table, change.new)
            for title in dict.fromkeys([*said_before, *said_after]):
                old, new = said_before.get(title, ""), said_after.get(title, "")
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
