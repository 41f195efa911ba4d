"""Tables of municipalities: the Pinerolese as we ship it, or a wider one that a society has.

Names and codes are those of ISTAT as of 1 January 2020; postal codes are a help, to be checked before one relies on
them. The choice of municipalities is ours, no official list: those of Pinerolo, its plain and its valleys, and Turin.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mutua.domain.identifiers.municipalities import (
    Municipalities,
    Municipality,
    read_municipality_code,
    read_postal_code,
)
from mutua.intake.mistakes import Mistake
from mutua.intake.sheet import Column, RowReader, open_sheet
from mutua.intake.tabular import Table, read_table

COLUMNS = (
    Column("code", "codice catastale", required=True), Column("name", "comune", required=True),
    Column("province", "provincia"), Column("postal_code", "cap"), Column("istat_code", "codice istat"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MunicipalitiesRead:
    """The municipalities of a table, and what is wrong with the rows that are not among them."""

    municipalities: Municipalities
    mistakes: tuple[Mistake, ...]


def read_municipalities(table: Table) -> MunicipalitiesRead:
    """The municipalities of a table, row by row; a wrong row is told and left out."""
    sheet = open_sheet(table, COLUMNS, ())
    found = []
    if sheet.usable:
        for row in table.rows:
            reader = RowReader(sheet, row)
            one = Municipality(
                reader.checked("code", read_municipality_code) or "", reader.text("name", required=True),
                reader.text("province"), reader.checked("postal_code", read_postal_code) or "",
                reader.text("istat_code"),
            )  # fmt: skip
            if not one.code and not reader.wrong:
                reader.report("cell_missing", "code")
            if not reader.wrong:
                found.append(one)
    return MunicipalitiesRead(Municipalities(tuple(found)), tuple(sheet.mistakes))


@cache
def shipped_municipalities() -> Municipalities:
    """The Pinerolese, and Turin where many of its people were born."""
    content = files("mutua.intake").joinpath("data", "municipalities.csv").read_bytes()
    return read_municipalities(read_table(content)).municipalities
