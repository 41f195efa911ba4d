"""Proves that the situations of a list cover every answer there may be, so that no request falls between them.

What cannot be proved is a mistake: the author writes `altrimenti`, which says what becomes of the others.
"""

from __future__ import annotations

from collections.abc import Mapping

from mutua.rules.model import Condition, Fact, FactKind, Named, Not, OneOf, Present, Test
from mutua.rules.reading.reader_exclusive import Alternative, Aspect, Domain, WordSet, alternatives, highest

MOST_STEPS = 20_000
MOST_LOOKED_AT = 200_000
_SEASON_FIRST = 101  # 1 January, written as month and day


def covers(facts: Mapping[str, Fact], conditions: list[Condition]) -> bool:
    """True only where it is proved that every set of answers makes one of the conditions true."""
    together: list[Alternative] = []
    for condition in conditions:
        found = alternatives(facts, condition)
        if found is None:
            return False
        together += found
    asked = {name for condition in conditions for name in _asked_presence(condition)}
    return _Covering(facts).whole([_without_presence(one, asked) for one in together])


def is_spoilt(condition: Condition) -> bool:
    """Whether the condition holds a stand-in for a mistake already told: nothing can be proved about it."""
    if isinstance(condition, (Named, Not)):
        return is_spoilt(condition.condition)
    if isinstance(condition, Test):
        return isinstance(condition.check, OneOf) and not condition.check.values
    return not condition.conditions or any(is_spoilt(part) for part in condition.conditions)


def _asked_presence(condition: Condition) -> set[str]:
    """The facts whose presence is itself a question; any other fact is asked for until it is answered."""
    if isinstance(condition, (Named, Not)):
        return _asked_presence(condition.condition)
    if isinstance(condition, Test):
        return {condition.fact} if isinstance(condition.check, Present) else set()
    return {name for part in condition.conditions for name in _asked_presence(part)}


def _without_presence(one: Alternative, asked: set[str]) -> Alternative:
    return {aspect: domain for aspect, domain in one.items() if aspect[2] != "presence" or aspect[0] in asked}


class _Covering:
    """One proof: an aspect at a time, each of its answers must be covered by what is left."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self.facts = facts
        self.steps = 0
        self.looked_at = 0

    def whole(self, left: list[Alternative]) -> bool:
        self.steps += 1
        self.looked_at += len(left)
        if any(not one for one in left):
            return True
        if not left or self.steps > MOST_STEPS or self.looked_at > MOST_LOOKED_AT:
            return False
        size = min(len(one) for one in left)
        aspect = next(aspect for one in left if len(one) == size for aspect in one)
        domains = [one[aspect] for one in left if aspect in one]
        return all(
            self.whole([_past(one, aspect) for one in left if aspect not in one or _holds(one[aspect], answer)])
            for answer in self.answers(aspect, domains)
        )

    def answers(self, aspect: Aspect, domains: list[Domain]) -> list[int | str]:
        """One answer for each way in which the domains differ."""
        fact = self.facts.get(aspect[0])
        if any(isinstance(domain, WordSet) for domain in domains):
            if fact is not None and fact.kind is FactKind.CHOICE:
                return list(fact.choices)
            return ["", *sorted({word for one in domains if isinstance(one, WordSet) for word in one.words})]
        first, last = (_SEASON_FIRST, 1231) if aspect[2] == "season" else (0, highest(fact, aspect[2]))
        parts = [part for one in domains if not isinstance(one, WordSet) for part in one]
        edges = {edge for low, high in parts for edge in (low, high + 1)}
        return [first, *sorted(edge for edge in edges if first < edge <= last)]


def _past(one: Alternative, aspect: Aspect) -> Alternative:
    return {other: domain for other, domain in one.items() if other != aspect}


def _holds(domain: Domain, answer: int | str) -> bool:
    if isinstance(domain, WordSet):
        return (answer in domain.words) is not domain.co
    return isinstance(answer, int) and any(low <= answer <= high for low, high in domain)
