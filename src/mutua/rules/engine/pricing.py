"""Money steps: from the expense to what the society pays, in the order the regulation writes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Union

from mutua.domain.decisions import Reason, ReasonValue, Step
from mutua.rules.engine.ceilings import CompiledPot, Reading
from mutua.rules.engine.context import Context, Unknown, compile_fact
from mutua.rules.engine.layers import compile_layers
from mutua.rules.engine.measures import Exact, ExactOf, as_exact, compile_count, compile_measure
from mutua.rules.engine.values import compile_value, half_up
from mutua.rules.model import (
    Add,
    AtMost,
    Coinsurance,
    Constant,
    Deductible,
    DeductiblePot,
    Expense,
    Flat,
    Layers,
    MoneyStep,
    Per,
    PerKind,
    Residue,
    Ruleset,
    Scope,
    Share,
    Subtract,
    Unit,
    Value,
)

# A step takes the line's exact amount and gives it back changed, or says why it cannot.
Priced = Union[Exact, Unknown, Reason]
StepRun = Callable[[Context, int, int], Priced]
StepValues = Callable[[Context, Exact, Exact], dict[str, ReasonValue]]


@dataclass(frozen=True, slots=True)
class CompiledStep:
    """A step ready to run: `scope` wider than the line means it runs on a sum, with `total` as the expense bound."""

    code: str
    run: StepRun
    scope: Scope
    article: str
    values: StepValues
    probes: tuple[Callable[[Context], Any], ...]
    needs_expense: bool
    zero_reason: str
    raises: bool  # it can give something from nothing; the others read nothing when nothing is left
    on_expense: bool = False  # it comes straight after the expense, which is what it works on


def compile_steps(
    steps: Sequence[MoneyStep], unit: Unit | None, article: str, ruleset: Ruleset, pots: dict[str, CompiledPot]
) -> tuple[CompiledStep, ...]:
    compiled = [_compile_step(step, unit, step.article or article, ruleset, pots) for step in steps]
    if len(compiled) > 1 and compiled[0].code == "expense":
        compiled[1] = replace(compiled[1], on_expense=True)
    return tuple(compiled)


def _compile_step(
    step: MoneyStep, unit: Unit | None, article: str, ruleset: Ruleset, pots: dict[str, CompiledPot]
) -> CompiledStep:
    if isinstance(step, Expense):
        return _step("expense", _expense, article, needs_expense=True, zero="no_expense")
    if isinstance(step, Flat):
        return _flat(step, unit, article, ruleset)
    if isinstance(step, Deductible) and step.pots:
        return _bounded_deductible(step, unit, article, ruleset, [pots[name] for name in step.pots])
    if isinstance(step, (Add, Deductible, AtMost)):
        return _measured(step, unit, article, ruleset)
    if isinstance(step, Subtract):
        return _subtract(step, unit, article, ruleset)
    if isinstance(step, DeductiblePot):
        return _deductible_pot([pots[name] for name in (step.pot, *step.others)], article)
    if isinstance(step, Coinsurance):
        return _coinsurance(step, unit, article, ruleset, [pots[name] for name in step.pots])
    if isinstance(step, Share):
        return _share(step.share, article, ruleset)
    if isinstance(step, Residue):
        return _residue(article, ruleset)
    assert isinstance(step, Layers)
    run, probes = compile_layers(step, unit, article, ruleset, pots, compile_steps)
    return _step("layers", run, article, zero="pot_exhausted", probes=probes)


def _no_values(ctx: Context, before: Exact, after: Exact) -> dict[str, ReasonValue]:
    return {}


def _step(
    code: str, run: StepRun, article: str, *, scope: Scope = Scope.LINE, values: StepValues = _no_values,
    probes: tuple[Callable[[Context], Any], ...] = (), needs_expense: bool = False, zero: str = "nothing_due",
) -> CompiledStep:  # fmt: skip
    raises = code in ("expense", "flat", "add", "residue")
    return CompiledStep(code, run, scope, article, values, probes, needs_expense, zero, raises)


_NOTHING: Exact = (0, 1)


def _less(one: Exact, other: Exact) -> bool:
    """Whether one exact amount is below another."""
    return one[0] * other[1] < other[0] * one[1]


def _expense(ctx: Context, n: int, d: int) -> Priced:
    return n, d


_BY_BAND = Reason("by_band")  # a marginal table has no single unit price to tell


def _counted(amount: Value, per: Per, unit: Unit | None, ruleset: Ruleset) -> StepValues:
    """The unit price and the count, for the explanation."""
    value = compile_value(amount, ruleset, lambda table: lambda ctx: _BY_BAND)
    count = compile_count(per, unit, ruleset)
    return lambda ctx, before, after: {
        "unit_cents": _fraction(as_exact(value(ctx))), "count": _fraction(count(ctx)), "per": per.word,
    }  # fmt: skip


def _fraction(exact: Priced) -> Fraction | None:
    return Fraction(*exact) if isinstance(exact, tuple) else None


def _flat(step: Flat, unit: Unit | None, article: str, ruleset: Ruleset) -> CompiledStep:
    measure = compile_measure(step.amount, step.per, unit, ruleset)
    free = step.even_without_expense

    def flat(ctx: Context, n: int, d: int) -> Priced:
        due = measure(ctx)
        if due.__class__ is not tuple or free:
            return due
        return due if due[0] * d <= n * due[1] else (n, d)

    values = _counted(step.amount, step.per, unit, ruleset)
    zero = "nothing_due" if free else "no_expense"
    return _step(
        "flat", flat, article, scope=step.per.scope, values=values, probes=(measure,), needs_expense=not free, zero=zero
    )


def _measured(step: Add | Deductible | AtMost, unit: Unit | None, article: str, ruleset: Ruleset) -> CompiledStep:
    measure = compile_measure(step.amount, step.per, unit, ruleset)
    if isinstance(step, Add):
        code, run, zero = "add", _adding(measure), "nothing_due"
    elif isinstance(step, Deductible):
        code, run, zero = "deductible", _deducting(measure), "below_deductible"
    else:
        code, run, zero = "at_most", _bounding(step.amount, step.per, measure), "nothing_due"
    values = _counted(step.amount, step.per, unit, ruleset)
    return _step(code, run, article, scope=step.per.scope, values=values, probes=(measure,), zero=zero)


def _adding(measure: ExactOf) -> StepRun:
    def add(ctx: Context, n: int, d: int) -> Priced:
        more = measure(ctx)
        if not isinstance(more, tuple):
            return more
        return n * more[1] + more[0] * d, d * more[1]

    return add


def _deducting(measure: ExactOf) -> StepRun:
    def deduct(ctx: Context, n: int, d: int) -> Priced:
        less = measure(ctx)
        if not isinstance(less, tuple):
            return less
        left = n * less[1] - less[0] * d
        return (left, d * less[1]) if left > 0 else (0, 1)

    return deduct


def _bounding(amount: Value, per: Per, measure: ExactOf) -> StepRun:
    if isinstance(amount, Constant) and isinstance(amount.amount, int) and per.kind is PerKind.ONCE:
        cents = amount.amount
        return lambda ctx, n, d: (n, d) if n <= cents * d else (cents, 1)

    def bound(ctx: Context, n: int, d: int) -> Priced:
        most = measure(ctx)
        if not isinstance(most, tuple):
            return most
        return (n, d) if n * most[1] <= most[0] * d else most

    return bound


def _subtract(step: Subtract, unit: Unit | None, article: str, ruleset: Ruleset) -> CompiledStep:
    if step.amount is not None:
        measure = compile_measure(step.amount, step.per, unit, ruleset)
        told = _counted(step.amount, step.per, unit, ruleset)
        probes = (measure,)
        return _step("subtract", _deducting(measure), article, scope=step.per.scope, values=told, probes=probes)
    read = compile_fact(step.fact, None, ruleset)

    def subtract(ctx: Context, n: int, d: int) -> Priced:
        cents = read(ctx)
        if isinstance(cents, Unknown):
            return cents
        left = n - int(cents) * d
        return (left, d) if left > 0 else (0, 1)

    def values(ctx: Context, before: Exact, after: Exact) -> dict[str, ReasonValue]:
        return {"fact": step.fact, "cents": read(ctx)}

    others = step.fact in ("altri_rimborsi", "pagato_prima")
    zero = "paid_by_others" if others else "nothing_due"
    return _step("subtract", subtract, article, values=values, probes=(read,), zero=zero)


def _within(pots: Sequence[CompiledPot], ctx: Context, wanted: Fraction) -> "Fraction | Unknown | Reason":
    """What stays with the member, at most what each pot still has to count; drawn on all of them."""
    readings: list[Reading] = []
    for pot in pots:
        reading = pot.locate(ctx)
        if not isinstance(reading, Reading):
            return reading
        readings.append(reading)
    kept = min(wanted, *(reading.exact_left(ctx) for reading in readings))
    if kept > 0:
        for reading in readings:
            ctx.pending.append((reading, kept, -1))
            ctx.counters.draw_exact(reading.pot.key, reading.holder, reading.period, kept)
    return kept


def _bounded_deductible(
    step: Deductible, unit: Unit | None, article: str, ruleset: Ruleset, pots: Sequence[CompiledPot]
) -> CompiledStep:
    """A fixed sum left to the member, no more than what is left in each of the pots that count it."""
    measure = compile_measure(step.amount, step.per, unit, ruleset)
    counted = _counted(step.amount, step.per, unit, ruleset)

    def deduct(ctx: Context, n: int, d: int) -> Priced:
        less = measure(ctx)
        if not isinstance(less, tuple):
            return less
        kept = _within(pots, ctx, min(Fraction(*less), Fraction(n, d)))
        if not isinstance(kept, Fraction):
            return kept
        left = Fraction(n, d) - kept
        return left.numerator, left.denominator

    def values(ctx: Context, before: Exact, after: Exact) -> dict[str, ReasonValue]:
        return {**counted(ctx, before, after), "kept": Fraction(*before) - Fraction(*after)}

    probes: tuple[Callable[[Context], Any], ...] = (measure, *(pot.locate for pot in pots))
    return _step("deductible", deduct, article, values=values, probes=probes, zero="below_deductible")


def _deductible_pot(pots: Sequence[CompiledPot], article: str) -> CompiledStep:
    def absorb(ctx: Context, n: int, d: int) -> Priced:
        absorbed = _within(pots, ctx, Fraction(n, d))
        if not isinstance(absorbed, Fraction):
            return absorbed
        left = Fraction(n, d) - absorbed
        return left.numerator, left.denominator

    def values(ctx: Context, before: Exact, after: Exact) -> dict[str, ReasonValue]:
        absorbed = Fraction(*before) - Fraction(*after)
        readings = [pot.locate(ctx) for pot in pots]
        known = [one.exact_left(ctx) + absorbed for one in readings if isinstance(one, Reading)]
        return {"pot": pots[0].name, "pots": names, "absorbed": absorbed, "left": min(known, default=None)}

    names = tuple(pot.name for pot in pots)
    probes = tuple(pot.locate for pot in pots)
    return _step("deductible_pot", absorb, article, values=values, probes=probes, zero="below_deductible")


def _coinsurance(
    step: Coinsurance, unit: Unit | None, article: str, ruleset: Ruleset, pots: Sequence[CompiledPot]
) -> CompiledStep:
    share = compile_value(step.share, ruleset)
    minimum = compile_measure(step.minimum, step.per, unit, ruleset) if step.minimum is not None else None
    maximum = compile_measure(step.maximum, step.per, unit, ruleset) if step.maximum is not None else None

    def parts(ctx: Context, n: int, d: int) -> tuple[Exact, Exact, Exact, Exact | None] | Unknown | Reason:
        rate = as_exact(share(ctx))
        low = minimum(ctx) if minimum is not None else _NOTHING
        high = maximum(ctx) if maximum is not None else None
        if not isinstance(rate, tuple):
            return rate
        if not isinstance(low, tuple):
            return low
        by_share = n * rate[0], d * rate[1]
        kept = low if _less(by_share, low) else by_share
        if high is not None:
            if not isinstance(high, tuple):
                return high
            kept = high if _less(high, kept) else kept
        return (n, d) if _less((n, d), kept) else kept, by_share, low, high

    def coinsurance(ctx: Context, n: int, d: int) -> Priced:
        found = parts(ctx, n, d)
        if not isinstance(found, tuple):
            return found
        kept = found[0]
        if pots:
            within = _within(pots, ctx, Fraction(*kept))
            if not isinstance(within, Fraction):
                return within
            kept = within.numerator, within.denominator
        return n * kept[1] - kept[0] * d, d * kept[1]

    def values(ctx: Context, before: Exact, after: Exact) -> dict[str, ReasonValue]:
        found = parts(ctx, *before)
        assert isinstance(found, tuple)
        _, by_share, low, high = found
        rate = share(ctx)
        return {
            "share": rate if isinstance(rate, (int, Fraction)) else None, "share_cents": Fraction(*by_share),
            "minimum_cents": Fraction(*low), "maximum_cents": Fraction(*high) if high is not None else None,
            "kept": Fraction(*before) - Fraction(*after),
            "expense_cents": Fraction(*before), "per": step.per.word,
        }  # fmt: skip

    probes = (*(one for one in (share, minimum, maximum) if one is not None), *(pot.locate for pot in pots))
    return _step(
        "coinsurance", coinsurance, article, scope=step.per.scope, values=values, probes=probes, zero="below_minimum"
    )


def _share(value: Value, article: str, ruleset: Ruleset) -> CompiledStep:
    share = compile_value(value, ruleset)
    run: StepRun
    if isinstance(value, Constant):
        rate = Fraction(value.amount)
        up, down = rate.numerator, rate.denominator
        run = _by_constant(up, down)
    else:
        run = _by_value(share)

    def values(ctx: Context, before: Exact, after: Exact) -> dict[str, ReasonValue]:
        figure = share(ctx)
        return {"share": figure if isinstance(figure, (int, Fraction)) else None}

    return _step("share", run, article, values=values, probes=(share,))


def _by_constant(up: int, down: int) -> StepRun:
    return lambda ctx, n, d: (n * up, d * down)


def _by_value(share: Callable[[Context], Any]) -> StepRun:
    def run(ctx: Context, n: int, d: int) -> Priced:
        rate = as_exact(share(ctx))
        return (n * rate[0], d * rate[1]) if isinstance(rate, tuple) else rate

    return run


def _residue(article: str, ruleset: Ruleset) -> CompiledStep:
    read = compile_fact("residuo", None, ruleset)

    def residue(ctx: Context, n: int, d: int) -> Priced:
        left = read(ctx)
        if isinstance(left, Unknown):
            return left
        if ctx.quantity_granted < ctx.quantity_asked:
            return int(left) * ctx.quantity_granted, ctx.quantity_asked
        return int(left), 1

    return _step("residue", residue, article, probes=(read,), zero="no_expense")


def told(ctx: Context, step: CompiledStep, before: Exact, after: Exact) -> Step:
    """A step of the explanation, its figures as the line reads them."""
    return Step(step.code, Fraction(*before), Fraction(*after), step.values(ctx, before, after), step.article)


def note(ctx: Context, step: CompiledStep, before: Exact, after: Exact) -> None:
    """Writes a step into the explanation."""
    if ctx.trace is not None:
        ctx.trace.append(told(ctx, step, before, after))


def note_rounding(ctx: Context, exact: Exact, cents: int, article: str) -> None:
    """Writes the rounding into the explanation, where the amount is no longer what the nearest cent would show."""
    before = Fraction(*exact)
    if ctx.trace is not None and half_up(before) != cents:
        ctx.trace.append(Step("rounding", before, Fraction(cents), {}, article))


def zero_reason(ctx: Context, step: CompiledStep, before: Exact) -> Reason:
    """Why nothing is left after the step."""
    values = step.values(ctx, before, (0, 1))
    code = step.zero_reason
    if step.code == "flat" and before[0] > 0:
        code = "nothing_due"
    worked_on: dict[str, ReasonValue] = {"expense_cents" if step.on_expense else "rest_cents": Fraction(*before)}
    if step.code == "deductible_pot":
        values = {"pots": values["pots"], "left": values["left"], **worked_on}
    elif code == "below_deductible":
        values = {"deductible_cents": _product(values), **worked_on}
    elif code == "below_minimum":
        values = {"minimum_cents": values["minimum_cents"], **worked_on}
    elif code == "paid_by_others":
        values = {"others_cents": values.get("cents")}
    elif code in ("no_expense", "nothing_due", "pot_exhausted"):
        values = {}
    return Reason(code, values, step.article)


def _product(values: dict[str, ReasonValue]) -> ReasonValue:
    unit, count = values.get("unit_cents"), values.get("count")
    return unit * count if isinstance(unit, Fraction) and isinstance(count, Fraction) else None
