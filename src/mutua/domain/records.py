"""What is told to a society about people and requests, as entered or read from a sheet; nothing is stored yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from mutua.domain.case import FactValue
from mutua.domain.member_life import MemberKind

_EMPTY: Mapping[str, Any] = MappingProxyType({})


def _nothing() -> Any:
    return _EMPTY


class Identity(NamedTuple):
    """Who a person is. Texts are "" and dates None where nobody said.

    `card_number` is the society's own number for the person; it or the fiscal code tells one person from another.
    """

    surname: str
    given_name: str
    fiscal_code: str = ""
    card_number: str = ""
    born_on: date | None = None
    sex: str = ""
    address: str = ""
    postal_code: str = ""
    municipality: str = ""
    phone: str = ""
    email: str = ""
    iban: str = ""


@dataclass(frozen=True, slots=True)
class CoverTold:
    """An assistance of a plan that covers a person from a day to a day, both included (None: still open).

    `joined_on` is the day seniority is counted from, where it is earlier.
    """

    plan_code: str
    assistance: str
    effective_from: date
    ends_on: date | None = None
    joined_on: date | None = None


@dataclass(frozen=True, slots=True)
class FactTold:
    """An answer that a plan asks for, about a person or, where `of_household`, about all of the household.

    From `effective_from` on; None: always.
    """

    name: str
    value: FactValue
    effective_from: date | None = None
    of_household: bool = False


class PersonTold(NamedTuple):
    """A person of a household: who, since when, as what (`kinship`: titolare, coniuge, figlio…), with which covers."""

    household_code: str
    identity: Identity
    kinship: str
    effective_from: date
    ends_on: date | None = None
    fiscally_dependent: bool = False
    covers: tuple[CoverTold, ...] = ()
    facts: tuple[FactTold, ...] = ()
    firm_vat_number: str = ""
    firm_name: str = ""
    member_since: date | None = None  # a member of the time before the archive
    member_kind: MemberKind | None = None  # of which kind; None: nobody said


@dataclass(frozen=True, slots=True)
class ContributionTold:
    """A contribution of a household: how much, due when, paid when (None: not yet)."""

    household_code: str
    plan_code: str
    due_on: date
    amount_cents: int
    paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class LineTold:
    """One thing done and invoiced, with what is known of it and the papers of this line alone."""

    benefit: str
    facts: Mapping[str, FactValue] = field(default_factory=_nothing)
    papers: Mapping[str, date | None] = field(default_factory=_nothing)
    provider: str = ""


@dataclass(frozen=True, slots=True)
class ClaimTold:
    """A request as it arrives. `public_id` is the caller's, so that the same request told twice is one request.

    `authorises` asks to set aside instead of to pay; `authorised_by` is the public id of an earlier such request.
    `reference` is the number by which the office itself calls the request. `tops_up` is the public id of a request,
    under another cover of the person, whose rest this one asks for: line by line what that one left and paid is seen.
    """

    public_id: str
    person_id: int
    plan_code: str
    received_at: datetime
    lines: tuple[LineTold, ...]
    facts: Mapping[str, FactValue] = field(default_factory=_nothing)
    papers: Mapping[str, date | None] = field(default_factory=_nothing)
    channel: str = "counter"
    authorises: bool = False
    authorised_by: str = ""
    expires_on: date | None = None
    reference: str = ""
    tops_up: str = ""
