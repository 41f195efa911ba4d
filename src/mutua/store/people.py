"""People in the archive: who they are, in which household, with which covers and answers, as dated facts."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Text,
    and_,
    func,
    insert,
    literal,
    select,
    type_coerce,
    union_all,
    update,
)

from mutua.domain.case import Arrears, Cover
from mutua.domain.records import Identity
from mutua.store.base import read_day, read_day_or_none, stored
from mutua.store.bulk import among, in_one_list, insert_rows
from mutua.store.tables import contribution, cover, employment, fact, firm, household, household_place, identity, person
from mutua.store.unit_of_work import Entry, UnitOfWork


class Place(NamedTuple):
    """A person in a household from a day to a day (None: still there)."""

    person_id: int
    household_id: int
    kinship: str
    fiscally_dependent: bool
    effective_from: date
    ends_on: date | None

    def holds_on(self, day: date) -> bool:
        return self.effective_from <= day and (self.ends_on is None or day <= self.ends_on)


class FactRow(NamedTuple):
    """An answer about a person (None: about the household), its value as the archive writes it."""

    person_id: int | None
    name: str
    value: str
    effective_from: date | None


@dataclass(slots=True)
class People:
    """What the archive knows of some households: everything dated, as it counts now."""

    places: dict[int, list[Place]] = field(default_factory=dict)  # by person
    by_household: dict[int, list[Place]] = field(default_factory=dict)
    born_on: dict[int, date] = field(default_factory=dict)
    covers: dict[int, list[tuple[str, Cover]]] = field(default_factory=dict)  # by person: plan and cover
    facts: dict[int, list[FactRow]] = field(default_factory=dict)  # by household
    firms: dict[int, list[tuple[int, date, date | None]]] = field(default_factory=dict)  # by person
    arrears: dict[int, list[tuple[str, Arrears]]] = field(default_factory=dict)  # by household: plan and contribution

    def household_on(self, person_id: int, day: date | None, otherwise: int) -> int:
        """The person's household on the day; `otherwise` where none is known for it."""
        if day is not None:
            for place in self.places.get(person_id, ()):
                if place.holds_on(day):
                    return place.household_id
        return otherwise


def search_text(*words: str) -> str:
    """Names as they are searched: no accents, no apostrophes, one space, small letters."""
    return " ".join(filter(None, map(_searched, words)))


@lru_cache(maxsize=10_000)
def _searched(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    kept = "".join(letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter))
    return " ".join(kept.split())


def some_word_begins(connection: Connection, column: ColumnElement[str], piece: str) -> ColumnElement[bool]:
    """Some word of a text to be searched begins so. Where it stands nowhere in the text nothing is put together."""
    place = func.instr if connection.dialect.name == "sqlite" else func.strpos
    return and_(place(column, piece) > 0, place(literal(" ") + column, f" {piece}") > 0)


# ---------------------------------------------------------------- writing


def new_household(unit: UnitOfWork, id_: int, public_id: str, code: str) -> None:
    """A household with its chain, which begins now."""
    unit.new_chain(id_, "household", code)
    unit.connection.execute(insert(household).values(id=id_, public_id=public_id, code=code))


def new_person(unit: UnitOfWork, id_: int, public_id: str, who: Identity) -> None:
    insert_rows(unit.connection, person, [(id_, public_id)])
    insert_rows(unit.connection, identity, [identity_row(id_, who)])


def identity_row(id_: int, who: Identity) -> tuple[Any, ...]:
    """The row of a person's identity: values in column order, as they are stored."""
    surname, given_name, fiscal_code, card_number, born_on, sex, *contacts = who
    return (
        id_, surname, given_name, search_text(surname, given_name), fiscal_code or None, card_number or None,
        None if born_on is None else born_on.isoformat(), sex or None, *contacts,
    )  # fmt: skip


def identity_rows(ids: Iterable[int], people: Sequence[Identity]) -> list[tuple[Any, ...]]:
    """The same of many, column by column."""
    if not people:
        return []
    surnames, given_names, codes, cards, births, sexes, *contacts = zip(*people, strict=True)
    plain = {name: _searched(name) for name in {*surnames, *given_names}}
    searched = [f"{plain[one]} {plain[other]}".strip() for one, other in zip(surnames, given_names, strict=True)]
    days = {day: None if day is None else day.isoformat() for day in {*births}}
    return list(zip(
        ids, surnames, given_names, searched, [one or None for one in codes], [one or None for one in cards],
        map(days.__getitem__, births), [one or None for one in sexes], *contacts, strict=True,
    ))  # fmt: skip


def change_identity(unit: UnitOfWork, person_id: int, who: Identity) -> None:
    """Who the person is, told again whole: identities are not history, the newest one is the only one."""
    unit.connection.execute(update(identity).where(identity.c.person_id == person_id).values(**identity_columns(who)))


def identity_columns(who: Identity) -> dict[str, Any]:
    return {
        "surname": who.surname, "given_name": who.given_name, "search_name": search_text(who.surname, who.given_name),
        "fiscal_code": who.fiscal_code or None, "card_number": who.card_number or None, "born_on": who.born_on,
        "sex": who.sex or None, "address": who.address, "postal_code": who.postal_code,
        "municipality": who.municipality, "phone": who.phone, "email": who.email, "iban": who.iban,
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def tell_place(entry: Entry, number: int, place: Place, *, void: bool = False) -> None:
    entry.add(
        household_place, number, place.person_id, place.kinship, int(place.fiscally_dependent),
        place.effective_from.isoformat(), _iso(place.ends_on), int(void),
    )  # fmt: skip


def tell_cover(entry: Entry, number: int, person_id: int, plan_code: str, one: Cover, *, void: bool = False) -> None:
    entry.add(
        cover, number, person_id, plan_code, one.assistance, _iso(one.joined_on), one.effective_from.isoformat(),
        _iso(one.ends_on), int(void),
    )  # fmt: skip


def tell_fact(entry: Entry, number: int, row: FactRow, *, void: bool = False) -> None:
    entry.add(fact, number, row.person_id, row.name, row.value, _iso(row.effective_from), int(void))


def tell_employment(
    entry: Entry, number: int, person_id: int, firm_id: int, since: date, until: date | None, *, void: bool = False
) -> None:
    entry.add(employment, number, person_id, firm_id, since.isoformat(), _iso(until), int(void))


def tell_contribution(
    entry: Entry, number: int, plan_code: str, amount_cents: int, due: Arrears, *, void: bool = False
) -> None:
    entry.add(contribution, number, plan_code, due.due_on.isoformat(), amount_cents, _iso(due.paid_on), int(void))


def firm_named(unit: UnitOfWork, name: str, vat_number: str, id_: int, public_id: str) -> int:
    """The firm with the VAT number (without one: with the name), made with the id given where it is new."""
    known = select(firm.c.id).where(firm.c.vat_number == vat_number if vat_number else firm.c.name == name)
    found = unit.connection.scalar(known)
    if found is None:
        unit.take_turn(f"firm\0{vat_number or name}")
        found = unit.connection.scalar(known)
    if found is None:
        unit.connection.execute(
            insert(firm).values(id=id_, public_id=public_id, name=name, vat_number=vat_number or None)
        )
        return id_
    return int(found)


# ---------------------------------------------------------------- reading


def households_of(connection: Connection, person_ids: Iterable[int]) -> dict[int, set[int]]:
    """Every household each person was ever told to be in: all of them are locked before deciding for the person."""
    found: dict[int, set[int]] = {}
    for some in _batches(person_ids, 10_000):
        for person_id, chain_id in connection.execute(_HOMES, {"ids": some}):
            found.setdefault(person_id, set()).add(chain_id)
    return found


_HOMES = select(household_place.c.person_id, household_place.c.chain_id).where(among(household_place.c.person_id))


def cover_chains(connection: Connection, person_ids: Iterable[int]) -> dict[tuple[int, str, str, date], set[int]]:
    """On which chains each cover of the people was told: by person, plan, assistance and first day."""
    found: dict[tuple[int, str, str, date], set[int]] = {}
    for some in _batches(person_ids):
        key = (cover.c.person_id, cover.c.plan_code, cover.c.assistance, cover.c.effective_from)
        for person_id, plan, assistance, since, chain_id in connection.execute(
            select(*key, cover.c.chain_id).where(cover.c.person_id.in_(some))
        ):
            found.setdefault((person_id, plan, assistance, since), set()).add(chain_id)
    return found


def people_of(connection: Connection, household_ids: Iterable[int]) -> set[int]:
    """Everybody who was ever told to be in one of the households."""
    found: set[int] = set()
    for some in _batches(household_ids):
        query = select(household_place.c.person_id).where(household_place.c.chain_id.in_(some))
        found.update(connection.scalars(query))
    return found


def who_is(connection: Connection, person_id: int) -> tuple[str, str, str]:
    """Surname, given name and card number of a person; "" for what is not known, or was erased."""
    columns = select(identity.c.surname, identity.c.given_name, identity.c.card_number)
    row = connection.execute(columns.where(identity.c.person_id == person_id)).one_or_none()
    return ("", "", "") if row is None else (row[0], row[1], row[2] or "")


def moved_people(connection: Connection) -> dict[int, set[int]]:
    """Who was ever told to be in more than one household, and in which."""
    several = (
        select(household_place.c.person_id)
        .group_by(household_place.c.person_id)
        .having(func.count(household_place.c.chain_id.distinct()) > 1)
    )
    return households_of(connection, connection.scalars(several).all())


def read_people(
    connection: Connection, household_ids: Iterable[int], *, membership_only: bool = False, places_only: bool = False
) -> People:  # fmt: skip
    """What is known of the households, and of each of their people in whatever household. One statement.

    `membership_only`: places, covers and employments; no answer of theirs and no contribution is looked at.
    `places_only`: who lived where, and nothing else.
    """
    people = People()
    ids = sorted(set(household_ids))
    if not ids:
        return people
    newest: dict[tuple[Any, ...], Any] = {}
    query = _PLACES if places_only else _MEMBERSHIP if membership_only else _TOLD
    told = connection.execute(query, {"ids": ids})
    for row in sorted(map(tuple, told), key=itemgetter(0, 1, 2, 3)):  # plain tuples: each value is looked at by itself
        newest[_KEYS[row[0]](row)] = row  # of those with the same key the newest counts, unless it takes the fact back
    for row in newest.values():
        if not row[4]:
            _lay(people, row)
    return people


def _told(kinds: Collection[int] = range(5)) -> CompoundSelect[Any]:
    """The dated facts of these kinds: which of the five, chain, position, number, void; person, number, texts, days."""
    persons = select(household_place.c.person_id).where(among(household_place.c.chain_id)).distinct().cte("persons")
    theirs = persons.c.person_id  # joined, so that facts come person by person: almost in the order of the households
    born = select(identity.c.born_on).where(identity.c.person_id == household_place.c.person_id).scalar_subquery()
    place, answer = household_place.c, fact.c
    answers = (2, fact, answer.person_id, None, answer.name, answer.value, None, answer.effective_from)
    parts: list[tuple[Any, ...]] = [
        (place.person_id == theirs, 0, household_place, place.person_id, place.fiscally_dependent, place.kinship,
         None, type_coerce(born, Text), place.effective_from, place.ends_on),
        (cover.c.person_id == theirs, 1, cover, cover.c.person_id, None, cover.c.plan_code, cover.c.assistance,
         cover.c.joined_on, cover.c.effective_from, cover.c.ends_on),
        (among(answer.chain_id), *answers),  # two ways to the same table: with OR in one, a database reads all of it
        (answer.person_id == theirs, *answers),
        (employment.c.person_id == theirs, 3, employment, employment.c.person_id, employment.c.firm_id, None, None,
         None, employment.c.effective_from, employment.c.ends_on),
        (among(contribution.c.chain_id), 4, contribution, None, contribution.c.amount_cents, contribution.c.plan_code,
         None, None, contribution.c.due_on, contribution.c.paid_on),
    ]  # fmt: skip
    parts = [one for one in parts if one[1] in kinds]
    lists = in_one_list(
        *[
            (literal(kind), of.c.chain_id, of.c.position, of.c.number, of.c.void,
             *[column if column is None else stored(column) for column in told])
            for _, kind, of, *told in parts
        ]
    )  # fmt: skip
    return union_all(*[some.where(wanted) for some, (wanted, *_) in zip(lists, parts, strict=True)])


_TOLD, _MEMBERSHIP, _PLACES = _told(), _told((0, 1, 3)), _told((0,))
# Which columns make the key of a fact, kind by kind: of a place the household, the person and the first day, and so on.
_KEYS = (
    itemgetter(0, 1, 5, 10), itemgetter(0, 1, 5, 7, 8, 10), itemgetter(0, 1, 5, 7, 10), itemgetter(0, 1, 5, 6, 10),
    itemgetter(0, 1, 7, 10),
)  # fmt: skip


def _lay(people: People, row: Any) -> None:
    """A dated fact where it belongs."""
    kind, chain_id, _, _, _, person_id, figure, name, value, before, since, until = row
    if kind == 0:
        place = Place(person_id, chain_id, name, bool(figure), read_day(since), read_day_or_none(until))
        people.places.setdefault(person_id, []).append(place)
        people.by_household.setdefault(chain_id, []).append(place)
        if before is not None:
            people.born_on[person_id] = read_day(before)
    elif kind == 1:
        one = (name, _cover(value, since, until, before))
        people.covers.setdefault(person_id, []).append(one)
    elif kind == 2:
        people.facts.setdefault(chain_id, []).append(FactRow(person_id, name, value, read_day_or_none(since)))
    elif kind == 3:
        people.firms.setdefault(person_id, []).append((figure, read_day(since), read_day_or_none(until)))
    else:
        people.arrears.setdefault(chain_id, []).append((name, Arrears(read_day(since), read_day_or_none(until))))


@lru_cache(maxsize=10_000)
def _cover(assistance: str, since: str, until: str | None, joined: str | None) -> Cover:
    """A cover as it is told; those who joined on one day share it."""
    return Cover(assistance, read_day(since), read_day_or_none(until), read_day_or_none(joined))


def _batches(ids: Iterable[int], size: int = 500) -> Iterable[list[int]]:
    ordered = sorted(set(ids))
    for first in range(0, len(ordered), size):
        yield ordered[first : first + size]
