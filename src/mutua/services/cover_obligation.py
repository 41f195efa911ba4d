"""Who of a household must join a plan with the others: what the rules say, who is exempt, what is still to be asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from sqlalchemy import Connection

from mutua.domain.case import FactValue
from mutua.domain.decisions import Missing
from mutua.rules.joining import may_join, must_join
from mutua.rules.model import Ruleset
from mutua.services.cover_desk import HEAD, facts_at_desk, household_of
from mutua.services.plan_book import BookedPlan
from mutua.store.covers import Exemption, living_apart, read_exemptions
from mutua.store.people import People, Place


@dataclass(frozen=True, slots=True)
class Owed:
    """Somebody who must join (`missing` empty), or of whom the rules still ask something before they say so."""

    person_id: int
    missing: tuple[Missing, ...] = ()


# What is answered now, by person.
Answers = Mapping[int, Mapping[str, FactValue]]
NO_ANSWERS: Answers = MappingProxyType({})


def no_answers() -> Answers:
    return NO_ANSWERS


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of the people of some households besides covers: who is exempt, who lives elsewhere, what they
    answer now."""

    exemptions: Mapping[int, list[Exemption]]
    apart: Collection[int]
    answers: Answers = field(default_factory=no_answers)


def around(connection: Connection, people: People, day: date, answers: Answers = NO_ANSWERS) -> Around:
    exemptions = read_exemptions(connection, people.places)
    return Around(exemptions, living_apart(connection, people.places, day), answers)


def exempted(known: Around, person_id: int, plan_code: str, day: date) -> bool:
    return any(one.plan_code == plan_code and one.holds_on(day) for one in known.exemptions.get(person_id, ()))


def owed_by_household(
    people: People, known: Around, booked: BookedPlan, rules: Ruleset, person_id: int, day: date,
    covered: Collection[int],
) -> list[Owed]:  # fmt: skip
    """Who of the person's household must be under the plan on the day, and is not among the `covered`.

    Nobody must where nobody is covered. Left out are those who are exempt, by the rules or by what was recorded; who is
    known to live elsewhere; and those whom the rules do not let join, since one cannot be held to what is refused.
    """
    rule = rules.joining
    there = household_of(people, person_id, day)
    inside = [place for place in there if place.person_id in covered]
    if rule is None or not inside or not (rule.whole_household or rule.relatives_together):
        return []
    if not rule.whole_household and all(place.kinship == HEAD for place in inside):
        return []  # relatives join all or none, and none did
    found = []
    for place in there:
        if place.person_id in covered or place.person_id in known.apart:
            continue
        if not rule.whole_household and place.kinship == HEAD:
            continue
        if exempted(known, place.person_id, booked.code, day):
            continue
        owed = _owes(people, booked, rules, place, day, known.answers.get(place.person_id))
        if owed is not None:
            found.append(owed)
    return found


def _owes(
    people: People, booked: BookedPlan, rules: Ruleset, place: Place, day: date, answers: Mapping[str, FactValue] | None
) -> Owed | None:
    facts = facts_at_desk(people, booked, place, day, answers=answers)
    assert rules.joining is not None  # looked at before
    must = must_join(rules, facts) if rules.joining.whole_household else True
    if must is False or may_join(rules, facts).allowed is False:
        return None
    return Owed(place.person_id, () if must is True else must)
