"""Change of plan and leaving: until when they may be asked, from when they take effect, what is carried over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mutua.domain.case import FactValue
from mutua.domain.decisions import Reason
from mutua.domain.membership import ChangeAnswer
from mutua.rules.engine.context import Unknown
from mutua.rules.engine.desk import at_desk, day_of
from mutua.rules.engine.values import compile_term
from mutua.rules.model import ChangeRule, Ruleset


def plan_change(ruleset: Ruleset, facts: Mapping[str, FactValue]) -> ChangeAnswer:
    """A change of plan asked on the day of fact `richiesta`. Without a rule it may be done, from that day."""
    return _change(ruleset, ruleset.plan_change, facts)


def leaving(ruleset: Ruleset, facts: Mapping[str, FactValue]) -> ChangeAnswer:
    """Leaving the plan, asked on the day of fact `richiesta`."""
    return _change(ruleset, ruleset.leaving, facts)


def _change(ruleset: Ruleset, rule: ChangeRule | None, facts: Mapping[str, FactValue]) -> ChangeAnswer:
    asked = day_of(facts, "richiesta")
    if rule is None:
        return ChangeAnswer(True, asked)
    ctx = at_desk(ruleset, facts, asked)
    days = [compile_term(term, ruleset)(ctx) for term in (rule.ask_by, rule.effective, rule.after)]
    unknown = [day for day in days if isinstance(day, Unknown)]
    if unknown:
        return ChangeAnswer(None, None, missing=Unknown.of(unknown).missing)
    by, effective, after = (day if isinstance(day, date) else None for day in days)
    effective = effective or asked
    reasons = []
    if by is not None and asked is not None and asked > by:
        reasons.append(Reason("too_late", {"by": by, "arrived": asked}, rule.article))
    if after is not None and effective is not None and effective < after:
        reasons.append(Reason("minimum_stay", {"first_day": after, "effective": effective}, rule.article))
    if reasons:
        return ChangeAnswer(False, None, tuple(reasons))
    return ChangeAnswer(True, effective, carries=rule.carries, keeps_seniority=rule.keeps_seniority)
