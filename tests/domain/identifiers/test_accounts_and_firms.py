"""IBAN and partita IVA: which part is wrong, both edges, and nothing whole in a message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identifiers.people import faults
from mutua.domain.identifiers.iban import Iban, compute_italian_iban, masked, read_iban, remainder
from mutua.domain.identifiers.iban_forms import EURO_PAYMENTS_AREA, IBAN_FORMS
from mutua.domain.identifiers.signs import check_letter
from mutua.domain.identifiers.vat_number import OFFICES, VatNumber, compute_vat_number, read_vat_number
from mutua.wording.identifiers import IDENTIFIERS

ACCOUNT = "IT60X0542811101000000123456"  # the example of the standard


def account(text: str) -> Iban:
    found = read_iban(text)
    assert isinstance(found, Iban), (text, found)
    return found


@pytest.mark.parametrize(
    "text",
    [ACCOUNT, ACCOUNT.lower(), "IT60 X054 2811 1010 0000 0123 456", "IBAN: IT60 X054 2811 1010 0000 0123 456",
     "iban it60.x054.2811.1010.0000.0123.456", f"\u00a0{ACCOUNT}\t"],
)  # fmt: skip
def test_each_way_to_write_an_account_is_the_same(text: str) -> None:
    found = account(text)
    assert found.text == ACCOUNT
    assert (found.country, found.bank_code, found.branch_code) == ("IT", "05428", "11101")
    assert found.printed == "IT60 X054 2811 1010 0000 0123 456"
    assert found.doubts() == []


@pytest.mark.parametrize("number", [ACCOUNT, "IT89O0300203280429513916296", "IT48N0300203280543765183341"])
def test_three_published_accounts_agree_with_both_checks(number: str) -> None:
    assert account(number).text == number


def test_san_marino_is_made_as_italy() -> None:
    own = ACCOUNT[4:]
    number = f"SM{98 - remainder('SM00' + own):02d}{own}"
    assert account(number).bank_code == "05428"
    wrong = "Y" + own[1:]
    assert faults(read_iban(f"SM{98 - remainder('SM00' + wrong):02d}{wrong}")) == ["iban_cin"]


PARTS: list[tuple[str, str, str]] = [
    ("", "iban", ""),
    ("IT60", "iban", ""),
    ("60X0542811101000000123456", "iban", ""),
    ("ZZ60X0542811101000000123456", "iban_country", "ZZ"),
    ("1T60X0542811101000000123456", "iban", ""),
    ("IT60X054281110100000012345", "iban_length", "26"),
    ("IT60X05428111010000001234567", "iban_length", "28"),
    ("DE60X0542811101000000123456", "iban_length", "22"),
    ("IT6060542811101000000123456", "iban_cin_letter", "5"),
    ("IT60XO542811101000000123456", "iban_bank", "6"),
    ("IT60X05428I1101000000123456", "iban_branch", "11"),
    ("ITX0X0542811101000000123456", "iban_check_digits", ""),
    ("IT61X0542811101000000123456", "iban_check_digits", ""),
    ("SM60X0542811101000000123456", "iban_check_digits", ""),  # the country is one of the first four
    ("IT60X0542811101000000123457", "iban_check", ""),
    ("IT60X0542811101000000123465", "iban_check", ""),
    ("IT65A0542811101000000123456", "iban_cin", ""),
    ("DE89370400440532013001", "iban_check", ""),
    ("DE8937040044053201300O", "iban_signs", "22"),
    ("IТ60X0542811101000000123456", "iban_alphabet", "U+0422"),  # a Cyrillic Т
    ("IT60X054281110100000012345６", "iban_alphabet", "U+FF16"),
    ("IT60\u200bX0542811101000000123456", "identifier_hidden", "U+200B"),
    ("IT60-X054-2811", "identifier_sign", "5"),
    ("x" * 1_000_000, "identifier_too_long", "1000000"),
    ("\0", "identifier_hidden", "U+0000"),
    ("\ud800" * 27, "identifier_hidden", "U+D800"),
]


@pytest.mark.parametrize(("text", "code", "said"), PARTS, ids=[f"{at}-{one[1]}" for at, one in enumerate(PARTS)])
def test_a_wrong_account_is_told_by_its_part_and_never_whole(text: str, code: str, said: str) -> None:
    found = read_iban(text)
    assert faults(found)[0] == code
    assert isinstance(found, list)
    for one in found:
        sentence = IDENTIFIERS[one.code][0].format_map({**one.values, "found": one.found})
        assert sentence.encode()
        told = f"{one.found} {one.suggestion} {dict(one.values)} {sentence}"
        assert said in told
        assert len(text) < 12 or text[4:-3] not in told.replace(ACCOUNT, "the example")


def test_two_parts_are_told_at_once() -> None:
    found = read_iban("IT6OXO5428IIIO1000000123456")
    assert faults(found) == ["iban_bank", "iban_branch"]
    assert [one.suggestion for one in found] == ["O → 0", "I → 1, O → 0"]  # type: ignore[union-attr]


def test_a_value_shows_four_and_three_signs() -> None:
    assert (repr(account(ACCOUNT)), masked(ACCOUNT)) == ("Iban(IT60…456)", "IT60…456")
    assert masked("IT60X054281") == "…"  # eleven signs would be shown nearly whole
    assert masked("IT60X0542811") == "IT60…811"


def test_outside_the_euro_area_is_a_doubt() -> None:
    own = "0" * 18
    swiss, russian = "CH9300762011623852957", f"RU{98 - remainder('RU00' + own + '0' * 11):02d}{own}{'0' * 11}"
    assert account(swiss).doubts() == []
    (doubt,) = account(russian).doubts()
    assert (doubt.code, doubt.values, doubt.found) == ("iban_outside_area", {"country": "RU"}, masked(russian))
    assert set(IBAN_FORMS) >= EURO_PAYMENTS_AREA
    assert account(swiss).bank_code == ""


@given(st.integers(0, 99_999), st.integers(0, 99_999), st.integers(0, 999_999_999_999))
def test_a_computed_account_is_right(bank: int, branch: int, number: int) -> None:
    found = account(compute_italian_iban(bank, branch, number))
    assert (found.bank_code, found.branch_code) == (f"{bank:05d}", f"{branch:05d}")


@given(st.integers(5, 26), st.sampled_from("0123456789"))
def test_one_other_digit_is_always_found(at: int, digit: str) -> None:
    changed = ACCOUNT[:at] + digit + ACCOUNT[at + 1 :]
    assert (changed == ACCOUNT) is isinstance(read_iban(changed), Iban)


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    for read in (read_iban, read_vat_number):
        found = read(text)
        assert not isinstance(found, list) or found


# ---------------------------------------------------------------- partita IVA


@given(st.integers(1, 9_999_999), st.sampled_from(sorted(OFFICES)))
def test_a_computed_number_is_right_and_one_last_digit_is(serial: int, office: str) -> None:
    right = compute_vat_number(serial, int(office))
    for last in "0123456789":
        found = read_vat_number(right[:10] + last)
        if last == right[10]:
            assert isinstance(found, VatNumber)
            assert (found.office_code, found.doubts()) == (office, [])
        else:
            assert faults(found) == ["vat_number_check"]


@pytest.mark.parametrize(("office", "known"), [(0, False), (1, True), (100, True), (101, False), (120, True),
                                               (122, False), (999, True)])  # fmt: skip
def test_an_office_that_is_not_known_is_a_doubt(office: int, known: bool) -> None:
    found = read_vat_number(compute_vat_number(9_900_001, office))
    assert isinstance(found, VatNumber)
    assert (found.doubts() == []) is known


FIRMS: list[tuple[str, str, str]] = [
    ("743110157", "vat_number", "00743110157"),  # noughts lost: nine and eight digits are guessed, seven are not
    ("7643520567", "vat_number", "07643520567"),
    (compute_vat_number(1_234, 1)[3:], "vat_number", compute_vat_number(1_234, 1)),
    (compute_vat_number(123, 1)[4:], "vat_number", ""),
    ("0074311O157", "vat_number", "00743110157"),
    ("00743110158", "vat_number_check", ""),
    ("00000000000", "vat_number_noughts", ""),
    ("00000010018", "vat_number_check", ""),
    ("", "vat_number", ""),
    ("IT", "vat_number", ""),
    ("٠٠٧٤٣١١٠١٥٧", "identifier_alphabet", "00743110157"),
    ("００７４３１１０１５７", "identifier_alphabet", "00743110157"),
    ("00743110157\0", "identifier_hidden", "00743110157"),
    ("1" * 1_000_000, "identifier_too_long", ""),
]


@pytest.mark.parametrize(("text", "code", "meant"), FIRMS, ids=[f"{at}-{one[1]}" for at, one in enumerate(FIRMS)])
def test_a_wrong_number_is_told(text: str, code: str, meant: str) -> None:
    found = read_vat_number(text)
    assert faults(found) == [code]
    assert found[0].suggestion == meant  # type: ignore[index]


def test_the_letter_of_an_account_is_that_of_the_standard() -> None:
    assert check_letter("0542811101000000123456") == "X"
