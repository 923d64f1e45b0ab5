"""What the list of ledgers shows: groups that fold, pinned ledgers on top, hidden ones at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from ...domain import ledger_names
from ...domain.ledgers import Ledger
from ...jobs import Monitor
from ...settings import Settings

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
KEY_ROLE = ROW_ROLE + 1
COUNT_ROLE = ROW_ROLE + 2

# What groups of our own are called in the settings; no group of a ledger begins with a blank.
_PINNED, _HIDDEN = " pinned", " hidden"


@dataclass(frozen=True, slots=True)
class Group:
    """The head of a group: its name (for the settings), its title, how many ledgers, whether it is folded."""

    name: str
    title: str
    many: int
    folded: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A ledger in the list; `hint`: the other name by which it was found."""

    ledger: Ledger
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence where there is nothing to choose."""

    text: str


class LedgerModel(QAbstractListModel):
    """Groups and their ledgers in the order of the desk; while one searches, what is found, the best first.

    What a person chose (which groups are folded, which ledgers pinned, all or those in use) is kept in the
    settings `ledger_list`.
    """

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._ledgers: list[Ledger] = []
        self._counts: dict[str, int] = {}
        self.rows: list[Group | Item | Note] = []
        self._wanted = ""
        self.open_key = ""

    # --- what it is told -----------------------------------------------------------------------------

    def set_ledgers(self, ledgers: list[Ledger]) -> None:
        """The ledgers of the desk, hidden ones too."""
        if ledgers != self._ledgers:
            self._ledgers = ledgers
            self.rebuild()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """How many records each has."""
        if dict(counts) == self._counts:
            return
        used = {key for key, many in self._counts.items() if many}
        self._counts = dict(counts)
        if not self.shows_all and used != {key for key, many in counts.items() if many}:
            self.rebuild()
        elif self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def narrow(self, text: str) -> None:
        """Only what is meant by the text: by title, another name, pinyin or group."""
        self._wanted = text.strip()
        self.rebuild()

    # --- what a person chose -------------------------------------------------------------------------

    @property
    def shows_all(self) -> bool:
        """Whether ledgers that are neither in use nor pinned are listed."""
        return bool(self._kept().get("all", True))

    def show_all(self, all_: bool) -> None:
        self._keep(all=all_)
        self.rebuild()

    def is_pinned(self, key: str) -> bool:
        return key in self._kept().get("pinned", [])

    def pin(self, key: str, pinned: bool) -> None:
        """Put a ledger on top, or back into its group."""
        others = [other for other in self._kept().get("pinned", []) if other != key]
        self._keep(pinned=[*others, key] if pinned else others)
        self.rebuild()

    def fold(self, name: str, folded: bool) -> None:
        """Fold or unfold a group by its name."""
        now = [other for other in self._folded() if other != name]
        self._keep(folded=[*now, name] if folded else now)
        self.rebuild()

    def _kept(self) -> dict[str, object]:
        kept = self._settings["ledger_list"]
        return kept if isinstance(kept, dict) else {}

    def _keep(self, **values: object) -> None:
        self._settings["ledger_list"] = {**self._kept(), **values}

    def _folded(self) -> list[str]:
        return list(self._kept().get("folded", [_HIDDEN]))

    # --- the rows ------------------------------------------------------------------------------------

    def rebuild(self) -> None:
        """List anew."""
        self.beginResetModel()
        self.rows = list(self._found() if self._wanted else self._grouped())
        self.endResetModel()

    def learn(self) -> Callable[[Monitor], None]:
        """Work for beside the window: with it done, the first letter is answered at once."""
        ledgers = list(self._ledgers)
        return lambda _monitor: ledger_names.warm(ledgers)

    def _found(self) -> Iterator[Item | Note]:
        found = ledger_names.found(self._ledgers, self._wanted)
        for one, name in sorted(found, key=lambda pair: pair[0].hidden):
            yield Item(one, self.tr("已隐藏") if one.hidden else name)
        if not found:
            yield Note(self.tr("没有这样的台账"))

    def _grouped(self) -> Iterator[Group | Item | Note]:
        groups: dict[str, list[Ledger]] = {_PINNED: []}
        hidden = []
        for one in self._ledgers:
            if one.hidden:
                hidden.append(one)
            elif self.is_pinned(one.key):
                groups[_PINNED].append(one)
            elif self.shows_all or self._counts.get(one.key) or one.key == self.open_key:
                groups.setdefault(one.group, []).append(one)
        if not any(groups.values()) and self._ledgers:
            yield Note(self.tr("还没有用过的台账，请在“全部”里选"))
        yield from self._group(_PINNED, self.tr("置顶"), groups.pop(_PINNED))
        for title, members in groups.items():
            yield from self._group(title, title, members)
        if self.shows_all:
            yield from self._group(_HIDDEN, self.tr("已隐藏"), hidden)

    def _group(self, name: str, title: str, members: Sequence[Ledger]) -> Iterator[Group | Item]:
        if not members:
            return
        folded = name in self._folded()
        yield Group(name, title, len(members), folded)
        if not folded:
            yield from map(Item, members)

    def row_of(self, key: str) -> int:
        """The row of a ledger, -1 when it is not listed."""
        for row, one in enumerate(self.rows):
            if isinstance(one, Item) and one.ledger.key == key:
                return row
        return -1

    def group_row(self, name: str) -> int:
        """The row of a group by its name, -1 when it is not listed."""
        return next((n for n, one in enumerate(self.rows) if isinstance(one, Group) and one.name == name), -1)

    def first(self) -> str:
        """The first ledger listed, or ""."""
        return next((one.ledger.key for one in self.rows if isinstance(one, Item)), "")

    # --- Qt ------------------------------------------------------------------------------------------

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if index.isValid() and not isinstance(self.rows[index.row()], Note):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: QModelIndex, role: int = 0) -> object:
        one = self.rows[index.row()]
        if role == ROW_ROLE:
            return one
        if role in (0, int(Qt.ItemDataRole.AccessibleTextRole)):
            return self._text(one, spoken=role != 0)
        if not isinstance(one, Item):
            return None
        if role == KEY_ROLE:
            return one.ledger.key
        if role == COUNT_ROLE:
            return self._counts.get(one.ledger.key)
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return "\n".join(part for part in (one.ledger.title, one.ledger.help) if part)
        return None

    def _text(self, one: Group | Item | Note, *, spoken: bool) -> str:
        if isinstance(one, Note):
            return one.text
        if isinstance(one, Group):
            if not spoken:
                return one.title
            text = self.tr("{title}，{n} 本，已收起") if one.folded else self.tr("{title}，{n} 本")
            return text.format(title=one.title, n=one.many)
        count = self._counts.get(one.ledger.key)
        if not spoken or count is None:
            return one.ledger.title
        return self.tr("{title}，{n} 条").format(title=one.ledger.title, n=count)
