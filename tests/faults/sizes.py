"""How long the campaigns are: a small form in every test run, the full one by `make faults`."""

from __future__ import annotations

import os
from typing import TypeVar

T = TypeVar("T")
FULL = os.environ.get("MUTUA_FAULTS") == "full"
SEED = int(os.environ.get("MUTUA_FAULTS_SEED", "20261129"))  # what a failing run prints, and what plays it again


def sized(small: T, full: T) -> T:
    """The first in an ordinary test run, the second in the full campaign."""
    return full if FULL else small
