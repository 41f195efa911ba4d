"""Covers on a page: of a person, with waits; who should have joined, moves to a senior plan, has use to carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.cover_life import CoverReason, Held
from mutua.domain.decisions import Missing
from mutua.rules.engine.calendar import months_touched
from mutua.rules.engine.context import Unknown
from mutua.rules.engine.desk import at_desk
from mutua.rules.engine.values import compile_term
from mutua.rules.engine.versions import version_on
from mutua.rules.model import Benefit, Condition, NoTerm, Ruleset, TermCases, Years
from mutua.rules.senior import senior_move
from mutua.services.carried_use import left_to_carry
from mutua.services.cover_desk import facts_at_desk, open_covers, place_on
from mutua.services.cover_obligation import around, owed_by_household
from mutua.services.plan_book import BookedPlan, PlanBook
from mutua.store.ceilings import read_balances
from mutua.store.covers import Carried, ChangeTold, Exemption, read_changes, read_exemptions, standing_changes
from mutua.store.people import People, Place, households_of, read_people
from mutua.store.tables import cover, cover_change, household_place

_AT_ONCE = 500


class Wait(NamedTuple):
    """The first day covered of some benefits (None: it depends on the request), by their titles."""

    first_day: date | None
    benefits: tuple[str, ...]


class GoesOn(NamedTuple):
    """A cover that was left for this one, by the title of its plan, with the rules that say what is kept of it."""

    title: str
    last_day: date | None
    rules: Ruleset
    senior: bool
    same_plan: bool


@dataclass(frozen=True, slots=True)
class CoverShown:
    """A cover with what follows from its seniority on a day: waits not over yet, months of a first year's proportion.
    Of a cover that begins later, on its first day.

    `rules` is None where the plan is not among the regulations: then neither is known.
    """

    held: Held
    title: str
    waits: tuple[Wait, ...] = ()
    first_year_months: int | None = None
    why: tuple[ChangeTold, ...] = ()
    goes_on: tuple[GoesOn, ...] = ()


@dataclass(frozen=True, slots=True)
class CoversShown:
    """`never`: covers that were recorded by mistake and taken back; of each the newest word."""

    covers: tuple[CoverShown, ...]
    exemptions: tuple[Exemption, ...]
    never: tuple[ChangeTold, ...] = ()


def show_covers(
    connection: Connection, plans: PlanBook, person_id: int, on: date, people: People | None = None
) -> CoversShown:
    """Every cover of the person, past and to come, as of the day. `people`: of their households, if read already."""
    if people is None:
        people = read_people(connection, households_of(connection, [person_id]).get(person_id, set()))
    changes = read_changes(connection, [person_id]).get(person_id, [])
    covers = sorted(
        (Held(plan, one) for plan, one in people.covers.get(person_id, ())),
        key=lambda held: (held.cover.effective_from, held.plan_code, held.cover.assistance),
    )
    shown = [_shown(people, plans, person_id, held, changes, on) for held in covers]
    exemptions = read_exemptions(connection, [person_id]).get(person_id, ())
    return CoversShown(tuple(shown), tuple(exemptions), _never(covers, changes))


def _never(covers: list[Held], changes: list[ChangeTold]) -> tuple[ChangeTold, ...]:
    there = {(held.plan_code, held.cover.assistance, held.cover.effective_from) for held in covers}
    told = {
        (one.from_plan, one.from_assistance, one.from_since): one for one in changes
        if one.reason is CoverReason.TAKEN_BACK and one.from_plan is not None
    }  # fmt: skip
    return tuple(one for key, one in told.items() if key not in there)


def _shown(
    people: People, plans: PlanBook, person_id: int, held: Held, changes: list[ChangeTold], on: date
) -> CoverShown:
    key = (held.plan_code, held.cover.assistance, held.cover.effective_from)
    why = tuple(
        one for one in changes
        if key in ((one.from_plan, one.from_assistance, one.from_since), (one.to_plan, one.to_assistance, one.to_since))
    )  # fmt: skip
    booked = plans.get(held.plan_code)
    day = max(on, held.cover.effective_from)
    rules = None if booked is None else version_on(booked.plan, day)
    place = place_on(people, person_id, day)
    came = [gone_on_from(people, plans, one) for one in standing_changes(changes) if one.after == key and one.before]
    if booked is None or rules is None or place is None:
        return CoverShown(held, held.plan_code, why=why)
    waits = waits_on(people, booked, rules, place, held, day)
    return CoverShown(held, booked.plan.head.title, waits, _first_year(rules, held, day), why,
                      tuple(one for one in came if one is not None))  # fmt: skip


def gone_on_from(people: People, plans: PlanBook, told: ChangeTold) -> GoesOn | None:
    """What a change says of the cover left, with the rules of its plan; None where nobody knows these."""
    assert told.before is not None  # said by whoever asks
    plan_code, assistance, _ = told.before
    booked = plans.get(plan_code)
    rules = None if booked is None else version_on(booked.plan, told.asked_on)
    if booked is None or rules is None:
        return None
    covers = people.covers.get(told.person_id, ())
    last = [one.ends_on for plan, one in covers if (plan, one.assistance, one.effective_from) == told.before]
    title = f"{booked.plan.head.title} {assistance if len(rules.covers) > 1 else ''}".strip()
    return GoesOn(
        title, last[0] if last else None, rules, told.reason is CoverReason.SENIOR, plan_code == told.to_plan
    )  # fmt: skip


def waits_on(
    people: People, booked: BookedPlan, rules: Ruleset, place: Place, held: Held, on: date
) -> tuple[Wait, ...]:
    """The benefits of the cover that still wait on the day, by their first day covered; None where that depends on
    the case, as long as there is one in which it has not come."""
    facts = facts_at_desk(people, booked, place, on, since=held.cover)
    facts.pop("richiesta")
    found: dict[date | None, list[str]] = {}
    for code, benefit in rules.benefits.items():
        if isinstance(benefit.waiting.first_day, NoTerm) or benefit.cover not in ("", held.cover.assistance):
            continue
        ctx = at_desk(rules, {**facts, "prestazione": code}, on)
        first = compile_term(benefit.waiting.first_day, rules)(ctx)
        if isinstance(first, Unknown):
            cases = wait_cases(people, booked, rules, held, place.person_id, benefit, on)
            if not cases or any(day is not None and day > on for _, day in cases):
                found.setdefault(None, []).append(benefit.title)
        elif isinstance(first, date) and first > on:
            found.setdefault(first, []).append(benefit.title)
    ordered = sorted(found.items(), key=lambda pair: (pair[0] is None, pair[0] or date.min))
    return tuple(Wait(first, tuple(titles)) for first, titles in ordered)


def wait_cases(
    people: People, booked: BookedPlan, rules: Ruleset, held: Held, person_id: int, benefit: Benefit, on: date
) -> tuple[tuple[Condition | None, date | None], ...]:
    """Of a wait that depends on the case, the first day covered in each (None: at once), that of all other cases
    first, without a condition. Empty where it cannot be told, or where it is one wait for all."""
    place, term = place_on(people, person_id, on), benefit.waiting.first_day
    if place is None or not isinstance(term, TermCases):
        return ()
    facts = facts_at_desk(people, booked, place, on, since=held.cover)
    facts.pop("richiesta")
    ctx = at_desk(rules, {**facts, "prestazione": benefit.code}, on)
    found: list[tuple[Condition | None, date | None]] = []
    for condition, value in ((None, term.otherwise), *term.cases):
        first = None if isinstance(value, NoTerm) else compile_term(value, rules)(ctx)
        if first is not None and not isinstance(first, date):
            return ()
        found.append((condition, first))
    return tuple(found)


def _first_year(rules: Ruleset, held: Held, day: date) -> int | None:
    """How many twelfths of a ceiling in proportion are there in the year of the day; None where none is cut."""
    since = held.cover.seniority_from
    rule = next((pot.first_year for pot in rules.pots.values() if pot.first_year and pot.period == Years()), None)
    if rule is None or since.year != day.year or since == date(day.year, 1, 1):
        return None
    return 12 - (months_touched(date(day.year, 1, 1), since) - 1) - (0 if rule.joining_month_counts else 1)


# ---------------------------------------------------------------- everybody


class OwedCover(NamedTuple):
    """Somebody whose household must be under the plan as a whole, and who is not, nor exempt."""

    household_id: int
    person_id: int
    plan_code: str
    missing: tuple[Missing, ...]
    rules: Ruleset


class Senior(NamedTuple):
    """Somebody whom the rules move to another plan from the day."""

    person_id: int
    plan_code: str
    to_plan: str
    effective_on: date


def check_covers(connection: Connection, plans: PlanBook, on: date) -> Iterator[OwedCover]:
    """Who should be covered on the day, by plan and household, as the rules of each plan ask it of whole households."""
    for ids, people in _everybody(connection):
        known = around(connection, people, on)
        for household_id in ids:
            there = [place for place in people.by_household.get(household_id, ()) if place.holds_on(on)]
            held = {
                (place.person_id, one.plan_code) for place in there
                for one in open_covers(people, place.person_id, on)
            }  # fmt: skip
            for plan_code in sorted({plan for _, plan in held}):
                booked = plans.get(plan_code)
                rules = None if booked is None else version_on(booked.plan, on)
                if booked is None or rules is None:
                    continue
                covered = {person_id for person_id, plan in held if plan == plan_code}
                for owed in owed_by_household(people, known, booked, rules, min(covered), on, covered):
                    yield OwedCover(household_id, owed.person_id, plan_code, owed.missing, rules)


def list_seniors(connection: Connection, plans: PlanBook, until: date) -> Iterator[Senior]:
    """Who is still under a plan that moves them to another one by the day."""
    for ids, people in _everybody(connection):
        mine = set(ids)
        for person_id in sorted(people.places):
            for held in open_covers(people, person_id, until):
                booked = plans.get(held.plan_code)
                rules = None if booked is None else version_on(booked.plan, until)
                place = place_on(people, person_id, until)
                if booked is None or rules is None or place is None or place.household_id not in mine:
                    continue
                answer = senior_move(rules, facts_at_desk(people, booked, place, until, since=held.cover))
                if answer is not None and answer.effective_on is not None and answer.effective_on <= until:
                    first_day = max(answer.effective_on, held.cover.effective_from)
                    yield Senior(person_id, held.plan_code, answer.to_plan, first_day)


def _everybody(connection: Connection) -> Iterator[tuple[list[int], People]]:
    """The people of the households in which somebody was ever covered, some households at a time."""
    query = (
        select(household_place.c.chain_id)
        .where(household_place.c.person_id.in_(select(cover.c.person_id)))
        .distinct()
        .order_by(household_place.c.chain_id)
    )
    ids = list(connection.scalars(query))
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        yield some, read_people(connection, some)


class ToCarry(NamedTuple):
    """Somebody of whose change use is still to be carried, or to be taken off again; the ceilings of the plan left."""

    person_id: int
    from_plan: str
    to_plan: str
    pots: tuple[str, ...]


def check_carried_use(connection: Connection, plans: PlanBook, on: date) -> Iterator[ToCarry]:
    """The changes, effective by the day, after which use was recorded or given back and is not carried yet.

    What people of a household share is told with the first of them.
    """
    query = select(cover_change.c.person_id).where(cover_change.c.from_plan.is_not(None)).distinct()
    ids = sorted(connection.scalars(query.where(cover_change.c.to_plan.is_not(None))))
    seen: set[Carried] = set()
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        homes = {home for theirs in households_of(connection, some).values() for home in theirs}
        people = read_people(connection, homes)
        balances = read_balances(connection, {*people.places, *people.by_household})
        found: dict[tuple[int, str, str], set[str]] = {}
        for one in left_to_carry(connection, plans, people, balances, held=homes, until=on):
            if one.carried not in seen:
                key = (one.person_id, one.carried.from_plan, one.carried.to_plan)
                found.setdefault(key, set()).add(one.carried.from_pot)
            seen.add(one.carried)
        for (person_id, before, after), pots in sorted(found.items()):
            yield ToCarry(person_id, before, after, tuple(sorted(pots)))
