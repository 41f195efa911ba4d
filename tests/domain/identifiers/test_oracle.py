"""Our verdicts beside those of python-stdnum: the same, but for its known mistakes, each of which is asserted here."""

from __future__ import annotations

import string
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import iban as their_iban
from stdnum import numdb
from stdnum.exceptions import ValidationError
from stdnum.it import codicefiscale, iva

from domain.identifiers.people import codes
from mutua.domain.identifiers.fiscal_code import FiscalCode, compute_fiscal_code, read_fiscal_code
from mutua.domain.identifiers.iban import Iban, read_iban, remainder
from mutua.domain.identifiers.iban_forms import IBAN_FORMS
from mutua.domain.identifiers.signs import check_digit, check_letter
from mutua.domain.identifiers.vat_number import OFFICES, VatNumber, read_vat_number

SIGNS = string.ascii_uppercase + string.digits


def ours(code: str) -> bool:
    return isinstance(read_fiscal_code(code), FiscalCode)


def known_mistake_of_theirs(code: str) -> bool:
    """A code on which python-stdnum 2.2 is known to be wrong; each reason has a test of its own below."""
    if len(code) == 11:
        return code[7:10] not in OFFICES  # an office outside its list
    digits = code[9:11].translate(str.maketrans("LMNPQRSTUV", string.digits))
    return digits.isdigit() and 80 < int(digits) <= 99  # a day taken modulo 40


@given(codes())
def test_right_codes_are_right_for_both(code: str) -> None:
    assert ours(code)
    assert codicefiscale.is_valid(code)


@settings(max_examples=2_000)
@given(codes(), st.integers(0, 15), st.sampled_from(SIGNS), st.booleans())
def test_codes_with_another_sign_have_the_same_verdict(code: str, at: int, sign: str, closes: bool) -> None:
    changed = code[:at] + sign + code[at + 1 :]
    if closes:  # with the check letter that goes with it, so that the other rules decide
        changed = changed[:15] + check_letter(changed[:15])
    if not known_mistake_of_theirs(changed):
        assert ours(changed) is codicefiscale.is_valid(changed), changed


@settings(max_examples=1_000)
@given(st.text(alphabet=SIGNS, min_size=10, max_size=17), st.booleans())
def test_random_signs_have_the_same_verdict(text: str, closes: bool) -> None:
    if closes and len(text) == 16:
        text = text[:15] + check_letter(text[:15])
    if not known_mistake_of_theirs(text):
        assert ours(text) is codicefiscale.is_valid(text), text


@settings(max_examples=1_000)
@given(st.integers(0, 9_999_999_999), st.sampled_from(string.digits), st.booleans())
def test_eleven_digits_have_the_same_verdict(head: int, last: str, closes: bool) -> None:
    digits = f"{head:010d}"
    number = digits + (check_digit(digits) if closes else last)
    if not known_mistake_of_theirs(number):
        assert ours(number) is codicefiscale.is_valid(number), number
        assert isinstance(read_vat_number(number), VatNumber) is iva.is_valid(number), number


# ---------------------------------------------------------------- its known mistakes


@pytest.mark.parametrize("day", range(81, 100))
def test_theirs_takes_the_days_81_to_99(day: int) -> None:
    head = f"RSSMRA22A{day}L219"
    code = head + check_letter(head)
    assert codicefiscale.is_valid(code)
    assert not ours(code)


def test_theirs_takes_a_child_of_2022_for_a_woman_of_1922() -> None:
    code = compute_fiscal_code("Provetti", "Ada", date(2022, 3, 1), "F", "F931")
    assert codicefiscale.get_birth_date(code) == date(1922, 3, 1)
    found = read_fiscal_code(code)
    assert isinstance(found, FiscalCode)
    assert found.births(date(2026, 11, 29))[0] == date(2022, 3, 1)


def test_theirs_fails_on_the_sex_of_a_code_with_letters_in_the_day() -> None:
    code = "RSSMRAQRCMNFNLRG"
    with pytest.raises(ValueError, match="invalid literal"):
        codicefiscale.get_gender(code)
    found = read_fiscal_code(code)
    assert isinstance(found, FiscalCode)
    assert found.sex == "M"


@pytest.mark.parametrize("office", ["000", "101", "119", "122", "500", "998"])
def test_theirs_refuses_numbers_of_offices_it_does_not_know(office: str) -> None:
    number = f"8001234{office}" + check_digit(f"8001234{office}")
    assert not iva.is_valid(number)
    assert not codicefiscale.is_valid(number)
    assert ours(number)
    found = read_vat_number(number)
    assert isinstance(found, VatNumber)
    assert [one.code for one in found.doubts()] == ["vat_number_office"]


def test_theirs_keeps_the_country_before_eleven_digits_in_one_place_and_not_in_the_other() -> None:
    assert iva.is_valid("IT00743110157")
    assert not codicefiscale.is_valid("IT00743110157")
    assert not ours("IT00743110157")
    assert isinstance(read_vat_number("IT00743110157"), VatNumber)


def test_theirs_drops_hyphens_and_colons_and_ours_names_them() -> None:
    assert codicefiscale.is_valid("RSSMRA-80A01-H501U")
    found = read_fiscal_code("RSSMRA-80A01-H501U")
    assert isinstance(found, list)
    assert (found[0].code, found[0].suggestion) == ("identifier_sign", "RSSMRA80A01H501U")
    assert isinstance(read_fiscal_code("RSSMRA.80A01.H501U"), FiscalCode)  # and takes dots, which theirs does not
    assert not codicefiscale.is_valid("RSSMRA.80A01.H501U")


def test_theirs_turns_some_signs_of_other_alphabets_and_ours_names_them() -> None:
    assert codicefiscale.is_valid("RſSMRA80A01H501U")  # a long s, whose capital is S
    assert not ours("RſSMRA80A01H501U")


# ---------------------------------------------------------------- accounts


def number_of(country: str, own: str) -> str:
    """An account number with right check digits."""
    return f"{country}{98 - remainder(country + '00' + own):02d}{own}"


def test_the_countries_and_their_lengths_are_those_of_the_registry_that_theirs_holds() -> None:
    for country, form in IBAN_FORMS.items():
        theirs = numdb.get("iban").info(country)[0][1]["bban"]
        assert kinds(theirs.replace("!", "")) == kinds(form), country
    others = [a + b for a in string.ascii_uppercase for b in string.ascii_uppercase if a + b not in IBAN_FORMS]
    assert [one for one in others if numdb.get("iban").info(one)[0][1]] == []


def kinds(form: str) -> str:
    count, found = "", ""
    for sign in form:
        if sign.isdigit():
            count += sign
        else:
            found, count = found + sign * int(count), ""
    return found


@st.composite
def accounts(draw: st.DrawFn) -> str:
    country = draw(st.sampled_from(sorted(IBAN_FORMS)))
    alphabet = {"n": string.digits, "a": string.ascii_uppercase, "c": SIGNS}
    own = "".join(draw(st.sampled_from(alphabet[kind])) for kind in kinds(IBAN_FORMS[country]))
    if country in ("IT", "SM"):
        own = check_letter(own[1:]) + own[1:]
    return number_of(country, own)


@settings(max_examples=500)
@given(accounts())
def test_a_right_account_is_right_for_both(number: str) -> None:
    assert isinstance(read_iban(number), Iban)
    assert their_iban.is_valid(number, check_country=False)


@settings(max_examples=1_000)
@given(accounts(), st.integers(0, 33), st.sampled_from(SIGNS), st.booleans())
def test_an_account_with_another_sign_has_the_same_verdict(number: str, at: int, sign: str, closes: bool) -> None:
    changed = number[:at] + sign + number[at + 1 :]
    if closes and changed[:2].isalpha():
        changed = number_of(changed[:2], changed[4:])
    theirs = their_iban.is_valid(changed, check_country=False)
    found = read_iban(changed)
    if isinstance(found, Iban) is not theirs:  # only where a rule of ours goes further
        assert theirs
        assert isinstance(found, list)
        never = changed[2:4] in ("00", "01", "99") or not changed[2:4].isdigit()
        assert never or changed[:2] in ("IT", "SM")
        assert found[0].code in (("iban_check", "iban_check_digits", "iban_cin") if never else ("iban_cin",))


def test_theirs_takes_an_italian_account_with_a_wrong_letter() -> None:
    assert their_iban.is_valid("IT65A0542811101000000123456")
    assert [one.code for one in read_iban("IT65A0542811101000000123456")] == ["iban_cin"]  # type: ignore[union-attr]


def test_theirs_takes_check_digits_that_are_never_given_out() -> None:
    """The same rest of the division by 97 as 97, 98 and 02."""
    own = {int(number_of("DE", f"{at:018d}")[2:4]): f"{at:018d}" for at in range(500)}
    for given_out, never in ((97, "00"), (98, "01"), (2, "99")):
        assert isinstance(read_iban(f"DE{given_out:02d}{own[given_out]}"), Iban)
        assert their_iban.is_valid(f"DE{never}{own[given_out]}")
        assert isinstance(read_iban(f"DE{never}{own[given_out]}"), list)


def test_theirs_takes_letters_for_check_digits() -> None:
    assert their_iban.is_valid("AD6V00000000AABBAAAAAAAA")
    assert [one.code for one in read_iban("AD6V00000000AABBAAAAAAAA")] == ["iban_check"]  # type: ignore[union-attr]


def test_theirs_looks_at_the_inner_checks_of_some_other_countries() -> None:
    """Spain's account has two figures of its own; ours looks only at what every IBAN has, and at Italy's letter."""
    wrong = number_of("ES", "21000418460200051332")
    with pytest.raises(ValidationError):
        their_iban.validate(wrong)
    assert isinstance(read_iban(wrong), Iban)
