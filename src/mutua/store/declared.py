"""What people declare and are told, in the archive: paid elsewhere in a year; notices on their data, and who got them.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.store.bulk import among, insert_unless_there
from mutua.store.chain import beginning
from mutua.store.tables import chain, entry, notice_given, paid_elsewhere, privacy_notice
from mutua.store.tables_declared import NOTICES_CHAIN, NOTICES_NAME
from mutua.store.unit_of_work import Entry, UnitOfWork

_IN_TIME = (entry.c.recorded_at, entry.c.chain_id, entry.c.position)  # people change household, and chain with it


class Elsewhere(NamedTuple):
    """What somebody says was paid for them elsewhere in a year, in cents; nought: nothing."""

    person_id: int
    year: int
    cents: int
    declared_on: date
    how: str  # of `PROXY_WAYS`


class Notice(NamedTuple):
    """A version of the society's notice on personal data, given out from a day on."""

    version: int
    effective_from: date
    words: str


class NoticeGiven(NamedTuple):
    """Somebody got a version of the notice on a day."""

    person_id: int
    version: int
    given_on: date
    how: str  # of `PROXY_WAYS`


# ---------------------------------------------------------------- paid elsewhere


def tell_elsewhere(entry: Entry, one: Elsewhere) -> None:
    entry.add(paid_elsewhere, one.person_id, one.year, one.cents, one.declared_on.isoformat(), one.how)


def read_elsewhere(connection: Connection, person_ids: Collection[int]) -> dict[tuple[int, int], Elsewhere]:
    """What each of the people declared last, by person and year: the newest telling counts, whatever day it names."""
    c = paid_elsewhere.c
    query = (
        select(c.person_id, c.year, c.amount_cents, c.declared_on, c.how)
        .join(entry, (entry.c.chain_id == c.chain_id) & (entry.c.position == c.position))
        .where(among(c.person_id))
        .order_by(*_IN_TIME)
    )
    told = [Elsewhere(*row) for row in connection.execute(query, {"ids": sorted(person_ids)})]
    return {(one.person_id, one.year): one for one in told}


# ---------------------------------------------------------------- notices on personal data


def lock_notices(unit: UnitOfWork) -> None:
    """Locks the chain of the notices, made the first time. It comes after everything else that is locked."""
    first = beginning(NOTICES_CHAIN, "book", NOTICES_NAME)
    insert_unless_there(
        unit.connection, chain, id=NOTICES_CHAIN, kind="book", name=NOTICES_NAME, position=0, head=first
    )  # fmt: skip
    unit.lock([NOTICES_CHAIN])


def tell_notice_text(unit: UnitOfWork, one: Notice) -> None:
    """Onto the chain of the notices, which is locked."""
    unit.entry(NOTICES_CHAIN, "privacy_notice").add(
        privacy_notice, one.version, one.effective_from.isoformat(), one.words
    )


def read_notices(connection: Connection) -> list[Notice]:
    """Every version, the oldest first."""
    c = privacy_notice.c
    query = select(c.version, c.effective_from, c.words).order_by(c.version)
    return [Notice(*row) for row in connection.execute(query)]


def tell_notice_given(entry: Entry, one: NoticeGiven, *, void: bool = False) -> None:
    entry.add(notice_given, one.person_id, one.version, one.given_on.isoformat(), one.how, int(void))


def read_given(connection: Connection, person_ids: Collection[int]) -> dict[int, list[NoticeGiven]]:
    """The versions that each of the people got, the oldest version first; nobody who got none. Of those told of one
    version the newest counts; one taken back is none."""
    c = notice_given.c
    query = (
        select(c.person_id, c.version, c.given_on, c.how, c.void)
        .join(entry, (entry.c.chain_id == c.chain_id) & (entry.c.position == c.position))
        .where(among(c.person_id))
        .order_by(c.version, *_IN_TIME)
    )
    newest: dict[tuple[int, int], NoticeGiven | None] = {}
    for *told, void in connection.execute(query, {"ids": sorted(person_ids)}):
        one = NoticeGiven(*told)
        newest[one.person_id, one.version] = None if void else one
    found: dict[int, list[NoticeGiven]] = {}
    for given in newest.values():
        if given is not None:
            found.setdefault(given.person_id, []).append(given)
    return found
