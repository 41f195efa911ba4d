"""Layers: the first is paid by its own steps until its pot is used up, then the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from mutua.rules.model import Counts, Layer, Layers, MoneyStep, Pot, Share

from .answers import half_up
from .ledger import Draw, Ledger
from .logic import value
from .pots import Place, place
from .sight import Sight

Stepper = Callable[[MoneyStep, Fraction], Fraction]


@dataclass(frozen=True)
class LayerDraw:
    """What one layer paid, and the expense it took, exactly."""

    pot: Pot
    here: Place
    paid: Fraction
    expense: Fraction


@dataclass(frozen=True)
class LayersResult:
    paid: Fraction
    draws: tuple[LayerDraw, ...]
    cut: bool


def run_layers(step: Layers, amount: Fraction, sight: Sight, ledger: Ledger, stepper: Stepper) -> LayersResult:
    if step.summed:
        return summed(step, amount, sight, ledger, stepper)
    return split(step, amount, sight, ledger) if step.split else whole_line(step, amount, sight, ledger, stepper)


def share_of(layer: Layer, sight: Sight) -> Fraction:
    """The product of the shares; once it is nothing no other share is read."""
    product = Fraction(1)
    for step in layer.steps:
        assert isinstance(step, Share)
        if product == 0:
            break
        share = value(step.share, sight)
        assert isinstance(share, Fraction)
        product *= share
    return product


def split(step: Layers, amount: Fraction, sight: Sight, ledger: Ledger) -> LayersResult:
    rest, paid = amount, Fraction(0)
    draws: list[LayerDraw] = []
    for layer in step.layers:
        if rest == 0:
            break
        pot = sight.ruleset.pots[layer.pot]
        here = place(pot, sight, ledger)
        left = Fraction(here.left(ledger))
        by_expense = pot.counts is Counts.EXPENSE
        share = share_of(layer, sight) if left or not by_expense else Fraction(0)
        if by_expense:
            took = min(rest, left)
        elif rest * share <= left:
            took = rest
        else:
            took = left / share
        draws.append(LayerDraw(pot, here, took * share, took))
        paid += took * share
        rest -= took
    return LayersResult(paid, tuple(draws), rest > 0)


def whole_line(step: Layers, amount: Fraction, sight: Sight, ledger: Ledger, stepper: Stepper) -> LayersResult:
    for layer in step.layers:
        pot = sight.ruleset.pots[layer.pot]
        here = place(pot, sight, ledger)
        left = Fraction(here.left(ledger))
        if left == 0:
            continue
        took = min(amount, left) if pot.counts is Counts.EXPENSE else amount
        paid = took
        for inner in layer.steps:
            paid = stepper(inner, paid)
        given = paid if pot.counts is Counts.EXPENSE else min(paid, left)
        return LayersResult(given, (LayerDraw(pot, here, given, took),), took < amount or given < paid)
    return LayersResult(Fraction(0), (), amount > 0)


def summed(step: Layers, amount: Fraction, sight: Sight, ledger: Ledger, stepper: Stepper) -> LayersResult:
    """Every layer takes the whole amount; together they never pay more than it."""
    rest, cut = amount, False
    draws: list[LayerDraw] = []
    for layer in step.layers:
        pot = sight.ruleset.pots[layer.pot]
        here = place(pot, sight, ledger)
        left = Fraction(here.left(ledger))
        took = min(amount, left) if pot.counts is Counts.EXPENSE else amount
        paid = took
        for inner in layer.steps:
            paid = stepper(inner, paid)
        given = min(paid, left)
        cut = cut or took < amount or given < paid
        given = min(given, rest)
        rest -= given
        draws.append(LayerDraw(pot, here, given, took))
    return LayersResult(amount - rest, tuple(draws), cut)


def drawn(draws: list[LayerDraw], cents: int) -> list[Draw]:
    """The layers' movements: what was given fills them in order, and is brought to cents by largest remainder."""
    rest = Fraction(cents)
    filled: list[Fraction] = []
    for one in draws:
        filled.append(min(one.paid, rest))
        rest -= filled[-1]
    benefit = [i for i, one in enumerate(draws) if one.pot.counts is not Counts.EXPENSE]
    parts = [half_up(one.expense) for one in draws]
    total = half_up(sum((filled[i] for i in benefit), Fraction(0)))
    for i in benefit:
        parts[i] = filled[i].__floor__()
    order = sorted(benefit, key=lambda i: (parts[i] - filled[i], i))
    for i in order[: total - sum(parts[i] for i in benefit)]:
        parts[i] += 1
    return [
        Draw(one.pot.counter, one.here.holder, one.here.start, part) for one, part in zip(draws, parts, strict=True)
    ]
