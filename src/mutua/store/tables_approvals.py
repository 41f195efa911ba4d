"""What needs two people: each act of each of them, kept for ever without a name; what is proposed, until it is settled.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import CheckConstraint, Column, ForeignKey, Text

from mutua.domain.four_eyes import Act, Matter, Rule
from mutua.store.base import Bytes, Day, Whole, table
from mutua.store.tables_kept import PROTECTED, kept

if "claim_paper" not in [one.name for one in PROTECTED]:
    raise ImportError("import mutua.store.tables: the tables kept for ever come in their order")

# The chain of what was proposed and approved.
APPROVALS_CHAIN, APPROVALS_NAME = (1 << 53) + 16, "approvals"

# What somebody did with a proposal. `subject`: the number of what it is about, or the code of a plan; `person_id`: whom
# it is about, if anybody. `digest`: of what they were shown; of an account salted, the salt is erasable. `reasons`: why
# two people are needed, of a refusal why. `account_id`: none of the program; `by_person_id`: as whom they were known.
approval = kept(
    "approval",
    Column("proposal_id", Whole, nullable=False, index=True),
    Column("act", Text, nullable=False),
    Column("matter", Text, nullable=False),
    Column("subject", Text, nullable=False, index=True),
    Column("person_id", Whole, ForeignKey("person.id"), index=True),
    Column("cents", Whole, nullable=False),
    Column("digest", Text, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("account_id", Whole, ForeignKey("account.id")),
    Column("by_person_id", Whole, ForeignKey("person.id")),
    Column("role", Text, nullable=False),
    CheckConstraint("length(digest) = 64", name="digest"),
    CheckConstraint("cents >= 0", name="cents"),
    CheckConstraint("role IN ('', 'clerk', 'approver')", name="role"),
    numbered=False,
)

# What the society says of itself, from a day on: an amount in cents, or yes (1) and no (0); none: no more.
approval_rule = kept(
    "approval_rule",
    Column("rule", Text, nullable=False),
    Column("effective_from", Day, nullable=False),
    Column("value", Whole),
    numbered=False,
)

# What is proposed, as long as it waits, and the words of who refused it: erasable.
proposal_content = table(
    "proposal_content",
    Column("proposal_id", Whole, primary_key=True, autoincrement=False),
    Column("public_id", Text, nullable=False, unique=True),  # as an address names it
    Column("person_id", Whole, ForeignKey("person.id"), index=True),
    Column("salt", Bytes, nullable=False),
    Column("content", Text, nullable=False),
    Column("words", Text, nullable=False),
)

# The codes of each column that holds some.
APPROVAL_CODES: Mapping[Column[str], Collection[str]] = {
    approval.c.act: tuple(Act), approval.c.matter: tuple(Matter), approval_rule.c.rule: tuple(Rule),
}  # fmt: skip
