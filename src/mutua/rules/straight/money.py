"""Money steps on the straight road: `amount` is a whole number of parts of a cent, in the order the regulation writes.

What comes to nothing in a step is refused with the reason that the general road would give. What comes to nothing
otherwise is left to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from mutua.rules.engine.compiled import CompiledRow
from mutua.rules.engine.pricing import CompiledStep, zero_reason
from mutua.rules.engine.settling import round_exact
from mutua.rules.model import (
    Add,
    AtMost,
    Coinsurance,
    Deductible,
    Expense,
    Flat,
    MoneyStep,
    Per,
    Residue,
    RoundingMode,
    Share,
    Subtract,
    Value,
)
from mutua.rules.straight.facts import class_of, read
from mutua.rules.straight.figures import common, figure, measure, measure_parts, parts_of
from mutua.rules.straight.pen import NotWritten, Pen
from mutua.rules.straight.pots import Drawn, ceilings


def price(pen: Pen, row: CompiledRow, expense: str, cuts: bool, before: list[Drawn]) -> None:
    """Leaves the rounded cents in `computed`, never nothing, from what `expense` names (None = not known).

    `cuts`: the quantity may have been cut before. `before`: the pots read before.
    """
    steps, needs_expense = row.row.steps, row.needs_expense
    starts_afresh = isinstance(steps[0], Flat) and steps[0].even_without_expense
    if needs_expense:
        pen.leave_if(f"{expense} is None")
    if cuts and not (starts_afresh and not any(isinstance(step, Residue) for step in steps)):
        pen.leave_if("granted < asked")  # the expense counts in proportion
    if not starts_afresh:
        pen.say(f"amount = {expense}" if needs_expense else f"amount = {expense} or 0")
    parts = 1
    each_step = pen.ruleset.rounding.each_step
    for index, step in enumerate(steps):
        final = not each_step and not any(one.raises for one in row.steps[index + 1 :])
        where = Place(row, row.steps[index], before) if final else None
        parts = _step(pen, step, parts, where)
        if each_step:
            pen.say(f"amount = {_rounded(pen, parts)}")
            parts = 1
    pen.say(f"computed = {_rounded(pen, parts)}")
    pen.leave_if("computed <= 0")


class Place(NamedTuple):
    """A step after which nothing can be raised again, with what was read before the money."""

    row: CompiledRow
    step: CompiledStep
    before: list[Drawn]


def _less(pen: Pen, left: str, parts: int, where: Place | None) -> None:
    """After a step that takes from the amount (told in so many parts): what is left, or the reason of nothing."""
    rest = pen.local("left")
    pen.say(f"{rest} = {left}")
    if where is None:
        pen.leave_if(f"{rest} <= 0")
    else:
        step, article = pen.thing(where.step, "step"), pen.thing(where.row.article, "article")
        told = f"{ceilings(pen, where.before, taken=False)}, asked, 0, {article}"
        pen.say(f"if {rest} <= 0:")
        pen.say("    ctx = context(case, line, rules_day, cover, asked, granted)")
        pen.say("    if amount <= 0: return None")
        pen.say(f"    reason = zero_reason(ctx, {step}, (amount, {parts!r}))")
        pen.say(f"    return refused(line, expense, reason, {told})")
    pen.say(f"amount = {rest}")


def _rounded(pen: Pen, parts: int) -> str:
    rounding = pen.ruleset.rounding
    if rounding.to_cents == 1 and parts == 1:
        return "amount"
    if rounding.to_cents == 1 and rounding.mode is RoundingMode.HALF_UP:
        return f"(2 * amount + {parts!r}) // {2 * parts!r}"
    return f"round_exact(amount, {parts!r}, {pen.thing(rounding, 'rounding')})"


def _step(pen: Pen, step: MoneyStep, parts: int, where: Place | None) -> int:
    """Writes one step; into how many parts of a cent the amount is told after it."""
    if isinstance(step, Expense):
        return parts
    if isinstance(step, Deductible) and step.pots:
        raise NotWritten
    if isinstance(step, Subtract) and step.amount is not None:
        return _measured(pen, Deductible(step.amount, step.per), parts, where)  # the same sum, whoever bears it
    if isinstance(step, (Flat, Add, Deductible, AtMost)):
        return _measured(pen, step, parts, where)
    if isinstance(step, Share):
        return _share(pen, step.share, parts)
    if isinstance(step, Coinsurance) and not step.pots:
        return _coinsurance(pen, step, parts, where)
    if isinstance(step, Subtract) and class_of(pen, step.fact) is int:
        _less(pen, f"amount - {read(pen, step.fact)}{_times(parts)}", parts, where)
        return parts
    if isinstance(step, Residue):
        pen.say(f"amount = {read(pen, 'residuo')}")
        return 1
    raise NotWritten


def _times(parts: int) -> str:
    return f" * {parts!r}" if parts != 1 else ""


def _finer(pen: Pen, parts: int, wanted: int) -> int:
    """Tells the amount in parts that both numbers divide."""
    finer = common(parts, wanted)
    if finer != parts:
        pen.say(f"amount *= {finer // parts!r}")
    return finer


def _measured(pen: Pen, step: Flat | Add | Deductible | AtMost, parts: int, where: Place | None) -> int:
    wanted = measure_parts(pen, step.amount, step.per)
    if isinstance(step, Flat) and step.even_without_expense:
        pen.say(f"amount = {measure(pen, step.amount, step.per, wanted)}")
        return wanted
    parts = _finer(pen, parts, wanted)
    told = pen.local("measure")
    pen.say(f"{told} = {measure(pen, step.amount, step.per, parts)}")
    if isinstance(step, Add):
        pen.say(f"amount += {told}")
    elif isinstance(step, Deductible):
        _less(pen, f"amount - {told}", parts, where)
    else:
        pen.say(f"if {told} < amount: amount = {told}")
    return parts


def _share(pen: Pen, share: Value, parts: int) -> int:
    wanted = parts_of(share)
    pen.say(f"amount *= {figure(pen, share, wanted)}")
    return parts * wanted


def _coinsurance(pen: Pen, step: Coinsurance, parts: int, where: Place | None) -> int:
    """What stays with the member: a share, not below the minimum, not above the maximum nor the amount."""
    by_share = parts_of(step.share)
    wanted = parts * by_share
    for bound in (step.minimum, step.maximum):
        if bound is not None:
            wanted = common(wanted, measure_parts(pen, bound, step.per))
    kept = pen.local("kept")
    pen.say(f"{kept} = amount * {figure(pen, step.share, by_share)}{_times(wanted // (parts * by_share))}")
    _bound(pen, kept, step.minimum, step.per, wanted, "<")
    _bound(pen, kept, step.maximum, step.per, wanted, ">")
    _less(pen, f"amount{_times(wanted // parts)} - {kept}", parts, where)
    return wanted


def _bound(pen: Pen, kept: str, bound: Value | None, per: Per, parts: int, beyond: str) -> None:
    if bound is not None:
        told = pen.local("bound")
        pen.say(f"{told} = {measure(pen, bound, per, parts)}")
        pen.say(f"if {kept} {beyond} {told}: {kept} = {told}")


NAMES: Mapping[str, Any] = {"round_exact": round_exact, "zero_reason": zero_reason}
