"""Payment runs as tables to read: each run, and each of its lines with what became of it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from mutua.services.export_bank import return_reason
from mutua.services.export_names import Cells, Names, Told, streamed
from mutua.store.tables import claim, payment_debit, payment_line, payment_line_event, payment_run, payment_run_end
from mutua.wording.export_codes import code


def runs(connection: Connection, names: Names) -> Cells:
    """Each run that was prepared, and how it ended."""
    query = (
        select(payment_run, payment_run_end.c.how, payment_run_end.c.ended_on)
        .select_from(payment_run.outerjoin(payment_run_end, payment_run_end.c.run_id == payment_run.c.run_id))
        .order_by(payment_run.c.run_id)
    )
    for row in streamed(connection, query):
        yield (
            row.run_id, code("payment_run.form", row.form), row.execute_on, row.line_count, row.total_cents,
            code("payment_run_end.how", row.how), row.ended_on, row.file_sha256,
        )  # fmt: skip


def lines(connection: Connection, names: Names) -> Cells:
    """Each line: which request, how much, and whether the money came back."""
    query = (
        select(payment_line.c.end_to_end, payment_line.c.run_id, claim.c.public_id, payment_line.c.amount_cents,
               payment_run.c.execute_on, payment_run_end.c.how, payment_line_event.c.event,
               payment_line_event.c.happened_on, payment_line_event.c.reason)
        .select_from(
            payment_line.join(claim, claim.c.claim_id == payment_line.c.claim_id)
            .join(payment_run, payment_run.c.run_id == payment_line.c.run_id)
            .outerjoin(payment_run_end, payment_run_end.c.run_id == payment_line.c.run_id)
            .outerjoin(payment_line_event, payment_line_event.c.line_id == payment_line.c.line_id)
        )
        .order_by(payment_line.c.line_id)
    )  # fmt: skip
    for row in streamed(connection, names.of(query, claim.c.person_id)):
        yield (
            row.end_to_end, row.run_id, row.public_id, row.amount_cents, row.execute_on,
            code("payment_run_end.how", row.how), code("payment_line_event.event", row.event), row.happened_on,
            return_reason(row.reason or ""),
        )  # fmt: skip


def debits(connection: Connection, names: Names) -> Cells:
    """Which movement of the account each run, or each transfer of one, was; what was taken back is told as well."""
    c = payment_debit.c
    query = (
        select(c.run_id, payment_line.c.end_to_end, c.bank_line_id, c.booked_on, c.amount_cents, c.void)
        .select_from(payment_debit.outerjoin(payment_line, payment_line.c.line_id == c.line_id))
        .order_by(c.chain_id, c.position)
    )
    for row in streamed(connection, query):
        yield row.run_id, row.end_to_end, row.bank_line_id, row.booked_on, row.amount_cents, bool(row.void)


PAYMENTS: Mapping[str, Told] = {
    "distinte": Told("WTDWMTDT", runs), "righe delle distinte": Told("TWTMDTTDT", lines),
    "addebiti delle distinte": Told("WTWDMY", debits),
}  # fmt: skip
RUNS_OF_THE_SOCIETY = frozenset({"distinte", "addebiti delle distinte"})
