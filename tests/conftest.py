"""What every test shares: an offscreen Qt, a workspace, a silent log, the samples where they are there."""

from __future__ import annotations

import itertools
import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from civdesk.store.workspace import Workspace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The programs that tests start (and kill, by the dozen) need not compile everything anew each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples"

# Two noisy cores: a slow example is no failure. `make test-full` looks at many more of them.
settings.register_profile("quick", deadline=None)
settings.register_profile("full", deadline=None, max_examples=1000)


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("quick" if config.option.markexpr else "full")


@pytest.fixture(scope="session")
def samples() -> Path:
    """The handed-in sheets and photos; they lie beside the checkout and are not part of it."""
    if not SAMPLES.is_dir():
        pytest.skip("the samples are not there")
    return SAMPLES


class Heard(logging.Handler):
    """Keeps what civdesk logs from WARNING up."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _silent_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning that nobody expected fails the test. A test that expects one asks for `caplog` and looks."""
    heard = Heard()
    logger = logging.getLogger("civdesk")
    logger.addHandler(heard)
    yield
    logger.removeHandler(heard)
    if heard.lines and "caplog" not in request.fixturenames:
        pytest.fail("unexpected in the log:\n" + "\n".join(heard.lines))


_persons = itertools.count()


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each test is a person of its own: nobody's real settings are read or written."""
    place = tmp_path_factory.getbasetemp() / f"person-{next(_persons)}"
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(place / name.lower()))
    monkeypatch.setattr("civdesk.settings.folder", lambda: place / "settings")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new workspace, closed and so one file; made once, because making it takes a moment."""
    from civdesk.desk import workspaces

    path = tmp_path_factory.mktemp("template") / "模板.civdesk"
    workspaces.new(path).close()
    return path


@pytest.fixture
def workspace(template: Path, tmp_path: Path) -> Iterator[Workspace]:
    """An open workspace with all that ships and nothing of the unit's own."""
    from civdesk.store.workspace import Workspace

    path = tmp_path / "工作区.civdesk"
    shutil.copy(template, path)
    ws = Workspace.open(path)
    yield ws
    ws.close()
