"""What a statement of the bank confirms of payment runs: when the money went out, taken back by another row."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey

from mutua.store.base import Day, Whole, flag
from mutua.store.tables_kept import PROTECTED, kept

if "proxy" not in [one.name for one in PROTECTED]:
    raise ImportError("import mutua.store.tables: the tables kept for ever come in their order")

# A movement of the account (`bank_line_id`) is the debit of a run, or (`line_id`) of one transfer of it; `void`: it was
# said by mistake.
payment_debit = kept(
    "payment_debit",
    Column("run_id", Whole, ForeignKey("payment_run.run_id"), nullable=False, index=True),
    Column("line_id", Whole, ForeignKey("payment_line.line_id"), index=True),
    Column("bank_line_id", Whole, nullable=False, index=True),
    Column("booked_on", Day, nullable=False),
    Column("amount_cents", Whole, nullable=False),
    flag("void"),
    CheckConstraint("amount_cents > 0", name="amount"),
    numbered=False,
)
