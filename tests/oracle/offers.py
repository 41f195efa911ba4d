"""What an entry of `consuma` can give, and the draws that giving it makes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from mutua.domain.decisions import Missing, Reason
from mutua.rules.model import Advance, Carry, Draw, Exchange, ExchangeDraw, InOrder, Pot, PotDraw

from .answers import NeedsAnswer, Unknown, known, once
from .ledger import Draw as Taken
from .ledger import Ledger
from .logic import holds, value
from .pots import Place, anchor_of, chosen, following, place, start_of
from .sight import Sight


@dataclass(frozen=True)
class Offer:
    """So much of what was wanted, by these draws; `pot` is the last one reached. `later` falls in following periods."""

    pot: str
    amount: Fraction
    draws: tuple[Taken, ...] = ()
    told: tuple[Reason, ...] = ()
    now: Fraction | None = None  # of a carrying pot: what the current period itself gives
    later: tuple[tuple[date, Fraction], ...] = ()


def whole(amount: Fraction) -> int:
    assert amount.denominator == 1, amount
    return int(amount)


def pots_of(entry: Draw | ExchangeDraw, sight: Sight) -> list[Pot]:
    """The pots an entry names; an exchange counts as its source."""
    draws = entry.draws if isinstance(entry, InOrder) else (entry,)
    names = [
        sight.ruleset.exchanges[draw.exchange].source if isinstance(draw, ExchangeDraw) else draw.pot for draw in draws
    ]
    return [sight.ruleset.pots[name] for name in names]


def offer(entry: Draw, want: Fraction, sight: Sight, ledger: Ledger, on: date | None = None) -> Offer | None:
    """What the entry can give of what is wanted; None where the entry is not in play for this line."""
    if isinstance(entry, PotDraw):
        return pot_offer(entry, want, sight, ledger, on)
    return in_order(entry, want, sight, ledger, on)


def all_offers(entries: Iterable[Draw], want: Fraction, sight: Sight, ledger: Ledger) -> list[Offer]:
    """What each entry in play can give; what several of them lack is asked together."""
    found: list[Offer] = []
    missing: list[Missing] = []
    for entry in entries:
        try:
            one = offer(entry, want, sight, ledger)
        except NeedsAnswer as stop:
            missing += stop.missing
            continue
        if one is not None:
            found.append(one)
    if missing:
        raise NeedsAnswer(Unknown(once(missing)))
    return found


def in_order(entry: InOrder, want: Fraction, sight: Sight, ledger: Ledger, on: date | None) -> Offer | None:
    trial = ledger.copy()
    rest, pot, in_play = want, "", False
    draws: list[Taken] = []
    told: list[Reason] = []
    for draw in entry.draws:
        if rest <= 0 and in_play:
            break
        if isinstance(draw, ExchangeDraw):
            found = exchange_offer(draw, rest, sight, trial, on)
        else:
            found = pot_offer(draw, rest, sight, trial, on)
        if found is None:
            continue
        in_play, pot = True, found.pot
        rest -= found.amount
        draws += found.draws
        told += found.told
        trial.draw(found.draws)
    return Offer(pot, want - rest, tuple(draws), tuple(told)) if in_play else None


def pot_offer(draw: PotDraw, want: Fraction, sight: Sight, ledger: Ledger, on: date | None) -> Offer | None:
    if draw.when is not None and not known(holds(draw.when, sight)):
        return None
    pot = sight.ruleset.pots[draw.pot]
    here = place(pot, sight, ledger, on)
    left = here.left(ledger)
    given = min(want, Fraction(left))
    now = taken(pot, here, here.start, given)
    if want > left and isinstance(pot.overflow, Advance):
        return advance_offer(pot, here, want, now, given, sight, ledger)
    if isinstance(pot.overflow, Carry):
        return carry_offer(pot, here, want, now, given, sight, ledger)
    return Offer(pot.name, given, now)


def taken(pot: Pot, here: Place, start: date, amount: Fraction) -> tuple[Taken, ...]:
    return (Taken(pot.counter, here.holder, start, whole(amount)),)


def advance_offer(
    pot: Pot, here: Place, want: Fraction, draws: tuple[Taken, ...], given: Fraction, sight: Sight, ledger: Ledger
) -> Offer:
    assert isinstance(pot.overflow, Advance)
    if pot.overflow.when is not None and not known(holds(pot.overflow.when, sight)):
        return Offer(pot.name, given, draws)
    now, there = given, here
    for _ in range(pot.overflow.periods):
        start = there.following()
        if start is None:
            break
        there = replace(there, start=start)
        more = min(want - given, Fraction(here.left_in(start, ledger)))
        draws += taken(pot, here, start, more)
        given += more
    told = (Reason("advanced", {"pot": pot.name}),) if given > now else ()
    return Offer(pot.name, given, draws, told)


def carry_offer(
    pot: Pot, here: Place, want: Fraction, draws: tuple[Taken, ...], now: Fraction, sight: Sight, ledger: Ledger
) -> Offer:
    """What does not find room now goes to the following periods inside the block of another pot."""
    assert isinstance(pot.overflow, Carry)
    end = end_of_block(sight.ruleset.pots[pot.overflow.within], known(sight.day(pot.day)), sight)
    rest, there = want - now, here
    later: list[tuple[date, Fraction]] = []
    while rest > 0:
        start = there.following()
        if start is None or (end is not None and start >= end):
            break
        there = replace(there, start=start)
        more = min(rest, Fraction(here.left_in(start, ledger)))
        rest -= more
        if more > 0:
            later.append((start, more))
            draws += taken(pot, here, start, more)
    told = (Reason("carried", {"pot": pot.name}),) if later else ()
    return Offer(pot.name, want - rest, draws, told, now, tuple(later))


def end_of_block(within: Pot, day: date, sight: Sight) -> date | None:
    """The first day after the block of `within` that holds the carrying pot's day; None where it never ends."""
    period = chosen(within, sight)
    anchor = anchor_of(period, sight)
    return following(period, start_of(period, day, anchor, list), anchor)


def exchange_offer(draw: ExchangeDraw, want: Fraction, sight: Sight, ledger: Ledger, on: date | None) -> Offer:
    rule: Exchange = sight.ruleset.exchanges[draw.exchange]
    if rule.when is not None and not known(holds(rule.when, sight)):
        return Offer(rule.name, Fraction(0))
    here = place(sight.ruleset.pots[rule.source], sight, ledger, on)
    given = min(want, Fraction((here.left(ledger) / rule.ratio).__floor__()))
    if rule.cap is not None:
        cap = value(rule.cap, sight)
        assert isinstance(cap, Fraction)
        used = sum(ledger.taken((rule.name,), here.holder, start) for start in counter_starts(rule, here, ledger))
        given = min(given, Fraction(max(0, cap.__floor__() - used)))
    source = sight.ruleset.pots[rule.source]
    draws = (
        Taken(source.counter, here.holder, here.start, (given * rule.ratio).__ceil__()),
        Taken(rule.name, here.holder, here.start, whole(given)),
    )
    told = (Reason("exchanged", {"exchange": rule.name}),) if given > 0 else ()
    return Offer(rule.name, given, draws, told)


def counter_starts(rule: Exchange, here: Place, ledger: Ledger) -> list[date]:
    """The periods of the exchange's own counter that count with the source's period."""
    return replace(here, names=(rule.name,)).starts(ledger)
