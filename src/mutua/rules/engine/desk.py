"""A person at the desk without a claim: the facts that joining, contributions and changes are decided on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mutua.domain.case import Case, Cover, FactValue, Line
from mutua.rules.engine import calendar
from mutua.rules.engine.context import Context
from mutua.rules.engine.counters import Counters
from mutua.rules.model import Ruleset


def at_desk(ruleset: Ruleset, facts: Mapping[str, FactValue], on: date | None) -> Context:
    """The facts as read on a day; seniority is counted from the fact `iscrizione`, if it is given.

    A rule that depends on the benefit finds it under the fact `prestazione`.
    """
    joined = facts.get("iscrizione")
    assistance = str(facts.get("copertura", ""))
    covers = (Cover(assistance, calendar.day_in_rome(joined)),) if isinstance(joined, date) else ()
    line = Line("", str(facts.get("prestazione", "")), facts)
    case = Case(lines=(line,), covers=covers)
    ctx = Context(case, line, ruleset, Counters(case), on, False)
    ctx.service_on = on
    ctx.cover = covers[0] if covers else None
    return ctx


def day_of(facts: Mapping[str, FactValue], name: str) -> date | None:
    value = facts.get(name)
    return calendar.day_in_rome(value) if isinstance(value, date) else None
