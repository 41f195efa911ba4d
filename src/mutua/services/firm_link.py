"""The link in the monthly mail to a firm: whoever opens it may say that nothing changed, once, and sees no name."""

from __future__ import annotations

from datetime import datetime, timedelta

from mutua.rules.engine.calendar import day_in_rome
from mutua.services.decide_claim import Refusal
from mutua.services.entry_links import Purpose, make_link, use_link
from mutua.services.firm_door import open_door
from mutua.services.plan_book import PlanBook
from mutua.store.accounts import Account, find_account
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.tables import account
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.wall import walled

_NO_PLANS = PlanBook(lambda code: None)  # by such a link nobody comes and nobody goes
LASTS = timedelta(days=31)  # and never beyond the month it was made in


def unchanged_link(
    archive: Archive, account_id: int, *, actor_id: int, now: datetime, ids: Ids
) -> str | Refusal:
    """What is written into the address of a link for the login of one firm. Refuses any other login."""
    with archive.reader.begin() as connection:
        one = find_account(connection, account.c.id == account_id)
    door = None if one is None else open_door(archive, ids, one, now, _NO_PLANS)
    if door is None or door.intermediary:
        return Refusal("login_and_firm")
    return make_link(archive, account_id, Purpose.NOTHING_CHANGED, lasts=LASTS, actor_id=actor_id, now=now)


def say_unchanged(archive: Archive, token: str, *, actor_id: int, now: datetime, ids: Ids) -> bool:
    """Nothing changed at the firm of the link, this month. False where the link opens nothing."""
    beyond = walled(archive)

    def work(unit: UnitOfWork) -> tuple[Account, datetime] | None:
        return use_link(unit, token, Purpose.NOTHING_CHANGED)

    found = unit_of_work(beyond, [], work, actor_id=actor_id, now=now)
    if found is None or day_in_rome(found[1]).replace(day=1) != day_in_rome(now).replace(day=1):
        return False
    door = open_door(archive, ids, found[0], now, _NO_PLANS)
    return door is not None and not door.intermediary and not isinstance(door.nothing_changed(door.firms), Refusal)
