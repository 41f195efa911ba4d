"""Ceilings on the straight road: what each pot of a row has left, and what a line takes from all of them together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mutua.domain.case import Balance
from mutua.domain.decisions import CeilingRead, Movement, MovementKind
from mutua.rules.engine.ceilings import FROM_CASE, FROM_FACT, CompiledPot, new_year, pot_reason
from mutua.rules.engine.compiled import CompiledRow
from mutua.rules.engine.counters import Counters
from mutua.rules.engine.periods import period_start
from mutua.rules.model import (
    Counts,
    EachDay,
    FactHolder,
    FromFirstUse,
    Holder,
    JoiningYears,
    Lifetime,
    Lost,
    Period,
    PeriodCases,
    PotDraw,
    Rolling,
    Run,
    Scope,
    Years,
)
from mutua.rules.straight.conditions import chosen, holds
from mutua.rules.straight.facts import class_of, look_up, read
from mutua.rules.straight.figures import figure, parts_of
from mutua.rules.straight.pen import NotWritten, Pen


@dataclass(slots=True)
class Drawn:
    """A pot that the row draws on: how the page names what the line found there, and what it takes."""

    pot: CompiledPot
    name: str
    applies: str = ""  # "" = always
    holder: str = ""
    start: str = ""
    size: str = ""
    used: str = ""
    reserved: str = ""
    takes: str = "0"
    token: str = '""'  # what is counted as one time
    again: str = ""  # whether that was counted before, and takes nothing now

    def left(self) -> str:
        return f"{self.size} - {self.used} - {self.reserved}"

    def if_applies(self) -> str:
        return f"{self.applies} and " if self.applies else ""


def draws_of(pen: Pen, row: CompiledRow) -> dict[Counts, list[Drawn]]:
    """The pots of the row by what they count. Each entry is one pot, no two of them the same counter."""
    found: dict[Counts, list[Drawn]] = {counts: [] for counts in Counts}
    keys = set()
    for draw in row.row.consumes:
        if not isinstance(draw, PotDraw):
            raise NotWritten
        pot = pen.ready.pots[draw.pot]
        unusual = pot.pot.counts is Counts.BENEFIT and not isinstance(pot.pot.overflow, Lost)
        if unusual or pot.key in keys:
            raise NotWritten
        keys.add(pot.key)
        found[pot.pot.counts].append(Drawn(pot, pen.thing(pot, "pot")))
    if row.units.by_day:
        raise NotWritten
    return found


def locate(pen: Pen, draws: list[Drawn], row: CompiledRow) -> None:
    """Reads every pot that applies."""
    conditions = {draw.pot: draw.when for draw in row.row.consumes if isinstance(draw, PotDraw)}
    for one in draws:
        when = conditions[one.pot.name]
        if when is None:
            _locate(pen, one)
        else:
            one.applies = pen.local("applies")
            pen.say(f"{one.applies} = {holds(pen, when)}")
            if not pen.block(f"if {one.applies}:", lambda one=one: _locate(pen, one)):  # type: ignore[misc]
                one.holder = one.start = one.size = one.used = one.reserved = one.token = "None"  # never reached


def _locate(pen: Pen, one: Drawn) -> None:
    pot = one.pot
    one.holder = _holder(pen, pot)
    if pot.pot.counts is Counts.OCCURRENCES:
        one.token = _token(pen, pot.pot.occurrence)
    on = "service" if pot.pot.day == "servizio" else _day(pen, pot.pot.day)
    rule = pot.pot.period
    joined = _joined(pen, pot)
    if parts_of(pot.pot.size) != 1:
        raise NotWritten
    one.size = figure(pen, pot.pot.size)
    one.used, one.reserved = pen.local("used"), pen.local("reserved")
    if pot.yearly_role or rule == Years():
        one.start = pen.once(("new year", on), lambda: _said(pen, "start", f"new_year({on}.year)"))
    elif isinstance(rule, Lifetime):
        one.start = "date.min"
    elif isinstance(rule, (EachDay, Rolling)):
        one.start = on
    else:
        named = _rule(pen, rule)
        how = f"{named}, {on}, {joined}, {_books(pen)}, {pen.thing(pot.keys, 'keys')}, {one.holder}"
        one.start = _said(pen, "start", f"period_start({how})")
    if isinstance(rule, (PeriodCases, Rolling, FromFirstUse)) or pot.pot.first_year is not None or len(pot.keys) > 1:
        _read_state(pen, one, rule, joined)
    else:
        _read_balance(pen, one)
    if one.token != '""':
        how = f"{_books(pen)}, {_rule(pen, rule)}, {one.start}, {one.holder}, {one.token}"
        one.again = _said(pen, "again", f"{one.name}.token_seen({how})")


def _read_balance(pen: Pen, one: Drawn) -> None:
    """Straight from the case; from the counters where lines of this request may have drawn before."""
    key, balance = pen.thing(one.pot.key, "key"), pen.local("balance")
    pen.say("if counters is None:")
    pen.say(f"    {balance} = pots.get(({key}, {one.holder}), NO_PERIODS).get({one.start})")
    pen.say(f"    if {balance} is None: {one.used} = {one.reserved} = 0")
    pen.say(f"    else: {one.used}, {one.reserved} = {balance}.used, {balance}.reserved")
    pen.say("else:")
    keys = pen.thing(one.pot.keys, "keys")
    pen.say(f"    {one.used}, {one.reserved} = counters.read({keys}, {one.holder}, {one.start})")


def _read_state(pen: Pen, one: Drawn, rule: Period | PeriodCases, joined: str) -> None:
    """By the pot's own rules, where more than one balance may count; a distance from nothing is nothing."""
    size = pen.local("size")
    if isinstance(rule, Rolling) and one.pot.pot.first_year is None and len(one.pot.keys) == 1:
        pen.say(f"{size}, {one.used}, {one.reserved} = {one.size}, 0, 0")
        unused = f"counters is None and ({pen.thing(one.pot.key, 'key')}, {one.holder}) not in pots"
        pen.block(f"if not ({unused}):", lambda: _ask_pot(pen, one, rule, joined, size))
    else:
        _ask_pot(pen, one, rule, joined, size)
    one.size = size


def _ask_pot(pen: Pen, one: Drawn, rule: Period | PeriodCases, joined: str, size: str) -> None:
    how = f"{_books(pen)}, {_rule(pen, rule)}, {one.start}, {one.holder}, {one.size}, {joined}"
    pen.say(f"{size}, {one.used}, {one.reserved} = {one.name}.state({how})")


def _said(pen: Pen, hint: str, expression: str) -> str:
    name = pen.local(hint)
    pen.say(f"{name} = {expression}")
    return name


def _books(pen: Pen) -> str:
    return pen.once("books", lambda: _said(pen, "books", "Counters(case) if counters is None else counters"))


def _day(pen: Pen, name: str) -> str:
    if class_of(pen, name) is not date:
        raise NotWritten
    return read(pen, name)


def _rule(pen: Pen, rule: Period | PeriodCases) -> str:
    if not isinstance(rule, PeriodCases):
        return pen.thing(rule, "period")
    say = lambda pen, one: pen.thing(one, "period")  # noqa: E731
    return pen.once(("period", rule), lambda: chosen(pen, rule.cases, rule.otherwise, "rule", say))


def _joined(pen: Pen, pot: CompiledPot) -> str:
    """The day that the blocks are counted from, or the day of joining for the first year's proportion."""
    rule = pot.pot.period
    every = (*(one for _, one in rule.cases), rule.otherwise) if isinstance(rule, PeriodCases) else (rule,)
    if any(isinstance(one, Run) for one in every):
        raise NotWritten
    if isinstance(rule, JoiningYears):
        return _day(pen, rule.anchor)
    if any(isinstance(one, JoiningYears) for one in every):
        raise NotWritten
    return read(pen, "iscrizione") if pot.pot.first_year is not None else "None"


def _holder(pen: Pen, pot: CompiledPot) -> str:
    parts = [pen.once(("holder", one), lambda one=one: _holder_part(pen, one)) for one in pot.pot.holders]  # type: ignore[misc]
    return parts[0] if len(parts) == 1 else pen.once(pot.pot.holders, lambda: _joined_ids(pen, parts))


def _joined_ids(pen: Pen, parts: list[str]) -> str:
    return _said(pen, "holder", ' + "+" + '.join(parts))


def _holder_part(pen: Pen, holder: Holder | FactHolder) -> str:
    if isinstance(holder, FactHolder):
        return read(pen, holder.fact)
    if holder is Holder.SOCIETY:
        return '""'
    if holder is Holder.LINE:
        return "line.id"
    if holder is Holder.GROUP:
        return _token(pen, Scope.GROUP)
    if holder in FROM_CASE:
        found = _said(pen, "holder", f"case.holders.get({pen.thing(FROM_CASE[holder], 'role')})")
        pen.leave_if(f"{found} is None")
        return found
    found = pen.local("holder")
    look_up(pen, FROM_FACT[holder], found)
    pen.leave_if(f"{found}.__class__ is not str")
    return found


def _token(pen: Pen, occurrence: Scope) -> str:
    """What is counted as one time: the line, its request, its group, its invoice."""
    if occurrence is Scope.LINE:
        return '""'
    return pen.once(("token", occurrence), lambda: _write_token(pen, occurrence))


def _write_token(pen: Pen, occurrence: Scope) -> str:
    if occurrence is Scope.REQUEST:
        return _said(pen, "token", '"@" + case.lines[0].id')
    token = pen.local("token")
    look_up(pen, "gruppo" if occurrence is Scope.GROUP else "numero_fattura", token)
    if occurrence is Scope.GROUP:
        pen.say(f'if {token} is None: {token} = "@" + case.lines[0].id')
    pen.leave_if(f"{token}.__class__ is not str")
    return token


def least(pen: Pen, draws: list[Drawn], drawn: str) -> None:
    """Leaves in the variable named `drawn` what all can give of it, in `tight` the first that gives less (or None)."""
    pen.say("tight = None")
    for one in draws:
        pen.say(f"if {one.if_applies()}{one.left()} < {drawn} and {drawn}:")
        pen.say(f"    {drawn} = max(0, {one.left()})")
        pen.say(f"    tight = ({one.name}, {one.start}, {one.size}, {one.used}, {one.reserved})")


def ceilings(pen: Pen, draws: list[Drawn], *, taken: bool) -> str:
    """The pots as the line found them, with what it took (nothing where it was refused)."""

    def told(one: Drawn) -> str:
        took = "0" if not taken else f"(0 if {one.again} else {one.takes})" if one.again else one.takes
        name = pen.thing(one.pot.name, "name")
        values = f"{name}, {one.holder}, {one.start}, {one.size}, {one.used}, {one.reserved}, {took}, 0"
        return f"new(CeilingRead, ({values}))"

    return _tuple([(one.applies, told(one)) for one in draws])


def movements(pen: Pen, draws: list[Drawn]) -> str:
    """What the line takes from each of them."""

    def told(one: Drawn) -> str:
        values = f"{pen.thing(one.pot.key, 'key')}, {one.holder}, {one.start}, CONSUME, {one.takes}, {one.token}"
        return f"new(Movement, ({values}))"

    def moves(one: Drawn) -> str:
        return f"{one.if_applies()}not {one.again}" if one.again else one.applies

    return _tuple([(moves(one), told(one)) for one in draws])


def _tuple(parts: list[tuple[str, str]]) -> str:
    """A tuple of expressions, each only where its condition holds (always, if it is empty)."""
    said = [f"*(({one},) if {condition} else ())" if condition else one for condition, one in parts]
    return f"({', '.join(said)}{',' if said else ''})"


NO_PERIODS: Mapping[date, Balance] = {}
NAMES: Mapping[str, Any] = {
    "CONSUME": MovementKind.CONSUME,
    "CeilingRead": CeilingRead,
    "Counters": Counters,
    "Movement": Movement,
    "NO_PERIODS": NO_PERIODS,
    "new": tuple.__new__,
    "new_year": new_year,
    "period_start": period_start,
    "pot_reason": pot_reason,
}
