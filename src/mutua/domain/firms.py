"""Firms and what they agree with the society: roles, the plan of a firm, who is covered by it and from when to when.

Adhesion to the pact, the plan of a firm and membership are three records; none follows from another. Covers are never
told by hand: they follow from the enrolments of a person and the plans of the firms (`firm_covers.covers_of`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from mutua.domain.months import ONE_DAY, first_of, last_of, months_after, months_between, months_touched, shared

NOW = 1 << 62  # the order of what is being told: after everything that was
WHOLE_SHARE = 10_000  # shares are counted in hundredths of a percent


class Role(StrEnum):
    """What an organisation is to the society and the pact: several of these at once."""

    ADHERENT = "adherent"
    FIRM = "firm"
    PROVIDER = "provider"
    INTERMEDIARY = "intermediary"
    REFERRER = "referrer"
    FACILITY = "facility"


class Scope(StrEnum):
    """What a firm lets an intermediary do in its name."""

    ENROL = "enrol"
    STATEMENTS = "statements"
    BOTH = "both"


class LegalBasis(StrEnum):
    """By what the firm pays for its people."""

    CONTRACT = "contract"
    AGREEMENT = "agreement"
    COMPANY_REGULATION = "company_regulation"
    VOLUNTARY = "voluntary"


class Category(StrEnum):
    """As what somebody works for the firm. Directors and family collaborators have no employee status."""

    EMPLOYEE = "employee"
    EXECUTIVE = "executive"
    DIRECTOR = "director"
    FAMILY_COLLABORATOR = "family_collaborator"
    OTHER = "other"
    # A relative of who works as that, covered through the firm: no employment, and nobody whom the firm knows of.
    RELATIVE_OF_EMPLOYEE = "relative_of_employee"
    RELATIVE_OF_EXECUTIVE = "relative_of_executive"
    RELATIVE_OF_DIRECTOR = "relative_of_director"
    RELATIVE_OF_FAMILY_COLLABORATOR = "relative_of_family_collaborator"
    RELATIVE_OF_OTHER = "relative_of_other"

    @property
    def is_relative(self) -> bool:
        return self.value.startswith(_RELATIVE_OF)

    @property
    def of_relative(self) -> Category:
        """As what a relative of who works as this is covered."""
        return self if self.is_relative else Category(_RELATIVE_OF + self.value)


_RELATIVE_OF = "relative_of_"
RELATIVES = frozenset(one for one in Category if one.is_relative)


class EntryRule(StrEnum):
    SAME_DAY = "same_day"
    FIRST_OF_NEXT_MONTH = "first_of_next_month"  # who is hired on the first of a month is covered from that day


class ExitRule(StrEnum):
    END_OF_MONTH = "end_of_month"
    END_OF_PAID_PERIOD = "end_of_paid_period"


class Cadence(StrEnum):
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"

    @property
    def months(self) -> int:
        return {"monthly": 1, "quarterly": 3, "yearly": 12}[self.value]


class FamilyRule(StrEnum):
    """Whether relatives are covered with who works there. Optional ones the worker pays whole, out of the pay, with no
    share for the fund; a whole household is shared out as the worker is."""

    NONE = "none"
    OPTIONAL = "optional"
    WHOLE_HOUSEHOLD = "whole_household"


class Absence(StrEnum):
    """Why somebody employed does not work. Only unpaid leave may suspend cover, and only where the plan says so.

    Under `OWN_COVER` they work as before and are left to a cover of their own: the firm told of them at its own door,
    and the office sees to it.
    """

    PARENTAL = "parental"
    UNPAID = "unpaid"
    OTHER = "other"
    OWN_COVER = "own_cover"


class Rate(NamedTuple):
    """What an assistance costs for a person and month, in cents."""

    assistance: str
    monthly_cents: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What a firm and the society agreed, from a day on; it changes at a renewal only.

    `firm_share`, `fund_share`: hundredths of a percent; the worker pays what the firm does not, the fund share comes
    on top and is the firm's. Days: `due_days` to pay a statement, `grace_days` more before cover is suspended,
    `restore_days` before it comes back, `offer_days` for who left to go on alone, `seniority_days` within which who
    comes back keeps the seniority of before.
    """

    valid_from: date
    rates: tuple[Rate, ...]
    category: Category = Category.EMPLOYEE
    legal_basis: LegalBasis = LegalBasis.COMPANY_REGULATION
    legal_basis_on: date | None = None
    legal_basis_sha256: str = ""
    firm_share: int = WHOLE_SHARE
    fund_share: int = 0
    family_rule: FamilyRule = FamilyRule.NONE
    entry_rule: EntryRule = EntryRule.FIRST_OF_NEXT_MONTH
    exit_rule: ExitRule = ExitRule.END_OF_MONTH
    cadence: Cadence = Cadence.MONTHLY
    suspends_unpaid_leave: bool = False
    due_days: int = 30
    grace_days: int = 30
    restore_days: int = 0
    offer_days: int = 60
    seniority_days: int = 365

    @property
    def basis_proved(self) -> bool:
        """Whether the paper by which the firm pays is named, by its day and its file; a voluntary plan has none."""
        return self.legal_basis is LegalBasis.VOLUNTARY or bool(self.legal_basis_on and self.legal_basis_sha256)


@dataclass(frozen=True, slots=True)
class FirmPlan:
    """The plan of a firm: which plan of the society, in force from when to when (None: not yet, no end yet).

    `order`, `earlier`: when it was told so, and how it stood before, as of an enrolment.
    """

    plan_id: int
    firm_id: int
    plan_code: str
    terms: tuple[Terms, ...]  # the oldest first
    starts_on: date | None = None
    ends_on: date | None = None
    order: int = NOW
    earlier: tuple[FirmPlan, ...] = ()

    def on(self, day: date) -> Terms:
        """The terms on a day; before the first ones, the first."""
        return next((one for one in reversed(self.terms) if one.valid_from <= day), self.terms[0])


Away = tuple[Absence, date, date | None]  # from a day to a day (None: not known yet)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Somebody at a firm: hired on a day, gone with a day (the last one, None: still there). `reason`: why gone.

    Of a relative: covered with who works there from a day on, to a day; `worker` is the reason where it ends with them.
    `died_on`: the day of the person's death, where it is known; no cover goes on after it. `order`: when it was told
    so, among all that was told of firms (`NOW`: it is being told); `earlier`: how it stood before, the oldest first.
    """

    enrolment_id: int
    person_id: int
    firm_id: int
    category: Category
    hired_on: date
    left_on: date | None = None
    reason: str = ""  # "", leave, list, death, worker
    absences: tuple[Away, ...] = ()
    died_on: date | None = None
    order: int = NOW
    earlier: tuple[Enrolment, ...] = ()

    def works_on(self, day: date) -> bool:
        return self.hired_on <= day and (self.left_on is None or day <= self.left_on)


class FirmCover(NamedTuple):
    """An assistance that the plan of a firm gives a person from a day to a day (None: no end yet). `relative`: of who
    works there. Since when seniority runs hangs on all covers of the person (`continuity`)."""

    enrolment_id: int
    plan_id: int
    plan_code: str
    assistance: str
    effective_from: date
    ends_on: date | None
    relative: bool = False


# ---------------------------------------------------------------- days


def cover_starts(hired_on: date, terms: Terms) -> date:
    """The first day covered of who is hired on a day."""
    if terms.entry_rule is EntryRule.SAME_DAY or hired_on.day == 1:
        return hired_on
    return months_after(hired_on, 1)


def period_of(plan: FirmPlan, day: date) -> tuple[date, date]:
    """The period for which the plan is paid that a day lies in, from its first day to its last, counted from the
    month in which the plan began."""
    anchor = first_of(plan.starts_on or plan.terms[0].valid_from)
    months = plan.on(day).cadence.months
    at = months_between(anchor, day) // months
    return months_after(anchor, at * months), months_after(anchor, (at + 1) * months) - ONE_DAY


def cover_ends(left_on: date, plan: FirmPlan) -> date:
    """The last day covered of who works for the last time on a day."""
    if plan.on(left_on).exit_rule is ExitRule.END_OF_MONTH:
        return last_of(left_on)
    return period_of(plan, left_on)[1]


Span = tuple[date, date | None]


def wanted(one: Enrolment, plan: FirmPlan) -> list[Span]:
    """When the plan covers somebody, were there no other firm; empty where it never does."""
    if plan.starts_on is None or plan.firm_id != one.firm_id:
        return []
    terms = plan.on(one.hired_on)
    if one.category is not (terms.category.of_relative if one.category.is_relative else terms.category):
        return []
    start = max(cover_starts(one.hired_on, terms), plan.starts_on)
    end = plan.ends_on
    if one.left_on is not None:
        told = cover_ends(one.left_on, plan)
        end = told if end is None else min(end, told)
    if one.died_on is not None:
        end = one.died_on if end is None else min(end, one.died_on)
    away = [*_suspended(one, plan), *(_without_relatives(plan) if one.category.is_relative else ())]
    return without((start, end), away) if end is None or end >= start else []


def _without_relatives(plan: FirmPlan) -> list[Span]:
    """The days on which the terms of the plan cover no relatives."""
    starts = [date.min, *(one.valid_from for one in plan.terms[1:])]
    ends = [*(first - ONE_DAY for first in starts[1:]), None]
    return [
        (first, last) for one, first, last in zip(plan.terms, starts, ends, strict=True)
        if one.family_rule is FamilyRule.NONE
    ]  # fmt: skip


def _suspended(one: Enrolment, plan: FirmPlan) -> list[Span]:
    """The days on which unpaid leave takes cover away: whole months of it, and the lag before cover comes back; and
    those left to a cover of their own."""
    found: list[Span] = []
    for kind, since, until in one.absences:
        if kind is Absence.OWN_COVER:
            found.append((since, until))
            continue
        terms = plan.on(since)
        if kind is not Absence.UNPAID or not terms.suspends_unpaid_leave:
            continue
        first = since if since.day == 1 else months_after(since, 1)
        if until is None:
            found.append((first, None))
            continue
        last = until if until == last_of(until) else first_of(until) - ONE_DAY
        if last >= first:
            found.append((first, last + timedelta(days=terms.restore_days)))
    return found


def without(span: Span, others: Iterable[Span]) -> list[Span]:
    """What is left of some days when others are taken away, in order."""
    left = [span]
    for first, last in others:
        cut: list[Span] = []
        for start, end in left:
            if (last is not None and last < start) or (end is not None and first > end):
                cut.append((start, end))
                continue
            if first > start:
                cut.append((start, first - ONE_DAY))
            if last is not None and (end is None or last < end):
                cut.append((last + ONE_DAY, end))
        left = cut
    return left


# ---------------------------------------------------------------- money


class Part(NamedTuple):
    """What is owed of an assistance for a person and month: cents that add up; the fund's come on top."""

    contribution: int
    firm: int
    worker: int
    fund: int

    @property
    def total(self) -> int:
        return self.contribution + self.fund

    def plus(self, other: Part) -> Part:
        return Part(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    def less(self, other: Part) -> Part:
        return Part(*(mine - theirs for mine, theirs in zip(self, other, strict=True)))


NOTHING = Part(0, 0, 0, 0)


def part_of(cents: int, terms: Terms, *, relative: bool = False) -> Part:
    """A contribution by the split of the terms; the fund's share of it rounded half up. What a worker chose for a
    relative is the worker's alone."""
    if relative and terms.family_rule is FamilyRule.OPTIONAL:
        return Part(cents, 0, cents, 0)
    firm, worker = shared(cents, (terms.firm_share, WHOLE_SHARE - terms.firm_share))
    return Part(cents, firm, worker, (cents * terms.fund_share * 2 + WHOLE_SHARE) // (2 * WHOLE_SHARE))


class Month(NamedTuple):
    """A month of an assistance of a person, as it is charged."""

    person_id: int
    assistance: str
    month: date


def months_charged(
    person_id: int, covers: Iterable[FirmCover], until: date
) -> dict[tuple[int, str, str, date], tuple[int, int]]:
    """The months that the covers of a person are charged for, none after `until`: enrolment and plan by plan code,
    assistance and month. A month of which one day is covered is charged whole, once, to who covers it first."""
    found: dict[tuple[int, str, str, date], tuple[int, int]] = {}
    for one in sorted(covers, key=lambda told: told.effective_from):
        last = until if one.ends_on is None else min(until, one.ends_on)
        for month in months_touched(one.effective_from, last):
            key = (person_id, one.plan_code, one.assistance, month)
            found.setdefault(key, (one.enrolment_id, one.plan_id))
    return found
