"""Invented people and the codes computed for them; nobody is meant."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from mutua.domain.faults import Fault
from mutua.domain.identifiers.fiscal_code import DIGIT_PLACES, SUBSTITUTES, compute_fiscal_code
from mutua.domain.identifiers.signs import check_letter
from mutua.wording.identifiers import IDENTIFIERS

SURNAMES = ("Provetti", "Fo", "D'Esempio", "Coïsson", "De Campione", "Müller", "Nguyễn", "Łącki", "Ao", "Straße")
GIVEN_NAMES = ("Ada", "Gianfranco", "Niccolò", "Maria Concetta", "Li", "Zoé", "Jean-Élie", "O")
PLACES = ("F931", "G674", "L219", "H501", "Z129", "Z404", "A001", "M434", "N999", "A000")
FIRST = date(1900, 1, 1)

days = st.integers(0, 47_000).map(lambda count: FIRST + timedelta(days=count))  # to September 2028


@st.composite
def codes(draw: st.DrawFn) -> str:
    """A right code, some of its digits as letters."""
    code = compute_fiscal_code(
        draw(st.sampled_from(SURNAMES)), draw(st.sampled_from(GIVEN_NAMES)), draw(days), draw(st.sampled_from("FM")),
        draw(st.sampled_from(PLACES)),
    )  # fmt: skip
    return substituted(code, draw(st.sets(st.sampled_from(DIGIT_PLACES))))


def substituted(code: str, places: set[int] | tuple[int, ...]) -> str:
    """The code with letters for the digits in those places, and the check letter that it then has."""
    head = "".join(SUBSTITUTES[int(sign)] if at in places else sign for at, sign in enumerate(code[:15]))
    return head + check_letter(head)


def faults(read: object) -> list[str]:
    """The codes of what is wrong; a value that is right has none, and fails."""
    assert isinstance(read, list), read
    assert read, "nothing wrong and nothing read"
    assert all(isinstance(one, Fault) and one.code in IDENTIFIERS for one in read)
    return [one.code for one in read]
