"""Bad input, list C, of households: who cannot live together, and days of covers that contradict each other."""

from __future__ import annotations

from datetime import date

import pytest

from intake.files import csv
from mutua.domain.asked import PlanAsked
from mutua.intake.member_sheet import read_members
from mutua.services.compare_members import Known, compare
from mutua.store.people import People, Place
from mutua.wording.intake import mistake_sentence

TODAY = date(2026, 11, 29)
HEADER = "nucleo;tessera;cognome;nome;nascita;parentela;dal;al;piano;assistenza;decorrenza;cessazione"
HEAD = "N1;1;Rossi;Ada;01/01/1980;titolare;01/01/2024;;;;;"
COVERED = "N1;1;Rossi;Ada;01/01/1980;titolare;01/01/2024;;s/p;base;{};{}"


def told(*rows: str, known: Known | None = None) -> list[tuple[str, int, str]]:
    """What is wrong with the household that the rows tell, warnings left out; each has its sentence."""
    sheet = read_members(csv(HEADER, *rows), {"s/p": PlanAsked("s/p", ("base", "oltre"))}, today=TODAY)
    mistakes = [one for one in sheet.mistakes if not one.warning]
    if not mistakes:
        nobody = Known({}, People(), {}, {}, {}, {})
        mistakes = list(compare(known or nobody, "N1", sheet.people).wrong)
    assert all(mistake_sentence(one, "it") != mistake_sentence(one, "en") for one in mistakes)
    return [(one.code, one.row, one.column) for one in mistakes]


def of(number: int, born: str, kinship: str, since: str = "01/01/2024", until: str = "") -> str:
    return f"N1;{number};Rossi;P{number};{born};{kinship};{since};{until};;;;"


BEFORE, PARTNERS = ("child_before_parent", 3, "nascita"), ("household_two_partners", 4, "parentela")
SPOUSE = of(2, "", "coniuge")
HOUSEHOLDS: list[tuple[int, tuple[str, ...], list[tuple[str, int, str]]]] = [
    (39, (HEAD, of(2, "31/12/1979", "figlio")), [BEFORE]),
    (39, (HEAD, of(2, "01/01/1980", "figlio")), [BEFORE]),
    (39, (HEAD, of(2, "02/01/1980", "figlio")), []),
    (39, (HEAD, of(2, "02/01/1980", "genitore")), [BEFORE]),
    (39, (HEAD, of(2, "31/12/1979", "altro")), []),
    (39, (HEAD, SPOUSE, of(3, "", "coniuge")), [PARTNERS]),
    (39, (HEAD, SPOUSE, of(3, "", "convivente", "01/06/2025")), [PARTNERS]),
    (39, (HEAD, of(2, "", "coniuge", until="31/05/2025"), of(3, "", "convivente", "31/05/2025")), [PARTNERS]),
    (39, (HEAD, of(2, "", "coniuge", until="31/05/2025"), of(3, "", "convivente", "01/06/2025")), []),
    (39, (HEAD, HEAD.replace("titolare", "coniuge")), [("person_differs", 3, "parentela")]),  # one's own spouse
    (39, (HEAD, of(2, "", "titolare")), [("household_two_members", 2, "parentela")]),
    (40, (of(1, "", "titolare", "02/01/2024", "01/01/2024"),), [("days_reversed", 2, "al")]),
    (40, (COVERED.format("01/02/2024", "31/01/2024"),), [("days_reversed", 2, "cessazione")]),
    (40, (COVERED.format("01/01/2024", "01/01/2024"),), []),
    (40, (COVERED.format("01/01/2024", "31/01/2024"), COVERED.format("01/02/2024", "")), []),
    (40, (COVERED.format("01/01/2024", "31/01/2024"), COVERED.format("31/01/2024", "")),
     [("cover_overlaps", 2, "decorrenza"), ("cover_overlaps", 3, "decorrenza")]),
    (40, (COVERED.format("01/01/2024", ""), COVERED.format("01/02/2024", "")),
     [("cover_overlaps", 2, "decorrenza"), ("cover_overlaps", 3, "decorrenza")]),
]  # fmt: skip


@pytest.mark.parametrize(("number", "rows", "wrong"), HOUSEHOLDS)
def test_c39_c40_who_and_when_cannot_be(number: int, rows: tuple[str, ...], wrong: list[tuple[str, int, str]]) -> None:
    assert told(*rows) == wrong


def test_c39_somebody_new_beside_a_household_that_is_there() -> None:
    """What the archive knows counts too; what is odd there and not told anew stops nobody."""
    places = [Place(at, 7, kin, False, date(2024, 1, 1), None) for at, kin in enumerate(("titolare", "coniuge"), 1)]
    born = {1: date(1980, 1, 1)}
    people = People({one.person_id: [one] for one in places}, {7: places}, born)
    known = Known({"N1": 7}, people, {}, {}, {}, {})
    assert told(of(3, "", "convivente"), known=known) == [("household_two_partners", 2, "parentela")]
    assert told(of(3, "01/01/1970", "figlio"), known=known) == [("child_before_parent", 2, "nascita")]
    places.append(Place(3, 7, "coniuge", False, date(2024, 1, 1), None))  # of a time when nobody looked
    assert told(of(4, "", "figlio"), known=known) == []
