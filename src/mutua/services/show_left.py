"""What is left in every pot of a person on a day: plan by plan, as a request of that day would find it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import Connection

from mutua.domain.case import FactValue
from mutua.rules.case_content import encode_facts
from mutua.rules.engine.versions import version_on
from mutua.rules.model import FactKind, FactOf, Ruleset
from mutua.rules.pots_left import PotLeft, pots_left
from mutua.rules.reading.reader_mentions import mentioned_facts
from mutua.services.desk import Desk, lay_out
from mutua.services.plan_book import BookedPlan, PlanBook
from mutua.store.claims import ClaimRecord, LineRecord
from mutua.store.people import households_of

_OF_REQUEST = (FactOf.LINE, FactOf.EVENT, FactOf.REQUEST, FactOf.GROUP)


@dataclass(frozen=True, slots=True)
class PlanLeft:
    """The pots of a plan that covers the person on the day; `rules` None where it is not among the regulations."""

    plan_code: str
    title: str
    rules: Ruleset | None = None
    pots: tuple[PotLeft, ...] = ()


def show_left(connection: Connection, plans: PlanBook, person_id: int, on: date) -> tuple[PlanLeft, ...]:
    """Every pot that the person may draw on on the day, of each plan that covers them then; nothing is written.

    Holder, period, size, use and what is left are what the proposal for a request of that day reads. Empty where no
    plan covers the person.
    """
    homes = sorted(households_of(connection, [person_id]).get(person_id, ()))
    if not homes:
        return ()
    desk = lay_out(connection, plans, homes, [])
    codes = sorted({plan for plan, one in desk.people.covers.get(person_id, ()) if one.holds_on(on)})
    asked = [_asked(booked, rules, person_id, homes[0], on) for booked, rules in _in_force(plans, codes, on)]
    looking_back = [one for one in asked if _asks_history(version_on(plans[one.plan_code].plan, on))]
    if looking_back:
        desk = lay_out(connection, plans, homes, looking_back)
    found = {one.plan_code: _left(desk, plans[one.plan_code], one, on) for one in asked}
    return tuple(found.get(code) or PlanLeft(code, _title(plans, code)) for code in codes)


def _title(plans: PlanBook, code: str) -> str:
    booked = plans.get(code)
    return code if booked is None else booked.plan.head.title


def _asks_history(rules: Ruleset | None) -> bool:
    """Whether the size or the period of some pot depends on what was decided before."""
    past = {name for name, fact in rules.facts.items() if fact.history is not None} if rules is not None else set()
    return rules is not None and bool(past and past & mentioned_facts((rules.pots, rules.exchanges)))


def _in_force(plans: PlanBook, codes: Iterable[str], on: date) -> Iterable[tuple[BookedPlan, Ruleset]]:
    for code in codes:
        booked = plans.get(code)
        rules = version_on(booked.plan, on) if booked is not None else None
        if booked is not None and rules is not None and rules.benefits:
            yield booked, rules


def _left(desk: Desk, booked: BookedPlan, record: ClaimRecord, on: date) -> PlanLeft:
    rules = version_on(booked.plan, on)
    assert rules is not None
    case, _, _ = desk.case_of(record, booked)
    return PlanLeft(booked.code, booked.plan.head.title, rules, pots_left(case, rules, on))


def _asked(booked: BookedPlan, rules: Ruleset, person_id: int, household_id: int, on: date) -> ClaimRecord:
    """A request that might come in on the day, about that day: every date that picks a period is the day itself."""
    days = {pot.day for pot in rules.pots.values()} - {"servizio", "fattura"}
    facts: dict[str, FactValue] = {}
    papers: dict[str, date | None] = {}
    for name in sorted(days):
        fact = rules.facts.get(name)
        if fact is None:
            papers[name] = on
        elif fact.kind is FactKind.DAY and fact.of in _OF_REQUEST and fact.term is None and fact.history is None:
            facts[name] = on
    line = LineRecord(1, next(iter(rules.benefits)), on, None, None, on, None, None, encode_facts(facts), papers=papers)
    at = datetime.combine(on, time(12), UTC)
    return ClaimRecord(0, "", household_id, person_id, booked.code, at, False, None, None, "{}", [line])
