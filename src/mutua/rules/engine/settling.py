"""After the steps: rounding, the euro ceilings, what is due later, and the outcome of the line."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple, Union

from mutua.domain.decisions import (
    CeilingRead,
    Deferral,
    LineAssessment,
    Missing,
    Movement,
    Outcome,
    Reason,
    Step,
)
from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.engine.ceilings import CompiledPot, Reading
from mutua.rules.engine.conditions import Check
from mutua.rules.engine.context import Context, Unknown
from mutua.rules.engine.draws import Entry, Offer, PotSource, bound_by, least_of, offer, plain_readings, take
from mutua.rules.engine.values import half_up
from mutua.rules.model import Carry, Counts, Rounding, RoundingMode

Trouble = Union[Unknown, Reason]


def round_amount(amount: Fraction, rounding: Rounding) -> int:
    """Cents, by the ruleset's mode and unit."""
    return round_exact(amount.numerator, amount.denominator, rounding)


def round_exact(n: int, d: int, rounding: Rounding) -> int:
    """Cents of n / d, by the ruleset's mode and unit."""
    unit = rounding.to_cents
    d *= unit
    if rounding.mode is _HALF_UP:
        return (2 * n + d) // (2 * d) * unit
    return (n // d if rounding.mode is RoundingMode.DOWN else -(-n // d)) * unit


def share_out(total: int, weights: list[Fraction]) -> list[int]:
    """A whole sum divided in proportion: largest remainder first, then in order; equally where all weights are 0."""
    whole = sum(weights, Fraction(0))
    if whole == 0:
        weights, whole = [Fraction(1)] * len(weights), Fraction(len(weights))
    return in_cents(total, [total * weight / whole for weight in weights])


def in_cents(total: int, exact: list[Fraction]) -> list[int]:
    """Exact amounts brought to whole cents that sum to the total: largest remainder first, then in order."""
    parts = [amount.numerator // amount.denominator for amount in exact]
    by_remainder = sorted(range(len(parts)), key=lambda index: (parts[index] - exact[index], index))
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts


@dataclass(frozen=True, slots=True)
class PotRules:
    """The overflow rules of a ruleset's pots, compiled: what `oltre` says of each by name."""

    advance_when: dict[str, Check] = field(default_factory=dict)
    within: dict[str, CompiledPot] = field(default_factory=dict)


class Settled(NamedTuple):
    """What the euro ceilings gave of a computed amount."""

    granted: int
    deferrals: tuple[Deferral, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def total(self) -> int:
        return self.granted + sum(one.amount_cents for one in self.deferrals)


NOTHING = Settled(0)
_PAID, _REDUCED, _REFUSED = Outcome.PAID, Outcome.REDUCED, Outcome.REFUSED  # by name each time is slow
_HALF_UP = RoundingMode.HALF_UP
_new = tuple.__new__  # makes a named tuple from all its values in order, without naming them one by one


def draw_euro(
    ctx: Context, pots: tuple[Entry, ...], plain: tuple[PotSource, ...], computed: int, rules: PotRules
) -> "Settled | Trouble":
    """Draws the computed cents on the euro pots, together or in order; what exceeds is lost, carried or advanced."""
    if not pots:
        return Settled(computed)
    if plain:
        return _draw_plain(ctx, plain, computed)
    carrying = next((entry for entry in pots if _overflow(entry, Carry)), None)
    offers: list[Offer] = []
    unknown: list[Unknown] = []
    carried: Offer | None = None
    for entry in pots:
        found = offer(entry, ctx, computed, advance=rules.advance_when)
        if isinstance(found, Reason):
            return found
        if isinstance(found, Unknown):
            unknown.append(found)
        elif found is not None:
            offers.append(found)
            carried = found if entry is carrying else carried
    if unknown:
        return Unknown.of(unknown)
    if carried is not None:
        return _carry(ctx, offers, carried, computed, rules)
    granted = min((one.amount for one in offers), default=computed)
    reasons = _cut(offers, computed, granted)
    if granted == 0 and reasons:
        return bound_by(offers, "pot_exhausted", cut=computed)
    for one in offers:
        reasons += _take(ctx, one, granted)
    return Settled(granted, (), tuple(reasons))


def _draw_plain(ctx: Context, sources: tuple[PotSource, ...], computed: int) -> "Settled | Trouble":
    """The common case: every entry one pot whose excess is lost, drawn together; the tightest (the first) is named."""
    readings = plain_readings(ctx, sources)
    if not isinstance(readings, list):
        return readings
    granted, tightest = least_of(readings, computed)
    if granted == 0 and tightest is not None:
        return tightest.reason("pot_exhausted", cut=computed)
    for reading in readings:
        reading.take(ctx, granted)
    told = () if tightest is None else (tightest.reason("pot_cut", cut=computed - granted),)
    return _new(Settled, (granted, (), told))


def _cut(offers: list[Offer], computed: int, granted: int) -> list[Reason]:
    return [bound_by(offers, "pot_cut", cut=computed - granted)] if granted < computed else []


def _overflow(entry: Entry, kind: type) -> bool:
    return any(isinstance(source, PotSource) and isinstance(source.pot.pot.overflow, kind) for source in entry.sources)


def _take(ctx: Context, offered: Offer, amount: int) -> list[Reason]:
    """Draws, and tells what was drawn from periods to come."""
    told, left, seen = [], amount, set()
    for source, reading, _, give in offered.parts:
        part = min(left, give)
        if isinstance(source, PotSource) and source.pot.name in seen and part > 0:
            told.append(reading.reason("advanced", amount=part))
        seen.add(reading.pot.name)
        left -= part
    return [*told, *take(ctx, offered, amount)]


def _carry(ctx: Context, offers: list[Offer], carried: Offer, computed: int, rules: PotRules) -> "Settled | Trouble":
    """What exceeds the carrying pot is placed in its following periods, while the block pot lasts."""
    source, reading, _, now = carried.parts[0]
    assert isinstance(source, PotSource)
    day: Any = source.pot.day(ctx)
    end = rules.within[source.pot.name].block_end(ctx, day_in_rome(day))
    later = source.pot.following(ctx, reading)
    while carried.amount < computed and later is not None and later.period < end:
        carried.parts.append((source, later, None, min(computed - carried.amount, later.left)))
        later = source.pot.following(ctx, later)
    total = min(one.amount for one in offers)
    reasons: list[Reason] = []
    if total < computed:
        code = "pot_cut" if total else "pot_exhausted"
        reasons.append(bound_by(offers, code, cut=computed - total, **_left_of(offers, carried)))
        if total == 0:
            return reasons[0]
    told: list[Reason] = []
    deferrals: list[Deferral] = []
    rest = total - min(total, now)
    for _, period, _, give in carried.parts[1:]:
        part = min(rest, give)
        if part > 0:
            told.append(period.reason("carried", amount=part))
            deferrals.append(Deferral(period.period, part))
        rest -= part
    for one in offers:
        told += take(ctx, one, total) if one is carried else _take(ctx, one, total)
    return Settled(min(total, now), tuple(deferrals), (*told, *reasons))


def _left_of(offers: list[Offer], carried: Offer) -> dict[str, Any]:
    """Where the carrying pot is the tightest, what it could give now and later."""
    tightest = min(offers, key=lambda one: one.amount)
    return {"left": carried.amount, "pot": carried.parts[0][1].pot.name} if tightest is carried else {}


def settle_steps(ctx: Context, due: int) -> None:
    """Turns the exact draws of layers and deductibles into cents, once what is due (now or later) is known.

    Deductible pots are rounded by themselves; the amount due fills the layers in order, by largest remainder.
    """
    layers: list[tuple[Reading, Fraction]] = []
    for reading, amount, layer in ctx.pending:
        ctx.counters.draw_exact(reading.pot.key, reading.holder, reading.period, -amount)
        by_expense = isinstance(reading.pot, CompiledPot) and reading.pot.pot.counts is Counts.EXPENSE
        if layer < 0 or by_expense:
            if layer < 0 or due > 0:
                reading.take(ctx, half_up(amount))
        else:
            layers.append((reading, amount))
    drawn = sum((amount for _, amount in layers), Fraction(0))
    target = half_up(min(Fraction(due), drawn))
    rest, fill = Fraction(target), []
    for _, amount in layers:
        fill.append(min(amount, rest))
        rest -= fill[-1]
    if target:
        for (reading, _), cents in zip(layers, in_cents(target, fill), strict=True):
            reading.take(ctx, cents)
    ctx.pending = []


def drop_steps(ctx: Context) -> None:
    """Forgets the draws inside the steps of a line that is not paid."""
    for reading, amount, _ in ctx.pending:
        ctx.counters.draw_exact(reading.pot.key, reading.holder, reading.period, -amount)
    ctx.pending = []


def give_back(ctx: Context, *, keep_deductibles: bool = False) -> None:
    """Undoes every draw of the line; deductibles absorbed by its steps stay where asked."""
    kept = [(reading, amount, layer) for reading, amount, layer in ctx.pending if layer < 0] if keep_deductibles else []
    for reading in ctx.readings.values():
        if reading.movements:
            reading.give_back(ctx)
    drop_steps(ctx)
    for reading, amount, _ in kept:
        reading.take(ctx, half_up(amount))


def movements_of(ctx: Context) -> tuple[Movement, ...]:
    return tuple([one for reading in ctx.readings.values() for one in reading.movements])


def ceilings_of(ctx: Context) -> tuple[CeilingRead, ...]:
    return tuple(
        [
            _new(
                CeilingRead,
                (one.pot.name, one.holder, one.period, one.size, one.used, one.reserved, one.taken, one.own),
            )
            for one in ctx.readings.values()
        ]
    )


def refused(
    ctx: Context, version: str, reason: Reason, article: str, *, drew: bool = False, computed: int = 0
) -> LineAssessment:
    """A refused line with its one reason; quantities are told only where they were counted."""
    movements = movements_of(ctx) if drew else ()
    return _answer(ctx, _REFUSED, version, computed, NOTHING, 0, (reason,), movements, article)


def decided(
    ctx: Context, version: str, computed: int, settled: Settled, told: tuple[Reason, ...], cut: bool, article: str
) -> LineAssessment:
    """A line that is paid, reduced or deferred."""
    reasons = settled.reasons if not (told or ctx.layer_cuts) else (*told, *ctx.layer_cuts, *settled.reasons)
    if settled.deferrals:
        outcome = Outcome.DEFERRED
    else:
        outcome = _REDUCED if cut or ctx.layer_cuts or settled.granted < computed else _PAID
    granted = ctx.quantity_granted
    return _answer(ctx, outcome, version, computed, settled, granted, reasons, movements_of(ctx), article)


def _answer(
    ctx: Context, outcome: Outcome, version: str, computed: int, settled: Settled, quantity: int,
    reasons: tuple[Reason, ...], movements: tuple[Movement, ...], article: str,
) -> LineAssessment:  # fmt: skip
    """The answer with what the context knows of the line, its values in the order of `LineAssessment`."""
    expense = ctx.facts.get("spesa")
    if expense is None and ctx.case.authorisation:
        expense = ctx.facts.get("preventivo")
    asked = expense if isinstance(expense, int) and expense > computed else computed
    steps = () if ctx.trace is None else tuple(ctx.trace)
    line = ctx.line
    return _new(
        LineAssessment,
        (
            line.id, line.benefit, outcome, version, asked, computed, settled.granted, 0, settled.deferrals,
            ctx.quantity_asked, quantity, None, None, reasons, (), movements, ceilings_of(ctx), steps, article,
        ),
    )  # fmt: skip


_ASKED = {
    "paper": ("paper_asked", "paper"), "fact": ("answer_asked", "fact"), "date": ("date_asked", "paper"),
    "parameter": ("figure_asked", "parameter"),
}  # fmt: skip


def suspended(
    answer: LineAssessment, missing: tuple[Missing, ...], reasons: tuple[Reason, ...], known: bool
) -> LineAssessment:
    """The same answer as a suspension: nothing drawn, everything missing told at once."""
    asked = tuple([Reason(code, {key: one.name}) for one in missing for code, key in (_ASKED[one.kind],)])
    steps: tuple[Step, ...] = answer.steps if known else ()
    return answer._replace(
        outcome=Outcome.SUSPENDED,
        computed_cents=answer.computed_cents if known else 0,
        granted_cents=0,
        deferrals=(),
        suspended_cents=answer.asked_cents,
        quantity_granted=0,
        payable_if_complete_cents=answer.granted_cents if known else None,
        quantity_if_complete=answer.quantity_granted if known else None,
        reasons=(*asked, *reasons),
        missing=missing,
        movements=(),
        steps=steps,
    )
