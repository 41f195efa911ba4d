"""The bank as tables to read: statements and their movements, mandates, collections and what became of each debit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import Connection, select

from mutua.services.export_names import Cells, Names, Told, streamed
from mutua.store.tables import (
    bank_line,
    bank_statement,
    debit,
    debit_collection,
    debit_event,
    debit_part,
    mandate,
    mandate_account,
    mandate_end,
    receipt,
)
from mutua.wording.bank import RETURN_REASONS
from mutua.wording.export_codes import code


def statements(connection: Connection, names: Names) -> Cells:
    """Each statement that was imported."""
    for row in streamed(connection, select(bank_statement).order_by(bank_statement.c.id)):
        yield (
            row.account, code("bank_statement.form", row.form), row.number or None, row.from_on, row.to_on,
            row.opening_cents, row.closing_cents, row.imported_at, row.sha256,
        )  # fmt: skip


def lines(connection: Connection, names: Names) -> Cells:
    """Each movement as the bank told it, with what was done with it and the receipts it became."""
    became: dict[int, list[str]] = defaultdict(list)
    told = select(receipt.c.bank_line_id, receipt.c.receipt_id).where(receipt.c.bank_line_id.is_not(None))
    for line_id, receipt_id in connection.execute(told.order_by(receipt.c.receipt_id)):
        became[line_id].append(str(receipt_id))
    query = (
        select(bank_line, bank_statement.c.account)
        .join(bank_statement, bank_statement.c.id == bank_line.c.statement_id)
        .order_by(bank_line.c.booked_on, bank_line.c.id)
    )
    for row in streamed(connection, query):
        yield (
            row.id, row.account, row.booked_on, row.value_on, row.amount_cents, row.text or None,
            row.other_name or None, row.other_iban or None, row.bank_reference or None, row.end_to_end or None,
            row.mandate or None, bool(row.returned), return_reason(row.return_reason),
            code("bank_line.state", row.state), row.motive or None, ", ".join(became.get(row.id, ())) or None,
        )  # fmt: skip


def return_reason(told: str) -> str | None:
    """Why money went back, in words where the code is known."""
    return f"{RETURN_REASONS[told][0]} ({told})" if told in RETURN_REASONS else told or None


def mandates(connection: Connection, names: Names) -> Cells:
    """Each mandate with holder and account, as long as they were not erased.

    For one person: an account that is held by somebody else is told without holder and number.
    """
    query = (
        select(mandate, mandate_account.c.holder, mandate_account.c.iban, mandate_end.c.ended_on, mandate_end.c.motive)
        .select_from(
            mandate.outerjoin(mandate_account, mandate_account.c.mandate_id == mandate.c.mandate_id)
            .outerjoin(mandate_end, mandate_end.c.mandate_id == mandate.c.mandate_id)
        )
        .order_by(mandate.c.mandate_id)
    )  # fmt: skip
    for row in streamed(connection, names.of(query, mandate.c.person_id)):
        others = names.only is not None and row.holder and not names.is_of(row.person_id, row.holder)
        account = ("un'altra persona", None) if others else (row.holder or None, row.iban or None)
        yield (
            row.reference, names.home(row.chain_id), *names.called(row.person_id), code("mandate.scheme", row.scheme),
            code("mandate.kind", row.kind), row.signed_on, *account, row.ended_on,
            code("mandate_end.motive", row.motive),
        )  # fmt: skip


def collections(connection: Connection, names: Names) -> Cells:
    """Each file of debits that was made for the bank."""
    for row in streamed(connection, select(debit_collection).order_by(debit_collection.c.collection_id)):
        yield (
            row.collection_id, code("debit_collection.form", row.form), code("debit_collection.scheme", row.scheme),
            row.collect_on, row.notified_on, row.debit_count, row.total_cents, row.file_sha256,
        )  # fmt: skip


def debits(connection: Connection, names: Names) -> Cells:
    """Each debit that was asked for."""
    query = (
        select(debit, debit_collection.c.collect_on, mandate.c.reference)
        .select_from(
            debit.join(debit_collection, debit_collection.c.collection_id == debit.c.collection_id)
            .join(mandate, mandate.c.mandate_id == debit.c.mandate_id)
        )
        .order_by(debit.c.debit_id)
    )  # fmt: skip
    for row in streamed(connection, names.of(query, mandate.c.person_id)):
        yield (
            row.end_to_end, row.collection_id, row.collect_on, row.reference, names.home(row.chain_id),
            code("debit.turn", row.turn), row.amount_cents,
        )  # fmt: skip


def debit_parts(connection: Connection, names: Names) -> Cells:
    """Which dues each debit asks for."""
    query = (
        select(debit.c.end_to_end, debit_part.c.due_id, debit_part.c.amount_cents)
        .select_from(
            debit_part.join(debit, debit.c.debit_id == debit_part.c.debit_id)
            .join(mandate, mandate.c.mandate_id == debit.c.mandate_id)
        )
        .order_by(debit.c.debit_id, debit_part.c.number)
    )  # fmt: skip
    for row in streamed(connection, names.of(query, mandate.c.person_id)):
        yield tuple(row)


def debit_events(connection: Connection, names: Names) -> Cells:
    """What became of each debit, in the order in which it was told; the last line counts."""
    query = (
        select(debit.c.end_to_end, debit_event)
        .select_from(
            debit_event.join(debit, debit.c.debit_id == debit_event.c.debit_id)
            .join(mandate, mandate.c.mandate_id == debit.c.mandate_id)
        )
        .order_by(debit.c.debit_id, debit_event.c.chain_id, debit_event.c.position, debit_event.c.number)
    )  # fmt: skip
    for row in streamed(connection, names.of(query, mandate.c.person_id)):
        yield (
            row.end_to_end, code("debit_event.event", row.event), row.happened_on, return_reason(row.reason),
            row.receipt_id, bool(row.void),
        )  # fmt: skip


BANK: Mapping[str, Told] = {
    "estratti conto": Told("TTTDDMMIT", statements),
    "movimenti bancari": Told("WTDDMTTTTTTYTTTT", lines),
    "mandati": Told("TTTTTTTDTTDT", mandates),
    "incassi sdd": Told("WTTDDWMT", collections),
    "addebiti sdd": Told("TWDTTTM", debits),
    "parti degli addebiti sdd": Told("TWM", debit_parts),
    "esiti degli addebiti sdd": Told("TTDTWY", debit_events),
}
OF_THE_SOCIETY = frozenset({"estratti conto", "movimenti bancari", "incassi sdd"})
