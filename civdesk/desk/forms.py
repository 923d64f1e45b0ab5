"""What a unit makes of the forms of inspection: shipped ones come in, items are renamed, added, hidden."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from .. import resources
from ..domain.definition_errors import DefinitionError, told
from ..domain.definitions import make_key
from ..domain.forms import HOW, Flag, Form, Item, Subject, form_data, read_form
from ..domain.text import clean, normal
from ..errors import WrongUse
from ..store import ledgers
from ..store import rounds as store
from ..store.workspace import Workspace


def shipped() -> list[Form]:
    """The forms that come with the program."""
    return [read_form(data) for _, data in resources.tomls("inspections")]


def install(db: sqlite3.Connection) -> list[str]:
    """Give a file the shipped forms that it lacks; their keys. What the unit made of others stays."""
    return store.add_forms(db, shipped())


def save(ws: Workspace, form: Form) -> int | None:
    """Save a form that was edited, or a new one; the operation. Raises WrongUse for one that would not do."""
    made = _checked(ws, form)
    before = store.forms(ws.reader()).get(made.key)
    if before is None:
        title = f"新建检查表：{made.title}"
        return ws.operate("set_form", title, lambda db: store.add_forms(db, [made])).operation
    return ws.operate("set_form", f"修改检查表：{made.title}", lambda db: store.set_form(db, made)).operation


def new(ws: Workspace, title: str, group: str, like: str = "") -> Form:
    """A form to go on from, empty or like another one; nothing is saved. Raises WrongUse without a title."""
    if not clean(title):
        raise WrongUse("检查表要有名称。")
    taken = store.forms(ws.reader())
    key = make_key(title, taken)
    if like:
        model = store.form(ws.reader(), like)
        return replace(model, key=key, title=clean(title), group=group or model.group, feeds="", hidden=False)
    last = max((one.position for one in taken.values()), default=0)
    return Form(key, clean(title), group or "其他", position=last + 10, subject=Subject("department"))


def add_item(form: Form, title: str, how: str = "yes_no", **more: Any) -> Form:
    """The form with another item at its end; raises WrongUse."""
    if not clean(title):
        raise WrongUse("检查项目要有名称。")
    key = make_key(title, [one.key for one in form.items])
    return replace(form, items=(*form.items, Item(key, clean(title), how, **more)))


def change_item(form: Form, key: str, **changes: Any) -> Form:
    """The form with an item changed. An item is never taken out, only hidden: old rounds tell of it."""
    if "title" in changes:
        changes["title"] = clean(str(changes["title"]))
    items = [dataclasses.replace(one, **changes) if one.key == key else one for one in form.items]
    return replace(form, items=tuple(items))


def move_item(form: Form, key: str, to: int) -> Form:
    """The form with an item at another place, counted from 0."""
    rest = [one for one in form.items if one.key != key]
    return replace(form, items=(*rest[:to], form.item(key), *rest[to:]))


def set_flags(form: Form, flags: Sequence[Flag]) -> Form:
    """The form with other flags."""
    return replace(form, flags=tuple(one for one in flags if one.quota > 0))


def _checked(ws: Workspace, form: Form) -> Form:
    """The form as its data say it; raises WrongUse with a sentence."""
    try:
        made = read_form(form_data(form))
    except DefinitionError as error:
        raise WrongUse(told(error), kind="definition") from error
    db = ws.reader()
    for other in store.forms(db).values():
        if other.key != made.key and normal(other.title) == normal(made.title):
            raise WrongUse(f"已经有一张检查表叫“{other.title}”，请换一个名称。", kind="definition")
    seen: set[str] = set()
    for one in made.items:
        if one.how not in HOW:
            raise WrongUse(f"“{one.title}”的记法不对。", kind="definition")
        if normal(one.title) in seen and not one.hidden:
            raise WrongUse(f"检查项目“{one.title}”写了两次。", kind="definition")
        seen.add(normal(one.title))
    books = ledgers.definitions(db)
    if made.subject.register and (
        made.subject.register not in books or books[made.subject.register].register is None
    ):
        raise WrongUse(f"检查对象“{made.subject.register}”不是名册。", kind="definition")
    if made.feeds and made.feeds not in store.forms(db):
        raise WrongUse(f"汇总到的检查表“{made.feeds}”不在工作区里。", kind="definition")
    _check_circle(store.forms(db) | {made.key: made}, made)
    return made


def _check_circle(forms: dict[str, Form], one: Form) -> None:
    seen = [one.key]
    at = one.feeds
    while at:
        if at in seen:
            raise WrongUse("几张检查表互相汇总，成了圈；请改“汇总到”。", kind="definition")
        seen.append(at)
        at = forms[at].feeds if at in forms else ""
