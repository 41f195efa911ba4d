"""Invented people of the ugly workbooks, with the codes computed for them, and a way to write workbooks as clerks do."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter

from mutua.domain.identifiers.fiscal_code import compute_fiscal_code


@dataclass(frozen=True)
class Somebody:
    surname: str
    given: str
    born: date
    sex: str
    place: str = "G674"

    @property
    def code(self) -> str:
        return compute_fiscal_code(self.surname, self.given, self.born, self.sex, self.place)


ANNA = Somebody("Provetti", "Anna", date(1980, 5, 17), "F")
BRUNO = Somebody("Provetti", "Bruno", date(1978, 3, 2), "M")
CARLO = Somebody("Provetti", "Carlo", date(2012, 11, 30), "M")
DINA = Somebody("De Campione", "Dina", date(1952, 2, 29), "F")
ELIO = Somebody("Esempi", "Elio", date(1949, 1, 5), "M")
FLORA = Somebody("Finti", "Flora", date(1960, 10, 9), "F")
GINO = Somebody("Provetti", "Gino", date(1971, 7, 7), "M")
ILDA = Somebody("D'Esempio", "Ilda", date(1990, 12, 12), "F")
LUCA = Somebody("D'Esempio", "Luca", date(2019, 4, 3), "M")
MARA = Somebody("Esempi", "Mara", date(1985, 8, 21), "F")
NINO = Somebody("Modelli", "Nino", date(1983, 6, 15), "M")
OLGA = Somebody("Modelli", "Olga Maria", date(2015, 9, 1), "F")
PIO = Somebody("Campioni", "Pio", date(1970, 2, 10), "M")
REMO = Somebody("Campioni", "Remo", date(2001, 4, 8), "M")
SARA = Somebody("Campioni", "Sara", date(2004, 11, 3), "F")


def book(**sheets: Sequence[Sequence[Any]]) -> bytes:
    """A workbook; a cell `("merge", width, text)` is written across that many columns."""
    return workbook(sheets)


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]], *, from_1904: bool = False) -> bytes:
    stream = io.BytesIO()
    options = {"in_memory": True, "default_date_format": "dd/mm/yyyy", "date_1904": from_1904}
    with xlsxwriter.Workbook(stream, options) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for at, row in enumerate(rows):
                column = 0
                for value in row:
                    if isinstance(value, tuple) and value[0] == "merge":
                        sheet.merge_range(at, column, at, column + value[1] - 1, value[2])
                        column += value[1]
                        continue
                    if isinstance(value, tuple) and value[0] == "down":
                        sheet.merge_range(at, column, at + value[1] - 1, column, value[2])
                    elif isinstance(value, date):
                        sheet.write_datetime(at, column, value)
                    elif value is not None:
                        sheet.write(at, column, value)
                    column += 1
    return stream.getvalue()


def csv(*lines: str, encoding: str = "cp1252") -> bytes:
    return "\r\n".join(lines).encode(encoding)
