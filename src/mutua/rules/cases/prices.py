"""Prices nobody defends: each price of a price list changed by a cent, to see whether a case or a sentence notices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mutua.rules.model import NOWHERE, Place, Plan, Ruleset, Tariff

MOST_ROWS = 200  # a longer list is not tried: a case for each of its prices is not to be asked for


@dataclass(frozen=True, slots=True)
class Price:
    """One price of a price list: its name, its place, and which row and column it is."""

    name: str
    place: Place
    written: str
    changed: str
    tariff: str
    row: int  # in the order of the price list as read
    column: int


def prices_of(plan: Plan) -> tuple[Price, ...]:
    """Every price of the lists that the plan's versions use, those of long lists left out."""
    return tuple(price for tariff in _lists(plan) if len(tariff.rows) <= MOST_ROWS for price in _prices(tariff))


def untried(plan: Plan) -> tuple[tuple[str, int], ...]:
    """The price lists too long to be tried, with their rows."""
    return tuple((tariff.name, len(tariff.rows)) for tariff in _lists(plan) if len(tariff.rows) > MOST_ROWS)


def with_price(plan: Plan, price: Price, step_cents: int) -> Plan:
    """The plan with that price changed by so many cents, in every version that has its list."""
    return replace(plan, versions=tuple(_version(one, price, step_cents) for one in plan.versions))


def _lists(plan: Plan) -> list[Tariff]:
    """Each list once: versions of a plan share their price lists."""
    found = {tariff.name: tariff for version in plan.versions for tariff in version.tariffs.values()}
    return list(found.values())


def _prices(tariff: Tariff) -> Iterator[Price]:
    for number, row in enumerate(tariff.rows):
        for column, cents in enumerate(row.prices):
            if cents is not None:
                label = f".{tariff.columns[column]}" if len(tariff.columns) > 1 else ""
                name = f"tariffe.{tariff.name}.{row.code} dal {row.since.isoformat()}{label}"
                place = row.places[column] if row.places else NOWHERE
                yield Price(name, place, _italian(cents), _italian(cents + 1), tariff.name, number, column)


def _italian(cents: int) -> str:
    return f"{cents // 100:,}".replace(",", ".") + f",{cents % 100:02d}"


def _version(version: Ruleset, price: Price, step_cents: int) -> Ruleset:
    tariff = version.tariffs.get(price.tariff)
    if tariff is None:
        return version
    row = tariff.rows[price.row]
    prices = tuple(
        cents + step_cents if column == price.column and cents is not None else cents
        for column, cents in enumerate(row.prices)
    )
    rows = (*tariff.rows[: price.row], replace(row, prices=prices), *tariff.rows[price.row + 1 :])
    return replace(version, tariffs={**version.tariffs, tariff.name: replace(tariff, rows=rows)})
