"""A list of several firms taken back for one of them: all of its part or nothing; the others stay."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from mutua.domain.staff_rows import Mode
from mutua.services.decide_claim import Refusal
from mutua.services.digest import digest
from mutua.services.firm_statements import issue_statements
from mutua.services.firm_watch import silent_firms
from mutua.services.staff_list_undo import undo_list
from mutua.services.staff_list_whose import undoings
from mutua.services.staff_lists import Done, ListTold
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.tables_firms import enrolment, staff_list
from services.firm_helpers import NAMES, Firms, small_firms

AUGUST = date(2026, 8, 1)


@pytest.fixture
def firms(archive: Archive, tmp_path: Path) -> Firms:
    """Alfa, Beta and Gamma; Rossi and Bianchi worked at Alfa before the list."""
    made = small_firms(archive, tmp_path)
    for name in ("Alfa", "Beta", "Gamma"):
        made.firm(name)
    made.move("Alfa", *made.rows("Alfa", NAMES[:2]))
    return made


def of_three(firms: Firms) -> ListTold:
    """At Alfa one comes, one goes, one is renamed; at Beta two come, at Gamma one."""
    gone, renamed, *_ = firms.rows("Alfa", NAMES[:2])
    rows = [
        firms.row("Alfa", NAMES[2], AUGUST, number=2, at=4),
        gone._replace(number=3, hired_on=None, left_on=date(2026, 8, 1)),
        renamed._replace(number=4, given_name="Brunone"),
        firms.row("Beta", NAMES[3], AUGUST, number=5, at=5), firms.row("Beta", NAMES[4], AUGUST, number=6, at=6),
        firms.row("Gamma", NAMES[5], AUGUST, number=7, at=7),
    ]  # fmt: skip
    return ListTold(
        Mode.MOVEMENTS, firms.today, tuple(firms.firms[name] for name in ("Alfa", "Beta", "Gamma")), tuple(rows),
        digest="0" * 64, intermediary_id=None,
    )  # fmt: skip


def recorded(firms: Firms) -> int:
    done = firms.apply(of_three(firms))
    assert isinstance(done, Done), done
    assert (done.new, done.ended, done.changed) == (4, 1, 1)
    assert done.list_id is not None
    return done.list_id


def people(firms: Firms, name: str) -> list[tuple[str, str, date, date | None]]:
    return sorted((one.surname, one.given_name, one.hired_on, one.left_on) for one in firms.roster(name))


def test_the_part_of_one_firm_is_taken_back_and_the_others_stay(firms: Firms) -> None:
    before = people(firms, "Alfa")
    list_id = recorded(firms)
    others = people(firms, "Beta"), people(firms, "Gamma")
    after = people(firms, "Alfa")
    assert after != before
    done = undo_list(firms.at(), list_id, firm_id=firms.firms["Alfa"], by_firm=True)
    assert isinstance(done, Done)
    assert (done.new, done.ended, done.changed) == (1, 1, 1)
    assert people(firms, "Alfa") == before
    assert (people(firms, "Beta"), people(firms, "Gamma")) == others
    assert firms.days(NAMES[0], 2) == [(date(2026, 1, 1), None)], "the cover is again as it was"
    assert firms.days(NAMES[3], 5) == [(AUGUST, None)]
    with firms.archive.reader.begin() as connection:
        told = undoings(connection, [list_id])[list_id]
        row = connection.execute(staff_list.select().where(staff_list.c.list_id == done.list_id)).one()
    assert (told.undone, len(told.left), told.stands_whole) == ({firms.firms["Alfa"]}, 2, True)
    assert (row.firm_id, row.mode, row.undoes_id) == (firms.firms["Alfa"], "undo", None)
    assert verify(firms.archive) == []


def test_nothing_that_was_told_is_changed_or_gone(firms: Firms) -> None:
    list_id = recorded(firms)
    with firms.archive.reader.begin() as connection:
        lists, told = connection.execute(staff_list.select()).all(), connection.execute(enrolment.select()).all()
    assert isinstance(undo_list(firms.at(), list_id, firm_id=firms.firms["Alfa"]), Done)
    with firms.archive.reader.begin() as connection:
        assert set(lists) < set(connection.execute(staff_list.select()).all())
        assert set(told) < set(connection.execute(enrolment.select()).all())


def test_a_second_undo_of_the_same_part_is_refused_and_does_nothing(firms: Firms) -> None:
    list_id, alfa = recorded(firms), firms.firms["Alfa"]
    assert isinstance(undo_list(firms.at(), list_id, firm_id=alfa), Done)
    before = digest(firms.archive)
    assert undo_list(firms.at(), list_id, firm_id=alfa) == Refusal("list_taken_back", str(list_id))
    assert undo_list(firms.at(), list_id, firm_id=alfa + 99) == Refusal("list_unknown", str(list_id))
    undone_by = list_id + 1
    assert undo_list(firms.at(), undone_by) == Refusal("list_is_an_undo", str(undone_by))
    assert undo_list(firms.at(), undone_by, firm_id=alfa) == Refusal("list_is_an_undo", str(undone_by))
    assert digest(firms.archive) == before


def test_the_same_file_again_records_only_the_part_that_was_taken_back(firms: Firms) -> None:
    list_id, alfa = recorded(firms), firms.firms["Alfa"]
    after = people(firms, "Alfa")
    for _ in range(2):  # and once more, from the beginning
        assert isinstance(undo_list(firms.at(), list_id, firm_id=alfa), Done)
        again = firms.apply(of_three(firms))
        assert isinstance(again, Done)
        assert (again.new, again.ended, again.changed) == (1, 1, 1)
        assert people(firms, "Alfa") == after
        assert len(firms.roster("Beta")) == 2
        assert again.list_id is not None
        with firms.archive.reader.begin() as connection:
            query = select(enrolment.c.firm_id).where(enrolment.c.list_id == again.list_id).distinct()
            assert connection.scalars(query).all() == [alfa]
        list_id = again.list_id
    assert verify(firms.archive) == []


def test_what_is_left_is_taken_back_together_and_the_last_part_ends_the_list(firms: Firms) -> None:
    list_id = recorded(firms)
    assert isinstance(undo_list(firms.at(), list_id, firm_id=firms.firms["Beta"]), Done)
    done = undo_list(firms.at(), list_id)
    assert isinstance(done, Done)
    assert (done.new, done.ended, done.changed) == (2, 1, 1), "Alfa and Gamma"
    assert (people(firms, "Beta"), people(firms, "Gamma"), len(people(firms, "Alfa"))) == ([], [], 2)
    assert undo_list(firms.at(), list_id) == Refusal("list_taken_back", str(list_id))
    other = recorded(firms)
    for name in ("Alfa", "Beta", "Gamma"):
        assert isinstance(undo_list(firms.at(), other, firm_id=firms.firms[name]), Done)
    assert undo_list(firms.at(), other) == Refusal("list_taken_back", str(other))
    with firms.archive.reader.begin() as connection:
        query = select(staff_list.c.firm_id).where(staff_list.c.undoes_id == other)
        assert connection.scalars(query).all() == [firms.firms["Gamma"]], "the last of them ends it"
    assert verify(firms.archive) == []


def test_a_part_of_which_something_changed_since_stops_itself_alone(firms: Firms) -> None:
    list_id = recorded(firms)
    firms.move("Beta", firms.row("Beta", NAMES[3], left_on=date(2026, 8, 31), at=5))
    before = digest(firms.archive)
    for beta in (firms.firms["Beta"], None):
        found = undo_list(firms.at(), list_id, firm_id=beta)
        assert isinstance(found, Refusal)
        assert found.code == "list_changed_since"
    assert digest(firms.archive) == before, "all of the part or nothing of it"
    assert isinstance(undo_list(firms.at(), list_id, firm_id=firms.firms["Gamma"]), Done)
    assert people(firms, "Gamma") == []
    assert len(people(firms, "Beta")) == 2


def test_who_was_asked_for_by_what_is_taken_back_comes_off_the_next_statement(firms: Firms) -> None:
    list_id = recorded(firms)
    gamma = firms.firms["Gamma"]
    (august,) = issue_statements(firms.at(), gamma, AUGUST)  # type: ignore[misc]  # one
    assert august.contribution_cents == 1000
    assert isinstance(undo_list(firms.at(), list_id, firm_id=gamma), Done)
    (september,) = issue_statements(firms.at(date(2026, 9, 1)), gamma, date(2026, 9, 1))  # type: ignore[misc]  # one
    assert september.contribution_cents == -1000


def test_a_firm_whose_part_was_taken_back_has_said_nothing_of_the_month(firms: Firms) -> None:
    def silent() -> list[str]:
        with firms.archive.reader.begin() as connection:
            return [one.name for one in silent_firms(connection, AUGUST)]

    list_id = recorded(firms)
    assert silent() == []
    assert isinstance(undo_list(firms.at(), list_id, firm_id=firms.firms["Gamma"]), Done)
    assert silent() == ["Gamma"]
    assert isinstance(undo_list(firms.at(), list_id), Done)
    assert silent() == ["Beta", "Gamma"], "at Alfa two were told the same month"


def test_one_leave_told_and_taken_back_leaves_the_list_of_all_firms_as_it_was(firms: Firms) -> None:
    list_id, beta = recorded(firms), firms.firms["Beta"]
    gone = firms.move("Beta", firms.row("Beta", NAMES[3], None, date(2026, 8, 2), at=5))
    with firms.archive.reader.begin() as connection:
        told = undoings(connection, [list_id])[list_id]
    assert (told.stands_whole, beta in told.standing, len(told.moved)) == (False, False, 1)
    assert gone.list_id is not None
    assert isinstance(undo_list(firms.at(), gone.list_id), Done)
    with firms.archive.reader.begin() as connection:
        told = undoings(connection, [list_id])[list_id]
    assert (told.stands_whole, told.undone, told.moved) == (True, set(), set())
    assert isinstance(undo_list(firms.at(), list_id, firm_id=beta), Done)
    with firms.archive.reader.begin() as connection:
        told = undoings(connection, [list_id])[list_id]
    assert (told.undone, told.stands_whole) == ({beta}, True)
    assert isinstance(undo_list(firms.at(), list_id), Done)
    assert firms.roster("Beta") == []
    assert verify(firms.archive) == []
