"""Relatives through a firm: covered with who works there, asked for with them, gone with them; named to no firm."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from mutua.domain.dues import Regime
from mutua.domain.firms import Absence, FamilyRule, Rate
from mutua.domain.records import Identity, PersonTold
from mutua.domain.staff_rows import Mode
from mutua.letters.papers import FirmYearList
from mutua.services.decide_claim import Refusal
from mutua.services.enrolments import answer_offer, enrolment_of, offers, tell_absence
from mutua.services.firm_forecast import forecasts
from mutua.services.firm_relatives import end_relative, enrol_relative, relatives_of_firm
from mutua.services.firm_statements import Issued, issue_statements
from mutua.services.member_corrections import take_back
from mutua.services.member_endings import record_death
from mutua.services.paper_values import firm_list
from mutua.services.register import add_people
from mutua.services.staff_list_undo import undo_list
from mutua.services.staff_lists import Done
from mutua.services.statement_money import pay_statement
from mutua.store.database import Archive
from mutua.store.dues import dues_of_statement
from mutua.store.firm_view import StatementRow, view_of
from mutua.store.firms import Recorded, enrolments_of_people
from mutua.store.people import households_of, read_people
from mutua.store.tables import employment
from mutua.store.unit_of_work import unit_of_work
from mutua.store.wall import walled
from services.firm_helpers import NAMES, Firms, code_of, small_firms
from services.member_helpers import desk

JAN, FEB, MAR, APR = (date(2026, month, 1) for month in range(1, 5))
ANNA = NAMES[0]


@pytest.fixture
def firms(archive: Archive, tmp_path: Path) -> Firms:
    made = small_firms(archive, tmp_path, date(2026, 5, 4))
    made.firm(
        "Alfa", rates=(Rate("base", 1234),), firm_share=7000, fund_share=250, family_rule=FamilyRule.OPTIONAL
    )  # fmt: skip
    made.move("Alfa", made.row("Alfa", ANNA, JAN), today=JAN)
    return made


def at_home(firms: Firms, given_name: str, kinship: str = "coniuge") -> int:
    """Somebody of Anna's household."""
    with firms.archive.reader.begin() as connection:
        (home,) = households_of(connection, [firms.person(ANNA)])[firms.person(ANNA)]
    told = PersonTold("", Identity("Bruni", given_name, card_number=f"T-{given_name}"), kinship, JAN)
    made = unit_of_work(
        firms.archive, [home], lambda unit: add_people(unit, home, [told], firms.society.ids),
        actor_id=firms.society.actor_id, now=firms.at().now,
    )  # fmt: skip
    return next(iter(made))


def worker(firms: Firms, name: str = ANNA, at: int = 0) -> Recorded:
    with firms.archive.reader.begin() as connection:
        found = enrolment_of(connection, firms.firms["Alfa"], code_of(name, at))
    assert not isinstance(found, Refusal)
    return found


def enrolled(firms: Firms, person_id: int, since: date = date(2026, 2, 10)) -> None:
    done = enrol_relative(firms.at(), worker(firms).one, person_id, since=since)
    assert isinstance(done, Done), done


def days(firms: Firms, person_id: int) -> list[tuple[date, date | None]]:
    with firms.archive.reader.begin() as connection:
        people = read_people(connection, households_of(connection, [person_id])[person_id])
    return sorted((cover.effective_from, cover.ends_on) for _, cover in people.covers.get(person_id, ()))


def issued(firms: Firms, month: date) -> tuple[Issued, list[StatementRow]]:
    found = issue_statements(firms.at(month), firms.firms["Alfa"], month)
    assert not isinstance(found, Refusal), found
    with firms.archive.reader.begin() as connection:
        view = view_of(connection, firms.firms["Alfa"])
        assert view is not None
        return found[0], view.lines(connection, found[0].statement_id)


def test_a_relative_is_foreseen_with_who_works_there(firms: Firms) -> None:
    """And one told late with the months before; the day that follows them is foreseen as it is asked for."""
    bruno = at_home(firms, "Bruno")
    issued(firms, JAN)
    enrolled(firms, bruno, FEB)
    for day, people in ((date(2026, 3, 5), 2), (date(2026, 4, 5), 1)):
        with walled(firms.archive).reader.begin() as connection:
            (seen,) = forecasts(connection, firms.firms["Alfa"], day)
        _, lines = issued(firms, day)
        assert list(seen.rows) == lines
        assert {row.people for row in lines} == {people}
        end_relative(firms.at(day), enrolled_as(firms, bruno), on=date(2026, 3, 31))


def enrolled_as(firms: Firms, person_id: int) -> int:
    with firms.archive.reader.begin() as connection:
        (found,) = enrolments_of_people(connection, [person_id])
    return found


def test_a_relative_is_asked_for_with_who_works_there_who_pays_it_alone(firms: Firms) -> None:
    bruno = at_home(firms, "Bruno")
    enrolled(firms, bruno)
    assert days(firms, bruno) == [(MAR, None)]
    first, _ = issued(firms, FEB)
    assert first.total_cents == 2 * 1265  # January and February, Anna alone
    one, lines = issued(firms, MAR)
    assert (one.contribution_cents, one.fund_cents) == (2468, 31)
    told = StatementRow("Rossi", "Anna", "", "base", MAR, False, 2468, 864, 370 + 1234, 31, 2, code_of(NAMES[0]))
    assert lines == [told]
    with firms.archive.reader.begin() as connection:
        dues = [told.due for told in dues_of_statement(connection, one.statement_id)]
        works = connection.scalars(select(employment.c.person_id)).all()
        view = view_of(connection, firms.firms["Alfa"])
        assert view is not None
        assert [row.given_name for row in view.roster(connection)] == ["Anna"]  # the firm is told of nobody else
        shown = relatives_of_firm(connection, firms.firms["Alfa"], APR)
    assert {(told.regime, told.amount_cents) for told in dues if told.person_id == bruno} == {(Regime.PAYROLL, 1234)}
    assert bruno not in works
    assert [(told.worker, told.name, told.since, told.gone) for told in shown] == [
        ("Rossi Anna", "Bruni Bruno", date(2026, 2, 10), False)
    ]
    full = firms.look(firms.told("Alfa", [firms.row("Alfa", ANNA)], Mode.FULL, APR))
    assert full.plan.changes == ()  # who is not on the list of the firm is no relative
    pay_statement(firms.at(), one.statement_id, cents=one.total_cents, received_on=APR)
    with firms.archive.reader.begin() as connection:
        paper = firm_list(connection, APR, firm_id=firms.firms["Alfa"], year=2026)
    assert isinstance(paper, FirmYearList)
    assert [(told.person, told.firm_cents, told.worker_cents) for told in paper.lines] == [("Rossi Anna", 864, 1604)]


def test_when_who_works_there_leaves_the_relative_goes_too_and_may_go_on_alone(firms: Firms) -> None:
    bruno = at_home(firms, "Bruno")
    enrolled(firms, bruno)
    gone = firms.move("Alfa", firms.row("Alfa", ANNA, None, date(2026, 3, 20)))
    assert days(firms, bruno) == [(MAR, date(2026, 3, 31))]
    assert gone.list_id is not None
    assert isinstance(undo_list(firms.at(), gone.list_id), Done)
    assert days(firms, bruno) == [(MAR, None)]  # they did not leave
    firms.move("Alfa", firms.row("Alfa", ANNA, None, date(2026, 3, 20)))
    with firms.archive.reader.begin() as connection:
        found = {one.given_name: one for one in offers(connection)}
    until = date(2026, 7, 3)  # sixty days from 4 May, when it was told
    assert {name: one.offer_until for name, one in found.items()} == dict.fromkeys(("Anna", "Bruno"), until)
    assert isinstance(answer_offer(firms.at(), found["Bruno"].enrolment_id, accept=True), Done)
    assert days(firms, bruno) == [(MAR, date(2026, 3, 31)), (APR, None)]
    assert firms.days(ANNA) == [(JAN, date(2026, 3, 31))]  # each answers for themselves
    one, lines = issued(firms, APR)
    assert [(told.month.month, told.people) for told in lines] == [(1, 1), (2, 1), (3, 2)]
    assert one.total_cents == 3 * 1265 + 1234


def test_leave_that_suspends_who_works_there_suspends_the_relative(archive: Archive, tmp_path: Path) -> None:
    firms = small_firms(archive, tmp_path, date(2026, 5, 4))
    firms.firm("Alfa", family_rule=FamilyRule.WHOLE_HOUSEHOLD, suspends_unpaid_leave=True)
    firms.move("Alfa", firms.row("Alfa", ANNA, JAN), today=JAN)
    bruno, carla = at_home(firms, "Bruno"), at_home(firms, "Carla", "figlio")
    enrolled(firms, bruno, JAN)
    away = tell_absence(firms.at(), worker(firms).one.enrolment_id, Absence.UNPAID, since=FEB, until=date(2026, 2, 28))
    assert isinstance(away, Done)
    assert days(firms, bruno) == [(JAN, date(2026, 1, 31)), (MAR, None)] == firms.days(ANNA)
    with firms.archive.reader.begin() as connection:
        shown = {told.name: told for told in relatives_of_firm(connection, firms.firms["Alfa"], APR)}
    assert shown["Bruni Carla"].enrolment_id is None  # missing: the whole household has to be covered
    assert shown["Bruni Carla"].rule is FamilyRule.WHOLE_HOUSEHOLD
    enrolled(firms, carla, JAN)  # told later, and suspended all the same
    assert days(firms, carla) == [(JAN, date(2026, 1, 31)), (MAR, None)]
    _, lines = issued(firms, MAR)
    assert [(told.month.month, told.people, told.firm_cents) for told in lines] == [(1, 3, 3000), (3, 3, 3000)]


def test_a_death_is_no_end_on_the_day_for_the_relative_and_comes_back_with_its_undoing(firms: Firms) -> None:
    bruno, anna = at_home(firms, "Bruno"), firms.person(ANNA)
    enrolled(firms, bruno)
    at = desk(firms.society, date(2026, 5, 4))
    assert not isinstance(record_death(at, anna, died_on=date(2026, 4, 10)), Refusal)
    assert firms.days(ANNA) == [(JAN, date(2026, 4, 10))]
    assert days(firms, bruno) == [(MAR, date(2026, 4, 30))]
    with firms.archive.reader.begin() as connection:
        assert [one.given_name for one in offers(connection)] == ["Bruno"]
    assert not isinstance(take_back(at, anna, motive="un'altra persona"), Refusal)
    assert days(firms, bruno) == [(MAR, None)]


def test_who_cannot_be_enrolled_and_who_is_covered_no_longer(firms: Firms) -> None:
    bruno = at_home(firms, "Bruno")
    firms.move("Alfa", firms.row("Alfa", NAMES[1], JAN, at=1))
    elsewhere, anna = firms.person(NAMES[1], 1), worker(firms).one

    def code(person_id: int, since: date = MAR, until: date | None = None) -> str:
        found = enrol_relative(firms.at(), anna, person_id, since=since, until=until)
        return found.code if isinstance(found, Refusal) else ""

    assert code(elsewhere) == "relative_not_at_home"
    assert code(anna.person_id) == "relative_not_at_home"
    assert code(bruno, date(2025, 12, 31)) == "relative_days"
    assert code(bruno, MAR, FEB) == "relative_days"
    assert code(bruno) == ""
    assert code(bruno, APR) == "relative_enrolled_already"
    with firms.archive.reader.begin() as connection:
        (shown,) = relatives_of_firm(connection, firms.firms["Alfa"], APR)
    number = shown.enrolment_id or 0
    assert end_relative(firms.at(), anna.enrolment_id, on=APR) == Refusal("relative_unknown", str(anna.enrolment_id))
    assert end_relative(firms.at(), number, on=FEB) == Refusal("relative_days", "01/03/2026")
    assert isinstance(end_relative(firms.at(), number, on=date(2026, 4, 10)), Done)
    assert days(firms, bruno) == [(MAR, date(2026, 4, 30))]
    firms.move("Alfa", firms.row("Alfa", ANNA, None, date(2026, 6, 30)))
    assert days(firms, bruno) == [(MAR, date(2026, 4, 30))]
    firms.firm("Beta", family_rule=FamilyRule.NONE)
    firms.move("Beta", firms.row("Beta", NAMES[2], JAN, at=2))
    with firms.archive.reader.begin() as connection:
        carla = enrolment_of(connection, firms.firms["Beta"], code_of(NAMES[2], 2))
    assert not isinstance(carla, Refusal)
    assert enrol_relative(firms.at(), carla.one, bruno, since=MAR) == Refusal("relatives_not_covered")
