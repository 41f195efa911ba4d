"""The day that money came in, as it is told at the counter: one that cannot be, and one that somebody should say twice.

The bank and the lists tell their own days; a hand that types one may slip by a year, or by a century.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from mutua.domain.italian import written_day
from mutua.services.decide_claim import Refusal
from mutua.store.people import read_people
from mutua.store.tables import household_place, paper_issued

LONG_AGO = timedelta(days=366)  # from here on somebody says that the day is meant
AHEAD_OF_MEMBERSHIP = timedelta(days=366)  # the fee may come with the application
_TAX_PAPERS = ("certificate",)


def why_not_on(
    connection: Connection, household_id: int, payer_person_id: int | None, day: date, today: date, *, meant: bool
) -> Refusal | None:
    """Why money of the household is not recorded on a past day; None where it may be.

    Never before whoever pays was born, nor long before the society or the household began. Days of more than a year
    ago, and of a year of which a certificate went out to the household, only where somebody says they are `meant`.
    """
    people = read_people(connection, [household_id])
    born = people.born_on.get(payer_person_id) if payer_person_id is not None else None
    if born is not None and day < born:
        return Refusal("money_before_birth", written_day(born))
    first = connection.scalar(select(func.min(household_place.c.effective_from)))
    if first is not None and day < first - AHEAD_OF_MEMBERSHIP:
        return Refusal("money_before_society", written_day(first))
    here = people.by_household.get(household_id, [])
    began = min([one.effective_from for one in here] + [
        each.effective_from for one in here for _, each in people.covers.get(one.person_id, ())
    ], default=None)  # fmt: skip
    if began is not None and day < began - AHEAD_OF_MEMBERSHIP:
        return Refusal("money_before_membership", written_day(began))
    if meant:
        return None
    if day < today - LONG_AGO:
        return Refusal("money_long_ago", written_day(day))
    theirs = sorted({one.person_id for one in here})
    if day.year < today.year and theirs and connection.scalar(
        select(func.count()).select_from(paper_issued).where(
            paper_issued.c.kind.in_(_TAX_PAPERS), paper_issued.c.year == day.year,
            paper_issued.c.person_id.in_(theirs),
        )
    ):  # fmt: skip
        return Refusal("money_year_told", str(day.year))
    return None
