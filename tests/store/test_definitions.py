"""Definitions in the file: columns that come, undo and redo around them, and what may not be undone."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civdesk.desk import history
from civdesk.domain import definitions as changing
from civdesk.domain.fields import Field, Kind
from civdesk.domain.ledgers import Ledger, ledger_data
from civdesk.errors import Refused
from civdesk.store import definitions, ledgers
from civdesk.store import history as log
from civdesk.store.workspace import Workspace

TALK = Ledger(
    key="talk",
    title="谈话",
    group="队伍",
    title_field="title",
    date_field="date",
    fields=(Field("title", "对象", Kind.TEXT, required=True), Field("date", "日期", Kind.DATE)),
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "w.civdesk"
    with Workspace.create(path) as ws:
        ws.operate("new", "建台账", lambda db: definitions.add_definition(db, TALK), undoable=False)
    return path


@contextlib.contextmanager
def opened(empty: Path) -> Iterator[Workspace]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(empty, folder))
        with Workspace.open(path) as ws:
            yield ws


@pytest.fixture
def ws(empty: Path) -> Iterator[Workspace]:
    with opened(empty) as workspace:
        yield workspace


def talk(ws: Workspace) -> Ledger:
    return definitions.definition(ws.reader(), "talk")


def define(ws: Workspace, ledger: Ledger) -> int | None:
    return ws.operate("define", "设置", lambda db: definitions.change_definition(db, ledger)).operation


def with_field(ws: Workspace, title: str, kind: Kind = Kind.TEXT, **more: object) -> Ledger:
    book = talk(ws)
    taken = definitions.taken_fields(ws.reader(), "talk")
    define(ws, changing.add_field(book, title, kind, taken=taken, **more))
    return talk(ws)


def put(ws: Workspace, book: Ledger, **values: object) -> str:
    return ws.operate("add", "新增", lambda db: ledgers.insert(db, book, values)).result  # type: ignore[arg-type]


def change(ws: Workspace, book: Ledger, id: str, **values: object) -> int | None:
    return ws.operate(
        "set",
        "改",
        lambda db: ledgers.update(db, book, id, values),  # type: ignore[arg-type]
    ).operation


def rows(ws: Workspace) -> list[dict[str, object]]:
    return [dict(record.values) for record in ledgers.records(ws.reader(), talk(ws))]


def seen(ws: Workspace) -> list[str]:
    """The columns that another program sees."""
    return [row[1] for row in ws.reader().execute("pragma table_info(view_talk)")]


def test_a_new_field_is_empty_in_old_records_and_logged_in_all(ws: Workspace) -> None:
    old = put(ws, TALK, title="甲")
    book = with_field(ws, "花费", Kind.AMOUNT, unit="元")
    assert rows(ws) == [{"title": "甲", "date": None, "x_hf": None}]
    assert seen(ws) == ["id", "对象", "日期", "花费（元）"]
    operation = change(ws, book, old, x_hf=1250)
    entry = log.entry(ws.reader(), operation or 0)
    assert entry and entry.changes[0].new == {"x_hf": 1250}
    assert history.told(ws, entry) == ["花费：（空） → 12.5"]


def test_undo_and_redo_across_a_new_field(ws: Workspace) -> None:
    states = [(talk(ws), rows(ws), seen(ws))]
    one = put(ws, TALK, title="甲", date="2026-01-02")
    states.append((talk(ws), rows(ws), seen(ws)))
    book = with_field(ws, "类别", Kind.CHOICES, choices=["一", "二"])
    states.append((talk(ws), rows(ws), seen(ws)))
    change(ws, book, one, x_lb=["一", "二"], title="乙")
    states.append((talk(ws), rows(ws), seen(ws)))
    ws.operate("delete", "删", lambda db: ledgers.delete(db, book, one))
    states.append((talk(ws), rows(ws), seen(ws)))
    for wanted in reversed(states[:-1]):
        history.undo(ws)
        assert (talk(ws), rows(ws), seen(ws)) == wanted
    for wanted in states[1:]:
        history.redo(ws)
        assert (talk(ws), rows(ws), seen(ws)) == wanted


def test_a_field_with_something_in_it_is_not_taken_away(ws: Workspace) -> None:
    one = put(ws, TALK, title="甲")
    book = with_field(ws, "地点", Kind.PLACE)
    adding = history.history(ws)[0].operation
    change(ws, book, one, x_dd="会议室")
    with pytest.raises(Refused, match="又有改动"):
        history.undo(ws, adding)
    assert rows(ws)[0]["x_dd"] == "会议室"
    history.undo(ws)
    history.undo(ws, adding)
    assert talk(ws) == TALK


def test_what_was_written_into_a_later_column_keeps_an_addition_from_being_undone(ws: Workspace) -> None:
    one = put(ws, TALK, title="甲")
    adding = history.history(ws)[0].operation
    book = with_field(ws, "地点", Kind.PLACE)
    change(ws, book, one, x_dd="会议室")
    with pytest.raises(Refused, match="又有改动"):
        history.undo(ws, adding)
    assert rows(ws)[0]["x_dd"] == "会议室"


def test_adding_again_after_undo_takes_another_column(ws: Workspace) -> None:
    with_field(ws, "地点", Kind.PLACE)
    history.undo(ws)
    book = with_field(ws, "地点", Kind.DATE)
    assert book.keys[-1] == "x_dd_2"
    put(ws, book, title="甲", x_dd_2="2026-03-04")
    assert rows(ws) == [{"title": "甲", "date": None, "x_dd_2": "2026-03-04"}]


def test_a_column_that_was_something_else_is_not_taken_by_its_key(ws: Workspace) -> None:
    one = put(ws, TALK, title="甲")
    book = with_field(ws, "人员", Kind.PEOPLE)
    assert book.keys[-1] == "x_ry"
    change(ws, book, one, x_ry=["张三"])
    ws.operate("delete", "删", lambda db: ledgers.delete(db, book, one))
    history.undo(ws, history.history(ws)[2].operation)  # the field: nothing stands in it now
    history.undo(ws, history.history(ws)[1].operation)  # the deletion: its people come back, unseen
    as_text = replace(TALK, fields=(*TALK.fields, Field("x_ry", "人员", Kind.TEXT)))
    with pytest.raises(Refused, match="类型与“人员”不同"):
        define(ws, as_text)
    again = replace(TALK, fields=(*TALK.fields, Field("x_ry", "参加人", Kind.PEOPLE)))
    define(ws, again)
    assert rows(ws)[0]["x_ry"] == ["张三"]


def test_a_field_neither_goes_nor_changes_its_kind(ws: Workspace) -> None:
    with pytest.raises(ValueError, match=r"talk\.date"):
        define(ws, replace(TALK, fields=TALK.fields[:1], date_field=""))
    with pytest.raises(ValueError, match=r"talk\.date"):
        other = (TALK.fields[0], replace(TALK.fields[1], kind=Kind.TEXT))
        define(ws, replace(TALK, fields=other, date_field=""))


VISIT = replace(TALK, key="x_zf", title="走访")


def test_a_new_ledger_is_undone_redone_and_survives_reopening(empty: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(empty, tmp_path / "w.civdesk"))
    with Workspace.open(path) as ws:
        ws.operate("define", "新建", lambda db: definitions.add_definition(db, VISIT))
        history.undo(ws)
        assert list(definitions.definitions(ws.reader())) == ["talk"]
        assert not ws.reader().execute("select 1 from sqlite_master where name = 'view_x_zf'").fetchone()
        assert definitions.taken_keys(ws.reader()) == {"talk", "x_zf"}, "its key is not used again"
    with Workspace.open(path) as ws:
        history.redo(ws)
        assert definitions.definition(ws.reader(), "走访") == VISIT
        put(ws, VISIT, title="张家")
        history.undo(ws)
        history.redo(ws)
        assert [r.values["title"] for r in ledgers.records(ws.reader(), VISIT)] == ["张家"]


def test_a_ledger_with_records_is_not_taken_away(ws: Workspace) -> None:
    making = ws.operate("define", "新建", lambda db: definitions.add_definition(db, VISIT)).operation
    one = put(ws, VISIT, title="张家")
    with pytest.raises(Refused, match="又有改动"):
        history.undo(ws, making)
    deleting = ws.operate("delete", "删", lambda db: ledgers.delete(db, VISIT, one)).operation
    history.undo(ws, making)
    with pytest.raises(Refused, match="又有改动"):
        history.undo(ws, deleting)  # its ledger is gone
    history.redo(ws)
    history.undo(ws, deleting)
    assert ledgers.count(ws.reader(), VISIT) == 1


def test_the_same_ledger_can_come_again_after_undo(ws: Workspace) -> None:
    ws.operate("define", "新建", lambda db: definitions.add_definition(db, VISIT))
    history.undo(ws)
    wider = replace(VISIT, fields=(*VISIT.fields, Field("place", "地点", Kind.PLACE)))
    ws.operate("define", "导入", lambda db: definitions.add_definition(db, wider))
    put(ws, wider, title="李家", place="村口")
    assert [r.values["place"] for r in ledgers.records(ws.reader(), wider)] == ["村口"]
    history.undo(ws)
    history.undo(ws)
    other = replace(VISIT, fields=(VISIT.fields[0], Field("date", "次数", Kind.INTEGER)), date_field="")
    with pytest.raises(Refused, match="类型"):
        ws.operate("define", "导入", lambda db: definitions.add_definition(db, other))


def test_a_title_that_is_another_ones_key_finds_by_key(ws: Workspace) -> None:
    ws.operate("define", "新建", lambda db: definitions.add_definition(db, replace(VISIT, title="talk")))
    assert definitions.definition(ws.reader(), "talk") == TALK


def test_the_stored_text_is_the_definition(ws: Workspace) -> None:
    book = with_field(ws, "地点", Kind.PLACE)
    row = ws.reader().execute("select title, grp, definition from ledger where id = 'talk'").fetchone()
    assert (row["title"], row["grp"]) == ("谈话", "队伍")
    assert ledger_data(book)["fields"][-1]["title"] in row["definition"]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["field", "hide", "rename", "add", "set", "delete", "undo", "redo", "undo"]),
        st.integers(0, 5),
        st.sampled_from([None, "x", "长文"]),
    ),
    min_size=3,
    max_size=14,
)


@settings(max_examples=25)
@given(steps=STEPS)
def test_any_way_back_leads_through_the_same_states(
    empty: Path, steps: list[tuple[str, int, str | None]]
) -> None:
    """Undo and redo visit exactly the states that were there, whatever was defined and written between."""
    with opened(empty) as ws:

        def state() -> object:
            return talk(ws), rows(ws), seen(ws)

        path, at = [state()], 0
        for n, (what, pick, text) in enumerate(steps):
            if what == "undo":
                if at == 0:
                    continue
                history.undo(ws)
                at -= 1
                assert state() == path[at]
                continue
            if what == "redo":
                if at + 1 == len(path):
                    continue
                history.redo(ws)
                at += 1
                assert state() == path[at]
                continue
            book, ids = talk(ws), ledgers.ids(ws.reader(), talk(ws))
            key = book.keys[pick % len(book.keys)]
            if what == "field":
                with_field(ws, f"栏{pick}{n}")
            elif what == "hide" and not book.field(key).required:
                define(ws, changing.change_field(book, key, hidden=not book.field(key).hidden))
            elif what == "rename":
                define(ws, changing.change_field(book, key, title=f"名{n}"))
            elif what == "add":
                put(ws, book, title=f"记{n}", **{book.keys[-1]: text or "y"})
            elif what == "set" and ids:
                if change(ws, book, ids[pick % len(ids)], **{book.keys[-1]: f"{text}{n}"}) is None:
                    continue
            elif what == "delete" and ids:
                id = ids[pick % len(ids)]
                ws.operate("delete", "删", lambda db, id=id, book=book: ledgers.delete(db, book, id))
            else:
                continue
            path, at = [*path[: at + 1], state()], at + 1
