"""The peer of P1a: the same regulation walked as it stands, in Decimal, as one would write it without a compile step.

It knows what the plan of the measures uses, and raises on anything else. Written to be read, with what costs nothing:
one dispatch by class, no fact read twice where a local name does, no copy that nobody needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from bench.decimal_sight import Refused, Sight, holds, term_day, value_of
from mutua.domain.case import Case, Line
from mutua.domain.decisions import Outcome
from mutua.rules.model import (
    AtMost,
    Benefit,
    Coinsurance,
    Counts,
    DayCount,
    Deductible,
    Expense,
    FactHolder,
    Flat,
    PaperFault,
    PaperRule,
    Per,
    PerKind,
    Pot,
    PotDraw,
    Rolling,
    Row,
    Ruleset,
    Share,
    Subtract,
    Unit,
    Years,
)

ZERO = Decimal(0)
ZERO_BY = {Subtract: "paid_by_others", Deductible: "below_deductible", Coinsurance: "below_minimum"}


class Drawn(NamedTuple):
    """What a line takes from a pot, in cents or in the pot's unit."""

    pot: str
    holder: str
    period: date
    amount: int


class Answer(NamedTuple):
    """The decision of one line."""

    outcome: Outcome
    granted_cents: int = 0
    reason: str = ""
    drawn: tuple[Drawn, ...] = ()
    would_pay_cents: int = 0


class Room(NamedTuple):
    """What one pot still has for a line."""

    pot: Pot
    holder: str
    period: date
    left: int


def decide(case: Case, rules: Ruleset) -> list[Answer]:
    """Every line of the request in order; each sees what the ones before have drawn."""
    drawn: list[Drawn] = []
    answers = []
    for line in case.lines:
        answer = _decide_line(case, line, rules, drawn)
        drawn += answer.drawn
        answers.append(answer)
    return answers


def _decide_line(case: Case, line: Line, rules: Ruleset, before: list[Drawn]) -> Answer:
    sight = Sight(case, line, rules)
    benefit = rules.benefits[line.benefit]
    try:
        row, waits = _gates(sight, benefit)
        asked, granted, rooms = _quantities(sight, benefit, row, before)
        amount = _money(sight, benefit, row, asked, granted)
        paid, reason, euro = _ceilings(sight, row, before, amount)
    except Refused as refusal:
        return Answer(Outcome.REFUSED, reason=refusal.reason)
    if waits:
        return Answer(Outcome.SUSPENDED, reason="paper_asked", would_pay_cents=paid)
    taken = [Drawn(room.pot.counter, room.holder, room.period, units) for room, units in rooms]
    taken += [Drawn(room.pot.counter, room.holder, room.period, paid) for room in euro]
    if granted < asked and not reason:
        reason = "quantity_cut"
    return Answer(Outcome.REDUCED if reason else Outcome.PAID, paid, reason, tuple(taken))


# ---------------------------------------------------------------- gates


def _gates(sight: Sight, benefit: Benefit) -> tuple[Row, bool]:
    """Covered, in time, waited, papers: the row that holds and whether a paper is missing."""
    if sight.cover is None:
        raise Refused("not_covered")
    row = next((row for row in benefit.rows if row.when is None or holds(row.when, sight)), None)
    if row is None:
        raise Refused("situation_not_covered")
    last = term_day(benefit.deadline.by, sight)
    if last is not None and sight.fact("richiesta") > last:
        raise Refused("too_late")
    first = term_day(benefit.waiting.first_day, sight)
    if first is not None and sight.service < first:
        raise Refused("waiting")
    waits = False
    for paper in benefit.papers:
        waits |= _paper_missing(sight, paper)
    return row, waits


def _paper_missing(sight: Sight, rule: PaperRule) -> bool:
    if rule.when is not None and not holds(rule.when, sight):
        return False
    dated = sight.case.papers.get(rule.paper)
    if dated is None:
        if rule.missing is PaperFault.REFUSE:
            raise Refused("paper_missing")
        return True
    if rule.not_older_than is not None:
        oldest = sight.shifted(sight.fact(rule.relative_to), rule.not_older_than, -1)
        if dated < oldest:
            raise Refused("paper_too_old")
    return False


# ---------------------------------------------------------------- quantities and pots


def _quantities(
    sight: Sight, benefit: Benefit, row: Row, before: list[Drawn]
) -> tuple[int, int, list[tuple[Room, int]]]:
    """Asked and granted units, with what the pots of times and of units give."""
    times: list[Room] = []
    units: list[Room] = []
    for draw in row.consumes:
        assert isinstance(draw, PotDraw)
        pot = sight.rules.pots[draw.pot]
        if pot.counts is Counts.OCCURRENCES:
            times.append(_room(sight, pot, before))
            if times[-1].left < 1:
                raise Refused("pot_exhausted")
        elif pot.counts is Counts.QUANTITY:
            units.append(_room(sight, pot, before))
    asked = granted = _asked(sight, benefit)
    if benefit.unit is not None:
        if asked <= 0:
            raise Refused("nothing_asked")
        granted = min([asked, *(room.left for room in units)])
        if granted <= 0:
            raise Refused("pot_exhausted")
    return asked, granted, [*((room, 1) for room in times), *((room, granted) for room in units)]


def _asked(sight: Sight, benefit: Benefit) -> int:
    if benefit.unit is None:
        return 1
    counting = benefit.counting
    if counting is None:
        return int(sight.fact("quantità"))
    if counting.days is not DayCount.NIGHTS:
        raise NotImplementedError(counting.days)
    if counting.only_if is not None and not holds(counting.only_if, sight):
        raise Refused("trigger_not_met")
    return int(sight.fact("notti"))


def _room(sight: Sight, pot: Pot, before: list[Drawn]) -> Room:
    """The pot in the period of the line, with what was drawn before the request and by its earlier lines."""
    first = pot.holders[0]
    if isinstance(first, FactHolder):
        raise NotImplementedError(first)
    holder = sight.case.holders[first.value]
    day: date = sight.fact(pot.day)
    size = value_of(pot.size, sight)
    used = 0
    periods = sight.case.pots.get((pot.counter, holder), {})
    mine = [one for one in before if one.pot == pot.counter and one.holder == holder]
    if isinstance(pot.period, Years):
        day = date(day.year, 1, 1)
        if day in periods:
            used = periods[day].used
        used += sum(one.amount for one in mine if one.period == day)
    elif isinstance(pot.period, Rolling):
        length = pot.period.duration
        draws = [(period, balance.used) for period, balance in periods.items()]
        draws += [(one.period, one.amount) for one in mine]
        until = sight.shifted(day, length, 1)
        used = sum(amount for when, amount in draws if when < until and day < sight.shifted(when, length, 1))
    else:
        raise NotImplementedError(pot.period)
    return Room(pot, holder, day, max(0, int(size) - used))


def _ceilings(sight: Sight, row: Row, before: list[Drawn], amount: int) -> tuple[int, str, list[Room]]:
    """The euro pots together: the tightest decides."""
    pots = [sight.rules.pots[draw.pot] for draw in row.consumes if isinstance(draw, PotDraw)]
    rooms = [_room(sight, pot, before) for pot in pots if pot.counts is Counts.BENEFIT]
    paid = min([amount, *(room.left for room in rooms)])
    if paid == amount:
        return paid, "", rooms
    if paid == 0:
        raise Refused("pot_exhausted")
    return paid, "pot_cut", rooms


# ---------------------------------------------------------------- money


def _money(sight: Sight, benefit: Benefit, row: Row, asked: int, granted: int) -> int:
    """The steps in order, in Decimal cents; rounded half up to the cent at the end."""
    expense = amount = Decimal(int(sight.fact("spesa")))
    if granted < asked:
        expense = amount = amount * granted / asked
    zero = ""
    for step in row.steps:
        kind = type(step)
        if amount == 0 and kind is not Flat:
            continue
        amount = STEPS[kind](step, amount, sight, benefit, granted)
        if amount <= 0 and not zero:
            zero = ZERO_BY.get(kind, "no_expense" if expense == 0 else "nothing_due")
    cents = int(amount.quantize(Decimal(1), ROUND_HALF_UP))
    if cents == 0:
        raise Refused(zero or "nothing_due")
    return cents


def _measure(value: Any, per: Per, sight: Sight, benefit: Benefit, granted: int) -> Decimal:
    figure = Decimal(int(value_of(value, sight)))
    if per.kind is PerKind.ONCE:
        return figure
    if per.kind is PerKind.HOUR or (per.kind is PerKind.UNIT and benefit.unit is Unit.HOURS):
        return figure * granted / 60
    return figure * granted


def _expense(step: Expense, amount: Decimal, sight: Sight, benefit: Benefit, granted: int) -> Decimal:
    return amount


def _flat(step: Flat, amount: Decimal, sight: Sight, benefit: Benefit, granted: int) -> Decimal:
    due = _measure(step.amount, step.per, sight, benefit, granted)
    return due if step.even_without_expense else min(due, amount)


def _subtract(step: Subtract, amount: Decimal, sight: Sight, benefit: Benefit, granted: int) -> Decimal:
    if step.amount is not None:
        raise NotImplementedError(step)
    return max(ZERO, amount - int(sight.fact(step.fact)))


def _deductible(step: Deductible, amount: Decimal, sight: Sight, benefit: Benefit, granted: int) -> Decimal:
    if step.pots:
        raise NotImplementedError(step)
    return max(ZERO, amount - _measure(step.amount, step.per, sight, benefit, granted))


def _coinsurance(step: Coinsurance, amount: Decimal, sight: Sight, benefit: Benefit, granted: int) -> Decimal:
    kept = amount * _rate(step.share, sight)
    if step.minimum is not None:
        kept = max(kept, _measure(step.minimum, step.per, sight, benefit, granted))
    if step.maximum is not None:
        kept = min(kept, _measure(step.maximum, step.per, sight, benefit, granted))
    return amount - min(kept, amount)


def _share(step: Share, amount: Decimal, sight: Sight, benefit: Benefit, granted: int) -> Decimal:
    return amount * _rate(step.share, sight)


def _at_most(step: AtMost, amount: Decimal, sight: Sight, benefit: Benefit, granted: int) -> Decimal:
    return min(amount, _measure(step.amount, step.per, sight, benefit, granted))


def _rate(value: Any, sight: Sight) -> Decimal:
    share: Fraction = value_of(value, sight)
    return Decimal(share.numerator) / share.denominator


STEPS: Mapping[type, Any] = {
    Expense: _expense,
    Flat: _flat,
    Subtract: _subtract,
    Deductible: _deductible,
    Coinsurance: _coinsurance,
    Share: _share,
    AtMost: _at_most,
}

__all__ = ["Answer", "Drawn", "decide"]
