"""How far a firm's own door reaches: its own record of a person, never the society's, and no answer about others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mutua.domain.records import Identity
from mutua.domain.staff_rows import Mode, StaffRow
from mutua.services.firm_watch import told_otherwise
from mutua.services.member_endings import record_death
from mutua.services.staff_list_undo import undo_list
from mutua.services.staff_lists import Done, preview
from mutua.store.database import Archive
from mutua.store.people import change_identity
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.who import read_identities
from services.firm_helpers import Firms, code_of, small_firms
from services.member_helpers import desk, told

JAN, FEB = date(2026, 1, 1), date(2026, 2, 1)
ANNA, BRUNO, CARLA = "Rossi Anna", "Bianchi Bruno", "Verdi Carla"


@pytest.fixture
def firms(archive: Archive, tmp_path: Path) -> Firms:
    made = small_firms(archive, tmp_path)
    made.firm("Alfa")
    made.firm("Beta")
    return made


def who_is(firms: Firms, person_id: int) -> Identity:
    with firms.archive.reader.begin() as connection:
        return read_identities(connection, [person_id])[person_id]


def by_firm(firms: Firms, firm: str, row: StaffRow, mode: Mode = Mode.MOVEMENTS) -> Done:
    done = firms.apply(firms.told(firm, [row], mode, by_firm=True))
    assert isinstance(done, Done), done
    return done


def answers(firms: Firms, row: StaffRow, mode: Mode = Mode.MOVEMENTS) -> tuple[object, ...]:
    """What a firm is shown of a row, without what it said itself."""
    with firms.archive.reader.begin() as connection:
        seen = preview(connection, firms.told("Alfa", [row], mode, by_firm=True), today=firms.today)
    return len(seen.plan.changes), seen.plan.wrong, [(one.code, one.warning) for one in seen.mistakes]


def test_a_correction_by_a_firm_is_of_its_own_record_and_the_office_sees_the_difference(firms: Firms) -> None:
    firms.move("Beta", firms.row("Beta", ANNA, JAN), today=JAN)
    person = firms.person(ANNA)
    before = who_is(firms, person)
    by_firm(firms, "Alfa", firms.row("Alfa", ANNA, FEB))
    false = firms.row("Alfa", ANNA)._replace(new_code=code_of(BRUNO), surname="Neri", given_name="Ugo")
    done = by_firm(firms, "Alfa", false, Mode.CORRECTION)
    assert done.changed == 1
    assert who_is(firms, person) == before
    assert [(one.name, one.fiscal_code) for one in firms.roster("Alfa")] == [("Neri Ugo", code_of(BRUNO))]
    with firms.archive.reader.begin() as connection:
        (found,) = told_otherwise(connection)
    assert (found.firm, found.person_id, found.why) == ("Alfa", person, "name")
    assert (found.told, found.known) == (f"Neri Ugo {code_of(BRUNO)}", f"Rossi Anna {code_of(ANNA)}")
    # the clerk, with the same words, does put it right; and back; a firm that takes a list back does not
    at_counter = firms.row("Beta", ANNA)._replace(surname="Rossi Verdi")
    listed = firms.move("Beta", at_counter, today=FEB, mode=Mode.CORRECTION).list_id
    assert who_is(firms, person).surname == "Rossi Verdi"
    assert listed is not None
    assert isinstance(undo_list(firms.at(), listed, by_firm=True), Done)
    assert who_is(firms, person).surname == "Rossi Verdi"


def test_an_enrolment_told_later_takes_no_day_that_another_firm_covers(firms: Firms) -> None:
    firms.move("Beta", firms.row("Beta", ANNA, FEB), today=FEB)
    by_firm(firms, "Alfa", firms.row("Alfa", ANNA, date(2020, 1, 1)))
    beta = firms.roster("Beta")[0].enrolment_id
    assert [one.effective_from for one in firms.covers(ANNA) if one.enrolment_id == beta] == [FEB]
    assert firms.days(ANNA) == [(JAN, date(2026, 1, 31)), (FEB, None)]  # what nobody covered, then as it was
    firms.move("Beta", firms.row("Beta", ANNA, None, date(2026, 4, 9)), today=date(2026, 4, 10))
    assert firms.days(ANNA) == [(JAN, date(2026, 1, 31)), (FEB, date(2026, 4, 30)), (date(2026, 5, 1), None)]


def test_a_code_that_the_society_knows_and_one_of_nobody_are_the_same_answer(firms: Firms) -> None:
    firms.move("Alfa", firms.row("Alfa", ANNA, JAN), today=JAN)
    firms.move("Beta", firms.row("Beta", BRUNO, JAN), today=JAN)
    own = firms.row("Alfa", ANNA)
    known, nobodys = own._replace(new_code=code_of(BRUNO)), own._replace(new_code=code_of(CARLA, 5))
    of_another = (1, (), [("fiscal_code_surname", True), ("fiscal_code_given_name", True)])
    assert answers(firms, known, Mode.CORRECTION) == answers(firms, nobodys, Mode.CORRECTION) == of_another
    person = firms.person(BRUNO)
    by_firm(firms, "Alfa", known, Mode.CORRECTION)
    assert firms.person(BRUNO) == person, "whose code it is stays who they are"
    with firms.archive.reader.begin() as connection:
        assert [one.why for one in told_otherwise(connection)] == ["name"]


@pytest.mark.parametrize("covered", [False, True])
def test_no_answer_hangs_on_the_day_of_a_death(firms: Firms, covered: bool) -> None:
    society = firms.society
    home = society.household("N1", "Anna", covers=None if covered else [])
    person = society.people["Anna"]
    held = who_is(firms, person)

    def work(unit: UnitOfWork) -> None:
        change_identity(unit, person, held._replace(fiscal_code=code_of(ANNA)))

    unit_of_work(firms.archive, [home], work, actor_id=society.actor_id, now=society.now)
    days = [date(2026, 5, 13), date(2026, 5, 14), date(2026, 5, 15), date(2026, 6, 20)]
    alive = [answers(firms, firms.row("Alfa", ANNA, day)) for day in days]
    told(record_death(desk(society, date(2026, 8, 2)), person, died_on=date(2026, 5, 14)))
    assert [answers(firms, firms.row("Alfa", ANNA, day)) for day in days] == alive
    if covered:
        return
    by_firm(firms, "Alfa", firms.row("Alfa", ANNA, date(2026, 6, 20)))
    assert firms.days(ANNA) == []
    with firms.archive.reader.begin() as connection:
        found = [(one.why, one.told, one.known) for one in told_otherwise(connection)]
    assert ("death", "20/06/2026", "14/05/2026") in found
