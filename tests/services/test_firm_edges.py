"""The edge cases of working at a firm of the pact, each as it happens: covers, statements, nobody charged twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mutua.domain.case import Cover
from mutua.domain.firms import Absence, Cadence, Category, EntryRule, ExitRule, LegalBasis, Rate
from mutua.domain.pact import PlanEvent
from mutua.domain.staff_rows import Mode
from mutua.intake.tabular import read_table
from mutua.services.cover_changes import Changing, change
from mutua.services.decide_claim import Refusal
from mutua.services.enrolments import (
    answer_offer,
    claims_now_covered,
    enrolment_of,
    offers,
    services_after_end,
    tell_absence,
)
from mutua.services.firm_plans import activate_plan, offer_plan, tell_plan
from mutua.services.firm_statements import Issued, issue_statements, lines_of
from mutua.services.firm_watch import told_otherwise
from mutua.services.member_corrections import take_back
from mutua.services.member_endings import record_death
from mutua.services.staff_list_files import told_by_firm, wrong_rows_of
from mutua.services.staff_list_undo import undo_list
from mutua.services.staff_lists import Done, preview
from mutua.services.statement_money import pay_statement
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.people import change_identity, households_of, read_people, tell_cover
from mutua.store.personal import erase_rows, still_there, what_is_left
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.who import read_identities
from services.firm_helpers import DIRECTOR, TERMS, Firms, code_of, small_firms
from services.member_helpers import desk, told
from services.societies import small_society
from small_plan import HEAD, VERSION

JAN, FEB = date(2026, 1, 1), date(2026, 2, 1)
ANNA, BRUNO = "Rossi Anna", "Bianchi Bruno"


@pytest.fixture
def firms(archive: Archive, tmp_path: Path) -> Firms:
    made = small_firms(archive, tmp_path)
    made.firm("Alfa")
    return made


def issued(firms: Firms, firm: str, month: date, today: date | None = None) -> list[tuple[str, date, bool, int]]:
    """The lines of the statement of a month, issued on the last day of it (or a day said): who, month, adjustment,
    cents."""
    found = issue_statements(firms.at(today or month.replace(day=28)), firms.firms[firm], month)
    assert not isinstance(found, Refusal), found
    with firms.archive.reader.begin() as connection:
        lines = lines_of(connection, [one.statement_id for one in found])
    names = {one.enrolment_id: one.name for one in firms.roster(firm)}
    return [
        (names.get(id_, "?"), on, adjustment, part.total)
        for some in lines.values() for id_, _, on, adjustment, part in some
    ]  # fmt: skip


def enrolment_id(firms: Firms, firm: str, name: str, at: int = 0) -> int:
    with firms.archive.reader.begin() as connection:
        found = enrolment_of(connection, firms.firms[firm], code_of(name, at))
    assert not isinstance(found, Refusal)
    return found.one.enrolment_id


# ---------------------------------------------------------------- AC-10, and told late


def test_a_hire_told_late_gives_adjustment_lines(firms: Firms) -> None:
    """AC-10: hired 25 May, told on 2 August: cover from 1 June, the August statement has two lines more."""
    firms.move("Alfa", firms.row("Alfa", BRUNO, JAN), today=date(2026, 1, 5))
    before = [issued(firms, "Alfa", date(2026, month, 1)) for month in (1, 5, 6, 7)]
    firms.move("Alfa", firms.row("Alfa", ANNA, date(2026, 5, 25)), today=date(2026, 8, 2))
    assert firms.days(ANNA) == [(date(2026, 6, 1), None)]
    august = issued(firms, "Alfa", date(2026, 8, 1))
    assert august == [
        (ANNA, date(2026, 6, 1), True, 1000), (ANNA, date(2026, 7, 1), True, 1000),
        *sorted([(ANNA, date(2026, 8, 1), False, 1000), (BRUNO, date(2026, 8, 1), False, 1000)],
                key=lambda one: firms.person(one[0])),
    ]  # fmt: skip
    again = [issued(firms, "Alfa", date(2026, month, 1)) for month in (1, 5, 6, 7)]
    assert again == before  # what was issued stays as it was
    assert issued(firms, "Alfa", date(2026, 8, 1)) == august


def test_services_between_the_hire_and_the_telling_become_payable(firms: Firms) -> None:
    firms.move("Alfa", firms.row("Alfa", ANNA, date(2026, 5, 25)), today=date(2026, 8, 2))
    society = firms.society
    society.people["Anna"] = firms.person(ANNA)
    with firms.archive.reader.begin() as connection:
        (home,) = households_of(connection, [society.people["Anna"]])[society.people["Anna"]]
    society.households[society.people["Anna"]] = home
    claims = [society.claim("Anna", "VIS", 10000, on=day) for day in (date(2026, 5, 28), date(2026, 7, 10))]
    with firms.archive.reader.begin() as connection:
        assert claims_now_covered(connection, [enrolment_id(firms, "Alfa", ANNA)]) == [claims[1]]
    granted = [society.decide(one).draft.answer.granted_cents for one in claims]
    assert granted[0] == 0
    assert granted[1] > 0


def test_a_leave_told_late_keeps_what_was_paid_and_is_owed_to_the_actual_day(firms: Firms) -> None:
    firms.move("Alfa", firms.row("Alfa", ANNA, JAN), today=date(2026, 1, 5))
    for month in (4, 5, 6, 7):
        today = date(2026, month, 28)
        for one in issue_statements(firms.at(today), firms.firms["Alfa"], today):  # type: ignore[union-attr]
            pay_statement(firms.at(today), one.statement_id, cents=one.total_cents, received_on=today)
    society, person = firms.society, firms.person(ANNA)
    with firms.archive.reader.begin() as connection:
        society.households[person] = min(households_of(connection, [person])[person])
    society.people["Anna"] = person
    claim = society.claim("Anna", "VIS", 10000, on=date(2026, 6, 10))
    paid = society.decide(claim).draft.answer.granted_cents
    assert paid > 0
    firms.move("Alfa", firms.row("Alfa", ANNA, None, date(2026, 5, 12)), today=date(2026, 8, 2))
    assert firms.days(ANNA) == [(JAN, date(2026, 5, 31))]
    assert issued(firms, "Alfa", date(2026, 8, 1)) == [
        (ANNA, date(2026, 6, 1), True, -1000), (ANNA, date(2026, 7, 1), True, -1000),
    ]  # fmt: skip
    with firms.archive.reader.begin() as connection:
        assert services_after_end(connection, [enrolment_id(firms, "Alfa", ANNA)]) == [claim]


def test_a_firm_that_does_not_pay_leaves_its_people_without_benefits_until_it_does(firms: Firms) -> None:
    firms.move("Alfa", firms.row("Alfa", ANNA, JAN), today=date(2026, 1, 5))
    found = issue_statements(firms.at(date(2026, 4, 28)), firms.firms["Alfa"], date(2026, 4, 1))
    assert isinstance(found, list)
    society, person = firms.society, firms.person(ANNA)
    with firms.archive.reader.begin() as connection:
        society.households[person] = min(households_of(connection, [person])[person])
    society.people["Anna"] = person
    claims = [society.claim("Anna", "VIS", 10000, on=date(2026, month, 10)) for month in (5, 6)]
    assert [society.decide(one).draft.answer.granted_cents > 0 for one in claims] == [True, False]  # due on 28 May
    pay_statement(firms.at(), found[0].statement_id, cents=found[0].total_cents, received_on=date(2026, 6, 20))
    later = [society.claim("Anna", "VIS", 10000, on=date(2026, 7, day)) for day in (19, 20)]
    assert [society.decide(one).draft.answer.granted_cents > 0 for one in later] == [False, True]  # after 30 days


# ---------------------------------------------------------------- short, back again, from firm to firm


@pytest.mark.parametrize(
    ("entry", "days", "charged"),
    [
        (EntryRule.SAME_DAY, [(date(2026, 3, 5), date(2026, 3, 31))], [date(2026, 3, 1)]),
        (EntryRule.FIRST_OF_NEXT_MONTH, [], []),
    ],
)
def test_hired_and_left_in_the_same_month(
    firms: Firms, entry: EntryRule, days: list[tuple[date, date]], charged: list[date]
) -> None:
    firms.firm("Beta", entry_rule=entry)
    firms.move("Beta", firms.row("Beta", ANNA, date(2026, 3, 5), date(2026, 3, 20)), today=date(2026, 3, 25))
    assert firms.days(ANNA) == days
    assert [on for _, on, _, _ in issued(firms, "Beta", date(2026, 3, 1))] == charged


def test_rehired_within_the_year_is_the_same_person_with_the_same_seniority(firms: Firms) -> None:
    firms.move("Alfa", firms.row("Alfa", ANNA, JAN), today=JAN)
    before = firms.person(ANNA)
    firms.move("Alfa", firms.row("Alfa", ANNA, None, date(2026, 3, 10)), today=date(2026, 3, 12))
    done = firms.move("Alfa", firms.row("Alfa", ANNA, date(2026, 7, 1)), today=date(2026, 7, 2))
    assert done.new == 1
    assert firms.person(ANNA) == before
    assert firms.days(ANNA) == [(JAN, date(2026, 3, 31)), (date(2026, 7, 1), None)]
    assert firms.seniority(ANNA) == [JAN, JAN]


def test_rehired_after_the_time_that_the_plan_gives_begins_anew(firms: Firms) -> None:
    firms.firm("Beta", seniority_days=30)
    firms.move("Beta", firms.row("Beta", ANNA, JAN, date(2026, 3, 10)), today=date(2026, 3, 12))
    firms.move("Beta", firms.row("Beta", ANNA, date(2026, 7, 1)), today=date(2026, 7, 2))
    assert firms.seniority(ANNA) == [JAN, date(2026, 7, 1)]


@pytest.mark.parametrize("entry", list(EntryRule))
@pytest.mark.parametrize("leave_first", [True, False])
def test_from_one_firm_of_the_pact_to_another_without_gap_or_double_charge(
    firms: Firms, entry: EntryRule, leave_first: bool
) -> None:
    firms.firm("Beta", entry_rule=entry)
    firms.move("Alfa", firms.row("Alfa", ANNA, JAN), today=JAN)
    moves = [("Alfa", None, date(2026, 6, 10)), ("Beta", date(2026, 6, 11), None)]
    for firm, hired, left in moves if leave_first else reversed(moves):
        firms.move(firm, firms.row(firm, ANNA, hired, left), today=date(2026, 6, 12))
    assert firms.days(ANNA) == [(JAN, date(2026, 6, 30)), (date(2026, 7, 1), None)]
    assert firms.seniority(ANNA) == [JAN, JAN]
    june = [issued(firms, firm, date(2026, 6, 1)) for firm in ("Alfa", "Beta")]
    july = [issued(firms, firm, date(2026, 7, 1)) for firm in ("Alfa", "Beta")]
    assert [len(some) for some in june] == [6, 0]  # January to June at Alfa
    assert [len(some) for some in july] == [0, 1]


def test_the_same_tax_code_in_two_firms_is_covered_and_charged_once(firms: Firms) -> None:
    firms.firm("Beta")
    firms.move("Alfa", firms.row("Alfa", ANNA, JAN), today=JAN)
    done = firms.move("Beta", firms.row("Beta", ANNA, FEB), today=FEB)
    assert done.new == 1
    assert firms.days(ANNA) == [(JAN, None)]
    assert [len(issued(firms, firm, FEB)) for firm in ("Alfa", "Beta")] == [2, 0]
    firms.move("Alfa", firms.row("Alfa", ANNA, None, date(2026, 4, 9)), today=date(2026, 4, 10))
    assert firms.days(ANNA) == [(JAN, date(2026, 4, 30)), (date(2026, 5, 1), None)]
    assert [one[1] for one in issued(firms, "Beta", date(2026, 5, 1))] == [date(2026, 5, 1)]


def test_a_firm_that_puts_its_days_right_takes_none_that_another_covers_since(firms: Firms) -> None:
    """Alfa told first: from March on. Beta told from January on, and has January and February."""
    beta_days: list[list[tuple[date, date | None]]] = []

    def after(moves: Done | Refusal) -> None:
        assert isinstance(moves, Done), moves
        mine = [one for one in firms.covers(ANNA) if one.plan_id == firms.plans["Beta"]]
        beta_days.append([(one.effective_from, one.ends_on) for one in mine])
        told_days = sorted((one.effective_from, one.ends_on) for one in firms.covers(ANNA))
        assert firms.days(ANNA) == told_days  # what was told is what follows from all that is known

    def put_right(hired: date | None, left: date | None = None, **more: Any) -> None:
        row = firms.row("Alfa", ANNA, hired, left)._replace(**more)
        after(firms.move("Alfa", row, today=date(2026, 6, 1), mode=Mode.CORRECTION))

    mar, may, jun = date(2026, 3, 1), date(2026, 5, 1), date(2026, 6, 30)
    firms.firm("Beta", suspends_unpaid_leave=True)
    firms.move("Alfa", firms.row("Alfa", ANNA, mar), today=mar)
    after(firms.move("Beta", firms.row("Beta", ANNA, JAN), today=mar))
    put_right(JAN)  # the first day earlier: January and February stay with Beta
    put_right(may)  # later: Beta has what Alfa gives up
    put_right(mar)  # and keeps it
    put_right(None, jun)
    put_right(None, still_here=True)
    assert beta_days == [
        [(JAN, date(2026, 2, 28))],
        [(JAN, date(2026, 2, 28))],
        [(JAN, date(2026, 4, 30))],
        [(JAN, date(2026, 4, 30))],
        [(JAN, date(2026, 4, 30)), (date(2026, 7, 1), None)],
        [(JAN, date(2026, 4, 30)), (date(2026, 7, 1), None)],
    ]
    # a leave taken back, a list taken back: the same
    listed = firms.move("Alfa", firms.row("Alfa", ANNA, may), today=jun, mode=Mode.CORRECTION)
    before = firms.covers(ANNA)
    assert listed.list_id is not None
    after(undo_list(firms.at(jun), listed.list_id))
    assert firms.covers(ANNA) == before
    beta = enrolment_id(firms, "Beta", ANNA)
    for void in (False, True):
        after(tell_absence(firms.at(jun), beta, Absence.UNPAID, since=mar, until=date(2026, 4, 30), void=void))
    assert beta_days[-2:] == [[(JAN, date(2026, 2, 28)), (date(2026, 7, 1), None)]] * 2  # Alfa has them since
    assert verify(firms.archive) == []


# ---------------------------------------------------------------- put right


def test_a_wrong_tax_code_is_put_right_and_the_person_stays(firms: Firms) -> None:
    firms.move("Alfa", firms.row("Alfa", ANNA, JAN), today=JAN)
    person, wrong, right = firms.person(ANNA), code_of(ANNA), code_of(ANNA, 3)
    row = firms.row("Alfa", ANNA)._replace(fiscal_code=wrong, new_code=right)
    assert firms.move("Alfa", row, today=FEB, mode=Mode.CORRECTION).changed == 1
    assert firms.person(ANNA, 3) == person
    assert [one.fiscal_code for one in firms.roster("Alfa")] == [right]
    again = firms.look(firms.told("Alfa", [row], Mode.CORRECTION))
    assert (again.plan.changes, again.plan.unchanged) == ((), (2,))


def test_the_code_of_somebody_else_in_the_archive_is_left_to_the_office(firms: Firms) -> None:
    firms.firm("Beta")
    firms.move("Alfa", firms.row("Alfa", ANNA, JAN), today=JAN)
    firms.move("Beta", firms.row("Beta", BRUNO, JAN), today=JAN)
    row = firms.row("Alfa", ANNA)._replace(new_code=code_of(BRUNO))
    seen = firms.look(firms.told("Alfa", [row], Mode.CORRECTION))
    assert [one.code for one in seen.mistakes if not one.warning] == ["staff_code_taken"]
    assert "Beta" not in str(seen.mistakes)


def test_a_change_of_name_follows_into_the_societys_register(firms: Firms) -> None:
    firms.move("Alfa", firms.row("Alfa", ANNA, JAN), today=JAN)
    row = firms.row("Alfa", ANNA)._replace(surname="Rossi Bianchi")
    assert firms.move("Alfa", row, today=FEB, mode=Mode.CORRECTION).changed == 1
    assert [one.name for one in firms.roster("Alfa")] == ["Rossi Bianchi Anna"]
    with firms.archive.reader.begin() as connection:
        (who,) = read_identities(connection, [firms.person(ANNA)]).values()
    assert who.surname == "Rossi Bianchi"


def test_a_leave_told_by_mistake_is_taken_back(firms: Firms) -> None:
    firms.move("Alfa", firms.row("Alfa", ANNA, JAN, date(2026, 3, 10)), today=date(2026, 3, 12))
    row = firms.row("Alfa", ANNA)._replace(still_here=True)
    firms.move("Alfa", row, today=date(2026, 4, 2), mode=Mode.CORRECTION)
    assert firms.days(ANNA) == [(JAN, None)]


# ---------------------------------------------------------------- away, for a time, without employee status


@pytest.mark.parametrize("suspends", [True, False])
def test_parental_leave_never_suspends_and_unpaid_leave_where_the_plan_says_so(firms: Firms, suspends: bool) -> None:
    firms.firm("Beta", suspends_unpaid_leave=suspends)
    firms.move("Beta", firms.row("Beta", ANNA, JAN), firms.row("Beta", BRUNO, JAN, number=3), today=JAN)
    for name, kind in ((ANNA, Absence.PARENTAL), (BRUNO, Absence.UNPAID)):
        done = tell_absence(
            firms.at(), enrolment_id(firms, "Beta", name), kind, since=date(2026, 3, 10), until=date(2026, 6, 20)
        )
        assert isinstance(done, Done)
    assert firms.days(ANNA) == [(JAN, None)]
    gap = [(JAN, date(2026, 3, 31)), (date(2026, 6, 1), None)]  # April and May are whole months of leave
    assert firms.days(BRUNO) == (gap if suspends else [(JAN, None)])
    months = [on for who, on, _, _ in issued(firms, "Beta", date(2026, 6, 1)) if who == BRUNO]
    assert len(months) == (4 if suspends else 6)


def test_a_fixed_term_ends_by_itself_and_may_be_prolonged(firms: Firms) -> None:
    firms.move("Alfa", firms.row("Alfa", ANNA, JAN, date(2026, 9, 30)), today=JAN)
    assert firms.days(ANNA) == [(JAN, date(2026, 9, 30))]
    assert firms.roster("Alfa")[0].works_on(date(2026, 8, 2))
    longer = firms.row("Alfa", ANNA, None, date(2026, 12, 31))
    firms.move("Alfa", longer, today=date(2026, 8, 2), mode=Mode.CORRECTION)
    assert firms.days(ANNA) == [(JAN, date(2026, 12, 31))]


def test_a_director_without_employee_status_is_covered_by_a_plan_with_its_own_legal_basis(firms: Firms) -> None:
    told_now = firms.told("Alfa", [firms.row("Alfa", ANNA, JAN, category=DIRECTOR)])
    assert [one.code for one in firms.look(told_now, JAN).mistakes] == ["staff_no_plan"]
    firms.move("Alfa", firms.row("Alfa", ANNA, JAN, category=DIRECTOR), today=JAN)
    assert firms.days(ANNA) == []
    assert [one.category for one in firms.roster("Alfa")] == [Category.DIRECTOR]
    terms = replace(TERMS, category=Category.DIRECTOR, legal_basis=LegalBasis.VOLUNTARY, firm_share=0)
    firms.plan("Alfa", terms, FEB)
    assert firms.days(ANNA) == [(FEB, None)]


# ---------------------------------------------------------------- death


def known_to_the_society(
    firms: Firms, *covered: str, assistance: str = "base", until: date | None = None
) -> None:  # fmt: skip
    """Anna and Bruno, a household of the society, with Anna's fiscal code; covered on their own as said."""
    society = firms.society
    home = society.household("N1", "Anna", "Bruno", covers=[])
    person = society.people["Anna"]
    with firms.archive.reader.begin() as connection:
        who = read_identities(connection, [person])[person]

    def work(unit: UnitOfWork) -> None:
        change_identity(unit, person, who._replace(fiscal_code=code_of(ANNA)))
        entry = unit.entry(home, "covers")
        for number, name in enumerate(covered, 1):
            tell_cover(entry, number, society.people[name], society.plan_code, Cover(assistance, JAN, until, JAN))

    unit_of_work(firms.archive, [home], work, actor_id=society.actor_id, now=society.now)


def test_who_has_a_cover_of_their_own_is_left_to_the_office(firms: Firms) -> None:
    """Nobody is covered twice on a day, nor told to the firm."""
    known_to_the_society(firms, "Anna")
    seen = firms.look(firms.told("Alfa", [firms.row("Alfa", ANNA, FEB)]))
    assert [one.code for one in seen.mistakes if not one.warning] == ["staff_office"]
    assert firms.apply(firms.told("Alfa", [firms.row("Alfa", ANNA, FEB)])) == Refusal("list_with_wrong_rows", "1")
    firms.firm("Beta", None)
    firms.move("Beta", firms.row("Beta", ANNA, FEB))  # no plan of this firm covers anybody
    terms = replace(TERMS, valid_from=FEB)
    plan_id = offer_plan(firms.at(), firms.firms["Beta"], firms.society.plan_code, terms)
    assert isinstance(plan_id, int)
    tell_plan(firms.at(), plan_id, PlanEvent.SIGNED, on=FEB)
    assert activate_plan(firms.at(), plan_id, starts_on=FEB) == Refusal("covered_already")
    assert firms.days(ANNA) == [(JAN, None)]


def test_the_plan_as_a_whole_is_every_assistance_of_it(firms: Firms) -> None:
    """A cover without a name is of the whole plan: no firm doubles it under a name."""
    known_to_the_society(firms, "Anna", assistance="")
    seen = firms.look(firms.told("Alfa", [firms.row("Alfa", ANNA, FEB)]))
    assert [one.code for one in seen.mistakes if not one.warning] == ["staff_office"]


def test_no_firm_doubles_a_named_cover_of_a_plan_that_names_none(archive: Archive, tmp_path: Path) -> None:
    """Such covers are in archives: the firm's is of the same plan, under no name."""
    head, version = (text.replace("coperture: [base]\n", "").replace("    copertura: base\n", "")
                     for text in (HEAD, VERSION))  # fmt: skip
    firms = Firms(small_society(archive, tmp_path, head=head, version=version), date(2026, 8, 2))
    firms.firm("Alfa", rates=(Rate("", 1000),))
    known_to_the_society(firms, "Anna", assistance="base")
    seen = firms.look(firms.told("Alfa", [firms.row("Alfa", ANNA, FEB)]))
    assert [one.code for one in seen.mistakes if not one.warning] == ["staff_office"]


def own_cover(firms: Firms, plan_code: str, assistance: str, until: date | None = None) -> None:
    """Anna has one more cover of her own, since January, recorded past every question."""
    person = firms.society.people["Anna"]
    home = firms.society.households[person]

    def work(unit: UnitOfWork) -> None:
        entry = unit.entry(home, "covers")
        tell_cover(entry, 1, person, plan_code, Cover(assistance, JAN, until, JAN))

    unit_of_work(firms.archive, [home], work, actor_id=firms.society.actor_id, now=firms.society.now)


@pytest.mark.tampered  # the archive holds both covers, and verify says so
def test_where_both_covers_are_recorded_already_the_firm_may_still_tell_the_leave(firms: Firms) -> None:
    """An archive that holds both is told of it, and nothing that makes the doubling shorter is refused."""
    known_to_the_society(firms)
    firms.move("Alfa", firms.row("Alfa", ANNA, JAN), today=JAN)
    own_cover(firms, firms.society.plan_code, "")
    assert "cover_twice_on_a_day" in {one.code for one in verify(firms.archive)}
    with firms.archive.reader.begin() as connection:
        twice = [(one.why, one.told, one.known) for one in told_otherwise(connection) if one.why == "twice"]
    assert twice == [("twice", "01/01/2026", "01/01/2026")]
    firms.move("Alfa", firms.row("Alfa", ANNA, left_on=date(2026, 2, 10)), today=date(2026, 2, 11))
    assert {(cover.assistance, cover.ends_on) for _, cover in firms.told_covers(ANNA)} == {
        ("base", date(2026, 2, 28)), ("", None),
    }  # fmt: skip


def test_a_cover_through_a_firm_changes_only_with_what_the_firm_tells(firms: Firms) -> None:
    firms.move("Alfa", firms.row("Alfa", ANNA, JAN), today=JAN)
    leaving = Changing(firms.society.plan_code, date(2026, 3, 1))
    assert change(firms.at(date(2026, 3, 1)), firms.person(ANNA), leaving) == Refusal("cover_of_firm")
    assert firms.days(ANNA) == [(JAN, None)]


def test_after_a_death_the_household_goes_on(firms: Firms) -> None:
    known_to_the_society(firms, "Bruno")
    society = firms.society
    person = society.people["Anna"]
    firms.firm("Beta", entry_rule=EntryRule.SAME_DAY)
    firms.move("Beta", firms.row("Beta", ANNA, date(2026, 2, 2)), today=date(2026, 2, 3))
    assert firms.person(ANNA) == person  # known already: nobody is made twice
    at = desk(society, date(2026, 8, 2))
    told(record_death(at, person, died_on=date(2026, 5, 14)))
    assert [until for since, until in firms.days(ANNA) if since == date(2026, 2, 2)] == [date(2026, 5, 14)]
    assert [(one.left_on, one.reason) for one in firms.roster("Beta")] == [(date(2026, 5, 14), "death")]
    with firms.archive.reader.begin() as connection:
        assert offers(connection) == []
        people = read_people(connection, [society.households[person]])
    assert [one.ends_on for _, one in people.covers[society.people["Bruno"]]] == [None]
    assert [on.month for _, on, _, _ in issued(firms, "Beta", date(2026, 8, 1))] == [2, 3, 4, 5]
    # hired by another firm after that: at the counter it is said why not; the firm reads that the office sees to it
    sheet = read_table(f"cf;cognome;nome;assunto il\n{code_of(ANNA)};Rossi;Anna;01/07/2026\n".encode())
    with firms.archive.reader.begin() as connection:
        hired = told_by_firm(connection, sheet, firms.firms["Alfa"], Mode.MOVEMENTS, date(2026, 7, 1), {})
        seen = preview(connection, hired, today=date(2026, 8, 2))
        (row,) = wrong_rows_of("righe", sheet, seen, "it").rows
    assert [one.code for one in seen.mistakes] == ["staff_person_died"]
    assert row[-1].endswith("; questa persona non si può registrare da un elenco: se ne occupa l'ufficio")
    told(take_back(at, person, motive="scambio di persona"))
    assert [(one.left_on, one.reason) for one in firms.roster("Beta")] == [(None, "")]


# ---------------------------------------------------------------- the offer to go on alone


def test_who_leaves_may_go_on_alone_with_the_same_seniority(firms: Firms) -> None:
    firms.move("Alfa", firms.row("Alfa", ANNA, JAN), firms.row("Alfa", BRUNO, JAN, number=3), today=JAN)
    for name in (ANNA, BRUNO):
        firms.move("Alfa", firms.row("Alfa", name, None, date(2026, 6, 10)), today=date(2026, 6, 11))
    with firms.archive.reader.begin() as connection:
        found = offers(connection)
    assert {one.offer_until for one in found} == {date(2026, 8, 29)}  # 30 June and 60 days
    anna, bruno = enrolment_id(firms, "Alfa", ANNA), enrolment_id(firms, "Alfa", BRUNO)
    assert answer_offer(firms.at(), bruno, accept=True, on=date(2026, 8, 30)) == Refusal("offer_over", "29/08/2026")
    assert isinstance(answer_offer(firms.at(), anna, accept=True), Done)
    assert firms.days(ANNA) == [(JAN, date(2026, 6, 30)), (date(2026, 7, 1), None)]
    with firms.archive.reader.begin() as connection:
        people = read_people(connection, households_of(connection, [firms.person(ANNA)])[firms.person(ANNA)])
    assert [one.joined_on for _, one in people.covers[firms.person(ANNA)]] == [JAN, JAN]
    assert answer_offer(firms.at(), anna, accept=False) == Refusal("offer_answered")


def test_who_goes_to_another_firm_is_made_no_offer(firms: Firms) -> None:
    firms.firm("Beta")
    firms.move("Alfa", firms.row("Alfa", ANNA, JAN, date(2026, 6, 10)), today=date(2026, 6, 11))
    firms.move("Beta", firms.row("Beta", ANNA, date(2026, 6, 11)), today=date(2026, 6, 12))
    with firms.archive.reader.begin() as connection:
        assert offers(connection) == []


# ---------------------------------------------------------------- erased


def test_who_is_erased_goes_from_what_the_firm_told_too(firms: Firms) -> None:
    firms.move("Alfa", firms.row("Alfa", ANNA, JAN, date(2026, 3, 10)), today=JAN)
    firms.move("Alfa", firms.row("Alfa", ANNA)._replace(surname="Rossi Bianchi"), today=JAN, mode=Mode.CORRECTION)
    person = firms.person(ANNA)
    with firms.archive.writer.begin() as connection:
        erase_rows(connection, person)
    with firms.archive.reader.begin() as connection:
        assert what_is_left(connection, person) == []
        assert still_there(connection, ["Rossi", "Rossi Bianchi", code_of(ANNA)]) == []
    assert [(one.name, one.left_on) for one in firms.roster("Alfa")] == [("", date(2026, 3, 10))]


# ---------------------------------------------------------------- shares, periods


def test_shares_add_up_to_the_cent_and_the_fund_comes_on_top(firms: Firms) -> None:
    firms.firm("Beta", rates=(Rate("base", 1001),), firm_share=6667, fund_share=333)
    firms.move("Beta", firms.row("Beta", ANNA, JAN), today=JAN)
    (one,) = issue_statements(firms.at(), firms.firms["Beta"], JAN)  # type: ignore[misc]  # one plan
    assert isinstance(one, Issued)
    with firms.archive.reader.begin() as connection:
        ((_, _, _, _, part),) = lines_of(connection, [one.statement_id])[one.statement_id]
    assert part == (1001, 667, 334, 33)  # 667.37 and 333.63: the larger remainder is the worker's; 33.33
    assert one.total_cents == 1034


def test_a_quarter_that_was_paid_is_covered_to_its_end(firms: Firms) -> None:
    firms.firm("Beta", cadence=Cadence.QUARTERLY, exit_rule=ExitRule.END_OF_PAID_PERIOD)
    firms.move("Beta", firms.row("Beta", ANNA, JAN), today=JAN)
    assert len(issued(firms, "Beta", date(2026, 2, 1))) == 3
    firms.move("Beta", firms.row("Beta", ANNA, None, date(2026, 4, 9)), today=date(2026, 4, 10))
    assert firms.days(ANNA) == [(JAN, date(2026, 6, 30))]
    assert len(issued(firms, "Beta", date(2026, 5, 1))) == 3
    assert issued(firms, "Beta", date(2026, 8, 1)) == []
