"""The papers of a member for the tax return: of a year that is not over they are provisional, and say so."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from mutua.store.database import Archive
from web.mine import Families, families_of
from web.test_dues import pdf_words
from web.test_mine import text_of


@pytest.fixture
def families(archive: Archive, tmp_path: Path) -> Families:
    return families_of(archive, tmp_path)


def test_the_certificate_of_a_year_that_is_not_over_is_provisional_until_it_is(families: Families) -> None:
    path, browser = f"/mie/documenti/{families.name('Maria')}", families.inside("Maria")
    page = text_of(browser.get(path).text)
    assert "Attestazione del 2026 (provvisoria)" in page
    assert "Attestazione del 2025 (provvisoria)" not in page
    early = browser.post(path, {"year": "2026"})
    assert "Attestazione provvisoria per l'anno 2026" in pdf_words(early.data)
    assert browser.post(path, {"year": "2026"}).data == early.data, "the same again is the same"
    families.counter.clock.pass_by(timedelta(days=250))
    browser = families.inside("Maria")
    assert "Attestazione del 2026 (provvisoria)" not in text_of(browser.get(path).text)
    assert "provvisoria" not in pdf_words(browser.post(path, {"year": "2026"}).data), "not printed again as it was"
