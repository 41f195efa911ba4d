"""When a limit that is used up opens again: «si riapre il 1° gennaio 2027», where its period makes it known."""

from __future__ import annotations

from datetime import date

from mutua.domain.decisions import Reason
from mutua.rules import model as m
from mutua.rules.engine import calendar, periods
from mutua.wording.grammar import Noun, the
from mutua.wording.numbers import calendar_date
from mutua.wording.voice import Voice

# One of these has its own limit each time: it never comes back.
_PASSING = frozenset({m.Holder.LINE, m.Holder.INVOICE, m.Holder.EVENT, m.Holder.GROUP})


def reopening(voice: Voice, name: str, start: date) -> str:
    """«si riapre il 1° gennaio 2027» of the pot (or exchange) whose period starts on that day; "" where unknown."""
    exchange = voice.ruleset.exchanges.get(name)
    pot = voice.ruleset.pots.get(exchange.source if exchange is not None else name)
    day = _reopens_on(pot, start) if pot is not None else None
    until = voice.ruleset.in_force_to
    if day is None or day == date.max or (until is not None and day > until):
        return ""
    said = calendar_date(day, voice.language)
    return voice.say(f"si riapre {the(Noun(said))}", f"it opens again on {said}")


def again(voice: Voice, reason: Reason) -> str:
    """The same after the reason that says a limit is used up; "" after any other."""
    start = reason.values.get("period")
    if reason.code != "pot_exhausted" or not isinstance(start, date) or not reason.values.get("size"):
        return ""
    said = reopening(voice, str(reason.values.get("pot", "")), start)
    return f"; {said}" if said else ""


def _reopens_on(pot: m.Pot, start: date) -> date | None:
    """The first day of the period after the one that starts on that day; None where this alone does not tell it."""
    rule = pot.period
    if _PASSING & set(pot.holders):
        return None
    if isinstance(rule, m.JoiningYears):
        leap = (start.month, start.day) in ((2, 28), (2, 29))  # who joined on 29 February
        return None if leap else calendar.add_months(start, 12 * rule.count)
    if isinstance(rule, m.FromFirstUse):
        return calendar.shift(start, rule.duration, 1, m.TimeRules())
    if isinstance(rule, (m.Years, m.EachMonth)):
        return periods.next_period(rule, start, None)
    return None
