"""What people declare of themselves, and the notice on their data: told at the counter, or by themselves.

A notice is the society's own text, in versions that stay for ever. That somebody got one is no consent: it is read and
noted (art. 13 of Regulation (EU) 2016/679), and nothing of anybody's cover waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection

from mutua.domain.italian import written_day
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.locks import Moved, until_nobody_moves
from mutua.store.declared import (
    Elsewhere,
    Notice,
    NoticeGiven,
    lock_notices,
    read_elsewhere,
    read_given,
    read_notices,
    tell_elsewhere,
    tell_notice_given,
    tell_notice_text,
)
from mutua.store.people import households_of
from mutua.store.tables_doors import BY_THEMSELVES as BY_THEMSELVES
from mutua.store.tables_doors import ON_PAPER as ON_PAPER
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.who import read_identities

T = TypeVar("T")
LONGEST = 30_000  # signs of a notice


class NoticeOf(NamedTuple):
    """The notice that is given out now (None: the society wrote none), and what somebody got of it and of others."""

    now: Notice | None
    given: tuple[NoticeGiven, ...]

    @property
    def got(self) -> NoticeGiven | None:
        """That they got the one that is given out now."""
        return next((one for one in self.given if self.now is not None and one.version == self.now.version), None)


# ---------------------------------------------------------------- paid elsewhere


def declare_elsewhere(
    at: Desktop, person_id: int, year: int, cents: int, how: str, *, on: date
) -> Elsewhere | Refusal:
    """Of the year so much was paid elsewhere, of what shares the ceiling of art. 51, paragraph 2, letter a, TUIR. It
    takes the place of what was declared of the year before; nought: nothing. The same again is told once.

    Refuses a day and a year that have not come, and somebody who was erased.
    """
    today = day_in_rome(at.now)

    def work(unit: UnitOfWork, home: int) -> Elsewhere | Refusal:
        there = read_elsewhere(unit.connection, [person_id]).get((person_id, year))
        if there is not None and there.cents == cents:
            return there
        told = Elsewhere(person_id, year, cents, on, how)
        tell_elsewhere(unit.entry(home, "elsewhere"), told)
        return told

    if on > today:
        return Refusal("declared_in_future", written_day(on))
    if year > today.year:
        return Refusal("declared_year_to_come", str(year))
    return _with_person(at, person_id, work)


# ---------------------------------------------------------------- the notice on personal data


def write_notice(at: Desktop, words: str, *, since: date) -> Notice | Refusal:
    """The society's notice is this text from the day on. Earlier versions stay; the same text again is told once.

    Refuses no text or one that is too long, and a day before that of the last version.
    """
    text = "\n".join(line.rstrip() for line in words.strip().splitlines())
    if not text or len(text) > LONGEST:
        return Refusal("notice_length", str(LONGEST))

    def work(unit: UnitOfWork) -> Notice | Refusal:
        lock_notices(unit)
        there = read_notices(unit.connection)
        last = there[-1] if there else None
        if last is not None and last.words == text:
            return last
        if last is not None and since < last.effective_from:
            return Refusal("notice_before_last", written_day(last.effective_from))
        made = Notice(last.version + 1 if last is not None else 1, since, text)
        tell_notice_text(unit, made)
        return made

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def notice_on(connection: Connection, day: date) -> Notice | None:
    """The version that is given out on the day; None where there is none yet."""
    return next((one for one in reversed(read_notices(connection)) if one.effective_from <= day), None)


def notice_of(connection: Connection, person_id: int, day: date) -> NoticeOf:
    """The notice of the day, and what the person got."""
    return NoticeOf(notice_on(connection, day), tuple(read_given(connection, [person_id]).get(person_id, ())))


def without_notice(connection: Connection, person_ids: Collection[int], day: date) -> set[int]:
    """Those of the people who never got a notice of the society; nobody where it had written none by the day."""
    if notice_on(connection, day) is None:
        return set()
    return set(person_ids) - set(read_given(connection, person_ids))


def give_notice(at: Desktop, person_id: int, how: str, *, on: date) -> NoticeGiven | Refusal:
    """The person got, on the day, the notice that was given out then.

    Refuses a day that has not come, or on which there was no notice, somebody who was erased, and who got it already.
    """

    def work(unit: UnitOfWork, home: int) -> NoticeGiven | Refusal:
        one = notice_of(unit.connection, person_id, on)
        if one.now is None:
            return Refusal("notice_none", written_day(on))
        if one.got is not None:
            return Refusal("notice_got", written_day(one.got.given_on))
        told = NoticeGiven(person_id, one.now.version, on, how)
        tell_notice_given(unit.entry(home, "notice_given"), told)
        return told

    if on > day_in_rome(at.now):
        return Refusal("declared_in_future", written_day(on))
    return _with_person(at, person_id, work)


def take_notice_back(at: Desktop, person_id: int) -> NoticeGiven | Refusal:
    """The person did not get the newest notice that was noted for them: a mistake. Refuses who got none."""

    def work(unit: UnitOfWork, home: int) -> NoticeGiven | Refusal:
        given = read_given(unit.connection, [person_id]).get(person_id)
        if not given:
            return Refusal("notice_not_got")
        tell_notice_given(unit.entry(home, "notice_given"), given[-1], void=True)
        return given[-1]

    return _with_person(at, person_id, work)


def _with_person(at: Desktop, person_id: int, tell: Callable[[UnitOfWork, int], T | Refusal]) -> T | Refusal:
    """Tells something of a person on the chain of a household of theirs, all of which are locked."""

    def work(unit: UnitOfWork) -> T | Refusal:
        homes = households_of(unit.connection, [person_id]).get(person_id, set())
        unit.lock(homes)
        if households_of(unit.connection, [person_id]).get(person_id, set()) != homes:
            raise Moved
        if not homes or person_id not in read_identities(unit.connection, [person_id]):
            return Refusal("erased_already")
        return tell(unit, min(homes))

    return until_nobody_moves(at.archive, work, actor_id=at.actor_id, now=at.now)
