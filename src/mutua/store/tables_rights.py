"""Papers issued and people erased, kept for ever without a name; and who looked at whose file, for a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import CheckConstraint, Column, ForeignKey, Text

from mutua.store.base import Day, Instant, Whole, table
from mutua.store.tables_kept import PROTECTED, kept

if "payment_choice" not in [one.name for one in PROTECTED]:
    raise ImportError("import mutua.store.tables: the tables kept for ever come in their order")

# A paper that left the society, by what its bytes are. Of a person, of a household (nobody named), of a firm. `year`
# tells papers of one kind apart: the year it is about, the day (20260831), the number of the statement.
paper_issued = kept(
    "paper_issued",
    Column("kind", Text, nullable=False),
    Column("person_id", Whole, ForeignKey("person.id"), index=True),
    Column("firm_id", Whole, ForeignKey("firm.id")),
    Column("year", Whole),
    Column("issued_on", Day, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("byte_count", Whole, nullable=False),
    CheckConstraint("length(sha256) = 64", name="sha256"),
    CheckConstraint("byte_count > 0", name="byte_count"),
    numbered=False,
)

# A person who was erased: who they were is in no table any more. `erasure` names their decisions.
person_erased = kept(
    "person_erased",
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("erased_on", Day, nullable=False),
    Column("motive", Text, nullable=False),
    numbered=False,
)

# Somebody looked at a person's file: `what` they did. Never changed, taken away when its time is over.
file_access = table(
    "file_access",
    Column("id", Whole, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("actor_id", Whole, ForeignKey("actor.id"), nullable=False),
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("what", Text, nullable=False),
    Column("motive", Text, nullable=False),
)

PAPER_KINDS = (
    "certificate", "statement", "card", "firm_list", "members_book", "adhesion", "firm_statement", "offer",
    "decision_letter", "papers_asked", "reversal_letter", "appeal_letter", "receipt", "payment_advice",
)  # fmt: skip
# The codes of each column that holds some.
PAPER_CODES: Mapping[Column[str], Collection[str]] = {paper_issued.c.kind: PAPER_KINDS}
