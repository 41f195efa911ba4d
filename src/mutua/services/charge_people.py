"""What each person owes for a year by the rules in force: charges and dues, or why not; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

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


@dataclass(slots=True)
class Rules:
    """The contributions of every version that is asked for, made ready once."""

    plans: PlanBook
    _ready: dict[tuple[str, str], tuple[ContributionRules, str]] = field(default_factory=dict)
    _on: dict[tuple[str, date], tuple[ContributionRules, str] | None] = field(default_factory=dict)

    def of(self, booked: BookedPlan, day: date) -> tuple[ContributionRules, str] | None:
        """The contributions of the version in force on the day, and its fingerprint; None where none is."""
        if (booked.code, day) not in self._on:
            self._on[booked.code, day] = self._made_ready(booked, day)
        return self._on[booked.code, day]

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

    def covers(self, person_id: int) -> dict[str, list[Cover]]:
        """The covers of the person that hold on some day of the year, by plan; a membership is one of the fees'."""
        found: dict[str, list[Cover]] = {}
        told = self.people.covers.get(person_id, ())
        fees = [] if self.fees is None else [(self.fees.plan_code, one) for one in self.fees.covers(person_id)]
        for plan_code, one in (*told, *fees) if fees else told:
            wanted = not self.asked.plan_codes or plan_code in self.asked.plan_codes
            if wanted and self._this_year(one):
                found.setdefault(plan_code, []).append(one)
        return found

    def _this_year(self, one: Cover) -> bool:
        return one.effective_from <= self._last and (one.ends_on or date.max) >= self._first

    def days(self, covers: Iterable[Cover]) -> CoveredDays:
        """From the first to the last day of the year on which one of the covers holds."""
        first, last = date.max, date.min
        for one in covers:
            first, last = min(first, one.effective_from), max(last, one.ends_on or date.max)
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
        household_id, person_id = place.household_id, place.person_id

        def question(code: str, *found: str) -> tuple[Question, ...]:
            return tuple(Question(household_id, person_id, plan_code, code, one) for one in found or ("",))

        booked = self.rules.plans.get(plan_code)
        if booked is None:
            return question("charge_plan_unknown", plan_code)
        ready = self.rules.of(booked, days.first)
        if ready is None:
            return question("charge_no_version", plan_code)
        rules, mark = ready
        facts = self._facts(booked, place, covers)
        items = self._charged(rules, facts, covers, days)
        if isinstance(items, ContributionAnswer):
            if items.missing:
                return question("charge_unanswered", *(one.name for one in items.missing))
            (first, *_) = items.reasons
            return (Question(household_id, person_id, plan_code, "charge_reason", first.code, first),)
        firm_cents = sum(one.firm_cents for one in items)
        member_cents = sum(one.cents for one in items) - firm_cents
        if not (firm_cents or member_cents):
            return None
        firm = self.facts.holders(person_id, household_id, days.first).get("firm") if firm_cents else None
        if firm is None and firm_cents:
            return question("charge_firm_unknown")
        way = self._way(household_id, plan_code) or rules.at_once
        charges = self._charges(person_id, plan_code, days, items, rules.ruleset.version, mark, firm)
        dues: list[Due] = []
        for cents, of_firm in ((member_cents, None), (firm_cents, firm)):
            parts = rules.parts(cents, way, facts, days) if cents else ()
            if isinstance(parts, ContributionAnswer):
                if parts.missing:
                    return question("charge_unanswered", *(one.name for one in parts.missing))
                return question("charge_way_of_paying", way or "")
            if not self._add_dues(dues, person_id, plan_code, days, parts, of_firm) and not dated:
                return question("charge_no_day")
        return Owed(tuple(charges), tuple(dues), days.last == self._last)

    def _facts(self, booked: BookedPlan, place: Place, covers: Sequence[Cover]) -> dict[str, FactValue]:
        facts = dict(self.facts.standing(booked, place.household_id, place.person_id))
        facts["grado"] = place.kinship
        facts["iscrizione"] = min(one.seniority_from for one in covers)
        facts["decorrenza"] = min(one.effective_from for one in covers)
        if self.fees is not None and booked.code == self.fees.plan_code:
            assisted = any(self._this_year(one) for _, one in self.people.covers.get(place.person_id, ()))
            facts.update(self.fees.facts(place.person_id, covers, assisted=assisted))
        return facts

    def _charged(
        self, rules: ContributionRules, facts: dict[str, FactValue], covers: Sequence[Cover], days: CoveredDays
    ) -> tuple[owed.Charge, ...] | ContributionAnswer:
        """The items owed once, then those of each assistance; an answer that says why not."""
        asking = rules.asks_for_assistance
        by_assistance: dict[str, list[Cover]] = {}
        for one in covers:
            by_assistance.setdefault(one.assistance, []).append(one)
        facts["copertura"] = min(by_assistance)
        found = rules.charges(facts, days, rules.items - asking if asking else None)
        for assistance, some in sorted(by_assistance.items()) if asking else ():
            more = rules.charges({**facts, "copertura": assistance}, self.days(some), asking)
            if isinstance(found, ContributionAnswer) or isinstance(more, ContributionAnswer):
                return found if isinstance(found, ContributionAnswer) else more
            found = (*found, *more)
        return found

    def _way(self, household_id: int, plan_code: str) -> str:
        """The way of paying that the household chose last for the plan, for this year or an earlier one."""
        chosen = [
            one for one in self.choices.get(household_id, ())
            if one.plan_code == plan_code and one.year <= self.asked.year
        ]  # fmt: skip
        return max(chosen, key=lambda one: one.year).instalments if chosen else ""

    def _charges(
        self, person_id: int, plan_code: str, days: CoveredDays, items: Sequence[owed.Charge], version: str,
        mark: str, firm: str | None,
    ) -> list[Charge]:  # fmt: skip
        made: dict[tuple[str, int | None], Charge] = {}
        for one in items:
            for cents, firm_id in ((one.member_cents, None), (one.firm_cents, None if firm is None else int(firm))):
                if not cents:
                    continue
                before = made.get((one.item, firm_id))
                if before is None:
                    made[one.item, firm_id] = Charge(
                        person_id, plan_code, self.asked.year, one.item, one.title, cents, firm_id, days.first,
                        days.last, version, mark, one.article,
                    )  # fmt: skip
                else:  # the same item for another assistance
                    made[one.item, firm_id] = replace(before, amount_cents=before.amount_cents + cents)
        return list(made.values())

    def _add_dues(
        self, dues: list[Due], person_id: int, plan_code: str, days: CoveredDays,
        parts: Sequence[owed.InstalmentDue], firm: str | None,
    ) -> bool:  # fmt: skip
        """Adds the dues of one payer; False where a part has no day."""
        regime = Regime.MEMBER if firm is None else Regime.EMPLOYER
        for at, part in enumerate(parts):
            due_on = part.due_on or (self.asked.due_days[at] if at < len(self.asked.due_days) else None)
            if due_on is None:
                return False
            if due_on < days.first:  # they were not there yet
                due_on = max(days.first, self.asked.today)
            if part.cents:
                dues.append(
                    Due(
                        person_id, plan_code, self.asked.year, len(dues) + 1, due_on, part.cents,
                        part.surcharge_cents, None if firm is None else int(firm), None, regime,
                    )
                )  # fmt: skip
        return True


def not_before(dues: Iterable[Due], day: date) -> tuple[Due, ...]:
    """Dues of somebody who is charged later than the others of the household: none by a day that is past."""
    return tuple(replace(one, due_on=max(one.due_on, day)) for one in dues)


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
        charges.append(replace(base, amount_cents=change, corrects_id=corrects, charge_id=0))
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
