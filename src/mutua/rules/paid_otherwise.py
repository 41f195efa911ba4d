"""What lines draw of their ceilings where the society pays otherwise than its rules say.

The ceilings follow what is paid: those that count money granted move by the other amount, the others (quantities,
times, expense) as the rules moved them. A line in kind is given another quantity, and the ceilings of quantities follow
that. A line that is paid nothing draws nothing. One that the rules refused draws
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
    case: Case, plan: Plan, lines: Sequence[LineAssessment], otherwise: Mapping[int, int]
) -> tuple[LineAssessment, ...]:
    """The lines with the movements of what is paid. `otherwise`: by place, 0 the first, of the lines paid otherwise,
    cents; of those in kind the quantity, in the unit of the benefit."""
    found = []
    for at, (line, answer) in enumerate(zip(case.lines, lines, strict=True)):
        bare = tuple(one for one in answer.movements if one.kind is not MovementKind.RELEASE)
        if at in otherwise:
            bare = _drawn(case, plan, line, answer, bare, otherwise[at])
        found.append(answer._replace(movements=bare))
    told = tuple(found)
    return with_releases(told, case) if case.reserved and not case.authorisation else told


def _drawn(
    case: Case, plan: Plan, line: Line, answer: LineAssessment, movements: tuple[Movement, ...], amount: int
) -> tuple[Movement, ...]:
    ruleset, day = rules_of(case, line, plan)
    if not amount or ruleset is None:
        return ()
    kind = Counts.QUANTITY if is_in_kind(answer) else Counts.BENEFIT
    granted = answer.quantity_granted if kind is Counts.QUANTITY else answer.granted_cents
    if granted:
        return _in_proportion(ruleset, movements, granted, amount, kind)
    return _of_the_situation(case, ruleset, line, day if day.__class__ is date else None, amount, kind)


def is_in_kind(answer: LineAssessment) -> bool:
    """Whether the line asks for no money, but for hours, days, pieces."""
    return not answer.asked_cents and answer.quantity_asked > 0


def _in_proportion(
    ruleset: Ruleset, movements: tuple[Movement, ...], granted: int, amount: int, kind: Counts
) -> tuple[Movement, ...]:
    """Each ceiling of the kind moves by its part of the other amount, largest remainder first; the others stay."""
    moving = {pot.counter for pot in ruleset.pots.values() if _follows(pot.unit, pot.counts, kind)}
    found = list(movements)
    for counter in dict.fromkeys(one.pot for one in movements if one.pot in moving):
        places = [at for at, one in enumerate(movements) if one.pot == counter]
        exact = [Fraction(movements[at].amount * amount, granted) for at in places]
        for at, part in zip(places, in_cents(half_up(sum(exact, Fraction(0))), exact), strict=True):
            found[at] = movements[at]._replace(amount=part)
    return tuple(one for one in found if one.amount or one.token)


def _follows(unit: Unit, counts: Counts, kind: Counts) -> bool:
    """Whether a ceiling follows what is given: money granted, or the quantity of a line in kind."""
    return counts is kind and (unit is Unit.EURO) == (kind is Counts.BENEFIT)


def _of_the_situation(
    case: Case, ruleset: Ruleset, line: Line, day: date | None, amount: int, kind: Counts
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
        if _follows(pot.unit, entry.counts, kind):
            found.append(Movement(*place, amount))
        elif entry.counts is Counts.OCCURRENCES:
            token = token_of(ctx, pot.occurrence)
            if isinstance(token, str) and not (token and reading.counted(ctx, token)):
                found.append(Movement(*place, 1, token))
    return tuple(found)
