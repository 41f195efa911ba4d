"""Whatever stands against a cover, and whatever happened to one, has words in both languages."""

from __future__ import annotations

import re
from datetime import date

import pytest

from house.sources import PACKAGE
from mutua.domain.case import Cover
from mutua.domain.cover_life import EXEMPTION_EVIDENCE, CoverChange, CoverReason, Held
from mutua.wording import covers as words

BEFORE = Held("mutua/famiglia", Cover("base", date(2024, 1, 1)))
AFTER = Held("mutua/anziani", Cover("", date(2026, 1, 1), None, date(2024, 1, 1)))
DAY = date(2026, 1, 1)


def test_every_block_has_a_sentence_and_none_is_left_over() -> None:
    rooms = "\n".join(path.read_text(encoding="utf-8") for path in sorted((PACKAGE / "services").glob("cover_*.py")))
    given = set(re.findall(r'Block\(\s*"(\w+)"', rooms)) | set(re.findall(r'replace\(block, code="(\w+)"', rooms))
    assert given == set(words.BLOCKS)


@pytest.mark.parametrize(
    ("table", "codes"),
    [(words.REASONS, set(CoverReason)), (words.EVIDENCE, set(EXEMPTION_EVIDENCE)), (words.BLOCKS, set(words.BLOCKS))],
    ids=["reasons", "evidence", "blocks"],
)
def test_every_code_has_words_in_both_languages(table: dict[str, tuple[str, str]], codes: set[str]) -> None:
    assert set(table) == codes
    assert [code for code, (italian, english) in table.items() if not italian or italian == english] == []


@pytest.mark.parametrize(
    ("change", "italian", "english"),
    [
        (
            CoverChange(1, CoverReason.SENIOR, DAY, DAY, BEFORE, AFTER),
            "mutua/famiglia base fino al 31/12/2025; mutua/anziani dal 01/01/2026 (anzianità dal 01/01/2024): "
            "passaggio per età a un altro piano.",
            "mutua/famiglia base until 31/12/2025; mutua/anziani from 01/01/2026 (seniority from 01/01/2024): moved to "
            "another plan at an age.",
        ),
        (
            CoverChange(1, CoverReason.REQUEST, DAY, date(2024, 1, 1), BEFORE, None),
            "mutua/famiglia base non c'è mai stata: a domanda.", "mutua/famiglia base never was: asked for.",
        ),
        (
            CoverChange(1, CoverReason.NEWBORN, DAY, date(2026, 3, 8), None, Held("m/p", Cover("", date(2026, 3, 8)))),
            "m/p dall'08/03/2026: nascita.", "m/p from 08/03/2026: newborn.",
        ),
    ],
)  # fmt: skip
def test_a_change_is_told_in_one_sentence(change: CoverChange, italian: str, english: str) -> None:
    assert words.cover_change_sentence(change) == italian
    assert words.cover_change_sentence(change, "en") == english
