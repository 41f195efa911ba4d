"""Payments that come back: by the statement or by the bank's answer, once; owed again, paid by the next run."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bank.statements import Move
from bank.test_status_report import answer, transaction
from mutua.bank.match_values import Grade, Proposal, Why
from mutua.bank.status_report import read_status_report
from mutua.domain.reckoning import Reckoning
from mutua.services.bank_work import Confirmed
from mutua.services.claim_file import claim_file
from mutua.services.claim_left import claim_left
from mutua.services.claim_life import Desktop, Done, pay, returned, reverse
from mutua.services.claim_reckoning import reckoning
from mutua.services.confirm_lines import confirm, confirm_all_certain, undo
from mutua.services.decide_claim import Refusal
from mutua.services.outgoing import debited, outgoing_matches
from mutua.services.payment_returns import about_payments, effects_of_payments, take_payment_answers
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.payment_runs import came_back
from mutua.store.tables import payment
from mutua.wording.bank import why_sentence
from mutua.wording.reckoning import reckoning_rows
from services.bank_helpers import found, moves, states
from services.payment_helpers import ANNAS, CARLAS, PAY_ON, BankDay, bank_day
from services.societies import NOW


@pytest.fixture
def day(archive: Archive, tmp_path: Path) -> BankDay:
    return bank_day(archive, tmp_path)


def later(day: BankDay) -> Desktop:
    """The clerk's desk once the money came back: nothing is recorded before its day."""
    return day.desk(day.clerk, NOW + timedelta(days=9))


def events(day: BankDay, run_id: int) -> list[tuple[str, str]]:
    return [(one.event, one.reason) for one in day.lines(run_id)]


def test_what_comes_back_with_the_statement_is_owed_again_and_paid_on_the_other_account(day: BankDay) -> None:
    first, second = day.granted("Anna", 10_000), day.granted("Carla", 20_000)
    day.paid()
    name, other = "SCT-000001-00001", "SCT-000001-00002"
    lines = moves(
        day.society,
        Move(-21_000, "2026-06-03", text="distinta SCT-000001"),  # what went out is no contribution
        Move(7_000, "2026-06-05", end_to_end=name, reason="AC04"),
        Move(14_000, "2026-06-05", text=f"STORNO {other} CONTO CHIUSO"),  # a bank that tells it in the text alone
    )  # fmt: skip
    told = found(day.society)
    assert [told[one].proposals[0].pays_back for one in lines[1:]] == [name, other]
    assert {one.grade for some in told.values() for one in some.proposals} == {Grade.CERTAIN}
    early = confirm_all_certain(day.desk(day.clerk))
    assert {one.code for _, one in early.left} == {"money_in_future"}, "never before its day"
    done = confirm_all_certain(later(day))
    assert [one.back_cents for one in done.confirmed] == [7_000, 14_000]
    assert day.books(first) == {"cost:generale": 7_000, "payable:generale": -7_000}
    assert events(day, 1) == [("returned", "AC04"), ("returned", "AC04")]
    assert states(day.society, *lines) == ["not_ours", "confirmed", "confirmed"]
    assert undo(day.desk(day.clerk), lines[1]) == Refusal("bank_line_took_back", str(lines[1]))
    with day.archive.reader.begin() as connection:
        assert [one.claim_id for one in came_back(connection)] == [first, second]
    # Nothing goes again by itself; the accounts were looked at: both go, with references of their own.
    day.iban("Anna", CARLAS)
    assert day.draft().lines == ()
    assert [(one.claim_id, one.iban) for one in day.draft().back] == [(first, CARLAS), (second, CARLAS)]
    day.paid(again=frozenset({first, second}))
    assert [one.end_to_end for one in day.lines(2)] == ["SCT-000002-00001", "SCT-000002-00002"]
    with day.archive.reader.begin() as connection:
        assert came_back(connection) == []
    # The second time it comes back it is the second payment that does.
    moves(day.society, Move(7_000, "2026-06-09", end_to_end="SCT-000002-00001", reason="AC01"))
    assert len(confirm_all_certain(later(day)).confirmed) == 1
    assert events(day, 2) == [("returned", "AC01"), ("", "")]
    assert (day.books(first)["payable:generale"], day.books(second)["bank"]) == (-7_000, -14_000)


def test_j91_twice_unknown_out_of_order_or_a_cent_away_changes_nothing_and_is_told(day: BankDay) -> None:
    claim_id = day.granted("Anna", 10_000)
    day.granted("Carla", 20_000)
    day.prepared()
    name = "SCT-000001-00001"
    before = moves(day.society, Move(7_000, "2026-06-04", end_to_end=name, reason="AC04"))  # not even sent
    [why] = [one.code for one in found(day.society)[before[0]].proposals[0].reasons[1:]]
    assert why == "payment_unknown"
    day.approved(day.run(1))
    day.released(day.run(1))
    lines = moves(
        day.society,
        Move(7_001, "2026-06-03", end_to_end=name, reason="AC04"),
        Move(7_000, "2026-06-05", end_to_end="SCT-000009-00001", reason="AC04"),
        Move(7_000, "2026-06-06", end_to_end=name, reason="AC04"),
    )  # fmt: skip
    told = found(day.society)
    assert [told[one].proposals[0].reasons[1].code for one in lines] == [
        "payment_differs", "payment_unknown", "return_twice",
    ]  # fmt: skip
    for one in lines:
        assert confirm(later(day), one) == Refusal("bank_line_without_proposal", str(one))
    assert len(confirm_all_certain(later(day)).confirmed) == 1  # the one that came too early
    assert day.books(claim_id)["payable:generale"] == -7_000
    assert events(day, 1) == [("returned", "AC04"), ("", "")]
    # Told by hand before: the statement adds nothing.
    by_hand = returned(day.desk(day.clerk), day.lines(1)[1].claim_id, on=day.run(1).execute_on, reference="AC04")
    assert by_hand == Done(day.lines(1)[1].claim_id, 14_000)
    [late] = moves(day.society, Move(14_000, "2026-06-08", end_to_end="SCT-000001-00002", reason="AC04"))
    assert confirm(later(day), late) == Refusal("payment_back_before", "SCT-000001-00002")
    assert states(day.society, late) == ["open"]


def test_what_comes_back_before_it_was_paid_is_taken_by_a_person_alone(day: BankDay) -> None:
    claim_id = day.granted("Anna", 10_000)
    day.paid()
    [early] = moves(day.society, Move(7_000, "2026-06-02", end_to_end="SCT-000001-00001", reason="AC04"))
    [told] = found(day.society)[early].proposals
    assert (told.grade, told.reasons[-1]) == (Grade.LIKELY, Why("before_its_day", PAY_ON.isoformat()))
    assert why_sentence(told.reasons[-1]).startswith("ma ha una data anteriore al 03/06/2026")
    assert confirm_all_certain(later(day)).confirmed == []
    assert states(day.society, early) == ["open"]
    done = confirm(later(day), early)
    assert isinstance(done, Confirmed)
    assert done.back_cents == 7_000
    assert day.books(claim_id)["payable:generale"] == -7_000


def test_the_reckoning_of_a_request_goes_on_to_what_is_still_to_be_paid(day: BankDay) -> None:
    claim_id, other = day.granted("Anna", 10_000), day.granted("Dario", 20_000)
    today = (NOW + timedelta(days=9)).date()

    def told(number: int = claim_id) -> Reckoning | None:
        file = claim_file(day.archive, day.society.plans, number, today)
        with day.archive.reader.begin() as connection:
            found = reckoning(connection, file, claim_left(day.archive, day.society.plans, number, today))
        if found is not None:
            moved = found.decided_cents + sum(one.cents for one in found.moved)
            assert moved == found.owed_cents - found.recoverable_cents
        return found

    def rows(number: int = claim_id) -> list[tuple[str, int]]:
        found = told(number)
        return [(one.said, one.cents) for one in reckoning_rows(found, "it")] if found else []

    first = ("Deciso (decisione 1 del 01/06/2026)", 7_000)
    assert rows() == [first, ("Ancora da pagare", 7_000)]
    run = day.prepared()
    found = told()
    assert found is not None
    assert found.run == (run.public_id, "SCT-000001", PAY_ON)
    other_found = told(other)
    assert other_found is not None
    assert other_found.run is None, "left out of the run: no account"
    day.approved(run)
    day.released(run)
    going = ("Nel pagamento del 03/06/2026, non ancora sull'estratto della banca", -7_000)
    assert rows() == [first, going, ("Ancora da pagare", 0)]
    moves(day.society, Move(7_000, "2026-06-05", end_to_end="SCT-000001-00001", reason="AC04"))
    assert len(confirm_all_certain(later(day)).confirmed) == 1
    back = [("Pagato il 03/06/2026", -7_000), ("Tornato indietro il 05/06/2026: conto chiuso (AC04)", 7_000)]
    assert rows() == [first, *back, ("Ancora da pagare", 7_000)]
    assert pay(later(day), claim_id, on=PAY_ON, reference="a mano") == Done(claim_id, 7_000)
    assert isinstance(reverse(later(day), claim_id, motive="fattura di un'altra persona"), Done)
    assert rows() == [
        ("Deciso: nessuna decisione è in vigore", 0), *back, ("Pagato il 03/06/2026", -7_000), ("Ancora da pagare", 0),
        ("Da recuperare dal socio", 7_000),
    ]  # fmt: skip
    refused = day.society.claim("Carla", "VIS", 100)
    assert rows(refused) == [], "nothing was decided"


def status_report(*transactions: str, group: str = "PART") -> bytes:
    return answer(*transactions, group=group).replace(b"SDD-000001", b"SCT-000001")


def test_what_the_bank_refuses_is_owed_again_once(day: BankDay) -> None:
    first, second = day.granted("Anna", 10_000), day.granted("Carla", 20_000)
    run = day.paid().run
    name, other = "SCT-000001-00001", "SCT-000001-00002"
    told = read_status_report(status_report(
        transaction(name, amount="70.00"), transaction(other, "ACSC", "", "140.00"),
        transaction("SCT-000001-00003", amount="1.00"),
    ))  # fmt: skip
    assert about_payments(told)
    at = day.desk(day.clerk)
    codes = [one.code for one in take_payment_answers(at, told)]
    assert codes == ["refused", "accepted", "unknown"]
    assert [one.code for one in take_payment_answers(at, told)] == ["refused_before", "accepted", "unknown"]
    assert events(day, 1) == [("refused", "AC04"), ("", "")]
    cent = read_status_report(status_report(transaction(other, amount="140.01")))
    assert [one.code for one in take_payment_answers(at, cent)] == ["amount_differs"]
    assert day.books(second)["bank"] == -14_000
    # Refused before the day of the payment: told on its own day, booked on that of the payment.
    assert (day.lines(1)[0].event_on, run.execute_on) == (NOW.date(), PAY_ON)
    file = claim_file(day.archive, day.society.plans, first, NOW.date())
    assert [one.on for one in file.history if one.code == "return"] == [NOW.date()]
    with day.archive.reader.begin() as connection:
        booked = select(payment.c.paid_on).where((payment.c.claim_id == first) & (payment.c.kind == "return"))
        assert connection.scalar(booked) == PAY_ON
    whole = read_status_report(status_report(group="RJCT"))
    with day.archive.reader.begin() as connection:
        assert [one.code for one in effects_of_payments(connection, whole)] == ["refused_before", "refused"]
    take_payment_answers(at, whole)
    assert [day.books(one).get("bank", 0) for one in (first, second)] == [0, 0]
    assert [one.claim_id for one in day.draft().back] == [first, second]
    assert day.draft().back[0].iban == ANNAS
    assert verify(day.archive) == []


def test_what_goes_out_is_the_run_that_a_person_says_it_is_and_may_be_taken_back(day: BankDay) -> None:
    day.granted("Anna", 10_000)
    day.granted("Carla", 20_000)
    day.paid()
    other, once, again = moves(
        day.society,
        Move(-21_000, "2026-06-02", text="DISPOSIZIONE"),  # before its day
        Move(-21_000, "2026-06-04", text="DISP. PAGAMENTI VARI"),
        Move(-21_000, "2026-06-05", text="ADDEBITO DISTINTA SCT-000001 BONIFICI 2"),
    )
    told = outgoing(day)
    assert list(told) == [once, again]
    assert [(one.debits, one.grade, [why.code for why in one.reasons]) for one in told[once]] == [
        ("SCT-000001", Grade.LIKELY, ["run", "run_sum"]),
    ]
    assert [(one.debits, one.grade) for one in told[again]] == [("SCT-000001", Grade.CERTAIN)]
    assert confirm_all_certain(later(day)).confirmed == [], "a person confirms what goes out"
    at = later(day)
    assert confirm(at, other) == Refusal("bank_line_taken", str(other))
    before = verify(day.archive)
    assert before == []
    found = confirm(at, again)
    assert isinstance(found, Confirmed), found
    assert (found.debits, states(day.society, again)) == ("SCT-000001", ["confirmed"])
    assert confirm(at, again) == Refusal("bank_line_taken", str(again))
    assert outgoing(day) == {}, "a run is debited once"
    with day.archive.reader.begin() as connection:
        assert debited(connection, [1])[1] == (date(2026, 6, 5), 2, 2, (again,))
    assert verify(day.archive) == []
    assert undo(at, again) == Confirmed(again, (), debits="SCT-000001")
    assert states(day.society, again) == ["not_ours"]
    with day.archive.reader.begin() as connection:
        assert debited(connection, [1]) == {}
    assert isinstance(confirm(at, once), Confirmed)
    assert verify(day.archive) == []


def test_transfers_debited_one_by_one_make_the_run_whole(day: BankDay) -> None:
    day.granted("Anna", 10_000)
    day.granted("Carla", 20_000)
    day.paid()
    name, other = "SCT-000001-00001", "SCT-000001-00002"
    first, second, wrong, twice = moves(
        day.society,
        Move(-7_000, "2026-06-03", end_to_end=name),
        Move(-14_000, "2026-06-04", text=f"BONIFICO {other}"),
        Move(-14_001, "2026-06-04", text=f"BONIFICO {other}"),
        Move(-7_000, "2026-06-05", end_to_end=name),
    )  # fmt: skip
    at = later(day)
    assert isinstance(confirm(at, first), Confirmed)
    with day.archive.reader.begin() as connection:
        assert debited(connection, [1])[1] == (date(2026, 6, 3), 1, 2, (first,))
        assert [one.reasons[-1].code for one in outgoing_matches(connection, [wrong])[0].proposals] == [
            "payment_differs"
        ]
        assert [one.reasons[-1].code for one in outgoing_matches(connection, [twice])[0].proposals] == [
            "debited_before"
        ]
    assert confirm(at, wrong) == Refusal("bank_line_without_proposal", str(wrong))
    assert isinstance(confirm(at, second), Confirmed)
    with day.archive.reader.begin() as connection:
        assert debited(connection, [1])[1].whole
    assert verify(day.archive) == []


def outgoing(day: BankDay) -> dict[int, list[Proposal]]:
    with day.archive.reader.begin() as connection:
        return {one.kept.line_id: one.proposals for one in outgoing_matches(connection)}
