"""What a mail to a firm says, made when it goes, from what lies on the firm's side of the wall alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from mutua.domain.mail_address import read_mail_address
from mutua.domain.mails import FirmMailKind
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.decide_claim import Refusal
from mutua.services.firm_link import unchanged_link
from mutua.services.firm_mail import address_of_firm, login_of_firms, month_number, waited_for
from mutua.services.firm_watch import silent_firms
from mutua.services.posting import Addressed
from mutua.store.ids import Ids
from mutua.store.tables_firms import staff_list
from mutua.store.tables_roster import firm_statement
from mutua.store.wall import WalledArchive
from mutua.wording.mails import ListShort, Sender, StatementTold, Words, to_consultant, to_firm


@dataclass(frozen=True, slots=True)
class FirmLetter:
    """Makes mails to firms. Its archive is behind the wall: nothing else can be read for them."""

    archive: WalledArchive
    sender: Sender
    actor_id: int
    ids: Ids

    def make(self, row: Any, now: datetime) -> Addressed | str:
        """The mail, or why it will never go."""
        with self.archive.reader.begin() as connection:
            address = read_mail_address(address_of_firm(connection, row.firm_id))
        if not isinstance(address, str):
            return "no_address"
        words = self._words(FirmMailKind(row.kind), row, now)
        return words if isinstance(words, str) else Addressed(address, row.public_id, row.made_at, words)

    def _words(self, kind: FirmMailKind, row: Any, now: datetime) -> Words | str:
        if kind is FirmMailKind.MONTH:
            return self._month(row, now)
        if kind is FirmMailKind.LOGIN:
            return to_firm(kind, self.sender)
        with self.archive.reader.begin() as connection:
            return self._statement(connection, row) if kind is FirmMailKind.STATEMENT else self._list(connection, row)

    def _month(self, row: Any, now: datetime) -> Words | str:
        """The question with a link of its own, which nobody else has."""
        if row.about != month_number(now):
            return "too_late"
        month = date(row.about // 100, row.about % 100, 1)
        with self.archive.reader.begin() as connection:
            silent = {one.firm_id for one in silent_firms(connection, month)}
            login = login_of_firms(connection).get(row.firm_id)
            waiting = waited_for(connection, day_in_rome(now), silent).get(row.firm_id)
        if waiting is not None:
            return to_consultant(self.sender, month, waiting)
        if row.firm_id not in silent:
            return "answered"
        link = "no_login" if login is None else unchanged_link(
            self.archive, login, actor_id=self.actor_id, now=now, ids=self.ids
        )  # fmt: skip
        if login is None or isinstance(link, Refusal):
            return "no_login"
        return to_firm(FirmMailKind.MONTH, self.sender, month=month, link=f"{self.sender.address}/nulla/{link}")

    def _statement(self, connection: Connection, row: Any) -> Words | str:
        c = firm_statement.c
        told = connection.execute(
            select(c.contribution_cents, c.fund_cents, c.due_on).where(
                (c.statement_id == row.about) & (c.firm_id == row.firm_id)
            )
        ).one_or_none()
        if told is None:
            return "gone"
        made = StatementTold(row.about, told.contribution_cents + told.fund_cents, told.due_on)
        return to_firm(FirmMailKind.STATEMENT, self.sender, statement=made)

    def _list(self, connection: Connection, row: Any) -> Words | str:
        c = staff_list.c
        told = connection.execute(
            select(c.listed_on, c.new_count, c.ended_count, c.changed_count).where(
                (c.list_id == row.about) & (c.firm_id == row.firm_id)
            )
        ).one_or_none()
        if told is None:
            return "gone"
        return to_firm(FirmMailKind.LIST, self.sender, told=ListShort(*told))
