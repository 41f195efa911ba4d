"""Forms: where many entries are alike but for some values, their rows are put into words once and then filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any

from sqlalchemy import Table

from mutua.store.chain import canonical_text

Row = tuple[Any, ...]
Rows = Sequence[tuple[Table, Row]]


class Form:
    """The rows of an entry, in the order in which they are sealed, with blanks in some columns of some tables.

    Blanks count as columns do in a row without chain and position. They are filled row by row, column by column, with
    whole numbers and texts; everything else stays as it is. Made ready when it is first filled.
    """

    def __init__(self, rows: Rows, blanks: Mapping[Table, Sequence[int]]) -> None:
        self._rows = rows
        self._blanks = blanks

    def words(self, values: Sequence[int | str]) -> str:
        """The rows as the chain seals them (`canonical_text`), filled in."""
        told, _, _ = self._ready
        return told % tuple([canonical_text(one) if type(one) is str else one for one in values])

    def lay(self, rows: dict[Table, list[Row]], chain_id: int, position: int, values: Sequence[int | str]) -> None:
        """Adds the rows, filled in, to those of their tables."""
        _, picks, fixed = self._ready
        every = (chain_id, position, *values, *fixed)
        for table, pick in picks:
            some = rows.get(table)
            if some is None:
                some = rows[table] = []
            some.append(pick(every))

    @cached_property
    def _ready(self) -> tuple[str, list[tuple[Table, Callable[[Row], Row]]], Row]:
        """The words with a mark for each blank; which values each row has, of all that there are; those that stay."""
        count = sum(len(self._blanks.get(table, ())) for table, _ in self._rows)
        picks: list[tuple[Table, Callable[[Row], Row]]] = []
        told, fixed, filled = list[str](), list[Any](), 0
        for table, row in self._rows:
            blank, words, places = self._blanks.get(table, ()), [canonical_text(table.name)], [0, 1]
            for at, value in enumerate(row):
                if at in blank:
                    places.append(2 + filled)
                    words.append("%s")
                    filled += 1
                else:
                    places.append(2 + count + len(fixed))
                    words.append(canonical_text(value).replace("%", "%%"))
                    fixed.append(value)
            told.append(f"[{','.join(words)}]")
            picks.append((table, itemgetter(*places)))
        return f"[{','.join(told)}]", picks, tuple(fixed)
