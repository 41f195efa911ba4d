"""Lives of members and the members' book in the archive: what was told, the next free number, resolutions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from mutua.domain.member_life import Event, LifeEvent, MemberKind
from mutua.store.bulk import among, insert_unless_there
from mutua.store.chain import beginning
from mutua.store.people import some_word_begins
from mutua.store.tables import book_line, chain, cohabitation, death, household_move, identity, membership, resolution
from mutua.store.tables_kept import BOOK_CHAIN, BOOK_NAME
from mutua.store.unit_of_work import Entry, UnitOfWork


class ResolutionTold(NamedTuple):
    """A resolution: of the board or the assembly, by the number it bears, of a day."""

    body: str
    reference: str
    decided_on: date


@dataclass(slots=True)
class Life:
    """The events of a person in order, and the number under which the book knows them (None: it does not)."""

    events: list[LifeEvent] = field(default_factory=list)
    member_number: int | None = None


class BookLine(NamedTuple):
    """A line of the members' book, with the event it notes and the resolution behind it."""

    line: int
    member_number: int
    person_id: int
    event: Event
    happened_on: date
    effective_on: date
    kind: MemberKind | None
    reason: str
    resolution: ResolutionTold | None


# ---------------------------------------------------------------- writing


def open_book(unit: UnitOfWork, household_ids: Iterable[int]) -> None:
    """Locks the households and the members' book, which is made the first time."""
    first = beginning(BOOK_CHAIN, "book", BOOK_NAME)
    insert_unless_there(
        unit.connection, chain, id=BOOK_CHAIN, kind="book", name=BOOK_NAME, position=0, head=first
    )  # fmt: skip
    unit.lock([*household_ids, BOOK_CHAIN])


class Book:
    """The members' book while it is open for writing: who has it open is alone with it, so numbers have no gaps."""

    def __init__(self, unit: UnitOfWork) -> None:
        if not unit.holds(BOOK_CHAIN):
            raise KeyError("the members' book is not open")
        self._unit = unit
        read = unit.connection.execute(select(func.max(book_line.c.line), func.max(book_line.c.member_number))).one()
        self._line, self._number = read[0] or 0, read[1] or 0

    def new_number(self) -> int:
        self._number += 1
        return self._number

    def note(self, told: Entry, member_number: int) -> int:
        """A line for an event that was told just now; gives its number."""
        self._line += 1
        entry = self._unit.entry(BOOK_CHAIN, "book_line")
        entry.add(book_line, self._line, member_number, told.chain_id, told.position)
        return self._line

    def resolution_id(self, told: ResolutionTold) -> int | date:
        """The number of a resolution, kept the first time it is named; its day where it bears another of that year."""
        same_name = (resolution.c.body == told.body) & (resolution.c.reference == told.reference)
        query = select(resolution.c.resolution_id, resolution.c.decided_on).where(same_name)
        decided_on: date
        for id_, decided_on in self._unit.connection.execute(query):
            if decided_on == told.decided_on:
                return int(id_)
            if decided_on.year == told.decided_on.year:
                return decided_on
        last = self._unit.connection.scalar(select(func.max(resolution.c.resolution_id))) or 0
        entry = self._unit.entry(BOOK_CHAIN, "resolution")
        entry.add(resolution, last + 1, told.body, told.reference, told.decided_on.isoformat())
        self._unit.flush()
        return int(last) + 1


def tell_life(
    unit: UnitOfWork, household_id: int, person_id: int, sequence: int, one: LifeEvent, *, motive: str = "",
    communicated_on: date | None = None, resolution_id: int | None = None,
) -> Entry:  # fmt: skip
    """An event in the life of a member, on the chain of their household; the `sequence`-th of the person."""
    entry = unit.entry(household_id, "membership")
    entry.add(
        membership, person_id, sequence, one.event.value, one.happened_on.isoformat(), one.effective_on.isoformat(),
        _iso(communicated_on), _iso(one.due_on), None if one.kind is None else one.kind.value, one.reason, motive,
        resolution_id,
    )  # fmt: skip
    return entry


def tell_death(entry: Entry, number: int, person_id: int, died_on: date, *, void: bool = False) -> None:
    entry.add(death, number, person_id, died_on.isoformat(), int(void))


def tell_cohabitation(
    entry: Entry, number: int, person_id: int, cohabiting: bool, evidence: str, since: date, until: date | None = None,
    *, void: bool = False,
) -> None:  # fmt: skip
    entry.add(
        cohabitation, number, person_id, int(cohabiting), evidence, since.isoformat(), _iso(until), int(void)
    )  # fmt: skip


def tell_move(entry: Entry, number: int, person_id: int, came_from: int | None, on: date, motive: str) -> None:
    entry.add(household_move, number, person_id, came_from, on.isoformat(), motive)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


# ---------------------------------------------------------------- reading

_LIVES = (
    select(
        membership.c.person_id, membership.c.event, membership.c.happened_on, membership.c.effective_on,
        membership.c.kind, membership.c.reason, membership.c.due_on, book_line.c.member_number,
    )
    .select_from(
        membership.outerjoin(
            book_line,
            (book_line.c.member_chain_id == membership.c.chain_id)
            & (book_line.c.member_position == membership.c.position),
        )
    )
    .order_by(membership.c.person_id, membership.c.sequence)
)  # fmt: skip
_THEIRS = _LIVES.where(among(membership.c.person_id))


def read_lives(connection: Connection, person_ids: Iterable[int]) -> dict[int, Life]:
    """The lives of these people; who never asked to be a member is left out."""
    return _lives(connection.execute(_THEIRS, {"ids": sorted(set(person_ids))}))


def every_life(connection: Connection) -> dict[int, Life]:
    return _lives(connection.execute(_LIVES))


def _lives(rows: Iterable[tuple[object, ...]]) -> dict[int, Life]:
    found: dict[int, Life] = {}
    for person_id, *told, number in rows:
        life = found.setdefault(int(person_id), Life())  # type: ignore[call-overload]  # a whole number
        life.events.append(_event(*told))
        life.member_number = life.member_number if number is None else int(number)  # type: ignore[call-overload]  # the same
    return found


def _event(event: object, happened: object, effective: object, kind: object, reason: object, due: object) -> LifeEvent:
    return LifeEvent(
        Event(event), happened, effective, None if kind is None else MemberKind(kind), str(reason), due,  # type: ignore[arg-type]  # days
    )  # fmt: skip


_NOTED = book_line.join(
    membership,
    (book_line.c.member_chain_id == membership.c.chain_id) & (book_line.c.member_position == membership.c.position),
)
_BOOK = (
    select(
        book_line.c.line, book_line.c.member_number, membership.c.person_id, membership.c.event,
        membership.c.happened_on, membership.c.effective_on, membership.c.kind, membership.c.reason,
        resolution.c.body, resolution.c.reference, resolution.c.decided_on,
    )
    .select_from(_NOTED.outerjoin(resolution, resolution.c.resolution_id == membership.c.resolution_id))
    .order_by(book_line.c.line)
)  # fmt: skip


class Part(NamedTuple):
    """Which lines of the book: of these people, under this number, by pieces that words of the name begin with.

    `first` of them are left out, at most `most` read (None: all).
    """

    people: Collection[int] | None = None
    number: int | None = None
    pieces: tuple[str, ...] = ()
    first: int = 0
    most: int | None = None


WHOLE = Part()


def read_book(connection: Connection, until: date | None = None, part: Part = WHOLE) -> Iterator[BookLine]:
    """The lines of the book in order; with a day, those of what had happened by then."""
    query = _BOOK.where(*_wanted(connection, until, part))
    if part.most is not None:
        query = query.offset(part.first).limit(part.most)
    given = {} if part.people is None else {"ids": sorted(part.people)}
    for row in connection.execute(query, given):
        kind = None if row[6] is None else MemberKind(row[6])
        by = None if row[8] is None else ResolutionTold(*row[8:11])
        yield BookLine(*row[:3], Event(row[3]), row[4], row[5], kind, row[7], by)


def count_book(connection: Connection, until: date, part: Part = WHOLE) -> int:
    """How many lines of the book there are by the day."""
    query = select(func.count()).select_from(_NOTED).where(*_wanted(connection, until, part))
    return connection.scalar(query) or 0


def how_many_events(connection: Connection) -> int:
    """How many events of lives there are: a number that only grows."""
    return connection.scalar(select(func.count()).select_from(membership)) or 0


def _wanted(connection: Connection, until: date | None, part: Part) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if until is not None:
        wanted.append(membership.c.effective_on <= until)
    if part.people is not None:
        wanted.append(among(membership.c.person_id))
    if part.number is not None:
        wanted.append(book_line.c.member_number == part.number)
    if part.pieces:
        named = [some_word_begins(connection, identity.c.search_name, piece) for piece in part.pieces]
        wanted.append(membership.c.person_id.in_(select(identity.c.person_id).where(*named)))
    return wanted


# A life is plain where somebody came in once and nothing followed: where they stand needs no table of transitions.
_ENTRY = membership.c.event.in_([Event.ADMITTED.value, Event.CARRIED_OVER.value])
_NOT_PLAIN = ~or_(membership.c.event == Event.APPLIED.value, and_(_ENTRY, membership.c.kind.is_not(None)))


def plain_members(connection: Connection, on: date) -> dict[MemberKind, int]:
    """How many people of a plain life are members on the day, by kind."""
    others = select(membership.c.person_id).where(_NOT_PLAIN)
    query = select(membership.c.kind, func.count()).where(
        _ENTRY, membership.c.effective_on <= on, membership.c.person_id.not_in(others)
    )
    return {MemberKind(kind): count for kind, count in connection.execute(query.group_by(membership.c.kind))}


def other_lives(connection: Connection) -> dict[int, Life]:
    """The lives that are not plain."""
    others = select(membership.c.person_id).where(_NOT_PLAIN)
    return _lives(connection.execute(_LIVES.where(membership.c.person_id.in_(others))))


_DEATHS = (
    select(death.c.person_id, death.c.died_on, death.c.void).where(among(death.c.person_id))
    .order_by(death.c.chain_id, death.c.position, death.c.number)
)  # fmt: skip


def read_deaths(connection: Connection, person_ids: Iterable[int]) -> dict[int, date]:
    """The day of death of those of the people who died: the newest telling counts."""
    rows = connection.execute(_DEATHS, {"ids": sorted(set(person_ids))})
    newest = {person_id: None if void else died_on for person_id, died_on, void in rows}
    return {person_id: died_on for person_id, died_on in newest.items() if died_on is not None}
