"""What is done about a decision: decided otherwise than the rules say, objected to, told by a letter that is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Text, UniqueConstraint

from mutua.store.base import Bytes, Day, Whole, table
from mutua.store.tables_kept import PROTECTED, kept

if "approval_rule" not in [one.name for one in PROTECTED]:
    raise ImportError("import mutua.store.tables: the tables kept for ever come in their order")

# A line (`number`) of a decision that is not what the rules say, beside what they say. What was decided stands in
# `decision_line`, why in `decision`; `basis`: by which article or resolution. `proposal_id`: who proposed and approved.
claim_override = kept(
    "claim_override",
    Column("claim_id", Whole, ForeignKey("claim.claim_id"), nullable=False, index=True),
    Column("sequence", Whole, nullable=False),
    Column("rules_outcome", Text, nullable=False),
    Column("rules_granted_cents", Whole, nullable=False),
    Column("rules_suspended_cents", Whole, nullable=False),
    Column("rules_quantity_granted", Whole, nullable=False),
    Column("basis", Text, nullable=False),
    Column("proposal_id", Whole, nullable=False),
    CheckConstraint("rules_granted_cents >= 0 AND rules_suspended_cents >= 0", name="cents"),
)

# The member does not agree with a decision (`sequence`): when it came, how, by when it is answered (none: the rules do
# not say), a commitment to the words, which may be erased.
claim_appeal = kept(
    "claim_appeal",
    Column("claim_id", Whole, ForeignKey("claim.claim_id"), nullable=False),
    Column("sequence", Whole, nullable=False),
    Column("filed_on", Day, nullable=False),
    Column("channel", Text, nullable=False),
    Column("until", Day),
    Column("answer_by", Day),
    Column("commitment", Bytes, nullable=False),
    UniqueConstraint("claim_id", "sequence"),
    numbered=False,
)

# The words of the member: erasable.
appeal_words = table(
    "appeal_words",
    Column("chain_id", Whole, primary_key=True, autoincrement=False),
    Column("position", Whole, primary_key=True, autoincrement=False),
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("salt", Bytes, nullable=False),
    Column("content", Text, nullable=False),
    ForeignKeyConstraint(["chain_id", "position"], ["claim_appeal.chain_id", "claim_appeal.position"]),
)

# What was answered, once, and why.
claim_appeal_answer = kept(
    "claim_appeal_answer",
    Column("claim_id", Whole, ForeignKey("claim.claim_id"), nullable=False),
    Column("sequence", Whole, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("motive", Text, nullable=False),
    UniqueConstraint("claim_id", "sequence"),
    numbered=False,
)

# The letter of the same entry (`paper_issued`) as it was sent: a file of the person's.
letter_file = kept(
    "letter_file",
    Column("attachment_sha256", Text, nullable=False, index=True),
    numbered=False,
)

APPEAL_CHANNELS = ("counter", "post", "email", "web")
APPEAL_OUTCOMES = ("upheld", "rejected", "withdrawn")
# The codes of each column that holds some.
DECIDED_CODES: Mapping[Column[str], Collection[str]] = {
    claim_override.c.rules_outcome: ("paid", "reduced", "refused", "suspended", "deferred"),
    claim_appeal.c.channel: APPEAL_CHANNELS,
    claim_appeal_answer.c.outcome: APPEAL_OUTCOMES,
}  # fmt: skip
