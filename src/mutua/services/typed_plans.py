"""What a person may ask for: the plans that cover them on some days, with the benefits of those covers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from mutua.intake.typed_cells import benefit_meant
from mutua.rules.kin_only import never_due
from mutua.rules.model import Benefit, Unit
from mutua.services.benefit_asked import rules_for
from mutua.services.plan_book import PlanBook
from mutua.store.people import People


class PlanOffered(NamedTuple):
    """A plan that covers, or covered, the person, and its benefits by code with their titles.

    `never`: those that somebody of their kinship, as it is today, can never have.
    """

    code: str
    title: str
    benefits: Mapping[str, str]
    never: frozenset[str] = frozenset()


def plans_offered(
    plans: PlanBook, people: People, person_id: int, today: date, wanted: set[date]
) -> tuple[PlanOffered, ...]:
    """The plans whose covers the person has on one of the days wanted; of them the benefits of those covers.

    Who has none on any of these days is offered what the last covers promised: whether it is due, the rules say.
    """
    covers = people.covers.get(person_id, [])
    held = [(code, one, day) for code, one in covers for day in sorted(wanted) if one.holds_on(day)]
    if not held:
        held = [(code, one, one.ends_on or one.effective_from) for code, one in covers]
    found: dict[str, dict[str, str]] = {}
    titles: dict[str, str] = {}
    never: dict[str, set[str]] = {}
    kinship = next((one.kinship for one in people.places.get(person_id, ()) if one.holds_on(today)), "")
    for code, one, day in held:
        booked = plans.get(code)
        if booked is None or not booked.plan.versions:
            continue
        titles[code] = booked.plan.head.title
        benefits = found.setdefault(code, {})
        for benefit in rules_for(booked, day).benefits.values():
            if benefit.cover in ("", one.assistance):
                benefits.setdefault(benefit.code, benefit.title)
                if kinship and never_due(benefit, kinship):
                    never.setdefault(code, set()).add(benefit.code)
    return tuple(
        PlanOffered(code, titles[code], benefits, frozenset(never.get(code, ()))) for code, benefits in found.items()
    )


def helping(plans: PlanBook, offered: tuple[PlanOffered, ...], today: date) -> tuple[PlanOffered, ...]:
    """Of these plans the help that is counted in hours; a plan without any is left out."""
    found = []
    for one in offered:
        known = rules_for(plans[one.code], today).benefits
        benefits = {code: title for code, title in one.benefits.items() if in_hours(known.get(code))}
        if benefits:
            found.append(one._replace(benefits=benefits))
    return tuple(found)


def in_hours(benefit: Benefit | None) -> bool:
    return benefit is not None and benefit.unit is Unit.HOURS


def likely_day(people: People, person_id: int, plan_code: str, today: date) -> date:
    """The day of which somebody asks who said none: today, where the plan covers them; else the first day of the cover
    that comes next, else the last day of the one that ended."""
    covers = [one for code, one in people.covers.get(person_id, ()) if code == plan_code]
    if any(one.holds_on(today) for one in covers):
        return today
    ahead = [one.effective_from for one in covers if one.effective_from > today]
    return min(ahead) if ahead else max((one.ends_on for one in covers if one.ends_on is not None), default=today)


def plan_meant(said: str, offered: Sequence[PlanOffered], chosen: str) -> str:
    """The chosen plan; where it has no such benefit and just one of the others has, that other one."""
    meant = {one.code: benefit_meant(said, one.benefits) for one in offered} if said.strip() else {}
    having = [code for code, found in meant.items() if isinstance(found, str)]
    return having[0] if len(having) == 1 and not meant[chosen] else chosen
