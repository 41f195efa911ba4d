"""What a member's household still owes, as the notice tells it: by which day, how much, how it is paid."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.services.person_sheet import PersonSheet
from mutua.services.plan_book import PlanBook
from mutua.services.society import letterhead
from mutua.store.dues import read_dues


class Part(NamedTuple):
    """What is open of one day and one plan; `reference` "" where it came by a list and none was given."""

    due_on: date
    plan: str
    cents: int
    reference: str


class Owed(NamedTuple):
    """`parts`: what is late, the oldest first. `name`, `iban`: to whom it is paid, "" for what nobody said."""

    parts: tuple[Part, ...]
    name: str
    iban: str


def owed_by_home(connection: Connection, plans: PlanBook, sheet: PersonSheet, today: date) -> Owed | None:
    """What the household of the sheet has not paid in time; None where nothing is late. A firm's part is the firm's."""
    if not sheet.owed_by_home_cents:
        return None
    found: dict[tuple[date, str, str], int] = {}
    for some in read_dues(connection, {one.household_id for one in sheet.late}).values():
        for one in some:
            if one.due.firm_id is None and one.due.due_on < today:
                key = (one.due.due_on, one.due.plan_code, one.due.reference)
                found[key] = found.get(key, 0) + one.open_cents
    parts = tuple(
        Part(due_on, booked.plan.head.title if (booked := plans.get(code)) is not None else code, cents, reference)
        for (due_on, code, reference), cents in sorted(found.items()) if cents > 0
    )  # fmt: skip
    head = letterhead(connection)
    return Owed(parts, head.name, head.iban) if parts else None
