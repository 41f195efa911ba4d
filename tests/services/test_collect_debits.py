"""Debits from the mandate to the money, and back: asked once, collected, refused, returned, each recorded once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bank.cbi_order import wrong_places
from bank.statements import Move
from bank.test_status_report import answer, transaction
from mutua.bank.status_report import read_status_report
from mutua.domain.dues import Channel, Due
from mutua.domain.identifiers.iban import Iban
from mutua.services.bank_answer import answer_shown, take_shown
from mutua.services.collect_debits import (
    CUC,
    IDENTIFIER,
    Collected,
    Wanted,
    change_creditor,
    collect,
    file_again,
    plan_collection,
)
from mutua.services.confirm_lines import confirm, confirm_all_certain, undo
from mutua.services.debit_answers import effects_of, take_answers
from mutua.services.decide_claim import Refusal
from mutua.services.mandates import add_mandate, revoke_mandate
from mutua.services.society import change_letterhead
from mutua.store.database import Archive
from mutua.store.debits import DebitTold, Mandate, read_debits
from mutua.store.dues import PaymentChoice, tell_choice
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.bank_helpers import done, found, moves, states
from services.dues_helpers import FIRST, SECOND, at, books, charged, ids, open_of, paid_days
from services.societies import Society, small_society

ANNAS, CARLAS = Iban("IT89O0300203280429513916296"), Iban("IT48N0300203280543765183341")
TODAY = date(2026, 1, 5)  # a Monday
COLLECT_ON, NOTIFIED_ON = date(2026, 1, 30), date(2026, 1, 5)
WANTED = Wanted(FIRST, COLLECT_ON, NOTIFIED_ON)


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno")
    made.household("N2", "Carla")
    made.household("N3", "Dario")
    with archive.writer.begin() as connection:
        told = {"name": "Società Prova", "iban": "IT60X0542811101000000123456", "municipality": "Pinerolo"}
        assert change_letterhead(connection, told) == []
    change_creditor(at(made), {IDENTIFIER: "IT45ZZZ0000012345670017", CUC: "ABCD1234"})
    return made


def mandate(society: Society, name: str, iban: Iban, **told: object) -> Mandate:
    made = add_mandate(at(society, TODAY), society.people[name], iban, signed_on=date(2025, 5, 1), **told)  # type: ignore[arg-type]
    assert isinstance(made, Mandate), made
    return made


def collected(society: Society, wanted: Wanted = WANTED, today: date = TODAY) -> Collected:
    made = collect(at(society, today), wanted)
    assert isinstance(made, Collected), made
    return made


def debits(society: Society) -> list[DebitTold]:
    with society.archive.reader.begin() as connection:
        return read_debits(connection)


@pytest.fixture
def asked(society: Society) -> list[Due]:
    """Anna's and Carla's first instalments, asked for: 120 euro and 80."""
    annas = charged(society, "Anna", (FIRST, 12000), (SECOND, 12000))
    carlas = charged(society, "Carla", (FIRST, 8000))
    charged(society, "Dario", (FIRST, 5000))
    mandate(society, "Anna", ANNAS)
    mandate(society, "Carla", CARLAS, holder="Rossi Ugo")
    collected(society)
    return [*annas, *carlas]


def test_what_is_due_and_has_a_mandate_is_asked_for_once(society: Society, asked: list[Due]) -> None:
    told = debits(society)
    assert [(one.end_to_end, one.turn, one.amount_cents, one.event) for one in told] == [
        ("SDD-000001-00001", "FRST", 12000, ""), ("SDD-000001-00002", "FRST", 8000, ""),
    ]  # fmt: skip
    assert [part.due_id for one in told for part in one.parts] == [asked[0].due_id, asked[2].due_id]
    again = collect(at(society, TODAY), WANTED)
    assert isinstance(again, list)
    assert [one.code for one in again] == ["debit_nothing"]
    assert len(debits(society)) == 2


def test_the_file_is_right_and_comes_out_the_same_again(society: Society) -> None:
    charged(society, "Anna", (FIRST, 12000))
    mandate(society, "Anna", ANNAS)
    for form in ("cbi", "iso"):
        with society.archive.reader.begin() as connection:
            plan = plan_collection(connection, Wanted(FIRST, COLLECT_ON, NOTIFIED_ON, form), at(society, TODAY).now)
        assert plan.mistakes == []
    made = collected(society)
    assert wrong_places(made.content) == []
    assert b"<Nm>Rossi Anna</Nm>" in made.content
    with society.archive.reader.begin() as connection:
        assert file_again(connection, 1) == made.content
        assert file_again(connection, 2) == Refusal("collection_unknown", "2")
    change_creditor(at(society), {CUC: "ZZZZ9999"})
    with society.archive.reader.begin() as connection:
        assert file_again(connection, 1) == Refusal("collection_changed", "1")


def test_the_text_of_a_debit_holds_numbers_alone(society: Society, asked: list[Due]) -> None:
    with society.archive.reader.begin() as connection:
        content = file_again(connection, 1)
    assert isinstance(content, bytes)
    assert f"<Ustrd>Contributi 2026 {asked[0].reference}</Ustrd>".encode() in content
    assert b"<Nm>Rossi Ugo</Nm>" in content  # the holder of the account, not who the contribution is for


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Wanted(FIRST, COLLECT_ON, None), "debit_not_notified"),
        (Wanted(FIRST, date(2026, 1, 31), NOTIFIED_ON), "debit_no_bank_day"),
        (Wanted(FIRST, date(2026, 1, 5), NOTIFIED_ON), "debit_too_early"),
        (Wanted(date(2026, 1, 1), COLLECT_ON, NOTIFIED_ON), "debit_nothing"),
    ],
)
def test_a_collection_with_mistakes_records_nothing(society: Society, wanted: Wanted, code: str) -> None:
    charged(society, "Anna", (FIRST, 12000))
    mandate(society, "Anna", ANNAS)
    told = collect(at(society, TODAY), wanted)
    assert isinstance(told, list)
    assert code in [one.code for one in told]
    assert debits(society) == []


def test_a_mandate_that_is_over_asks_for_nothing(society: Society) -> None:
    charged(society, "Anna", (FIRST, 12000))
    reference = mandate(society, "Anna", ANNAS).reference
    assert revoke_mandate(at(society, TODAY), reference, date(2025, 4, 30)) == Refusal("mandate_end_day", "30/04/2025")
    assert isinstance(revoke_mandate(at(society, TODAY), reference, TODAY), Mandate)
    assert revoke_mandate(at(society, TODAY), reference, TODAY) == Refusal("mandate_over", reference)
    assert revoke_mandate(at(society, TODAY), "M-9", TODAY) == Refusal("mandate_unknown", "M-9")
    assert isinstance(collect(at(society, TODAY), WANTED), list)
    mandate(society, "Bruno", ANNAS, one_off=True)
    assert [one.turn for one in [*debits(society)]] == []
    collected(society)
    assert [one.turn for one in debits(society)] == ["OOFF"]
    charged(society, "Anna", (FIRST, 100), sequence=2)
    assert isinstance(collect(at(society, TODAY), WANTED), list)  # it was for one debit alone


def test_a_household_that_chose_another_way_to_pay_the_plan_is_not_debited(society: Society) -> None:
    charged(society, "Anna", (FIRST, 12000))
    mandate(society, "Anna", ANNAS)
    home = society.households[society.people["Anna"]]
    choice = PaymentChoice(society.plan_code, 2026, "", "transfer", TODAY)

    def work(unit: UnitOfWork) -> None:
        tell_choice(unit.entry(home, "payment_choice"), 1, choice)

    unit_of_work(society.archive, [home], work, actor_id=society.actor_id, now=society.now)
    assert isinstance(collect(at(society, TODAY), WANTED), list)


@pytest.mark.parametrize(
    ("signed_on", "iban", "code"),
    [
        (date(2026, 1, 6), ANNAS, "mandate_in_future"),
        (TODAY, Iban("BR1800360305000010009795493C1"), "mandate_account_outside"),
        (TODAY, Iban("IT60X0542811101000000123456"), "mandate_account_ours"),
    ],
)  # fmt: skip
def test_a_mandate_that_cannot_be_is_refused(society: Society, signed_on: date, iban: Iban, code: str) -> None:
    refused = add_mandate(at(society, TODAY), society.people["Anna"], iban, signed_on=signed_on)
    assert isinstance(refused, Refusal)
    assert refused.code == code


def test_a_mandate_typed_twice_is_told_and_recorded_only_where_it_is_meant(society: Society) -> None:
    first, anna = mandate(society, "Anna", ANNAS), society.people["Anna"]
    day = date(2025, 5, 1)
    assert add_mandate(at(society, TODAY), anna, ANNAS, signed_on=day) == Refusal("mandate_twice", first.reference)
    for person, iban, signed_on in (("Anna", CARLAS, day), ("Bruno", ANNAS, day), ("Anna", ANNAS, TODAY)):
        told = add_mandate(at(society, TODAY), society.people[person], iban, signed_on=signed_on)
        assert isinstance(told, Mandate), (person, iban)
    assert isinstance(add_mandate(at(society, TODAY), anna, ANNAS, signed_on=day, meant=True), Mandate)
    for one in ("M-000001", "M-000005"):
        assert isinstance(revoke_mandate(at(society, TODAY), one, TODAY), Mandate)
    assert isinstance(add_mandate(at(society, TODAY), anna, ANNAS, signed_on=day), Mandate)  # the others are over


# ---------------------------------------------------------------- the money


def credit(number: int, cents: int, day: str = "2026-01-30") -> Move:
    return Move(cents, day=day, end_to_end=f"SDD-000001-{number:05d}", reference=f"c{number}{day}")


def back(number: int, cents: int, day: str = "2026-02-03") -> Move:
    return Move(-cents, day=day, end_to_end=f"SDD-000001-{number:05d}", reason="AM04", reference=f"r{number}{day}")


def test_each_debit_is_collected_by_its_own_credit(society: Society, asked: list[Due]) -> None:
    line_ids = moves(society, credit(1, 12000), credit(2, 8000))
    assert len(confirm_all_certain(at(society)).confirmed) == 2
    told = debits(society)
    assert [(one.event, one.event_on) for one in told] == [("collected", COLLECT_ON)] * 2
    assert paid_days(society, "Carla")[FIRST].paid_on == COLLECT_ON
    assert states(society, *line_ids) == ["confirmed"] * 2


def test_one_credit_for_a_collection_gives_each_household_its_receipt(society: Society, asked: list[Due]) -> None:
    (line_id,) = moves(society, Move(20000, day="2026-01-30", text="INCASSO SDD-000001-FRST"))
    told = done(confirm(at(society), line_id))
    assert [(one.receipt.amount_cents, one.receipt.channel) for one in told.received] == [
        (12000, Channel.DIRECT_DEBIT), (8000, Channel.DIRECT_DEBIT),
    ]  # fmt: skip
    assert [one.event for one in debits(society)] == ["collected"] * 2
    done(undo(at(society), line_id))
    assert [one.event for one in debits(society)] == ["", ""]
    assert [one.open_cents for one in open_of(society, "Carla")] == [8000]
    done(confirm(at(society), line_id))
    assert books(society)["bank"] == 20000


def test_a_debit_that_went_back_opens_its_due_again(society: Society, asked: list[Due]) -> None:
    moves(society, credit(1, 12000), back(1, 12000))
    confirmed = confirm_all_certain(at(society))
    told = debits(society)[0]
    assert (told.event, told.event_on, told.reason) == ("returned", date(2026, 2, 3), "AM04")
    assert [one.open_cents for one in open_of(society, "Anna")] == [12000, 12000]
    assert paid_days(society, "Anna")[FIRST].paid_on is None  # in arrears again, by the plan's own rule
    assert "bank" not in books(society)
    credited = next(one.line_id for one in confirmed.confirmed)
    assert undo(at(society), credited) == Refusal("bank_line_returned", str(credited))
    collected(society, Wanted(FIRST, date(2026, 3, 2), date(2026, 2, 9)), date(2026, 2, 9))
    assert [(one.end_to_end, one.turn) for one in debits(society)][2:] == [("SDD-000002-00001", "RCUR")]


def test_j91_returns_out_of_order_twice_unknown_or_off_by_a_cent(society: Society, asked: list[Due]) -> None:
    (early,) = moves(society, back(1, 12000))  # before the money
    assert [one.reasons[0].code for one in found(society)[early].proposals] == ["return_too_early"]
    assert confirm(at(society), early) == Refusal("bank_line_without_proposal", str(early))
    moves(society, credit(1, 12000), credit(2, 8000))
    confirm_all_certain(at(society))  # the money and then, by its day, what went back
    confirm_all_certain(at(society))
    assert states(society, early) == ["confirmed"]
    twice, unknown, cent = moves(
        society, back(1, 12000, "2026-02-04"), back(9, 100, "2026-02-04"), back(2, 8001, "2026-02-04")
    )
    before = books(society)
    codes = {one: [why.code for told in found(society)[one].proposals for why in told.reasons]
             for one in (twice, unknown, cent)}  # fmt: skip
    assert codes == {twice: ["debit", "return_twice"], unknown: ["return_unknown"], cent: ["debit", "return_differs"]}
    confirm_all_certain(at(society))
    for line_id in (twice, unknown, cent):
        assert isinstance(confirm(at(society), line_id), Refusal)
        assert isinstance(confirm(at(society), line_id, 1), Refusal)
    assert (states(society, twice, unknown, cent), books(society)) == (["open"] * 3, before)
    assert isinstance(undo(at(society), early), Refusal)


def test_a_debit_whose_due_was_paid_otherwise_stays_on_account(society: Society, asked: list[Due]) -> None:
    transfer, debit = moves(society, Move(12000, day="2026-01-20", text=asked[0].reference), credit(1, 12000))
    done(confirm(at(society), transfer))
    assert [why.code for why in found(society)[debit].proposals[0].reasons] == ["debit", "debit_paid_before"]
    (one,) = done(confirm(at(society), debit)).received
    assert [(part.due_id, part.amount_cents) for part in one.allocations] == [(ids(asked)[1], 12000)]


# ---------------------------------------------------------------- the bank's answer


def test_j91_an_answer_is_recorded_once_and_only_what_fits(society: Society, asked: list[Due]) -> None:
    told = read_status_report(
        answer(
            transaction("SDD-000001-00001", amount="120.00"), transaction("SDD-000001-00002", amount="80.01"),
            transaction("SDD-000009-00001"), transaction("SDD-000001-00001", amount="120.00"),
        )
    )  # fmt: skip
    assert told.mistakes == []
    with society.archive.reader.begin() as connection:
        seen = [one.code for one in effects_of(connection, told)]
        shown = answer_shown(connection, society.actor_id, told, "it")
    assert seen == ["refused", "amount_differs", "unknown", "refused"]
    assert ([one.who for one in shown.refused], shown.cents) == (["nucleo N1 (Rossi Anna)"], 12000)
    assert [one.event for one in debits(society)] == ["", ""]
    take_answers(at(society), told, date(2026, 1, 28))
    assert [(one.event, one.reason) for one in debits(society)] == [("refused", "AC04"), ("", "")]
    assert take_answers(at(society), told)[0].code == "refused_before"
    assert take_shown(at(society), told, shown.stamp, "it") == Refusal("answer_to_look_at")
    assert [one.open_cents for one in open_of(society, "Anna")] == [12000, 12000]
    collected(society, Wanted(FIRST, date(2026, 3, 2), date(2026, 2, 9)), date(2026, 2, 9))  # asked for again
    assert [one.turn for one in debits(society)] == ["FRST", "FRST", "FRST"]


def test_a_file_refused_whole_refuses_each_debit(society: Society, asked: list[Due]) -> None:
    take_answers(at(society), read_status_report(answer(group="RJCT")))
    assert [one.event for one in debits(society)] == ["refused", "refused"]


def test_a_collected_debit_is_not_refused_afterwards(society: Society, asked: list[Due]) -> None:
    moves(society, credit(1, 12000))
    confirm_all_certain(at(society))
    told = read_status_report(answer(transaction("SDD-000001-00001", amount="120.00")))
    assert [one.code for one in take_answers(at(society), told)] == ["collected_before"]
    assert debits(society)[0].event == "collected"
