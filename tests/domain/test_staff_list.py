"""Staff lists beside a roster: applied, a list finds nothing more to do; the order of rows means nothing; and back."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutua.domain.firms import Category
from mutua.domain.staff_list import compare
from mutua.domain.staff_rows import Change, Mode, StaffRow, Worker, roster_of

TODAY = date(2026, 8, 2)
FIRST = date(2026, 1, 1)
CODES = [f"P{at}" for at in range(4)]  # few, so that rows meet
days = st.integers(0, 220).map(lambda count: FIRST + timedelta(days=count))
maybe = st.one_of(st.none(), days)
names = st.sampled_from(["Rossi", "Bianchi", "Verdi"])
categories = st.sampled_from([None, Category.EMPLOYEE, Category.DIRECTOR])


@st.composite
def workers(draw: st.DrawFn) -> list[Worker]:
    """A roster in which nobody is at a firm twice on a day."""
    found: list[Worker] = []
    for code in draw(st.lists(st.sampled_from(CODES), unique=True)):
        start = draw(days)
        for _ in range(draw(st.integers(1, 2))):
            end = draw(st.one_of(st.none(), st.integers(0, 60).map(lambda count: count)))
            left = None if end is None else start + timedelta(days=end)
            found.append(
                Worker(len(found) + 1, 1, code, draw(names), "Anna", "", Category.EMPLOYEE, start, left,
                       "leave" if left else "")
            )  # fmt: skip
            if left is None:
                break
            start = left + timedelta(days=draw(st.integers(1, 40)))
    return found


@st.composite
def lists(draw: st.DrawFn) -> tuple[Mode, list[StaffRow]]:
    mode = draw(st.sampled_from(list(Mode)))
    rows = [
        StaffRow(
            number, 1, draw(st.sampled_from(CODES)), draw(names), draw(st.sampled_from(["Anna", ""])), draw(maybe),
            draw(maybe), draw(categories),
            new_code=draw(st.sampled_from(["", "", *CODES])) if mode is Mode.CORRECTION else "",
            still_here=mode is Mode.CORRECTION and draw(st.booleans()),
        )
        for number in range(2, 2 + draw(st.integers(0, 8)))
    ]  # fmt: skip
    return mode, rows


def look(mode: Mode, roster: list[Worker], rows: list[StaffRow]):  # type: ignore[no-untyped-def]  # tests
    return compare(mode, roster_of(roster), rows, on=TODAY, today=TODAY, firm_ids=[1])


def applied(workers: Iterable[Worker], changes: Iterable[Change], first_id: int) -> list[Worker]:
    """The roster after the changes; new enrolments are numbered from `first_id` on, in order."""
    held = {one.enrolment_id: one for one in workers}
    for one in changes:
        if one.before is None:
            held[first_id] = one.after._replace(enrolment_id=first_id)
            first_id += 1
        else:
            held[one.after.enrolment_id] = one.after
    return sorted(held.values())


def taken_back(workers: Iterable[Worker], changes: Iterable[Change], first_id: int) -> list[Worker]:
    """The roster as it was before the changes."""
    held = {one.enrolment_id: one for one in workers}
    for one in changes:
        if one.before is None:
            del held[first_id]
            first_id += 1
        else:
            held[one.before.enrolment_id] = one.before
    return sorted(held.values())


@given(workers(), lists())
@settings(max_examples=300, deadline=None)
def test_a_list_applied_finds_nothing_more_to_do(roster: list[Worker], told: tuple[Mode, list[StaffRow]]) -> None:
    mode, rows = told
    plan = look(mode, roster, rows)
    left = rows if mode is Mode.FULL else [one for one in rows if one.number not in plan.wrong]  # a full list is whole
    again = look(mode, applied(roster, plan.changes, 1000), left)
    if mode is Mode.CORRECTION and any(one.new_code for one in rows):
        again_numbers = {one.row for one in again.changes}
        swapped = {row.number for row in rows if row.new_code}
        assert again_numbers <= swapped  # a code given on may be another row's own
    else:
        assert again.changes == ()


@given(workers(), lists(), st.randoms())
@settings(max_examples=300, deadline=None)
def test_the_order_of_rows_means_nothing(roster: list[Worker], told: tuple[Mode, list[StaffRow]], chance) -> None:  # type: ignore[no-untyped-def]
    mode, rows = told
    other = list(rows)
    chance.shuffle(other)
    one, two = look(mode, roster, rows), look(mode, roster, other)
    assert sorted(one.changes, key=str) == sorted(two.changes, key=str) or _twice(rows)
    assert one.wrong == two.wrong


def _twice(rows: list[StaffRow]) -> bool:
    """Whether the very same row stands twice: which of the two is done, and which is the same, has no meaning."""
    return len({row[1:] for row in rows}) < len(rows)


@given(workers(), lists())
@settings(max_examples=300, deadline=None)
def test_taken_back_the_roster_is_as_it_was(roster: list[Worker], told: tuple[Mode, list[StaffRow]]) -> None:
    mode, rows = told
    plan = look(mode, roster, rows)
    after = applied(roster, plan.changes, 1000)
    assert taken_back(after, plan.changes, 1000) == sorted(roster)


@given(workers(), lists())
@settings(max_examples=300, deadline=None)
def test_every_row_is_done_unchanged_or_wrong_and_nobody_is_there_twice(
    roster: list[Worker], told: tuple[Mode, list[StaffRow]]
) -> None:
    mode, rows = told
    plan = look(mode, roster, rows)
    done = [one.row for one in plan.changes if one.row]
    each = [*done, *plan.unchanged, *plan.wrong, *plan.repeated]
    assert sorted(each) == [row.number for row in rows], "once, and nowhere else"
    for mine in roster_of(applied(roster, plan.changes, 1000)).values():
        for before, after in itertools.pairwise(mine):
            assert before.left_on is not None
            assert before.left_on < after.hired_on


ANNA = Worker(1, 1, "P0", "Rossi", "Anna", "", Category.EMPLOYEE, FIRST)
BORN_1985 = "RSSNNA85E57G674Q"
GONE = ANNA._replace(left_on=date(2026, 3, 31), reason="leave")
ROWS: list[tuple[str, Mode, list[Worker], StaffRow, str]] = [
    ("neither date", Mode.MOVEMENTS, [], StaffRow(2, 1, "P0", "Rossi", "Anna"), "staff_nothing_told"),
    (
        "out before in",
        Mode.MOVEMENTS,
        [],
        StaffRow(2, 1, "P0", "Rossi", "Anna", TODAY, FIRST),
        "staff_left_before_hired",
    ),
    ("next year", Mode.MOVEMENTS, [], StaffRow(2, 1, "P0", "Rossi", "Anna", date(2027, 9, 1)), "staff_far_ahead"),
    ("long ago", Mode.MOVEMENTS, [], StaffRow(2, 1, "P0", "Rossi", "Anna", date(1850, 1, 1)), "staff_too_early"),
    ("a child", Mode.MOVEMENTS, [], StaffRow(2, 1, BORN_1985, "Rossi", "Anna", date(1998, 5, 1)), "staff_too_early"),
    ("listed a child", Mode.FULL, [], StaffRow(2, 1, BORN_1985, "Rossi", "Anna", date(1950, 5, 1)), "staff_too_early"),
    (
        "put right to a child",
        Mode.CORRECTION,
        [ANNA],
        StaffRow(2, 1, "P0", hired_on=date(1990, 1, 1), new_code=BORN_1985),
        "staff_too_early",
    ),
    ("there already", Mode.MOVEMENTS, [ANNA], StaffRow(2, 1, "P0", "", "", date(2026, 5, 1)), "staff_still_here"),
    ("over another time", Mode.MOVEMENTS, [GONE], StaffRow(2, 1, "P0", "", "", date(2026, 3, 1)), "staff_overlaps"),
    ("no name", Mode.MOVEMENTS, [], StaffRow(2, 1, "P0", "Rossi", "", FIRST), "staff_name_missing"),
    ("another leave", Mode.MOVEMENTS, [GONE], StaffRow(2, 1, "P0", "", "", FIRST, TODAY), "staff_left_otherwise"),
    ("gone already", Mode.MOVEMENTS, [GONE], StaffRow(2, 1, "P0", left_on=TODAY), "staff_left_otherwise"),
    ("not there yet", Mode.MOVEMENTS, [ANNA], StaffRow(2, 1, "P0", left_on=date(2025, 1, 1)), "staff_not_here"),
    ("nobody knows", Mode.MOVEMENTS, [], StaffRow(2, 1, "P0", left_on=TODAY), "staff_unknown"),
    (
        "another category",
        Mode.FULL,
        [ANNA],
        StaffRow(2, 1, "P0", category=Category.DIRECTOR),
        "staff_category_otherwise",
    ),
    ("left before the day", Mode.FULL, [ANNA], StaffRow(2, 1, "P0", left_on=date(2026, 8, 1)), "staff_list_gone"),
    ("comes later", Mode.FULL, [], StaffRow(2, 1, "P0", "Rossi", "Anna", date(2026, 9, 1)), "staff_list_future"),
    ("another hire", Mode.FULL, [ANNA], StaffRow(2, 1, "P0", hired_on=date(2026, 2, 1)), "staff_hired_otherwise"),
    ("new without a day", Mode.FULL, [], StaffRow(2, 1, "P0", "Rossi", "Anna"), "staff_hire_missing"),
    ("on record as gone", Mode.FULL, [GONE], StaffRow(2, 1, "P0", hired_on=FIRST), "staff_ended_before"),
    ("not on the roster", Mode.CORRECTION, [], StaffRow(2, 1, "P0", "Rossi", "Anna"), "staff_unknown"),
]


@pytest.mark.parametrize(("mode", "roster", "row", "code"), [one[1:] for one in ROWS], ids=[one[0] for one in ROWS])
def test_what_is_wrong_in_a_row(mode: Mode, roster: list[Worker], row: StaffRow, code: str) -> None:
    plan = look(mode, roster, [row])
    assert [one.code for one in plan.problems if not one.warning] == [code]
    assert plan.wrong == (2,)
    assert [one for one in plan.changes if one.row] == []


def test_a_list_told_late_is_done_and_said() -> None:
    plan = look(Mode.MOVEMENTS, [], [StaffRow(2, 1, "P0", "Rossi", "Anna", date(2026, 5, 25))])
    assert [(one.code, one.warning) for one in plan.problems] == [("staff_told_late", True)]
    assert len(plan.changes) == 1


def test_two_people_given_one_code_are_told_and_neither_is_done() -> None:
    """Nor does it matter whether one of the two is on the roster at all."""
    bruno = ANNA._replace(enrolment_id=2, fiscal_code="P1", given_name="Bruno")
    rows = [StaffRow(2, 1, "P0", new_code="P2"), StaffRow(3, 1, "P1", new_code="P2")]
    for roster in ([ANNA, bruno], [ANNA]):
        plan = look(Mode.CORRECTION, roster, rows)
        assert (plan.changes, plan.wrong) == ((), (2, 3))
        assert [(one.code, one.values) for one in plan.problems] == [("staff_twice", {"rows": "2, 3"})] * 2
    assert [one.after.fiscal_code for one in look(Mode.CORRECTION, [ANNA, bruno], rows[:1]).changes] == ["P2"]


SAME = StaffRow(2, 1, "P0", "Rossi", "Ada")
LEFT_AND_HERE = StaffRow(2, 1, "P0", left_on=GONE.left_on, still_here=True)


def test_a_row_that_stands_there_again_goes_as_the_first_of_them() -> None:
    """Neither done nor wrong by itself: what is left of a list then tells nothing that the list did not."""
    otherwise = SAME._replace(number=3, given_name="Eva")
    plan = look(Mode.CORRECTION, [ANNA], [SAME, otherwise, SAME._replace(number=4)])
    assert (plan.changes, plan.unchanged, plan.wrong) == ((), (), (2, 3, 4))
    assert {one.values["rows"] for one in plan.problems} == {"2, 3, 4"}
    unknown = look(Mode.CORRECTION, [], [SAME, SAME._replace(number=3)])
    assert [(one.code, one.row) for one in unknown.problems] == [("staff_unknown", 2), ("staff_unknown", 3)]
    once = look(Mode.CORRECTION, [ANNA], [SAME, SAME._replace(number=3)])
    assert ([one.row for one in once.changes], once.unchanged, once.repeated, once.wrong) == ([2], (), (3,), ())


def test_who_is_still_there_has_no_reason_why_gone() -> None:
    (change,) = look(Mode.CORRECTION, [GONE], [LEFT_AND_HERE]).changes
    assert (change.after.left_on, change.after.reason) == (None, "")
    assert look(Mode.CORRECTION, [change.after], [LEFT_AND_HERE]).changes == ()
