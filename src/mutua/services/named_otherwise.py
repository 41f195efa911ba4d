"""Rows of a list whose number is one person's and whose name is another's: the number alone would pay the wrong one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from sqlalchemy import Connection

from mutua.domain.two_names import cannot_be_one, is_written_as
from mutua.intake.rough.names import plain_name
from mutua.store.people import households_of, read_people
from mutua.store.who import people_by_number, read_identities


class Named(Protocol):
    """Somebody as a row tells it; each may be ""."""

    @property
    def code(self) -> str: ...
    @property
    def card(self) -> str: ...
    @property
    def name(self) -> str: ...


class NumberHolders:
    """Who bears the numbers of some rows, and who lives with them."""

    def __init__(self, connection: Connection, rows: Iterable[Named]) -> None:
        told = list(rows)
        self._by_number = people_by_number(
            connection, {one.card for one in told if one.card}, {one.code for one in told if one.code}
        )
        numbered = {id_ for ids in self._by_number.values() for id_ in ids}
        homes = {home for some in households_of(connection, numbered).values() for home in some}
        near = {*read_people(connection, sorted(homes)).places} if homes else set()
        people = read_identities(connection, sorted(near | numbered))
        self._names = {id_: f"{who.surname} {who.given_name}".strip() for id_, who in people.items()}
        self._called: dict[str, set[int]] = {}
        for id_, who in people.items():
            for name in (f"{who.surname} {who.given_name}", f"{who.given_name} {who.surname}"):
                self._called.setdefault(plain_name(name), set()).add(id_)

    def other_than_named(self, one: Named) -> tuple[str, str] | None:
        """The number of a row and whose it is, where that is surely not whom the row names."""
        for number in (one.card, one.code):
            ids = self._by_number.get(number, set()) if number else set()
            holder = next(iter(ids)) if len(ids) == 1 else None
            name = self._names.get(holder, "") if holder is not None else ""
            if holder is not None and name and is_another(one.name, name, self._called.get(plain_name(one.name), ())):
                return number, name
        return None


def is_another(told: str, name: str, called_so: Sequence[int] | set[int]) -> bool:
    """Whether a row that says `told` cannot mean the person called `name`. `called_so`: the people called exactly as
    the row says; where there are such, part of a name alike is not enough."""
    if not told:
        return False
    return cannot_be_one(told, name) or (bool(called_so) and not is_written_as(told, name))
