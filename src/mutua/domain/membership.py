"""Answers that are not claims: who may join, what is charged and when, from when somebody is covered again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mutua.domain.decisions import Missing, Reason


@dataclass(frozen=True, slots=True)
class JoiningAnswer:
    """Whether a person may join: `allowed` is None while something is missing. `starts_on`: first day of cover."""

    allowed: bool | None
    starts_on: date | None
    reasons: tuple[Reason, ...] = ()
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class Charge:
    """One item charged to a person, in cents: the whole, and what the firm pays of it."""

    item: str
    title: str
    cents: int
    firm_cents: int
    article: str

    @property
    def member_cents(self) -> int:
        return self.cents - self.firm_cents


@dataclass(frozen=True, slots=True)
class InstalmentDue:
    """A part to pay: its cents with the surcharge, and the day it is due (None where the rules set none)."""

    cents: int
    surcharge_cents: int
    due_on: date | None


@dataclass(frozen=True, slots=True)
class ContributionAnswer:
    """What a person owes for a year. `instalments` sum to `total_cents`, surcharges included.

    The other two are the parts of each payer, each cut to cents by itself.
    """

    charges: tuple[Charge, ...]
    instalments: tuple[InstalmentDue, ...]
    reasons: tuple[Reason, ...] = ()
    missing: tuple[Missing, ...] = ()
    member_instalments: tuple[InstalmentDue, ...] = ()
    firm_instalments: tuple[InstalmentDue, ...] = ()

    @property
    def total_cents(self) -> int:
        return sum(part.cents for part in self.instalments)


@dataclass(frozen=True, slots=True)
class Reinstatement:
    """Arrears seen on a day. `stops_on`: first day without cover (None = paid in time). `resumes_on`: first day covered
    again (None while unpaid). `waits`: services wait for the payment instead of being lost."""

    covered: bool
    stops_on: date | None
    resumes_on: date | None
    waits: bool
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeAnswer:
    """A change of plan, or leaving: whether it may be done (None while something is missing) and from when.

    `carries` are the pots whose use goes on in the new plan (old name, new name).
    """

    allowed: bool | None
    effective_on: date | None
    reasons: tuple[Reason, ...] = ()
    missing: tuple[Missing, ...] = ()
    carries: tuple[tuple[str, str], ...] = ()
    keeps_seniority: bool = True
