"""Writing aside and locking."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from civdesk.errors import Locked, Refused
from civdesk.files import FileLock, unused, written_aside
from civdesk.settings import Settings


def test_a_target_is_replaced_only_when_all_is_written(tmp_path: Path) -> None:
    target = tmp_path / "表.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), written_aside(target) as stream:
        stream.write(b"half")
        raise ZeroDivisionError
    assert target.read_bytes() == b"old"
    with written_aside(target) as stream:
        stream.write(b"new")
    assert target.read_bytes() == b"new"
    assert [p.name for p in tmp_path.iterdir()] == [target.name]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_colleagues_may_read_what_goes_out(tmp_path: Path) -> None:
    plain = tmp_path / "a"
    plain.write_bytes(b"")
    with written_aside(tmp_path / "b"):
        pass
    assert (tmp_path / "b").stat().st_mode == plain.stat().st_mode


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="无法写入"), written_aside(tmp_path / "没有" / "表.xlsx"):
        pass


def test_one_holder_at_a_time(tmp_path: Path) -> None:
    one, two = FileLock(tmp_path / "w.lock"), FileLock(tmp_path / "w.lock")
    one.acquire()
    with pytest.raises(Locked, match=f"进程 {os.getpid()}"):
        two.acquire()
    one.release()
    two.acquire()
    two.release()
    assert list(tmp_path.iterdir()) == []


def test_a_lock_left_by_a_dead_process_is_free(tmp_path: Path) -> None:
    left = tmp_path / "w.lock"
    left.write_text('{"pid": 1, "host": "' + "x" * 200)
    lock = FileLock(left)
    lock.acquire()
    with pytest.raises(Locked, match=f"进程 {os.getpid()}）"):
        FileLock(left).acquire()
    lock.release()


def test_a_name_in_use_gets_a_number(tmp_path: Path) -> None:
    path = tmp_path / "a.b"
    assert unused(path) == path
    path.touch()
    (tmp_path / "a-2.b").touch()
    assert unused(path) == tmp_path / "a-3.b"


def test_settings_that_cannot_be_saved_keep_nobody_from_the_work(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings = Settings(tmp_path / "file" / "settings.json")
    settings["text_size"] = 125
    assert settings["text_size"] == 125
    with pytest.raises(KeyError):
        settings["colour"] = "red"
