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

    @property
    def hours(self) -> bool:
        return self.benefit in ("OSPEDALE", "CASA")


@dataclass
class Pencil:
    """What is known, request after request."""

    homes: dict[str, str] = field(default_factory=dict)  # person -> household
    members: set[str] = field(default_factory=set)
    waiting: dict[int, Asked] = field(default_factory=dict)
    granted: dict[int, int] = field(default_factory=dict)  # cents
    minutes: dict[int, int] = field(default_factory=dict)
    used: dict[tuple[str, str, int], int] = field(default_factory=dict)
    cycles: dict[tuple[str, str], dict[int, tuple[int, int]]] = field(default_factory=dict)  # expense, granted
    taken: dict[int, list[tuple[tuple[str, str, int], int]]] = field(default_factory=dict)
    decided: dict[int, Asked] = field(default_factory=dict)
    reversed: set[int] = field(default_factory=set)
    withdrawn: set[int] = field(default_factory=set)
    paid: dict[int, int] = field(default_factory=dict)  # cents that are out, by request
    payments: dict[int, list[int]] = field(default_factory=dict)

    def decide(self, claim_id: int) -> None:
        """Grants what is left of what is due; what an earlier decision took is free first."""
        self.undo(claim_id)
        asked = self.waiting.pop(claim_id)
        self.decided[claim_id] = asked
        kind = {"VIS": self._visit, "OSPEDALE": self._hours, "CASA": self._hours, "CICLO": self._cycle}
        cents, minutes = kind[asked.benefit](asked)
        self.granted[claim_id], self.minutes[claim_id] = cents, minutes

    def batch(self) -> None:
        """Everybody who waits, in the order of requests."""
        self._in_order(list(self.waiting.values()))

    def readjudicate(self, home: str) -> None:
        """Every decision of the household again, in the order of requests."""
        again = [one for one in self.decided.values() if self.homes[one.person] == home]
        self.waiting.update({one.claim_id: one for one in again})
        self._in_order(again)

    def _in_order(self, several: list[Asked]) -> None:
        for asked in several:
            self.undo(asked.claim_id)
        for asked in sorted(several, key=lambda one: one.received):
            self.decide(asked.claim_id)

    def undo(self, claim_id: int) -> None:
        """Takes a decision back: what it drew is free again."""
        asked = self.decided.pop(claim_id, None)
        if asked is None:
            return
        for key, taken in self.taken.pop(claim_id, []):
            self.used[key] -= taken
        self.cycles.get((asked.person, asked.group), {}).pop(claim_id, None)
        self.granted[claim_id] = self.minutes[claim_id] = 0

    def reverse(self, claim_id: int) -> None:
        """Takes a decision back for good."""
        self.undo(claim_id)
        self.waiting.pop(claim_id, None)
        self.reversed.add(claim_id)

    def pay(self, claim_id: int) -> int:
        """Pays what is owed, gives how much."""
        cents = self.granted.get(claim_id, 0) - self.paid.get(claim_id, 0)
        if cents <= 0:
            return 0
        self.paid[claim_id] = self.paid.get(claim_id, 0) + cents
        self.payments.setdefault(claim_id, []).append(cents)
        return cents

    def bounce(self, claim_id: int) -> None:
        """The last payment came back."""
        self.paid[claim_id] -= self.payments[claim_id].pop()

    def books(self) -> dict[str, int]:
        """What stands on each account of the benefits, noughts left out."""
        due = {id_: cents - self.paid.get(id_, 0) for id_, cents in self.granted.items()}
        told = {
            "cost:generale": sum(self.granted.values()), "payable:generale": -sum(max(0, one) for one in due.values()),
            "recoverable:generale": sum(max(0, -one) for one in due.values()), "bank": -sum(self.paid.values()),
        }  # fmt: skip
        return {account: cents for account, cents in told.items() if cents}

    def _take(self, asked: Asked, holder: str, pot: str, ceiling: int, due: int) -> int:
        key = (holder, pot, asked.year)
        taken = min(max(0, ceiling - self.used.get(key, 0)), due)
        self.used[key] = self.used.get(key, 0) + taken
        self.taken.setdefault(asked.claim_id, []).append((key, taken))
        return taken

    def _visit(self, asked: Asked) -> tuple[int, int]:
        if asked.person not in self.members or not asked.complete:
            return 0, 0
        due = (asked.amount * 70 * 2 + 100) // 200  # seventy in a hundred, half a cent up
        return self._take(asked, asked.person, "visite", VISITS_CENTS, due), 0

    def _hours(self, asked: Asked) -> tuple[int, int]:
        home = self.homes[asked.person]
        if asked.benefit == "OSPEDALE":
            return 0, self._take(asked, home, "ospedale", HOSPITAL_MINUTES, asked.amount)
        return 0, self._take(asked, home, "casa", HOME_MINUTES, asked.amount)

    def _cycle(self, asked: Asked) -> tuple[int, int]:
        """The whole formula on all lines of the cycle, less what was already granted."""
        before = self.cycles.setdefault((asked.person, asked.group), {})
        expense = sum(one for one, _ in before.values()) + asked.amount
        whole = min(max(0, expense - CYCLE_MINIMUM_CENTS), CYCLE_MAXIMUM_CENTS)
        cents = max(0, whole - sum(given for _, given in before.values()))
        before[asked.claim_id] = (asked.amount, cents)
        return cents, 0
