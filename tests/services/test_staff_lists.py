"""Staff lists: what is shown is what is done, all of it or nothing; the same list again does nothing; and back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from mutua.domain.staff_rows import Mode
from mutua.intake.tabular import read_file
from mutua.services.decide_claim import Refusal
from mutua.services.staff_list_files import told_by_firm
from mutua.services.staff_list_undo import undo_list
from mutua.services.staff_lists import Done, Otherwise, apply_list
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.tables import entry
from services.firm_helpers import NAMES, Firms, small_firms

JAN = date(2026, 1, 1)


@pytest.fixture
def firms(archive: Archive, tmp_path: Path) -> Firms:
    made = small_firms(archive, tmp_path)
    made.firm("Alfa")
    return made


def entries(firms: Firms) -> int:
    with firms.archive.reader.begin() as connection:
        return int(connection.scalar(select(func.count()).select_from(entry)) or 0)


def test_a_new_worker_is_made_from_three_facts(firms: Firms) -> None:
    done = firms.move("Alfa", firms.row("Alfa", "Rossi Anna", date(2026, 5, 25)))
    assert (done.new, done.ended, done.changed) == (1, 0, 0)
    assert [one.name for one in firms.roster("Alfa")] == ["Rossi Anna"]
    assert firms.days("Rossi Anna") == [(date(2026, 6, 1), None)]
    with firms.archive.reader.begin() as connection:
        from mutua.store.who import read_identities

        who = read_identities(connection, [firms.person("Rossi Anna")])[firms.person("Rossi Anna")]
    assert (who.born_on, who.sex) == (JAN.replace(year=1980), "F")


def test_the_same_list_five_times_changes_something_once(firms: Firms) -> None:
    told = firms.told("Alfa", firms.rows("Alfa"))
    assert firms.apply(told) == Done(1, new=12)
    before = entries(firms)
    for _ in range(4):
        assert firms.look(told).plan.changes == ()
        assert firms.apply(told) == Done(None)
    assert entries(firms) == before


def test_what_was_shown_is_done_or_nothing_is(firms: Firms) -> None:
    told = firms.told("Alfa", firms.rows("Alfa", NAMES[:3]))
    seen = firms.look(told)
    firms.move("Alfa", firms.row("Alfa", NAMES[0], JAN, at=2))
    done = apply_list(firms.at(), told, fingerprint=seen.plan.fingerprint)
    assert isinstance(done, Otherwise)
    assert len(done.preview.plan.changes) == 2
    assert len(firms.roster("Alfa")) == 1


def test_a_list_with_a_wrong_row_changes_nothing(firms: Firms) -> None:
    wrong = firms.row("Alfa", NAMES[11], date(2026, 5, 1), date(2026, 4, 1), number=99, at=11)
    told = firms.told("Alfa", [*firms.rows("Alfa", NAMES[:5]), wrong])
    assert firms.look(told).plan.wrong == (99,)
    assert firms.apply(told) == Refusal("list_with_wrong_rows", "1")
    assert firms.roster("Alfa") == []
    done = firms.apply(told, good_rows=True)
    assert isinstance(done, Done)
    assert len(firms.roster("Alfa")) == 5


# ---------------------------------------------------------------- AC-11


@pytest.mark.parametrize("text", [
    "codice fiscale;cognome;nome;assunto il\n", "Elenco dei soci;\n;\ntessera;parentela\n1;titolare\n",
])  # fmt: skip
def test_a_full_list_that_was_not_read_frightens_nobody(firms: Firms, tmp_path: Path, text: str) -> None:
    """A heading without rows, or another kind of sheet: no names of who would have left, and nothing to confirm."""
    firms.apply(firms.told("Alfa", firms.rows("Alfa", NAMES[:5])), JAN)
    path = tmp_path / "elenco.csv"
    path.write_text(text, encoding="utf-8")
    with firms.archive.reader.begin() as connection:
        told = told_by_firm(connection, read_file(path), firms.firms["Alfa"], Mode.FULL, firms.today, {})
    seen = firms.look(told)
    assert list(seen.plan.endings) == []
    assert [one for one in seen.mistakes if not one.warning] != []
    assert isinstance(apply_list(firms.at(), told, fingerprint=seen.plan.fingerprint), Refusal)


def test_a_full_list_ends_nobody_before_the_names_are_confirmed(firms: Firms) -> None:
    """AC-11: twelve covered, ten in the list: 0 new, 2 ending, 0 changed, 10 unchanged, 0 errors."""
    firms.apply(firms.told("Alfa", firms.rows("Alfa")))
    told = firms.told("Alfa", firms.rows("Alfa")[:10], Mode.FULL, date(2026, 8, 2))
    seen = firms.look(told)
    plan = seen.plan
    assert (len(plan.of("new")), len(plan.endings), len(plan.of("changed"))) == (0, 2, 0)
    assert (len(plan.unchanged), len(plan.wrong)) == (10, 0)
    assert firms.apply(told) == Refusal("endings_not_confirmed", "2")
    assert firms.apply(told, endings_code="00000000") == Refusal("endings_not_confirmed", "2")
    assert [one for one in firms.roster("Alfa") if one.left_on] == []
    done = firms.apply(told, endings_code=plan.endings_code)
    assert isinstance(done, Done)
    gone = [one for one in firms.roster("Alfa") if one.left_on]
    assert sorted(one.name for one in gone) == sorted(NAMES[10:])
    assert {one.left_on for one in gone} == {date(2026, 8, 1)}
    assert firms.days(NAMES[11], 13) == [(JAN, date(2026, 8, 31))]  # the end of the month, by the exit rule of the plan
    assert firms.days(NAMES[0], 2) == [(JAN, None)]
    assert firms.apply(told) == Done(None)


def test_a_full_list_of_others_asks_before_it_ends_everybody(firms: Firms) -> None:
    firms.apply(firms.told("Alfa", firms.rows("Alfa", NAMES[:4])))
    strangers = [firms.row("Alfa", "Moro Piero", JAN, number=2, at=20)]
    told = firms.told("Alfa", strangers, Mode.FULL)
    assert len(firms.look(told).plan.endings) == 4
    assert firms.apply(told) == Refusal("endings_not_confirmed", "4")


def test_a_full_list_with_a_wrong_row_is_never_done_in_part(firms: Firms) -> None:
    firms.apply(firms.told("Alfa", firms.rows("Alfa", NAMES[:4])))
    wrong = firms.row("Alfa", NAMES[0], date(2025, 1, 1), at=2)
    told = firms.told("Alfa", [wrong], Mode.FULL)
    assert firms.apply(told, good_rows=True, endings_code=firms.look(told).plan.endings_code) == Refusal(
        "full_list_with_wrong_rows", "1"
    )


# ---------------------------------------------------------------- and back


def test_a_list_taken_back_leaves_the_roster_as_it_was(firms: Firms) -> None:
    first = firms.rows("Alfa", NAMES[:4])
    firms.apply(firms.told("Alfa", first))
    before, days = firms.roster("Alfa"), firms.days(NAMES[1], 3)
    moves = [
        firms.row("Alfa", NAMES[1], None, date(2026, 7, 20), number=2, at=3),
        firms.row("Alfa", NAMES[8], date(2026, 7, 1), number=3, at=10),
        first[2]._replace(surname="Verdi Gialli", number=4),
    ]
    done = firms.move("Alfa", *moves)
    assert (done.new, done.ended, done.changed) == (1, 1, 1)
    assert firms.roster("Alfa") != before
    assert done.list_id is not None
    assert isinstance(undo_list(firms.at(), done.list_id), Done)
    assert firms.roster("Alfa") == before
    assert firms.days(NAMES[1], 3) == days
    assert undo_list(firms.at(), done.list_id) == Refusal("list_taken_back", str(done.list_id))


def test_a_list_is_not_taken_back_over_what_came_later(firms: Firms) -> None:
    done = firms.move("Alfa", *firms.rows("Alfa", NAMES[:2]))
    firms.move("Alfa", firms.row("Alfa", NAMES[0], None, date(2026, 7, 20), at=2))
    assert done.list_id is not None
    found = undo_list(firms.at(), done.list_id)
    assert isinstance(found, Refusal)
    assert found.code == "list_changed_since"


def test_what_was_told_and_taken_back_does_not_stand_in_the_way(firms: Firms) -> None:
    """A leave taken back, twice; then the list by which they came."""
    before = firms.roster("Alfa")
    came = firms.move("Alfa", *firms.rows("Alfa", NAMES[:2]))
    there, days = firms.roster("Alfa"), firms.days(NAMES[0], 2)
    for left in (date(2026, 7, 20), date(2026, 7, 21)):
        gone = firms.move("Alfa", firms.row("Alfa", NAMES[0], None, left, at=2))
        assert came.list_id is not None
        assert gone.list_id is not None
        assert isinstance(undo_list(firms.at(), came.list_id), Refusal), "the leave comes first"
        assert isinstance(undo_list(firms.at(), gone.list_id), Done)
        assert (firms.roster("Alfa"), firms.days(NAMES[0], 2)) == (there, days)
    assert isinstance(undo_list(firms.at(), came.list_id), Done)
    assert (firms.roster("Alfa"), firms.days(NAMES[0], 2)) == (before, [])
    assert undo_list(firms.at(), came.list_id) == Refusal("list_taken_back", str(came.list_id))
    assert verify(firms.archive) == []
