"""Quantities: how many days, hours, acts or times a line asks for, and how many the ceilings allow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Union

from mutua.domain.decisions import Reason
from mutua.rules.engine import calendar, stays
from mutua.rules.engine.ceilings import Reading, token_of
from mutua.rules.engine.conditions import Check, compile_condition
from mutua.rules.engine.context import Context, FactReader, Unknown, compile_fact
from mutua.rules.engine.draws import Entry, Offer, PotSource, bound_by, least_of, offer, plain_readings, take
from mutua.rules.engine.values import half_up
from mutua.rules.model import Benefit, Counting, Counts, DayCount, Ruleset, Run

Trouble = Union[Unknown, Reason]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the ceilings of times, quantities and expense said of a line, and whether they cut it."""

    reasons: tuple[Reason, ...] = ()
    cut: bool = False


UNCUT = Prepared()


@dataclass(frozen=True, slots=True)
class CompiledQuantity:
    """How a benefit counts what is asked."""

    counting: Counting | None
    quantity: FactReader
    first: FactReader
    last: FactReader
    trigger: Check | None
    article: str

    def asked(self, ctx: Context) -> "Trouble | None":
        """Sets the quantity asked (and the first counted day); the trouble otherwise."""
        counting = self.counting
        if counting is None:
            value = self.quantity(ctx)
            if isinstance(value, Unknown):
                return value
            ctx.quantity_asked = max(0, int(value))
            return None
        start, end = self.first(ctx), self.last(ctx)
        unknown = [one for one in (start, end) if isinstance(one, Unknown)]
        if unknown:
            return Unknown.of(unknown)
        nights = (end - start).days
        if counting.days is DayCount.ALL:
            count = nights + 1
        else:  # a last day before the first counts nothing
            count = max(1, nights) if counting.days is DayCount.ENDS_AS_ONE and nights >= 0 else nights
        ctx.first_day = start
        ctx.quantity_asked = max(0, count)
        if self.trigger is not None:
            truth = self.trigger(ctx)
            if isinstance(truth, Unknown):
                return truth
            if not truth:
                return Reason("trigger_not_met", {"counted": ctx.quantity_asked}, self.article)
        return None

    def payable(self, ctx: Context) -> range:
        """Numbers of the units that may be paid: all of them, or the window of counted days."""
        counting, asked = self.counting, ctx.quantity_asked
        if counting is None:
            return range(1, asked + 1)
        last = asked if counting.last is None else min(asked, counting.last)
        return range(counting.first, max(counting.first, last + 1))


def compile_quantity(benefit: Benefit, ruleset: Ruleset) -> CompiledQuantity | None:
    counting = benefit.counting
    if benefit.unit is None and counting is None:
        return None
    trigger = counting.only_if if counting is not None else None
    return CompiledQuantity(
        counting=counting,
        quantity=compile_fact("quantità", None, ruleset),
        first=compile_fact("inizio", None, ruleset),
        last=compile_fact("fine", None, ruleset),
        trigger=compile_condition(trigger, ruleset) if trigger is not None else None,
        article=(counting.article if counting is not None else "") or benefit.article,
    )


def check_occurrences(ctx: Context, entries: tuple[Entry, ...]) -> "Trouble | None":
    """Takes one time from each pot of occurrences that applies; the trouble where one has none left."""
    chosen: list[tuple[Reading, str]] = []
    unknown: list[Unknown] = []
    refused: Reason | None = None
    for entry in entries:
        if entry.counts is not Counts.OCCURRENCES:
            continue
        found = _one_time(ctx, entry)
        if isinstance(found, Unknown):
            unknown.append(found)
        elif isinstance(found, Reason):
            refused = refused or found
        elif found is not None:
            chosen.append(found)
    if refused is not None:
        return refused
    if unknown:
        return Unknown.of(unknown)
    for reading, token in chosen:
        if not (token and reading.counted(ctx, token)):
            reading.take(ctx, 1, token)
    return None


def _one_time(ctx: Context, entry: Entry) -> "tuple[Reading, str] | Trouble | None":
    refused: Reason | None = None
    for source in entry.sources:
        assert isinstance(source, PotSource)
        truth = source.applies(ctx)
        if truth is False:
            continue
        if isinstance(truth, Unknown):
            return truth
        reading = source.pot.locate(ctx)
        token = token_of(ctx, source.pot.pot.occurrence)
        unknown = [one for one in (reading, token) if isinstance(one, Unknown)]
        if unknown:
            return Unknown.of(unknown)
        if isinstance(reading, Reason):
            return reading
        assert isinstance(reading, Reading)
        assert isinstance(token, str)
        if reading.left >= 1 or (token and reading.counted(ctx, token)):
            return reading, token
        refused = reading.reason("pot_exhausted", cut=1)
    return refused


@dataclass(frozen=True, slots=True)
class UnitDraws:
    """The draws of a row on pots of quantity."""

    entries: tuple[Entry, ...]
    plain: tuple[PotSource, ...]  # the same, where each is one pot; empty otherwise
    by_day: bool  # each day draws by itself


def unit_draws(entries: tuple[Entry, ...], counting: Counting | None) -> UnitDraws:
    units = tuple(entry for entry in entries if entry.counts is Counts.QUANTITY)
    firsts = [entry.sources[0] for entry in units if len(entry.sources) == 1]
    plain = tuple(one for one in firsts if isinstance(one, PotSource))
    runs = any(
        isinstance(source, PotSource) and isinstance(source.pot.pot.period, Run)
        for entry in units
        for source in entry.sources
    )
    by_day = bool(units) and counting is not None and (counting.day_by_day or runs)
    return UnitDraws(units, plain if len(plain) == len(units) else (), by_day)


def draw_quantities(ctx: Context, quantity: CompiledQuantity, units: UnitDraws) -> "Trouble | Prepared":
    """Grants what every entry of quantity can give; sets the granted quantity and days."""
    trouble = quantity.asked(ctx)
    if trouble is not None:
        return trouble
    if ctx.quantity_asked == 0:
        return Reason("nothing_asked", {}, quantity.article)
    payable = quantity.payable(ctx)
    if not payable:
        return Reason("days_excluded", {"counted": ctx.quantity_asked}, quantity.article)
    excluded = 0
    if quantity.counting is not None and quantity.counting.excluded_use_limits:
        excluded = min(payable.start - 1, ctx.quantity_asked)
    if units.by_day:
        return _draw_day_by_day(ctx, units.entries, payable, excluded)
    if units.plain or not units.entries:
        return _draw_plain(ctx, units.plain, payable, excluded)
    return _draw_at_once(ctx, units.entries, payable, excluded)


def _draw_plain(ctx: Context, pots: tuple[PotSource, ...], payable: range, excluded: int) -> "Trouble | Prepared":
    """The common case: every entry one pot."""
    asked = len(payable)
    readings = plain_readings(ctx, pots)
    if not isinstance(readings, list):
        return readings
    drawn, tightest = least_of(readings, asked + excluded)
    granted = max(0, drawn - excluded)
    if granted == 0 and tightest is not None:
        return tightest.reason("pot_exhausted", cut=asked)
    for reading in readings:
        reading.take(ctx, drawn)
    ctx.quantity_granted = granted
    ctx.granted_days = payable[:granted]
    if granted == asked or tightest is None:
        return UNCUT
    return Prepared((tightest.reason("quantity_cut", asked=asked, cut=asked - granted),), cut=True)


def _draw_at_once(ctx: Context, entries: tuple[Entry, ...], payable: range, excluded: int) -> "Trouble | Prepared":
    wanted = len(payable) + excluded
    offers = _offers(ctx, entries, wanted)
    if not isinstance(offers, list):
        return offers
    drawn = min((one.amount for one in offers), default=wanted)
    granted = max(0, drawn - excluded)
    if granted == 0:
        return bound_by(offers, "pot_exhausted", cut=len(payable))
    bound = None
    if granted < len(payable):
        bound = bound_by(offers, "quantity_cut", asked=len(payable), cut=len(payable) - granted)
    told = [reason for one in offers for reason in take(ctx, one, drawn)]
    ctx.quantity_granted = granted
    ctx.granted_days = payable[:granted]
    if bound is not None:
        told.append(bound)
    return Prepared(tuple(told), cut=bound is not None)


def _offers(ctx: Context, entries: Iterable[Entry], wanted: int, day: date | None = None) -> "list[Offer] | Trouble":
    offers: list[Offer] = []
    unknown: list[Unknown] = []
    for entry in entries:
        found = offer(entry, ctx, wanted, day)
        if isinstance(found, Reason):
            return found
        if isinstance(found, Unknown):
            unknown.append(found)
        elif found is not None:
            offers.append(found)
    return Unknown.of(unknown) if unknown else offers


def _draw_day_by_day(ctx: Context, entries: tuple[Entry, ...], payable: range, excluded: int) -> "Trouble | Prepared":
    """Each counted day in the period it falls in; as many at a time as nothing changes for."""
    assert ctx.first_day is not None
    told: list[Reason] = []
    granted: list[range] = []
    bound: Reason | None = None
    last = stays.last_looked_at(ctx, entries, payable)
    number = 1 if excluded else payable.start
    while number <= last:
        day = calendar.add_days(ctx.first_day, number - 1)
        offers = _offers(ctx, entries, 1, day)
        if not isinstance(offers, list):
            return offers
        paid = number >= payable.start
        refusing = [one for one in offers if one.amount < 1]
        count = (last + 1 if paid else payable.start) - number
        if refusing:
            count = min(count, max(stays.unchanged_for(ctx, one, day) for one in refusing))
            if paid:
                bound = bound or bound_by(offers, "pot_exhausted", cut=len(payable))
        else:
            count = min(count, *(stays.alike(ctx, one, day) for one in offers)) if offers else count
            told += [reason for one in offers for reason in stays.take_alike(ctx, one, count)]
            granted += [range(number, number + count)] if paid else []
        number += count
    if bound is None and last < payable.stop - 1:
        day = calendar.add_days(ctx.first_day, last - 1)
        bound = stays.looked_at_no_further(ctx, entries, day, len(payable))
    return _day_by_day(ctx, granted, payable, bound, told)


def _day_by_day(
    ctx: Context, granted: list[range], payable: range, bound: Reason | None, told: list[Reason]
) -> "Trouble | Prepared":
    if not granted:
        assert bound is not None
        return bound
    whole = all(one.stop == other.start for one, other in pairwise(granted))
    numbers = range(granted[0].start, granted[-1].stop) if whole else [day for days in granted for day in days]
    ctx.quantity_granted = len(numbers)
    ctx.granted_days = numbers
    if bound is not None:
        values = {**bound.values, "asked": len(payable), "cut": len(payable) - len(numbers)}
        told.append(Reason("quantity_cut", values, bound.article))
    return Prepared(tuple(told), cut=bound is not None)


def admit_expense(
    ctx: Context, expense: FactReader, needed: bool, pots: tuple[Entry, ...], prepared: Prepared
) -> "Trouble | Prepared":
    """The expense the steps start from: in proportion to the quantity granted, within the pots that count expense."""
    value = expense(ctx)
    if value.__class__ is Unknown:
        if needed or pots:
            return value
        value = 0
    if ctx.quantity_granted < ctx.quantity_asked:
        ctx.expense = (value * ctx.quantity_granted, ctx.quantity_asked)
    else:
        ctx.expense = (value, 1)
    return _within_pots(ctx, pots, prepared) if pots else prepared


def _within_pots(ctx: Context, pots: tuple[Entry, ...], prepared: Prepared) -> "Trouble | Prepared":
    wanted = half_up(Fraction(*ctx.expense))
    offers = _offers(ctx, pots, wanted)
    if not isinstance(offers, list):
        return offers
    admitted = min((one.amount for one in offers), default=wanted)
    if wanted > 0 and admitted == 0:
        return bound_by(offers, "pot_exhausted", cut=wanted)
    if admitted < wanted:
        cut = bound_by(offers, "expense_cut", cut=wanted - admitted)
        prepared = Prepared((*prepared.reasons, cut), cut=True)
        ctx.expense = (admitted, 1)
    for one in offers:
        take(ctx, one, admitted)
    return prepared
