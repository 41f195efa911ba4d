"""Whom a firm covers, its statements charge; a year charged to households leaves those days to them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dues_plan import CODE
from mutua.domain.case import Cover
from mutua.letters.papers import OfferLetter
from mutua.services.charge_contributions import ChargingPlan, charge_year, plan_year
from mutua.services.decide_claim import Refusal
from mutua.services.enrolments import answer_offer
from mutua.services.firm_papers import offers_wanted
from mutua.services.firm_statements import issue_statements
from mutua.store.database import Archive
from mutua.store.people import households_of, tell_cover
from services.dues_helpers import charging_society, on_chain
from services.firm_helpers import NAMES, Firms

DECEMBER, JANUARY, APRIL = date(2026, 12, 1), date(2027, 1, 1), date(2027, 4, 1)


@pytest.fixture
def firms(archive: Archive, tmp_path: Path) -> Firms:
    made = Firms(charging_society(archive, tmp_path), DECEMBER)
    made.society.household("N1", "Anna")
    made.firm("Alfa")
    made.apply(made.told("Alfa", made.rows("Alfa", NAMES[:2])))
    return made


def home_of(firms: Firms, name: str) -> int:
    person_id = firms.person(name, 2)
    with firms.archive.reader.begin() as connection:
        (home,) = households_of(connection, [person_id])[person_id]
    return home


def look(firms: Firms, today: date = DECEMBER) -> ChargingPlan:
    return plan_year(firms.at(today), 2027)


def test_who_is_covered_by_a_firm_is_not_charged_before_its_first_statement(firms: Firms) -> None:
    found = look(firms)
    assert [one.household_id for one in found.new] == [firms.society.households[firms.society.people["Anna"]]]
    assert (found.questions, found.adjusted) == ([], [])


def test_nor_after_it(firms: Firms) -> None:
    charge_year(firms.at(DECEMBER), look(firms))
    issued = issue_statements(firms.at(date(2027, 1, 2)), firms.firms["Alfa"], JANUARY)
    assert not isinstance(issued, Refusal)
    found = look(firms, date(2027, 2, 1))
    assert (found.new, found.adjusted, found.questions, found.unchanged) == ([], [], [], 1)


def test_who_goes_on_alone_is_charged_for_the_days_after_the_firm(firms: Firms) -> None:
    issue_statements(firms.at(date(2027, 1, 2)), firms.firms["Alfa"], JANUARY)
    firms.move("Alfa", firms.row("Alfa", NAMES[0], None, date(2027, 3, 31), at=2), today=date(2027, 3, 20))
    person_id, home = firms.person(NAMES[0], 2), home_of(firms, NAMES[0])
    own = Cover("base", APRIL, None, date(2026, 1, 1))
    on_chain(firms.society, home, "cover", lambda entry: tell_cover(entry, 1, person_id, CODE, own))
    found = [one for one in look(firms, date(2027, 3, 21)).new if one.household_id == home]
    charges = [charge for one in found for charge in one.new.charges]
    assert {(one.effective_from, one.firm_id) for one in charges} == {(APRIL, None)}


def test_the_offer_to_who_left_says_what_they_are_charged_when_they_go_on(firms: Firms) -> None:
    """Nine twelfths of 240.00; the fees of a member are as the regulation has them."""
    issue_statements(firms.at(date(2027, 1, 2)), firms.firms["Alfa"], JANUARY)
    firms.move("Alfa", firms.row("Alfa", NAMES[0], None, date(2027, 3, 31), at=2), today=date(2027, 3, 20))
    today = date(2027, 3, 21)
    with firms.archive.reader.begin() as connection:
        wanted = offers_wanted(connection, firms.society.plans, today, None)
        assert not isinstance(wanted, Refusal)
        letter = wanted[0].make(connection, today)
    assert isinstance(letter, OfferLetter)
    assert letter.covers == ("Piano dei contributi: base",)
    told = {one.item: one.amount_cents for one in letter.prices}
    assert told["contributo annuo"] == 24000 * 9 // 12
    assert {one.note.replace("\N{NO-BREAK SPACE}", " ") for one in letter.prices} == {
        "dal 1° aprile 2027 al 31 dicembre 2027"
    }
    number = int(wanted[0].file.removeprefix("offerta-"))
    assert not isinstance(answer_offer(firms.at(today), number, accept=True), Refusal)
    charges = [one for plan in look(firms, today).new if plan.household_id == home_of(firms, NAMES[0])
               for one in plan.new.charges]  # fmt: skip
    assert {one.title: one.amount_cents for one in charges} == told
