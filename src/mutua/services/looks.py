"""Who looked at whose file, and who entered: for whoever watches over the house, the newest first, a page at a time.

Whose file it was is told only to who may open people's files, and never of their own family. What a file says, there is
no word of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, time, timedelta
from itertools import groupby, islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Table, select

from mutua.domain.italian import ROME
from mutua.domain.kinds import Looked
from mutua.services.enter import ENTERED
from mutua.services.members_acting import MemberActing, members_acting
from mutua.services.search import search
from mutua.services.subjects import family_of
from mutua.services.traces import AT_ONCE, Asked
from mutua.store.accounts import Account
from mutua.store.tables import audit, file_access, person
from mutua.store.tables_kept import actor
from mutua.store.who import read_identities

REFUSED = "refused"  # a login of a firm asked for something of the house
ENTRIES = (ENTERED, REFUSED)
IN_ONE_READING = 1000  # rows of which many may be told as one


class Look(NamedTuple):
    """Somebody looked at a file; `whose` "" where it is not told or was erased. `motive`: why, where they said so.
    `member`: a member looked, and by whose proxy; None too where that is not told. `files`: how many at once, where
    whose they were is not told."""

    at: datetime
    by: str
    by_program: bool
    what: Looked
    files: int = 1
    whose: str = ""
    person_public_id: str = ""
    motive: str = ""
    member: MemberActing | None = None


class Entered(NamedTuple):
    """Somebody of the house or of a firm came in, or was refused something that is not theirs."""

    at: datetime
    by: str
    what: str
    by_program: bool = False
    motive: str = ""


class LooksPage(NamedTuple):
    """A page of looks. `people`: who the words meant; `more`: there are older ones."""

    looks: tuple[Look, ...]
    number: int
    more: bool
    people: tuple[str, ...] = ()


class EntriesPage(NamedTuple):
    entries: tuple[Entered, ...]
    number: int
    more: bool


def looks(connection: Connection, who: Account, asked: Asked, number: int, *, whose: bool) -> LooksPage:
    """A page of looks. `whose`: people are named, and may be asked for; never those of the family of whoever asks."""
    wanted = [] if not asked.kind else [file_access.c.what == asked.kind]
    own = family_of(connection, who)
    people: tuple[str, ...] = ()
    if asked.words and whose:
        found = search(connection, asked.words).people
        people = tuple(f"{one.surname} {one.given_name}".strip() for one in found)
        ids = select(person.c.id).where(person.c.public_id.in_([one.public_id for one in found]))
        wanted += [file_access.c.person_id.in_(ids), file_access.c.person_id.not_in(sorted(own))]
    groups, more = _looks_page(connection, asked, number, wanted, own if whose else None)
    told = {some[0].person_id for some in groups} - own if whose else set()
    who_is = read_identities(connection, told)
    public = dict(connection.execute(select(person.c.id, person.c.public_id).where(person.c.id.in_(told))).all())
    acting = members_acting(connection, {(some[0].actor_id, some[0].person_id) for some in groups
                                         if some[0].person_id in told})  # fmt: skip
    found_looks = []
    for some in groups:
        row = some[0]
        one = who_is.get(row.person_id)
        name = "" if one is None else f"{one.surname} {one.given_name}".strip()
        seen = row.person_id in told
        found_looks.append(Look(row.at, row.name, row.kind == "system", Looked(row.what), len(some), name,
                                public.get(row.person_id, "") if name else "", row.motive if seen else "",
                                acting.get((row.actor_id, row.person_id))))  # fmt: skip
    return LooksPage(tuple(found_looks), number, more, people)


def _looks_page(
    connection: Connection, asked: Asked, number: int, wanted: list[ColumnElement[bool]], own: Collection[int] | None
) -> tuple[list[list[Any]], bool]:
    """The looks of a page, and whether there are older ones. Those of one moment, of one kind and by one person are one
    where whose they were is not told: of `own`, or of anybody (None)."""

    def alike(row: Any) -> tuple[Any, ...]:
        hidden = own is None or row.person_id in own
        return (row.at, row.actor_id, row.what) if hidden else (row.id,)

    first = (number - 1) * AT_ONCE
    groups = (list(some) for _, some in groupby(_looks_read(connection, asked, wanted), alike))
    found = list(islice(groups, first, first + AT_ONCE + 1))
    return found[:AT_ONCE], len(found) > AT_ONCE


def _looks_read(connection: Connection, asked: Asked, wanted: list[ColumnElement[bool]]) -> Iterator[Any]:
    """The looks one by one, the newest first, read some at a time: nobody wants all of them."""
    c = file_access.c
    query = select(c.id, c.at, actor.c.name, actor.c.kind, c.what, c.person_id, c.motive, c.actor_id)
    last: list[ColumnElement[bool]] = []
    while True:
        rows = connection.execute(_asked(query, file_access, asked, [*wanted, *last]).limit(IN_ONE_READING)).all()
        yield from rows
        if len(rows) < IN_ONE_READING:
            return
        last = [c.id < rows[-1].id]


def entries(connection: Connection, asked: Asked, number: int) -> EntriesPage:
    """A page of who came in, through the doors of the house and of firms; members are not written down."""
    query = select(audit.c.at, actor.c.name, audit.c.kind)
    kinds = (asked.kind,) if asked.kind in ENTRIES else ENTRIES
    rows, more = _page(connection, query, audit, asked, number, [audit.c.kind.in_(kinds)])
    return EntriesPage(tuple(Entered(*row) for row in rows), number, more)


def _page(
    connection: Connection, query: Select[Any], of: Table, asked: Asked, number: int, wanted: list[ColumnElement[bool]]
) -> tuple[list[Any], bool]:
    """The rows of a page, and whether there are older ones; nothing is counted: there may be millions."""
    joined = _asked(query, of, asked, wanted)
    rows = connection.execute(joined.offset((number - 1) * AT_ONCE).limit(AT_ONCE + 1)).all()
    return list(rows[:AT_ONCE]), len(rows) > AT_ONCE


def _asked(query: Select[Any], of: Table, asked: Asked, wanted: list[ColumnElement[bool]]) -> Select[Any]:
    """The rows of the days and of whom is asked for, the newest first."""
    first = datetime.combine(asked.since, time.min, ROME)
    after = datetime.combine(asked.until + timedelta(days=1), time.min, ROME)
    wanted = [of.c.at >= first, of.c.at < after, *wanted]
    if asked.by:
        wanted.append(actor.c.public_id == asked.by)
    return query.select_from(of.join(actor, actor.c.id == of.c.actor_id)).where(*wanted).order_by(of.c.id.desc())
