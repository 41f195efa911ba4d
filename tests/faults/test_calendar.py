"""R15: the days of requests, decisions, terms, ages and ceilings are the same wherever the machine believes it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from archives import Ready
from faults import boundaries
from faults.boundaries import rows
from faults.conftest import Told
from faults.sizes import sized
from faults.workers import TESTS

TABLES = ("INSTANTS", "DEADLINES", "WAITS", "AGES", "YEARS")
ZONES = ("UTC", "Europe/Rome", "America/Los_Angeles", "Pacific/Kiritimati")
EXPECTED = {name: rows(getattr(boundaries, name)) for name in TABLES}


def machine_in(zone: str, url: str, folder: Path, start: str = "") -> dict[str, list[list[str]]]:
    script = f"{start}\nfrom faults.calendar_worker import main; import sys; main(*sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-c", script, url, str(folder)], cwd=TESTS, env={**os.environ, "TZ": zone},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer: dict[str, list[list[str]]] = json.loads(done.stdout)
    return answer


def test_there_are_enough_edges() -> None:
    assert sum(len(table) for table in EXPECTED.values()) >= 120


@pytest.mark.parametrize("zone", ZONES)
def test_k93_the_edges_of_the_calendar_fall_on_the_same_days_everywhere(
    ready: Ready, dialect: str, zone: str, tmp_path: Path, told: Told
) -> None:
    farthest = ("America/Los_Angeles", "Pacific/Kiritimati") if dialect == "sqlite" else ("Pacific/Kiritimati",)
    if zone not in sized(farthest, ZONES):
        pytest.skip("the full campaign tries every zone on both, this run the farthest")
    with ready.fresh(dialect, tmp_path) as url:
        found = machine_in(zone, url, tmp_path / "s")
    wrong = [
        (name, row, expected)
        for name in TABLES
        for row, expected in zip(found[name], EXPECTED[name], strict=True)
        if row != expected
    ]
    assert wrong == []
    edges = sum(len(table) for table in EXPECTED.values())
    told("R15 clock", dialect, f"{edges} edges of the calendar, TZ={zone}", "0 on another day")


def test_a_machine_that_takes_its_own_zone_for_ours_is_noticed(ready: Ready, tmp_path: Path, told: Told) -> None:
    planted = (
        "import mutua.rules.engine.calendar as c, mutua.services.desk as d, mutua.services.recording as r\n"
        "d.day_in_rome = r.day_in_rome = lambda moment: moment.astimezone().date()"
    )
    with ready.fresh("sqlite", tmp_path) as url:
        found = machine_in("America/Los_Angeles", url, tmp_path / "s", planted)
    wrong = [name for name in TABLES if found[name] != EXPECTED[name]]
    assert "INSTANTS" in wrong
    told("R15 clock", "sqlite", "edges of the calendar", f"{wrong} otherwise", planted="the machine's own zone")
