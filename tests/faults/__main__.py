"""The full campaign of faults, goal after goal, and a summary of it: `make faults`, or `make faults GOALS="R2 R10"`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

HERE = Path(__file__).resolve().parent


class Goal(NamedTuple):
    """Where a goal is tested: a file (or more, with a blank between), and words of the names of its tests there.

    Without words: all of them.
    """

    title: str
    file: str
    words: tuple[str, ...] = ()


GOALS = {
    "R1": Goal("kill", "test_kill", ("killed_batch", "stopped_dead", "each_call", "in_the_middle")),
    "R2": Goal("acknowledged = durable", "test_kill", ("acknowledged", "receipt", "the_disk")),
    "R3": Goal("ceilings", "test_races", ("ceiling", "three_rounds", "decide_it_once")),
    "R4": Goal("serial order", "test_races", ("order",)),
    "R5": Goal("once", "test_once"),
    "R6": Goal("staff lists", "test_staff_lists"),
    "R7": Goal("replay", "test_replay"),
    "R8": Goal("ledger", "test_ledger"),
    "R10": Goal("tamper", "test_tamper"),
    "R11": Goal("backup", "test_backup"),
    "R12": Goal("migrations", "test_disk", ("upgrade", "first_schema")),
    "R13": Goal("disk full", "test_disk", ("full_disk", "may_not_grow", "disk_is_full")),
    "R15": Goal("clock", "test_calendar"),
    "R16": Goal("locks", "test_races", ("of_a_lock", "stands_still", "make_it_once")),
    "R17": Goal("payment files", "test_payments"),
    "R21": Goal("park", "test_park"),
    "M": Goal("mistakes of others", "test_mistakes"),
    "S2": Goal("a firm learns nothing of health", "test_twins"),
    "S3": Goal("whatever is sent", "../web/test_s3_programs ../web/test_s3_forms"),
    "S5": Goal("hostile files", "../web/test_s5_hostile"),
    "S10": Goal("four eyes", "test_four_eyes"),
    "C": Goal("charging a year, killed", "test_charging"),
    "E": Goal("erasing somebody, stopped", "test_erase"),
}


def main(arguments: list[str]) -> int:
    """Runs the goals named, or all, in full, one after the other, and tells what was shown; 0 when all held.

    What begins with a dash goes to pytest. The database that serves and the one in a file are tried side by side.
    """
    os.environ.setdefault("MUTUA_FAULTS", "full")
    os.chdir(HERE.parent.parent)
    named = [one for one in arguments if not one.startswith("-")]
    options = [one for one in arguments if one.startswith("-")] or ["-n", "2"]
    unknown = [one for one in named if one not in GOALS]
    if unknown:
        print(f"no such goal: {', '.join(unknown)}; there are {', '.join(GOALS)}")
        return 2
    took: dict[str, int] = {}
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        report = Path(os.environ.setdefault("MUTUA_FAULTS_REPORT", f"{folder}/report.jsonl"))
        for name in named or GOALS:
            began = time.monotonic()
            print(f"{name} {GOALS[name].title}", flush=True)
            command = [sys.executable, "-m", "pytest", *selected(GOALS[name]), *options]
            if subprocess.run(command, check=False).returncode:
                failed.append(name)
            if name == "S2":
                subprocess.run([sys.executable, "-m", "faults.timing"], check=False)  # measured, never a failure
            took[name] = round(time.monotonic() - began)
        lines = report.read_text(encoding="utf-8").splitlines() if report.exists() else []
    tell([json.loads(line) for line in lines], took, failed)
    return 1 if failed else 0


def selected(goal: Goal) -> list[str]:
    """What pytest is told to run of a goal."""
    words = ["-k", " or ".join(goal.words)] if goal.words else []
    files = [str((HERE / f"{one}.py").resolve()) for one in goal.file.split()]
    return [*files, "-p", "no:cacheprovider", *words]


def tell(rows: list[dict[str, str]], took: dict[str, int], failed: list[str]) -> None:
    """The summary: each goal with what was done, then each planted fault with the test that caught it."""
    console = Console(width=None if sys.stdout.isatty() else 160)
    shown, caught = Table(title="Goals"), Table(title="Planted faults")
    for heading in ("goal", "database", "done", "result"):
        shown.add_column(heading)
    for heading in ("goal", "database", "planted", "caught by", "how it showed"):
        caught.add_column(heading)
    for row in sorted(rows, key=lambda one: (_number(one["goal"]), one["database"], one["done"])):
        if row["planted"]:
            caught.add_row(row["goal"], row["database"], row["planted"], row["test"].split("[")[0], row["result"])
        else:
            shown.add_row(row["goal"], row["database"], row["done"], row["result"])
    console.print(shown, caught)
    planted = {(row["goal"], row["planted"]) for row in rows if row["planted"]}
    seconds = ", ".join(f"{name} {each} s" for name, each in took.items())
    console.print(f"{len(planted)} planted faults, each caught; {sum(took.values())} s in all: {seconds}")
    if failed:
        console.print(f"NOT HELD: {', '.join(failed)}")


def _number(goal: str) -> int:
    return int("".join(letter for letter in goal.split()[0] if letter.isdigit()) or 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
