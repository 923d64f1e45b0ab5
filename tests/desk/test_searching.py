"""Searching while one works: the index follows by itself, and documents are looked into."""

from __future__ import annotations

import io
import operator
import threading
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from civdesk.cli.main import run
from civdesk.desk import evidence, records, searching
from civdesk.store.workspace import Workspace

TODAY = date(2026, 7, 31)


def document(path: Path, text: str) -> Path:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "word/document.xml", f'<w:document xmlns:w="w"><w:p><w:t>{text}</w:t></w:p></w:document>'
        )
    path.write_bytes(stream.getvalue())
    return path


@pytest.fixture
def until_indexed(monkeypatch: pytest.MonkeyPatch) -> Callable[[Workspace], None]:
    """Wait until the index has followed the log by itself."""
    looked, follow = threading.Event(), searching.catch_up

    def heard(*given: Any) -> None:
        follow(*given)
        looked.set()

    monkeypatch.setattr(searching, "catch_up", heard)
    asked = (
        "select coalesce((select value from search_state where name = 'indexed'), 0),"
        " (select max(id) from change)"
    )

    def wait(ws: Workspace) -> None:
        while operator.ne(*ws.reader().execute(asked).fetchone()):
            assert looked.wait(60), "the index never followed"
            looked.clear()

    return wait


def test_the_index_follows_by_itself(
    workspace: Workspace, until_indexed: Callable[[Workspace], None]
) -> None:
    assert not searching.find(workspace, "踏青").hits
    saved = records.add(workspace, "study", {"date": "2026-04-05", "title": "踏青"}, today=TODAY)
    assert [hit.id for hit in searching.find(workspace, "踏青").hits] == [saved.id]
    until_indexed(workspace)
    assert [hit.id for hit in searching.find(workspace, "踏青").hits] == [saved.id]


def test_inside_documents(workspace: Workspace, tmp_path: Path) -> None:
    path = document(tmp_path / "通知.docx", "定于清明前往烈士陵园祭扫")
    report = evidence.import_files(workspace, [path], today=TODAY)
    (id,) = [entry.id for entry in report.evidence]
    searching.catch_up(workspace)
    (hit,) = searching.find(workspace, "烈士陵园").hits
    assert (hit.kind, hit.id, hit.title, hit.where) == ("evidence", id, "通知.docx", "影像·文件内容")
    evidence.delete(workspace, [id])
    assert not searching.find(workspace, "烈士陵园").hits


def test_only_so_many(workspace: Workspace) -> None:
    for n in range(4):
        records.add(workspace, "study", {"date": f"2026-04-0{n + 1}", "title": "踏青"}, today=TODAY)
    found = searching.find(workspace, "踏青", 3)
    assert [hit.title[:10] for hit in found.hits] == ["2026-04-04", "2026-04-03", "2026-04-02"] and found.more
    assert not searching.find(workspace, "踏青", 4).more


def test_a_workspace_closes_while_its_index_is_made(template: Path, tmp_path: Path) -> None:
    path = tmp_path / "w.civdesk"
    path.write_bytes(template.read_bytes())
    with Workspace.open(path) as ws:
        searching.keep_ready(ws)
        searching.keep_ready(ws)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_commands_bring_it_up_to_date(
    template: Path, tmp_path: Path, until_indexed: Callable[[Workspace], None]
) -> None:
    path = tmp_path / "w.civdesk"
    path.write_bytes(template.read_bytes())
    with Workspace.open(path) as ws:
        searching.catch_up(ws)
    assert run(["add", str(path), "study", "date=2026-04-05", "title=踏青", "--json"]) == 0
    with Workspace.open(path, write=False) as ws:
        until_indexed(ws)
