"""After a cover ended: what may still be asked for of what was spent until its last day, and by when."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from mutua.domain.cover_life import ONE_DAY, Held, same_assistance
from mutua.rules.engine.context import Unknown
from mutua.rules.engine.desk import at_desk
from mutua.rules.engine.values import compile_term
from mutua.rules.kin_only import never_due
from mutua.rules.model import Benefit, FactKind, FactOf, NoTerm, Ruleset
from mutua.rules.reading.reader_mentions import mentioned_facts
from mutua.services.benefit_asked import rules_for
from mutua.services.cover_desk import facts_at_desk, place_on
from mutua.services.plan_book import BookedPlan
from mutua.services.show_covers import waits_on
from mutua.store.people import People

_OF_PEOPLE = (FactOf.PERSON, FactOf.HOUSEHOLD)


class StillAsked(NamedTuple):
    """A benefit of a cover that ended. `ask_by`: the last day to ask for what was spent on the last day of the cover;
    None where the rules set no term, or where it depends on the case (`depends`)."""

    benefit: Benefit
    ask_by: date | None
    depends: bool


def is_followed(people: People, person_id: int, held: Held) -> bool:
    """Whether a cover of the same assistance goes on without a day between: what it gives is told with that one."""
    ended = held.cover.ends_on
    return ended is not None and any(
        plan == held.plan_code and same_assistance(one.assistance, held.cover.assistance)
        and held.cover.effective_from < one.effective_from <= ended + ONE_DAY
        for plan, one in people.covers.get(person_id, ())
    )


def still_asked(
    people: People, booked: BookedPlan, held: Held, person_id: int, today: date
) -> tuple[Ruleset, tuple[StillAsked, ...]]:
    """Of a cover that ended, the rules of its last day, and those of its benefits whose term is not over today.

    Every date that a term counts from is taken to be the last day of the cover. What still waited then is left out.
    """
    last = held.cover.ends_on
    assert last is not None  # said by whoever asks
    rules, place = rules_for(booked, last), place_on(people, person_id, last)
    if place is None:
        return rules, ()
    waiting = {title for one in waits_on(people, booked, rules, place, held, last)
               if one.first_day is not None for title in one.benefits}  # fmt: skip
    standing = facts_at_desk(people, booked, place, today, since=held.cover)
    found = []
    for benefit in rules.benefits.values():
        theirs = benefit.cover in ("", held.cover.assistance) and benefit.title not in waiting
        if not theirs or never_due(benefit, place.kinship):
            continue
        by = benefit.deadline.by
        if isinstance(by, NoTerm):
            found.append(StillAsked(benefit, None, depends=False))
            continue
        facts = {**{name: last for name in mentioned_facts(by) if _is_day(rules, name)}, **standing}
        day = compile_term(by, rules)(at_desk(rules, {**facts, "prestazione": benefit.code}, last))
        if not isinstance(day, date) or day >= today:
            found.append(StillAsked(benefit, day if isinstance(day, date) else None, isinstance(day, Unknown)))
    return rules, tuple(found)


def _is_day(rules: Ruleset, name: str) -> bool:
    """A date of the request, and not of the person: also that of a paper."""
    fact = rules.facts.get(name)
    if fact is None:
        return True
    return fact.kind is FactKind.DAY and fact.of not in _OF_PEOPLE and fact.history is None
