"""The receipt for money as a paper: what came in, from whom, by which means, what it paid."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Connection, select

from mutua.letters.papers import Addressee, ReceiptLetter, ReceiptPart
from mutua.services.decide_claim import Refusal
from mutua.services.household_account import heads_of, plan_title
from mutua.services.issue_papers import Wanted, file_name
from mutua.services.paper_values import addressee, on_envelope
from mutua.services.plan_book import PlanBook
from mutua.services.society import letterhead
from mutua.store.dues import dues_numbered, read_receipts
from mutua.store.tables import allocation, receipt
from mutua.store.tables_kept import BOOK_CHAIN
from mutua.store.who import household_codes, read_identities
from mutua.wording.dues import outsider_said
from mutua.wording.rights import MEANS


def receipt_papers(
    connection: Connection, plans: PlanBook, household_id: int, receipt_ids: Iterable[int]
) -> list[Wanted]:
    """The papers of receipts of the household; numbers of others are left out."""
    ids = sorted(set(receipt_ids))
    query = select(receipt.c.receipt_id, receipt.c.payer_person_id).where(
        receipt.c.receipt_id.in_(ids) & (receipt.c.chain_id == household_id) & (receipt.c.chain_id < BOOK_CHAIN)
    )
    return [
        Wanted("receipt", household_id, payer, None, number, file_name("ricevuta", number),
               partial(receipt_letter, plans=plans, receipt_id=number))
        for number, payer in connection.execute(query.order_by(receipt.c.receipt_id))
    ]  # fmt: skip


def receipt_letter(
    connection: Connection, issued_on: date, *, plans: PlanBook, receipt_id: int
) -> ReceiptLetter | Refusal:
    """The receipt as it was given that day: what went back of it later does not change it."""
    row = connection.execute(select(receipt).where(receipt.c.receipt_id == receipt_id)).one_or_none()
    if row is None:
        return Refusal("receipt_unknown", str(receipt_id))
    told = _paid_at_once(connection, row)
    dues = {one.due.due_id: one.due for one in dues_numbered(connection, [one for one in told if one is not None])}
    parts = [
        ReceiptPart(f"Contributi {dues[one].year}, {plan_title(plans, dues[one].plan_code)}", dues[one].due_on, cents)
        if one is not None else ReceiptPart("In acconto", None, cents)
        for one, cents in sorted(told.items(), key=lambda part: (part[0] is None, part[0] or 0))
    ]  # fmt: skip
    payer, to = _payer(connection, row.payer_person_id, row.chain_id, issued_on)
    for record in read_receipts(connection, [receipt_id]):
        if record.receipt.outsider is not None:
            payer = outsider_said(record.receipt.outsider)
    return ReceiptLetter(
        letterhead(connection), to, household_codes(connection, [row.chain_id]).get(row.chain_id, ""), receipt_id,
        issued_on, row.received_on, row.amount_cents, MEANS[row.channel][0], payer, tuple(parts), row.returned_of,
    )  # fmt: skip


def _paid_at_once(connection: Connection, row: Any) -> dict[int | None, int]:
    """What the money paid when it came in: the first parts told of it on each chain, none that was moved later."""
    query = (
        select(allocation.c.chain_id, allocation.c.position, allocation.c.due_id, allocation.c.amount_cents)
        .where(allocation.c.receipt_id == row.receipt_id).order_by(allocation.c.chain_id, allocation.c.position)
    )  # fmt: skip
    first = {row.chain_id: row.position}
    told: dict[int | None, int] = {}
    for chain_id, position, due_id, cents in connection.execute(query):
        if first.setdefault(chain_id, position) == position:
            told[due_id] = told.get(due_id, 0) + (cents if row.returned_of is None else -cents)
    return told


def _payer(connection: Connection, person_id: int | None, home: int, on: date) -> tuple[str, Addressee]:
    """Who paid, in words and on the envelope: the person, else whoever stands for the household."""
    whose = person_id
    if whose is None:
        head = heads_of(connection, [home], on).get(home)
        whose = head.person_id if head is not None else None
    who = read_identities(connection, [whose] if whose is not None else []).get(whose or 0)
    if whose is None or who is None:
        return "", Addressee("")
    return on_envelope(who), addressee(connection, whose, on)
