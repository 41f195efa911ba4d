"""A post office for the tests: it keeps what it is given, and does what a test wants of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from sqlalchemy import Table, select

from mutua.services.mail_settings import change_mail_settings
from mutua.services.posting import Closed, Counter
from mutua.services.send_mail import Sending, Went, send_waiting
from mutua.services.society import change_letterhead
from mutua.store.database import Archive
from mutua.store.ids import Ids

PUBLIC, SENDER = "https://mutua.example", "avvisi@mutua.example"
SET_UP = {"way": "smtp", "host": "smtp.mutua.example", "sender": SENDER, "public_address": PUBLIC}


@dataclass
class Box:
    """`answers`: what the next mails are answered, "" is taken; `closed`: why nobody gets in."""

    taken: list[EmailMessage] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    closed: str = ""
    then: Callable[[], None] = lambda: None  # once a mail is taken

    @contextmanager
    def open(self) -> Iterator[Counter]:
        if self.closed:
            raise Closed(self.closed)
        yield self

    def hand_over(self, mail: EmailMessage) -> str:
        told = self.answers.pop(0) if self.answers else ""
        if not told:
            self.taken.append(mail)
            self.then()
        return told

    def texts(self) -> list[str]:
        return [one.get_content() for one in self.taken]


def set_up(archive: Archive, **more: str) -> None:
    with archive.writer.begin() as connection:
        told = {"name": "Mutua di prova", "phone": "0121 000000"}
        assert change_letterhead(connection, told) == []
        assert change_mail_settings(connection, {**SET_UP, **more}, demo=False) == []


def send(archive: Archive, box: Box, now: datetime, actor_id: int) -> Went:
    return send_waiting(Sending(archive, lambda: now, actor_id, Ids()), box)


def rows(archive: Archive, table: Table) -> list[Any]:
    with archive.reader.begin() as connection:
        return list(connection.execute(select(table).order_by(table.c.id)))
