"""A file as it lies there: every sheet, every row in which something stands, nothing taken for a header yet.

Rows of all sheets are numbered in one line: in a file of one sheet as the spreadsheet counts, in others a million apart
for each sheet. `Grid.place` says it as a person would.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mutua.intake.mistakes import Mistake
from mutua.intake.tabular import (
    MOST_BYTES,
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    CellKind,
    Table,
    TextCells,
    decoded,
    other_kind,
    separator_of,
)

APART = 1_000_000
WITH_TITLES = MOST_ROWS + 1_000  # rows of a sheet: its titles, headings and totals are not among those of a list
_DITTO_ALONE = re.compile(r"(?<=[;\t,|])[ ]*\"[ ]*(?=[;\t,|]|$)")
NOTHING = Cell("")
_EVERY = tuple(range(MOST_COLUMNS))
FAILED = Cell("#ERRORE", CellKind.OTHER)  # a formula gone wrong


class Merged(NamedTuple):
    """Cells shown as one: first and last row of the grid, first and last column from nought."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


class RoughRow(NamedTuple):
    """A row as it stands, with its number in the grid."""

    number: int
    cells: tuple[Cell, ...]
    filled: tuple[int, ...]  # the places in which something stands


def rough_row(number: int, cells: Sequence[Cell]) -> RoughRow:
    return RoughRow(number, tuple(cells), tuple([at for at, cell in enumerate(cells) if cell.text.strip()]))


def texts_of(row: RoughRow) -> Sequence[str]:
    """The texts of a row's cells, as they stand."""
    return tuple(row.cells.texts) if isinstance(row.cells, TextCells) else [cell[0] for cell in row.cells]


def column_texts(rows: Iterable[RoughRow], at: int) -> list[str]:
    """The texts of one column."""
    get = tuple.__getitem__
    return [get(row.cells, at) if row.cells.__class__ is TextCells else row.cells[at][0] for row in rows]  # type: ignore[misc]  # what it holds are texts


@dataclass(slots=True)
class RoughSheet:
    """A sheet as it lies there: its rows in which something stands, all as wide as the widest."""

    name: str
    rows: list[RoughRow] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    marks: list[Mistake] = field(default_factory=list)  # rows that a colour, a line or a comment says something of

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(slots=True)
class Grid:
    """A file as it lies there. Where `mistakes` says more than warnings, nothing of it can be used."""

    sheets: list[RoughSheet] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    from_1904: bool = False
    digest: str = ""  # SHA-256 of the file

    @property
    def usable(self) -> bool:
        return all(one.warning for one in self.mistakes)

    @property
    def rows(self) -> list[RoughRow]:
        return [row for sheet in self.sheets for row in sheet.rows]

    def place(self, number: int) -> tuple[str, int]:
        """The sheet ("" where there is only one) and the row as the spreadsheet counts it."""
        if len(self.sheets) < 2:
            return "", number
        return self.sheets[number // APART].name, number % APART


def read_grid(raw: bytes) -> Grid:
    """The sheets of some bytes."""
    table = Table()
    grid = Grid(digest=hashlib.sha256(raw).hexdigest())
    if len(raw) > MOST_BYTES:
        table.refuse("file_too_big", most=str(MOST_BYTES // 1024 // 1024))
    elif not raw.strip():
        table.refuse("file_empty")
    elif raw.startswith(b"PK"):
        from mutua.intake.rough.rough_workbook import read_sheets

        read_sheets(grid, table, raw)
    elif (other := other_kind(raw)) != "":
        table.refuse(other)
    else:
        _read_csv(grid, table, raw)
    grid.mistakes = table.mistakes
    if grid.usable and not grid.rows:
        grid.mistakes.append(Mistake("file_empty"))
    return grid


def add_rows(sheet: RoughSheet, table: Table, records: Iterable[tuple[int, Sequence[Cell]]]) -> None:
    """The rows of a sheet in which something stands; too many, or too long, refuse the file."""
    for number, found in records:
        if isinstance(found, TextCells) and len(sheet.rows) < WITH_TITLES:
            row = _row_of_texts(number, list(found.texts))
            if row is not None:
                sheet.rows.append(row)
                continue
        cells = list(found)
        while cells and not cells[-1].text.strip():
            cells.pop()
        if not cells:
            continue
        if len(cells) > MOST_COLUMNS:
            table.refuse("too_many_columns", number % APART, found=str(len(cells)), most=str(MOST_COLUMNS))
            return
        if len(sheet.rows) >= WITH_TITLES:
            table.refuse("too_many_rows", number % APART, most=f"{MOST_ROWS:,}".replace(",", "."))
            return
        long = next((cell for cell in cells if len(cell.text) > MOST_CHARACTERS), None)
        if long is not None:
            table.refuse("cell_too_long", number % APART, found=str(len(long.text)), most=str(MOST_CHARACTERS))
            return
        sheet.rows.append(rough_row(number, cells))
    width = sheet.width
    sheet.rows = [row if len(row.cells) == width else _widened(row, width) for row in sheet.rows]


def _row_of_texts(number: int, texts: list[str]) -> RoughRow | None:
    """A row of texts alone; None where it is empty, or too long or wide, which is told as of any other."""
    while texts and not texts[-1].strip():
        texts.pop()
    if not texts or len(texts) > MOST_COLUMNS or len("".join(texts)) > MOST_CHARACTERS:
        return None
    if all(map(str.strip, texts)):
        filled = _EVERY[: len(texts)]
    else:
        filled = tuple([at for at, text in enumerate(texts) if text and not text.isspace()])
    return RoughRow(number, TextCells.of(texts), filled)


def _widened(row: RoughRow, width: int) -> RoughRow:
    more = width - len(row.cells)
    if isinstance(row.cells, TextCells):
        return row._replace(cells=TextCells.of([*row.cells.texts, *[""] * more]))
    return row._replace(cells=(*row.cells, *[NOTHING] * more))


# ---------------------------------------------------------------- CSV


def _read_csv(grid: Grid, table: Table, raw: bytes) -> None:
    text = decoded(table, raw)
    if text is None:
        return
    mark = separator_of(io.StringIO(text, newline=""))
    records = list(_records(text, mark))
    if not records:  # a quote never closed: a sign for «as above» that stands alone may be it
        records = list(_records("\n".join(_DITTO_ALONE.sub("idem", line) for line in text.splitlines()), mark))
    if not records:
        table.refuse("quote_open", 1)
        return
    sheet = RoughSheet("")
    grid.sheets.append(sheet)
    add_rows(sheet, table, records)


def _records(text: str, mark: str) -> Iterator[tuple[int, TextCells]]:
    """Rows numbered as a spreadsheet counts; none at all where a quote is never closed or swallows other rows."""
    found, folded = [], '"' in text  # without quotes no cell has several lines
    try:
        for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True), 1):
            if folded and "\n" in "".join(record) and any(cell.count("\n") and cell.count(mark) > 1 for cell in record):
                return
            found.append((number, TextCells.of(record)))
    except csv.Error:
        return
    yield from found
