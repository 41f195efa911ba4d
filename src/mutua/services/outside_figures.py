"""The dated figures of the law that are not of a plan (`parametri.yaml`): the one of a year, and what is near it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from mutua.rules.library import PARAMETERS_FILE
from mutua.rules.model.ruleset import ParameterFigure
from mutua.rules.paper_notes import figure_in_force
from mutua.rules.reading.reader_tariffs import read_parameters
from mutua.rules.reading.source import read_file
from mutua.services.retention import RetentionMissing, own_or_law
from mutua.store.tables import due, household_year

REGISTER = "contributi_senza_registro"


def figure_of(connection: Connection, rulesets: Path, name: str, year: int) -> ParameterFigure | None:
    """The figure of a year, by the society's own file or the law's; None where none is in force. Refuses a file with
    mistakes, as `RetentionMissing`."""
    return figure_in_force(figures_of(connection, rulesets, name), year)


def figures_of(connection: Connection, rulesets: Path, name: str) -> tuple[ParameterFigure, ...]:
    """The figures of every year; none where there is no file. Refuses as above."""
    path = own_or_law(connection, rulesets, PARAMETERS_FILE)
    if not path.is_file():
        return ()
    node, problems = read_file(path, path.as_posix())
    found, more = read_parameters(node) if node is not None else ({}, [])
    one = found.get(name)
    if problems or (more and one is None):
        raise RetentionMissing(path, [*problems, *more])
    return tuple(one.figures) if one is not None else ()


class OverLine(NamedTuple):
    """The contributions of a year are more than a society has that need not be in the register of firms."""

    year: int
    cents: int
    line_cents: int
    source: str


def over_the_line(
    connection: Connection, rulesets: Path, year: int, *, more_cents: int = 0, own_cents: int | None = None
) -> OverLine | None:
    """Whether what members, households and firms were asked for the year, with `more_cents` about to be charged, is
    above the line (art. 44, paragraph 2, of D.Lgs. 117/2017); None where it is not, or no line is in force.

    What is asked is looked at, not what came in: so the warning comes before the money does. `own_cents`: what
    households themselves owe for the year, where that is known already.
    """
    line = figure_of(connection, rulesets, REGISTER, year)
    if line is None:
        return None
    if own_cents is None:
        own = select(func.sum(household_year.c.owed_cents)).where(household_year.c.year == year)
        own_cents = int(connection.scalar(own) or 0)
    firms = select(func.sum(due.c.amount_cents)).where(due.c.firm_id > 0, due.c.year == year)  # by index: few
    cents = own_cents + int(connection.scalar(firms) or 0) + more_cents
    return OverLine(year, cents, line.cents, line.source) if cents > line.cents else None


def over_the_line_or_none(connection: Connection, rulesets: Path, year: int, own_cents: int) -> OverLine | None:
    """The same for a page: None also where the file has mistakes, which the terminal tells."""
    try:
        return over_the_line(connection, rulesets, year, own_cents=own_cents)
    except RetentionMissing:
        return None
