"""The lines on their way through the money steps, those decided before among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from mutua.domain.decisions import Reason
from mutua.rules.model import (
    MoneyStep,
    Row,
    Scope,
)

from . import days
from .answers import NeedsAnswer, Refused, fact_missing, known
from .layers import LayerDraw
from .ledger import Draw
from .quantities import Through, admitted, counted, payable_numbers
from .sight import Sight, request_token


@dataclass
class Runner:
    """One line on its way through the steps: a line of the case, or one decided before (which draws on nothing)."""

    sight: Sight
    row: Row
    through: Through
    decided_cents: int | None = None
    amount: Fraction = Fraction(0)
    zero_because: str = ""
    stopped: NeedsAnswer | Refused | None = None
    deductible_draws: list[Draw] = field(default_factory=list)
    layer_draws: list[LayerDraw] = field(default_factory=list)
    told: list[Reason] = field(default_factory=list)
    layer_cut: bool = False
    cents: int = 0
    wide_expense: Fraction | None = None  # of all the lines that a step looks at together

    @property
    def key_expense(self) -> Fraction:
        return self.expense if self.wide_expense is None else self.wide_expense

    @property
    def done(self) -> Through:
        """What came through; for a decided line what it asked for, looked up only where a step counts it."""
        if self.decided_cents is not None and not self.through.counts_units:
            self.through = decided_through(self.sight)
        return self.through

    @property
    def running(self) -> bool:
        return self.stopped is None

    @property
    def expense(self) -> Fraction:
        if self.decided_cents is not None:
            self.done.expense_share = (
                Fraction(self.done.granted, self.done.asked or 1) if self.done.asked else Fraction(1)
            )
        return admitted(self.sight, self.through)


def scope_of(step: MoneyStep) -> Scope:
    per = getattr(step, "per", None)
    return per.scope if per else Scope.LINE


def is_wide(row: Row) -> bool:
    return any(scope_of(step) is not Scope.LINE for step in row.steps)


def key_of(scope: Scope, runner: Runner) -> object:
    """The invoice, request or group of a line; None where a decided line has none."""
    if scope is Scope.REQUEST:
        return None if runner.decided_cents is not None else request_token(runner.sight.case)
    if scope is Scope.GROUP:
        return runner.sight.group
    number = runner.sight.facts.get("numero_fattura")
    if number is None and runner.decided_cents is None:
        raise NeedsAnswer(fact_missing("numero_fattura"))
    return number


# ---------------------------------------------------------------- lines decided before


def decided_through(sight: Sight) -> Through:
    """What a decided line brings: its own quantity or days, nothing drawn."""
    benefit = sight.ruleset.benefits[sight.line.benefit]
    counting = benefit.counting
    if counting is None and benefit.unit is None:
        return Through()
    quantity = known(sight.read("quantità")) if counting is None else counted_of(sight)
    done = Through(counts_units=True, asked=quantity, payable=quantity, granted=quantity)
    if counting is not None:
        numbers = payable_numbers(quantity, counting)
        first = known(sight.read("inizio"))
        done.numbers = list(numbers)
        done.payable = done.granted = len(numbers)
        done.granted_days = [days.add_days(first, number - 1) for number in numbers]
    else:
        done.numbers = list(range(1, quantity + 1))
    return done


def counted_of(sight: Sight) -> int:
    counting = sight.ruleset.benefits[sight.line.benefit].counting
    assert counting
    return counted(known(sight.read("inizio")), known(sight.read("fine")), counting)
