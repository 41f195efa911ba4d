"""Layers: after the first part of a cover is used up, the second has its own rate and its own limit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Union

from mutua.domain.decisions import Reason, ReasonValue, Step
from mutua.rules.engine.ceilings import CompiledPot, Reading
from mutua.rules.engine.context import Context, Unknown
from mutua.rules.model import Counts, Layers, Ruleset, Unit

if TYPE_CHECKING:
    from mutua.rules.engine.pricing import CompiledStep

Priced = Union[tuple[int, int], Unknown, Reason]


@dataclass(frozen=True, slots=True)
class CompiledLayer:
    index: int
    pot: CompiledPot
    steps: "tuple[CompiledStep, ...]"
    by_expense: bool
    article: str

    def pays(self, ctx: Context, amount: Fraction) -> "Fraction | Unknown | Reason":
        n, d = amount.numerator, amount.denominator
        for step in self.steps:
            if n == 0 and not step.raises:
                continue
            priced = step.run(ctx, n, d)
            if not isinstance(priced, tuple):
                return priced
            n, d = priced
        return Fraction(n, d)

    def draw(self, ctx: Context, reading: Reading, left: Fraction, expense: Fraction, paid: Fraction) -> None:
        amount = expense if self.by_expense else paid
        if amount > 0:
            ctx.pending.append((reading, amount, self.index))
            ctx.counters.draw_exact(self.pot.key, reading.holder, reading.period, amount)
        if ctx.trace is not None and (expense > 0 or left == 0):
            values: dict[str, ReasonValue] = {"pot": self.pot.name, "left": left, "expense": expense, "paid": paid}
            ctx.trace.append(Step("layer", expense, paid, values, self.article))


def compile_layers(
    step: Layers, unit: Unit | None, article: str, ruleset: Ruleset, pots: dict[str, CompiledPot],
    compile_steps: Callable[..., "tuple[CompiledStep, ...]"],
) -> "tuple[Callable[[Context, int, int], Priced], tuple[Callable[[Context], Any], ...]]":  # fmt: skip
    """The step that runs the layers, and what it would need to know."""
    layers = tuple(
        CompiledLayer(
            index,
            pots[layer.pot],
            compile_steps(layer.steps, unit, layer.article or article, ruleset, pots),
            pots[layer.pot].pot.counts is Counts.EXPENSE,
            layer.article or article,
        )
        for index, layer in enumerate(step.layers)
    )
    probes = tuple(
        probe for layer in layers for probe in (layer.pot.locate, *(p for s in layer.steps for p in s.probes))
    )
    if step.summed:
        return _summed(layers), probes
    return (_split(layers) if step.split else _stay(layers)), probes


def _split(layers: tuple[CompiledLayer, ...]) -> Callable[[Context, int, int], Priced]:
    def run(ctx: Context, n: int, d: int) -> Priced:
        rest, total = Fraction(n, d), Fraction(0)
        for layer in layers:
            if rest <= 0:
                break
            reading = layer.pot.locate(ctx)
            if not isinstance(reading, Reading):
                return reading
            left = reading.exact_left(ctx)
            taken = _share_of_layer(ctx, layer, rest, left)
            if not isinstance(taken, tuple):
                return taken
            expense, paid = taken
            layer.draw(ctx, reading, left, expense, paid)
            rest, total = rest - expense, total + paid
            last = reading
        if rest > 0:
            ctx.layer_cuts.append(last.reason("layer_cut", cut=rest))
        return total.numerator, total.denominator

    return run


def _share_of_layer(
    ctx: Context, layer: CompiledLayer, rest: Fraction, left: Fraction
) -> "tuple[Fraction, Fraction] | Unknown | Reason":
    """The expense that enters the layer and what it pays: up to what is left in its pot, divided exactly."""
    if layer.by_expense:
        expense = min(rest, left)
        paid = layer.pays(ctx, expense)
        return (expense, paid) if isinstance(paid, Fraction) else paid
    paid = layer.pays(ctx, rest)
    if not isinstance(paid, Fraction):
        return paid
    if paid <= left:
        return rest, paid
    return rest * left / paid, left


def _summed(layers: tuple[CompiledLayer, ...]) -> Callable[[Context, int, int], Priced]:
    """Every layer on the whole expense; what they pay is added, never above the expense."""

    def run(ctx: Context, n: int, d: int) -> Priced:
        amount, total = Fraction(n, d), Fraction(0)
        for layer in layers:
            reading = layer.pot.locate(ctx)
            if not isinstance(reading, Reading):
                return reading
            left = reading.exact_left(ctx)
            expense = min(amount, left) if layer.by_expense else amount
            paid = layer.pays(ctx, expense)
            if not isinstance(paid, Fraction):
                return paid
            lost = amount - expense if layer.by_expense else max(Fraction(0), paid - left)
            if lost > 0:
                ctx.layer_cuts.append(reading.reason("layer_cut", cut=lost))
            paid = min(paid if layer.by_expense else min(paid, left), amount - total)
            layer.draw(ctx, reading, left, expense, paid)
            total += paid
        return total.numerator, total.denominator

    return run


def _stay(layers: tuple[CompiledLayer, ...]) -> Callable[[Context, int, int], Priced]:
    def run(ctx: Context, n: int, d: int) -> Priced:
        amount = Fraction(n, d)
        for layer in layers:
            reading = layer.pot.locate(ctx)
            if not isinstance(reading, Reading):
                return reading
            left = reading.exact_left(ctx)
            if left <= 0:
                continue
            expense = min(amount, left) if layer.by_expense else amount
            paid = layer.pays(ctx, expense)
            if not isinstance(paid, Fraction):
                return paid
            lost = amount - expense if layer.by_expense else max(Fraction(0), paid - left)
            if lost > 0:
                ctx.layer_cuts.append(reading.reason("layer_cut", cut=lost))
            if not layer.by_expense:
                paid = min(paid, left)
            layer.draw(ctx, reading, left, expense, paid)
            return paid.numerator, paid.denominator
        return 0, 1

    return run
