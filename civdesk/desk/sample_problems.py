"""The sample's problems go their way: steps, photos before and after, a hard one, a second failure."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from .. import resources
from ..domain.problems import ProblemState
from ..media import sketch
from ..store import ledgers
from ..store.workspace import Workspace
from . import evidence, problems, problems_notice, problems_verbs
from .problems import LEDGER


def fill(ws: Workspace, today: date) -> None:
    """Let the problems of this year go as far as they have come by `today`; those it needs are made."""
    office = resources.toml("sample", "problems.toml")
    heads = _heads(ws)
    problems.set_phases(
        ws,
        [
            {
                "title": one["title"],
                "start": f"{today.year}-{one['start']}",
                "end": f"{today.year}-{one['end']}",
            }
            for one in office["phase"]
        ],
    )
    past = [one.id for one in problems.problems(ws, today).problems if one.finished < f"{today.year}-"]
    if past := [id for id in past if problems.problem(ws, id, today).state is ProblemState.CLOSED]:
        problems_verbs.close(ws, past, on=date(today.year - 1, 12, 31), text="年终核销")
    for entry in office["problem"]:
        id = _made(ws, entry, heads, today) if "new" in entry else _found(ws, entry["title"], today)
        if not id:
            continue
        found = date.fromisoformat(problems.problem(ws, id, today).found)
        _photos(ws, id, entry, found, today)
        for step in entry["steps"]:
            on = found + timedelta(days=step["after"])
            if on <= today:
                # Who checks is a person, where the data names a department.
                who = heads.get(step.get("who", ""), step.get("who", ""))
                _take(ws, id, step, found, on, who)


def _heads(ws: Workspace) -> dict[str, str]:
    """Who leads each department in the sample's register of people."""
    db = ws.reader()
    heads: dict[str, str] = {}
    for one in ledgers.records(db, ledgers.definition(db, "staff")):
        if one.values.get("position") == "股长":
            heads.setdefault(str(one.values.get("department")), str(one.values.get("title")))
    return heads


def _found(ws: Workspace, title: str, today: date) -> str:
    listed = problems.problems(ws, today).problems
    return next((one.id for one in listed if one.title == title and one.found >= f"{today.year}-"), "")


def _made(ws: Workspace, entry: Mapping[str, Any], heads: Mapping[str, str], today: date) -> str:
    values = dict(entry["new"])
    found = date.fromisoformat(f"{today.year}-{values.pop('on')}")
    if found > today:
        return ""
    values["deadline"] = found + timedelta(days=values.pop("days"))
    values["owner"] = heads.get(values["department"], "")
    return problems.add(ws, {"title": entry["title"], "date": found, **values}, today=today).id


def _photos(ws: Workspace, id: str, entry: Mapping[str, Any], found: date, today: date) -> None:
    """One before; one after where it was mended (the second number: days after the finding)."""
    scene, mended = entry["photos"]
    days = [("before", "整改前", found)]
    if mended and found + timedelta(days=mended) <= today:
        days.append(("after", "整改后", found + timedelta(days=mended)))
    with tempfile.TemporaryDirectory(prefix="civdesk-sample-") as folder:
        for role, word, day in days:
            taken = datetime(day.year, day.month, day.day, 9, 20)
            path = Path(folder) / f"{entry['title']}-{word}.jpg".replace("/", "")
            path.write_bytes(sketch.photo(scene, word, day.toordinal() + 7, taken=taken))
            report = evidence.import_files(ws, [path], record=(LEDGER, id), role=role, today=today)
            for stored in report.evidence:
                evidence.caption(ws, stored.id, {"题名": f"{word}：{entry['title']}", "事由": entry["title"]})


def _take(ws: Workspace, id: str, step: Mapping[str, Any], found: date, on: date, who: str) -> None:
    text = step.get("text", "")
    later = found + timedelta(days=step["days"]) if "days" in step else None
    match step["verb"]:
        case "assign":
            problems_verbs.assign(ws, [id], on=on)
        case "urge":
            problems_verbs.urge(ws, [id], text, on=on, who=who)
        case "circulate":
            problems_verbs.circulate(ws, [id], step["level"], on=on, text=text)
        case "measure":
            problems_verbs.measure(ws, id, text, on=on)
        case "feedback":
            problems_verbs.feedback(ws, id, text, on=on, to=step["to"])
        case "finish":
            problems_verbs.finish(ws, [id], on=on, result=text)
        case "pass" | "fail":
            passed = step["verb"] == "pass"
            problems_verbs.recheck(ws, [id], passed, on=on, who=who, text=text, deadline=later)
        case "extend":
            assert later is not None
            problems_verbs.extend(ws, [id], later, step["reason"], who, on=on)
        case "hard":
            problems_verbs.hard(ws, id, step["reason"], step["timetable"], on=on, reported_to=step["to"])
        case "close":
            problems_verbs.close(ws, [id], on=on)
        case "account":
            for one in problems_notice.proposals(ws, on):
                if one.record == id:
                    problems_notice.call_to_account(ws, one, on=on)
