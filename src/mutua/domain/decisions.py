"""What the rules answer: for each line an outcome, an amount, the steps that led to it and every reason.

Named tuples: as unchangeable as the other values, and made many times faster when a whole society is decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple, Union

ReasonValue = Union[int, str, bool, date, Fraction, tuple[str, ...], None]
NO_VALUES: Mapping[str, ReasonValue] = MappingProxyType({})


def _no_values() -> Mapping[str, ReasonValue]:
    return NO_VALUES


class Outcome(StrEnum):
    """The five outcomes of a line, kept apart."""

    PAID = "paid"
    REDUCED = "reduced"
    REFUSED = "refused"
    SUSPENDED = "suspended"
    DEFERRED = "deferred"


class MovementKind(StrEnum):
    CONSUME = "consume"
    RESERVE = "reserve"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is not paid, or not yet: a code with its values and the article that says so.

    The sentence lives in `mutua.wording`. Amounts among the values are cents, quantities the pot's smallest unit.
    """

    code: str
    values: Mapping[str, ReasonValue] = field(default_factory=_no_values)
    article: str = ""


class Step(NamedTuple):
    """One money step of the explanation: amounts in cents, exact (not rounded) before and after it."""

    code: str
    before: Fraction
    after: Fraction
    values: Mapping[str, ReasonValue] = NO_VALUES
    article: str = ""


class Movement(NamedTuple):
    """What a line takes from a pot (or sets aside, or gives back) in the period that starts on `period`.

    `amount` is in the pot's smallest unit and never negative; `token` names the invoice, request or group
    counted as one occurrence, "" where the line itself is one.
    """

    pot: str
    holder: str
    period: date
    kind: MovementKind
    amount: int
    token: str = ""


class CeilingRead(NamedTuple):
    """A pot as the line found it: its size for this line, what was used and reserved by others, what the line drew.

    `own` is what this very request had reserved before (an authorisation): what is left afterwards is
    size - used - reserved - max(drawn, own).
    """

    pot: str
    holder: str
    period: date
    size: int
    used: int
    reserved: int
    drawn: int
    own: int = 0


class Missing(NamedTuple):
    """What the line needs, by its ruleset name.

    `kind`: "paper", "fact" (an answer), "date" (of a delivered paper) or "parameter" (a figure the society enters).
    """

    kind: str
    name: str


class Deferral(NamedTuple):
    """Cents that will be due in the later period that starts on `period`."""

    period: date
    amount_cents: int


class LineAssessment(NamedTuple):
    """What the rules say of one line.

    granted + refused + suspended + deferred = asked, in cents; what a step leaves with the member is refused.
    Quantities are in the benefit's unit (minutes for hours), 0 where the benefit counts none.
    `computed_cents` is what the steps gave, rounded, before the pots. `payable_if_complete_cents` is what a suspended
    line would pay if nothing were missing; None if that depends on an answer. `steps` is empty unless the caller asked
    for the explanation.
    """

    line_id: str
    benefit: str
    outcome: Outcome
    version: str = ""
    asked_cents: int = 0
    computed_cents: int = 0
    granted_cents: int = 0
    suspended_cents: int = 0
    deferrals: tuple[Deferral, ...] = ()
    quantity_asked: int = 0
    quantity_granted: int = 0
    payable_if_complete_cents: int | None = None
    quantity_if_complete: int | None = None
    reasons: tuple[Reason, ...] = ()
    missing: tuple[Missing, ...] = ()
    movements: tuple[Movement, ...] = ()
    ceilings: tuple[CeilingRead, ...] = ()
    steps: tuple[Step, ...] = ()
    article: str = ""

    @property
    def deferred_cents(self) -> int:
        return sum([deferral.amount_cents for deferral in self.deferrals]) if self.deferrals else 0

    @property
    def refused_cents(self) -> int:
        """What is neither granted, suspended nor deferred: it stays with the member."""
        return self.asked_cents - self.granted_cents - self.suspended_cents - self.deferred_cents


class Assessment(NamedTuple):
    """The answer to a case: its lines in order, each under its ruleset version.

    `fingerprints`: by line id, that of the content the line was decided by, as it stood on the line's day. A line that
    no version decided has none.
    """

    lines: tuple[LineAssessment, ...]
    fingerprints: Mapping[str, str]
    engine_version: str

    @property
    def granted_cents(self) -> int:
        return sum([line.granted_cents for line in self.lines])

    @property
    def given_cents(self) -> int:
        """What it commits the society to: what is granted now, and what is charged to later periods."""
        return sum([line.granted_cents + line.deferred_cents for line in self.lines])

    @property
    def suspended(self) -> bool:
        """Whether a line of it still waits for something."""
        return any(line.outcome is Outcome.SUSPENDED for line in self.lines)
