"""Reads price lists (CSV with Italian numbers, dated row by row) and the dated outside figures of parametri.yaml."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypeVar, Union

from mutua.rules.model import Parameter, ParameterFigure, Place, Tariff, TariffRow
from mutua.rules.reading import scalars
from mutua.rules.reading.problems import Fault, Problem, suggest
from mutua.rules.reading.reader_context import Context
from mutua.rules.reading.schema import FIGURE, PARAMETER
from mutua.rules.reading.source import Node, hidden_in_lines

MAX_BYTES = 8 * 1024 * 1024
MAX_ROWS = 100_000
_LINE_END = re.compile(r"\r\n?")  # those of old Macs too
_FIXED = ("codice", "descrizione", "dal", "al")
T = TypeVar("T")


def column_letters(index: int) -> str:
    """A, B, … Z, AA: the name a spreadsheet gives to a column (0 is A)."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def decode(raw: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """The text of a table: UTF-8 with or without BOM; Windows-1252 is read with a notice."""
    whole = Place(file, cell="A1")
    if len(raw) > MAX_BYTES:
        return None, [Problem(whole, "table_too_long", f"> {MAX_BYTES // 1024} KiB")]
    if b"\0" in raw:
        return None, [Problem(whole, "control_character", "U+0000")]
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252"), [Problem(whole, "read_as_windows", file.rsplit("/", 1)[-1], warning=True)]
    except UnicodeDecodeError:
        return None, [Problem(whole, "not_utf8")]


def is_formula(text: str, *, dash: bool = True) -> bool:
    """Whether a spreadsheet takes the trimmed cell for a formula. `dash`: also where it begins with a dash."""
    return text[:1] in ("=", "+", "@") or (dash and text[:1] == "-")


@dataclass(slots=True)
class _Table:
    file: str
    columns: dict[str, int]
    prices: list[str]
    problems: list[Problem] = field(default_factory=list)

    def report(self, column: str, row: int, code: str, found: str = "", **values: str) -> None:
        self.problems.append(Problem(self.place(column, row), code, found, values))

    def place(self, column: str, row: int) -> Place:
        index = self.columns.get(column, 0)
        return Place(self.file, row, index + 1, f"{column_letters(index)}{row}")

    def cell(self, column: str, row: int, cells: list[str], parse: Callable[[str], Union[T, Fault]], standin: T) -> T:
        text = cells[self.columns[column]].strip()
        value = parse(text)
        if isinstance(value, Fault):
            self.report(column, row, value.code, value.found, **dict(value.values))
            return standin
        return value


def read_tariff(path: Path, file: str) -> tuple[Tariff | None, list[Problem]]:
    """A price list by the name of its file; None where it has mistakes."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError:
        return None, [Problem(Place(file, cell="A1"), "file_unreadable", path.name)]
    text, problems = decode(raw, file)
    found = hidden_in_lines(_LINE_END.sub("\n", text)) if text is not None else None
    if found is not None:
        problems.append(Problem(Place(file, found[0], found[1]), "control_character", found[2]))
    if text is None or found is not None:
        return None, problems
    first_line = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first_line else ",", strict=True)
    try:
        lines = list(reader)
    except csv.Error:
        return None, [*problems, Problem(Place(file, reader.line_num, 1), "table_quote")]
    table = _header(lines, file, problems)
    if table is None:
        return None, problems
    if len(lines) > MAX_ROWS:
        problems.append(Problem(Place(file, cell=f"A{MAX_ROWS}"), "table_too_long", str(len(lines))))
        return None, problems
    rows = [_row(table, number, cells) for number, cells in enumerate(lines[1:], 2) if any(c.strip() for c in cells)]
    kept = [one for one in rows if one is not None]
    if not table.problems:
        _check_dates(table, kept)
    problems += table.problems
    if any(not problem.warning for problem in problems):
        return None, problems
    ordered = sorted((row for _, row in kept), key=lambda row: (row.code, row.since))
    return Tariff(path.stem, tuple(table.prices), tuple(ordered), ""), problems


def _header(lines: list[list[str]], file: str, problems: list[Problem]) -> _Table | None:
    names = [cell.strip().lower() for cell in lines[0]] if lines else []
    columns: dict[str, int] = {}
    for index, name in enumerate(names):
        place = Place(file, 1, index + 1, f"{column_letters(index)}1")
        if name in columns:
            problems.append(Problem(place, "twice", name))
        elif name not in _FIXED and isinstance(scalars.name(name), Fault):
            problems.append(Problem(place, "tariff_column", name))
        columns.setdefault(name, index)
    for name in _FIXED:
        if name != "descrizione" and name not in columns:
            close = suggest(name, [one for one in columns if one not in _FIXED])
            index = columns.get(close, 0)
            place = Place(file, 1, index + 1, f"{column_letters(index)}1")
            problems.append(Problem(place, "tariff_header", close, {"column": name}, name if close else ""))
    prices = [name for name in columns if name not in _FIXED]
    if not prices and not problems:
        problems.append(Problem(Place(file, 1, 1, "A1"), "tariff_header", "", {"column": "prezzo"}))
    return None if any(not one.warning for one in problems) else _Table(file, columns, prices)


def _no_end(text: str) -> date | Fault | None:
    return scalars.day(text) if text else None


def _price(text: str) -> int | Fault | None:
    """A price above nought: one of nought would pay nobody anything, and looks like a cell somebody left."""
    found = scalars.italian_money(text) if text else None
    return Fault("price_nought", text) if found == 0 else found


def _row(table: _Table, number: int, cells: list[str]) -> tuple[int, TariffRow] | None:
    if len(cells) != len(table.columns):
        table.report("codice", number, "row_length", str(len(cells)), columns=str(len(table.columns)))
        return None
    formulas = [
        name
        for name, index in table.columns.items()
        if is_formula(cells[index].strip(), dash=name not in table.prices)
    ]
    for name in formulas:
        table.report(name, number, "table_formula", cells[table.columns[name]].strip())
    if formulas:
        return None
    code = table.cell("codice", number, cells, _tariff_code, "")
    since = table.cell("dal", number, cells, scalars.day, date.min)
    until: date | None = table.cell("al", number, cells, _no_end, None)
    prices: tuple[int | None, ...] = tuple(table.cell(name, number, cells, _price, None) for name in table.prices)
    if until is not None and until < since:
        table.report("al", number, "end_before_start", until.isoformat())
    if not any(cells[table.columns[name]].strip() for name in table.prices):
        table.report(table.prices[0], number, "price_missing")
    title = cells[table.columns["descrizione"]].strip() if "descrizione" in table.columns else ""
    places = tuple(table.place(name, number) for name in table.prices)
    return number, TariffRow(code, title, since, until, prices, places)


def _tariff_code(text: str) -> str | Fault:
    return text if re.fullmatch(r"[^\s;,]{1,40}", text) else Fault("code", text)


def _check_dates(table: _Table, rows: list[tuple[int, TariffRow]]) -> None:
    """For each code one row follows the other, without a day in two rows and without a day in none."""
    last: dict[str, TariffRow] = {}
    for number, row in sorted(rows, key=lambda pair: (pair[1].code, pair[1].since, pair[0])):
        before = last.get(row.code)
        if before is not None and (before.until is None or before.until >= row.since):
            code = "dates_overlap" if before.until else "dates_open"
            until = before.until.isoformat() if before.until else before.since.isoformat()
            table.report("dal", number, code, row.since.isoformat(), until=until)
        elif before is not None and before.until is not None and before.until + timedelta(days=1) < row.since:
            table.report("dal", number, "dates_gap", row.since.isoformat(), until=before.until.isoformat())
        last[row.code] = row


# ---------------------------------------------------------------- parametri.yaml


def read_parameters(node: Node) -> tuple[dict[str, Parameter | None], list[Problem]]:
    """The dated figures by name; None for one with mistakes."""
    ctx = Context()
    found: dict[str, Parameter | None] = {}
    if not node.is_map:
        ctx.report(node, "expected_map", keys="il nome di ogni cifra")
    for key, value in node.pairs:
        before = len(ctx.problems)
        ctx.parsed(key, scalars.name, "")
        fields = ctx.fields(value, PARAMETER, at=key)
        figures = _figures(ctx, fields.get("valori"))
        parameter = Parameter(key.text, fields.text("titolo"), figures, key.place)
        found[key.text] = parameter if len(ctx.problems) == before else None
    return found, ctx.problems


def _figures(ctx: Context, node: Node | None) -> tuple[ParameterFigure, ...]:
    figures: list[tuple[ParameterFigure, Node]] = []
    before = len(ctx.problems)
    for item in node.items if node else []:
        fields = ctx.fields(item, FIGURE)
        since = ctx.parsed(fields.get("dal"), scalars.day, date.min)
        until: date | None = ctx.parsed(fields.get("al"), scalars.day, None)
        if until is not None and until < since:
            ctx.report(fields.values["al"], "end_before_start")
        cents = ctx.parsed(fields.get("importo"), scalars.money, 0)
        figures.append((ParameterFigure(since, until, cents, fields.text("fonte")), item))
    figures.sort(key=lambda pair: pair[0].since)
    if len(ctx.problems) == before:
        for (one, _), (other, item) in pairwise(figures):
            where = item.get("dal") or item
            if one.until is None or one.until >= other.since:
                code, until = ("dates_overlap", one.until) if one.until else ("dates_open", one.since)
                ctx.report(where, code, until=until.isoformat())
            elif one.until + timedelta(days=1) < other.since:
                ctx.report(where, "dates_gap", until=one.until.isoformat())
    return tuple(figure for figure, _ in figures)
