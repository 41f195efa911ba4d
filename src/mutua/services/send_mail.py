"""Sending what waits: each mail is taken, made, handed over, noted. Those to firms first, behind the wall before firms.

A mail is taken in a transaction of its own before it goes, and noted in another after it went. Whoever is stopped
between the two sends it once more later, with the same Message-ID; two who send at once never take the same one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Table, delete, select, update

from mutua.domain.mail_address import read_mail_address
from mutua.domain.mails import ENTRY_LASTS, FOR_GOOD, KEPT, MOST_TRIES, STALE, MailKind, next_try
from mutua.services.entry_links import Purpose, make_link
from mutua.services.firm_mail_words import FirmLetter
from mutua.services.mail_settings import MailSettings, mail_settings
from mutua.services.posting import Addressed, Closed, Counter, Post, mail_of
from mutua.services.society import letterhead
from mutua.store.accounts import find_account
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.settings import SOCIETY_NAME, read_setting
from mutua.store.tables import account, firm_mail, mail_waiting, person_mail
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.wall import walled
from mutua.wording.mails import Sender, to_person

AT_ONCE = 200  # mails of each kind of reader in one go: those to firms never wait long behind those to people
Maker = Callable[[Any, datetime], Addressed | str]


@dataclass(frozen=True, slots=True)
class Sending:
    """What is needed to send: the archive, a clock, who acts, names for what is made on the way."""

    archive: Archive
    clock: Callable[[], datetime]
    actor_id: int
    ids: Ids


class Went(NamedTuple):
    """How many mails went and how many did not; `problem`: why the post office took none at all, by code."""

    sent: int = 0
    failed: int = 0
    problem: str = ""


def send_waiting(by: Sending, post: Post) -> Went:
    """Sends what is due, 200 to firms and 200 to people at most. Nothing is tried where the post office is closed."""
    with by.archive.reader.begin() as connection:
        settings, sender = mail_settings(connection), sender_of(connection)
        waits = any(_due(connection, table, by.clock()) for table in (firm_mail, mail_waiting))
    if not settings.ready:
        return Went(problem="not_set_up" if waits else "")
    _forget(by)
    if not waits:
        return Went()
    try:
        with post.open() as counter:
            firms = FirmLetter(walled(by.archive), sender, by.actor_id, by.ids)
            people = PersonLetter(by, sender)
            queues = (
                _Queue(by, firms.archive, firm_mail, firms.make, settings, sender),
                _Queue(by, by.archive, mail_waiting, people.make, settings, sender),
            )
            sent = failed = 0
            for queue in queues:
                one = queue.send(counter)
                sent, failed = sent + one.sent, failed + one.failed
                if one.problem:
                    return Went(sent, failed, one.problem)
            return Went(sent, failed)
    except Closed as closed:
        return Went(problem=closed.code)


def sender_of(connection: Connection) -> Sender:
    """Who writes, as the settings and the head of the society's papers say."""
    head = letterhead(connection)
    name = head.name or read_setting(connection, SOCIETY_NAME) or "mutua"
    return Sender(name, head.phone, mail_settings(connection).public_address)


def _due(connection: Connection, table: Table, now: datetime) -> list[int]:
    c = table.c
    query = select(c.id).where(c.sent_at.is_(None) & (c.tries < MOST_TRIES) & (c.next_at <= now))
    return list(connection.scalars(query.order_by(c.id).limit(AT_ONCE)))


def _forget(by: Sending) -> None:
    """That a mail went is known for 90 days."""
    before = by.clock() - KEPT

    def work(unit: UnitOfWork) -> None:
        for table in (firm_mail, mail_waiting):
            unit.connection.execute(delete(table).where(table.c.sent_at < before))

    unit_of_work(by.archive, [], work, actor_id=by.actor_id, now=by.clock())


class _Queue(NamedTuple):
    """The mails of one table, and how they are made."""

    by: Sending
    archive: Archive
    table: Table
    make: Maker
    settings: MailSettings
    sender: Sender

    def send(self, counter: Counter) -> Went:
        sent = failed = 0
        with self.archive.reader.begin() as connection:
            due = _due(connection, self.table, self.by.clock())
        for id_ in due:
            row = self._take(id_)
            if row is None:
                continue  # somebody else sends it
            now = self.by.clock()
            made = "too_late" if now - row.made_at > STALE else self.make(row, now)
            told = made if isinstance(made, str) else counter.hand_over(self._mail(made))
            noted(self, id_, told)
            sent, failed = sent + (not told), failed + bool(told)
            if told == "cut_off":
                return Went(sent, failed, told)
        return Went(sent, failed)

    def _mail(self, made: Addressed) -> EmailMessage:
        return mail_of(made, self.settings, self.sender)

    def _take(self, id_: int) -> Row[Any] | None:
        """The mail, which from now on nobody else takes until its pause is over; None where somebody else took it."""
        now, c = self.by.clock(), self.table.c

        def work(unit: UnitOfWork) -> Row[Any] | None:
            query = select(self.table).where((c.id == id_) & c.sent_at.is_(None) & (c.next_at <= now))
            row = unit.connection.execute(query).one_or_none()
            if row is None or row.tries >= MOST_TRIES:
                return None
            taken = unit.connection.execute(
                update(self.table)
                .where((c.id == id_) & (c.tries == row.tries) & c.sent_at.is_(None))
                .values(tries=row.tries + 1, next_at=now + next_try(row.tries + 1))
            )
            return row if taken.rowcount == 1 else None

        return unit_of_work(self.archive, [], work, actor_id=self.by.actor_id, now=now)


def noted(queue: _Queue, id_: int, failed: str) -> None:
    """How it went: sent, or why not; what never mends is not tried again."""
    now = queue.by.clock()
    values: dict[str, Any] = {"failed": failed}
    if not failed:
        values["sent_at"] = now
    elif failed in FOR_GOOD:
        values["tries"] = MOST_TRIES

    def work(unit: UnitOfWork) -> None:
        unit.connection.execute(update(queue.table).where(queue.table.c.id == id_).values(**values))

    unit_of_work(queue.archive, [], work, actor_id=queue.by.actor_id, now=now)


@dataclass(frozen=True, slots=True)
class PersonLetter:
    """Makes mails to people, at the moment they go."""

    by: Sending
    sender: Sender

    def make(self, row: Any, now: datetime) -> Addressed | str:
        """The mail, or why it will never go."""
        kind = MailKind(row.kind)
        with self.by.archive.reader.begin() as connection:
            chosen = connection.execute(select(person_mail).where(person_mail.c.id == row.address_id)).one_or_none()
            login = None if row.account_id is None else find_account(connection, account.c.id == row.account_id)
        address = "" if chosen is None else read_mail_address(chosen.address)
        if chosen is None or not isinstance(address, str) or not address:
            return "no_address"
        if chosen.until is not None and kind not in (MailKind.ACCOUNT, MailKind.ADDRESS):
            return "not_wanted"
        link = ""
        if kind is MailKind.ENTRY:
            if now - row.made_at > ENTRY_LASTS:
                return "too_late"
            if login is None or login.disabled_at is not None:
                return "no_login"
            token = make_link(self.by.archive, login.id, Purpose.ENTER, lasts=ENTRY_LASTS,
                              actor_id=self.by.actor_id, now=now)  # fmt: skip
            link = f"{self.sender.address}/entra/link/{token}"
        return Addressed(address, row.public_id, row.made_at, to_person(kind, self.sender, link=link))
