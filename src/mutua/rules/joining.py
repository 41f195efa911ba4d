"""Joining: who may become a member, from when they are covered, and who of the household must join too."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mutua.domain.case import FactValue
from mutua.domain.decisions import Missing, Reason, ReasonValue
from mutua.domain.membership import JoiningAnswer
from mutua.rules.engine.conditions import compile_condition
from mutua.rules.engine.context import Unknown
from mutua.rules.engine.desk import at_desk, day_of
from mutua.rules.engine.values import compile_term
from mutua.rules.model import Ruleset


def may_join(ruleset: Ruleset, facts: Mapping[str, FactValue]) -> JoiningAnswer:
    """Whether the person may join, read on the day of the application (fact `richiesta`), and from when.

    Every condition not met is told, not only the first. Without a rule on joining everybody may, from that day.
    """
    on = day_of(facts, "richiesta")
    rule = ruleset.joining
    if rule is None:
        return JoiningAnswer(True, on)
    ctx = at_desk(ruleset, facts, on)
    reasons, unknown = [], []
    for index, wanted in enumerate(rule.requires):
        truth = compile_condition(wanted.condition, ruleset)(ctx)
        if isinstance(truth, Unknown):
            unknown.append(truth)
        elif not truth:
            values: dict[str, ReasonValue] = {"motive": wanted.reason, "index": index}
            reasons.append(Reason("joining_not_allowed", values, wanted.article or rule.article))
    starts = compile_term(rule.starts, ruleset)(ctx)
    if isinstance(starts, Unknown):
        unknown.append(starts)
    starts_on = starts if isinstance(starts, date) else on
    if reasons:
        return JoiningAnswer(False, None, tuple(reasons))
    if unknown:
        return JoiningAnswer(None, None, missing=Unknown.of(unknown).missing)
    return JoiningAnswer(True, starts_on)


def must_join(ruleset: Ruleset, facts: Mapping[str, FactValue]) -> bool | tuple[Missing, ...]:
    """Whether this person of the household must join with the others; what is missing, if that needs an answer."""
    rule = ruleset.joining
    if rule is None or not rule.whole_household:
        return False
    if rule.exempt is None:
        return True
    truth = compile_condition(rule.exempt, ruleset)(at_desk(ruleset, facts, day_of(facts, "richiesta")))
    return truth.missing if isinstance(truth, Unknown) else not truth
