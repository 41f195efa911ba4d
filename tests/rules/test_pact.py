"""The pact's file: the shipped one is right, every mistake is told, prices come from a regulation or a resolution."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from house.sources import ROOT
from mutua.cli_decide import plan_book
from mutua.rules.library import load, shipped_path
from mutua.rules.pact import Pact
from mutua.rules.reading.problems import sentence
from mutua.rules.reading.reader_notes import FIRMS_TAX_FILE, load_notes
from mutua.rules.reading.reader_pact import PACT_FILE, PACT_SHAPES, load_pact
from mutua.services.pact_page import offers_on
from small_plan import plan_folder

FILE = shipped_path() / "esempi" / PACT_FILE
TEXT = FILE.read_text(encoding="utf-8")


def read(folder: Path, text: str) -> tuple[Pact | None, list[str]]:
    (folder / PACT_FILE).write_text(text, encoding="utf-8")
    found, problems = load_pact(folder / PACT_FILE, PACT_FILE)
    return found, [sentence(one, "it") for one in problems]


def shipped() -> Pact:
    found, problems = load_pact(FILE, PACT_FILE)
    assert problems == []
    assert found is not None
    return found


def test_the_shipped_pact_offers_at_the_price_of_its_regulations_or_of_a_resolution() -> None:
    """162 a year are 13.50 a month, 174 are 14.50; the third has a price of its own, from its day on."""
    pact, plans = shipped(), plan_book()
    found = {one.offered.code: (one.cents, len(one.lines("it"))) for one in offers_on(plans, pact, date(2026, 6, 30))}
    assert found == {"ricovero": (162_00 // 12, 1), "casa": (174_00 // 12, 3), "ospedale": (750, 1)}
    early = offers_on(plans, pact, date(2025, 12, 31))
    assert [one.offered.code for one in early] == ["ricovero"], "none before its day"
    assert pact.area_of("G900") == "Val Chisone e Germanasca"
    assert pact.area_of("H501") == ""


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("quota_fondo: 2%", "quota_fondo: 2", "2"), ("quota_fondo: 2%", "quota_fondo: 2.123%", "2.123%"),
        ("area: val_pellice", "area: val_pelice", "val_pelice"), ("tipo: punto", "tipo: banco", "banco"),
        ("revisione: 2027-01-31", "revisione: 2025-01-31", "2025-01-31"), ("titolo: Patto", "titulo: Patto", "titulo"),
        ("mensile: 7.50", "mensile: 7,50", ",50"), ("nome: casa", "nome: ricovero", "ricovero"),
        ("[CASA, OSPEDALE, INFERMIERE]", "[CASA, OSPEDALE, INFERMIERE, FLEBO]", "al più 3"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_and_no_pact_comes_of_it(tmp_path: Path, before: str, after: str, words: str) -> None:
    assert before in TEXT
    found, told = read(tmp_path, TEXT.replace(before, after, 1))
    assert found is None
    assert words in " ".join(told)


def test_checking_a_society_checks_its_pact_too(tmp_path: Path) -> None:
    plan = plan_folder(tmp_path)
    (plan.parent / PACT_FILE).write_text(TEXT.replace("7.50", "7,50", 1), encoding="utf-8")
    assert [one.code for one in load(plan)[1]] == ["decimal_comma"]


def test_every_key_of_the_pact_stands_in_its_page() -> None:
    words = set(re.findall(r"\w+", (ROOT / "docs" / "firms.md").read_text(encoding="utf-8")))
    assert sorted({key.name for shape in PACT_SHAPES for key in shape.keys} - words) == []


def test_what_a_firm_owes_besides_has_a_name_and_a_share(tmp_path: Path) -> None:
    text = (shipped_path() / FIRMS_TAX_FILE).read_text(encoding="utf-8")
    notes, problems = load_notes(shipped_path() / FIRMS_TAX_FILE, FIRMS_TAX_FILE)
    assert problems == []
    assert notes is not None
    assert [(one.duty, one.duty_share) for one in notes if one.duty] == [("Contributo di solidarietà all'INPS", 1000)]
    (tmp_path / FIRMS_TAX_FILE).write_text(text.replace("    quota: 10%\n", ""), encoding="utf-8")
    found, wrong = load_notes(tmp_path / FIRMS_TAX_FILE, FIRMS_TAX_FILE)
    assert found is None
    assert ["«onere» e «quota» stanno insieme" in sentence(one, "it") for one in wrong] == [True]


def test_the_shipped_pact_has_its_text() -> None:
    assert [one.title[:6] for one in shipped().articles] == [f"Art. {number}" for number in range(1, 8)]
