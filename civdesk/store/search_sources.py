"""What is searched: the tables, and in each the texts of a row as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..domain.fields import LIST_KINDS, Kind
from ..domain.ledgers import Ledger
from .matching import Column
from .schema import quoted, table_of

_NOT_TEXT = frozenset({Kind.INTEGER, Kind.AMOUNT, Kind.YES_NO})


@dataclass(frozen=True, slots=True)
class Source:
    """A table that is searched: `titles` are the texts by which a row is called, `date` the SQL of the day
    it is ranked by, `name` the SQL of what a hit shows, `where` and `place` where it says it is."""

    table: str
    kind: str
    titles: tuple[Column, ...]
    others: tuple[Column, ...]
    date: str
    name: str
    where: str
    place: str = ""

    @property
    def columns(self) -> tuple[Column, ...]:
        return (*self.titles, *self.others)


_CAPTION = {
    "event": "事由", "time": "时间", "place": "地点", "people": "人物", "background": "背景",
    "photographer": "摄影者", "text": "文字说明",
}  # fmt: skip

INDICATOR = Source(
    "indicator",
    "indicator",
    (Column("指标", "code || ' ' || title"),),
    (Column("要求", "asked"), Column("标准", "requirement")),
    "null",
    "code || ' ' || title",
    "",
)
EVIDENCE = Source(
    "evidence",
    "evidence",
    (Column("题名", "title"), Column("文件名", "name")),
    tuple(Column(title, name) for name, title in _CAPTION.items()),
    "taken_at",
    "coalesce(nullif(title, ''), name)",
    "影像",
)
TASK = Source(
    "task",
    "task",
    (Column("任务", "title"),),
    (Column("牵头", "lead"), Column("责任人", "owner"), Column("说明", "note")),
    "due",
    "title",
    "任务",
)


_FIXED = {source.table: source for source in (INDICATOR, EVIDENCE, TASK)}


def tables(ledgers: Mapping[str, Ledger]) -> list[str]:
    """The names of all tables that are searched."""
    return [*_FIXED, *map(table_of, ledgers)]


def source_of(ledgers: Mapping[str, Ledger], table: str) -> Source | None:
    """How a table is searched; None when it is not, or not any more."""
    if table in _FIXED:
        return _FIXED[table]
    ledger = ledgers.get(table.removeprefix(table_of("")))
    return _records(ledger) if ledger and table_of(ledger.key) == table else None


def _records(ledger: Ledger) -> Source:
    texts = {
        field.key: Column(field.title, quoted(field.key), field.kind in LIST_KINDS)
        for field in ledger.fields
        if field.kind not in _NOT_TEXT
    }
    title = texts.pop(ledger.title_field, None)
    return Source(
        table_of(ledger.key),
        "record",
        (title,) if title else (),
        tuple(texts.values()),
        quoted(ledger.date_field) if ledger.date_field else "null",
        title.shown if title else quoted(ledger.title_field),
        ledger.title,
        ledger.key,
    )
