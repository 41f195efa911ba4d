"""New households gathered together are written to the letter as one by one, seals included."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from mutua.domain.records import CoverTold, FactTold, Identity, PersonTold
from mutua.services.register_many import MANY, Newcomers, by_number, gathered, named
from mutua.store.bulk import Written
from mutua.store.ids import Ids
from mutua.store.people import identity_row, identity_rows
from mutua.store.unit_of_work import Gathering

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
SINCE, LATER = date(2024, 1, 1), date(2025, 6, 1)


def _households() -> list[list[PersonTold]]:
    """Alike and unlike: alone and several, with and without covers, ends, answers; odd signs in names and codes."""
    found: list[list[PersonTold]] = []
    for at in range(60):
        code = ("N%d", 'di "%s" %d', "è\\%d", "100%%%d")[at % 4].replace("%s", "Bo") % at
        covers = [(), (CoverTold("p", "base", SINCE),), (CoverTold("p", "base", SINCE, LATER, SINCE),
                                                         CoverTold("p", "piena", LATER))][at % 3]  # fmt: skip
        facts = (FactTold("ISEE", at % 2 == 0 or 1, of_household=True), FactTold("sport", True)) if at % 5 == 0 else ()
        people = [PersonTold(
            code, Identity(f"D'Ambròs {at}", "Ada", card_number=f"{at}-{place}", born_on=SINCE if place else None),
            kinship, LATER if at % 7 == 0 else SINCE, LATER if at % 11 == 0 else None, place == 2, covers,
            facts if place == 0 else (),
        ) for place, kinship in enumerate(("titolare", "coniuge", "figlio")[: at % 3 + 1])]  # fmt: skip
        found.append(people)
    return found


def _rows(work: Sequence[Written]) -> dict[str, list[tuple[Any, ...]]]:
    return {one.before: sorted(one.rows, key=repr) for one in work if one.rows}


def test_households_that_fill_a_form_in_are_written_as_one_by_one() -> None:
    households = _households()
    gathering = Gathering(7, NOW)
    newcomers = Newcomers(gathering, Ids(random.Random(3)))  # type: ignore[arg-type]  # no firm is looked for
    for people in households:
        newcomers.household(people)
    names = named(households, Ids(random.Random(3)))
    together = gathered(names, households, actor_id=7, now=NOW)
    assert _rows(together) == _rows(gathering.ready())
    assert {len(one.rows) for one in together if one.table is not None and one.table.name == "cover"} != {0}


def test_rows_go_in_by_the_order_of_their_numbers() -> None:
    households = _households()
    names = named(households, Ids(random.Random(3)))
    for one in gathered(names, households, actor_id=7, now=NOW):
        if one.table is not None:
            assert [row[0] for row in one.rows] == sorted(row[0] for row in one.rows), one.table.name


def test_of_a_long_list_the_numbers_of_people_follow_those_of_their_households() -> None:
    households = _households() * (MANY // 60)
    names = named(households, Ids(random.Random(3)))
    assert [len(one.people) for one in names] == [len(people) for people in households]
    homes = [names[at] for at in by_number(names)]
    assert homes == sorted(names) != names
    numbers = [number for one in homes for number, _ in one.people]
    assert numbers == sorted(numbers)
    assert len({*numbers, *[one.home[0] for one in names]}) == len(numbers) + len(names)
    publics = [public for one in homes for _, public in one.people]
    assert publics != sorted(publics)
    assert len({*publics, *[one.home[1] for one in names]}) == len(publics) + len(names)


def test_identities_of_many_are_those_of_one_by_one() -> None:
    people = [told.identity for some in _households() for told in some]
    people += [Identity("", "Ada"), Identity("Bo", "", "CODE", sex="F", iban="IT60"), Identity("d'A  Ò", " è ")]
    assert identity_rows(range(len(people)), people) == [identity_row(at, one) for at, one in enumerate(people)]
    assert identity_rows([], []) == []
