"""Ceilings: how much of a pot is still available to a line, and what the line draws from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from mutua.domain.decisions import Missing, Movement, MovementKind, Reason
from mutua.rules.engine import calendar, periods
from mutua.rules.engine.conditions import Check, compile_condition
from mutua.rules.engine.context import Context, FactReader, Unknown, compile_fact
from mutua.rules.engine.counters import Counters
from mutua.rules.engine.values import ValueOf, choose_case, compile_value
from mutua.rules.model import (
    Constant,
    Exchange,
    FactHolder,
    FirstYear,
    Holder,
    JoiningYears,
    Period,
    PeriodCases,
    Pot,
    Rolling,
    Ruleset,
    Run,
    Scope,
    Years,
)

FROM_CASE = {
    Holder.PERSON: "person",
    Holder.MEMBER: "member",
    Holder.HOUSEHOLD: "household",
    Holder.FIRM: "firm",
}
FROM_FACT = {Holder.INVOICE: "numero_fattura", Holder.EVENT: "evento", Holder.TOOTH: "dente"}


_CONSUME = MovementKind.CONSUME  # looked up once: by name each time is slow
_new = tuple.__new__  # makes a named tuple from all its values in order, without naming them one by one
new_year = lru_cache(maxsize=512)(lambda year: date(year, 1, 1))


class Reading:
    """A pot as one line finds it in one period, and what the line has taken from it so far."""

    __slots__ = ("apart", "holder", "movements", "own", "period", "pot", "reserved", "size", "taken", "used")

    def __init__(
        self, pot: "CompiledPot | CompiledExchange", holder: str, period: date, size: int, used: int, reserved: int,
        apart: bool = False,
    ) -> None:  # fmt: skip
        self.pot = pot
        self.holder = holder
        self.period = period
        self.size = size
        self.used = used
        self.reserved = reserved
        self.own = 0  # reserved before by this very request
        self.taken = 0
        self.apart = apart  # nobody else reads what is drawn here: the counters need not hear of it
        self.movements: tuple[Movement, ...] = ()

    @property
    def left(self) -> int:
        left = self.size - self.used - self.reserved - self.taken
        return left if left > 0 else 0

    def exact_left(self, ctx: Context) -> Fraction:
        """What is left for a step inside the formula, less what other lines' steps have drawn but not settled."""
        pot = self.pot
        drawn = ctx.counters.exact(pot.key, self.holder, self.period)
        if isinstance(pot, CompiledPot) and isinstance(rule := pot.period(ctx), Rolling):
            near = ctx.counters.exact_periods(pot.key, self.holder)
            drawn = sum((amount for day, amount in near.items() if periods.near(rule, day, self.period)), Fraction(0))
        return max(Fraction(0), self.left - drawn)

    def take(self, ctx: Context, amount: int, token: str = "") -> None:
        if amount <= 0 and not token:
            return
        self.taken += amount
        if self.apart and not token:
            drawn = _new(Movement, (self.pot.key, self.holder, self.period, _CONSUME, amount, ""))
            self.movements = (*self.movements, drawn)
            return
        moved = ctx.counters.take(self.pot.key, self.holder, self.period, amount, token)
        self.movements = (*self.movements, *moved) if self.movements else moved

    def give_back(self, ctx: Context) -> None:
        if not self.apart or any(one.token for one in self.movements):
            ctx.counters.give_back(self.movements)
        self.movements = ()
        self.taken = 0

    def counted(self, ctx: Context, token: str) -> bool:
        """Whether the invoice, request or group is already one of the times; its own reservation does not count."""
        pot = self.pot
        return isinstance(pot, CompiledPot) and pot.token_seen(
            ctx.counters, pot.period(ctx), self.period, self.holder, token
        )

    def reason(self, code: str, **values: Any) -> Reason:
        """A reason that names this pot, with what it had left for the line."""
        return pot_reason(code, self.pot, self.period, self.size, self.used, self.reserved, **values)


def pot_reason(
    code: str, pot: "CompiledPot | CompiledExchange", start: date, size: int, used: int, reserved: int, /, **values: Any
) -> Reason:
    """A reason that names a pot as a line found it."""
    found: dict[str, Any] = {"pot": pot.name, "size": size, "used": used, "reserved": reserved}
    return Reason(code, {**found, "left": max(0, size - used - reserved), "period": start, **values}, pot.article)


@dataclass(frozen=True, slots=True)
class CompiledPot:
    """A pot ready to be read: each field a number or a closure over the line."""

    pot: Pot
    name: str
    key: str
    keys: tuple[str, ...]
    article: str
    holder: Callable[[Context], "str | Unknown"]
    day: FactReader
    period: Callable[[Context], "Period | Unknown"]
    size: ValueOf
    joined_on: FactReader
    anchors: Mapping[str, FactReader]  # of the periods that are counted from a day of the person
    yearly_role: str = ""  # the role that holds it, for the commonest pot: one holder, calendar year, service date
    fixed_size: int | None = None  # the size, where it is one number for everybody

    def locate(self, ctx: Context, day: date | None = None) -> "Reading | Unknown | Reason":
        """The pot in the period of the line's day (or of the given day), as the line finds it now."""
        on: Any = day or ctx.service_on
        if self.yearly_role and ctx.counters.alone and on is not None:
            found = self._locate_yearly(ctx, on.year)
            if found is not None:
                return found
        holder: Any = self.holder(ctx)
        on = day or self.day(ctx)
        rule: Any = self.period(ctx)
        joined: Any = self.anchored_on(ctx, rule)
        size: Any = self.size(ctx)
        for part in (holder, on, joined, rule, size):
            if part.__class__ is Unknown:
                return Unknown.of([one for one in (holder, on, joined, rule, size) if one.__class__ is Unknown])
        if size.__class__ is not int:
            if size.__class__ is Reason:
                return size
            size = int(size)
        if on.__class__ is not date:
            on = calendar.day_in_rome(on)
        start = periods.period_start(rule, on, joined, ctx.counters, self.keys, holder)
        return self.read(ctx, rule, start, holder, size, joined)

    def _locate_yearly(self, ctx: Context, year: int) -> "Reading | None":
        """The commonest pot, read straight from the case; None where something is unusual."""
        holder = ctx.case.holders.get(self.yearly_role)
        size: Any = self.size(ctx) if self.fixed_size is None else self.fixed_size
        if holder is None or size.__class__ is not int:
            return None
        start = new_year(year)
        place = (self.key, holder, start)
        known = ctx.readings.get(place)
        if known is not None:
            return known
        periods = ctx.case.pots.get((self.key, holder))
        balance = periods.get(start) if periods is not None else None
        used, reserved = (0, 0) if balance is None else (balance.used, balance.reserved)
        reading = ctx.readings[place] = Reading(self, holder, start, size, used, reserved, True)
        return reading

    def read(self, ctx: Context, rule: Period, start: date, holder: str, size: int, joined: date | None) -> "Reading":
        known = ctx.readings.get((self.key, holder, start))
        if known is not None:
            return known
        before: int | None = None
        if isinstance(rule, Run):
            yesterday = ctx.readings.get((self.key, holder, calendar.add_days(start, -1)))
            before = yesterday.used + 1 if yesterday is not None and yesterday.taken else None
        found = self.state(ctx.counters, rule, start, holder, size, joined, before)
        reading = Reading(self, holder, start, *found)
        reading.own = ctx.counters.own(self.key, holder, start)
        ctx.readings[self.key, holder, start] = reading
        return reading

    def state(
        self, counters: Counters, rule: Period, start: date, holder: str, size: int, joined: date | None,
        before: int | None = None,
    ) -> tuple[int, int, int]:
        """Size in the period that starts on the day, what is used there and what others have reserved.

        `before`: of a run of days, its length up to the day before where that is known.
        """
        used, reserved = periods.used_and_reserved(rule, start, counters, self.keys, holder)
        if isinstance(self.pot.first_year, FirstYear) and isinstance(rule, Years) and joined is not None:
            end = periods.next_block(rule, start, joined)
            size = periods.first_year_size(size, self.pot.first_year, rule, start, end, joined)
        if isinstance(rule, Run):
            length = periods.run_length(start, counters, self.keys, holder, before)
            used, reserved = length - 1, 0
        return size, used, reserved

    def anchored_on(self, ctx: Context, rule: Any) -> "date | Unknown | None":
        """The day that the period's blocks are counted from, or the day of joining for the first year's proportion."""
        if isinstance(rule, JoiningYears):
            anchor: date | Unknown = _as_day(self.anchors[rule.anchor](ctx))
            return anchor
        joined: date | Unknown | None = _as_day(self.joined_on(ctx)) if self.pot.first_year is not None else None
        return joined

    def token_seen(self, counters: Counters, rule: Any, start: date, holder: str, token: str) -> bool:
        """Whether the invoice, request or group was already one of the times; its own reservation does not count."""
        near = {start}
        if isinstance(rule, Rolling):
            near |= periods.within_distance(rule, start, counters, self.keys, holder)
        return any(
            counters.has_token(self.keys, holder, period, token) and not counters.own(self.key, holder, period)
            for period in near
        )

    def following(self, ctx: Context, reading: Reading) -> "Reading | None":
        """The same pot in the period after that one; None where there is none."""
        rule = self.period(ctx)
        if isinstance(rule, Unknown):
            return None
        joined: Any = self.anchored_on(ctx, rule)
        start = periods.next_period(rule, reading.period, joined)
        size = self.size(ctx)
        if start is None or start <= reading.period or not isinstance(size, int):
            return None
        return self.read(ctx, rule, start, reading.holder, size, joined)

    def block_end(self, ctx: Context, day: date) -> date:
        """First day after the block of this pot that holds the day; the last day of the calendar if it never ends."""
        rule = self.period(ctx)
        joined: Any = self.anchored_on(ctx, rule)
        if isinstance(rule, (Years, JoiningYears)):
            return periods.next_block(rule, periods.block_start(rule, day, joined), joined)
        return date.max


def compile_pot(pot: Pot, ruleset: Ruleset) -> CompiledPot:
    period = pot.period
    chosen: Callable[[Context], Any]
    if isinstance(period, PeriodCases):
        cases: list[tuple[Any, Callable[[Context], Any]]] = [(when, _always(rule)) for when, rule in period.cases]
        chosen = choose_case(cases, _always(period.otherwise), ruleset)
    else:
        chosen = _always(period)
    return CompiledPot(
        pot=pot,
        name=pot.name,
        key=pot.counter,
        keys=(pot.counter, *pot.continues),
        article=pot.article,
        holder=_compile_holder(pot.holders, ruleset),
        day=compile_fact(pot.day, None, ruleset),
        period=chosen,
        size=compile_value(pot.size, ruleset),
        joined_on=compile_fact("iscrizione", None, ruleset),
        anchors={name: compile_fact(name, None, ruleset) for name in _anchors_of(pot)},
        yearly_role=_yearly_role(pot),
        fixed_size=pot.size.amount if isinstance(pot.size, Constant) and isinstance(pot.size.amount, int) else None,
    )


def _yearly_role(pot: Pot) -> str:
    """Who holds the pot, if it is of the commonest kind: one holder, calendar year, service date, nothing else."""
    usual = pot.period == Years() and pot.day == "servizio" and pot.first_year is None and not pot.continues
    holder = pot.holders[0]
    alone = usual and len(pot.holders) == 1
    return FROM_CASE.get(holder, "") if alone and isinstance(holder, Holder) else ""


def _anchors_of(pot: Pot) -> set[str]:
    rules = pot.period
    every = (*(rule for _, rule in rules.cases), rules.otherwise) if isinstance(rules, PeriodCases) else (rules,)
    return {rule.anchor for rule in every if isinstance(rule, JoiningYears)}


def _as_day(value: Any) -> Any:
    return calendar.day_in_rome(value) if isinstance(value, date) else value


def _always(value: Any) -> Callable[[Context], Any]:
    return lambda ctx: value


def _compile_holder(
    holders: tuple[Holder | FactHolder, ...], ruleset: Ruleset
) -> Callable[[Context], "str | Unknown"]:
    parts = [_holder_part(holder, ruleset) for holder in holders]
    if len(parts) == 1:
        return parts[0]

    def joined(ctx: Context) -> str | Unknown:
        ids = [part(ctx) for part in parts]
        unknown = [one for one in ids if isinstance(one, Unknown)]
        return Unknown.of(unknown) if unknown else "+".join(one for one in ids if isinstance(one, str))

    return joined


def _named_by(read: FactReader) -> Callable[[Context], "str | Unknown"]:
    """The holder that a fact of the line names."""

    def named(ctx: Context) -> str | Unknown:
        found: Any = read(ctx)
        return found if isinstance(found, Unknown) else str(found)

    return named


def _holder_part(holder: Holder | FactHolder, ruleset: Ruleset) -> Callable[[Context], "str | Unknown"]:
    if isinstance(holder, FactHolder):
        return _named_by(compile_fact(holder.fact, None, ruleset))
    if holder in FROM_CASE:
        role = FROM_CASE[holder]
        absent = Unknown(Missing("fact", role))
        return lambda ctx: ctx.case.holders.get(role, absent)
    if holder is Holder.SOCIETY:
        return lambda ctx: ""
    if holder is Holder.LINE:
        return lambda ctx: ctx.line.id
    if holder is Holder.GROUP:
        return lambda ctx: ctx.group_token
    name = FROM_FACT[holder]
    unknown = Unknown(Missing("fact", name))
    return lambda ctx: str(ctx.facts[name]) if name in ctx.facts else unknown


def token_of(ctx: Context, occurrence: Scope) -> "str | Unknown":
    """What is counted as one time: "" for the line itself."""
    if occurrence is Scope.LINE:
        return ""
    if occurrence is Scope.REQUEST:
        return ctx.request_token
    if occurrence is Scope.GROUP:
        return ctx.group_token
    number = ctx.facts.get("numero_fattura")
    return Unknown(Missing("fact", "numero_fattura")) if number is None else str(number)


@dataclass(frozen=True, slots=True)
class CompiledExchange:
    """An exchange ready to be read: its own counter beside the pot that gives."""

    exchange: Exchange
    name: str
    key: str
    article: str
    source: CompiledPot
    ratio: Fraction
    cap: ValueOf | None
    when: Check | None
    yearly_role: str = ""

    def locate(self, ctx: Context, day: date | None = None) -> tuple[Reading, Reading, bool] | Unknown | Reason:
        """The source, the exchange's own counter, and whether its condition holds."""
        truth = True if self.when is None else self.when(ctx)
        if isinstance(truth, Unknown):
            return truth
        if not truth:  # nothing of its source is asked
            nothing = Reading(self, "", date.min, 0, 0, 0)
            return nothing, nothing, False
        source = self.source.locate(ctx, day)
        if not isinstance(source, Reading):
            return source
        cap = self.cap(ctx) if self.cap is not None else 10**15
        if not isinstance(cap, int):
            assert isinstance(cap, (Unknown, Reason))
            return cap
        key = (self.key, source.holder, source.period)
        counter = ctx.readings.get(key)
        if counter is None:
            rule: Any = self.source.period(ctx)
            used, reserved = periods.used_and_reserved(rule, source.period, ctx.counters, (self.key,), source.holder)
            counter = ctx.readings[key] = Reading(self, source.holder, source.period, cap, used, reserved)
            counter.own = ctx.counters.own(*key)
        return source, counter, True

    def can_give(self, source: Reading, counter: Reading) -> int:
        return min(counter.left, source.left * self.ratio.denominator // self.ratio.numerator)

    def take(self, ctx: Context, source: Reading, counter: Reading, amount: int) -> int:
        """Draws the amount; returns what the source gave for it, rounded up to its unit."""
        if amount <= 0:
            return 0
        given = -(-amount * self.ratio.numerator // self.ratio.denominator)
        source.take(ctx, given)
        counter.take(ctx, amount)
        return given


def compile_exchange(exchange: Exchange, ruleset: Ruleset, pots: dict[str, CompiledPot]) -> CompiledExchange:
    return CompiledExchange(
        exchange=exchange,
        name=exchange.name,
        key=exchange.name,
        article=exchange.article,
        source=pots[exchange.source],
        ratio=exchange.ratio,
        cap=compile_value(exchange.cap, ruleset) if exchange.cap is not None else None,
        when=compile_condition(exchange.when, ruleset) if exchange.when is not None else None,
    )
