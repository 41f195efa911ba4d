"""On which days of the month a society pays, where its regulations promise no term: «il 15 e l'ultimo del mese»."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

LAST = 31  # whatever the month has
_SATURDAY = 5


def read_days(text: str) -> tuple[int, ...] | None:
    """«15, 31» as days of the month, each once and in order; () of nothing, None of anything else."""
    parts = [part for part in re.split(r"[,; ]+", text.strip()) if part]
    if not all(part.isascii() and part.isdigit() and 1 <= int(part[:3]) <= LAST for part in parts):
        return None
    return tuple(sorted({int(part) for part in parts}))


def next_payment_day(days: Iterable[int], today: date) -> date | None:
    """The first of these days from today on, today included; the Monday after a Saturday or Sunday, when banks do
    nothing. None where the society says no days."""
    numbers = tuple(days)
    found = [
        moved for day in (today + timedelta(days=ahead) for ahead in range(-2, 64))
        if _number(day) & set(numbers) and (moved := _on_workday(day)) >= today
    ]  # fmt: skip
    return min(found, default=None)


def _number(day: date) -> set[int]:
    """How the day is called: by its number; the last of a month by every number from there on."""
    last = (day + timedelta(days=1)).month != day.month
    return set(range(day.day, LAST + 1)) if last else {day.day}


def _on_workday(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= _SATURDAY else 0)
