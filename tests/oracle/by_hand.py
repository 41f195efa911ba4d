"""Asking the oracle one line, or one request after the other."""

from __future__ import annotations

from fractions import Fraction as F
from zoneinfo import ZoneInfo

from mutua.domain.decisions import LineAssessment
from mutua.rules.model import (
    Coinsurance,
    Constant,
    Ruleset,
)
from oracle.build import case, line, per
from oracle.interpreter import assess
from oracle.ledger import apply

ROME = ZoneInfo("Europe/Rome")


def one(rules: Ruleset, **facts: object) -> LineAssessment:
    return assess(case(line(**facts)), rules).lines[0]  # type: ignore[arg-type]


def granted(rules: Ruleset, **facts: object) -> int:
    return one(rules, **facts).granted_cents


def year_after_year(rules: Ruleset, *lines: object) -> list[int]:
    """Requests one after the other, each seeing what the ones before drew."""
    state, found = {}, []
    for single in lines:
        answer = assess(case(single, pots=state), rules).lines[0]  # type: ignore[arg-type]
        state = apply(state, answer.movements)
        found.append(answer.granted_cents)
    return found


def minimum(percent: int, cents: int, **more: object) -> Coinsurance:
    by = more.pop("by", per())
    return Coinsurance(Constant(F(percent, 100)), Constant(cents), None, by)  # type: ignore[arg-type]
