"""Mails that are to go out: to people at the address they chose, to firms at theirs. Words are made when they go.

Working tables. Those to firms stand apart, with numbers of their own, so that nothing of theirs tells about people.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Text

from mutua.store.base import Instant, Whole, table

# Where a person wants to be written to by mail, from a moment until another; none: by post, as ever.
person_mail = table(
    "person_mail",
    Column("id", Whole, primary_key=True),
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("address", Text, nullable=False),
    Column("since", Instant, nullable=False),
    Column("until", Instant),
    Column("actor_id", Whole, ForeignKey("actor.id"), nullable=False),  # who wrote the choice down
)

# A mail to a person. `kind` never says what it is about; `account_id`: of a link to enter.
mail_waiting = table(
    "mail_waiting",
    Column("id", Whole, primary_key=True),
    Column("public_id", Text, nullable=False, unique=True),  # by which a mail sent twice is known as one
    Column("kind", Text, nullable=False),
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("address_id", Whole, ForeignKey("person_mail.id"), nullable=False, index=True),
    Column("account_id", Whole, ForeignKey("account.id")),
    Column("made_at", Instant, nullable=False),
    Column("next_at", Instant, nullable=False),  # not before
    Column("tries", Whole, nullable=False),
    Column("sent_at", Instant),
    Column("failed", Text, nullable=False),  # why the last try did not work, by code
    CheckConstraint("kind IN ('news', 'entry', 'account', 'address', 'login')", name="kind"),
    CheckConstraint("length(public_id) = 26", name="public_id"),
    CheckConstraint("tries >= 0", name="tries"),
)

# A mail to a firm. `about`: the month as 202606, or the number of the statement, of the list, of the login.
firm_mail = table(
    "firm_mail",
    Column("id", Whole, primary_key=True),
    Column("public_id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("firm_id", Whole, ForeignKey("firm.id"), nullable=False, index=True),
    Column("about", Whole, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("next_at", Instant, nullable=False),
    Column("tries", Whole, nullable=False),
    Column("sent_at", Instant),
    Column("failed", Text, nullable=False),
    CheckConstraint("kind IN ('month', 'statement', 'list', 'login')", name="kind"),
    CheckConstraint("length(public_id) = 26", name="public_id"),
    CheckConstraint("tries >= 0", name="tries"),
)
