"""Which pots and exchanges the situations of a benefit may draw on, whatever a line turns out to be."""

from __future__ import annotations

from collections.abc import Iterator

from mutua.rules import model as m


def single_draws(row: m.Row) -> Iterator[m.PotDraw | m.ExchangeDraw]:
    """What the row draws on after its steps, one by one."""
    for draw in row.consumes:
        yield from draw.draws if isinstance(draw, m.InOrder) else (draw,)


def draws_of(row: m.Row) -> Iterator[str]:
    """Names of the pots a row draws on, layers and deductible pots included."""
    yield from (single.pot for single in single_draws(row) if isinstance(single, m.PotDraw))
    for step in row.steps:
        yield from step_pots(step)


def step_pots(step: m.MoneyStep) -> Iterator[str]:
    """Names of the pots that a step reads or fills."""
    if isinstance(step, m.DeductiblePot):
        yield from (step.pot, *step.others)
    elif isinstance(step, m.Coinsurance | m.Deductible):
        yield from step.pots
    elif isinstance(step, m.Layers):
        for layer in step.layers:
            yield layer.pot
            for inner in layer.steps:
                yield from step_pots(inner)
