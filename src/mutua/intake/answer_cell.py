"""An answer typed by itself, read as a cell of a sheet is read."""

from __future__ import annotations

from mutua.domain.asked import FactAsked
from mutua.domain.case import Scalar
from mutua.intake.mistakes import Mistake
from mutua.intake.sheet import RowReader, Sheet
from mutua.intake.tabular import Cell, SheetRow, Table


def answer_of(fact: FactAsked, text: str) -> Scalar | Mistake:
    """The answer in its smallest unit, or what is wrong with it."""
    sheet = Sheet(Table(), {})
    value = RowReader(sheet, SheetRow(0, ())).typed(fact, Cell(text.strip()), fact.name)
    if value is not None and not any(not one.warning for one in sheet.mistakes):
        return value
    wrong = [one for one in sheet.mistakes if not one.warning]
    return wrong[0] if wrong else Mistake("cell_missing", 0, fact.name)
