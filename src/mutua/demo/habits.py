"""What members ask for, plan by plan: how often in a year, who, and how such a request looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from mutua.demo import STARTS_ON
from mutua.demo import habits_care as care
from mutua.demo import habits_family as family
from mutua.demo import habits_hours as hours
from mutua.demo import habits_teeth as teeth
from mutua.demo.asking import Asking
from mutua.demo.enrolments import BUILDING, CRAFTS, DAYS, GLASSES, HOURS, OFFICES, TARIFF, VISITS
from mutua.demo.people import CHILD, HEAD, PARENT, PARTNER, SPOUSE, Someone
from mutua.domain.records import CoverTold


class Habit(NamedTuple):
    """`yearly`: how often a year, in thousandths, by those whom it fits on the day."""

    yearly: int
    fits: Callable[[Someone, date], bool]
    ask: Callable[[Asking, Someone, CoverTold, date], None]


def _head(one: Someone, day: date) -> bool:
    return one.kinship_on(day) == HEAD


def _relative(one: Someone, day: date) -> bool:
    return one.kinship_on(day) != HEAD


def _anybody(one: Someone, day: date) -> bool:
    return True


def _aged(low: int, high: int) -> Callable[[Someone, date], bool]:
    return lambda one, day: low <= one.age_on(day) <= high


def _child_aged(low: int, high: int) -> Callable[[Someone, date], bool]:
    return lambda one, day: one.kinship_on(day) == CHILD and low <= one.age_on(day) <= high


def _hurt(one: Someone, day: date) -> bool:
    """Those whom the plan of the offices covers for accidents."""
    return one.kinship_on(day) in (SPOUSE, PARTNER) or _child_aged(3, 17)(one, day)


def _hurt_at_work(one: Someone, day: date) -> bool:
    return any(fact.name == "invalidità_sul_lavoro" and fact.value is True for fact in one.facts)


def _cannot_care_for_themselves(one: Someone, day: date) -> bool:
    return one.kinship_on(day) == PARENT and one.age_on(day) >= 78


HABITS: Mapping[str, tuple[Habit, ...]] = {
    CRAFTS: (
        Habit(1700, _head, care.health_service_fee), Habit(800, _head, care.visit_in_network),
        Habit(600, _head, care.visit_by_choice), Habit(1500, _hurt_at_work, care.after_an_accident_at_work),
        Habit(900, _head, teeth.check_up), Habit(650, _head, teeth.care_in_network), Habit(40, _head, teeth.implants),
        Habit(1000, _relative, teeth.check_up_of_relatives), Habit(1100, _relative, teeth.care_of_relatives),
        Habit(200, _child_aged(8, 17), teeth.braces),
    ),
    OFFICES: (
        Habit(1900, _head, care.specialist), Habit(1500, _head, care.fee_of_the_office_plan),
        Habit(60, _head, teeth.implants_in_parts), Habit(900, _child_aged(0, 2), family.nursery),
        Habit(1500, _child_aged(0, 0), family.first_year), Habit(260, _hurt, family.hospital_after_accident),
        Habit(300, _hurt, family.plaster), Habit(700, _cannot_care_for_themselves, family.care_of_the_dependent),
    ),
    GLASSES: (Habit(700, _head, care.glasses), Habit(700, _child_aged(5, 17), care.glasses_of_children)),
    BUILDING: (Habit(1000, _head, teeth.false_teeth), Habit(600, _head, care.aids)),
    VISITS: (
        Habit(1900, _anybody, care.visit_at_tariff), Habit(950, _anybody, care.examination),
        Habit(25, _anybody, care.stay_at_tariff),
    ),
    DAYS: (Habit(350, _aged(66, 120), care.days_in_hospital), Habit(130, _aged(0, 65), care.days_in_hospital)),
    HOURS: (Habit(900, _aged(66, 120), hours.illness), Habit(180, _aged(0, 65), hours.illness)),
    TARIFF: (Habit(1300, _anybody, care.what_others_paid_too), Habit(900, _anybody, care.visit_of_the_examples)),
}


def ask_for_all(asking: Asking, one: Someone) -> None:
    """All that a person asks for while covered, from the first day of the demonstration until today."""
    for cover in one.covers:
        first = max(STARTS_ON, cover.effective_from)
        last = min(asking.today - timedelta(days=2), cover.ends_on or asking.today)
        days = (last - first).days + 1
        for habit in HABITS[cover.plan_code] if days > 0 else ():
            for _ in range(asking.dice.how_many(habit.yearly * one.need // 1000 * days // 365)):
                day = asking.dice.day(first, last)
                if habit.fits(one, day):
                    habit.ask(asking, one, cover, day)
