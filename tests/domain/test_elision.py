"""Articles before figures, as they are read."""

from __future__ import annotations

import pytest

from mutua.domain.elision import elided


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("il 8 marzo", "l'8 marzo"), ("Il 11 maggio", "L'11 maggio"), ("del 8/11/2025", "dell'8/11/2025"),
        ("dal 08/11/2025 al 11/12/2025", "dall'08/11/2025 all'11/12/2025"), ("nel 80 %", "nell'80 %"),
        ("il 110 %, il 1° marzo, il 18, il 7", "il 110 %, il 1° marzo, il 18, il 7"), ("il 11", "l'11"),
        ("trovato «del 8»; il 8", "trovato «del 8»; l'8"), ("i canali 8", "i canali 8"),
    ],
)  # fmt: skip
def test_an_article_before_a_vowel_is_elided(written: str, read: str) -> None:
    assert elided(written) == read
