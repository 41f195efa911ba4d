"""Tables kept for ever of the firms' side: roles, delegations, the pact, plans, staff lists, enrolments, statements.

What concerns a firm stands on one chain, the book of firms; what concerns a person on the chain of the household.
No name is here: who a firm's people are by its own word is in `supplied_identity`, which may be erased.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Text, UniqueConstraint

from mutua.domain.firms import (
    WHOLE_SHARE,
    Absence,
    Cadence,
    Category,
    EntryRule,
    ExitRule,
    FamilyRule,
    LegalBasis,
    Role,
    Scope,
)
from mutua.domain.pact import PACT_BODIES, SOURCES, AdhesionEvent, PlanEvent
from mutua.domain.staff_rows import Mode
from mutua.store.base import Day, Whole, flag, table
from mutua.store.tables_kept import PROTECTED, kept, period

if "topping_up" not in [one.name for one in PROTECTED]:
    raise ImportError("import mutua.store.tables: the tables kept for ever come in their order")

ENROLMENT_REASONS = ("", "leave", "list", "death", "worker")  # worker: a relative goes with who worked there
OFFER_EVENTS = ("offered", "accepted", "declined")

# What an organisation is to the society, from a day to a day.
firm_role = kept(
    "firm_role",
    Column("firm_id", Whole, ForeignKey("firm.id"), nullable=False, index=True),
    Column("role", Text, nullable=False),
    *period(),
    numbered=False,
)

# What a firm lets an intermediary do in its name; the signed paper by the SHA-256 of its file.
delegation = kept(
    "delegation",
    Column("firm_id", Whole, ForeignKey("firm.id"), nullable=False, index=True),
    Column("intermediary_id", Whole, ForeignKey("firm.id"), nullable=False, index=True),
    Column("scope", Text, nullable=False),
    Column("paper_sha256", Text, nullable=False),
    *period(),
    numbered=False,
)

adhesion_event = kept(
    "adhesion_event",
    Column("firm_id", Whole, ForeignKey("firm.id"), nullable=False),
    Column("sequence", Whole, nullable=False),
    Column("event", Text, nullable=False),
    Column("happened_on", Day, nullable=False),
    Column("effective_on", Day, nullable=False),
    Column("due_on", Day),
    Column("source", Text, nullable=False),
    Column("themes", Text, nullable=False),  # codes with a blank between
    Column("text_version", Text, nullable=False),
    flag("listed"),  # consents to stand in the public list
    Column("paper_sha256", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("resolution", Text, nullable=False),
    Column("motive", Text, nullable=False),
    UniqueConstraint("firm_id", "sequence"),
    CheckConstraint("sequence > 0", name="sequence"),
    CheckConstraint("effective_on >= happened_on", name="order"),
    numbered=False,
)

# The terms of a firm's plan, from a day on; a renewal adds a row with the next sequence.
firm_plan = kept(
    "firm_plan",
    Column("plan_id", Whole, nullable=False),
    Column("sequence", Whole, nullable=False),
    Column("firm_id", Whole, ForeignKey("firm.id"), nullable=False, index=True),
    Column("plan_code", Text, nullable=False),
    Column("valid_from", Day, nullable=False),
    Column("category", Text, nullable=False),
    Column("legal_basis", Text, nullable=False),
    Column("legal_basis_on", Day),
    Column("legal_basis_sha256", Text, nullable=False),
    Column("firm_share", Whole, nullable=False),
    Column("fund_share", Whole, nullable=False),
    Column("family_rule", Text, nullable=False),
    Column("entry_rule", Text, nullable=False),
    Column("exit_rule", Text, nullable=False),
    Column("cadence", Text, nullable=False),
    flag("suspends_unpaid_leave"),
    Column("due_days", Whole, nullable=False),
    Column("grace_days", Whole, nullable=False),
    Column("restore_days", Whole, nullable=False),
    Column("offer_days", Whole, nullable=False),
    Column("seniority_days", Whole, nullable=False),
    UniqueConstraint("plan_id", "sequence"),
    CheckConstraint("sequence > 0", name="sequence"),
    CheckConstraint(f"firm_share BETWEEN 0 AND {WHOLE_SHARE}", name="firm_share"),
    CheckConstraint(f"fund_share BETWEEN 0 AND {WHOLE_SHARE}", name="fund_share"),
    CheckConstraint(
        "due_days >= 0 AND grace_days >= 0 AND restore_days >= 0 AND offer_days >= 0 AND seniority_days >= 0",
        name="days",
    ),
    numbered=False,
)

# What an assistance costs for a person and month, in the entry of the terms it belongs to.
firm_plan_rate = kept(
    "firm_plan_rate",
    Column("plan_id", Whole, nullable=False),
    Column("assistance", Text, nullable=False),
    Column("monthly_cents", Whole, nullable=False),
    CheckConstraint("monthly_cents >= 0", name="monthly"),
)

firm_plan_event = kept(
    "firm_plan_event",
    Column("plan_id", Whole, nullable=False),
    Column("sequence", Whole, nullable=False),
    Column("event", Text, nullable=False),
    Column("happened_on", Day, nullable=False),
    Column("effective_on", Day, nullable=False),
    Column("motive", Text, nullable=False),
    UniqueConstraint("plan_id", "sequence"),
    CheckConstraint("sequence > 0", name="sequence"),
    numbered=False,
)

# A staff list that was applied, or (`undoes_id`) one that was taken back. The file by its SHA-256, never its name.
staff_list = kept(
    "staff_list",
    Column("list_id", Whole, nullable=False, unique=True),
    Column("firm_id", Whole, ForeignKey("firm.id"), index=True),
    Column("intermediary_id", Whole, ForeignKey("firm.id")),
    Column("mode", Text, nullable=False),
    Column("listed_on", Day, nullable=False),
    Column("file_sha256", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("new_count", Whole, nullable=False),
    Column("ended_count", Whole, nullable=False),
    Column("changed_count", Whole, nullable=False),
    Column("undoes_id", Whole, unique=True),
    numbered=False,
)

# Somebody at a firm. Of the rows with the same `enrolment_id` the newest counts (the highest `sequence`).
enrolment = kept(
    "enrolment",
    Column("enrolment_id", Whole, nullable=False),
    Column("sequence", Whole, nullable=False),
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("firm_id", Whole, ForeignKey("firm.id"), nullable=False, index=True),
    Column("category", Text, nullable=False),
    Column("hired_on", Day, nullable=False),
    Column("left_on", Day),
    Column("reason", Text, nullable=False),
    Column("list_id", Whole, index=True),
    flag("void"),
    UniqueConstraint("enrolment_id", "sequence"),
    CheckConstraint("left_on IS NULL OR left_on >= hired_on", name="period"),
    CheckConstraint("sequence > 0", name="sequence"),
)

# Parental and other leave of somebody enrolled.
absence = kept(
    "absence",
    Column("enrolment_id", Whole, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    *period(),
)

# The offer to go on alone, to who left a firm.
continuation = kept(
    "continuation",
    Column("enrolment_id", Whole, nullable=False, index=True),
    Column("event", Text, nullable=False),
    Column("happened_on", Day, nullable=False),
    Column("until", Day, nullable=False),
    numbered=False,
)

statement = kept(
    "statement",
    Column("statement_id", Whole, nullable=False, unique=True),
    Column("firm_id", Whole, ForeignKey("firm.id"), nullable=False, index=True),
    Column("plan_id", Whole, nullable=False),
    Column("first_day", Day, nullable=False),
    Column("last_day", Day, nullable=False),
    Column("issued_on", Day, nullable=False),
    Column("due_on", Day, nullable=False),
    Column("reference", Text, nullable=False, unique=True),
    Column("contribution_cents", Whole, nullable=False),
    Column("fund_cents", Whole, nullable=False),
    UniqueConstraint("plan_id", "first_day"),
    CheckConstraint("last_day >= first_day", name="period"),
    numbered=False,
)

statement_line = kept(
    "statement_line",
    Column("statement_id", Whole, nullable=False),
    Column("enrolment_id", Whole, nullable=False),
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("assistance", Text, nullable=False),
    Column("month", Day, nullable=False),
    flag("adjustment"),
    Column("contribution_cents", Whole, nullable=False),
    Column("firm_cents", Whole, nullable=False),
    Column("worker_cents", Whole, nullable=False),
    Column("fund_cents", Whole, nullable=False),
    CheckConstraint("firm_cents + worker_cents = contribution_cents", name="shares"),
)

# A statement paid whole, or (below nought) its money gone back; in the entry that books it.
statement_payment = kept(
    "statement_payment",
    Column("statement_id", Whole, nullable=False, index=True),
    Column("paid_on", Day, nullable=False),
    Column("amount_cents", Whole, nullable=False),
    Column("reference", Text, nullable=False),
    CheckConstraint("amount_cents <> 0", name="amount"),
    numbered=False,
)

Index("ix_statement_line_statement_id", statement_line.c.statement_id)

# Who somebody is by the word of the firm (`supplied_identity`) before a list changed it, so that the list can be taken
# back.
supplied_identity_before = table(
    "supplied_identity_before",
    Column("list_id", Whole, primary_key=True, autoincrement=False),
    Column("enrolment_id", Whole, primary_key=True, autoincrement=False),
    Column("surname", Text, nullable=False),
    Column("given_name", Text, nullable=False),
    Column("fiscal_code", Text, nullable=False),
    Column("payroll_number", Text, nullable=False),
)

# What is known of an organisation besides its name: who signs and where one writes. It may be erased.
firm_contact = table(
    "firm_contact",
    Column("firm_id", Whole, ForeignKey("firm.id"), primary_key=True, autoincrement=False),
    Column("tax_code", Text, unique=True),
    Column("kind", Text, nullable=False),
    Column("size_class", Text, nullable=False),
    Column("municipality", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("pec", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("iban", Text, nullable=False),
    Column("sdi_code", Text, nullable=False),
)

# What the columns of a firm's list mean, by the SHA-256 of its header. Titles, never cells.
staff_mapping = table(
    "staff_mapping",
    Column("firm_id", Whole, ForeignKey("firm.id"), primary_key=True, autoincrement=False),
    Column("signature", Text, primary_key=True),
    Column("content", Text, nullable=False),
)

# The codes of each column that holds some.
CODES: Mapping[Column[str], Collection[str]] = {
    firm_role.c.role: frozenset(Role),
    delegation.c.scope: frozenset(Scope),
    adhesion_event.c.event: frozenset(AdhesionEvent),
    adhesion_event.c.source: frozenset(SOURCES),
    adhesion_event.c.body: frozenset({"", *PACT_BODIES}),
    firm_plan.c.category: frozenset(Category),
    firm_plan.c.legal_basis: frozenset(LegalBasis),
    firm_plan.c.family_rule: frozenset(FamilyRule),
    firm_plan.c.entry_rule: frozenset(EntryRule),
    firm_plan.c.exit_rule: frozenset(ExitRule),
    firm_plan.c.cadence: frozenset(Cadence),
    firm_plan_event.c.event: frozenset(PlanEvent),
    staff_list.c.mode: frozenset({*Mode, "form", "undo", "unchanged"}),
    enrolment.c.category: frozenset(Category),
    enrolment.c.reason: frozenset(ENROLMENT_REASONS),
    absence.c.kind: frozenset(Absence),
    continuation.c.event: frozenset(OFFER_EVENTS),
}
