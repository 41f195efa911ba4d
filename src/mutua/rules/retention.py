"""For how long a society must keep what it knows of a person, and on whose word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mutua.rules.engine.calendar import shift
from mutua.rules.model import TimeRules
from mutua.rules.model.terms import Duration


class Keeping(StrEnum):
    """What is kept: entries in the books, requests, memberships, the log of who looked at what."""

    BOOKS = "books"
    REQUESTS = "requests"
    MEMBERSHIP = "membership"
    ACCESSES = "accesses"


@dataclass(frozen=True, slots=True)
class Term:
    """For how long, from a day on which the law said so, with its source."""

    since: date
    within: Duration
    source: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What the term is about, in words, and its values in order of their days; never none."""

    title: str
    values: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Retention:
    """All terms of a society."""

    title: str
    note: str
    kept: Mapping[Keeping, Kept]

    def in_force(self, what: Keeping, on: date) -> Term:
        """The term in force on the day; before the first one, the first."""
        values = self.kept[what].values
        return next((one for one in reversed(values) if one.since <= on), values[0])

    def last_day(self, what: Keeping, happened_on: date, on: date) -> date:
        """The last day on which it must be kept, counted from the day it happened by the term in force on `on`."""
        return shift(happened_on, self.in_force(what, on).within, 1, TimeRules())
