"""Months as the calendar has them: their first and last day, how many lie between two, and sums shared to the cent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def first_of(day: date) -> date:
    """The first day of the month."""
    return day.replace(day=1)


def months_after(first: date, count: int) -> date:
    """The first day of the month that comes `count` months after that of the day; `count` may be below nought."""
    year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
    return date(year, month + 1, 1)


def last_of(day: date) -> date:
    """The last day of the month."""
    return months_after(day, 1) - ONE_DAY


def months_between(first: date, last: date) -> int:
    """How many months lie between those of the two days: 0 in the same month."""
    return (last.year - first.year) * 12 + last.month - first.month


def months_touched(first: date, last: date) -> Iterator[date]:
    """The first day of every month of which at least one day lies between the two, both included."""
    for at in range(months_between(first, last) + 1 if last >= first else 0):
        yield months_after(first, at)


def shared(cents: int, weights: Sequence[int]) -> tuple[int, ...]:
    """A sum in proportion to whole weights, in cents that add up to it: largest remainder first, then in order.

    A sum below nought is shared as the same above it, so that what is taken back is what was asked. Refuses weights
    below nought and weights that are all nought.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("a sum is shared by weights above nought")
    sign, amount = (-1, -cents) if cents < 0 else (1, cents)
    parts = [amount * weight // whole for weight in weights]
    rest = sorted(range(len(weights)), key=lambda at: (-(amount * weights[at] % whole), at))
    for at in rest[: amount - sum(parts)]:
        parts[at] += 1
    return tuple(sign * part for part in parts)
