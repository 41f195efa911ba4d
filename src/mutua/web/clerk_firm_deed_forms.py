"""What the buttons send that make a firm, its plan, its delegations, and answer for who left it."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from mutua.domain.faults import Fault
from mutua.domain.firms import WHOLE_SHARE
from mutua.domain.italian import italian_decimal
from mutua.web.clerk_firm_forms import Month
from mutua.web.forms import CentsOrNone, Count, Day, DayOrNone, Form, Line, LineOrNone

RoleWord = Literal["adherent", "firm", "provider", "intermediary", "referrer", "facility"]
CategoryWord = Literal["employee", "executive", "director", "family_collaborator", "other"]
BasisWord = Literal["contract", "agreement", "company_regulation", "voluntary"]
FamilyWord = Literal["none", "optional", "whole_household"]
EntryWord = Literal["same_day", "first_of_next_month"]
ExitWord = Literal["end_of_month", "end_of_paid_period"]
CadenceWord = Literal["monthly", "quarterly", "yearly"]
# What each choice of the form of a plan offers.
OFFERED = {
    name: get_args(kind)
    for name, kind in (("category", CategoryWord), ("legal_basis", BasisWord), ("family", FamilyWord),
                       ("entry_rule", EntryWord), ("exit_rule", ExitWord), ("cadence", CadenceWord))
}  # fmt: skip


def _percent(value: Any) -> Any:
    """Hundredths of a percent of `70`, `2,5` or `2,5 %`."""
    found = italian_decimal(value.strip().removesuffix("%").strip()) if isinstance(value, str) else None
    if found is None or isinstance(found, Fault) or not 0 <= found <= WHOLE_SHARE:
        raise PydanticCustomError("not_a_percent", "not a share")
    return found


Percent = Annotated[int, BeforeValidator(_percent)]
Days = Annotated[Count, Field(le=3650)]


class NewFirm(Form):
    several: ClassVar[frozenset[str]] = frozenset({"roles"})
    name: Line
    vat: LineOrNone = ""
    tax_code: LineOrNone = ""
    roles: Annotated[list[RoleWord], Field(max_length=6, default_factory=list)]
    seat: LineOrNone = ""
    contact: LineOrNone = ""
    email: LineOrNone = ""
    pec: LineOrNone = ""
    phone: LineOrNone = ""
    kind: LineOrNone = ""


class RoleTold(Form):
    """A role given from a day on, or (`until`) taken after a day."""

    role: RoleWord
    since: DayOrNone = None
    until: DayOrNone = None


class Delegated(Form):
    """A firm lets a consultant act for it; the signed paper may come along."""

    to: Line
    scope: Literal["enrol", "statements", "both"] = "both"
    since: Day


class NoLongerDelegated(Form):
    to: Line
    on: Day


class PlanQuery(Form):
    """Which plan is to be offered, or which one of the firm renewed."""

    piano: LineOrNone = ""
    rinnova: Count | None = None


class PlanTerms(Form):
    """What a firm and the society agree. `rate`: euros a month for each `assistance`, in its order; empty for none."""

    several: ClassVar[frozenset[str]] = frozenset({"assistance", "rate"})
    plan: Line
    renewed: Count = 0  # the number of the plan that is renewed; 0: a new one
    assistance: Annotated[list[LineOrNone], Field(max_length=40, default_factory=list)]
    rate: Annotated[list[CentsOrNone], Field(max_length=40, default_factory=list)]
    valid_from: Day
    quoted: Literal["", "yes"] = ""
    category: CategoryWord = "employee"
    legal_basis: BasisWord = "company_regulation"
    basis_on: DayOrNone = None
    firm_share: Percent = WHOLE_SHARE
    fund_share: Percent = 0
    family: FamilyWord = "none"
    entry_rule: EntryWord = "first_of_next_month"
    exit_rule: ExitWord = "end_of_month"
    cadence: CadenceWord = "monthly"
    suspends_unpaid_leave: Literal["", "yes"] = ""
    due_days: Days = 30
    grace_days: Days = 30
    restore_days: Days = 0
    offer_days: Days = 60
    seniority_days: Days = 365


class PlanStep(Form):
    """What happens to a plan: signed, in force from a day, over after a day."""

    number: Count
    step: Literal["offered", "signed", "activated", "renewal_opened", "ended"]
    on: Day
    motive: LineOrNone = ""


class OfferAnswered(Form):
    """What somebody who left says to going on alone."""

    number: Count
    answer: Literal["accept", "decline"]
    on: Day


class StatementsOfAll(Form):
    month: Month
