"""Putting before the rules the questions of a case that are not claims, and comparing the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from mutua.domain.case import Arrears
from mutua.rules.case_answers import Difference, written_answer
from mutua.rules.casefile import Answer, Matter, MatterKind
from mutua.rules.model import Plan, Ruleset

Answers = Mapping[str, Answer]


def run_matter(matter: Matter, plan: Plan) -> tuple[Answers, tuple[Difference, ...]]:
    """The answers under the version in force when the question is asked, and what differs from those expected."""
    version = version_on(plan, _asked_on(matter))
    found: Answers = _ASK[matter.kind](matter, version) if version is not None else {}
    differences = [
        Difference(name, written_answer(expected), written_answer(found.get(name)))
        for name, expected in matter.expected.items()
        if expected != found.get(name)
    ]
    return found, tuple(differences)


def version_on(plan: Plan, day: date | None) -> Ruleset | None:
    """The version in force on the day, the newest one where no day says otherwise; None before the first."""
    for version in reversed(plan.versions):
        if day is None or version.in_force_from <= day:
            return version
    return None


def _asked_on(matter: Matter) -> date | None:
    year = matter.asked.get("anno")
    if isinstance(year, int):
        return date(year, 1, 1)
    names = ("servizio", "scadenza") if matter.kind is MatterKind.ARREARS else ("richiesta",)
    return next((day for name in names if (day := _day(matter, name)) is not None), None)


def _day(matter: Matter, name: str) -> date | None:
    value = matter.facts.get(name)
    return value if isinstance(value, date) else None
