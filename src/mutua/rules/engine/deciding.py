"""One line through the gates, the quantities, the money steps and the ceilings, to its outcome."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from mutua.domain.decisions import LineAssessment, Missing, Outcome, Reason, ReasonValue, Step
from mutua.rules.engine import settling
from mutua.rules.engine.compiled import CompiledBenefit, CompiledRow, CompiledRuleset, missing_of
from mutua.rules.engine.context import Context, Unknown
from mutua.rules.engine.gates import Waits
from mutua.rules.engine.pricing import note, note_rounding, zero_reason
from mutua.rules.engine.quantities import UNCUT, Prepared, admit_expense, check_occurrences, draw_quantities

_new = tuple.__new__  # makes a named tuple from all its values in order, without naming them one by one


class Gated(NamedTuple):
    """What the gates said of a line: a refusal, or the row with everything missing and whatever makes it wait."""

    row: CompiledRow | None = None
    clear: bool = True
    refusal: Reason | None = None
    missing: tuple[Missing, ...] = ()
    waits: tuple[Reason, ...] = ()


def pass_gates(ctx: Context, benefit: CompiledBenefit) -> Gated:
    """The gates in their fixed order. The first definite refusal decides; what is not known is collected."""
    held: list[Unknown | Waits] = []
    for gate in benefit.early:
        verdict = gate(ctx)
        if verdict is not None:
            if verdict.__class__ is Reason:
                return Gated(refusal=verdict)
            held.append(verdict)
    row: Any = benefit.row_of(ctx)
    if row.__class__ is Unknown:
        held.append(row)
        row = None
    elif row is None or row.row.not_due:
        return Gated(refusal=benefit.not_foreseen)
    for gate in benefit.late:
        verdict = gate(ctx)
        if verdict is not None:
            if verdict.__class__ is Reason:
                return Gated(row, refusal=verdict)
            held.append(verdict)
    return _new(Gated, (row, True, None, (), ())) if not held else _held(row, held)


def _held(row: CompiledRow | None, held: "list[Unknown | Waits]") -> Gated:
    """Not refused, not clear: everything missing once, and every reason to wait."""
    missing = Unknown.of([one for one in held if isinstance(one, Unknown)]).missing
    waits = tuple(one.reason for one in held if isinstance(one, Waits))
    return Gated(row, clear=not missing and not waits, missing=missing, waits=waits)


def assess_line(ctx: Context, ready: CompiledRuleset, benefit: CompiledBenefit | None) -> LineAssessment:
    """One line by itself."""
    if benefit is None:
        return settling.refused(ctx, ready.version, Reason("unknown_benefit", {"benefit": ctx.line.benefit}), "")
    article = benefit.benefit.article
    gated = pass_gates(ctx, benefit)
    if gated.refusal is not None:
        return settling.refused(ctx, ready.version, gated.refusal, article)
    if gated.row is None:
        return suspend(ctx, ready, benefit, gated, None)
    prepared = prepare(ctx, benefit, gated.row)
    priced = price(ctx, ready, gated.row) if isinstance(prepared, Prepared) else prepared
    if isinstance(prepared, Prepared) and isinstance(priced, tuple):
        computed, zero = priced
        return conclude(ctx, ready, benefit, gated, prepared, computed, zero)
    assert not isinstance(priced, tuple)
    return trouble(ctx, ready, benefit, gated, priced)


def trouble(
    ctx: Context, ready: CompiledRuleset, benefit: CompiledBenefit, gated: Gated, what: "Reason | Unknown | Prepared"
) -> LineAssessment:
    """The money of a line could not be computed: refused by a rule, or suspended for an answer."""
    settling.give_back(ctx)
    if isinstance(what, Reason):
        return settling.refused(ctx, ready.version, what, benefit.benefit.article)
    assert isinstance(what, Unknown)
    return suspend(ctx, ready, benefit, gated, None, what)


def prepare(ctx: Context, benefit: CompiledBenefit, row: CompiledRow) -> "Prepared | Reason | Unknown":
    """Times, quantities and admitted expense."""
    if row.has_occurrences:
        stopped = check_occurrences(ctx, row.draws)
        if stopped is not None:
            return stopped
    prepared = UNCUT
    if benefit.quantity is not None:
        counted = draw_quantities(ctx, benefit.quantity, row.units)
        if not isinstance(counted, Prepared):
            return counted
        prepared = counted
        if ctx.trace is not None:
            unit = benefit.benefit.unit.value if benefit.benefit.unit else "days"
            values: dict[str, ReasonValue] = {
                "asked": ctx.quantity_asked, "granted": ctx.quantity_granted, "unit": unit,
            }  # fmt: skip
            ctx.trace.append(Step("quantity", Fraction(0), Fraction(0), values, row.article))
    if not row.steps:
        return prepared
    admitted = admit_expense(ctx, benefit.expense, row.needs_expense, row.by_expense, prepared)
    if isinstance(admitted, Unknown) and row.steps[0].code == "flat":
        figure = row.steps[0].probes[0](ctx)
        return figure if isinstance(figure, Reason) else admitted
    return admitted


def price(ctx: Context, ready: CompiledRuleset, row: CompiledRow) -> "tuple[int, Reason | None] | Reason | Unknown":
    """The rounded amount of the steps, and why it is nothing where it is."""
    n, d = ctx.expense
    zero: Reason | None = None
    each_step, told = ready.rounding.each_step, ctx.trace is not None
    for step in row.steps:
        if n == 0 and not step.raises:
            continue
        priced = step.run(ctx, n, d)
        if priced.__class__ is not tuple:
            return priced  # type: ignore[return-value]
        after: tuple[int, int] = priced
        if told:
            note(ctx, step, (n, d), after)
        if each_step:
            exact, after = after, (settling.round_exact(*after, ready.rounding), 1)
            note_rounding(ctx, exact, after[0], row.article)
        if after[0] > 0:
            zero = None
        elif zero is None:
            zero = zero_reason(ctx, step, (n, d))
        n, d = after
    if d == 1 and ready.rounding.to_cents == 1:
        return n, zero
    computed = settling.round_exact(n, d, ready.rounding)
    note_rounding(ctx, (n, d), computed, row.article)
    if computed == 0 and zero is None:
        zero = Reason("nothing_due", {}, row.article)
    return computed, zero


def conclude(
    ctx: Context, ready: CompiledRuleset, benefit: CompiledBenefit, gated: Gated, prepared: Prepared, computed: int,
    zero: Reason | None,
) -> LineAssessment:  # fmt: skip
    """The euro ceilings and the outcome of a line whose amount is known."""
    row = gated.row
    assert row is not None
    article, in_kind = row.article, not row.steps
    settled: Any = settling.NOTHING
    refusal: Reason | None = None
    if not in_kind:
        if computed == 0:
            refusal = zero or Reason("nothing_due", {}, article)
        else:
            settled = settling.draw_euro(ctx, row.euro, row.plain, computed, ready.pot_rules)
            if isinstance(settled, Unknown):
                return trouble(ctx, ready, benefit, gated, settled)
            refusal = settled if isinstance(settled, Reason) else None
    if refusal is not None:
        settling.give_back(ctx, keep_deductibles=gated.clear or ctx.counters.in_order)
        return settling.refused(ctx, ready.version, refusal, article, drew=gated.clear, computed=computed)
    keeps = gated.clear or ctx.counters.in_order
    if ctx.pending and keeps:
        settling.settle_steps(ctx, settled.total)
    elif ctx.pending:
        settling.drop_steps(ctx)
    answer = settling.decided(ctx, ready.version, computed, settled, prepared.reasons, prepared.cut, article)
    if not keeps:
        settling.give_back(ctx)
    return answer if gated.clear else suspend(ctx, ready, benefit, gated, answer)


def suspend(
    ctx: Context, ready: CompiledRuleset, benefit: CompiledBenefit, gated: Gated, answer: LineAssessment | None,
    met: Unknown | None = None,
) -> LineAssessment:  # fmt: skip
    """A line that waits for papers, answers or dues: everything missing at once, and what it would pay."""
    missing: Sequence[Missing] = gated.missing
    if answer is None:
        if gated.row is not None:
            money = missing_of(ctx, benefit, gated.row)
            missing = tuple(dict.fromkeys([*missing, *Unknown.of([*money, *([met] if met else [])]).missing]))
        base = settling.refused(ctx, ready.version, Reason(""), benefit.benefit.article)
        waiting = base._replace(outcome=Outcome.SUSPENDED, reasons=(), ceilings=())
        return settling.suspended(waiting, tuple(missing), gated.waits, known=False)
    return settling.suspended(answer, tuple(missing), gated.waits, known=True)
