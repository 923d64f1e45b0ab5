"""A ledger's definition as a TOML file, which another desk can bring in or a person read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..domain.ledgers import Ledger, ledger_data
from ..files import written_aside


def write(ledger: Ledger, target: Path) -> None:
    """Write the definition; a file that is there is replaced. Raises Refused."""
    with written_aside(target) as stream:
        stream.write(text(ledger).encode())


def text(ledger: Ledger) -> str:
    """The definition as TOML, as `resources/ledgers` has it."""
    return "\n".join(_table(ledger_data(ledger))) + "\n"


def _table(data: Mapping[str, Any]) -> Iterator[str]:
    """Texts, numbers, yes and no, lists of texts; then tables and lists of tables, where tables in them are
    written in one line."""
    later = {name: value for name, value in data.items() if _is_table(value)}
    yield from (f"{name} = {_value(value)}" for name, value in data.items() if name not in later)
    for name, value in later.items():
        for entry in [value] if isinstance(value, dict) else value:
            yield from ("", f"[{name}]" if isinstance(value, dict) else f"[[{name}]]")
            yield from (f"{key} = {_value(item)}" for key, item in entry.items())


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(v, dict) for v in value))


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_value(item)}' for key, item in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    # JSON's texts, numbers and true/false are TOML's, but for one control character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
