"""Charging a year, beside the same rows put in by the driver alone: what the rules, the preview and the seals cost.

The driver alone gets the rows that the charging left (entries, charges, dues, contributions, the books), ready made,
and puts them into an archive as full as ours, in one transaction, by the road the driver has for many rows.

`--processor` counts the processor's time instead of the clock's, which others on the machine do not disturb: on SQLite
alone, where all work is done here. Transactions are then as long as on a machine of one's own.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

import click
from sqlalchemy import Table, select

from bench.measuring import Ratio, of_pairs, quiet_memory
from mutua.domain.records import CoverTold, Identity, PersonTold
from mutua.services.charge_contributions import charge_year, plan_year
from mutua.services.claim_life import Desktop
from mutua.services.lots import Clock
from mutua.services.plan_book import PlanBook, book_of
from mutua.services.register import register_household, system_actor
from mutua.store.base import stored
from mutua.store.bulk import insert_rows
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.migrate import upgrade
from mutua.store.tables import PROTECTED, entry
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

YEAR = 2027
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
JOINED = date(2020, 1, 1)
PLAN = "mutua-di-misura/contributi"
SIZE = 3  # people in a household
HEAD = """\
titolo: Piano dei contributi
società: Mutua di Misura
versione_secondo: servizio
coperture: [base]
fonte: inventato
"""
VERSION = """\
in_vigore: dal 2026-01-01
approvato: {da: Consiglio, delibera: 1/2025, il: 2025-11-28}
fonte: inventato
anno: solare
prestazioni:
  VIS: {titolo: Visita, articolo: art. 5, copertura: base, passi: [spesa, quota: 70%], consuma: nessuno}
contributi:
  articolo: art. 10
  voci:
    - {nome: associativa, titolo: quota associativa, misura: 20.00, per: anno, quando: {grado: titolare}}
    - nome: contributo
      titolo: contributo annuo
      misura: {secondo: età, meno di 18: 60.00, da 18 a 64: 240.00, almeno 65: 300.00}
      per: anno
      in_proporzione: sì
  rate:
    - nome: in una volta
      parti: [{parte: 1/1, entro: 31 gennaio dell'anno di inizio_anno}]
"""


@dataclass(frozen=True, slots=True)
class Charging:
    """How many people were charged, and how many times the driver alone charging takes."""

    people: int
    ratio: Ratio


def plan_folder(folder: Path) -> Path:
    """The plan of the measure, on disk; the folder of the rulesets."""
    place = folder / PLAN
    place.mkdir(parents=True, exist_ok=True)
    (place / "piano.yaml").write_text(HEAD, encoding="utf-8")
    (place / "2026-01-01.yaml").write_text(VERSION, encoding="utf-8")
    return folder


def fill(archive: Archive, people: int) -> int:
    """Makes the archive and puts in so many people, covered; gives the actor who charges."""
    upgrade(archive)
    ids = Ids(Random(1))
    with archive.writer.begin() as connection:
        actor_id = system_actor(connection, "bench", ids)
    codes = range(people // SIZE)
    for first in range(0, len(codes), 500):

        def work(unit: UnitOfWork, some: Sequence[int] = codes[first : first + 500]) -> None:
            for at in some:
                register_household(unit, list(_family(at)), ids)

        unit_of_work(archive, [], work, actor_id=actor_id, now=NOW)
    return actor_id


def _family(at: int) -> Iterator[PersonTold]:
    for number, (kinship, born) in enumerate((("titolare", 1950 + at % 50), ("coniuge", 1980), ("figlio", 2015))):
        who = Identity(f"Bertin{at}", "Ada", card_number=f"{at}-{number}", born_on=date(born, 5, 17))
        yield PersonTold(f"N{at}", who, kinship, JOINED, covers=(CoverTold(PLAN, "base", JOINED),))


def charge(archive: Archive, plans: PlanBook, actor_id: int, clock: Clock = time.perf_counter_ns) -> int:
    """Charges the year, preview included; gives how many people."""
    at = Desktop(archive, plans, actor_id, NOW, Ids(Random(2)))
    return charge_year(at, plan_year(at, YEAR), clock=clock).people


def rows_of(archive: Archive) -> list[tuple[Table, list[tuple[Any, ...]]]]:
    """The rows that charging left, table by table, as they are stored."""
    made = []
    with archive.reader.begin() as connection:
        for table in (entry, *PROTECTED):
            columns = [stored(column) for column in table.columns]
            kinds = (entry.c.chain_id == table.c.chain_id) & (entry.c.position == table.c.position)
            query = select(*columns).where(kinds & (entry.c.kind == "charge"))
            rows = [tuple(bytes(one) if isinstance(one, memoryview) else one for one in row)
                    for row in connection.execute(query)]  # fmt: skip
            if rows:
                made.append((table, rows))
    return made


def put_in(archive: Archive, rows: list[tuple[Table, list[tuple[Any, ...]]]]) -> None:
    with archive.writer.begin() as connection:
        for table, some in rows:
            insert_rows(connection, table, some)


def charging(
    fresh: Callable[[], Any], folder: Path, people: int, rounds: int, tick: Callable[[], None],
    clock: Clock = time.perf_counter_ns,
) -> Charging:  # fmt: skip
    """Both, in turn, each on an archive of its own; `fresh` gives the address of an empty one for a while.

    Time on the wall, where no other clock is given: on a server most of the work is done by another process.
    """
    plans, pairs, charged = book_of(plan_folder(folder)), list[tuple[float, float]](), 0
    assert plans[PLAN].facts_read  # read now: no file is read while the time runs
    for _ in range(rounds):
        with fresh() as one, fresh() as other, Archive(one) as ours, Archive(other) as bare:
            actor_id = fill(ours, people)
            fill(bare, people)
            with quiet_memory():  # as at the terminal
                charged, mine = _timed(lambda: charge(ours, plans, actor_id, clock), clock)  # noqa: B023  # called at once
                rows = rows_of(ours)
                _, theirs = _timed(lambda: put_in(bare, rows), clock)  # noqa: B023  # the same
            pairs.append((theirs, mine))
        tick()
    return Charging(charged, of_pairs(pairs))


def _timed(work: Callable[[], Any], clock: Clock) -> tuple[Any, float]:
    start = clock()
    done = work()
    return done, (clock() - start) / 1e9


@contextmanager
def in_a_file(folder: Path) -> Iterator[str]:
    """The address of an SQLite archive that goes away afterwards."""
    path = folder / f"{time.monotonic_ns()}.db"
    yield f"sqlite:///{path}"
    for left in folder.glob(f"{path.name}*"):
        left.unlink()


@click.command()
@click.option("--people", default=9_999, help="How many people are charged.")
@click.option("--rounds", default=3)
@click.option("--processor", is_flag=True, help="The processor's time instead of the clock's.")
def main(people: int, rounds: int, processor: bool) -> None:
    """Measures charging a year on SQLite against the bare driver's putting in of the same rows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clock = time.process_time_ns if processor else time.perf_counter_ns
        found = charging(lambda: in_a_file(folder), folder, people, rounds, lambda: None, clock)
    one = found.ratio
    click.echo(
        f"{found.people:,} people, {one.pairs} rounds: {one.median:.2f} ({one.low:.2f}–{one.high:.2f}) times the bare"
        f" driver; {one.second_seconds:.2f} s and {one.first_seconds:.2f} s"
    )


if __name__ == "__main__":
    main()
