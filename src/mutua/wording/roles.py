"""What a pot is to the benefits that draw on it: a ceiling, a deductible, or the most that stays with somebody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from mutua.rules import model as m
from mutua.rules.drawn import draws_of as draws_of
from mutua.rules.remembered import Remembered
from mutua.wording.grammar import capital
from mutua.wording.voice import Voice

Role = Literal["limit", "deductible", "most"]
Taken = Literal["expense", "rest", "payment"]
_ROLES: Remembered[Role] = Remembered()


def role(voice: Voice, name: str) -> Role:
    """What the pot is for: a deductible comes before a ceiling, for the words that name it."""
    return _ROLES.of(voice.ruleset, name, lambda: _role(voice, name))


def _role(voice: Voice, name: str) -> Role:
    kinds = {type(step) for steps in _all_steps(voice) for step in steps if name in _kept(step)}
    if m.DeductiblePot in kinds:
        return "deductible"
    return "most" if kinds else "limit"


def called(voice: Voice, name: str) -> str:
    """«Limite «visite»», or the title alone where it says what the pot is: «Franchigia annua»."""
    word = voice.say(*{
        "limit": ("Limite", "Limit"), "deductible": ("Franchigia", "Deductible"),
        "most": ("Massimo a suo carico", "Most that stays with you"),
    }[role(voice, name)])
    title = voice.pot(name).strip("“”")
    if voice.italian and title.lower().split(" ")[0] == word.lower().split(" ")[0]:
        return capital(title)
    return f"{word} {voice.quoted(title)}"


def taken_of(voice: Voice, name: str) -> Taken:
    """What a deductible with a pot absorbs: the expense, what other steps left of it, or what would be paid."""
    for steps in _all_steps(voice):
        for position, step in enumerate(steps):
            if isinstance(step, m.DeductiblePot) and name in _kept(step):
                before = steps[:position]
                if any(isinstance(one, m.Share | m.Flat | m.Layers) for one in before):
                    return "payment"
                plain = all(isinstance(one, m.Expense | m.AtMost) for one in before)
                return "expense" if plain else "rest"
    return "expense"


def _all_steps(voice: Voice) -> Iterator[tuple[m.MoneyStep, ...]]:
    for benefit in voice.ruleset.benefits.values():
        for row in benefit.rows:
            yield row.steps
            for step in row.steps:
                if isinstance(step, m.Layers):
                    yield from (layer.steps for layer in step.layers)


def every_step(steps: tuple[m.MoneyStep, ...]) -> Iterator[m.MoneyStep]:
    """The steps, those inside layers too."""
    for step in steps:
        yield step
        if isinstance(step, m.Layers):
            for layer in step.layers:
                yield from layer.steps


def _kept(step: m.MoneyStep) -> tuple[str, ...]:
    if isinstance(step, m.DeductiblePot):
        return (step.pot, *step.others)
    return step.pots if isinstance(step, m.Coinsurance | m.Deductible) else ()
