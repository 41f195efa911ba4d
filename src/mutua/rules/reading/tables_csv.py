"""Opens a table: separator, alphabet, columns and cells, each cell with the name a spreadsheet gives it (K4)."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mutua.rules.model import Place
from mutua.rules.reading.problems import Problem, suggest
from mutua.rules.reading.reader_tariffs import MAX_BYTES, column_letters, decode, is_formula
from mutua.rules.reading.source import Node, hidden_in_lines

MAX_ROWS = 5_000
MAX_COLUMNS = 60
_MONTHS = "gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic|jan|may|jun|jul|aug|sep|oct|dec"
# What a spreadsheet leaves after it took a cell for a date, an hour, a number, a truth or a formula gone wrong;
# and what it would turn into one of these when the table is opened.
_REWRITTEN = re.compile(
    r"[0-9]{1,4}[./-][0-9]{1,2}(?:[./-][0-9]{1,4})?"
    r"|[0-9]{1,2}:[0-9]{1,2}(?::[0-9]{1,2})?"
    rf"|(?:[0-9]{{1,2}}[-/. ])?(?:{_MONTHS})[-/. ]?[0-9]{{1,4}}|[0-9]{{1,2}}[-/. ](?:{_MONTHS})"
    r"|0[0-9]+|[0-9]+(?:[.,][0-9]+)?e[+-]?[0-9]+|[0-9]{12,}"
    r"|vero|falso|true|false|#[a-z0-9/]+[!?]?|#n/d|#n/a",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name and, for cells that are words and not amounts, that a spreadsheet may rewrite them."""

    name: str
    required: bool = False
    words: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, trimmed. An empty one has its place too."""

    text: str
    place: Place

    def node(self, text: str | None = None) -> Node:
        return Node(self.text if text is None else text, self.place)


@dataclass(frozen=True, slots=True)
class TableRow:
    cells: Mapping[str, Cell]
    place: Place

    def cell(self, column: str) -> Cell:
        """The cell of that column; an empty one, at the row's place, where the table has no such column."""
        return self.cells.get(column) or Cell("", self.place)


@dataclass(slots=True)
class Table:
    """The rows of one file, in the order written, and what is wrong with it."""

    file: str
    rows: list[TableRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def report(self, place: Place, problem: str, found: str = "", **values: str) -> None:
        suggestion = values.pop("suggestion", "")
        self.problems.append(Problem(place, problem, found, values, suggestion))


def read_table(path: Path, file: str, columns: tuple[Column, ...]) -> Table:
    """The table of a file; without rows where it cannot be read. `file` is its name in places and messages."""
    table = Table(file)
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError:
        table.report(_place(file, 1, 0, ""), "file_unreadable", path.name)
        return table
    text, table.problems = decode(raw, file)
    if text is not None and _visible(table, text):
        _read_text(table, unicodedata.normalize("NFC", text), columns)
    return table


def _visible(table: Table, text: str) -> bool:
    found = hidden_in_lines(text)
    if found is not None:
        table.report(Place(table.file, found[0], found[1]), "control_character", found[2])
    return found is None


def _read_text(table: Table, text: str, columns: tuple[Column, ...]) -> None:
    header = text.split("\n", 1)[0]
    separator = ";" if ";" in header else ","
    records: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for record in reader:
            records.append([" ".join(cell.split()) for cell in record])
            if len(records) > MAX_ROWS:
                table.report(Place(table.file, reader.line_num, 1), "table_too_many_rows", most=str(MAX_ROWS))
                return
    except csv.Error:
        table.report(Place(table.file, reader.line_num, 1), "table_quote")
        return
    if not records or not any(records[0]):
        table.report(_place(table.file, 1, 0, ""), "file_empty")
        return
    names = _header(table, records[0], columns, records[1:])
    if names is None:
        return
    kinds = {column.name: column for column in columns}
    for number, record in enumerate(records[1:], 2):
        if any(record):
            _row(table, number, record, names, kinds)


def _header(
    table: Table, header: list[str], columns: tuple[Column, ...], body: list[list[str]]
) -> list[str] | None:
    """The names of the columns; None where one is wrong: what stands under it cannot be trusted."""
    while header and not header[-1] and all(len(record) < len(header) or not record[-1] for record in body):
        header = header[:-1]
        for record in body:
            del record[len(header):]
    before = len(table.problems)
    known = [column.name for column in columns]
    if len(header) > MAX_COLUMNS:
        table.report(_place(table.file, 1, 0, ""), "table_too_wide", str(len(header)), most=str(MAX_COLUMNS))
        return None
    for index, name in enumerate(header):
        place = _place(table.file, 1, index, "")
        if not name:
            table.report(place, "table_column_unnamed", columns=", ".join(known))
        elif name not in known:
            left = [other for other in known if other not in header]
            table.report(place, "table_unknown_column", name, columns=", ".join(known), suggestion=suggest(name, left))
        elif name in header[:index]:
            table.report(place, "table_column_twice", name)
    if len(table.problems) == before:
        for column in columns:
            if column.required and column.name not in header:
                table.report(_place(table.file, 1, 0, ""), "table_column_missing", column=column.name)
    return header if len(table.problems) == before else None


def _row(table: Table, number: int, record: list[str], names: list[str], kinds: Mapping[str, Column]) -> None:
    whole = Place(table.file, number, 0, str(number))
    if len(record) != len(names):
        table.report(whole, "table_cells", str(len(record)), wanted=str(len(names)))
        return
    cells = {
        name: Cell(text, _place(table.file, number, index, name))
        for index, (name, text) in enumerate(zip(names, record, strict=True))
    }
    for name, cell in cells.items():
        if is_formula(cell.text, dash=kinds[name].words and name != "nota"):
            table.report(cell.place, "table_formula", cell.text)
        elif kinds[name].words and _REWRITTEN.fullmatch(cell.text):
            table.report(cell.place, "table_rewritten", cell.text)
        else:
            continue
        return
    table.rows.append(TableRow(cells, whole))


def _place(file: str, row: int, index: int, column: str) -> Place:
    cell = f"{column_letters(index)}{row}"
    return Place(file, row, index + 1, f"{cell} ({column})" if column else cell)
