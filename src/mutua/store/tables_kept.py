"""Chains and the tables kept for ever: every row of them belongs to an entry, sealed with those before it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Table, Text, UniqueConstraint

from mutua.store.base import Bytes, Day, Instant, Whole, flag, table

PROTECTED: list[Table] = []
# The chain of the members' book: its number is above every one that is given by chance.
BOOK_CHAIN, BOOK_NAME = 1 << 53, "members"
# The chain of what firms pay, and of whatever else is told of firms alone.
FIRMS_CHAIN, FIRMS_NAME = (1 << 53) + 1, "firms"
# The chain of what was asked of the bank.
BANK_CHAIN, BANK_NAME = (1 << 53) + 8, "bank"

chain = table(
    "chain",
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("position", Whole, nullable=False),
    Column("head", Bytes, nullable=False),
    UniqueConstraint("kind", "name"),
    CheckConstraint("kind IN ('household', 'pot', 'book', 'society')", name="kind"),
    CheckConstraint("position >= 0", name="position"),
)

actor = table(
    "actor",
    Column("id", Whole, primary_key=True),
    Column("public_id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    CheckConstraint("kind IN ('clerk', 'approver', 'system')", name="kind"),
)

entry = table(
    "entry",
    Column("chain_id", Whole, ForeignKey("chain.id"), primary_key=True, autoincrement=False),
    Column("position", Whole, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("actor_id", Whole, ForeignKey("actor.id"), nullable=False),
    Column("hash", Bytes, nullable=False),
    CheckConstraint("position > 0", name="position"),
    CheckConstraint("length(hash) = 32", name="hash"),
    clustered=True,
)


def kept(name: str, *items: Any, numbered: bool = True) -> Table:
    """A table kept for ever: its rows belong to an entry of a chain, numbered within it where there may be several."""
    key = [
        Column("chain_id", Whole, primary_key=True, autoincrement=False),
        Column("position", Whole, primary_key=True, autoincrement=False),
        *([Column("number", Whole, primary_key=True, autoincrement=False)] if numbered else []),
    ]
    belongs = ForeignKeyConstraint(["chain_id", "position"], ["entry.chain_id", "entry.position"])
    made = table(name, *key, *items, belongs, clustered=True)
    PROTECTED.append(made)
    return made


def period() -> list[Any]:
    """The days of a dated fact, both included, and whether it is taken back."""
    return [
        Column("effective_from", Day, nullable=False),
        Column("ends_on", Day),
        flag("void"),
        CheckConstraint("ends_on IS NULL OR ends_on >= effective_from", name="period"),
    ]
