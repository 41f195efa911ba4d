"""Lots: how many households go into one transaction of an import, so that a clerk's own writing never waits long.

Whole households, up to 5,000 people or a quarter of a second, whichever comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
Clock = Callable[[], int]  # nanoseconds, counted from anywhere

AT_FIRST = 500
AT_LEAST, AT_MOST = 25, 5000
MOST_NANOSECONDS = 250_000_000


def no_clock() -> int:
    """Without a clock the lots keep their first size."""
    return 0


def lots(
    every: Sequence[T], size_of: Callable[[T], int], clock: Clock = no_clock, at_first: int = AT_FIRST
) -> Iterator[Sequence[T]]:
    """The households in their order, some at a time; each lot is as large as the time that the last one took allows."""
    size, first = at_first, 0
    while first < len(every):
        end, count = first, 0
        while end < len(every) and (end == first or count + size_of(every[end]) <= size):
            count += size_of(every[end])
            end += 1
        before = clock()
        yield every[first:end]
        spent = clock() - before
        if spent > 0:
            size = max(AT_LEAST, min(AT_MOST, 2 * size, count * MOST_NANOSECONDS // spent))
        first = end
