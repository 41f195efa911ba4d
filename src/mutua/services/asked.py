"""What the regulations of a society ask to be told, for whoever reads a file or shows a form."""

from __future__ import annotations

from collections.abc import Iterable

from mutua.domain.asked import FactAsked, PlanAsked
from mutua.rules.facts import BUILTIN, DERIVED
from mutua.rules.model import Fact, FactKind, FactOf, Unit
from mutua.services.plan_book import BookedPlan, PlanBook

_OF_PEOPLE = (FactOf.PERSON, FactOf.HOUSEHOLD)
# Facts built in that people are told about as answers; the others have a column, or the archive knows them.
_TOLD_OF_PEOPLE = ("componenti", "familiari_a_carico")
_WITH_A_COLUMN = {
    "prestazione", "spesa", "quantità", "servizio", "inizio", "fine", "fattura", "numero_fattura", "altri_rimborsi",
    "regime", "richiesta", "richiesta_ore",
}  # fmt: skip
_OF_THE_SOCIETY = {"autorizzata", "integrazione_chiesta", "completata", "decisa"}


def asked_of(booked: BookedPlan) -> PlanAsked:
    """What the versions of a plan ask, the newest winning where they differ."""
    versions = booked.plan.versions
    papers = {name: paper.title for version in versions for name, paper in version.papers.items()}
    facts = {**BUILTIN, **{name: fact for version in versions for name, fact in version.facts.items()}}
    told = [fact for fact in facts.values() if _is_told(fact) and fact.name not in papers]
    benefits = {code: one for version in versions for code, one in version.benefits.items()}
    return PlanAsked(
        booked.code,
        tuple(dict.fromkeys(name for version in versions for name in version.covers)),
        person_facts={
            fact.name: _asked(fact) for fact in told
            if fact.of in _OF_PEOPLE and (not fact.builtin or fact.name in _TOLD_OF_PEOPLE)
        },
        claim_facts={
            fact.name: _asked(fact) for fact in told
            if fact.of not in _OF_PEOPLE and fact.name not in _WITH_A_COLUMN | _OF_THE_SOCIETY
        },
        papers=papers,
        benefits={code: one.title for code, one in benefits.items()},
        hour_benefits=frozenset(code for code, one in benefits.items() if one.unit is Unit.HOURS),
    )  # fmt: skip


def _is_told(fact: Fact) -> bool:
    """Whether somebody may answer it in one cell: not computed, not looked up, not figures by day."""
    computed = fact.name in DERIVED or fact.term is not None or fact.history is not None
    return not computed and fact.kind is not FactKind.SERIES


def _asked(fact: Fact) -> FactAsked:
    return FactAsked(fact.name, fact.kind, fact.choices, fact.of is FactOf.HOUSEHOLD)


def plans_asked(plans: PlanBook, codes: Iterable[str]) -> dict[str, PlanAsked]:
    """Those of the plans that exist."""
    return {code: asked_of(booked) for code in codes if (booked := plans.get(code)) is not None}
