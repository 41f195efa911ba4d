"""References of payments: check digits as python-stdnum counts them; found again however somebody wrote them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iso11649

from mutua.domain.identifiers.creditor_reference import (
    LARGEST_NUMBER,
    ReferenceKind,
    check_digits,
    find_references,
    is_creditor_reference,
    make_reference,
    number_of,
    written_reference,
)

NUMBERS = st.integers(1, LARGEST_NUMBER)
KINDS = st.sampled_from(list(ReferenceKind))
BODIES = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=21)


@given(KINDS, NUMBERS)
def test_a_reference_is_right_by_the_oracle_and_says_what_it_stands_for(kind: ReferenceKind, number: int) -> None:
    made = make_reference(kind, number)
    assert iso11649.is_valid(made)
    assert len(made) == 14
    assert number_of(made) == (kind, number)
    assert find_references(f"contributo {made} grazie") == (made,)


@given(BODIES)
def test_check_digits_are_those_of_the_oracle(body: str) -> None:
    whole = f"RF{check_digits(body)}{body}"
    assert iso11649.is_valid(whole)
    assert is_creditor_reference(whole)


@given(BODIES, st.integers(0, 99))
def test_what_the_oracle_refuses_is_refused(body: str, digits: int) -> None:
    told = f"RF{digits:02d}{body}"
    assert is_creditor_reference(told) == iso11649.is_valid(told)


@given(KINDS, NUMBERS, st.integers(2, 13), st.integers(1, 9))
def test_one_digit_written_wrong_is_always_noticed(kind: ReferenceKind, number: int, at: int, more: int) -> None:
    made = make_reference(kind, number)
    wrong = made[:at] + str((int(made[at]) + more) % 10) + made[at + 1 :]
    assert number_of(wrong) is None
    assert find_references(wrong) == ()


ONE, TWO = make_reference(ReferenceKind.HOUSEHOLD, 42), make_reference(ReferenceKind.STATEMENT, 7)


@pytest.mark.parametrize(
    "text",
    [
        ONE, ONE.lower(), written_reference(ONE), f"Causale:{ONE}.", f"quota 2027 rf {ONE[2:]}", ONE[2:],
        f"BONIFICO {ONE[2:6]} {ONE[6:10]} {ONE[10:]} ROSSI", "-".join(ONE), f"/RFB/{ONE}/INV 2027", f"{ONE}2027",
        f"{ONE[:2]} {ONE[2:4]}.{ONE[4:8]}.{ONE[8:12]}.{ONE[12:]}", f"RF: {ONE[2:]}", f"{ONE}\n{ONE}",
    ],
)  # fmt: skip
def test_a_reference_is_found_however_it_was_written(text: str) -> None:
    assert find_references(text) == (ONE,)


@pytest.mark.parametrize(
    "text",
    [
        "", "quota 2027", "RF18539007547034", ONE[2:-1], f"9{ONE[2:]}", f"{ONE[2:]}1", "IT60X0542811101000000123456",
        "RF00" + ONE[4:], "RF" + "0" * 12,
    ],
)  # fmt: skip
def test_what_is_no_reference_of_ours_is_left_out(text: str) -> None:
    """Another creditor's, one cut short, one within a longer number, an IBAN, check digits that are wrong."""
    assert find_references(text) == ()


def test_two_references_are_told_in_the_order_they_stand() -> None:
    assert find_references(f"paga {TWO[2:]} e {ONE}") == (TWO, ONE)


@pytest.mark.parametrize("number", [0, -1, LARGEST_NUMBER + 1])
def test_a_number_that_does_not_fit_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="a reference holds"):
        make_reference(ReferenceKind.HOUSEHOLD, number)
