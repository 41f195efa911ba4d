"""Households charged together are written as each would be alone; those that are alike are put into words once."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from mutua.domain.dues import Charge, Due, Regime
from mutua.services.charge_writing import HouseholdCharges, write_charges
from mutua.store.base import stored
from mutua.store.database import Archive
from mutua.store.tables import chain, charge, contribution, due, entry, firm, ledger_entry, posting
from mutua.store.unit_of_work import Filled, UnitOfWork, unit_of_work
from services.dues_helpers import charging_society
from services.societies import Society

DAYS = date(2027, 1, 31), date(2027, 6, 30)
ITEMS = [("associativa", "quota «associativa»", 2000), ("contributo", 'contributo "base", 30 % in meno', 24000)]
HOUSEHOLDS = 40


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = charging_society(archive, tmp_path)
    for at in range(HOUSEHOLDS):
        made.household(f"N{at}", *[f"P{at}-{number}" for number in range(at % 3 + 1)])
    with archive.writer.begin() as connection:
        connection.execute(insert(firm).values(id=7, public_id="f7", name="Ditta"))
    return made


def some_charges(society: Society, seed: int) -> list[HouseholdCharges]:
    """What each household is charged: a few sorts of each, so that many are alike."""
    chance, homes = random.Random(seed), dict[int, list[int]]()
    for person_id, home in society.households.items():
        homes.setdefault(home, []).append(person_id)
    found = []
    for home, persons in homes.items():
        charges, dues = list[Charge](), list[Due]()
        for person_id in persons:
            firm_id, surcharge = chance.choice([None, None, None, 7]), chance.choice([0, 0, 0, 50])
            items = chance.choice([ITEMS, ITEMS[1:], [], []])
            charges += [
                Charge(person_id, society.plan_code, 2027, item, title, cents, firm_id, date(2027, 1, 1),
                       date(2027, 12, 31), "2026-01-01", "ab" * 32, "art. 8, c. 1")
                for item, title, cents in items
            ]  # fmt: skip
            total, days = sum(cents for _, _, cents in items), chance.choice([DAYS[:1], DAYS])
            dues += [
                Due(person_id, society.plan_code, 2027, at, day, total // len(days) + surcharge, surcharge, firm_id,
                    None, Regime.MEMBER if firm_id is None else Regime.EMPLOYER)
                for at, day in enumerate(days, 1) if total
            ]  # fmt: skip
        if charges:
            found.append(HouseholdCharges(home, tuple(charges), tuple(dues)))
    return found


def what_is_left(
    society: Society, lots: Sequence[Sequence[HouseholdCharges]]
) -> tuple[dict[str, list[tuple[Any, ...]]], int]:
    """The rows that these lots leave, one after the other, and how many entries a form gave; then all is undone."""
    homes, of_a_form = [one.household_id for some in lots for one in some], 0
    with society.archive.writer.connect() as connection, connection.begin() as transaction:
        unit = UnitOfWork(connection, society.actor_id, society.now)
        unit.lock(homes)
        for some in lots:
            write_charges(unit, some, booked_on=date(2027, 1, 1), told_back=False)
            of_a_form += sum(isinstance(one, Filled) for one in unit._entries)
        unit.flush()
        found = {
            table.name: [
                tuple([bytes(one) if isinstance(one, memoryview) else one for one in row])
                for row in connection.execute(
                    select(*[stored(column) for column in table.columns]).order_by(*table.primary_key.columns))
            ]
            for table in (chain, entry, charge, due, contribution, ledger_entry, posting)
        }  # fmt: skip
        transaction.rollback()
    return found, of_a_form


@pytest.mark.parametrize("seed", range(3))
def test_households_written_together_leave_what_each_leaves_alone(society: Society, seed: int) -> None:
    todo = some_charges(society, seed)
    alone, none = what_is_left(society, [[one] for one in todo])
    together, of_a_form = what_is_left(society, [todo])
    assert together == alone
    assert none == 0
    assert of_a_form > 5


def test_who_is_charged_before_is_written_by_no_form(society: Society) -> None:
    todo = some_charges(society, 1)
    what = lambda unit: write_charges(unit, todo[::2], booked_on=date(2027, 1, 1), told_back=False)  # noqa: E731
    homes = [one.household_id for one in todo[::2]]
    unit_of_work(society.archive, homes, what, actor_id=society.actor_id, now=society.now)
    alone, _ = what_is_left(society, [[one] for one in todo])
    together, _ = what_is_left(society, [todo])
    assert together == alone


def test_dues_of_the_wrong_person_are_refused_though_the_sums_are_those_of_another_household(society: Society) -> None:
    homes = {society.households[society.people[f"P{at}-0"]]: at for at in (1, 4)}  # two people each
    todo = []
    for home, at in homes.items():
        first, second = society.people[f"P{at}-0"], society.people[f"P{at}-1"]
        charges = [
            Charge(person_id, society.plan_code, 2027, "base", "base", cents, None, DAYS[0], DAYS[1], "1", "ab", "")
            for person_id, cents in ((first, 1000), (second, 2000))
        ]  # fmt: skip
        owing = (first, second) if at == 1 else (second, first)
        dues = [
            Due(person_id, society.plan_code, 2027, 1, DAYS[0], cents)
            for person_id, cents in zip(owing, (1000, 2000), strict=True)
        ]
        todo.append(HouseholdCharges(home, tuple(charges), tuple(dues)))
    with pytest.raises(ValueError, match="dues and charges differ"):
        what_is_left(society, [todo])
    what_is_left(society, [todo[:1]])
