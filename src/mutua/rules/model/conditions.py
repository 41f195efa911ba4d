"""Conditions: one fact and one check, and the ways they combine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Union

from mutua.rules.model.terms import Duration, ReadDay

# What a fact's value is compared with: int for numbers, cents, hundredths and minutes; bool; str for choices; date.
Comparable = Union[int, bool, str, date]


@dataclass(frozen=True, slots=True)
class OneOf:
    """The value is one of these (one alone = equal to it)."""

    values: tuple[Comparable, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """Numbers or dates between two bounds, both included; None = no bound on that side."""

    low: Union[int, date, None]
    high: Union[int, date, None]


@dataclass(frozen=True, slots=True)
class Present:
    """The fact is answered, or the paper was delivered (`absent` where not). Never unanswered."""

    absent: bool = False


class DayOrder(StrEnum):
    BEFORE = "before"
    NOT_AFTER = "not_after"
    AFTER = "after"
    NOT_BEFORE = "not_before"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Against:
    """A day compared with the day that another date fact names."""

    order: DayOrder
    anchor: str


@dataclass(frozen=True, slots=True)
class Season:
    """Day and month between two days of the year, both included; may straddle New Year."""

    from_month: int
    from_day: int
    to_month: int
    to_day: int


@dataclass(frozen=True, slots=True)
class Window:
    """Within a duration after (or before) the anchor: day 0 to the last day, both included."""

    duration: Duration
    anchor: str
    before: bool = False


@dataclass(frozen=True, slots=True)
class SumInWindow:
    """A series summed over the duration before the anchor (the anchor's day excluded), between two bounds included."""

    low: int | None
    high: int | None
    duration: Duration
    anchor: str


Check = Union[OneOf, Between, Present, Against, Season, Window, SumInWindow]


@dataclass(frozen=True, slots=True)
class Test:
    """One fact, one check. `read_on` says on which day a fact that changes with time is read."""

    __test__ = False  # not a pytest class

    fact: str
    check: Check
    read_on: ReadDay | None = None


@dataclass(frozen=True, slots=True)
class All:
    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least so many of the conditions hold."""

    conditions: tuple["Condition", ...]
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class Not:
    condition: "Condition"


@dataclass(frozen=True, slots=True)
class Named:
    """A condition of `condizioni`, by name; `condition` is its body."""

    name: str
    condition: "Condition"


Condition = Union[Test, All, AnyOf, Not, Named]
