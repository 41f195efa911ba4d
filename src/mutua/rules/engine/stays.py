"""A stay whose days count one by one, each in the period it falls in: as many at a time as nothing changes for."""

from __future__ import annotations

from datetime import date
from typing import Any

from mutua.domain.decisions import Reason
from mutua.rules.engine import periods
from mutua.rules.engine.ceilings import CompiledExchange, CompiledPot, Reading
from mutua.rules.engine.context import Context
from mutua.rules.engine.draws import Entry, ExchangeSource, Offer, PotSource, Source
from mutua.rules.model import EachDay, FromFirstUse, Lifetime, Rolling, Run

# A mistyped year makes a stay of centuries. Where every day is a period of its own, it is looked at for ten years.
MOST_SINGLE_DAYS = 3_660
_FOR_EVER = 10**9


def last_looked_at(ctx: Context, entries: tuple[Entry, ...], payable: range) -> int:
    """The number of the last payable day that may be granted, by how the pots' periods follow each other."""
    last = payable.stop - 1
    single = any(_by_single_days(ctx, source) for entry in entries for source in entry.sources)
    return min(last, payable.start + MOST_SINGLE_DAYS - 1) if single else last


def looked_at_no_further(ctx: Context, entries: tuple[Entry, ...], day: date, cut: int) -> Reason | None:
    """Why the days after the last one looked at are not granted: the first pot whose days stand each by itself."""
    for source in [source for entry in entries for source in entry.sources if _by_single_days(ctx, source)]:
        reading = _pot_of(source).locate(ctx, day)
        if isinstance(reading, Reading):
            return reading.reason("pot_exhausted", cut=cut)
    return None


def _pot_of(source: Source) -> CompiledPot:
    return source.exchange.source if isinstance(source, ExchangeSource) else source.pot


def _by_single_days(ctx: Context, source: Source) -> bool:
    return isinstance(_pot_of(source).period(ctx), (EachDay, Run, Rolling))


def unchanged_for(ctx: Context, offered: Offer, day: date) -> int:
    """For how many days from this one the entry gives the same, if nothing is drawn on it."""
    return min(_unchanged(ctx, source, reading, giver, day) for source, reading, giver, _ in offered.parts)


def _unchanged(ctx: Context, source: Source, reading: Reading, giver: Reading | None, day: date) -> int:
    if isinstance(source, ExchangeSource):
        if giver is None or (not giver.holder and giver.period == date.min):
            return _FOR_EVER  # its condition is false
        reading = giver
    pot = _pot_of(source)
    rule: Any = pot.period(ctx)
    if isinstance(rule, Lifetime):
        return _FOR_EVER
    if isinstance(rule, (EachDay, Run)):
        return 1
    until: date | None
    if isinstance(rule, (Rolling, FromFirstUse)):
        until = periods.changes_on(rule, day, reading.period, ctx.counters, pot.keys, reading.holder)
    else:
        until = periods.next_period(rule, reading.period, pot.anchored_on(ctx, rule))  # type: ignore[arg-type]
    return _FOR_EVER if until is None else max(1, (until - day).days)


def alike(ctx: Context, offered: Offer, day: date) -> int:
    """How many days from this one the entry gives from the same place, each as if it came by itself."""
    source, reading, giver, _ = next(part for part in offered.parts if part[3])
    if _by_single_days(ctx, source):
        return 1
    if isinstance(source, ExchangeSource):
        assert giver is not None
        most = _times(source.exchange, giver, reading)
    else:
        most = reading.left
    return min(most, unchanged_for(ctx, offered, day))


def _times(exchange: CompiledExchange, giver: Reading, counter: Reading) -> int:
    """How often one unit can be given, each rounded up by itself in what it costs."""
    up, down = exchange.ratio.numerator, exchange.ratio.denominator
    return min(counter.left, (giver.left * down - up) // (down * _cost(exchange)) + 1)


def _cost(exchange: CompiledExchange) -> int:
    return -(-exchange.ratio.numerator // exchange.ratio.denominator)


def take_alike(ctx: Context, offered: Offer, count: int) -> list[Reason]:
    """Draws so many days, one unit each; tells the exchanges made."""
    source, reading, giver, _ = next(part for part in offered.parts if part[3])
    if isinstance(source, PotSource):
        reading.take(ctx, count)
        return []
    assert giver is not None
    taken = _cost(source.exchange) * count
    giver.take(ctx, taken)
    reading.take(ctx, count)
    values: dict[str, Any] = {"exchange": source.exchange.name, "given": count, "taken": taken}
    return [Reason("exchanged", values, source.exchange.article)]
