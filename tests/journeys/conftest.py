"""Journeys go through the real command line: what it prints is what others will read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from civdesk.cli.main import run


class Desk:
    """A workspace and the commands on it; `desk("assess", "province_unit")` gives (exit code, JSON)."""

    def __init__(self, workspace: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.workspace = workspace
        self._capture = capture

    def __call__(self, command: str, *arguments: object) -> tuple[int, dict[str, Any]]:
        return self.plain(command, self.workspace, *arguments)

    def plain(self, command: str, *arguments: object) -> tuple[int, dict[str, Any]]:
        """A command on something other than the workspace."""
        self._capture.readouterr()
        code = run([command, *map(str, arguments), "--json"])
        out = self._capture.readouterr().out
        assert out.count("\n") == 1, "one JSON object on standard output"
        said: dict[str, Any] = json.loads(out)
        return code, said


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A fresh workspace, made by the command line."""
    one = Desk(tmp_path / "单位.civdesk", capsys)
    assert one("new")[0] == 0
    return one


Command = Callable[..., tuple[int, dict[str, Any]]]
