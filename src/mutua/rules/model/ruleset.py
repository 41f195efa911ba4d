"""One version of a regulation, with the facts, papers, price lists and figures it speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from mutua.rules.model.benefits import Benefit
from mutua.rules.model.conditions import Comparable, Condition
from mutua.rules.model.membership import (
    ArrearsRule,
    ChangeRule,
    Contributions,
    Joining,
    PaymentRule,
    Procedure,
    SeniorRule,
)
from mutua.rules.model.pots import Exchange, Pot
from mutua.rules.model.terms import ReadDay, Term
from mutua.rules.model.vocabulary import ADDED_LATER, ADDED_SINCE_KEPT, NOWHERE, FactKind, FactOf, Place, RoundingMode


class HistoryKind(StrEnum):
    LAST_PAID_ON = "last_paid_on"
    HOW_MANY = "how_many"
    ANY_PAID = "any_paid"


class HistorySpan(StrEnum):
    EVER = "ever"
    SAME_YEAR = "same_year"
    YEAR_BEFORE = "year_before"


@dataclass(frozen=True, slots=True)
class HistoryQuestion:
    """A closed question about the past: of these benefits, last paid on / how many / any paid, in which span.

    Years are calendar years of the service date. Only lines paid before the one at hand count.
    """

    kind: HistoryKind
    benefits: tuple[str, ...]
    span: HistorySpan = HistorySpan.EVER
    when: Condition | None = None  # only past lines of which this holds


@dataclass(frozen=True, slots=True)
class Fact:
    """A typed fact: built in, or declared by a plan, with the question a form asks for it and the paper that proves it.

    `default` is what is taken when nobody answered; None = the request is suspended with the question.
    `phrases` say each choice (or yes/no) in a sentence; under "" the phrase for a figure, with {} for it and
    under "1" the phrase for one. `of_society`: who asks does not know it, the society looks it up.
    """

    name: str
    kind: FactKind
    of: FactOf
    title: str = ""
    question: str = ""
    proof: str = ""
    choices: tuple[str, ...] = ()
    default: Comparable | None = None
    read_on: ReadDay | None = None
    phrases: Mapping[str, str] = field(default_factory=dict)
    history: HistoryQuestion | None = None
    term: Term | None = None  # a computed date: the day of a term, usable wherever a date fact is
    builtin: bool = False
    place: Place = field(default=NOWHERE, compare=False)
    of_society: bool = field(default=False, metadata=ADDED_SINCE_KEPT)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that benefits ask for, by name; it is also a date fact of that name."""

    name: str
    title: str
    note: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class NamedCondition:
    """A condition by name; `phrase` says it in a sentence, `contrary` says that it does not hold."""

    name: str
    condition: Condition
    phrase: str = ""
    article: str = ""
    place: Place = field(default=NOWHERE, compare=False)
    contrary: str = field(default="", metadata=ADDED_LATER)


@dataclass(frozen=True, slots=True)
class TariffRow:
    """Prices of a code from a day to a day (inclusive, None = still in force); one per column, None = no price.

    `places`: where each price is written.
    """

    code: str
    title: str
    since: date
    until: date | None
    prices: tuple[int | None, ...]
    places: tuple[Place, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Tariff:
    name: str
    columns: tuple[str, ...]
    rows: tuple[TariffRow, ...]
    article: str
    title: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ParameterFigure:
    since: date
    until: date | None
    cents: int
    source: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated outside figure (an INPS allowance), in cents."""

    name: str
    title: str
    figures: tuple[ParameterFigure, ...]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Rounding:
    """Once per line after the money steps, or after each step; to `to_cents` (1 = the cent)."""

    mode: RoundingMode = RoundingMode.HALF_UP
    each_step: bool = False
    to_cents: int = 1


@dataclass(frozen=True, slots=True)
class TimeRules:
    """The three conventions a ruleset may override.

    `leap_birthday_in_march`: who is born on 29 February completes years on 1 March in common years (else 28 February).
    `clamp_months`: a term in months or years falls back to the last day of the month (else rolls to the first of the
    next). `day_zero`: the anchor is day 0 and the nth day is included (else the anchor is day 1).
    """

    leap_birthday_in_march: bool = True
    clamp_months: bool = True
    day_zero: bool = True


@dataclass(frozen=True, slots=True)
class Approval:
    body: str
    resolution: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Assistance:
    """One of the covers a plan offers, by the name that benefits ask for."""

    name: str
    title: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class PlanHead:
    """What stands outside the versions: title, society, and the date fact that picks the version."""

    code: str  # society folder / plan folder
    title: str
    society: str
    version_by: str
    source: str = ""
    note: str = ""
    tops_up: str = ""  # code of the plan whose residue this one assesses


@dataclass(frozen=True, slots=True)
class Ruleset:
    """One version of a plan's regulation."""

    plan: PlanHead
    in_force_from: date
    in_force_to: date | None
    approval: Approval
    facts: Mapping[str, Fact]  # built-in and declared
    papers: Mapping[str, Paper]
    conditions: Mapping[str, NamedCondition]
    pots: Mapping[str, Pot]
    exchanges: Mapping[str, Exchange]
    benefits: Mapping[str, Benefit]
    tariffs: Mapping[str, Tariff]
    parameters: Mapping[str, Parameter]
    rounding: Rounding = Rounding()
    time: TimeRules = TimeRules()
    joining: Joining | None = None
    contributions: Contributions | None = None
    arrears: ArrearsRule | None = None
    plan_change: ChangeRule | None = None
    leaving: ChangeRule | None = None
    payments: PaymentRule | None = None
    procedure: Procedure | None = None
    covers: tuple[str, ...] = ()  # the assistances of the plan
    assistances: Mapping[str, Assistance] = field(default_factory=dict)  # their titles, where the plan gives them
    source: str = ""
    note: str = ""
    file: str = field(default="", compare=False)
    senior: SeniorRule | None = field(default=None, metadata=ADDED_SINCE_KEPT)

    @property
    def version(self) -> str:
        return f"{self.plan.code}/{self.in_force_from.isoformat()}"


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with all its versions, oldest first."""

    head: PlanHead
    versions: tuple[Ruleset, ...]
