"""Two writings of a name: of one person wherever that can be, of two people only where nothing of them is alike."""

from __future__ import annotations

import pytest

from mutua.domain.two_names import cannot_be_one


@pytest.mark.parametrize(("one", "other"), [
    ("Malan Davide", "Gaydou Luca"), ("Peyrot Anna Maria", "Bertalot Ines"), ("De Lorenzi Paolo", "De Marchi Ugo"),
    ("Bo", "Rostan Elsa"), ("Rossi Marco", "Bianchi Mario"), ("Long Pio", "Tron Leo"),
])  # fmt: skip
def test_two_people_with_nothing_alike_are_two(one: str, other: str) -> None:
    assert cannot_be_one(one, other)
    assert cannot_be_one(other, one)


@pytest.mark.parametrize(("one", "other"), [
    ("Gaydou Luca", "Luca Gaydou"), ("GAYDOU", "Gaydou Luca"), ("Luca", "Gaydou Luca"), ("12", "Gaydou Luca"),
    ("Gaidou Lucca", "Gaydou Luca"), ("sig.ra Peyrot", "Peyrot Anna Maria"), ("", "Gaydou Luca"),
    ("Bertalot Ines", "Gaydou Ines"), ("Bertalot in Gaydou Ines", "Bertalot Ines"), ("Gaydou L.", "Gaydou Luca"),
    ("D'Angelo Niccolò", "D ANGELO NICCOLO'"), ("DeLorenzi P.", "De Lorenzi Paolo"), ("Gayd. Luca M.", "Gaydou Marco"),
    ("Müller Jörg", "Mueller Joerg"),
])  # fmt: skip
def test_a_name_otherwise_written_may_be_the_same(one: str, other: str) -> None:
    assert not cannot_be_one(one, other)
    assert not cannot_be_one(other, one)
