"""Applications to the pact as they come from outside: who asks, what they sent signed, until somebody sees to them.

Working tables, erasable: an adhesion begins with what a clerk records of it in the book of firms.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Text

from mutua.store.base import Bytes, Instant, Whole, flag, table

# `token_hash`: of the link by which the applicant follows it. `told`: what is missing, or why it was set aside, in the
# words of the office. `firm_id`: the organisation it became, where it did.
adhesion_request = table(
    "adhesion_request",
    Column("id", Whole, primary_key=True),
    Column("public_id", Text, nullable=False, unique=True),
    Column("token_hash", Text, nullable=False, unique=True),
    Column("received_at", Instant, nullable=False),
    Column("name", Text, nullable=False),
    Column("vat_number", Text, nullable=False),
    Column("municipality", Text, nullable=False),  # by code
    Column("signatory", Text, nullable=False),
    Column("signatory_role", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("themes", Text, nullable=False),
    Column("note", Text, nullable=False),
    flag("listed"),
    Column("text_version", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("settled_at", Instant),
    Column("firm_id", Whole, ForeignKey("firm.id"), index=True),
    CheckConstraint("length(public_id) = 26", name="public_id"),
    CheckConstraint("length(token_hash) = 64", name="token_hash"),
    CheckConstraint("state IN ('received', 'to_complete', 'taken', 'set_aside')", name="state"),
)

# The signed application, encrypted with a key of its own, which the master key wraps; the newest takes the place of
# the one before. `plain_sha256`: of the file as it was sent.
adhesion_paper = table(
    "adhesion_paper",
    Column("request_id", Whole, ForeignKey("adhesion_request.id"), primary_key=True, autoincrement=False),
    Column("media_type", Text, nullable=False),
    Column("plain_sha256", Text, nullable=False),
    Column("sent_at", Instant, nullable=False),
    Column("wrapped", Bytes, nullable=False),
    Column("content", Bytes, nullable=False),
    CheckConstraint("length(plain_sha256) = 64", name="plain_sha256"),
)
