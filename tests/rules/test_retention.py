"""The file of the terms by which data are kept: dated, each with its source, read strictly."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from house.sources import ROOT
from mutua.rules.library import load, shipped_path
from mutua.rules.reading.problems import sentence
from mutua.rules.reading.reader_retention import RETENTION_FILE, RETENTION_SHAPES, load_retention, read_retention
from mutua.rules.reading.source import read_bytes
from mutua.rules.retention import Keeping, Retention
from small_plan import plan_folder

SHIPPED = shipped_path() / RETENTION_FILE
TEXT = SHIPPED.read_text(encoding="utf-8")


def read(text: str) -> tuple[Retention | None, list[str]]:
    node, problems = read_bytes(text.encode(), RETENTION_FILE)
    assert node is not None
    assert problems == []
    found, more = read_retention(node)
    return found, [sentence(one) for one in more]


def test_the_shipped_terms_are_read_and_each_has_its_source() -> None:
    found, problems = load_retention(SHIPPED, RETENTION_FILE)
    assert problems == []
    assert found is not None
    assert set(found.kept) == set(Keeping)
    assert all(value.source for kept in found.kept.values() for value in kept.values)


def test_a_term_is_counted_from_its_day_clamped_to_the_month() -> None:
    """Art. 2220 c.c.: ten years from the last entry."""
    found, _ = read(TEXT)
    assert found is not None
    assert found.last_day(Keeping.BOOKS, date(2026, 3, 15), date(2027, 1, 1)) == date(2036, 3, 15)
    assert found.last_day(Keeping.ACCESSES, date(2024, 2, 29), date(2027, 1, 1)) == date(2026, 2, 28)


def test_a_new_value_counts_from_its_day_on() -> None:
    added = '    - {dal: 2030-01-01, durata: 6 mesi, fonte: "prova"}\n'
    found, told = read(TEXT.rstrip("\n") + "\n" + added)
    assert told == []
    assert found is not None
    assert found.last_day(Keeping.ACCESSES, date(2029, 12, 1), date(2029, 12, 31)) == date(2031, 12, 1)
    assert found.last_day(Keeping.ACCESSES, date(2029, 12, 1), date(2030, 1, 1)) == date(2030, 6, 1)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("durata: 2 anni", "durata: 2 ore", "un termine in giorni, mesi o anni"),
        ("durata: 2 anni", "durata: due anni", "due anni"),
        ("dal: 2018-05-25", "dal: 25/05/2018", "25/05/2018"),
        ("libro_soci:", "libro_socj:", "libro_soci"),
        (', fonte: "codice civile, art. 2946: prescrizione ordinaria [U]"', "", "fonte"),
    ],
)
def test_a_mistake_is_told_and_no_terms_come_of_it(before: str, after: str, words: str) -> None:
    assert before in TEXT
    found, told = read(TEXT.replace(before, after, 1))
    assert found is None
    assert words in " ".join(told)


def test_values_out_of_order_are_refused() -> None:
    found, told = read(TEXT.rstrip("\n") + '\n    - {dal: 2018-05-25, durata: 6 mesi, fonte: "prova"}\n')
    assert found is None
    assert len(told) == 1


def test_checking_a_society_checks_its_terms_too(tmp_path: Path) -> None:
    plan = plan_folder(tmp_path)
    (plan.parent / RETENTION_FILE).write_text(TEXT.replace("2 anni", "2 ore", 1), encoding="utf-8")
    for path in (plan, plan.parent, plan.parent / RETENTION_FILE, tmp_path):
        assert [one.code for one in load(path)[1]] == ["statute_hours"], path


def test_every_key_of_the_terms_stands_in_its_page() -> None:
    words = set(re.findall(r"\w+", (ROOT / "docs" / "rights.md").read_text(encoding="utf-8")))
    assert sorted({key.name for shape in RETENTION_SHAPES for key in shape.keys} - words) == []
