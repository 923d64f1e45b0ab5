"""What a unit makes of the forms of inspection: shipped ones come in, items are renamed, added, hidden."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from .. import resources
from ..domain.definition_errors import DefinitionError, told
from ..domain.definitions import make_key
from ..domain.form_data import form_data, read_form
from ..domain.forms import HOW, Flag, Form, Item, Pause, Subject
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


def pause(ws: Workspace, keys: Sequence[str], start: date, end: date, why: str) -> int | None:
    """Let forms ask for nothing from `start` to `end` (停查): holidays of a school, a move. The operation.

    Raises WrongUse for an end before its start, without a reason, and for days that rest already."""
    if end < start:
        raise WrongUse("停查结束的日期不能早于开始的日期。")
    if not clean(why):
        raise WrongUse("请写明为什么停查，如：暑假。")
    db = ws.reader()
    made = []
    for one in (store.form(db, key) for key in keys):
        twice = next((p for p in one.pauses if p.start <= end and start <= p.end), None)
        if twice:
            raise WrongUse(f"《{one.title}》{twice.start} 至 {twice.end} 已经停查，请先取消那一段。")
        rests = (*one.pauses, Pause(start, end, clean(why)))
        made.append(replace(one, pauses=tuple(sorted(rests, key=lambda p: p.start))))
    return _set(ws, f"停查 {start} 至 {end}：{clean(why)}", made)


def resume(ws: Workspace, keys: Sequence[str], day: date) -> int | None:
    """Let forms ask again from a day on: the pause in which it lies ends the day before, or goes. The
    operation; None where none rests then."""
    made = []
    for one in (store.form(ws.reader(), key) for key in keys):
        if rest := one.paused(day):
            kept = [p for p in one.pauses if p != rest]
            if rest.start < day:
                kept.append(replace(rest, end=day - timedelta(days=1)))
            made.append(replace(one, pauses=tuple(sorted(kept, key=lambda p: p.start))))
    return _set(ws, "恢复检查", made)


def _set(ws: Workspace, title: str, made: Sequence[Form]) -> int | None:
    if not made:
        return None

    def work(db: sqlite3.Connection) -> None:
        for one in made:
            store.set_form(db, one)

    return ws.operate("set_form", title, work).operation


def with_items(form: Form, items: Sequence[Item]) -> Form:
    """The form with these items in their order: those without a key are new, and left out without a title;
    those that it has keep the line from which they pass."""
    known = {one.key: one for one in form.items}
    made = replace(form, items=())
    for one in items:
        if one.key in known:
            made = replace(made, items=(*made.items, replace(one, pass_from=known[one.key].pass_from)))
        elif clean(one.title):
            key = make_key(one.title, [*known, *(other.key for other in made.items)])
            new = replace(one, key=key, title=clean(one.title), pass_from=form.pass_from)
            made = replace(made, items=(*made.items, new))
    return made


def set_pass(form: Form, per_cent: int) -> Form:
    """The form with another line from which scores are good; items with a line of their own keep it."""

    def moved(one: Item) -> Item:
        return replace(one, pass_from=per_cent) if one.pass_from == form.pass_from else one

    return replace(form, pass_from=per_cent, items=tuple(moved(one) for one in form.items))


def set_flags(form: Form, flags: Sequence[Flag]) -> Form:
    """The form with other flags."""
    return replace(form, flags=tuple(one for one in flags if one.quota > 0))


def _checked(ws: Workspace, form: Form) -> Form:
    """The form as its data say it; raises WrongUse with a sentence."""
    if not clean(form.title):
        raise WrongUse("检查表要有名称。", kind="definition")
    if not clean(form.group):
        raise WrongUse("请写明检查表归在哪一组，如：环境卫生。", kind="definition")
    for one in form.items:
        if not clean(one.title):
            raise WrongUse("检查项目要有名称；不再用的，去掉“使用”的勾。", kind="definition")
        if one.how == "score" and not one.points:
            raise WrongUse(f"“{one.title}”是打分的，请写分值。", kind="definition")
        if one.at_least is not None and one.at_most is not None and one.at_least > one.at_most:
            raise WrongUse(f"“{one.title}”最少不能大于最多。", kind="definition")
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
    if made.record and made.record.ledger not in books:
        raise WrongUse(f"要记入的台账“{made.record.ledger}”不在工作区里。", kind="definition")
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
