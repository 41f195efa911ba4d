"""Names for the inner numbers of the archive, so that a table that leaves the society can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Select, Table, select

from mutua.domain.case import Dated, FactValue, Series
from mutua.domain.italian import written_day, written_instant, written_money
from mutua.domain.kinds import FactKind
from mutua.domain.records import Identity
from mutua.rules.model import Unit
from mutua.services.household_kin import HEAD
from mutua.services.plan_book import PlanBook
from mutua.store.ceilings import SOCIETY
from mutua.store.people import households_of, read_people, search_text
from mutua.store.tables import claim, cover, firm, household, identity, provider
from mutua.store.who import read_identities
from mutua.wording.numbers import quantity

_NOBODY = Identity("", "")
_AT_ONCE = 5_000


Cells = Iterator[tuple[Any, ...]]


def streamed(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    """The rows of a query, some thousands at a time."""
    yield from connection.execute(query.execution_options(yield_per=_AT_ONCE))


def as_they_count(connection: Connection, query: Select[Any], table: Table, *key: str) -> list[Any]:
    """Dated facts as they count now: of those told with the same key on a chain the newest, none that is taken back.

    The query must give every column of the table, by its name.
    """
    order = [table.c.chain_id, table.c.position, *([table.c.number] if "number" in table.c else [])]
    newest: dict[tuple[Any, ...], Any] = {}
    for row in connection.execute(query.order_by(*order)):
        newest[row.chain_id, *(getattr(row, name) for name in key)] = row
    return [row for row in newest.values() if not row.void]


def is_name_of(who: Identity, name: str) -> bool:
    """Whether a name somebody wrote is exactly this one, in whatever order, accents and capitals aside."""
    words = sorted(search_text(name).split())
    return bool(words) and words == sorted(search_text(who.surname, who.given_name).split())


class PlanWords(NamedTuple):
    """The kinds of a plan's answers and the units of its benefits, by name."""

    kinds: Mapping[str, FactKind]
    units: Mapping[str, Unit]

    def quantity(self, benefit: str, count: int) -> str | None:
        """«12 ore e 30 minuti»; None for nought, the bare number where the unit is not known."""
        unit = self.units.get(benefit)
        return None if not count else str(count) if unit is None else quantity(count, unit, "it")


def answer(kind: FactKind | None, value: FactValue) -> str:
    """An answer as a person writes it; amounts and decimals with their comma where the kind is known."""
    if isinstance(value, bool):
        return "sì" if value else "no"
    if isinstance(value, datetime):
        return written_instant(value)
    if isinstance(value, date):
        return written_day(value)
    if isinstance(value, int):
        return written_money(value) if kind in (FactKind.MONEY, FactKind.DECIMAL) else str(value)
    if isinstance(value, (Dated, Series)):
        return ", ".join(f"{written_day(day)} {answer(kind, one)}" for day, one in value.entries)
    return value


class Names:
    """Who and what is behind a number, read whole at the first question; "" where it was erased.

    `only`: the tables are wanted for one person alone.
    """

    def __init__(self, connection: Connection, plans: PlanBook, only: int | None = None) -> None:
        self.only = only
        self._plans = plans
        self._words: dict[str, PlanWords] = {}
        self._connection = connection
        self._led: frozenset[int] | None = None
        self._kinds: dict[str, set[FactKind]] | None = None
        codes = connection.execute(select(household.c.id, household.c.code))
        self.households: dict[int, str] = {row[0]: row[1] for row in codes}
        self.people = read_identities(connection, list(connection.scalars(select(identity.c.person_id))))
        firms = select(firm.c.id, firm.c.name, firm.c.vat_number)
        self.firms = {id_: (name, vat_number) for id_, name, vat_number in connection.execute(firms)}
        providers = connection.execute(select(provider.c.id, provider.c.name))
        self._providers: dict[int, str] = {row[0]: row[1] for row in providers}

    def words(self, plan_code: str) -> PlanWords:
        """The words of a plan; none where it is not among the rulesets."""
        if plan_code not in self._words:
            booked = self._plans.get(plan_code)
            versions = booked.plan.versions if booked is not None else ()
            kinds = {name: fact.kind for version in versions for name, fact in version.facts.items()}
            units = {
                code: one.unit for version in versions for code, one in version.benefits.items() if one.unit is not None
            }
            self._words[plan_code] = PlanWords(kinds, units)
        return self._words[plan_code]

    def kind_of_answer(self, name: str) -> FactKind | None:
        """What kind of answer the plans that cover people mean by a name; None where none or several are meant."""
        if self._kinds is None:
            self._kinds = {}
            for plan_code in self._connection.scalars(select(cover.c.plan_code).distinct()):
                for told, kind in self.words(plan_code).kinds.items():
                    self._kinds.setdefault(told, set()).add(kind)
        kinds = self._kinds.get(name, set())
        return next(iter(kinds)) if len(kinds) == 1 else None

    def person(self, person_id: int) -> Identity:
        return self.people.get(person_id, _NOBODY)

    def called(self, person_id: int | None) -> tuple[str | None, str | None, str | None]:
        """Card number, surname and given name; None for what is not known, or was erased."""
        who = _NOBODY if person_id is None else self.person(person_id)
        return who.card_number or None, who.surname or None, who.given_name or None

    def firm(self, firm_id: int | None) -> tuple[str | None, str | None]:
        """Name and VAT number of a firm; None where there is none."""
        return (None, None) if firm_id is None else self.firms.get(firm_id, (None, None))

    def home(self, chain_id: int) -> str | None:
        """The code of the household whose chain it is; None for a chain of something else."""
        return self.households.get(chain_id)

    def is_of(self, person_id: int, name: str) -> bool:
        """Whether a name somebody wrote is the person's."""
        return is_name_of(self.person(person_id), name)

    def stands_for(self, connection: Connection, household_id: int) -> bool:
        """Whether what is about a household belongs into the tables: of one person, where they are or were its head."""
        if self.only is None:
            return True
        if self._led is None:
            homes = households_of(connection, [self.only]).get(self.only, set())
            places = read_people(connection, homes).places.get(self.only, ())
            self._led = frozenset(one.household_id for one in places if one.kinship == HEAD)
        return household_id in self._led

    def wants(self, person_id: int) -> bool:
        """Whether what is about the person belongs into the tables."""
        return self.only is None or person_id == self.only

    def narrowed(self, query: Select[Any]) -> Select[Any]:
        """A query about requests, of the one person where one is wanted."""
        return query if self.only is None else query.where(claim.c.person_id == self.only)

    def of(self, query: Select[Any], person: Column[Any]) -> Select[Any]:
        """A query about people, of the one person where one is wanted; `person` is the column that names them."""
        return query if self.only is None else query.where(person == self.only)

    def household(self, household_id: int) -> str:
        return self.households.get(household_id, "")

    def provider(self, provider_id: int | None) -> str | None:
        return None if provider_id is None else self._providers.get(provider_id, "")

    def owner(self, owner_id: int) -> str:
        """Whose a balance is: a person, a household, a firm, or the society."""
        if owner_id == SOCIETY:
            return "società"
        if owner_id in self.people:
            who = self.people[owner_id]
            return f"{who.surname} {who.given_name}"
        if owner_id in self.households:
            return f"nucleo {self.households[owner_id]}"
        return self.firms[owner_id][0] if owner_id in self.firms else ""


class Told(NamedTuple):
    """How a table is read, and the kinds of its columns, a letter for each."""

    kinds: str
    read: Callable[[Connection, Names], Cells]
