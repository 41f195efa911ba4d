"""Help that costs nothing: where as much comes back whatever was spent, no price is asked for.

The engine that decides says so: it decides the expense without being told any.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from mutua.domain.decisions import LineAssessment, Outcome
from mutua.services.decide_claim import Refusal
from mutua.services.estimate_claim import estimator
from mutua.services.plan_book import PlanBook

if TYPE_CHECKING:
    from mutua.services.typed_claim import ClaimTyped

_EXPENSE = "spesa"


def ask_no_price(connection: Connection, plans: PlanBook, found: ClaimTyped, *, trying: bool) -> None:
    """Takes away the field of the price, and what was typed in it, of lines that are decided without one.

    `trying`: in a trial it may also stay empty while an answer is open that tells whether there is a price.
    """
    places = [at for at, one in enumerate(found.lines) if one.asked is not None]
    if found.told is None or not any(one.asked.expense for one in found.lines if one.asked is not None):
        return
    answers = estimator(connection, plans, found.told, found.household_id, in_order=True)
    if isinstance(answers, Refusal):
        return
    for at, place in enumerate(places):
        line, told = found.lines[place], found.told
        assert line.asked is not None
        if not line.asked.expense:
            continue
        bare = list(told.lines)
        bare[at] = replace(bare[at], facts={name: one for name, one in bare[at].facts.items() if name != _EXPENSE})
        without = replace(told, lines=tuple(bare))
        decided = answers(without).answer.lines[at]
        if trying and decided.outcome is Outcome.SUSPENDED and not any(one.name == _EXPENSE for one in decided.missing):
            found.mistakes.pop(f"amount-{line.number}", None)
        if _is_known(decided):
            found.lines[place] = replace(line, asked=replace(line.asked, expense=False))
            found.told = without
            found.mistakes.pop(f"amount-{line.number}", None)


def _is_known(one: LineAssessment) -> bool:
    """Whether it is clear what is given of the line; one that is refused may still be told its price."""
    if one.outcome is Outcome.SUSPENDED:
        return one.payable_if_complete_cents is not None
    return one.outcome is not Outcome.REFUSED
