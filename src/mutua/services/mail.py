"""Mails to people, as they come to wait: in the unit of work of what happened, so that neither is without the other.

Only those who said so are written to by mail, at the address they said. Whoever did not gets letters, as ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from mutua.domain.faults import Fault
from mutua.domain.mail_address import read_mail_address
from mutua.domain.mails import OLD_ADDRESSES, MailKind
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.mail_settings import mail_is_on
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.people import People, read_people
from mutua.store.tables import identity, mail_waiting, person_mail
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

OF_AGE = 18  # years: of younger people whoever stands for the household is written to
_HEAD = "titolare"


class Chosen(NamedTuple):
    """Where a person wants to be written to, since when; `id`: the number by which a waiting mail knows it."""

    id: int
    address: str
    since: date


def chosen_address(connection: Connection, person_id: int) -> Chosen | None:
    """Where the person wants to be written to now; None: nowhere, by mail."""
    c = person_mail.c
    query = select(c.id, c.address, c.since).where((c.person_id == person_id) & c.until.is_(None))
    row = connection.execute(query.order_by(c.id.desc()).limit(1)).first()
    return None if row is None else Chosen(row.id, row.address, day_in_rome(row.since))


def choose_address(unit: UnitOfWork, person_id: int, text: str) -> Chosen | Fault:
    """The person wants to be written to at this address from now on. At the one before that is told, without the new
    one. The same again changes nothing."""
    found = read_mail_address(text)
    if isinstance(found, Fault):
        return found
    unit.take_turn(f"mail\0{person_id}")
    before = chosen_address(unit.connection, person_id)
    if before is not None and before.address == found:
        return before
    if before is not None:
        _end(unit, before.id)
        _wait(unit, MailKind.ADDRESS, [(person_id, before.id)])
    id_ = unit.connection.execute(
        insert(person_mail)
        .values(person_id=person_id, address=found, since=unit.now, until=None, actor_id=unit.actor_id)
        .returning(person_mail.c.id)
    ).scalar_one()
    return Chosen(id_, found, day_in_rome(unit.now))


def stop_mail(unit: UnitOfWork, person_id: int) -> bool:
    """The person does not want to be written to by mail any more; False where they were not."""
    unit.take_turn(f"mail\0{person_id}")
    before = chosen_address(unit.connection, person_id)
    if before is None:
        return False
    _end(unit, before.id)
    _wait(unit, MailKind.ADDRESS, [(person_id, before.id)])
    return True


def choose_at(archive: Archive, person_id: int, text: str, *, actor_id: int, now: datetime) -> Chosen | Fault:
    """The choice in a unit of work of its own."""

    def work(unit: UnitOfWork) -> Chosen | Fault:
        return choose_address(unit, person_id, text)

    return unit_of_work(archive, [], work, actor_id=actor_id, now=now)


def stop_at(archive: Archive, person_id: int, *, actor_id: int, now: datetime) -> bool:
    """The end of it in a unit of work of its own."""

    def work(unit: UnitOfWork) -> bool:
        return stop_mail(unit, person_id)

    return unit_of_work(archive, [], work, actor_id=actor_id, now=now)


def _end(unit: UnitOfWork, id_: int) -> None:
    unit.connection.execute(update(person_mail).where(person_mail.c.id == id_).values(until=unit.now))


# ---------------------------------------------------------------- what comes to wait


def tell_news(unit: UnitOfWork, about: Iterable[tuple[int, int]]) -> None:
    """Something happened to requests of these people (person and household of each): whoever reads their post is told
    that it did, and not what. What is not yet tried is told once, however much happened."""
    receivers = _receivers(unit.connection, list(about), day_in_rome(unit.now))
    _wait(unit, MailKind.NEWS, sorted(receivers.items()))


def tell_person(unit: UnitOfWork, kind: MailKind, person_id: int) -> bool:
    """A mail of the kind to the person; False where they want none by mail."""
    chosen = chosen_address(unit.connection, person_id)
    if chosen is not None:
        _wait(unit, kind, [(person_id, chosen.id)])
    return chosen is not None


def tell_account_changed(unit: UnitOfWork, person_id: int) -> None:
    """The person is paid on another account: told at every address they were written to lately, so that whoever took
    the newest one over does not keep it from them."""
    c = person_mail.c
    lately = c.until.is_(None) | (c.until > unit.now - OLD_ADDRESSES)
    rows = unit.connection.execute(select(c.id).where((c.person_id == person_id) & lately).order_by(c.id))
    _wait(unit, MailKind.ACCOUNT, [(person_id, row.id) for row in rows])


def wait_for_link(unit: UnitOfWork, account_id: int, person_id: int) -> bool:
    """A link to enter for the login of a person, made when the mail goes; False where they want none by mail."""
    chosen = chosen_address(unit.connection, person_id)
    if chosen is not None:
        c = mail_waiting.c  # one that waits still is as old as when it was asked for: the newest counts
        old = (c.kind == MailKind.ENTRY.value) & (c.account_id == account_id) & c.sent_at.is_(None)
        unit.connection.execute(delete(mail_waiting).where(old))
        _wait(unit, MailKind.ENTRY, [(person_id, chosen.id)], account_id)
    return chosen is not None


def _wait(
    unit: UnitOfWork, kind: MailKind, whom: Iterable[tuple[int, int]], account_id: int | None = None
) -> None:
    """Mails that wait: one to each address as long as it was not tried; none where the society writes none."""
    wanted = list(whom)
    if not wanted or not mail_is_on(unit.connection):
        return
    c = mail_waiting.c
    untouched = select(c.address_id).where(
        (c.kind == kind.value) & (c.tries == 0) & c.sent_at.is_(None)
        & c.address_id.in_([address_id for _, address_id in wanted])
    )  # fmt: skip
    there = set(unit.connection.scalars(untouched))
    rows = [
        {"public_id": new_name(), "kind": kind.value, "person_id": person_id, "address_id": address_id,
         "account_id": account_id, "made_at": unit.now, "next_at": unit.now, "tries": 0, "sent_at": None, "failed": ""}
        for person_id, address_id in wanted if address_id not in there
    ]  # fmt: skip
    if rows:
        unit.connection.execute(insert(mail_waiting), rows)


def new_name() -> str:
    """By which a mail is known outside: by chance, so that it tells nothing."""
    return Ids().public()


# ---------------------------------------------------------------- who reads whose post


def _receivers(connection: Connection, about: list[tuple[int, int]], on: date) -> dict[int, int]:
    """Who of those is written to by mail, and under which number their address is kept; for a child without an address
    of its own, whoever stands for the household."""
    if not about or connection.scalar(select(person_mail.c.id).where(person_mail.c.until.is_(None)).limit(1)) is None:
        return {}
    chosen = _chosen(connection, {person_id for person_id, _ in about})
    homes = {person_id: home for person_id, home in about if person_id not in chosen}
    if homes:
        born_after = date(on.year - OF_AGE, on.month, min(on.day, 28) if on.month == 2 else on.day)
        children = set(connection.scalars(
            select(identity.c.person_id).where(identity.c.person_id.in_(homes) & (identity.c.born_on > born_after))
        ))  # fmt: skip
        if children:
            people = read_people(connection, {homes[one] for one in children}, membership_only=True)
            heads = {_head(people, homes[one], on) for one in children} - {None}
            chosen |= _chosen(connection, {one for one in heads if one is not None})
    return chosen


def _chosen(connection: Connection, person_ids: set[int]) -> dict[int, int]:
    c = person_mail.c
    query = select(c.person_id, c.id).where(c.person_id.in_(person_ids) & c.until.is_(None)).order_by(c.id)
    return {row.person_id: row.id for row in connection.execute(query)}


def _head(people: People, household_id: int, on: date) -> int | None:
    """Who stands for the household on the day."""
    places: Mapping[int, object] = {
        one.person_id: one for one in people.by_household.get(household_id, ())
        if one.kinship == _HEAD and one.holds_on(on)
    }  # fmt: skip
    return next(iter(places), None)
