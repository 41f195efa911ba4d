"""Who is enrolled by a firm and still to be confirmed: what is missing is told, and the cover begins all the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from mutua.domain.firms import FamilyRule
from mutua.domain.records import Identity, PersonTold
from mutua.services.firm_relatives import enrol_relative, relatives_of_firm
from mutua.services.firm_to_confirm import to_confirm
from mutua.services.register import add_people
from mutua.services.staff_lists import Done
from mutua.store.database import Archive
from mutua.store.firms import enrolments_of_people
from mutua.store.people import households_of
from mutua.store.tables import identity
from mutua.store.unit_of_work import unit_of_work
from services.firm_helpers import NAMES, TERMS, Firms, small_firms

JAN, MAY = date(2026, 1, 1), date(2026, 5, 4)
ANNA, BRUNO = NAMES[:2]
IBAN = "IT89O0300203280429513916296"


@pytest.fixture
def firms(archive: Archive, tmp_path: Path) -> Firms:
    """Alfa covers whole households, Beta has no plan: Anna works at Alfa, Bruno at Beta."""
    made = small_firms(archive, tmp_path, MAY)
    made.firm("Alfa", TERMS, family_rule=FamilyRule.WHOLE_HOUSEHOLD)
    made.firm("Beta", None)
    made.move("Alfa", made.row("Alfa", ANNA, JAN), today=JAN)
    made.move("Beta", made.row("Beta", BRUNO, JAN, at=1), today=JAN)
    return made


def told(firms: Firms, firm: str = "", on: date = MAY) -> list[tuple[str, str, date | None, tuple[str, ...]]]:
    with firms.archive.reader.begin() as connection:
        found = to_confirm(connection, on, firms.firms[firm] if firm else None)
    return [(one.firm, one.name, one.cover_from, one.missing) for one in found]


def now_known(firms: Firms, name: str, at: int = 0, **what: str) -> None:
    query = update(identity).where(identity.c.person_id == firms.person(name, at)).values(what)
    with firms.archive.writer.begin() as connection:
        connection.execute(query)


def test_iban_and_a_way_to_be_reached_are_asked_for_and_the_cover_begins(firms: Firms) -> None:
    both = ("iban", "contact")
    assert told(firms) == [("Alfa", ANNA, JAN, both), ("Beta", BRUNO, None, both)]
    assert told(firms, "Beta") == [("Beta", BRUNO, None, both)]
    assert firms.covers(ANNA)[0].effective_from == JAN
    now_known(firms, ANNA, phone="333 000 1111")
    assert told(firms, "Alfa") == [("Alfa", ANNA, JAN, ("iban",))]
    now_known(firms, ANNA, phone="", email="anna@esempio.it", iban=IBAN)
    assert told(firms, "Alfa") == []


def test_who_left_or_did_not_come_yet_is_not_asked_for(firms: Firms) -> None:
    assert told(firms, "Beta", date(2025, 12, 31)) == []
    firms.move("Beta", firms.row("Beta", BRUNO, left_on=date(2026, 4, 30), at=1))
    assert len(told(firms, "Beta", date(2026, 4, 30))) == 1
    assert told(firms, "Beta", date(2026, 5, 1)) == []


def test_relatives_are_awaited_where_the_plan_covers_them_all_until_they_are_enrolled(firms: Firms) -> None:
    anna = firms.person(ANNA)
    now_known(firms, ANNA, email="anna@esempio.it", iban=IBAN)
    with firms.archive.reader.begin() as connection:
        (home,) = households_of(connection, [anna])[anna]
    ida = PersonTold("", Identity("Bruni", "Ida", card_number="T-Ida"), "coniuge", JAN)
    made = unit_of_work(
        firms.archive, [home], lambda unit: add_people(unit, home, [ida], firms.society.ids),
        actor_id=firms.society.actor_id, now=firms.at().now,
    )  # fmt: skip
    assert told(firms, "Alfa") == [("Alfa", ANNA, JAN, ("relatives",))]
    with firms.archive.reader.begin() as connection:
        (worker,) = enrolments_of_people(connection, [anna]).values()
        assert [one.worker_id for one in relatives_of_firm(connection, firms.firms["Alfa"], MAY)] == [
            worker.one.enrolment_id
        ]
    assert isinstance(enrol_relative(firms.at(), worker.one, next(iter(made)), since=date(2026, 5, 1)), Done)
    assert told(firms, "Alfa") == []
