"""Chinese words found by the letters of their pinyin: `wxh` finds 王秀红, so does `wangxiu`."""

from __future__ import annotations

import functools
import unicodedata

# Surnames whose reading the dictionary lacks or lists for another sense only (GB/T 28039 and usage).
_ALSO = {"黑": ("he",), "乜": ("nie",), "仉": ("zhang",), "亓": ("qi",)}
_LONGEST = 64  # letters of a query: nobody types more, and the search goes letter by letter


def initials(text: str) -> str:
    """The first letters of the usual readings, lower case: 王秀红 → wxh, 重庆路3号 → cql3h.

    Letters and digits stay, everything else (dots, brackets, blanks) goes.
    """
    from pypinyin import Style, lazy_pinyin

    plain = "".join(_normal(text).casefold().split())
    letters = lazy_pinyin(plain, style=Style.FIRST_LETTER, strict=False)
    return "".join(char for letter in letters for char in letter if char.isalnum())


def matches(query: str, text: str) -> bool:
    """Whether a text is meant by what was typed so far.

    The query stands in the text; or its letters are the beginnings of consecutive syllables: initials
    (`xh`, `wxh`), whole pinyin (`wangxiuhong`), anything between (`wangxh`), mixed with characters (`王xh`).
    Case and blanks do not matter. Any reading of a character will do (单 is dan, chan and shan).
    """
    return found_at(query, text) is not None


def found_at(query: str, text: str) -> int | None:
    """At which character the query is found in a text, None where it is not; see `matches`.

    An empty query is found at the beginning of everything.
    """
    wanted = _squeezed(query)
    plain = _squeezed(text)
    at = plain.find(wanted)
    if at >= 0:
        return at
    if len(wanted) > _LONGEST or not _LETTERS.intersection(wanted):
        return None
    syllables = _syllables(plain)
    for start, readings in enumerate(syllables):
        if any(reading[0] == wanted[0] for reading in readings) and _goes(wanted, syllables, start):
            return start
    return None


def warm() -> None:
    """Load the dictionary, which takes a moment: beside the window, before the first letter is typed."""
    _readings("王")


_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")


def _goes(query: str, syllables: tuple[tuple[str, ...], ...], start: int) -> bool:
    """Whether the query is eaten up by beginnings of the syllables from `start` on."""
    reached = {0}  # how many letters may be eaten after each syllable
    for readings in syllables[start:]:
        following: set[int] = set()
        for done in reached:
            for reading in readings:
                for many in range(1, len(reading) + 1):
                    if not query.startswith(reading[:many], done):
                        break
                    if done + many == len(query):
                        return True
                    following.add(done + many)
        if not following:
            return False
        reached = following
    return False


def _normal(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


@functools.lru_cache(maxsize=32_768)  # the names of a large unit, compared anew at every key
def _squeezed(text: str) -> str:
    return "".join(_normal(text).casefold().split()).replace("ü", "v")


@functools.lru_cache(maxsize=8192)
def _readings(char: str) -> tuple[str, ...]:
    """How a character may be typed: itself, and each of its readings without tone (lü as lv)."""
    if char.isascii():
        return (char,)
    from pypinyin import Style, pinyin

    found = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys([char, *(found[0] if found else ()), *_ALSO.get(char, ())]))


@functools.lru_cache(maxsize=32_768)
def _syllables(plain: str) -> tuple[tuple[str, ...], ...]:
    return tuple(map(_readings, plain))
