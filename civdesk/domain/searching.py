"""What else a searched text may be called, and where in a text it stands.

Two characters are equal in a search when SQLite's LIKE says so: the letters A to Z whatever their case,
everything else only to itself. A text holds what is searched when it holds one of its `variants`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

LONGEST = 5000  # SQLite takes patterns of 50,000 bytes; so long a text is known by its beginning

_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_NARROW = {wide: code for code, wide in _WIDE.items()}
_SMALL = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def variants(text: str, synonyms: Iterable[Sequence[str]], limit: int = 12) -> list[str]:
    """The text itself first, then with each word of a synonym list replaced by its fellows, then all of it
    in half-width and in full-width letters, digits and signs (第1季度 and 第１季度). Nothing for what no
    text can hold."""
    text = text.strip()[:LONGEST]
    if not text or "\0" in text:
        return []
    found = [text]
    for words in synonyms:
        for base in list(found):
            for word in words:
                if word in base:
                    found += [base.replace(word, other) for other in words if other != word]
    widths = [base.translate(table) for base in found for table in (_NARROW, _WIDE)]
    return list(dict.fromkeys(base[:LONGEST] for base in [*found, *widths]))[:limit]


def place(text: str, wanted: Iterable[str]) -> tuple[int, int] | None:
    """Where the first of `wanted` begins and ends in a text; None where none of them stands in it."""
    small = text.translate(_SMALL)
    for one in wanted:
        at = small.find(one.translate(_SMALL))
        if at >= 0:
            return at, at + len(one)
    return None


def excerpt(text: str, wanted: Iterable[str], before: int = 12, after: int = 40) -> tuple[str, str, str]:
    """The text around the first of `wanted` that it holds: what stands before it, itself, what follows;
    blanks and line breaks as one blank, … where something is left out."""
    found = place(text, wanted)
    if found is None:
        return "", "", ""
    start, end = found
    front = " ".join(text[max(0, start - before) : start].split("\n"))
    back = " ".join(text[end : end + after].split("\n"))
    return (
        ("…" if start > before else "") + front,
        text[start:end],
        back + ("…" if end + after < len(text) else ""),
    )
