"""Working tables: what waits, what is parked, who did what when, counters, settings; no chain goes over them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Text

from mutua.store.base import Bytes, Instant, Whole, table

pending_claim = table(
    "pending_claim",
    Column("claim_id", Whole, ForeignKey("claim.claim_id"), primary_key=True, autoincrement=False),
    Column("household_id", Whole, ForeignKey("household.id"), nullable=False, index=True),
)

# What is still open of a request: cents that stand on an account of the benefits because of it, or how many lines its
# last decision suspended (`SUSPENDED`). It follows from history, and is written with it: so that a list of what waits
# never looks at all that ever was. Noughts stay. When the request came stands here too: the lists go by it.
# `PAPERS`: how many papers an authorisation was given without, by its rules; whoever decides writes it.
SUSPENDED, PAPERS = "suspended", "papers"
claim_open = table(
    "claim_open",
    Column("claim_id", Whole, ForeignKey("claim.claim_id"), primary_key=True, autoincrement=False),
    Column("what", Text, primary_key=True),
    Column("amount", Whole, nullable=False),
    Column("received_at", Instant, nullable=False),
)
# Each in the order of requests: what waits for something, and money.
_waits = (claim_open.c.what == SUSPENDED) & (claim_open.c.amount != 0)
Index(
    "ix_claim_open_waits", claim_open.c.received_at, claim_open.c.claim_id, sqlite_where=_waits,
    postgresql_where=_waits,
)  # fmt: skip
_money = (claim_open.c.what != SUSPENDED) & (claim_open.c.amount != 0)
Index(
    "ix_claim_open_money", claim_open.c.received_at, claim_open.c.claim_id, claim_open.c.what, claim_open.c.amount,
    sqlite_where=_money, postgresql_where=_money,
)  # fmt: skip

# Who has taken a request on, by their login: the newest one only, until nothing is left to do about it.
claim_taken = table(
    "claim_taken",
    Column("claim_id", Whole, ForeignKey("claim.claim_id"), primary_key=True, autoincrement=False),
    Column("account_id", Whole, ForeignKey("account.id"), nullable=False, index=True),
    Column("taken_at", Instant, nullable=False),
)

# Where the help that a request asks for is needed, and whom to ring: of that request alone, in the asker's own words.
claim_place = table(
    "claim_place",
    Column("claim_id", Whole, ForeignKey("claim.claim_id"), primary_key=True, autoincrement=False),
    Column("place", Text, nullable=False),
    Column("phone", Text, nullable=False),
)

parked_household = table(
    "parked_household",
    Column("household_id", Whole, ForeignKey("household.id"), primary_key=True, autoincrement=False),
    Column("parked_at", Instant, nullable=False),
    Column("cause", Text, nullable=False),
)

audit = table(
    "audit",
    Column("id", Whole, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("actor_id", Whole, ForeignKey("actor.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("object_kind", Text, nullable=False),
    Column("object_id", Text, nullable=False),
    Column("motive", Text, nullable=False),
)

idempotency = table(
    "idempotency",
    Column("actor_id", Whole, ForeignKey("actor.id"), primary_key=True, autoincrement=False),
    Column("operation", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("content_digest", Bytes, nullable=False),
    Column("answer", Text, nullable=False),
    Column("recorded_at", Instant, nullable=False),
)

job = table(
    "job",
    Column("id", Whole, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Column("decided", Whole, nullable=False),
    Column("parked", Whole, nullable=False),
)

counter = table(
    "counter",
    Column("name", Text, primary_key=True),
    Column("value", Whole, nullable=False),
)

setting = table(
    "setting",
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# What the columns of a sheet mean, as somebody said once; by the SHA-256 of its header. It holds titles, never cells.
sheet_mapping = table(
    "sheet_mapping",
    Column("kind", Text, primary_key=True),
    Column("signature", Text, primary_key=True),
    Column("content", Text, nullable=False),
    CheckConstraint("kind IN ('members', 'claims')", name="kind"),
    CheckConstraint("length(signature) = 64", name="signature"),
)
