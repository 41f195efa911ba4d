"""How long the campaigns are: a small form in every test run, the full one by `make faults`."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable
from itertools import pairwise
from typing import TypeVar

T = TypeVar("T")
FULL = os.environ.get("MUTUA_FAULTS") == "full"
SEED = int(os.environ.get("MUTUA_FAULTS_SEED", "20261129"))  # what a failing run prints, and what plays it again


def sized(small: T, full: T) -> T:
    """The first in an ordinary test run, the second in the full campaign."""
    return full if FULL else small


def spread(calls: int, commits: Iterable[int], others: int) -> list[int]:
    """At which calls of the database to stop something that makes so many: at each in the full campaign.

    In an ordinary run at the first, the last, each commit and the call after it, and some others that `SEED` chooses,
    one in each stretch of equal length.
    """
    if FULL:
        return list(range(1, calls + 1))
    kept = {1, calls, *commits, *[one + 1 for one in commits if one < calls]}
    chance, edges = random.Random(SEED), [calls * at // others for at in range(others + 1)]
    return sorted(kept | {chance.randrange(low, high) + 1 for low, high in pairwise(edges) if low < high})
