"""Drawing random samples from registers: each draw is kept, none can be taken back unseen."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ..domain import sampling
from ..domain.fields import Kind, Value
from ..domain.ledgers import Ledger
from ..domain.sampling import Drawn, SamplingError
from ..domain.surveys import RANDOM
from ..errors import WrongUse
from ..sheets.handout import Handout
from ..store import ledgers, settings
from ..store import sampling as store
from ..store.sampling import Sampling
from ..store.surveys import LEDGER as SURVEY
from ..store.workspace import Workspace
from . import handouts, records, registers
from .attendance import PrintPdf

_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Pool:
    """Who may be drawn: the register, its members on the day, and those by department."""

    ledger: Ledger
    members: tuple[Drawn, ...]
    on: date

    @property
    def departments(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for one in self.members:
            found[one.department] = found.get(one.department, 0) + 1
        return found


def pools(ws: Workspace) -> list[Ledger]:
    """The registers that a sample can be drawn from."""
    return [one for one in records.all_ledgers(ws).values() if one.register and not one.hidden]


def pool(ws: Workspace, register: str, *, on: date, filters: Sequence[str] = ()) -> Pool:
    """Who may be drawn from a register on a day. Raises WrongUse."""
    book = registers.register(ws, register)
    field = next((one for one in book.fields if one.kind is Kind.DEPARTMENT), None)
    found = []
    for one in registers.members(ws, register, on, filters):
        where = one.values.get(field.key) if field else None
        found.append(Drawn(one.id, one.name, where if isinstance(where, str) else ""))
    return Pool(book, tuple(found), on)


def draw(
    ws: Workspace,
    register: str,
    size: str,
    *,
    on: date,
    filters: Sequence[str] = (),
    stratified: bool = False,
    reserves: int = 0,
    title: str = "",
    seed: str = "",
) -> Sampling:
    """Draw `size` ("30", "10%") members and keep the list. Without a seed one is made by chance; with it the
    same draw comes out again. Raises WrongUse.

    It cannot be undone: a list that was drawn stays, and is voided with a reason.
    """
    there = pool(ws, register, on=on, filters=filters)
    population = len(there.members)
    if not population:
        raise WrongUse(f"《{there.ledger.title}》在 {on} 没有符合条件的成员，抽不出样本。")
    if not 0 <= reserves <= _MOST:
        raise WrongUse("备选人数请写 0 以上的整数。")
    seed = seed.strip() or secrets.token_hex(4)
    try:
        many = sampling.size_of(size, population)
        members = sampling.draw(there.members, many, seed, stratified=stratified, reserves=reserves)
    except SamplingError as error:
        raise WrongUse(str(error)) from error
    name = title.strip() or f"{there.ledger.title}抽样名单"
    before = sum(one.title == name and one.register == there.ledger.key for one in samplings(ws))
    conditions: dict[str, Any] = {
        "filters": list(filters),
        "size": size.strip(),
        "stratified": stratified,
        "reserves": reserves,
        "draw": before + 1,
    }
    note = _method(there, conditions, len(members) - sum(one.reserve for one in members), seed)
    made_at = datetime.now().astimezone().isoformat(timespec="seconds")
    outcome = ws.operate(
        "sampling",
        f"随机抽样：{name}（{many} 名，第 {before + 1} 次抽取）",
        lambda db: store.add(
            db, name, there.ledger.key, conditions, on.isoformat(), population, seed, members, made_at, note
        ),
        undoable=False,
    )
    return store.get(ws.reader(), outcome.result)


def samplings(ws: Workspace) -> list[Sampling]:
    """Every draw, the latest first."""
    return store.samplings(ws.reader())


def sampling_of(ws: Workspace, id: str) -> Sampling:
    """One draw; raises WrongUse."""
    return store.get(ws.reader(), id)


def void(ws: Workspace, id: str, reason: str) -> None:
    """Say why a list that was drawn is not used; it stays, and so does that it was voided: who could take it
    back might draw until a list suits. Raises WrongUse without a reason."""
    if not reason.strip():
        raise WrongUse("请写明名单作废的原因。")
    one = sampling_of(ws, id)
    why = reason.strip()
    title = f"名单作废：{one.title}（{why}）"
    ws.operate("sampling", title, lambda db: store.void(db, id, why), undoable=False)


def of_survey(ws: Workspace, survey: str) -> Sampling | None:
    """The list of people whom a survey asks; the latest where several were drawn for it."""
    return next((one for one in samplings(ws) if one.survey == survey), None)


def assign(ws: Workspace, id: str, survey: str) -> int | None:
    """Let a list be whom a survey asks; the survey is of a random sample then, out of as many as the register
    held, and as many sheets were given out as were drawn. The list that it had before is free. Raises
    WrongUse for one that was voided."""
    one = sampling_of(ws, id)
    if one.void:
        raise WrongUse(f"《{one.title}》已经作废，不能用于调查。")
    book = records.ledger(ws, SURVEY)
    record = records.get(ws, SURVEY, survey)
    wanted: dict[str, Value] = {"method": RANDOM, "population": one.population}
    if record.values.get("issued") is None:
        wanted["issued"] = len(one.chosen)
    changes = {key: value for key, value in wanted.items() if value != record.values.get(key)}

    def work(db: sqlite3.Connection) -> None:
        for other in store.samplings(db):
            if other.survey == survey and other.id != id:
                store.link(db, other.id, "")
        store.link(db, id, survey)
        ledgers.update(db, book, survey, changes)

    name = record.values.get("title")
    return ws.operate("sampling", f"抽样名单用于调查：{name}（{one.title}）", work).operation


def release(ws: Workspace, survey: str) -> int | None:
    """Let no list be whom a survey asks; what the ledger says of it stays."""
    one = of_survey(ws, survey)
    if one is None:
        return None
    title = f"调查不再用名单：{one.title}"
    return ws.operate("sampling", title, lambda db: store.link(db, one.id, "")).operation


def again(ws: Workspace, id: str) -> bool:
    """Whether the same seed still draws the same list out of the register as of that day."""
    one = sampling_of(ws, id)
    kept = one.conditions
    there = pool(ws, one.register, on=date.fromisoformat(one.at), filters=kept["filters"])
    if len(there.members) != one.population:
        return False
    drawn = sampling.draw(
        there.members, len(one.chosen), one.seed, stratified=kept["stratified"], reserves=kept["reserves"]
    )
    return [each.id for each in drawn] == [each.id for each in one.members]


def _method(there: Pool, conditions: dict[str, Any], size: int, seed: str) -> str:
    """抽样方法说明."""
    who = "、".join(conditions["filters"])
    text = (
        f"抽样方法说明：以《{there.ledger.title}》{there.on.year}年{there.on.month}月{there.on.day}日在册的"
        f"{f'“{who}”' if who else '全部'} {len(there.members)} 名为总体，"
    )
    if conditions["stratified"]:
        parts = sampling.shares(there.departments, size)
        told = "、".join(f"{name or '未填科室'} {n}/{there.departments[name]}" for name, n in parts.items())
        text += f"按科室分层、按比例分配名额（{told}），"
    text += f"随机抽取 {size} 名"
    if conditions["reserves"]:
        text += f"，另按抽取次序列备选 {conditions['reserves']} 名，联系不上的依次替补"
    return (
        text + f"。抽签办法：对每名成员计算“种子|编号”的 SHA-256 值，由小到大取；"
        f"种子 {seed}，用同一种子可以重抽核对。"
        + (f"这是同名名单的第 {conditions['draw']} 次抽取。" if conditions["draw"] > 1 else "")
    )


def sampling_data(one: Sampling) -> dict[str, Any]:
    """As JSON."""
    return {
        "id": one.id,
        "title": one.title,
        "register": one.register,
        "on": one.at,
        "population": one.population,
        "size": len(one.chosen),
        "seed": one.seed,
        "filters": list(one.conditions["filters"]),
        "stratified": one.conditions["stratified"],
        "draw": one.conditions["draw"],
        "void": one.void,
        "survey": one.survey,
        "method": one.note,
        "members": [_member(each) for each in one.chosen],
        "reserves": [_member(each) for each in one.reserves],
    }


def _member(one: Drawn) -> dict[str, str]:
    return {"id": one.id, "name": one.name, "department": one.department}


# --- on paper ----------------------------------------------------------------------------------------


def handout(ws: Workspace, id: str) -> Handout:
    """The list with columns to tick."""
    one = sampling_of(ws, id)
    unit = str(settings.get(ws.reader(), "unit"))
    head = [unit, one.title] + ([f"（已作废：{one.void}）"] if one.void else [])
    rows = [(str(n), each.name, each.department, "□", "□", "") for n, each in enumerate(one.chosen, 1)]
    rows += [(f"备{n}", each.name, each.department, "□", "□", "") for n, each in enumerate(one.reserves, 1)]
    book = ledgers.definition(ws.reader(), one.register)
    name = book.field(book.register.name).title if book.register else "名称"
    columns = (("序号", 7.0), (name, 18.0), ("科室", 22.0), ("已发放", 9.0), ("已收回", 9.0), ("备注", 16.0))
    return Handout("抽样名单", "\n".join(filter(None, head)), [(one.note,)], columns, rows, 22)


def write(
    ws: Workspace, id: str, target: Path, *, print_pdf: PrintPdf | None, overwrite: bool = False
) -> Path:
    """Write the list as .xlsx or .pdf; raises WrongUse, Refused."""
    return handouts.write(handout(ws, id), target, print_pdf=print_pdf, overwrite=overwrite)
