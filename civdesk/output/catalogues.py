"""The lists of an archive folder: filing catalogue, photo catalogues, what is lacking, what was done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from .. import __version__
from ..sheets.write import Column, Table
from .plan import Holding, Piece, Plan

TOOL = f"civdesk {__version__}"

# The nine columns of 归档文件目录 in the order of DA/T 22-2015.
_FILING = [
    Column("序号", kind="integer", width=6),
    Column("档号", width=24),
    Column("文号", width=20),
    Column("责任者", width=18),
    Column("题名", width=44),
    Column("日期", width=11),
    Column("密级", width=7),
    Column("页数", kind="integer", width=7),
    Column("备注", width=48),
]
_PHOTOS = [
    Column("照片号", width=18),
    Column("题名", width=24),
    Column("事由", width=18),
    Column("拍摄时间", width=16),
    Column("地点", width=14),
    Column("人物", width=14),
    Column("背景", width=14),
    Column("摄影者", width=9),
    Column("文字说明", width=20),
    Column("文件名", width=30),
]


def filing(plan: Plan, codes: Mapping[str, str], placed: Mapping[str, str]) -> Table:
    """归档文件目录: every piece once, where it lies first. `placed`: planned path → path it went to."""

    def rows() -> Iterator[Sequence[str | int | None]]:
        pieces = [piece for piece in plan.once().values() if piece.path in placed]
        # By code where there are codes: that is the order in which the box is searched.
        pieces.sort(key=lambda piece: codes.get(piece.evidence.id, "\uffff"))
        for number, piece in enumerate(pieces, 1):
            one, about = piece.evidence, piece.about
            # A title that we made stands in square brackets, as the rule for missing titles has it.
            own = bool(one.title) or bool(about and about.title and piece.title == about.title)
            pages = one.pages or (about.pages if about else None) or (1 if one.kind == "photo" else None)
            yield [
                number,
                codes.get(one.id),
                about.number if about else None,
                (about.issuer if about else "") or one.photographer,
                piece.title if own else f"[{piece.title}]",
                piece.day.replace("-", ""),
                about.secrecy if about else None,
                pages,
                placed[piece.path].removeprefix("data/"),
            ]

    return Table("归档文件目录", "归档文件目录", _FILING, rows())


def photos(holding: Holding, codes: Mapping[str, str], placed: Mapping[str, str]) -> Table | None:
    """照片目录 of an indicator: the captions of its pictures, films and recordings; None without any."""
    pieces = [piece for piece in pictures(holding) if piece.path in placed]
    if not pieces:
        return None

    def rows() -> Iterator[Sequence[str | None]]:
        for number, piece in enumerate(pieces, 1):
            one, about = piece.evidence, piece.about
            yield [
                codes.get(one.id, f"{number:03d}"),
                piece.title,
                one.event or (about.title if about else None),
                one.time or moment(one.taken_at) or (about.date if about else None),
                one.place,
                one.people,
                one.background,
                one.photographer,
                one.text,
                placed[piece.path].removeprefix(f"{holding.folder}/"),
            ]

    return Table("照片目录", "照片目录", _PHOTOS, rows())


def pictures(holding: Holding) -> list[Piece]:
    """Pictures, films and recordings that serve an indicator, those in the folders of its parts too."""
    chosen = [piece for piece in (*holding.pieces, *holding.below) if piece.evidence.kind in _MEDIA]
    return sorted(chosen, key=lambda piece: (_MEDIA.index(piece.evidence.kind), *_time(piece)))


_MEDIA = ("photo", "video", "audio")


def _time(piece: Piece) -> tuple[bool, str, str, str]:
    return not piece.day, piece.day, piece.evidence.taken_at or "", piece.path


def papers(holding: Holding) -> list[Piece]:
    """Documents that serve an indicator, those in the folders of its parts too."""
    chosen = [piece for piece in (*holding.pieces, *holding.below) if piece.evidence.kind not in _MEDIA]
    return sorted(chosen, key=_time)


def moment(taken_at: str | None) -> str:
    """2026-03-18 09:30, or the day alone where only that is known."""
    return (taken_at or "").replace("T", " ")[:16]


def lacking(plan: Plan, missing: Mapping[str, str], *, filed: bool) -> list[Table]:
    """缺项清单: what indicators lack; files that could not be written; files that nothing refers to.

    `missing`: path → why; `filed`: whether the unit has a 全宗号.
    """
    gaps = [
        [asked.name, lack.state.label, lack.what, lack.who or asked.lead, lack.deadline]
        for standard in plan.standards
        for asked in standard.indicators
        for lack in asked.lacks
    ]
    notes = [f"共 {len(gaps)} 项"] if gaps else ["没有缺项"]
    if not filed:
        notes.append("未设置全宗号，档号未编。")
    columns = [
        Column("序号", kind="integer", width=6),
        Column("指标", width=34),
        Column("状态", width=9),
        Column("缺什么", width=60),
        Column("牵头", width=16),
        Column("期限", width=16),
    ]
    tables = [Table("缺项清单", "缺项清单", columns, _numbered(gaps), notes)]
    if missing:
        columns = [
            Column("序号", kind="integer", width=6),
            Column("文件", width=70),
            Column("原因", width=50),
        ]
        rows = [[path.removeprefix("data/"), why] for path, why in missing.items()]
        tables.append(Table("未能导出的文件", "未能导出的文件", columns, _numbered(rows)))
    if plan.loose:
        columns = [
            Column("序号", kind="integer", width=6),
            Column("题名", width=40),
            Column("原文件名", width=40),
            Column("拍摄时间", width=17),
            Column("位置", width=50),
        ]
        rows = [
            [
                piece.title,
                piece.evidence.name,
                moment(piece.evidence.taken_at),
                piece.path.removeprefix("data/"),
            ]
            for piece in plan.loose
        ]
        tables.append(Table("未关联影像", "未关联影像（没有记录或指标引用）", columns, _numbered(rows)))
    return tables


def _numbered(rows: Sequence[Sequence[str]]) -> Iterator[list[str | int]]:
    for number, row in enumerate(rows, 1):
        yield [number, *row]


EVENTS = ("事件", "时间", "工具与版本", "结果", "对象")


def events(
    plan: Plan, placed: Mapping[str, str], missing: Mapping[str, str], turned: Sequence[str], now: datetime
) -> Iterator[Sequence[str]]:
    """事件记录: what happened to the files on their way, in the words of PREMIS, by time."""
    at = now.strftime("%Y-%m-%dT%H:%M:%S")
    pieces = [piece for piece in plan.once().values() if piece.path in placed]
    for piece in sorted(pieces, key=lambda piece: piece.evidence.came_at):
        one = piece.evidence
        yield "接收入库", one.came_at[:19], "civdesk", f"成功 sha256:{one.sha256}", placed[piece.path]
    whole = f"{len(pieces)} 个文件的内容与入库时的 SHA-256 一致"
    yield "固定性检查", at, TOOL, whole + (f"，{len(missing)} 个不一致或缺失" if missing else ""), "工作区"
    for path in turned:
        yield "格式转换", at, TOOL, "HEIC 转为 JPEG，分辨率不变", path
    for path, why in missing.items():
        yield "导出", at, TOOL, f"失败：{why}", path
    yield "计算摘要", at, TOOL, "全部文件 SHA-256，见 manifest-sha256.txt", "本文件夹"
    yield "导出", at, TOOL, f"完成，影像和文件 {len(placed)} 个", "本文件夹"
