"""The mails that wait, went or did not go, as the office sees them: of which kind and to whom, never what they say."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, delete, select, update

from mutua.domain.mails import MOST_TRIES
from mutua.store.database import Archive
from mutua.store.tables import firm, firm_mail, identity, mail_waiting, person
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

WAITING, SENT, GIVEN_UP = "waiting", "sent", "given_up"
MOST = 500  # of a page, the newest


class MailListed(NamedTuple):
    """A mail. `to`: how pages name the person or the firm, `name`: how they are called. `failed`: why the last try did
    not work, by code."""

    name_of_mail: str
    kind: str
    state: str
    of_firm: bool
    to: str
    name: str
    made_at: datetime
    next_at: datetime
    tries: int
    sent_at: datetime | None
    failed: str


def list_mails(connection: Connection, *, without: Collection[int] = ()) -> list[MailListed]:
    """The newest mails first; `without`: none to any of these people."""
    m, f = mail_waiting.c, firm_mail.c
    people = (
        select(mail_waiting, person.c.public_id.label("to"), identity.c.surname, identity.c.given_name)
        .join(person, person.c.id == m.person_id)
        .outerjoin(identity, identity.c.person_id == m.person_id)
        .where(m.person_id.not_in(sorted(without)))
        .order_by(m.id.desc()).limit(MOST)
    )  # fmt: skip
    firms = (
        select(firm_mail, firm.c.public_id.label("to"), firm.c.name).join(firm, firm.c.id == f.firm_id)
        .order_by(f.id.desc()).limit(MOST)
    )  # fmt: skip
    found = [
        MailListed(
            row.public_id, row.kind, _state(row.sent_at, row.tries), False, row.to,
            f"{row.surname or ''} {row.given_name or ''}".strip(), row.made_at, row.next_at, row.tries, row.sent_at,
            row.failed,
        )
        for row in connection.execute(people)
    ]  # fmt: skip
    found += [
        MailListed(row.public_id, row.kind, _state(row.sent_at, row.tries), True, row.to, row.name, row.made_at,
                   row.next_at, row.tries, row.sent_at, row.failed)
        for row in connection.execute(firms)
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.made_at, reverse=True)[:MOST]


def _state(sent_at: datetime | None, tries: int) -> str:
    if sent_at is not None:
        return SENT
    return GIVEN_UP if tries >= MOST_TRIES else WAITING


def try_again(
    archive: Archive, name: str, *, actor_id: int, now: datetime, without: Collection[int] = ()
) -> bool:
    """The mail with this name goes again at once, as if it never was tried; False where none waits or was given up."""

    def work(unit: UnitOfWork) -> bool:
        values = {"tries": 0, "failed": "", "next_at": unit.now}
        return any(
            unit.connection.execute(update(table).where(_of(table, name, without)).values(**values)).rowcount
            for table in (mail_waiting, firm_mail)
        )

    return unit_of_work(archive, [], work, actor_id=actor_id, now=now)


def drop_mail(
    archive: Archive, name: str, *, actor_id: int, now: datetime, without: Collection[int] = ()
) -> bool:
    """The mail with this name never goes; False where none waits or was given up."""

    def work(unit: UnitOfWork) -> bool:
        return any(
            unit.connection.execute(delete(table).where(_of(table, name, without))).rowcount
            for table in (mail_waiting, firm_mail)
        )

    return unit_of_work(archive, [], work, actor_id=actor_id, now=now)


def _of(table: Table, name: str, without: Collection[int]) -> ColumnElement[bool]:
    found = (table.c.public_id == name) & table.c.sent_at.is_(None)
    return found & table.c.person_id.not_in(sorted(without)) if table is mail_waiting else found
