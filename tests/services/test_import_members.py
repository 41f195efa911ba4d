"""A list of members brought in: what would change, exactly that, and nothing the second time."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

from intake.files import codes, csv, xlsx
from mutua.domain.identifiers.fiscal_code import compute_fiscal_code
from mutua.domain.identifiers.signs import check_digit, check_letter
from mutua.domain.member_life import Event, MemberKind
from mutua.intake.mistakes import Mistake
from mutua.intake.tabular import Table, read_table
from mutua.services import import_members
from mutua.services.import_members import Applied, MembersPlan
from mutua.services.lots import AT_FIRST, AT_LEAST, AT_MOST, Lots
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.members import read_book
from mutua.store.people import read_people
from mutua.store.who import household_ids, people_by_number, read_identities
from mutua.wording.intake import mistake_sentence
from services.societies import Society, small_society

HEADER = (
    "Nucleo;Tessera;Cognome;Nome;Nascita;Sesso;Parentela;A carico;Dal;Piano;Assistenza;Decorrenza;Cessazione;Azienda"
)
ANNA = "N1;1;Rossi;Anna;17/05/1980;F;titolare;;01/01/2024;mutua-di-prova/prova;base;01/01/2024;;"
BRUNO = "N1;2;Rossi;Bruno;2010-06-01;M;figlio;sì;01/01/2024;mutua-di-prova/prova;;01/02/2024;;"
CARLA = "N2;3;Verdi;Carla;02/03/1971;F;Titolare;no;01/01/2025;mutua-di-prova/prova;base;01/01/2025;;Officine Prova"


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    return small_society(archive, tmp_path)


def look(society: Society, table: Table) -> MembersPlan:
    with society.archive.reader.begin() as connection:
        return import_members.preview(connection, society.plans, table, now=society.now)


def bring(society: Society, table: Table, **how: bool) -> Applied:
    return import_members.apply(
        society.archive, look(society, table), actor_id=society.actor_id, now=society.now, ids=society.ids, **how
    )


def rows(plan: MembersPlan) -> tuple[list[int], list[int], list[int], list[int]]:
    return tuple(list(one) for one in (plan.new_rows, plan.changed_rows, plan.unchanged_rows, plan.wrong_rows))  # type: ignore[return-value]


def test_a_new_list_comes_in_and_the_same_list_again_changes_nothing(society: Society) -> None:
    table = csv(HEADER, ANNA, BRUNO, CARLA)
    assert rows(look(society, table)) == ([2, 3, 4], [], [], [])
    assert bring(society, table) == Applied(2)
    again = look(society, table)
    assert rows(again) == ([], [], [2, 3, 4], [])
    assert bring(society, table) == Applied(0)
    assert verify(society.archive) == []
    with society.archive.reader.begin() as connection:
        people = read_people(connection, household_ids(connection, ["N1", "N2"]).values())
        (bruno,) = people_by_number(connection, ["2"], [])["2"]
        assert people.places[bruno][0].fiscally_dependent
        assert people.covers[bruno][0][1].effective_from == date(2024, 2, 1)
        assert people.born_on[bruno] == date(2010, 6, 1)


SINCE = f"{HEADER};Socio dal;Categoria socio"


def test_members_of_the_time_before_come_into_the_book(society: Society) -> None:
    """One who is new and one whom the archive knew without their membership; the same list again changes nothing."""
    bring(society, csv(HEADER, CARLA))
    table = csv(SINCE, f"{ANNA};01/03/1998;", f"{BRUNO};;", f"{CARLA};15/06/2004;sostenitore")
    assert rows(look(society, table)) == ([2, 3], [4], [], [])
    assert bring(society, table) == Applied(2)
    with society.archive.reader.begin() as connection:
        told = [(one.line, one.member_number, one.event, one.effective_on, one.kind) for one in read_book(connection)]
    assert told == [
        (1, 1, Event.CARRIED_OVER, date(1998, 3, 1), MemberKind.ORDINARY),
        (2, 2, Event.CARRIED_OVER, date(2004, 6, 15), MemberKind.SUPPORTING),
    ]
    assert rows(look(society, table)) == ([], [], [2, 3, 4], [])
    without_kind = csv(SINCE, f"{CARLA};15/06/2004;")
    assert rows(look(society, without_kind)) == ([], [], [2], [])  # an empty cell takes nothing away
    assert verify(society.archive) == []


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        (";01/06/1998;", "member_since_differs", "socio dal"),
        (";01/03/1998;sostenitore", "member_since_differs", "socio dal"),
        (";16/05/1980;", "days_reversed", "socio dal"), (";02/06/2026;", "day_in_future", "socio dal"),
        (";;sostenitore", "cell_missing", "socio dal"), (";01/03/1998;amico", "choice_unknown", "categoria socio"),
    ],
)  # fmt: skip
def test_a_membership_that_cannot_be_is_told(society: Society, cells: str, code: str, column: str) -> None:
    bring(society, csv(SINCE, f"{ANNA};01/03/1998;"))
    assert codes(look(society, csv(SINCE, f"{ANNA}{cells}"))) == [(code, 2, column)]


def test_a_household_that_begins_with_members_is_left_whole_or_not_at_all(society: Society) -> None:
    """More households than one transaction holds: numbers go on without gaps from one to the next."""
    count = AT_FIRST + 3
    people = [f"N{at};T{at};Rossi;Anna;17/05/1980;F;titolare;;01/01/2024;;;;;;01/03/1998;" for at in range(count)]
    assert bring(society, csv(SINCE, *people)) == Applied(count)
    with society.archive.reader.begin() as connection:
        assert [one.member_number for one in read_book(connection)] == list(range(1, count + 1))


def test_what_changes_is_told_anew_and_an_empty_cell_takes_nothing_away(society: Society) -> None:
    bring(society, csv(HEADER + ";Telefono", ANNA + ";0121 1", BRUNO + ";", CARLA + ";"))
    ended = BRUNO.replace("01/02/2024;", "01/02/2024;31/12/2025")
    married = CARLA.replace("Verdi", "Verdi Neri")
    table = csv(HEADER, ANNA, ended, married)
    plan = look(society, table)
    assert rows(plan) == ([], [3, 4], [2], [])
    assert [one.what for change in plan.changes for one in change.changed] == [("base",), ("surname",)]
    bring(society, table)
    assert rows(look(society, table)) == ([], [], [2, 3, 4], [])
    assert rows(look(society, csv(HEADER, ANNA, BRUNO, married))) == ([], [], [2, 3, 4], [])  # no end: no news
    with society.archive.reader.begin() as connection:
        (anna,) = people_by_number(connection, ["1"], [])["1"]
        (bruno,) = people_by_number(connection, ["2"], [])["2"]
        assert read_identities(connection, [anna])[anna].phone == "0121 1"
        (cover,) = read_people(connection, household_ids(connection, ["N1"]).values()).covers[bruno]
        assert cover[1].ends_on == date(2025, 12, 31)
    assert verify(society.archive) == []


def test_a_new_kinship_from_a_day_ends_the_one_before(society: Society) -> None:
    lives = "N1;2;Rossi;Bruno;01/06/1982;M;convivente;no;01/01/2024;;;;;"
    bring(society, csv(HEADER, ANNA, lives))
    weds = lives.replace("convivente", "coniuge").replace("01/01/2024", "01/06/2025")
    assert bring(society, csv(HEADER, ANNA, weds)) == Applied(1)
    with society.archive.reader.begin() as connection:
        (bruno,) = people_by_number(connection, ["2"], [])["2"]
        places = read_people(connection, household_ids(connection, ["N1"]).values()).places[bruno]
        assert [(one.kinship, one.ends_on) for one in places] == [
            ("convivente", date(2025, 5, 31)),
            ("coniuge", None),
        ]


def test_somebody_new_joins_a_household_and_a_second_cover_a_person(society: Society) -> None:
    bring(society, csv(HEADER, ANNA))
    before = ANNA.replace("01/01/2024;;", "01/01/2019;31/12/2023;").replace("F;titolare;;01/01/2024", "F;titolare;;")
    table = csv(HEADER, ANNA, before, BRUNO)
    assert rows(look(society, table)) == ([4], [2, 3], [], [])
    bring(society, table)
    assert rows(look(society, table)) == ([], [], [2, 3, 4], [])
    assert verify(society.archive) == []


def test_a_file_with_a_mistake_stores_nothing_unless_the_good_rows_are_wanted(society: Society) -> None:
    born, head = BRUNO.replace("2010-06-01", "31/02/2010"), CARLA.replace("Titolare", "capo")
    table = csv(HEADER, ANNA, born, head, "N3;;Bo;Ada;;;;;;;;;;")
    plan = look(society, table)
    assert codes(plan) == [
        ("date_unreal", 3, "nascita"),
        ("choice_unknown", 4, "parentela"),
        ("person_without_number", 5, "tessera"),
    ]
    assert bring(society, table) == Applied(0)
    assert bring(society, csv(HEADER, ANNA, CARLA.replace("Titolare", "capo")), accept_good_rows=True) == Applied(1)


def test_people_who_do_not_go_together_are_told_with_their_rows(society: Society) -> None:
    bring(society, csv(HEADER, ANNA, CARLA))
    elsewhere = ANNA.replace("N1;", "N9;")
    assert codes(look(society, csv(HEADER, elsewhere))) == [("person_elsewhere", 2, "nucleo")]
    two = "N1;8;Rossi;Ugo;01/01/1980;M;titolare;;01/01/2024;;;;;"
    assert codes(look(society, csv(HEADER, two))) == [("household_two_members", 2, "parentela")]
    assert codes(look(society, csv(HEADER, two.replace("N1", "N7").replace("titolare", "figlio")))) == [
        ("household_without_member", 2, "parentela")
    ]
    assert codes(look(society, csv(HEADER, ANNA.replace("base;01/01/2024", "base;01/06/2024")))) == [
        ("cover_overlaps", 2, "decorrenza")
    ]
    without = Mistake("plan_overlaps", 2, "decorrenza", "01/06/2024", {"first": "01/01/2024", "assistance": ""})
    assert "«»" not in mistake_sentence(without)


def test_a_list_that_covers_somebody_twice_on_a_day_is_told(society: Society) -> None:
    again = ANNA.replace("base;01/01/2024", "base;01/06/2024")
    found = look(society, csv(HEADER, ANNA, again))
    assert codes(found) == [("cover_overlaps", 2, "decorrenza"), ("cover_overlaps", 3, "decorrenza")]
    assert found.mistakes[0].values["first"] == "01/01/2024"


def test_what_else_is_wrong_in_a_household_is_told_at_once(society: Society) -> None:
    bring(society, csv(HEADER, ANNA))
    table = csv(HEADER, ANNA.replace("base;01/01/2024", "base;01/06/2024"), BRUNO.replace("2010-06-01", "31/02/2010"))
    assert codes(look(society, table)) == [("cover_overlaps", 2, "decorrenza"), ("date_unreal", 3, "nascita")]


def test_a_household_changed_meanwhile_is_left_alone_and_named(society: Society) -> None:
    bring(society, csv(HEADER, ANNA))
    plan = look(society, csv(HEADER, ANNA.replace("Anna", "Annamaria"), CARLA))
    bring(society, csv(HEADER, ANNA.replace("Anna", "Marianna")))
    done = import_members.apply(society.archive, plan, actor_id=society.actor_id, now=society.now, ids=society.ids)
    assert done == Applied(1, ["N1"])


def test_new_households_told_meanwhile_are_left_alone_and_the_others_come_in(society: Society) -> None:
    """The archive says no to a code or a number that is there already; then it is looked for which."""
    many = [ANNA.replace("N1;1;", f"M{at};T{at};") for at in range(9)]
    plan = look(society, csv(HEADER, *many))
    bring(society, csv(HEADER, many[6], many[3].replace("M3;", "Z3;")))  # a household, and a person in another one
    done = import_members.apply(society.archive, plan, actor_id=society.actor_id, now=society.now, ids=society.ids)
    assert done == Applied(7, ["M3", "M6"])
    assert rows(look(society, csv(HEADER, *many[:3], *many[4:]))) == ([], [], [2, 3, 4, 5, 6, 7, 8, 9], [])
    assert verify(society.archive) == []


def test_a_workbook_says_the_same_as_a_csv(society: Society) -> None:
    bring(society, csv(HEADER, ANNA))
    book = xlsx(
        [" NUCLEO ", "tessera", "Cognome", "nome", "nascita", "parentela", "dal"],
        ["N1", 1, "Rossi", "Anna", date(1980, 5, 17), "titolare", 45292],
    )
    assert rows(look(society, read_table(book))) == ([], [], [2], [])


def test_a_firm_of_many_is_made_once(society: Society) -> None:
    bring(society, csv(HEADER, ANNA, CARLA.replace("Officine Prova", "")))
    table = csv(HEADER, ANNA + "Officine Prova", CARLA)
    assert bring(society, table) == Applied(2)
    assert rows(look(society, table)) == ([], [], [2, 3], [])


def test_two_clerks_with_the_same_list_bring_it_in_once(society: Society) -> None:
    table = csv(HEADER, ANNA, BRUNO, CARLA)
    plans = [look(society, table) for _ in range(2)]
    barrier = threading.Barrier(2)

    def bring_in(plan: MembersPlan) -> Applied:
        barrier.wait()
        return import_members.apply(
            society.archive, plan, actor_id=society.actor_id, now=society.now, ids=Ids()
        )

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(bring_in, plans))
    assert sum(one.done for one in done) == 2
    assert sorted(code for one in done for code in one.changed_meanwhile) == ["N1", "N2"]
    assert rows(look(society, table)) == ([], [], [2, 3, 4], [])
    assert verify(society.archive) == []


def test_more_households_than_fit_in_a_transaction(society: Society) -> None:
    many = [ANNA.replace("N1;1;", f"M{at};T{at};") for at in range(AT_FIRST * 2 + 1)]
    told: list[int] = []
    plan = look(society, csv(HEADER, *many))
    done = import_members.apply(
        society.archive, plan, actor_id=society.actor_id, now=society.now, ids=society.ids, progress=told.append
    )
    assert (done, told) == (Applied(len(many)), [AT_FIRST, AT_FIRST, 1])


def test_a_lot_is_as_large_as_the_time_that_the_last_one_took_allows() -> None:
    """Whole households, of 2 people each: a quarter of a second, at most 5,000 people, at most twice the last."""
    lots = Lots([2] * 20_000, lambda size: size, at_first=400)
    sizes = []
    for some, seconds in zip(lots, (0.1, 0.25, 10.0, 100.0, 0.0, 0.001, 0.001), strict=False):
        sizes.append(2 * len(some))
        lots.took(int(seconds * 1_000_000_000))
    assert sizes == [400, 800, 800, 25 // 2 * 2, 24, 24, 50]
    assert AT_LEAST == 25
    lots = Lots([2] * 20_000, lambda size: size, at_first=5_000)
    for some in lots:
        assert len(some) * 2 <= AT_MOST
        lots.took(1)
    assert [list(some) for some in Lots([7_000, 1], lambda size: size)] == [[7_000], [1]]  # a household is never parted


def test_a_card_number_given_to_somebody_else_renames_nobody(society: Society) -> None:
    bring(society, csv(HEADER, CARLA))
    other = "N2;3;Bianchi;Zoe;01/01/1990;F;Titolare;no;01/01/2025;mutua-di-prova/prova;base;01/01/2025;;Officine Prova"
    assert codes(look(society, csv(HEADER, other))) == [("number_of_another", 2, "tessera")]
    married = CARLA.replace("Verdi", "Bianchi")
    assert codes(look(society, csv(HEADER, married))) == []


def test_a_municipality_called_none_is_stored_and_an_empty_one_is_not_called_so(society: Society) -> None:
    header = HEADER + ";Comune;Codice fiscale"
    odd = compute_fiscal_code("Rossi", "Bruno", date(2010, 6, 1), "M", "Z129")[:14] + "V"  # 9 in letters
    table = csv(
        header, ANNA + ";None;" + compute_fiscal_code("Rossi", "Anna", date(1980, 5, 17), "F", "F931"),
        BRUNO + ";;" + odd + check_letter(odd), CARLA + ";none;1234567890" + check_digit("1234567890"),
    )  # fmt: skip
    plan = look(society, table)
    assert [(one.code, one.row) for one in plan.mistakes] == [("fiscal_code_provisional", 4)]
    bring(society, table)
    assert rows(look(society, table)) == ([], [], [2, 3, 4], [])
    with society.archive.reader.begin() as connection:
        numbers = people_by_number(connection, ["1", "2", "3"], [])
        known = read_identities(connection, [person for people in numbers.values() for person in people])
    stored = {one.card_number: (one.municipality, one.fiscal_code) for one in known.values()}
    assert [stored[number][0] for number in "123"] == ["None", "", "none"]
    assert [len(stored[number][1]) for number in "123"] == [16, 16, 11]
    assert stored["2"][1] == odd + check_letter(odd)  # as it was given out


def test_nobody_is_born_tomorrow(society: Society) -> None:
    day = society.now.date() + timedelta(days=1)
    born = CARLA.replace("02/03/1971", f"{day:%d/%m/%Y}").replace("01/01/2025", f"{day:%d/%m/%Y}")
    assert codes(look(society, csv(HEADER, born))) == [("day_in_future", 2, "nascita")]
    today = born.replace(f"{day:%d/%m/%Y}", f"{society.now:%d/%m/%Y}")
    assert codes(look(society, csv(HEADER, today))) == []
