"""Contributions as tables to read: what was charged, when it is due, what came in or went back and what it paid."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, and_, func, select

from mutua.domain.dues import UNTRACEABLE, Channel
from mutua.services.export_names import Cells, Names, Told, as_they_count, streamed
from mutua.store.tables import allocation, charge, due, entry, notice_sent, payment_choice, receipt, receipt_payer
from mutua.wording.export_codes import code


def charges(connection: Connection, names: Names) -> Cells:
    """Each item charged, in the order in which it was told; one that takes back is below nought."""
    query = (
        select(charge, entry.c.recorded_at)
        .join(entry, and_(entry.c.chain_id == charge.c.chain_id, entry.c.position == charge.c.position))
        .order_by(charge.c.charge_id)
    )
    for row in streamed(connection, names.of(query, charge.c.person_id)):
        yield (
            row.charge_id, names.home(row.chain_id), *names.called(row.person_id), row.plan_code, row.year, row.item,
            row.title, row.amount_cents, names.firm(row.firm_id)[0], row.effective_from, row.ends_on, row.version,
            row.article or None, row.corrects_id, row.recorded_at,
        )  # fmt: skip


def dues(connection: Connection, names: Names) -> Cells:
    """Each part to be paid, with what was paid of it."""
    paid = (
        select(allocation.c.due_id, func.sum(allocation.c.amount_cents).label("cents"))
        .where(allocation.c.due_id.is_not(None))
        .group_by(allocation.c.due_id)
        .subquery()
    )
    query = (
        select(due, func.coalesce(paid.c.cents, 0).label("paid_cents"))
        .outerjoin(paid, paid.c.due_id == due.c.due_id)
        .order_by(due.c.due_id)
    )
    for row in streamed(connection, names.of(query, due.c.person_id)):
        cents = int(row.paid_cents)
        yield (
            row.due_id, names.home(row.chain_id), *names.called(row.person_id), row.plan_code, row.year, row.sequence,
            row.due_on, row.amount_cents, row.surcharge_cents, cents, row.amount_cents - cents,
            names.firm(row.firm_id)[0], row.statement_id, code("due.regime", row.regime), code("due.kind", row.kind),
            row.reference or None,
        )  # fmt: skip


def receipts(connection: Connection, names: Names) -> Cells:
    """Money that came in, and (below nought) money that went back."""
    own = receipt.c.receipt_id
    query = (
        select(receipt, entry.c.recorded_at, receipt_payer.c.name.label("outsider"), receipt_payer.c.regime)
        .join(entry, and_(entry.c.chain_id == receipt.c.chain_id, entry.c.position == receipt.c.position))
        .outerjoin(receipt_payer, receipt_payer.c.receipt_id == func.coalesce(receipt.c.returned_of, own))
        .order_by(receipt.c.receipt_id)
    )
    for row in streamed(connection, query):
        cents = row.amount_cents if row.returned_of is None else -row.amount_cents
        yield (
            row.receipt_id, row.received_on, code("receipt.channel", row.channel),
            Channel(row.channel) not in UNTRACEABLE, cents, names.home(row.chain_id),
            *names.called(row.payer_person_id), names.firm(row.payer_firm_id)[0], row.reference or None,
            row.bank_line_id, row.returned_of, row.recorded_at, row.outsider or None,
            None if row.regime is None else code("receipt_payer.regime", row.regime),
        )  # fmt: skip


def allocations(connection: Connection, names: Names) -> Cells:
    """What each receipt paid; without a due it is on account."""
    query = (
        select(
            allocation.c.receipt_id, receipt.c.received_on, allocation.c.due_id, allocation.c.chain_id, due.c.person_id,
            due.c.plan_code, due.c.year, allocation.c.amount_cents,
        )
        .select_from(
            allocation.join(receipt, receipt.c.receipt_id == allocation.c.receipt_id)
            .outerjoin(due, due.c.due_id == allocation.c.due_id)
        )
        .order_by(allocation.c.receipt_id, allocation.c.chain_id, allocation.c.position, allocation.c.number)
    )  # fmt: skip
    for receipt_id, day, due_id, chain_id, person_id, plan_code, year, cents in streamed(connection, query):
        yield receipt_id, day, due_id, names.home(chain_id), *names.called(person_id), plan_code, year, cents


def choices(connection: Connection, names: Names) -> Cells:
    """How households chose to pay, as it counts now. For one person: of the households that they stand for."""
    for row in as_they_count(connection, select(payment_choice), payment_choice, "plan_code", "year"):
        if names.stands_for(connection, row.chain_id):
            yield (
                names.home(row.chain_id), row.plan_code, row.year, row.instalments or None,
                code("payment_choice.channel", row.channel), row.chosen_on,
            )  # fmt: skip


def notices(connection: Connection, names: Names) -> Cells:
    """Notices and reminders that went out. For one person: to the households that they stand for."""
    query = select(notice_sent).order_by(notice_sent.c.issued_on, notice_sent.c.chain_id, notice_sent.c.position)
    for row in streamed(connection, query):
        if names.stands_for(connection, row.chain_id):
            yield (
                names.home(row.chain_id), row.year, code("notice_sent.kind", row.kind), row.sequence, row.issued_on,
                row.reference or None, row.open_cents, row.sha256 or None,
            )  # fmt: skip


MONEY: Mapping[str, Told] = {
    "addebiti": Told("WTTTTTWTTMTDDTTWI", charges),
    "scadenze": Told("WTTTTTWWDMMMMTWTTT", dues),
    "ricevute": Told("WDTYMTTTTTTWWITT", receipts),
    "ripartizioni": Told("WDWTTTTTWM", allocations),
    "scelte di pagamento": Told("TTWTTD", choices),
    "avvisi": Told("TWTWDTMT", notices),
}
# Those that a person's package tells in its own way: receipts tell of other people too.
TOLD_OTHERWISE = frozenset({"scadenze", "ricevute", "ripartizioni"})
