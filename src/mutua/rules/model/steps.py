"""Money steps: how an expense becomes what the society pays."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Union

from mutua.rules.model.values import Value
from mutua.rules.model.vocabulary import ADDED_LATER, Scope


class PerKind(StrEnum):
    """By what a measure is multiplied: once, or the line's units, days, hours, months, or a numeric fact."""

    ONCE = "once"
    UNIT = "unit"
    DAY = "day"
    HOUR = "hour"
    MONTH = "month"
    FACT = "fact"


class Proration(StrEnum):
    DAYS_OF_MONTH = "days_of_month"  # days of help / days of that month
    THIRTIETHS = "thirtieths"  # days of help / 30, at most 1 a month


@dataclass(frozen=True, slots=True)
class Per:
    """`word` is what the file says (visita, seduta, giorno…): sentences repeat it."""

    kind: PerKind = PerKind.ONCE
    scope: Scope = Scope.LINE
    fact: str = ""
    word: str = ""
    proration: Proration | None = None


@dataclass(frozen=True, slots=True)
class Expense:
    """The expense; cut in proportion when a pot cut the quantity."""

    article: str = ""


@dataclass(frozen=True, slots=True)
class Flat:
    """A flat sum or a tariff. Never above the expense, unless `even_without_expense`."""

    amount: Value
    per: Per
    even_without_expense: bool = False
    article: str = ""


@dataclass(frozen=True, slots=True)
class Add:
    amount: Value
    per: Per
    article: str = ""


@dataclass(frozen=True, slots=True)
class Subtract:
    """Minus a money fact (other payers), never below zero; or, where `fact` is "", minus an amount × count."""

    fact: str
    article: str = ""
    amount: Value | None = field(default=None, metadata=ADDED_LATER)
    per: Per = field(default=Per(), metadata=ADDED_LATER)


@dataclass(frozen=True, slots=True)
class Deductible:
    """A fixed sum left to the member.

    With `pots` the member keeps no more than what is left in each, and all count what is kept (see `Coinsurance`).
    """

    amount: Value
    per: Per
    article: str = ""
    pots: tuple[str, ...] = field(default=(), metadata=ADDED_LATER)


@dataclass(frozen=True, slots=True)
class DeductiblePot:
    """A deductible consumed across claims: the pot absorbs what it still has to absorb.

    With `others` (the family's beside the person's) it absorbs no more than the least of them, and all count it.
    """

    pot: str
    article: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coinsurance:
    """The member keeps the larger of a share and a minimum (and at most `maximum`), never more than the amount.

    With `pots` the member keeps no more than what is left in each, and all count what is kept: the most that stays
    with somebody in a year.
    """

    share: Value
    minimum: Value | None
    maximum: Value | None
    per: Per
    article: str = ""
    pots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """The part the society pays."""

    share: Value
    article: str = ""


@dataclass(frozen=True, slots=True)
class AtMost:
    amount: Value
    per: Per
    article: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """Paid by its own steps until its pot is used up."""

    pot: str
    steps: tuple["MoneyStep", ...]
    article: str = ""


@dataclass(frozen=True, slots=True)
class Layers:
    """After layer one is used up, layer two has its own steps.

    `split`: an expense that crosses the boundary is divided exactly (only shares may stand in the layers);
    otherwise the line stays in the first layer that is still open. `summed` is another thing: every layer takes the
    whole expense with its own steps and its own pot, and what they pay is added, never above the expense.
    """

    split: bool
    layers: tuple[Layer, ...]
    article: str = ""
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Residue:
    """What the cover before left of the expense."""

    article: str = ""


MoneyStep = Union[Expense, Flat, Add, Subtract, Deductible, DeductiblePot, Coinsurance, Share, AtMost, Layers, Residue]
