"""Plain bookkeeping: what movements leave in the pots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from mutua.domain.case import Balance, Case, PotState
from mutua.domain.decisions import Movement, MovementKind

Key = tuple[str, str, date]


def apply(state: PotState, movements: Iterable[Movement]) -> dict[tuple[str, str], dict[date, Balance]]:
    """The state after the movements; the state given is left as it was."""
    after = {pot: dict(periods) for pot, periods in state.items()}
    for movement in movements:
        periods = after.setdefault((movement.pot, movement.holder), {})
        found = periods.get(movement.period, Balance())
        periods[movement.period] = moved(found, movement)
    return after


def moved(balance: Balance, movement: Movement) -> Balance:
    tokens = balance.tokens | {movement.token} if movement.token else balance.tokens
    if movement.kind is MovementKind.CONSUME:
        return replace(balance, used=balance.used + movement.amount, tokens=tokens)
    if movement.kind is MovementKind.RESERVE:
        return replace(balance, reserved=balance.reserved + movement.amount, tokens=tokens)
    return replace(balance, reserved=balance.reserved - movement.amount)


@dataclass(frozen=True)
class Draw:
    """So much of a counter, of a holder, in the period that starts on a day."""

    counter: str
    holder: str
    period: date
    amount: int
    token: str = ""


class Ledger:
    """The pots while a case is decided: the state, and what the case itself still has set aside."""

    def __init__(self, case: Case) -> None:
        self.state: PotState = {pot: dict(periods) for pot, periods in case.pots.items()}
        self.own: dict[Key, int] = dict(case.reserved)
        self.authorisation = case.authorisation

    def copy(self) -> Ledger:
        twin = Ledger.__new__(Ledger)
        twin.state, twin.own, twin.authorisation = apply(self.state, ()), dict(self.own), self.authorisation
        return twin

    def periods(self, names: Iterable[str], holder: str) -> Mapping[date, list[Balance]]:
        found: dict[date, list[Balance]] = {}
        for name in names:
            for start, balance in self.state.get((name, holder), {}).items():
                found.setdefault(start, []).append(balance)
        return found

    def taken(self, names: Iterable[str], holder: str, start: date) -> int:
        """Used, plus what others reserved, under all these names."""
        total = 0
        for name in names:
            balance = self.state.get((name, holder), {}).get(start, Balance())
            total += balance.used + balance.reserved - self.own.get((name, holder, start), 0)
        return total

    def draw(self, draws: Iterable[Draw]) -> tuple[Movement, ...]:
        """Books the draws and gives back their movements; zero movements are not recorded."""
        movements: list[Movement] = []
        for one in draws:
            if one.amount == 0:
                continue
            key = (one.counter, one.holder, one.period)
            booked: list[Movement] = []
            if self.authorisation:
                booked.append(Movement(*key, MovementKind.RESERVE, one.amount, one.token))
            else:
                released = min(self.own.get(key, 0), one.amount)
                if released:
                    self.own[key] -= released
                    booked.append(Movement(*key, MovementKind.RELEASE, released))
                booked.append(Movement(*key, MovementKind.CONSUME, one.amount, one.token))
            self.state = apply(self.state, booked)
            movements += booked
        return tuple(movements)
