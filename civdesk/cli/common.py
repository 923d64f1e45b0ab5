"""What the commands share: arguments, opening a workspace, JSON and sentences, exit codes."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import json
import re
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from ..domain.dates import DateError, read_date
from ..domain.ledgers import Ledger
from ..errors import DeskError, WrongUse
from ..store.connections import world_error
from ..store.workspace import Workspace

DONE, PART, WRONG, REFUSED = 0, 1, 2, 3


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """What a command has to say: an object for `--json`, lines for people, an exit code."""

    data: dict[str, Any]
    lines: Sequence[str] = ()
    code: int = DONE


# What argparse says, and what the clerk hears.
_COMPLAINTS = (
    (re.compile(r"the following arguments are required: (.+)"), "还缺：{}"),
    (re.compile(r"invalid choice: '?(.+?)'? \("), "没有“{}”这一项"),
    (re.compile(r"unrecognized arguments: (.+)"), "多出来的内容：{}"),
    (re.compile(r"argument ([^:]+): expected .+"), "{} 后面要跟一个值"),
    (re.compile(r"ambiguous option: (\S+)"), "“{}”有几种可能，请写全"),
    (re.compile(r"invalid int value: '(.+)'"), "“{}”不是整数"),
)


# What a command's help calls its arguments.
_NAMES = {
    "workspace": "工作区",
    "ledger": "台账",
    "standard": "标准",
    "code": "指标编号",
    "file": "文件",
    "paths": "路径",
    "out": "目标文件夹",
    "folder": "文件夹",
    "backup": "备份",
    "evidence": "影像编号",
    "text": "文字",
    "name": "姓名",
}

# Seconds after a command for the search index; after a large import the window does the rest.
_INDEXING = 0.3


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese and whose complaints are our errors, for `--json` too."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Help, **options)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def add_argument(self, *names: str, **options: Any) -> argparse.Action:
        """As argparse does, with the argument's Chinese name where it has one."""
        if names[0] in _NAMES:
            options.setdefault("metavar", _NAMES[names[0]])
        return super().add_argument(*names, **options)

    def error(self, message: str) -> NoReturn:
        said = next((text.format(m[1]) for seen, text in _COMPLAINTS if (m := seen.search(message))), message)
        raise WrongUse(f"命令用法不对：{said}。用 civdesk --help 查看全部命令。")


def day(text: str) -> date:
    """A `--on`, `--from`, `--to` argument."""
    try:
        return read_date(text)
    except DateError as error:
        raise WrongUse(f"日期“{text}”不对：{error}") from error


def limit(text: str) -> int:
    """A `--limit` argument: a number of lines."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 1_000_000):
        raise WrongUse(f"条数“{text}”不对，请写 1 到 1000000 的整数。")
    return int(text)


def today(args: argparse.Namespace) -> date:
    """The day a command works on: `--on`, or the day of the clock."""
    return args.on or date.today()


@contextlib.contextmanager
def reading(args: argparse.Namespace) -> Iterator[Workspace]:
    """The workspace of a reading command; takes no lock."""
    with Workspace.open(args.workspace, write=False) as ws, _told(ws):
        yield ws


@contextlib.contextmanager
def writing(args: argparse.Namespace) -> Iterator[Workspace]:
    """The workspace of a writing command, locked."""
    with Workspace.open(args.workspace) as ws, _told(ws):
        if ws.interrupted:
            say(f"上次有 {len(ws.interrupted)} 步操作中断，已记为“中断”，可以撤销。")
        yield ws
        _index(ws)


def _index(ws: Workspace) -> None:
    """Let the search index follow, for as long as nobody minds; the window does what is left."""
    from ..desk import searching

    until = time.monotonic() + _INDEXING
    with contextlib.suppress(DeskError):  # what was asked for is done, whatever becomes of the index
        searching.catch_up(ws, lambda: time.monotonic() < until)


@contextlib.contextmanager
def _told(ws: Workspace) -> Iterator[None]:
    """A damaged page or a vanished disk met while reading is the world's error, not ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise world_error(error, ws.path) from error


def say(text: str) -> None:
    """A message for people, on standard error: standard output belongs to the answer."""
    print(text, file=sys.stderr)


def pairs(texts: Sequence[str]) -> dict[str, str]:
    """字段=值 arguments as a mapping."""
    found = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not name.strip():
            raise WrongUse(f"“{text}”应写成 字段=值。")
        if name.strip() in found:
            raise WrongUse(f"“{name.strip()}”写了两次，请只写一次。")
        found[name.strip()] = value
    return found


def timed(book: Ledger, *, period: bool, on: bool) -> None:
    """Refuse to ask a ledger for a period (`period`) or for who is in it on a day (`on`) that it cannot tell:
    all its records would pass for the answer."""
    if period and not book.date_field:
        raise WrongUse(f"《{book.title}》没有日期，不能按时段统计。")
    if on and not (book.register and (book.register.start or book.register.end)):
        raise WrongUse(f"《{book.title}》不是有起止日期的名册，不能问某一天在册的。")


def subject(text: str) -> tuple[str, str]:
    """LEDGER:ID."""
    ledger, sign, id = text.partition(":")
    if not sign or not ledger or not id:
        raise WrongUse(f"“{text}”应写成 台账:编号。")
    return ledger, id


def dump(data: object) -> str:
    """One JSON object; dataclasses, dates and paths as their plain selves."""
    return json.dumps(data, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"not JSON: {value!r}")
