"""The letters of names, and what a code says beside what a person told: doubts, never refusals."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutua.domain.identifiers.fiscal_code import FiscalCode, compute_fiscal_code, read_fiscal_code
from mutua.domain.identifiers.names import birth_surname, given_name_letters, plain_letters, surname_letters
from mutua.domain.identifiers.person_beside_code import doubts
from mutua.domain.identifiers.signs import check_digit
from mutua.wording.counter import fault_sentence
from mutua.wording.identifiers import IDENTIFIERS

BORN = date(1984, 2, 29)


def code_of(surname: str, given_name: str, born_on: date = BORN, sex: str = "F", place: str = "F931") -> FiscalCode:
    found = read_fiscal_code(compute_fiscal_code(surname, given_name, born_on, sex, place))
    assert isinstance(found, FiscalCode)
    return found


@pytest.mark.parametrize(
    ("name", "surname", "given"),
    [
        ("Rossi", "RSS", "RSS"),
        ("Gianfranco", "GNF", "GFR"),  # more than three consonants: first, third, fourth
        ("Marta", "MRT", "MRT"),  # exactly three
        ("Maria", "MRA", "MRA"),
        ("Fo", "FOX", "FOX"),
        ("O", "OXX", "OXX"),
        ("Aia", "AIA", "AIA"),
        ("D'Angelo", "DNG", "DGL"),
        ("Dell’Acqua", "DLL", "DLC"),  # the curly apostrophe
        ("De Filippi", "DFL", "DLP"),
        ("Niccolò", "NCC", "NCL"),
        ("Coïsson", "CSS", "CSN"),
        ("Maria Concetta", "MRC", "MCN"),
        ("Ferrero-Rostagno", "FRR", "FRR"),
        ("Straße", "STR", "SRS"),
        ("Łącki", "LCK", "LCK"),
        ("Nguyễn", "NGY", "NYN"),
        ("Đỗ", "DOX", "DOX"),
        ("Иванов", "", ""),
        ("'", "", ""),
        ("", "", ""),
    ],
)
def test_letters_of_names(name: str, surname: str, given: str) -> None:
    assert (surname_letters(name), given_name_letters(name)) == (surname, given)


@given(st.text(max_size=40))
def test_letters_are_three_capitals_or_none(name: str) -> None:
    for letters in (surname_letters(name), given_name_letters(name)):
        assert letters == "" if not plain_letters(name) else (len(letters) == 3 and letters.isascii())


@pytest.mark.parametrize(
    ("written", "born"),
    [
        ("Provetti in Campioni", "Provetti"),
        ("De Prova ved. Campioni", "De Prova"),
        ("Provetti vedova Campioni", "Provetti"),
        ("Campioni nata Provetti", "Provetti"),
        ("Provetti coniugata Campioni", "Provetti"),
        ("Inserti", "Inserti"),
        ("in Campioni", "in Campioni"),
        ("Provetti in", "Provetti in"),
    ],
)
def test_the_surname_somebody_was_born_with(written: str, born: str) -> None:
    assert birth_surname(written) == born


DOUBTS: list[tuple[str, str, str, list[str]]] = [
    # the code is of Ada Provetti, or as the first says; then what was declared
    ("Provetti", "Provetti", "Ada", []),
    ("Provetti", "PROVETTI", "ADA", []),
    ("Provetti", "Provetti in Campioni", "Ada", []),
    ("Provetti", "Campioni nata Provetti", "Ada", []),
    ("Provetti", "Campioni", "Ada", ["fiscal_code_surname"]),  # the surname of a husband
    ("Provetti", "Provetti Campioni", "Ada", []),  # the first letters are the same
    ("Provetti", "Campioni Provetti", "Ada", ["fiscal_code_surname_part"]),
    ("Fo", "Fo Campioni", "Ada", ["fiscal_code_surname_part"]),
    ("Provetti", "Provetti", "Ada Maria", ["fiscal_code_given_name_part"]),
    ("Provetti", "Provetti", "Maria", ["fiscal_code_given_name"]),
    ("Provetti", "Ada", "Provetti", ["fiscal_code_names_exchanged"]),
    ("Müller", "Mueller", "Ada", []),
    ("Üç", "Üç", "Ada", []),
    ("Uec", "Üç", "Ada", []),
    ("Provetti", "Ada", "Bo Provetti", ["fiscal_code_surname", "fiscal_code_given_name"]),  # and another name
    ("Campioni", "Rossi", "Maria", ["fiscal_code_surname", "fiscal_code_given_name"]),
    ("Provetti", "Иванова", "Ада", []),  # nothing to compare
    ("Provetti", "", "", []),
]


@pytest.mark.parametrize(("real", "surname", "given_name", "told"), DOUBTS)
def test_names_that_do_not_go_with_the_code_are_doubts(
    real: str, surname: str, given_name: str, told: list[str]
) -> None:
    found = doubts(code_of(real, "Ada"), surname=surname, given_name=given_name)
    assert [one.code for one in found] == told


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        ({"born_on": BORN, "sex": "F", "municipality_code": "F931"}, []),
        ({"born_on": date(1984, 2, 28)}, ["fiscal_code_birth"]),
        ({"born_on": date(1884, 2, 29)}, []),  # the declared century counts
        ({"born_on": date(1985, 2, 28)}, ["fiscal_code_birth_year"]),
        ({"born_on": date(1985, 2, 28), "sex": "M"}, ["fiscal_code_birth_year", "fiscal_code_sex"]),
        ({"sex": "M"}, ["fiscal_code_sex"]),
        ({"municipality_code": "G674"}, ["fiscal_code_birthplace"]),
        ({"born_on": date(1984, 3, 1), "sex": "M", "municipality_code": "Z129"},
         ["fiscal_code_birth", "fiscal_code_sex", "fiscal_code_birthplace"]),
    ],
)  # fmt: skip
def test_what_was_declared_otherwise_is_a_doubt(declared: dict[str, object], told: list[str]) -> None:
    found = doubts(code_of("Provetti", "Ada"), **declared)  # type: ignore[arg-type]
    assert [one.code for one in found] == told
    for one in found:
        assert IDENTIFIERS[one.code][0].format_map(one.values)


def test_the_birth_in_the_code_is_said() -> None:
    (found,) = doubts(code_of("Provetti", "Ada"), born_on=date(1984, 2, 28))
    assert found.values["day"] == "29/02/1984"


def test_a_provisional_code_is_one_doubt_and_compared_with_nothing() -> None:
    code = read_fiscal_code("1234567890" + check_digit("1234567890"))
    assert isinstance(code, FiscalCode)
    found = doubts(code, surname="Provetti", given_name="Ada", born_on=BORN, sex="M", municipality_code="F931")
    assert [one.code for one in found] == ["fiscal_code_provisional"]


def test_a_year_that_is_not_the_declared_one_is_told_as_it_stands_in_the_code() -> None:
    """Two figures tell no century: a newborn whose code says 70 was born neither in 1970 nor in 2070."""
    code = code_of("Provetti", "Ada", date(1970, 5, 12))
    [found] = doubts(code, born_on=date(2026, 5, 12))
    assert (found.code, found.values) == (
        "fiscal_code_birth_year", {"year": "70", "wanted": "26", "day": "12/05/2026"}
    )  # fmt: skip
    told = fault_sentence(found), fault_sentence(found, "en")
    assert all("70" in one and "26" in one and "2070" not in one and "1970" not in one for one in told), told
    assert doubts(code, born_on=date(1970, 5, 12)) == []
    assert doubts(code_of("Provetti", "Ada", date(2026, 5, 12)), born_on=date(2026, 5, 12)) == []
    assert doubts(code_of("Provetti", "Ada", date(1926, 5, 12)), born_on=date(2026, 5, 12)) == []


@pytest.mark.parametrize(
    ("place", "unknown"),
    [("Z999", True), ("Z908", True), ("Z907", False), ("Z162", True), ("Z161", False), ("Z000", True), ("Z099", True),
     ("Z100", False), ("Z111", False), ("Z405", True), ("F931", False), ("A999", False)],
)  # fmt: skip
def test_a_state_that_no_code_has_is_a_doubt_and_no_mistake(place: str, unknown: bool) -> None:
    code = code_of("Provetti", "Ada", place=place)
    found = doubts(code, surname="Provetti", given_name="Ada")
    assert [one.code for one in found] == (["fiscal_code_state_unknown"] if unknown else [])
    assert [one.values["place"] for one in found] == ([place] if unknown else [])
