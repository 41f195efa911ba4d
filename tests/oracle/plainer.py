"""The generated rulesets without the forms that only the general road takes, and requests with nothing unusual."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from mutua.domain.case import Case
from mutua.domain.decisions import Assessment
from mutua.rules import model
from mutua.rules.model import Benefit, Constant, Lost, MarginalTable, Per, PotDraw, Row, Ruleset, Run, Scope

from .gen_cases import sequence
from .gen_rules import make_ruleset
from .interpreter import assess

ONLY_GENERAL = (model.Layers, model.DeductiblePot)


def plainer(ruleset: Ruleset) -> Ruleset:
    """The same regulation in plainer forms; a benefit that the straight road still cannot take is left as it is."""
    pots = {name: replace(pot, overflow=Lost()) for name, pot in ruleset.pots.items()}
    found = replace(ruleset, pots=pots)
    benefits = {code: plain_benefit(benefit, found) for code, benefit in ruleset.benefits.items()}
    return replace(found, benefits=benefits)


def plain_benefit(benefit: Benefit, ruleset: Ruleset) -> Benefit:
    counting = replace(benefit.counting, day_by_day=False) if benefit.counting is not None else None
    return replace(benefit, counting=counting, rows=tuple(plain_row(row, ruleset) for row in benefit.rows))


def plain_row(row: Row, ruleset: Ruleset) -> Row:
    draws: dict[str, PotDraw] = {}
    for draw in row.consumes:
        one = next((part for part in getattr(draw, "draws", (draw,)) if isinstance(part, PotDraw)), None)
        if one is not None and not isinstance(ruleset.pots[one.pot].period, Run):
            draws.setdefault(ruleset.pots[one.pot].counter, one)
    steps = [plain_step(step) for step in row.steps if not isinstance(step, ONLY_GENERAL)]
    return replace(row, consumes=tuple(draws.values()), steps=tuple(steps))


def plain_step(step: Any) -> Any:
    if isinstance(step, model.Coinsurance):
        return replace(step, pots=(), per=plain_per(step.per))
    if isinstance(step, model.Deductible):
        step = replace(step, pots=())
    if isinstance(step, model.Subtract) and step.amount is None:
        return step
    if not isinstance(step, (model.Flat, model.Add, model.Subtract, model.Deductible, model.AtMost)):
        return step
    amount = Constant(3) if isinstance(step.amount, MarginalTable) else step.amount
    return replace(step, amount=amount, per=plain_per(step.per))


def plain_per(per: Per) -> Per:
    if per.kind is model.PerKind.MONTH:
        return Per()
    return replace(per, scope=Scope.LINE)


def plain_case(case: Case) -> Case:
    """The request without what was reserved, arrears and lines decided before; never an authorisation."""
    return replace(case, reserved={}, authorisation=False, arrears=(), decided=())


def plain_generated(seed: int) -> Iterator[tuple[Case, Ruleset, Assessment]]:
    """As `generated`, of the plainer ruleset of the seed: case, rules and what the oracle says."""
    ruleset = plainer(make_ruleset(seed))
    for made, maker in sequence(seed, ruleset):
        case = plain_case(made)
        answer = assess(case, ruleset)
        yield case, ruleset, answer
        maker.learn(case, answer)
