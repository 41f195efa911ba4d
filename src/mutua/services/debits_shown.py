"""Mandates and debits to look at: those of a household, what would be asked of the bank, what was asked and became."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.bank.match_values import PayerKey, PayerKind
from mutua.bank.reading import BankMistake
from mutua.services.bank_names import names_with_heads
from mutua.services.collect_debits import Wanted, plan_collection
from mutua.store.bulk import among
from mutua.store.debits import CollectionTold, DebitTold, Mandate, collections_told, debits_of, read_mandates
from mutua.store.tables import person

AT_ONCE = 25  # of a page


class HomeDebits(NamedTuple):
    """What a household signed, and what was asked of its accounts, the newest first; `references`: of mandates."""

    mandates: tuple[Mandate, ...]
    debits: tuple[DebitTold, ...]
    references: dict[int, str]


def debits_of_home(connection: Connection, household_id: int) -> HomeDebits:
    mandates = read_mandates(connection, household_id=household_id)
    debits = debits_of(connection, household_id=household_id)
    return HomeDebits(
        tuple(reversed(mandates)), tuple(reversed(debits)), {one.mandate_id: one.reference for one in mandates}
    )


class DebitShown(NamedTuple):
    """A debit with whose it is: the household's name and the person who signed; "" of one's own family."""

    debit: DebitTold
    name: str
    person_public_id: str
    mandate: str


class CollectionShown(NamedTuple):
    """A file of debits, with how many of them are how far, by state."""

    told: CollectionTold
    states: dict[str, int]


class Planned(NamedTuple):
    """A page of what a file would ask for, and all that is wrong with it. `left`: households by reason."""

    debits: tuple[DebitShown, ...]
    total: int
    cents: int
    pages: int
    mistakes: tuple[BankMistake, ...]
    left: dict[str, int]
    stamp: str


class Opened(NamedTuple):
    """A collection that was made, with a page of its debits: those that went back or were refused first."""

    collection: CollectionShown
    debits: tuple[DebitShown, ...]
    pages: int


def planned(
    connection: Connection, wanted: Wanted, now: datetime, number: int, without: Collection[int], language: str
) -> Planned:
    """A page of what would be asked of the bank now; nothing is written. `without`: households whose name stays out."""
    plan = plan_collection(connection, wanted, now)
    some = plan.debits[(number - 1) * AT_ONCE : number * AT_ONCE]
    return Planned(
        _named(connection, some, without, language), len(plan.debits), plan.collection.total_cents,
        max(1, -(-len(plan.debits) // AT_ONCE)), tuple(plan.mistakes), dict(Counter(why for _, why in plan.left)),
        plan.stamp,
    )  # fmt: skip


def collections_page(connection: Connection, number: int) -> tuple[tuple[CollectionShown, ...], int]:
    """A page of the files that were made, the newest first, and how many there are."""
    every = collections_told(connection)[::-1]
    return tuple(_counted(connection, one) for one in every[(number - 1) * AT_ONCE : number * AT_ONCE]), len(every)


def _counted(connection: Connection, told: CollectionTold) -> CollectionShown:
    debits = debits_of(connection, collection_id=told.collection_id)
    return CollectionShown(told, dict(Counter(one.event for one in debits)))


def collection_opened(
    connection: Connection, collection_id: int, number: int, without: Collection[int], language: str
) -> Opened | None:
    """A collection with a page of its debits; None where there is none."""
    told = next((one for one in collections_told(connection) if one.collection_id == collection_id), None)
    if told is None:
        return None
    debits = sorted(debits_of(connection, collection_id=collection_id),
                    key=lambda one: (one.event not in ("returned", "refused"), one.debit_id))  # fmt: skip
    some = debits[(number - 1) * AT_ONCE : number * AT_ONCE]
    return Opened(
        _counted(connection, told), _named(connection, some, without, language), max(1, -(-len(debits) // AT_ONCE))
    )


def people_of_collection(connection: Connection, collection_id: int) -> list[int]:
    """Whose accounts a collection debits."""
    mandates = {one.mandate_id: one for one in read_mandates(connection)}
    return sorted({mandates[one.mandate_id].person_id for one in debits_of(connection, collection_id=collection_id)})


def _named(
    connection: Connection, debits: Sequence[DebitTold], without: Collection[int], language: str
) -> tuple[DebitShown, ...]:
    mandates = {one.mandate_id: one for one in read_mandates(connection)} if debits else {}
    shown = [one for one in debits if one.household_id not in without]
    names = names_with_heads(
        connection, [PayerKey(PayerKind.HOUSEHOLD, one.household_id) for one in shown], language
    )
    people = _public_ids(connection, [mandates[one.mandate_id].person_id for one in shown])
    found = []
    for one in debits:
        mandate, seen = mandates[one.mandate_id], one.household_id not in without
        name = names.get(PayerKey(PayerKind.HOUSEHOLD, one.household_id), "") if seen else ""
        found.append(DebitShown(one, name, people.get(mandate.person_id, "") if seen else "", mandate.reference))
    return tuple(found)


def _public_ids(connection: Connection, person_ids: Iterable[int]) -> dict[int, str]:
    query = select(person.c.id, person.c.public_id).where(among(person.c.id))
    return {id_: str(public_id) for id_, public_id in connection.execute(query, {"ids": sorted(set(person_ids))})}
