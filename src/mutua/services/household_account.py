"""A household's contributions on a page: what was charged, what is due and paid, receipts, what is on account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.dues import Charge, DueStanding
from mutua.domain.records import Identity
from mutua.services.late_payers import Late, late_on
from mutua.services.plan_book import PlanBook
from mutua.store.dues import (
    NoticeSent,
    PaymentChoice,
    ReceiptRecord,
    read_charges,
    read_choices,
    read_dues,
    read_notices,
    receipts_of,
)
from mutua.store.people import read_people
from mutua.store.who import household_codes, read_identities
from mutua.wording.firm_door import assistance_told


class ChargeShown(NamedTuple):
    """An item charged, with whom it is for."""

    charge: Charge
    who: Identity

    @property
    def item(self) -> str:
        """What it is charged for; a firm's statement charges the whole plan without a word for it."""
        return self.charge.title or assistance_told(self.charge.item)


class DueShown(NamedTuple):
    """A due with how it stands on the day: late where its day is past and something is open."""

    standing: DueStanding
    plan: str
    late: bool


@dataclass(frozen=True, slots=True)
class Account:
    """`to_pay_cents`: what the household itself has still to pay; `credit_cents`: what it is owed back."""

    household_id: int
    code: str
    charges: tuple[ChargeShown, ...]
    dues: tuple[DueShown, ...]
    receipts: tuple[ReceiptRecord, ...]
    notices: tuple[NoticeSent, ...]
    choices: tuple[PaymentChoice, ...]
    on_account_cents: int
    arrears: tuple[Late, ...] = ()  # what is late, also of what came by a list

    @property
    def to_pay_cents(self) -> int:
        return sum(one.standing.open_cents for one in self.dues if one.standing.due.firm_id is None)

    @property
    def late_cents(self) -> int:
        return sum(one.open_cents for one in self.arrears)

    @property
    def may_settle(self) -> bool:
        """Whether money could move between what is on account, owed, and owed back."""
        opened = [one.standing.open_cents for one in self.dues if one.standing.due.firm_id is None]
        return bool(self.receipts) and (min(opened, default=0) < 0 or (self.on_account_cents > 0 and any(opened)))

    @property
    def years(self) -> tuple[int, ...]:
        """The years something was due or received for, the newest first."""
        found = {one.standing.due.year for one in self.dues} | {one.receipt.received_on.year for one in self.receipts}
        return tuple(sorted(found, reverse=True))


def account_of(connection: Connection, plans: PlanBook | None, household_id: int, on: date) -> Account:
    """The account as it stands, dues by day. Without plans these are named by code, and nothing is said to be late."""
    charges = read_charges(connection, [household_id]).get(household_id, [])
    who = read_identities(connection, {one.person_id for one in charges})
    dues = sorted(read_dues(connection, [household_id]).get(household_id, []),
                  key=lambda one: (one.due.due_on, one.due.due_id))  # fmt: skip
    receipts = receipts_of(connection, household_ids=[household_id])
    return Account(
        household_id, household_codes(connection, [household_id])[household_id],
        tuple(ChargeShown(one, who.get(one.person_id, Identity("", ""))) for one in charges),
        tuple(DueShown(one, plan_title(plans, one.due.plan_code), _late(one, on)) for one in dues),
        tuple(receipts), tuple(read_notices(connection, [household_id]).get(household_id, ())),
        tuple(read_choices(connection, [household_id]).get(household_id, ())),
        sum(one.parts.get(None, 0) for one in receipts if one.receipt.returned_of is None),
        () if plans is None else tuple(late_on(connection, plans, on, [household_id])),
    )  # fmt: skip


def _late(one: DueStanding, on: date) -> bool:
    return one.due.firm_id is None and one.open_cents > 0 and one.due.due_on < on


def plan_title(plans: PlanBook | None, plan_code: str) -> str:
    booked = plans.get(plan_code) if plans is not None else None
    return plan_code if booked is None else booked.plan.head.title


class Head(NamedTuple):
    """Who stands for a household: the `titolare`, else whoever came first."""

    person_id: int
    who: Identity


def heads_of(connection: Connection, household_ids: Sequence[int], on: date) -> dict[int, Head]:
    """Who stands for each of the households on the day, else who did last."""
    people = read_people(connection, household_ids)
    chosen: dict[int, int] = {}
    for home in household_ids:
        places = sorted(people.by_household.get(home, ()), key=lambda one: (
            one.holds_on(on), one.kinship == "titolare", one.effective_from))  # fmt: skip
        if places:
            chosen[home] = places[-1].person_id
    who = read_identities(connection, chosen.values())
    return {home: Head(id_, who.get(id_, Identity("", ""))) for home, id_ in chosen.items()}
