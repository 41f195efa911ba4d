"""The plans that a society has: those that cover somebody, and the others of the same folder of regulations."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from mutua.services.asked import plans_asked
from mutua.services.household_account import plan_title
from mutua.services.plan_book import PlanBook
from mutua.services.statutes import SOCIETY_FOLDER
from mutua.store.settings import read_setting
from mutua.store.tables import cover


def plans_offered(connection: Connection, plans: PlanBook) -> list[tuple[str, str]]:
    """Code and title of each, by title; a plan with mistakes is left out, as if it were not there."""
    used = set(connection.scalars(select(cover.c.plan_code).distinct()))
    folders = {code.partition("/")[0] for code in used} | {read_setting(connection, SOCIETY_FOLDER)}
    codes = used | {code for code in plans.codes() if code.partition("/")[0] in folders}
    found = [(code, plan_title(plans, code)) for code in codes if plans.get(code) is not None]
    return sorted(found, key=lambda one: (one[1], one[0]))


def plans_for_sheets(connection: Connection, plans: PlanBook) -> list[tuple[str, str]]:
    """The same; every plan there is, with its code, where the society has none yet: its first sheet says which."""
    found = plans_offered(connection, plans)
    if found:
        return found
    every = [(code, f"{plan_title(plans, code)} ({code})") for code in plans.codes() if plans.get(code) is not None]
    return sorted(every, key=lambda one: (one[1], one[0]))


def assistances_offered(plans: PlanBook, codes: Iterable[str]) -> list[str]:
    """The covers of these plans by name, each once."""
    asked = plans_asked(plans, codes)
    return sorted({name for one in asked.values() for name in one.covers})
