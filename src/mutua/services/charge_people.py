"""What each person owes for a year by the rules in force: charges and dues, or why not; nothing is written."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from mutua.domain import membership as owed
from mutua.domain.case import Cover, FactValue
from mutua.domain.decisions import Reason
from mutua.domain.dues import Charge, Due, DueKind, DueStanding, Regime
from mutua.domain.membership import ContributionAnswer
from mutua.rules.contributions import ContributionRules, CoveredDays
from mutua.rules.engine.values import half_up
from mutua.rules.engine.versions import version_on
from mutua.rules.fingerprint import fingerprint
from mutua.rules.model import FactOf
from mutua.services.facts_of_people import FactsOfPeople
from mutua.services.membership_fees import Fees
from mutua.services.plan_book import BookedPlan, PlanBook
from mutua.store.dues import PaymentChoice
from mutua.store.people import People, Place


@dataclass(frozen=True, slots=True)
class Question:
    """Why a household is not charged: what nobody answered, or what forbids it.

    `code` has a sentence in `wording`; `found` is the fact that is asked for, the way of paying, the plan…; `reason`
    what the rules answered.
    """

    household_id: int
    person_id: int
    plan_code: str
    code: str
    found: str = ""
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """What one person owes of one plan for the year, of which nothing is recorded yet."""

    charges: tuple[Charge, ...]
    dues: tuple[Due, ...]
    covered_to_the_end: bool = True

    def of(self, person_id: int) -> Owed:
        """The same, owed by another person."""
        charges, dues = owed_by([(person_id, self)])
        return Owed(charges, dues, self.covered_to_the_end)


def owed_by(told: Sequence[tuple[int, Owed]]) -> tuple[tuple[Charge, ...], tuple[Due, ...]]:
    """The charges and dues of some people, each of whom owes what somebody like them owes."""
    charges = [_new(Charge, (person_id, *made[1:])) for person_id, one in told for made in one.charges]
    return tuple(charges), tuple([_new(Due, (person_id, *part[1:])) for person_id, one in told for part in one.dues])


_new = tuple.__new__  # half the time of naming each value again, and there is one for each thing that anybody owes


class _Asking(NamedTuple):
    """Of whom it is asked what they owe of a plan, and by what."""

    place: Place
    plan_code: str
    days: CoveredDays
    rules: ContributionRules
    mark: str  # the fingerprint of their version
    facts: dict[str, FactValue]
    way: str | None  # of paying
    firm: str | None

    def question(self, code: str, *found: str, reason: Reason | None = None) -> tuple[Question, ...]:
        return question(code, self.place, self.plan_code, *found, reason=reason)

    def unanswered(self, answer: ContributionAnswer) -> tuple[Question, ...]:
        return self.question("charge_unanswered", *[one.name for one in answer.missing]) if answer.missing else ()


def question(
    code: str, place: Place, plan_code: str, *found: str, reason: Reason | None = None
) -> tuple[Question, ...]:
    whose = place.household_id, place.person_id
    return tuple([Question(*whose, plan_code, code, one, reason) for one in found or ("",)])


@dataclass(slots=True)
class Rules:
    """The contributions of every version that is asked for, made ready once."""

    plans: PlanBook
    _ready: dict[tuple[str, str], tuple[ContributionRules, str]] = field(default_factory=dict)
    _on: dict[tuple[str, date], tuple[ContributionRules, str] | None] = field(default_factory=dict)
    _alike: "dict[Asked, dict[Hashable, Owed | None]]" = field(default_factory=dict)

    def alike(self, asked: "Asked") -> "dict[Hashable, Owed | None]":
        """What was found already of those who are alike, of what is asked."""
        return self._alike.setdefault(asked, {})

    def of(self, booked: BookedPlan, day: date) -> tuple[ContributionRules, str] | None:
        """The contributions of the version in force on the day, and its fingerprint; None where none is."""
        key = (booked.code, day)
        if key not in self._on:
            self._on[key] = self._made_ready(booked, day)
        return self._on[key]

    def _made_ready(self, booked: BookedPlan, day: date) -> tuple[ContributionRules, str] | None:
        version = version_on(booked.plan, day)
        if version is None:
            return None
        key = (booked.code, version.version)
        if key not in self._ready:
            self._ready[key] = ContributionRules(version), fingerprint(version, day)
        return self._ready[key]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be charged: a year, on a day, for all plans or some; `due_days` where the rules state none."""

    year: int
    today: date
    plan_codes: frozenset[str] = frozenset()
    due_days: tuple[date, ...] = ()

    @property
    def first(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        return date(self.year, 12, 31)


class PeopleOwing:
    """What the people of some households owe, put together from what is known of them.

    `fees`: the fees of members and their lives, where the society has such a plan.
    """

    def __init__(
        self, asked: Asked, rules: Rules, people: People, choices: Mapping[int, Sequence[PaymentChoice]],
        fees: Fees | None = None,
    ) -> None:  # fmt: skip
        self.asked = asked
        self.rules = rules
        self.people = people
        self.facts = FactsOfPeople(people)
        self.choices = choices
        self.fees = fees
        self._first, self._last = asked.first, asked.last  # looked at for each person
        self._year = CoveredDays(asked.first, asked.last)
        self._alike = rules.alike(asked)

    def covers(self, person_id: int) -> dict[str, list[Cover]]:
        """The covers of the person that hold on some day of the year, by plan; a membership is one of the fees'."""
        found: dict[str, list[Cover]] = {}
        told = self.people.covers.get(person_id, ())
        fees = [] if self.fees is None else [(self.fees.plan_code, one) for one in self.fees.covers(person_id)]
        wanted = self.asked.plan_codes
        for plan_code, one in (*told, *fees) if fees else told:
            if (not wanted or plan_code in wanted) and self._this_year(one):
                found.setdefault(plan_code, []).append(one)
        return found

    def _this_year(self, one: Cover) -> bool:
        return one.effective_from <= self._last and (one.ends_on is None or one.ends_on >= self._first)

    def days(self, covers: Iterable[Cover]) -> CoveredDays:
        """From the first to the last day of the year on which one of the covers holds."""
        first, last = date.max, date.min
        for one in covers:
            if one.effective_from < first:
                first = one.effective_from
            if one.ends_on is None or one.ends_on > last:
                last = one.ends_on or date.max
        if first <= self._first and last >= self._last:
            return self._year
        return CoveredDays(max(self._first, first), min(self._last, last))

    def home(self, person_id: int, day: date) -> Place | None:
        """The person's place on the day their contributions are read; without one, their first after it."""
        places = self.people.places.get(person_id, ())
        if len(places) == 1:
            return places[0]
        places = sorted(places, key=lambda one: one.effective_from)
        there = [one for one in places if one.holds_on(day)]
        return next(iter(there or [one for one in places if one.effective_from > day] or places[-1:]), None)

    def of_household(self, plan_code: str, name: str) -> bool:
        """Whether the fact is one of the household, in the plan's newest version."""
        booked = self.rules.plans.get(plan_code)
        fact = booked.plan.versions[-1].facts.get(name) if booked is not None else None
        return fact is not None and fact.of is FactOf.HOUSEHOLD

    def what_is_owed(
        self, place: Place, plan_code: str, covers: Sequence[Cover], days: CoveredDays, *, dated: bool = False
    ) -> Owed | tuple[Question, ...] | None:
        """What the person of the place owes of the plan for those days; None where the plan asks for nothing.

        `dated`: they were charged before, so a day to pay by that the regulation leaves open is not asked for again.
        """
        found = self.owed_alike(place, plan_code, covers, days, dated=dated)
        return found.of(place.person_id) if isinstance(found, Owed) else found

    def owed_alike(
        self, place: Place, plan_code: str, covers: Sequence[Cover], days: CoveredDays, *, dated: bool = False
    ) -> Owed | tuple[Question, ...] | None:
        """The same, as it was worked out for the first who is like that person: `owed_by` makes it theirs."""
        booked = self.rules.plans.get(plan_code)
        if booked is None:
            return question("charge_plan_unknown", place, plan_code, plan_code)
        ready = self.rules.of(booked, days.first)
        if ready is None:
            return question("charge_no_version", place, plan_code, plan_code)
        rules, mark = ready
        facts, firm = self._facts(booked, place, covers), self._firm(place, days)
        way = self._way(place.household_id, plan_code) or rules.at_once
        alike = (plan_code, mark, rules.mark(facts, days, way), self._each_assistance(rules, covers), firm, dated)
        if alike in self._alike:
            return self._alike[alike]
        asking = _Asking(place, plan_code, days, rules, mark, facts, way, firm)
        found = self._worked_out(asking, covers, dated=dated)
        if not isinstance(found, tuple):
            self._alike[alike] = found
        return found

    def _worked_out(
        self, one: _Asking, covers: Sequence[Cover], *, dated: bool
    ) -> Owed | tuple[Question, ...] | None:
        """What is owed, by the rules alone; see `what_is_owed`."""
        items = self._charged(one, covers)
        if isinstance(items, ContributionAnswer):
            return one.unanswered(items) or one.question(
                "charge_reason", items.reasons[0].code, reason=items.reasons[0]
            )
        firm_cents = sum([item.firm_cents for item in items])
        member_cents = sum([item.cents for item in items]) - firm_cents
        if not (firm_cents or member_cents):
            return None
        if one.firm is None and firm_cents:
            return one.question("charge_firm_unknown")
        dues: list[Due] = []
        for cents, firm in ((member_cents, None), (firm_cents, one.firm)):
            parts = one.rules.parts(cents, one.way, one.facts, one.days) if cents else ()
            if isinstance(parts, ContributionAnswer):
                return one.unanswered(parts) or one.question("charge_way_of_paying", one.way or "")
            if not self._add_dues(dues, one, parts, firm) and not dated:
                return one.question("charge_no_day")
        return Owed(tuple(self._charges(one, items)), tuple(dues), one.days.last == self._last)

    def _firm(self, place: Place, days: CoveredDays) -> str | None:
        """The number of the firm that the person's household is with on the first of the days."""
        if not self.people.firms:
            return None
        return self.facts.holders(place.person_id, place.household_id, days.first).get("firm")

    def _facts(self, booked: BookedPlan, place: Place, covers: Sequence[Cover]) -> dict[str, FactValue]:
        facts = self.facts.standing_now(booked, place.household_id, place.person_id)
        facts["grado"] = place.kinship
        first = covers[0]
        joined, since, assistance = first.joined_on or first.effective_from, first.effective_from, first.assistance
        for one in covers if len(covers) > 1 else ():
            joined, since = min(joined, one.seniority_from), min(since, one.effective_from)
            assistance = min(assistance, one.assistance)
        facts["iscrizione"], facts["decorrenza"], facts["copertura"] = joined, since, assistance
        if self.fees is not None and booked.code == self.fees.plan_code:
            assisted = any(self._this_year(one) for _, one in self.people.covers.get(place.person_id, ()))
            facts.update(self.fees.facts(place.person_id, covers, assisted=assisted))
        return facts

    def _charged(self, one: _Asking, covers: Sequence[Cover]) -> tuple[owed.Charge, ...] | ContributionAnswer:
        """The items owed once, then those of each assistance; an answer that says why not."""
        rules, facts, asking = one.rules, one.facts, one.rules.asks_for_assistance
        by_assistance: dict[str, list[Cover]] = {}
        for cover in covers:
            by_assistance.setdefault(cover.assistance, []).append(cover)
        found = rules.charges(facts, one.days, rules.items - asking if asking else None)
        for assistance, some in sorted(by_assistance.items()) if asking else ():
            more = rules.charges({**facts, "copertura": assistance}, self.days(some), asking)
            if isinstance(found, ContributionAnswer) or isinstance(more, ContributionAnswer):
                return found if isinstance(found, ContributionAnswer) else more
            found = (*found, *more)
        return found

    def _each_assistance(self, rules: ContributionRules, covers: Sequence[Cover]) -> Hashable:
        """What of the covers is looked at one by one: nothing, where no item goes by the assistance."""
        if not rules.asks_for_assistance:
            return None
        return tuple([(one.assistance, one.effective_from, one.ends_on) for one in covers])

    def _way(self, household_id: int, plan_code: str) -> str:
        """The way of paying that the household chose last for the plan, for this year or an earlier one."""
        choices = self.choices.get(household_id)
        if choices is None:
            return ""
        chosen = [
            one for one in choices
            if one.plan_code == plan_code and one.year <= self.asked.year
        ]  # fmt: skip
        return max(chosen, key=lambda one: one.year).instalments if chosen else ""

    def _charges(self, one: _Asking, items: Sequence[owed.Charge]) -> list[Charge]:
        made: dict[tuple[str, int | None], Charge] = {}
        firm = None if one.firm is None else int(one.firm)
        for item in items:
            for cents, firm_id in ((item.member_cents, None), (item.firm_cents, firm)):
                if not cents:
                    continue
                before = made.get((item.item, firm_id))
                if before is None:
                    made[item.item, firm_id] = Charge(
                        one.place.person_id, one.plan_code, self.asked.year, item.item, item.title, cents, firm_id,
                        one.days.first, one.days.last, one.rules.ruleset.version, one.mark, item.article,
                    )  # fmt: skip
                else:  # the same item for another assistance
                    made[item.item, firm_id] = before._replace(amount_cents=before.amount_cents + cents)
        return list(made.values())

    def _add_dues(
        self, dues: list[Due], one: _Asking, parts: Sequence[owed.InstalmentDue], firm: str | None
    ) -> bool:
        """Adds the dues of one payer; False where a part has no day."""
        regime, before = Regime.MEMBER if firm is None else Regime.EMPLOYER, date.min
        for at, part in enumerate(parts):
            due_on = part.due_on or (self.asked.due_days[at] if at < len(self.asked.due_days) else None)
            if due_on is None:
                return False
            if due_on < one.days.first:  # they were not there yet
                due_on = max(one.days.first, self.asked.today)
            before = due_on = max(before, due_on)  # a part that moved takes those after it along
            if part.cents:
                dues.append(
                    Due(
                        one.place.person_id, one.plan_code, self.asked.year, len(dues) + 1, due_on, part.cents,
                        part.surcharge_cents, None if firm is None else int(firm), None, regime,
                    )
                )  # fmt: skip
        return True


def not_before(dues: Iterable[Due], day: date) -> tuple[Due, ...]:
    """Dues of somebody who is charged later than the others of the household: none by a day that is past."""
    return tuple(one._replace(due_on=max(one.due_on, day)) for one in dues)


def adjusted(now: Owed | None, before: Sequence[Charge], dues: Sequence[DueStanding], today: date) -> Owed | None:
    """What brings charges told before to what is owed now, item by item and payer by payer; None where nothing does.

    Less is taken off by the day of the last due still open, with that part of the instalments' surcharges; more is due
    by that day or today, whichever is later.
    """
    wanted = {(one.item, one.firm_id): one for one in (now.charges if now is not None else ())}
    told: dict[tuple[str, int | None], list[Charge]] = {}
    for one in before:
        told.setdefault((one.item, one.firm_id), []).append(one)
    charges, by_payer, had_of = [], dict[int | None, int](), dict[int | None, int]()
    for key in sorted({*wanted, *told}, key=lambda key: (key[0], key[1] or 0)):
        had = sum(one.amount_cents for one in told.get(key, ()))
        had_of[key[1]] = had_of.get(key[1], 0) + had
        change = (wanted[key].amount_cents if key in wanted else 0) - had
        if not change:
            continue
        base = wanted.get(key) or told[key][-1]
        corrects = told[key][-1].charge_id if key in told else None
        charges.append(base._replace(amount_cents=change, corrects_id=corrects, charge_id=0))
        by_payer[key[1]] = by_payer.get(key[1], 0) + change
    if not charges:
        return None
    left = now is None or not now.covered_to_the_end
    less = {firm_id: Fraction(-cents, had_of[firm_id]) for firm_id, cents in by_payer.items() if cents < 0}
    return Owed(tuple(charges), tuple(_settling(by_payer, less, charges[0], dues, today, left=left)))


def _settling(
    by_payer: Mapping[int | None, int], less: Mapping[int | None, Fraction], of: Charge, dues: Sequence[DueStanding],
    today: date, *, left: bool,
) -> Iterable[Due]:  # fmt: skip
    sequence = max((one.due.sequence for one in dues), default=0)
    for firm_id, cents in by_payer.items():
        if not cents:
            continue
        theirs = [one for one in dues if one.due.firm_id == firm_id]
        open_ = [one.due.due_on for one in theirs if one.open_cents > 0]
        last = max(open_ or [one.due.due_on for one in theirs], default=today)
        parts = [(cents, DueKind.CREDIT if cents < 0 and left else DueKind.ADJUSTMENT)]
        surcharge = half_up(less.get(firm_id, Fraction(0)) * sum(one.due.of_surcharge_cents for one in theirs))
        for amount, kind in (*parts, (-surcharge, DueKind.SURCHARGE)) if surcharge else parts:
            sequence += 1
            yield Due(
                of.person_id, of.plan_code, of.year, sequence, last if cents < 0 else max(last, today), amount, 0,
                firm_id, None, Regime.MEMBER if firm_id is None else Regime.EMPLOYER, "", kind,
            )  # fmt: skip
