"""Who did what, when: the entries of the archive, the newest first, by day, who, kind and whose.

Whose household it was, and which request, is told only to who may open people's files; of what a request is for, there
is no word.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, select

from mutua.bank.match_values import PayerKey, PayerKind
from mutua.domain.contact import PartChange
from mutua.domain.italian import ROME
from mutua.services.bank_names import names_with_heads
from mutua.services.counted import as_far_as, counted
from mutua.services.members_acting import MemberActing, members_acting
from mutua.services.search import search
from mutua.services.subjects import family_of
from mutua.services.trace_subjects import About, about
from mutua.store.accounts import Account
from mutua.store.people import households_of
from mutua.store.society_changes import changes_at
from mutua.store.tables import person
from mutua.store.tables_added import SOCIETY_CHAIN
from mutua.store.tables_kept import actor, chain, entry

AT_ONCE = 100


class Trace(NamedTuple):
    """An entry: when, who, what kind of thing; whose, "" where it is nobody's or not told; what it was about.
    `member`: it was done through a member's pages, and by whose proxy; None too where people are not told. `changes`:
    what the society says of itself from then on."""

    at: datetime
    by: str
    by_program: bool
    kind: str
    whose: str
    about: About = About()
    member: MemberActing | None = None
    changes: tuple[PartChange, ...] = ()


class TracePage(NamedTuple):
    """A page of entries. `people`: who the words meant; none where they meant nobody."""

    traces: tuple[Trace, ...]
    total: int
    number: int
    pages: int
    people: tuple[str, ...] = ()
    more: bool = False  # than `total`


class Asked(NamedTuple):
    """What is looked for: days, by whom (their public name), of which kind, about whom; "" and None: all."""

    since: date
    until: date
    by: str = ""
    kind: str = ""
    words: str = ""


def traces(
    connection: Connection, who: Account, asked: Asked, number: int, language: str, *, whose: bool
) -> TracePage:  # fmt: skip
    """A page of entries. `whose`: households are told, and may be asked for; never those of whoever asks."""
    first = datetime.combine(asked.since, time.min, ROME)
    after = datetime.combine(asked.until + timedelta(days=1), time.min, ROME)
    wanted: list[ColumnElement[bool]] = [entry.c.recorded_at >= first, entry.c.recorded_at < after]
    if asked.by:
        wanted.append(entry.c.actor_id.in_(select(actor.c.id).where(actor.c.public_id == asked.by)))
    if asked.kind:
        wanted.append(entry.c.kind == asked.kind)
    people: tuple[str, ...] = ()
    own = {home for some in households_of(connection, family_of(connection, who)).values() for home in some}
    if asked.words and whose:
        homes, people = _homes(connection, asked.words)
        wanted.append(entry.c.chain_id.in_(homes - own))
    total, more = counted(connection, select(entry.c.chain_id).where(*wanted), as_far_as(number, AT_ONCE))
    query = (
        select(entry.c.recorded_at, entry.c.actor_id, actor.c.name, actor.c.kind.label("by_kind"), entry.c.kind,
               entry.c.chain_id, entry.c.position, chain.c.kind.label("chain_kind"))
        .join(actor, actor.c.id == entry.c.actor_id).join(chain, chain.c.id == entry.c.chain_id)
        .where(*wanted).order_by(entry.c.recorded_at.desc(), entry.c.chain_id.desc(), entry.c.position.desc())
    )  # fmt: skip
    rows = connection.execute(query.offset((number - 1) * AT_ONCE).limit(AT_ONCE)).all()
    names = _names(connection, [row for row in rows if row.chain_id not in own], language) if whose else {}
    told = about(connection, {(row.chain_id, row.position) for row in rows if row.chain_id not in own}) if whose else {}
    changed = changes_at(connection, [row.position for row in rows if row.chain_id == SOCIETY_CHAIN])
    told_of = [(row, told.get((row.chain_id, row.position), About())) for row in rows]
    acting = members_acting(connection, {(row.actor_id, one.person_id) for row, one in told_of}) if whose else {}
    shown = tuple(
        Trace(row.recorded_at, row.name, row.by_kind == "system", row.kind, names.get(row.chain_id, ""), one,
              acting.get((row.actor_id, one.person_id)),
              tuple(changed.get(row.position, ())) if row.chain_id == SOCIETY_CHAIN else ())
        for row, one in told_of
    )  # fmt: skip
    return TracePage(shown, total, number, max(1, -(-total // AT_ONCE) + more), people, more)


def _homes(connection: Connection, words: str) -> tuple[set[int], tuple[str, ...]]:
    """The households, now or before, of the people whom the words may mean."""
    found = search(connection, words).people
    query = select(person.c.id).where(person.c.public_id.in_([one.public_id for one in found]))
    homes = households_of(connection, list(connection.scalars(query)))
    names = tuple(f"{one.surname} {one.given_name}".strip() for one in found)
    return {home for some in homes.values() for home in some}, names


def _names(connection: Connection, rows: Sequence[Any], language: str) -> dict[int, str]:
    keys = {PayerKey(PayerKind.HOUSEHOLD, row.chain_id) for row in rows if row.chain_kind == "household"}
    return {key.id: name for key, name in names_with_heads(connection, keys, language).items()}


def everybody(connection: Connection, *, whose: bool) -> list[tuple[str, str]]:
    """Whoever wrote in the archive: public name and name. Members by theirs, and only where people are told (`whose`).
    """
    rows = connection.execute(select(actor)).all()
    acting = members_acting(connection, {(row.id, None) for row in rows})
    found = [(row.public_id, row.name) for row in rows if (row.id, None) not in acting]
    named = [
        (row.public_id, one.name) for row in rows
        if whose and (one := acting.get((row.id, None))) is not None and one.name
    ]
    return sorted([*found, *named], key=lambda one: one[1].casefold())
