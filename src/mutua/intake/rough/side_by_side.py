"""Two lists side by side in one sheet: told apart where the header says the same words twice, and read as two.

Narrowly: the same four titles or more, in the same order, with something that only a list of its own says (a tax code
and a name alone may be the spouse's, in the row of the member). Every cell goes with one of the two lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mutua.domain.faults import plain
from mutua.intake.rough.grid import APART, Grid, RoughRow, RoughSheet, rough_row, texts_of
from mutua.intake.rough.mapping import OF_RELATIVES
from mutua.intake.rough.words import meaning, relative

ROWS_LOOKED_AT = 40
FEWEST_TITLES = 4
BESIDE = "elenco a destra"


def tell_apart(grid: Grid, kind: str) -> None:
    """Makes two sheets of each sheet that holds two lists; rows are numbered anew, sheet by sheet."""
    sheets: list[RoughSheet] = []
    for sheet in grid.sheets:
        sheets += _apart(sheet, kind)
    if len(sheets) > len(grid.sheets):
        grid.sheets = [_numbered(sheet, at) for at, sheet in enumerate(sheets)]


def _apart(sheet: RoughSheet, kind: str) -> list[RoughSheet]:
    for at, row in enumerate(sheet.rows[:ROWS_LOOKED_AT]):
        above = texts_of(sheet.rows[at - 1]) if at else ()
        if any(relative(text)[0] for text in above):
            continue  # groups of columns that speak of a spouse, of children
        where = _second_list(texts_of(row), kind)
        if where:
            left, right = _half(sheet, 0, where), _half(sheet, where, sheet.width)
            right.name = f"{sheet.name} {BESIDE}".strip()
            return [left, *_apart(right, kind)]
    return [sheet]


def _second_list(titles: Sequence[str], kind: str) -> int:
    """The column in which a header begins anew, 0 where it does not."""
    words = [plain(title.strip()) for title in titles]
    for where in range(FEWEST_TITLES, len(words) - FEWEST_TITLES + 1):
        left, right = _trimmed(words[:where]), _trimmed(words[where:])
        if words[where] and right[: len(left)] == left and _of_its_own(left, kind):
            return where
    return 0


def _of_its_own(titles: Sequence[str], kind: str) -> bool:
    """Whether titles are those of a list, and not what is told of a relative beside somebody."""
    keys = {meaning(title, kind) for title in titles} - {"", "unused"}
    return (
        len([title for title in titles if title]) >= FEWEST_TITLES and len(keys) >= FEWEST_TITLES - 1
        and bool(keys - {*OF_RELATIVES}) and not any(relative(title)[0] for title in titles)
    )  # fmt: skip


def _trimmed(words: Sequence[str]) -> list[str]:
    found = list(words)
    while found and not found[-1]:
        found.pop()
    return found


def _half(sheet: RoughSheet, first: int, end: int) -> RoughSheet:
    """The columns of a sheet from one to before another; cells shown as one go where they begin."""
    rows = [made for row in sheet.rows if (made := _part(row, first, end)).filled]
    there = {row.number for row in rows}
    merged = [
        one._replace(first_column=one.first_column - first, last_column=min(one.last_column, end - 1) - first)
        for one in sheet.merged if first <= one.first_column < end
    ]  # fmt: skip
    return RoughSheet(sheet.name, rows, merged, [mark for mark in sheet.marks if mark.row in there])


def _part(row: RoughRow, first: int, end: int) -> RoughRow:
    return rough_row(row.number, row.cells[first:end])


def _numbered(sheet: RoughSheet, at: int) -> RoughSheet:
    base = at * APART
    return RoughSheet(
        sheet.name, [row._replace(number=base + row.number % APART) for row in sheet.rows],
        [one._replace(first_row=base + one.first_row % APART, last_row=base + one.last_row % APART)
         for one in sheet.merged],
        [replace(one, row=base + one.row % APART) for one in sheet.marks],
    )  # fmt: skip
