"""The members' book as of any day, exported, and what verify says of one that was tampered with."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from mutua.domain.member_life import Event, LifeEvent, MemberKind
from mutua.services.book_table import book_table
from mutua.services.export_archive import every_table
from mutua.services.finding import Finding
from mutua.services.heads import expect_same_archive, note_heads
from mutua.services.member_endings import end_membership
from mutua.services.member_life import readmit, reinstate, suspend
from mutua.services.members_book import LINES_OF_A_PAGE, members_book, page_of
from mutua.services.show_member import show_member
from mutua.services.verify_archive import verify
from mutua.services.verify_members import MEMBER_CHECKS
from mutua.store.database import Archive, ArchiveProblem
from mutua.store.ids import Ids
from mutua.store.members import Book, open_book, tell_life
from mutua.store.tables import book_line, membership
from mutua.store.tables_kept import BOOK_CHAIN
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.member_helpers import LAW, board, desk, member, told
from services.societies import Society, small_society

ON = date(2026, 2, 1)


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno")
    made.household("N2", "Dora")
    return made


def lines(society: Society, on: date) -> list[tuple[int, int, str, bool]]:
    with society.archive.reader.begin() as connection:
        shown, _ = members_book(connection, LAW, on)
    return [(one.told.line, one.told.member_number, one.told.event.value, one.vote) for one in shown]


def test_the_book_is_read_as_of_any_day(society: Society) -> None:
    member(society, "Anna", date(2026, 1, 10))
    member(society, "Dora", date(2026, 3, 10), MemberKind.SUPPORTING)
    by = board("9/2026", date(2026, 5, 1))
    told(end_membership(desk(society), society.people["Anna"], Event.LAPSED, on=by.decided_on, by=by, reason="arrears"))
    assert lines(society, date(2026, 1, 9)) == []
    assert lines(society, date(2026, 1, 10)) == [(1, 1, "admitted", True)]
    assert lines(society, date(2026, 5, 1)) == [(1, 1, "admitted", True), (2, 2, "admitted", True)]
    assert lines(society, date(2026, 5, 2)) == [
        (1, 1, "admitted", False), (2, 2, "admitted", True), (3, 1, "lapsed", False),
    ]  # fmt: skip
    with society.archive.reader.begin() as connection:
        shown, totals = members_book(connection, LAW, date(2026, 5, 2))
    assert [one.kind for one in shown] == [MemberKind.ORDINARY, MemberKind.SUPPORTING, MemberKind.ORDINARY]
    assert shown[2].told.resolution == by
    assert (totals.members[MemberKind.ORDINARY], totals.members[MemberKind.SUPPORTING], totals.votes) == (0, 1, 1)


@pytest.mark.parametrize(("line", "page"), [(1, 1), (LINES_OF_A_PAGE, 1), (LINES_OF_A_PAGE + 1, 2)])
def test_lines_stand_on_numbered_pages(line: int, page: int) -> None:
    assert page_of(line) == page


def test_a_kind_without_a_vote_has_none(society: Society) -> None:
    member(society, "Dora", ON, MemberKind.SUPPORTING)
    from dataclasses import replace

    without = replace(LAW, votes={**LAW.votes, MemberKind.SUPPORTING: False})
    with society.archive.reader.begin() as connection:
        assert [one.vote for one in members_book(connection, without, ON)[0]] == [False]


def test_who_lives_beside_a_member_is_a_beneficiary_without_a_vote(society: Society) -> None:
    member(society, "Anna", ON)
    with society.archive.reader.begin() as connection:
        people = [society.people[name] for name in ("Anna", "Bruno", "Dora")]
        anna, bruno, dora = (show_member(connection, LAW, person, ON) for person in people)
        before = show_member(connection, LAW, society.people["Bruno"], date(2026, 1, 31))
    assert (anna.beneficiary, anna.vote, anna.member_number) == (False, True, 1)
    assert (bruno.beneficiary, bruno.vote, bruno.member_number) == (True, False, None)
    assert (dora.beneficiary, before.beneficiary) == (False, False)


def test_the_book_is_a_table_of_the_export(society: Society) -> None:
    member(society, "Anna", ON)
    with society.archive.reader.begin() as connection:
        (table,) = [one for one in every_table(connection, society.plans) if one.name == "libro soci"]
        (row,) = list(table.rows)
        shown, _ = members_book(connection, LAW, ON)
    own = book_table(shown)
    assert row == (
        1, 1, 1, "Rossi", "Anna", None, date(1980, 5, 17), "ordinario", "ammissione", ON, ON, None, "consiglio",
        "0201/Anna", ON,
    )  # fmt: skip
    assert list(own.rows) == [(*row, True)]
    assert [one.title for one in own.columns[:-1]] == [one.title for one in table.columns]


def test_the_vote_stands_with_the_line_by_which_one_came_in_last(society: Society) -> None:
    member(society, "Dora", ON)
    at, dora, by = desk(society), society.people["Dora"], board("9", date(2026, 5, 1))
    told(end_membership(at, dora, Event.LAPSED, on=by.decided_on, by=by, reason="arrears"))
    told(readmit(at, dora, asked_on=date(2026, 6, 1), by=board("10", date(2026, 6, 2))))
    votes = {line: vote for line, _, _, vote in lines(society, date(2026, 6, 2))}
    assert votes == {1: False, 2: False, 3: True}


def test_suspensions_change_no_line(society: Society) -> None:
    member(society, "Anna", ON)
    at, anna = desk(society), society.people["Anna"]
    told(suspend(at, anna, on=date(2026, 3, 1), reason="arrears"))
    told(reinstate(at, anna, on=date(2026, 4, 1)))
    assert lines(society, date(2026, 3, 1)) == [(1, 1, "admitted", False)]
    assert lines(society, date(2026, 4, 1)) == [(1, 1, "admitted", True)]


# ---------------------------------------------------------------- verify


def findings(society: Society) -> list[Finding]:
    return [Finding(*one) for one in verify(society.archive)]


def spoil(society: Society, do: object) -> None:
    """Records something, sealed as everything else, that no service would."""
    homes = sorted(set(society.households.values()))

    def work(unit: UnitOfWork) -> None:
        open_book(unit, homes)
        do(unit)  # type: ignore[operator]  # a function of the unit

    unit_of_work(society.archive, [], work, actor_id=society.actor_id, now=society.now)


@pytest.mark.tampered
def test_verify_names_a_gap_in_the_book(society: Society) -> None:
    member(society, "Anna", ON)
    dora = society.people["Dora"]

    def skip_two(unit: UnitOfWork) -> None:
        came = LifeEvent(Event.CARRIED_OVER, ON, ON, MemberKind.ORDINARY)
        entry = tell_life(unit, society.households[dora], dora, 1, came)
        unit.entry(BOOK_CHAIN, "book_line").add(book_line, 4, 3, entry.chain_id, entry.position)

    spoil(society, skip_two)
    assert findings(society) == [Finding("book_gap", "2", "4"), Finding("book_number_gap", "4", "3")]


@pytest.mark.tampered
def test_verify_names_a_number_given_twice_and_an_event_that_is_not_noted(society: Society) -> None:
    member(society, "Anna", ON)
    dora, bruno = society.people["Dora"], society.people["Bruno"]
    came = LifeEvent(Event.CARRIED_OVER, ON, ON, MemberKind.ORDINARY)

    def twice(unit: UnitOfWork) -> None:
        book = Book(unit)
        book.note(tell_life(unit, society.households[dora], dora, 1, came), 1)
        tell_life(unit, society.households[bruno], bruno, 1, came)

    spoil(society, twice)
    found = findings(society)
    assert found[0] == Finding("book_number_of_two", "2", "1")
    assert [one.code for one in found] == ["book_number_of_two", "book_line_missing"]


@pytest.mark.tampered
def test_verify_names_a_life_that_the_table_does_not_allow(society: Society) -> None:
    dora = society.people["Dora"]

    def out_of_nothing(unit: UnitOfWork) -> None:
        gone = LifeEvent(Event.LAPSED, ON, ON, reason="arrears")
        Book(unit).note(tell_life(unit, society.households[dora], dora, 1, gone), 1)

    spoil(society, out_of_nothing)
    found = findings(society)
    assert found[0] == Finding("life_not_as_allowed", str(dora), "lapsed")
    assert [one.code for one in found] == ["life_not_as_allowed", "life_without_resolution"]


@pytest.mark.tampered
def test_verify_names_a_reason_that_there_is_not(society: Society) -> None:
    """Nobody is let go for age: whoever writes it past the services is told."""
    member(society, "Dora", ON)
    dora = society.people["Dora"]

    def for_age(unit: UnitOfWork) -> None:
        book = Book(unit)
        by = book.resolution_id(board("9", ON))
        assert isinstance(by, int)
        gone = LifeEvent(Event.LAPSED, ON, ON, reason="age")
        book.note(tell_life(unit, society.households[dora], dora, 3, gone, resolution_id=by), 1)

    spoil(society, for_age)
    assert findings(society) == [
        Finding("member_code_unknown", "membership.reason", "age"), Finding("life_not_as_allowed", str(dora), "lapsed"),
    ]  # fmt: skip


def test_the_checks_of_members_belong_to_verify() -> None:
    from mutua.services.verify_archive import CHECKS

    assert set(MEMBER_CHECKS) <= set(CHECKS)
    assert membership.name == "membership"


def test_heads_of_another_archive_are_known_although_both_have_a_book(society: Society, tmp_path: Path) -> None:
    """The book's chain has the same number everywhere: it says nothing of whose archive it is."""
    member(society, "Anna", ON)
    with Archive(f"sqlite:///{tmp_path / 'other.db'}") as other:
        from mutua.store.migrate import upgrade

        upgrade(other)
        made = small_society(other, tmp_path / "other")
        made.ids = Ids(random.Random(8))  # else the same households would get the same numbers
        made.household("N1", "Anna")
        member(made, "Anna", date(2026, 2, 2))
        heads = note_heads(other, made.now)
        with pytest.raises(ArchiveProblem, match="heads_of_others"):
            expect_same_archive(society.archive, heads, "sigilli.json")
        expect_same_archive(other, heads, "sigilli.json")
