"""The one writer of tables that leave the society, CSV and XLSX: cells have a kind, texts cannot become formulas.

Only texts bear the mark of `intake.marks`, which reading takes away again. Numbers stay numbers, negative ones too.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import xlsxwriter

from mutua.domain.italian import ROME, written_day, written_instant, written_money
from mutua.intake.marks import marked
from mutua.rules.model import Unit

MOST_SHEET_ROWS = 1_000_000  # a spreadsheet holds little more
_MINUTES_OF_A_DAY = 24 * 60
_EARLIEST = date(1900, 3, 1)  # before it the days of spreadsheets are not to be trusted


class Kind(StrEnum):
    TEXT = "text"
    DAY = "day"
    INSTANT = "instant"
    MONEY = "money"  # cents
    WHOLE = "whole"
    YES_NO = "yes_no"
    COUNTED = "counted"  # a count with its unit, smallest ones: cents are written as euro, minutes as 12:30


class OutColumn(NamedTuple):
    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class OutTable:
    """A table to be written: its name, its columns, its rows in order; None is an empty cell."""

    name: str
    columns: tuple[OutColumn, ...]
    rows: Iterable[Sequence[Any]]


def write_csv(folder: Path, table: OutTable) -> Path:
    """Writes the table as `name.csv`: semicolons, UTF-8 with its mark, days 31/01/2026, amounts 1.234,56."""

    def write(path: Path) -> None:
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
            writer.writerow([marked(column.title) for column in table.columns])
            for row in table.rows:
                writer.writerow(
                    [csv_cell(column.kind, value) for column, value in zip(table.columns, row, strict=True)]
                )

    return _whole(folder / f"{table.name}.csv", write)


def csv_bytes(table: OutTable) -> bytes:
    """The same as bytes, to be given to a browser."""
    return bytes_of(lambda path: write_csv(path.parent, table), f"{table.name}.csv")


def bytes_of(write: Callable[[Path], object], name: str) -> bytes:
    """What is written into a file of that name, which is gone afterwards."""
    with TemporaryDirectory(prefix="mutua-") as folder:
        path = Path(folder) / name
        write(path)
        return path.read_bytes()


def csv_cell(kind: Kind, value: Any) -> str:
    """A value as it stands in a CSV."""
    if value is None:
        return ""
    match kind:
        case Kind.DAY:
            return written_day(value)
        case Kind.INSTANT:
            return written_instant(value)
        case Kind.MONEY:
            return written_money(value)
        case Kind.WHOLE:
            return str(value)
        case Kind.YES_NO:
            return "sì" if value else "no"
        case Kind.COUNTED:
            return _counted(*value)
        case _:
            return marked(value)


def _counted(count: int, unit: Unit | None) -> str:
    if unit is Unit.EURO:
        return written_money(count)
    if unit is Unit.HOURS:
        return f"{'-' if count < 0 else ''}{abs(count) // 60}:{abs(count) % 60:02d}"
    return str(count)


def write_workbook(path: Path, tables: Iterable[OutTable], *, made_at: datetime | None = None) -> Path:
    """Writes the tables as the sheets of one workbook, with amounts and days a spreadsheet can reckon with.

    `made_at`: what the workbook says of when it was made; None: the clock of the machine.
    """

    def write(target: Path) -> None:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                   "strings_to_numbers": False}  # fmt: skip
        with xlsxwriter.Workbook(str(target), options) as book:
            if made_at is not None:
                book.set_properties({"created": made_at.replace(tzinfo=None)})
            formats: dict[Kind | Unit, Any] = {
                Kind.DAY: book.add_format({"num_format": "dd/mm/yyyy"}),
                Kind.INSTANT: book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
                Kind.MONEY: book.add_format({"num_format": "#,##0.00"}),
                Unit.HOURS: book.add_format({"num_format": "[h]:mm"}),
            }
            bold = book.add_format({"bold": True})
            for table in tables:
                _write_sheets(book, table, formats, bold)

    return _whole(path, write)


def _write_sheets(book: Any, table: OutTable, formats: Mapping[Kind | Unit, Any], bold: Any) -> None:
    """A table as one sheet, or more where it is longer than a sheet may be."""
    sheet, at, sheets = None, 0, 0
    for row in table.rows:
        if sheet is None or at == MOST_SHEET_ROWS:
            sheets += 1
            sheet, at = _new_sheet(book, table, sheets, bold), 0
        at += 1
        for index, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            if value is not None:
                _write_value(sheet, at, index, column.kind, value, formats)
    if sheet is None:
        _new_sheet(book, table, 1, bold)


def _new_sheet(book: Any, table: OutTable, number: int, bold: Any) -> Any:
    sheet = book.add_worksheet(table.name if number == 1 else f"{table.name} {number}")
    sheet.freeze_panes(1, 0)
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, max(12, len(column.title) + 2))
    for index, column in enumerate(table.columns):
        sheet.write_string(0, index, marked(column.title), bold)
    return sheet


def _write_value(
    sheet: Any, row: int, column: int, kind: Kind, value: Any, formats: Mapping[Kind | Unit, Any]
) -> None:
    if kind is not Kind.COUNTED:
        write_cell(sheet, row, column, kind, value, formats.get(kind))
        return
    count, unit = value
    if unit is Unit.HOURS and count >= 0:  # spreadsheets cannot show a time below nought
        sheet.write_number(row, column, count / _MINUTES_OF_A_DAY, formats.get(unit))
    elif unit is Unit.HOURS:
        sheet.write_string(row, column, _counted(count, unit))
    else:
        plain = Kind.MONEY if unit is Unit.EURO else Kind.WHOLE
        write_cell(sheet, row, column, plain, count, formats.get(plain))


def write_cell(sheet: Any, row: int, column: int, kind: Kind, value: Any, form: Any) -> None:
    """A value as it stands in a sheet. Days that spreadsheets cannot count are written as texts."""
    if kind is Kind.MONEY:
        sheet.write_number(row, column, Decimal(value).scaleb(-2), form)
    elif kind is Kind.WHOLE and abs(value) < 10**15:
        sheet.write_number(row, column, value)
    elif kind is Kind.DAY and value >= _EARLIEST:
        sheet.write_datetime(row, column, value, form)
    elif kind is Kind.INSTANT:
        sheet.write_datetime(row, column, _in_rome(value), form)
    else:
        sheet.write_string(row, column, xml_text(csv_cell(kind, value)))


def _in_rome(moment: datetime) -> datetime:
    return moment.astimezone(ROME).replace(tzinfo=None)


def xml_text(text: str) -> str:
    """The text with what no XML can hold replaced by the sign for it."""
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" or char in "\ufffe\uffff" else char for char in text)


def _whole(path: Path, write: Callable[[Path], None]) -> Path:
    """Writes beside the file and puts it in place when it is whole: nobody ever finds half a table."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.unlink(missing_ok=True)
        beside.touch(mode=0o600, exist_ok=False)  # it is everybody's data: nobody else of this computer reads it
        write(beside)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    return path
