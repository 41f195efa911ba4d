"""Households change: a separation, an adult child who leaves, a newborn; who lives with whom, apart from who depends.

Everything is a dated fact. Nobody is in two households on the same day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from mutua.domain.case import Cover
from mutua.domain.cover_life import CoverChange, CoverReason, Held
from mutua.domain.italian import written_day
from mutua.domain.member_life import standing_on
from mutua.domain.newborns import of_age, same_child
from mutua.domain.records import CoverTold, Identity, PersonTold
from mutua.rules.engine.versions import version_on
from mutua.rules.joining import may_join
from mutua.services.decide_claim import Refusal
from mutua.services.facts_of_people import FactsOfPeople
from mutua.services.household_kin import CHILD, HEAD, PARTNERS, why_no_kin
from mutua.services.member_desk import MembersDesk, Open, dead_by, on_member
from mutua.services.newcomers import no_name
from mutua.services.plan_book import PlanBook
from mutua.services.proxies import proxies_left
from mutua.services.register import add_people, household_by_code
from mutua.store.covers import tell_change
from mutua.store.members import read_lives, tell_cohabitation, tell_move
from mutua.store.people import People, Place, new_household, read_people, tell_place
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.who import people_by_number, read_identities
from mutua.wording.reasons import reason_sentence
from mutua.wording.voice import Voice

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody who comes into a household on a day, out of another one.

    `kinship`: what they are there. `cohabiting` None: nobody said. `motive`: separation, adult_child, marriage, other.
    """

    to_code: str
    kinship: str
    on: date
    motive: str
    fiscally_dependent: bool = False
    cohabiting: bool | None = None
    evidence: str = "unknown"


@dataclass(frozen=True, slots=True)
class Moved:
    """What was recorded of a move; `covers` are those the person takes along, by plan."""

    person_id: int
    household_id: int
    covers: tuple[str, ...] = ()
    notices: tuple[tuple[str, str], ...] = ()


def move_household(desk: MembersDesk, person_id: int, move: Move) -> Moved | Refusal:
    """The person leaves their household the day before and comes into the other one, made where it is new.

    Covers go along: they are the person's. Within the household it says who takes over, after a death or a separation.
    Refuses what changes nothing, a move before they came, one that leaves the others without a member or gives a
    household two, a second spouse, and a second household on a day.
    """
    with desk.at.archive.reader.begin() as connection:
        target = household_by_code(connection, move.to_code)

    def work(one: Open) -> Moved | Refusal:
        if target is None:
            one.unit.take_turn(f"household\0{move.to_code}")
        home = household_by_code(one.unit.connection, move.to_code)
        if home != target:
            return Refusal("household_just_made", move.to_code)  # by somebody else, since we looked
        refusal = (
            (Refusal("life_in_future") if move.on > one.today else None)
            or dead_by(one.unit.connection, one.person_id, move.on)
            or _why_not_out(one, move) or _why_not_in(one, home, move)
        )  # fmt: skip
        if refusal is not None:
            return refusal
        if home is None:
            home = desk.at.ids.number()
            new_household(one.unit, home, desk.at.ids.public(), move.to_code)
        before = _place_on(one.people.places[one.person_id], move.on)
        assert before is not None  # looked at by `_why_not_out`
        _leave(one, before, move.on)
        entry = one.unit.entry(home, "move")
        tell_place(entry, 1, Place(one.person_id, home, move.kinship, move.fiscally_dependent, move.on, before.ends_on))
        tell_move(entry, 1, one.person_id, before.household_id, move.on, move.motive)
        if move.cohabiting is not None:
            tell_cohabitation(entry, 1, one.person_id, move.cohabiting, move.evidence, move.on)
        if before.household_id != home:
            one.notices.extend(proxies_left(one.unit.connection, one.person_id, _left(one, before, move.on), one.today))
        covers = one.people.covers.get(one.person_id, ())
        still = sorted({plan for plan, cover in covers if cover.ends_on is None or cover.ends_on >= move.on})
        if still and _without_member(one, home, move.on):
            one.notices.append(("covers_without_member", ", ".join(still)))
        return Moved(one.person_id, home, tuple(still), tuple(one.notices))

    return on_member(desk, person_id, work, also=[] if target is None else [target])


def _without_member(one: Open, home: int, day: date) -> bool:
    """Whether nobody of the household is a member, though lives of members are recorded around the person."""
    there = {
        place.person_id for place in one.people.by_household.get(home, ()) if place.holds_on(day)
    } | {one.person_id}  # fmt: skip
    lives = read_lives(one.unit.connection, {*one.people.places, *there})
    return bool(lives) and not any(
        standing_on(lives[id_].events, day).is_member for id_ in there if id_ in lives
    )  # fmt: skip


def _left(one: Open, before: Place, on: date) -> set[int]:
    """Those who stay in the household that the person leaves."""
    return {place.person_id for place in one.people.by_household.get(before.household_id, ()) if place.holds_on(on)}


def _leave(one: Open, before: Place, on: date) -> None:
    """The place before ends the day before; one that would have begun that very day is taken back."""
    entry = one.unit.entry(before.household_id, "move")
    if before.effective_from < on:
        tell_place(entry, 1, before._replace(ends_on=on - ONE_DAY))
    else:
        tell_place(entry, 1, before, void=True)


def _place_on(places: Sequence[Place], day: date) -> Place | None:
    return next((place for place in places if place.holds_on(day)), None)


def _why_not_out(one: Open, move: Move) -> Refusal | None:
    """Why the person cannot leave where they are."""
    places = one.people.places.get(one.person_id, [])
    before = _place_on(places, move.on)
    if before is None:
        return Refusal("person_in_no_household", written_day(move.on))
    later = [place for place in places if place.effective_from > move.on]
    if later:
        return Refusal("two_households", written_day(min(place.effective_from for place in later)))
    others = [
        place for place in one.people.by_household.get(before.household_id, ())
        if place.person_id != one.person_id and (place.ends_on is None or place.ends_on >= move.on)
    ]  # fmt: skip
    if before.kinship == HEAD and others and not any(place.kinship == HEAD for place in others):
        return Refusal("household_left_without_member")
    return None


def _why_not_in(one: Open, home: int | None, move: Move) -> Refusal | None:
    """Why the household cannot take the person."""
    people, person_id = one.people, one.person_id
    if home is None:
        return None if move.kinship == HEAD else Refusal("new_household_needs_member", move.to_code)
    there = [
        place for place in people.by_household.get(home, ()) if place.ends_on is None or place.ends_on >= move.on
    ]  # fmt: skip
    own = _place_on([place for place in there if place.person_id == person_id], move.on)
    if own is not None and own.kinship == move.kinship:
        return Refusal("already_in_household", move.to_code)
    others = [place for place in there if place.person_id != person_id]
    if move.kinship == HEAD and any(place.kinship == HEAD for place in others):
        return Refusal("household_has_member", move.to_code)
    if move.kinship in PARTNERS and any(place.kinship in PARTNERS for place in others):
        return Refusal("household_has_partner", move.to_code)
    if move.kinship != HEAD and not others:
        return Refusal("kin_of_nobody", move.to_code)
    place = Place(person_id, home, move.kinship, move.fiscally_dependent, move.on, None)
    return why_no_kin(one.unit.connection, people, place, {})


# ---------------------------------------------------------------- who lives with whom


def declare_cohabitation(
    desk: MembersDesk, person_id: int, *, cohabiting: bool, on: date, evidence: str
) -> Moved | Refusal:
    """From the day the person lives, or does not, with the household they are of; who depends on whom is apart."""

    def work(one: Open) -> Moved | Refusal:
        place = _place_on(one.people.places.get(one.person_id, []), on)
        if place is None:
            return Refusal("person_in_no_household", written_day(on))
        if on > one.today:
            return Refusal("life_in_future")
        entry = one.unit.entry(place.household_id, "cohabitation")
        tell_cohabitation(entry, 1, one.person_id, cohabiting, evidence, on)
        return Moved(one.person_id, place.household_id)

    return on_member(desk, person_id, work)


# ---------------------------------------------------------------- a newborn


def register_newborn(
    desk: MembersDesk, household_code: str, who: Identity, *, asked_on: date, fiscally_dependent: bool = True
) -> Moved | Refusal:
    """A child born into a household is of it from birth, covered by each plan of its member from when the plan says.

    Refuses who is of age, and a child who is there already: the same name and birth, or code.
    The plan's own rule on joining (`adesione`) knows the term of a newborn; what it refuses, or still asks, is told as
    a notice and the child is in the household all the same.
    """
    with desk.at.archive.reader.begin() as connection:
        home = household_by_code(connection, household_code)
    if home is None:
        return Refusal("household_unknown", household_code)
    if who.born_on is None:
        return Refusal("birth_missing")
    born_on: date = who.born_on
    wrong = no_name(who.surname, who.given_name)
    if wrong is not None:
        return wrong

    def work(unit: UnitOfWork) -> Moved | Refusal:
        unit.take_turn(f"person\0{who.fiscal_code or who.card_number}")
        refusal = _why_not_born(unit.connection, who, born_on, asked_on, desk.today)
        if refusal is not None:
            return refusal
        people = read_people(unit.connection, [home])
        head = next((p for p in people.by_household.get(home, ()) if p.kinship == HEAD and p.holds_on(asked_on)), None)
        if head is None:
            return Refusal("household_left_without_member")
        place = Place(0, home, CHILD, fiscally_dependent, born_on, None)
        odd = why_no_kin(unit.connection, people, place, {0: born_on}, f"{who.surname} {who.given_name}")
        odd = odd or _there_already(unit.connection, people, head, who)
        if odd is not None:
            return odd
        covers, notices = covers_of_newborn(desk.at.plans, people, head, born_on, asked_on)
        child = PersonTold(household_code, who, CHILD, born_on, None, fiscally_dependent, covers)
        (child_id,) = add_people(unit, home, [child], desk.at.ids)
        entry = unit.entry(home, "move")
        tell_move(entry, 1, child_id, None, born_on, "newborn")
        for number, told in enumerate(covers, 1):
            cover = Cover(told.assistance, told.effective_from)
            tell_change(
                entry, number,
                CoverChange(child_id, CoverReason.NEWBORN, asked_on, told.effective_from, None,
                            Held(told.plan_code, cover)),
            )  # fmt: skip
        return Moved(child_id, home, tuple(one.plan_code for one in covers), tuple(notices))

    return unit_of_work(desk.at.archive, [home], work, actor_id=desk.at.actor_id, now=desk.at.now)


def _why_not_born(
    connection: Connection, who: Identity, born_on: date, asked_on: date, today: date
) -> Refusal | None:
    if asked_on > today:
        return Refusal("life_in_future")
    if asked_on < born_on:
        return Refusal("asked_before_birth", written_day(born_on))
    if of_age(born_on, asked_on):
        return Refusal("newborn_of_age", written_day(born_on))
    numbers = [number for number in (who.card_number, who.fiscal_code) if number]
    taken = people_by_number(connection, numbers, numbers)
    if taken:
        return Refusal("number_taken", next(one for one in numbers if one in taken))
    return None


def _there_already(connection: Connection, people: People, head: Place, who: Identity) -> Refusal | None:
    there = read_identities(connection, {place.person_id for place in people.by_household.get(head.household_id, ())})
    if any(same_child(one, who) for one in there.values()):
        return Refusal("newborn_there", f"{who.surname} {who.given_name}")
    return None


def covers_of_newborn(
    plans: PlanBook, people: People, head: Place, born_on: date, asked_on: date
) -> tuple[tuple[CoverTold, ...], list[tuple[str, str]]]:
    """The covers a newborn gets under the plans of the member, and why not under the others."""
    about, covers, notices = FactsOfPeople(people), [], []
    for plan_code, cover in people.covers.get(head.person_id, ()):
        if cover.ends_on is not None and cover.ends_on < asked_on:
            continue
        booked = plans.get(plan_code)
        rules = version_on(booked.plan, asked_on) if booked is not None else None
        if booked is None or rules is None:
            notices.append(("newborn_plan_unknown", plan_code))
            continue
        facts = {name: value for name, value in about.standing(booked, head.household_id, head.person_id).items()
                 if name in ("componenti", "familiari_a_carico")}  # fmt: skip
        answer = may_join(rules, {**facts, "richiesta": asked_on, "nascita": born_on, "grado": CHILD})
        if answer.allowed and answer.starts_on is not None:
            covers.append(CoverTold(plan_code, cover.assistance, max(answer.starts_on, cover.effective_from)))
        elif answer.missing:
            asked = ", ".join(need.name for need in answer.missing)
            notices.append(("newborn_unanswered", f"{plan_code}: {asked}"))
        else:
            why = " ".join(reason_sentence(Voice(rules), reason) for reason in answer.reasons)
            notices.append(("newborn_refused", f"{plan_code}: {why}"))
    return tuple(dict.fromkeys(covers)), notices
