"""The full campaign of faults, and a summary of it: `make faults`, or `python -m faults` in the folder of the tests."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table

HERE = Path(__file__).resolve().parent


def main(arguments: list[str]) -> int:
    """Runs the campaign in full and tells what was shown. Arguments go to pytest; the status is that of pytest."""
    os.environ.setdefault("MUTUA_FAULTS", "full")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(os.environ.setdefault("MUTUA_FAULTS_REPORT", f"{folder}/report.jsonl"))
        os.chdir(HERE.parent.parent)
        began = time.monotonic()
        chosen = [one for one in arguments if not one.startswith("-")]
        options = [one for one in arguments if one.startswith("-")]
        status = pytest.main([*(chosen or [str(HERE)]), "-p", "no:cacheprovider", *(options or ["-n", "2"])])
        lines = report.read_text(encoding="utf-8").splitlines() if report.exists() else []
        rows = [json.loads(line) for line in lines]
        tell(rows, round(time.monotonic() - began))
    return int(status)


def tell(rows: list[dict[str, str]], seconds: int) -> None:
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
    console.print(f"{len(planted)} planted faults, each caught; {seconds} s in all")


def _number(goal: str) -> int:
    return int("".join(letter for letter in goal.split()[0] if letter.isdigit()) or 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
