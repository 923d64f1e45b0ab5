"""What one can do with evidence: bring it in, link it, write its caption, look at it, hand it out."""

from __future__ import annotations

import functools
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path

from .. import resources
from ..domain import names
from ..domain.dates import DateError, read_date
from ..domain.ledgers import Role, read_roles
from ..domain.text import clean, half_width, normal
from ..errors import Damaged, Refused, WrongUse
from ..files import sha256_of, written_aside
from ..intake import files as intake
from ..intake.files import FilesReport
from ..intake.looking import PREVIEW_SIDE
from ..jobs import Monitor
from ..store import blobs, evidence, proofs
from ..store.evidence import Evidence
from ..store.workspace import Workspace

# The caption as the clerk names its elements, and the column of each.
ELEMENTS = {
    "题名": "title",
    "事由": "event",
    "时间": "time",
    "地点": "place",
    "人物": "people",
    "背景": "background",
    "摄影者": "photographer",
    "文字说明": "text",
}
TAKEN_AT = "拍摄时间"
# 六要素 of DA/T 50-2014 (anchors A2): what a caption must have to be complete.
SIX = ("事由", "时间", "地点", "人物", "背景", "摄影者")

_TIME = re.compile(r"(\d{1,2})\s*[:时点]\s*(\d{1,2})(?:\s*[:分]\s*(\d{1,2})\s*秒?)?")


# --- coming in, going away -----------------------------------------------------------------------------


def import_files(
    ws: Workspace,
    paths: Iterable[Path],
    *,
    today: date,
    record: tuple[str, str] | None = None,
    role: str = "",
    recursive: bool = True,
    monitor: Monitor | None = None,
) -> FilesReport:
    """Bring files and folders in as one operation, as proofs of `record` if one is named; see
    `intake.files.import_files`. `role` by key or Chinese name."""
    return intake.import_files(
        ws,
        paths,
        today=today,
        record=record,
        role=role_of(role) if role else "",
        recursive=recursive,
        monitor=monitor,
    )


def delete(ws: Workspace, ids: Sequence[str]) -> int | None:
    """Delete evidence as one operation. Raises Refused for what has a reference code."""
    first = evidence.get(ws.reader(), ids[0]).name
    title = f"删除影像：{first}" + (f" 等 {len(ids)} 件" if len(ids) > 1 else "")

    def work(db: sqlite3.Connection) -> None:
        for id in ids:
            evidence.delete(db, id)

    return ws.operate("delete_evidence", title, work).operation


# --- proofs --------------------------------------------------------------------------------------------


@functools.cache
def roles() -> dict[str, Role]:
    """The roles of proofs by key, in their order."""
    return read_roles(resources.toml("roles.toml"))


def role_of(name: str) -> str:
    """The key of a role by key, Chinese name or synonym; raises WrongUse that names what there is."""
    wanted = normal(name)
    for key, role in roles().items():
        if wanted in map(normal, (key, role.title, *role.synonyms)):
            return key
    known = "、".join(role.title for role in roles().values())
    raise WrongUse(f"没有“{name}”这种佐证；可用的有：{known}。")


def link(ws: Workspace, id: str, subject_kind: str, subject: str, role: str = "") -> str:
    """Let evidence prove a record (`subject_kind` is the key of its ledger) or an "indicator"; the id of the
    link. Without a role a photo is 现场照片, a video 视频, anything else 其他. Raises WrongUse."""
    db = ws.reader()
    one = evidence.get(db, id)
    proofs.check_subject(db, subject_kind, subject)
    key = role_of(role) if role else intake.ROLES.get(one.kind, intake.OTHER_ROLE)
    title = f"关联{roles()[key].title}：{one.name}"
    return ws.operate("link", title, lambda db: proofs.link(db, id, subject_kind, subject, key)).result


def link_all(
    ws: Workspace, ids: Sequence[str], subject_kind: str, subject: str, role: str = ""
) -> int | None:
    """Let several pieces of evidence prove one subject, as one operation; roles as in `link`."""
    db = ws.reader()
    pieces = [evidence.get(db, id) for id in ids]
    proofs.check_subject(db, subject_kind, subject)
    wanted = role_of(role) if role else ""
    title = f"关联佐证：{pieces[0].name}" + (f" 等 {len(ids)} 件" if len(ids) > 1 else "")

    def work(db: sqlite3.Connection) -> None:
        for one in pieces:
            key = wanted or intake.ROLES.get(one.kind, intake.OTHER_ROLE)
            proofs.link(db, one.id, subject_kind, subject, key)

    return ws.operate("link", title, work).operation


def unlink(ws: Workspace, ids: Sequence[str]) -> int | None:
    """Take links away by their ids; the files stay. The operation."""

    def work(db: sqlite3.Connection) -> None:
        for id in ids:
            proofs.unlink(db, id)

    return ws.operate("unlink", f"取消关联 {len(ids)} 件佐证", work).operation


def reorder(ws: Workspace, ids: Sequence[str]) -> int | None:
    """Put the links of one record and role into this order; the first photo is the one shown first."""
    return ws.operate("reorder", "调整佐证顺序", lambda db: proofs.reorder(db, ids)).operation


# --- caption -------------------------------------------------------------------------------------------


def caption(ws: Workspace, id: str, values: Mapping[str, str]) -> int | None:
    """Write elements of a caption by their Chinese names or columns, and 拍摄时间 (empty: not known).

    The operation, None when nothing changed. Raises WrongUse for an unknown element or a time that is none.
    """
    one = evidence.get(ws.reader(), id)
    new: dict[str, str | None] = {}
    for name, text in values.items():
        column = ELEMENTS.get(name, name)
        if column in ELEMENTS.values():
            new[column] = clean(text)
        elif name in (TAKEN_AT, "taken_at"):
            new["taken_at"] = read_taken_at(text)
        else:
            known = "、".join((*ELEMENTS, TAKEN_AT))
            raise WrongUse(f"说明里没有“{name}”这一项；可用的有：{known}。")
    new = {column: value for column, value in new.items() if value != getattr(one, column)}
    if "taken_at" in new:
        new["taken_from"] = "hand" if new["taken_at"] else ""
    title = f"填写影像说明：{one.name}"
    return ws.operate("caption", title, lambda db: evidence.update_caption(db, id, new)).operation


def caption_all(ws: Workspace, ids: Sequence[str], values: Mapping[str, str]) -> int | None:
    """Write the same elements (by their columns) into several captions, as one operation."""
    new: dict[str, str | None] = {column: clean(text) for column, text in values.items()}
    assert set(new) <= set(ELEMENTS.values()), new

    def work(db: sqlite3.Connection) -> None:
        for id in ids:
            evidence.update_caption(db, id, new)

    return ws.operate("caption", f"填写 {len(ids)} 件影像的说明", work).operation


def read_taken_at(text: str) -> str | None:
    """A typed time of taking as ISO text; only the day where no time of day is given, None for an empty
    text. Raises WrongUse with a sentence."""
    said = half_width(text)
    if not said:
        return None
    try:
        day = read_date(said)
        found = _TIME.search(said)
        if not found:
            return day.isoformat()
        hour, minute, second = (int(part or 0) for part in found.groups())
        if hour < 12 and re.search("下午|晚上", said):
            hour += 12
        return datetime.combine(day, time(hour, minute, second)).isoformat()
    except DateError as error:
        raise WrongUse(f"拍摄时间{error}。") from error
    except ValueError as error:
        raise WrongUse(f"拍摄时间“{text}”里没有这样的钟点，请写成 2026-03-18 09:30。") from error


def missing(one: Evidence) -> tuple[str, ...]:
    """Which of the six elements a caption lacks; a known time of taking is a 时间."""
    return tuple(
        name for name in SIX if not getattr(one, ELEMENTS[name]) and not (name == "时间" and one.taken_at)
    )


# --- looking, going out --------------------------------------------------------------------------------


def preview(ws: Workspace, id: str, side: int = PREVIEW_SIDE) -> bytes | None:
    """An upright JPEG of at most `side` pixels; None for what has no picture (sound, text, a locked PDF).

    The size of the grid is kept in the workspace and made anew when it is missing; other sizes are decoded
    from the original each time. Takes up to 0.3 s: not on the window's thread.
    """
    db = ws.reader()
    one = evidence.get(db, id)
    if kept := blobs.preview(db, one.sha256, side):
        return kept.data
    if one.kind == "photo":
        from ..media import pictures

        try:
            made = pictures.preview(blobs.open_blob(db, one.sha256), side)
        except (Damaged, Refused):
            return None
    elif one.format == "pdf":
        from ..media import pdf

        drawn = pdf.facts(blobs.open_blob(db, one.sha256), side).preview
        if drawn is None:
            return None
        made = drawn
    else:
        return None
    if side == PREVIEW_SIDE and ws.writable:
        ws.unlogged(lambda db: blobs.put_preview(db, one.sha256, side, made.data, made.width, made.height))
    return made.data


def save_out(ws: Workspace, id: str, target: Path, *, overwrite: bool = False) -> int:
    """Write a file as it came in to `target`; the number of bytes. Written aside, renamed, read back.

    Raises Refused when the target exists (unless `overwrite`) or cannot be written, Damaged when the
    workspace no longer holds the file as it came in.
    """
    if target.exists() and not overwrite:
        raise Refused(f"“{target.name}”已经存在，请换一个文件名。", kind="exists")
    db = ws.reader()
    one = evidence.get(db, id)
    with written_aside(target) as stream:
        written = blobs.copy_out(db, one.sha256, stream)
    if sha256_of(target) != one.sha256:
        target.unlink()
        raise Refused(f"“{target.name}”写出后核对不一致，磁盘可能有故障，请换一个位置再试。", kind="bad_disk")
    return written


def open_copy(ws: Workspace, id: str, folder: Path) -> Path:
    """A read-only copy under its own name below `folder`, to be opened by another program; made once."""
    one = evidence.get(ws.reader(), id)
    stem, _, end = one.name.rpartition(".")
    own = folder / one.sha256[:12]
    path = own / (names.file_name(stem, end) if stem else names.file_name(one.name))
    if path.exists():
        if sha256_of(path) == one.sha256:
            return path
        path.chmod(0o600)  # somebody changed it all the same: the workspace has the true one
    own.mkdir(parents=True, exist_ok=True)
    save_out(ws, id, path, overwrite=True)
    path.chmod(0o400)
    return path
