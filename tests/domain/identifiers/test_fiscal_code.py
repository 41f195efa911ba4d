"""The codice fiscale: every day, every substitution, both edges of each rule, and nothing that raises."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identifiers.people import codes, days, faults, substituted
from mutua.domain.identifiers.fiscal_code import (
    DIGIT_PLACES,
    MONTHS,
    SUBSTITUTES,
    FiscalCode,
    compute_fiscal_code,
    read_fiscal_code,
)
from mutua.domain.identifiers.signs import check_digit, check_letter

ADA = compute_fiscal_code("Provetti", "Ada", date(1984, 2, 29), "F", "F931")
TODAY = date(2026, 11, 29)


def read(text: str) -> FiscalCode:
    found = read_fiscal_code(text)
    assert isinstance(found, FiscalCode), (text, found)
    return found


def closed(head: str) -> str:
    return head + check_letter(head)


def test_the_example_of_the_decree_and_one_that_everybody_prints() -> None:
    assert read("RSSMRA80A01H501U").text == "RSSMRA80A01H501U"
    assert compute_fiscal_code("Rossi", "Mario", date(1985, 12, 10), "M", "A562") == "RSSMRA85T10A562S"


@given(codes())
def test_a_computed_code_is_right_whatever_is_substituted(code: str) -> None:
    assert read(code).text == code
    assert read(f" {code[:6].lower()} {code[6:11]}.{code[11:]}\u00a0").text == code


def test_every_subset_of_the_seven_places_may_be_letters() -> None:
    subsets = [places for size in range(8) for places in combinations(DIGIT_PLACES, size)]
    assert len(subsets) == 128
    spelt = {substituted(ADA, places) for places in subsets}
    assert len(spelt) == 128
    for code in spelt:
        found = read(code)
        assert (found.plain, found.sex, found.municipality_code) == (ADA, "F", "F931")
        assert found.births(TODAY) == (date(1984, 2, 29),)


def test_every_day_of_every_month_is_accepted_and_no_other() -> None:
    for year, month, number in product((0, 23, 24, 99), range(1, 13), range(100)):
        day = number - 40 if number > 40 else number
        longest = monthrange(2000 + year, month)[1]
        code = closed(f"PRVDAA{year:02d}{MONTHS[month - 1]}{number:02d}F931")
        found = read_fiscal_code(code)
        if 1 <= day <= longest and number != 40:
            assert isinstance(found, FiscalCode), code
            assert found.sex == ("F" if number > 40 else "M")
        else:
            assert faults(found) == ["fiscal_code_date" if 1 <= day <= 31 else "fiscal_code_day"], code


@pytest.mark.parametrize(("year", "right"), [("00", True), ("04", True), ("96", True), ("01", False), ("98", False)])
def test_29_february_needs_a_leap_year_in_some_century(year: str, right: bool) -> None:
    code = closed(f"PRVDAA{year}B29F931")
    assert isinstance(read_fiscal_code(code), FiscalCode) is right  # 2000 was one, though 1900 was not


def test_any_letter_that_is_no_month_is_named() -> None:
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        found = read_fiscal_code(closed(f"PRVDAA80{letter}01F931"))
        assert isinstance(found, FiscalCode) if letter in MONTHS else faults(found) == ["fiscal_code_month"]


@given(codes(), st.integers(0, 25))
def test_one_check_letter_of_twenty_six_is_right(code: str, other: int) -> None:
    letter = chr(65 + other)
    found = read_fiscal_code(code[:15] + letter)
    assert isinstance(found, FiscalCode) if letter == code[15] else faults(found) == ["fiscal_code_check"]


# ---------------------------------------------------------------- what it tells


@given(days, st.sampled_from("FM"))
def test_birth_and_sex_come_back(born_on: date, sex: str) -> None:
    code = read(compute_fiscal_code("Provetti", "Ada", born_on, sex, "Z129"))
    assert (code.sex, code.municipality_code, code.born_abroad) == (sex, "Z129", True)
    assert code.birth_near(born_on) == born_on
    assert born_on in code.births(born_on)
    assert all(day <= TODAY for day in code.births(TODAY))


def test_the_century_comes_from_what_was_declared_or_stays_open() -> None:
    child = read(compute_fiscal_code("Provetti", "Ada", date(2022, 3, 1), "F", "F931"))
    assert child.births(date(2026, 11, 29)) == (date(2022, 3, 1), date(1922, 3, 1))  # 4 or 104 years old
    assert child.birth_near(date(1922, 3, 1)) == date(1922, 3, 1)
    assert child.birth_near(date(2022, 3, 2)) == date(2022, 3, 1)
    assert child.births(date(2022, 3, 1)) == (date(2022, 3, 1), date(1922, 3, 1))
    assert child.births(date(2022, 2, 28)) == (date(1922, 3, 1),)  # not born yet
    assert child.births(date(2048, 1, 1)) == (date(2022, 3, 1),)  # nobody lives 126 years


@pytest.mark.parametrize(("on", "born"), [(date(2040, 1, 1), date(1915, 6, 1)), (date(2041, 1, 1), None)])
def test_nobody_is_taken_to_be_over_125(on: date, born: date | None) -> None:
    old = read(compute_fiscal_code("Provetti", "Ada", date(1915, 6, 1), "F", "F931"))
    assert (date(1915, 6, 1) in old.births(on)) is (born is not None)


def test_29_february_of_a_year_nought_is_of_2000() -> None:
    code = read(compute_fiscal_code("Provetti", "Ada", date(2000, 2, 29), "F", "F931"))
    assert code.births(TODAY) == (date(2000, 2, 29),)
    assert code.births(date(1999, 12, 31)) == ()
    assert code.birth_near(date(1900, 2, 28)) == date(2000, 2, 29)


def test_two_spellings_compare_equal_and_stay_two_codes() -> None:
    one, other = read(ADA), read(substituted(ADA, (14,)))
    assert one != other
    assert one.plain == other.plain == ADA


# ---------------------------------------------------------------- provisional


def test_a_provisional_code_is_accepted_with_its_check_digit_alone() -> None:
    for last in "0123456789":
        found = read_fiscal_code("1234567890" + last)
        if last == check_digit("1234567890"):
            assert isinstance(found, FiscalCode)
            assert (found.is_provisional, found.sex, found.municipality_code, found.births(TODAY)) == (True, "", "", ())
            assert found.plain == found.text
            assert found.birth_near(TODAY) is None
        else:
            assert faults(found) == ["fiscal_code_provisional_check"]
    assert faults(read_fiscal_code("00000000000")) == ["fiscal_code_provisional_check"]


# ---------------------------------------------------------------- what was perhaps meant


@pytest.mark.parametrize("at", DIGIT_PLACES)
def test_o_for_nought_and_i_for_one_are_hinted_never_put_right(at: int) -> None:
    for digit, looks in (("0", "O"), ("1", "I")):
        signs = list(closed("PRVDAA01A01F011")[:15])
        signs[at] = digit
        right = closed("".join(signs))
        if not isinstance(read_fiscal_code(right), FiscalCode):
            continue
        (fault,) = read_fiscal_code(right[:at] + looks + right[at + 1 :])  # type: ignore[misc]
        assert (fault.code, fault.suggestion) == ("fiscal_code_digits", right)
        assert fault.values["at"] == str(at + 1)


@pytest.mark.parametrize(("letter", "looks"), [("O", "0"), ("I", "1")])
def test_a_digit_for_a_letter_is_hinted(letter: str, looks: str) -> None:
    right = closed(f"PR{letter}DAA80A01F931")
    (fault,) = read_fiscal_code(right.replace(f"PR{letter}", f"PR{looks}"))  # type: ignore[misc]
    assert (fault.code, fault.values["at"], fault.suggestion) == ("fiscal_code_letters", "3", right)


def test_no_hint_where_the_check_letter_would_not_agree() -> None:
    wrong = ADA[:13] + "O" + ADA[14] + ("A" if ADA[15] != "A" else "B")
    (fault,) = read_fiscal_code(wrong)  # type: ignore[misc]
    assert fault.suggestion == ""


def test_everything_wrong_is_told_at_once() -> None:
    assert faults(read_fiscal_code("1RVDAA8XF01F931Z")) == [
        "fiscal_code_letters", "fiscal_code_digits", "fiscal_code_month",
    ]  # fmt: skip
    assert faults(read_fiscal_code("PRVDAA\u200b80А01/F931X")) == [
        "identifier_hidden", "identifier_alphabet", "identifier_sign",
    ]  # fmt: skip


HOSTILE: list[tuple[str, str]] = [
    ("", "fiscal_code"),
    (" . ", "fiscal_code"),
    ("A", "fiscal_code"),
    ("\0", "identifier_hidden"),
    (ADA[:8] + "\0" + ADA[8:], "identifier_hidden"),
    ("x" * 1_000_000, "identifier_too_long"),
    ("\ud800" * 16, "identifier_hidden"),
    (ADA.replace("8", "٨"), "identifier_alphabet"),  # an Arabic digit
    (ADA.replace("A", "Α"), "identifier_alphabet"),  # a Greek letter
    ("".join(chr(ord(sign) + 0xFEE0) for sign in ADA), "identifier_alphabet"),  # full width
    (ADA.replace("P", "ß"), "identifier_alphabet"),
    (ADA.replace("F", "ſ"), "identifier_alphabet"),  # a long s, whose capital is S
    (ADA + "\u202e", "identifier_hidden"),
    (ADA[:6] + "-" + ADA[6:], "identifier_sign"),
    (ADA[:15] + "²", "identifier_alphabet"),  # a digit by its looks, no decimal
    ("１２３４５６７８９０３", "identifier_alphabet"),
    (ADA + "\n" + ADA, "identifier_hidden"),
    (ADA + " " + ADA, "fiscal_code_several"),
    (ADA[:15], "fiscal_code_cut"),
    (ADA + "X", "fiscal_code"),
    ("123456789012", "fiscal_code"),
]


@pytest.mark.parametrize(("text", "code"), HOSTILE, ids=[f"{at}-{code}" for at, (_, code) in enumerate(HOSTILE)])
def test_a_hostile_text_is_a_problem_that_can_be_printed(text: str, code: str) -> None:
    found = read_fiscal_code(text)
    assert code in faults(found)
    assert isinstance(found, list)
    for one in found:
        said = f"{one.found} {one.values} {one.suggestion}"
        assert said.encode()
        assert len(said) < 400


def test_look_alikes_are_hinted() -> None:
    for text in (ADA.replace("A", "А"), "".join(chr(ord(sign) + 0xFEE0) for sign in ADA), ADA.replace("8", "٨")):
        found = read_fiscal_code(text)
        assert isinstance(found, list)
        assert found[0].suggestion == ADA


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    found = read_fiscal_code(text)
    assert isinstance(found, FiscalCode) or found


@given(st.text(alphabet="RSMA0189OIlL" + SUBSTITUTES + "\u0410\u0661.", min_size=14, max_size=18))
def test_no_text_like_a_code_raises(text: str) -> None:
    found = read_fiscal_code(text)
    assert isinstance(found, FiscalCode) or found


def test_a_code_is_never_whole_in_a_log() -> None:
    assert ADA not in repr(read(ADA))
    assert ADA not in f"{[read(ADA)]}"
