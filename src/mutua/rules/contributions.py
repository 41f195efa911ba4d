"""Contributions: what a person owes for a year, who pays it, in how many parts and by when."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Union

from mutua.domain.case import FactValue
from mutua.domain.decisions import Reason
from mutua.domain.membership import Charge, ContributionAnswer, InstalmentDue
from mutua.rules.alike import WhatIsRead
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
        self._parts: dict[tuple[str, int, int], tuple[InstalmentDue, ...]] = {}
        asked = [(one.when, one.amount, one.discount) for one in rule.items] if rule else []
        self._read = WhatIsRead(ruleset, asked)
        self._read_to_pay = {
            one.name: WhatIsRead(ruleset, (asked, one.when, [part.due for part in one.parts]))
            for one in (rule.plans if rule else ())
        }
        self._charged: dict[Hashable, tuple[Charge, ...] | ContributionAnswer] = {}

    @cached_property
    def items(self) -> frozenset[str]:
        return frozenset(one.rule.name for one in self._items)

    @cached_property
    def asks_for_assistance(self) -> frozenset[str]:
        """The items that go by the assistance: they are owed for each that the person has, the others once."""
        return frozenset(one.rule.name for one in self._items if one.by_assistance)

    @cached_property
    def at_once(self) -> str | None:
        """The way of paying in one part open to all: who chose none pays by it. None: there is no such way."""
        plain = [one.rule for one in self._plans.values() if len(one.rule.parts) == 1 and one.rule.when is None]
        return plain[0].name if plain else None

    def desk(self, facts: Mapping[str, FactValue], days: CoveredDays) -> Context:
        """The facts as the contributions of those days read them."""
        return at_desk(self.ruleset, {**facts, "inizio_anno": date(days.first.year, 1, 1)}, days.first)

    def mark(self, facts: Mapping[str, FactValue], days: CoveredDays, plan: str | None) -> tuple[Hashable, ...]:
        """The same for those who owe the same for the same days, in the same parts of a way of paying."""
        first, joined = days.first, day_of(facts, "iscrizione")
        once = joined is None or joined.year == first.year
        read = self._read if plan is None else self._read_to_pay.get(plan, self._read)
        return (plan, first, days.last, joined is None, once, read.mark(facts, first))

    def charges(
        self, facts: Mapping[str, FactValue], days: CoveredDays, only: Collection[str] | None = None
    ) -> tuple[Charge, ...] | ContributionAnswer:
        """The items owed for the covered days of one year; an answer without charges where one cannot be said.

        `only`: no other items than these. Worked out once for people who are alike.
        """
        joined = day_of(facts, "iscrizione")
        once = joined is None or joined.year == days.first.year
        wanted = None if only is None else frozenset(only)
        alike = (self._read.mark(facts, days.first), joined is None, once, days.first, days.last, wanted)
        found = self._charged.get(alike)
        if found is None:
            found = self._charged[alike] = self._work_out(facts, days, wanted, once=once)
        return found

    def _work_out(
        self, facts: Mapping[str, FactValue], days: CoveredDays, only: Collection[str] | None, *, once: bool
    ) -> tuple[Charge, ...] | ContributionAnswer:
        ctx = self.desk(facts, days)
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
        return ContributionAnswer((), (), missing=Unknown.of(unknown).missing) if unknown else tuple(charges)

    def answer(
        self, facts: Mapping[str, FactValue], days: CoveredDays, plan: str | None = None,
        only: Collection[str] | None = None,
    ) -> ContributionAnswer:  # fmt: skip
        """What is owed for the covered days of one year, in the parts of a way of paying."""
        charges = self.charges(facts, days, only)
        if isinstance(charges, ContributionAnswer):
            return charges
        total = sum(charge.cents for charge in charges)
        firm = sum(charge.firm_cents for charge in charges)
        found = [self.parts(cents, plan, facts, days) for cents in (total, total - firm, firm)]
        wrong = next((one for one in found if isinstance(one, ContributionAnswer)), None)
        if wrong is not None:
            return replace(wrong, charges=charges)
        parts, ours, theirs = (one for one in found if not isinstance(one, ContributionAnswer))
        return ContributionAnswer(
            charges, parts if charges else (), member_instalments=ours, firm_instalments=theirs
        )  # fmt: skip

    def parts(
        self, cents: int, plan: str | None, facts: Mapping[str, FactValue], days: CoveredDays
    ) -> tuple[InstalmentDue, ...] | ContributionAnswer:
        """An amount in the parts of a way of paying (None: all at once); an answer that says why not, where it is not
        open to the person or a fact is missing."""
        if plan is None:
            return (InstalmentDue(cents, 0, None),)
        chosen = self._plans.get(plan)
        if chosen is None:
            return ContributionAnswer((), (), reasons=(Reason("unknown_instalments", {"plan": plan}, self._article),))
        known = (plan, cents, days.first.year)
        if known in self._parts:
            return self._parts[known]
        ctx = self.desk(facts, days)
        allowed = True if chosen.when is None else chosen.when(ctx)
        if isinstance(allowed, Unknown):
            return ContributionAnswer((), (), missing=allowed.missing)
        if not allowed:
            article = chosen.rule.article or self._article
            return ContributionAnswer((), (), reasons=(Reason("instalments_not_allowed", {"plan": plan}, article),))
        found = chosen.instalments(cents, ctx)
        if isinstance(found, Unknown):
            return ContributionAnswer((), (), missing=found.missing)
        if chosen.same_for_all:
            self._parts[known] = found
        return found


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
        rule = self.rule
        owed, times = amount, self._times(days)
        if times != 1 or discount:
            owed = owed * times * (1 - discount)
        cents = owed if isinstance(owed, int) else half_up(owed)
        firm_cents = half_up(cents * rule.share_of_firm) if rule.share_of_firm else 0
        return Charge(rule.name, rule.title, cents, firm_cents, rule.article or article)

    def _times(self, days: CoveredDays) -> Fraction | int:
        """How often the amount is owed: months that begin or end within the cover count whole."""
        joining = days.first.month
        covered = days.last.month - joining + 1
        if self.rule.per is ContributionPer.MONTH:
            return covered
        months = covered if self._leaving_prorated else 13 - joining
        return Fraction(months, 12) if self.rule.prorated and months != 12 else 1


class _Plan:
    """A way of paying, ready to be asked."""

    def __init__(self, rule: InstalmentPlan, ruleset: Ruleset) -> None:
        self.rule = rule
        self.when = compile_condition(rule.when, ruleset) if rule.when is not None else None
        self._dues = [compile_term(part.due, ruleset) for part in rule.parts]
        # Open to all, and due on days that go by the year alone: the parts of an amount are worked out once.
        self.same_for_all = rule.when is None and mentioned_facts([part.due for part in rule.parts]) <= {"inizio_anno"}

    def instalments(self, total: int, ctx: Context) -> tuple[InstalmentDue, ...] | Unknown:
        """Parts sum to the total before each gets its surcharge, rounded half up."""
        due, unknown = [], []
        parts = [part.part for part in self.rule.parts]
        shares = share_out(total, parts) if len(parts) > 1 else [total]
        for part, cents, term in zip(self.rule.parts, shares, self._dues, strict=True):
            on = term(ctx)
            surcharge = half_up(cents * part.surcharge) if part.surcharge else 0
            if isinstance(on, Unknown):
                unknown.append(on)
            else:
                due.append(InstalmentDue(cents + surcharge, surcharge, on))
        return Unknown.of(unknown) if unknown else tuple(due)
