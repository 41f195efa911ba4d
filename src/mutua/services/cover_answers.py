"""Answers to what the rules of covers ask, as they were typed: read by the kinds that the plans give them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mutua.domain.asked import FactAsked
from mutua.domain.case import FactValue
from mutua.intake.answer_cell import answer_of
from mutua.intake.mistakes import Mistake
from mutua.services.asked import asked_of
from mutua.services.plan_book import PlanBook


class Typed(NamedTuple):
    """An answer about a person, by the name of the fact."""

    person_id: int
    name: str
    text: str


class WrongAnswer(NamedTuple):
    """An answer that is not taken: what is wrong with it, or (None) that no plan asks for it."""

    typed: Typed
    mistake: Mistake | None


def facts_asked(plans: PlanBook, codes: Iterable[str]) -> Mapping[str, FactAsked]:
    """What the plans ask about people, by name."""
    return {
        name: fact for code in codes if (booked := plans.get(code)) is not None
        for name, fact in asked_of(booked).person_facts.items()
    }  # fmt: skip


def read_answers(
    plans: PlanBook, codes: Iterable[str], told: Iterable[Typed]
) -> dict[int, dict[str, FactValue]] | WrongAnswer:
    """The answers by person; the first that is not taken."""
    asked = facts_asked(plans, codes)
    found: dict[int, dict[str, FactValue]] = {}
    for one in told:
        if one.name not in asked:
            return WrongAnswer(one, None)
        value = answer_of(asked[one.name], one.text)
        if isinstance(value, Mistake):
            return WrongAnswer(one, value)
        found.setdefault(one.person_id, {})[one.name] = value
    return found
