"""The tables of the archive, in one list: who is who, what was asked, what was decided, what was paid.

Three kinds of table:

- *kept for ever* (`PROTECTED`): each row belongs to an entry of a chain (`chain_id`, `position`), never changes and
  never goes away; a correction is another row. Dated facts are told anew: of the rows with the same key the newest
  counts, and `void` takes the fact back.
- *erasable*: who a person is, and the facts a decision saw. They may be erased when the law asks; the chain holds only
  commitments to them.
- *working*: balances, ends of chains, lists of what waits. Each can be made again from the first kind.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)

from mutua.store.base import Bytes, Day, Instant, Whole, flag, metadata, table
from mutua.store.tables_kept import PROTECTED, actor, chain, entry, kept
from mutua.store.tables_people import (
    contribution,
    cover,
    employment,
    fact,
    firm,
    household,
    household_place,
    identity,
    person,
    provider,
)

# ---------------------------------------------------------------- claims

claim = kept(
    "claim",
    Column("claim_id", Whole, nullable=False, unique=True),
    Column("public_id", Text, nullable=False, unique=True),
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("plan_code", Text, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("channel", Text, nullable=False),
    flag("authorisation"),
    Column("authorisation_id", Whole, ForeignKey("claim.claim_id")),
    Column("expires_on", Day),
    Column("facts", Text, nullable=False),
    Column("reference", Text, nullable=False, index=True),  # the number that the office gave it, "" where it gave none
    CheckConstraint("channel IN ('counter', 'post', 'web', 'import', 'demo')", name="channel"),
    numbered=False,
)

claim_line = kept(
    "claim_line",
    Column("claim_id", Whole, ForeignKey("claim.claim_id"), nullable=False, index=True),
    Column("benefit", Text, nullable=False),
    Column("service_on", Day),
    Column("expense_cents", Whole),
    Column("invoice_number", Text),
    Column("invoiced_on", Day),
    Column("group_code", Text),
    Column("provider_id", Whole, ForeignKey("provider.id")),
    Column("facts", Text, nullable=False),
    CheckConstraint("expense_cents >= 0", name="expense"),
    CheckConstraint("number BETWEEN 1 AND 1000", name="number"),
)

# Answers that came later; of a line, or of the request where the line is 0. The newest answer counts.
claim_answer = kept(
    "claim_answer",
    Column("claim_id", Whole, ForeignKey("claim.claim_id"), nullable=False, index=True),
    Column("line", Whole, nullable=False),
    Column("facts", Text, nullable=False),
)

# A delivered file: named by the SHA-256 of its stored (encrypted) bytes. `plain_sha256` tells the same file sent twice.
attachment = table(
    "attachment",
    Column("sha256", Text, primary_key=True),
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("plain_sha256", Text, nullable=False, index=True),
    Column("byte_count", Whole, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("stored_at", Instant, nullable=False),
    CheckConstraint("length(sha256) = 64 AND length(plain_sha256) = 64", name="sha256"),
)

# The key of a person's files, wrapped by the master key, which is not in the archive. Without it they are gone.
person_key = table(
    "person_key",
    Column("person_id", Whole, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("wrapped", Bytes, nullable=False),
)

paper = kept(
    "paper",
    Column("claim_id", Whole, ForeignKey("claim.claim_id"), nullable=False, index=True),
    Column("line", Whole, nullable=False),
    Column("name", Text, nullable=False),
    Column("dated_on", Day),
    Column("attachment_sha256", Text),
)

claim_withdrawal = kept(
    "claim_withdrawal",
    Column("claim_id", Whole, ForeignKey("claim.claim_id"), nullable=False, unique=True),
    Column("motive", Text, nullable=False),
    numbered=False,
)

# ---------------------------------------------------------------- rules and decisions

rules_snapshot = table(
    "rules_snapshot",
    Column("id", Whole, primary_key=True),
    Column("plan_code", Text, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("content", Bytes, nullable=False),
)

decision = kept(
    "decision",
    Column("claim_id", Whole, ForeignKey("claim.claim_id"), nullable=False),
    Column("sequence", Whole, nullable=False),
    Column("kind", Text, nullable=False),
    Column("decided_on", Day, nullable=False),
    Column("snapshot_id", Whole, ForeignKey("rules_snapshot.id"), nullable=False),
    Column("engine_version", Text, nullable=False),
    Column("granted_cents", Whole, nullable=False),
    Column("answer_digest", Bytes, nullable=False),
    Column("commitment", Bytes, nullable=False),
    Column("motive", Text, nullable=False),
    UniqueConstraint("claim_id", "sequence"),
    CheckConstraint("kind IN ('decision', 'correction', 'reversal')", name="kind"),
    CheckConstraint("granted_cents >= 0", name="granted"),
    CheckConstraint("sequence > 0", name="sequence"),
    numbered=False,
)

decision_line = kept(
    "decision_line",
    Column("claim_id", Whole, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("fingerprint", Bytes, nullable=False),
    Column("asked_cents", Whole, nullable=False),
    Column("computed_cents", Whole, nullable=False),
    Column("granted_cents", Whole, nullable=False),
    Column("suspended_cents", Whole, nullable=False),
    Column("deferred_cents", Whole, nullable=False),
    Column("quantity_asked", Whole, nullable=False),
    Column("quantity_granted", Whole, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("evidence", Bytes, nullable=False),
    CheckConstraint("outcome IN ('paid', 'reduced', 'refused', 'suspended', 'deferred')", name="outcome"),
    CheckConstraint("granted_cents >= 0 AND suspended_cents >= 0 AND deferred_cents >= 0", name="cents"),
    CheckConstraint("granted_cents + suspended_cents + deferred_cents <= asked_cents", name="asked"),
)

# The facts a decision saw: erasable. The decision holds a commitment to them.
facts_seen = table(
    "facts_seen",
    Column("chain_id", Whole, primary_key=True, autoincrement=False),
    Column("position", Whole, primary_key=True, autoincrement=False),
    Column("salt", Bytes, nullable=False),
    Column("content", Bytes, nullable=False),
    ForeignKeyConstraint(["chain_id", "position"], ["decision.chain_id", "decision.position"]),
)

erasure = kept(
    "erasure",
    Column("erased_chain_id", Whole, nullable=False),
    Column("erased_position", Whole, nullable=False),
    Column("motive", Text, nullable=False),
)

# `owner_id`: the person, household or firm whose balance it is, 0 the society; `holder` as the rules say it.
movement = kept(
    "movement",
    Column("claim_id", Whole, nullable=False),
    Column("line", Whole, nullable=False),
    Column("owner_id", Whole, nullable=False),
    Column("plan_code", Text, nullable=False),
    Column("pot", Text, nullable=False),
    Column("holder", Text, nullable=False),
    Column("period", Day, nullable=False),
    Column("used", Whole, nullable=False),
    Column("reserved", Whole, nullable=False),
    Column("token", Text, nullable=False),
)

balance = table(
    "balance",
    Column("owner_id", Whole, primary_key=True, autoincrement=False),
    Column("plan_code", Text, primary_key=True),
    Column("year", Whole, primary_key=True, autoincrement=False),
    Column("content", Text, nullable=False),
)

# ---------------------------------------------------------------- the books

ledger_entry = kept(
    "ledger_entry",
    Column("book", Text, nullable=False),
    Column("booked_on", Day, nullable=False),
    Column("code", Text, nullable=False),
    Column("claim_id", Whole),
    CheckConstraint("book IN ('benefits', 'contributions', 'funds')", name="book"),
)

posting = kept(
    "posting",
    Column("leg", Whole, primary_key=True, autoincrement=False),
    Column("account", Text, nullable=False),
    Column("amount_cents", Whole, nullable=False),
    CheckConstraint("amount_cents <> 0", name="amount"),
    CheckConstraint("amount_cents BETWEEN -1000000000000 AND 1000000000000", name="range"),
)

payment = kept(
    "payment",
    Column("claim_id", Whole, ForeignKey("claim.claim_id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("paid_on", Day, nullable=False),
    Column("amount_cents", Whole, nullable=False),
    Column("reference", Text, nullable=False),
    CheckConstraint("kind IN ('payment', 'return')", name="kind"),
    CheckConstraint("amount_cents > 0", name="amount"),
    numbered=False,
)

# ---------------------------------------------------------------- since schema 0002
# A kept table never gets another column: old rows would no longer be what was sealed. What comes later is a new table.

# A request that asks for what another one, under another cover of the person, left.
topping_up = kept(
    "topping_up",
    Column("claim_id", Whole, ForeignKey("claim.claim_id"), nullable=False, unique=True),
    Column("tops_up_id", Whole, ForeignKey("claim.claim_id"), nullable=False, index=True),
    CheckConstraint("tops_up_id < claim_id", name="order"),
    numbered=False,
)

# Since schema 0004. They come last: the order of PROTECTED never changes.
from mutua.store.tables_members import book_line, cohabitation, death, household_move, membership, resolution  # noqa: E402, I001

# Since schema 0005.
from mutua.store.tables_dues import allocation, charge, due, notice_sent, payment_choice, receipt  # noqa: E402
from mutua.store.tables_dues import receipt_payer  # noqa: E402  # since schema 0013

# Since schema 0006.
from mutua.store.tables_covers import carried_use, cover_change, cover_exemption  # noqa: E402

# Since schema 0007: the firms' side, and what a firm may see.
from mutua.store import tables_firms, tables_roster  # noqa: E402

# Since schema 0008.
from mutua.store.tables_bank import bank_header, bank_line, bank_statement, debit, debit_collection  # noqa: E402
from mutua.store.tables_bank import debit_event, debit_part, mandate, mandate_account, mandate_end  # noqa: E402

# Since schema 0009.
from mutua.store.tables_rights import file_access, paper_issued, person_erased  # noqa: E402

# Since schema 0010.
from mutua.store.tables_accounts import account, account_role, claim_draft, failed_entry, web_session  # noqa: E402

# Since schema 0011.
from mutua.store.tables_letters import claim_paper  # noqa: E402

# Since schema 0012.
from mutua.store.tables_accounts import access_key, account_firm, entry_link, given_password  # noqa: E402
from mutua.store.tables_approvals import approval, approval_rule, proposal_content  # noqa: E402
from mutua.store.tables_decided import appeal_words, claim_appeal, claim_appeal_answer, claim_override  # noqa: E402
from mutua.store.tables_decided import letter_file  # noqa: E402
from mutua.store.tables_payments import payment_file, payment_line, payment_line_event  # noqa: E402
from mutua.store.tables_payments import payment_run, payment_run_end  # noqa: E402
from mutua.store.tables_births import birth_notice  # noqa: E402
from mutua.store.tables_pact import adhesion_paper, adhesion_request  # noqa: E402

# Since schema 0013.
from mutua.store.tables_doors import proxy  # noqa: E402
from mutua.store.tables_debited import payment_debit  # noqa: E402  # after proxy
from mutua.store.tables_tellings import telling  # noqa: E402  # after payment_debit
from mutua.store.tables_mail import firm_mail, mail_waiting, person_mail  # noqa: E402
from mutua.store.tables_owed import household_late, household_year  # noqa: E402

# Since schema 0014.
from mutua.store.tables_declared import notice_given, paid_elsewhere, privacy_notice  # noqa: E402

# Since schema 0015.
from mutua.store.tables_added import appeal_addition, appeal_addition_words, society_change  # noqa: E402

# Lists of work, in a room of their own.
from mutua.store.tables_work import (  # noqa: E402
    audit,
    claim_open,
    claim_place,
    claim_taken,
    counter,
    idempotency,
    job,
    parked_household,
    pending_claim,
    setting,
    sheet_mapping,
)

Index("ix_claim_line_invoice_number", claim_line.c.invoice_number, claim_line.c.chain_id)
# By what is searched: the figures of a telephone, and a name written as one word.
FIGURES = "replace(replace(replace(replace(phone, ' ', ''), '/', ''), '-', ''), '.', '')"
ONE_WORD = "replace(search_name, ' ', '')"
Index("ix_identity_phone", literal_column(FIGURES), _table=identity).ddl_if(dialect="sqlite")
Index("ix_identity_one_word", literal_column(ONE_WORD), _table=identity).ddl_if(dialect="sqlite")
# Surnames of payers are looked for among those there are: few hundreds, however many bear them.
Index("ix_identity_surname", identity.c.surname, identity.c.given_name)
BARE_IBAN = "upper(replace(iban, ' ', ''))"
Index(
    "ix_identity_iban", literal_column(BARE_IBAN), _table=identity, sqlite_where=identity.c.iban != "",
    postgresql_where=identity.c.iban != "",
)  # fmt: skip
# A server sorts texts by its own language, and finds what begins so only by an index that goes by the signs alone.
for _name, _what in (("phone", FIGURES), ("one_word", ONE_WORD), ("begins", "search_name"), ("code", "fiscal_code")):
    Index(f"ix_identity_{_name}", literal_column(f"{_what} text_pattern_ops"), _table=identity).ddl_if(
        dialect="postgresql"
    )
Index("ix_movement_owner_id", movement.c.owner_id)
# In the order in which things were told, also of the many that were told at one moment: a server sorts nothing.
Index("ix_entry_recorded_at", entry.c.recorded_at, entry.c.chain_id, entry.c.position)
_after_its_day = contribution.c.paid_on > contribution.c.due_on
Index(
    "ix_contribution_paid_late", contribution.c.plan_code, contribution.c.paid_on, contribution.c.due_on,
    sqlite_where=_after_its_day, postgresql_where=_after_its_day,
)  # fmt: skip
Index("ix_notice_sent_issued_on", notice_sent.c.issued_on)

# Rows of these are never changed nor taken away; the database itself refuses.
APPEND_ONLY: tuple[Table, ...] = (entry, *PROTECTED, rules_snapshot, audit, idempotency)
# Rows of these may be erased but never changed.
NEVER_CHANGED: tuple[Table, ...] = (facts_seen, file_access, appeal_words, appeal_addition_words)

__all__ = [
    "APPEND_ONLY", "NEVER_CHANGED", "PROTECTED", "access_key", "account", "account_firm", "account_role", "actor",
    "adhesion_paper", "adhesion_request", "allocation", "appeal_addition", "appeal_addition_words", "appeal_words",
    "approval", "approval_rule", "audit",
    "bank_header", "bank_line", "bank_statement", "birth_notice", "book_line", "carried_use", "chain", "charge",
    "claim_appeal", "claim_appeal_answer", "claim_draft", "claim_open",
    "claim_override", "claim_paper", "claim_place", "claim_taken", "cohabitation", "contribution", "counter", "cover",
    "cover_change", "cover_exemption", "death", "debit",
    "debit_collection", "debit_event", "debit_part", "due", "employment", "entry", "entry_link", "fact", "failed_entry",
    "file_access", "firm",
    "firm_mail", "given_password", "household", "household_late", "household_move", "household_place", "household_year",
    "idempotency", "identity", "job", "letter_file", "mail_waiting", "mandate", "mandate_account",
    "mandate_end", "membership", "metadata", "notice_given", "notice_sent", "paid_elsewhere", "paper_issued",
    "parked_household", "payment_choice",
    "payment_debit", "payment_file", "payment_line", "payment_line_event", "payment_run", "payment_run_end",
    "pending_claim",
    "person", "person_erased", "person_mail", "privacy_notice", "proposal_content", "provider", "proxy", "receipt",
    "receipt_payer", "resolution",
    "setting", "sheet_mapping", "society_change",
    "tables_firms", "tables_roster", "telling", "web_session",
]  # fmt: skip
