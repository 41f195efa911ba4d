"""Tables kept for ever of contributions: what is charged, when it is due, money that came in and what it paid.

Codes are not listed in rules of the database: a table kept for ever is never made anew, and lists grow. `verify` knows
them (`DUE_CODES`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import CheckConstraint, Column, ForeignKey, Text

from mutua.domain.dues import OUTSIDE_REGIMES, Channel, DueKind, Regime
from mutua.store.base import Bytes, Day, Whole, flag, table
from mutua.store.tables_kept import PROTECTED, kept

if "household_move" not in [one.name for one in PROTECTED]:
    raise ImportError("import mutua.store.tables: the tables kept for ever come in their order")

NOTICE_KINDS = ("notice", "reminder")


# An item charged to a person for a year; a negative amount takes back. No firm: the household owes it.
charge = kept(
    "charge",
    Column("charge_id", Whole, nullable=False, unique=True),
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("plan_code", Text, nullable=False),
    Column("year", Whole, nullable=False),
    Column("item", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("amount_cents", Whole, nullable=False),
    Column("firm_id", Whole, ForeignKey("firm.id")),
    Column("effective_from", Day, nullable=False),
    Column("ends_on", Day, nullable=False),
    Column("version", Text, nullable=False),
    Column("fingerprint", Bytes, nullable=False),
    Column("article", Text, nullable=False),
    Column("corrects_id", Whole, ForeignKey("charge.charge_id")),
    CheckConstraint("amount_cents <> 0", name="amount"),
    CheckConstraint("ends_on >= effective_from", name="period"),
)

# A part to be paid by a day, on the chain of the household; a negative amount is owed to the payer.
due = kept(
    "due",
    Column("due_id", Whole, nullable=False, unique=True),
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("plan_code", Text, nullable=False),
    Column("year", Whole, nullable=False),
    Column("sequence", Whole, nullable=False),
    Column("due_on", Day, nullable=False),
    Column("amount_cents", Whole, nullable=False),
    Column("surcharge_cents", Whole, nullable=False),
    Column("firm_id", Whole, ForeignKey("firm.id"), index=True),
    Column("statement_id", Whole, index=True),
    Column("regime", Text, nullable=False),
    Column("reference", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    CheckConstraint("amount_cents <> 0", name="amount"),
    CheckConstraint("surcharge_cents >= 0", name="surcharge"),
    CheckConstraint("sequence > 0", name="sequence"),
)

# Money that came in, or went back (`returned_of`): on the chain of the household that paid, of the book of the firms
# for a firm, of the members' book for anybody else. `reference` is the bank's own; never a name.
receipt = kept(
    "receipt",
    Column("receipt_id", Whole, nullable=False, unique=True),
    Column("channel", Text, nullable=False),
    Column("received_on", Day, nullable=False),
    Column("amount_cents", Whole, nullable=False),
    Column("payer_person_id", Whole, ForeignKey("person.id"), index=True),
    Column("payer_firm_id", Whole, ForeignKey("firm.id"), index=True),
    Column("reference", Text, nullable=False, index=True),
    Column("bank_line_id", Whole, index=True),
    Column("returned_of", Whole, ForeignKey("receipt.receipt_id"), index=True),
    CheckConstraint("amount_cents > 0", name="amount"),
    CheckConstraint("payer_person_id IS NULL OR payer_firm_id IS NULL", name="payer"),
    numbered=False,
)

# Who paid a receipt and is nobody of the archive, and as which source it counts for the tax: erasable, beside the
# receipt that is kept. Of somebody erased the name is emptied.
receipt_payer = table(
    "receipt_payer",
    Column("receipt_id", Whole, ForeignKey("receipt.receipt_id"), primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("regime", Text, nullable=False),
)

# What a receipt paid, on the chain of the household whose due it is; no due: kept on account, on the payer's chain.
# The parts of a receipt sum to its amount, those of a return to the amount below nought.
allocation = kept(
    "allocation",
    Column("receipt_id", Whole, ForeignKey("receipt.receipt_id"), nullable=False, index=True),
    Column("due_id", Whole, ForeignKey("due.due_id"), index=True),
    Column("amount_cents", Whole, nullable=False),
    CheckConstraint("amount_cents <> 0", name="amount"),
)

# A notice or a reminder that went out; the paper itself is kept nowhere, only its mark.
notice_sent = kept(
    "notice_sent",
    Column("year", Whole, nullable=False),
    Column("kind", Text, nullable=False),
    Column("sequence", Whole, nullable=False),
    Column("issued_on", Day, nullable=False),
    Column("reference", Text, nullable=False),
    Column("open_cents", Whole, nullable=False),
    Column("sha256", Text, nullable=False),
    CheckConstraint("sequence > 0", name="sequence"),
    CheckConstraint("length(sha256) IN (0, 64)", name="sha256"),
)

# How a household pays a plan from a year on: in which instalments, by which channel. The newest telling counts.
payment_choice = kept(
    "payment_choice",
    Column("plan_code", Text, nullable=False),
    Column("year", Whole, nullable=False),
    Column("instalments", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("chosen_on", Day, nullable=False),
    flag("void"),
)

# The codes of each column that holds some.
DUE_CODES: Mapping[Column[str], Collection[str]] = {
    due.c.regime: frozenset(Regime),
    due.c.kind: frozenset(DueKind),
    receipt.c.channel: frozenset(Channel),
    receipt_payer.c.regime: frozenset(OUTSIDE_REGIMES),
    notice_sent.c.kind: NOTICE_KINDS,
    payment_choice.c.channel: frozenset({"", *Channel}),
}
