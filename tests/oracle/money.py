"""The money steps of the lines of one row, run side by side so that a step may look at several of them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from mutua.domain.decisions import Reason
from mutua.rules.model import (
    Add,
    AtMost,
    Coinsurance,
    Deductible,
    DeductiblePot,
    Expense,
    Flat,
    Layers,
    MoneyStep,
    Residue,
    Rounding,
    RoundingMode,
    Row,
    Scope,
    Share,
    Subtract,
)

from .answers import NeedsAnswer, Refused, Unknown, half_up, known
from .layers import run_layers
from .ledger import Draw, Ledger
from .logic import value
from .measures import measure
from .pots import place
from .runners import Runner, is_wide, key_of, scope_of

ZERO_REASONS = {
    Coinsurance: "below_minimum",
    Deductible: "below_deductible",
    DeductiblePot: "below_deductible",
    Subtract: "paid_by_others",
    Layers: "pot_exhausted",
    Expense: "no_expense",
    Residue: "no_expense",
}


def attempt(runner: Runner, work: Callable[[], None]) -> None:
    try:
        work()
    except (NeedsAnswer, Refused) as stop:
        runner.stopped = stop


# ---------------------------------------------------------------- the steps of a line


def run_steps(row: Row, runners: list[Runner], ledger: Ledger, rounding: Rounding) -> None:
    """Runs every step for all the runners, step by step. What stops a runner is noted on it."""
    for runner in runners:
        attempt(runner, partial(start, runner))
    for step in row.steps:
        alive = [runner for runner in runners if runner.running]
        before = {id(runner): runner.amount for runner in alive}
        if scope_of(step) is Scope.LINE:
            for runner in alive:
                attempt(runner, partial(one_line, step, runner, ledger, rounding))
        else:
            wide_step(step, alive, rounding)
        for runner in alive:
            note_zero(step, runner, before[id(runner)])
            if runner.decided_cents is not None and not runner.running:
                stop_with(runner, runners)


def stop_with(decided: Runner, runners: list[Runner]) -> None:
    """A decided line that cannot be computed leaves those that share a step with it without an answer."""
    scopes = {scope_of(step) for step in decided.row.steps} - {Scope.LINE, Scope.REQUEST}
    for runner in runners:
        if runner.running and any(_key(scope, decided) == _key(scope, runner) is not None for scope in scopes):
            runner.stopped = decided.stopped


def _key(scope: Scope, runner: Runner) -> object:
    return runner.sight.group if scope is Scope.GROUP else runner.sight.facts.get("numero_fattura")


def start(runner: Runner) -> None:
    """The amount before the first step. What pots of expense lack is asked before any step, but a flat's own figure."""
    first = runner.row.steps[0]
    if runner.through.unknown_expense is not None:
        if isinstance(first, Flat):
            measure(first.amount, first.per, runner)
        raise runner.through.unknown_expense
    if scope_of(first) is not Scope.LINE:
        free = isinstance(first, Flat) and first.even_without_expense
        runner.amount = Fraction(0) if free and isinstance(runner.sight.read("spesa"), Unknown) else runner.expense
    elif not isinstance(first, (Expense, Flat, Residue)):
        runner.amount = runner.expense


def note_zero(step: MoneyStep, runner: Runner, before: Fraction) -> None:
    """The first step of the last run of zeros says why nothing is due."""
    if not runner.running or runner.amount > 0:
        runner.zero_because = ""
    elif not runner.zero_because or before > 0:
        runner.zero_because = ZERO_REASONS.get(type(step), "nothing_due")
        if isinstance(step, Subtract) and step.fact not in ("altri_rimborsi", "pagato_prima"):
            runner.zero_because = "nothing_due"
        if isinstance(step, Flat) and not step.even_without_expense and runner.key_expense == 0:
            runner.zero_because = "no_expense"


# On an amount of 0 these change nothing, whatever their figures are: nobody is asked for them.
IDLE_ON_ZERO = (AtMost, Deductible, Coinsurance, Share, Subtract, DeductiblePot, Layers)


def one_line(step: MoneyStep, runner: Runner, ledger: Ledger, rounding: Rounding) -> None:
    if runner.amount == 0 and isinstance(step, IDLE_ON_ZERO):
        return
    if isinstance(step, DeductiblePot):
        deductible_pot(step, runner, ledger)
    elif isinstance(step, Coinsurance) and step.pots:
        bounded_coinsurance(step, runner, ledger)
    elif isinstance(step, Deductible) and step.pots:
        bounded_deductible(step, runner, ledger)
    elif isinstance(step, Layers):
        result = run_layers(step, runner.amount, runner.sight, ledger, plain_step(runner))
        runner.amount = result.paid
        runner.layer_draws += result.draws
        if result.cut:
            runner.layer_cut = True
            runner.told.append(Reason("layer_cut", {}))
    else:
        runner.amount = stepped(step, runner.amount, runner, lambda: runner.expense)
    if rounding.each_step:
        runner.amount = Fraction(rounded(runner.amount, rounding))


def plain_step(runner: Runner) -> Callable[[MoneyStep, Fraction], Fraction]:
    return lambda step, amount: stepped(step, amount, runner, lambda: runner.expense)


def stepped(step: MoneyStep, amount: Fraction, runner: Runner, expense: Callable[[], Fraction]) -> Fraction:
    """The amount after a step that draws on nothing; measures are read on the runner."""
    if amount == 0 and isinstance(step, IDLE_ON_ZERO):
        return amount
    sight = runner.sight
    if isinstance(step, Expense):
        return expense()
    if isinstance(step, Flat):
        flat = measure(step.amount, step.per, runner)
        return flat if step.even_without_expense else min(flat, expense())
    if isinstance(step, Add):
        return amount + measure(step.amount, step.per, runner)
    if isinstance(step, Subtract):
        less = known(sight.figure(step.fact)) if step.amount is None else measure(step.amount, step.per, runner)
        return max(Fraction(0), amount - less)
    if isinstance(step, Deductible):
        return max(Fraction(0), amount - measure(step.amount, step.per, runner))
    if isinstance(step, Coinsurance):
        return amount - kept(step, amount, runner)
    if isinstance(step, Share):
        share = value(step.share, sight)
        assert isinstance(share, Fraction)
        return amount * share
    if isinstance(step, AtMost):
        return min(amount, measure(step.amount, step.per, runner))
    assert isinstance(step, Residue)
    left = known(sight.figure("residuo"))
    done = runner.done
    return left * Fraction(done.granted, done.asked) if done.counts_units and done.asked else left


def kept(step: Coinsurance, amount: Fraction, runner: Runner) -> Fraction:
    """What a coinsurance leaves with the member."""
    share = value(step.share, runner.sight)
    assert isinstance(share, Fraction)
    keeps = share * amount
    if step.minimum is not None:
        keeps = max(keeps, measure(step.minimum, step.per, runner))
    if step.maximum is not None:
        keeps = min(keeps, measure(step.maximum, step.per, runner))
    return min(keeps, amount)


def deductible_pot(step: DeductiblePot, runner: Runner, ledger: Ledger) -> None:
    if runner.decided_cents is None:
        runner.amount -= borne(runner.amount, (step.pot, *step.others), runner, ledger)


def bounded_coinsurance(step: Coinsurance, runner: Runner, ledger: Ledger) -> None:
    """What stays with the member is at most what is left in each pot, and all of them count it."""
    runner.amount -= borne(kept(step, runner.amount, runner), step.pots, runner, ledger)


def bounded_deductible(step: Deductible, runner: Runner, ledger: Ledger) -> None:
    """A fixed sum that stays with the member, at most what is left in each pot; all of them count it."""
    sum_kept = min(runner.amount, measure(step.amount, step.per, runner))
    runner.amount -= borne(sum_kept, step.pots, runner, ledger)


def borne(cents: Fraction, names: tuple[str, ...], runner: Runner, ledger: Ledger) -> Fraction:
    """What the member bears of this, by pots that count it."""
    pots = [runner.sight.ruleset.pots[name] for name in names]
    places = [place(pot, runner.sight, ledger) for pot in pots]
    share = min([cents, *(Fraction(here.left(ledger)) for here in places)])
    draws = [Draw(pot.counter, here.holder, here.start, half_up(share)) for pot, here in zip(pots, places, strict=True)]
    runner.deductible_draws += draws
    ledger.draw(draws)
    return share


# ---------------------------------------------------------------- steps on several lines


def keyed(scope: Scope, runners: list[Runner]) -> dict[object, list[Runner]]:
    """The runners by invoice, request or group; who has no key of its own stays out."""
    keys: dict[object, list[Runner]] = {}
    for runner in runners:
        try:
            key = key_of(scope, runner)
        except NeedsAnswer as stop:
            runner.stopped = stop
            continue
        if key is not None:
            keys.setdefault(key, []).append(runner)
    return keys


def wide_step(step: MoneyStep, runners: list[Runner], rounding: Rounding) -> None:
    for together in keyed(scope_of(step), runners).values():
        reader = together[0]  # the case's lines come before the decided ones
        try:
            total = sum((runner.amount for runner in together), Fraction(0))
            result = stepped(step, total, reader, lambda: sum((one.expense for one in together), Fraction(0)))  # noqa: B023
            if rounding.each_step:
                result = Fraction(rounded(result, rounding))
        except (NeedsAnswer, Refused) as stop:
            for runner in together:
                runner.stopped = stop
            continue
        if isinstance(step, Flat) and not step.even_without_expense:
            for runner in together:
                runner.wide_expense = sum((one.expense for one in together), Fraction(0))
        before = [runner.amount for runner in together]
        for runner, part in zip(together, shared(result, before), strict=True):
            runner.amount = part


def shared(result: Fraction, before: list[Fraction]) -> list[Fraction]:
    """In proportion to the amounts before, equally if they are all 0."""
    total = sum(before, Fraction(0))
    if total == 0:
        return [result / len(before)] * len(before)
    return [result * part / total for part in before]


# ---------------------------------------------------------------- rounding


def rounded(amount: Fraction, rounding: Rounding) -> int:
    units = amount / rounding.to_cents
    if rounding.mode is RoundingMode.DOWN:
        return units.__floor__() * rounding.to_cents
    if rounding.mode is RoundingMode.UP:
        return units.__ceil__() * rounding.to_cents
    return half_up(units) * rounding.to_cents


def widest(row: Row) -> Scope:
    scopes = {scope_of(step) for step in row.steps}
    return next(scope for scope in (Scope.GROUP, Scope.REQUEST, Scope.INVOICE, Scope.LINE) if scope in scopes)


def round_all(row: Row, runners: list[Runner], rounding: Rounding) -> None:
    """The computed cents of every runner still on its way."""
    alive = [runner for runner in runners if runner.running]
    if not is_wide(row):
        for runner in alive:
            runner.cents = rounded(runner.amount, rounding)
        return
    for together in keyed(widest(row), alive).values():
        total = rounded(sum((runner.amount for runner in together), Fraction(0)), rounding)
        before = sum(runner.decided_cents or 0 for runner in together)
        mine = [runner for runner in together if runner.decided_cents is None]
        for runner, cents in zip(mine, by_remainder(max(0, total - before), [r.amount for r in mine]), strict=True):
            runner.cents = cents


def by_remainder(cents: int, weights: list[Fraction]) -> list[int]:
    """Whole cents in proportion to the weights (equally if all are 0): largest remainder first, then in order."""
    if not weights:
        return []
    exact = shared(Fraction(cents), weights)
    parts = [part.__floor__() for part in exact]
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[: cents - sum(parts)]:
        parts[i] += 1
    return parts
