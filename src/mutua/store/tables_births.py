"""A birth as a member told it on their page, until the office records the child.

A working table, erasable: a child is of its household by what a clerk records there.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Text

from mutua.store.base import Day, Instant, Whole, table

# `person_id`: who told it. A notice goes when the child is recorded; one set aside stays a while, with `told`: why, in
# the words of the office.
birth_notice = table(
    "birth_notice",
    Column("id", Whole, primary_key=True),
    Column("public_id", Text, nullable=False, unique=True),
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("household_id", Whole, ForeignKey("household.id"), nullable=False, index=True),
    Column("surname", Text, nullable=False),
    Column("given_name", Text, nullable=False),
    Column("born_on", Day, nullable=False),
    Column("fiscal_code", Text, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("told", Text, nullable=False),
    Column("settled_at", Instant),
    CheckConstraint("length(public_id) = 26", name="public_id"),
)
