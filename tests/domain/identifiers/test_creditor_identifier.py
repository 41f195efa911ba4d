"""Creditor identifiers: the worked ones, each kind of mistake, and what another program takes and we do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.eu import at_02

from mutua.domain.identifiers.creditor_identifier import (
    CreditorIdentifier,
    compute_creditor_identifier,
    read_creditor_identifier,
)
from mutua.domain.identifiers.vat_number import compute_vat_number


def code_of(text: str) -> str:
    read = read_creditor_identifier(text)
    return "" if isinstance(read, CreditorIdentifier) else read[0].code


@pytest.mark.parametrize(
    ("tax_code", "business", "expected"),
    [
        ("12345670017", "ZZZ", "IT45ZZZ0000012345670017"),
        ("12345670017", "001", "IT450010000012345670017"),  # the three signs take no part in the check
        ("RSSMRA45C12F205C", "ZZZ", "IT58ZZZRSSMRA45C12F205C"),
    ],
)
def test_the_identifier_of_a_tax_code_is_computed(tax_code: str, business: str, expected: str) -> None:
    assert compute_creditor_identifier(tax_code, business) == expected
    read = read_creditor_identifier(f" {expected[:10].lower()} {expected[10:]}")
    assert read == CreditorIdentifier(expected)
    assert isinstance(read, CreditorIdentifier)
    assert (read.tax_code, read.business_code) == (tax_code, business)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "creditor_identifier_country"),
        ("NOTPROVIDEDXXXXXXXXXXXX", "creditor_identifier_missing"),
        ("FR72ZZZ123456", "creditor_identifier_country"),
        ("IT45ZZZ12345670017", "creditor_identifier"),
        ("IT46ZZZ0000012345670017", "creditor_identifier_check"),
        ("IT45ZZZ0000012345670018", "creditor_identifier_check"),
        (compute_creditor_identifier("12345670018"), "creditor_identifier_tax_code"),
        ("IT45ZZZ00000-2345670017", "identifier_sign"),
        ("I" * 300, "identifier_too_long"),
    ],
)
def test_each_mistake_has_its_name(text: str, code: str) -> None:
    assert code_of(text) == code


def test_noughts_left_out_are_suggested_and_another_program_takes_such_a_code() -> None:
    short = "IT45ZZZ12345670017"
    read = read_creditor_identifier(short)
    assert isinstance(read, list)
    assert read[0].suggestion == "IT45ZZZ0000012345670017"
    assert at_02.is_valid(short)  # python-stdnum does not look at the length


@given(st.integers(1, 9_999_999), st.sampled_from([1, 10, 80]), st.sampled_from(["ZZZ", "001", "A1B"]))
def test_what_is_computed_is_right_for_both_programs(serial: int, office: int, business: str) -> None:
    made = compute_creditor_identifier(compute_vat_number(serial, office), business)
    assert code_of(made) == ""
    assert at_02.is_valid(made)
    wrong = made[:-1] + str((int(made[-1]) + 1) % 10)
    assert code_of(wrong) == "creditor_identifier_check"
