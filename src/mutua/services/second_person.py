"""Whether a decision needs a second person: an amount above the society's limit, somebody of the staff or their family.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.four_eyes import Rule, Rules, Why, reasons_for_decision
from mutua.store.approvals import read_rules, staff_families


class Watch(NamedTuple):
    """What is needed to tell it, read once for many requests."""

    rules: Rules
    staff: frozenset[int]
    on: date

    def why(self, person_id: int, granted_cents: int) -> tuple[Why, ...]:
        """Why the decision needs two people; nothing: it does not."""
        return reasons_for_decision(self.rules, self.on, granted_cents, staff=person_id in self.staff)


def watch(connection: Connection, on: date) -> Watch:
    """The society's rules of the day, and who belongs to the staff or to their families."""
    rules = read_rules(connection)
    return Watch(rules, staff_families(connection) if rules.holds(Rule.STAFF, on) else frozenset(), on)


def words(why: tuple[Why, ...]) -> str:
    """The reasons as a refusal carries them: their codes."""
    return " ".join(why)
