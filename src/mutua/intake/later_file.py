"""A list of what came later for requests that the archive has: papers with their dates, and answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mutua.domain.asked import PlanAsked
from mutua.domain.case import FactValue
from mutua.intake.claims_file import answer_told, papers_told
from mutua.intake.mistakes import Mistake
from mutua.intake.sheet import Column, RowReader, open_sheet
from mutua.intake.tabular import Table

COLUMNS = (Column("key", "pratica", required=True), Column("line", "riga"), Column("papers", "documenti"))


@dataclass(frozen=True, slots=True)
class LaterTold:
    """What a row tells of a request, or of one of its lines (None: it does not say which)."""

    row: int
    key: str
    line: int | None
    papers: Mapping[str, date | None]
    facts: Mapping[str, FactValue]


@dataclass(slots=True)
class LaterFile:
    """The rows that can be read, and every mistake."""

    told: list[LaterTold] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


def read_later_file(table: Table, plans: Mapping[str, PlanAsked]) -> LaterFile:
    """What a table tells; `plans`: the plan of each request that it names and that the archive has."""
    facts = sorted({name for plan in plans.values() for name in plan.claim_facts})
    sheet = open_sheet(table, COLUMNS, facts)
    found = LaterFile(mistakes=sheet.mistakes)
    if sheet.usable:
        for row in table.rows:
            told = _read_row(RowReader(sheet, row), plans)
            if told is not None:
                found.told.append(told)
    return found


def _read_row(reader: RowReader, plans: Mapping[str, PlanAsked]) -> LaterTold | None:
    key = reader.text("key", required=True)
    plan = plans.get(key)
    if key and plan is None:
        reader.report("request_unknown", "key", key)
    hundredths = reader.decimal("line")
    if hundredths is not None and (hundredths % 100 or not hundredths):
        reader.report("line_number", "line")
    if plan is None:
        return None
    papers = papers_told(reader, plan)
    facts: dict[str, FactValue] = {}
    for name in reader.sheet.facts:
        answer = answer_told(reader, plan, name)
        if answer is not None:
            facts[name] = answer
    if not papers and not facts and not reader.wrong:
        reader.report("nothing_told", "papers")
    line = None if hundredths is None else hundredths // 100
    return None if reader.wrong else LaterTold(reader.row.number, key, line, papers, facts)
