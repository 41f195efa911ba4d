"""The members' book as of any day: numbered lines on numbered pages, each with its resolution, and who has a vote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.member_life import ENTRIES, Event, MemberKind, Standing, State, standing_on
from mutua.domain.records import Identity
from mutua.rules.statute import Statute
from mutua.store.members import (
    BookLine,
    Life,
    Part,
    every_life,
    other_lives,
    plain_members,
    read_book,
    read_lives,
)
from mutua.store.who import read_identities

LINES_OF_A_PAGE = 25
_ERASED = Identity("", "")


class Shown(NamedTuple):
    """A line of the book with its page and the person it is about.

    `vote`: on the day the book is read as of, by this line; no other line of the person has it.
    """

    page: int
    told: BookLine
    who: Identity
    kind: MemberKind | None
    vote: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """How many members there are on a day, by kind, how many are suspended and how many have a vote."""

    members: dict[MemberKind, int]
    suspended: int
    votes: int


def has_vote(statute: Statute, standing: Standing) -> bool:
    """Whether the statute gives a vote to somebody who stands there. Who is not a member has none."""
    if not standing.is_member or standing.kind is None:
        return False
    return statute.votes[standing.kind] and (statute.suspended_vote or standing.state is not State.SUSPENDED)


def members_book(connection: Connection, statute: Statute, on: date) -> tuple[list[Shown], Totals]:
    """The lines of all that had happened by the day, in the order in which they were written."""
    lines = list(read_book(connection, on))
    standings = _standings(every_life(connection), on)
    return _shown(connection, statute, standings, lines, lines), totals(statute, list(standings.values()))


def lines_shown(connection: Connection, statute: Statute, on: date, part: Part) -> list[Shown]:
    """Some lines of the same book: nothing is read of whom they do not tell."""
    lines = list(read_book(connection, on, part))
    people = {one.person_id for one in lines}
    theirs = list(read_book(connection, on, Part(people)))
    return _shown(connection, statute, _standings(read_lives(connection, people), on), lines, theirs)


def totals_on(connection: Connection, statute: Statute, on: date) -> Totals:
    """The totals of the same book; who came in once and nothing more is counted where it is kept."""
    plain = plain_members(connection, on)
    found = totals(statute, list(_standings(other_lives(connection), on).values()))
    members = {kind: told + plain.get(kind, 0) for kind, told in found.members.items()}
    votes = found.votes + sum(told for kind, told in plain.items() if statute.votes[kind])
    return Totals(members, found.suspended, votes)


def _standings(lives: Mapping[int, Life], on: date) -> dict[int, Standing]:
    return {person_id: standing_on(life.events, on) for person_id, life in lives.items()}


def _shown(
    connection: Connection, statute: Statute, standings: Mapping[int, Standing], lines: Sequence[BookLine],
    theirs: Sequence[BookLine],
) -> list[Shown]:  # fmt: skip
    """The lines with whom they are about; `theirs`: all lines of these people by the day."""
    who = read_identities(connection, {one.person_id for one in lines})
    stands = {one.person_id: one.line for one in theirs if is_entry(one.event)}  # the line by which each came in last
    return [
        Shown(page_of(one.line), one, who.get(one.person_id, _ERASED), one.kind or standings[one.person_id].kind,
              stands.get(one.person_id) == one.line and has_vote(statute, standings[one.person_id]))
        for one in lines
    ]  # fmt: skip


def page_of(line: int) -> int:
    return (line - 1) // LINES_OF_A_PAGE + 1


def totals(statute: Statute, standings: list[Standing]) -> Totals:
    members = [one for one in standings if one.is_member]
    kinds = {kind: sum(one.kind is kind for one in members) for kind in MemberKind}
    suspended = sum(one.state is State.SUSPENDED for one in members)
    return Totals(kinds, suspended, sum(has_vote(statute, one) for one in members))


def is_entry(event: Event) -> bool:
    """Whether a line brings somebody in; the others tell an end, or that an end was taken back."""
    return event in ENTRIES or event is Event.APPEAL_UPHELD

