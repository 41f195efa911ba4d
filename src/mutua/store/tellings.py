"""Reads and writes in which order firms told of people. What was told before the order was kept counts as first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from mutua.store.bulk import among
from mutua.store.tables_kept import FIRMS_CHAIN
from mutua.store.tables_tellings import telling
from mutua.store.unit_of_work import Entry, UnitOfWork

BEFORE_ALL = 0  # the order of what was told before the order was kept


def tell_order_of_list(entry: Entry, list_id: int) -> None:
    """What a list tells is told now: in the entry of the list itself."""
    entry.add(telling, 1, list_id, None, None)


def tell_order_of(unit: UnitOfWork, entries: Iterable[Entry]) -> None:
    """What these entries of households tell is told now. The book of firms is open."""
    places = sorted({(one.chain_id, one.position) for one in entries})
    if places:
        told = unit.entry(FIRMS_CHAIN, "telling")
        for number, place in enumerate(places, 1):
            told.add(telling, number, None, *place)


class Order(NamedTuple):
    """At which position of the book of firms each list and each entry of a household was told."""

    of_lists: Mapping[int, int]
    of_entries: Mapping[tuple[int, int], int]

    def of(self, row: Any, before: int) -> int:
        """Of a row of an enrolment or an absence; what follows from something else (a death) is of the time before."""
        list_id = getattr(row, "list_id", None)
        found = self.of_lists.get(list_id) if list_id is not None else None
        return found or self.of_entries.get((row.chain_id, row.position), before)


def read_order(connection: Connection, rows: Sequence[Any]) -> Order:
    """The order of these rows of enrolments and absences."""
    lists = {row.list_id for row in rows if getattr(row, "list_id", None) is not None}
    chains = {row.chain_id for row in rows}
    c = telling.c
    found: list[Any] = []
    for column, ids in ((c.list_id, lists), (c.told_chain_id, chains)):
        if ids:
            found += connection.execute(select(telling).where(among(column)), {"ids": sorted(ids)}).all()
    return Order(
        {row.list_id: row.position for row in found if row.list_id is not None},
        {(row.told_chain_id, row.told_position): row.position for row in found if row.list_id is None},
    )


def first_told(connection: Connection) -> int | None:
    """The first position of the book of firms at which the order was kept; None: it is not yet."""
    found: int | None = connection.scalar(select(func.min(telling.c.position)))
    return found
