"""Newborns: from when a plan covers one, and until when it must be told for that; who is the same child, or is none."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from mutua.domain.records import Identity

OF_AGE = 18  # years (art. 2 of the Civil Code): whoever completed them is nobody's newborn, however late it is told


class Clock(NamedTuple):
    """From when a plan covers the child that is told of today, and until when that stays so.

    `starts_on` None: the plan does not take the child, or asks something first. `on_telling`: whoever tells it later is
    covered from that later day; else telling it later brings the same `starts_on`. `by`: the last day of telling of
    which that is true, None where it has no end. `from_age`: in years, where the plan takes no child as young.
    """

    plan_code: str
    plan: str
    starts_on: date | None
    on_telling: bool
    by: date | None
    from_age: int = 0


def of_age(born_on: date, on: date) -> bool:
    """Whether somebody has completed the years on the day; born on 29 February, on 1 March of other years."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day)) >= OF_AGE


def same_child(one: Identity, other: Identity) -> bool:
    """Whether both are the same child of a household: by the code, or by given name and day of birth."""
    if one.fiscal_code and one.fiscal_code == other.fiscal_code:
        return True
    return (one.given_name.strip().casefold(), one.born_on) == (other.given_name.strip().casefold(), other.born_on)
