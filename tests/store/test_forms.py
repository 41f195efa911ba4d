"""A form filled in is the entry itself: the same rows, sealed in the same words."""

from __future__ import annotations

import random
from typing import Any

import pytest
from sqlalchemy import Table

from mutua.store.chain import canonical_text, seal, seal_words
from mutua.store.forms import Form
from mutua.store.tables import charge, due, posting

BLANKS = {charge: (1, 2), due: (1, 2, 12)}
TEXTS = ["quota «base»", "30 % di sconto", '"\\ %s %d', "età, né più", "\n\t\x00", "", "\ud800"]
Rows = list[tuple[Table, tuple[Any, ...]]]


def some_rows(chance: random.Random) -> Rows:
    def other() -> Any:
        return chance.choice([chance.choice(TEXTS), chance.randint(-500, 1 << 53), None, b"\x00\xff"])

    charges, dues = chance.randint(0, 3), chance.randint(0, 3)
    return [
        *[(posting, (1, leg, *[other() for _ in range(2)])) for leg in (1, 2)],
        *[(charge, (number, 10, 20, *[other() for _ in range(12)])) for number in range(charges)],
        *[(due, (number, 30, 20, *[other() for _ in range(9)], "RF", other())) for number in range(dues)],
    ]  # fmt: skip


def filled(rows: Rows, values: list[int | str]) -> Rows:
    """The rows with the values in their blanks, row by row."""
    left, found = iter(values), []
    for table, row in rows:
        told = [next(left) if at in BLANKS.get(table, ()) else value for at, value in enumerate(row)]
        found.append((table, tuple(told)))
    return found


@pytest.mark.parametrize("seed", range(20))
def test_a_form_filled_in_has_the_rows_and_the_words_of_the_entry(seed: int) -> None:
    chance = random.Random(seed)
    rows = some_rows(chance)
    form = Form(rows, BLANKS)
    for position in range(1, 4):
        values: list[int | str] = []
        for table, _ in rows:
            wanted = len(BLANKS.get(table, ()))
            values += [chance.randint(0, 1 << 53), chance.randint(0, 1 << 53), chance.choice(TEXTS)][:wanted]
        expected = filled(rows, values)
        told = [(table.name, *row) for table, row in expected]
        assert form.words(values) == canonical_text(told)
        head = (5, position, "charge", "2026-12-01T09:00:00.000000Z", 3)
        assert seal_words(head, form.words(values), b"before") == seal(head, told, b"before")
        laid: dict[Table, list[tuple[Any, ...]]] = {}
        form.lay(laid, 5, position, values)
        assert [(table, row) for table, some in laid.items() for row in some] == [
            (table, (5, position, *row)) for table, row in expected
        ]
