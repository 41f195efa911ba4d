"""The clocks of a request: the days to complete it, decide it, pay it and object to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mutua.domain.case import FactValue
from mutua.rules.engine.desk import at_desk, day_of
from mutua.rules.engine.values import compile_term
from mutua.rules.model import NoTerm, Procedure, Ruleset, Term


@dataclass(frozen=True, slots=True)
class Clocks:
    """Days of the procedure; None where the ruleset sets none, or its anchor has not happened yet."""

    complete_by: date | None
    decide_by: date | None
    pay_by: date | None
    appeal_by: date | None


def clocks(ruleset: Ruleset, facts: Mapping[str, FactValue]) -> Clocks:
    """The clocks by the facts `richiesta`, `integrazione_chiesta`, `completata`, `decisa`, those that are known."""
    rule = ruleset.procedure or Procedure()
    ctx = at_desk(ruleset, facts, day_of(facts, "richiesta"))

    def day(term: Term) -> date | None:
        found = None if isinstance(term, NoTerm) else compile_term(term, ruleset)(ctx)
        return found if isinstance(found, date) else None

    return Clocks(day(rule.completion), day(rule.decision), day(rule.payment), day(rule.appeal))
