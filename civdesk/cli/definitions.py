"""Commands on ledgers themselves: define, definition, ledger, field, refresh."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..desk import definitions, records
from ..desk.definitions import Defined
from ..domain.definitions import KIND_TITLES
from ..domain.fields import Kind
from ..domain.text import split_list
from ..errors import WrongUse
from .common import Answer, reading, writing

_LEDGER = ("new", "rename", "hide", "show", "group")
_FIELD = ("add", "rename", "hide", "show", "move", "set")
_YES_NO = {"是": True, "否": False}


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare these commands."""
    one = commands.add_parser("define", help="导入台账定义（toml）：新建台账，或给已有台账补上缺的栏目")
    one.add_argument("workspace", type=Path)
    one.add_argument("file", type=Path)
    one.set_defaults(run=define)
    one = commands.add_parser("definition", help="把一本台账的定义导出为 toml 文件（不含记录）")
    one.add_argument("workspace", type=Path)
    one.add_argument("ledger")
    one.add_argument("target", type=Path, metavar="文件")
    one.set_defaults(run=definition)
    one = commands.add_parser("ledger", help="新建、改名、隐藏、恢复显示一本台账")
    one.add_argument("workspace", type=Path)
    one.add_argument("action", choices=_LEDGER, metavar="new|rename|hide|show|group")
    one.add_argument("ledger", metavar="台账")
    one.add_argument("value", nargs="?", metavar="新名称", help="rename 的新名称、group 的分组")
    one.add_argument("--group", default="", metavar="分组", help="新台账放在哪一组")
    one.add_argument("--like", default="", metavar="台账", help="新台账照这一本的样子")
    one.set_defaults(run=ledger)
    one = commands.add_parser("field", help="增加、改名、隐藏、恢复显示、移动、修改一本台账的栏目")
    one.add_argument("workspace", type=Path)
    one.add_argument("ledger")
    one.add_argument("action", choices=_FIELD, metavar="add|rename|hide|show|move|set")
    one.add_argument("name", metavar="栏目")
    one.add_argument("value", nargs="?", metavar="新名称", help="rename 的新名称；move 的位次，第一栏是 1")
    kinds = "、".join(f"{title} {kind}" for kind, title in KIND_TITLES.items())
    one.add_argument("--kind", type=kind_of, default=Kind.TEXT, metavar="类型", help=kinds)
    one.add_argument("--unit", metavar="单位")
    one.add_argument("--choices", metavar="选项", help="用顿号隔开")
    one.add_argument("--synonyms", metavar="别名", help="表格里的其他叫法，用顿号隔开")
    one.add_argument("--help-text", dest="help_text", metavar="说明")
    one.add_argument("--default", metavar="默认值")
    for name, text in (("required", "必填"), ("totals", "求和"), ("open", "也可以填别的")):
        one.add_argument(f"--{name}", choices=list(_YES_NO), metavar="是|否", help=text)
    one.set_defaults(run=field)
    one = commands.add_parser("refresh", help="给旧工作区补上程序新带的台账和栏目")
    one.add_argument("workspace", type=Path)
    one.set_defaults(run=refresh)


def kind_of(text: str) -> Kind:
    """A `--kind` argument: the kind's key or Chinese name."""
    for kind, title in KIND_TITLES.items():
        if text in (kind, title):
            return kind
    raise WrongUse(f"没有“{text}”这种类型；可用的有：{'、'.join(KIND_TITLES.values())}。")


def define(args: argparse.Namespace) -> Answer:
    with writing(args) as ws:
        return _said(definitions.import_definition(ws, args.file), "没有缺的栏目，什么都没改")


def definition(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        book = definitions.export_definition(ws, args.ledger, args.target)
    return Answer({"ledger": book.key, "file": str(args.target)}, [f"已导出《{book.title}》：{args.target}"])


def ledger(args: argparse.Namespace) -> Answer:
    with writing(args) as ws:
        if args.action == "new":
            return _said(definitions.new_ledger(ws, args.ledger, group=args.group, like=args.like))
        changes: dict[str, Any]
        match args.action:
            case "rename":
                changes = {"title": _needed(args)}
            case "group":
                changes = {"group": _needed(args)}
            case _:
                changes = {"hidden": args.action == "hide"}
        return _said(definitions.change_ledger(ws, args.ledger, **changes))


def field(args: argparse.Namespace) -> Answer:
    with writing(args) as ws:
        book = records.ledger(ws, args.ledger)
        match args.action:
            case "add":
                done = definitions.add_field(ws, book.key, args.name, args.kind, **_properties(args))
            case "move":
                place = _needed(args)
                if not (place.isascii() and place.isdigit() and int(place)):
                    raise WrongUse(f"位次“{place}”不对，请写 1 或更大的整数。")
                done = definitions.move_field(ws, book.key, args.name, int(place) - 1)
            case "rename":
                done = definitions.change_field(ws, book.key, args.name, title=_needed(args))
            case "set":
                done = definitions.change_field(ws, book.key, args.name, **_properties(args))
            case _:
                done = definitions.change_field(ws, book.key, args.name, hidden=args.action == "hide")
    return _said(done)


def refresh(args: argparse.Namespace) -> Answer:
    with writing(args) as ws:
        got = definitions.refresh(ws)
    lines = [f"新增台账：《{title}》" for title in got.ledgers]
    lines += [f"《{title}》增加栏目：{name}" for title, name in got.fields]
    lines += [f"新增测评标准：《{title}》" for title in got.standards]
    lines += [f"新增检查表：{title}" for title in got.forms]
    data = {"ledgers": got.ledgers, "fields": [{"ledger": one, "field": name} for one, name in got.fields]}
    data |= {"standards": got.standards, "forms": got.forms}
    return Answer(data, lines or ["已经是最新的，什么都没改"])


def _properties(args: argparse.Namespace) -> dict[str, Any]:
    """The attributes of a field that were given."""
    found: dict[str, Any] = {"unit": args.unit, "default": args.default, "help": args.help_text}
    for name in ("choices", "synonyms"):
        text = getattr(args, name)
        found[name] = None if text is None else split_list(text)
    for name in ("required", "totals", "open"):
        found[name] = _YES_NO.get(getattr(args, name))
    return {name: value for name, value in found.items() if value is not None}


def _needed(args: argparse.Namespace) -> str:
    if not args.value:
        raise WrongUse(f"{args.action} 后面还缺一个值。用 civdesk --help 查看全部命令。")
    return str(args.value)


def _said(done: Defined, nothing: str = "和原来一样，什么都没改") -> Answer:
    data = {
        "ledger": done.ledger.key,
        "title": done.ledger.title,
        "changes": done.changes,
        "fields": [{"key": f.key, "title": f.title, "hidden": f.hidden} for f in done.ledger.fields],
        "operation": done.operation,
    }
    lines = [f"《{done.ledger.title}》（{done.ledger.key}）", *(f"  {text}" for text in done.changes)]
    return Answer(data, lines if done.changes else [nothing])
