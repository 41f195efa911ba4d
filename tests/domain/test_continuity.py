"""Which cover through a firm goes on from which: both sides of each edge, by days alone."""

from __future__ import annotations

from datetime import date

import pytest

from mutua.domain.case import Cover
from mutua.domain.continuity import GoneOn, go_on
from mutua.domain.cover_life import Held
from mutua.domain.firms import FirmCover

JAN, JUN, JUL = date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1)


def through(number: int, plan: str, since: date, until: date | None = None, assistance: str = "base") -> FirmCover:
    """A cover that an enrolment gives."""
    return FirmCover(number, number, plan, assistance, since, until)


def own(plan: str, since: date, until: date | None, assistance: str = "base") -> Held:
    return Held(plan, Cover(assistance, since, until))


def found(
    *covers: FirmCover, own_ones: tuple[Held, ...] = (), left: dict[int, date] | None = None, gap: int = 30,
    keeps: bool = True,
) -> GoneOn:  # fmt: skip
    return go_on(covers, own_ones, left_on=left or {}, gap=lambda one: gap, keeps=lambda plan, day: keeps)


def passed(told: GoneOn) -> list[tuple[str, str]]:
    """From which plan to which, with the assistance."""
    return [
        (f"{one.before.plan_code} {one.before.cover.assistance}", f"{one.after.plan_code} {one.after.cover.assistance}")
        for one in told.passages
    ]


A, B = through(1, "p", JAN, JUN), through(2, "q", JUL)
PQ = [("p base", "q base")]


@pytest.mark.parametrize(
    ("covers", "own_ones", "left", "expected"),
    [
        ((A, B), (), {}, PQ),
        ((A, through(2, "q", date(2026, 7, 31))), (), {}, PQ),  # thirty days between two firms
        ((A, through(2, "q", date(2026, 8, 1))), (), {}, []),  # thirty-one
        ((B,), (own("p", JAN, JUN),), {}, PQ),  # no day between a cover of one's own and a firm's
        ((B,), (own("p", JAN, date(2026, 6, 29)),), {}, []),
        ((B,), (own("p", JAN, None),), {}, []),  # both at once
        # left with the last day of the month in which the other begins, and a day later
        ((through(1, "p", JAN, date(2026, 7, 31)), B), (), {}, PQ),
        ((through(1, "p", JAN, date(2026, 8, 1)), B), (), {}, []),
        # paid to the end of the year, but gone in July
        ((through(1, "p", JAN, date(2026, 12, 31)), B), (), {1: date(2026, 7, 31)}, PQ),
        ((through(1, "p", JAN, date(2026, 12, 31)), B), (), {1: date(2026, 8, 1)}, []),
        ((through(1, "p", JUL, date(2026, 7, 31)), B), (), {}, []),  # begun on the same day
        ((A, B, through(3, "p", JUL)), (), {}, []),  # the plan goes on through another firm
        ((A, B), (own("p", JUL, None),), {}, []),  # or alone
        ((A, through(2, "q", JAN, JUN), through(3, "q", JUL)), (), {}, []),  # the other plan is held already
        # passed on to a third plan before: the second leaves that one, and nothing comes twice
        ((A, through(2, "r", date(2026, 7, 1), date(2026, 7, 15)), through(3, "q", date(2026, 7, 16))), (), {},
         [("p base", "r base"), ("r base", "q base")]),
        ((through(1, "p", JAN, JUN), through(2, "p", JUL)), (), {}, []),  # the same goes on by itself
        ((through(1, "p", JAN, JUN, "casa"), through(2, "p", JUL)), (), {}, [("p casa", "p base")]),
        ((through(1, "p", JAN, JUN, "casa"), through(1, "p", JAN, JUN), B), (), {}, PQ),  # one of each plan
    ],
)  # fmt: skip
def test_who_passes_from_which_to_which(
    covers: tuple[FirmCover, ...], own_ones: tuple[Held, ...], left: dict[int, date], expected: list[tuple[str, str]]
) -> None:
    told = found(*covers, own_ones=own_ones, left=left)
    assert passed(told) == expected
    assert passed(found(*reversed(covers), own_ones=own_ones, left=left)) == expected
    assert told.since.keys() == {(one.plan_code, one.assistance, one.effective_from) for one in covers}
    assert all(since <= key[2] for key, since in told.since.items())


@pytest.mark.parametrize(("keeps", "expected"), [(True, JAN), (False, JUL)])
def test_the_rules_left_say_whether_seniority_stays(keeps: bool, expected: date) -> None:
    asked: list[tuple[str, date]] = []

    def kept(plan: str, day: date) -> bool:
        asked.append((plan, day))
        return keeps

    told = go_on([A, B], [], left_on={}, gap=lambda one: 0, keeps=kept)
    assert told.since == {("p", "base", JAN): JAN, ("q", "base", JUL): expected}
    assert asked == [("p", JUN)]


def test_seniority_goes_through_several_and_through_the_same_plan_after_a_gap() -> None:
    """2020 alone, then p at one firm, q at another, p again within the days agreed on: always of 2020."""
    covers = [A, through(2, "q", JUL, date(2026, 9, 30)), through(3, "p", date(2026, 10, 15))]
    told = found(*covers, own_ones=(own("p", date(2020, 1, 1), date(2025, 12, 31)),))
    assert set(told.since.values()) == {date(2020, 1, 1)}
    assert passed(told) == [("p base", "q base"), ("q base", "p base")]
