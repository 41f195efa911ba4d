"""A row says only what can happen in it: tables lose the branches that the row's own condition plainly rules out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from mutua.rules.model import (
    All,
    BandTable,
    Between,
    ChoiceTable,
    Comparable,
    Condition,
    FactKind,
    Named,
    Not,
    OneOf,
    Row,
    Ruleset,
    Test,
    Value,
    ValueCases,
)
from mutua.wording.checks import negated
from mutua.wording.roles import draws_of
from mutua.wording.voice import Voice

Given = tuple[Test, ...]


def in_row(voice: Voice, row: Row) -> tuple[Voice, Row]:
    """The row, and the voice to say it with, less the branches that its condition rules out."""
    given = tuple(_given(voice.ruleset, row.when)) if row.when is not None else ()
    if not given:
        return voice, row
    pots = dict(voice.ruleset.pots)
    for name in set(draws_of(row)) & set(pots):
        pots[name] = replace(pots[name], size=narrowed(pots[name].size, given))
    steps: tuple[Any, ...] = _every_value(row.steps, given)
    return replace(voice, ruleset=replace(voice.ruleset, pots=pots)), replace(row, steps=steps)


def _given(rules: Ruleset, condition: Condition) -> Iterator[Test]:
    """The tests that hold wherever the condition does; a contrary is turned round where it can be."""
    match condition:
        case Test():
            yield condition
        case All(conditions=parts):
            for part in parts:
                yield from _given(rules, part)
        case Named(condition=inner):
            yield from _given(rules, inner)
        case Not(condition=Named(condition=inner)):
            yield from _given(rules, Not(inner))
        case Not(condition=Test() as test):
            contrary = negated(test) or _other_choices(rules, test)
            if contrary is not None:
                yield contrary


def _other_choices(rules: Ruleset, test: Test) -> Test | None:
    fact = rules.facts.get(test.fact)
    if fact is None or fact.kind is not FactKind.CHOICE or not isinstance(test.check, OneOf):
        return None
    others: tuple[Comparable, ...] = tuple(one for one in fact.choices if one not in test.check.values)
    return Test(test.fact, OneOf(others), test.read_on) if others else None


def _every_value(rule: Any, given: Given) -> Any:
    """The same rule with every value in it narrowed."""
    if isinstance(rule, (BandTable, ChoiceTable, ValueCases)):
        return narrowed(rule, given)
    if isinstance(rule, tuple):
        return tuple(_every_value(one, given) for one in rule)
    if is_dataclass(rule) and not isinstance(rule, type):
        return replace(rule, **{one.name: _every_value(getattr(rule, one.name), given) for one in fields(rule)})
    return rule


def narrowed(value: Value, given: Given) -> Value:
    """The value where the tests hold: the one branch that is left, or the branches that may still be."""
    match value:
        case BandTable():
            return _bands(value, given)
        case ChoiceTable():
            return _choices(value, given)
        case ValueCases():
            return _cases(value, given)
    return value


def _bands(table: BandTable, given: Given) -> Value:
    left = [
        replace(band, value=narrowed(band.value, given))
        for band in table.bands
        if holds(Test(table.fact, Between(band.low, band.high), table.read_on), given) is not False
    ]
    low = left[0].low if left else None
    high = left[-1].high if left else None
    inside = bool(left) and holds(Test(table.fact, Between(low, high), table.read_on), given) is True
    if inside and len(left) == 1:
        return left[0].value
    otherwise = table.otherwise if not inside and table.otherwise is not None else None
    if not left:
        return narrowed(otherwise, given) if otherwise is not None else table
    return replace(table, bands=tuple(left), otherwise=narrowed(otherwise, given) if otherwise is not None else None)


def _choices(table: ChoiceTable, given: Given) -> Value:
    left = [
        (choice, narrowed(value, given))
        for choice, value in table.entries
        if holds(Test(table.fact, OneOf((choice,)), table.read_on), given) is not False
    ]
    inside = holds(Test(table.fact, OneOf(tuple(choice for choice, _ in left)), table.read_on), given) is True
    if inside and len(left) == 1:
        return left[0][1]
    otherwise = table.otherwise if not inside and table.otherwise is not None else None
    if not left:
        return narrowed(otherwise, given) if otherwise is not None else table
    return replace(table, entries=tuple(left), otherwise=narrowed(otherwise, given) if otherwise is not None else None)


def _cases(value: ValueCases, given: Given) -> Value:
    left = []
    for condition, inner in value.cases:
        decided = holds(condition, given)
        if decided is True:
            return narrowed(inner, given)
        if decided is None:
            left.append((condition, narrowed(inner, given)))
    otherwise = narrowed(value.otherwise, given)
    return ValueCases(tuple(left), otherwise) if left else otherwise


def holds(condition: Condition, given: Given) -> bool | None:
    """Whether the condition holds wherever the tests do; None where they do not decide it."""
    match condition:
        case Named(condition=inner):
            return holds(inner, given)
        case Not(condition=inner):
            decided = holds(inner, given)
            return None if decided is None else not decided
        case All(conditions=parts):
            decided_parts = [holds(part, given) for part in parts]
            return False if False in decided_parts else (None if None in decided_parts else True)
        case Test():
            about = [_decides(one, condition) for one in given if _same(one, condition)]
            return next((decided for decided in about if decided is not None), None)
    return None


def _same(one: Test, other: Test) -> bool:
    return (one.fact, one.read_on) == (other.fact, other.read_on)


def _decides(known: Test, asked: Test) -> bool | None:
    """What a test that holds says of another of the same fact on the same day."""
    if isinstance(known.check, OneOf) and isinstance(asked.check, (OneOf, Between)):
        answers = [_within(value, asked.check) for value in known.check.values]
        return answers[0] if answers and len(set(answers)) == 1 else None
    if isinstance(known.check, Between) and isinstance(asked.check, Between):
        if _below(known.check.high, asked.check.low) or _below(asked.check.high, known.check.low):
            return False
        within = _includes(asked.check.low, known.check.low) and _includes_up(asked.check.high, known.check.high)
        return True if within else None
    if isinstance(known.check, Between) and isinstance(asked.check, OneOf):
        possible = [value for value in asked.check.values if _within(value, known.check)]
        return None if possible else False
    return True if known.check == asked.check else None


def _within(value: Comparable, check: OneOf | Between) -> bool:
    if isinstance(check, OneOf):
        return value in check.values
    return not _below(value, check.low) and not _below(check.high, value)


def _below(one: Any, other: Any) -> bool:
    return one is not None and other is not None and one < other


def _includes(low: Any, other: Any) -> bool:
    """Whether what starts at `low` has in it all that starts at the other bound (None = no bound)."""
    return low is None or (other is not None and low <= other)


def _includes_up(high: Any, other: Any) -> bool:
    return high is None or (other is not None and high >= other)
