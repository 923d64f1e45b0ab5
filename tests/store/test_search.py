"""Search: exactly what LIKE finds, however far the index is; ranked by kind, title and day."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civdesk import resources
from civdesk.desk import searching
from civdesk.domain.fields import Kind
from civdesk.domain.ledgers import read_ledger
from civdesk.domain.searching import variants
from civdesk.store import backup, blobs, evidence, ledgers, matching, operations, search, search_index
from civdesk.store.evidence import Evidence
from civdesk.store.ids import new_id
from civdesk.store.workspace import Workspace
from tests.filling import put
from tests.older import as_of

# Few characters, so that they meet: Chinese ones, signs of LIKE and of JSON, both widths, both cases.
_TEXT = st.text("清明节学习aAbÉé12%_\\\"'-*，、 （）[{✿😀\n１ａ帐", max_size=8)
_DAY = st.sampled_from(["2026-04-05", "2026-04-04", "2025-12-31", None])
_RECORD = st.fixed_dictionaries(
    {"title": _TEXT, "note": _TEXT, "date": _DAY, "departments": st.lists(_TEXT.filter(bool), max_size=2)}
)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one ledger, two indicators and a task: little to look through one by one."""

    def fill(ws: Workspace) -> None:
        def work(db: sqlite3.Connection) -> None:
            ledgers.add_definition(db, read_ledger(resources.toml("ledgers", "activity.toml")))
            db.execute("insert into standard(id, title, definition) values ('s', '标准', '{}')")
            for n, title in enumerate(("清明节 A_1", "学习％")):
                db.execute(
                    "insert into indicator(id, standard, position, code, title, requirement)"
                    " values (?, 's', ?, ?, ?, '习1')",
                    (f"i{n}", n, f"1-{n}", title),
                )
            db.execute("insert into task(id, title, due, note) values ('t', '节', '2026-04-05', 'Ab清')")

        ws.operate("new", "新建", work, undoable=False)

    path = tmp_path_factory.mktemp("small") / "小.civdesk"
    Workspace.create(path, fill).close()
    return path


def opened(template: Path, folder: str) -> Workspace:
    path = Path(folder) / "w.civdesk"
    shutil.copy(template, path)
    return Workspace.open(path)


def found(ws: Workspace, text: str, limit: int = 10_000) -> list[search.Hit]:
    """What a search finds now, without anybody bringing the index up to date."""
    db = ws.reader()
    texts = variants(text, [])
    return search.search(db, ledgers.definitions(db), texts, limit) if texts else []


def scanned(ws: Workspace, text: str) -> set[str]:
    """Ids of all that holds the text by LIKE, each field as people read it."""
    db = ws.reader()
    hits: set[str] = set()

    def look(id: str, values: list[Any]) -> None:
        for value in values:
            if isinstance(value, list):
                value = "、".join(value)
            for one in variants(text, []):
                if (
                    isinstance(value, str)
                    and db.execute("select ? like ? escape '\\'", (value, matching.like(one))).fetchone()[0]
                ):
                    hits.add(id)

    for ledger in ledgers.definitions(db).values():
        skipped = {f.key for f in ledger.fields if f.kind in (Kind.INTEGER, Kind.AMOUNT, Kind.YES_NO)}
        for record in ledgers.records(db, ledger):
            look(record.id, [value for key, value in record.values.items() if key not in skipped])
    for one in evidence.listed(db):
        look(one.id, [one.name, *(getattr(one, name) for name in evidence.CAPTION)])
    for row in db.execute("select e.id, t.text from evidence_text t join evidence e using (sha256)"):
        look(row[0], [row[1]])
    for row in db.execute("select id, code || ' ' || title, asked, requirement from indicator"):
        look(row[0], list(row)[1:])
    for row in db.execute("select id, title, lead, owner, note from task"):
        look(row[0], list(row)[1:])
    return hits


def add_document(ws: Workspace, name: str, text: str, taken_at: str | None = None) -> str:
    id = new_id()
    sha256 = hashlib.sha256(id.encode()).hexdigest()

    def work(db: sqlite3.Connection) -> None:
        blobs.put(db, sha256, id.encode())
        one = Evidence(id, sha256, name, "document", "docx", 26, "", "2026-01-01T00:00:00", taken_at)
        evidence.insert(db, one)

    ws.operate("import_files", "导入", work)
    if text:
        ws.unlogged(lambda db: search_index.put_text(db, sha256, text))
    return id


def agree(ws: Workspace, text: str) -> None:
    hits = [hit.id for hit in found(ws, text)]
    assert set(hits) == scanned(ws, text), text
    assert len(hits) == len(set(hits))
    assert [hit.id for hit in found(ws, text, 3)] == hits[:3] or len(hits) > 3


_STEP = st.one_of(
    st.tuples(st.just("add"), st.lists(_RECORD, min_size=1, max_size=4)),
    st.tuples(st.just("set"), _RECORD),
    st.tuples(st.just("delete"), st.none()),
    st.tuples(st.just("file"), st.tuples(_TEXT.filter(str.strip), _TEXT)),
    st.tuples(st.just("undo"), st.none()),
    st.tuples(st.just("redo"), st.none()),
    st.tuples(st.just("index"), st.integers(1, 3)),
    st.tuples(st.just("reset"), st.none()),
    st.tuples(st.just("restore"), st.none()),
)


def do(ws: Workspace, what: str, value: Any) -> Workspace:
    db = ws.reader()
    book = ledgers.definition(db, "activity")
    ids = ledgers.ids(db, book)
    if what == "add":
        put(ws, "activity", *({k: v or None for k, v in row.items() if k in book.keys} for row in value))
    elif what == "set" and ids:
        values = {k: v or None for k, v in value.items() if k in book.keys}
        ws.operate("set", "改", lambda w: ledgers.update(w, book, ids[0], values))
    elif what == "delete" and ids:
        ws.operate("delete", "删", lambda w: ledgers.delete(w, book, ids[0]))
    elif what == "file":
        add_document(ws, *value)
    elif what == "undo" and (last := operations.next_undo(db)):
        ws.operate("undo", "撤销", lambda w: operations.revert(w, last[0]), undoes=last[0])
    elif what == "redo" and (again := operations.next_redo(db)):
        ws.operate("redo", "重做", lambda w: operations.revert(w, again[1]), undoes=again[0])
    elif what == "index":
        for _ in range(value):
            ws.unlogged(lambda w: search_index.step(w, ledgers.definitions(w)))
    elif what == "reset":
        ws.unlogged(search_index.reset)
    elif what == "restore":
        copy = ws.path.with_name(f"{new_id()}.civdesk")
        backup.backup(ws.path, copy)
        ws.close()
        backup.restore(copy, ws.path)
        return Workspace.open(ws.path)
    return ws


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=settings.default.max_examples // 6)
@given(steps=st.lists(_STEP, max_size=10), texts=st.lists(_TEXT, min_size=3, max_size=6), start=st.booleans())
def test_it_finds_what_like_finds(
    small: Path, steps: list[tuple[str, Any]], texts: list[str], start: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ws = opened(small, folder)
        try:
            if start:
                searching.catch_up(ws)
            for what, value in steps:
                ws = do(ws, what, value)
            for text in ("清", "a", "%", "、", *texts):
                agree(ws, text)
            searching.catch_up(ws)
            for text in ("清明", "2026-04", '"', *texts):
                agree(ws, text)
        finally:
            ws.close()


@pytest.fixture(params=["indexed", "half", "scanned"])
def way(request: pytest.FixtureRequest) -> str:
    """How far the index is."""
    return str(request.param)


def ready(ws: Workspace, way: str) -> None:
    if way == "scanned":
        ws.unlogged(search_index.reset)
    else:
        searching.catch_up(ws)


def test_the_best_comes_first(workspace: Workspace, way: str) -> None:
    ready(workspace, "indexed")
    body, early = put(
        workspace, "activity",
        {"title": "其他", "note": "踏青祭扫", "date": "2026-04-05"}, {"title": "踏青", "date": "2026-03-01"},
    )  # fmt: skip
    ready(workspace, way if way != "half" else "indexed")
    (late,) = put(workspace, "study", {"title": "踏青学习", "date": "2026-04-01"})
    (undated,) = put(workspace, "study", {"title": "踏青（未定）"})
    inside = add_document(workspace, "方案.docx", "各科室：定于四月踏青。")
    named = add_document(workspace, "踏青.docx", "")
    if way == "indexed":
        ready(workspace, way)
    hits = found(workspace, "踏青")
    assert [hit.id for hit in hits] == [late, early, undated, body, named, inside]
    assert [hit.kind for hit in hits] == ["record"] * 4 + ["evidence"] * 2
    assert [hit.id for hit in found(workspace, "踏青", 2)] == [late, early]
    assert hits[3].where.endswith("·备注") and hits[3].snippet == ("", "踏青", "祭扫")
    assert hits[5].where == "影像·文件内容" and hits[5].snippet == ("各科室：定于四月", "踏青", "。")


def test_indicators_come_as_their_standard_has_them(workspace: Workspace, way: str) -> None:
    ready(workspace, "indexed" if way == "half" else way)
    db = workspace.reader()
    hits = [hit for hit in found(workspace, "志愿") if hit.kind == "indicator"]
    order = {
        row[0]: n
        for n, row in enumerate(
            db.execute(
                "select i.id from indicator i join standard s on s.id = i.standard"
                " order by s.active desc, s.id, i.position"
            )
        )
    }
    assert len(hits) > 3
    assert [order[hit.id] for hit in hits] == sorted(order[hit.id] for hit in hits)
    assert all(hit.where and hit.place for hit in hits)


def test_many_hits_and_few_of_them_wanted(workspace: Workspace, way: str) -> None:
    ready(workspace, "indexed" if way == "half" else way)
    days = [f"{2017 + n % 9}-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(6000)]
    put(workspace, "study", *({"title": f"第{n}次集体研学", "date": day} for n, day in enumerate(days)))
    if way == "indexed":
        ready(workspace, way)
    hits = found(workspace, "集体研学", 50)
    assert [hit.title[:10] for hit in hits] == sorted(days, reverse=True)[:50]
    assert {hit.title for hit in found(workspace, "第599次")} == {f"{days[599]} 第599次集体研学"}
    assert not found(workspace, "学研")


def test_more_records_on_one_day_than_it_has_numbers(workspace: Workspace) -> None:
    put(workspace, "study", *({"title": f"研学{n}", "date": "2026-03-05"} for n in range(4200)))
    ready(workspace, "indexed")
    assert len(found(workspace, "研学", 10_000)) == 4200


def test_words_and_widths_that_mean_the_same(workspace: Workspace) -> None:
    put(workspace, "study", {"title": "第１季度ＡＢ台帐"}, {"title": "第1季度相片"}, {"title": "图片"})
    titles = lambda text: {hit.title for hit in searching.find(workspace, text).hits}  # noqa: E731
    assert titles("第1季度") == titles("第１季度") == {"第１季度ＡＢ台帐", "第1季度相片"}
    assert {"第１季度ＡＢ台帐"} <= titles("台账")
    assert {"第1季度相片", "图片"} <= titles("照片")
    assert titles("  ") == titles("\0") == set()


def test_a_definition_that_went_and_came_back(workspace: Workspace) -> None:
    db = workspace.reader()
    book = ledgers.definition(db, "study")
    (id,) = put(workspace, "study", {"title": "踏青"})
    searching.catch_up(workspace)
    gone = workspace.operate(
        "definition", "去掉", lambda w: w.execute("delete from ledger where id = ?", (book.key,))
    )
    (other,) = workspace.operate(
        "add", "新增", lambda w: ledgers.insert_many(w, book, [{"title": "又踏青"}])
    ).result
    searching.catch_up(workspace)
    assert not found(workspace, "踏青")
    assert gone.operation
    workspace.operate(
        "undo", "撤销", lambda w: operations.revert(w, gone.operation or 0), undoes=gone.operation
    )
    assert {hit.id for hit in found(workspace, "踏青")} >= {id}
    searching.catch_up(workspace)
    assert {hit.id for hit in found(workspace, "踏青")} == {id, other}


def test_an_index_full_of_old_rows_is_made_anew(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "_MOST_DEAD", 20)
    (id,) = put(workspace, "study", {"title": "踏青0"})
    searching.catch_up(workspace)
    book = ledgers.definition(workspace.reader(), "study")

    for n in range(1, 5):
        ids = put(workspace, "study", *({"title": f"旧{m}"} for m in range(300)))
        searching.catch_up(workspace)
        workspace.operate("delete", "删", lambda w, ids=ids: [ledgers.delete(w, book, one) for one in ids])  # type: ignore[misc]
        workspace.operate("set", "改", lambda w, n=n: ledgers.update(w, book, id, {"title": f"踏青{n}"}))  # type: ignore[misc]
        searching.catch_up(workspace)
        assert [hit.title for hit in found(workspace, "踏青")] == [f"踏青{n}"]
    # 1,200 rows went, and one was changed four times.
    dead = workspace.reader().execute("select value from search_state where name = 'dead'").fetchone()
    assert not dead or dead[0] < 1000


def test_an_older_file_is_searched_before_and_after_its_index_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "旧.civdesk"
    with monkeypatch.context() as old:
        as_of(old, 1)
        from civdesk.desk import workspaces

        with workspaces.new(path) as ws:
            (id,) = put(ws, "study", {"title": "踏青"})
    with Workspace.open(path, write=False) as ws:
        assert [hit.id for hit in searching.find(ws, "踏青").hits] == [id]
        assert ws.reader().execute("select count(*) from search_doc").fetchone()[0] == 0
    (copy,) = tmp_path.glob("*升级前*")
    with Workspace.open(copy) as ws:
        assert [hit.id for hit in searching.find(ws, "踏青").hits] == [id]
    with Workspace.open(path) as ws:
        searching.catch_up(ws)
        assert ws.reader().execute("select count(*) from search_doc").fetchone()[0] > 0
        assert [hit.id for hit in searching.find(ws, "踏青").hits] == [id]


def test_a_safety_copy_leaves_the_index_out_and_works(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    import civdesk.store.workspace as module

    (id,) = put(workspace, "study", {"title": "踏青"})
    searching.catch_up(workspace)
    copy = workspace.outside(lambda db: module._safety_copy(db, workspace.path))
    with Workspace.open(copy) as ws:
        assert ws.reader().execute("select count(*) from search_doc").fetchone()[0] == 0
        assert [hit.id for hit in found(ws, "踏青")] == [id]
        searching.catch_up(ws)
        assert [hit.id for hit in found(ws, "踏青")] == [id]
