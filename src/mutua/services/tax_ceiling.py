"""The tax ceiling of a worker's year (art. 51, paragraph 2, letter a, TUIR): who comes near it, and how far one is.

What firm and worker are asked through any firm shares it with what the worker declares as paid elsewhere. Only the
office and the worker read what was declared: no list and no page of a firm does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from mutua.domain.firms import LegalBasis
from mutua.rules.model import ParameterFigure
from mutua.rules.paper_notes import figure_in_force
from mutua.services.outside_figures import figures_of
from mutua.store.declared import Elsewhere, read_elsewhere
from mutua.store.firms import read_plans
from mutua.store.tables import firm
from mutua.store.tables_firms import enrolment, statement, statement_line
from mutua.store.who import read_identities

CEILING = "tetto_contributi_azienda"  # the figure of `parametri.yaml`


class Near(NamedTuple):
    """What was asked for a worker and their relatives for the months of a year, the firm's and the worker's part, and
    what the worker declared as paid elsewhere."""

    person_id: int
    name: str
    firms: tuple[str, ...]
    asked_cents: int
    elsewhere_cents: int = 0

    @property
    def cents(self) -> int:
        """All that counts against the ceiling."""
        return self.asked_cents + self.elsewhere_cents


class YearUsed(NamedTuple):
    """How far somebody is in a year: what was asked through firms, what they declared as paid elsewhere (None: they
    declared nothing), and the ceiling (None: none is in force)."""

    year: int
    asked_cents: int
    elsewhere: Elsewhere | None
    ceiling: ParameterFigure | None

    @property
    def cents(self) -> int:
        return self.asked_cents + (self.elsewhere.cents if self.elsewhere is not None else 0)

    @property
    def left_cents(self) -> int | None:
        """What is left of the ceiling; below nought, by how much it is passed."""
        return None if self.ceiling is None else self.ceiling.cents - self.cents


def ceilings_of(connection: Connection, rulesets: Path) -> tuple[ParameterFigure, ...]:
    """The ceilings of every year, by the society's own figures or the law's. Refuses a file with mistakes, as
    `RetentionMissing`."""
    return figures_of(connection, rulesets, CEILING)


def near_the_ceiling(connection: Connection, year: int, least_cents: int) -> list[Near]:
    """Everybody for whose months of the year something was asked of firms, and with what they declared as paid
    elsewhere at least so much counts, the most first. What a firm gives of its own will is part of the pay, and does
    not count."""
    asked = _asked_through_firms(connection, [year])
    people = {person_id: one for (person_id, _), one in asked.items() if one.cents > 0}
    elsewhere = read_elsewhere(connection, people)
    found = {}
    for person_id, one in people.items():
        told = elsewhere.get((person_id, year))
        near = Near(person_id, "", (), one.cents, told.cents if told is not None else 0)
        if near.cents >= least_cents:
            found[person_id] = near
    who = read_identities(connection, found)
    names: Mapping[int, str] = {row.id: row.name for row in connection.execute(select(firm.c.id, firm.c.name))}
    named = [
        one._replace(
            name=f"{who[id_].surname} {who[id_].given_name}".strip() if id_ in who else "",
            firms=tuple(sorted(names[firm_id] for firm_id in people[id_].firms)),
        )
        for id_, one in found.items()
    ]
    return sorted(named, key=lambda one: (-one.cents, one.name))


def ceiling_used(
    connection: Connection, ceilings: Iterable[ParameterFigure], person_id: int, years: Iterable[int]
) -> list[YearUsed]:
    """How far the person is in each of the years and in those of which they declared something, the newest first."""
    figures = tuple(ceilings)
    declared = {year: one for (_, year), one in read_elsewhere(connection, [person_id]).items()}
    wanted = sorted({*years, *declared}, reverse=True)
    asked = _asked_through_firms(connection, wanted, person_id)
    nothing = _Asked(0, frozenset())
    return [
        YearUsed(year, asked.get((person_id, year), nothing).cents, declared.get(year), figure_in_force(figures, year))
        for year in wanted
    ]


class _Asked(NamedTuple):
    cents: int
    firms: frozenset[int]


def _asked_through_firms(
    connection: Connection, years: Iterable[int], only: int | None = None
) -> dict[tuple[int, int], _Asked]:
    """What was asked for the months of the years, by worker and year, and of which firms; of one person only."""
    wanted = sorted(years)
    if not wanted:
        return {}
    query = select(enrolment.c.enrolment_id, enrolment.c.person_id).distinct()
    if only is not None:
        query = query.where(enrolment.c.person_id == only)
    persons = {row.enrolment_id: row.person_id for row in connection.execute(query)}
    line = statement_line.c
    lines = (
        select(line.enrolment_id, statement.c.firm_id, statement.c.plan_id, line.month,
               func.sum(line.contribution_cents))
        .join(statement, statement.c.statement_id == line.statement_id)
        .where(line.month.between(date(wanted[0], 1, 1), date(wanted[-1], 12, 31)))
        .group_by(line.enrolment_id, statement.c.firm_id, statement.c.plan_id, line.month)
    )  # fmt: skip
    if only is not None:
        theirs = select(enrolment.c.enrolment_id).where(enrolment.c.person_id == only)
        lines = lines.where(line.enrolment_id.in_(theirs))
    plans = {one.plan_id: one for some in read_plans(connection).values() for one in some}
    found: dict[tuple[int, int], _Asked] = {}
    for enrolment_id, firm_id, plan_id, month, cents in connection.execute(lines):
        if plans[plan_id].on(month).legal_basis is LegalBasis.VOLUNTARY:
            continue
        key = persons[enrolment_id], month.year
        before = found.get(key, _Asked(0, frozenset()))
        found[key] = _Asked(before.cents + int(cents), before.firms | {firm_id})
    return found
