"""The dice of the demonstration: whole numbers only, so that the same seed gives the same society everywhere."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")
THOUSAND = 1000


class Dice:
    """Draws that depend on the seed alone. Chances are in thousandths."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def chance(self, per_thousand: int) -> bool:
        """True in so many cases of a thousand."""
        return self._random.randrange(THOUSAND) < per_thousand

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included, each as likely."""
        return self._random.randrange(low, high + 1)

    def middling(self, low: int, high: int, step: int = 1) -> int:
        """A multiple of `step` from `low` to `high`, those in the middle likelier than those at the ends."""
        steps = (high - low) // step
        return low + step * ((self._random.randrange(steps + 1) + self._random.randrange(steps + 1)) // 2)

    def one_of(self, several: Sequence[T]) -> T:
        """One of them, each as likely."""
        return several[self._random.randrange(len(several))]

    def weighed(self, several: Sequence[tuple[T, int]]) -> T:
        """One of them, by weight."""
        at = self._random.randrange(sum(weight for _, weight in several))
        for value, weight in several:
            at -= weight
            if at < 0:
                return value
        raise AssertionError("the weights are positive")

    def day(self, first: date, last: date) -> date:
        """A day from the first to the last, both included."""
        return first + timedelta(days=self._random.randrange((last - first).days + 1))

    def how_many(self, thousandths: int) -> int:
        """A whole number whose mean is `thousandths` / 1000: the whole part, and one more by chance."""
        return thousandths // THOUSAND + self.chance(thousandths % THOUSAND)
