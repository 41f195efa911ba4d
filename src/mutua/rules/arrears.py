"""Arrears: whether a day is covered although dues were paid late, and from when cover returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from mutua.domain.case import Arrears, FactValue
from mutua.domain.membership import Reinstatement
from mutua.rules.engine.context import Unknown
from mutua.rules.engine.desk import at_desk
from mutua.rules.engine.gates import compile_arrears
from mutua.rules.model import ArrearsRule, Ruleset
from mutua.rules.model.terms import (
    After,
    AnchorDay,
    DayOfYear,
    Duration,
    Earliest,
    EndOf,
    FirstOfMonth,
    Latest,
    NoTerm,
    Term,
    TermCases,
)
from mutua.rules.model.vocabulary import DurationUnit

_DAYS = {DurationUnit.HOURS: 1, DurationUnit.DAYS: 1, DurationUnit.MONTHS: 31, DurationUnit.YEARS: 366}
_ANCHORS = ("pagamento", "scadenza")  # never after the payment, where this came late


def reinstatement(
    ruleset: Ruleset, arrears: Arrears, service_on: date, facts: Mapping[str, FactValue] | None = None
) -> Reinstatement:
    """How one late (or unpaid) contribution stands for a service on a day. Without a rule nothing is taken away."""
    return reinstating(ruleset)(arrears, service_on, facts or {})


def reinstating(ruleset: Ruleset) -> Callable[[Arrears, date, Mapping[str, FactValue]], Reinstatement]:
    """The same for who asks it of many contributions."""
    compiled = compile_arrears(ruleset)

    def ask(arrears: Arrears, service_on: date, facts: Mapping[str, FactValue]) -> Reinstatement:
        stops = compiled.stops_on(arrears) if compiled is not None else None
        if compiled is None or stops is None:
            return Reinstatement(True, None, None, False)
        if compiled.rule.suspends:
            open_ = arrears.paid_on is None
            return Reinstatement(not open_ or service_on < stops, stops, arrears.paid_on, True)
        resumes = compiled.resumes_on(arrears, at_desk(ruleset, facts, service_on))
        if isinstance(resumes, Unknown):
            return Reinstatement(False, stops, None, False, resumes.missing)
        covered = service_on < stops or (resumes is not None and service_on >= resumes)
        return Reinstatement(covered, stops, resumes, False)

    return ask


def longest_wait(rule: ArrearsRule) -> int | None:
    """After how many days at most what was paid late takes no cover away any more; None: the rules set no such limit.

    Rather more days than there will be: nothing is missed by who looks no further back.
    """
    return _longest(rule.resumes)


def _longest(term: Term) -> int | None:
    match term:
        case NoTerm():
            return 0
        case AnchorDay(anchor) if anchor in _ANCHORS:
            return 0
        case After(Duration(count, unit), anchor) if anchor in _ANCHORS:
            return count * _DAYS[unit] + 1
        case DayOfYear(anchor=anchor, years_after=years) if anchor in _ANCHORS:
            return (years + 1) * 366
        case EndOf(anchor=anchor, after=after) if anchor in _ANCHORS:
            return (after + 1) * 366
        case FirstOfMonth(nth, anchor) if anchor in _ANCHORS:
            return (nth + 1) * 31
        case Earliest(terms) | Latest(terms):
            found = [_longest(one) for one in terms]
        case TermCases(cases, otherwise):
            found = [_longest(one) for one in (*[one for _, one in cases], otherwise)]
        case _:
            return None
    return None if None in found else max((one for one in found if one is not None), default=0)
