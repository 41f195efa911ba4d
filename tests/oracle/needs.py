"""All that the money of a line would need and nobody answered, each thing once, in the order of the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from mutua.domain.decisions import Missing
from mutua.rules.model import (
    Add,
    AtMost,
    Benefit,
    Coinsurance,
    Counts,
    Deductible,
    DeductiblePot,
    Draw,
    ExchangeDraw,
    Expense,
    Flat,
    Layers,
    MarginalTable,
    MoneyStep,
    Per,
    PerKind,
    PotDraw,
    Residue,
    Row,
    Share,
    Subtract,
    Unit,
    Value,
)

from .answers import NeedsAnswer, Refused, Unknown
from .logic import holds, value
from .pots import lacking, token_of
from .quantities import pots_of
from .sight import Sight


def needs(sight: Sight, benefit: Benefit, row: Row) -> Iterator[Missing]:
    for entry in row.consumes:
        yield from of_entry(entry, sight)
    if benefit.counting is not None:
        yield from of_facts(sight, "inizio", "fine")
        if benefit.counting.only_if is not None:
            yield from of_answer(holds(benefit.counting.only_if, sight))
    elif benefit.unit is not None:
        yield from of_facts(sight, "quantità")
    if any(uses_expense(step) for step in row.steps) or any(
        pot.counts is Counts.EXPENSE for entry in row.consumes for pot in pots_of(entry, sight)
    ):
        yield from of_facts(sight, "spesa")
    for step in row.steps:
        yield from of_step(step, sight, benefit)


def uses_expense(step: MoneyStep) -> bool:
    return isinstance(step, Expense) or (isinstance(step, Flat) and not step.even_without_expense)


def of_answer(answer: Any) -> Iterator[Missing]:
    if isinstance(answer, Unknown):
        yield from answer.missing


def of_facts(sight: Sight, *names: str) -> Iterator[Missing]:
    for name in names:
        yield from of_answer(sight.read(name))


def of_sum(work: Callable[[], Any]) -> tuple[Missing, ...]:
    """What a figure lacks; a figure that refuses is no matter here."""
    try:
        work()
    except NeedsAnswer as stop:
        return stop.missing
    except Refused:
        return ()
    return ()


def first_of(entry: Draw) -> PotDraw | ExchangeDraw:
    """The first pot of an order, or its first exchange if it has no pot of its own."""
    if isinstance(entry, PotDraw):
        return entry
    return next((draw for draw in entry.draws if isinstance(draw, PotDraw)), entry.draws[0])


def of_entry(entry: Draw, sight: Sight) -> Iterator[Missing]:
    draw = first_of(entry)
    when = sight.ruleset.exchanges[draw.exchange].when if isinstance(draw, ExchangeDraw) else draw.when
    answer = True if when is None else holds(when, sight)
    yield from of_answer(answer)
    if answer is not False:
        pot = pots_of(draw, sight)[0]
        yield from lacking(pot, sight)
        if pot.counts is Counts.OCCURRENCES:
            yield from of_sum(lambda: token_of(pot, sight))


def of_step(step: MoneyStep, sight: Sight, benefit: Benefit) -> Iterator[Missing]:
    if isinstance(step, (Flat, Add, Deductible, AtMost)):
        yield from of_measure(step.amount, step.per, sight, benefit)
        for name in step.pots if isinstance(step, Deductible) else ():
            yield from lacking(sight.ruleset.pots[name], sight)
    elif isinstance(step, Subtract) and step.amount is not None:
        yield from of_measure(step.amount, step.per, sight, benefit)
    elif isinstance(step, Coinsurance):
        yield from of_sum(lambda: value(step.share, sight))
        for amount in (step.minimum, step.maximum):
            if amount is not None:
                yield from of_measure(amount, step.per, sight, benefit)
        for name in step.pots:
            yield from lacking(sight.ruleset.pots[name], sight)
    elif isinstance(step, Share):
        yield from of_sum(lambda: value(step.share, sight))
    elif isinstance(step, Subtract):
        yield from of_facts(sight, step.fact)
    elif isinstance(step, Residue):
        yield from of_facts(sight, "residuo")
    elif isinstance(step, DeductiblePot):
        for name in (step.pot, *step.others):
            yield from lacking(sight.ruleset.pots[name], sight)
    elif isinstance(step, Layers):
        for layer in step.layers:
            yield from lacking(sight.ruleset.pots[layer.pot], sight)
            for inner in layer.steps:
                yield from of_step(inner, sight, benefit)


def of_measure(amount: Value, per: Per, sight: Sight, benefit: Benefit) -> Iterator[Missing]:
    try:
        figure = value(amount, sight)
    except NeedsAnswer as stop:
        yield from stop.missing
        return
    except Refused:
        return
    if isinstance(figure, MarginalTable):
        for band in figure.bands:
            yield from of_sum(lambda band=band: value(band.value, sight))  # type: ignore[misc]
    if per.kind is PerKind.FACT:
        yield from of_answer(sight.figure(per.fact))
    if per.kind is PerKind.MONTH and benefit.counting is None and benefit.unit is not Unit.MONTHS:
        yield from of_facts(sight, "inizio", "fine")
