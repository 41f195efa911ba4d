"""Money steps on the straight road: `amount` is a whole number of parts of a cent, in the order the regulation writes.

What comes to nothing is left to the general road, which says why.
"""

from __future__ import annotations

from collections.abc import Callable

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


def price(pen: Pen, steps: tuple[MoneyStep, ...], needs_expense: bool, cuts: bool) -> None:
    """Leaves the rounded cents in `computed`, never nothing. `cuts`: the quantity may have been cut before."""
    starts_afresh = isinstance(steps[0], Flat) and steps[0].even_without_expense
    if needs_expense:
        pen.leave_if("expense is None")
    if cuts and not (starts_afresh and not any(isinstance(step, Residue) for step in steps)):
        pen.leave_if("granted < asked")  # the expense counts in proportion
    if not starts_afresh:
        pen.say("amount = expense" if needs_expense else "amount = expense or 0")
    parts = 1
    for step in steps:
        parts = _step(pen, step, parts)
        if pen.ruleset.rounding.each_step:
            pen.say(f"amount = {_rounded(pen, parts)}")
            parts = 1
    pen.say(f"computed = {_rounded(pen, parts)}")
    pen.leave_if("computed <= 0")


def _rounded(pen: Pen, parts: int) -> str:
    rounding = pen.ruleset.rounding
    if rounding.to_cents == 1 and parts == 1:
        return "amount"
    if rounding.to_cents == 1 and rounding.mode is RoundingMode.HALF_UP:
        return f"(2 * amount + {parts!r}) // {2 * parts!r}"
    return f"round_exact(amount, {parts!r}, {pen.thing(rounding, 'rounding')})"


def _step(pen: Pen, step: MoneyStep, parts: int) -> int:
    """Writes one step; into how many parts of a cent the amount is told after it."""
    if isinstance(step, Expense):
        return parts
    if isinstance(step, (Flat, Add, Deductible, AtMost)):
        return _measured(pen, step, parts)
    if isinstance(step, Share):
        return _share(pen, step.share, parts)
    if isinstance(step, Coinsurance) and not step.pots:
        return _coinsurance(pen, step, parts)
    if isinstance(step, Subtract) and class_of(pen, step.fact) is int:
        pen.say(f"amount -= {read(pen, step.fact)}{_times(parts)}")
        pen.leave_if("amount <= 0")
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


def _measured(pen: Pen, step: Flat | Add | Deductible | AtMost, parts: int) -> int:
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
        pen.say(f"amount -= {told}")
        pen.leave_if("amount <= 0")
    else:
        pen.say(f"if {told} < amount: amount = {told}")
    return parts


def _share(pen: Pen, share: Value, parts: int) -> int:
    wanted = parts_of(share)
    pen.say(f"amount *= {figure(pen, share, wanted)}")
    return parts * wanted


def _coinsurance(pen: Pen, step: Coinsurance, parts: int) -> int:
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
    pen.say(f"amount = amount{_times(wanted // parts)} - {kept}")
    pen.leave_if("amount <= 0")
    return wanted


def _bound(pen: Pen, kept: str, bound: Value | None, per: Per, parts: int, beyond: str) -> None:
    if bound is not None:
        told = pen.local("bound")
        pen.say(f"{told} = {measure(pen, bound, per, parts)}")
        pen.say(f"if {kept} {beyond} {told}: {kept} = {told}")


NAMES: dict[str, Callable[..., int]] = {"round_exact": round_exact}
