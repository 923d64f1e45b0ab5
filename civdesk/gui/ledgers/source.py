"""The records of one ledger as rows of a table, with their proofs in the first column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from ...domain import fields
from ...domain.fields import Kind
from ...domain.ledgers import Ledger
from ...domain.selecting import Selection
from ...store import ledgers, selecting
from ...store.workspace import Workspace
from ..table_model import Column

NUMBERS = frozenset({Kind.INTEGER, Kind.AMOUNT})
# What a cell shows of a long text: the rest is in the record on the right.
_LONGEST = 80
# Records whose proofs are held; more than the table keeps pages of.
_HELD = 20_000


class LedgerSource:
    """Rows of a ledger that a selection chooses. `roles` are the titles of the roles of proofs by key."""

    def __init__(
        self,
        ws: Workspace,
        ledger: Ledger,
        selection: Selection | str = ledgers.EVERY,
        roles: Mapping[str, str] | None = None,
    ) -> None:
        self._ws, self.ledger = ws, ledger
        self.selection = Selection(selection) if isinstance(selection, str) else selection
        self._roles = roles or {}
        self._held: dict[str, dict[str, int]] = {}
        self.fields = ledger.visible
        proofs = QCoreApplication.translate("LedgerSource", "佐证")
        self.columns: Sequence[Column] = [
            *([Column(selecting.BY_PROOFS, proofs)] if ledger.proofs else []),
            *(
                Column(f.key, f"{f.title}（{f.unit}）" if f.unit else f.title, f.kind in NUMBERS)
                for f in self.fields
            ),
        ]

    def ids(self, order: str, descending: bool) -> list[str]:
        return ledgers.ids(
            self._ws.reader(), self.ledger, order=order, descending=descending, selection=self.selection
        )

    def filled(self) -> set[str]:
        """Keys of the fields that any record of the ledger fills."""
        return ledgers.filled(self._ws.reader(), self.ledger)

    def rows(self, ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
        db = self._ws.reader()
        if self.ledger.proofs:
            if len(self._held) > _HELD:
                self._held.clear()
            self._held.update({id: {} for id in ids} | selecting.held(db, self.ledger, ids))
        found = {}
        for record in ledgers.records(db, self.ledger, ids):
            texts = [_line(fields.show(f, record.values.get(f.key))) for f in self.fields]
            found[record.id] = [self._told(record.id), *texts] if self.ledger.proofs else texts
        return found

    def held(self, id: str) -> Mapping[str, int]:
        """How many proofs a record in sight has, by role."""
        return self._held.get(id, {})

    def _told(self, id: str) -> str:
        """The proofs of a record in words: what is painted must be readable too."""
        held, said = self._held.get(id, {}), []
        for proof in self.ledger.proofs:
            present, title = held.get(proof.role, 0), self._roles.get(proof.role, proof.role)
            if present or proof.wanted:
                said.append(f"{title} {present}/{proof.wanted}" if proof.wanted else f"{title} {present}")
        return "、".join(said)


def _line(text: str) -> str:
    if len(text) > _LONGEST:
        text = text[:_LONGEST] + "…"
    return text.replace("\n", " ")
