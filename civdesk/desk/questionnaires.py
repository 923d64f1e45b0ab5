"""Paper of a survey: the blank questionnaire, and the sheet into which filled ones are typed."""

from __future__ import annotations

from pathlib import Path

from ..domain.surveys import Question, letter
from ..errors import WrongUse
from ..sheets.handout import Handout
from ..store import settings
from ..store.workspace import Workspace
from . import handouts
from .attendance import PrintPdf
from .surveys import SurveyReport, survey

_ONE_LINE = 18  # letters of options that surely stand in one line
_MOST_ROWS = 1000  # of a sheet to be typed into


def questionnaire(ws: Workspace, id: str) -> Handout:
    """The blank questionnaire; each option has the letter by which a typist names it. Raises WrongUse without
    questions."""
    report = _asking(ws, id)
    rows = []
    for n, one in enumerate(_questions(report), 1):
        kind = "（可选多项）" if one.multiple else ""
        boxes = [f"□ {text}" for text in _options(one)]
        # A box that stands at the end of a line, its words in the next, is ticked for the wrong option.
        apart = "　　" if sum(map(len, boxes)) <= _ONE_LINE else "\n"
        rows.append((str(n), f"{one.title}{kind}", apart.join(boxes)))
    rows.append(("", "您的意见和建议", "\n\n"))
    intro = "您好！本问卷不记名，请在符合您看法的选项前打“√”。感谢您的支持。"
    code = f"问卷编号：{'_' * 12}"
    return Handout(
        "问卷",
        _title(ws, report, ""),
        [(intro,), (code, f"填写日期：{'_' * 12}")],
        (("题号", 6.0), ("题目", 34.0), ("选项", 42.0)),
        rows,
        34,
        left=(1, 2),
    )


def entry_sheet(ws: Workspace, id: str) -> Handout:
    """The sheet into which filled questionnaires are typed, a row for each that was given out, to be imported
    as it is. Raises WrongUse without questions."""
    report = _asking(ws, id)
    asked = _questions(report)
    told = [
        (f"{one.title}{'（可选多项，连着写，如 AC）' if one.multiple else ''}：{'　'.join(_options(one))}",)
        for one in asked
    ]
    rows = min(report.number("returned") or report.number("issued") or 50, _MOST_ROWS)
    columns = [("问卷编号", 10.0), *((f"{n}. {one.title}", 16.0) for n, one in enumerate(asked, 1))]
    hint = "一份问卷一行，写编号和选项的字母；没有回答的空着。填好后在“导入结果”里导入。"
    return Handout(
        "答卷录入",
        _title(ws, report, "答卷录入表"),
        [(hint,), *told],
        columns,
        [("",) * len(columns)] * rows,
        20,
    )


def _asking(ws: Workspace, id: str) -> SurveyReport:
    report = survey(ws, id)
    if not report.questions:
        raise WrongUse("还没有题目，请先加上题目再打印问卷。")
    return report


def _questions(report: SurveyReport) -> list[Question]:
    return [one.question for one in report.questions]


def _options(one: Question) -> list[str]:
    return [
        f"{mark}. {option.title}" if (mark := letter(n)) else option.title
        for n, option in enumerate(one.options)
    ]


def _title(ws: Workspace, report: SurveyReport, what: str) -> str:
    unit = str(settings.get(ws.reader(), "unit"))
    return "\n".join(filter(None, (unit, report.text("title") + what)))


def write_questionnaire(
    ws: Workspace, id: str, target: Path, *, print_pdf: PrintPdf | None, overwrite: bool = False
) -> Path:
    """Write the blank questionnaire as .xlsx or .pdf; raises WrongUse, Refused."""
    return handouts.write(questionnaire(ws, id), target, print_pdf=print_pdf, overwrite=overwrite)


def write_entry_sheet(ws: Workspace, id: str, target: Path, *, overwrite: bool = False) -> Path:
    """Write the sheet to type into as .xlsx; raises WrongUse, Refused."""
    return handouts.write(entry_sheet(ws, id), target, print_pdf=None, overwrite=overwrite)
