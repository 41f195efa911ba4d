"""Days and terms: durations, the day on which a fact is read, the last day of a deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Union

from mutua.rules.model.vocabulary import DurationUnit

if TYPE_CHECKING:
    from mutua.rules.model.conditions import Condition


@dataclass(frozen=True, slots=True)
class Duration:
    count: int
    unit: DurationUnit


@dataclass(frozen=True, slots=True)
class FactDay:
    """Read on the day that a date fact names."""

    fact: str


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """Read on a day and month of the year of the service."""

    month: int
    day: int


ReadDay = Union[FactDay, CalendarDay]


# Terms: days computed from anchors. An anchor is the name of a date fact (or, for notice, of an instant).


@dataclass(frozen=True, slots=True)
class FixedDay:
    day: date


@dataclass(frozen=True, slots=True)
class AnchorDay:
    """The day of the anchor itself."""

    anchor: str


@dataclass(frozen=True, slots=True)
class After:
    """`duration` after the anchor (before, where `before`); one more day where `exceeding` ("oltre 60 giorni")."""

    duration: Duration
    anchor: str
    before: bool = False
    exceeding: bool = False


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """Day and month of the anchor's year plus `years_after`. 29 February falls back to 28 in common years."""

    month: int
    day: int
    years_after: int
    anchor: str


class CalendarSpan(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class EndOf:
    """Last day of the anchor's month, quarter, half-year or year, or of the `after`-th following one."""

    span: CalendarSpan
    after: int
    anchor: str


@dataclass(frozen=True, slots=True)
class FirstOfMonth:
    """First day of the nth month after the anchor's month (0 = the first day of that very month)."""

    nth: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Anniversary:
    """The first day `every` years (or months), or a multiple of it, from the anchor that is not before the day `after`.

    Counted from the anchor: a three-year term that ends again every three years, the renewal of a membership.
    """

    every: Duration
    anchor: str
    after: str


@dataclass(frozen=True, slots=True)
class Earliest:
    terms: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Latest:
    terms: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class NoTerm:
    """No term at all: nothing to wait for, no last day."""


@dataclass(frozen=True, slots=True)
class TermCases:
    """The term of the one case that holds, else `otherwise`. Cases exclude each other; their order means nothing."""

    cases: tuple[tuple["Condition", "Term"], ...]
    otherwise: "Term"


Term = Union[
    FixedDay, AnchorDay, After, DayOfYear, EndOf, FirstOfMonth, Anniversary, Earliest, Latest, NoTerm, TermCases
]
