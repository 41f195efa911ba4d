"""Cells of a form: amounts with their sign, hours that are none."""

from __future__ import annotations

from datetime import date

import pytest

from mutua.intake.mistakes import Mistake
from mutua.intake.typed_cells import at_hour, cents_of, no_hour


@pytest.mark.parametrize("typed", ["50", "50,00", "50 €", "€ 50", "50€", "50,00 euro"])
def test_the_sign_beside_an_amount_says_nothing_more(typed: str) -> None:
    assert cents_of(typed) == 5000


@pytest.mark.parametrize("typed", ["€", "50 $", "€ € 50", "cinquanta euro"])
def test_what_is_no_amount_is_none_with_a_sign_either(typed: str) -> None:
    assert not isinstance(cents_of(typed), int)


@pytest.mark.parametrize("typed", ["24", "9:60", "25:70", "930"])
def test_figures_that_are_no_hour(typed: str) -> None:
    assert no_hour(typed)


@pytest.mark.parametrize("typed", ["9", "9:30", "23.59", "10/06/2026 09:30", "", "alle nove"])
def test_an_hour_a_whole_instant_and_words_are_read_on(typed: str) -> None:
    assert not no_hour(typed)
    assert at_hour("9", date(2026, 6, 10)) == "10/06/2026 09:00"
    assert isinstance(cents_of("alle nove"), Mistake)
