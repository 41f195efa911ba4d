"""Tables kept for ever of the members' side: resolutions, lives of members, the members' book, facts of households.

Codes are not listed in rules of the database: a table kept for ever is never made anew, and lists grow. `verify` knows
them (`CODES`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Index, Text, UniqueConstraint

from mutua.domain.member_life import BODIES, EVIDENCE, MOVES, REASONS, Event, MemberKind
from mutua.store.base import Day, Whole, flag
from mutua.store.tables_kept import PROTECTED, kept, period

if "topping_up" not in [one.name for one in PROTECTED]:
    raise ImportError("import mutua.store.tables: the tables kept for ever come in their order")


# A resolution decides about one person or many; it stands on the chain of the members' book.
resolution = kept(
    "resolution",
    Column("resolution_id", Whole, nullable=False, unique=True),
    Column("body", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("decided_on", Day, nullable=False),
    UniqueConstraint("body", "reference", "decided_on"),
    numbered=False,
)

# `sequence`: which event it is in the life of the person, whatever household's chain it stands on.
membership = kept(
    "membership",
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False),
    Column("sequence", Whole, nullable=False),
    Column("event", Text, nullable=False),
    Column("happened_on", Day, nullable=False),
    Column("effective_on", Day, nullable=False),
    Column("communicated_on", Day),
    Column("due_on", Day),
    Column("kind", Text),
    Column("reason", Text, nullable=False),
    Column("motive", Text, nullable=False),
    Column("resolution_id", Whole, ForeignKey("resolution.resolution_id")),
    UniqueConstraint("person_id", "sequence"),
    CheckConstraint("sequence > 0", name="sequence"),
    CheckConstraint("effective_on >= happened_on", name="order"),
    numbered=False,
)

# A line of the members' book, on its chain: which event it notes, under which member number.
book_line = kept(
    "book_line",
    Column("line", Whole, nullable=False, unique=True),
    Column("member_number", Whole, nullable=False),
    Column("member_chain_id", Whole, nullable=False),
    Column("member_position", Whole, nullable=False),
    UniqueConstraint("member_chain_id", "member_position"),
    ForeignKeyConstraint(["member_chain_id", "member_position"], ["membership.chain_id", "membership.position"]),
    CheckConstraint("line > 0", name="line"),
    CheckConstraint("member_number > 0", name="member_number"),
    numbered=False,
)

# Who really lives with the others of the household: apart from who is fiscally dependent, which stands with the place.
cohabitation = kept(
    "cohabitation",
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    flag("cohabiting"),
    Column("evidence", Text, nullable=False),
    *period(),
)

death = kept(
    "death",
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("died_on", Day, nullable=False),
    flag("void"),
)

# Why somebody came into a household: the places themselves are in `household_place`.
household_move = kept(
    "household_move",
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("from_household_id", Whole, ForeignKey("household.id")),
    Column("moved_on", Day, nullable=False),
    Column("motive", Text, nullable=False),
)

Index("ix_book_line_member_number", book_line.c.member_number)

# The codes of each column that holds some.
CODES: Mapping[Column[str], Collection[str]] = {
    membership.c.event: frozenset(Event),
    membership.c.kind: frozenset(MemberKind),
    membership.c.reason: frozenset({"", *(code for codes in REASONS.values() for code in codes)}),
    resolution.c.body: BODIES,
    cohabitation.c.evidence: EVIDENCE,
    household_move.c.motive: MOVES,
}
