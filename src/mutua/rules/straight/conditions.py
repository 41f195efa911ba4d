"""Conditions on the straight road: true or false. What nobody answered sends the line to the general road."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from mutua.rules.engine import calendar
from mutua.rules.model import (
    Against,
    All,
    AnyOf,
    Between,
    Condition,
    DayOrder,
    Named,
    Not,
    OneOf,
    Present,
    Season,
    Test,
    Window,
)
from mutua.rules.straight.facts import class_of, is_answered, read
from mutua.rules.straight.pen import NotWritten, Pen

Then = TypeVar("Then")
_ORDER = {
    DayOrder.BEFORE: "<",
    DayOrder.NOT_AFTER: "<=",
    DayOrder.AFTER: ">",
    DayOrder.NOT_BEFORE: ">=",
    DayOrder.SAME: "==",
}


def holds(pen: Pen, condition: Condition) -> str:
    """An expression over what was read; the lines that read it are said before."""
    if isinstance(condition, Named):
        return holds(pen, condition.condition)
    if isinstance(condition, Not):
        return _kept(pen, f"not {holds(pen, condition.condition)}")
    if isinstance(condition, All):
        return _one_after_the_other(pen, condition.conditions, "")
    if isinstance(condition, AnyOf):
        if condition.at_least != 1:
            held = " + ".join([holds(pen, one) for one in condition.conditions])
            return _kept(pen, f"{held} >= {condition.at_least!r}")
        return _one_after_the_other(pen, condition.conditions, "not ")
    return _test(pen, condition)


def _kept(pen: Pen, expression: str) -> str:
    """A truth under a name of its own: brackets in brackets have an end in Python."""
    truth = pen.local("truth")
    pen.say(f"{truth} = {expression}")
    return truth


def _one_after_the_other(pen: Pen, parts: tuple[Condition, ...], unless: str) -> str:
    """All of them, or any of them: the next is read only while the ones before have not decided."""
    if len(parts) == 1:
        return holds(pen, parts[0])
    truth = pen.local("truth")

    def go_on(at: int) -> None:
        pen.say(f"{truth} = {holds(pen, parts[at])}")
        if at + 1 < len(parts):
            pen.block(f"if {unless}{truth}:", lambda: go_on(at + 1))

    go_on(0)
    return truth


def _test(pen: Pen, test: Test) -> str:
    check = test.check
    if isinstance(check, Present):
        return f"(not {is_answered(pen, test.fact)})" if check.absent else is_answered(pen, test.fact)
    if isinstance(check, OneOf):
        value = read(pen, test.fact, test.read_on)
        if len(check.values) == 1:
            return f"({value} == {pen.thing(check.values[0], 'value')})"
        return f"({value} in {pen.thing(frozenset(check.values), 'values')})"
    if isinstance(check, Between):
        return _between(pen, read(pen, test.fact, test.read_on), check)
    if class_of(pen, test.fact) is not date:
        raise NotWritten
    value = read(pen, test.fact, test.read_on)
    if isinstance(check, Season):
        first, last = (check.from_month, check.from_day), (check.to_month, check.to_day)
        joined = "and" if first <= last else "or"
        day = f"({value}.month, {value}.day)"
        return f"({day} >= {_pair(first)} {joined} {day} <= {_pair(last)})"
    if not isinstance(check, (Against, Window)) or class_of(pen, check.anchor) is not date:
        raise NotWritten
    anchor = read(pen, check.anchor)
    if isinstance(check, Against):
        return f"({value} {_ORDER[check.order]} {anchor})"
    how = f"{anchor}, {pen.thing(check.duration, 'duration')}, {-1 if check.before else 1}"
    end = f"shift({how}, {pen.thing(pen.ruleset.time, 'time')})"
    return f"({end} <= {value} <= {anchor})" if check.before else f"({anchor} <= {value} <= {end})"


def _pair(spot: tuple[int, int]) -> str:
    return f"({spot[0]!r}, {spot[1]!r})"


def _between(pen: Pen, value: str, check: Between) -> str:
    low = "" if check.low is None else f"{pen.thing(check.low, 'low')} <= "
    high = "" if check.high is None else f" <= {pen.thing(check.high, 'high')}"
    return f"({low}{value}{high})" if low or high else "True"


def by_case(
    pen: Pen, cases: tuple[tuple[Condition, Then], ...], otherwise: Then, settle: Callable[[Then], None]
) -> None:
    """Settles what belongs to the one case that holds, else to all others."""

    def go_on(at: int) -> None:
        if at == len(cases):
            return settle(otherwise)
        when, then = cases[at]
        pen.block(f"if {holds(pen, when)}:", lambda: settle(then))
        pen.block("else:", lambda: go_on(at + 1))
        return None

    go_on(0)


def chosen(
    pen: Pen, cases: tuple[tuple[Condition, Then], ...], otherwise: Then, hint: str, say: Callable[[Pen, Then], str]
) -> str:
    """The local name of what belongs to the one case that holds; `say` gives it as an expression."""
    found = pen.local(hint)
    by_case(pen, cases, otherwise, lambda then: pen.say(f"{found} = {say(pen, then)}"))
    return found


NAMES = {"shift": calendar.shift}
