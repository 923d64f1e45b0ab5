"""Which records count for a question, as SQL over a ledger's table `t`; names come from definitions only."""

from __future__ import annotations

from typing import Any

from ..domain.asking import Question, Reach, Slot
from ..domain.fields import LIST_KINDS, Kind
from ..domain.ledgers import Ledger
from ..domain.rules import Condition, Demand, Test
from .schema import quoted

Args = list[Any]


def date_of(ledger: Ledger) -> str:
    """The column of a ledger's date."""
    return f"t.{quoted(ledger.date_field)}"


def membership(ledger: Ledger, question: Question, slot: Slot) -> tuple[str, Args]:
    """Who is a member on the slot's last day: from-date and to-date empty or around it."""
    conditions, args = tests(ledger, question)
    parts = [conditions]
    if question.reach is Reach.MEMBERS and ledger.register:
        for key, sign in ((ledger.register.start, "<="), (ledger.register.end, ">=")):
            if key:
                parts.append(f"(t.{quoted(key)} is null or t.{quoted(key)} {sign} ?)")
                args.append(slot.end.isoformat())
    return " and ".join(parts), args


def tests(ledger: Ledger, question: Question) -> tuple[str, Args]:
    """What a record must satisfy to count, its date aside: conditions first, for proofs take longer."""
    parts, args = ["1"], Args()
    for condition in question.where:
        sql, values = test(ledger, condition)
        parts.append(sql)
        args += values
    for demand in question.proofs:
        parts.append(f"({proofs_of(demand)}) >= ?")
        args += [*demand.roles, demand.wanted]
    return " and ".join(parts), args


def proofs_of(demand: Demand) -> str:
    """How many proofs a record has in the roles of a demand; the roles are its parameters."""
    places = ", ".join("?" * len(demand.roles))
    return f"select count(*) from proof p where p.subject = t.id and p.role in ({places})"


def test(ledger: Ledger, condition: Condition) -> tuple[str, Args]:
    """One condition; it may be null where the field is."""
    field = ledger.field(condition.field)
    column, values = f"t.{quoted(field.key)}", list(condition.values)
    places = ", ".join("?" * len(values))
    listed = field.kind in LIST_KINDS
    match condition.test:
        case Test.ONE_OF if listed:
            return f"exists (select 1 from json_each({column}) e where e.value in ({places}))", values
        case Test.ONE_OF:
            return f"{column} in ({places})", values
        case Test.NOT if listed:
            return f"not exists (select 1 from json_each({column}) e where e.value in ({places}))", values
        case Test.NOT:
            return f"({column} is null or {column} not in ({places}))", values
        case Test.CONTAINS:
            # In the JSON text of a list too: a word never contains its quotes or commas.
            return "(" + " or ".join([f"instr({column}, ?) > 0"] * len(values)) + ")", values
        case Test.SET:
            given = f"{column} is not null" if values[0] else f"{column} is null"
            # A yes/no that says no is an answer, not a gap; an empty text is a gap.
            if field.kind not in (Kind.YES_NO, Kind.INTEGER, Kind.AMOUNT):
                given = f"coalesce({column}, '') {'<>' if values[0] else '='} ''"
            return given, []
        case Test.ON_OR_BEFORE:
            return f"({column} is null or {column} <= ?)", values
        case Test.ON_OR_AFTER | Test.AT_LEAST:
            return f"{column} >= ?", values
        case Test.AT_MOST:
            return f"{column} <= ?", values
