"""What is added to an objection before it is answered; what the society says of itself, as it was changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Text

from mutua.store.base import Bytes, Day, Whole, table
from mutua.store.tables_decided import APPEAL_CHANNELS
from mutua.store.tables_kept import PROTECTED, kept

if "notice_given" not in [one.name for one in PROTECTED]:
    raise ImportError("import mutua.store.tables: the tables kept for ever come in their order")

# The chain of what the society says of itself.
SOCIETY_CHAIN, SOCIETY_CHAIN_NAME = (1 << 53) + 18, "society"

# More that the member says of an open objection (`sequence`: of the decision): when it came, how, a commitment to the
# words, which may be erased.
appeal_addition = kept(
    "appeal_addition",
    Column("claim_id", Whole, ForeignKey("claim.claim_id"), nullable=False, index=True),
    Column("sequence", Whole, nullable=False),
    Column("added_on", Day, nullable=False),
    Column("channel", Text, nullable=False),
    Column("commitment", Bytes, nullable=False),
    numbered=False,
)

# The words that were added: erasable, as those of the objection.
appeal_addition_words = table(
    "appeal_addition_words",
    Column("chain_id", Whole, primary_key=True, autoincrement=False),
    Column("position", Whole, primary_key=True, autoincrement=False),
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("salt", Bytes, nullable=False),
    Column("content", Text, nullable=False),
    ForeignKeyConstraint(["chain_id", "position"], ["appeal_addition.chain_id", "appeal_addition.position"]),
)

# A part of what the society says of itself (by its name in `society_data`) that says something else from now on; "" is
# nothing. Who changed it, and when, stands in the entry.
society_change = kept(
    "society_change",
    Column("part", Text, nullable=False),
    Column("text_before", Text, nullable=False),
    Column("text_after", Text, nullable=False),
)

ADDITION_CHANNELS = (*APPEAL_CHANNELS, "phone")
# The codes of each column that holds some.
ADDED_CODES: Mapping[Column[str], Collection[str]] = {appeal_addition.c.channel: ADDITION_CHANNELS}
