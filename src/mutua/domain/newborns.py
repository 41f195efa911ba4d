"""From when a plan covers a newborn, and until when it must be told for that."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Clock(NamedTuple):
    """From when a plan covers the child that is told of today, and until when that stays so.

    `starts_on` None: the plan does not take the child, or asks something first. `at_once`: from birth, or from the very
    day on which it is told; `by`: the last such day (or the last with the same first day), None where it has no end.
    """

    plan_code: str
    plan: str
    starts_on: date | None
    at_once: bool
    by: date | None
