"""Movements are confirmed, shared out, set aside, undone: every euro keeps who paid, how, for whom, for which year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bank.statements import Move
from mutua.bank.match_values import Grade, PayerKey, PayerKind
from mutua.domain.dues import Channel, Due, Regime
from mutua.domain.identifiers.creditor_reference import ReferenceKind, make_reference, written_reference
from mutua.services.confirm_lines import Part, confirm, confirm_all_certain, confirm_proposal, set_aside, split, undo
from mutua.services.decide_claim import Refusal
from mutua.store.bank_lines import lines_numbered
from mutua.store.database import Archive
from mutua.store.dues import dues_numbered, read_receipts
from mutua.store.personal import erase_rows, what_is_left
from mutua.store.tables import firm, receipt
from services.bank_helpers import done, found, moves, states
from services.dues_helpers import FIRST, SECOND, at, books, charged, ids, open_of, paid_days
from services.societies import Society, small_society

IBAN = "IT89O0300203280429513916296"
ON = date(2026, 3, 2)


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno")
    made.household("N2", "Carla")
    return made


def reason_codes(society: Society, line_id: int) -> list[tuple[Grade, list[str]]]:
    return [(one.grade, [why.code for why in one.reasons]) for one in found(society)[line_id].proposals]


def pay(dues: Sequence[Due], cents: int, **told: str) -> Move:
    """A transfer that bears the reference of some dues, as people write it."""
    return Move(cents, text=f"QUOTA 2026 {written_reference(dues[0].reference).lower()}", **told)


def test_a_transfer_with_its_reference_is_certain_and_pays_its_dues(society: Society) -> None:
    dues = charged(society, "Anna", (FIRST, 12000), (SECOND, 12000))
    (line_id,) = moves(society, pay(dues, 12000, name="ROSSI BRUNO", reference="B77", iban=IBAN))
    assert reason_codes(society, line_id) == [(Grade.CERTAIN, ["reference", "name", "amount"])]
    told = done(confirm(at(society), line_id))
    (one,) = told.received
    assert (one.receipt.channel, one.receipt.received_on, one.receipt.amount_cents) == (Channel.TRANSFER, ON, 12000)
    assert one.receipt.payer_person_id == society.people["Bruno"]  # who paid; for whom is told by the due
    assert (one.receipt.reference, one.receipt.bank_line_id) == ("B77", line_id)
    assert [(part.due_id, part.amount_cents) for part in one.allocations] == [(ids(dues)[0], 12000)]
    with society.archive.reader.begin() as connection:
        (paid,) = dues_numbered(connection, [ids(dues)[0]])
    assert (paid.due.person_id, paid.due.year, paid.due.regime) == (society.people["Anna"], 2026, Regime.MEMBER)
    assert paid_days(society, "Anna")[FIRST].paid_on == ON
    assert states(society, line_id) == ["confirmed"]
    assert books(society)["bank"] == 12000


def test_too_little_leaves_the_rest_open_and_too_much_stays_on_account(society: Society) -> None:
    dues = charged(society, "Anna", (FIRST, 12000))
    little, much = moves(society, pay(dues, 7000, reference="a"), pay(dues, 9000, reference="b", day="2026-03-05"))
    assert reason_codes(society, little) == [(Grade.LIKELY, ["reference", "amount_less"])]
    done(confirm(at(society), little))
    assert [one.open_cents for one in open_of(society, "Anna")] == [5000]
    assert reason_codes(society, much) == [(Grade.LIKELY, ["reference", "amount_more"])]
    (received,) = done(confirm(at(society), much)).received
    assert received.on_account_cents == 4000
    assert open_of(society, "Anna") == []


def test_all_that_is_certain_is_confirmed_together_and_nothing_else(society: Society) -> None:
    annas, carlas = charged(society, "Anna", (FIRST, 12000)), charged(society, "Carla", (FIRST, 8000))
    line_ids = moves(
        society, pay(annas, 12000, reference="a"), pay(carlas, 7999, reference="b"), Move(8000, name="ROSSI CARLA"),
        Move(12000, text="senza nome"),
    )  # fmt: skip
    told = confirm_all_certain(at(society))
    assert ([one.line_id for one in told.confirmed], told.left) == ([line_ids[0]], [])
    assert states(society, *line_ids) == ["confirmed", "open", "open", "open"]
    assert found(society)[line_ids[3]].proposals == []
    again = confirm_all_certain(at(society))
    assert (again.confirmed, again.left) == ([], [])


def test_the_account_of_a_confirmed_movement_is_known_from_then_on(society: Society) -> None:
    dues = charged(society, "Anna", (FIRST, 12000), (SECOND, 12000))
    one, two = moves(society, pay(dues, 12000, iban=IBAN), Move(12000, iban=IBAN, day="2026-06-30"))
    assert reason_codes(society, two) == []
    done(confirm(at(society), one))
    assert reason_codes(society, two) == [(Grade.CERTAIN, ["iban", "amount"])]
    done(undo(at(society), one))
    assert reason_codes(society, two) == []


def test_equally_sure_proposals_are_never_chosen_in_silence(society: Society) -> None:
    society.household("N3", "Anna")
    charged(society, "Bruno", (FIRST, 5000))
    charged(society, "Anna", (FIRST, 5000))
    (line_id,) = moves(society, Move(5000, name="ROSSI ANNA"))
    assert len(found(society)[line_id].proposals) == 2
    assert confirm(at(society), line_id) == Refusal("bank_line_ambiguous", str(line_id))
    assert confirm(at(society), line_id, 3) == Refusal("bank_choice_unknown", "3")
    done(confirm(at(society), line_id, 2))


def test_a_movement_is_confirmed_once(society: Society) -> None:
    dues = charged(society, "Anna", (FIRST, 12000))
    (line_id,) = moves(society, pay(dues, 12000))
    done(confirm(at(society), line_id))
    taken = Refusal("bank_line_taken", str(line_id))
    assert confirm(at(society), line_id) == taken
    assert split(at(society), line_id, [Part(12000, ids(dues)[0])]) == taken
    assert set_aside(at(society), line_id, "x") == taken
    assert confirm(at(society), 999) == Refusal("bank_line_unknown", "999")


def test_a_refusal_leaves_the_movement_waiting(society: Society) -> None:
    dues = charged(society, "Anna", (FIRST, 12000))
    first, second = moves(society, pay(dues, 12000, reference="a"), pay(dues, 12000, reference="b"))
    proposals = {one: told.proposals[0] for one, told in found(society).items()}
    kept = {one: told.kept for one, told in found(society).items()}
    done(confirm_proposal(at(society), kept[first], proposals[first]))
    stale = replace(proposals[first], line_id=second)  # what a clerk saw a minute ago
    assert confirm_proposal(at(society), kept[second], stale) == Refusal("due_not_open", str(ids(dues)[0]))
    assert states(society, second) == ["open"]


def test_two_parts_on_account_of_one_household_are_one(society: Society) -> None:
    home = PayerKey(PayerKind.HOUSEHOLD, society.households[society.people["Anna"]])
    (line_id,) = moves(society, Move(700))
    told = done(split(at(society), line_id, [Part(300, on_account_of=home), Part(400, on_account_of=home)]))
    assert [(one.receipt.amount_cents, one.on_account_cents) for one in told.received] == [(700, 700)]


def test_a_person_shares_a_movement_out_over_two_households(society: Society) -> None:
    annas, carlas = charged(society, "Anna", (FIRST, 12000)), charged(society, "Carla", (FIRST, 8000))
    (line_id,) = moves(society, Move(21000, name="NONNO"))
    home = society.households[society.people["Carla"]]
    wanted = [
        Part(12000, ids(annas)[0]), Part(8000, ids(carlas)[0]),
        Part(1000, on_account_of=PayerKey(PayerKind.HOUSEHOLD, home)),
    ]  # fmt: skip
    told = done(split(at(society), line_id, wanted))
    assert [one.receipt.amount_cents for one in told.received] in ([12000, 9000], [9000, 12000])
    assert open_of(society, "Anna") == open_of(society, "Carla") == []
    assert books(society)["bank"] == 21000


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([Part(11999, 1)], "bank_split_sum"),
        ([Part(6000, 1), Part(6000, 1)], "bank_split_sum"),
        ([Part(12000, 99)], "due_unknown"),
        ([Part(13000, 1), Part(-1000, on_account_of=PayerKey(PayerKind.HOUSEHOLD, 1))], "bank_split_sum"),
    ],
)
def test_a_share_that_does_not_fit_is_refused(society: Society, parts: list[Part], code: str) -> None:
    (due,) = charged(society, "Anna", (FIRST, 12000))
    (line_id,) = moves(society, Move(12000))
    assert due.due_id == 1
    refusal = split(at(society), line_id, parts)
    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert states(society, line_id) == ["open"]


def test_a_confirmation_is_undone_and_done_otherwise(society: Society) -> None:
    annas, carlas = charged(society, "Anna", (FIRST, 8000)), charged(society, "Carla", (FIRST, 8000))
    (line_id,) = moves(society, pay(annas, 8000))
    done(confirm(at(society), line_id))
    done(undo(at(society), line_id))
    assert states(society, line_id) == ["open"]
    assert [one.open_cents for one in open_of(society, "Anna")] == [8000]
    assert paid_days(society, "Anna")[FIRST].paid_on is None
    assert undo(at(society), line_id) == Refusal("bank_line_waits", str(line_id))
    done(split(at(society), line_id, [Part(8000, ids(carlas)[0])]))
    done(undo(at(society), line_id))
    done(split(at(society), line_id, [Part(8000, ids(carlas)[0])]))
    assert books(society)["bank"] == 8000
    assert open_of(society, "Carla") == []


def test_what_is_no_contribution_is_set_aside_with_a_motive(society: Society) -> None:
    (line_id,) = moves(society, Move(100))
    assert set_aside(at(society), line_id, " ") == Refusal("motive_missing")
    done(set_aside(at(society), line_id, "interessi"))
    assert (states(society, line_id), found(society)) == (["set_aside"], {})
    done(undo(at(society), line_id))
    assert states(society, line_id) == ["open"]


# ---------------------------------------------------------------- firms


@pytest.fixture
def alfa(society: Society) -> tuple[int, str]:
    """A firm with one statement of 200 euro over two households."""
    with society.archive.writer.begin() as connection:
        connection.execute(insert(firm).values(id=1, public_id="alfa", name="Fonderie Alfa S.r.l.", vat_number=None))
    reference = make_reference(ReferenceKind.STATEMENT, 1)
    for name, cents in (("Anna", 12000), ("Carla", 8000)):
        charged(society, name, (FIRST, cents), firm_id=1, statement_id=1, reference=reference)
    return 1, reference


def test_a_firm_pays_its_statement_whole(society: Society, alfa: tuple[int, str]) -> None:
    (line_id,) = moves(society, Move(20000, text=alfa[1], name="FONDERIE ALFA"))
    assert reason_codes(society, line_id) == [(Grade.CERTAIN, ["reference", "name", "statement"])]
    (one,) = done(confirm(at(society), line_id)).received
    assert (one.receipt.payer_firm_id, one.receipt.payer_person_id) == (1, None)
    assert paid_days(society, "Anna")[FIRST].paid_on == paid_days(society, "Carla")[FIRST].paid_on == ON


def test_a_transfer_that_is_not_the_statement_settles_nothing_of_it(society: Society, alfa: tuple[int, str]) -> None:
    (line_id,) = moves(society, Move(19999, text=alfa[1], name="FONDERIE ALFA"))
    assert reason_codes(society, line_id) == [(Grade.POSSIBLE, ["reference", "name", "statement_differs"])]
    half = split(at(society), line_id, [Part(12000, 1), Part(7999, 2)])
    assert half == Refusal("statement_not_whole", alfa[1])
    (one,) = done(confirm(at(society), line_id)).received
    assert one.on_account_cents == 19999
    assert paid_days(society, "Anna")[FIRST].paid_on is None


def test_a_transfer_of_more_than_the_statement_it_names_pays_it_and_keeps_the_rest(
    society: Society, alfa: tuple[int, str]
) -> None:
    (line_id,) = moves(society, Move(22040, text=alfa[1], name="FONDERIE ALFA"))
    assert reason_codes(society, line_id) == [(Grade.POSSIBLE, ["reference", "name", "statement_more"])]
    (one,) = done(confirm(at(society), line_id)).received
    assert one.on_account_cents == 2040
    assert paid_days(society, "Anna")[FIRST].paid_on == paid_days(society, "Carla")[FIRST].paid_on == ON


@pytest.mark.parametrize(
    ("written", "kept"),
    [("GIRO ROSSI", ""), ("GIRO/ROSSI/77", ""), ("B77", "B77"), ("2026-1 A9", "2026-1 A9"), ("ò1é?", "")],
)
def test_what_is_kept_for_ever_of_the_banks_reference_is_never_a_name(
    society: Society, written: str, kept: str
) -> None:
    dues = charged(society, "Anna", (FIRST, 12000))
    (line_id,) = moves(society, pay(dues, 12000, name="ROSSI ANNA", reference=written))
    done(confirm(at(society), line_id))
    with society.archive.reader.begin() as connection:
        (one,) = read_receipts(connection, list(connection.scalars(select(receipt.c.receipt_id))))
    assert (one.receipt.bank_line_id, one.receipt.reference) == (line_id, kept)


def test_what_the_bank_wrote_of_somebody_goes_when_they_are_erased(society: Society) -> None:
    dues = charged(society, "Anna", (FIRST, 12000))
    hers, other = moves(society, pay(dues, 12000, name="ROSSI ANNA", iban=IBAN), Move(5, name="VERDI", text="altro"))
    done(confirm(at(society), hers))
    with society.archive.writer.begin() as connection:
        erase_rows(connection, society.people["Anna"])
        assert what_is_left(connection, society.people["Anna"]) == []
        told = lines_numbered(connection, [hers, other])
    emptied = told[hers].line
    assert (emptied.text, emptied.other_name, emptied.other_iban, emptied.amount_cents) == ("", "", "", 12000)
    assert told[other].line.other_name == "VERDI"
