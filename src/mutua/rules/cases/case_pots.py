"""What is left in a pot after a line of a worked example: in the line's own period, for the line's own holder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mutua.domain.case import Case, Line, PotState
from mutua.domain.decisions import LineAssessment
from mutua.rules.engine.ceilings import Reading, compile_exchange
from mutua.rules.engine.compiled import compiled
from mutua.rules.engine.context import Context
from mutua.rules.engine.counters import Counters
from mutua.rules.engine.gates import cover_gate
from mutua.rules.model import Ruleset


def left_after(
    names: Iterable[str], case: Case, line: Line, answer: LineAssessment, pots: PotState, ruleset: Ruleset
) -> dict[str, int]:
    """What is left in each of the pots (or exchanges) for the line, with `pots` as the books stand after it.

    A pot that cannot be read is left out: an exchange whose condition does not hold and that the line did not draw
    on, a pot whose holder or size depends on a fact that nobody answered.
    """
    context = _context(case, line, pots, ruleset)
    found: dict[str, int] = {}
    for name in names:
        left = _left(name, context, ruleset)
        if left is None:
            left = _as_read(name, answer)
        if left is not None:
            found[name] = left
    return found


def _context(case: Case, line: Line, pots: PotState, ruleset: Ruleset) -> Context:
    after = replace(case, pots=pots, reserved={}, authorisation=False)
    context = Context(after, line, ruleset, Counters(after), None, False)
    benefit = ruleset.benefits.get(line.benefit)
    if benefit is not None:
        cover_gate(benefit)(context)
    return context


def _left(name: str, context: Context, ruleset: Ruleset) -> int | None:
    pots = compiled(ruleset).pots
    if name in pots:
        reading = pots[name].locate(context)
        return reading.left if isinstance(reading, Reading) else None
    if name in ruleset.exchanges:
        both = compile_exchange(ruleset.exchanges[name], ruleset, pots).locate(context)
        return both[1].left if isinstance(both, tuple) else None
    return None


def _as_read(name: str, answer: LineAssessment) -> int | None:
    reads = sorted((read for read in answer.ceilings if read.pot == name), key=lambda read: read.period)
    return max(0, reads[0].size - reads[0].used - reads[0].reserved - reads[0].drawn) if reads else None
