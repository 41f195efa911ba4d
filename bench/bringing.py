"""P8, member lists: brought in from their bytes to the last commit, beside merely inserting the rows that this writes.

    python -m bench.bringing [--rows 10000] [--rounds 3] [--processor] [--write docs/performance.md]

The floor is the driver putting the very rows that the import wrote into another new archive, rules, references and
guards included, table by table in one transaction. Both sides run in turn, each time on a new archive, without the
garbage collector, as at the terminal. Beside it stands the reading alone (from the bytes to what would change in an
empty archive, every row accounted for) by the driver putting the cells into one bare table.

On SQLite both sides are timed by the processor's time of this process. With `--processor` (SQLite alone) the lots too
are as large as on a machine of one's own: by the clock on the wall others on the machine make them small.
"""

from __future__ import annotations

import io
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import click
import xlsxwriter
from rich.console import Console
from sqlalchemy import Connection, Table, select

from bench import report
from bench.archiving import Place, places
from bench.measuring import Ratio, Tick, of_pairs, quiet_memory, side_by_side
from bench.report import Row, show
from mutua.domain.identifiers.fiscal_code import compute_fiscal_code
from mutua.intake.tabular import read_table
from mutua.services.bring_members import look_at_members
from mutua.services.import_members import MembersPlan, apply, preview
from mutua.services.lots import Clock
from mutua.services.plan_book import PlanBook
from mutua.services.register import system_actor
from mutua.services.sheet_mappings import open_rough
from mutua.store.base import metadata, stored
from mutua.store.bulk import insert_rows
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.migrate import upgrade

NOW = datetime(2027, 1, 15, 9, tzinfo=UTC)
BEGIN, END = "<!-- bench bringing: begin -->", "<!-- bench bringing: end -->"
STRICT = ("tessera", "cognome", "nome", "codice fiscale", "nascita", "nucleo", "parentela", "dal", "indirizzo",
          "comune")  # fmt: skip
OWN = ("N° tessera", "Cognome", "Nome", "Cod. Fisc.", "Nato/a il", "Fam.", "Grado", "Socio dal", "Via", "Paese")
_SYLLABLES = ("BA", "CO", "DI", "FER", "GIU", "LAN", "MI", "NE", "PRO", "RUS", "SA", "TE", "VIO", "ZA")
_PLANS = PlanBook(lambda code: None)


def people(count: int, seed: int = 9) -> list[tuple[str, ...]]:
    """Invented couples, a row each, as the strict list tells them."""
    dice = random.Random(seed)
    return [_row(number, dice) for number in range(count)]


def _row(number: int, dice: random.Random) -> tuple[str, ...]:
    surname, given = ("".join(dice.choices(_SYLLABLES, k=dice.randint(2, 3))).capitalize() for _ in range(2))
    born_on = date(1930, 1, 1) + timedelta(days=dice.randrange(25_000))
    place = f"{dice.choice('ABCDEFGHILM')}{dice.randrange(1, 1000):03d}"
    code = compute_fiscal_code(surname, given, born_on, dice.choice("FM"), place)
    kin = "coniuge" if number % 2 else "titolare"
    return (str(number + 1), surname, given, code, f"{born_on:%d/%m/%Y}", f"F{number // 2}", kin, "01/01/2020",
            f"Via Roma {number}", "Pinerolo")  # fmt: skip


def as_csv(header: Sequence[str], rows: Sequence[Sequence[str]], *titles: str) -> bytes:
    """A CSV, with lines above its header where a sheet has titles."""
    return "\r\n".join([*titles, ";".join(header), *(";".join(row) for row in rows)]).encode()


def as_workbook(header: Sequence[str], rows: Sequence[Sequence[str]], *titles: str) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Soci")
        for at, row in enumerate([*([title] for title in titles), header, *rows]):
            sheet.write_row(at, 0, row)
    return stream.getvalue()


def insert(folder: Path, rows: Sequence[Sequence[str]]) -> None:
    """The floor: the cells put into a table of a file."""
    path = folder / "floor.db"
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    columns = ", ".join(f"c{at} TEXT NOT NULL" for at in range(len(STRICT)))
    connection.execute(f"CREATE TABLE list ({columns}) STRICT")
    connection.executemany(f"INSERT INTO list VALUES ({', '.join('?' * len(STRICT))})", rows)
    connection.commit()
    connection.close()


def strictly(connection: Connection, raw: bytes) -> MembersPlan:
    """What a list with our columns would bring in."""
    return preview(connection, _PLANS, read_table(raw), now=NOW)


def as_it_lies(connection: Connection, raw: bytes) -> MembersPlan:
    """What a society's own sheet would bring in."""
    return look_at_members(connection, _PLANS, open_rough(connection, raw, "members"), now=NOW).plan


@dataclass(frozen=True)
class List:
    """A file, how it is read, and what part of the speed of a mere insert it should reach."""

    name: str
    read: Callable[[Connection, bytes], MembersPlan]
    raw: bytes
    goal: float


def every_list(count: int) -> list[List]:
    rows = people(count)
    return [
        List("a list with our columns, CSV", strictly, as_csv(STRICT, rows), 0.45),
        List("a list with our columns, XLSX", strictly, as_workbook(STRICT, rows), 0.25),
        List("a society's own list, CSV", as_it_lies, as_csv(OWN, rows, "Libro soci;"), 0.45),
        List("a society's own list, XLSX", as_it_lies, as_workbook(OWN, rows, "Libro soci"), 0.25),
    ]


# ---------------------------------------------------------------- the whole road


@contextmanager
def new_archive(place: Place) -> Iterator[tuple[Archive, int]]:
    """An empty archive, with the number of who writes in it."""
    url = place.new()
    with Archive(url) as archive:
        upgrade(archive)
        with archive.writer.begin() as connection:
            actor_id = system_actor(connection, "bench", Ids(random.Random(1)))
        yield archive, actor_id
    place.drop(url)


def bring(
    place: Place, one: List, count: int, clock: Clock = time.perf_counter_ns
) -> tuple[float, dict[Table, list[tuple[object, ...]]]]:
    """Seconds from the bytes to the last commit, and the rows that are in the archive then, table by table."""
    with new_archive(place) as (archive, actor_id):
        with quiet_memory():
            start = clock_of(place)
            with archive.reader.begin() as connection:
                plan = one.read(connection, one.raw)
            done = apply(archive, plan, actor_id=actor_id, now=NOW, ids=Ids(), clock=clock)
            seconds = clock_of(place) - start
        if done.people != count:
            raise AssertionError(f"not every row came in: {done}")
        rows: dict[Table, list[tuple[object, ...]]] = {}
        with archive.reader.begin() as connection:
            for table in metadata.sorted_tables:
                if table.name not in _THERE_BEFORE:
                    found = connection.execute(select(*[stored(column) for column in table.columns]))
                    rows[table] = [tuple(row) for row in found]
    return seconds, rows


_THERE_BEFORE = ("actor", "setting", "alembic_version")


def merely_insert(place: Place, rows: Mapping[Table, list[tuple[object, ...]]]) -> float:
    """Seconds to put the same rows into another new archive."""
    with new_archive(place) as (archive, _), quiet_memory():
        start = clock_of(place)
        with archive.writer.begin() as connection:
            for table, some in rows.items():
                if some:
                    insert_rows(connection, table, some)
        return clock_of(place) - start


def clock_of(place: Place) -> float:
    """The processor's time of this process; of a server, which works elsewhere, the time that passes."""
    return time.process_time() if place.dialect == "sqlite" else time.perf_counter()


def whole_road(
    place: Place, lists: Sequence[List], count: int, rounds: int, tick: Tick, clock: Clock = time.perf_counter_ns
) -> list[Row]:
    found = []
    for one in lists:
        pairs = []
        for _ in range(rounds):
            seconds, rows = bring(place, one, count, clock)
            pairs.append((seconds, merely_insert(place, rows)))
            tick()
        name = f"the rows written by {one.name}, {place.dialect}"
        found.append(_goal(name, of_pairs(pairs), count, one.goal))
    return found


def reading(lists: Sequence[List], count: int, rounds: int, tick: Tick) -> list[Row]:
    """Every list looked at, beside the driver putting its cells into one bare table."""
    rows, found = people(count), []
    with tempfile.TemporaryDirectory() as name, Archive(f"sqlite:///{Path(name) / 'empty.db'}") as archive:
        upgrade(archive)
        with archive.reader.begin() as connection:
            for one in lists:
                look = partial(one.read, connection, one.raw)
                if len(look().new_rows) != count:
                    raise AssertionError(f"not every row comes in: {one.name}")
                ratio = side_by_side([(look, partial(insert, Path(name), rows))], rounds, tick)
                found.append(Row("P8", f"looking at {one.name}, by its cells in one bare table", "",
                                 f"{ratio.median:.3f}", None, _speeds(ratio, count)))  # fmt: skip
    return found


def _goal(what: str, ratio: Ratio, count: int, goal: float) -> Row:
    return Row("P8", what, f"≥ {goal:g}", f"{ratio.median:.2f} ({ratio.low:.2f}–{ratio.high:.2f})",
               ratio.median >= goal, _speeds(ratio, count))  # fmt: skip


def _speeds(ratio: Ratio, count: int) -> str:
    return f"{count / ratio.first_seconds:,.0f} rows/s by {count / ratio.second_seconds:,.0f}"


def measure(
    count: int, rounds: int, tick: Tick, kinds: Sequence[str] = ("sqlite", "postgresql"),
    clock: Clock = time.perf_counter_ns,
) -> list[Row]:  # fmt: skip
    """Every row of the table. All rows of all forms come in, or the measure is none."""
    lists, found = every_list(count), []
    with places() as found_places:
        for place in found_places:
            if place.dialect in kinds:
                found += whole_road(place, lists, count, rounds, tick, clock)
    return found + reading(lists, count, rounds, tick)


@click.command()
@click.option("--rows", "count", default=100_000, help="How many people.")
@click.option("--rounds", default=3)
@click.option("--processor", is_flag=True, help="SQLite alone, and lots by the processor's time.")
@click.option("--write", "path", type=click.Path(path_type=Path), help="Puts the table in this Markdown file too.")
def main(count: int, rounds: int, processor: bool, path: Path | None) -> None:
    """Measures the bringing in of member lists against the insert floor; ends with a table."""
    console = Console()
    kinds, clock = (["sqlite"], time.process_time_ns) if processor else (["sqlite", "postgresql"], time.perf_counter_ns)
    rows = measure(count, rounds, lambda: console.print("…", style="dim", end=""), kinds, clock)
    show(rows, console)
    if path is not None:
        report.write(rows, f"member lists, {count:,} rows", path, marks=(BEGIN, END))


if __name__ == "__main__":
    main()
