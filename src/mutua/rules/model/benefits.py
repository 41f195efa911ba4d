"""A benefit: who it is for, by when it is asked, with which papers, and how it is paid."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Union

from mutua.rules.model.conditions import Condition
from mutua.rules.model.pots import Draw
from mutua.rules.model.steps import MoneyStep
from mutua.rules.model.terms import Duration, NoTerm, Term
from mutua.rules.model.vocabulary import NOWHERE, Place, Unit


@dataclass(frozen=True, slots=True)
class Requirement:
    """A condition that must hold (`spetta`) or must not (`escluso`); `reason` is the author's code for it."""

    condition: Condition
    reason: str = ""
    article: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Notice:
    """To be asked at least `duration` before the anchor (an instant for hours)."""

    duration: Duration
    anchor: str


@dataclass(frozen=True, slots=True)
class NoticeCases:
    """The notice of the one case that holds (None = none asked), else `otherwise`. Cases exclude each other."""

    cases: tuple[tuple[Condition, "Notice | None"], ...]
    otherwise: "Notice | None"


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a request may arrive: not after `by`, not before `not_before`, with at least the notice."""

    by: Term = NoTerm()
    not_before: Term = NoTerm()
    notice: Union[Notice, NoticeCases, None] = None
    article: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """First covered day, from the day the seniority of the cover starts (fact `iscrizione`); NoTerm = at once."""

    first_day: Term
    article: str = ""


class PaperFault(StrEnum):
    SUSPEND = "suspend"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class PaperRule:
    """A paper that must come with the request.

    `not_older_than`: not dated earlier than this before `relative_to`. `not_after`: not dated after that day;
    `not_before`: not before.
    `valid_until`: the term (usually anchored on the paper itself) that `relative_to` must not pass.
    """

    paper: str
    when: Condition | None = None
    not_older_than: Duration | None = None
    relative_to: str = "fattura"
    not_after: str = ""
    not_before: str = ""
    valid_until: Term = NoTerm()
    missing: PaperFault = PaperFault.SUSPEND
    stale: PaperFault = PaperFault.REFUSE
    article: str = ""


class DayCount(StrEnum):
    ALL = "all"  # first and last day both count
    ENDS_AS_ONE = "ends_as_one"  # first and last day count as one
    NIGHTS = "nights"


@dataclass(frozen=True, slots=True)
class Counting:
    """How days are counted from `inizio` to `fine` and which of them are paid.

    `only_if` is the trigger (all or nothing); `first`/`last` cut a window of day numbers (1 = first counted day).
    `excluded_use_limits`: days before `first` also draw on the pots of days, though they are not paid.
    `day_by_day`: each day draws in the period of its own date (a stay across two years), else all on the pot's day.
    """

    days: DayCount
    only_if: Condition | None = None
    first: int = 1
    last: int | None = None
    excluded_use_limits: bool = False
    day_by_day: bool = False
    article: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A situation of a benefit: when it holds, how the money is computed, which pots are drawn.

    Rows of a benefit exclude each other; `otherwise` is the row of all other situations; `not_due` pays nothing.
    No steps and a unit = in kind.
    """

    steps: tuple[MoneyStep, ...] = ()
    consumes: tuple[Draw, ...] = ()
    when: Condition | None = None
    otherwise: bool = False
    not_due: bool = False
    article: str = ""
    note: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Benefit:
    """What the plan promises, with commons of the plan and of its area already merged in."""

    code: str
    title: str
    article: str
    area: str = ""
    note: str = ""
    cover: str = ""  # the assistance that must be in force; "" = any cover of the plan
    version_by: str = ""  # its own date that picks the version; "" = the plan's
    tops_up: tuple[str, ...] = ()  # benefits of the cover before whose residue this one assesses
    unit: Unit | None = None
    counting: Counting | None = None
    requires: tuple[Requirement, ...] = ()
    excludes: tuple[Requirement, ...] = ()
    deadline: Deadline = Deadline()
    waiting: Waiting = Waiting(NoTerm())
    papers: tuple[PaperRule, ...] = ()
    rows: tuple[Row, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)
