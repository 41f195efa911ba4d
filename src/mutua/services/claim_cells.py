"""The cells of a form in which a request is typed: whose they are, which lines and which plan they tell of.

How they are called stands in `typed_claim`, which reads them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from mutua.rules.engine.calendar import day_in_rome
from mutua.wording.builtin import HOURS
from mutua.wording.numbers import Language

MOST_LINES = 20
HELP = "help"  # the cell `asks` of a member who needs help
FIRST_DAY = "inizio"  # where it is asked, a member is asked for no other day
BEGINS = "inizio_ore"  # on the day of the service; when help ends may be the day after


def line_count(cells: Mapping[str, str]) -> int:
    """How many expenses the form has; one where nobody can tell."""
    text = cells.get("lines", "1")
    return min(max(int(text), 1), MOST_LINES) if re.fullmatch(r"[0-9]{1,3}", text) else 1


@dataclass(frozen=True, slots=True)
class Typed:
    """What came in: the cells by name, the papers of which a file is there, about whom, when, in which language.

    `channel`: how it came, where the cells do not say so themselves. `only`: the lines read, where not all are.
    """

    person_id: int
    cells: Mapping[str, str]
    with_file: frozenset[str]
    now: datetime
    language: Language = "it"
    channel: str = ""
    only: tuple[int, ...] = ()

    @property
    def today(self) -> date:
        return day_in_rome(self.now)

    @property
    def by_member(self) -> bool:
        """Whether the one who asks typed it, and not the office."""
        return self.channel == "web"

    @property
    def authorises(self) -> bool:
        """Whether help for days to come is asked for: something to be authorised first, and nothing that was spent."""
        return self.by_member and self.cells.get("asks") == HELP

    @property
    def day_once(self) -> bool:
        """Whether a benefit that asks its first day asks no day of the service beside it."""
        return self.by_member and not self.authorises

    @property
    def hours(self) -> frozenset[str]:
        """The questions for a moment of which the hour alone is asked: the day stands in a field of its own."""
        return frozenset(HOURS) if self.authorises else frozenset({BEGINS} if self.by_member else ())

    @property
    def line_count(self) -> int:
        return line_count(self.cells)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The lines that are read."""
        return self.only or tuple(range(1, self.line_count + 1))

    def plan_of(self, number: int) -> str:
        """The plan under which a line was typed."""
        return self.cell(f"plan-{number}") or self.cell("plan")

    def cell(self, name: str) -> str:
        return self.cells.get(name, "")

    def cell_or_day(self, name: str) -> str:
        """The same; the first day, while it is empty, is the day that was typed before the benefit was chosen."""
        of, _, question = name.partition("-")[2].partition("-")
        return self.cell(name) or (self.cell(f"served-{of}") if self.day_once and question == FIRST_DAY else "")
