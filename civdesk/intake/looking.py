"""One file looked at, away from the workspace: hash, kind, facts and preview, or why it is not taken."""

from __future__ import annotations

import errno
import hashlib
import io
import logging
import os
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import BinaryIO

from ..domain.text import clean
from ..errors import Damaged, Refused
from ..media import iso, pictures
from ..media.pictures import Preview
from ..media.sniff import Sniffed, claims_picture, extension, sniff_stream

log = logging.getLogger(__name__)

PREVIEW_SIDE = 320  # pixels: what the grid of the window shows; the detail view decodes the original
HELD = 64 << 20  # files up to this size are held in memory, larger ones are read again when they are stored
_PIECE = 1 << 20

_READABLE = {
    "pdf": "PDF",
    **dict.fromkeys(("docx", "doc", "wps", "xlsx", "xls", "et", "pptx", "ppt", "dps", "ofd"), "办公文档"),
    **dict.fromkeys(("mp4", "mov", "avi", "mkv", "wmv", "mpg", "mpeg", "3gp", "m4v"), "视频"),
    **dict.fromkeys(("mp3", "wav", "m4a", "wma", "aac", "amr"), "音频"),
}
_SAID = {"document": "像是文档", "video": "像是视频", "audio": "像是音频"}
# The file is fine, the stick it lies on is gone.
_WORLD = frozenset({errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOENT, errno.ESTALE, errno.ENOTCONN})

_BY_CLOCK = re.compile(
    r"(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)[-_. T]{0,3}(\d\d)[-_.:]?(\d\d)[-_.:]?(\d\d)(?:\d{3})?(?!\d)"
)
_BY_EPOCH = re.compile(r"^(?:mmexport|wx_camera_|microMsg\.)(\d{13})(?!\d)")
_CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that can be taken; `data` is None when it is too large to be held; `came_from` where it was made
    of something else, its path otherwise; `warnings` are Chinese."""

    path: Path
    name: str
    size: int
    sha256: str
    kind: str
    format: str
    data: bytes | None = None
    taken_at: str | None = None
    taken_from: str = ""
    latitude: int | None = None
    longitude: int | None = None
    camera: str = ""
    orientation: int = 1
    width: int | None = None
    height: int | None = None
    pages: int | None = None
    seconds: int | None = None
    damaged: bool = False
    preview: Preview | None = None
    warnings: tuple[str, ...] = ()
    came_from: str = ""


@dataclass(frozen=True, slots=True)
class Turned:
    """A file that cannot be taken, and why; `world`: the disk failed, not the file."""

    path: Path
    reason: str
    world: bool = False


def look(path: Path, today: date, check: Callable[[], None] = lambda: None) -> Looked | Turned:
    """Read, hash and examine one file. `check` is called between pieces and may raise to stop.

    Raises nothing of its own: what is wrong with the file is in the answer.
    """
    try:
        said = path.stat()
        if not stat.S_ISREG(said.st_mode):
            return Turned(path, "不是普通文件，不能导入。")
        if said.st_size == 0:
            return Turned(path, "文件是空的（0 字节）。")
        with path.open("rb", buffering=0 if said.st_size <= HELD else _PIECE) as stream:
            return _look(path, stream, said.st_size, today, check)
    except OSError as error:
        return unreadable(path, error)
    except MemoryError:
        return Turned(path, "文件太大，本机内存不够读取它。")


def look_at(name: str, data: bytes, today: date) -> Looked | Turned:
    """Examine a file that lies inside another one, as `look` does; `data` is kept however large it is."""
    if not data:
        return Turned(Path(name), "文件是空的（0 字节）。")
    looked = _look(Path(name), io.BytesIO(data), len(data), today, lambda: None)
    return replace(looked, data=data) if isinstance(looked, Looked) else looked


def unreadable(path: Path, error: OSError) -> Turned:
    """Why a file or folder could not be read."""
    log.info("%s: %s", path, error)
    world = error.errno in _WORLD
    if isinstance(error, PermissionError):
        return Turned(path, "没有读取权限，或文件正被别的程序占用。")
    if isinstance(error, FileNotFoundError):
        return Turned(path, "找不到这个文件，可能已被移走。", world)
    return Turned(path, f"读取出错（{error.strerror or error}）。", world)


def shown(path: Path) -> str:
    """A path as text that can be stored and printed; names of a stick written in GBK are read as such."""
    text = str(path)
    try:
        text.encode()
        return text
    except UnicodeEncodeError:
        return os.fsencode(path).decode("gb18030", "replace")


def date_in_name(name: str, today: date) -> str | None:
    """When a picture was taken or saved, by the name that a phone or messenger gave it; None when the name
    has no date with a time of day, an impossible one, or one after `today`.

    微信图片_20260318093012, IMG_20260318_093012, Screenshot_2026-03-18-09-30-12; mmexport1710725412345 counts
    milliseconds, read at UTC+8. Names of PXL_ are in UTC and not read.
    """
    if found := _BY_EPOCH.match(name):
        at = datetime.fromtimestamp(int(found[1]) / 1000, _CHINA).replace(tzinfo=None, microsecond=0)
    elif (found := _BY_CLOCK.search(name)) and not name.startswith("PXL_"):
        try:
            at = datetime(*(int(part) for part in found.groups()))  # type: ignore[arg-type]
        except ValueError:
            return None
    else:
        return None
    return at.isoformat() if at.year >= 2000 and at.date() <= today else None


def _look(path: Path, stream: BinaryIO, size: int, today: date, check: Callable[[], None]) -> Looked | Turned:
    digest = hashlib.sha256()
    data: bytes | None = None
    if size <= HELD:
        data = stream.read()
        if len(data) != size:
            return Turned(path, "文件正在被写入，请等它写完再导入。")
        check()
        digest.update(data)
    else:
        size = 0
        while piece := stream.read(_PIECE):
            check()
            digest.update(piece)
            size += len(piece)
    name = clean(shown(Path(path.name)))
    content: BinaryIO = io.BytesIO(data) if data is not None else stream
    sniffed = sniff_stream(content, name)
    if claims_picture(name) and sniffed.kind != "photo":
        said = _SAID.get(sniffed.kind, "不能识别")
        return Turned(path, f"扩展名是 .{extension(name)}，内容不是图片（{said}），请找到原图再导入。")
    found = Looked(path, name, size, digest.hexdigest(), sniffed.kind, sniffed.format, data)
    try:
        if sniffed.kind == "photo":
            found = _picture(found, content)
        elif sniffed.format == "pdf":
            found = _pdf(found)
        else:
            found = _other(found, sniffed, content)
    except Damaged as error:
        return Turned(path, error.message)
    except Refused as error:  # the picture is good, but nothing here can decode it
        found = replace(found, warnings=(error.message,))
    return _dated(found, today)


def _picture(found: Looked, content: BinaryIO) -> Looked:
    seen = pictures.examine(content, PREVIEW_SIDE)
    facts = seen.facts
    return replace(
        found,
        format=facts.format,
        taken_at=facts.taken_at,
        taken_from="exif" if facts.taken_at else "",
        latitude=facts.latitude,
        longitude=facts.longitude,
        camera=facts.camera,
        orientation=facts.orientation,
        width=facts.width,
        height=facts.height,
        damaged=seen.damaged,
        preview=seen.preview,
        warnings=facts.warnings,
    )


def _pdf(found: Looked) -> Looked:
    from ..media import pdf

    said = pdf.facts(found.data if found.data is not None else found.path, PREVIEW_SIDE)
    return replace(
        found, pages=said.pages, preview=said.preview, damaged=said.damaged, warnings=said.warnings
    )


def _other(found: Looked, sniffed: Sniffed, content: BinaryIO) -> Looked:
    if sniffed.format in ("mp4", "mov", "3gp", "m4a"):
        if iso.is_whole(content):
            return replace(found, seconds=iso.seconds(content))
        return replace(found, damaged=True, warnings=("文件不完整（拷贝可能中断过），请找原件核对。",))
    wanted = _READABLE.get(extension(found.name))
    if sniffed.kind == "other" and wanted:
        said = f"扩展名是 .{extension(found.name)}，内容却不像{wanted}，可能已损坏；已原样存入，请核对。"
        return replace(found, warnings=(said,))
    return found


def _dated(found: Looked, today: date) -> Looked:
    if found.taken_at is None and found.kind in ("photo", "video", "audio"):
        at = date_in_name(found.name, today)
        return replace(found, taken_at=at, taken_from="name" if at else "")
    if found.taken_at and found.taken_at[:10] > today.isoformat():
        said = f"拍摄时间 {found.taken_at.replace('T', ' ')} 在今天之后，相机时钟可能不对，请核对。"
        return replace(found, warnings=(*found.warnings, said))
    return found
