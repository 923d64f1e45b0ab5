"""Problems on paper and in sheets: the 整改通知单 of each unit, and the pages before/after."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from ..domain.problems import ProblemState, text_of
from ..errors import WrongUse
from ..jobs import Monitor
from ..output import problem_pages
from ..output.problem_pages import Pair
from ..sheets.handout import Handout, write_handouts
from ..store import ledgers, settings
from ..store.workspace import Workspace
from .problems import LEDGER, Problem, numbers, problems

PrintPdf = Callable[[str, Path], None]
NO_UNIT = "未定责任单位"
# What stands on a 整改通知单, and what the unit fills in; the heads are those of the ledger, so that the
# filled sheet is read back by 编号.
_COLUMNS = {
    "number": 11,
    "date": 13,
    "place": 13,
    "title": 32,
    "owner": 11,
    "deadline": 13,
    "measures": 24,
    "finished_on": 13,
    "result": 20,
}
_WORDS = frozenset({"title", "measures", "result"})
_ANEW = frozenset({"finished_on", "result"})


def chosen(
    ws: Workspace, on: date, *, which: str = "all", unit: str = "", ids: Sequence[str] = ()
) -> list[Problem]:
    """Problems on a day: `which` is all, open, overdue or closed; of one unit; or these ids, in order."""
    if which not in ("all", "open", "overdue", "closed"):
        raise WrongUse("请写 all、open、overdue、closed 中的一个。")
    found = list(problems(ws, on).problems)
    if ids:
        place = {id: n for n, id in enumerate(ids)}
        return sorted((one for one in found if one.id in place), key=lambda one: place[one.id])
    if unit:
        found = [one for one in found if one.unit == unit]
    if which == "open":
        return [one for one in found if one.state is not ProblemState.CLOSED]
    return found if which == "all" else [one for one in found if one.state.value == which]


# --- the notice to a unit ------------------------------------------------------------------------------


def give_numbers(ws: Workspace) -> int:
    """Give every problem without one its number (年份-流水), as one operation; how many got one."""
    db = ws.reader()
    book = ledgers.definition(db, LEDGER)
    without = [one for one in ledgers.records(db, book) if not one.values.get("number")]
    without.sort(key=lambda one: (text_of(one.values, "date"), one.id))
    if not without:
        return 0
    years = [int(text_of(one.values, "date")[:4]) for one in without if one.values.get("date")]
    dated = [one for one in without if one.values.get("date")]
    made = {one.id: {"number": number} for one, number in zip(dated, numbers(ws, years), strict=True)}

    def save(db: sqlite3.Connection) -> None:
        ledgers.update_many(db, book, made)

    if not made:
        return 0
    ws.operate("set", f"给 {len(made)} 个问题编号", save)
    return len(made)


def write_notices(ws: Workspace, found: Sequence[Problem], target: Path, *, on: date) -> int:
    """The 整改通知单, a sheet for each unit, to be handed out, filled in and read back by 编号; how many
    problems stand on it. Raises WrongUse where there is none, Refused when it cannot be written."""
    if not found:
        raise WrongUse("没有可以下发的问题。")
    book = ledgers.definition(ws.reader(), LEDGER)
    by_unit: dict[str, list[Problem]] = {}
    for one in found:
        by_unit.setdefault(one.unit or NO_UNIT, []).append(one)
    columns = [(book.field(key).title, width) for key, width in _COLUMNS.items()]
    unit = str(settings.get(ws.reader(), "unit"))

    def row(one: Problem) -> list[str]:
        # An open one that was finished once is to be finished anew: that is left blank.
        again = one.state is not ProblemState.CLOSED
        return ["" if again and key in _ANEW else text_of(one.values, key) for key in _COLUMNS]

    sheets = [
        Handout(
            name=f"{n}.{name}",  # units may begin alike, and names of sheets are short
            title=f"{unit}整改通知单",
            above=[
                (f"责任单位：{name}", f"{on} 下发，共 {len(listed)} 个问题"),
                ("填写整改措施、完成日期、整改结果后交回，不要改动编号。",),
            ],
            columns=columns,
            rows=[row(one) for one in listed],
            height=42,
            left=[at for at, key in enumerate(_COLUMNS) if key in _WORDS],
            below=[("负责人：____________", "填表日期：____________")],
            landscape=True,
        )
        for n, (name, listed) in enumerate(by_unit.items(), 1)
    ]
    write_handouts(target, sheets)
    return len(found)


# --- before and after -----------------------------------------------------------------------------------


def pairs(ws: Workspace, found: Sequence[Problem], monitor: Monitor | None = None) -> list[Pair]:
    """The pages of these problems, with their photos."""
    made = []
    for n, one in enumerate(found):
        if monitor:
            monitor.report(n, len(found), "正在取出照片", one.title)
        made.append(
            Pair(
                f"{one.number} {one.title}".strip(),
                tuple((name, value) for name, value in _facts(one) if value),
                problem_pages.photos(ws, one.id, "before", "整改前"),
                problem_pages.photos(ws, one.id, "after", "整改后"),
            )
        )
    return made


def _facts(one: Problem) -> list[tuple[str, str]]:
    values = one.values
    found = "，".join(filter(None, (one.found, one.source, one.site)))
    who = "，".join(filter(None, (one.unit, one.owner)))
    finished = f"{one.finished} 完成" if one.state is ProblemState.CLOSED else one.state.label
    dates = "，".join(filter(None, (f"限 {one.deadline}" if one.deadline else "", finished)))
    return [
        ("发现", found),
        ("责任人", who),
        ("时限和完成", dates),
        ("整改措施", text_of(values, "measures")),
        ("整改结果", text_of(values, "result")),
    ]


def page(ws: Workspace, found: Sequence[Problem], *, on: date, monitor: Monitor | None = None) -> str:
    """The pages before/after as HTML for paper; raises WrongUse where there is no problem."""
    title, under = _heads(ws, found, on)
    return problem_pages.page(title, under, pairs(ws, found, monitor))


def write_pages(
    ws: Workspace,
    found: Sequence[Problem],
    target: Path,
    *,
    on: date,
    print_pdf: PrintPdf | None,
    monitor: Monitor | None = None,
) -> int:
    """Write the pages as .pdf, .html or .xlsx, by the name of the target; how many problems they show."""
    ending = target.suffix.lower()
    title, under = _heads(ws, found, on)
    if ending == ".xlsx":
        problem_pages.write_xlsx(target, title, under, pairs(ws, found, monitor), monitor)
    elif ending == ".pdf":
        assert print_pdf is not None  # handed in by __main__ and by the window
        print_pdf(page(ws, found, on=on, monitor=monitor), target)
    else:
        raise WrongUse("整改前后对照只能写成 .xlsx 或 .pdf 文件。")
    return len(found)


def _heads(ws: Workspace, found: Sequence[Problem], on: date) -> tuple[str, str]:
    if not found:
        raise WrongUse("没有可以写出的问题。")
    done = sum(one.state is ProblemState.CLOSED for one in found)
    unit = str(settings.get(ws.reader(), "unit"))
    return f"{unit}整改前后对照", f"截至 {on}，共 {len(found)} 个问题，已完成 {done} 个"
