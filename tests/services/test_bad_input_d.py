"""Bad input, list D: what is seen on a request when it arrives, number by number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from mutua.domain.case import FactValue
from mutua.domain.records import ClaimTold, LineTold
from mutua.services.check_claim import (
    MOST_CENTS_OF_A_LINE,
    MOST_LINES,
    ClaimFinding,
    check_claim,
    surroundings,
)
from mutua.services.member_endings import record_death
from mutua.store.claims import pending_claims
from mutua.store.database import Archive
from mutua.store.people import read_people
from mutua.store.tables import provider
from mutua.wording.intake import TEXTS
from services.societies import JOINED, Society, small_society

SERVED = date(2026, 5, 4)


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno")
    made.household("N2", "Carla")
    with archive.writer.begin() as connection:
        connection.execute(
            insert(provider).values(public_id="p1", name="Studio Chiuso", closed_on=date(2026, 4, 30))
        )
    return made


def looked(
    society: Society, *lines: LineTold, name: str = "Anna", received: datetime | None = None
) -> list[ClaimFinding]:
    told = ClaimTold("nuova", society.people[name], society.plan_code, received or society.now, tuple(lines))
    household_id = society.households[society.people[name]]
    with society.archive.reader.begin() as connection:
        people = read_people(connection, [household_id])
        around = surroundings(connection, people, [household_id], [line.provider for line in lines])
    return check_claim(told, household_id, around, society.plans[society.plan_code], society.now)


def line(benefit: str = "VIS", provider: str = "", **facts: FactValue) -> LineTold:
    return LineTold(benefit, {"servizio": SERVED, "fattura": SERVED, "spesa": 10000, **facts}, provider=provider)


ONE_LINE: Sequence[tuple[int, Mapping[str, object], str, str]] = [
    (43, {"spesa": 0}, "amount_zero", "spesa"),
    (43, {"spesa": -1}, "amount_negative", "spesa"),
    (43, {"spesa": MOST_CENTS_OF_A_LINE + 1}, "amount_too_big", "spesa"),
    (44, {"servizio": date(2026, 6, 2)}, "day_in_future", "servizio"),
    (44, {"servizio": date(1980, 5, 16)}, "before_birth", "servizio"),
    (44, {"servizio": JOINED - timedelta(days=1)}, "before_joining", "servizio"),
    (44, {"fattura": date(2026, 6, 2)}, "day_in_future", "fattura"),
    (46, {"benefit": "VISITA"}, "benefit_unknown", "prestazione"),
    (46, {"benefit": "VIS "}, "benefit_unknown", "prestazione"),
    (47, {"provider": "Studio Chiuso"}, "provider_closed", "struttura"),
    (48, {"altri_rimborsi": 10001}, "others_above_expense", "altri_rimborsi"),
    (48, {"altri_rimborsi": -1}, "amount_negative", "altri_rimborsi"),
]


@pytest.mark.parametrize(("number", "changes", "code", "fact"), ONE_LINE)
def test_a_line_that_cannot_be_is_told(
    society: Society, number: int, changes: Mapping[str, object], code: str, fact: str
) -> None:
    found = looked(society, line(**changes))  # type: ignore[arg-type]
    assert [(one.code, one.line, one.fact) for one in found] == [(code, 1, fact)]
    assert TEXTS[code][0]


@pytest.mark.parametrize(
    "changes",
    [
        {"spesa": MOST_CENTS_OF_A_LINE}, {"spesa": 1}, {"servizio": date(2026, 6, 1)}, {"servizio": JOINED},
        {"altri_rimborsi": 10000}, {"provider": "Studio Aperto"},
        {"provider": "Studio Chiuso", "servizio": date(2026, 4, 30)},
    ],
)  # fmt: skip
def test_the_other_side_of_each_edge_is_well(society: Society, changes: Mapping[str, object]) -> None:
    assert looked(society, line(**changes)) == []  # type: ignore[arg-type]


def test_44_a_service_after_leaving_is_told(society: Society) -> None:
    from mutua.store.people import Place, tell_place
    from mutua.store.unit_of_work import UnitOfWork, unit_of_work

    anna, household_id = society.people["Anna"], society.households[society.people["Anna"]]

    def leave(unit: UnitOfWork) -> None:
        place = Place(anna, household_id, "titolare", False, JOINED, date(2026, 5, 3))
        tell_place(unit.entry(household_id, "people"), 1, place)

    unit_of_work(society.archive, [household_id], leave, actor_id=society.actor_id, now=society.now)
    assert [one.code for one in looked(society, line())] == ["after_leaving"]
    assert looked(society, line(servizio=date(2026, 5, 3))) == []


def test_44_a_service_after_death_is_told(society: Society) -> None:
    from services.member_helpers import desk

    record_death(desk(society, society.now.date()), society.people["Anna"], died_on=date(2026, 5, 3))
    assert [(one.code, one.warning) for one in looked(society, line())] == [("after_death", False)]
    assert looked(society, line(servizio=date(2026, 5, 3))) == []


def test_44_a_request_from_the_future_is_told(society: Society) -> None:
    tomorrow = society.now + timedelta(days=1)
    assert [one.code for one in looked(society, line(), received=tomorrow)] == ["received_in_future"]


def test_45_a_thousand_lines_are_the_most_and_none_is_told_twice(society: Society) -> None:
    many = [line(spesa=at) for at in range(1, MOST_LINES + 1)]
    assert looked(society, *many) == []
    assert [one.code for one in looked(society, *many, line(spesa=5))] == ["lines_too_many"]
    twice = looked(society, line(), line(spesa=1), line())
    assert [(one.code, one.line, one.values["first"]) for one in twice] == [("line_twice", 3, "1")]
    assert [one.code for one in looked(society)] == ["claim_without_lines"]


def test_46_a_code_with_a_space_is_told_with_what_was_meant(society: Society) -> None:
    (found,) = looked(society, line("VIS "))
    assert (found.suggestion, found.values["title"]) == ("VIS", "Visita specialistica")


def test_46_a_benefit_of_another_year_is_a_warning(society: Society) -> None:
    assert looked(society, line(servizio=date(2025, 5, 4))) == []  # no version holds: that is for the rules to say


COPIES: Sequence[tuple[str, str, Mapping[str, object], bool]] = [
    ("the same invoice", "Anna", {}, True),
    ("one cent off", "Anna", {"spesa": 10001}, True),
    ("two cents off", "Anna", {"spesa": 10002}, False),
    ("accents and signs removed", "Anna", {"numero_fattura": "12a"}, True),
    ("by another of the household", "Bruno", {}, True),
    ("of another day", "Anna", {"fattura": date(2026, 5, 5)}, False),
    ("with another number", "Anna", {"numero_fattura": "13/À"}, False),
    ("by another household", "Carla", {}, False),
    ("without number, the same day", "Anna", {"numero_fattura": ""}, True),
]


@pytest.mark.parametrize(("what", "name", "changes", "noticed"), COPIES)
def test_49_the_same_invoice_again_is_a_warning_that_says_where(
    society: Society, what: str, name: str, changes: Mapping[str, object], noticed: bool
) -> None:
    society.claim("Anna", "VIS", 10000, public_id="prima", numero_fattura="012/À")
    found = looked(society, line(**{"numero_fattura": "12/À", **changes}), name=name)  # type: ignore[arg-type]
    told = [(one.code, one.values["where"], one.values["person"], one.warning) for one in found]
    person = "same" if name == "Anna" else "other"
    assert told == ([("possible_copy", "prima", person, True)] if noticed else [])


def test_47_a_person_of_another_household_keeps_their_own_chain(society: Society) -> None:
    society.claim("Carla", "VIS", 10000)
    with society.archive.reader.begin() as connection:
        assert [id_ for _, id_ in pending_claims(connection)] == [society.households[society.people["Carla"]]]


def test_51_a_request_told_twice_is_one(society: Society) -> None:
    received = datetime(2026, 5, 11, 9, tzinfo=UTC)
    first = society.claim("Anna", "VIS", 10000, public_id="stessa", received_at=received)
    assert society.claim("Anna", "VIS", 10000, public_id="stessa", received_at=received) == first
