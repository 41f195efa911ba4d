"""Putting people and requests into the archive: a new household, a new person in it, a request that arrives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, insert, select

from mutua.domain.case import Arrears, Cover
from mutua.domain.records import ClaimTold, ContributionTold, LineTold, PersonTold
from mutua.rules.case_content import encode_facts
from mutua.store.base import written_instant
from mutua.store.claims import ClaimRecord, LineRecord, await_decision, next_numbers, tell_claim
from mutua.store.ids import Ids
from mutua.store.ledger import book_entry
from mutua.store.owed import keep_owed
from mutua.store.people import (
    FactRow,
    Place,
    firm_named,
    new_household,
    new_person,
    tell_contribution,
    tell_cover,
    tell_employment,
    tell_fact,
    tell_place,
)
from mutua.store.tables import actor, claim, household, provider
from mutua.store.unit_of_work import Entry, UnitOfWork

_NONE: Mapping[str, int] = MappingProxyType({})
# Facts of a line that have a column of their own, and what they are.
_COLUMNS = {"servizio": date, "spesa": int, "numero_fattura": str, "fattura": date, "gruppo": str}


def register_household(unit: UnitOfWork, people: Sequence[PersonTold], ids: Ids) -> dict[int, PersonTold]:
    """A new household with its people, in one entry of its chain; gives the id of each person.

    All of them name the same household code, which is new to the archive.
    """
    household_id = ids.number()
    new_household(unit, household_id, ids.public(), people[0].household_code)
    return add_people(unit, household_id, people, ids)


def add_people(unit: UnitOfWork, household_id: int, people: Sequence[PersonTold], ids: Ids) -> dict[int, PersonTold]:
    """New people in a household that is locked, in one entry; gives the id of each."""
    entry, made = unit.entry(household_id, "people"), {}
    number = _Numbers()
    for told in people:
        person_id = ids.number()
        new_person(unit, person_id, ids.public(), told.identity)
        made[person_id] = told
        place = Place(person_id, household_id, told.kinship, told.fiscally_dependent, told.effective_from, told.ends_on)
        tell_place(entry, number.next("place"), place)
        tell_about(unit, entry, number, person_id, told, ids)
    return made


class _Numbers:
    """The numbers of the rows of an entry, table by table."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def next(self, table: str) -> int:
        self._last[table] = self._last.get(table, 0) + 1
        return self._last[table]


def tell_about(unit: UnitOfWork, entry: Entry, number: _Numbers, person_id: int, told: PersonTold, ids: Ids) -> None:
    """Covers, answers and firm of a person."""
    for one in told.covers:
        cover = Cover(one.assistance, one.effective_from, one.ends_on, one.joined_on)
        tell_cover(entry, number.next("cover"), person_id, one.plan_code, cover)
    for fact in told.facts:
        row = FactRow(
            None if fact.of_household else person_id, fact.name, encode_facts({fact.name: fact.value}),
            fact.effective_from,
        )  # fmt: skip
        tell_fact(entry, number.next("fact"), row)
    if told.firm_name or told.firm_vat_number:
        firm_id = firm_named(unit, told.firm_name, told.firm_vat_number, ids.number(), ids.public())
        tell_employment(entry, number.next("employment"), person_id, firm_id, told.effective_from, told.ends_on)


def register_contribution(unit: UnitOfWork, household_id: int, told: ContributionTold) -> None:
    """A contribution of a locked household, with its entries in the books: due, and paid where it is."""
    due = Arrears(told.due_on, told.paid_on)
    entry = unit.entry(household_id, "contribution")
    tell_contribution(entry, 1, told.plan_code, told.amount_cents, due)
    unit.when_done(keep_owed, household_id)
    if told.amount_cents:
        cents = told.amount_cents
        book_entry(entry, 1, "contributions", told.due_on.isoformat(), "due", {"receivable": cents, "income": -cents})
        if told.paid_on is not None:
            paid = told.paid_on.isoformat()
            book_entry(entry, 2, "contributions", paid, "paid", {"bank": cents, "receivable": -cents})


def register_contribution_paid(unit: UnitOfWork, household_id: int, told: ContributionTold, paid_on: date) -> None:
    """A contribution of a locked household that was registered unpaid is paid, on that day."""
    entry = unit.entry(household_id, "contribution")
    tell_contribution(entry, 1, told.plan_code, told.amount_cents, Arrears(told.due_on, paid_on))
    unit.when_done(keep_owed, household_id)
    if told.amount_cents:
        legs = {"bank": told.amount_cents, "receivable": -told.amount_cents}
        book_entry(entry, 1, "contributions", paid_on.isoformat(), "paid", legs)


def household_by_code(connection: Connection, code: str) -> int | None:
    found = connection.scalar(select(household.c.id).where(household.c.code == code))
    return None if found is None else int(found)


# ---------------------------------------------------------------- requests


def receive_claims(
    unit: UnitOfWork, claims: Sequence[ClaimTold], households: Mapping[int, int], ids: Ids,
    files: Mapping[tuple[int, str], Sequence[str]] = MappingProxyType({}),
) -> list[int]:  # fmt: skip
    """Requests that arrive, in order, each on the chain of its person's household (locked); gives their numbers.

    A request whose public id is known already is the same request: its number is given, nothing is written.
    `files`: those delivered with the one request, by the line (0: the whole) and the name of the paper they are.
    """
    known = known_claims(unit.connection, [one.public_id for one in claims])
    fresh = [one for one in claims if one.public_id not in known]
    first = next_numbers(unit, "claim", len(fresh)) if fresh else 0
    names = dict.fromkeys(line.provider for one in fresh for line in one.lines if line.provider)
    providers = {name: provider_named(unit, name, ids) for name in names}
    waiting: list[tuple[int, int]] = []
    for claim_id, told in enumerate(fresh, first):
        household_id = households[told.person_id]
        record = claim_record(unit.connection, claim_id, household_id, told, known, providers)
        tell_claim(unit.entry(household_id, "claim"), record, told.channel, written_instant(told.received_at), files)
        known[told.public_id] = claim_id
        waiting.append((claim_id, household_id))
    unit.flush()
    await_decision(unit, waiting)
    return [known[one.public_id] for one in claims]


def known_claims(connection: Connection, public_ids: Sequence[str]) -> dict[str, int]:
    """The numbers of the requests with these public ids; unknown ones are left out."""
    found: dict[str, int] = {}
    for first in range(0, len(public_ids), 1000):
        query = select(claim.c.public_id, claim.c.claim_id).where(
            claim.c.public_id.in_(list(public_ids[first : first + 1000]))
        )
        found.update((public_id, claim_id) for public_id, claim_id in connection.execute(query))
    return found


def claim_record(
    connection: Connection, claim_id: int, household_id: int, told: ClaimTold, known: Mapping[str, int] = _NONE,
    providers: Mapping[str, int] = _NONE,
) -> ClaimRecord:  # fmt: skip
    """The request as the archive keeps it. `known`: requests it may name that are not in the archive yet."""
    lines = [_line(number, line, providers) for number, line in enumerate(told.lines, 1)]
    return ClaimRecord(
        claim_id,
        told.public_id,
        household_id,
        told.person_id,
        told.plan_code,
        told.received_at,
        told.authorises,
        _named(connection, told.authorised_by, known),
        told.expires_on,
        encode_facts(told.facts),
        lines,
        papers=dict(told.papers),
        reference=told.reference,
        tops_up_id=_named(connection, told.tops_up, known),
    )


def _named(connection: Connection, public_id: str, known: Mapping[str, int]) -> int | None:
    """The number of a request that another names; None where it names none."""
    if not public_id:
        return None
    return known[public_id] if public_id in known else known_claims(connection, [public_id])[public_id]


def _line(number: int, told: LineTold, providers: Mapping[str, int]) -> LineRecord:
    own: dict[str, Any] = {name: value for name, value in told.facts.items() if type(value) is _COLUMNS.get(name)}
    others = {name: value for name, value in told.facts.items() if name not in own}
    return LineRecord(
        number,
        told.benefit,
        service_on=own.get("servizio"),
        expense_cents=own.get("spesa"),
        invoice_number=own.get("numero_fattura"),
        invoiced_on=own.get("fattura"),
        group_code=own.get("gruppo"),
        provider_id=providers.get(told.provider),
        facts=encode_facts(others),
        papers=dict(told.papers),
    )


def provider_named(unit: UnitOfWork, name: str, ids: Ids) -> int:
    """The provider with the name, made where it is new."""
    known = select(provider.c.id).where(provider.c.name == name)
    found = unit.connection.scalar(known)
    if found is None:
        unit.take_turn(f"provider\0{name}")
        found = unit.connection.scalar(known)
    if found is None:
        made = unit.connection.execute(insert(provider).values(public_id=ids.public(), name=name))
        key = made.inserted_primary_key
        assert key is not None
        found = key[0]
    return int(found)


def system_actor(connection: Connection, name: str, ids: Ids) -> int:
    """The program itself, as the one who records what nobody at a desk did."""
    found = connection.scalar(select(actor.c.id).where(actor.c.kind == "system"))
    if found is not None:
        return int(found)
    made = connection.execute(insert(actor).values(public_id=ids.public(), kind="system", name=name))
    key = made.inserted_primary_key
    assert key is not None
    return int(key[0])
