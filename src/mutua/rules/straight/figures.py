"""Figures on the straight road: whole numbers of a part of a cent that is fixed while the page is written.

A step of a seventh makes everything after it sevenths of a cent: the page multiplies whole numbers and never divides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from mutua.rules.engine.values import by_one_fact, figures_of, in_force, prices_of
from mutua.rules.model import (
    BandTable,
    ChoiceTable,
    Constant,
    FactAmount,
    FactKind,
    MarginalTable,
    ParameterValue,
    Per,
    PerKind,
    TariffPrice,
    Unit,
    Value,
    ValueCases,
)
from mutua.rules.straight.conditions import chosen
from mutua.rules.straight.facts import class_of, read
from mutua.rules.straight.pen import NotWritten, Pen

_MOST_BRANCHES = 60  # of one table


def common(one: int, other: int) -> int:
    """The smallest number that both divide."""
    return one * Fraction(other, one).numerator


def parts_of(value: Value) -> int:
    """Into how many parts a whole must be divided so that every figure the value may give is a whole number of them."""
    if isinstance(value, Constant):
        return Fraction(value.amount).denominator
    if isinstance(value, FactAmount):
        return value.share.denominator
    parts = 1
    for one in _inside(value):
        parts = common(parts, parts_of(one))
    return parts


def _inside(value: Value) -> Iterator[Value]:
    if isinstance(value, BandTable):
        yield from (band.value for band in value.bands)
    elif isinstance(value, ChoiceTable):
        yield from (one for _, one in value.entries)
    elif isinstance(value, ValueCases):
        yield from (one for _, one in value.cases)
    elif isinstance(value, MarginalTable):
        raise NotWritten
    if isinstance(value, (BandTable, ChoiceTable, ValueCases)) and value.otherwise is not None:
        yield value.otherwise


def figure(pen: Pen, value: Value, parts: int = 1) -> str:
    """An expression for the value in so many parts of a whole (which `parts_of` divides)."""
    if isinstance(value, Constant):
        return pen.thing(int(value.amount * parts), "whole")
    if isinstance(value, FactAmount):
        if class_of(pen, value.fact) is not int:
            raise NotWritten
        return f"({read(pen, value.fact, value.read_on)} * {int(value.share * parts)!r})"
    if isinstance(value, ParameterValue):
        figures = figures_of(pen.ruleset.parameters[value.name], value.share)
        return _dated(pen, f"in_force({pen.thing(figures, 'figures')}, day)", parts)
    if isinstance(value, TariffPrice):
        rows = pen.thing(prices_of(pen.ruleset.tariffs[value.tariff], value.column, value.share), "prices")
        return _dated(pen, f"in_force({rows}.get({read(pen, 'codice')}, ()), day)", parts)
    if isinstance(value, BandTable):
        return _banded(pen, value, parts)
    if isinstance(value, ChoiceTable):
        return _by_choice(pen, value, parts)
    assert isinstance(value, ValueCases)
    return _by_case(pen, value, parts)


def _dated(pen: Pen, sought: str, parts: int) -> str:
    """A figure in force on the day of the rules; where there is none, the general road says what that means."""
    found = pen.local("figure")
    pen.say(f"{found} = {sought}")
    pen.leave_if(f"{found} is None")
    return f"({found} * {parts!r})" if parts != 1 else found


def _banded(pen: Pen, table: BandTable, parts: int) -> str:
    if class_of(pen, table.fact) is not int or not 0 < len(table.bands) < _MOST_BRANCHES:
        raise NotWritten
    fact, found = read(pen, table.fact, table.read_on), pen.local("figure")
    word = "if"
    for band in table.bands:
        low = "" if band.low is None else f"{band.low!r} <= "
        high = "" if band.high is None else f" <= {band.high!r}"
        _branch(pen, f"{word} {low}{fact}{high}:" if low or high else f"{word} True:", found, band.value, parts)
        word = "elif"
    _otherwise(pen, found, table.otherwise, parts)
    return found


def _branch(pen: Pen, head: str, found: str, value: Value, parts: int) -> None:
    pen.block(head, lambda: pen.say(f"{found} = {figure(pen, value, parts)}"))


def _otherwise(pen: Pen, found: str, value: Value | None, parts: int) -> None:
    if value is None:
        pen.block("else:", lambda: pen.say("return None"))  # a value not foreseen
    else:
        _branch(pen, "else:", found, value, parts)


def _by_choice(pen: Pen, table: ChoiceTable, parts: int) -> str:
    fact = read(pen, table.fact, table.read_on)
    plain = _looked_up(pen, dict(table.entries), table.otherwise, fact, parts)
    if plain is not None:
        return plain
    if not 0 < len(table.entries) < _MOST_BRANCHES:
        raise NotWritten
    found, word = pen.local("figure"), "if"
    for choice, value in table.entries:
        _branch(pen, f"{word} {fact} == {pen.thing(choice, 'choice')}:", found, value, parts)
        word = "elif"
    _otherwise(pen, found, table.otherwise, parts)
    return found


def _by_case(pen: Pen, table: ValueCases, parts: int) -> str:
    by_fact = by_one_fact(list(table.cases))
    if by_fact is not None:
        test, entries = by_fact
        fact = read(pen, test.fact, test.read_on)
        plain = _looked_up(pen, entries, table.otherwise, fact, parts)
        if plain is not None:
            return plain
    return chosen(pen, table.cases, table.otherwise, "figure", lambda pen, value: figure(pen, value, parts))


def _looked_up(
    pen: Pen, entries: Mapping[Any, Value], otherwise: Value | None, fact: str, parts: int
) -> str | None:
    """Constants by the value of one fact: a look-up. None where they are more than constants."""
    every = [*entries.values(), *([otherwise] if otherwise is not None else [])]
    if not all(isinstance(one, Constant) for one in every):
        return None
    known = {choice: int(one.amount * parts) for choice, one in entries.items() if isinstance(one, Constant)}
    rest = int(otherwise.amount * parts) if isinstance(otherwise, Constant) else None
    found = pen.local("figure")
    pen.say(f"{found} = {pen.thing(known, 'figures')}.get({fact}, {rest!r})")
    if rest is None:
        pen.leave_if(f"{found} is None")
    return found


def count_of(pen: Pen, per: Per) -> tuple[str, int]:
    """By what a measure is multiplied: an expression (empty = once), and how many parts of one it is told in."""
    unit = pen.benefit.benefit.unit
    if per.kind is PerKind.ONCE:
        return "", 1
    if per.kind is PerKind.UNIT:
        return "granted", 60 if unit is Unit.HOURS else 1
    if per.kind is PerKind.DAY:
        return "granted", 1
    if per.kind is PerKind.HOUR:
        return "granted", 60
    if per.kind is PerKind.MONTH and unit is Unit.MONTHS and per.proration is None:
        return "granted", 1
    if per.kind is PerKind.FACT and class_of(pen, per.fact) is int:
        return read(pen, per.fact), 100 if pen.ruleset.facts[per.fact].kind is FactKind.DECIMAL else 1
    raise NotWritten


def measure_parts(pen: Pen, value: Value, per: Per) -> int:
    return parts_of(value) * count_of(pen, per)[1]


def measure(pen: Pen, value: Value, per: Per, parts: int) -> str:
    """The value times its count, in so many parts of a cent (which `measure_parts` divides)."""
    count, scale = count_of(pen, per)
    one = figure(pen, value, parts // scale)
    return f"({one} * {count})" if count else one


NAMES = {"in_force": in_force}
