"""Tables of payments to members: runs with their lines and what became of each, kept for ever without name or account.

The file of a run holds names and accounts: it stands encrypted in a table of its own, and goes with those it names.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import CheckConstraint, Column, ForeignKey, Text

from mutua.store.base import Bytes, Day, Whole, table
from mutua.store.tables_bank import FORMS
from mutua.store.tables_kept import PROTECTED, kept

if "approval" not in [one.name for one in PROTECTED]:
    raise ImportError("import mutua.store.tables: the tables kept for ever come in their order")

RELEASED, DROPPED = "released", "dropped"
RUN_ENDS = (RELEASED, DROPPED)
BACK, REJECTED = "returned", "refused"
LINE_EVENTS = (BACK, REJECTED)

# A payment run that was prepared, on the chain of the bank's book, with its lines. `content_digest`: of the lines, who
# is paid and where, and the bytes of the file; it is what the second person approves.
payment_run = kept(
    "payment_run",
    Column("run_id", Whole, nullable=False, unique=True),
    Column("public_id", Text, nullable=False, unique=True),
    Column("form", Text, nullable=False),
    Column("execute_on", Day, nullable=False),
    Column("line_count", Whole, nullable=False),
    Column("total_cents", Whole, nullable=False),
    Column("content_digest", Text, nullable=False),
    Column("file_sha256", Text, nullable=False),
    CheckConstraint("line_count > 0", name="line_count"),
    CheckConstraint("total_cents > 0", name="total"),
    CheckConstraint("length(content_digest) = 64", name="content_digest"),
    CheckConstraint("length(file_sha256) = 64", name="file_sha256"),
    numbered=False,
)

# A line of it: one request, one transfer.
payment_line = kept(
    "payment_line",
    Column("line_id", Whole, nullable=False, unique=True),
    Column("run_id", Whole, ForeignKey("payment_run.run_id"), nullable=False, index=True),
    Column("claim_id", Whole, ForeignKey("claim.claim_id"), nullable=False, index=True),
    Column("end_to_end", Text, nullable=False, unique=True),
    Column("amount_cents", Whole, nullable=False),
    CheckConstraint("amount_cents > 0", name="amount"),
)

# How a run ended, once: released (its file was written, its payments recorded) or dropped.
payment_run_end = kept(
    "payment_run_end",
    Column("run_id", Whole, ForeignKey("payment_run.run_id"), nullable=False, unique=True),
    Column("how", Text, nullable=False),
    Column("ended_on", Day, nullable=False),
    numbered=False,
)

# The money of a line came back, or the bank refused it, once; in the entry by which it is owed again.
payment_line_event = kept(
    "payment_line_event",
    Column("line_id", Whole, ForeignKey("payment_line.line_id"), nullable=False, unique=True),
    Column("event", Text, nullable=False),
    Column("happened_on", Day, nullable=False),
    Column("reason", Text, nullable=False),
    numbered=False,
)

# The file of a run that was released, encrypted with a key of its own, which the master key wraps.
payment_file = table(
    "payment_file",
    Column("run_id", Whole, ForeignKey("payment_run.run_id"), primary_key=True, autoincrement=False),
    Column("wrapped", Bytes, nullable=False),
    Column("content", Bytes, nullable=False),
)

# The codes of each column that holds some.
PAYMENT_CODES: Mapping[Column[str], Collection[str]] = {
    payment_run.c.form: FORMS,
    payment_run_end.c.how: RUN_ENDS,
    payment_line_event.c.event: LINE_EVENTS,
}
