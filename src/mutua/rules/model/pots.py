"""Ceilings, deductibles and budgets: their unit, holder, period, size and what they count."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Union

from mutua.rules.model.conditions import Condition
from mutua.rules.model.terms import Duration
from mutua.rules.model.values import Value
from mutua.rules.model.vocabulary import NOWHERE, Holder, Place, RoundingMode, Scope, Unit


@dataclass(frozen=True, slots=True)
class Lifetime:
    """One period for ever."""


@dataclass(frozen=True, slots=True)
class EachDay:
    """Every day is a period."""


@dataclass(frozen=True, slots=True)
class EachMonth:
    """Every calendar month is a period; with `count` 3 or 6 every quarter or half of the calendar year."""

    count: int = 1


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive days: the size bounds the length of an unbroken run of days drawn from the pot."""


@dataclass(frozen=True, slots=True)
class Years:
    """Blocks of `count` years that start on a day and month; `anchor_year` fixes which years start a block."""

    month: int = 1
    day: int = 1
    count: int = 1
    anchor_year: int | None = None


@dataclass(frozen=True, slots=True)
class JoiningYears:
    """Blocks of `count` years counted from the day the seniority of the cover starts, or from another date fact."""

    count: int = 1
    anchor: str = "iscrizione"


@dataclass(frozen=True, slots=True)
class Rolling:
    """What was drawn less than `duration` away (before or after) counts: the distance between two draws.

    A draw on day m counts for a draw on day d when d < m + duration and m < d + duration.
    """

    duration: Duration


@dataclass(frozen=True, slots=True)
class FromFirstUse:
    """A period opens with the first draw and lasts `duration`; the next draw after it opens another."""

    duration: Duration


Period = Union[Lifetime, EachDay, EachMonth, Run, Years, JoiningYears, Rolling, FromFirstUse]


@dataclass(frozen=True, slots=True)
class PeriodCases:
    """Another period for one user of the pot, on the same counter.

    All branches are of one kind (all rolling, or all blocks) so that they count the same draws.
    """

    cases: tuple[tuple[Condition, Period], ...]
    otherwise: Period


class Counts(StrEnum):
    """What a pot counts."""

    BENEFIT = "benefit"  # cents granted
    EXPENSE = "expense"  # cents of expense admitted (in `consuma`), or absorbed (a deductible)
    QUANTITY = "quantity"  # units of the benefit
    OCCURRENCES = "occurrences"


@dataclass(frozen=True, slots=True)
class Lost:
    """What exceeds the pot is lost."""


@dataclass(frozen=True, slots=True)
class Carry:
    """What exceeds the pot is due in its following periods, while the block pot `within` lasts."""

    within: str


@dataclass(frozen=True, slots=True)
class Advance:
    """What exceeds the pot may be drawn now from its `periods` following periods, if the condition holds."""

    periods: int
    when: Condition | None = None


Overflow = Union[Lost, Carry, Advance]


@dataclass(frozen=True, slots=True)
class FirstYear:
    """In the period in which the cover began the size is × months left / 12.

    `joining_month_counts`: the month of joining counts among them. `rounding` is applied to the pot's unit.
    """

    joining_month_counts: bool
    rounding: RoundingMode


@dataclass(frozen=True, slots=True)
class FactHolder:
    """Who or what a declared fact names (a professional, a vet's practice) holds the pot, or a part of a pair."""

    fact: str


@dataclass(frozen=True, slots=True)
class Pot:
    """A ceiling, a deductible or a budget: unit, holder, period, size and what it counts."""

    name: str
    title: str
    unit: Unit
    holders: tuple[Union[Holder, FactHolder], ...]
    period: Union[Period, PeriodCases]
    size: Value
    counts: Counts
    occurrence: Scope = Scope.LINE
    day: str = "servizio"  # the date fact that picks the period
    overflow: Overflow = Lost()
    first_year: FirstYear | None = None
    continues: tuple[str, ...] = ()  # pots of the version before whose use counts in this one
    anew: bool = False  # nothing of the version before counts
    key: str = ""  # the counter's name in the archive, across versions; set by the library, "" = name
    article: str = ""
    note: str = ""
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def counter(self) -> str:
        return self.key or self.name


@dataclass(frozen=True, slots=True)
class Exchange:
    """Pot `source` gives `ratio` of its units for each unit drawn by the exchange, `cap` at most (in `unit`).

    `ratio` is in smallest units of both. The cap is counted by holder and period of the source pot, under the
    exchange's own name.
    """

    name: str
    title: str
    source: str
    unit: Unit
    ratio: Fraction
    cap: Value | None
    when: Condition | None
    article: str
    note: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class PotDraw:
    pot: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class ExchangeDraw:
    exchange: str


@dataclass(frozen=True, slots=True)
class InOrder:
    """Draw on the first, what is left on the second, and so on. Pots of one unit and kind of counting."""

    draws: tuple[Union[PotDraw, ExchangeDraw], ...]


Draw = Union[PotDraw, InOrder]
