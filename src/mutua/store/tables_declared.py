"""What people declare and are told: contributions paid elsewhere in a year; the notice on their data, who got it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import CheckConstraint, Column, ForeignKey, Text

from mutua.store.base import Day, Whole, flag
from mutua.store.tables_doors import PROXY_WAYS
from mutua.store.tables_kept import PROTECTED, kept

if "telling" not in [one.name for one in PROTECTED]:
    raise ImportError("import mutua.store.tables: the tables kept for ever come in their order")

# The chain of the notices on personal data that the society gives out.
NOTICES_CHAIN, NOTICES_NAME = (1 << 53) + 17, "privacy"

# What somebody says was paid for them elsewhere in a year, of what shares one ceiling (art. 51, paragraph 2, letter a,
# TUIR). The newest of a person and a year counts; nought: nothing. No firm reads it.
paid_elsewhere = kept(
    "paid_elsewhere",
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("year", Whole, nullable=False, index=True),
    Column("amount_cents", Whole, nullable=False),
    Column("declared_on", Day, nullable=False),
    Column("how", Text, nullable=False),
    CheckConstraint("amount_cents >= 0", name="amount"),
    CheckConstraint("year BETWEEN 1900 AND 2999", name="year"),
    numbered=False,
)

# The notice of art. 13 of Regulation (EU) 2016/679, as the society wrote it: its text is what was given out.
privacy_notice = kept(
    "privacy_notice",
    Column("version", Whole, nullable=False, unique=True),
    Column("effective_from", Day, nullable=False),
    Column("words", Text, nullable=False),
    CheckConstraint("version > 0", name="version"),
    numbered=False,
)

# That somebody got a version of it, on which day and how. The newest row of a person and a version counts; `void`
# takes it back.
notice_given = kept(
    "notice_given",
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("version", Whole, ForeignKey("privacy_notice.version"), nullable=False),
    Column("given_on", Day, nullable=False),
    Column("how", Text, nullable=False),
    flag("void"),
    numbered=False,
)

# The codes of each column that holds some.
DECLARED_CODES: Mapping[Column[str], Collection[str]] = {
    paid_elsewhere.c.how: PROXY_WAYS, notice_given.c.how: PROXY_WAYS,
}  # fmt: skip
