"""Worked examples of a regulation: requests in order and what each must give, as a case file states them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from mutua.domain.case import Arrears, Cover, FactValue
from mutua.domain.decisions import Outcome
from mutua.rules.model import NOWHERE, Place, Plan, Unit

Papers = Mapping[str, date | None]


@dataclass(frozen=True, slots=True)
class Remaining:
    """What must be left in a pot or in an exchange afterwards, in its smallest unit."""

    pot: str
    amount: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Expected:
    """What a line must give; None (or an empty tuple of pots) where the case says nothing about it.

    `motives` are reasons' codes or the author's own; `deferred` are cents by the year their period starts in;
    `missing` names the papers and the facts asked for, all of them.
    """

    amount_cents: int | None = None
    quantity: int | None = None
    outcome: Outcome | None = None
    motives: tuple[str, ...] = ()
    deferred: tuple[tuple[int, int], ...] | None = None
    missing: tuple[str, ...] | None = None
    if_complete_cents: int | None = None
    remaining: tuple[Remaining, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A line of a request: its own facts, and the papers written in it (None = those of the request)."""

    benefit: str
    facts: Mapping[str, FactValue]
    expected: Expected | None
    unit: Unit | None = None  # of the benefit's quantity
    papers: Papers | None = None
    place: Place = field(default=NOWHERE, compare=False)
    before: "CaseLine | None" = None  # the same line under the plan that this one tops up, decided first


@dataclass(frozen=True, slots=True)
class Holders:
    """Who holds the pots; left out, everybody has the person's household and nobody else in it."""

    person: str = "persona"
    member: str = "titolare"
    household: str = "nucleo"
    firm: str = "azienda"


@dataclass(frozen=True, slots=True)
class CaseRequest:
    """A request of a case: the facts it shares among its lines, with those of the case and of the file under them.

    `papers` None means every paper, dated like the invoice. `covers` None means every cover of the plan, from the
    day of joining. `authorises` reserves instead of paying; `uses_authorisation` draws on what was reserved.
    """

    lines: tuple[CaseLine, ...]
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    papers: Papers | None = None
    holders: Holders = Holders()
    covers: tuple[Cover, ...] | None = None
    arrears: tuple[Arrears, ...] = ()
    authorises: bool = False
    uses_authorisation: bool = False
    place: Place = field(default=NOWHERE, compare=False)


class MatterKind(StrEnum):
    """What a case may ask that is not a claim."""

    JOINING = "joining"
    CONTRIBUTIONS = "contributions"
    ARREARS = "arrears"
    PLAN_CHANGE = "plan_change"
    LEAVING = "leaving"
    SENIOR = "senior"
    PAYMENT = "payment"
    PROCEDURE = "procedure"


# A figure of an expectation that is not about a claim: yes/no, cents, a date, a motive, a list of cents or of dates.
Answer = bool | int | str | date | tuple[int, ...] | tuple[date | None, ...] | None


@dataclass(frozen=True, slots=True)
class Matter:
    """A question that is not a claim: its facts, what is asked besides them, and the answers expected, by name.

    `asked` holds the year and the instalment plan of a contribution, cents and month of a payment.
    """

    kind: MatterKind
    facts: Mapping[str, FactValue]
    expected: Mapping[str, Answer]
    asked: Mapping[str, int | str] = field(default_factory=dict)
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """One case: counters are empty when it begins, its requests run in order."""

    name: str
    requests: tuple[CaseRequest, ...] = ()
    matters: tuple[Matter, ...] = ()
    article: str = ""
    place: Place = field(default=NOWHERE, compare=False)
    plan_before: Plan | None = field(default=None, compare=False)  # the plan topped up, where a line asks it first


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The cases of one file."""

    file: str
    cases: tuple[WorkedCase, ...]


@dataclass(frozen=True, slots=True)
class Excuse:
    """Why no case can defend a number, named by its path in the version; `unsaid`: no sentence says it either."""

    number: str
    why: str
    unsaid: bool = False
    place: Place = field(default=NOWHERE, compare=False)
