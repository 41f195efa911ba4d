"""Which version of the regulation decides a line: the one in force on the date that the plan declares."""

from __future__ import annotations

from datetime import date
from typing import Union

from mutua.domain.case import Case, Dated, Line
from mutua.domain.decisions import LineAssessment, Missing, Outcome, Reason
from mutua.rules.engine import calendar
from mutua.rules.engine.context import Unknown
from mutua.rules.model import Plan, Ruleset

Day = Union[date, Unknown, None]


def rules_of(case: Case, line: Line, rules: Ruleset | Plan) -> tuple[Ruleset | None, Day]:
    """The version for the line, with the day its outside figures are read on (None = the service date)."""
    if isinstance(rules, Ruleset):
        return rules, None
    key = rules.head.version_by
    for ruleset in reversed(rules.versions):
        benefit = ruleset.benefits.get(line.benefit)
        if benefit is not None:
            key = benefit.version_by or key
            break
    day = _day(case, _first_of_group(case, line), key)
    if day is None:
        return None, Unknown(Missing("fact", key))
    return version_on(rules, day), day


def version_on(plan: Plan, day: date) -> Ruleset | None:
    """The version in force on the day."""
    for ruleset in reversed(plan.versions):
        if ruleset.in_force_from <= day and (ruleset.in_force_to is None or day <= ruleset.in_force_to):
            return ruleset
    return None


def _first_of_group(case: Case, line: Line) -> Line:
    """The first line of the group that was decided: an advance in the old year keeps the old rule."""
    group = line.facts.get("gruppo", case.facts.get("gruppo"))
    if group is not None:
        for decided in case.decided:
            if decided.line.benefit == line.benefit and decided.line.facts.get("gruppo") == group:
                return decided.line
    return line


def _day(case: Case, line: Line, key: str) -> date | None:
    facts = {**case.facts, **line.facts}
    value = facts.get(key)
    if value is None and key == "servizio":
        value = facts.get("inizio")
    if value is None:
        value = {**case.papers, **line.papers}.get(key)
    if isinstance(value, Dated):
        value = value.entries[-1][1] if value.entries else None
    return calendar.day_in_rome(value) if isinstance(value, date) else None


def _asked(line: Line) -> int:
    expense = line.facts.get("spesa")
    return expense if isinstance(expense, int) else 0


def no_version(line: Line, day: Day) -> LineAssessment:
    reason = Reason("no_version", {"on": day if isinstance(day, date) else None})
    return LineAssessment(line.id, line.benefit, Outcome.REFUSED, asked_cents=_asked(line), reasons=(reason,))


def unanswered(line: Line, day: Unknown) -> LineAssessment:
    """The date that picks the version is not known: the line waits for it."""
    reasons = tuple(Reason("answer_asked", {"fact": one.name}) for one in day.missing)
    asked = _asked(line)
    return LineAssessment(
        line.id, line.benefit, Outcome.SUSPENDED, asked_cents=asked, suspended_cents=asked, reasons=reasons,
        missing=day.missing,
    )  # fmt: skip
