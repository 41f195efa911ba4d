"""People, covers and contributions as tables that `import members` reads again without changing anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from mutua.services.book_table import book_cells
from mutua.services.export_names import Names
from mutua.services.household_kin import HEAD
from mutua.store.members import read_book
from mutua.store.people import People, households_of, read_people
from mutua.store.tables import contribution

_AT_ONCE = 500


def _read(connection: Connection, names: Names) -> Iterator[tuple[list[int], People]]:
    """The people of some households at a time, in the order of their codes."""
    ids = _ids(connection, names)
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        yield some, read_people(connection, some)


def _ids(connection: Connection, names: Names) -> list[int]:
    """The households that are wanted, in the order of their codes."""
    wanted = set(names.households)
    if names.only is not None:
        wanted &= households_of(connection, [names.only]).get(names.only, set())
    return sorted(wanted, key=lambda id_: names.households[id_])


def households(connection: Connection, names: Names) -> Iterator[tuple[Any, ...]]:
    """Each household with its newest member and how many people it has or had."""
    for ids, people in _read(connection, names):
        for household_id in ids:
            places = people.by_household.get(household_id, [])
            heads = sorted((one for one in places if one.kinship == HEAD), key=lambda one: one.effective_from)
            who = names.person(heads[-1].person_id) if heads else names.person(0)
            since = min((one.effective_from for one in places), default=None)
            present = len({one.person_id for one in places if one.ends_on is None})
            name = f"{who.surname} {who.given_name}".strip()
            yield names.household(household_id), name or None, who.card_number or None, present, since


def members(connection: Connection, names: Names) -> Iterator[tuple[Any, ...]]:
    """Each person in each household they were in, with their newest firm."""
    for ids, people in _read(connection, names):
        for household_id in ids:
            for place in people.by_household.get(household_id, ()):
                if not names.wants(place.person_id):
                    continue
                who = names.person(place.person_id)
                jobs = sorted(people.firms.get(place.person_id, ()), key=lambda one: one[1])
                now = jobs[-1][0] if jobs and jobs[-1][2] is None else 0
                firm, vat_number = names.firms.get(now, ("", None))
                yield (
                    names.household(household_id), who.card_number or None, who.surname, who.given_name,
                    who.fiscal_code or None, who.born_on, who.sex or None, place.kinship, place.fiscally_dependent,
                    place.effective_from, place.ends_on, firm or None, vat_number, who.address or None,
                    who.postal_code or None, who.municipality or None, who.phone or None, who.email or None,
                    who.iban or None,
                )  # fmt: skip


def covers(connection: Connection, names: Names) -> Iterator[tuple[Any, ...]]:
    """Each cover of each person, beside the household they are in now."""
    for ids, people in _read(connection, names):
        for household_id in ids:
            newest = {one.person_id: one for one in people.by_household.get(household_id, ())}
            for person_id, place in newest.items():
                if not names.wants(person_id):
                    continue
                if max(people.places[person_id], key=lambda one: one.effective_from).household_id != household_id:
                    continue  # told beside the household they moved to
                who = names.person(person_id)
                for plan_code, cover in people.covers.get(person_id, ()):
                    yield (
                        names.household(household_id), who.card_number or None, who.surname, who.given_name,
                        who.fiscal_code or None, place.kinship, plan_code, cover.assistance, cover.effective_from,
                        cover.ends_on, cover.joined_on,
                    )  # fmt: skip


def members_book(connection: Connection, names: Names) -> Iterator[tuple[Any, ...]]:
    """The members' book, line by line, as it is written."""
    for one in read_book(connection):
        if not names.wants(one.person_id):
            continue
        yield book_cells(one, names.person(one.person_id))


def contributions(connection: Connection, names: Names) -> Iterator[tuple[Any, ...]]:
    """Each contribution as it counts now: of those told anew the newest, without those taken back.

    For one person: those of the households that they stand or stood for.
    """
    ids = _ids(connection, names)
    if names.only is not None:
        theirs = read_people(connection, ids).places.get(names.only, ())
        ids = [id_ for id_ in ids if any(one.household_id == id_ and one.kinship == HEAD for one in theirs)]
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        query = select(
            contribution.c.chain_id, contribution.c.plan_code, contribution.c.due_on, contribution.c.amount_cents,
            contribution.c.paid_on, contribution.c.void,
        ).where(contribution.c.chain_id.in_(some)).order_by(contribution.c.position, contribution.c.number)  # fmt: skip
        newest = {(row[0], row[1], row[2]): row for row in connection.execute(query)}
        told = sorted(newest.values(), key=lambda row: (names.household(row[0]), row[2], row[1]))
        for household_id, plan_code, due_on, cents, paid_on, void in told:
            if not void:
                yield names.household(household_id), plan_code, due_on, cents, paid_on
