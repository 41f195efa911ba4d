"""Mails to firms, as they come to wait: in the unit of work of what happened, to whoever the firm said to write to.

Everything here is reached through the wall before firms too: nothing of anybody's health can come in.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from mutua.domain.access import Role
from mutua.domain.mails import FirmMailKind
from mutua.domain.months import first_of
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.firm_watch import silent_firms
from mutua.services.mail_settings import mail_is_on
from mutua.store.accounts import read_accounts
from mutua.store.database import Archive
from mutua.store.firm_view import views_of_intermediary
from mutua.store.ids import Ids
from mutua.store.tables import account, account_firm, firm_mail
from mutua.store.tables_firms import firm_contact
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.wall import walled


def address_of_firm(connection: Connection, firm_id: int) -> str:
    """Where the firm wants to be written to by mail, as it was told; "" where nobody said."""
    return connection.scalar(select(firm_contact.c.email).where(firm_contact.c.firm_id == firm_id)) or ""


def tell_firm(unit: UnitOfWork, kind: FirmMailKind, firm_id: int, about: int) -> bool:
    """A mail to the firm about a month, a statement, a list or a login; False where one waits or went already, the firm
    has no address, or the society writes no mails. About a login it may go again, once the one before was tried."""
    if not mail_is_on(unit.connection) or not address_of_firm(unit.connection, firm_id):
        return False
    unit.take_turn(f"firm mail\0{firm_id}")
    c = firm_mail.c
    same = (c.firm_id == firm_id) & (c.kind == kind.value) & (c.about == about)
    if kind is FirmMailKind.LOGIN:
        same &= (c.tries == 0) & c.sent_at.is_(None)
    if unit.connection.scalar(select(c.id).where(same).limit(1)) is not None:
        return False
    unit.connection.execute(insert(firm_mail).values(
        public_id=new_name(), kind=kind.value, firm_id=firm_id, about=about, made_at=unit.now, next_at=unit.now,
        tries=0, sent_at=None, failed="",
    ))  # fmt: skip
    return True


def new_name() -> str:
    """By which a mail is known outside: by chance, so that it tells nothing."""
    return Ids().public()


def month_number(moment: datetime) -> int:
    """The month as 202606."""
    day = day_in_rome(moment)
    return day.year * 100 + day.month


def ask_of_month(archive: Archive, *, actor_id: int, now: datetime) -> int:
    """Asks each firm with a login, a plan in force and an address whether anything changed this month, and each
    consultant with both of the firms they act for; who said something already, or was asked, is not. How many are."""

    def work(unit: UnitOfWork) -> int:
        silent = {one.firm_id for one in silent_firms(unit.connection, first_of(day_in_rome(unit.now)))}
        own = silent & login_of_firms(unit.connection).keys()
        wanted = sorted(own | waited_for(unit.connection, day_in_rome(unit.now), silent).keys())
        return sum(tell_firm(unit, FirmMailKind.MONTH, firm_id, month_number(unit.now)) for firm_id in wanted)

    return unit_of_work(walled(archive), [], work, actor_id=actor_id, now=now)


def waited_for(connection: Connection, today: date, silent: Collection[int]) -> dict[int, int]:
    """Of each consultant with a login of their own, how many of the firms that let them enrol people said nothing yet;
    who has none of them is left out."""
    found = {}
    for one in login_of_firms(connection, intermediary=True):
        views = views_of_intermediary(connection, one, today)
        firms = {view.firm_id for view in views if view.may_enrol and view.firm_id in silent}
        if firms:
            found[one] = len(firms)
    return found


def login_of_firms(connection: Connection, *, intermediary: bool = False) -> dict[int, int]:
    """Of each firm that may enter itself, the login that was made first: by firm, the number of the login.
    `intermediary`: of each consultant instead."""
    which = account_firm.c.intermediary == int(intermediary)
    own = account.c.id.in_(select(account_firm.c.account_id).where(which))
    logins = {
        one.id for one in read_accounts(connection, own) if one.disabled_at is None and Role.FIRM in one.roles
    }
    found: dict[int, int] = {}
    query = select(account_firm.c.firm_id, account_firm.c.account_id).order_by(account_firm.c.account_id)
    for firm_id, account_id in connection.execute(query.where(which)):
        if account_id in logins:
            found.setdefault(firm_id, account_id)
    return found
