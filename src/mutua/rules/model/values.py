"""Values: whatever may stand where a regulation has a number."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Union

from mutua.rules.model.conditions import Condition
from mutua.rules.model.terms import ReadDay
from mutua.rules.model.vocabulary import ADDED_LATER

# The place decides what a constant is: int (cents, minutes, counts) or Fraction (a share).
Number = Union[int, Fraction]


@dataclass(frozen=True, slots=True)
class Constant:
    amount: Number


@dataclass(frozen=True, slots=True)
class Band:
    """From `low` to `high`, both included, in the fact's smallest step; None = open."""

    low: int | None
    high: int | None
    value: "Value"


@dataclass(frozen=True, slots=True)
class BandTable:
    """The value of the band the fact falls in. Bands neither overlap nor leave gaps inside; outside them `otherwise`
    (None = a value outside the bands cannot occur or has nothing: the line is refused as not foreseen)."""

    fact: str
    bands: tuple[Band, ...]
    otherwise: "Value | None" = None
    read_on: ReadDay | None = None


@dataclass(frozen=True, slots=True)
class ChoiceTable:
    """The value written for the fact's choice (or yes/no), `otherwise` for the choices not written."""

    fact: str
    entries: tuple[tuple[Union[str, bool], "Value"], ...]
    otherwise: "Value | None" = None
    read_on: ReadDay | None = None


@dataclass(frozen=True, slots=True)
class MarginalTable:
    """Each unit pays its own band: the 1st to the 15th day so much, the 16th and after so much.

    Only in a step that multiplies by units (days, hours, sittings…). Bands start at 1; a unit beyond them pays 0.
    For hours a band counts whole hours and a part of an hour pays in proportion.
    """

    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """A dated outside figure in force on the version's date, times a share, rounded half up to the cent."""

    name: str
    share: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class TariffPrice:
    """The price of the line's code in a column of a price list, in force on the version's date, times a share.

    The share may be above one («150 % of the base»); the result is rounded half up to the cent.
    """

    tariff: str
    column: str
    share: Fraction = field(default=Fraction(1), metadata=ADDED_LATER)


@dataclass(frozen=True, slots=True)
class FactAmount:
    """The figure a fact declares, times a share."""

    fact: str
    share: Fraction = Fraction(1)
    read_on: ReadDay | None = None


@dataclass(frozen=True, slots=True)
class ValueCases:
    """The value of the one case that holds, else `otherwise`. Cases exclude each other; their order means nothing."""

    cases: tuple[tuple[Condition, "Value"], ...]
    otherwise: "Value"


Value = Union[Constant, BandTable, ChoiceTable, MarginalTable, ParameterValue, TariffPrice, FactAmount, ValueCases]
