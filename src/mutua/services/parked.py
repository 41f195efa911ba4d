"""Households set aside because what is kept of them is damaged: which, since when, and let go when they are mended."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select

from mutua.rules.engine.calendar import day_in_rome
from mutua.services.decide_batch import release_household
from mutua.services.decide_claim import Refusal
from mutua.store.database import Archive
from mutua.store.tables import household, parked_household, pending_claim


class SetAsideHome(NamedTuple):
    """A household set aside; `cause` names the kind of fault and no fact, `waiting` how many of its requests wait."""

    household_id: int
    code: str
    parked_on: date
    cause: str
    waiting: int


def parked_households(archive: Archive) -> list[SetAsideHome]:
    """Every household that is set aside, by code."""
    waiting = (
        select(func.count())
        .where(pending_claim.c.household_id == household.c.id)
        .correlate(household)
        .scalar_subquery()
    )
    query = (
        select(household.c.id, household.c.code, parked_household.c.parked_at, parked_household.c.cause, waiting)
        .join_from(parked_household, household, household.c.id == parked_household.c.household_id)
        .order_by(household.c.code)
    )
    with archive.reader.begin() as connection:
        return [SetAsideHome(row[0], row[1], day_in_rome(row[2]), row[3], row[4]) for row in connection.execute(query)]


def release_parked_household(archive: Archive, code: str, *, actor_id: int, now: datetime) -> SetAsideHome | Refusal:
    """Takes a household off the list. Refuses one that is not on it."""
    found = next((one for one in parked_households(archive) if one.code == code), None)
    if found is None or not release_household(archive, found.household_id, actor_id=actor_id, now=now):
        return Refusal("household_not_parked", code)
    return found
