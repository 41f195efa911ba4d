"""P8, staff lists: a firm's list read, planned and applied, beside a mere insert of the rows that it writes.

    python -m bench.staff_list [--rows 100000] [--rounds 1] [--on postgresql] [--write docs/performance.md]

The floor: the very rows that the list wrote, put by the driver into the same tables of another archive, in one
transaction, with the same rules and guards. On SQLite both are timed by the processor's time of this process, on
PostgreSQL, which works elsewhere, by the time that passes. Applied means: from the bytes of the file to the commit,
with all that a new worker gets: household, identity, place, employment, enrolment, cover, what the firm may see, all
sealed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from sqlalchemy import Table, select

from bench import report
from bench.archiving import Place, places
from bench.bringing import as_csv, as_workbook, clock_of, people
from bench.measuring import Ratio, Tick, of_pairs, quiet_memory
from bench.report import Row, show
from mutua.domain.firms import Rate, Role, Terms
from mutua.domain.pact import PlanEvent
from mutua.domain.staff_rows import Mode
from mutua.intake.staff_file import read_staff_file
from mutua.intake.tabular import read_table
from mutua.rules.library import load_shipped, shipped_path
from mutua.services.claim_life import Desktop
from mutua.services.firm_plans import activate_plan, offer_plan, tell_plan
from mutua.services.organisations import add_organisation
from mutua.services.plan_book import book_of
from mutua.services.register import system_actor
from mutua.services.staff_lists import Done, apply_list, list_told, preview
from mutua.store.base import metadata, stored
from mutua.store.bulk import Written, insert_rows, write_together
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.migrate import upgrade
from mutua.store.tables import chain

NOW = datetime(2026, 2, 1, 9, tzinfo=UTC)
FIRST = date(2026, 1, 1)
HEADER = ("Matricola", "Cognome", "Nome", "Codice fiscale", "Assunto il")
_END = Written("UPDATE chain SET position = ", "{}, head = {} WHERE id = {}", ())
BEGIN, END = "<!-- bench staff list: begin -->", "<!-- bench staff list: end -->"


class Firm:
    """An archive with a firm whose plan is in force, copied anew for each list."""

    def __init__(self, place: Place) -> None:
        self.place, self.plans = place, book_of(shipped_path())
        code = sorted(plan.head.code for plan in load_shipped()[0])[0]
        self.ready = place.new()
        with Archive(self.ready) as archive:
            upgrade(archive)
            with archive.writer.begin() as connection:
                self.actor_id = system_actor(connection, "bench", Ids(random.Random(1)))
            at = self.desktop(archive)
            found = add_organisation(at, "Ditta", "00743110157", (Role.FIRM,), since=FIRST)
            assert isinstance(found, int)
            self.firm_id = found
            booked = self.plans.get(code)
            assert booked is not None
            assistance = next(iter(booked.plan.versions[-1].covers), "")
            plan_id = offer_plan(at, found, code, Terms(
                FIRST, (Rate(assistance, 1000),), legal_basis_on=FIRST, legal_basis_sha256="0" * 64
            ))  # fmt: skip
            assert isinstance(plan_id, int), plan_id
            tell_plan(at, plan_id, PlanEvent.SIGNED, on=FIRST)
            activate_plan(at, plan_id, starts_on=FIRST)

    def desktop(self, archive: Archive) -> Desktop:
        return Desktop(archive, self.plans, self.actor_id, NOW, Ids(random.Random(2)))

    def seconds(self, work: Callable[[Archive], None]) -> float:
        """How long something takes in a fresh copy."""
        url = self.place.copy(self.ready)
        with Archive(url) as archive, quiet_memory():
            start = clock_of(self.place)
            work(archive)
            found = clock_of(self.place) - start
        self.place.drop(url)
        return found

    def apply(self, raw: bytes, count: int, archive: Archive) -> None:
        """From the bytes to the commit; the plan is made once, under the lock, as `apply_list` does."""
        file = read_staff_file(read_table(raw), Mode.MOVEMENTS, firm_id=self.firm_id)
        told = list_told(file, Mode.MOVEMENTS, FIRST, [self.firm_id], remembered_for=self.firm_id)
        mark = self.mark or _mark(archive, told)
        self.mark = mark
        done = apply_list(self.desktop(archive), told, fingerprint=mark)
        assert isinstance(done, Done), done
        assert done.new == count, done

    mark = ""


def _mark(archive: Archive, told: Any) -> str:
    """The fingerprint of the plan that was shown before: read outside the measure, once."""
    with archive.reader.begin() as connection:
        return preview(connection, told, today=NOW.date()).plan.fingerprint


def written(before: str, after: Archive) -> list[tuple[Table, list[tuple[Any, ...]]]]:
    """The rows that are in the second archive and not in the first, table by table."""
    found = []
    with Archive(before) as one:
        for table in metadata.sorted_tables:
            query = select(*[stored(column) for column in table.columns])
            with one.reader.begin() as old, after.reader.begin() as new:
                known = {tuple(row) for row in old.execute(query)}
                rows = [tuple(row) for row in new.execute(query) if tuple(row) not in known]
            if rows and table.name not in ("counter", "audit"):
                found.append((table, rows))
    return found


def insert(work: Sequence[tuple[Table, list[tuple[Any, ...]]]], archive: Archive) -> None:
    """The floor: the rows put in by the driver, the chains that go on instead of what was there."""
    with archive.writer.begin() as connection:
        for table, rows in work:
            if table is chain:
                there = set(connection.scalars(select(chain.c.id)))
                ends = [(row[3], row[4], row[0]) for row in rows if row[0] in there]
                write_together(connection, [_END._replace(rows=ends)])
                rows = [row for row in rows if row[0] not in there]
            insert_rows(connection, table, rows)


def measure(firm: Firm, count: int, rounds: int, tick: Tick) -> list[Row]:
    """Every row of the table. All rows of both forms come in, or the measure is none."""
    rows = [(str(at), *row[1:4], "01/01/2026") for at, row in enumerate(_each_once(count), 1)]
    files = {"CSV": as_csv(HEADER, rows), "XLSX": as_workbook(HEADER, rows)}
    url = firm.place.copy(firm.ready)
    with Archive(url) as archive:
        firm.apply(files["CSV"], count, archive)
        work = written(firm.ready, archive)
    firm.place.drop(url)
    total, found = sum(len(some) for _, some in work), list[Row]()
    for form, goal in (("CSV", 0.45), ("XLSX", 0.25)):
        pairs = []
        for _ in range(rounds):
            pairs.append((firm.seconds(partial(firm.apply, files[form], count)), firm.seconds(partial(insert, work))))
            tick()
        what = f"a mere insert of the {total:,} rows it writes by a staff list, {form}, {firm.place.dialect}"
        found.append(_goal(what, of_pairs(pairs), count, goal))
    return found


def _each_once(count: int) -> list[tuple[str, ...]]:
    """Invented people of whom no two have the same fiscal code."""
    by_code = {row[3]: row for row in people(count + count // 20 + 50)}
    return list(by_code.values())[:count]


def _goal(what: str, ratio: Ratio, count: int, goal: float) -> Row:
    note = f"{count / ratio.first_seconds:,.0f} people/s by {count / ratio.second_seconds:,.0f}"
    return Row("P8", what, f"≥ {goal:g}", f"{ratio.median:.3f}", ratio.median >= goal, note)


@click.command()
@click.option("--rows", "count", default=100_000, help="How many people.")
@click.option("--rounds", default=1)
@click.option("--on", "dialect", type=click.Choice(["sqlite", "postgresql"]), default="sqlite")
@click.option("--write", "path", type=click.Path(path_type=Path), help="Puts the table in this Markdown file too.")
def main(count: int, rounds: int, dialect: str, path: Path | None) -> None:
    """Measures staff lists against the insert floor; ends with a table."""
    console = Console()
    with places() as found:
        firm = Firm(next(place for place in found if place.dialect == dialect))
        rows = measure(firm, count, rounds, lambda: console.print("…", style="dim", end=""))
    show(rows, console)
    if path is not None:
        report.write(rows, f"staff lists, {count:,} rows", path, marks=(BEGIN, END))


if __name__ == "__main__":
    main()
