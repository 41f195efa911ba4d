"""The table of municipalities: what is shipped, what a society brings, and the one called None."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest

from intake.files import csv, xlsx
from mutua.domain.identifiers.fiscal_code import FiscalCode, compute_fiscal_code, read_fiscal_code
from mutua.domain.identifiers.municipalities import Municipalities, Municipality, read_municipality_code
from mutua.intake.municipalities import COLUMNS, read_municipalities, shipped_municipalities
from mutua.intake.tabular import read_table
from mutua.rules.reading.source import read_bytes
from mutua.wording.identifiers import birthplace

NONE = Municipality("F931", "None", "TO", "10060", "001168")


def code_of(place: str) -> FiscalCode:
    found = read_fiscal_code(compute_fiscal_code("Provetti", "Ada", date(1984, 2, 29), "F", place))
    assert isinstance(found, FiscalCode)
    return found


def test_the_shipped_table_is_whole_and_has_no_mistake() -> None:
    content = files("mutua.intake").joinpath("data", "municipalities.csv").read_bytes()
    found = read_municipalities(read_table(content))
    assert found.mistakes == ()
    assert found.municipalities == shipped_municipalities()
    known = shipped_municipalities().known
    assert len(known) == 51
    for values in ([one.code for one in known], [one.name for one in known], [one.istat_code for one in known]):
        assert len(set(values)) == 51
    assert all(one.province == "TO" and one.istat_code.startswith("001") for one in known)
    assert [one.name for one in known if not one.postal_code] == ["Torino"]


def test_none_is_a_municipality_and_the_unknown_is_nothing() -> None:
    known = shipped_municipalities()
    assert known.with_code("F931") == known.called("None") == known.called("NONE") == NONE
    assert known.name_or_code("F931") == "None"
    assert known.with_code("H501") is None
    assert known.called("") is None
    assert known.called("null") is None
    assert known.name_or_code("H501") == "H501"


@pytest.mark.parametrize("name", ["Rorà", "rora", "RORA'", "Rora`"])
def test_names_are_found_however_they_are_accented(name: str) -> None:
    found = shipped_municipalities().called(name)
    assert found is not None
    assert found.code == "H554"


@pytest.mark.parametrize(
    ("place", "italian", "english"),
    [("F931", "None (TO)", "None (TO)"), ("H501", "comune H501", "municipality H501"),
     ("Z129", "stato estero Z129", "foreign state Z129"), ("A000", "comune A000", "municipality A000")],
)  # fmt: skip
def test_a_birthplace_has_a_name_or_is_its_code(place: str, italian: str, english: str) -> None:
    known = shipped_municipalities()
    assert (birthplace(code_of(place), known), birthplace(code_of(place), known, "en")) == (italian, english)


def test_a_provisional_code_tells_no_birthplace() -> None:
    code = read_fiscal_code("12345678903")
    assert isinstance(code, FiscalCode)
    assert birthplace(code, shipped_municipalities()) == ""


def test_a_society_may_bring_a_wider_table_with_its_own_mistakes_told() -> None:
    header, wrong = "codice catastale;comune;provincia;cap", ("1234;Errato;TO;", ";Solo;TO;", "A944;Bologna;BO;401")
    found = read_municipalities(csv(header, "H501;Roma;RM;", "f931;None;TO;10060", *wrong))
    assert [(one.code, one.name) for one in found.municipalities.known] == [("H501", "Roma"), ("F931", "None")]
    assert [(one.code, one.row) for one in found.mistakes] == [
        ("municipality_code", 4), ("cell_missing", 5), ("postal_code", 6),
    ]  # fmt: skip
    wider = shipped_municipalities().and_also(found.municipalities.known)
    assert wider.name_or_code("H501") == "Roma"
    assert wider.with_code("F931") == NONE  # the first counts


def test_a_workbook_says_none_too() -> None:
    titles = [one.title for one in COLUMNS]
    found = read_municipalities(read_table(xlsx(titles, ["F931", "None", "TO", "10060", "001168"])))
    assert found.municipalities == Municipalities((NONE,))


@pytest.mark.parametrize("text", ["", "F93", "F9310", "F٩31", "Ｆ931", "\0", "None", "931F"])
def test_what_is_no_municipality_code_is_told(text: str) -> None:
    found = read_municipality_code(text)
    assert isinstance(found, list)
    assert [one.code for one in found] == ["municipality_code"]


def test_none_survives_the_readers_that_are_known_to_lose_it() -> None:
    """Texts of a CSV are texts; a ruleset's scalars are read as texts."""
    assert csv("codice catastale;comune", "F931;None").rows[0].cells[1].text == "None"
    node, problems = read_bytes(b"comune: None\ncap: 010\n", "prova.yaml")
    assert problems == []
    assert node is not None
    assert {key.text: value.text for key, value in node.pairs} == {"comune": "None", "cap": "010"}
