"""Two or three firms tell of one person, put it right, take it back: each day has one payer, and keeps it."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from mutua.domain.firm_covers import covers_of
from mutua.domain.firms import Absence, Enrolment, EntryRule, FirmPlan, Rate, Terms, wanted

FIRST = date(2026, 1, 1)
EVERY_DAY = [FIRST + timedelta(days=count) for count in range(221)]
TERMS = Terms(FIRST, (Rate("base", 1000),), entry_rule=EntryRule.SAME_DAY, suspends_unpaid_leave=True)

days = st.integers(0, 200).map(lambda count: FIRST + timedelta(days=count))
spans = st.tuples(days, st.one_of(st.none(), st.integers(0, 90)))
tellings = st.one_of(
    st.tuples(st.just("days"), st.integers(1, 3), spans),  # enrolled, or put right
    st.tuples(st.just("away"), st.integers(1, 3), spans),  # unpaid leave, instead of what was said of it before
    st.tuples(st.just("back"), st.integers(1, 3), spans),  # as it stood before what was told last
    st.tuples(st.just("plan"), st.integers(1, 3), spans),  # a plan in force, or its last day
)


def plan_of(firm: int) -> FirmPlan:
    return FirmPlan(firm, firm, "society/plan", (TERMS,), FIRST, order=0)


class Told:
    """What the firms have told so far, as the archive gives it: how each thing stands, and how it stood before."""

    def __init__(self) -> None:
        self.enrolments: dict[int, list[Enrolment]] = {}
        self.plans: dict[int, list[FirmPlan]] = {firm: [plan_of(firm)] for firm in (1, 2, 3)}

    def tell(self, order: int, what: str, firm: int, span: tuple[date, int | None]) -> None:
        first, count = span
        last = None if count is None else first + timedelta(days=count)
        mine = self.enrolments.setdefault(firm, [])
        if what == "plan":
            plan = self.plans[firm][-1]
            after = replace(plan, ends_on=last) if plan.starts_on and last else replace(plan, starts_on=first)
            self.plans[firm].append(replace(after, order=order))
        elif what == "days":
            before = mine[-1] if mine else Enrolment(firm, 7, firm, TERMS.category, first)
            mine.append(replace(before, hired_on=first, left_on=last, order=order))
        elif mine and what == "away":
            mine.append(replace(mine[-1], absences=((Absence.UNPAID, first, last),), order=order))
        elif len(mine) > 1:
            mine.append(replace(mine[-2], order=order))

    def now(self) -> tuple[list[Enrolment], dict[int, list[FirmPlan]]]:
        enrolments = [replace(some[-1], earlier=tuple(some[:-1])) for some in self.enrolments.values() if some]
        plans = {firm: [replace(some[-1], earlier=tuple(some[:-1]))] for firm, some in self.plans.items()}
        return enrolments, plans


def asks(one: Enrolment, plan: FirmPlan) -> set[date]:
    return {
        day for start, end in wanted(one, plan)
        for day in EVERY_DAY if start <= day and (end is None or day <= end)
    }  # fmt: skip


@given(st.lists(tellings, min_size=2, max_size=9))
@settings(max_examples=120, deadline=None)
def test_each_day_keeps_its_payer_until_that_firm_gives_it_up(steps: list[tuple[str, int, tuple[date, int]]]) -> None:
    """Day by day, as a clerk would keep it on paper: who has a day keeps it; one that is free goes to whoever has
    asked for it longest."""
    told = Told()
    payer: dict[date, int] = {}
    since: dict[tuple[int, date], int] = {}
    for order, step in enumerate(steps, 1):
        told.tell(order, *step)
        enrolments, plans = told.now()
        asked = {one.firm_id: asks(one, plans[one.firm_id][0]) for one in enrolments}
        since = {
            (firm, day): since.get((firm, day), order) for firm, some in asked.items() for day in some
        }  # fmt: skip
        for day in EVERY_DAY:
            if day not in asked.get(payer.get(day, 0), ()):
                waiting = [(since[firm, day], firm) for firm in asked if day in asked[firm]]
                payer[day] = min(waiting)[1] if waiting else 0
        covers = covers_of(enrolments, plans)
        given_to = [
            (day, one.plan_id) for one in covers
            for day in EVERY_DAY if one.effective_from <= day and (one.ends_on is None or day <= one.ends_on)
        ]  # fmt: skip
        assert sorted(given_to) == sorted((day, firm) for day, firm in payer.items() if firm)
        assert len({(one.plan_id, one.effective_from) for one in covers}) == len(covers)
        for one, other in itertools.pairwise(covers):  # what follows on, of one firm, is one cover
            assert one.plan_id != other.plan_id or one.ends_on != other.effective_from - timedelta(days=1)
