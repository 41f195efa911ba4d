"""What households owe, kept beside history: sums of a year, and what is late on any day, without reading every due.

It is worked out from the same rows as what the gate of arrears reads, by whoever tells dues or money.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Connection, select, text

from mutua.domain.dues import DueStanding
from mutua.store.base import stored
from mutua.store.bulk import Written, among
from mutua.store.dues import ContributionKey, Known, read_contributions, read_dues
from mutua.store.tables import household_late, household_year
from mutua.store.unit_of_work import UnitOfWork

NEVER = date(9999, 12, 31)
Row = tuple[Any, ...]
Group = tuple[str, date]  # plan, due on


class OwedRows(NamedTuple):
    """What the two lists say of one household."""

    late: list[Row]
    years: list[Row]

_YEARS = "INSERT INTO household_year (year, household_id, owed_cents, paid_cents, open_cents, first_on, last_on) "
_YEAR_NOW = (
    " ON CONFLICT (year, household_id) DO UPDATE SET owed_cents = excluded.owed_cents,"
    " paid_cents = excluded.paid_cents, open_cents = excluded.open_cents, first_on = excluded.first_on,"
    " last_on = excluded.last_on"
)
_LATE = "INSERT INTO household_late (household_id, since_on, until_on, open_cents) "
_LATE_NOW = (
    " ON CONFLICT (household_id, since_on) DO UPDATE SET until_on = excluded.until_on,"
    " open_cents = excluded.open_cents"
)
_YEARS_AT_ONCE = (
    f"{_YEARS}SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::text[],"
    f" %s::text[]){_YEAR_NOW}"
)
_LATE_AT_ONCE = f"{_LATE}SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::bigint[]){_LATE_NOW}"
_GONE_AT_ONCE = (
    "DELETE FROM household_late USING unnest(%s::bigint[], %s::text[]) AS one (household_id, since_on)"
    " WHERE household_late.household_id = one.household_id AND household_late.since_on = one.since_on"
)
_NOTICE_AT_ONCE = (
    "UPDATE household_year SET notice_on = greatest(household_year.notice_on, one.notice_on)"
    " FROM unnest(%s::text[], %s::bigint[], %s::bigint[]) AS one (notice_on, year, household_id)"
    " WHERE household_year.year = one.year AND household_year.household_id = one.household_id"
)


class Owing:
    """What is to be written beside dues and money of households of which all contributions are `known`."""

    def __init__(self, known: Mapping[ContributionKey, Known]) -> None:
        self._unpaid: dict[int, dict[Group, int]] = {}
        for (home, plan_code, due_on), one in known.items():
            if one.paid_on is None:
                self._unpaid.setdefault(home, {})[plan_code, due_on] = one.amount_cents
        self._years: list[Row] = []
        self._late: list[Row] = []
        self._gone: list[Row] = []

    def tell(
        self, home: int, dues: Sequence[DueStanding], years: Collection[int] | None = None,
        changed: Iterable[tuple[ContributionKey, Known]] = (),
    ) -> OwedRows:  # fmt: skip
        """How a household stands with all its dues, those told just now included, and the contributions that changed.

        `years`: the only ones that are touched; None: every one. Gives what is listed of it.
        """
        before = self._unpaid.get(home, {})
        after = dict(before)
        for (_, plan_code, due_on), now in changed:
            after.pop((plan_code, due_on), None)
            if now.paid_on is None:
                after[plan_code, due_on] = now.amount_cents
        days = _late_days(dues, after)
        self._gone += [(home, day.isoformat()) for day in {day for _, day in before} - days.keys()]
        told = OwedRows(list(_late_rows(home, days)), list(_year_rows(home, dues, years)))
        self._late += told.late
        self._years += told.years
        return told

    def tell_again(self, home: int, told: OwedRows) -> None:
        """A household of which nothing was known stands as another one does."""
        self._late += [(home, *row[1:]) for row in told.late]
        self._years += [(row[0], home, *row[2:]) for row in told.years]

    def only_now(self, listed: Iterable[Row]) -> None:
        """Of what the list has, household and day, whatever was not told now goes."""
        told = {row[:2] for row in self._late}
        self._gone = [row for row in listed if row not in told]

    def write(self, unit: UnitOfWork) -> None:
        """Writes what was told beside what is gathered."""
        for work in (
            Written("DELETE FROM household_late WHERE household_id = ", "{} AND since_on = {}", self._gone,
                    columns=_GONE_AT_ONCE),
            Written(f"{_LATE}VALUES ", "({}, {}, {}, {})", self._late, _LATE_NOW, columns=_LATE_AT_ONCE),
            Written(f"{_YEARS}VALUES ", "({}, {}, {}, {}, {}, {}, {})", self._years, _YEAR_NOW, columns=_YEARS_AT_ONCE),
        ):  # fmt: skip
            if work.rows:
                unit.beside(work)


def keep_owed(unit: UnitOfWork, household_ids: Iterable[int]) -> None:
    """Tells anew how locked households stand, from all that was told of them."""
    unit.flush()
    homes = sorted(set(household_ids))
    owing = Owing(read_contributions(unit.connection, homes))
    dues = read_dues(unit.connection, homes)
    for home in homes:
        owing.tell(home, dues.get(home, ()))
    listed = select(household_late.c.household_id, stored(household_late.c.since_on))
    rows = unit.connection.execute(listed.where(among(household_late.c.household_id)), {"ids": homes})
    owing.only_now(tuple(row) for row in rows)
    owing.write(unit)


def notices_told(unit: UnitOfWork, told: Iterable[tuple[date, int, int]]) -> None:
    """Notices that went out: day, year, household."""
    unit.flush()  # a server does not see in one statement what the same statement adds
    rows = [(day.isoformat(), year, home) for day, year, home in told]
    before, marks = "UPDATE household_year SET notice_on = ", "{} WHERE year = {} AND household_id = {}"
    unit.beside(Written(before, marks, rows, columns=_NOTICE_AT_ONCE))


def _late_days(dues: Iterable[DueStanding], unpaid: Mapping[Group, int]) -> dict[date, int]:
    """What is not paid of each day: of contributions with dues what is open of these."""
    groups: dict[Group, int] = {}
    for one in dues:
        key = (one.due.plan_code, one.due.due_on)
        if key in unpaid:
            groups[key] = groups.get(key, 0) + one.open_cents
    days: dict[date, int] = {}
    for key, cents in unpaid.items():
        days[key[1]] = days.get(key[1], 0) + groups.get(key, cents)
    return days


def _late_rows(home: int, days: Mapping[date, int]) -> Iterator[Row]:
    ordered, late = sorted(days), 0
    for number, day in enumerate(ordered, 1):
        late += days[day]
        until = ordered[number] if number < len(ordered) else NEVER
        yield home, day.isoformat(), until.isoformat(), late


def _year_rows(home: int, dues: Iterable[DueStanding], years: Collection[int] | None) -> Iterator[Row]:
    by_year: dict[int, list[DueStanding]] = {}
    for one in dues:
        if one.due.firm_id is None and (years is None or one.due.year in years):
            by_year.setdefault(one.due.year, []).append(one)
    for year, some in by_year.items():
        asking = [one for one in some if one.open_cents > 0]
        days = [one.due.due_on.isoformat() for one in asking]
        yield (
            year, home, sum(one.due.amount_cents for one in some), sum(one.paid_cents for one in some),
            sum(one.open_cents for one in asking), min(days, default=None), max(days, default=None),
        )  # fmt: skip


# ---------------------------------------------------------------- beside what history says

_PAID = """
    SELECT due_id, sum(amount_cents) AS cents FROM allocation WHERE due_id IS NOT NULL GROUP BY due_id
"""
YEARS_BY_HISTORY = f"""
WITH paid AS ({_PAID}), standing AS (
    SELECT due.chain_id, due.year, due.due_on, due.amount_cents, coalesce(paid.cents, 0) AS paid_cents,
        due.amount_cents > coalesce(paid.cents, 0) AS asks
    FROM due LEFT JOIN paid ON paid.due_id = due.due_id WHERE due.firm_id IS NULL)
SELECT year, chain_id, sum(amount_cents), sum(paid_cents),
    sum(CASE WHEN asks THEN amount_cents - paid_cents ELSE 0 END),
    min(CASE WHEN asks THEN due_on END), max(CASE WHEN asks THEN due_on END),
    (SELECT max(notice_sent.issued_on) FROM notice_sent WHERE notice_sent.chain_id = standing.chain_id
        AND notice_sent.year = standing.year AND notice_sent.kind = 'notice')
FROM standing GROUP BY year, chain_id
"""
LATE_BY_HISTORY = f"""
WITH paid AS ({_PAID}), newest AS (
    SELECT contribution.*,
        row_number() OVER (PARTITION BY chain_id, plan_code, due_on ORDER BY position DESC, number DESC) AS back
    FROM contribution),
standing AS (
    SELECT due.chain_id, due.plan_code, due.due_on, sum(due.amount_cents - coalesce(paid.cents, 0)) AS cents
    FROM due LEFT JOIN paid ON paid.due_id = due.due_id GROUP BY due.chain_id, due.plan_code, due.due_on),
unpaid AS (
    SELECT newest.chain_id, newest.due_on, sum(coalesce(standing.cents, newest.amount_cents)) AS cents
    FROM newest LEFT JOIN standing ON standing.chain_id = newest.chain_id
        AND standing.plan_code = newest.plan_code AND standing.due_on = newest.due_on
    WHERE newest.back = 1 AND newest.void = 0 AND newest.paid_on IS NULL GROUP BY newest.chain_id, newest.due_on)
SELECT chain_id, due_on, coalesce(lead(due_on) OVER days, '9999-12-31'), sum(cents) OVER days
FROM unpaid WINDOW days AS (PARTITION BY chain_id ORDER BY due_on)
"""


def differing(connection: Connection) -> list[int]:
    """The households of which the lists say something else than history."""
    found: set[int] = set()
    for table, by_history, home in ((household_year, YEARS_BY_HISTORY, 1), (household_late, LATE_BY_HISTORY, 0)):
        listed = {tuple(row) for row in connection.execute(select(*[stored(one) for one in table.columns]))}
        told = {tuple(int(one) if isinstance(one, Decimal) else one for one in row)  # a server's sums
                for row in connection.execute(text(by_history))}  # fmt: skip
        found |= {row[home] for row in listed ^ told}
    return sorted(found)
