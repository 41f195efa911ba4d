"""Is all well with the bank? Movements confirmed for what they are, debits that are their parts, collections whole."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, case, func, select

from mutua.services.finding import Finding
from mutua.store.codes import unknown_codes
from mutua.store.payment_debits import debits_told
from mutua.store.tables import (
    bank_line,
    debit,
    debit_collection,
    debit_event,
    debit_part,
    payment_line,
    payment_line_event,
    receipt,
)
from mutua.store.tables_bank import BANK_CODES, CONFIRMED


def check_bank_codes(connection: Connection) -> Iterator[Finding]:
    """Every code of a mandate, a collection, a debit is one of those that there are."""
    for place, found in connection.execute(_UNKNOWN):
        yield Finding("bank_code_unknown", place, found)


def check_confirmed_lines(connection: Connection) -> Iterator[Finding]:
    """The receipts of a movement that was confirmed sum to it; one that waits has none left.

    One that brought back the money of a payment is that payment's sum; a run's debit is what was told of it.
    """
    signed = case((receipt.c.returned_of.is_(None), receipt.c.amount_cents), else_=-receipt.c.amount_cents)
    sums = (
        select(receipt.c.bank_line_id.label("line_id"), func.sum(signed).label("cents"))
        .where(receipt.c.bank_line_id.is_not(None))
        .group_by(receipt.c.bank_line_id)
        .subquery()
    )
    query = (
        select(bank_line.c.id, bank_line.c.state, bank_line.c.amount_cents, sums.c.cents,
               case((payment_line_event.c.line_id.is_not(None), payment_line.c.amount_cents)))
        .select_from(
            bank_line.outerjoin(sums, sums.c.line_id == bank_line.c.id)
            .outerjoin(payment_line, payment_line.c.end_to_end == bank_line.c.motive)
            .outerjoin(payment_line_event, payment_line_event.c.line_id == payment_line.c.line_id)
        )
    )  # fmt: skip
    went = {one.bank_line_id: one.amount_cents for one in debits_told(connection)}
    for line_id, state, cents, received, back in connection.execute(query.order_by(bank_line.c.id)):
        wanted = cents - (back or 0) if state == CONFIRMED else 0  # what came back of a payment is no receipt
        wanted += went.pop(line_id, 0)  # nor is what went out
        if int(received or 0) != wanted:
            yield Finding("bank_line_sum", str(line_id), str(int(received or 0) - wanted))


def check_debits(connection: Connection) -> Iterator[Finding]:
    """Each debit is the sum of its parts, each collection of its debits; what was collected once has one receipt."""
    parts = select(debit_part.c.debit_id, func.sum(debit_part.c.amount_cents).label("cents")).group_by(
        debit_part.c.debit_id
    ).subquery()  # fmt: skip
    query = select(debit.c.debit_id, debit.c.amount_cents, parts.c.cents).outerjoin(
        parts, parts.c.debit_id == debit.c.debit_id
    )
    for debit_id, cents, told in connection.execute(query.order_by(debit.c.debit_id)):
        if int(told or 0) != cents:
            yield Finding("debit_sum", str(debit_id), str(int(told or 0) - cents))
    sums = select(
        debit.c.collection_id, func.count().label("count"), func.sum(debit.c.amount_cents).label("cents")
    ).group_by(debit.c.collection_id).subquery()  # fmt: skip
    of_files = select(
        debit_collection.c.collection_id, debit_collection.c.debit_count, debit_collection.c.total_cents, sums.c.count,
        sums.c.cents,
    ).outerjoin(sums, sums.c.collection_id == debit_collection.c.collection_id)  # fmt: skip
    for collection_id, count, cents, found, total in connection.execute(
        of_files.order_by(debit_collection.c.collection_id)
    ):
        if (int(found or 0), int(total or 0)) != (count, cents):
            yield Finding("collection_sum", str(collection_id), str(int(total or 0) - cents))
    paid = select(debit_event.c.debit_id).where(
        debit_event.c.receipt_id.is_(None) & debit_event.c.event.in_(["collected", "returned"])
    )
    for debit_id in connection.scalars(paid.order_by(debit_event.c.debit_id)):
        yield Finding("debit_without_receipt", str(debit_id))


_UNKNOWN = unknown_codes(BANK_CODES)
BANK_CHECKS = (check_bank_codes, check_confirmed_lines, check_debits)
