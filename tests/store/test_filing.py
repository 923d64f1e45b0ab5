"""Reference codes: numbered within year, category and retention; never twice, never anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civdesk.store import blobs, evidence, filing, packages
from civdesk.store.evidence import Evidence
from civdesk.store.filing import Piece
from civdesk.store.workspace import Workspace

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
AT = "2026-09-20T10:30:00"


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "a.civdesk") as made:
        made.unlogged(
            lambda db: db.execute("insert into blob(sha256, size, whole) values (?, 0, 1)", (EMPTY,))
        )
        assert blobs.is_whole(made.reader(), EMPTY)
        yield made


def put(ws: Workspace, *ids: str) -> None:
    for id in ids:
        one = Evidence(id, EMPTY, f"{id}.jpg", "photo", "jpeg", 0, "", AT)
        ws.operate("x", "x", lambda db, one=one: evidence.insert(db, one))


def give(ws: Workspace, *pieces: Piece) -> dict[str, str]:
    return ws.operate(
        "file", "编制档号", lambda db: filing.give(db, pieces, fonds="Z109", at=AT), undoable=False
    ).result


def test_codes_look_as_the_standard_writes_them(ws: Workspace) -> None:
    put(ws, "a", "b", "c", "d", "e")
    codes = give(
        ws,
        Piece("a", "document", 2026, "Y"),
        Piece("b", "photo", 2026, "D30"),
        Piece("c", "photo", 2026, "D30"),
        Piece("d", "video", 2025, "D10"),
        Piece("e", "audio", 2026, "D30"),
    )
    assert list(codes.values()) == [
        "Z109-WS·2026·Y-0001",
        "Z109-ZP·2026·D30-0001",
        "Z109-ZP·2026·D30-0002",
        "Z109-LX·2025·D10-0001",
        "Z109-LY·2026·D30-0001",
    ]
    assert filing.codes(ws.reader()) == codes


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from([2025, 2026])), max_size=20))
def test_whatever_comes_again_keeps_its_code(
    tmp_path_factory: pytest.TempPathFactory, wishes: list[tuple[str, int]]
) -> None:
    with Workspace.create(tmp_path_factory.mktemp("filing") / "a.civdesk") as ws:
        ws.unlogged(lambda db: db.execute("insert into blob(sha256, size, whole) values (?, 0, 1)", (EMPTY,)))
        put(ws, *"abcdefgh")
        seen: dict[str, str] = {}
        for id, year in wishes:
            new = give(ws, Piece(id, "photo", year, "D30"))
            assert not new.keys() & seen.keys() and not set(new.values()) & set(seen.values())
            seen |= new
            assert filing.codes(ws.reader()) == seen
        assert len(set(seen.values())) == len(seen) == len({id for id, _ in wishes})


def test_a_package_says_what_was_in_it(ws: Workspace) -> None:
    def add(name: str, at: str, *ids: str) -> None:
        ws.operate(
            "export",
            "x",
            lambda db: packages.add(
                db, kind="archive", name=name, made_at=at, files=3, bytes=9, evidence=ids, seal="00"
            ),
        )

    add("六月", "2026-06-30T09:00:00", "b", "a")
    add("九月", "2026-09-20T09:00:00", "c")
    add("六月", "2026-07-01T09:00:00", "d")
    assert [one.name for one in packages.packages(ws.reader())] == ["九月", "六月", "六月"]
    found = packages.find(ws.reader(), "六月")
    assert found is not None and found.evidence == {"d"} and found.files == 3
    assert packages.find(ws.reader(), found.id) == found
    assert packages.find(ws.reader(), "没有") is None
    assert packages.packages(ws.reader(), "pack") == []
