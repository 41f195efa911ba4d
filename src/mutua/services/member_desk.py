"""One member at the desk: their households and the members' book locked, their life read, an event told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection

from mutua.domain.italian import written_day
from mutua.domain.member_life import NOTED, Event, LifeEvent, Standing, last_standing, standing_on, why_not
from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.statute import Statute
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.locks import Moved, until_nobody_moves
from mutua.store.members import Book, Life, ResolutionTold, open_book, read_deaths, read_lives, tell_life
from mutua.store.people import People, households_of, people_of, read_people
from mutua.store.unit_of_work import UnitOfWork
from mutua.store.who import people_by_number

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class MembersDesk:
    """Who does something, with which archive and plans, by which statute."""

    at: Desktop
    statute: Statute

    @property
    def today(self) -> date:
        return day_in_rome(self.at.now)


@dataclass(frozen=True, slots=True)
class Told:
    """What was recorded of a member. `line` and `member_number` are those of the book, where it notes the event.

    `notices`: codes with what they are about, for whoever must look at something else now.
    """

    person_id: int
    event: LifeEvent
    member_number: int | None = None
    line: int | None = None
    notices: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Open:
    """A member while something is done with them: everything of theirs is locked."""

    unit: UnitOfWork
    person_id: int
    homes: set[int]
    people: People
    life: Life
    book: Book
    today: date
    notices: list[tuple[str, str]] = field(default_factory=list)

    def home_on(self, day: date) -> int:
        """The household the person is in on the day, else the one of their newest place, else one they were told to be
        in: of a place that was taken back too."""
        places = sorted(self.people.places.get(self.person_id, ()), key=lambda one: one.effective_from)
        there = [one for one in places if one.holds_on(day)]
        return (there or places)[-1].household_id if places else max(self.homes)

    @property
    def last(self) -> LifeEvent | None:
        """The event told last, of those that were not taken back."""
        at = last_standing(self.life.events)
        return None if at is None else self.life.events[at]

    def standing(self, day: date) -> Standing:
        return standing_on(self.life.events, day)

    def why_not(self, one: LifeEvent) -> Refusal | None:
        """Why the event cannot be told; None where it can."""
        if one.happened_on > self.today:
            return Refusal("life_in_future")
        why = why_not(self.life.events, one)
        return Refusal(why) if why else None

    def tell(
        self, one: LifeEvent, *, by: ResolutionTold | None = None, motive: str = "",
        communicated_on: date | None = None, former_number: bool = False, noted: bool = False,
    ) -> Told | Refusal:  # fmt: skip
        """Records the event, and notes it in the book where it belongs there, or (`noted`) where it is wanted."""
        refusal = self.why_not(one)
        if refusal is not None:
            return refusal
        resolution_id = None
        if by is not None:
            known = self.book.resolution_id(by)
            if isinstance(known, date):
                return Refusal("resolution_differs", f"{by.reference}, {written_day(known)}")
            resolution_id = known
        sequence = len(self.life.events) + 1
        entry = tell_life(
            self.unit, self.home_on(one.happened_on), self.person_id, sequence, one, motive=motive,
            communicated_on=communicated_on, resolution_id=resolution_id,
        )  # fmt: skip
        line = None
        if one.event in NOTED or noted:
            self.life.member_number = self._number(one, former_number=former_number)
            line = self.book.note(entry, self.life.member_number)
        self.life.events.append(one)
        return Told(self.person_id, one, self.life.member_number, line, tuple(self.notices))

    def _number(self, one: LifeEvent, *, former_number: bool) -> int:
        """The number a line of the book bears: the one the person has, or the next one for who comes in."""
        before = self.life.member_number
        if before is None or (one.event is Event.READMITTED and not former_number):
            return self.book.new_number()
        return before


def on_member(
    desk: MembersDesk, person_id: int, work: Callable[[Open], T | Refusal], *, also: Iterable[int] = ()
) -> T | Refusal:
    """Does the work with the person's households, the households `also` and the book locked; looks again where the
    person moved meanwhile. A refusal given back leaves nothing behind."""
    others = list(also)

    def opened(unit: UnitOfWork, homes: set[int]) -> T | Refusal:
        people = read_people(unit.connection, [*homes, *others])
        life = read_lives(unit.connection, [person_id]).get(person_id, Life())
        return work(Open(unit, person_id, homes, people, life, Book(unit), desk.today))

    return in_households(desk.at, person_id, opened, also=others, lock=open_book)


def in_households(
    at: Desktop, person_id: int, work: Callable[[UnitOfWork, set[int]], T], *, also: Iterable[int] = (),
    lock: Callable[[UnitOfWork, Iterable[int]], None] | None = None, stops: tuple[type, ...] = (Refusal,),
) -> T:  # fmt: skip
    """Does the work with the person's households locked, those of everybody around them, and the households `also`.

    The work is given the person's own households. It looks again where somebody moved meanwhile. What it gives back of
    one of the kinds `stops` leaves nothing behind.
    """
    others = list(also)

    def locked(unit: UnitOfWork) -> T:
        homes, around = _around(unit.connection, person_id, others)
        (lock or UnitOfWork.lock)(unit, around)
        if unit.connection.dialect.name == "postgresql" and _around(unit.connection, person_id, others)[1] - around:
            raise Moved  # between the look and the lock
        found = work(unit, homes)
        if isinstance(found, stops):
            raise _Stopped(found)
        return found

    try:
        return until_nobody_moves(at.archive, locked, actor_id=at.actor_id, now=at.now)
    except _Stopped as stopped:
        told: T = stopped.told
        return told


def _around(connection: Connection, person_id: int, others: Iterable[int]) -> tuple[set[int], set[int]]:
    """The person's households, and all those in which people of these, and of the others, ever were."""
    homes = households_of(connection, [person_id]).get(person_id, set())
    near = {*homes, *others}
    for theirs in households_of(connection, people_of(connection, near)).values():
        near |= theirs
    return homes, near


class _Stopped(Exception):
    """Carries a refusal out of the transaction, so that nothing written before it stays."""

    def __init__(self, told: Any) -> None:
        super().__init__(type(told).__name__)
        self.told = told


def person_numbered(connection: Connection, number: str) -> int | Refusal:
    """The person with the card number or fiscal code."""
    text = number.strip()
    found = people_by_number(connection, [text], [text.upper()])
    ids = {one for some in found.values() for one in some}
    return ids.pop() if len(ids) == 1 else Refusal("member_unknown", number)


def dead_by(connection: Connection, person_id: int, day: date) -> Refusal | None:
    """Why nothing is asked in the name of somebody who had died by the day."""
    died_on = read_deaths(connection, [person_id]).get(person_id)
    return Refusal("person_died", written_day(died_on)) if died_on is not None and died_on < day else None

