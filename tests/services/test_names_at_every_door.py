"""Bad input 41 at every door by which a name comes in: a list, an application, a birth, details, a firm, its people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from intake.files import csv
from mutua.domain.firms import Role
from mutua.domain.identifiers.vat_number import compute_vat_number
from mutua.domain.records import Identity
from mutua.domain.staff_rows import Mode
from mutua.intake.member_sheet import read_members
from mutua.services.correct_person import correct_person, mark_of
from mutua.services.decide_claim import Refusal
from mutua.services.household_moves import register_newborn
from mutua.services.member_life import register_applicant
from mutua.services.newcomers import read_person
from mutua.services.organisations import add_organisation
from mutua.store.database import Archive
from mutua.store.who import read_identities
from mutua.wording.archive import refusal_sentence
from services.firm_helpers import Firms, small_firms
from services.member_helpers import desk

DAY = date(2026, 6, 1)
NO_NAMES = {
    "": "name_missing", "   ": "name_missing", "x" * 300: "name_too_long", "=cmd()": "cell_formula",
    "\u202eabc": "character_hidden", "A\nB": "character_newline", "\U0001f600": "name_without_letters",
    "12": "name_without_letters",
}  # fmt: skip
NAMES = ("A", "Null", "D'Angelo", "Niccolò", "ß", "<script>alert(1)</script>", "Ada \U0001f600", "x" * 120)


@pytest.fixture
def firms(archive: Archive, tmp_path: Path) -> Firms:
    made = small_firms(archive, tmp_path)
    made.society.household("N1", "Anna", "Bruno")
    made.firm("Alfa")
    return made


def _listed(firms: Firms, name: str) -> str:
    header = "nucleo;tessera;cognome;nome;parentela;dal"
    sheet = read_members(csv(header, f"N7;7;Provetti;{name};titolare;01/01/2024"), {}, today=DAY)
    codes = [one.code for one in sheet.mistakes if not one.warning]
    return "".join(codes).replace("cell_missing", "name_missing")


def _applies(firms: Firms, name: str) -> str:
    who = Identity("Provetti", name, card_number=f"a{name}")
    if not name:
        who = who._replace(surname="")  # a body has no given name
    return _code(register_applicant(desk(firms.society, DAY), f"N{name}", who, on=DAY))


def _is_born(firms: Firms, name: str) -> str:
    who = Identity("Provetti", name, card_number=f"b{name}", born_on=DAY)
    return _code(register_newborn(desk(firms.society, DAY), "N1", who, asked_on=DAY))


def _is_corrected(firms: Firms, name: str) -> str:
    anna = firms.society.people["Anna"]
    with firms.archive.reader.begin() as connection:
        now = read_identities(connection, [anna])[anna]
    return _code(correct_person(firms.at(DAY), anna, now._replace(surname=name), seen=mark_of(now)))


def _is_typed(firms: Firms, name: str) -> str:
    read = read_person(Identity(name, "Ada"), DAY)
    return "".join(one.fault.code for one in read) if isinstance(read, list) else ""


def _firm(firms: Firms, name: str) -> str:
    vat = compute_vat_number(7654321 + (NAMES.index(name) if name in NAMES else 99), 1)
    return _code(add_organisation(firms.at(DAY), name, vat, (Role.FIRM,), since=DAY))


def _worker(firms: Firms, name: str) -> str:
    row = firms.row("Alfa", "Rossi Anna", DAY)._replace(given_name=name)
    seen = firms.look(firms.told("Alfa", [row], Mode.MOVEMENTS), DAY)
    return "".join(one.code for one in seen.mistakes if not one.warning).replace("staff_name_missing", "name_missing")


def _code(found: object) -> str:
    if isinstance(found, Refusal):
        assert refusal_sentence(found.code, found.found, "it") != refusal_sentence(found.code, found.found, "en")
        return found.code
    return ""


DOORS: dict[str, Callable[[Firms, str], str]] = {
    "a list of members": _listed, "an application": _applies, "a birth": _is_born, "details": _is_corrected,
    "the forms of the pages": _is_typed, "an organisation": _firm, "somebody of a firm": _worker,
}  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
def test_c41_what_is_no_name_comes_in_by_no_door_and_a_name_by_all(firms: Firms, door: str) -> None:
    enters = DOORS[door]
    for name, why in NO_NAMES.items():
        if not (name == "A\nB" and door == "a list of members"):  # a line of the file ends there
            assert enters(firms, name) == why, name
    assert [enters(firms, name) for name in NAMES] == [""] * len(NAMES)
    assert enters(firms, "x" * 121) == ("" if door == "an organisation" else "name_too_long")
