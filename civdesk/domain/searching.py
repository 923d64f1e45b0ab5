"""What else a searched text may be called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def variants(text: str, synonyms: Iterable[Sequence[str]], limit: int = 12) -> list[str]:
    """The text itself first, then with each word of a synonym list replaced by its fellows."""
    text = text.strip()
    found = [text] if text else []
    for words in synonyms:
        for base in list(found):
            for word in words:
                if word in base:
                    found += [base.replace(word, other) for other in words if other != word]
    return list(dict.fromkeys(found))[:limit]
