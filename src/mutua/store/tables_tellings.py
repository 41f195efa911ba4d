"""The order in which firms told of people: who asked first for a day carries it, whatever is put right later."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index

from mutua.store.base import Whole
from mutua.store.tables_kept import PROTECTED, kept

if "payment_debit" not in [one.name for one in PROTECTED]:
    raise ImportError("import mutua.store.tables: the tables kept for ever come in their order")

# What was told at this position of the book of firms: a list, or (for what no list told) an entry of a household.
telling = kept(
    "telling",
    Column("list_id", Whole, unique=True),
    Column("told_chain_id", Whole),
    Column("told_position", Whole),
    CheckConstraint("(list_id IS NULL) = (told_chain_id IS NOT NULL)", name="what"),
    CheckConstraint("(told_chain_id IS NULL) = (told_position IS NULL)", name="place"),
)

Index("ix_telling_told_chain_id", telling.c.told_chain_id)
