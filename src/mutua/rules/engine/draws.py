"""What a line draws on: pots together or one after the other, with the exchanges between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Union

from mutua.domain.decisions import Reason
from mutua.rules.engine.ceilings import CompiledExchange, CompiledPot, Reading
from mutua.rules.engine.conditions import Check, compile_condition
from mutua.rules.engine.context import Context, Unknown
from mutua.rules.model import Advance, Counts, Draw, ExchangeDraw, InOrder, PotDraw, Ruleset

# What an entry can still give, given the readings it located: one entry may hold several pots in order.
Source = Union["PotSource", "ExchangeSource"]


@dataclass(frozen=True, slots=True)
class PotSource:
    """A pot as a source, with its condition."""

    pot: CompiledPot
    when: Check | None

    def applies(self, ctx: Context) -> "bool | Unknown":
        return True if self.when is None else self.when(ctx)


@dataclass(frozen=True, slots=True)
class ExchangeSource:
    exchange: CompiledExchange


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of `consuma`: a single source, or several in order. All of one counting."""

    sources: tuple[Source, ...]
    counts: Counts


@dataclass(slots=True)
class Offer:
    """What an entry gives to a line: from which readings, how much, in order."""

    parts: list[tuple[Source, Reading, "Reading | None", int]]

    @property
    def amount(self) -> int:
        return sum(part[3] for part in self.parts)


def compile_draws(
    draws: tuple[Draw, ...], ruleset: Ruleset, pots: dict[str, CompiledPot], exchanges: dict[str, CompiledExchange]
) -> tuple[Entry, ...]:
    entries = []
    for draw in draws:
        parts = draw.draws if isinstance(draw, InOrder) else (draw,)
        sources = tuple(_source(part, ruleset, pots, exchanges) for part in parts)
        entries.append(Entry(sources, _counting(sources[0])))
    return tuple(entries)


def _source(
    draw: PotDraw | ExchangeDraw, ruleset: Ruleset, pots: dict[str, CompiledPot],
    exchanges: dict[str, CompiledExchange],
) -> Source:  # fmt: skip
    if isinstance(draw, ExchangeDraw):
        return ExchangeSource(exchanges[draw.exchange])
    when = compile_condition(draw.when, ruleset) if draw.when is not None else None
    return PotSource(pots[draw.pot], when)


def _counting(source: Source) -> Counts:
    return source.pot.pot.counts if isinstance(source, PotSource) else source.exchange.source.pot.counts


def offer(
    entry: Entry, ctx: Context, wanted: int, day: date | None = None, advance: Mapping[str, Check] | None = None
) -> "Offer | Unknown | Reason | None":
    """What the entry can give of what is wanted, without drawing it; None where the entry does not apply.

    `advance` holds the conditions of the pots that may also give what their following periods have left.
    """
    offered = Offer([])
    left, applies = wanted, False
    for source in entry.sources:
        if left <= 0 and applies:
            break
        if isinstance(source, ExchangeSource):
            stopped = _offer_exchange(source, ctx, left, day, offered)
        elif (truth := source.applies(ctx)) is True:
            stopped = _offer_pot(source, ctx, left, day, advance, offered)
        elif truth is False:
            continue
        else:
            return truth
        if stopped is not None:
            return stopped
        applies = True
        left = wanted - offered.amount
    return offered if applies else None


def _offer_exchange(
    source: "ExchangeSource", ctx: Context, left: int, day: date | None, offered: Offer
) -> "Unknown | Reason | None":
    located = source.exchange.locate(ctx, day)
    if not isinstance(located, tuple):
        return located
    giver, counter, allowed = located
    give = min(left, source.exchange.can_give(giver, counter)) if allowed else 0
    offered.parts.append((source, counter, giver, give))
    return None


def _offer_pot(
    source: "PotSource", ctx: Context, left: int, day: date | None, advance: Mapping[str, Check] | None, offered: Offer
) -> "Unknown | Reason | None":
    """What the pot has left; where it may draw in advance, its following periods too."""
    reading = source.pot.locate(ctx, day)
    if not isinstance(reading, Reading):
        return reading
    give = min(left, reading.left)
    offered.parts.append((source, reading, None, give))
    overflow = source.pot.pot.overflow
    if advance is None or give >= left or not isinstance(overflow, Advance):
        return None
    when = advance.get(source.pot.name)
    truth = True if when is None else when(ctx)
    if truth is not True:
        return truth if isinstance(truth, Unknown) else None
    later: Reading | None = reading
    for _ in range(overflow.periods):
        later = source.pot.following(ctx, later) if later is not None else None
        if later is not None:
            left -= give
            give = min(later.left, left)
            offered.parts.append((source, later, None, give))
    return None


def take(ctx: Context, offered: Offer, amount: int) -> list[Reason]:
    """Draws the amount from the offer's parts in order; tells the exchanges made."""
    told: list[Reason] = []
    for source, reading, giver, give in offered.parts:
        part = min(amount, give)
        if part <= 0:
            continue
        if isinstance(source, ExchangeSource):
            assert giver is not None
            taken = source.exchange.take(ctx, giver, reading, part)
            values: dict[str, Any] = {"exchange": source.exchange.name, "given": part, "taken": taken}
            told.append(Reason("exchanged", values, source.exchange.article))
        else:
            reading.take(ctx, part)
        amount -= part
    return told


def plain_readings(ctx: Context, sources: tuple[PotSource, ...]) -> "list[Reading] | Unknown | Reason":
    """The common case, every entry one pot: each that applies, as the line finds it."""
    readings: list[Reading] = []
    unknown: list[Unknown] = []
    for source in sources:
        truth = True if source.when is None else source.when(ctx)
        if truth is False:
            continue
        found: Any = source.pot.locate(ctx) if truth is True else truth
        if found.__class__ is Reading:
            readings.append(found)
        elif found.__class__ is Unknown:
            unknown.append(found)
        else:
            return found  # type: ignore[no-any-return]
    return Unknown.of(unknown) if unknown else readings


def least_of(readings: list[Reading], wanted: int) -> tuple[int, "Reading | None"]:
    """What all of them can give of what is wanted, and the one (the first of equals) that gives less."""
    tightest: Reading | None = None
    for reading in readings:
        left = reading.left
        if left < wanted:
            wanted, tightest = left, reading
    return wanted, tightest


def bound_by(offers: list[Offer], code: str, **values: Any) -> Reason:
    """The reason naming the pot that bounds: of the entry that gives least (the first of equals), the last reached."""
    least = min(offers, key=lambda one: one.amount)
    reading = least.parts[-1][1]
    if "left" in values:
        reading = least.parts[0][1]
    elif len(least.parts) > 1 or isinstance(least.parts[0][0], ExchangeSource):
        values["left"] = least.amount
    return reading.reason(code, **values)
