"""The command line: parsing, running one command, printing its answer, exit codes."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

from .. import __version__
from ..desk.attendance import PrintPdf
from ..errors import DeskError, WrongUse
from ..jobs import Cancelled
from . import (
    assessing,
    definitions,
    evaluations,
    gaps,
    importing,
    moving,
    papers,
    past,
    problems,
    records,
    registers,
    rounds,
    standards,
    surveys,
    totals,
    workspaces,
)
from .common import REFUSED, WRONG, Answer, Parser, day, dump, say

_GROUPS = (
    workspaces,
    records,
    registers,
    totals,
    importing,
    moving,
    past,
    papers,
    assessing,
    gaps,
    standards,
    rounds,
    problems,
    surveys,
    evaluations,
    definitions,
)


def _parser() -> tuple[Parser, frozenset[str]]:
    parser = Parser(prog="civdesk", description="文明创建工作台：台账、影像、测评、日程，都在一个文件里。")
    parser.add_argument("--version", action="version", version=f"civdesk {__version__}", help="显示版本")
    commands = parser.add_subparsers(required=True, metavar="命令", parser_class=Parser)
    for group in _GROUPS:
        group.add_to(commands)
    for command in commands.choices.values():
        command.add_argument("--json", action="store_true", help="以一个 JSON 对象输出")
        command.add_argument("--on", type=day, metavar="YYYY-MM-DD", help="以这一天为今天")
    return parser, frozenset(commands.choices)


_PARSER, COMMANDS = _parser()


def run(arguments: Sequence[str], print_pdf: PrintPdf | None = None) -> int:
    """Run one command and print its answer; the exit code of the design: 0 done, 1 in part, 2 wrong
    use, 3 refused. `print_pdf` lays out pages, for the commands that write a PDF."""
    as_json = "--json" in arguments
    # A console or pipe of another encoding must not kill a finished import over one character.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8" if as_json else None, errors="replace")
    try:
        args = _PARSER.parse_args(list(arguments))
        args.print_pdf = print_pdf
        answer: Answer = args.run(args)
    except DeskError as error:
        return _refuse(error, as_json)
    except (KeyboardInterrupt, Cancelled):
        return _refuse(DeskError("已停止。", kind="stopped"), as_json)
    except Exception as error:  # ours: with all details, and never mistaken for “done in part”
        if isinstance(error, UnicodeEncodeError) and "surrogates" in error.reason:  # or bytes typed as text
            return _refuse(WrongUse("命令里有认不出的文字（不是 UTF-8 编码），没有执行。"), as_json)
        traceback.print_exc()
        return _refuse(
            DeskError("程序内部出错，没有完成；请把上面的内容发给维护人员。", kind="internal"), as_json
        )
    try:
        for line in [dump(answer.data)] if as_json else answer.lines:
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read it has seen enough (| head); what was done is done
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return answer.code


def _refuse(error: DeskError, as_json: bool) -> int:
    if as_json:
        print(dump({"error": {"kind": error.kind, "message": error.message}}))
    say(error.message)
    return WRONG if isinstance(error, WrongUse) else REFUSED
