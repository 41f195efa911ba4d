"""The day of an expense that is tried out: whether it has rules, and by which rules and cover the sum goes."""

from __future__ import annotations

from datetime import date

from mutua.domain.case import Case, Line
from mutua.domain.decisions import LineAssessment
from mutua.domain.italian import written_day
from mutua.intake.mistakes import Mistake
from mutua.rules.engine.versions import version_on
from mutua.rules.model import Ruleset
from mutua.services.plan_book import PlanBook
from mutua.services.typed_claim import ClaimTyped
from mutua.wording.member_door import cover_of_day, rules_of_day
from mutua.wording.numbers import Language

_OF_SERVICE = frozenset({"servizio", "inizio", "fattura"})  # dates of a trial that are all the day of the service


def mark_days_without_rules(plans: PlanBook, found: ClaimTyped, today: date) -> None:
    """A day for which nobody made rules is a mistake of its field, and no sum is told.

    Rules are voted for one year to come: what they will be after that nobody knows, though those of today have no end.
    """
    booked = plans.get(found.plan_code)
    for line in found.lines if booked is not None else ():
        assert booked is not None  # said above
        field, day = _day_of(found, line.number)
        if day is None or line.asked is None:
            continue
        with_it = [one.benefits[line.asked.code] for one in booked.plan.versions if line.asked.code in one.benefits]
        key = next((one.version_by for one in reversed(with_it) if one.version_by), booked.plan.head.version_by)
        if day.year > today.year + 1:
            last = written_day(date(today.year + 1, 12, 31))
            found.mistakes.setdefault(field, Mistake("try_no_rules_yet", found=str(day.year), values={"last": last}))
        elif key in _OF_SERVICE and version_on(booked.plan, day) is None:
            first = written_day(min(one.in_force_from for one in booked.plan.versions))
            found.mistakes.setdefault(field, Mistake("try_no_rules", found=written_day(day), values={"first": first}))


def _day_of(found: ClaimTyped, number: int) -> tuple[str, date | None]:
    """The field of the day of a line, and the day."""
    line = found.lines[number - 1]
    if line.served_on is not None or found.told is None:
        return f"served-{number}", line.served_on
    at = [one.number for one in found.lines if one.asked is not None].index(number) if line.asked is not None else -1
    first = found.told.lines[at].facts.get("inizio") if at >= 0 else None
    return f"fact-{number}-inizio", first if isinstance(first, date) else None


def about_day(
    case: Case, line: Line, decided: LineAssessment, rules: Ruleset, today: date, language: Language
) -> tuple[str, ...]:
    """Of a day next year, whose rules are those of today as long as there are no others; of one without a cover, when
    there was one or will be."""
    day = line.facts.get("servizio", line.facts.get("inizio"))
    if not isinstance(day, date):
        return ()
    told = []
    if any(one.code == "not_covered" for one in decided.reasons) and case.covers:
        told.append(cover_of_day([(one.effective_from, one.ends_on) for one in case.covers], day, today, language))
    if day.year > today.year and rules.in_force_from.year < day.year:
        told.append(rules_of_day(day.year, rules.in_force_from, language))
    return tuple(one for one in told if one)
