"""A problem on an earlier day: what was done since is taken back, what was typed into it is believed."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from civdesk.domain.fields import Value
from civdesk.domain.problem_past import as_of, moved, written_off
from civdesk.domain.problems import FAILED, PASSED, ProblemState, Step, StepKind, is_hard, state_at

FOUND = date(2026, 1, 1)


def test_an_extension_is_none_before_it_was_given() -> None:
    values: dict[str, Value] = {"date": "2026-01-01", "deadline": "2026-02-28"}
    steps = [Step("1", StepKind.EXTENDED, "2026-01-20", result=moved("2026-01-10", "2026-02-28"))]
    assert as_of(values, steps, "2026-01-19")["deadline"] == "2026-01-10"
    assert as_of(values, steps, "2026-01-20")["deadline"] == "2026-02-28"
    first = [Step("1", StepKind.ASSIGNED, "2026-01-05", result=moved("", "2026-01-31"))]
    assert as_of({"deadline": "2026-01-31"}, first, "2026-01-04")["deadline"] is None


def test_a_record_put_right_by_hand_is_believed() -> None:
    values: dict[str, Value] = {"date": "2026-01-01", "deadline": "2026-03-31", "finished_on": None}
    steps = [
        Step("1", StepKind.EXTENDED, "2026-01-05", result=moved("2026-01-10", "2026-01-31")),
        Step("2", StepKind.FINISHED, "2026-01-06"),
    ]
    assert as_of(values, steps, "2026-01-06") == values, "no step came later: what stands there stands"
    earlier = as_of(values, steps, "2026-01-05")
    assert (earlier["deadline"], earlier["finished_on"]) == ("2026-03-31", None)
    assert as_of(values, [], "2026-01-01") == values


def test_what_came_back_was_closed_until_then() -> None:
    values: dict[str, Value] = {"date": "2026-01-01", "finished_on": None, "failures": None}
    steps = [
        Step("1", StepKind.FINISHED, "2026-01-05"),
        Step("2", StepKind.RECHECKED, "2026-01-07", "王五", result=PASSED),
        Step("3", StepKind.REOPENED, "2026-01-20", result=moved("", "2026-01-31")),
    ]
    was = as_of(values, steps, "2026-01-19")
    assert (was["finished_on"], was["recheck"], was["rechecker"]) == ("2026-01-05", PASSED, "王五")
    assert as_of(values, steps, "2026-01-04")["finished_on"] is None


def test_hard_and_failures_are_none_before() -> None:
    values: dict[str, Value] = {"hard": 1, "status": "难以整改", "failures": 2}
    steps = [
        Step("1", StepKind.FINISHED, "2026-01-02"),
        Step("2", StepKind.RECHECKED, "2026-01-03", result=FAILED),
        Step("3", StepKind.HARD, "2026-01-04"),
        Step("4", StepKind.RECHECKED, "2026-01-09", result=FAILED),
    ]
    was = as_of(values, steps, "2026-01-03")
    assert (was["failures"], is_hard(was)) == (1, False)
    assert is_hard(as_of(values, steps, "2026-01-04"))


def test_written_off_until_it_came_back() -> None:
    steps = [
        Step("1", StepKind.CLOSED, "2026-01-05"),
        Step("2", StepKind.REOPENED, "2026-01-10"),
        Step("3", StepKind.CLOSED, "2026-01-12"),
    ]
    days = {day: written_off(steps, f"2026-01-{day:02}") for day in (4, 5, 9, 10, 11, 12)}
    assert days == {4: False, 5: True, 9: True, 10: False, 11: False, 12: True}


# What each verb does to the record, and the step that it writes: the way a problem really goes.
_ACTS = st.lists(
    st.tuples(
        st.sampled_from(["finish", "pass", "fail", "reopen", "extend", "assign"]),
        st.integers(0, 5),  # days since the one before
        st.integers(0, 20),  # days that the next deadline leaves
    ),
    max_size=12,
)


@given(_ACTS, st.integers(0, 60))
def test_every_day_is_told_as_it_was_then(acts: list[tuple[str, int, int]], first: int) -> None:
    day = FOUND
    limit = (FOUND + timedelta(days=first)).isoformat()
    values: dict[str, Value] = {"date": FOUND.isoformat(), "deadline": limit}
    steps: list[Step] = []
    snapshots = [(day, dict(values))]
    for verb, after, left in acts:
        at = day + timedelta(days=after)
        closed = state_at(values, at) is ProblemState.CLOSED
        old, new = str(values["deadline"]), (at + timedelta(days=left)).isoformat()
        match verb:
            case "finish" if not closed:
                values |= {"finished_on": at.isoformat(), "recheck": None, "recheck_on": None}
                steps.append(Step(str(len(steps)), StepKind.FINISHED, at.isoformat()))
            case "pass" if closed:
                values |= {"recheck": PASSED, "recheck_on": at.isoformat()}
                steps.append(Step(str(len(steps)), StepKind.RECHECKED, at.isoformat(), result=PASSED))
            case "fail" if closed:
                values |= {"recheck": FAILED, "recheck_on": at.isoformat(), "deadline": new}
                steps.append(Step(str(len(steps)), StepKind.RECHECKED, at.isoformat(), result=FAILED))
                steps.append(Step(str(len(steps)), StepKind.REOPENED, at.isoformat(), result=moved(old, new)))
            case "reopen" if closed:
                values |= {"finished_on": None, "recheck": None, "recheck_on": None, "deadline": new}
                steps.append(Step(str(len(steps)), StepKind.REOPENED, at.isoformat(), result=moved(old, new)))
            case "extend" | "assign" if not closed:
                values |= {"deadline": new}
                kind = StepKind.EXTENDED if verb == "extend" else StepKind.ASSIGNED
                steps.append(Step(str(len(steps)), kind, at.isoformat(), result=moved(old, new)))
        day = at
        snapshots.append((day, dict(values)))
    for on in (FOUND + timedelta(days=n) for n in range((day - FOUND).days + 3)):
        then = [values for at, values in snapshots if at <= on][-1]
        told = as_of(values, steps, on.isoformat())
        assert state_at(told, on) is state_at(then, on)
        assert told["deadline"] == then["deadline"]
        assert (told.get("finished_on"), told.get("recheck")) == (
            then.get("finished_on"),
            then.get("recheck"),
        )
