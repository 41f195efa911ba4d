"""The move to a senior plan: from which day somebody goes on under another plan, because the rules name an age."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mutua.domain.case import FactValue
from mutua.domain.decisions import Missing
from mutua.rules.engine.context import Unknown
from mutua.rules.engine.desk import at_desk, day_of
from mutua.rules.engine.values import compile_term
from mutua.rules.model import Ruleset


@dataclass(frozen=True, slots=True)
class SeniorAnswer:
    """To which plan somebody moves, and from when (None: never, or not known while something is `missing`)."""

    to_plan: str
    effective_on: date | None
    carries: tuple[tuple[str, str], ...] = ()
    keeps_seniority: bool = True
    missing: tuple[Missing, ...] = ()


def senior_move(ruleset: Ruleset, facts: Mapping[str, FactValue]) -> SeniorAnswer | None:
    """The move that the rules make of a person with these facts; None where they make none of anybody."""
    rule = ruleset.senior
    if rule is None:
        return None
    day = compile_term(rule.starts, ruleset)(at_desk(ruleset, facts, day_of(facts, "richiesta")))
    if isinstance(day, Unknown):
        return SeniorAnswer(rule.to_plan, None, missing=day.missing)
    return SeniorAnswer(
        rule.to_plan, day if isinstance(day, date) else None, rule.carries, rule.keeps_seniority
    )
