"""How somebody stops being a member, and what becomes of the covers: each ends on the day its own rule gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from mutua.domain.case import Cover
from mutua.domain.cover_life import CoverChange, CoverReason, Held
from mutua.domain.italian import written_day
from mutua.domain.member_life import MEMBERS, Event, LifeEvent, standing_on, steps_of
from mutua.rules.changes import leaving
from mutua.rules.engine.versions import version_on
from mutua.services.decide_claim import Refusal
from mutua.services.facts_of_people import FactsOfPeople
from mutua.services.firm_relatives import follow_worker
from mutua.services.firm_sight import firm_covers, look_again
from mutua.services.member_desk import MembersDesk, Open, Told, on_member
from mutua.services.proxies import proxies_left
from mutua.services.statutes import last_day
from mutua.store.covers import tell_change
from mutua.store.members import ResolutionTold, read_deaths, read_lives, tell_death
from mutua.store.people import cover_chains, tell_cover, tell_place
from mutua.store.tables import claim, claim_line
from mutua.wording.reasons import reason_sentence
from mutua.wording.voice import Voice

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CoverEnd:
    """A cover of a person, and the last day on which it covers them."""

    person_id: int
    plan_code: str
    cover: Cover
    last_day: date


def end_membership(
    desk: MembersDesk, person_id: int, how: Event, *, on: date, by: ResolutionTold | None = None, reason: str = "",
    motive: str = "", communicated_on: date | None = None,
) -> Told | Refusal:  # fmt: skip
    """Ends a membership: withdrawal asked on the day, lapse or exclusion by a resolution, death on the day.

    A withdrawal takes effect when the plans let the person go (`recesso`), on the last of those days; it is refused
    where a plan does not. Lapse and exclusion take effect the day after they are communicated. Covers end with it:
    those of the household's people who are not members themselves too, save after a death and where another member
    stays; then a notice names them. What was asked for services after the end is told as a notice.
    """
    if how is Event.DIED:
        return record_death(desk, person_id, died_on=on)

    def work(one: Open) -> Told | Refusal:
        refusal = _grounds(desk, how, by, reason, motive)
        if refusal is not None:
            return refusal
        if how is Event.WITHDRAWN:
            ends = leaving_days(desk, one, on)
            if isinstance(ends, Refusal):
                return ends
            first_out = max([end.last_day + ONE_DAY for end in ends], default=on)
            event = LifeEvent(how, on, max(first_out, on))
        else:
            assert by is not None  # said by `_grounds`
            told_on = communicated_on or by.decided_on
            if told_on < by.decided_on:
                return Refusal("life_effect_before_deed")
            clock = desk.statute.exclusion_appeal if how is Event.EXCLUDED else None
            due = None if clock is None else last_day(clock, told_on)
            event = LifeEvent(how, by.decided_on, told_on + ONE_DAY, reason=reason, due_on=due)
            ends = _open_after(one, [one.person_id], told_on)
        refusal = one.why_not(event)
        if refusal is not None:
            return refusal
        ends = [*ends, *_of_the_household(one, event.effective_on - ONE_DAY, stay=False)]
        ends = _without_firms(one, ends)
        _end_covers(one, ends, CoverReason.MEMBERSHIP_ENDED, event.happened_on)
        _look_for_later_services(one, ends)
        return one.tell(event, by=by, motive=motive.strip(), communicated_on=communicated_on)

    return on_member(desk, person_id, work)


def _grounds(
    desk: MembersDesk, how: Event, by: ResolutionTold | None, reason: str, motive: str
) -> Refusal | None:
    """What is lacking for an ending by the society: a resolution, a reason that the statute knows, a motive."""
    if how is Event.WITHDRAWN:
        return None
    grounds = desk.statute.lapse if how is Event.LAPSED else desk.statute.exclusion
    if by is None:
        return Refusal("resolution_missing")
    if reason not in grounds.reasons:
        return Refusal("life_reason")
    return Refusal("motive_missing") if how is Event.EXCLUDED and not motive.strip() else None


# ---------------------------------------------------------------- withdrawal


def leaving_days(desk: MembersDesk, one: Open, asked_on: date) -> list[CoverEnd] | Refusal:
    """When each open cover of the person ends if they leave, asking on the day; why one of them cannot."""
    about, found = FactsOfPeople(one.people), []
    home = one.home_on(asked_on)
    for plan_code, cover in _open_covers(one, one.person_id, asked_on):
        booked = desk.at.plans.get(plan_code)
        rules = version_on(booked.plan, asked_on) if booked is not None else None
        if booked is None or rules is None:
            return Refusal("plan_unknown", plan_code)
        facts = dict(about.standing(booked, home, one.person_id))
        facts.update(richiesta=asked_on, iscrizione=cover.joined_on or cover.effective_from)
        facts.update(("grado", place.kinship) for place in one.people.places[one.person_id] if place.holds_on(asked_on))
        answer = leaving(rules, facts)
        if answer.missing:
            return Refusal("leaving_unanswered", ", ".join(need.name for need in answer.missing))
        if not answer.allowed:
            why = " ".join(reason_sentence(Voice(rules), reason) for reason in answer.reasons)
            return Refusal("leaving_refused", f"{plan_code}: {why}")
        first_out = answer.effective_on or asked_on
        found.append(CoverEnd(one.person_id, plan_code, cover, first_out - ONE_DAY))
    return found


# ---------------------------------------------------------------- death


def record_death(desk: MembersDesk, person_id: int, *, died_on: date) -> Told | Refusal:
    """Somebody died on the day: it is the last day of their covers and, if they were a member, of their membership.

    Of somebody who is not a member the death alone is recorded. Nobody died before they came into a household, or
    became a member. Covers of the others stay as they are: who goes on,
    and as what, is for them and the board; a notice names them.
    """

    def work(one: Open) -> Told | Refusal:
        known = read_deaths(one.unit.connection, [one.person_id])
        if known:
            return Refusal("person_died", written_day(known[one.person_id]))
        if died_on > one.today:
            return Refusal("life_in_future")
        born_on = one.people.born_on.get(one.person_id)
        if born_on is not None and died_on < born_on:
            return Refusal("death_before_birth", written_day(born_on))
        if (refusal := _with_us_only_later(one, died_on)) is not None:
            return refusal
        event = LifeEvent(Event.DIED, died_on, died_on + ONE_DAY)
        was_one = one.standing(died_on).is_member
        if was_one and (refusal := one.why_not(event)) is not None:
            return refusal
        entry = one.unit.entry(one.home_on(died_on), "death")
        tell_death(entry, 1, one.person_id, died_on)
        ends = _open_after(one, [one.person_id], died_on)
        _of_the_household(one, died_on, stay=True)
        _leave_households(one, died_on)
        _end_covers(one, ends, CoverReason.DIED, died_on)
        _look_for_later_services(one, ends, otherwise=died_on)
        one.notices.extend(proxies_left(one.unit.connection, one.person_id, None, one.today))
        look_again(one.unit, one.person_id)
        follow_worker(one.unit, desk.at.plans, one.person_id, one.people)
        return one.tell(event) if was_one else Told(one.person_id, event, notices=tuple(one.notices))

    return on_member(desk, person_id, work)


def _with_us_only_later(one: Open, died_on: date) -> Refusal | None:
    """Why nobody can have died on the day who came into a household, or became a member, after it."""
    came = min((place.effective_from for place in one.people.places.get(one.person_id, ())), default=None)
    if came is not None and died_on < came:
        return Refusal("death_before_household", written_day(came))
    if not one.standing(died_on).is_member:
        for event, state in steps_of(one.life.events):
            if state in MEMBERS and event.effective_on > died_on:
                return Refusal("death_before_membership", written_day(event.effective_on))
    return None


def _leave_households(one: Open, died_on: date) -> None:
    """The dead are of no household any more; a place that would begin later is taken back."""
    for place in one.people.places[one.person_id]:
        if place.ends_on is None or place.ends_on > died_on:
            entry, never = one.unit.entry(place.household_id, "place_end"), place.effective_from > died_on
            tell_place(entry, 1, place if never else place._replace(ends_on=died_on), void=never)


# ---------------------------------------------------------------- covers


def _open_covers(one: Open, person_id: int, day: date) -> list[tuple[str, Cover]]:
    """The covers of a person that go on after the day or begin later."""
    covers = one.people.covers.get(person_id, ())
    return [(plan, cover) for plan, cover in covers if cover.ends_on is None or cover.ends_on > day]


def _open_after(one: Open, person_ids: Iterable[int], day: date) -> list[CoverEnd]:
    return [
        CoverEnd(person_id, plan, cover, day)
        for person_id in person_ids for plan, cover in _open_covers(one, person_id, day)
    ]  # fmt: skip


def _of_the_household(one: Open, day: date, *, stay: bool) -> list[CoverEnd]:
    """The covers of the household's other people that end with the member's; those that stay are told as a notice."""
    home = one.home_on(day)
    others = {
        place.person_id for place in one.people.by_household.get(home, ())
        if place.holds_on(day) and place.person_id != one.person_id
    }  # fmt: skip
    lives = read_lives(one.unit.connection, others)
    after = day + ONE_DAY
    members = {id_ for id_ in others if id_ in lives and standing_on(lives[id_].events, after).is_member}
    ends = _open_after(one, sorted(others - members), day)
    if ends and (stay or members):
        one.notices.append(("covers_stay", str(len({end.person_id for end in ends}))))
        return []
    return ends


def _without_firms(one: Open, ends: Iterable[CoverEnd]) -> list[CoverEnd]:
    """Without the covers that the plan of a firm gives: membership and the plan of a firm are two records."""
    ends = list(ends)
    of_firms = {
        (person_id, cover.plan_code, cover.assistance, cover.effective_from)
        for person_id, theirs in firm_covers(one.unit.connection, {end.person_id for end in ends}).items()
        for cover in theirs
    }
    return [
        end for end in ends
        if (end.person_id, end.plan_code, end.cover.assistance, end.cover.effective_from) not in of_firms
    ]  # fmt: skip


def _end_covers(one: Open, ends: Iterable[CoverEnd], reason: CoverReason, asked_on: date) -> None:
    """Tells each cover anew with its last day, and why; one that would begin after it is taken back."""
    ends = list(ends)
    where = cover_chains(one.unit.connection, {end.person_id for end in ends})
    by_chain: dict[int, list[CoverEnd]] = {}
    for end in ends:
        key = (end.person_id, end.plan_code, end.cover.assistance, end.cover.effective_from)
        for chain_id in where[key]:  # a cover is told anew where it was told
            by_chain.setdefault(chain_id, []).append(end)
    for chain_id, some in sorted(by_chain.items()):
        entry = one.unit.entry(chain_id, "covers_end")
        for number, end in enumerate(some, 1):
            never = end.cover.effective_from > end.last_day
            until = end.cover.ends_on if never else end.last_day
            over = Cover(end.cover.assistance, end.cover.effective_from, until, end.cover.joined_on)
            tell_cover(entry, number, end.person_id, end.plan_code, over, void=never)
            held = Held(end.plan_code, end.cover)
            tell_change(
                entry, number, CoverChange(end.person_id, reason, asked_on, end.last_day + ONE_DAY, held, None)
            )  # fmt: skip
    if ends:
        one.notices.append(("covers_ended", str(len(ends))))


def _look_for_later_services(one: Open, ends: Iterable[CoverEnd], otherwise: date | None = None) -> None:
    """A notice where services after the end were asked for: what was decided of them may have to be decided anew."""
    last = {end.person_id: end.last_day for end in ends}
    if otherwise is not None:
        last.setdefault(one.person_id, otherwise)
    found: set[int] = set()
    for person_id, day in last.items():
        query = select(claim.c.claim_id).where(
            (claim_line.c.chain_id == claim.c.chain_id) & (claim_line.c.position == claim.c.position)
            & (claim.c.person_id == person_id) & (claim_line.c.service_on > day)
        )  # fmt: skip
        found.update(one.unit.connection.scalars(query))
    if found:
        one.notices.append(("services_after_end", ", ".join(map(str, sorted(found)))))

