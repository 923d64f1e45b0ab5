"""What holds a text, as SQL: LIKE patterns, and lists, which are kept as JSON, as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# A list is kept as JSON but read as its items joined by 、. Where none of these is looked for, a text
# stands in the JSON exactly if it stands in what is read.
_JSON = frozenset('"\\[],、 ')


@dataclass(frozen=True, slots=True)
class Column:
    """A text of a row: what it is called, its SQL; `listed` when it is stored as a JSON list."""

    title: str
    sql: str
    listed: bool = False

    @property
    def shown(self) -> str:
        """The SQL of what people read."""
        if not self.listed:
            return self.sql
        return f"(select group_concat(value, '、') from json_each({self.sql}))"


def like(text: str) -> str:
    """A LIKE pattern (escape \\) for what contains `text`."""
    # SQLite takes patterns of 50,000 bytes; so long a text is known by its beginning.
    escaped = text[:5000].replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def as_stored(texts: Iterable[str]) -> bool:
    """Whether these can be looked for in the JSON of a list: its marks have no part in them."""
    return not any(_JSON & set(text) or not text.isprintable() for text in texts)


def holding(columns: Iterable[Column], texts: Sequence[str]) -> tuple[str, list[str]]:
    """The SQL test for rows of which one of `columns` holds one of `texts`, and its arguments."""
    plain = as_stored(texts)
    tests, args = ["0"], list[str]()
    for column in columns:
        for text in texts:
            tests.append(f"{column.sql if plain else column.shown} like ? escape '\\'")
            args.append(like(text))
    return f"({' or '.join(tests)})", args
