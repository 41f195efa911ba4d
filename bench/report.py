"""The table of the measures: goal, ratio, whether it held; on the screen and in Markdown, between two marks."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

BEGIN, END = "<!-- make bench: begin -->", "<!-- make bench: end -->"


@dataclass(frozen=True, slots=True)
class Row:
    """One measure. `held` is None where it has no goal of its own: it is there to be read beside the others."""

    code: str
    what: str
    goal: str
    measured: str
    held: bool | None
    note: str = ""

    @property
    def verdict(self) -> str:
        return "" if self.held is None else "held" if self.held else "not held"


def show(rows: Sequence[Row], console: Console) -> None:
    table = Table(title="make bench: ratios of one run")
    for heading in ("", "measure", "goal", "measured", "", "of which"):
        table.add_column(heading)
    for row in rows:
        colour = {None: "", True: "green", False: "red"}[row.held]
        table.add_row(row.code, row.what, row.goal, row.measured, row.verdict, row.note, style=colour)
    console.print(table)


def markdown(rows: Sequence[Row], form: str) -> str:
    said = [
        f"Python {platform.python_version()}, {os.cpu_count()} cores, one process, {form}.",
        "Medians of the ratios of pairs run in turn; in brackets the middle half of them.",
        "",
        "| # | Measure | Goal | Measured | | Of which |",
        "|---|---|---|---|---|---|",
    ]
    said += [f"| {r.code} | {r.what} | {r.goal} | {r.measured} | {r.verdict} | {r.note} |" for r in rows]
    return "\n".join(said)


def write(rows: Sequence[Row], form: str, path: Path, marks: tuple[str, str] = (BEGIN, END)) -> None:
    """Puts the table in place of the former one, between its marks; the rest of the file is left as it is."""
    begin, end = marks
    text = path.read_text(encoding="utf-8") if path.exists() else "# Performance\n"
    if begin not in text:
        text += f"\n{begin}\n{end}\n"
    before, rest = text.split(begin, 1)
    after = rest.split(end, 1)[1]
    path.write_text(f"{before}{begin}\n{markdown(rows, form)}\n{end}{after}", encoding="utf-8")
