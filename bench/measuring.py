"""Measuring two things side by side: in small blocks, in turn, so that a busy machine disturbs both alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

Work = Callable[[], object]
Tick = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times the second takes of the first: the median of the pairs, with the middle half of them."""

    median: float
    low: float
    high: float
    pairs: int
    first_seconds: float  # the median block of each, for whoever wants the times behind the ratio
    second_seconds: float

    @property
    def inverse(self) -> "Ratio":
        return Ratio(1 / self.median, 1 / self.high, 1 / self.low, self.pairs, self.second_seconds, self.first_seconds)


@contextmanager
def quiet_memory() -> Iterator[None]:
    """Both sides without the garbage collector, and with what was made before set aside."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


def seconds(work: Work) -> float:
    """The processor's time of this process for the work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def side_by_side(blocks: Sequence[tuple[Work, Work]], rounds: int, tick: Tick) -> Ratio:
    """Runs the pairs in turn, A B B A …, so many rounds. A first round that warms both up is not counted."""
    pairs: list[tuple[float, float]] = []
    with quiet_memory():
        for number in range(rounds + 1):
            for first, second in blocks:
                if number % 2:
                    one, other = seconds(first), seconds(second)
                else:
                    other, one = seconds(second), seconds(first)
                if number:
                    pairs.append((one, other))
            gc.collect()
            tick()
    return of_pairs(pairs)


def of_pairs(pairs: Sequence[tuple[float, float]]) -> Ratio:
    ratios = sorted(other / one for one, other in pairs if one > 0)
    quarter = len(ratios) // 4
    return Ratio(
        median=statistics.median(ratios),
        low=ratios[quarter],
        high=ratios[-1 - quarter],
        pairs=len(ratios),
        first_seconds=statistics.median(one for one, _ in pairs),
        second_seconds=statistics.median(other for _, other in pairs),
    )
