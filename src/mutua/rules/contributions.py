"""Contributions: what a person owes for a year, who pays it, in how many parts and by when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Union

from mutua.domain.case import FactValue
from mutua.domain.decisions import Reason
from mutua.domain.membership import Charge, ContributionAnswer, InstalmentDue
from mutua.rules.engine.conditions import compile_condition
from mutua.rules.engine.context import Context, Unknown
from mutua.rules.engine.desk import at_desk, day_of
from mutua.rules.engine.settling import share_out
from mutua.rules.engine.values import compile_term, compile_value, half_up
from mutua.rules.model import ContributionItem, ContributionPer, InstalmentPlan, Ruleset, Value

Trouble = Union[Unknown, Reason]


def contributions(
    ruleset: Ruleset, facts: Mapping[str, FactValue], year: int, plan: str | None = None
) -> ContributionAnswer:
    """What one person owes for a calendar year, each item rounded half up to the cent.

    Facts are read on 1 January, or on the day of joining for who joins during the year (the joining month counts
    whole). `plan` names the way of paying; None = all at once, due on no stated day.
    """
    rule = ruleset.contributions
    if rule is None:
        return ContributionAnswer((), ())
    first = date(year, 1, 1)
    joined = day_of(facts, "iscrizione")
    on = joined if joined is not None and joined.year == year else first
    ctx = at_desk(ruleset, {**facts, "inizio_anno": first}, on)
    months = 13 - on.month if joined is not None and joined.year == year else 12
    charges: list[Charge] = []
    unknown: list[Unknown] = []
    for item in rule.items:
        if item.per is ContributionPer.ONCE and joined is not None and joined.year != year:
            continue
        charged = _charge(item, item.article or rule.article, months, ctx, ruleset)
        if isinstance(charged, Reason):
            return ContributionAnswer((), (), reasons=(charged,))
        if isinstance(charged, Unknown):
            unknown.append(charged)
        elif charged is not None:
            charges.append(charged)
    if unknown:
        return ContributionAnswer((), (), missing=Unknown.of(unknown).missing)
    return _in_parts(charges, plan, ctx, ruleset)


def _charge(
    item: ContributionItem, article: str, months: int, ctx: Context, ruleset: Ruleset
) -> "Charge | Trouble | None":
    """The item for this person; None where it does not concern them."""
    if item.when is not None:
        truth = compile_condition(item.when, ruleset)(ctx)
        if truth is not True:
            return truth if isinstance(truth, Unknown) else None
    amount = _figure(item.amount, ctx, ruleset)
    discount = _figure(item.discount, ctx, ruleset) if item.discount is not None else Fraction(0)
    if not isinstance(amount, Fraction):
        return amount
    if not isinstance(discount, Fraction):
        return discount
    if item.per is ContributionPer.MONTH:
        amount *= months
    elif item.prorated:
        amount *= Fraction(months, 12)
    cents = half_up(amount * (1 - discount))
    return Charge(item.name, item.title, cents, half_up(cents * item.share_of_firm), article)


def _figure(value: Value, ctx: Context, ruleset: Ruleset) -> "Fraction | Trouble":
    figure = compile_value(value, ruleset)(ctx)
    return Fraction(figure) if isinstance(figure, (int, Fraction)) else figure


def _in_parts(charges: list[Charge], plan: str | None, ctx: Context, ruleset: Ruleset) -> ContributionAnswer:
    total = sum(charge.cents for charge in charges)
    if plan is None:
        return ContributionAnswer(tuple(charges), (InstalmentDue(total, 0, None),) if charges else ())
    assert ruleset.contributions is not None
    chosen = next((one for one in ruleset.contributions.plans if one.name == plan), None)
    article = ruleset.contributions.article
    if chosen is None:
        return ContributionAnswer(tuple(charges), (), reasons=(Reason("unknown_instalments", {"plan": plan}, article),))
    allowed = True if chosen.when is None else compile_condition(chosen.when, ruleset)(ctx)
    if isinstance(allowed, Unknown):
        return ContributionAnswer(tuple(charges), (), missing=allowed.missing)
    if not allowed:
        reason = Reason("instalments_not_allowed", {"plan": plan}, chosen.article or article)
        return ContributionAnswer(tuple(charges), (), reasons=(reason,))
    return _instalments(charges, total, chosen, ctx, ruleset)


def _instalments(
    charges: list[Charge], total: int, plan: InstalmentPlan, ctx: Context, ruleset: Ruleset
) -> ContributionAnswer:
    parts = share_out(total, [part.part for part in plan.parts])
    due, unknown = [], []
    for part, cents in zip(plan.parts, parts, strict=True):
        on = compile_term(part.due, ruleset)(ctx)
        surcharge = half_up(cents * part.surcharge)
        if isinstance(on, Unknown):
            unknown.append(on)
        else:
            due.append(InstalmentDue(cents + surcharge, surcharge, on))
    if unknown:
        return ContributionAnswer(tuple(charges), (), missing=Unknown.of(unknown).missing)
    return ContributionAnswer(tuple(charges), tuple(due))
