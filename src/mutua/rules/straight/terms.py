"""Terms on the straight road: the day by which, or from which, something counts."""

from __future__ import annotations

from datetime import date

from mutua.rules.engine import calendar
from mutua.rules.engine.values import months_of, mover
from mutua.rules.model import (
    AnchorDay,
    Anniversary,
    Earliest,
    FixedDay,
    Latest,
    NoTerm,
    Term,
    TermCases,
)
from mutua.rules.straight.conditions import chosen
from mutua.rules.straight.facts import class_of, read
from mutua.rules.straight.pen import NotWritten, Pen


def term_day(pen: Pen, term: Term) -> str:
    """An expression for the day of the term; None where there is no term."""
    if isinstance(term, NoTerm):
        return "None"
    if isinstance(term, FixedDay):
        return pen.thing(term.day, "day")
    if isinstance(term, (Earliest, Latest)):
        parts = ", ".join([term_day(pen, one) for one in term.terms])
        return f"{'first_of' if isinstance(term, Earliest) else 'last_of'}([{parts}])"
    if isinstance(term, TermCases):
        return chosen(pen, term.cases, term.otherwise, "day", term_day)
    if class_of(pen, term.anchor) is not date:
        raise NotWritten
    if isinstance(term, Anniversary):
        if class_of(pen, term.after) is not date:
            raise NotWritten
        how = f"{months_of(term.every)!r}, clamp={pen.ruleset.time.clamp_months!r}"
        return f"renewal({read(pen, term.anchor)}, {read(pen, term.after)}, {how})"
    if isinstance(term, AnchorDay):
        return read(pen, term.anchor)
    moved = pen.once(("moved", term), lambda: pen.thing(calendar.remembered(mover(term, pen.ruleset)), "move"))
    return f"{moved}({read(pen, term.anchor)})"


def _known(days: list[date | None]) -> list[date]:
    return [day for day in days if day is not None]


def first_of(days: list[date | None]) -> date | None:
    return min(_known(days), default=None)


def last_of(days: list[date | None]) -> date | None:
    return max(_known(days), default=None)


NAMES = {"renewal": calendar.renewal, "first_of": first_of, "last_of": last_of}
