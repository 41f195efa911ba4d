"""What is left in the pots that somebody may draw on: each pot as a line of that day would find it.

Nothing is decided and nothing is computed anew: holder, period, size and use are read by the very pots that decide. A
condition is only asked where it looks at the person and the household alone; whatever a request would still have to
tell leaves the pot in the list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from mutua.domain.case import Case, Line
from mutua.domain.decisions import Missing, Reason
from mutua.rules.drawn import draws_of, single_draws
from mutua.rules.engine import calendar, periods
from mutua.rules.engine.ceilings import FROM_FACT, CompiledExchange, CompiledPot, Reading, compile_exchange
from mutua.rules.engine.compiled import CompiledRuleset, compiled
from mutua.rules.engine.conditions import Check, compile_condition
from mutua.rules.engine.context import Context, Unknown
from mutua.rules.engine.counters import Counters
from mutua.rules.engine.gates import Gate, cover_gate
from mutua.rules.model import (
    Benefit,
    Carry,
    Condition,
    Counts,
    EachDay,
    ExchangeDraw,
    FactHolder,
    FactOf,
    FromFirstUse,
    Holder,
    Lifetime,
    PeriodCases,
    Rolling,
    Row,
    Ruleset,
    Run,
    Unit,
)
from mutua.rules.reading.reader_mentions import mentioned_facts

# Who holds a pot that every request, event or tooth has for itself.
MOMENTARY = frozenset({Holder.LINE, Holder.INVOICE, Holder.EVENT, Holder.GROUP, Holder.TOOTH})
_KNOWN_BEFORE = (FactOf.PERSON, FactOf.HOUSEHOLD)
_KEPT = 64


class AtOther(NamedTuple):
    """What is left of a pot by the period of a situation that a request would tell; `again_on` as of the pot."""

    when: Condition
    left: int
    again_on: date | None


class PotLeft(NamedTuple):
    """A pot (or an exchange) on a day, in its smallest unit, for the benefits that find it alike.

    `size` and `left` are None where something is `missing`, or the rules refuse to say (`refused`). `left` is never
    below nought. `first_day` and `last_day`: the period, both included, None where it has no such end. `again_on`: the
    first later day on which other draws count. `each`: held by what a request names (an event, a tooth, a day); it is
    told as a new one finds it. `others`: by the pot's other periods, where it has several.
    """

    name: str
    title: str
    article: str
    unit: Unit
    counts: Counts
    holders: tuple[Holder | FactHolder, ...]
    benefits: tuple[str, ...]
    holder: str = ""
    period: date | None = None
    size: int | None = None
    used: int = 0
    reserved: int = 0
    left: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    again_on: date | None = None
    exchange: bool = False
    each: bool = False
    missing: tuple[Missing, ...] = ()
    refused: Reason | None = None
    others: tuple[AtOther, ...] = ()

    @property
    def percent_left(self) -> int:
        """How much of a hundred is left, rounded down; 0 where it is not known."""
        return min(100, 100 * self.left // self.size) if self.left and self.size else 0


def pots_left(case: Case, ruleset: Ruleset, on: date) -> tuple[PotLeft, ...]:
    """Every pot that a benefit open to the person may draw on, in the order of the regulation.

    `case` is that of a line of the day, of whatever benefit: its own facts are those that a new request would tell.
    """
    ready = compiled(ruleset)
    found: dict[tuple[Any, ...], PotLeft] = {}
    for way in _ways(ready):
        line = replace(case.lines[0], benefit=way.benefit.code)
        for one in _of_line(way, case, line, ready, on):
            key = (one.name, one._replace(benefits=()))
            before = found.get(key)
            found[key] = one if before is None else before._replace(benefits=(*before.benefits, *one.benefits))
    place = {name: at for at, name in enumerate((*ready.pots, *ruleset.exchanges))}
    return tuple(sorted(found.values(), key=lambda one: place[one.name]))


def left_for_line(case: Case, line: Line, ruleset: Ruleset, on: date) -> tuple[PotLeft, ...]:
    """The pots that one line may draw on, as it finds them."""
    ready = compiled(ruleset)
    ways = [way for way in _ways(ready) if way.benefit.code == line.benefit]
    return tuple(one for way in ways for one in _of_line(way, case, line, ready, on))


# ---------------------------------------------------------------- which pots


class _Drawn(NamedTuple):
    """A pot or an exchange that a row names, with what must hold of the person."""

    source: CompiledPot | CompiledExchange
    when: Check | None = None


class _Situation(NamedTuple):
    """A row with what must hold of the person; `told`: its whole condition is known before any request."""

    holds: Check | None
    told: bool
    otherwise: bool
    drawn: tuple[_Drawn, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    """A benefit: who is covered for it, what must and must not hold of the person, its rows."""

    benefit: Benefit
    covered: Gate
    wanted: tuple[Check, ...]
    unwanted: tuple[Check, ...]
    rows: tuple[_Situation, ...]

    def is_open(self, ctx: Context) -> bool:
        if self.covered(ctx) is not None:
            return False
        return all(holds(ctx) is not False for holds in self.wanted) and all(
            holds(ctx) is not True for holds in self.unwanted
        )

    def drawn(self, ctx: Context) -> Iterator[_Drawn]:
        """What the situations that may be the person's draw on, each once."""
        truths = [(row, True if row.holds is None else row.holds(ctx)) for row in self.rows]
        certain = [row for row, truth in truths if truth is True and row.told and not row.otherwise]
        possible = certain or [row for row, truth in truths if truth is not False]
        seen: set[str] = set()
        for row in possible:
            for one in row.drawn:
                if one.source.key not in seen and (one.when is None or one.when(ctx) is not False):
                    seen.add(one.source.key)
                    yield one


_known: dict[int, tuple[Ruleset, tuple[_Way, ...]]] = {}


def _ways(ready: CompiledRuleset) -> tuple[_Way, ...]:
    """The benefits of a ruleset, made ready once and remembered for the last few dozen rulesets."""
    ruleset = ready.ruleset
    known = _known.get(id(ruleset))
    if known is not None and known[0] is ruleset:
        return known[1]
    ways = tuple(_way(one, ready) for one in ruleset.benefits.values())
    if len(_known) >= _KEPT:
        _known.pop(next(iter(_known)))
    _known[id(ruleset)] = ruleset, ways
    return ways


def _way(benefit: Benefit, ready: CompiledRuleset) -> _Way:
    ruleset = ready.ruleset
    wanted = [_check(one.condition, ruleset) for one in benefit.requires]
    unwanted = [_check(one.condition, ruleset) for one in benefit.excludes]
    rows = tuple(_situation(row, ready) for row in benefit.rows if not row.not_due)
    return _Way(
        benefit, cover_gate(benefit), tuple(one for one in wanted if one), tuple(one for one in unwanted if one), rows
    )


def _situation(row: Row, ready: CompiledRuleset) -> _Situation:
    ruleset = ready.ruleset
    conditions: dict[str, Condition | None] = dict.fromkeys(draws_of(row))
    exchanges = []
    for single in single_draws(row):
        if isinstance(single, ExchangeDraw):
            exchange = replace(ruleset.exchanges[single.exchange], when=None)
            exchanges.append(_Drawn(compile_exchange(exchange, ruleset, ready.pots)))
            conditions.setdefault(exchange.source)
        elif single.when is not None:
            conditions[single.pot] = single.when
    for name in list(conditions):
        overflow = ruleset.pots[name].overflow
        if isinstance(overflow, Carry):
            conditions.setdefault(overflow.within)
    pots = [_Drawn(ready.pots[name], _check(when, ruleset)) for name, when in conditions.items()]
    holds = _check(row.when, ruleset)
    return _Situation(holds, holds is not None, row.otherwise, (*pots, *exchanges))


def _check(condition: Condition | None, ruleset: Ruleset) -> Check | None:
    """The condition, where it looks at the person and the household alone; None where a request has to tell more."""
    if condition is None:
        return None
    for name in mentioned_facts(condition):
        fact = ruleset.facts.get(name)
        if fact is None or fact.of not in _KNOWN_BEFORE or fact.history is not None or fact.term is not None:
            return None
    return compile_condition(condition, ruleset)


# ---------------------------------------------------------------- what a line finds


def _of_line(way: _Way, case: Case, line: Line, ready: CompiledRuleset, on: date) -> Iterator[PotLeft]:
    ctx = Context(case, line, ready.ruleset, Counters(case), on, False)
    if not way.is_open(ctx):
        return
    for one in way.drawn(ctx):
        yield _exchange(ctx, one.source) if isinstance(one.source, CompiledExchange) else _pot(ctx, one.source)


def _pot(ctx: Context, pot: CompiledPot) -> PotLeft:
    model = pot.pot
    blank = PotLeft(
        pot.name, model.title or pot.name, pot.article, model.unit, model.counts, model.holders, (ctx.line.benefit,),
        each=bool(MOMENTARY & set(model.holders)) or any(isinstance(one, FactHolder) for one in model.holders),
    )  # fmt: skip
    reading = pot.locate(ctx)
    if not isinstance(reading, Reading):
        return _unknown(blank, reading, pot.size(ctx))
    return _read(blank, ctx, pot, reading, reading.left)


def _exchange(ctx: Context, exchange: CompiledExchange) -> PotLeft:
    """What the exchange could still give, were it asked for: by its own cap and by what its source has left."""
    model, source = exchange.exchange, exchange.source
    blank = PotLeft(
        exchange.name, model.title or exchange.name, exchange.article, model.unit, source.pot.counts,
        source.pot.holders, (ctx.line.benefit,), exchange=True,
    )  # fmt: skip
    located = exchange.locate(ctx)
    if not isinstance(located, tuple):
        return _unknown(blank, located, None)
    giver, counter, _ = located
    return _read(blank, ctx, source, counter, exchange.can_give(giver, counter))


def _unknown(blank: PotLeft, found: Unknown | Reason, size: Any) -> PotLeft:
    known = size if isinstance(size, int) else None
    if not isinstance(found, Unknown):
        return blank._replace(refused=found)
    if known is not None and {one.name for one in found.missing} <= _named_by_requests(blank.holders):
        return blank._replace(size=known, left=known)  # whichever it is: a new one has all of it
    return blank._replace(size=known, missing=found.missing)


def _named_by_requests(holders: tuple[Holder | FactHolder, ...]) -> set[str]:
    """The facts by which a request names the event, the invoice, the tooth or whoever else holds the pot."""
    return {one.fact if isinstance(one, FactHolder) else FROM_FACT.get(one, "") for one in holders}


def _read(blank: PotLeft, ctx: Context, pot: CompiledPot, reading: Reading, left: int) -> PotLeft:
    rule: Any = pot.period(ctx)
    keys = (reading.pot.key,) if blank.exchange else pot.keys
    first, last = _span(ctx, pot, rule, reading)
    again = None
    if isinstance(rule, (Rolling, FromFirstUse)) and reading.used + reading.reserved:
        again = periods.changes_on(rule, reading.period, reading.period, ctx.counters, keys, reading.holder)
    return blank._replace(
        holder=reading.holder, period=reading.period, size=reading.size, used=reading.used, reserved=reading.reserved,
        left=left, first_day=first, last_day=last, again_on=again,
        each=blank.each or isinstance(rule, (EachDay, Run)),
        others=() if blank.exchange else tuple(_at_others(ctx, pot, rule, reading.holder)),
    )  # fmt: skip


def _at_others(ctx: Context, pot: CompiledPot, chosen: Any, holder: str) -> Iterator[AtOther]:
    """The pot by each other period of its cases, as a new request of this line's day would find it there."""
    rules, on, size = pot.pot.period, pot.day(ctx), pot.size(ctx)
    if not isinstance(rules, PeriodCases) or not isinstance(on, date) or not isinstance(size, int):
        return
    for when, rule in rules.cases:
        joined = pot.anchored_on(ctx, rule)
        if rule == chosen or isinstance(joined, Unknown):
            continue
        start = periods.period_start(rule, on, joined, ctx.counters, pot.keys, holder)
        found, used, reserved = pot.state(ctx.counters, rule, start, holder, size, joined)
        again = None
        if isinstance(rule, (Rolling, FromFirstUse)) and used + reserved:
            again = periods.changes_on(rule, start, start, ctx.counters, pot.keys, holder)
        elif not isinstance(rule, (Rolling, FromFirstUse, Lifetime)):
            again = periods.next_period(rule, start, joined)
        yield AtOther(when, max(0, found - used - reserved), again)


def _span(ctx: Context, pot: CompiledPot, rule: Any, reading: Reading) -> tuple[date | None, date | None]:
    """The first and the last day of the period that the reading is of."""
    start = reading.period
    if isinstance(rule, Lifetime):
        return None, None
    if isinstance(rule, Rolling):
        return periods.reach(rule, start)[0], start
    if isinstance(rule, FromFirstUse):
        if not reading.used + reading.reserved:
            return None, None  # it begins with the first use
        return start, calendar.add_days(periods.reach(rule, start)[1], -1)
    joined: Any = pot.anchored_on(ctx, rule)
    after = periods.next_period(rule, start, joined)
    return start, None if after is None else calendar.add_days(after, -1)
