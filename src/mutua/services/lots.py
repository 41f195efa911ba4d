"""Lots: how many households go into one transaction of an import, so that a clerk's own writing never waits long.

Whole households, up to 10,000 people or a quarter of a second, whichever comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
Clock = Callable[[], int]  # nanoseconds, counted from anywhere

AT_FIRST = 500
AT_LEAST, AT_MOST = 25, 10_000
MOST_NANOSECONDS = 250_000_000


def no_clock() -> int:
    """Without a clock the lots keep their first size."""
    return 0


class Lots(Generic[T]):
    """Households in their order, some at a time; each lot is as large as the time that the last one took allows."""

    def __init__(self, every: Sequence[T], size_of: Callable[[T], int], at_first: int = AT_FIRST) -> None:
        self._every, self._size_of, self._size = every, size_of, at_first
        self._count = 0

    def __iter__(self) -> Iterator[Sequence[T]]:
        first = 0
        while first < len(self._every):
            end, self._count = first, 0
            while end < len(self._every):
                more = self._size_of(self._every[end])
                if end > first and self._count + more > self._size:
                    break
                self._count += more
                end += 1
            yield self._every[first:end]
            first = end

    def took(self, nanoseconds: int) -> None:
        """How long others had to wait for the lot given last; at most twice as many go into the next."""
        if nanoseconds > 0:
            wanted = self._count * MOST_NANOSECONDS // nanoseconds
            self._size = max(AT_LEAST, min(AT_MOST, 2 * self._size, wanted))
