"""Logins: who may enter, with which roles, in which web sessions; how often somebody tried; drafts of requests; keys.

Working tables: no chain goes over them. What is done after entering is told by the actor of each login.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Text

from mutua.store.base import Day, Instant, Whole, flag, table

account = table(
    "account",
    Column("id", Whole, primary_key=True),
    Column("public_id", Text, nullable=False, unique=True),
    Column("actor_id", Whole, ForeignKey("actor.id"), nullable=False, unique=True),
    Column("login", Text, nullable=False, unique=True),
    Column("person_id", Whole, ForeignKey("person.id")),  # as whom the society knows them, where it does
    Column("password_hash", Text, nullable=False),
    flag("must_change"),  # the password was given by somebody else, and the second factor never proved
    Column("secret", Text, nullable=False),  # of the second factor
    Column("last_step", Whole, nullable=False),  # of the last code used: none is used twice
    Column("created_at", Instant, nullable=False),
    Column("disabled_at", Instant),
)

account_role = table(
    "account_role",
    Column("account_id", Whole, ForeignKey("account.id"), primary_key=True, autoincrement=False),
    Column("role", Text, primary_key=True),
)

# When a password for the first entry was given; gone once it was used.
given_password = table(
    "given_password",
    Column("account_id", Whole, ForeignKey("account.id"), primary_key=True, autoincrement=False),
    Column("given_at", Instant, nullable=False),
)

# A web session, known by the hash of the token that the browser holds. `stage`: what was proved so far.
web_session = table(
    "web_session",
    Column("token_hash", Text, primary_key=True),
    Column("account_id", Whole, ForeignKey("account.id"), nullable=False, index=True),
    Column("stage", Text, nullable=False),
    Column("begun_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("proved_at", Instant),  # when the second factor was last proved
    CheckConstraint("length(token_hash) = 64", name="token_hash"),
    CheckConstraint("stage IN ('password', 'whole')", name="stage"),
)

# An attempt to enter that failed, by the hash of a name or of an address: nobody is named.
failed_entry = table(
    "failed_entry",
    Column("id", Whole, primary_key=True),
    Column("key", Text, nullable=False, index=True),
    Column("at", Instant, nullable=False),
    CheckConstraint("length(key) = 64", name="key"),
)

# A request being written at the counter. `version` grows at each saving: two windows never overwrite each other.
claim_draft = table(
    "claim_draft",
    Column("public_id", Text, primary_key=True),
    Column("account_id", Whole, ForeignKey("account.id"), nullable=False, index=True),
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("version", Whole, nullable=False),
    Column("content", Text, nullable=False),
    Column("saved_at", Instant, nullable=False),
    CheckConstraint("length(public_id) = 26", name="public_id"),
)

# A key by which a program acts as a login, known by its hash; it holds until a day and can be taken back before.
access_key = table(
    "access_key",
    Column("public_id", Text, primary_key=True),
    Column("account_id", Whole, ForeignKey("account.id"), nullable=False, index=True),
    Column("key_hash", Text, nullable=False, unique=True),
    Column("purpose", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("used_on", Day),  # the last day it was used
    CheckConstraint("length(key_hash) = 64", name="key_hash"),
)

# Which organisation the login of a firm acts for: the firm itself, or as the intermediary of those that delegated.
account_firm = table(
    "account_firm",
    Column("account_id", Whole, ForeignKey("account.id"), primary_key=True, autoincrement=False),
    Column("firm_id", Whole, ForeignKey("firm.id"), nullable=False, index=True),
    flag("intermediary"),
)

# A link that opens something once, known by the hash of its token. `purpose`: what it opens.
entry_link = table(
    "entry_link",
    Column("token_hash", Text, primary_key=True),
    Column("account_id", Whole, ForeignKey("account.id"), nullable=False, index=True),
    Column("purpose", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("used_at", Instant),
    CheckConstraint("length(token_hash) = 64", name="token_hash"),
    CheckConstraint("purpose IN ('enter', 'nothing_changed')", name="purpose"),
)
