"""Chinese office text: what is compared (never what is stored), and names run together in one cell."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator

# What NFKC leaves different although it looks or means the same to a reader. The invisible ones go.
_SAME = {
    **dict.fromkeys(map(ord, "—–―‒‐‑−﹣─"), "-"),
    **dict.fromkeys(map(ord, "〔【［〖"), "["),
    **dict.fromkeys(map(ord, "〕】］〗"), "]"),
    **dict.fromkeys(map(ord, "“”„‟«»「」『』"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛"), "'"),
    **dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF, 0x00AD], None),
}
_ODD = re.compile("[" + "".join(re.escape(chr(code)) for code in _SAME) + "]")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_BLANK_ENDS = re.compile("^[\\s\u200b\u2060\ufeff]+|[\\s\u200b\u2060\ufeff]+$")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")

_REMEMBERED = 400  # letters: thousands of whole pages would fill the memory

_NAME_BREAK = re.compile(r"[、，,；;/／|｜\n\r\t]")
_AND_SO_ON = re.compile(
    r"(?<=..)\s*等(?:人|人员|同志|单位|部门|\s*\d+\s*(?:余)?(?:人|名|位|个)(?:同志|单位)?)?[。.]?$"
)
_NUMBERED = re.compile(r"(?<![^\s、，,;；])\d{1,2}[.．、)）][ \t]*(?=[㐀-鿿])")
_HAN = re.compile(r"[㐀-鿿豈-﫿𠀀-𯿿]+(?:[·•・‧][㐀-鿿豈-﫿𠀀-𯿿]+)*")
_OPEN, _CLOSE = "（(【[〔", "）)】]〕"


def normal(text: str) -> str:
    """The form in which two texts are compared: NFKC, no white space, one kind of dash, bracket and
    quote, lower case, 台帐 as 台账.

    Two texts with the same form mean the same to the clerk; the form itself is never stored or shown.
    """
    return _normal(text) if len(text) <= _REMEMBERED else _normal.__wrapped__(text)


@functools.lru_cache(maxsize=4096)  # a row's texts are compared several times over
def _normal(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        if _ODD.search(text):
            text = text.translate(_SAME)
    text = "".join(text.split()).casefold()
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)  # what stood apart by a blank may now join
    return text.replace("台帐", "台账") if "帐" in text else text


def half_width(text: str) -> str:
    """Full-width letters and digits as typed on a keyboard, invisible characters gone, trimmed; the
    first step of reading a date or a number."""
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return text.strip()


def clean(text: str) -> str:
    """What is stored of a typed text: trimmed, line breaks as `\\n`, nothing a spreadsheet could not hold.

    Control characters and halves of surrogate pairs go: XML cannot carry them and SQLite refuses them.
    """
    if text.isprintable():  # as nearly all are: no breaks, no controls, nothing invisible
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _BLANK_ENDS.sub("", _UNWRITABLE.sub("", text))


def unwritable(text: str) -> bool:
    """Whether `clean` would take out characters that somebody put in (control characters)."""
    return _UNWRITABLE.search(text) is not None


def one_line(text: str) -> str:
    """A text for one line: line breaks and runs of blanks around them become one space."""
    return re.sub(r"[ \t]*[\n\r\v\f]+[ \t]*", " ", text) if not text.isprintable() else text


def split_names(text: str) -> list[str]:
    """The names in one cell, in order, each as written.

    Names stand between 、，,；;/ | and line breaks, or between blanks; nothing is split inside brackets
    (张三（组长、党员）). Two-character names are often spread for alignment, so 张 三 is one name, as is
    李 世民; Latin names keep their blanks. Numbers in front (1.张三 2.李四) and a trailing 等, 等人, 等5人
    go. Nothing is taken out twice: two people may share a name.
    """
    names: list[str] = []
    for piece in _pieces(_NUMBERED.sub("", clean(text))):
        names += _spread_names(_AND_SO_ON.sub("", piece).split())
    return names


def split_list(text: str) -> list[str]:
    """The items in one cell where blanks do not separate: 、，,；;/ | and line breaks do."""
    return [item for piece in _pieces(clean(text)) if (item := piece.strip())]


def join_names(names: Iterable[str]) -> str:
    """Several names as a reader expects them in one cell."""
    return "、".join(names)


def _pieces(text: str) -> Iterator[str]:
    """The text cut at separators that stand outside brackets."""
    depth = start = 0
    for at, char in enumerate(text):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and _NAME_BREAK.match(char):
            yield text[start:at]
            start = at + 1
    yield text[start:]


def _spread_names(parts: list[str]) -> Iterator[str]:
    """Blank-separated parts as names: a lone character is half a name, Latin words stay together."""
    at = 0
    while at < len(parts):
        name = parts[at]
        at += 1
        while at < len(parts) and _goes_on(name, parts[at], parts[at + 1] if at + 1 < len(parts) else ""):
            name += parts[at] if _HAN.fullmatch(name) else " " + parts[at]
            at += 1
        yield name


def _goes_on(name: str, part: str, following: str) -> bool:
    """Whether a blank stands inside a name: between `name` and the next part."""
    if not _HAN.search(name):
        return not _HAN.search(part)
    if not (_HAN.fullmatch(name) and _HAN.fullmatch(part)):
        return False
    if len(name) == 1:
        return len(part) <= 2  # 张 三, 李 世民
    # 欧阳 修: a lone character that does not begin the next name ends this one.
    return len(name) == 2 and len(part) == 1 and not (_HAN.fullmatch(following) and len(following) <= 2)
