"""To which account a request is paid, under whose name: the person's own, else that of the head of the household.

What banks compare is the name of the holder of the account, whoever was treated. Who has no account of their own (a
child) is paid on the account of the head of the household of today.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.identifiers.iban import Iban, read_iban
from mutua.domain.identifiers.iban_forms import EURO_PAYMENTS_AREA
from mutua.domain.payment_text import NAME, payment_text
from mutua.domain.records import Identity
from mutua.store.members import read_deaths
from mutua.store.people import Place, households_of, read_people
from mutua.store.who import read_identities

_HEAD = "titolare"


class Payee(NamedTuple):
    """Who is paid. `why_not`: a code of `wording.payments.LEFT_OUT`; "" where they can be: the account is right."""

    person_id: int | None
    holder: str = ""
    iban: str = ""
    why_not: str = ""


def payees(connection: Connection, person_ids: Iterable[int], on: date) -> dict[int, Payee]:
    """Who is paid for each of the people, as things stand now; `on`: who stands for their household on the day."""
    wanted = set(person_ids)
    who = read_identities(connection, wanted)
    without = {id_ for id_ in wanted if id_ not in who or not who[id_].iban}
    heads = _heads(connection, without, on)
    who.update(read_identities(connection, set(heads.values()) - who.keys()))
    dead = read_deaths(connection, {*wanted, *heads.values()})
    found = {}
    for person_id in wanted:
        holder = heads.get(person_id, person_id)
        if person_id in dead or holder in dead:
            found[person_id] = Payee(None, why_not="heirs")  # whom they left it to is a matter for the counter
        else:
            found[person_id] = _payee(holder, who.get(holder))
    return found


def _payee(person_id: int, who: Identity | None) -> Payee:
    if who is None or not who.iban:
        return Payee(None, why_not="account_missing")
    iban = read_iban(who.iban)
    holder = f"{who.surname} {who.given_name}".strip()
    if not isinstance(iban, Iban):
        return Payee(person_id, holder, why_not="account_wrong")
    if iban.country not in EURO_PAYMENTS_AREA:
        return Payee(person_id, holder, why_not="account_outside")
    if not payment_text(holder, NAME):
        return Payee(person_id, holder, why_not="holder_unwritable")
    return Payee(person_id, holder, iban.text)


def _heads(connection: Connection, person_ids: set[int], on: date) -> dict[int, int]:
    """Who stands for the household in which each of the people is on the day, if somebody does."""
    if not person_ids:
        return {}
    homes = households_of(connection, sorted(person_ids))
    people = read_people(connection, {home for some in homes.values() for home in some})
    found = {}
    for person_id in person_ids:
        places = [one for home in homes.get(person_id, ()) for one in people.by_household.get(home, ())]
        own = [one for one in places if one.person_id == person_id and one.holds_on(on)]
        head = _head_of([one for one in places if own and one.household_id == own[-1].household_id], on)
        if head is not None:
            found[person_id] = head
    return found


def _head_of(places: list[Place], on: date) -> int | None:
    there = [one for one in places if one.kinship == _HEAD and one.holds_on(on)]
    return there[-1].person_id if there else None
