"""The forecast of a firm's month: what the statement then asks for, to the cent, and nothing to be tried out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mutua.domain.firms import Cadence, Rate
from mutua.domain.staff_rows import Mode
from mutua.services.digest import digest
from mutua.services.firm_desk import my_statement
from mutua.services.firm_forecast import Forecast, forecasts
from mutua.services.firm_statements import Issued, issue_statements
from mutua.services.staff_list_undo import undo_list
from mutua.store.database import Archive
from mutua.store.firm_view import StatementRow
from mutua.store.wall import walled
from services.firm_helpers import NAMES, Firms, small_firms

JAN = date(2026, 1, 1)


@pytest.fixture
def firms(archive: Archive, tmp_path: Path) -> Firms:
    """12,34 a month, 70 % the firm's, 2,5 % on top for the fund; three people since January."""
    made = small_firms(archive, tmp_path, date(2026, 3, 2))
    made.firm("Alfa", rates=(Rate("base", 1234),), firm_share=7000, fund_share=250)
    made.move("Alfa", *made.rows("Alfa", NAMES[:3]), today=JAN)
    return made


def foreseen(firms: Firms, on: date, firm: str = "Alfa") -> list[Forecast]:
    """As a firm's page has it: behind the wall."""
    with walled(firms.archive).reader.begin() as connection:
        return forecasts(connection, firms.firms[firm], on)


def issue(firms: Firms, on: date, firm: str = "Alfa") -> Issued:
    found = issue_statements(firms.at(on), firms.firms[firm], on)
    assert isinstance(found, list)
    return found[-1]


def asked(firms: Firms, one: Issued, firm: str = "Alfa") -> list[StatementRow]:
    shown = my_statement(firms.archive, firms.firms[firm], one.statement_id)
    assert shown is not None
    return sorted(shown[1], key=lambda row: (row.surname.casefold(), row.given_name.casefold(), row.month))


def as_foreseen(firms: Firms, on: date, firm: str = "Alfa") -> Forecast:
    """The forecast of a day, after the statement of that day was found to say the same line by line."""
    (seen,) = foreseen(firms, on, firm)
    made = issue(firms, on, firm)
    assert made.new
    assert list(seen.rows) == asked(firms, made, firm)
    assert (seen.first_day, seen.last_day) == (made.first_day, made.last_day)
    assert (seen.parts.contribution, seen.parts.fund) == (made.contribution_cents, made.fund_cents)
    return seen


def test_the_forecast_is_what_the_statement_then_asks_for(firms: Firms) -> None:
    """12,34: 8,64 the firm's, 3,70 the worker's, 0,31 for the fund."""
    before = digest(firms.archive)
    (seen,) = foreseen(firms, date(2026, 1, 20))
    assert digest(firms.archive) == before
    one = seen.rows[0]
    assert (one.surname, one.given_name, one.month, one.adjustment) == ("Bianchi", "Bruno", JAN, False)
    assert (one.firm_cents, one.worker_cents, one.fund_cents) == (864, 370, 31)
    assert seen.parts == (3 * 1234, 3 * 864, 3 * 370, 3 * 31)
    as_foreseen(firms, date(2026, 1, 31))
    as_foreseen(firms, date(2026, 2, 10))


def test_a_statement_that_was_made_is_not_foreseen_again(firms: Firms) -> None:
    made = issue(firms, date(2026, 1, 20))
    (seen,) = foreseen(firms, date(2026, 1, 25))
    assert (seen.statement_id, seen.rows) == (made.statement_id, ())
    assert foreseen(firms, date(2026, 2, 1))[0].statement_id is None


def test_what_is_told_late_is_foreseen_as_adjustments(firms: Firms) -> None:
    issue(firms, date(2026, 1, 31))
    firms.move("Alfa", firms.row("Alfa", NAMES[3], JAN, at=5), firms.row("Alfa", NAMES[0], left_on=JAN, at=2),
               today=date(2026, 2, 3))  # fmt: skip
    seen = as_foreseen(firms, date(2026, 2, 5))
    assert [(row.surname, row.month.month, row.adjustment) for row in seen.rows] == [
        ("Bianchi", 2, False), ("Neri", 1, True), ("Neri", 2, False), ("Verdi", 2, False),
    ], "who worked on a day of January was rightly asked for it"  # fmt: skip
    told = firms.told("Alfa", [firms.row("Alfa", NAMES[3], date(2026, 2, 16), at=5)], Mode.CORRECTION)
    firms.apply(told, date(2026, 3, 4))
    seen = as_foreseen(firms, date(2026, 3, 5))
    assert [(row.surname, row.month.month, row.worker_cents) for row in seen.rows if row.adjustment] == [
        ("Neri", 1, -370), ("Neri", 2, -370)
    ], "covered from the first of the month after"  # fmt: skip


def test_who_comes_and_goes_again_and_a_list_taken_back_are_foreseen(firms: Firms) -> None:
    gone = firms.move("Alfa", firms.row("Alfa", NAMES[1], left_on=date(2026, 1, 15), at=3), today=date(2026, 1, 16))
    came = firms.move("Alfa", firms.row("Alfa", NAMES[5], JAN, at=8), today=date(2026, 1, 20))
    as_foreseen(firms, date(2026, 1, 31))
    firms.move("Alfa", firms.row("Alfa", NAMES[1], date(2026, 2, 10), at=3), today=date(2026, 2, 10))
    assert came.list_id is not None
    undo_list(firms.at(date(2026, 2, 11)), came.list_id, by_firm=True)
    seen = as_foreseen(firms, date(2026, 2, 12))
    assert [(row.surname, row.contribution_cents) for row in seen.rows if row.adjustment] == [("Costa", -1234)]
    assert gone.list_id is not None
    assert as_foreseen(firms, date(2026, 3, 12)).parts.contribution == 3 * 1234


def test_what_was_told_on_the_day_of_a_statement_is_foreseen_once(firms: Firms) -> None:
    day = date(2026, 1, 31)
    gone = firms.row("Alfa", NAMES[2], left_on=JAN, at=4)
    firms.move("Alfa", firms.row("Alfa", NAMES[4], JAN, at=6), gone, today=day)
    issue(firms, day)
    assert [row for row in as_foreseen(firms, date(2026, 2, 2)).rows if row.adjustment] == []


def test_a_quarter_is_foreseen_whole(firms: Firms) -> None:
    firms.firm("Beta", cadence=Cadence.QUARTERLY)
    firms.move("Beta", firms.row("Beta", NAMES[7], date(2026, 2, 1), at=9), today=date(2026, 2, 1))
    seen = as_foreseen(firms, date(2026, 2, 20), "Beta")
    assert (seen.last_day, [row.month.month for row in seen.rows]) == (date(2026, 3, 31), [2, 3])


def test_two_plans_are_foreseen_each_by_itself_and_a_firm_without_one_not_at_all(firms: Firms) -> None:
    firms.firm("Senza", terms=None)
    assert foreseen(firms, date(2026, 1, 20), "Senza") == []
    firms.firm("Vuota")
    assert foreseen(firms, date(2026, 1, 20), "Vuota") == [], "a statement that asks for nothing is not made"


# ---------------------------------------------------------------- nothing that could be tried out


def test_a_code_that_works_elsewhere_is_foreseen_like_any_other(firms: Firms) -> None:
    """Beta told of somebody first: the statement of Alfa does not ask for them, and is the first to say so."""
    issue(firms, date(2026, 1, 31))
    firms.firm("Beta")
    firms.move("Beta", firms.row("Beta", NAMES[6], JAN, at=11), today=JAN)

    def told(name: str, at: int) -> list[tuple[int, int]]:
        done = firms.move("Alfa", firms.row("Alfa", name, date(2026, 2, 1), at=at), today=date(2026, 2, 2))
        (seen,) = foreseen(firms, date(2026, 2, 3))
        undo_list(firms.at(date(2026, 2, 3)), done.list_id or 0, by_firm=True)
        return [(row.month.month, row.contribution_cents) for row in seen.rows if row.surname == name.split()[0]]

    assert told(NAMES[6], 11) == told(NAMES[9], 12) == [(2, 1234)]


def test_what_a_statement_said_is_foreseen_from_then_on(firms: Firms) -> None:
    firms.firm("Beta")
    firms.move("Beta", firms.row("Beta", NAMES[6], JAN, at=11), today=JAN)
    firms.move("Alfa", firms.row("Alfa", NAMES[6], JAN, at=11), today=date(2026, 1, 10))
    assert len(foreseen(firms, date(2026, 1, 20))[0].rows) == 4
    made = issue(firms, date(2026, 1, 31))
    assert len(asked(firms, made)) == 3
    assert len(as_foreseen(firms, date(2026, 2, 5)).rows) == 3


def test_who_is_asked_for_elsewhere_brings_no_months_of_old_when_something_is_put_right(firms: Firms) -> None:
    firms.firm("Beta")
    firms.move("Beta", firms.row("Beta", NAMES[6], JAN, at=11), today=JAN)
    firms.move("Alfa", firms.row("Alfa", NAMES[6], JAN, at=11), today=date(2026, 1, 10))
    for day in (date(2026, 1, 31), date(2026, 2, 28)):
        issue(firms, day)
    firms.move("Alfa", firms.row("Alfa", NAMES[6], left_on=date(2026, 3, 20), at=11), today=date(2026, 3, 21))
    (seen,) = foreseen(firms, date(2026, 3, 22))
    assert [(row.month.month, row.adjustment) for row in seen.rows if row.surname == "Riva"] == [(3, False)]

