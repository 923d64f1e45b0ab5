"""What is made of the records that count, as SQL over a ledger's table `t`."""

from __future__ import annotations

from ..domain.asking import Question, Tally
from ..domain.fields import LIST_KINDS
from ..domain.ledgers import Ledger
from ..domain.rules import Measure
from .schema import quoted


def aggregate(question: Question, value: str, only: str = "") -> str:
    """The aggregate of a measured value; `only` are further conditions on the records."""
    when = f" filter (where {only})" if only else ""
    match question.measure:
        case Measure.SUM:
            return f"coalesce(sum({value}){when}, 0)"
        case Measure.DISTINCT if question.named:
            return f"json_group_array(distinct {value}){when}"
        case Measure.DISTINCT:
            return f"count(distinct {value}){when}"
        case Measure.AGE:
            return f"max({value}){when}"
        case _:
            return f"count(*){when}"


def measured(ledger: Ledger, question: Question) -> tuple[str, str]:
    """The expression that is measured, and what must be joined for it."""
    if not question.field:
        return "1", ""
    column = f"t.{quoted(ledger.field(question.field).key)}"
    if question.measure is Measure.DISTINCT and ledger.field(question.field).kind in LIST_KINDS:
        return "item.value", f"join json_each({column}) item"
    return column, ""


def empty(question: Question) -> Tally:
    """The answer for a slot that has not begun."""
    nothing = (Measure.AGE, Measure.LATEST)
    return Tally(None, None) if question.measure in nothing else Tally(0, 0)
