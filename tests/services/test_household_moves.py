"""Separation, adult children, newborns, who lives with whom; nobody in two households on the same day."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from mutua.domain.records import Identity
from mutua.services.correct_person import correct_person, mark_of
from mutua.services.decide_claim import Refusal
from mutua.services.household_moves import (
    Move,
    Moved,
    declare_cohabitation,
    move_household,
    register_newborn,
)
from mutua.services.member_endings import record_death
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.people import Place, read_people, tell_place
from mutua.store.tables import cohabitation, household_move, household_place
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.who import read_identities
from services.member_helpers import desk, member, refused
from services.societies import JOINED, Society, small_society
from small_plan import VERSION

ON = date(2026, 4, 1)


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno", "Carla")
    made.household("N2", "Dora", "Elio")
    return made


def places(society: Society, name: str) -> list[tuple[str, str, date, date | None]]:
    from mutua.store.who import household_codes

    person = society.people[name]
    with society.archive.reader.begin() as connection:
        found = read_people(connection, [society.households[person]]).places[person]
        codes = household_codes(connection, [one.household_id for one in found])
    told = [(codes[one.household_id], one.kinship, one.effective_from, one.ends_on) for one in found]
    return sorted(told, key=lambda one: one[2])


def moved(found: Moved | object) -> Moved:
    assert isinstance(found, Moved), found
    return found


def test_a_separation_makes_a_household_from_the_day(society: Society) -> None:
    member(society, "Anna")
    found = moved(move_household(desk(society), society.people["Bruno"], Move("N9", "titolare", ON, "separation")))
    assert found.covers == (society.plan_code,)
    assert places(society, "Bruno") == [
        ("N1", "coniuge", JOINED, date(2026, 3, 31)), ("N9", "titolare", ON, None),
    ]  # fmt: skip
    with society.archive.reader.begin() as connection:
        (row,) = connection.execute(select(household_move)).all()
    assert (row.motive, row.moved_on, row.from_household_id) == ("separation", ON, society.households[row.person_id])


def test_what_is_asked_after_a_move_is_decided_in_the_new_household(society: Society) -> None:
    moved(move_household(desk(society), society.people["Bruno"], Move("N9", "titolare", ON, "separation")))
    asked = society.claim("Bruno", "VIS", 10000, on=date(2026, 5, 4))
    recorded = society.decide(asked)
    # 10,000 × 70 %: as the member of their own household, with the cover they took along
    assert [line.granted_cents for line in recorded.draft.answer.lines] == [(10000 * 70) // 100]


@pytest.mark.parametrize(
    ("name", "move", "code"),
    [
        ("Anna", Move("N9", "titolare", ON, "separation"), "household_left_without_member"),
        ("Bruno", Move("N1", "coniuge", ON, "other"), "already_in_household"),
        ("Bruno", Move("N2", "titolare", ON, "other"), "household_has_member"),
        ("Bruno", Move("N2", "coniuge", ON, "marriage"), "household_has_partner"),  # 39: two spouses on a day
        ("Bruno", Move("N9", "figlio", ON, "other"), "new_household_needs_member"),
        ("Bruno", Move("N2", "altro", date(2023, 12, 31), "other"), "person_in_no_household"),  # 40
        ("Bruno", Move("N2", "altro", date(2027, 6, 2), "other"), "life_in_future"),
    ],
)
def test_a_move_that_cannot_be_is_refused_and_leaves_nothing(
    society: Society, name: str, move: Move, code: str
) -> None:
    before = places(society, name)
    assert refused(move_household(desk(society), society.people[name], move)) == code
    assert places(society, name) == before


# Carla, born on the 19th, begins N9 in March; N4 has Ivo alone, born on the 17th as Dora is, who holds N2.
C39 = [
    ("Ivo", Move("N4", "coniuge", ON, "other"), "kin_of_nobody"),  # one's own spouse
    ("Ivo", Move("N4", "figlio", ON, "other"), "kin_of_nobody"),
    ("Ivo", Move("N2", "figlio", ON, "other"), "child_before_parent"),  # born on the same day
    ("Ivo", Move("N9", "figlio", ON, "other"), "child_before_parent"),  # a cycle: Carla was his daughter
    ("Bruno", Move("N2", "genitore", ON, "other"), "child_before_parent"),  # a day younger than Dora
    ("Bruno", Move("N2", "convivente", ON, "marriage"), "household_has_partner"),
    ("Bruno", Move("N2", "figlio", ON, "other"), ""),  # a day younger
    ("Ivo", Move("N2", "altro", ON, "other"), ""),
    ("Ivo", Move("N9", "genitore", ON, "other"), ""),
]


@pytest.mark.parametrize(("name", "move", "code"), C39)
def test_c39_kin_that_cannot_be_is_refused_at_the_counter_as_in_lists(
    society: Society, name: str, move: Move, code: str
) -> None:
    society.household("N4", "Ivo")
    at, carla = desk(society), society.people["Carla"]
    moved(move_household(at, carla, Move("N4", "figlio", date(2026, 2, 1), "other")))
    moved(move_household(at, carla, Move("N9", "titolare", date(2026, 3, 1), "adult_child")))
    found = move_household(at, society.people[name], move)
    assert (found.code if isinstance(found, Refusal) else "") == code
    if code == "child_before_parent" and move.to_code == "N9":
        assert found == Refusal(code, "N9; Rossi Ivo 17/05/1980; Rossi Carla 19/05/1980")


def test_c39_who_takes_over_a_household_is_no_younger_than_its_children(society: Society) -> None:
    society.household("N5", "Gina", "Ugo", "Lia", "Nora")  # Lia is a day older than Nora
    at = desk(society)
    record_death(at, society.people["Gina"], died_on=date(2026, 3, 31))
    found = move_household(at, society.people["Nora"], Move("N5", "titolare", ON, "other"))
    assert found == Refusal("child_before_parent", "N5; Rossi Lia 19/05/1980; Rossi Nora 20/05/1980")
    moved(move_household(at, society.people["Lia"], Move("N5", "altro", ON, "other")))
    moved(move_household(at, society.people["Nora"], Move("N5", "titolare", ON, "other")))


def test_c39_a_birth_put_right_makes_no_child_older_than_the_parent(society: Society) -> None:
    person = society.people["Carla"]
    with society.archive.reader.begin() as connection:
        (who,) = read_identities(connection, [person]).values()
    for born_on, code in ((date(1980, 5, 17), "child_before_parent"), (date(1980, 5, 18), "")):
        told = who._replace(born_on=born_on)
        found = correct_person(desk(society).at, person, told, seen=mark_of(who))
        assert (found.code if isinstance(found, Refusal) else "") == code
    with society.archive.reader.begin() as connection:
        (anna,) = read_identities(connection, [society.people["Anna"]]).values()
    found = correct_person(desk(society).at, society.people["Anna"], anna._replace(born_on=date(1990, 1, 1)),
                           seen=mark_of(anna))  # fmt: skip
    assert found == Refusal("child_before_parent", "N1; Rossi Carla 18/05/1980; Rossi Anna 01/01/1990")


def test_two_households_on_the_same_day_are_refused(society: Society) -> None:
    """Who came somewhere in May cannot have moved elsewhere in April without that being told first."""
    at, carla = desk(society), society.people["Carla"]
    moved(move_household(at, carla, Move("N2", "altro", date(2026, 5, 1), "adult_child")))
    assert refused(move_household(at, carla, Move("N9", "titolare", ON, "adult_child"))) == "two_households"
    moved(move_household(at, carla, Move("N9", "titolare", date(2026, 5, 1), "adult_child")))  # the same day: instead
    assert [one[0] for one in places(society, "Carla")] == ["N1", "N9"]


@pytest.mark.tampered
def test_verify_names_who_is_in_two_households_on_a_day(society: Society) -> None:
    carla = society.people["Carla"]
    other = society.households[society.people["Dora"]]

    def work(unit: UnitOfWork) -> None:
        tell_place(unit.entry(other, "people"), 1, Place(carla, other, "altro", False, ON, None))

    unit_of_work(society.archive, [other], work, actor_id=society.actor_id, now=society.now)
    assert [(one.code, one.place, one.found) for one in verify(society.archive)] == [
        ("two_households_on_a_day", str(carla), "01/04/2026")
    ]


def test_living_together_is_apart_from_depending(society: Society) -> None:
    carla = society.people["Carla"]
    with society.archive.reader.begin() as connection:
        query = select(household_place.c.fiscally_dependent).where(household_place.c.person_id == carla)
        assert list(connection.scalars(query)) == [1]
    moved(declare_cohabitation(desk(society), carla, cohabiting=False, on=ON, evidence="declaration"))
    with society.archive.reader.begin() as connection:
        (row,) = connection.execute(select(cohabitation)).all()
        assert list(connection.scalars(query)) == [1]
    assert (row.cohabiting, row.evidence, row.effective_from, row.ends_on) == (0, "declaration", ON, None)


# ---------------------------------------------------------------- newborns

TERM = """\
  decorrenza:
    - {quando: {richiesta: nei 30 giorni dopo nascita}, il: nascita}
    - altrimenti: primo giorno del mese dopo richiesta
"""


@pytest.fixture
def with_term(archive: Archive, tmp_path: Path) -> Society:
    version = VERSION.replace("  decorrenza: primo giorno del mese dopo richiesta\n", TERM, 1)
    made = small_society(archive, tmp_path, version=version)
    made.household("N1", "Anna", "Bruno")
    return made


@pytest.mark.parametrize(
    ("asked", "starts"),
    [
        (date(2026, 4, 1), date(2026, 3, 2)),  # day 30: within the term, from birth
        (date(2026, 4, 2), date(2026, 5, 1)),  # day 31: as anybody else
    ],
)
def test_a_newborn_within_its_term_is_covered_from_birth(with_term: Society, asked: date, starts: date) -> None:
    society = with_term
    who = Identity("Rossi", "Gaia", card_number="N1-9", born_on=date(2026, 3, 2))
    found = moved(register_newborn(desk(society), "N1", who, asked_on=asked))
    assert (found.covers, found.notices) == ((society.plan_code,), ())
    with society.archive.reader.begin() as connection:
        people = read_people(connection, [found.household_id])
    assert [(one.kinship, one.effective_from) for one in people.places[found.person_id]] == [
        ("figlio", date(2026, 3, 2))
    ]
    assert [cover.effective_from for _, cover in people.covers[found.person_id]] == [starts]


@pytest.mark.parametrize(
    ("who", "asked", "code"),
    [
        (Identity("Rossi", "Gaia", born_on=date(2026, 3, 2)), date(2026, 3, 1), "asked_before_birth"),
        (Identity("Rossi", "Gaia"), ON, "birth_missing"),
        (Identity("Rossi", "Gaia", card_number="N1-0", born_on=date(2026, 3, 2)), ON, "number_taken"),
        (Identity("Rossi", "Gaia", born_on=date(2026, 3, 2)), date(2027, 6, 2), "life_in_future"),
        (Identity("Rossi", "Gaia", born_on=date(2008, 4, 1)), ON, "newborn_of_age"),  # 18 that day
        (Identity("Rossi", "Gaia", born_on=date(1980, 5, 17)), ON, "newborn_of_age"),
    ],
)
def test_a_birth_that_cannot_be_is_refused(with_term: Society, who: Identity, asked: date, code: str) -> None:
    assert refused(register_newborn(desk(with_term), "N1", who, asked_on=asked)) == code
    assert refused(register_newborn(desk(with_term), "N7", who, asked_on=asked)) == "household_unknown"


def test_a_child_is_recorded_once_and_late_as_long_as_it_is_one(with_term: Society) -> None:
    at, born = desk(with_term), date(2008, 4, 2)
    moved(register_newborn(at, "N1", Identity("Rossi", "Gaia", born_on=born), asked_on=ON))  # 17, and told at last
    for again in (
        Identity("Rossi", "gaia ", born_on=born), Identity("Verdi", "Gaia", card_number="N1-8", born_on=born),
    ):  # fmt: skip
        assert refused(register_newborn(at, "N1", again, asked_on=ON)) == "newborn_there"
    moved(register_newborn(at, "N1", Identity("Rossi", "Gino", born_on=born), asked_on=ON))  # a twin


def test_a_dead_person_moves_nowhere(society: Society) -> None:
    at, bruno = desk(society), society.people["Bruno"]
    record_death(at, bruno, died_on=date(2026, 3, 1))
    assert refused(move_household(at, bruno, Move("N9", "titolare", ON, "other"))) == "person_died"


def test_two_clerks_who_move_somebody_at_once_leave_them_in_one_household(society: Society) -> None:
    at, carla = desk(society), society.people["Carla"]
    together = threading.Barrier(2)

    def go(move: Move) -> object:
        together.wait()
        return move_household(at, carla, move)

    moves = [Move("N2", "altro", ON, "adult_child"), Move("N9", "titolare", date(2026, 4, 2), "adult_child")]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(go, moves))
    assert any(isinstance(one, Moved) for one in found)
    assert len([one for one in places(society, "Carla") if one[3] is None]) == 1  # and `verify` after every test


def test_after_a_death_another_takes_over(society: Society) -> None:
    at, anna, bruno = desk(society), society.people["Anna"], society.people["Bruno"]
    record_death(at, anna, died_on=date(2026, 3, 31))
    assert [one[3] for one in places(society, "Anna")] == [date(2026, 3, 31)]
    moved(move_household(at, bruno, Move("N1", "titolare", ON, "other")))
    assert places(society, "Bruno") == [
        ("N1", "coniuge", JOINED, date(2026, 3, 31)), ("N1", "titolare", ON, None),
    ]  # fmt: skip
    carla = Move("N1", "titolare", ON, "other")
    assert refused(move_household(at, society.people["Carla"], carla)) == "household_has_member"


def test_a_cover_told_in_another_household_ends_there(society: Society) -> None:
    """The cover was told on the chain of the household the person left; it ends once, not twice."""
    at, carla = desk(society), society.people["Carla"]
    moved(move_household(at, carla, Move("N9", "titolare", ON, "adult_child")))
    record_death(at, carla, died_on=date(2026, 6, 1))
    with society.archive.reader.begin() as connection:
        people = read_people(connection, [society.households[carla]])
    assert [cover.ends_on for _, cover in people.covers[carla]] == [date(2026, 6, 1)]

