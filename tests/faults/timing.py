"""S2, the channel of time: whether a firm could learn something from how long a page takes. Measured, never asserted.

`PYTHONPATH=tests python -m faults.timing` asks each page of two societies that differ in health alone, in turn and in
an order by chance, and compares the times by Welch's t. Then the same with a delay planted in the one society.
"""

from __future__ import annotations

import gc
import math
import random
import shutil
import statistics
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest
from rich.console import Console
from rich.table import Table

from faults.leaks import requests
from faults.sizes import SEED
from faults.twins import Twins, asked, statement_path, twins
from mutua.services.firm_door import FirmDoor
from mutua.store.database import Archive
from mutua.store.migrate import upgrade

PAGES = ("/azienda", "/azienda/FIRM", "/azienda/FIRM/estratti", statement_path(2), "joins", statement_path(999))
MOST_T, LEAST_SECONDS = 4.5, 0.002  # beyond both, time tells something
DELAY = 0.01  # planted


class Compared(NamedTuple):
    page: str
    sound_ms: float
    ill_ms: float
    t: float

    @property
    def tells(self) -> bool:
        return abs(self.t) >= MOST_T and abs(self.ill_ms - self.sound_ms) >= LEAST_SECONDS * 1000


def welch(some: list[float], others: list[float]) -> float:
    """Welch's t of two samples; 0 where nothing varies."""
    spread = statistics.variance(some) / len(some) + statistics.variance(others) / len(others)
    return (statistics.fmean(others) - statistics.fmean(some)) / math.sqrt(spread) if spread else 0.0


def compared(pair: Twins, page: str, count: int, rng: random.Random) -> Compared:
    """So many requests of each society; the slowest hundredth of each is another's work on the machine, left out."""
    browsers = dict(zip(("sound", "ill"), zip(pair.both, pair.inside("verdi"), strict=True), strict=True))
    order = ["sound", "ill"] * (count + 20)
    took: dict[str, list[float]] = {"sound": [], "ill": []}
    gc.collect()
    gc.disable()
    try:
        for at in range(0, len(order), 2):
            for which in rng.sample(order[at : at + 2], 2):
                began = time.perf_counter()
                asked(*browsers[which], page)
                took[which].append(time.perf_counter() - began)
    finally:
        gc.enable()
    kept = {which: sorted(times[20:])[: max(2, count * 99 // 100)] for which, times in took.items()}
    means = {which: statistics.fmean(times) * 1000 for which, times in kept.items()}
    return Compared(page, means["sound"], means["ill"], welch(kept["sound"], kept["ill"]))


class Files:
    """New archives in files, as the tests have them."""

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.db"
        with Archive(f"sqlite:///{self._template}") as archive:
            upgrade(archive)

    @contextmanager
    def fresh(self, _dialect: str, folder: Path) -> Iterator[str]:
        target = folder / f"{uuid.uuid4().hex}.db"
        shutil.copy(self._template, target)
        yield f"sqlite:///{target}"


def slow_where_ill(patch: pytest.MonkeyPatch, pair: Twins) -> None:
    """The planted leak: who asked for something makes the roster slower."""
    people, archives = FirmDoor.people, {made.archive.url: made.archive for made in pair.both}

    def slower(door: FirmDoor, one: Any) -> Any:
        if requests(archives, door):
            time.sleep(DELAY)
        return people(door, one)

    patch.setattr(FirmDoor, "people", slower)


@click.command()
@click.option("--requests", "count", default=2_000, show_default=True, help="Requests of each page and society.")
def main(count: int) -> None:
    """Measures and prints; nothing fails here."""
    rng = random.Random(SEED)
    table = Table(title=f"S2, time: {count:,} requests of each, interleaved")
    for title in ("page", "sound, ms", "ill, ms", "difference, ms", "Welch's t", "tells something"):
        table.add_column(title)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with twins(Files(folder), "sqlite", folder, SEED) as pair:  # type: ignore[arg-type]  # it makes archives too
            for _ in range(5):
                pair.befall()
            rows = [compared(pair, page, count, rng) for page in PAGES]
            with pytest.MonkeyPatch.context() as patch:
                slow_where_ill(patch, pair)
                planted = compared(pair, "/azienda/FIRM", count, rng)
    for one in (*rows, planted._replace(page="/azienda/FIRM, a delay planted")):
        table.add_row(one.page, f"{one.sound_ms:.2f}", f"{one.ill_ms:.2f}", f"{one.ill_ms - one.sound_ms:+.3f}",
                      f"{one.t:+.1f}", "YES" if one.tells else "no")  # fmt: skip
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
