"""Money received: what it pays, what stays on account, what is open again when it goes back; the books say the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert

from mutua.domain.dues import Allocation, Channel, Charge, Due, DueKind, Receipt
from mutua.domain.identifiers.creditor_reference import ReferenceKind, make_reference, number_of
from mutua.domain.records import ContributionTold
from mutua.services.charge_writing import HouseholdCharges, write_charges
from mutua.services.decide_claim import Refusal
from mutua.services.receive_money import give_back, receive, use_on_account
from mutua.services.register import register_contribution
from mutua.store.database import Archive
from mutua.store.dues import Known, dues_of_statement, read_receipts, receipts_of
from mutua.store.tables import firm
from mutua.store.tables_kept import BOOK_CHAIN, FIRMS_CHAIN
from mutua.store.unit_of_work import unit_of_work
from services.dues_helpers import FIRST, SECOND, at, books, charged, ids, open_of, paid_days, parts, received, transfer
from services.societies import Society, small_society


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno")
    made.household("N2", "Carla")
    return made


def test_money_pays_the_oldest_dues_first_and_the_rest_stays_on_account(society: Society) -> None:
    dues = ids(charged(society, "Anna", (FIRST, 12000), (SECOND, 12000)))
    assert paid_days(society, "Anna") == {FIRST: Known(12000, None), SECOND: Known(12000, None)}
    found = received(receive(at(society), transfer(society, "Anna", 15000)))
    assert parts(found) == [(dues[0], 12000), (dues[1], 3000)]
    assert paid_days(society, "Anna") == {FIRST: Known(12000, FIRST), SECOND: Known(12000, None)}
    more = received(receive(at(society), transfer(society, "Anna", 10000, SECOND)))
    assert parts(more) == [(dues[1], 9000), (None, 1000)]
    assert more.on_account_cents == 1000
    assert paid_days(society, "Anna")[SECOND] == Known(12000, SECOND)
    plan = f"income:{society.plan_code}"
    assert books(society) == {plan: -24000, "bank": 25000, "prepaid:household": -1000}


def test_a_day_is_paid_when_all_the_household_owes_by_it_is_paid(society: Society) -> None:
    charged(society, "Anna", (FIRST, 12000))
    charged(society, "Bruno", (FIRST, 8000))
    assert paid_days(society, "Anna") == {FIRST: Known(20000, None)}
    receive(at(society), transfer(society, "Anna", 12000))
    assert paid_days(society, "Anna") == {FIRST: Known(20000, None)}
    receive(at(society), transfer(society, "Bruno", 8000, date(2026, 3, 2)))
    assert paid_days(society, "Anna") == {FIRST: Known(20000, date(2026, 3, 2))}


def test_dues_of_one_household_and_day_bear_one_reference(society: Society) -> None:
    one, two = charged(society, "Anna", (FIRST, 12000), (SECOND, 12000))
    (three,) = charged(society, "Bruno", (FIRST, 8000))
    assert one.reference == three.reference != two.reference
    assert number_of(one.reference) == (ReferenceKind.HOUSEHOLD, one.due_id)


def test_cash_stands_apart_from_the_bank_in_the_books(society: Society) -> None:
    charged(society, "Anna", (FIRST, 12000))
    receive(at(society), Receipt(Channel.CASH, FIRST, 12000, society.people["Anna"]))
    assert books(society) == {f"income:{society.plan_code}": -12000, "cash": 12000}


def test_money_that_went_back_opens_what_it_paid(society: Society) -> None:
    (due,) = charged(society, "Anna", (FIRST, 12000))
    came = received(receive(at(society), transfer(society, "Anna", 15000)))
    back = received(give_back(at(society), came.receipt.receipt_id, on=date(2026, 2, 20), reference="R1"))
    assert (back.receipt.returned_of, back.receipt.amount_cents) == (came.receipt.receipt_id, 15000)
    assert parts(back) == [(due.due_id, -12000), (None, -3000)]
    assert paid_days(society, "Anna") == {FIRST: Known(12000, None)}
    assert [one.open_cents for one in open_of(society, "Anna")] == [12000]
    assert books(society) == {f"income:{society.plan_code}": -12000, "receivable:household": 12000}
    again = give_back(at(society), came.receipt.receipt_id, on=date(2026, 2, 21))
    assert again == Refusal("receipt_returned", str(came.receipt.receipt_id))
    assert give_back(at(society), back.receipt.receipt_id, on=date(2026, 2, 21)) == Refusal(
        "receipt_unknown", str(back.receipt.receipt_id)
    )


def test_only_what_is_on_account_is_given_back_in_part(society: Society) -> None:
    charged(society, "Anna", (FIRST, 12000))
    number = received(receive(at(society), transfer(society, "Anna", 15000))).receipt.receipt_id
    assert give_back(at(society), number, on=SECOND, cents=3001) == Refusal("not_on_account", str(number))
    received(give_back(at(society), number, on=SECOND, cents=2000))
    assert give_back(at(society), number, on=SECOND, cents=1001) == Refusal("not_on_account", str(number))
    assert paid_days(society, "Anna") == {FIRST: Known(12000, FIRST)}
    assert books(society)["prepaid:household"] == -1000
    rest = received(give_back(at(society), number, on=SECOND))
    assert rest.receipt.amount_cents == 13000


def test_money_on_account_pays_what_is_charged_later_with_the_day_it_came(society: Society) -> None:
    receive(at(society), transfer(society, "Anna", 5000, date(2026, 1, 10)))
    (due,) = charged(society, "Anna", (FIRST, 4000))
    home = society.households[society.people["Anna"]]
    moved = use_on_account(at(society), household_id=home)
    assert moved == [Allocation(due.due_id, 4000), Allocation(None, -4000)]
    assert paid_days(society, "Anna") == {FIRST: Known(4000, date(2026, 1, 10))}
    assert books(society) == {f"income:{society.plan_code}": -4000, "bank": 5000, "prepaid:household": -1000}
    assert use_on_account(at(society), household_id=home) == []


def _credit(society: Society, name: str, before: Due, cents: int) -> Due:
    """Takes back a part of what a person was charged."""
    home = society.households[society.people[name]]
    made = Charge(
        society.people[name], society.plan_code, 2026, "base", "Quota annua", -cents, None, FIRST, SECOND,
        "2026-01-01", "ab" * 32, "art. 8", corrects_id=1,
    )  # fmt: skip
    due = before._replace(amount_cents=-cents, sequence=9, kind=DueKind.CREDIT, reference="", due_id=0)
    told = HouseholdCharges(home, (made,), (due,))
    (written,) = unit_of_work(
        society.archive, [home], lambda unit: write_charges(unit, [told], booked_on=FIRST),
        actor_id=society.actor_id, now=society.now,
    )  # fmt: skip
    return written.dues[0]


def test_what_is_owed_to_the_payer_is_taken_off_what_is_to_be_paid(society: Society) -> None:
    (due,) = charged(society, "Anna", (FIRST, 12000))
    credit = _credit(society, "Anna", due, 3000)
    assert paid_days(society, "Anna") == {FIRST: Known(9000, None)}
    found = received(receive(at(society), transfer(society, "Anna", 9000)))
    assert parts(found) == [(credit.due_id, -3000), (due.due_id, 12000)]
    assert open_of(society, "Anna") == []
    assert paid_days(society, "Anna") == {FIRST: Known(9000, FIRST)}


def test_what_is_owed_back_goes_on_account_and_from_there_back_to_the_payer(society: Society) -> None:
    (due,) = charged(society, "Anna", (FIRST, 12000))
    number = received(receive(at(society), transfer(society, "Anna", 12000))).receipt.receipt_id
    credit = _credit(society, "Anna", due, 3000)
    home = society.households[society.people["Anna"]]
    assert [one.open_cents for one in open_of(society, "Anna")] == [-3000]
    assert paid_days(society, "Anna") == {FIRST: Known(9000, FIRST)}
    assert use_on_account(at(society), household_id=home) == [
        Allocation(credit.due_id, -3000), Allocation(None, 3000)
    ]  # fmt: skip
    assert books(society)["prepaid:household"] == -3000
    received(give_back(at(society), number, on=SECOND, cents=3000))
    assert books(society) == {f"income:{society.plan_code}": -9000, "bank": 9000}


def test_a_receipt_never_gives_back_more_than_came_in_by_it(society: Society) -> None:
    (due,) = charged(society, "Anna", (FIRST, 20000))
    first = received(receive(at(society), transfer(society, "Anna", 15000))).receipt.receipt_id
    second = received(receive(at(society), transfer(society, "Anna", 5000))).receipt.receipt_id
    credit = _credit(society, "Anna", due, 8000)
    home = society.households[society.people["Anna"]]
    assert use_on_account(at(society), household_id=home) == [
        Allocation(credit.due_id, -5000), Allocation(None, 5000), Allocation(credit.due_id, -3000),
        Allocation(None, 3000),
    ]  # fmt: skip
    assert give_back(at(society), second, on=SECOND, cents=5001) == Refusal("not_on_account", str(second))
    received(give_back(at(society), second, on=SECOND, cents=5000))
    assert give_back(at(society), second, on=SECOND) == Refusal("receipt_returned", str(second))
    received(give_back(at(society), first, on=SECOND, cents=3000))
    assert open_of(society, "Anna") == []
    assert books(society) == {f"income:{society.plan_code}": -12000, "bank": 12000}
    rest = received(give_back(at(society), first, on=SECOND))
    assert rest.receipt.amount_cents == 12000
    assert books(society) == {f"income:{society.plan_code}": -12000, "receivable:household": 12000}


def test_what_is_owed_back_pays_what_is_owed_before_money_on_account_does(society: Society) -> None:
    (due,) = charged(society, "Anna", (FIRST, 5000))
    received(receive(at(society), transfer(society, "Anna", 6000)))
    credit = _credit(society, "Anna", due, 2000)
    (later,) = charged(society, "Anna", (SECOND, 2500), sequence=3)
    home = society.households[society.people["Anna"]]
    assert use_on_account(at(society), household_id=home) == [
        Allocation(credit.due_id, -2000), Allocation(later.due_id, 2000), Allocation(later.due_id, 500),
        Allocation(None, -500),
    ]  # fmt: skip
    assert open_of(society, "Anna") == []
    assert books(society)["prepaid:household"] == -500


def test_what_a_person_wants_paid_is_paid_or_nothing_is_recorded(society: Society) -> None:
    first, second = ids(charged(society, "Anna", (FIRST, 12000), (SECOND, 12000)))
    found = receive(at(society), transfer(society, "Anna", 12000), [Allocation(second, 12000)])
    assert parts(received(found)) == [(second, 12000)]
    again = receive(at(society), transfer(society, "Anna", 12000), [Allocation(second, 12000)])
    assert again == Refusal("due_not_open", str(second))
    assert receive(at(society), transfer(society, "Anna", 12001), [Allocation(first, 12001)]) == Refusal(
        "due_not_open", str(first)
    )
    assert [one.due.due_id for one in open_of(society, "Anna")] == [first]
    with pytest.raises(ValueError, match="share out the money"):
        receive(at(society), transfer(society, "Anna", 12000), [Allocation(first, 1)])


def test_somebody_of_another_household_may_pay_and_keeps_the_rest(society: Society) -> None:
    (due,) = charged(society, "Carla", (FIRST, 5000))
    found = received(
        receive(at(society), transfer(society, "Anna", 6000), [Allocation(due.due_id, 5000), Allocation(None, 1000)])
    )
    assert paid_days(society, "Carla") == {FIRST: Known(5000, FIRST)}
    anna = society.households[society.people["Anna"]]
    with society.archive.reader.begin() as connection:
        (record,) = receipts_of(connection, household_ids=[anna])
    assert record.receipt.receipt_id == found.receipt.receipt_id
    assert record.parts == {due.due_id: 5000, None: 1000}


def test_money_of_nobody_known_waits_on_account_in_the_book_of_the_society(society: Society) -> None:
    found = received(receive(at(society), Receipt(Channel.TRANSFER, FIRST, 700, reference="CRO9")))
    with society.archive.reader.begin() as connection:
        (record,) = read_receipts(connection, [found.receipt.receipt_id])
    assert (record.chain_id, record.parts) == (BOOK_CHAIN, {None: 700})
    received(give_back(at(society), found.receipt.receipt_id, on=SECOND))
    assert books(society) == {}


def test_a_firm_settles_its_statement_and_the_households_on_it_are_paid(society: Society) -> None:
    with society.archive.writer.begin() as connection:
        connection.execute(insert(firm).values(id=5, public_id="f", name="Ditta", vat_number="01234567890"))
    reference = make_reference(ReferenceKind.STATEMENT, 1)
    for name in ("Anna", "Carla"):
        charged(society, name, (FIRST, 1000), firm_id=5, statement_id=1, reference=reference)
    assert open_of(society, "Anna") == []
    assert paid_days(society, "Anna") == {FIRST: Known(1000, None)}
    half = received(receive(at(society), Receipt(Channel.TRANSFER, FIRST, 1500, payer_firm_id=5)))
    assert paid_days(society, "Anna") == {FIRST: Known(1000, FIRST)}
    assert paid_days(society, "Carla") == {FIRST: Known(1000, None)}
    received(receive(at(society), Receipt(Channel.TRANSFER, SECOND, 600, payer_firm_id=5)))
    assert paid_days(society, "Carla") == {FIRST: Known(1000, SECOND)}
    assert books(society) == {f"income:{society.plan_code}": -2000, "bank": 2100, "prepaid:firm": -100}
    with society.archive.reader.begin() as connection:
        (record, _) = receipts_of(connection, firm_id=5)
        assert [one.open_cents for one in dues_of_statement(connection, 1)] == [0, 0]
    assert (record.chain_id, record.receipt) == (FIRMS_CHAIN, half.receipt)
    received(give_back(at(society), half.receipt.receipt_id, on=SECOND))
    assert paid_days(society, "Anna") == {FIRST: Known(1000, None)}
    assert paid_days(society, "Carla") == {FIRST: Known(1000, None)}


@pytest.mark.parametrize(
    ("cents", "day", "code"),
    [(0, FIRST, "money_not_above_nought"), (-5, FIRST, "money_not_above_nought"),
     (100, date(2027, 6, 2), "money_in_future")],
)  # fmt: skip
def test_what_is_no_money_received_is_refused(society: Society, cents: int, day: date, code: str) -> None:
    found = receive(at(society), transfer(society, "Anna", cents, day))
    assert isinstance(found, Refusal)
    assert found.code == code


def test_money_never_goes_back_before_it_came_nor_before_today(society: Society) -> None:
    number = received(receive(at(society), transfer(society, "Anna", 500))).receipt.receipt_id
    assert give_back(at(society), number, on=date(2026, 1, 30)) == Refusal("returned_before_received", "31/01/2026")
    assert give_back(at(society), number, on=date(2027, 6, 2)) == Refusal("money_in_future", "02/06/2027")
    assert give_back(at(society), 99, on=SECOND) == Refusal("receipt_unknown", "99")


def test_dues_that_do_not_sum_to_the_charges_are_a_mistake_of_the_program(society: Society) -> None:
    home, person = society.households[society.people["Anna"]], society.people["Anna"]
    due = Due(person, society.plan_code, 2026, 1, FIRST, 100)
    told = HouseholdCharges(home, (), (due,))
    with pytest.raises(ValueError, match="differ"):
        unit_of_work(
            society.archive, [home], lambda unit: write_charges(unit, [told], booked_on=FIRST),
            actor_id=society.actor_id, now=society.now,
        )  # fmt: skip


def test_a_contribution_that_came_by_a_list_is_not_charged_over(society: Society) -> None:
    home = society.households[society.people["Anna"]]
    unit_of_work(
        society.archive, [home],
        lambda unit: register_contribution(unit, home, ContributionTold("N1", society.plan_code, FIRST, 100)),
        actor_id=society.actor_id, now=society.now,
    )  # fmt: skip
    with pytest.raises(ValueError, match="told by a list"):
        charged(society, "Anna", (FIRST, 12000))
    charged(society, "Anna", (SECOND, 12000))
