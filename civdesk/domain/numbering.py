"""The number after a number: 2026-013 is followed by 2026-014, 第9期 by 第10期."""

from __future__ import annotations

import re

# The last digits, perhaps with the word that closes a number behind them.
_LAST = re.compile(r"(\d+)(?=\s*[号期次届辑篇]?[)）\]】]?$)", re.ASCII)


def next_number(text: str) -> str:
    """The number that follows, its leading zeros kept; "" where the text does not end with digits."""
    found = _LAST.search(text)
    if found is None:
        return ""
    digits = found[1]
    return f"{text[: found.start()]}{int(digits) + 1:0{len(digits)}d}{text[found.end() :]}"
