"""Covers of a household at the desk: everything locked, the rules asked with what is known, what happened told once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from sqlalchemy import Connection, select

from mutua.domain.case import Cover, FactValue
from mutua.domain.cover_life import ONE_DAY, CoverChange, Held, overlap, same_assistance, shortened
from mutua.domain.decisions import Missing, Reason
from mutua.domain.firms import FirmCover
from mutua.domain.italian import written_day
from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.engine.versions import version_on
from mutua.rules.model import Ruleset
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.facts_of_people import FactsOfPeople
from mutua.services.firm_own_covers import ended_by_now
from mutua.services.firm_recording import record_steps
from mutua.services.firm_sight import firm_covers
from mutua.services.member_desk import in_households
from mutua.services.plan_book import BookedPlan, PlanBook
from mutua.store.covers import tell_change
from mutua.store.people import People, Place, cover_chains, read_people, tell_cover
from mutua.store.tables import claim, claim_line
from mutua.store.unit_of_work import Entry, UnitOfWork

T = TypeVar("T")
HEAD = "titolare"


@dataclass(frozen=True, slots=True)
class Block:
    """Why somebody's cover cannot begin, change or end: a code, with what the rules say or still ask.

    `rules` are those that say it (None: no rules); `found` is what it is about.
    """

    code: str
    person_id: int
    plan_code: str
    rules: Ruleset | None = None
    reasons: tuple[Reason, ...] = ()
    missing: tuple[Missing, ...] = ()
    found: str = ""


@dataclass(frozen=True, slots=True)
class Blocked:
    """Everything that stands against it, of everybody concerned, told at once."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class CoversTold:
    """What was recorded. `notices`: codes with what they are about, for whoever must look at something else now."""

    changes: tuple[CoverChange, ...]
    notices: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class OpenCovers:
    """The covers of a person and of those around while something is done with them: everything is locked."""

    at: Desktop
    unit: UnitOfWork
    people: People
    homes: frozenset[int]
    notices: list[tuple[str, str]] = field(default_factory=list)
    changes: list[CoverChange] = field(default_factory=list)

    @property
    def today(self) -> date:
        return day_in_rome(self.at.now)

    def look_again(self) -> None:
        """What is known of the people once what was told so far is written."""
        self.unit.flush()
        self.people = read_people(self.unit.connection, self.homes)

    def told(self) -> CoversTold:
        return CoversTold(tuple(self.changes), tuple(dict.fromkeys(self.notices)))


Found = CoversTold | Refusal | Blocked


def on_covers(at: Desktop, person_id: int, work: Callable[[OpenCovers], Found]) -> Found:
    """Does the work with the households of the person, and of everybody around, locked. A refusal leaves nothing."""

    def opened(unit: UnitOfWork, homes: set[int]) -> Found:
        found = work(OpenCovers(at, unit, read_people(unit.connection, homes), frozenset(homes)))
        if isinstance(found, CoversTold) and found.changes:
            of_firms = firm_covers(unit.connection, {change.person_id for change in found.changes})
            if _of_a_firm(of_firms, found.changes):
                return Refusal("cover_of_firm")
            _firms_go_on(at, unit, homes, of_firms)
        return found

    return in_households(at, person_id, opened, stops=(Refusal, Blocked))


def _firms_go_on(at: Desktop, unit: UnitOfWork, homes: Iterable[int], theirs: Iterable[int]) -> None:
    """Covers through firms go on from the person's own: what changed of these is looked at again for those."""
    unit.flush()
    people = read_people(unit.connection, homes)
    persons = {id_ for id_ in theirs if all(unit.holds(place.household_id) for place in people.places.get(id_, ()))}
    if persons:
        record_steps(unit, at.plans, ended_by_now(unit.connection, people, persons), people, also=persons)


def _of_a_firm(theirs: Mapping[int, Iterable[FirmCover]], changes: Iterable[CoverChange]) -> bool:
    """Whether one of the covers that end is given by the plan of a firm: those follow from enrolments alone."""
    touched = [(one.person_id, one.before) for one in changes if one.before is not None and _ends(one, one.before)]
    return any(
        (held.plan_code, held.cover.assistance, held.cover.effective_from)
        == (one.plan_code, one.assistance, one.effective_from)
        for person_id, held in touched for one in theirs.get(person_id, ())
    )  # fmt: skip


def _ends(one: CoverChange, before: Held) -> bool:
    """Whether a cover ends by the change, or was over before it."""
    return before.cover.ends_on is None or before.cover.ends_on >= one.effective_on


# ---------------------------------------------------------------- people and rules


def place_on(people: People, person_id: int, day: date) -> Place | None:
    return next((place for place in people.places.get(person_id, ()) if place.holds_on(day)), None)


def household_of(people: People, person_id: int, day: date) -> list[Place]:
    """Who is in the person's household on the day, the member first."""
    place = place_on(people, person_id, day)
    if place is None:
        return []
    there = [one for one in people.by_household.get(place.household_id, ()) if one.holds_on(day)]
    return sorted(there, key=lambda one: (one.kinship != HEAD, one.effective_from, one.person_id))


def rules_on(plans: PlanBook, plan_code: str, day: date) -> tuple[BookedPlan, Ruleset] | Refusal:
    """The plan with the version in force on the day. Refuses a plan that is not there, a day before its first rules."""
    booked = plans.get(plan_code)
    if booked is None or not booked.plan.versions:
        return Refusal("plan_unknown", plan_code)
    rules = version_on(booked.plan, day)
    if rules is None:
        return Refusal("plan_not_begun", written_day(min(one.in_force_from for one in booked.plan.versions)))
    return booked, rules


def facts_at_desk(
    people: People, booked: BookedPlan, place: Place, asked_on: date, *, since: Cover | None = None,
    answers: Mapping[str, FactValue] | None = None,
) -> dict[str, FactValue]:  # fmt: skip
    """What the rules are asked with: what the archive knows of the person on the day, and what they answer now.

    `since`: the cover from which seniority is counted, where the person has one.
    """
    facts = dict(FactsOfPeople(people).standing(booked, place.household_id, place.person_id))
    if since is not None:
        facts["iscrizione"] = since.seniority_from
    facts.update(answers or {})
    facts.update(richiesta=asked_on, grado=place.kinship)
    return facts


def open_covers(people: People, person_id: int, day: date, plan_code: str | None = None) -> list[Held]:
    """The covers of a person that hold on the day or begin later, the earliest first; of a plan, or of every one."""
    covers = [
        Held(plan, cover) for plan, cover in people.covers.get(person_id, ())
        if (plan_code is None or plan == plan_code) and (cover.ends_on is None or cover.ends_on >= day)
    ]  # fmt: skip
    return sorted(covers, key=lambda one: (one.plan_code, one.cover.assistance, one.cover.effective_from))


def why_overlaps(people: People, person_id: int, plan_code: str, new: Cover, leaving: Held | None = None) -> str | None:
    """The first day on which the person would have the same assistance of the plan twice; None where there is none."""
    days = [
        overlap(new, cover) for plan, cover in people.covers.get(person_id, ())
        if plan == plan_code and same_assistance(cover.assistance, new.assistance)
        and (leaving is None or Held(plan, cover) != leaving)
    ]  # fmt: skip
    found = min((day for day in days if day is not None), default=None)
    return None if found is None else written_day(found)


# ---------------------------------------------------------------- telling


def tell_changes(one: OpenCovers, kind: str, changes: Iterable[CoverChange]) -> Entry | None:
    """Tells covers that begin and end, each with its reason; an entry on each chain concerned.

    A cover that ends by it is told anew where it was told; one that was over stays as it is. Gives the entry of the
    newest change's household, for whatever else belongs to it.
    """
    changes = list(changes)
    where = cover_chains(one.unit.connection, {change.person_id for change in changes})
    rows: dict[int, list[tuple[int, str, Cover, bool]]] = {}
    noted: dict[int, list[CoverChange]] = {}
    for change in changes:
        home = one.people.household_on(change.person_id, change.effective_on, newest_home(one.people, change.person_id))
        chains = {home}
        if change.before is not None and _ends(change, change.before):
            plan, cover = change.before.plan_code, change.before.cover
            over, never = shortened(cover, change.effective_on - ONE_DAY)
            chains = where[change.person_id, plan, cover.assistance, cover.effective_from]
            for chain_id in chains:
                rows.setdefault(chain_id, []).append((change.person_id, plan, over, never))
        if change.after is not None:
            rows.setdefault(home, []).append((change.person_id, change.after.plan_code, change.after.cover, False))
        noted.setdefault(home if change.after is not None else max(chains), []).append(change)
    made: Entry | None = None
    for chain_id in sorted(rows.keys() | noted.keys()):
        entry = one.unit.entry(chain_id, kind)
        for number, row in enumerate(_once(rows.get(chain_id, ())), 1):
            tell_cover(entry, number, *row[:3], void=row[3])
        for number, change in enumerate(noted.get(chain_id, ()), 1):
            tell_change(entry, number, change)
            made = entry
    one.changes += changes
    return made


def _once(rows: Iterable[tuple[int, str, Cover, bool]]) -> Iterator[tuple[int, str, Cover, bool]]:
    """The rows with each cover told once: one taken back and begun anew on the same day is only begun."""
    newest: dict[tuple[int, str, str, date], tuple[int, str, Cover, bool]] = {}
    for row in rows:
        key = (row[0], row[1], row[2].assistance, row[2].effective_from)
        if key not in newest or newest[key][3]:
            newest[key] = row
    yield from newest.values()


def newest_home(people: People, person_id: int) -> int:
    return max(people.places[person_id], key=lambda place: place.effective_from).household_id


# ---------------------------------------------------------------- what to look at now


def look_at_requests(one: OpenCovers, changes: Iterable[CoverChange]) -> None:
    """A notice where something asked for already may be decided otherwise now: services from the day of a change on,
    under a plan that the person leaves or one that they join."""
    found: set[int] = set()
    for change in changes:
        plans = [held.plan_code for held in (change.before, change.after) if held is not None]
        found |= requests_from(one.unit.connection, change.person_id, plans, change.effective_on)
    if found:
        one.notices.append(("look_again", ", ".join(map(str, sorted(found)))))


def requests_from(connection: Connection, person_id: int, plans: Iterable[str], day: date) -> set[int]:
    """The requests of the person under these plans for services on the day or later."""
    query = select(claim.c.claim_id).where(
        (claim_line.c.chain_id == claim.c.chain_id) & (claim_line.c.position == claim.c.position)
        & (claim.c.person_id == person_id) & claim.c.plan_code.in_(sorted(set(plans)))
        & (claim_line.c.service_on >= day)
    )  # fmt: skip
    return set(connection.scalars(query))
