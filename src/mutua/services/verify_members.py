"""Is all well with the members? The book without gaps, lives as the statute's table allows, one household a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, select

from mutua.domain.italian import written_day
from mutua.domain.member_life import BY_RESOLUTION, NOTED, Event, why_not
from mutua.services.finding import Finding
from mutua.store.codes import unknown_codes
from mutua.store.members import every_life, read_book
from mutua.store.people import Place, moved_people, read_people
from mutua.store.tables import book_line, membership
from mutua.store.tables_members import CODES


def check_members_book(connection: Connection) -> Iterator[Finding]:
    """Lines and member numbers without gaps, each number of one person, and every event of the book in it once."""
    highest, last = 0, 0
    holders: dict[int, int] = {}
    for one in read_book(connection):
        if one.line != last + 1:
            yield Finding("book_gap", str(last + 1), str(one.line))
        last = one.line
        if one.event not in NOTED and one.event is not Event.TAKEN_BACK:
            yield Finding("book_event", str(one.line), one.event.value)
        if one.member_number not in holders and one.member_number != highest + 1:
            yield Finding("book_number_gap", str(one.line), str(one.member_number))
        highest = max(highest, one.member_number)
        if holders.setdefault(one.member_number, one.person_id) != one.person_id:
            yield Finding("book_number_of_two", str(one.line), str(one.member_number))
    noted = select(book_line.c.line).where(
        (book_line.c.member_chain_id == membership.c.chain_id) & (book_line.c.member_position == membership.c.position)
    )
    query = select(membership.c.chain_id, membership.c.position).where(
        membership.c.event.in_([event.value for event in NOTED]) & ~noted.exists()
    )
    for chain_id, position in connection.execute(query):
        yield Finding("book_line_missing", f"{chain_id}:{position}")


def check_lives(connection: Connection) -> Iterator[Finding]:
    """The events of each life follow one another as the table allows; what needs a resolution has one."""
    for person_id, life in every_life(connection).items():
        for at, one in enumerate(life.events):
            if why_not(life.events[:at], one):
                yield Finding("life_not_as_allowed", str(person_id), one.event.value)
                break
    query = select(membership.c.chain_id, membership.c.position, membership.c.event).where(
        membership.c.event.in_([event.value for event in BY_RESOLUTION]) & membership.c.resolution_id.is_(None)
    )
    for chain_id, position, event in connection.execute(query):
        yield Finding("life_without_resolution", f"{chain_id}:{position}", event)


def check_member_codes(connection: Connection) -> Iterator[Finding]:
    """Every code of an event, a kind, a reason and the like is one of those that there are."""
    for place, found in connection.execute(_UNKNOWN):
        yield Finding("member_code_unknown", place, found)


def check_households(connection: Connection) -> Iterator[Finding]:
    """Nobody is in two households on the same day."""
    moved = moved_people(connection)
    homes = sorted({home for theirs in moved.values() for home in theirs})
    for first in range(0, len(homes), 500):
        some = set(homes[first : first + 500])
        people = read_people(connection, some)
        for person_id in sorted(moved):
            if min(moved[person_id]) in some:
                day = _twice(people.places.get(person_id, []))
                if day is not None:
                    yield Finding("two_households_on_a_day", str(person_id), written_day(day))


def _twice(places: list[Place]) -> date | None:
    """The first day on which somebody is in two different households; None where there is none."""
    ordered = sorted(places, key=lambda one: one.effective_from)
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if other.household_id != one.household_id and one.holds_on(other.effective_from):
                return other.effective_from
    return None


_UNKNOWN = unknown_codes(CODES)
MEMBER_CHECKS = (check_member_codes, check_members_book, check_lives, check_households)
