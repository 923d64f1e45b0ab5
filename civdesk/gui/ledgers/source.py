"""The records of one ledger as rows of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...domain import fields
from ...domain.fields import Kind
from ...domain.ledgers import Ledger
from ...store import ledgers
from ...store.workspace import Workspace
from ..table_model import Column

_NUMBERS = frozenset({Kind.INTEGER, Kind.AMOUNT})
# What a cell shows of a long text: the rest is in the record on the right.
_LONGEST = 80


class LedgerSource:
    """Rows of a ledger that hold `text` somewhere."""

    def __init__(self, ws: Workspace, ledger: Ledger, text: str = "") -> None:
        self._ws, self.ledger, self._text = ws, ledger, text
        self.columns: Sequence[Column] = [
            Column(f.key, f"{f.title}（{f.unit}）" if f.unit else f.title, f.kind in _NUMBERS)
            for f in ledger.fields
        ]

    def ids(self, order: str, descending: bool) -> list[str]:
        return ledgers.ids(
            self._ws.reader(), self.ledger, order=order, descending=descending, text=self._text
        )

    def filled(self) -> set[str]:
        """Keys of the fields that any record of the ledger fills."""
        return ledgers.filled(self._ws.reader(), self.ledger)

    def rows(self, ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
        found = {}
        for record in ledgers.records(self._ws.reader(), self.ledger, ids):
            found[record.id] = [_line(fields.show(f, record.values.get(f.key))) for f in self.ledger.fields]
        return found


def _line(text: str) -> str:
    if len(text) > _LONGEST:
        text = text[:_LONGEST] + "…"
    return text.replace("\n", " ")
