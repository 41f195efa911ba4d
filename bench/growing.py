"""P3: lines a second when ten times as many have been decided, household after household, with what they left kept."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from bench.measuring import Tick, quiet_memory, seconds
from bench.workload import Book, Household, households
from mutua.rules.assess import assess
from mutua.rules.evidence import pack, table_of
from mutua.rules.model import Ruleset

CHUNK = 100  # households read at a time; reading (here: making) them is outside the measure


@dataclass(frozen=True, slots=True)
class Growth:
    """Speeds in lines a second of the processor's time: of the short runs, and of the long one between them."""

    short_lines: int
    long_lines: int
    short: float
    long: float

    @property
    def ratio(self) -> float:
        return self.long / self.short


class Run:
    """Households decided in order; each line's evidence and amount and each household's last state stay in memory."""

    def __init__(self, rules: Ruleset, lines: int, seed: int) -> None:
        self.rules, self.table = rules, table_of(rules)
        self.families = households(lines, seed)
        self.lines, self.seconds = 0, 0.0
        self.kept: list[bytes] = []
        self.granted: list[int] = []
        self.books: list[Book] = []

    def go(self, lines: int, tick: Tick) -> None:
        """Decides about so many more lines."""
        target = self.lines + lines
        while self.lines < target:
            some = list(islice(self.families, CHUNK))
            if not some:
                return
            self.seconds += seconds(partial(self._decide, some))
            tick()

    def _decide(self, families: list[Household]) -> None:
        for family in families:
            book = Book()
            for request in family.requests:
                case = replace(request, pots=book.pots)
                answer = assess(case, self.rules)
                for line in answer.lines:
                    self.kept.append(pack(line, case, self.table))
                    self.granted.append(line.granted_cents)
                self.lines += len(answer.lines)
                book.post(answer)
            self.books.append(book)

    @property
    def speed(self) -> float:
        return self.lines / self.seconds


def growth(rules: Ruleset, short_lines: int, long_lines: int, pauses: int, tick: Tick) -> Growth:
    """One long run, with a short run from nothing at each pause of it, so that both have the machine's same minutes."""
    long = Run(rules, long_lines, seed=2)
    short: list[float] = []
    for _ in range(pauses):
        with quiet_memory():
            long.go(long_lines // pauses, tick)
        one = Run(rules, short_lines, seed=3)
        with quiet_memory():
            one.go(short_lines, tick)
        short.append(one.speed)
    return Growth(one.lines, long.lines, statistics.median(short), long.speed)
