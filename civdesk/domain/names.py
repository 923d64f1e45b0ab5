"""Names of files and folders that every Windows, Linux and archive reader accepts.

The rules are those of Microsoft's "Naming Files, Paths, and Namespaces", and one of ours: no `%`, because
readers of BagIt 0.97 and 1.0 disagree about it. Nothing is ever turned into pinyin.
"""

from __future__ import annotations

import re
import unicodedata

LIMIT = 60  # characters of one name, number and extension included (240 bytes at most; file systems take 255)
PATH_LIMIT = 180  # characters of a path inside a package, so that it still opens below D:\…\ (Windows: 260)

# What Windows forbids is replaced by what looks the same to a reader.
_LOOKALIKES = str.maketrans(
    {
        "<": "＜",
        ">": "＞",
        ":": "：",
        '"': "＂",
        "/": "／",
        "\\": "＼",
        "|": "｜",
        "?": "？",
        "*": "＊",
        "%": "％",
    }
)
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\.|$)", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_EXTENSION = re.compile(r"[^a-z0-9]")


def length(text: str) -> int:
    """How long Windows takes a name or path to be: UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)


def safe(text: str, *, limit: int = LIMIT, fallback: str = "未命名") -> str:
    """A name for a folder (or a file without extension) that says what `text` says.

    Forbidden characters become full-width look-alikes; control, invisible and unpaired characters go; runs of
    white space become one space; no dot or space at either end; reserved names get a `_` in front. At most
    `limit` characters. The result is in NFC, never empty, and `safe(safe(x)) == safe(x)`.
    """
    return _guard(_cut(_clean(text), limit) or fallback, limit)


def file_name(title: str, extension: str = "", *, number: str = "", limit: int = LIMIT) -> str:
    """`number title.extension`, cut in the title only: the number and the extension are always whole."""
    end = _EXTENSION.sub("", extension.lower())[:10]
    end = f".{end}" if end else ""
    start = f"{number} " if number else ""
    room = max(limit - length(start) - length(end), 1)
    stem = _cut(_clean(title), room) or _cut("未命名", room)
    return _guard(start + stem + end, limit)


def distinct(name: str, taken: dict[str, int], *, limit: int = LIMIT) -> str:
    """`name`, or `name (2)`, `name (3)` … when the folder already holds it in any case or Unicode form.

    `taken` is the folder's memory: start with an empty dict and hand the same one in each time. The extension
    stays at the end, and the result keeps to `limit` characters.
    """
    stem, dot, end = name.rpartition(".")
    if not dot or not stem or len(end) > 10 or " " in end:
        stem, end = name, ""
    else:
        end = dot + end
    candidate, number = name, taken.get(key(name), 0)
    while key(candidate) in taken:
        number = max(number + 1, 2)
        mark = f" ({number})"
        candidate = _cut(stem, limit - length(mark) - length(end)) + mark + end
    taken[key(name)] = max(number, 1)
    taken.setdefault(key(candidate), 1)
    return candidate


def room(folder: str, *, limit: int = LIMIT) -> int:
    """How long a name in `folder` (a path inside the package) may be so that the whole keeps to `PATH_LIMIT`.

    Never less than 16: a folder so deep that this is too much must be named shorter itself.
    """
    return max(min(limit, PATH_LIMIT - length(folder) - 1), 16)


def key(name: str) -> str:
    """Equal for names that Windows or macOS would take for the same file."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _clean(text: str) -> str:
    kept = "".join(char for char in text if char.isspace() or not _unseen(char))
    return unicodedata.normalize("NFC", _SPACES.sub(" ", kept).translate(_LOOKALIKES)).strip(" .")


def _unseen(char: str) -> bool:
    # Private-use and unassigned characters stay: rare characters in people's names are among them.
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return True
    code = ord(char)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def _cut(text: str, limit: int) -> str:
    """The beginning of `text`, never ending between a character and its accents, nor in a dot or a space."""
    if length(text) <= limit:
        return text
    size = end = 0
    for index, char in enumerate(text):
        size += 2 if char > "\uffff" else 1
        if size > limit:
            break
        end = index + 1
    while end and unicodedata.combining(text[end]):
        end -= 1
    return text[:end].rstrip(" .")


def _guard(name: str, limit: int) -> str:
    if _RESERVED.match(name):
        return "_" + (name if length(name) < limit else _cut(name, limit - 1))
    return name
