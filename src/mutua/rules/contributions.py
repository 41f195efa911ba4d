"""Contributions: what a person owes for a year, who pays it, in how many parts and by when."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
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
from mutua.rules.model import ContributionItem, ContributionPer, InstalmentPlan, Ruleset
from mutua.rules.reading.reader_mentions import mentioned_facts

Trouble = Union[Unknown, Reason]
_ASSISTANCE = "copertura"


@dataclass(frozen=True, slots=True)
class CoveredDays:
    """From when to when somebody is covered within a year, both days included."""

    first: date
    last: date


def contributions(
    ruleset: Ruleset, facts: Mapping[str, FactValue], year: int, plan: str | None = None, leaves: date | None = None
) -> ContributionAnswer:
    """What one person owes for a calendar year, each item rounded half up to the cent.

    Facts are read on 1 January, or on the day of joining for who joins during the year (the joining month counts
    whole). `plan` names the way of paying; None = all at once. `leaves`: the last day covered, within the year.
    """
    joined = day_of(facts, "iscrizione")
    first, last = date(year, 1, 1), date(year, 12, 31)
    if joined is not None and joined.year == year:
        first = joined
    return ContributionRules(ruleset).answer(facts, CoveredDays(first, leaves or last), plan)


class ContributionRules:
    """The contributions of one version, made ready once for as many people as there are."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        rule = ruleset.contributions
        self._items = [_Item(one, ruleset, rule.leaving_prorated) for one in rule.items] if rule is not None else []
        self._plans = {one.name: _Plan(one, ruleset) for one in rule.plans} if rule is not None else {}
        self._article = rule.article if rule is not None else ""

    @property
    def items(self) -> frozenset[str]:
        return frozenset(one.rule.name for one in self._items)

    @property
    def asks_for_assistance(self) -> frozenset[str]:
        """The items that go by the assistance: they are owed for each that the person has, the others once."""
        return frozenset(one.rule.name for one in self._items if one.by_assistance)

    @property
    def at_once(self) -> str | None:
        """The way of paying in one part open to all: who chose none pays by it. None: there is no such way."""
        plain = [one.rule for one in self._plans.values() if len(one.rule.parts) == 1 and one.rule.when is None]
        return plain[0].name if plain else None

    def answer(
        self, facts: Mapping[str, FactValue], days: CoveredDays, plan: str | None = None,
        only: Collection[str] | None = None,
    ) -> ContributionAnswer:  # fmt: skip
        """What is owed for the covered days of one year. `only`: no other items than these."""
        ctx = at_desk(self.ruleset, {**facts, "inizio_anno": date(days.first.year, 1, 1)}, days.first)
        joined = day_of(facts, "iscrizione")
        once = joined is None or joined.year == days.first.year
        charges: list[Charge] = []
        unknown: list[Unknown] = []
        for item in self._items:
            if (only is not None and item.rule.name not in only) or (item.once and not once):
                continue
            charged = item.charge(ctx, days, self._article)
            if isinstance(charged, Reason):
                return ContributionAnswer((), (), reasons=(charged,))
            if isinstance(charged, Unknown):
                unknown.append(charged)
            elif charged is not None:
                charges.append(charged)
        if unknown:
            return ContributionAnswer((), (), missing=Unknown.of(unknown).missing)
        return self._in_parts(charges, plan, ctx)

    def parts_of(
        self, facts: Mapping[str, FactValue], days: CoveredDays, charges: Sequence[Charge], plan: str | None
    ) -> ContributionAnswer:
        """Charges that were put together from several answers, in the parts of one way of paying."""
        ctx = at_desk(self.ruleset, {**facts, "inizio_anno": date(days.first.year, 1, 1)}, days.first)
        return self._in_parts(list(charges), plan, ctx)

    def _in_parts(self, charges: list[Charge], plan: str | None, ctx: Context) -> ContributionAnswer:
        total = sum(charge.cents for charge in charges)
        member = sum(charge.member_cents for charge in charges)
        answer = ContributionAnswer(tuple(charges), ())
        if plan is None:
            whole, ours, theirs = (InstalmentDue(cents, 0, None) for cents in (total, member, total - member))
            parts = (whole,) if charges else ()
            return replace(answer, instalments=parts, member_instalments=(ours,), firm_instalments=(theirs,))
        chosen = self._plans.get(plan)
        if chosen is None:
            return replace(answer, reasons=(Reason("unknown_instalments", {"plan": plan}, self._article),))
        article = chosen.rule.article or self._article
        allowed = True if chosen.when is None else chosen.when(ctx)
        if isinstance(allowed, Unknown):
            return replace(answer, missing=allowed.missing)
        if not allowed:
            return replace(answer, reasons=(Reason("instalments_not_allowed", {"plan": plan}, article),))
        found = [chosen.instalments(cents, ctx) for cents in (total, member, total - member)]
        unknown = [one for one in found if isinstance(one, Unknown)]
        if unknown:
            return replace(answer, missing=Unknown.of(unknown).missing)
        both, member_parts, firm_parts = (one for one in found if not isinstance(one, Unknown))
        return replace(
            answer, instalments=both, member_instalments=member_parts, firm_instalments=firm_parts
        )  # fmt: skip


class _Item:
    """A fee or a contribution, ready to be asked."""

    def __init__(self, rule: ContributionItem, ruleset: Ruleset, leaving_prorated: bool) -> None:
        self.rule = rule
        self.once = rule.per is ContributionPer.ONCE
        self.by_assistance = _ASSISTANCE in mentioned_facts((rule.when, rule.amount, rule.discount))
        self._leaving_prorated = leaving_prorated
        self._when = compile_condition(rule.when, ruleset) if rule.when is not None else None
        self._amount = compile_value(rule.amount, ruleset)
        self._discount = compile_value(rule.discount, ruleset) if rule.discount is not None else None

    def charge(self, ctx: Context, days: CoveredDays, article: str) -> "Charge | Trouble | None":
        """The item for this person; None where it does not concern them."""
        if self._when is not None:
            truth = self._when(ctx)
            if truth is not True:
                return truth if isinstance(truth, Unknown) else None
        amount = self._amount(ctx)
        discount = self._discount(ctx) if self._discount is not None else 0
        if not isinstance(amount, (int, Fraction)):
            return amount
        if not isinstance(discount, (int, Fraction)):
            return discount
        cents = half_up(Fraction(amount) * self._times(days) * (1 - Fraction(discount)))
        rule = self.rule
        return Charge(rule.name, rule.title, cents, half_up(cents * rule.share_of_firm), rule.article or article)

    def _times(self, days: CoveredDays) -> Fraction:
        """How often the amount is owed: months that begin or end within the cover count whole."""
        joining = days.first.month
        covered = days.last.month - joining + 1
        if self.rule.per is ContributionPer.MONTH:
            return Fraction(covered)
        if not self.rule.prorated:
            return Fraction(1)
        return Fraction(covered if self._leaving_prorated else 13 - joining, 12)


class _Plan:
    """A way of paying, ready to be asked."""

    def __init__(self, rule: InstalmentPlan, ruleset: Ruleset) -> None:
        self.rule = rule
        self.when = compile_condition(rule.when, ruleset) if rule.when is not None else None
        self._dues = [compile_term(part.due, ruleset) for part in rule.parts]

    def instalments(self, total: int, ctx: Context) -> tuple[InstalmentDue, ...] | Unknown:
        """Parts sum to the total before each gets its surcharge, rounded half up."""
        due, unknown = [], []
        shares = share_out(total, [part.part for part in self.rule.parts])
        for part, cents, term in zip(self.rule.parts, shares, self._dues, strict=True):
            on = term(ctx)
            surcharge = half_up(cents * part.surcharge)
            if isinstance(on, Unknown):
                unknown.append(on)
            else:
                due.append(InstalmentDue(cents + surcharge, surcharge, on))
        return Unknown.of(unknown) if unknown else tuple(due)
