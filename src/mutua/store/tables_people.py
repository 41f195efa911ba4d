"""Tables of people: who they are, with whom they live, under which plans, which firm employs them, what they owe.

They come first in the list of what is kept, whose order never changes: `store.tables` has all of them.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Text

from mutua.store.base import Day, Whole, flag, table
from mutua.store.tables_kept import kept, period

person = table(
    "person",
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column("public_id", Text, nullable=False, unique=True),
)

# Who a person is: searchable, erasable, never in the chain.
identity = table(
    "identity",
    Column("person_id", Whole, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("surname", Text, nullable=False),
    Column("given_name", Text, nullable=False),
    Column("search_name", Text, nullable=False, index=True),
    Column("fiscal_code", Text, unique=True),
    Column("card_number", Text, unique=True),
    Column("born_on", Day),
    Column("sex", Text),
    Column("address", Text, nullable=False),
    Column("postal_code", Text, nullable=False),
    Column("municipality", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("iban", Text, nullable=False),
    CheckConstraint("sex IN ('F', 'M')", name="sex"),
)

household = table(
    "household",
    Column("id", Whole, ForeignKey("chain.id"), primary_key=True, autoincrement=False),
    Column("public_id", Text, nullable=False, unique=True),
    Column("code", Text, nullable=False, unique=True),
)

firm = table(
    "firm",
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column("public_id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("vat_number", Text, unique=True),
)

provider = table(
    "provider",
    Column("id", Whole, primary_key=True),
    Column("public_id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("vat_number", Text, unique=True),
    Column("closed_on", Day),
)

household_place = kept(
    "household_place",
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("kinship", Text, nullable=False),
    flag("fiscally_dependent"),
    *period(),
)

cover = kept(
    "cover",
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("plan_code", Text, nullable=False),
    Column("assistance", Text, nullable=False),
    Column("joined_on", Day),
    *period(),
)

employment = kept(
    "employment",
    Column("person_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("firm_id", Whole, ForeignKey("firm.id"), nullable=False),
    *period(),
)

# An answer about a person or a household that a plan declared; the value is written as in facts seen.
fact = kept(
    "fact",
    Column("person_id", Whole, ForeignKey("person.id"), index=True),
    Column("name", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("effective_from", Day),
    flag("void"),
)

contribution = kept(
    "contribution",
    Column("plan_code", Text, nullable=False),
    Column("due_on", Day, nullable=False),
    Column("amount_cents", Whole, nullable=False),
    Column("paid_on", Day),
    flag("void"),
    CheckConstraint("amount_cents >= 0", name="amount"),
)
