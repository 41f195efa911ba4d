"""Who of a household need not join a plan with the others: recorded with what proves it, for as long as it holds."""

from __future__ import annotations

from datetime import date

from mutua.domain.cover_life import EXEMPTION_EVIDENCE, ONE_DAY
from mutua.domain.italian import written_day
from mutua.domain.kinds import FactKind
from mutua.rules.joining import must_join
from mutua.services.claim_life import Desktop
from mutua.services.cover_desk import (
    Block,
    Blocked,
    Found,
    OpenCovers,
    facts_at_desk,
    newest_home,
    on_covers,
    place_on,
    rules_on,
)
from mutua.services.decide_claim import Refusal
from mutua.services.member_desk import dead_by
from mutua.store.covers import Exemption, read_exemptions, tell_exemption


def exempt(
    at: Desktop, person_id: int, plan_code: str, *, since: date, until: date | None = None, evidence: str
) -> Found:
    """The person need not join the plan from the day on (until a day, where one is said).

    Only where the rules know of such people: the exemption stands for the answers that would say so, yes to each.
    Refused where the rules exempt the person without it, or would hold them to it whatever is answered.
    """

    def work(one: OpenCovers) -> Found:
        if evidence not in EXEMPTION_EVIDENCE:
            return Refusal("evidence_unknown", evidence)
        if until is not None and until < since:
            return Refusal("exemption_ends_before")
        dead = dead_by(one.unit.connection, person_id, since)
        if dead is not None:
            return dead
        grounds = _grounds(one, person_id, plan_code, since)
        if not isinstance(grounds, str):
            return grounds
        new = Exemption(person_id, plan_code, grounds, evidence, since, until)
        for other in read_exemptions(one.unit.connection, [person_id]).get(person_id, ()):
            if other.plan_code == plan_code and _meet(new, other):
                return Refusal("exempt_already", written_day(other.effective_from))
        entry = one.unit.entry(one.people.household_on(person_id, since, 0), "exemption")
        tell_exemption(entry, 1, new)
        return one.told()

    return on_covers(at, person_id, work)


def _grounds(one: OpenCovers, person_id: int, plan_code: str, since: date) -> str | Refusal | Blocked:
    """The answers that the exemption stands for, as the rules name them."""
    place = place_on(one.people, person_id, since)
    if place is None:
        return Refusal("person_in_no_household", written_day(since))
    found = rules_on(one.at.plans, plan_code, since)
    if isinstance(found, Refusal):
        return found
    booked, rules = found
    facts = facts_at_desk(one.people, booked, place, since)
    must = must_join(rules, facts)
    if must is False:
        return Refusal("exempt_by_rules")
    if must is not True:
        asked = [need.name for need in must if _yes_or_no(rules.facts.get(need.name))]
        if must_join(rules, {**facts, **dict.fromkeys(asked, True)}) is False:
            return ", ".join(sorted(asked))
    return Blocked((Block("exemption_not_in_rules", person_id, plan_code, rules),))


def _yes_or_no(fact: object) -> bool:
    return getattr(fact, "kind", None) is FactKind.YES_NO


def _meet(one: Exemption, other: Exemption) -> bool:
    first = max(one.effective_from, other.effective_from)
    return one.holds_on(first) and other.holds_on(first)


def end_exemption(at: Desktop, person_id: int, plan_code: str, *, last_day: date | None) -> Found:
    """The exemption ends on the day; without a day it was a mistake, and never was."""

    def work(one: OpenCovers) -> Found:
        theirs = read_exemptions(one.unit.connection, [person_id]).get(person_id, [])
        found = [each for each in theirs if each.plan_code == plan_code]
        if not found:
            return Refusal("no_exemption", plan_code)
        newest = max(found, key=lambda each: each.effective_from)
        if last_day is not None and (last_day < newest.effective_from - ONE_DAY or newest.ends_on is not None):
            return Refusal("exemption_ends_before")
        # The newest telling counts by the moment it was told: the chain of today's household will do.
        home = one.people.household_on(person_id, newest.effective_from, newest_home(one.people, person_id))
        never = last_day is None or last_day < newest.effective_from
        told = newest if never else newest._replace(ends_on=last_day)
        tell_exemption(one.unit.entry(home, "exemption"), 1, told, void=never)
        return one.told()

    return on_covers(at, person_id, work)
