"""Paper of an evaluation: a sheet for each judge, read back when it is filled in, and the result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..domain.evaluations import ROUNDS
from ..domain.names import file_name
from ..errors import Refused, WrongUse
from ..intake import score_sheet as intake
from ..intake.score_sheet import Unread
from ..output import evaluation_sheets as output
from ..sheets.handout import Handout
from ..store import settings
from ..store.workspace import Workspace
from . import handouts
from .attendance import PrintPdf
from .evaluations import Report, report, score

__all__ = [
    "Read",
    "Unread",
    "judge_names",
    "judge_sheet",
    "read_back",
    "result",
    "write_judges",
    "write_result",
]


@dataclass(frozen=True, slots=True)
class Read:
    """What came back: how many scores, whose, what could not be read, the operation."""

    scores: int
    judges: tuple[str, ...]
    unread: tuple[Unread, ...]
    operation: int | None


def judge_sheet(ws: Workspace, id: str, judge: str) -> Handout:
    """The sheet of one judge. Raises WrongUse for somebody who judges not."""
    found = report(ws, id)
    one = found.evaluation
    if judge not in one.plan.judges:
        raise WrongUse(f"评委里没有“{judge}”。")
    return output.score_sheet(_unit(ws), one.title, one.id, one.plan, found.candidates, judge, found.scores)


def judge_names(found: Report) -> list[str]:
    """Who fills in a sheet: the judges, not what inspections gave. Raises WrongUse without any."""
    names = [name for name in found.evaluation.plan.judges if name != ROUNDS]
    if not names:
        raise WrongUse("还没有评委，请先填写评委再做评分表。")
    return names


def write_judges(
    ws: Workspace,
    id: str,
    folder: Path,
    judges: Sequence[str] = (),
    *,
    print_pdf: PrintPdf | None = None,
    ending: str = "xlsx",
) -> list[Path]:
    """A file for each judge (all of them) in a folder that is made where it is not there. Raises WrongUse
    without judges, Refused when one of the files exists."""
    found = report(ws, id)
    one = found.evaluation
    wanted = list(judges) or judge_names(found)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"建不了文件夹“{folder.name}”，请换一个位置。") from error
    return [
        handouts.write(
            judge_sheet(ws, id, judge),
            folder / file_name(f"{one.title}-评分表-{judge}", ending),
            print_pdf=print_pdf,
        )
        for judge in wanted
    ]


def read_back(ws: Workspace, id: str, paths: Sequence[Path]) -> Read:
    """Read filled sheets; all scores that can be read come in as one operation. Raises WrongUse, Refused."""
    found = report(ws, id)
    one = found.evaluation
    scores: dict[tuple[str, str, str], int | None] = {}
    judges: list[str] = []
    unread: list[Unread] = []
    for path in paths:
        filled = intake.read(path, one.id, one.plan, list(found.candidates))
        scores |= filled.scores
        judges += filled.judges
        unread += filled.unread
    operation = score(ws, id, scores, f"读入评分表：{one.title}（{len(scores)} 个分数）") if scores else None
    return Read(len(scores), tuple(dict.fromkeys(judges)), tuple(unread), operation)


def result(ws: Workspace, id: str) -> Handout:
    """The 公示 of the result as it is now."""
    found: Report = report(ws, id)
    one = found.evaluation
    days = f"{one.starts} 至 {one.ends}"
    return output.result_sheet(_unit(ws), one.title, days, one.plan, found.rows, closed=one.closed)


def write_result(
    ws: Workspace, id: str, target: Path, *, print_pdf: PrintPdf | None, overwrite: bool = False
) -> Path:
    """Write the result as .xlsx or .pdf; raises WrongUse, Refused."""
    return handouts.write(result(ws, id), target, print_pdf=print_pdf, overwrite=overwrite)


def _unit(ws: Workspace) -> str:
    return str(settings.get(ws.reader(), "unit"))
