"""What is left of a request after something was done with it: what is owed, deferred, to be recovered, set aside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from mutua.rules.model import Unit
from mutua.services.plan_book import BookedPlan, PlanBook
from mutua.store.claims import read_claims
from mutua.store.database import Archive
from mutua.store.decisions import reserved_by
from mutua.store.ledger import balances_of_claim, due_from, legs_due, owed_of


class SetAside(NamedTuple):
    """What an authorisation still has set aside of a ceiling, in the ceiling's unit (None: no plan says which)."""

    title: str
    amount: int
    unit: Unit | None


class ClaimLeft(NamedTuple):
    """What is left, in cents; `waits`: the request waits for a decision."""

    waits: bool
    owed_cents: int = 0
    deferred: tuple[tuple[date, int], ...] = ()  # by the day from which it is due
    recoverable_cents: int = 0
    set_aside: tuple[SetAside, ...] = ()
    decided_cents: int = 0  # what the decision in force gives, what is due later included, by the books


def claim_left(archive: Archive, plans: PlanBook, claim_id: int, today: date) -> ClaimLeft:
    """What is left of the request today. Nothing of one that is not there."""
    with archive.snapshot() as connection:
        records = read_claims(connection, [claim_id])
        if not records:
            return ClaimLeft(False)
        [record] = records
        accounts = balances_of_claim(connection, claim_id)
        still: dict[str, int] = {}
        if record.authorisation:
            for authorisation, pot, _, _, amount in reserved_by(connection, [record.household_id]):
                if authorisation == claim_id and amount > 0:
                    still[pot] = still.get(pot, 0) + amount
        aside = tuple(_set_aside(plans.get(record.plan_code), pot, amount) for pot, amount in sorted(still.items()))
    begun = legs_due(accounts, today)
    now = {account: accounts.get(account, 0) + begun.get(account, 0) for account in {*accounts, *begun}}
    return ClaimLeft(
        record.pending, owed_of(accounts, today), tuple(sorted(_deferred(now).items())),
        sum(cents for account, cents in now.items() if account.startswith("recoverable:")), aside,
        sum(cents for account, cents in now.items() if account.startswith("cost:")),
    )  # fmt: skip


def _deferred(accounts: Mapping[str, int]) -> dict[date, int]:
    """What is put off, by the day from which it is due."""
    found: dict[date, int] = {}
    for account, cents in accounts.items():
        day = due_from(account)
        if day is not None and cents:
            found[day] = found.get(day, 0) - cents
    return found


def _set_aside(booked: BookedPlan | None, counter: str, amount: int) -> SetAside:
    if booked is None:
        return SetAside(counter, amount, None)
    titles = {pot.counter: pot.title for version in booked.plan.versions for pot in version.pots.values()}
    return SetAside(titles.get(counter) or counter, amount, booked.units.get(counter))
