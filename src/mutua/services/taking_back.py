"""What comes back when a decision is taken back: to the ceilings, to the society, from the member."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.rules.model import Ruleset, Unit
from mutua.services.plan_book import BookedPlan, PlanBook
from mutua.services.recording import Standing, standing_of
from mutua.store.claims import read_claims
from mutua.store.database import Archive
from mutua.store.decisions import MovementRecord, movements_of
from mutua.store.ledger import legs_towards, owed_of


class Back(NamedTuple):
    """What one ceiling has again, in its unit, of the period that begins on the day; `rules`: those that know it."""

    pot: str
    title: str
    amount: int
    unit: Unit
    period: date
    rules: Ruleset


class Returns(NamedTuple):
    """`unpaid_cents` were granted and are no longer to be paid; `paid_cents` are paid already: the member owes them."""

    pots: tuple[Back, ...] = ()
    unpaid_cents: int = 0
    paid_cents: int = 0


def would_return(archive: Archive, plans: PlanBook, claim_id: int, today: date) -> Returns:
    """What taking the decision of the request, which is there, back now would bring."""
    with archive.snapshot() as connection:
        [record] = read_claims(connection, [claim_id])
        standing = standing_of(connection, claim_id)
    return returned_of(plans.get(record.plan_code), standing, today)


def returned_of(booked: BookedPlan | None, standing: Standing, today: date) -> Returns:
    """What taking back the decision that left this would bring."""
    changed = legs_towards(standing.accounts, {})
    drawn = [(one, one.used + one.reserved) for one in standing.movements]
    return Returns(_pots(booked, drawn), owed_of(standing.accounts, today), _recoverable(changed))


def returned_by(
    connection: Connection, booked: BookedPlan | None, chain_id: int, position: int, legs: Mapping[str, int]
) -> Returns:
    """What a reversal that was recorded brought back; `legs`: of its entry in the books."""
    drawn = [(one, -(one.used + one.reserved)) for one in movements_of(connection, chain_id, position)]
    unpaid = sum(cents for account, cents in legs.items() if account.startswith("payable:"))
    return Returns(_pots(booked, drawn), max(0, unpaid), _recoverable(legs))


def _recoverable(legs: Mapping[str, int]) -> int:
    return max(0, sum(cents for account, cents in legs.items() if account.startswith("recoverable:")))


def _pots(booked: BookedPlan | None, drawn: list[tuple[MovementRecord, int]]) -> tuple[Back, ...]:
    """By ceiling and period; those that no regulation knows any more are left out, and those with nothing too."""
    if booked is None:
        return ()
    found: dict[tuple[str, date], int] = {}
    for one, amount in drawn:
        found[one.pot, one.period] = found.get((one.pot, one.period), 0) + amount
    told = []
    for (counter, period), amount in sorted(found.items()):
        known = [
            (pot.name, pot.title, version)
            for version in reversed(booked.plan.versions) for pot in version.pots.values() if pot.counter == counter
        ]  # fmt: skip
        unit = booked.units.get(counter)
        if known and unit is not None and amount > 0:
            name, title, rules = known[0]
            told.append(Back(name, title or counter, amount, unit, period, rules))
    return tuple(told)
