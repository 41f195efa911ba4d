"""The society as a clerk with a pencil would keep it: what each request is granted, what is left, what is owed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

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
    on: date = date.min  # of the service
    authorises: bool = False
    names: int = 0  # the authorisation that it uses
    expires_on: date | None = None

    @property
    def hours(self) -> bool:
        return self.benefit in ("OSPEDALE", "CASA")


Key = tuple[str, str, int]  # holder, pot, year


@dataclass
class Drawn:
    """What a request has drawn from one pot, and what it has set aside there (below nought: used of what was)."""

    used: int = 0
    reserved: int = 0


@dataclass
class Pencil:
    """What is known, request after request."""

    homes: dict[str, str] = field(default_factory=dict)  # person -> household
    members: set[str] = field(default_factory=set)
    known: dict[int, Asked] = field(default_factory=dict)
    waiting: dict[int, Asked] = field(default_factory=dict)
    granted: dict[int, int] = field(default_factory=dict)  # cents
    minutes: dict[int, int] = field(default_factory=dict)
    drawn: dict[int, dict[Key, Drawn]] = field(default_factory=dict)  # by request
    cycles: dict[tuple[str, str], dict[int, tuple[int, int]]] = field(default_factory=dict)  # expense, granted
    decided: dict[int, Asked] = field(default_factory=dict)
    in_force: set[int] = field(default_factory=set)  # authorisations that were granted something
    released: set[int] = field(default_factory=set)  # those of which something was given back
    reversed: set[int] = field(default_factory=set)
    withdrawn: set[int] = field(default_factory=set)
    paid: dict[int, int] = field(default_factory=dict)  # cents that are out, by request
    payments: dict[int, list[int]] = field(default_factory=dict)

    # ---------------------------------------------------------------- deciding

    def decide(self, claim_id: int) -> None:
        """Grants what is left of what is due; what an earlier decision took is free first."""
        before = claim_id in self.granted
        self._decide(claim_id)
        if before:
            self._keep_released([claim_id])

    def batch(self) -> None:
        """Everybody who waits, in the order of requests; but an authorisation that is used is not decided anew."""
        closed = {id_ for id_ in self.waiting if self.closed(id_)}
        self._in_order([one for id_, one in self.waiting.items() if id_ not in closed])

    def readjudicate(self, home: str) -> None:
        """Every decision of the household again, in the order of requests; authorisations stay as they are."""
        again = [
            one for one in self.decided.values() if self.homes[one.person] == home and not one.authorises
        ]  # fmt: skip
        before = {one.claim_id: self._what_it_is(one.claim_id) for one in again}
        self.waiting.update({one.claim_id: one for one in again})
        for asked in again:
            self.undo(asked.claim_id)
        for asked in sorted(again, key=lambda one: one.received):
            self._decide(asked.claim_id)
        self._keep_released([id_ for id_, was in before.items() if was != self._what_it_is(id_)])

    def _what_it_is(self, claim_id: int) -> tuple[object, ...]:
        drawn = {key: (one.used, one.reserved) for key, one in self.drawn.get(claim_id, {}).items()}
        return self.granted.get(claim_id), self.minutes.get(claim_id), drawn

    def _in_order(self, several: list[Asked]) -> None:
        before = [one.claim_id for one in several if one.claim_id in self.granted]
        for asked in several:
            self.undo(asked.claim_id)
        for asked in sorted(several, key=lambda one: one.received):
            self._decide(asked.claim_id)
        self._keep_released(before)

    def _decide(self, claim_id: int) -> None:
        self.undo(claim_id)
        asked = self.waiting.pop(claim_id)
        self.decided[claim_id] = asked
        kind = {"VIS": self._visit, "OSPEDALE": self._hours, "CASA": self._hours, "CICLO": self._cycle}
        cents, minutes = kind[asked.benefit](asked)
        self.granted[claim_id], self.minutes[claim_id] = cents, minutes
        self.in_force.discard(claim_id)
        if asked.authorises and (cents or minutes):
            self.in_force.add(claim_id)

    def undo(self, claim_id: int) -> None:
        """Takes a decision back: what it drew is free again."""
        asked = self.decided.pop(claim_id, None)
        if asked is None:
            return
        self.drawn.pop(claim_id, None)
        self.cycles.get((asked.person, asked.group), {}).pop(claim_id, None)
        self.granted[claim_id] = self.minutes[claim_id] = 0

    def reverse(self, claim_id: int) -> None:
        """Takes a decision back for good."""
        self.undo(claim_id)
        self.in_force.discard(claim_id)
        self.waiting.pop(claim_id, None)
        self.reversed.add(claim_id)
        self._keep_released([claim_id])

    # ---------------------------------------------------------------- authorisations

    def closed(self, claim_id: int) -> bool:
        """An authorisation that was decided and that some request draws on."""
        asked = self.known[claim_id]
        return asked.authorises and claim_id in self.granted and self.is_used(claim_id)

    def is_used(self, claim_id: int) -> bool:
        return any(one.names == claim_id and self._draws(one.claim_id) for one in self.known.values())

    def _draws(self, claim_id: int) -> bool:
        return any(one.used or one.reserved for one in self.drawn.get(claim_id, {}).values())

    def release(self, claim_id: int) -> None:
        """What the authorisation still has set aside is free; from then on it never has anything."""
        mine = self.drawn.setdefault(claim_id, {})
        for key, left in self._set_aside(claim_id).items():
            if left > 0:
                mine.setdefault(key, Drawn()).reserved -= left
                self.released.add(claim_id)

    def still_sets_aside(self, authorisation: int) -> bool:
        """Whether something of what the authorisation set aside is neither used nor given back."""
        return any(left > 0 for left in self._set_aside(authorisation).values())

    def _keep_released(self, claims: list[int]) -> None:
        for claim_id in claims:
            asked = self.known[claim_id]
            authorisation = claim_id if asked.authorises else asked.names
            if authorisation in self.released:
                self.release(authorisation)

    def _set_aside(self, authorisation: int) -> dict[Key, int]:
        """What the authorisation set aside, less what requests used of it."""
        left: dict[Key, int] = {}
        for claim_id, pots in self.drawn.items():
            if claim_id == authorisation or self.known[claim_id].names == authorisation:
                for key, one in pots.items():
                    left[key] = left.get(key, 0) + one.reserved
        return left

    def authorised(self, asked: Asked) -> bool:
        """Whether the authorisation it names was granted to the same person and still held on the day."""
        if asked.names not in self.in_force or self.known[asked.names].person != asked.person:
            return False
        last = self.known[asked.names].expires_on
        return last is None or asked.on <= last

    # ---------------------------------------------------------------- money

    def pay(self, claim_id: int) -> int:
        """Pays what is owed, gives how much. An authorisation costs nothing yet."""
        owed = 0 if self.known[claim_id].authorises else self.granted.get(claim_id, 0)
        cents = owed - self.paid.get(claim_id, 0)
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
        costs = {id_: cents for id_, cents in self.granted.items() if not self.known[id_].authorises}
        due = {id_: cents - self.paid.get(id_, 0) for id_, cents in costs.items()}
        told = {
            "cost:generale": sum(costs.values()), "payable:generale": -sum(max(0, one) for one in due.values()),
            "recoverable:generale": sum(max(0, -one) for one in due.values()), "bank": -sum(self.paid.values()),
        }  # fmt: skip
        return {account: cents for account, cents in told.items() if cents}

    # ---------------------------------------------------------------- benefits

    def _take(self, asked: Asked, holder: str, pot: str, ceiling: int, due: int) -> int:
        """Draws what is left, or sets it aside; first what the authorisation of the request has set aside."""
        key = (holder, pot, asked.year)
        pots = [one[key] for one in self.drawn.values() if key in one]
        own = max(0, self._set_aside(asked.names).get(key, 0)) if self.authorised(asked) else 0
        others = sum(one.used for one in pots) + sum(one.reserved for one in pots) - own
        taken = min(max(0, ceiling - others), due)
        mine = Drawn(reserved=taken) if asked.authorises else Drawn(taken, -min(own, taken))
        self.drawn.setdefault(asked.claim_id, {})[key] = mine
        return taken

    def _visit(self, asked: Asked) -> tuple[int, int]:
        if asked.person not in self.members or not (asked.complete or asked.authorises):
            return 0, 0  # papers come with the request that uses an authorisation
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
