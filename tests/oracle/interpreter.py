"""The oracle: a case under a ruleset, decided by docs/engine.md to the letter, slowly."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from mutua.domain.case import Case, Line
from mutua.domain.decisions import (
    Assessment,
    Deferral,
    LineAssessment,
    Missing,
    Movement,
    Outcome,
    Reason,
)
from mutua.rules.model import Benefit, Counts, Row, Ruleset

from .answers import NeedsAnswer, Refused, Unknown, once
from .gates import Gate, gates, missing_reason, row_of
from .layers import drawn
from .ledger import Draw, Ledger
from .money import round_all, run_steps
from .needs import needs, uses_expense
from .offers import Offer, all_offers, offer
from .quantities import Through, counted_by, through, tightest
from .runners import Runner, is_wide
from .sight import Sight


@dataclass
class Sum:
    """What came of one line whose row is known: an amount, or what stopped it, and what it would draw."""

    stopped: NeedsAnswer | Refused | None = None
    through: Through | None = None
    runner: Runner | None = None
    computed: int = 0
    granted: int = 0
    deferrals: tuple[Deferral, ...] = ()
    told: tuple[Reason, ...] = ()
    movements: tuple[Movement, ...] = ()
    cut: bool = False
    asked_units: int = 0
    granted_units: int = 0


def assess(case: Case, ruleset: Ruleset, *, in_order: bool = False) -> Assessment:
    """Every line of the case, in order; a benefit with a step on several lines all at once where its first line is.

    `in_order`: an estimate, in which lines that wait draw too.
    """
    ledger = Ledger(case)
    answers: dict[str, LineAssessment] = {}
    for line in case.lines:
        if line.id not in answers:
            for one in decide(batch(line, case, ruleset), case, ruleset, ledger, in_order):
                answers[one.line_id] = one
    return Assessment(tuple(answers[line.id] for line in case.lines), {}, "oracle")


def batch(line: Line, case: Case, ruleset: Ruleset) -> list[Line]:
    benefit = ruleset.benefits.get(line.benefit)
    if benefit is None or not any(is_wide(row) for row in benefit.rows):
        return [line]
    return [one for one in case.lines if one.benefit == line.benefit]


def decide(
    lines: list[Line], case: Case, ruleset: Ruleset, ledger: Ledger, in_order: bool
) -> list[LineAssessment]:
    sights = [Sight(case, ruleset, line) for line in lines]
    passed = [gates(sight) for sight in sights]
    open_lines = [(s, g) for s, g in zip(sights, passed, strict=True) if g.refusal is None and g.row is not None]
    complete = [(s, g) for s, g in open_lines if not g.missing and not g.waits_for_arrears]
    waiting = len(complete) < len(open_lines)
    supposed = sums(open_lines, ledger if in_order else ledger.copy()) if waiting else {}
    if waiting and in_order:
        real = {sight.line.id: supposed[sight.line.id] for sight, _ in complete}
    else:
        real = sums(complete, ledger)
    return [
        answer(sight, gate, real.get(sight.line.id), supposed.get(sight.line.id))
        for sight, gate in zip(sights, passed, strict=True)
    ]


# ---------------------------------------------------------------- the sums of a batch


def sums(lines: list[tuple[Sight, Gate]], ledger: Ledger) -> dict[str, Sum]:
    """Runs the lines together on the ledger, which afterwards holds what they drew."""
    held = ledger.copy()
    found = {sight.line.id: Sum() for sight, _ in lines}
    runners: list[Runner] = []
    for sight, gate in lines:
        assert gate.row is not None
        one = found[sight.line.id]
        trial = held.copy()
        try:
            one.through = through(sight, sight.ruleset.benefits[sight.line.benefit], gate.row, trial)
        except (NeedsAnswer, Refused) as stop:
            one.stopped, one.asked_units = stop, getattr(stop, "asked", 0)
            continue
        if expense_is_known(sight, gate.row, one.through):
            held = trial  # who cannot get past its first step holds nothing back from the lines after it
        one.asked_units, one.granted_units = one.through.asked, one.through.granted
        one.runner = Runner(sight, gate.row, one.through)
        runners.append(one.runner)
    run_money(runners, held)
    for sight, gate in lines:
        one = found[sight.line.id]
        if one.runner is None:
            continue
        if one.runner.stopped is not None:
            one.stopped = one.runner.stopped
        else:
            settle(one, sight, gate, ledger)
    return found


def expense_is_known(sight: Sight, row: Row, found: Through) -> bool:
    if found.unknown_expense is not None:
        return False
    return not any(uses_expense(step) for step in row.steps) or not isinstance(sight.read("spesa"), Unknown)


def run_money(runners: list[Runner], ledger: Ledger) -> None:
    rows: list[Row] = []
    for runner in runners:
        if runner.row not in rows:
            rows.append(runner.row)
    for row in rows:
        if not row.steps:
            continue
        mine = [runner for runner in runners if runner.row == row]
        everybody = mine + (decided(row, mine[0].sight) if is_wide(row) else [])
        rounding = mine[0].sight.ruleset.rounding
        run_steps(row, everybody, ledger, rounding)
        round_all(row, everybody, rounding)


def decided(row: Row, sight: Sight) -> list[Runner]:
    """The lines of the same benefit and row decided before."""
    found: list[Runner] = []
    benefit: Benefit = sight.ruleset.benefits[sight.line.benefit]
    for one in sight.case.decided:
        if one.line.benefit != benefit.code:
            continue
        other = Sight(sight.case, sight.ruleset, one.line, decided=True)
        if row_of(other, benefit) == row:
            found.append(Runner(other, row, Through(), one.computed_cents))
    return found


# ---------------------------------------------------------------- euro pots, draws


def settle(one: Sum, sight: Sight, gate: Gate, ledger: Ledger) -> None:
    """The euro pots of a line whose steps ran; then everything it draws."""
    assert gate.row
    assert one.runner
    assert one.through
    one.computed = one.runner.cents
    draws: list[Draw] = []
    if one.through.unknown_expense is not None:
        one.stopped = one.through.unknown_expense
        return
    try:
        draws = pay(one, sight, gate.row, ledger)
    except Refused as stop:
        one.stopped = stop
    except NeedsAnswer as stop:
        one.stopped = stop
        return
    if one.stopped is None:
        given = one.granted + sum(later.amount_cents for later in one.deferrals)
        draws = [*one.through.draws, *draws, *drawn(one.runner.layer_draws, given)]
    one.movements = ledger.draw([*draws, *one.runner.deductible_draws])


def pay(one: Sum, sight: Sight, row: Row, ledger: Ledger) -> list[Draw]:
    assert one.runner
    assert one.through
    one.told = (*one.through.told, *one.runner.told)
    one.cut = one.through.cut or one.runner.layer_cut
    if not row.steps:
        return []
    if one.computed == 0:
        raise Refused(one.runner.zero_because or "nothing_due")
    want = Fraction(one.computed)
    entries = counted_by(row, Counts.BENEFIT, sight)
    offers = all_offers(entries, want, sight, ledger)
    given = min([want, *(found.amount for found in offers)])
    if given == 0:
        raise Refused("pot_exhausted", pot=tightest(offers).pot)
    told: list[Reason] = []
    if given < want:
        tight = tightest(offers)
        one.cut = True
        told.append(Reason("pot_cut", {"pot": tight.pot, "left": int(tight.amount), "cut": int(want - given)}))
    final = [found for entry in entries if (found := offer(entry, given, sight, ledger))]
    one.deferrals = deferred(final)
    one.granted = int(given) - sum(later.amount_cents for later in one.deferrals)
    for found in final:
        told += found.told
    one.told += tuple(told)
    return [draw for found in final for draw in found.draws]


def deferred(offers: list[Offer]) -> tuple[Deferral, ...]:
    return tuple(Deferral(start, int(amount)) for found in offers for start, amount in found.later)


# ---------------------------------------------------------------- the answer


def answer(sight: Sight, gate: Gate, real: Sum | None, supposed: Sum | None) -> LineAssessment:
    expense = sight.expense()
    if gate.refusal is not None:
        return refused(sight, expense, gate.refusal)
    if real is not None and not isinstance(real.stopped, NeedsAnswer):
        return refused_after(sight, expense, real, real.stopped) if real.stopped else paid(sight, expense, real)
    guess = real or supposed
    if guess is not None and isinstance(guess.stopped, Refused):
        return refused_after(sight, expense, guess, guess.stopped, nothing_drawn=True)
    return suspended(sight, expense, gate, guess)


def refused(sight: Sight, expense: int, reason: Reason) -> LineAssessment:
    return LineAssessment(sight.line.id, sight.line.benefit, Outcome.REFUSED, asked_cents=expense, reasons=(reason,))


def refused_after(sight: Sight, expense: int, one: Sum, stop: Refused, nothing_drawn: bool = False) -> LineAssessment:
    return LineAssessment(
        sight.line.id,
        sight.line.benefit,
        Outcome.REFUSED,
        asked_cents=max(expense, one.computed),
        computed_cents=one.computed,
        quantity_asked=one.asked_units,
        reasons=(stop.reason,),
        movements=() if nothing_drawn else one.movements,
    )


def paid(sight: Sight, expense: int, one: Sum) -> LineAssessment:
    outcome = Outcome.DEFERRED if one.deferrals else Outcome.REDUCED if one.cut else Outcome.PAID
    return LineAssessment(
        sight.line.id,
        sight.line.benefit,
        outcome,
        asked_cents=max(expense, one.computed),
        computed_cents=one.computed,
        granted_cents=one.granted,
        deferrals=one.deferrals,
        quantity_asked=one.asked_units,
        quantity_granted=one.granted_units,
        reasons=one.told,
        movements=one.movements,
    )


def suspended(sight: Sight, expense: int, gate: Gate, guess: Sum | None) -> LineAssessment:
    stopped = guess.stopped.missing if guess and isinstance(guess.stopped, NeedsAnswer) else ()
    if stopped and gate.row is not None:
        stopped = (*needs(sight, sight.ruleset.benefits[sight.line.benefit], gate.row), *stopped)
    missing: tuple[Missing, ...] = once((*gate.missing, *stopped))
    known_sum = guess if guess and not guess.stopped else None
    asked = max(expense, known_sum.computed if known_sum else 0)
    reasons = [missing_reason(one) for one in missing]
    if gate.waits_for_arrears:
        reasons.insert(len(gate.asked_first), gate.waits_for_arrears)
    return LineAssessment(
        sight.line.id,
        sight.line.benefit,
        Outcome.SUSPENDED,
        asked_cents=asked,
        computed_cents=known_sum.computed if known_sum else 0,
        suspended_cents=asked,
        quantity_asked=guess.asked_units if guess else 0,
        payable_if_complete_cents=known_sum.granted if known_sum else None,
        quantity_if_complete=known_sum.granted_units if known_sum else None,
        reasons=tuple(reasons),
        missing=missing,
    )
