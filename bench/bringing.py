"""P8, member lists: a society's own sheet read and compared, beside a mere insert of its rows and the strict reading.

    python -m bench.bringing [--rows 5000] [--rounds 3] [--write docs/performance.md]

The floor is the driver putting the cells of the same rows into one STRICT table of a file, in one transaction. Read
means: from the bytes to what would change in an empty archive, every row accounted for; nothing is written.
"""

from __future__ import annotations

import io
import random
import sqlite3
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import click
import xlsxwriter
from rich.console import Console
from sqlalchemy import Connection

from bench import report
from bench.measuring import Ratio, Tick, side_by_side
from bench.report import Row, show
from mutua.domain.identifiers.fiscal_code import compute_fiscal_code
from mutua.intake.tabular import read_table
from mutua.services.bring_members import look_at_members
from mutua.services.import_members import preview
from mutua.services.plan_book import PlanBook
from mutua.services.sheet_mappings import open_rough
from mutua.store.database import Archive
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


def strictly(connection: Connection, raw: bytes) -> int:
    """How many rows of a list with our columns would come in."""
    return len(preview(connection, _PLANS, read_table(raw), now=NOW).new_rows)


def as_it_lies(connection: Connection, raw: bytes) -> int:
    """How many rows of a society's own sheet would come in."""
    return len(look_at_members(connection, _PLANS, open_rough(connection, raw, "members"), now=NOW).plan.new_rows)


def measure(count: int, rounds: int, tick: Tick) -> list[Row]:
    """Every row of the table. All rows of all forms come in, or the measure is none."""
    rows = people(count)
    files = {"CSV": as_csv(OWN, rows, "Libro soci;"), "XLSX": as_workbook(OWN, rows, "Libro soci")}
    strict = as_csv(STRICT, rows)
    found: list[Row] = []
    with tempfile.TemporaryDirectory() as name, Archive(f"sqlite:///{Path(name) / 'empty.db'}") as archive:
        upgrade(archive)
        with archive.reader.begin() as connection:
            read = {form: partial(as_it_lies, connection, raw) for form, raw in files.items()}
            ours = partial(strictly, connection, strict)
            counts = {form: work() for form, work in read.items()} | {"strict": ours()}
            if set(counts.values()) != {count}:
                raise AssertionError(f"not every row comes in: {counts}")
            floor = partial(insert, Path(name), rows)
            for form, goal in (("CSV", 0.45), ("XLSX", 0.25)):
                ratio = side_by_side([(read[form], floor)], rounds, tick)
                found.append(_goal(f"a mere insert by a society's own list, {form}", ratio, count, goal))
            ratio = side_by_side([(ours, floor)], rounds, tick)
            found.append(_goal("a mere insert by a list with our columns, CSV", ratio, count, 0.45))
            ratio = side_by_side([(ours, read["CSV"])], rounds, tick)
            found.append(Row("P8", "a society's own list by one with our columns, CSV", "", f"{ratio.median:.2f}", None,
                             "what it costs to read the sheet as it lies"))  # fmt: skip
    return found


def _goal(what: str, ratio: Ratio, count: int, goal: float) -> Row:
    note = f"{count / ratio.first_seconds:,.0f} rows/s by {count / ratio.second_seconds:,.0f}"
    return Row("P8", what, f"≥ {goal:g}", f"{ratio.median:.3f}", ratio.median >= goal, note)


@click.command()
@click.option("--rows", "count", default=100_000, help="How many people.")
@click.option("--rounds", default=3)
@click.option("--write", "path", type=click.Path(path_type=Path), help="Puts the table in this Markdown file too.")
def main(count: int, rounds: int, path: Path | None) -> None:
    """Measures the reading of member lists against the insert floor; ends with a table."""
    console = Console()
    rows = measure(count, rounds, lambda: console.print("…", style="dim", end=""))
    show(rows, console)
    if path is not None:
        report.write(rows, f"member lists, {count:,} rows", path, marks=(BEGIN, END))


if __name__ == "__main__":
    main()
