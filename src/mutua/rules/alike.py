"""People who are alike: those of whom some rules read the same get the same answer, so it is worked out once.

An age is read as the rules read it, on their day: two people of the same age are alike though not born on one day.
Everything else counts as it was told. What is not read does not count.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from mutua.domain.case import FactValue
from mutua.rules.engine.calendar import age_on, day_in_year
from mutua.rules.facts import DERIVED
from mutua.rules.model import CalendarDay, Place, Ruleset
from mutua.rules.reading.reader_mentions import mentioned_facts

_AGE, _BORN = "età", "nascita"


class WhatIsRead:
    """What conditions, values and terms of a version read of the facts of a person at the desk."""

    def __init__(self, ruleset: Ruleset, asked: object) -> None:
        names = mentioned_facts(asked)
        days = {one.read_on or ruleset.facts[_AGE].read_on for one in _reading(asked, _AGE)}
        self._time = ruleset.time
        self._days: list[CalendarDay | None] = []  # the days on which ages are read; None is the day of the desk
        known = [one for one in days if one is None or isinstance(one, CalendarDay)]
        if len(known) == len(days) and not _told_otherwise(asked, _AGE):
            self._days = known
            names.discard(_AGE)
        self._names = sorted(_resting_on(names, ruleset))
        self._known: dict[tuple[date, date], tuple[int, ...]] = {}  # ages by birthday and day

    def mark(self, facts: Mapping[str, FactValue], on: date) -> tuple[Hashable, ...]:
        """The same for those of whom the same is read on the day."""
        read: list[Hashable] = [facts.get(name) for name in self._names]
        if self._days:
            born = facts.get(_BORN)
            read.append(self._ages(born, on) if type(born) is date else born)
        return tuple(read)

    def _ages(self, born: date, on: date) -> tuple[int, ...]:
        """The person's age on each day on which it is read."""
        found = self._known.get((born, on))
        if found is None:
            days = [day_in_year(on.year, one.month, one.day) if one else on for one in self._days]
            found = self._known[born, on] = tuple([age_on(born, day, self._time) for day in days])
        return found


def _resting_on(names: set[str], ruleset: Ruleset) -> set[str]:
    """The facts, and those that they are worked out from."""
    found, waiting = set[str](), set(names)
    while waiting:
        name = waiting.pop()
        found.add(name)
        more = set(DERIVED.get(name, ()))
        if name == "decorrenza":
            more.add("iscrizione")  # at the desk nobody has a cover of another day
        fact = ruleset.facts.get(name)
        if fact is not None:
            more |= mentioned_facts((fact.read_on, fact.term, fact.history))
        waiting |= more - found
    return found


def _reading(asked: object, name: str) -> Iterator[Any]:
    """The parts of the rules that read a fact, on a day that they may state."""
    return (one for one in _parts(asked) if hasattr(one, "read_on") and getattr(one, "fact", None) == name)


def _told_otherwise(asked: object, name: str) -> bool:
    """Whether the name stands in some part that does not say on which day it is read."""
    return any(
        getattr(one, of.name) == name
        for one in _parts(asked) for of in fields(one) if of.name != "fact" or not hasattr(one, "read_on")
    )  # fmt: skip


def _parts(value: object) -> Iterator[Any]:
    """Every part of the rules that is inside the value."""
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, (tuple, list)):
        for one in value:
            yield from _parts(one)
    elif is_dataclass(value) and not isinstance(value, (type, Place)):
        yield value
        for of in fields(value):
            yield from _parts(getattr(value, of.name))
