"""What happened to covers, who is exempt, and what people declared, as tables to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from mutua.services.export_names import Names
from mutua.store.covers import read_changes, read_exemptions
from mutua.store.declared import read_elsewhere, read_given, read_notices
from mutua.store.people import households_of, read_people
from mutua.store.proxies import read_proxies
from mutua.store.tables import cover_change, cover_exemption, notice_given, paid_elsewhere, proxy
from mutua.wording.covers import EVIDENCE, REASONS
from mutua.wording.export_codes import code

_AT_ONCE = 500


def cover_changes(connection: Connection, names: Names) -> Iterator[tuple[Any, ...]]:
    """Each change of a cover, beside the person it is of, in the order in which it was told."""
    for person_id, who in _people(connection, names, cover_change.c.person_id):
        for one in read_changes(connection, [person_id]).get(person_id, ()):
            yield (
                *who, REASONS[one.reason][0], one.asked_on, one.effective_on, one.from_plan, one.from_assistance,
                one.to_plan, one.to_assistance,
            )  # fmt: skip


def exemptions(connection: Connection, names: Names) -> Iterator[tuple[Any, ...]]:
    """Each exemption as it counts now."""
    for person_id, who in _people(connection, names, cover_exemption.c.person_id):
        for one in read_exemptions(connection, [person_id]).get(person_id, ()):
            yield (
                *who, one.plan_code, one.grounds, EVIDENCE[one.evidence][0], one.effective_from, one.ends_on
            )  # fmt: skip


def given_proxies(connection: Connection, names: Names) -> Iterator[tuple[Any, ...]]:
    """Each proxy as it counts now, beside who gave it; who got it by card number."""
    for person_id, who in _people(connection, names, proxy.c.grantor_id):
        for one in read_proxies(connection, [person_id]):
            if one.grantor_id == person_id:
                yield (
                    *who, names.person(one.delegate_id).card_number or None, code("proxy.how", one.how),
                    one.effective_from, one.ends_on,
                )  # fmt: skip


def declared_elsewhere(connection: Connection, names: Names) -> Iterator[tuple[Any, ...]]:
    """What each person declared last of each year as paid elsewhere."""
    for person_id, who in _people(connection, names, paid_elsewhere.c.person_id):
        for (_, year), one in sorted(read_elsewhere(connection, [person_id]).items()):
            yield *who, year, one.cents, one.declared_on, code("paid_elsewhere.how", one.how)


def given_notices(connection: Connection, names: Names) -> Iterator[tuple[Any, ...]]:
    """The versions of the notice on personal data that each person got."""
    for person_id, who in _people(connection, names, notice_given.c.person_id):
        for one in read_given(connection, [person_id]).get(person_id, ()):
            yield *who, one.version, one.given_on, code("notice_given.how", one.how)


def notices(connection: Connection, names: Names) -> Iterator[tuple[Any, ...]]:
    """The society's notice on personal data, version by version."""
    for one in read_notices(connection):
        yield one.version, one.effective_from, one.words


def _people(connection: Connection, names: Names, column: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The people of a table, each with household, card, names and fiscal code."""
    ids = sorted(one for one in set(connection.scalars(select(column).distinct())) if names.wants(one))
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        homes = _homes(connection, some)
        for person_id in some:
            who = names.person(person_id)
            yield person_id, (
                names.household(homes[person_id]), who.card_number or None, who.surname, who.given_name,
                who.fiscal_code or None,
            )  # fmt: skip


def _homes(connection: Connection, person_ids: list[int]) -> dict[int, int]:
    """The household each is in now, or was in last."""
    told = households_of(connection, person_ids)
    people = read_people(connection, {home for theirs in told.values() for home in theirs})
    return {
        person_id: max(people.places[person_id], key=lambda place: place.effective_from).household_id
        for person_id in person_ids
    }
