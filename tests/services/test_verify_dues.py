"""What `verify` finds where dues, receipts and books do not agree: each finding by rows that no service would write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from mutua.domain.case import Arrears
from mutua.domain.dues import Allocation, Channel, Due, Receipt
from mutua.domain.identifiers.creditor_reference import ReferenceKind, make_reference
from mutua.services.receive_money import receive
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.dues import tell_allocation, tell_due, tell_receipt
from mutua.store.ledger import book_entry
from mutua.store.people import tell_contribution
from mutua.store.tables import receipt
from mutua.store.unit_of_work import Entry
from services.dues_helpers import FIRST, at, charged, on_chain, received, transfer
from services.societies import Society, small_society

pytestmark = pytest.mark.tampered
REFERENCE = make_reference(ReferenceKind.HOUSEHOLD, 77)
Spoil = Callable[[Entry, Due], None]


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna")
    return made


def due_more(entry: Entry, due: Due) -> None:
    tell_due(entry, 1, due._replace(sequence=9, due_on=date(2026, 9, 1)), 77, REFERENCE)


def wrong_reference(entry: Entry, due: Due) -> None:
    tell_due(entry, 1, due._replace(sequence=9), 77, "RF001000000077")


def paid_beyond(entry: Entry, due: Due) -> None:
    tell_allocation(entry, 1, 1, Allocation(due.due_id, 1))


def below_nought(entry: Entry, due: Due) -> None:
    tell_allocation(entry, 1, 1, Allocation(None, -1))
    tell_allocation(entry, 2, 1, Allocation(due.due_id, 1))


def not_shared_out(entry: Entry, due: Due) -> None:
    tell_receipt(entry, Receipt(Channel.CASH, FIRST, 100, receipt_id=77))


def unknown_channel(entry: Entry, due: Due) -> None:
    entry.add(receipt, 78, "shells", FIRST.isoformat(), 100, None, None, "", None, None)


def paid_otherwise(entry: Entry, due: Due) -> None:
    tell_contribution(entry, 1, due.plan_code, due.amount_cents, Arrears(due.due_on, None))


def booked_otherwise(entry: Entry, due: Due) -> None:
    legs = {"receivable:household": 5, "income:x": -5}
    book_entry(entry, 1, "contributions", FIRST.isoformat(), "charge", legs)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (due_more, "dues_differ"), (wrong_reference, "reference_wrong"), (paid_beyond, "due_paid_beyond"),
        (paid_beyond, "receipt_not_shared_out"), (below_nought, "on_account_below_nought"),
        (not_shared_out, "receipt_not_shared_out"), (unknown_channel, "due_code_unknown"),
        (paid_otherwise, "contribution_differs_from_dues"), (booked_otherwise, "receivable_differs"),
    ],
)  # fmt: skip
def test_what_does_not_agree_is_found(society: Society, spoil: Spoil, code: str) -> None:
    (due,) = charged(society, "Anna", (FIRST, 1000))
    received(receive(at(society), transfer(society, "Anna", 1000)))
    assert verify(society.archive) == []
    home = society.households[society.people["Anna"]]
    on_chain(society, home, "spoilt", lambda entry: spoil(entry, due))
    assert code in [one.code for one in verify(society.archive)]
