"""The title that stands over the rows of a sheet: below «ex soci» nobody comes in as if he were still there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mutua.domain.faults import plain
from mutua.intake.rough.header import Heading, NotData
from mutua.intake.rough.readings import cleaned
from mutua.intake.rough.seen_row import SeenRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mutua.intake.rough.people import PersonSeen

_LEFT = re.compile(r"\b(?:ex|cessat[io]|uscit[io]|dimess[io]|dimission|recess|decedut[io]|cancellat[io]|esclus[io])")


def says_left(title: str) -> bool:
    """Whether a title is of those who left."""
    return bool(_LEFT.search(plain(title)))


class TitlesOver:
    """The title that stands over a row: among those who left nobody comes in as if he were still there."""

    def __init__(self, heading: Heading) -> None:
        rows = {row.number: row for row in heading.sheet.rows if row.filled and row.number in heading.not_data}
        self._titles = [
            (number, cleaned(rows[number].cells[rows[number].filled[0]].text))
            for number, why in sorted(heading.not_data.items())
            if why in (NotData.TITLE, NotData.NOTE) and number > heading.row
        ]  # fmt: skip
        self._over = heading.sheet.name
        self._next = 0
        self._looked_at = ("", False)

    def _go_to(self, row: int) -> None:
        while self._next < len(self._titles) and self._titles[self._next][0] < row:
            self._over = self._titles[self._next][1]
            self._next += 1

    def of_those_who_left(self, row: int) -> bool:
        """Whether the title over a row is of those who left."""
        self._go_to(row)
        if self._over != self._looked_at[0]:
            self._looked_at = (self._over, says_left(self._over))
        return self._looked_at[1]

    def look(self, reader: SeenRow, told: Sequence[PersonSeen]) -> None:
        self._go_to(reader.row.number)
        if not told and len(reader.row.filled) == 1:
            self._over = cleaned(reader.row.cells[reader.row.filled[0]].text)  # perhaps a title, set aside
        elif says_left(self._over) and any(not one.cells["ends_on"].text for one in told):
            reader.report("left_without_day", reader.title("ends_on"), title=self._over)
