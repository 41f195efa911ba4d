"""Members late with their contributions: whom the statute lets suspend, and whose suspension the money has ended.

Nobody is suspended by a clock: this says who is due, a person decides, and all of them are recorded in one go. Covers
are another matter: they go by the arrears of each plan (`services/late_payers.py`), by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.dues import DueStanding
from mutua.domain.member_life import Event, LifeEvent, State, standing_on, steps_of
from mutua.rules.engine.calendar import shift
from mutua.rules.model import TimeRules
from mutua.rules.model.terms import Duration
from mutua.rules.statute import Statute
from mutua.services.cover_desk import HEAD
from mutua.services.decide_claim import Refusal
from mutua.services.member_desk import MembersDesk, Open, Told, on_member
from mutua.store.dues import read_dues, receipts_of
from mutua.store.members import Life, ResolutionTold, every_life, read_lives
from mutua.store.people import people_of, read_people
from mutua.store.tables import household
from mutua.store.who import household_codes

ARREARS = "arrears"
AT_ONCE = 500


class Looked(NamedTuple):
    """On which day it is looked, and after how long in arrears a member may be suspended (None: nobody says)."""

    on: date
    delay: Duration | None


class LateMember(NamedTuple):
    """A member: of which household, what is open past its day, since when (None: nothing is)."""

    person_id: int
    household_code: str
    open_cents: int
    since: date | None


@dataclass(frozen=True, slots=True)
class MembersLate:
    """`to_suspend`: late for longer than the statute lets pass. `to_reinstate`: suspended for it, nothing late is left.

    `on_account`: who would be suspended, while their household's money on account pays it. `still`: suspended, late.
    """

    to_suspend: tuple[LateMember, ...]
    to_reinstate: tuple[LateMember, ...]
    on_account: tuple[LateMember, ...]
    still: int = 0


def delay_of(statute: Statute, days: Duration | None) -> Duration | None:
    """After how long: what somebody says for once, else what the statute says; None where arrears suspend nobody."""
    return (days or statute.suspension_delay) if ARREARS in statute.suspension.reasons else None


def members_late(
    connection: Connection, statute: Statute, looked: Looked, households: Collection[int] | None = None
) -> MembersLate:
    """Who is due on the day, by household: of all, or of some households.

    A due is owed by the person it is of, if a member on the day, else by the member whom the household is of. What a
    firm owes, what is not yet past its day, and what another due of the household owes back suspend nobody.
    """
    wanted = sorted(connection.scalars(select(household.c.id)) if households is None else households)
    lives = every_life(connection) if households is None else read_lives(connection, people_of(connection, wanted))
    owed: dict[int, _Owed] = {}
    for first in range(0, len(wanted), AT_ONCE):
        _look(connection, wanted[first : first + AT_ONCE], looked.on, lives, owed)
    return _sorted_out(owed, lives, statute, looked)


@dataclass(slots=True)
class _Owed:
    """What a member owes late; `home` is the code of the household; `covered_cents`: what would pay it at once."""

    home: str
    late: list[DueStanding] = field(default_factory=list)
    covered: dict[int, int] = field(default_factory=dict)

    def as_told(self, person_id: int) -> LateMember:
        since = min((one.due.due_on for one in self.late), default=None)
        return LateMember(person_id, self.home, sum(one.open_cents for one in self.late), since)


def _look(
    connection: Connection, homes: Sequence[int], on: date, lives: Mapping[int, Life], owed: dict[int, _Owed]
) -> None:
    """Adds the members of some households who owe something late on the day, or are suspended."""
    people, codes = read_people(connection, homes), household_codes(connection, homes)
    dues = {home: [one for one in some if one.due.firm_id is None]
            for home, some in read_dues(connection, homes).items()}  # fmt: skip
    late = {home: found for home, some in dues.items()
            if (found := [one for one in some if one.due.due_on < on and one.open_cents > 0])}  # fmt: skip
    ahead = _on_account(connection, list(late))
    for home in homes:
        places = people.by_household.get(home, ())
        for place in places:
            if place.holds_on(on) and _state(lives, place.person_id, on) is State.SUSPENDED:
                owed.setdefault(place.person_id, _Owed(codes[home]))
        head = next((one.person_id for one in places if one.kinship == HEAD and one.holds_on(on)), 0)
        for one in late.get(home, ()):
            who = next((id_ for id_ in (one.due.person_id, head) if _state(lives, id_, on) in _MEMBERS), None)
            if who is not None:
                theirs = owed.setdefault(who, _Owed(codes[home]))
                theirs.late.append(one)
                theirs.covered[home] = ahead.get(home, 0) - sum(min(each.open_cents, 0) for each in dues[home])


_MEMBERS = (State.MEMBER, State.SUSPENDED)


def _state(lives: Mapping[int, Life], person_id: int, on: date) -> State:
    return standing_on(lives[person_id].events, on).state if person_id in lives else State.OUTSIDER


def _suspended_for(life: Life) -> str:
    """Why the member was suspended last."""
    return next(one.reason for one, _ in reversed(steps_of(life.events)) if one.event is Event.SUSPENDED)


def _on_account(connection: Connection, homes: Sequence[int]) -> dict[int, int]:
    """What each household has on account."""
    found: dict[int, int] = {}
    for record in receipts_of(connection, household_ids=homes) if homes else ():
        found[record.chain_id] = found.get(record.chain_id, 0) + record.parts.get(None, 0)
    return found


def _sorted_out(
    owed: Mapping[int, _Owed], lives: Mapping[int, Life], statute: Statute, looked: Looked
) -> MembersLate:
    suspend, back, ahead, still = list[LateMember](), list[LateMember](), list[LateMember](), 0
    delay = delay_of(statute, looked.delay)
    for person_id, one in sorted(owed.items(), key=lambda each: (each[1].home, each[0])):
        late, state = one.as_told(person_id), _state(lives, person_id, looked.on)
        if state is State.SUSPENDED and _suspended_for(lives[person_id]) != ARREARS:
            continue
        if late.since is None:
            back.append(late)
        elif sum(one.covered.values()) >= late.open_cents:
            ahead.append(late)
        elif state is State.SUSPENDED:
            still += 1
        elif delay is not None and shift(late.since, delay, 1, TimeRules()) < looked.on:
            suspend.append(late)
    return MembersLate(tuple(suspend), tuple(back), tuple(ahead), still)


# ---------------------------------------------------------------- done in one go

Done = list[tuple[LateMember, Told | Refusal]]


def suspend_late(
    desk: MembersDesk, whom: Iterable[LateMember], looked: Looked, *, by: ResolutionTold | None = None, motive: str = ""
) -> Done:
    """Suspends these members for arrears from the day, each in a piece of work of its own: stopped, it goes on.

    Who is no longer due when it is their turn (money came meanwhile) is left alone: `late_no_more`.
    """
    event = LifeEvent(Event.SUSPENDED, looked.on, looked.on, reason=ARREARS)
    return _all(desk, whom, looked, lambda found: found.to_suspend,
                lambda one: one.tell(event, by=by, motive=motive.strip()))  # fmt: skip


def reinstate_paid(desk: MembersDesk, whom: Iterable[LateMember], looked: Looked, *, motive: str = "") -> Done:
    """Ends the suspension for arrears of these members on the day; who is late again meanwhile is left alone."""
    event = LifeEvent(Event.REINSTATED, looked.on, looked.on)
    return _all(desk, whom, looked, lambda found: found.to_reinstate,
                lambda one: one.tell(event, motive=motive.strip()))  # fmt: skip


def _all(
    desk: MembersDesk, whom: Iterable[LateMember], looked: Looked,
    due: Callable[[MembersLate], Sequence[LateMember]], do: Callable[[Open], Told | Refusal],
) -> Done:  # fmt: skip
    def work(one: Open) -> Told | Refusal:
        now = members_late(one.unit.connection, desk.statute, looked, one.homes)
        if looked.on <= one.today and one.person_id not in {each.person_id for each in due(now)}:
            return Refusal("late_no_more")
        return do(one)

    return [(one, on_member(desk, one.person_id, work)) for one in whom]
