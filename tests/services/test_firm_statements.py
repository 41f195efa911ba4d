"""Statements: owed by charges and dues, settled when they are paid; the fund share goes to a book of its own."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from mutua.domain.dues import Allocation, Channel, Receipt, Regime
from mutua.domain.firms import LegalBasis, Rate
from mutua.domain.identifiers.creditor_reference import ReferenceKind, number_of
from mutua.domain.pact import PlanEvent
from mutua.services.decide_claim import Refusal
from mutua.services.firm_desk import my_statement
from mutua.services.firm_plans import activate_plan, offer_plan, plan_numbered, renew_plan, tell_plan
from mutua.services.firm_statements import Issued, issue_statements
from mutua.services.person_money import own_contributions
from mutua.services.receive_money import Received, give_back, receive
from mutua.services.staff_list_undo import undo_list
from mutua.services.staff_lists import Done
from mutua.services.statement_money import pay_statement
from mutua.services.statement_settling import (
    FirmAccount,
    Offset,
    account_of,
    fund_share_of,
    offset_statements,
    paid_days,
    settle_statements,
)
from mutua.services.tax_ceiling import near_the_ceiling
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.dues import dues_of_statement, receipts_of
from mutua.store.firm_view import StatementRow, view_of
from mutua.store.ledger import trial_balance
from mutua.store.personal import ERASED
from mutua.store.tables import contribution
from mutua.store.tables_roster import supplied_identity
from mutua.store.unit_of_work import UnitOfWork
from services.firm_helpers import NAMES, TERMS, Firms, code_of, small_firms

JAN = date(2026, 1, 1)


@pytest.fixture
def firms(archive: Archive, tmp_path: Path) -> Firms:
    made = small_firms(archive, tmp_path, date(2026, 3, 2))
    made.firm("Alfa", rates=(Rate("base", 1234),), firm_share=7000, fund_share=250)
    made.apply(made.told("Alfa", made.rows("Alfa", NAMES[:3])), JAN)
    return made


def issue(firms: Firms, month: date, today: date | None = None) -> Issued:
    found = issue_statements(firms.at(today or month.replace(day=2)), firms.firms["Alfa"], month)
    assert not isinstance(found, Refusal), found
    return found[0]


def books(firms: Firms) -> dict[tuple[str, str], int]:
    with firms.archive.reader.begin() as connection:
        return {key: cents for key, cents in trial_balance(connection).items() if cents}


def test_what_a_firm_pays_of_its_own_will_is_not_under_article_51(firms: Firms) -> None:
    """The regime follows the basis: 30 % of 10,00 is the worker's own; the firm's part is nobody's to deduct."""
    firms.firm("Beta", legal_basis=LegalBasis.VOLUNTARY, legal_basis_on=None, legal_basis_sha256="", firm_share=7000)
    firms.move("Beta", firms.row("Beta", "Moro Piero", JAN, at=20), today=JAN)
    (one,) = issue_statements(firms.at(JAN), firms.firms["Beta"], JAN)
    with firms.archive.reader.begin() as connection:
        dues = {one.due.regime: one.due.amount_cents for one in dues_of_statement(connection, one.statement_id)}
        assert dues == {Regime.THIRD_PARTY: 700, Regime.MEMBER: 300}
        assert near_the_ceiling(connection, 2026, 1) == []
    assert isinstance(pay_statement(firms.at(), one.statement_id, cents=1000, received_on=JAN), Received)
    with firms.archive.reader.begin() as connection:
        own = own_contributions(connection, firms.person("Moro Piero", 20), 2026)
    assert ([part.cents for part in own.parts], own.by_employer_cents) == ([300], 0)
    issue(firms, JAN)
    with firms.archive.reader.begin() as connection:
        assert [near.cents for near in near_the_ceiling(connection, 2026, 1)] == [1234] * 3


def test_a_plan_without_its_paper_is_neither_signed_nor_renewed_nor_in_force(firms: Firms) -> None:
    alfa, code, at = firms.firms["Alfa"], firms.society.plan_code, firms.at()
    wanted = Refusal("plan_without_basis", "contract")
    bare = replace(TERMS, legal_basis=LegalBasis.CONTRACT, legal_basis_on=None, legal_basis_sha256="")
    for lacking in (bare, replace(bare, legal_basis_on=JAN), replace(bare, legal_basis_sha256="ab" * 32)):
        plan_id = offer_plan(at, alfa, code, lacking)
        assert isinstance(plan_id, int)
        assert tell_plan(at, plan_id, PlanEvent.SIGNED, on=JAN) == wanted
        assert activate_plan(at, plan_id, starts_on=JAN) == wanted
    assert renew_plan(at, firms.plans["Alfa"], replace(bare, valid_from=date(2026, 6, 1))) == wanted
    same = replace(TERMS, valid_from=date(2026, 6, 1), legal_basis_on=None, legal_basis_sha256="")
    assert renew_plan(at, firms.plans["Alfa"], same) is None, "the paper of before"
    with firms.archive.reader.begin() as connection:
        kept = plan_numbered(connection, firms.plans["Alfa"])
    assert kept is not None
    assert kept.terms[-1].basis_proved
    free = offer_plan(at, alfa, code, replace(bare, legal_basis=LegalBasis.VOLUNTARY, valid_from=date(2026, 4, 1)))
    assert isinstance(free, int)
    assert tell_plan(at, free, PlanEvent.SIGNED, on=JAN) is None
    early = activate_plan(at, free, starts_on=date(2026, 3, 31))
    assert early == Refusal("plan_before_terms", "01/04/2026"), "months at a price that was not agreed for them"
    unknown = offer_plan(at, alfa, code, replace(TERMS, rates=(Rate("altro", 1000),)))
    assert isinstance(unknown, Refusal)
    assert (unknown.code, unknown.found.split(" → ")) == ("firm_plan_assistance", ["altro", "base"])


def test_a_statement_names_its_people_after_the_list_that_brought_them_is_taken_back(firms: Firms) -> None:
    """AC-10: a list is taken back, and a statement that was issued stays as it is, until who is on it is erased."""
    came = firms.apply(firms.told("Alfa", [firms.row("Alfa", NAMES[3], JAN, number=9, at=5)]), JAN)
    assert isinstance(came, Done)
    assert came.list_id is not None
    one, person_id = issue(firms, JAN), firms.person(NAMES[3], 5)
    before = printed(firms, one.statement_id)
    assert sorted({(line.surname, line.given_name) for line in before}) == sorted(
        (name.split()[0], name.split()[1]) for name in NAMES[:4]
    )
    assert isinstance(undo_list(firms.at(date(2026, 2, 1)), came.list_id), Done)
    assert printed(firms, one.statement_id) == before
    credit = issue(firms, date(2026, 2, 1))
    back = [line for line in printed(firms, credit.statement_id) if line.contribution_cents < 0]
    assert [(line.surname, line.fiscal_code) for line in back] == [("Neri", code_of(NAMES[3], 5))]
    assert [worker.surname for worker in firms.roster("Alfa")].count("Neri") == 0
    assert verify(firms.archive) == []
    taken = ERASED[supplied_identity].of(person_id)
    with firms.archive.writer.begin() as connection:
        connection.execute(supplied_identity.delete().where(taken))
    assert {line.surname for line in printed(firms, credit.statement_id) if line.contribution_cents < 0} == {""}


def printed(firms: Firms, statement_id: int) -> list[StatementRow]:
    found = my_statement(firms.archive, firms.firms["Alfa"], statement_id)
    assert found is not None
    return found[1]


def test_a_statement_is_owed_by_charges_and_dues_of_the_same_sum(firms: Firms) -> None:
    one = issue(firms, JAN)
    assert (one.contribution_cents, one.fund_cents, one.total_cents) == (3 * 1234, 3 * 31, 3795)
    assert number_of(one.reference) == (ReferenceKind.STATEMENT, one.statement_id)
    with firms.archive.reader.begin() as connection:
        dues = [standing.due for standing in dues_of_statement(connection, one.statement_id)]
        rows = connection.execute(
            select(contribution.c.due_on, contribution.c.amount_cents, contribution.c.paid_on)
        ).all()
    by_regime = {
        regime: sum(due.amount_cents for due in dues if due.regime is regime)
        for regime in (Regime.EMPLOYER, Regime.PAYROLL)
    }
    assert by_regime == {Regime.EMPLOYER: 3 * 864, Regime.PAYROLL: 3 * 370}  # 70 % of 12,34 is 8,638
    assert {(due.due_on, due.reference, due.firm_id) for due in dues} == {
        (date(2026, 2, 1), one.reference, firms.firms["Alfa"])
    }
    assert [tuple(row) for row in rows] == [(date(2026, 2, 1), 1234, None)] * 3  # what the gate of arrears reads


def test_issued_again_a_statement_is_the_same_one(firms: Firms) -> None:
    one = issue(firms, JAN)
    firms.move("Alfa", firms.row("Alfa", NAMES[5], JAN, at=9), today=JAN)
    again = issue(firms, JAN)
    assert (again.new, again.total_cents, again.reference) == (False, one.total_cents, one.reference)


def test_no_statement_is_issued_behind_a_later_one(firms: Firms) -> None:
    issue(firms, date(2026, 3, 1))
    assert issue_statements(firms.at(), firms.firms["Alfa"], JAN) == Refusal("statement_after_later", "01/03/2026")
    assert issue_statements(firms.at(), firms.firms["Alfa"], date(2026, 4, 1)) == Refusal(
        "statement_too_early", "01/04/2026"
    )


def test_paid_whole_a_statement_is_settled_and_the_fund_has_its_share(firms: Firms) -> None:
    one = issue(firms, JAN)
    before = books(firms)
    assert before == {
        ("contributions", "receivable:firm"): 3702, ("contributions", f"income:{firms.society.plan_code}"): -3702,
    }  # fmt: skip
    done = pay_statement(firms.at(), one.statement_id, cents=3795, received_on=date(2026, 2, 20), reference="B1")
    assert isinstance(done, Received)
    assert books(firms) == {
        ("contributions", "bank"): 3702, ("contributions", f"income:{firms.society.plan_code}"): -3702,
        ("funds", "bank"): 93, ("funds", "restricted:patto"): -93,
    }  # fmt: skip
    with firms.archive.reader.begin() as connection:
        assert paid_days(connection, [one.statement_id]) == {one.statement_id: date(2026, 2, 20)}
        view = view_of(connection, firms.firms["Alfa"])
        assert view is not None
        assert [head.paid_on for head in view.statements(connection)] == [date(2026, 2, 20)]
        paid = connection.scalars(select(contribution.c.paid_on).order_by(contribution.c.position.desc())).all()
    assert set(paid[:3]) == {date(2026, 2, 20)}
    assert settle_statements(firms.at(), firms.firms["Alfa"]) == []


def test_paid_in_part_a_statement_is_not_settled(firms: Firms) -> None:
    one = issue(firms, JAN)
    assert isinstance(pay_statement(firms.at(), one.statement_id, cents=3702, received_on=date(2026, 2, 20)), Received)
    with firms.archive.reader.begin() as connection:
        assert paid_days(connection, [one.statement_id]) == {one.statement_id: None}  # the fund share is missing
    pay_statement(firms.at(), one.statement_id, cents=93, received_on=date(2026, 2, 21))
    with firms.archive.reader.begin() as connection:
        assert paid_days(connection, [one.statement_id]) == {one.statement_id: date(2026, 2, 20)}
    assert books(firms)[("funds", "restricted:patto")] == -93


def allotted(firms: Firms) -> int:
    """What all receipts of the firm pay, keep on account and gave to the fund: all that came in."""
    with firms.archive.reader.begin() as connection:
        every = receipts_of(connection, firm_id=firms.firms["Alfa"])
    return sum(sum(one.parts.values()) for one in every if one.receipt.returned_of is None)


def test_more_than_a_named_statement_asks_for_pays_it_whole_and_the_rest_is_on_account(firms: Firms) -> None:
    first, second = issue(firms, JAN), issue(firms, date(2026, 2, 1))
    done = pay_statement(firms.at(), first.statement_id, cents=3795 + 2040, received_on=firms.today)
    assert isinstance(done, Received)
    assert paid_on(firms, first, second) == [firms.today, None]
    assert books(firms)["funds", "restricted:patto"] == -93
    with firms.archive.reader.begin() as connection:
        account = account_of(connection, firms.firms["Alfa"])
    assert (account.on_account_cents, account.owed_cents) == (2040, second.total_cents)
    assert verify(firms.archive) == []


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_paid_a_named_statement_that_is_covered_is_paid_and_no_cent_is_lost(
    firms: Firms, seed: int
) -> None:
    dice = random.Random(seed)
    made = [issue(firms, date(2026, month, 1)) for month in (1, 2, 3)]
    came = 0
    for _ in range(5):
        one = dice.choice(made)
        with firms.archive.reader.begin() as connection:
            was_paid = paid_days(connection, [one.statement_id])[one.statement_id] is not None
            open_cents = sum(due.open_cents for due in dues_of_statement(connection, one.statement_id))
        fund = one.total_cents - 3702
        cents = dice.choice((1, 1000, open_cents or 1, 3702, 3795, 3796, 6000, dice.randrange(1, 9000)))
        done = pay_statement(firms.at(), one.statement_id, cents=cents, received_on=firms.today)
        assert isinstance(done, Received)
        assert sum(part.amount_cents for part in done.allocations) == cents
        came += cents
        if not was_paid and open_cents and cents >= open_cents + fund:
            assert paid_on(firms, one) == [firms.today], (cents, open_cents)
        given = -books(firms).get(("funds", "restricted:patto"), 0)
        assert given == 93 * sum(day is not None for day in paid_on(firms, *made))
        assert allotted(firms) + given == came
    assert verify(firms.archive) == []


def test_money_that_goes_back_opens_the_statement_and_takes_the_share_out_of_the_fund(firms: Firms) -> None:
    one = issue(firms, JAN)
    done = pay_statement(firms.at(), one.statement_id, cents=3795, received_on=date(2026, 2, 20))
    assert isinstance(done, Received)
    give_back(firms.at(), done.receipt.receipt_id, on=date(2026, 2, 25))
    assert settle_statements(firms.at(), firms.firms["Alfa"]) == [one.statement_id]
    assert books(firms) == {
        ("contributions", "receivable:firm"): 3702, ("contributions", f"income:{firms.society.plan_code}"): -3702,
    }  # fmt: skip
    with firms.archive.reader.begin() as connection:
        assert paid_days(connection, [one.statement_id]) == {one.statement_id: None}


@pytest.mark.parametrize(("sums", "gone"), [((2000, 1795), 0), ((2000, 1795), 1), ((3702, 93), 0), ((1, 3794), 1)])
def test_of_two_transfers_one_goes_back_and_no_cent_of_the_other_leaves_the_books(
    firms: Firms, sums: tuple[int, int], gone: int
) -> None:
    one = issue(firms, JAN)
    day = date(2026, 2, 20)
    paid = [pay_statement(firms.at(), one.statement_id, cents=cents, received_on=day) for cents in sums]
    assert books(firms)["funds", "restricted:patto"] == -93
    back = paid[gone]
    assert isinstance(back, Received)
    give_back(firms.at(), back.receipt.receipt_id, on=date(2026, 2, 25))
    settle_statements(firms.at(), firms.firms["Alfa"])
    assert {of: cents for of, cents in books(firms).items() if of[0] == "funds"} == {}
    assert books(firms)["contributions", "bank"] == sums[1 - gone]
    again = pay_statement(firms.at(), one.statement_id, cents=sums[gone], received_on=date(2026, 3, 1))
    assert isinstance(again, Received)
    assert books(firms)["funds", "restricted:patto"] == -93
    assert books(firms)["contributions", "bank"] == 3702
    assert verify(firms.archive) == []


def test_a_negative_statement_is_a_credit_of_the_firm(firms: Firms) -> None:
    issue(firms, JAN)
    gone = [firms.row("Alfa", name, None, date(2026, 1, 1), at=at) for at, name in enumerate(NAMES[:3], 2)]
    rows = [row._replace(left_on=date(2025, 12, 31), hired_on=date(2025, 12, 31)) for row in gone]
    from mutua.domain.staff_rows import Mode

    firms.move("Alfa", *[row._replace(number=at) for at, row in enumerate(rows, 2)], mode=Mode.CORRECTION)
    one = issue(firms, date(2026, 2, 1))
    assert one.total_cents == -3795


# ---------------------------------------------------------------- what is owed back pays what is owed


def all_wrong(firms: Firms, names: Sequence[str] = NAMES[:3]) -> None:
    """These people never worked there: what was asked for them is owed back."""
    from mutua.domain.staff_rows import Mode

    day = date(2025, 12, 31)
    gone = [
        firms.row("Alfa", name, day, day, number=at, at=NAMES.index(name) + 2) for at, name in enumerate(names, 2)
    ]  # fmt: skip
    firms.move("Alfa", *gone, mode=Mode.CORRECTION)


def paid_on(firms: Firms, *statements: Issued) -> list[date | None]:
    with firms.archive.reader.begin() as connection:
        days = paid_days(connection, [one.statement_id for one in statements])
    return [days[one.statement_id] for one in statements]


def test_a_statement_and_the_credit_that_takes_it_back_are_offset_without_money(firms: Firms) -> None:
    first = issue(firms, JAN)
    assert offset_statements(firms.at(), firms.firms["Alfa"]) == Refusal("nothing_to_offset")
    all_wrong(firms)
    second = issue(firms, date(2026, 2, 1))
    today = firms.today
    done = offset_statements(firms.at(), firms.firms["Alfa"])
    assert isinstance(done, Offset), done
    assert done.receipt is not None
    assert (done.receipt.channel, done.receipt.amount_cents, done.receipt.received_on) == (Channel.OFFSET, 3702, today)
    assert (done.settled, done.used_cents) == ((first.statement_id, second.statement_id), 0)
    assert paid_on(firms, first, second) == [today, today]
    assert books(firms) == {}  # income taken back, nothing owed, nothing in the bank, nothing with the fund
    assert offset_statements(firms.at(), firms.firms["Alfa"]) == Refusal("nothing_to_offset")
    assert give_back(firms.at(), done.receipt.receipt_id, on=today) == Refusal(
        "receipt_returned", str(done.receipt.receipt_id)
    )
    with firms.archive.reader.begin() as connection:
        assert account_of(connection, firms.firms["Alfa"]) == FirmAccount(
            0, 0, 0, ((today, 3702, (first.statement_id, second.statement_id)),)
        )
        gate = connection.scalars(select(contribution.c.paid_on).order_by(contribution.c.position)).all()
    assert gate[-1] is not None
    assert verify(firms.archive) == []


def test_what_a_credit_leaves_open_is_paid_by_a_transfer_and_the_fund_has_its_share_once(firms: Firms) -> None:
    first = issue(firms, JAN)
    all_wrong(firms, NAMES[:1])
    second = issue(firms, date(2026, 2, 1))  # two people for February, one taken back for January
    assert second.total_cents == 2 * 1265 - 1265
    third = issue(firms, date(2026, 3, 1))
    assert isinstance(offset_statements(firms.at(), firms.firms["Alfa"]), Offset)
    assert paid_on(firms, first, second, third) == [None] * 3
    left = 3795 + 1265 + 2530
    with firms.archive.reader.begin() as connection:
        assert account_of(connection, firms.firms["Alfa"]).owed_cents == left
    assert isinstance(pay_statement(firms.at(), first.statement_id, cents=left, received_on=firms.today), Received)
    assert paid_on(firms, first, second, third) == [firms.today] * 3
    assert books(firms)["funds", "restricted:patto"] == -(93 + 31 + 62)
    assert verify(firms.archive) == []


def test_money_that_goes_back_after_a_credit_opens_all_and_the_fund_is_as_before(firms: Firms) -> None:
    """A credit statement paid by a later transfer: what the fund gave back is on account, and goes there again."""
    first = issue(firms, JAN)
    assert isinstance(pay_statement(firms.at(), first.statement_id, cents=3795, received_on=firms.today), Received)
    all_wrong(firms, NAMES[:2])
    second = issue(firms, date(2026, 2, 1))  # one person for February, two taken back for January
    assert second.total_cents == -1265
    firms.move("Alfa", firms.row("Alfa", NAMES[4], date(2026, 3, 1), at=9))
    third = issue(firms, date(2026, 3, 1))
    before = books(firms)
    done = pay_statement(firms.at(), third.statement_id, cents=2530 - 1265, received_on=firms.today)
    assert isinstance(done, Received)
    assert paid_on(firms, second, third) == [firms.today] * 2
    assert books(firms)["funds", "restricted:patto"] == -(93 - 31 + 62)
    give_back(firms.at(), done.receipt.receipt_id, on=firms.today)
    settle_statements(firms.at(), firms.firms["Alfa"])
    assert paid_on(firms, second, third) == [None] * 2
    assert books(firms) == before
    assert verify(firms.archive) == []


def test_what_the_bank_kept_on_account_settles_what_a_credit_leaves_open(firms: Firms) -> None:
    """The bank pays a statement by its exact total only: the net of a credit stays on account until it is used."""
    first, alfa = issue(firms, JAN), firms.firms["Alfa"]
    all_wrong(firms, NAMES[:1])
    second = issue(firms, date(2026, 2, 1))
    transfer = Receipt(Channel.TRANSFER, firms.today, 3795 + 1265 - 1, payer_firm_id=alfa)
    assert isinstance(receive(firms.at(), transfer, [Allocation(None, transfer.amount_cents)]), Received)
    short = offset_statements(firms.at(), alfa)  # a cent is missing: the credit is used, the money is not
    assert isinstance(short, Offset), short
    assert (short.used_cents, paid_on(firms, first, second)) == (0, [None, None])
    cent = Receipt(Channel.TRANSFER, firms.today, 1, payer_firm_id=alfa)
    assert isinstance(receive(firms.at(), cent, [Allocation(None, 1)]), Received)
    done = offset_statements(firms.at(), alfa)
    assert isinstance(done, Offset), done
    assert (done.receipt, done.used_cents) == (None, 4936)
    assert paid_on(firms, first, second) == [firms.today] * 2
    assert books(firms)["funds", "restricted:patto"] == -(93 + 31)
    assert verify(firms.archive) == []


def test_two_desks_that_offset_at_once_offset_once(firms: Firms, monkeypatch: pytest.MonkeyPatch) -> None:
    issue(firms, JAN)
    all_wrong(firms)
    issue(firms, date(2026, 2, 1))
    together = threading.Barrier(2)
    monkeypatch.setattr(UnitOfWork, "between_read_and_write", lambda _: time.sleep(0.05))

    def go(_: int) -> object:
        together.wait(timeout=20)
        return offset_statements(firms.at(), firms.firms["Alfa"])

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(go, range(2)))
    assert sorted(type(one).__name__ for one in found) == ["Offset", "Refusal"]
    assert verify(firms.archive) == []


def test_what_the_bank_takes_back_is_told_with_the_fund_share(firms: Firms) -> None:
    one = issue(firms, JAN)
    paid = [pay_statement(firms.at(), one.statement_id, cents=cents, received_on=firms.today) for cents in (3702, 93)]
    shares = []
    for told in paid:
        assert isinstance(told, Received)
        with firms.archive.reader.begin() as connection:
            shares.append(fund_share_of(connection, told.receipt.receipt_id))
    assert shares == [0, 93]
