"""Relatives covered through a firm: how long, and who pays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mutua.domain.firm_covers import covers_of
from mutua.domain.firms import (
    Category,
    Enrolment,
    EntryRule,
    FamilyRule,
    FirmPlan,
    Part,
    Rate,
    Terms,
    part_of,
)
from mutua.domain.relatives import following

JAN, MAR, JUN = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 15)
TERMS = Terms(JAN, (Rate("base", 1234),), firm_share=7000, fund_share=250, family_rule=FamilyRule.OPTIONAL)
PLAN = FirmPlan(1, 9, "mutua/prova", (TERMS,), JAN)
WORKER = Enrolment(1, 101, 9, Category.EMPLOYEE, JAN)
RELATIVE = Enrolment(2, 102, 9, Category.RELATIVE_OF_EMPLOYEE, MAR)


def left(one: Enrolment, on: date | None, reason: str = "list") -> Enrolment:
    return replace(one, left_on=on, reason=reason)


@pytest.mark.parametrize(
    ("relative", "workers", "after"),
    [
        (RELATIVE, [WORKER], RELATIVE),
        (RELATIVE, [left(WORKER, JUN)], left(RELATIVE, JUN, "worker")),
        (left(RELATIVE, JUN, "worker"), [WORKER], RELATIVE),  # they did not leave after all
        (left(RELATIVE, MAR, "leave"), [left(WORKER, JUN)], left(RELATIVE, MAR, "leave")),  # wanted no longer
        (left(RELATIVE, JUN, "leave"), [left(WORKER, MAR)], left(RELATIVE, MAR, "worker")),
        (RELATIVE, [left(WORKER, date(2026, 2, 28))], None),
        (RELATIVE, [], None),
        (RELATIVE, [replace(WORKER, category=Category.EXECUTIVE)], None),
        (RELATIVE, [left(WORKER, JUN), replace(WORKER, enrolment_id=3)], RELATIVE),  # the other one still works there
        (RELATIVE, [replace(WORKER, hired_on=JUN)], replace(RELATIVE, hired_on=JUN)),
    ],
)
def test_a_relative_goes_as_long_as_who_works_there(
    relative: Enrolment, workers: list[Enrolment], after: Enrolment | None
) -> None:
    assert following(relative, workers) == after


def test_a_relative_is_covered_by_the_plan_of_who_works_as_that_while_it_covers_relatives() -> None:
    (cover,) = covers_of([RELATIVE], {9: [PLAN]})
    assert (cover.effective_from, cover.ends_on, cover.relative) == (MAR, None, True)
    assert covers_of([replace(RELATIVE, category=Category.RELATIVE_OF_DIRECTOR)], {9: [PLAN]}) == ()
    none = replace(TERMS, family_rule=FamilyRule.NONE)
    assert covers_of([RELATIVE], {9: [replace(PLAN, terms=(none,))]}) == ()
    renewed = replace(PLAN, terms=(TERMS, replace(none, valid_from=date(2027, 1, 1))))
    (cover,) = covers_of([RELATIVE], {9: [renewed]})
    assert cover.ends_on == date(2026, 12, 31)
    later = replace(PLAN, terms=(none, replace(TERMS, valid_from=date(2027, 1, 1), entry_rule=EntryRule.SAME_DAY)))
    (cover,) = covers_of([RELATIVE], {9: [later]})
    assert (cover.effective_from, cover.ends_on) == (date(2027, 1, 1), None)


def test_what_a_worker_chose_for_a_relative_is_the_workers_alone() -> None:
    """70 % of 12.34 is 8.638; the fund has 2.5 % of it on top, 0.3085."""
    assert part_of(1234, TERMS) == Part(1234, 864, 370, 31)
    assert part_of(1234, TERMS, relative=True) == Part(1234, 0, 1234, 0)
    whole = replace(TERMS, family_rule=FamilyRule.WHOLE_HOUSEHOLD)
    assert part_of(1234, whole, relative=True) == Part(1234, 864, 370, 31)


def test_every_category_of_work_has_relatives() -> None:
    workers = [one for one in Category if not one.is_relative]
    assert len({one.of_relative for one in workers}) == len(workers) == 5
    assert all(one.of_relative.is_relative and one.of_relative.of_relative is one.of_relative for one in workers)
