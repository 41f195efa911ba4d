"""Files as they come from outside, made in memory: CSV texts and XLSX workbooks of invented people."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from mutua.intake.tabular import Table, read_table


def csv(*rows: str, encoding: str = "utf-8", end: str = "\r\n") -> Table:
    """A table from lines of a CSV."""
    return read_table(end.join(rows).encode(encoding))


def xlsx(*rows: Sequence[Any], from_1904: bool = False, **more_sheets: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with the rows in its first sheet; other sheets by name, hidden where the name begins with `hidden`."""
    stream = io.BytesIO()
    options = {"in_memory": True, "date_1904": from_1904, "default_date_format": "dd/mm/yyyy"}
    with xlsxwriter.Workbook(stream, options) as book:
        for name, content in {"Foglio1": rows, **more_sheets}.items():
            sheet = book.add_worksheet(name)
            if name.startswith("hidden"):
                sheet.hide()
            for at, row in enumerate(content):
                for column, value in enumerate(row):
                    if isinstance(value, (date, datetime)):
                        sheet.write_datetime(at, column, value)
                    elif value is not None:
                        sheet.write(at, column, value)
    return stream.getvalue()


def codes(found: Any) -> list[tuple[str, int, str]]:
    """The mistakes of a table, a sheet or a plan: code, row, column."""
    return [(one.code, one.row, one.column) for one in found.mistakes]
