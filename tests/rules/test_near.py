"""Who has an agreement: the shipped file is right, mistakes are told, the nearest come first and only what holds."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from house.sources import ROOT
from mutua.rules.library import load, shipped_path
from mutua.rules.near import Affiliates, Distance
from mutua.rules.pact import Area
from mutua.rules.reading.problems import sentence
from mutua.rules.reading.reader_near import NEAR_FILE, NEAR_SHAPES, load_near
from small_plan import plan_folder

FILE = shipped_path() / "esempi" / NEAR_FILE
TEXT = FILE.read_text(encoding="utf-8")
AREAS = {"val_pellice": Area("Val Pellice", ("E758", "L277"))}


def shipped() -> Affiliates:
    found, problems = load_near(FILE, NEAR_FILE)
    assert problems == []
    assert found is not None
    return found


def test_the_nearest_come_first_and_only_while_the_agreement_holds() -> None:
    found = shipped().near("L277", AREAS, date(2026, 12, 31))
    assert [(one.municipality, distance) for one, distance in found[:2]] == [
        ("L277", Distance.HERE), ("E758", Distance.AREA),
    ]  # fmt: skip
    assert {distance for _, distance in found[2:]} == {Distance.FAR}
    after = shipped().near("L277", AREAS, date(2027, 1, 1))
    assert len(after) == len(found) - 1, "the optician's last day was the 31st"
    assert [one.name for one, _ in shipped().near("L277", AREAS, date(2026, 1, 31)) if "Tron" in one.name] == []
    assert {distance for _, distance in shipped().near("", AREAS, date(2026, 6, 1))} == {Distance.FAR}


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("telefono: 0121 000011, ", "", "telefono"), ("che_cosa: dentista", "cosa: dentista", "cosa"),
        ("fino_al: 2026-12-31", "fino_al: 2024-12-31", "2024-12-31"),
        ("aggiornato: 2026-06-15", "aggiornato: ieri", "ieri"), ("dal: 2025-01-01", "dal: 2025-13-01", "2025-13-01"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_and_no_list_comes_of_it(tmp_path: Path, before: str, after: str, words: str) -> None:
    (tmp_path / NEAR_FILE).write_text(TEXT.replace(before, after, 1), encoding="utf-8")
    found, problems = load_near(tmp_path / NEAR_FILE, NEAR_FILE)
    assert found is None
    assert words in " ".join(sentence(one, "it") for one in problems)


def test_checking_a_society_checks_its_list_too(tmp_path: Path) -> None:
    plan = plan_folder(tmp_path)
    (plan.parent / NEAR_FILE).write_text(TEXT.replace("dal: 2026-01-01", "dal: 01/01/2026", 1), encoding="utf-8")
    assert [one.place.file.endswith(NEAR_FILE) for one in load(plan)[1]] == [True]


def test_every_key_of_the_list_stands_in_its_page() -> None:
    words = set(re.findall(r"\w+", (ROOT / "docs" / "front.md").read_text(encoding="utf-8")))
    assert sorted({key.name for shape in NEAR_SHAPES for key in shape.keys} - words) == []
