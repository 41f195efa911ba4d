"""Proves that the situations of a list exclude each other, so that their order means nothing.

Conditions are written as alternatives of simple checks (at most a few hundred). Two alternatives exclude each other
when some fact, read on the same day, would need two different answers. What cannot be proved is a mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Union

from mutua.rules.model import (
    Against,
    AnyOf,
    Between,
    Check,
    Condition,
    DayOrder,
    Fact,
    FactKind,
    Named,
    Not,
    OneOf,
    Place,
    Present,
    ReadDay,
    Season,
    SumInWindow,
    Test,
)
from mutua.rules.reading.reader_context import Context

MAX_ALTERNATIVES = 512
MOST_COMPARED = 100_000  # pairs of alternatives in a version
_LAST = 10**12  # beyond every figure and every date


@dataclass(frozen=True, slots=True)
class Situation:
    condition: Condition
    place: Place


# What a fact may be, as a set: whole numbers in ranges, or words (`co` = every word but these).
Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class WordSet:
    words: frozenset[str]
    co: bool = False


Domain = Union[Ranges, WordSet]
# One fact under one aspect: its name, the day it is read on, and what of it is looked at.
Aspect = tuple[str, Union[ReadDay, None], str]
Alternative = dict[Aspect, Domain]


def check_exclusive(ctx: Context, situations: list[Situation]) -> None:
    """Reports each situation that may hold together with one before it, once."""
    expanded = [(one, alternatives(ctx.facts, one.condition)) for one in situations]
    for index, (later, own) in enumerate(expanded):
        for earlier, others in expanded[:index]:
            where = str(earlier.place.line or earlier.place.cell)
            if later.condition == earlier.condition:
                ctx.report(later.place, "same_situation", line=where)
                break
            if own is None or others is None:
                ctx.report(later.place, "situation_too_complex")
                break
            ctx.compared += len(own) * len(others)
            if ctx.compared > MOST_COMPARED:
                ctx.report(later.place, "situation_too_complex")
                return
            if not all(_exclude(one, other) for one in own for other in others):
                ctx.report(later.place, "not_exclusive", line=where)
                break


def can_hold(facts: Mapping[str, Fact], condition: Condition) -> bool:
    """False only where it is proved that no answers make the condition true."""
    found = alternatives(facts, condition)
    return found is None or bool(found)


def _exclude(one: Alternative, other: Alternative) -> bool:
    return any(aspect in other and _empty(_both(domain, other[aspect])) for aspect, domain in one.items())


# ---------------------------------------------------------------- alternatives


def alternatives(facts: Mapping[str, Fact], condition: Condition) -> list[Alternative] | None:
    """The condition as a list of alternatives; None where it has too many."""
    try:
        expanded = _expand(Context(facts=dict(facts)), condition, True)
        return [one for one in expanded if not any(_empty(domain) for domain in one.values())]
    except OverflowError:
        return None


def _expand(ctx: Context, condition: Condition, wanted: bool) -> list[Alternative]:
    if isinstance(condition, Named):
        return _expand(ctx, condition.condition, wanted)
    if isinstance(condition, Not):
        return _expand(ctx, condition.condition, not wanted)
    if isinstance(condition, Test):
        return [_literal(ctx, condition, wanted)]
    parts = [_expand(ctx, part, wanted) for part in condition.conditions]
    size = len(parts)
    needed = condition.at_least if isinstance(condition, AnyOf) else size
    if not wanted:
        needed = size - needed + 1  # so many of them must be false
    if _ways(size, needed) > MAX_ALTERNATIVES:
        raise OverflowError
    return _limited([one for chosen in combinations(parts, needed) for one in _product(chosen)])


def _ways(size: int, chosen: int) -> int:
    """In how many ways so many of these are chosen; no further than needed to see that they are too many."""
    chosen, ways = min(chosen, size - chosen), 1
    for number in range(chosen):
        ways = ways * (size - number) // (number + 1)
        if ways > MAX_ALTERNATIVES:
            break
    return ways


def _product(parts: Iterable[list[Alternative]]) -> list[Alternative]:
    product: list[Alternative] = [{}]
    for part in parts:
        product = _limited([_joined(one, other) for one in product for other in part])
    return product


def _limited(found: list[Alternative]) -> list[Alternative]:
    if len(found) > MAX_ALTERNATIVES:
        raise OverflowError
    return found


def _joined(one: Alternative, other: Alternative) -> Alternative:
    joined = dict(one)
    for aspect, domain in other.items():
        joined[aspect] = _both(joined[aspect], domain) if aspect in joined else domain
    return joined


# ---------------------------------------------------------------- one check


def _literal(ctx: Context, test: Test, wanted: bool) -> Alternative:
    """The answers with which the check is true (or false). Either way the fact is answered, unless it has a default."""
    fact = ctx.facts.get(test.fact)
    read_on = test.read_on or (fact.read_on if fact else None)
    aspect, domain = _domain(test.check)
    read_on = None if aspect == "presence" else read_on
    if fact is not None and fact.kind is FactKind.CHOICE and isinstance(domain, WordSet):
        domain = WordSet(domain.words if wanted else frozenset(fact.choices) - domain.words)
    elif not wanted:
        domain = _complement(domain)
    if not isinstance(domain, WordSet):
        domain = _both(domain, ((0, highest(fact, aspect)),))
    found: Alternative = {(test.fact, read_on, aspect): domain}
    if aspect != "presence" and (fact is None or fact.default is None):
        found[(test.fact, None, "presence")] = ((1, 1),)
    return found


def highest(fact: Fact | None, aspect: str) -> int:
    """The last of the answers there are: yes, after the anchor, or no last one."""
    if aspect == "presence" or (fact is not None and fact.kind is FactKind.YES_NO):
        return 1
    return 2 if aspect.startswith("against ") else _LAST


def _domain(check: Check) -> tuple[str, Domain]:
    """Which aspect of the fact is looked at, and the answers with which the check is true."""
    if isinstance(check, Present):
        return "presence", _ranges([(0, 0)] if check.absent else [(1, 1)])
    if isinstance(check, OneOf):
        if any(isinstance(value, str) for value in check.values):
            return "value", WordSet(frozenset(str(value) for value in check.values))
        return "value", _ranges((_figure(value), _figure(value)) for value in check.values)
    if isinstance(check, Between):
        low = 0 if check.low is None else _figure(check.low)
        return "value", _ranges([(low, _LAST if check.high is None else _figure(check.high))])
    if isinstance(check, Against):
        return f"against {check.anchor}", _ranges(_ORDERS[check.order])
    if isinstance(check, Season):
        first, last = check.from_month * 100 + check.from_day, check.to_month * 100 + check.to_day
        return "season", _ranges([(first, last)] if first <= last else [(0, last), (first, 1231)])
    if isinstance(check, SumInWindow):
        high = _LAST if check.high is None else check.high
        return f"sum {check.duration} {check.anchor}", _ranges([(check.low or 0, high)])
    return f"window {check}", _ranges([(1, 1)])


# Before the anchor is 0, the same day 1, after it 2.
_ORDERS = {
    DayOrder.BEFORE: [(0, 0)], DayOrder.NOT_AFTER: [(0, 1)], DayOrder.SAME: [(1, 1)],
    DayOrder.NOT_BEFORE: [(1, 2)], DayOrder.AFTER: [(2, 2)],
}


def _figure(value: Union[int, bool, str, date]) -> int:
    if isinstance(value, date):
        return value.toordinal()
    return int(value)


# ---------------------------------------------------------------- sets


def _ranges(parts: Iterable[tuple[int, int]]) -> Ranges:
    merged: list[tuple[int, int]] = []
    for low, high in sorted(parts):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)


def _complement(domain: Domain) -> Domain:
    if isinstance(domain, WordSet):
        return WordSet(domain.words, not domain.co)
    gaps, start = [], 0
    for low, high in domain:
        if low > start:
            gaps.append((start, low - 1))
        start = high + 1
    if start <= _LAST:
        gaps.append((start, _LAST))
    return tuple(gaps)


def _both(one: Domain, other: Domain) -> Domain:
    if isinstance(one, WordSet) and isinstance(other, WordSet):
        if one.co and other.co:
            return WordSet(one.words | other.words, True)
        if one.co or other.co:
            kept, dropped = (other, one) if one.co else (one, other)
            return WordSet(kept.words - dropped.words)
        return WordSet(one.words & other.words)
    if isinstance(one, WordSet) or isinstance(other, WordSet):
        return one
    return _ranges(
        (max(a, c), min(b, d)) for a, b in one for c, d in other if max(a, c) <= min(b, d)
    )


def _empty(domain: Domain) -> bool:
    return not domain.co and not domain.words if isinstance(domain, WordSet) else not domain
