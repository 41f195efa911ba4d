"""Statements of a firm: what is owed for a month, and what earlier statements left out or asked too much.

A statement is the difference between what is owed by all that is known today and what was asked before: so a hire told
late gives lines for the months before, a leave told late takes some back, and no earlier statement ever changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mutua.domain.firms import NOTHING, Enrolment, FirmCover, FirmPlan, Part, months_charged, part_of, period_of


class StatementLine(NamedTuple):
    """What is asked of the firm for somebody, an assistance and a month. An adjustment is of a month before."""

    enrolment_id: int
    person_id: int
    assistance: str
    month: date
    adjustment: bool
    part: Part


# What was asked before, by plan, person, assistance and month; and of whose enrolment.
Asked = Mapping[tuple[int, int, str, date], Part]
Key = tuple[int, str, date]  # person, assistance, month
Due = Mapping[Key, tuple[int, Part]]  # of which enrolment, and what


@dataclass(frozen=True, slots=True)
class Statement:
    """The lines of a statement for a plan and a period, in order."""

    plan_id: int
    first: date
    last: date
    lines: tuple[StatementLine, ...]

    @property
    def contribution(self) -> int:
        return sum(one.part.contribution for one in self.lines)

    @property
    def fund(self) -> int:
        return sum(one.part.fund for one in self.lines)

    @property
    def firm(self) -> int:
        return sum(one.part.firm for one in self.lines)

    @property
    def worker(self) -> int:
        return sum(one.part.worker for one in self.lines)

    @property
    def total(self) -> int:
        return self.contribution + self.fund


def owed(
    plan: FirmPlan, covers: Mapping[int, Iterable[FirmCover]], until: date
) -> dict[Key, tuple[int, Part]]:  # fmt: skip
    """What the plan owes until a day by all that is known: enrolment and parts by person, assistance and month.

    `covers`: of each person, through all their firms, so that a month is charged to one of them only.
    """
    found: dict[Key, tuple[int, Part]] = {}
    priced: dict[tuple[str, date, bool], Part] = {}
    for person_id, theirs in covers.items():
        theirs = list(theirs)
        relatives = {one.enrolment_id for one in theirs if one.relative}
        charged = months_charged(person_id, theirs, until)
        for (_, _, assistance, month), (enrolment_id, plan_id) in charged.items():
            if plan_id != plan.plan_id:
                continue
            key = (assistance, month, enrolment_id in relatives)
            if key not in priced:
                terms = plan.on(month)
                cents = sum(rate.monthly_cents for rate in terms.rates if rate.assistance == assistance)
                priced[key] = part_of(cents, terms, relative=key[2])
            found[person_id, assistance, month] = (enrolment_id, priced[key])
    return found


def statement_of(
    plan: FirmPlan, covers: Mapping[int, Iterable[FirmCover]], asked: Asked, asked_of: Mapping[tuple[int, int], int],
    month: date,
) -> Statement:  # fmt: skip
    """The statement for the period that the month lies in. `asked_of`: the enrolment that lines of a plan and person
    were asked for, for months that nobody owes any more."""
    first, last = period_of(plan, month)
    due = owed(plan, covers, last)
    before = {key[1:]: part for key, part in asked.items() if key[0] == plan.plan_id and key[3] <= last}
    whose = {person_id: id_ for (plan_id, person_id), id_ in asked_of.items() if plan_id == plan.plan_id}
    return Statement(plan.plan_id, first, last, tuple(lines_between(due, before, whose, first)))


def lines_between(due: Due, before: Mapping[Key, Part], whose: Mapping[int, int], first: date) -> list[StatementLine]:
    """What is owed less what was asked before, line by line: by month, person and assistance. `whose`: of somebody of
    whom nothing is owed any more the enrolment; months before the first day are adjustments."""
    lines = []
    for key in sorted(due.keys() | before.keys(), key=lambda one: (one[2], one[0], one[1])):
        person_id, assistance, on = key
        enrolment_id, part = due.get(key, (whose.get(person_id, 0), NOTHING))
        rest = part.less(before.get(key, NOTHING))
        if rest != NOTHING:
            lines.append(StatementLine(enrolment_id, person_id, assistance, on, on < first, rest))
    return lines


def of_people(enrolments: Iterable[Enrolment]) -> dict[int, list[Enrolment]]:
    """Enrolments by person."""
    found: dict[int, list[Enrolment]] = {}
    for one in enrolments:
        found.setdefault(one.person_id, []).append(one)
    return found
