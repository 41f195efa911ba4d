"""From which price list a fixed sum is read, and what of an expense is above it."""

from __future__ import annotations

from fractions import Fraction

from mutua.domain.decisions import LineAssessment
from mutua.rules import model as m
from mutua.wording.grammar import noun, the
from mutua.wording.numbers import amount
from mutua.wording.roles import every_step
from mutua.wording.voice import Voice


def price_named(voice: Voice, benefit: m.Benefit | None) -> str:
    """«l'importo del tariffario», where every fixed sum of the benefit is read in one list of the society's; "" where
    it is not."""
    flats = [] if benefit is None else [
        step for row in benefit.rows for step in every_step(row.steps) if isinstance(step, m.Flat)
    ]  # fmt: skip
    names = {_name(voice, one.amount) for one in flats}
    return names.pop() if len(names) == 1 else ""


def _name(voice: Voice, value: m.Value) -> str:
    if isinstance(value, m.TariffPrice):
        return voice.say("il prezzo del listino", "the price in the list")
    fact = voice.fact(value.fact) if isinstance(value, m.FactAmount) and value.share == 1 else None
    if fact is None or not fact.of_society:
        return ""
    return the(noun(voice.title(fact.name))) if voice.italian else voice.title(fact.name)


def above_the_price(voice: Voice, line: LineAssessment, benefit: m.Benefit | None) -> str:
    """«: la spesa è di 95,00 €, l'importo del tariffario di 53,00 €», where that alone is why something is not paid."""
    name = price_named(voice, benefit)
    sums = [step for step in line.steps if step.code not in ("expense", "quantity")]
    alone = len(sums) == 1 and sums[0].code == "flat" and sums[0].after == Fraction(line.computed_cents)
    if not name or not alone or line.computed_cents != line.granted_cents + line.deferred_cents:
        return ""
    spent, price = amount(line.asked_cents, voice.language), amount(line.computed_cents, voice.language)
    return voice.say(f": la spesa è di {spent}, {name} di {price}", f": the expense is {spent}, {name} is {price}")
