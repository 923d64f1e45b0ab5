"""The questions of surveys in the file; the surveys themselves are records of the ledger `survey`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from ..domain.surveys import Question, question_data, read_question
from .ids import new_id

LEDGER = "survey"


def questions(db: sqlite3.Connection, survey: str) -> list[Question]:
    """The questions of a survey in their order."""
    rows = db.execute(
        "select id, title, kind, options from survey_question where survey = ? order by position, id",
        (survey,),
    )
    return [read_question(row[0], row[1], row[2], json.loads(row[3])) for row in rows]


def put(db: sqlite3.Connection, survey: str, wanted: Sequence[Question]) -> None:
    """Let these be the questions of a survey, in this order; one with an id that is there is changed, others
    are added, those that are not among them go."""
    there = {row[0] for row in db.execute("select id from survey_question where survey = ?", (survey,))}
    for gone in there - {one.id for one in wanted}:
        db.execute("delete from survey_question where id = ?", (gone,))
    for position, one in enumerate(wanted, 1):
        options = json.dumps(question_data(one), ensure_ascii=False)
        if one.id in there:
            db.execute(
                "update survey_question set position = ?, title = ?, kind = ?, options = ? where id = ?"
                " and (position, title, kind, options) <> (?, ?, ?, ?)",
                (position, one.title, one.kind, options, one.id, position, one.title, one.kind, options),
            )
        else:
            db.execute(
                "insert into survey_question(id, survey, position, title, kind, options)"
                " values (?, ?, ?, ?, ?, ?)",
                (new_id(), survey, position, one.title, one.kind, options),
            )
