"""What pots remember: movements put on the books one after the other, and what an authorisation still has set aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from mutua.domain.case import Balance, PotState
from mutua.domain.decisions import Movement, MovementKind

# (pot, holder, first day of the period) -> what is set aside there, in the pot's smallest unit
Reserved = Mapping[tuple[str, str, date], int]


def apply(state: PotState, movements: Iterable[Movement]) -> PotState:
    """The state after the movements, in their order; `state` itself is left as it was.

    Consuming adds to what is used, reserving to what is set aside, releasing takes from what is set aside (never
    below zero). The token of an occurrence is remembered while it is used or set aside.
    """
    after: dict[tuple[str, str], dict[date, Balance]] = {key: dict(periods) for key, periods in state.items()}
    for movement in movements:
        periods = after.setdefault((movement.pot, movement.holder), {})
        periods[movement.period] = moved(periods.get(movement.period, Balance()), movement)
    return after


def moved(balance: Balance, movement: Movement) -> Balance:
    """One period of one holder after one movement."""
    tokens = balance.tokens
    if movement.token:
        own = frozenset({movement.token})
        tokens = tokens - own if movement.kind is MovementKind.RELEASE else tokens | own
    if movement.kind is MovementKind.CONSUME:
        return Balance(balance.used + movement.amount, balance.reserved, tokens)
    if movement.kind is MovementKind.RESERVE:
        return replace(balance, reserved=balance.reserved + movement.amount, tokens=tokens)
    return replace(balance, reserved=max(0, balance.reserved - movement.amount), tokens=tokens)


def outstanding(reserved: Reserved, movements: Iterable[Movement]) -> dict[tuple[str, str, date], int]:
    """What an authorisation still has set aside after more movements of its own request, without what came to zero."""
    left = dict(reserved)
    for movement in movements:
        key = (movement.pot, movement.holder, movement.period)
        if movement.kind is MovementKind.RESERVE:
            left[key] = left.get(key, 0) + movement.amount
        elif movement.kind is MovementKind.RELEASE:
            left[key] = max(0, left.get(key, 0) - movement.amount)
    return {key: amount for key, amount in left.items() if amount}
