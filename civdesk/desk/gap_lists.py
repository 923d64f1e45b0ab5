"""What is lacking, as a page for each department or each person that has to do something about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ..domain.ledgers import Ledger, Role
from ..domain.rules import State
from ..domain.sentences import show_demands
from ..errors import Refused, WrongUse
from ..output import gap_sheet
from ..output.gap_sheet import GapLine, GapPage, GapPaper
from ..store import ledgers, settings
from ..store.workspace import Workspace
from .assessing import Assessment, Gap, IndicatorReport, points_number
from .evidence import roles

NOBODY = "未落实责任单位"
BY = ("department", "owner", "leader")

PrintPdf = Callable[[str, Path], None]


def pages(ws: Workspace, found: Assessment, by: str = "department", only: str = "") -> list[GapPage]:
    """A page for each department (groups like 各股室 are every one of their members), owner or leader, those
    with most to do first; what nobody answers for stands last. `only` is the name of one of them.

    Raises WrongUse for another `by`, and for a name that has no page.
    """
    if by not in BY:
        raise WrongUse(f"缺口清单可以按 {'、'.join(BY)} 分，没有“{by}”。")
    lines: dict[str, list[GapLine]] = {}
    books = ledgers.definitions(ws.reader())
    titles = roles()
    for report in found.indicators:
        for gap in report.gaps:
            line = GapLine(
                code=report.code,
                title=report.title,
                text=gap.what,
                by=gap.by,
                proofs=_proofs(report, gap, books, titles),
                who="、".join(report.indicator.owner),
                state=report.state.label,
                late=gap.by is not None and gap.by < found.on,
            )
            for name, what in _told(found, report, gap, by):
                lines.setdefault(name, []).append(replace(line, text=what))
    if only and only not in lines:
        raise WrongUse(f"“{only}”没有缺口，或者没有这个名称。")
    made = [GapPage(name, tuple(_by_day(found))) for name, found in lines.items() if not only or name == only]
    return sorted(made, key=lambda page: (page.name == NOBODY, -len(page.lines), page.name))


def paper(ws: Workspace, found: Assessment, by: str = "department", only: str = "") -> GapPaper:
    """The pages with what stands above them."""
    counts = found.counts
    lost = sum(counts[state] for state in (State.OVERDUE, State.SHORT, State.UNSTATED, State.UNJUDGED))
    said = f"{sum(counts.values())} 项指标，达标 {counts[State.MET]} 项，未到位 {lost} 项"
    if counts[State.PENDING]:
        said += f"，未到期 {counts[State.PENDING]} 项"
    if found.score:
        said += f"；得分 {points_number(found.score.got)}，满分 {points_number(found.score.possible)}"
    return GapPaper(
        unit=str(settings.get(ws.reader(), "unit")),
        standard=found.standard.title,
        on=found.on,
        said=said,
        pages=tuple(pages(ws, found, by, only)),
    )


def write(made: GapPaper, target: Path, *, print_pdf: PrintPdf | None, overwrite: bool = False) -> Path:
    """Write them as .xlsx (a sheet each, all together on the first) or .pdf (a page each).

    Raises WrongUse for another kind of file, Refused when the target exists or cannot be written.
    """
    if target.exists() and not overwrite:
        raise Refused(f"“{target.name}”已经存在，请换一个文件名。", kind="exists")
    if target.suffix.lower() == ".xlsx":
        gap_sheet.write_xlsx(target, made)
    elif target.suffix.lower() == ".pdf":
        assert print_pdf is not None  # handed in by __main__ and by the window
        print_pdf(gap_sheet.html(made), target)
    else:
        raise WrongUse("缺口清单只能写成 .xlsx 或 .pdf 文件。")
    return target


def pages_data(made: GapPaper) -> dict[str, Any]:
    """The JSON of `gaps`."""
    return {
        "standard": made.standard,
        "on": made.on.isoformat(),
        "pages": [
            {
                "name": page.name,
                "gaps": [
                    {
                        "code": one.code,
                        "title": one.title,
                        "text": one.text,
                        "by": one.by and one.by.isoformat(),
                        "proofs": one.proofs or None,
                        "owner": one.who or None,
                        "late": one.late,
                    }
                    for one in page.lines
                ],
            }
            for page in made.pages
        ],
    }


def _proofs(
    report: IndicatorReport, gap: Gap, books: Mapping[str, Ledger], titles: Mapping[str, Role]
) -> str:
    """Which proofs are wanted: those the rule asks for, else those its ledger usually has."""
    for demanded in report.indicator.rules:
        asked = demanded.rule.proofs or demanded.rule.counted.proofs
        if demanded.id == gap.rule and asked:
            return show_demands(asked, titles)
    book = books.get(gap.ledger)
    wanted = [one.role for one in book.proofs if one.wanted] if book else []
    return "、".join(titles[role].title for role in wanted if role in titles)


def _told(found: Assessment, report: IndicatorReport, gap: Gap, by: str) -> Iterator[tuple[str, str]]:
    """On whose pages a gap stands, and what is said there: the page says whose it is."""
    one = report.indicator
    if by == "department" and gap.own:
        for department, what in gap.own:
            for name in found.meant.of((department or NOBODY,)):
                yield name, what
        return
    asked = {"owner": one.owner, "leader": one.leader}.get(by) or ()
    for name in (found.meant.of(gap.who) if by == "department" else asked) or (NOBODY,):
        yield name, gap.what


def _by_day(lines: Iterable[GapLine]) -> Iterator[GapLine]:
    yield from sorted(lines, key=lambda one: one.by or date.max)
