"""The society as a clerk with a pencil would keep it: what each request is granted, what is left, what is owed."""

from __future__ import annotations

from dataclasses import dataclass, field

VISITS_CENTS = 40000  # a year, each person
HOSPITAL_MINUTES = 240 * 60  # a year, each household
HOME_MINUTES = 12 * 60
CYCLE_MINIMUM_CENTS = 5000
CYCLE_MAXIMUM_CENTS = 100000


@dataclass
class Asked:
    """A request that waits."""

    claim_id: int
    person: str
    benefit: str
    amount: int  # cents of expense, or minutes
    year: int
    received: tuple[int, int]  # order of arrival: day, number
    complete: bool = True
    group: str = ""


@dataclass
class Pencil:
    """What is known, request after request."""

    homes: dict[str, str] = field(default_factory=dict)  # person -> household
    members: set[str] = field(default_factory=set)
    waiting: dict[int, Asked] = field(default_factory=dict)
    granted: dict[int, int] = field(default_factory=dict)  # cents
    minutes: dict[int, int] = field(default_factory=dict)
    used: dict[tuple[str, str, int], int] = field(default_factory=dict)
    cycles: dict[tuple[str, str], list[tuple[int, int]]] = field(default_factory=dict)  # expense, granted

    def decide(self, claim_id: int) -> None:
        """Grants what is left of what is due."""
        asked = self.waiting.pop(claim_id)
        kind = {"VIS": self._visit, "OSPEDALE": self._hours, "CASA": self._hours, "CICLO": self._cycle}
        cents, minutes = kind[asked.benefit](asked)
        self.granted[claim_id], self.minutes[claim_id] = cents, minutes

    def batch(self) -> None:
        """Everybody who waits, in the order of requests."""
        for asked in sorted(self.waiting.values(), key=lambda one: one.received):
            self.decide(asked.claim_id)

    def owed(self) -> int:
        """What the society owes to members, in cents."""
        return sum(self.granted.values())

    def _take(self, key: tuple[str, str, int], ceiling: int, due: int) -> int:
        left = max(0, ceiling - self.used.get(key, 0))
        taken = min(left, due)
        self.used[key] = self.used.get(key, 0) + taken
        return taken

    def _visit(self, asked: Asked) -> tuple[int, int]:
        if asked.person not in self.members or not asked.complete:
            return 0, 0
        due = (asked.amount * 70 * 2 + 100) // 200  # seventy in a hundred, half a cent up
        return self._take((asked.person, "visite", asked.year), VISITS_CENTS, due), 0

    def _hours(self, asked: Asked) -> tuple[int, int]:
        home = self.homes[asked.person]
        if asked.benefit == "OSPEDALE":
            return 0, self._take((home, "ospedale", asked.year), HOSPITAL_MINUTES, asked.amount)
        return 0, self._take((home, "casa", asked.year), HOME_MINUTES, asked.amount)

    def _cycle(self, asked: Asked) -> tuple[int, int]:
        """The whole formula on all lines of the cycle, less what was already granted."""
        before = self.cycles.setdefault((asked.person, asked.group), [])
        expense = sum(one for one, _ in before) + asked.amount
        whole = min(max(0, expense - CYCLE_MINIMUM_CENTS), CYCLE_MAXIMUM_CENTS)
        cents = max(0, whole - sum(given for _, given in before))
        before.append((asked.amount, cents))
        return cents, 0
