"""Charging a year: first what everybody owes, then exactly that, household by household; done twice it adds nothing.

A run that was stopped has lost nothing: run again it charges who is left. Who is covered later is charged alone. What
changed since somebody was charged is an adjustment: it is shown, and recorded only when a person approves it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from mutua.domain.case import Cover
from mutua.domain.dues import Charge, Due, DueStanding
from mutua.rules.contributions import CoveredDays
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.charge_people import Asked, Owed, PeopleOwing, Question, Rules, adjusted, not_before, owed_by
from mutua.services.charge_writing import HouseholdCharges, told_by_list, write_charges
from mutua.services.claim_life import Desktop
from mutua.services.firm_sight import firm_covers
from mutua.services.lots import Clock, Lots, no_clock
from mutua.services.membership_fees import Fees, fees_plan
from mutua.store.bulk import among
from mutua.store.dues import read_charges, read_choices, read_contributions, read_dues
from mutua.store.members import read_lives
from mutua.store.people import read_people
from mutua.store.tables import chain, household
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

AT_ONCE = 500  # households looked at together
WRITTEN_AT_ONCE = 300  # households written in the first transaction


@dataclass(frozen=True, slots=True)
class HouseholdPlan:
    """What is to be charged to a household, and the ends of the chains that this rests on."""

    household_id: int
    new: HouseholdCharges
    adjustments: HouseholdCharges
    seen: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class ChargingPlan:
    """What charging a year would do: a value, nothing is written. `unchanged` counts people charged right already.
    `due_days`: those that were told, for rules that state none.
    """

    year: int
    due_days: tuple[date, ...] = ()
    households: list[HouseholdPlan] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    unchanged: int = 0

    @property
    def new(self) -> list[HouseholdPlan]:
        return [one for one in self.households if one.new.charges]

    @property
    def adjusted(self) -> list[HouseholdPlan]:
        return [one for one in self.households if one.adjustments.charges]

    @property
    def fingerprint(self) -> str:
        """A short mark of the adjustments, by which a person approves exactly these."""
        told = hashlib.sha256()
        for one in self.adjusted:
            told.update(repr((one.adjustments.charges, one.adjustments.dues)).encode())
        return told.hexdigest()[:16]


@dataclass(slots=True)
class Charged:
    """What a run did. `changed_meanwhile`: households that somebody changed between the look and the writing."""

    households: int = 0
    people: int = 0
    cents: int = 0
    adjustments: int = 0
    changed_meanwhile: list[int] = field(default_factory=list)


# ---------------------------------------------------------------- what it would do


def plan_year(
    at: Desktop, year: int, *, plan_codes: Iterable[str] = (), due_days: Sequence[date] = (),
    households: Iterable[int] | None = None, told: Callable[[int, int], None] = lambda done, of: None,
) -> ChargingPlan:  # fmt: skip
    """What everybody covered in the year, and every member, owes, and whom it cannot be said of. Nothing is written."""
    asked = Asked(year, day_in_rome(at.now), frozenset(plan_codes), tuple(due_days))
    found, rules = ChargingPlan(year, asked.due_days), Rules(at.plans)
    with at.archive.reader.begin() as connection:
        fees = fees_plan(connection, at.plans)
        every = sorted(connection.scalars(select(household.c.id)) if households is None else households)
        for first in range(0, len(every), AT_ONCE):
            some = every[first : first + AT_ONCE]
            _Look(connection, asked, rules, some, found, fees).all()
            told(first + len(some), len(every))
    return found


@dataclass(slots=True)
class _Home:
    """What was found of the people of a household: what they owe anew, what adjusts what was charged before."""

    household_id: int
    new: list[tuple[int, Owed]] = field(default_factory=list)  # each person, and what somebody like them owes
    adjustments: list[Owed] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    unchanged: int = 0


class _Look:
    """Some households and what they owe, beside what they were charged already."""

    def __init__(
        self, connection: Connection, asked: Asked, rules: Rules, households: Sequence[int], found: ChargingPlan,
        fees: str | None,
    ) -> None:  # fmt: skip
        self.asked, self.households, self.found = asked, households, found
        self.people = read_people(connection, households)
        homes = sorted({*households, *(place.household_id for some in self.people.places.values() for place in some)})
        self.charges = _by_person(read_charges(connection, homes), asked)
        self.charged: dict[int, list[str]] = {}  # the plans charged already, by person
        for person_id, plan_code in self.charges:
            self.charged.setdefault(person_id, []).append(plan_code)
        dues = read_dues(connection, homes)
        self.dues = _by_person(dues, asked)
        lists = told_by_list(read_contributions(connection, homes), dues)
        self.lists = {(home, plan_code) for home, plan_code, day in lists if day.year == asked.year}
        self.ends = _ends(connection, homes)
        self.firms = {
            (person_id, one.plan_code, one.assistance, one.effective_from)
            for person_id, covers in firm_covers(connection, self.people.covers).items() for one in covers
        }  # fmt: skip
        members = None if fees is None else Fees(fees, read_lives(connection, self.people.places))
        self.owing = PeopleOwing(asked, rules, self.people, read_choices(connection, households), members)

    def all(self) -> None:
        for household_id in self.households:
            self._household(household_id)

    def _household(self, household_id: int) -> None:
        home = _Home(household_id)
        persons = sorted({place.person_id for place in self.people.by_household.get(household_id, ())})
        for person_id in persons:
            covers = self.owing.covers(person_id)
            charged = self.charged.get(person_id)
            for plan_code in sorted(covers if charged is None else {*covers, *charged}):
                self._person(home, person_id, plan_code, covers.get(plan_code, []))
        if home.questions:
            self.found.questions += self._each_once(home.questions)
            return
        self.found.unchanged += home.unchanged
        if home.new or home.adjustments:
            self.found.households.append(self._plan(home, persons))

    def _each_once(self, questions: Iterable[Question]) -> list[Question]:
        """What is asked about the household as a whole is asked once, not of each of its people."""
        kept: dict[tuple[object, ...], Question] = {}
        for one in questions:
            of_all = one.code == "charge_unanswered" and self.owing.of_household(one.plan_code, one.found)
            kept.setdefault((one.plan_code, one.code, one.found, None if of_all else one.person_id), one)
        return list(kept.values())

    def _plan(self, home: _Home, persons: Sequence[int]) -> HouseholdPlan:
        id_, (charges, dues) = home.household_id, owed_by(home.new)
        if not self.charged.keys().isdisjoint(persons):
            dues = not_before(dues, self.asked.today)
        homes = {place.household_id for one in persons for place in self.people.places[one]}
        adjustments = HouseholdCharges(
            id_, tuple([made for one in home.adjustments for made in one.charges]),
            tuple([part for one in home.adjustments for part in one.dues]),
        )  # fmt: skip
        seen = tuple([(one, self.ends[one]) for one in sorted(homes)])
        return HouseholdPlan(id_, HouseholdCharges(id_, charges, dues), adjustments, seen)

    def _person(self, found: _Home, person_id: int, plan_code: str, covers: list[Cover]) -> None:
        """Finds what is to be charged to a person of the household for a plan, if anything is owed here."""
        dues, before = self.dues.get((person_id, plan_code), []), self.charges.get((person_id, plan_code), [])
        stated = {one.due.firm_id for one in dues if one.due.statement_id is not None} if dues else None
        if stated:
            dues = [one for one in dues if one.due.firm_id not in stated]
            before = [one for one in before if one.firm_id not in stated]
        if self.firms:
            covers = [
                one for one in covers if (person_id, plan_code, one.assistance, one.effective_from) not in self.firms
            ]
        if not covers and not before:
            return  # a firm's statements charge for this person
        days = self.owing.days(covers) if covers else CoveredDays(before[0].effective_from, before[0].ends_on)
        home = self.owing.home(person_id, days.first)
        if home is None or home.household_id != found.household_id:
            return  # charged in the household they were in on that day
        if not before and (home.household_id, plan_code) in self.lists:
            found.questions.append(
                Question(home.household_id, person_id, plan_code, "charge_told_by_list", plan_code)
            )  # fmt: skip
            return
        now = self.owing.owed_alike(home, plan_code, covers, days, dated=bool(before)) if covers else None
        if isinstance(now, tuple):
            found.questions += now
        elif not before:
            if now is not None:
                found.new.append((person_id, now))
        else:
            change = adjusted(None if now is None else now.of(person_id), before, dues, self.asked.today)
            if change is None:
                found.unchanged += 1
            else:
                found.adjustments.append(change)


def _by_person(
    told: Mapping[int, Sequence[Charge]] | Mapping[int, Sequence[DueStanding]], asked: Asked
) -> dict[tuple[int, str], list[Any]]:
    """What was told of the year and the plans asked for, by person and plan."""
    found: dict[tuple[int, str], list[Any]] = {}
    for some in told.values():
        for one in some:
            of: Charge | Due = one.due if isinstance(one, DueStanding) else one
            if of.year == asked.year and (not asked.plan_codes or of.plan_code in asked.plan_codes):
                found.setdefault((of.person_id, of.plan_code), []).append(one)
    return found


# ---------------------------------------------------------------- doing it


def charge_year(
    at: Desktop, plan: ChargingPlan, *, approved: str = "", told: Callable[[int], None] = lambda done: None,
    clock: Clock = no_clock,
) -> Charged:  # fmt: skip
    """Charges what the plan says, some households at a time; adjustments only with their `fingerprint` as `approved`.

    A household that changed since the look is left alone and named: the next run looks at it again.
    """
    with_adjustments = approved == plan.fingerprint and bool(plan.adjusted)
    todo = [one for one in plan.households if one.new.charges or (with_adjustments and one.adjustments.charges)]
    booked_on = max(day_in_rome(at.now), date(plan.year, 1, 1))
    done, ours = Charged(), dict[tuple[int, int], int]()
    lots = Lots(todo, lambda _: 1, WRITTEN_AT_ONCE)
    for some in lots:

        def work(unit: UnitOfWork, some: Sequence[HouseholdPlan] = some) -> list[HouseholdPlan]:
            left = _unchanged(unit, some, ours)
            todo = [_to_write(one, with_adjustments) for one in left]
            write_charges(unit, todo, booked_on=booked_on, told_back=False)
            return left

        locked = {chain_id for one in some for chain_id, _ in one.seen}
        before = clock()
        written = unit_of_work(at.archive, locked, work, actor_id=at.actor_id, now=at.now)
        lots.took(clock() - before)
        ours.update({(id_, end): end + 1 for one in written for id_, end in one.seen if id_ == one.household_id})
        _count(done, some, written, with_adjustments=with_adjustments)
        told(len(some))
    return done


def _unchanged(
    unit: UnitOfWork, some: Sequence[HouseholdPlan], ours: Mapping[tuple[int, int], int]
) -> list[HouseholdPlan]:
    """The households of which nothing was told since the look, but by this very run; their chains are locked."""
    return [one for one in some if all(_ends_there(unit, ours, *seen) for seen in one.seen)]


def _ends_there(unit: UnitOfWork, ours: Mapping[tuple[int, int], int], chain_id: int, position: int) -> bool:
    now = unit.position(chain_id)
    return now == position or now == ours.get((chain_id, position))


def _ends(connection: Connection, chain_ids: Iterable[int]) -> dict[int, int]:
    query = select(chain.c.id, chain.c.position).where(among(chain.c.id))
    found: dict[int, int] = {}
    for id_, position in connection.execute(query, {"ids": sorted(chain_ids)}):
        found[id_] = position
    return found


def _to_write(one: HouseholdPlan, with_adjustments: bool) -> HouseholdCharges:
    if not with_adjustments:
        return one.new
    charges, dues = (*one.new.charges, *one.adjustments.charges), (*one.new.dues, *one.adjustments.dues)
    return HouseholdCharges(one.household_id, charges, dues)


def _count(
    done: Charged, some: Sequence[HouseholdPlan], written: Sequence[HouseholdPlan], *, with_adjustments: bool
) -> None:
    kept = {one.household_id for one in written}
    done.changed_meanwhile += [one.household_id for one in some if one.household_id not in kept]
    for one in written:
        told = _to_write(one, with_adjustments)
        done.households += 1
        done.people += len({made.person_id for made in one.new.charges})
        done.cents += sum(due.amount_cents for due in told.dues)
        done.adjustments += len({made.person_id for made in one.adjustments.charges}) if with_adjustments else 0
