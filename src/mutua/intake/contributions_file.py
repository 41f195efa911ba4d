"""A list of contributions: what each household owed, by when, and whether it paid."""

from __future__ import annotations

from dataclasses import dataclass, field

from mutua.domain.records import ContributionTold
from mutua.intake.mistakes import Mistake
from mutua.intake.sheet import Column, RowReader, open_sheet
from mutua.intake.tabular import Table

COLUMNS = (
    Column("household_code", "nucleo", required=True), Column("plan_code", "piano", required=True),
    Column("due_on", "scadenza", required=True), Column("amount", "importo", required=True),
    Column("paid_on", "pagato il"),
)  # fmt: skip


@dataclass(slots=True)
class ContributionsFile:
    """The contributions that can be read, each with its row, and every mistake."""

    told: list[tuple[int, ContributionTold]] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


def read_contributions_file(table: Table) -> ContributionsFile:
    """The contributions of a table."""
    sheet = open_sheet(table, COLUMNS, ())
    found = ContributionsFile(mistakes=sheet.mistakes)
    if sheet.usable:
        for row in table.rows:
            reader = RowReader(sheet, row)
            told = _read_row(reader)
            if told is not None:
                found.told.append((row.number, told))
    return found


def _read_row(reader: RowReader) -> ContributionTold | None:
    code, plan_code = reader.text("household_code", required=True), reader.text("plan_code", required=True)
    due_on, cents, paid_on = reader.day("due_on"), reader.money("amount"), reader.day("paid_on")
    for key in ("due_on", "amount"):
        if reader.is_empty(key):
            reader.report("cell_missing", key)
    if due_on is None or cents is None or reader.wrong:
        return None
    return ContributionTold(code, plan_code, due_on, cents, paid_on)
