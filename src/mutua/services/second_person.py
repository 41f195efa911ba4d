"""Whether a decision needs a second person, by amount or by whom it is for; whether its rules were approved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.four_eyes import Rule, Rules, Why, reasons_for_decision
from mutua.services.plan_book import BookedPlan
from mutua.store.approvals import approved_contents, read_rules, staff_families


class Watch(NamedTuple):
    """What is needed to tell it, read once for many requests."""

    rules: Rules
    staff: frozenset[int]
    on: date
    contents: Mapping[str, str] | None  # of the plans that were approved, by plan; None: nobody need approve them

    def why(self, person_id: int, given_cents: int) -> tuple[Why, ...]:
        """Why the decision needs two people; nothing: it does not."""
        return reasons_for_decision(self.rules, self.on, given_cents, staff=person_id in self.staff)


    def closed(self, booked: BookedPlan) -> bool:
        """Whether nothing may be decided by a plan of this content: two people were to approve it, and did not."""
        return self.contents is not None and not booked.known_as(self.contents.get(booked.code, ""))


def watch(connection: Connection, on: date) -> Watch:
    """The society's rules of the day, and who belongs to the staff or to their families."""
    rules = read_rules(connection)
    staff = staff_families(connection) if rules.holds(Rule.STAFF, on) else frozenset()
    return Watch(rules, staff, on, approved_contents(connection) if rules.holds(Rule.RULES, on) else None)
