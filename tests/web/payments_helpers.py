"""Bank day at the counter of the tests: the society's account, Anna's, and what is owed to her."""

from __future__ import annotations

from sqlalchemy import update

from mutua.domain.access import Role
from mutua.services.claim_life import Desktop
from mutua.services.collect_debits import CUC, change_creditor
from mutua.services.payment_runs import Wanted, prepare
from mutua.services.society import change_letterhead
from mutua.store.payment_runs import RunTold
from mutua.store.tables import identity
from services.payment_helpers import ANNAS, PAY_ON, SOCIETYS
from web.counter import Counter


def ready_to_pay(counter: Counter, *cents: int) -> list[int]:
    """Requests of Anna's that were decided, seventy per cent of each owed; everything that a file needs is there."""
    society = counter.society
    at = Desktop(counter.archive, society.plans, society.actor_id, counter.clock.now, society.ids)
    with counter.archive.writer.begin() as connection:
        assert change_letterhead(connection, {"name": "Mutua di prova", "iban": SOCIETYS}) == []
    change_creditor(at, {CUC: "ABCD1234"})
    account(counter, "Anna", ANNAS)
    claims = [society.claim("Anna", "VIS", one) for one in cents]
    for one in claims:
        society.decide(one)
    return claims


def account(counter: Counter, name: str, iban: str) -> None:
    with counter.archive.writer.begin() as connection:
        own = identity.c.person_id == counter.society.people[name]
        connection.execute(update(identity).where(own).values(iban=iban))


def prepared_run(counter: Counter) -> RunTold:
    """A run of one payment, prepared by the program."""
    counter.account("capo", [Role.CLERK])  # a society in which somebody has a login: two people are needed
    ready_to_pay(counter, 10_000)
    society = counter.society
    at = Desktop(counter.archive, society.plans, society.actor_id, counter.clock.now, society.ids)
    made = prepare(at, Wanted(PAY_ON))
    assert isinstance(made, RunTold), made
    return made
