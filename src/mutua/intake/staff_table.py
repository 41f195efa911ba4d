"""A list of workers as it comes from a payroll program: the header is found below the titles of the list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mutua.intake.rough.grid import RoughSheet, rough_row
from mutua.intake.rough.header import NotData, find_heading
from mutua.intake.tabular import MOST_COLUMNS, Cell, HeaderFound, Table, read_file, read_table


def read_staff_table(raw: bytes) -> Table:
    """The table of some bytes, from its header on."""
    return read_table(raw, _staff_header)


def read_staff_table_of(path: Path) -> Table:
    """The table of a file. One that cannot be opened raises OSError: the edge says so."""
    return read_file(path, _staff_header)


def _staff_header(rows: Sequence[tuple[int, Sequence[Cell]]]) -> HeaderFound | None:
    """The header among the first rows; None where none looks like one, or a row above it may tell of somebody."""
    width = max((len(cells) for _, cells in rows), default=0)
    if width > MOST_COLUMNS:
        return None
    whole = [rough_row(number, (*cells, *[Cell("")] * (width - len(cells)))) for number, cells in rows]
    heading = find_heading(RoughSheet("", [row for row in whole if row.filled]), "staff")
    if heading is None or heading.before:
        return None
    below = heading.row + 1
    last = below if heading.not_data.get(below) is NotData.HEADING else heading.row
    return HeaderFound(heading.row, last, heading.titles)
