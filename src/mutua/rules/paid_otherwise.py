"""What lines draw of their ceilings where the society pays otherwise than its rules say.

The ceilings follow what is paid: those that count money granted move by the other amount, the others (quantities,
times, expense) as the rules moved them. A line that is paid nothing draws nothing. One that the rules refused draws
on the ceilings of the situation it is in; where no situation holds, on none. A ceiling may be drawn beyond its size:
it is the society that decides so, and what is left of it is then nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from mutua.domain.case import Case, Line
from mutua.domain.decisions import LineAssessment, Movement, MovementKind
from mutua.rules.engine.ceilings import Reading, token_of
from mutua.rules.engine.compiled import CompiledRow, compiled
from mutua.rules.engine.context import Context
from mutua.rules.engine.counters import Counters, with_releases
from mutua.rules.engine.draws import PotSource
from mutua.rules.engine.settling import in_cents
from mutua.rules.engine.values import half_up
from mutua.rules.engine.versions import rules_of
from mutua.rules.model import Counts, Plan, Ruleset, Unit


def drawn_otherwise(
    case: Case, plan: Plan, lines: Sequence[LineAssessment], cents: Mapping[int, int]
) -> tuple[LineAssessment, ...]:
    """The lines with the movements of what is paid. `cents`: by place, 0 the first, of the lines paid otherwise."""
    found = []
    for at, (line, answer) in enumerate(zip(case.lines, lines, strict=True)):
        bare = tuple(one for one in answer.movements if one.kind is not MovementKind.RELEASE)
        if at in cents:
            bare = _drawn(case, plan, line, answer, bare, cents[at])
        found.append(answer._replace(movements=bare))
    told = tuple(found)
    return with_releases(told, case) if case.reserved and not case.authorisation else told


def _drawn(
    case: Case, plan: Plan, line: Line, answer: LineAssessment, movements: tuple[Movement, ...], cents: int
) -> tuple[Movement, ...]:
    ruleset, day = rules_of(case, line, plan)
    if not cents or ruleset is None:
        return ()
    if answer.granted_cents:
        return _in_proportion(ruleset, movements, answer.granted_cents, cents)
    return _of_the_situation(case, ruleset, line, day if day.__class__ is date else None, cents)


def _in_proportion(
    ruleset: Ruleset, movements: tuple[Movement, ...], granted: int, cents: int
) -> tuple[Movement, ...]:
    """Each ceiling of money moves by its part of the other amount, largest remainder first; the others stay."""
    money = {pot.counter for pot in ruleset.pots.values() if _counts_money(pot.unit, pot.counts)}
    found = list(movements)
    for counter in dict.fromkeys(one.pot for one in movements if one.pot in money):
        places = [at for at, one in enumerate(movements) if one.pot == counter]
        exact = [Fraction(movements[at].amount * cents, granted) for at in places]
        for at, amount in zip(places, in_cents(half_up(sum(exact, Fraction(0))), exact), strict=True):
            found[at] = movements[at]._replace(amount=amount)
    return tuple(one for one in found if one.amount or one.token)


def _counts_money(unit: Unit, counts: Counts) -> bool:
    return unit is Unit.EURO and counts is Counts.BENEFIT


def _of_the_situation(
    case: Case, ruleset: Ruleset, line: Line, day: date | None, cents: int
) -> tuple[Movement, ...]:
    """What a line that the rules refused draws: of each entry of its situation the first ceiling that applies."""
    benefit = compiled(ruleset).benefits.get(line.benefit)
    if benefit is None:
        return ()
    ctx = Context(case, line, ruleset, Counters(case), day, False)
    row = benefit.row_of(ctx)
    if not isinstance(row, CompiledRow):
        return ()
    found: list[Movement] = []
    for entry in row.draws:
        source = next((one for one in entry.sources if isinstance(one, PotSource) and one.applies(ctx) is True), None)
        reading = source.pot.locate(ctx) if source is not None else None
        if source is None or not isinstance(reading, Reading):
            continue
        pot = source.pot.pot
        place = (source.pot.key, reading.holder, reading.period, MovementKind.CONSUME)
        if _counts_money(pot.unit, entry.counts):
            found.append(Movement(*place, cents))
        elif entry.counts is Counts.OCCURRENCES:
            token = token_of(ctx, pot.occurrence)
            if isinstance(token, str) and not (token and reading.counted(ctx, token)):
                found.append(Movement(*place, 1, token))
    return tuple(found)
