"""Who people are, found by the numbers they are known by; erasable, so it may find nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from sqlalchemy import Connection, exists, or_, select

from mutua.domain.records import Identity
from mutua.store.bulk import among
from mutua.store.tables import firm, household, identity, person, provider

T = TypeVar("T", int, str)
AT_ONCE = 10_000  # numbers asked for in one statement


_BY_CARD = select(identity.c.person_id, identity.c.card_number).where(among(identity.c.card_number))
_BY_CODE = select(identity.c.person_id, identity.c.fiscal_code).where(among(identity.c.fiscal_code))
_WHO = select(identity.c.person_id, *[identity.c[name] for name in Identity._fields]).where(
    among(identity.c.person_id)
)
_HOUSEHOLDS = select(household.c.code, household.c.id).where(among(household.c.code))
_CODES = select(household.c.id, household.c.code).where(among(household.c.id))


def anybody(connection: Connection) -> bool:
    """Whether the archive has any person or any household yet."""
    return bool(connection.scalar(_ANYBODY))


_ANYBODY = select(or_(exists(select(person.c.id)), exists(select(household.c.id))))


def people_by_number(connection: Connection, cards: Iterable[str], codes: Iterable[str]) -> dict[str, set[int]]:
    """The people with these card numbers and fiscal codes, by number."""
    found: dict[str, set[int]] = {}
    for query, wanted in ((_BY_CARD, cards), (_BY_CODE, codes)):
        for some in _batches(wanted, AT_ONCE):
            for person_id, number in connection.execute(query, {"ids": some}):
                found.setdefault(number, set()).add(person_id)
    return found


def read_identities(connection: Connection, person_ids: Iterable[int]) -> dict[int, Identity]:
    """Who the people are; those erased are left out."""
    found: dict[int, Identity] = {}
    names = list(Identity._fields)
    for some in _batches(person_ids, AT_ONCE):
        for person_id, *values in connection.execute(_WHO, {"ids": some}):
            told = {name: value for name, value in zip(names, values, strict=True) if value is not None}
            found[person_id] = Identity(**told)
    return found


def household_ids(connection: Connection, codes: Iterable[str]) -> dict[str, int]:
    """The households with these codes."""
    found: dict[str, int] = {}
    for some in _batches(codes, AT_ONCE):
        found.update((code, id_) for code, id_ in connection.execute(_HOUSEHOLDS, {"ids": some}))
    return found


def household_codes(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in _batches(ids, AT_ONCE):
        found.update((id_, code) for id_, code in connection.execute(_CODES, {"ids": some}))
    return found


def firms_like(connection: Connection, vat_numbers: Iterable[str], names: Iterable[str]) -> dict[str, int]:
    """Firms by VAT number and by name, as `firm_named` looks for them."""
    found: dict[str, int] = {}
    for some in _batches({*vat_numbers, *names}):
        query = select(firm.c.id, firm.c.vat_number, firm.c.name).where(
            or_(firm.c.vat_number.in_(some), firm.c.name.in_(some))
        )
        for id_, vat_number, name in connection.execute(query.order_by(firm.c.id.desc())):
            found[name] = id_
            if vat_number:
                found[vat_number] = id_
    return found


def providers_named(connection: Connection, names: Iterable[str]) -> dict[str, tuple[int, date | None]]:
    """Providers by name: the number of each and the day it closed (None: still open)."""
    found: dict[str, tuple[int, date | None]] = {}
    for some in _batches(names):
        query = select(provider.c.name, provider.c.id, provider.c.closed_on).where(provider.c.name.in_(some))
        found.update((name, (id_, closed_on)) for name, id_, closed_on in connection.execute(query))
    return found


def _batches(wanted: Iterable[T], size: int = 500) -> Iterator[list[T]]:
    different = list(dict.fromkeys(wanted))
    for first in range(0, len(different), size):
        yield different[first : first + size]
