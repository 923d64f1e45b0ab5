"""自评报告 on paper and as a sheet: of today, or one that was handed in, as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ..domain.rules import State
from ..errors import Refused, WrongUse
from ..output import self_assessment
from ..output.self_assessment import AssessedLine, SelfAssessment
from ..store import settings
from ..store.workspace import Workspace
from .handing_in import Kept, ready

PrintPdf = Callable[[str, Path], None]


def of_today(ws: Workspace, key: str, on: date) -> SelfAssessment:
    """The self-assessment of a standard (key or title) as of a day. Raises WrongUse."""
    return of_kept(ws, ready(ws, key, on))


def of_kept(ws: Workspace, kept: Kept) -> SelfAssessment:
    """One that was handed in, as it was, or that is ready to be."""
    one, points = kept.handed, kept.data["points"]
    unit = str(settings.get(ws.reader(), "unit") or "")
    said = [f"{unit}　截至 {one.on}".strip("　")]
    if points:
        said.append(f"自评得分 {points['got']} 分，满分 {points['possible']} 分")
    if one.id:
        said.append(f"{one.handed_in_at[:10]} 报送给{one.recipient}" + (f"　{one.note}" if one.note else ""))
    if one.voided_at:
        said.append(f"本报告已于 {one.voided_at[:10]} 作废：{one.void_reason}")
    return SelfAssessment(one.title, tuple(said), bool(points), tuple(_lines(kept)))


def write(made: SelfAssessment, target: Path, *, print_pdf: PrintPdf | None, overwrite: bool = False) -> Path:
    """Write it as .xlsx or .pdf. Raises WrongUse for another kind of file, Refused when the target exists or
    cannot be written."""
    if target.exists() and not overwrite:
        raise Refused(f"“{target.name}”已经存在，请换一个文件名。", kind="exists")
    if target.suffix.lower() == ".xlsx":
        self_assessment.write_xlsx(target, made)
    elif target.suffix.lower() == ".pdf":
        assert print_pdf is not None  # handed in by __main__ and by the window
        print_pdf(self_assessment.html(made), target)
    else:
        raise WrongUse("自评报告只能写成 .xlsx 或 .pdf 文件。")
    return target


def _lines(kept: Kept) -> Iterator[AssessedLine]:
    depths: dict[str | None, int] = {None: -1}
    for one in kept.data["indicators"]:
        code = one["code"]
        depths[code] = depths.get(one["parent"], -1) + 1
        yield AssessedLine(
            code=code,
            title=one["title"],
            depth=depths[code],
            points=_points(one),
            got="" if one["got"] is None else str(one["got"]),
            state=_state(one),
            explanation=kept.explanations.get(code, ""),
            proofs=kept.catalogue.get(code, ()),
        )


def _points(one: Mapping[str, Any]) -> str:
    """3; 加 3, 扣 3 where they are no part of the whole."""
    if one["points"] is None:
        return ""
    word = {"bonus": "加 ", "minus": "扣 "}.get(one.get("scoring", ""), "")
    return f"{word}{one['points']}"


def _state(one: Mapping[str, Any]) -> str:
    """达标; 不适用（没有下属单位） where the clerk judged."""
    label = State(one["state"]).label
    return f"{label}（{one['judged']['reason']}）" if one["judged"] else label
