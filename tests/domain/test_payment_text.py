"""Texts of payments: only signs that banks take, turned before they are cut; bank days around feasts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.easter import easter as easter_of_another_program
from hypothesis import given
from hypothesis import strategies as st

from mutua.domain.bank_days import bank_day_from, bank_days_after, easter, is_bank_day
from mutua.domain.payment_text import NAME, is_reference, payment_text

ALLOWED = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ")


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("Nicolò Rorà", "Nicolo Rora"),
        ("Straße & Łódź", "Strasse + Lodz"),
        ("D’Angelo  Niña", "D'Angelo Nina"),
        ("/Rossi//Anna/", "Rossi/Anna"),
        ("<Rossi>", "(Rossi)"),
        ("株式", ".."),
        ("50 € ", "50 EUR"),
        ("Rossi\u200b\nAnna", "Rossi Anna"),
        ("", ""),
        ("///", ""),
    ],
)
def test_signs_are_turned_into_those_of_a_payment(written: str, sent: str) -> None:
    assert payment_text(written, NAME) == sent


def test_a_text_is_cut_after_it_was_turned() -> None:
    assert payment_text("à" * 80, NAME) == "a" * 70
    assert payment_text("ß" * 40, NAME) == "ss" * 35
    assert payment_text("a" * 69 + "/b", NAME) == "a" * 69  # no stroke left at the end by the cut


@given(st.text(max_size=200), st.integers(1, 140))
def test_whatever_is_written_a_bank_can_take(written: str, most: int) -> None:
    sent = payment_text(written, most)
    assert set(sent) <= ALLOWED
    assert len(sent) <= most
    assert "//" not in sent
    assert sent == sent.strip("/ ")
    assert payment_text(sent, most) == sent


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("SDD-1", True), ("", False), ("/a", False), ("a//b", False), ("a/", False), ("a" * 36, False), ("è", False),
        (" a", False),
    ],
)  # fmt: skip
def test_a_reference_is_told_from_what_is_none(text: str, right: bool) -> None:
    assert is_reference(text) == right


def test_easter_agrees_with_another_program() -> None:
    assert [easter(year) for year in range(1900, 2200)] == [easter_of_another_program(y) for y in range(1900, 2200)]


def test_banks_rest_on_weekends_and_six_feasts() -> None:
    feasts = [(1, 1), (4, 3), (4, 6), (5, 1), (12, 25)]  # of 2026; 26 December is a Saturday
    days = [date(2026, 1, 1) + timedelta(days=at) for at in range(365)]
    resting = [day for day in days if day.weekday() < 5 and not is_bank_day(day)]
    assert resting == [date(2026, *one) for one in feasts]
    assert is_bank_day(date(2026, 6, 2))  # a feast in Italy alone
    assert bank_day_from(date(2026, 4, 3)) == date(2026, 4, 7)
    assert bank_days_after(date(2026, 4, 2), 1) == date(2026, 4, 7)
    assert bank_days_after(date(2026, 4, 2), 0) == date(2026, 4, 2)
