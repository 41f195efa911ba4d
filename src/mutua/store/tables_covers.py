"""Tables kept for ever around covers: why each began, changed or ended, who need not join, use carried to another plan.

The covers themselves stand in `cover`, and what they say counts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import CheckConstraint, Column, ForeignKey, Text

from mutua.domain.cover_life import EXEMPTION_EVIDENCE, CoverReason
from mutua.store.base import Day, Whole
from mutua.store.tables_kept import PROTECTED, kept, period

if "payment_choice" not in [one.name for one in PROTECTED]:
    raise ImportError("import mutua.store.tables: the tables kept for ever come in their order")

# What happened to a cover: the one before (by plan, assistance and first day) and the one after.
cover_change = kept(
    "cover_change",
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("asked_on", Day, nullable=False),
    Column("effective_on", Day, nullable=False),
    Column("from_plan", Text),
    Column("from_assistance", Text),
    Column("from_since", Day),
    Column("to_plan", Text),
    Column("to_assistance", Text),
    Column("to_since", Day),
    CheckConstraint("from_plan IS NOT NULL OR to_plan IS NOT NULL", name="something"),
    CheckConstraint("(from_plan IS NULL) = (from_since IS NULL)", name="before"),
    CheckConstraint("(to_plan IS NULL) = (to_since IS NULL)", name="after"),
)

# Somebody of a household that must join as a whole need not. `grounds`: the answers of the plan that say so.
cover_exemption = kept(
    "cover_exemption",
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("plan_code", Text, nullable=False),
    Column("grounds", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    *period(),
)

# What was used of a ceiling under one plan counts under another one: the movement of the same entry says so too.
carried_use = kept(
    "carried_use",
    Column("owner_id", Whole, nullable=False, index=True),
    Column("holder", Text, nullable=False),
    Column("from_plan", Text, nullable=False),
    Column("from_pot", Text, nullable=False),
    Column("to_plan", Text, nullable=False),
    Column("to_pot", Text, nullable=False),
    Column("period", Day, nullable=False),
    Column("used", Whole, nullable=False),
    CheckConstraint("used <> 0", name="used"),
)

# The codes of each column that holds some.
COVER_CODES: Mapping[Column[str], Collection[str]] = {
    cover_change.c.reason: frozenset(CoverReason),
    cover_exemption.c.evidence: EXEMPTION_EVIDENCE,
}
