"""What is put before the rules: one request of one person, with everything needed to decide it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Union

_EMPTY: Mapping[str, Any] = MappingProxyType({})


def _nothing() -> Any:
    """An empty, unchangeable map."""
    return _EMPTY


@dataclass(frozen=True, slots=True)
class Dated:
    """A fact that changes with time: the value holds from its date until the next one.

    Entries are sorted by date; before the first one the fact is unanswered.
    """

    entries: tuple[tuple[date, "Scalar"], ...]

    def on(self, day: date) -> "Scalar | None":
        """The value that holds on the day, None when nothing was answered yet for it."""
        found: Scalar | None = None
        for since, value in self.entries:
            if since > day:
                break
            found = value
        return found


@dataclass(frozen=True, slots=True)
class Series:
    """Figures that belong to a day each (hours worked, contributions paid), to be summed in a window."""

    entries: tuple[tuple[date, int], ...]


# Money is integer cents, hours are integer minutes, decimals are integer hundredths.
Scalar = Union[int, bool, str, date, datetime]
FactValue = Union[Scalar, Dated, Series]


@dataclass(frozen=True, slots=True)
class Cover:
    """One assistance that covers the person, from its first day to its last (inclusive, None = still open).

    `joined_on` is the day waiting and seniority are counted from; it may be earlier than `effective_from`
    when seniority was carried over from another plan or employer.
    """

    assistance: str
    effective_from: date
    ends_on: date | None = None
    joined_on: date | None = None

    @property
    def seniority_from(self) -> date:
        return self.joined_on or self.effective_from

    def holds_on(self, day: date) -> bool:
        return self.effective_from <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Arrears:
    """A contribution that was not paid in time: due on a day, paid on a later one (None = not yet)."""

    due_on: date
    paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """How much of a pot is used and reserved in one period of one holder, in the pot's unit.

    `tokens` are the invoices, requests or groups already counted by a pot of occurrences.
    """

    used: int = 0
    reserved: int = 0
    tokens: frozenset[str] = frozenset()


# (pot key, holder) -> first day of the period -> balance. A lifetime starts on date.min.
PotState = Mapping[tuple[str, str], Mapping[date, Balance]]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing done and invoiced: the benefit asked for and the facts known about it, by their ruleset name."""

    id: str
    benefit: str
    facts: Mapping[str, FactValue] = field(default_factory=_nothing)
    papers: Mapping[str, date | None] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """A line of the same group or invoice (treatment plan, cycle, advance and balance) decided before.

    `computed_cents` is what its steps gave before the ceilings: what a ceiling cut then was lost, and is not paid now.
    """

    line: Line
    computed_cents: int


@dataclass(frozen=True, slots=True)
class Case:
    """A request: lines decided together, with person, household, covers, arrears, ceilings and history.

    `facts` are those of the request, the person and the household; a line's own facts win over them.
    `papers` were delivered with the request as a whole (paper name -> its date, None if it bears none).
    `holders` gives the ids that pots are held by: person, member, household, firm.
    `history` answers the ruleset's closed questions about the past, by name.
    `reserved` is what earlier authorisations of this very request have set aside, by pot, holder and period.
    `authorisation` asks to reserve instead of to pay.
    """

    lines: tuple[Line, ...]
    facts: Mapping[str, FactValue] = field(default_factory=_nothing)
    papers: Mapping[str, date | None] = field(default_factory=_nothing)
    holders: Mapping[str, str] = field(default_factory=_nothing)
    covers: tuple[Cover, ...] = ()
    arrears: tuple[Arrears, ...] = ()
    decided: tuple[DecidedLine, ...] = ()
    pots: PotState = field(default_factory=_nothing)
    history: Mapping[str, FactValue] = field(default_factory=_nothing)
    reserved: Mapping[tuple[str, str, date], int] = field(default_factory=_nothing)
    authorisation: bool = False
