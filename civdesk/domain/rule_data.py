"""Reading a rule from data (TOML as shipped, JSON in the workspace), strictly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from .conditions import read_conditions, read_values
from .definition_errors import DefinitionError
from .rule_amounts import COMPARATORS, read_amount
from .rule_timing import KEYS as _TIMING
from .rule_timing import check_needs, read_festivals, read_timing
from .rules import Counted, Demand, Festivals, Measure, Members, Need, Rule

__all__ = ["COMPARATORS", "read_counted", "read_rule"]

_COUNTED = frozenset(["ledger", "filter", "where", "measure", "field", "proofs", "subject", "unit", "also"])
_ALSO = frozenset(["ledger", "filter", "where", "field", "proofs", "subject", "member_field"])
_WORDS = ("title", "ref", "sanction")
_RULE = (
    _COUNTED
    | _TIMING
    | frozenset(["numerator", "denominator", "each", "must", "statement", "grade", "order", *_WORDS])
)
_NUMBER_FIELD = frozenset({Measure.SUM, Measure.DISTINCT, Measure.LATEST, Measure.AGE})


def read_rule(data: Mapping[str, Any], place: str = "rule") -> Rule:
    """The rule that `data` defines; raises DefinitionError with the exact place of the first mistake.

    That its ledgers and fields exist is not checked here: they may come later, and until then the rule is
    unjudged and says what it misses.
    """
    _known(data, _RULE | set(COMPARATORS), place)
    if "numerator" in data or "denominator" in data:
        return _share(data, place)
    counted = read_counted(
        {key: value for key, value in data.items() if key in _COUNTED}, place, measure_of_rule=True
    )
    if data.get("each") == "record":
        return _each_record(data, counted, place)
    if "must" in data:
        raise DefinitionError(f"{place}.must", 'has a meaning only with each = "record"')
    amount, timing = read_amount(data, counted.measure, place), read_timing(data, place)
    check_needs(amount.needs, timing, place)
    members = _members(data.get("each"), f"{place}.each")
    if any(part.member_field for part in counted.also) and not isinstance(members, Members):
        raise DefinitionError(f"{place}.also", "member_field has a meaning only for each member")
    rule = Rule(
        counted,
        need=amount.need,
        needs=amount.needs,
        grade=amount.grade,
        age=amount.age,
        members=members if isinstance(members, Members) else None,
        festivals=members if isinstance(members, Festivals) else None,
        statement=_statement(data, amount.need, place),
        **_words(data),
        **timing,
    )
    if rule.age and timing:
        raise DefinitionError(f"{place}.measure", "age knows no cadence")
    if rule.festivals and (timing or rule.age):
        raise DefinitionError(f"{place}.each", "festivals are a cadence of their own")
    if rule.members and rule.counted.measure in (Measure.AGE, Measure.LATEST):
        raise DefinitionError(f"{place}.each", f"cannot be combined with {rule.counted.measure.value}")
    return rule


def read_counted(data: Any, place: str, *, measure_of_rule: bool = False, latest: bool = False) -> Counted:
    """What is counted: ledger, where, measure, field, proofs and the words for it."""
    if not isinstance(data, Mapping):
        raise DefinitionError(place, f"expected a table, not {data!r}")
    _known(data, _COUNTED, place)
    allowed = [Measure.COUNT, Measure.SUM, Measure.DISTINCT]
    if measure_of_rule:
        allowed += [Measure.AGE, Measure.LATEST, Measure.PRESENCE]
    elif latest:
        allowed += [Measure.LATEST]
    measure = data.get("measure", "count")
    if measure not in allowed:
        raise DefinitionError(f"{place}.measure", f"expected one of {', '.join(allowed)}, not {measure!r}")
    field = _text(data, "field", place)
    if bool(field) != (measure in _NUMBER_FIELD):
        raise DefinitionError(f"{place}.field", "missing" if not field else f"has no meaning for {measure}")
    counted = replace(_part(data, place), measure=Measure(measure), unit=_text(data, "unit", place))
    also = data.get("also", [])
    if not isinstance(also, list | tuple) or not all(isinstance(entry, Mapping) for entry in also):
        raise DefinitionError(f"{place}.also", f"expected a list of tables, not {also!r}")
    return replace(
        counted,
        also=tuple(_also(entry, counted, f"{place}.also[{n}]") for n, entry in enumerate(also)),
    )


def _part(data: Mapping[str, Any], place: str) -> Counted:
    ledger = _text(data, "ledger", place)
    if not ledger:
        raise DefinitionError(f"{place}.ledger", "missing")
    return Counted(
        ledger=ledger,
        field=_text(data, "field", place),
        where=tuple(read_conditions(data.get("where", {}), f"{place}.where")),
        proofs=tuple(_demands(data.get("proofs", {}), f"{place}.proofs")),
        subject=_text(data, "subject", place),
        filters=_filters(data, place),
        member_field=_text(data, "member_field", place),
    )


def _also(data: Mapping[str, Any], first: Counted, place: str) -> Counted:
    """Records of another ledger; the field that is measured is called the same unless it says otherwise."""
    _known(data, _ALSO, place)
    part = _part(data, place)
    if part.field and not first.field:
        raise DefinitionError(f"{place}.field", f"has no meaning for {first.measure.value}")
    return replace(part, measure=first.measure, field=part.field or first.field)


def _each_record(data: Mapping[str, Any], counted: Counted, place: str) -> Rule:
    """Proofs of such a rule are what it demands, not what makes a record count."""
    amount = read_amount(data, counted.measure, place, optional=True)
    must = tuple(read_conditions(data.get("must", {}), f"{place}.must"))
    own = any(part.proofs for part in counted.parts)
    if not (own or must or amount.age):
        raise DefinitionError(f"{place}.each", "needs proofs, must or measure age")
    if set(data) & (_TIMING | {"statement"}) or amount.need or amount.grade:
        raise DefinitionError(f"{place}.each", "each record knows no number and no cadence")
    # A ledger that says nothing of proofs is asked for the same ones as the first.
    also = tuple(replace(part, proofs=part.proofs or counted.proofs) for part in counted.also)
    return Rule(
        replace(counted, proofs=(), also=also),
        age=amount.age,
        each_record=True,
        must=must,
        proofs=counted.proofs,
        **_words(data),
    )


def _share(data: Mapping[str, Any], place: str) -> Rule:
    if data.get("measure", "share") != "share":
        raise DefinitionError(f"{place}.measure", "a numerator and a denominator make a share")
    for key in ("numerator", "denominator"):
        if key not in data:
            raise DefinitionError(f"{place}.{key}", "missing")
    for key in ("ledger", "filter", "where", "field", "proofs", "each", "must", "statement", "grade", "also"):
        if key in data:
            raise DefinitionError(f"{place}.{key}", "belongs to the numerator or the denominator of a share")
    amount, timing = read_amount(data, Measure.SHARE, place), read_timing(data, place)
    check_needs(amount.needs, timing, place)
    numerator = read_counted(data["numerator"], f"{place}.numerator", latest=True)
    denominator = read_counted(data["denominator"], f"{place}.denominator", latest=True)
    if Measure.LATEST in (numerator.measure, denominator.measure):
        _check_same_record(numerator, denominator, place)
    return Rule(
        replace(
            numerator,
            subject=numerator.subject or _text(data, "subject", place),
            unit=numerator.unit or _text(data, "unit", place),
        ),
        denominator=denominator,
        need=amount.need,
        needs=amount.needs,
        **_words(data),
        **timing,
    )


def _check_same_record(top: Counted, bottom: Counted, place: str) -> None:
    """Both figures come from the latest record that has both: of the same ledgers, told in the same way."""

    def which(counted: Counted) -> list[tuple[object, ...]]:
        return [(part.ledger, part.where, part.filters, part.proofs) for part in counted.parts]

    if top.measure is not bottom.measure or which(top) != which(bottom):
        raise DefinitionError(place, "a share of the latest record takes both figures from the same record")


def _words(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: str(data[key]) for key in _WORDS if key in data}


# --- what counts -------------------------------------------------------------------------------------


def _demands(data: Any, place: str) -> Iterator[Demand]:
    """`{photo = 2, "money|goods" = 1}`: two photos, and one of either role."""
    if not isinstance(data, Mapping):
        raise DefinitionError(place, f"expected a table, not {data!r}")
    for roles, wanted in data.items():
        if not isinstance(wanted, int) or isinstance(wanted, bool) or wanted < 1:
            raise DefinitionError(f"{place}.{roles}", f"expected a number of files, not {wanted!r}")
        yield Demand(tuple(role.strip() for role in roles.split("|")), wanted)


def _members(value: Any, place: str) -> Members | Festivals | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise DefinitionError(place, f'expected "record" or a table, not {value!r}')
    if "festivals" in value:
        return read_festivals(value, place)
    _known(value, {"ledger", "filter", "where", "field", "values"}, place)
    field = _text(value, "field", place)
    if not field or ("ledger" in value) == ("values" in value):
        raise DefinitionError(place, "needs field, and either ledger or values")
    if "values" in value and "filter" in value:
        raise DefinitionError(f"{place}.filter", "belongs to the members of a ledger")
    return Members(
        field=field,
        register=_text(value, "ledger", place),
        where=tuple(read_conditions(value.get("where", {}), f"{place}.where")),
        values=tuple(map(str, read_values(value["values"], f"{place}.values"))) if "values" in value else (),
        filters=_filters(value, place),
    )


def _filters(data: Mapping[str, Any], place: str) -> tuple[str, ...]:
    """`filter = "党员"`, or several: filters that the ledger's definition names."""
    if "filter" not in data:
        return ()
    names = read_values(data["filter"], f"{place}.filter")
    if any(not isinstance(name, str) for name in names):
        raise DefinitionError(f"{place}.filter", f"expected a text, not {data['filter']!r}")
    return tuple(map(str, names))


def _statement(data: Mapping[str, Any], need: Need | None, place: str) -> Counted | None:
    """A zero list says where the statement is kept, or that the number speaks for itself."""
    zero = need is not None and need.high == 0
    if "statement" not in data:
        if zero:
            raise DefinitionError(f"{place}.statement", "a zero list needs a dated statement, or false")
        return None
    if not zero:
        raise DefinitionError(f"{place}.statement", "has a meaning only where nothing may have happened")
    return read_counted(data["statement"], f"{place}.statement") if data["statement"] is not False else None


# --- small tools -------------------------------------------------------------------------------------


def _known(data: Mapping[str, Any], keys: set[str] | frozenset[str], place: str) -> None:
    for key in data:
        if key not in keys:
            raise DefinitionError(f"{place}.{key}", f"unknown key; known are {', '.join(sorted(keys))}")


def _text(data: Mapping[str, Any], key: str, place: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise DefinitionError(f"{place}.{key}", f"expected a text, not {value!r}")
    return value
