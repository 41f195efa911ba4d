"""Tables of the bank: statements and their movements (erasable); mandates and debits asked for (kept for ever).

Movements hold names, accounts and what payers wrote: they are no history and may be erased. What is kept for ever of a
mandate or a debit are numbers, days and amounts, never a name nor an account.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import CheckConstraint, Column, ForeignKey, Text, UniqueConstraint

from mutua.store.base import Day, Instant, Whole, flag, table
from mutua.store.tables_kept import PROTECTED, kept

if "payment_choice" not in [one.name for one in PROTECTED]:
    raise ImportError("import mutua.store.tables: the tables kept for ever come in their order")

OPEN, CONFIRMED, SET_ASIDE, NOT_OURS = "open", "confirmed", "set_aside", "not_ours"
STATES = (OPEN, CONFIRMED, SET_ASIDE, NOT_OURS)
SCHEMES = ("CORE", "B2B")
TURNS = ("FRST", "RCUR", "FNAL", "OOFF")
MANDATE_KINDS = ("recurrent", "one_off")
MANDATE_ENDS = ("revoked", "lapsed", "replaced", "mistaken")
COLLECTED, REFUSED, RETURNED = "collected", "refused", "returned"
DEBIT_EVENTS = (COLLECTED, REFUSED, RETURNED)
FORMS = ("cbi", "iso")


# A statement of an account, by the SHA-256 of the file it came in and which one of that file it was.
bank_statement = table(
    "bank_statement",
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column("sha256", Text, nullable=False),
    Column("ordinal", Whole, nullable=False),
    Column("form", Text, nullable=False),
    Column("account", Text, nullable=False, index=True),
    Column("number", Text, nullable=False),
    Column("from_on", Day),
    Column("to_on", Day),
    Column("opening_cents", Whole),
    Column("closing_cents", Whole),
    Column("imported_at", Instant, nullable=False),
    UniqueConstraint("sha256", "ordinal"),
    CheckConstraint("length(sha256) = 64", name="sha256"),
)

# A movement: `line_key` names it for ever, so that the same one in another file is not taken for new.
bank_line = table(
    "bank_line",
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column("statement_id", Whole, ForeignKey("bank_statement.id"), nullable=False, index=True),
    Column("line_key", Text, nullable=False, unique=True),
    Column("booked_on", Day, nullable=False, index=True),
    Column("value_on", Day),
    Column("amount_cents", Whole, nullable=False),
    Column("text", Text, nullable=False),
    Column("other_name", Text, nullable=False),
    Column("other_iban", Text, nullable=False),
    Column("bank_reference", Text, nullable=False),
    Column("end_to_end", Text, nullable=False),
    Column("mandate", Text, nullable=False),
    flag("returned"),
    Column("return_reason", Text, nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("motive", Text, nullable=False),
    CheckConstraint("amount_cents <> 0", name="amount"),
    CheckConstraint("length(line_key) = 64", name="line_key"),
    CheckConstraint("state IN ('open', 'confirmed', 'set_aside', 'not_ours')", name="state"),
)

# What the columns of a bank's table mean, as somebody said once; it holds titles, never cells.
bank_header = table(
    "bank_header",
    Column("signature", Text, primary_key=True),
    Column("content", Text, nullable=False),
)

# Whose account a mandate lets be debited: erasable, beside the mandate that is kept.
mandate_account = table(
    "mandate_account",
    Column("mandate_id", Whole, ForeignKey("mandate.mandate_id"), primary_key=True, autoincrement=False),
    Column("holder", Text, nullable=False),
    Column("iban", Text, nullable=False),
)

# ---------------------------------------------------------------- kept for ever

# Leave to debit an account, on the chain of the household whose contributions it pays.
mandate = kept(
    "mandate",
    Column("mandate_id", Whole, nullable=False, unique=True),
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("reference", Text, nullable=False, unique=True),
    Column("scheme", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("signed_on", Day, nullable=False),
    numbered=False,
)

mandate_end = kept(
    "mandate_end",
    Column("mandate_id", Whole, ForeignKey("mandate.mandate_id"), nullable=False, unique=True),
    Column("ended_on", Day, nullable=False),
    Column("motive", Text, nullable=False),
    numbered=False,
)

# A file of debits that was made, on the chain of the bank's book.
debit_collection = kept(
    "debit_collection",
    Column("collection_id", Whole, nullable=False, unique=True),
    Column("form", Text, nullable=False),
    Column("scheme", Text, nullable=False),
    Column("collect_on", Day, nullable=False),
    Column("notified_on", Day, nullable=False),
    Column("debit_count", Whole, nullable=False),
    Column("total_cents", Whole, nullable=False),
    Column("file_sha256", Text, nullable=False),
    CheckConstraint("debit_count > 0", name="debit_count"),
    CheckConstraint("total_cents > 0", name="total"),
    CheckConstraint("length(file_sha256) = 64", name="file_sha256"),
    numbered=False,
)

# One debit of it, on the chain of the household that pays; the parts say which dues it asks for.
debit = kept(
    "debit",
    Column("debit_id", Whole, nullable=False, unique=True),
    Column("collection_id", Whole, ForeignKey("debit_collection.collection_id"), nullable=False, index=True),
    Column("mandate_id", Whole, ForeignKey("mandate.mandate_id"), nullable=False, index=True),
    Column("end_to_end", Text, nullable=False, unique=True),
    Column("turn", Text, nullable=False),
    Column("amount_cents", Whole, nullable=False),
    CheckConstraint("amount_cents > 0", name="amount"),
    numbered=False,
)

debit_part = kept(
    "debit_part",
    Column("debit_id", Whole, ForeignKey("debit.debit_id"), nullable=False, index=True),
    Column("due_id", Whole, ForeignKey("due.due_id"), nullable=False, index=True),
    Column("amount_cents", Whole, nullable=False),
    CheckConstraint("amount_cents <> 0", name="amount"),
)

# What became of a debit; the newest counts. `receipt_id`: the money that came in, or what took it back.
debit_event = kept(
    "debit_event",
    Column("debit_id", Whole, ForeignKey("debit.debit_id"), nullable=False, index=True),
    Column("event", Text, nullable=False),
    Column("happened_on", Day, nullable=False),
    Column("reason", Text, nullable=False),
    Column("receipt_id", Whole, ForeignKey("receipt.receipt_id"), index=True),
    flag("void"),
)

# The codes of each column that holds some.
BANK_CODES: Mapping[Column[str], Collection[str]] = {
    mandate.c.scheme: SCHEMES,
    mandate.c.kind: MANDATE_KINDS,
    mandate_end.c.motive: MANDATE_ENDS,
    debit_collection.c.form: FORMS,
    debit_collection.c.scheme: SCHEMES,
    debit.c.turn: TURNS,
    debit_event.c.event: DEBIT_EVENTS,
}
