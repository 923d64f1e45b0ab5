"""Surveys, a drawn sample and evaluations of the sample workspace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from .. import resources
from ..domain.evaluations import Criterion, Prize
from ..domain.surveys import Option, Question
from ..store.workspace import Workspace
from . import evaluations, publishing, sampling, surveys

_VALUES = (
    "title",
    "kind",
    "audience",
    "method",
    "department",
    "issued",
    "returned",
    "population",
    "denominator",
)


def fill(ws: Workspace, today: date) -> None:
    """Two surveys with their questions, a sample of thirty, a finished evaluation and an open one."""
    office = resources.toml("sample", "surveys.toml")
    made: dict[str, str] = {}
    for one in office["survey"]:
        raw = {key: one[key] for key in _VALUES if key in one}
        raw["date"] = (today - timedelta(days=one["days"])).isoformat()
        saved = surveys.add(ws, raw, [_question(data) for data in one["question"]], today=today)
        made[one["title"]] = saved.id
    for one in office["sample"]:
        drawn = sampling.draw(
            ws,
            one["register"],
            one["size"],
            on=today - timedelta(days=one["days"]),
            filters=[one["filter"]],
            stratified=one["stratified"],
            reserves=one["reserves"],
            title=one["title"],
            seed=one["seed"],
        )
        sampling.assign(ws, drawn.id, made[one["survey"]])
    for one in office["evaluation"]:
        _evaluate(ws, one, today)


def _question(data: dict[str, Any]) -> Question:
    options = tuple(Option(title, number, favourable) for title, favourable, number in data["options"])
    return Question(
        data["title"],
        options,
        data.get("kind", ""),
        data.get("multiple", False),
        data.get("decisive", False),
        data.get("answered"),
    )


def _evaluate(ws: Workspace, one: dict[str, Any], today: date) -> None:
    ends = today - timedelta(days=one["days"])
    plan = replace(
        evaluations.scheme(one["scheme"]).plan,
        judges=tuple(one["judges"]),
        criteria=tuple(Criterion(title, most * 100) for title, most in one["criteria"]),
    )
    if "prizes" in one:
        plan = replace(plan, prizes=tuple(Prize(title, most) for title, most in one["prizes"]))
    people = evaluations.candidates_from(ws, "department", ends, ["股室"])[: len(one["scores"])]
    id, _ = evaluations.new(
        ws,
        one["title"],
        plan,
        people,
        starts=ends - timedelta(days=one["length"]),
        ends=ends,
        department=one["department"],
    )
    scores = {
        (name, judge, criterion): points * 100
        for (name, _), by_judge in zip(people, one["scores"], strict=False)
        for judge, given in zip(one["judges"], by_judge, strict=True)
        for (criterion, _), points in zip(one["criteria"], given, strict=False)
    }
    evaluations.score(ws, id, scores)
    if one["publish"]:
        publishing.publish(ws, id, honours=True)
