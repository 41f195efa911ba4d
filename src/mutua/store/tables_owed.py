"""Working tables of what households owe: sums of each year, and since when how much is not paid; made from history."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index

from mutua.store.base import Day, Whole, table

# What a household itself owes for a year (a firm's part is the firm's), and what of it was paid. `open_cents`: of the
# dues that ask for money, from the first of their days to the last. `notice_on`: when the last notice went out.
household_year = table(
    "household_year",
    Column("year", Whole, primary_key=True, autoincrement=False),
    Column("household_id", Whole, ForeignKey("household.id"), primary_key=True, autoincrement=False),
    Column("owed_cents", Whole, nullable=False),
    Column("paid_cents", Whole, nullable=False),
    Column("open_cents", Whole, nullable=False),
    Column("first_on", Day),
    Column("last_on", Day),
    Column("notice_on", Day),
    clustered=True,
)
_open = household_year.c.open_cents > 0
Index(
    "ix_household_year_open", household_year.c.year, household_year.c.first_on, household_year.c.last_on,
    household_year.c.open_cents, household_year.c.owed_cents, household_year.c.paid_cents, household_year.c.notice_on,
    sqlite_where=_open, postgresql_where=_open,
)  # fmt: skip

# Contributions that are not paid, whoever owes them: who looks after `since_on` and no later than `until_on` finds so
# much late in all. So that one row of a household tells it on any day.
household_late = table(
    "household_late",
    Column("household_id", Whole, ForeignKey("household.id"), primary_key=True, autoincrement=False),
    Column("since_on", Day, primary_key=True),
    Column("until_on", Day, nullable=False),
    Column("open_cents", Whole, nullable=False),
    clustered=True,
)
Index(
    "ix_household_late_open_cents", household_late.c.open_cents, household_late.c.since_on, household_late.c.until_on,
    household_late.c.household_id,
)
