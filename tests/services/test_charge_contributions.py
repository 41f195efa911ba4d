"""Charging a year: preview and deed are one, done twice nothing is added, what changed waits for an approval."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dues_plan import CODE, VERSION
from mutua.domain.case import Cover
from mutua.domain.dues import Channel, DueKind, Receipt, Regime
from mutua.domain.records import ContributionTold, CoverTold, FactTold, Identity, PersonTold
from mutua.rules.case_content import encode_facts
from mutua.services.charge_contributions import Charged, ChargingPlan, charge_year, plan_year
from mutua.services.charge_shown import past_days
from mutua.services.receive_money import receive
from mutua.services.register import add_people, household_by_code, register_contribution, register_household
from mutua.services.replay import replay
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.dues import Known, PaymentChoice, read_charges, read_dues, tell_choice
from mutua.store.people import FactRow, tell_cover, tell_fact
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.dues_helpers import at, books, charging_society, on_chain, open_of, paid_days, received
from services.societies import JOINED, Society

JANUARY = date(2027, 1, 31)
TODAY = date(2026, 12, 1)


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = charging_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno")
    made.household("N2", "Carla")
    return made


def look(society: Society, today: date = TODAY, *due_days: date) -> ChargingPlan:
    return plan_year(at(society, today), 2027, due_days=due_days)


def charge(society: Society, today: date = TODAY, approved: str = "") -> Charged:
    return charge_year(at(society, today), look(society, today), approved=approved)


def charges(society: Society, name: str) -> list[tuple[str, int]]:
    home = society.households[society.people[name]]
    with society.archive.reader.begin() as connection:
        told = read_charges(connection, [home]).get(home, [])
    return [(one.item, one.amount_cents) for one in told if one.person_id == society.people[name]]


def dues(society: Society, name: str) -> list[tuple[date, int]]:
    home = society.households[society.people[name]]
    with society.archive.reader.begin() as connection:
        told = read_dues(connection, [home]).get(home, [])
    return [(one.due.due_on, one.due.amount_cents) for one in told if one.due.person_id == society.people[name]]


def cover_again(society: Society, name: str, since: date, until: date | None, assistance: str = "base") -> None:
    """A cover of the person, told anew."""
    person = society.people[name]
    one = Cover(assistance, since, until, since)
    on_chain(society, society.households[person], "cover", lambda entry: tell_cover(entry, 1, person, CODE, one))


# ---------------------------------------------------------------- a year


def test_everybody_covered_is_charged_by_the_rules_and_the_books_say_so(society: Society) -> None:
    plan = look(society)
    assert (len(plan.new), plan.questions, plan.unchanged) == (2, [], 0)
    done = charge_year(at(society, TODAY), plan)
    assert (done.households, done.people, done.cents, done.changed_meanwhile) == (2, 3, 64000, [])
    assert charges(society, "Anna") == [("associativa", 2000), ("contributo", 24000)]
    assert charges(society, "Bruno") == [("contributo", 12000)]
    assert dues(society, "Anna") == [(JANUARY, 26000)]
    assert paid_days(society, "Anna") == {JANUARY: Known(38000, None)}
    assert books(society) == {f"income:{CODE}": -64000, "receivable:household": 64000}


def test_what_was_shown_is_what_is_done(society: Society) -> None:
    plan = look(society)
    charge_year(at(society, TODAY), plan)
    shown = {
        (one.household_id, charge.person_id, charge.item, charge.amount_cents)
        for one in plan.households for charge in one.new.charges
    }  # fmt: skip
    with society.archive.reader.begin() as connection:
        told = read_charges(connection, [one.household_id for one in plan.households])
    assert shown == {
        (home, charge.person_id, charge.item, charge.amount_cents) for home, some in told.items() for charge in some
    }


def test_charging_twice_changes_nothing(society: Society) -> None:
    charge(society)
    plan = look(society)
    assert (plan.households, plan.unchanged) == ([], 3)
    assert charge(society) == Charged()


def test_a_run_stopped_halfway_charges_the_others_when_run_again(society: Society) -> None:
    plan = look(society)
    half = replace(plan, households=plan.households[:1])
    charge_year(at(society, TODAY), half)
    assert charge(society).households == 1
    assert look(society).unchanged == 3


def dino_joins(society: Society, of: str, since: date) -> None:
    """Dino comes into somebody's household, covered from the day on."""
    home = society.households[society.people[of]]
    told = PersonTold(
        "N2", Identity("Rossi", "Dino", born_on=date(1990, 1, 1)), "coniuge", since,
        covers=(CoverTold(CODE, "base", since),),
    )  # fmt: skip
    made = unit_of_work(
        society.archive, [home], lambda unit: add_people(unit, home, [told], society.ids), actor_id=society.actor_id,
        now=society.now,
    )  # fmt: skip
    society.people["Dino"] = next(iter(made))
    society.households[society.people["Dino"]] = home


def test_who_is_covered_later_is_charged_alone_and_never_by_a_day_that_is_past(society: Society) -> None:
    charge(society)
    dino_joins(society, "Carla", date(2027, 4, 10))
    done = charge(society, date(2027, 5, 3))
    assert (done.households, done.people) == (1, 1)
    assert charges(society, "Dino") == [("contributo", 12000 * 9 // 12)]
    assert dues(society, "Dino") == [(date(2027, 5, 3), 9000)]
    assert charges(society, "Carla") == [("associativa", 2000), ("contributo", 24000)]


def test_the_household_pays_as_it_chose(society: Society) -> None:
    home = society.households[society.people["Carla"]]
    choice = PaymentChoice(CODE, 2026, "in tre rate", "transfer", TODAY)
    on_chain(society, home, "payment_choice", lambda entry: tell_choice(entry, 1, choice))
    charge(society)
    assert dues(society, "Carla") == [
        (JANUARY, 8667), (date(2027, 5, 31), 8667 + 173), (date(2027, 9, 30), 8666 + 260)
    ]  # fmt: skip
    assert charges(society, "Carla") == [("associativa", 2000), ("contributo", 24000)]
    assert books(society)["surcharge"] == -433
    # half a year and then all of it is taken back: the same part of the surcharge of 4.33 goes with it, to the cent
    cover_again(society, "Carla", JOINED, date(2027, 6, 30))
    charge(society, date(2027, 4, 2), look(society, date(2027, 4, 2)).fingerprint)
    assert dues(society, "Carla")[3:] == [(date(2027, 9, 30), -12000), (date(2027, 9, 30), -200)]  # 433 × 120 / 260
    assert books(society)["surcharge"] == -233
    cover_again(society, "Carla", JOINED, date(2026, 12, 31))
    charge(society, date(2027, 4, 3), look(society, date(2027, 4, 3)).fingerprint)
    assert sum(cents for _, cents in dues(society, "Carla")) == 0
    assert "surcharge" not in books(society)
    assert look(society, date(2027, 4, 3)).adjusted == []
    assert verify(society.archive) == []


def test_instalments_stay_in_their_order_when_the_first_has_to_move(society: Society) -> None:
    dino_joins(society, "Carla", date(2027, 2, 1))
    home = society.households[society.people["Carla"]]
    choice = PaymentChoice(CODE, 2027, "in tre rate", "", TODAY)
    on_chain(society, home, "payment_choice", lambda entry: tell_choice(entry, 1, choice))
    charge(society, date(2027, 7, 30))
    days = [day for day, _ in dues(society, "Dino")]
    assert days == [date(2027, 7, 30), date(2027, 7, 30), date(2027, 9, 30)]


def test_days_that_are_past_are_told_before_anybody_is_charged(society: Society) -> None:
    assert past_days(look(society), TODAY) == ()
    late = date(2027, 3, 2)
    assert past_days(look(society, late), late) == (JANUARY,)
    charge(society)
    assert past_days(look(society, late), late) == (), "what was charged already is not asked for anew"


def test_a_way_of_paying_that_is_not_open_to_the_household_is_told(society: Society) -> None:
    home = society.households[society.people["Carla"]]
    choice = PaymentChoice(CODE, 2027, "in due rate", "transfer", TODAY)
    on_chain(society, home, "payment_choice", lambda entry: tell_choice(entry, 1, choice))
    assert [(one.household_id, one.code, one.found) for one in look(society).questions] == [
        (home, "charge_way_of_paying", "in due rate")
    ]
    assert charge(society).households == 1


# ---------------------------------------------------------------- what is missing


def test_unanswered_facts_are_told_all_at_once_and_only_those_households_wait(society: Society) -> None:
    cover_again(society, "Anna", JOINED, None, "denti")
    cover_again(society, "Bruno", JOINED, None, "denti")
    plan = look(society)
    assert [(one.person_id, one.code, one.found) for one in plan.questions] == [
        (person, "charge_unanswered", "classe")
        for person in sorted((society.people["Anna"], society.people["Bruno"]))
    ]
    done = charge_year(at(society, TODAY), plan)
    assert (done.households, charges(society, "Anna"), charges(society, "Bruno")) == (1, [], [])


def test_what_is_asked_about_a_household_is_asked_once(archive: Archive, tmp_path: Path) -> None:
    version = VERSION.replace("{secondo: classe, prima: 60.00, seconda: 90.00}", "{fatto: misura_del_nucleo}")
    made = charging_society(archive, tmp_path, version=version)
    plan = tmp_path / "rulesets" / CODE / "piano.yaml"
    more = '  misura_del_nucleo: {tipo: importo, di: nucleo, titolo: misura, chiede: "Quanto paga il nucleo?"}\n'
    plan.write_text(plan.read_text(encoding="utf-8") + more, encoding="utf-8")
    made.household("N1", "Anna", "Bruno", covers=[CoverTold(CODE, "denti", JOINED)])
    assert [(one.code, one.found) for one in look(made).questions] == [("charge_unanswered", "misura_del_nucleo")]


def test_a_share_of_a_firm_nobody_knows_is_asked_for(society: Society) -> None:
    cover_again(society, "Carla", JOINED, None, "denti")
    person, home = society.people["Carla"], society.households[society.people["Carla"]]
    row = FactRow(person, "classe", encode_facts({"classe": "prima"}), None)
    on_chain(society, home, "people", lambda entry: tell_fact(entry, 1, row))
    assert [one.code for one in look(society).questions] == ["charge_firm_unknown"]


def test_the_firm_pays_its_share_apart(society: Society) -> None:
    told = PersonTold(
        "N5", Identity("Rossi", "Elia", born_on=date(1980, 1, 1)), "titolare", JOINED, firm_name="Ditta",
        covers=(CoverTold(CODE, "denti", JOINED), CoverTold(CODE, "base", JOINED)),
        facts=(FactTold("classe", "seconda"),),
    )  # fmt: skip

    def work(unit: UnitOfWork) -> dict[int, PersonTold]:
        return register_household(unit, [told], society.ids)

    unit_of_work(society.archive, [], work, actor_id=society.actor_id, now=society.now)
    assert look(society).questions == []
    charge(society)
    with society.archive.reader.begin() as connection:
        home = household_by_code(connection, "N5")
        assert home is not None
        made = read_charges(connection, [home])[home]
        parts = [one.due for one in read_dues(connection, [home])[home]]
    assert [(one.item, one.amount_cents, one.firm_id is None) for one in made] == [
        ("associativa", 2000, True), ("contributo", 24000, True), ("denti", 4500, True), ("denti", 4500, False)
    ]  # fmt: skip
    assert [(one.amount_cents, one.regime) for one in parts] == [(30500, Regime.MEMBER), (4500, Regime.EMPLOYER)]
    assert parts[0].reference != parts[1].reference
    assert books(society)["receivable:firm"] == 4500


def test_rules_that_state_no_day_need_one(archive: Archive, tmp_path: Path) -> None:
    version = VERSION.replace("{parte: 1/1, entro: 31 gennaio dell'anno di inizio_anno}", "{parte: 1/1}")
    made = charging_society(archive, tmp_path, version=version)
    made.household("N1", "Anna")
    assert [one.code for one in look(made).questions] == ["charge_no_day"]
    plan = look(made, TODAY, date(2027, 2, 28))
    charge_year(at(made, TODAY), plan)
    assert dues(made, "Anna") == [(date(2027, 2, 28), 26000)]


def test_a_day_said_once_is_not_asked_for_again(archive: Archive, tmp_path: Path) -> None:
    version = VERSION.replace("{parte: 1/1, entro: 31 gennaio dell'anno di inizio_anno}", "{parte: 1/1}")
    made = charging_society(archive, tmp_path, version=version)
    made.household("N1", "Anna")
    charge_year(at(made), look(made, TODAY, date(2027, 3, 31)))
    again = look(made)
    assert (again.questions, again.households, again.unchanged) == ([], [], 1)


def test_a_household_whose_year_came_by_a_list_is_left_alone(society: Society) -> None:
    home = society.households[society.people["Carla"]]
    told = ContributionTold("N2", CODE, date(2027, 3, 1), 100)
    unit_of_work(
        society.archive, [home], lambda unit: register_contribution(unit, home, told), actor_id=society.actor_id,
        now=society.now,
    )  # fmt: skip
    assert [(one.household_id, one.code) for one in look(society).questions] == [(home, "charge_told_by_list")]


def test_a_household_changed_between_the_look_and_the_deed_is_left_alone(society: Society) -> None:
    plan = look(society)
    cover_again(society, "Carla", JOINED, date(2026, 12, 31))
    done = charge_year(at(society, TODAY), plan)
    assert done.changed_meanwhile == [society.households[society.people["Carla"]]]
    assert (done.households, charges(society, "Carla")) == (1, [])
    assert look(society).households == []


# ---------------------------------------------------------------- adjustments


def test_who_leaves_gets_back_what_the_rules_say_once_a_person_approves(society: Society) -> None:
    charge(society)
    received(receive(at(society), Receipt(Channel.TRANSFER, JANUARY, 26000, society.people["Carla"])))
    cover_again(society, "Carla", JOINED, date(2027, 6, 30))
    plan = look(society, date(2027, 7, 1))
    assert ([len(plan.new), len(plan.adjusted)], plan.unchanged) == ([0, 1], 2)
    assert charge_year(at(society, date(2027, 7, 1)), plan).households == 0
    assert charge_year(at(society, date(2027, 7, 1)), plan, approved="altro").households == 0
    done = charge_year(at(society, date(2027, 7, 1)), plan, approved=plan.fingerprint)
    assert (done.households, done.adjustments, done.cents) == (1, 1, -12000)
    assert charges(society, "Carla") == [("associativa", 2000), ("contributo", 24000), ("contributo", -12000)]
    (credit,) = open_of(society, "Carla")
    assert (credit.open_cents, credit.due.kind) == (-12000, DueKind.CREDIT)
    assert paid_days(society, "Carla") == {JANUARY: Known(14000, JANUARY)}
    assert look(society, date(2027, 7, 1)).adjusted == []


def test_a_cover_that_never_was_takes_back_all_that_was_charged_for_it(society: Society) -> None:
    charge(society)
    cover_again(society, "Bruno", JOINED, date(2026, 12, 31))
    (plan,) = look(society, date(2027, 4, 2)).adjusted
    assert [(one.amount_cents, one.corrects_id is not None) for one in plan.adjustments.charges] == [(-12000, True)]
    assert [(one.amount_cents, one.due_on) for one in plan.adjustments.dues] == [(-12000, JANUARY)]
    assert {one.person_id for one in plan.adjustments.charges} == {society.people["Bruno"]}


def test_an_amount_that_grew_is_due_today_or_later(society: Society) -> None:
    made = look(society)
    less = [
        replace(one, new=replace(
            one.new, charges=tuple(c._replace(amount_cents=c.amount_cents - 500) for c in one.new.charges),
            dues=tuple(d._replace(amount_cents=d.amount_cents - 500 * sum(
                c.person_id == d.person_id for c in one.new.charges)) for d in one.new.dues),
        ))
        for one in made.households
    ]  # fmt: skip
    charge_year(at(society, TODAY), replace(made, households=less))
    plan = look(society, date(2027, 4, 2))
    (carla,) = [one for one in plan.adjusted if one.household_id == society.households[society.people["Carla"]]]
    assert [(one.amount_cents, one.due_on, one.kind) for one in carla.adjustments.dues] == [
        (1000, date(2027, 4, 2), DueKind.ADJUSTMENT)
    ]
    charge(society, date(2027, 4, 2), plan.fingerprint)
    assert look(society, date(2027, 4, 2)).unchanged == 3


def test_a_year_before_the_first_version_of_the_plan_is_asked_about(society: Society) -> None:
    plan = plan_year(at(society, TODAY), 2025)
    assert plan.households == []
    assert {(one.code, one.found) for one in plan.questions} == {("charge_no_version", CODE)}
    assert {one.person_id for one in plan.questions} == set(society.people.values())


# ---------------------------------------------------------------- arrears, end to end


def outcome(society: Society, name: str, day: date) -> list[str]:
    claim_id = society.claim(name, "VIS", 10000, on=day)
    decided = society.decide(claim_id)
    (line,) = decided.draft.answer.lines
    return [line.outcome.value, *(reason.code for reason in line.reasons)]


@pytest.mark.parametrize(
    ("paid", "refused", "covered"),
    [
        (date(2027, 2, 20), date(2027, 3, 10), date(2027, 3, 22)),  # AC-8: 20 days late, 30 days from the payment
        (date(2027, 3, 2), date(2027, 3, 31), date(2027, 4, 1)),  # a month
        (date(2027, 6, 2), date(2027, 7, 31), date(2027, 8, 1)),  # four months: 60 days
    ],
    ids=["AC-8", "a month", "four months"],
)
def test_who_pays_late_is_covered_again_when_the_rules_say(
    society: Society, paid: date, refused: date, covered: date
) -> None:
    charge(society)
    received(receive(at(society), Receipt(Channel.CASH, JANUARY, 26000, society.people["Carla"])))
    received(receive(at(society, paid), Receipt(Channel.CASH, paid, 38000, society.people["Anna"])))
    society.now = at(society, date(2027, 9, 1)).now
    assert outcome(society, "Anna", JANUARY) == ["paid"]
    assert outcome(society, "Anna", date(2027, 2, 1))[0] == "refused"
    assert outcome(society, "Anna", refused) == ["refused", "arrears"]
    assert outcome(society, "Anna", covered) == ["paid"]
    assert outcome(society, "Carla", refused) == ["paid"]
    assert replay(society.archive).different == []


def test_ac_12_three_instalments_of_three_hundred(archive: Archive, tmp_path: Path) -> None:
    version = VERSION.replace("titolare: 240.00", "titolare: 280.00")
    made = charging_society(archive, tmp_path, version=version)
    home = made.household("N1", "Anna")
    choice = PaymentChoice(CODE, 2027, "in tre rate", "", TODAY)
    on_chain(made, home, "payment_choice", lambda entry: tell_choice(entry, 1, choice))
    charge(made)
    assert [cents for _, cents in dues(made, "Anna")] == [10000, 10200, 10300]
    assert sum(cents for _, cents in charges(made, "Anna")) == 30000
