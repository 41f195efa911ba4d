"""The counters while a request is being decided: what the ceilings held before, and what its lines draw from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from mutua.domain.case import Balance, Case
from mutua.domain.decisions import LineAssessment, Movement, MovementKind

_NOTHING: Mapping[date, Balance] = {}
_NO_PERIODS: dict[date, "Delta"] = {}


class Delta:
    """What the lines of this request have drawn so far on one period of one holder."""

    __slots__ = ("exact", "reserved", "tokens", "used")

    def __init__(self) -> None:
        self.used = 0
        self.reserved = 0
        self.tokens: tuple[str, ...] = ()
        self.exact: Fraction | int = 0  # draws inside steps of lines not yet settled


class Counters:
    """Balances given with the case plus the draws of its lines. The case itself is never changed."""

    __slots__ = ("_base", "_deltas", "_own", "alone", "in_order", "reserving")

    def __init__(self, case: Case, *, in_order: bool = False) -> None:
        self._base = case.pots
        self._deltas: dict[tuple[str, str], dict[date, Delta]] = {}
        self._own = dict(case.reserved) if case.reserved else {}
        self.reserving = case.authorisation
        self.in_order = in_order  # an estimate: what waits is counted as if it were granted
        self.alone = len(case.lines) == 1 and not self._own and not self.reserving  # nobody reads what this line draws

    def periods(self, keys: tuple[str, ...], holder: str) -> Iterator[tuple[date, int, int]]:
        """Every period known for the holder under these keys, with what is used and reserved by others in it."""
        for key in keys:
            seen = self._deltas.get((key, holder), _NO_PERIODS)
            balances = self._base.get((key, holder), _NOTHING)
            for period, balance in balances.items():
                if period not in seen:
                    yield period, balance.used, self._by_others(key, holder, period, balance.reserved)
            plain = not self._own
            for period, delta in seen.items():
                if plain and period not in balances:
                    yield period, delta.used, delta.reserved
                else:
                    yield (period, *self.read((key,), holder, period))

    def opened(self, keys: tuple[str, ...], holder: str) -> set[date]:
        """The periods in which something is used or reserved, this request's own reservations included."""
        found = set()
        for key in keys:
            deltas = self._deltas.get((key, holder), _NO_PERIODS)
            balances = self._base.get((key, holder), _NOTHING)
            for period in (*balances, *deltas):
                balance, delta = balances.get(period), deltas.get(period)
                total = (balance.used + balance.reserved if balance else 0) + (
                    delta.used + delta.reserved + delta.exact if delta else 0
                )
                if total > 0:
                    found.add(period)
        return found

    def read(self, keys: tuple[str, ...], holder: str, period: date) -> tuple[int, int]:
        """Used, and reserved by others, in one period under all the keys."""
        if len(keys) == 1 and not self._own:
            place = keys[0], holder
            balance = self._base.get(place, _NOTHING).get(period)
            used, reserved = (balance.used, balance.reserved) if balance is not None else (0, 0)
            delta = self._deltas.get(place, _NO_PERIODS).get(period)
            return (used, reserved) if delta is None else (used + delta.used, reserved + delta.reserved)
        used = reserved = 0
        for key in keys:
            balance = self._base.get((key, holder), {}).get(period)
            delta = self._deltas.get((key, holder), _NO_PERIODS).get(period)
            here = 0
            if balance is not None:
                used += balance.used
                here = balance.reserved
            if delta is not None:
                used += delta.used
                here += delta.reserved
            reserved += self._by_others(key, holder, period, here)
        return used, reserved

    def _by_others(self, key: str, holder: str, period: date, reserved: int) -> int:
        if not self._own:
            return reserved
        return max(0, reserved - self._own.get((key, holder, period), 0))

    def own(self, key: str, holder: str, period: date) -> int:
        """What this request itself had reserved and its lines have not drawn yet."""
        own = self._own.get((key, holder, period), 0) if self._own else 0
        delta = self._deltas.get((key, holder), _NO_PERIODS).get(period) if own else None
        return own if delta is None else max(0, own - delta.used)

    def has_token(self, keys: tuple[str, ...], holder: str, period: date, token: str) -> bool:
        for key in keys:
            balance = self._base.get((key, holder), {}).get(period)
            delta = self._deltas.get((key, holder), _NO_PERIODS).get(period)
            if (balance is not None and token in balance.tokens) or (delta is not None and token in delta.tokens):
                return True
        return False

    def exact(self, key: str, holder: str, period: date) -> Fraction:
        """Draws inside steps of lines not yet settled."""
        delta = self._deltas.get((key, holder), _NO_PERIODS).get(period)
        return Fraction(delta.exact) if delta is not None else Fraction(0)

    def exact_periods(self, key: str, holder: str) -> dict[date, Fraction]:
        """The draws inside steps not yet settled, by period."""
        deltas = self._deltas.get((key, holder), _NO_PERIODS)
        return {period: Fraction(delta.exact) for period, delta in deltas.items() if delta.exact}

    def draw_exact(self, key: str, holder: str, period: date, amount: Fraction) -> None:
        self._delta(key, holder, period).exact += amount

    def _delta(self, key: str, holder: str, period: date) -> Delta:
        periods = self._deltas.get((key, holder))
        if periods is None:
            periods = self._deltas[key, holder] = {}
        delta = periods.get(period)
        if delta is None:
            delta = periods[period] = Delta()
        return delta

    def take(self, key: str, holder: str, period: date, amount: int, token: str) -> tuple[Movement, ...]:
        """Draws at once; the movement that says so. What this request had reserved is released once all is decided."""
        delta = self._delta(key, holder, period)
        if token:
            delta.tokens = (*delta.tokens, token)
        if self.reserving:
            delta.reserved += amount
            return (Movement(key, holder, period, MovementKind.RESERVE, amount, token),)
        delta.used += amount
        return (Movement(key, holder, period, MovementKind.CONSUME, amount, token),)

    def hear(self, movements: tuple[Movement, ...]) -> None:
        """Draws made by a line that did not look here."""
        for key, holder, period, _, amount, token in movements:
            delta = self._delta(key, holder, period)
            delta.used += amount
            if token:
                delta.tokens = (*delta.tokens, token)

    def give_back(self, movements: tuple[Movement, ...]) -> None:
        """Undoes draws of a line that came to nothing."""
        for movement in movements:
            delta = self._delta(movement.pot, movement.holder, movement.period)
            if movement.kind is MovementKind.CONSUME:
                delta.used -= movement.amount
            else:
                delta.reserved -= movement.amount
            if movement.token:
                tokens = list(delta.tokens)
                tokens.remove(movement.token)
                delta.tokens = tuple(tokens)


def with_releases(lines: tuple[LineAssessment, ...], case: Case) -> tuple[LineAssessment, ...]:
    """The lines, each draw preceded by the release of what this request had reserved for it, in line order."""
    own = dict(case.reserved)
    found = []
    for line in lines:
        movements: list[Movement] = []
        for drawn in line.movements:
            place = (drawn.pot, drawn.holder, drawn.period)
            released = min(own.get(place, 0), drawn.amount) if drawn.kind is MovementKind.CONSUME else 0
            if released:
                own[place] -= released
                movements.append(Movement(*place, MovementKind.RELEASE, released))
            movements.append(drawn)
        found.append(line._replace(movements=tuple(movements)))
    return tuple(found)
