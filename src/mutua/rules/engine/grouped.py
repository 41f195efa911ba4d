"""Lines decided together: steps that look at a whole invoice, request or treatment plan, given back line by line."""

from __future__ import annotations

from collections.abc import Hashable
from fractions import Fraction
from typing import Union

from mutua.domain.decisions import LineAssessment, Missing, Outcome, Reason, ReasonValue, Step
from mutua.rules.engine import settling
from mutua.rules.engine.compiled import CompiledBenefit, CompiledRow, CompiledRuleset
from mutua.rules.engine.context import Context, Unknown
from mutua.rules.engine.deciding import Gated, conclude, pass_gates, prepare, suspend, trouble
from mutua.rules.engine.pricing import CompiledStep, note, note_rounding, told, zero_reason
from mutua.rules.engine.quantities import Prepared
from mutua.rules.model import Scope

Stop = Union[Reason, Unknown]


class Member:
    """A line inside a group while its steps run; `decided` lines only weigh in the sums."""

    __slots__ = ("amount", "computed", "ctx", "decided", "gated", "prepared", "stop", "zero")

    def __init__(self, ctx: Context, gated: Gated, *, decided: int | None = None) -> None:
        self.ctx = ctx
        self.gated = gated
        self.decided = decided  # cents computed when it was decided; None for a line of this case
        self.prepared: Prepared | None = None
        self.stop: Stop | None = None
        self.amount = Fraction(0)
        self.zero: Reason | None = None
        self.computed = 0

    @property
    def open(self) -> bool:
        return self.stop is None


def assess_group(contexts: list[Context], ready: CompiledRuleset, benefit: CompiledBenefit) -> list[LineAssessment]:
    """All the case's lines of one benefit with steps wider than the line, in order."""
    gates = [pass_gates(ctx, benefit) for ctx in contexts]
    answers: dict[int, LineAssessment] = {}
    waiting = [index for index, gated in enumerate(gates) if gated.refusal is None and not gated.clear]
    for index, (ctx, gated) in enumerate(zip(contexts, gates, strict=True)):
        if gated.refusal is not None:
            answers[index] = settling.refused(ctx, ready.version, gated.refusal, benefit.benefit.article)
        elif gated.row is None:
            answers[index] = suspend(ctx, ready, benefit, gated, None)
    if any(index not in answers for index in waiting):
        answers.update(_if_complete(contexts, gates, waiting, answers, ready, benefit))
    members = {
        index: Member(ctx, gates[index])
        for index, ctx in enumerate(contexts)
        if gates[index].clear and index not in answers
    }
    _run(list(members.values()), ready, benefit)
    for index, member in members.items():
        answers[index] = _conclude(member, ready, benefit)
    return [answers[index] for index in range(len(contexts))]


def _if_complete(
    contexts: list[Context], gates: list[Gated], waiting: list[int], answers: dict[int, LineAssessment],
    ready: CompiledRuleset, benefit: CompiledBenefit,
) -> dict[int, LineAssessment]:  # fmt: skip
    """What the waiting lines would get if nothing were missing anywhere: the whole group once, then undone.

    In an estimate in order it stands, and is the answer of the lines that wait for nothing too.
    """
    members: dict[int, Member] = {}
    in_order = contexts[0].counters.in_order
    for index, (ctx, gated) in enumerate(zip(contexts, gates, strict=True)):
        if index in answers or gated.row is None:
            continue
        trial = Context(ctx.case, ctx.line, ctx.ruleset, ctx.counters, ctx.rules_day, ctx.trace is not None)
        trial.cover = ctx.cover
        members[index] = Member(trial, Gated(gated.row))
    _run(list(members.values()), ready, benefit)
    found: dict[int, LineAssessment] = {}
    for index, member in members.items():
        answer = _conclude(member, ready, benefit)
        if index in waiting or in_order:
            found[index] = answer
    for member in members.values() if not in_order else ():
        settling.give_back(member.ctx)
    for index, answer in found.items():
        if gates[index].clear:
            continue
        if answer.outcome is Outcome.REFUSED:
            found[index] = answer._replace(movements=())
        elif answer.outcome is Outcome.SUSPENDED:
            met = Unknown(*answer.missing)
            found[index] = suspend(contexts[index], ready, benefit, gates[index], None, met)
        else:
            found[index] = suspend(contexts[index], ready, benefit, gates[index], answer)
    return found


def _conclude(member: Member, ready: CompiledRuleset, benefit: CompiledBenefit) -> LineAssessment:
    if member.stop is not None:
        return trouble(member.ctx, ready, benefit, member.gated, member.stop)
    assert member.prepared is not None
    return conclude(member.ctx, ready, benefit, member.gated, member.prepared, member.computed, member.zero)


def _run(members: list[Member], ready: CompiledRuleset, benefit: CompiledBenefit) -> None:
    """Quantities line by line, then the steps row by row, then rounding: sets what each line computed."""
    for member in members:
        assert member.gated.row is not None
        prepared = prepare(member.ctx, benefit, member.gated.row)
        if isinstance(prepared, Prepared):
            member.prepared = prepared
            member.amount = Fraction(*member.ctx.expense)
        else:
            settling.give_back(member.ctx)
            member.stop = prepared
    for row in (*benefit.rows, benefit.otherwise):
        if row is None:
            continue
        present = [member for member in members if member.open and member.gated.row is row]
        if present:
            past = _decided(present[0].ctx, row, ready, benefit)
            together = [*past, *present]
            for member in past:
                if member.stop is not None:
                    _stop(member, member.stop, together, row)
            for step in row.steps:
                if step.scope is Scope.LINE:
                    _step_by_line(step, together, row, ready)
                else:
                    _step_together(step, together, row, ready)
            _round(row, together, ready)
    for member in members:
        if member.stop is not None and member.prepared is not None:
            settling.give_back(member.ctx)


def _decided(ctx: Context, row: CompiledRow, ready: CompiledRuleset, benefit: CompiledBenefit) -> list[Member]:
    """Lines decided before that stand in the same situation of the same benefit."""
    found = []
    for before in ctx.case.decided:
        if before.line.benefit != benefit.benefit.code:
            continue
        past = Context(ctx.case, before.line, ctx.ruleset, ctx.counters, ctx.picked_day, False)
        if "gruppo" not in past.facts:
            past.group = (past.facts,)  # alone in a group of its own
        benefit.early[0](past)
        if benefit.row_of(past) is not row:
            continue
        uncounted = benefit.quantity.asked(past) if benefit.quantity is not None else None
        if benefit.quantity is not None and uncounted is None:
            past.granted_days = benefit.quantity.payable(past)
            past.quantity_granted = len(past.granted_days)
        expense = past.facts.get("spesa")
        past.expense = (expense if isinstance(expense, int) else 0, 1)
        if past.quantity_granted < past.quantity_asked:
            past.expense = (past.expense[0] * past.quantity_granted, past.quantity_asked)
        member = Member(past, Gated(), decided=before.computed_cents)
        if isinstance(uncounted, Unknown):
            member.stop = uncounted
        elif expense is None and row.needs_expense:
            member.stop = Unknown(Missing("fact", "spesa"))
        member.amount = Fraction(*past.expense)
        found.append(member)
    return found


def _key(member: Member, scope: Scope) -> "Hashable | Unknown":
    """What the member's invoice, request or group is called; None where a decided line belongs to none."""
    facts = member.ctx.facts
    if scope is Scope.LINE:
        return member.ctx.line.id if member.decided is None else None
    if scope is Scope.REQUEST:
        return "" if member.decided is None else None
    if scope is Scope.GROUP:
        return member.ctx.group_token if member.decided is None else facts.get("gruppo")
    number = facts.get("numero_fattura")
    if number is None and member.decided is None:
        return Unknown(Missing("fact", "numero_fattura"))
    return number


def _keyed(members: list[Member], scope: Scope) -> list[list[Member]]:
    """The open members by key. A decided line that belongs to no key is left out."""
    groups: dict[Hashable, list[Member]] = {}
    for member in members:
        if not member.open:
            continue
        key = _key(member, scope)
        if isinstance(key, Unknown):
            member.stop = key
        elif key is not None:
            groups.setdefault(key, []).append(member)
    return list(groups.values())


def _stop(member: Member, why: Stop, members: list[Member], row: CompiledRow) -> None:
    """A line that cannot be computed; if it was decided before, the lines beside it cannot be either."""
    member.stop = why
    if member.decided is not None:
        for scope in {step.scope for step in row.steps} - {Scope.LINE}:
            key = _key(member, scope)
            for other in members:
                if key is not None and other.open and other.decided is None and _key(other, scope) == key:
                    other.stop = why


def _step_by_line(step: CompiledStep, members: list[Member], row: CompiledRow, ready: CompiledRuleset) -> None:
    for member in sorted(members, key=lambda one: one.decided is not None):  # a line's own refusal comes first
        before = member.amount.numerator, member.amount.denominator
        if not member.open or (not before[0] and not step.raises):
            continue
        absorbs_nothing = member.decided is not None and step.code == "deductible_pot"
        priced = before if absorbs_nothing else step.run(member.ctx, *before)
        if member.decided is not None:
            settling.drop_steps(member.ctx)
        if not isinstance(priced, tuple):
            _stop(member, priced, members, row)
            continue
        note(member.ctx, step, before, priced)
        if ready.rounding.each_step:
            exact, priced = priced, (settling.round_exact(*priced, ready.rounding), 1)
            note_rounding(member.ctx, exact, priced[0], row.article)
        _set(member, step, Fraction(*priced), before, member.ctx)


def _set(member: Member, step: CompiledStep, after: Fraction, total: tuple[int, int], read: Context) -> None:
    """The amount after a step whose figures were read on `read`, and why it is nothing where it is."""
    if after > 0:
        member.zero = None
    elif member.zero is None:
        member.zero = zero_reason(read, step, total)
    member.amount = after


def _step_together(step: CompiledStep, members: list[Member], row: CompiledRow, ready: CompiledRuleset) -> None:
    for group in _keyed(members, step.scope):
        first = next((member for member in group if member.decided is None), group[0])
        total = sum((member.amount for member in group), Fraction(0))
        before = total.numerator, total.denominator
        if not total and not step.raises:
            continue
        priced = step.run(first.ctx, *before)
        if not isinstance(priced, tuple):
            for member in group:
                _stop(member, priced, members, row)
            continue
        after = Fraction(*priced)
        exact = after
        if ready.rounding.each_step:
            after = Fraction(settling.round_amount(after, ready.rounding))
        for member in group:
            part = after * member.amount / total if total else after / len(group)
            if member.ctx.trace is not None:
                _note_together(member, first.ctx, step, (total, exact, after, part), row)
            _set(member, step, part, before, first.ctx)


def _note_together(
    member: Member, read: Context, step: CompiledStep, amounts: tuple[Fraction, Fraction, Fraction, Fraction],
    row: CompiledRow,
) -> None:  # fmt: skip
    """The step on the whole (before, exactly after, after its rounding), and the part of it that is the line's."""
    assert member.ctx.trace is not None
    total, exact, after, part = amounts
    left = exact.numerator, exact.denominator
    member.ctx.trace.append(told(read, step, (total.numerator, total.denominator), left))
    if after != exact:
        note_rounding(member.ctx, left, after.numerator, row.article)
    values: dict[str, ReasonValue] = {"scope": step.scope.value, "total_before": total, "total_after": after}
    member.ctx.trace.append(Step("group_share", member.amount, part, values, step.article))


def _round(row: CompiledRow, members: list[Member], ready: CompiledRuleset) -> None:
    """The sum of invoice, request or group rounded, less what was computed before, shared out by largest remainder."""
    for group in _keyed(members, row.wide):
        present = [member for member in group if member.decided is None]
        if not present:
            continue
        exact = sum((member.amount for member in group), Fraction(0))
        total = settling.round_amount(exact, ready.rounding)
        already = sum(member.decided or 0 for member in group)
        rest = max(0, total - already)
        shares = settling.share_out(rest, [one.amount for one in present])
        for member, cents in zip(present, shares, strict=True):
            note_rounding(member.ctx, (exact.numerator, exact.denominator), total, row.article)
            if member.ctx.trace is not None and already:
                _note_settling(member, group, row, (total, already, rest, cents))
            member.computed = cents
            if cents == 0 and member.zero is None:
                member.zero = Reason("nothing_due", {}, row.article)


def _note_settling(member: Member, group: list[Member], row: CompiledRow, cents: tuple[int, int, int, int]) -> None:
    """What the whole group comes to, what the earlier requests had of it, what is left for this one and this line."""
    assert member.ctx.trace is not None
    total, already, rest, own = cents
    values: dict[str, ReasonValue] = {
        "scope": row.wide.value, "total_cents": total, "already_cents": already,
        "expense_cents": sum((Fraction(*one.ctx.expense) for one in group), Fraction(0)),
        "own_cents": own, "own_expense_cents": Fraction(*member.ctx.expense),
        "lines": sum(one.decided is None for one in group),
    }  # fmt: skip
    member.ctx.trace.append(Step("already_computed", Fraction(total), Fraction(rest), values, row.article))
