"""What a firm may see: its people by its own word, their cover and what was asked for them. Nothing else is reachable.

Working tables, written only from membership facts and, save the names that the firm supplied, made again by `mutua
verify`; no column leads anywhere else.
"""

from __future__ import annotations

from sqlalchemy import Column, Text

from mutua.store.base import Day, Whole, flag, table

# Who somebody is by the word of the firm: erasable, and all that a firm is ever shown of a person's identity.
# Of an enrolment taken back it stays where a statement has a line of it.
supplied_identity = table(
    "supplied_identity",
    Column("enrolment_id", Whole, primary_key=True, autoincrement=False),
    Column("surname", Text, nullable=False),
    Column("given_name", Text, nullable=False),
    Column("fiscal_code", Text, nullable=False),
    Column("payroll_number", Text, nullable=False),
)

# A row for each enrolment. Names are the ones that the firm supplied.
firm_roster = table(
    "firm_roster",
    Column("enrolment_id", Whole, primary_key=True, autoincrement=False),
    Column("firm_id", Whole, nullable=False, index=True),
    Column("surname", Text, nullable=False),
    Column("given_name", Text, nullable=False),
    Column("fiscal_code", Text, nullable=False),
    Column("payroll_number", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("hired_on", Day, nullable=False),
    Column("left_on", Day),
    Column("reason", Text, nullable=False),
    Column("cover_from", Day),
    Column("cover_until", Day),
    flag("covered"),  # whether its plan covers the person at all
    Column("offer_until", Day),
)

firm_statement = table(
    "firm_statement",
    Column("statement_id", Whole, primary_key=True, autoincrement=False),
    Column("firm_id", Whole, nullable=False, index=True),
    Column("plan_id", Whole, nullable=False),
    Column("first_day", Day, nullable=False),
    Column("last_day", Day, nullable=False),
    Column("issued_on", Day, nullable=False),
    Column("due_on", Day, nullable=False),
    Column("reference", Text, nullable=False),
    Column("contribution_cents", Whole, nullable=False),
    Column("fund_cents", Whole, nullable=False),
    Column("paid_on", Day),
)

firm_statement_row = table(
    "firm_statement_row",
    Column("statement_id", Whole, primary_key=True, autoincrement=False),
    Column("number", Whole, primary_key=True, autoincrement=False),
    Column("enrolment_id", Whole, nullable=False),
    Column("assistance", Text, nullable=False),
    Column("month", Day, nullable=False),
    flag("adjustment"),
    Column("contribution_cents", Whole, nullable=False),
    Column("firm_cents", Whole, nullable=False),
    Column("worker_cents", Whole, nullable=False),
    Column("fund_cents", Whole, nullable=False),
)

# Which firms an intermediary may see, from when to when, for what; and the name of each firm.
firm_card = table(
    "firm_card",
    Column("firm_id", Whole, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("vat_number", Text, nullable=False),
)

firm_delegate = table(
    "firm_delegate",
    Column("firm_id", Whole, primary_key=True, autoincrement=False),
    Column("intermediary_id", Whole, primary_key=True, autoincrement=False),
    Column("effective_from", Day, primary_key=True),
    Column("scope", Text, nullable=False),
    Column("ends_on", Day),
)

READ_MODEL = (supplied_identity, firm_roster, firm_statement, firm_statement_row, firm_card, firm_delegate)
