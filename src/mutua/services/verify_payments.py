"""Is all well with payment runs? Lines that sum to their run, payments that are their lines, none paid twice."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, and_, func, select

from mutua.services.finding import Finding
from mutua.services.payment_runs import run_name
from mutua.store.codes import unknown_codes
from mutua.store.payment_debits import debits_told
from mutua.store.payment_runs import lines_of_run, runs_told
from mutua.store.tables import (
    payment,
    payment_file,
    payment_line,
    payment_line_event,
    payment_run,
    payment_run_end,
)
from mutua.store.tables_payments import PAYMENT_CODES, REJECTED, RELEASED


def check_payment_codes(connection: Connection) -> Iterator[Finding]:
    """Every code of a run and of what became of its lines is one of those that there are."""
    for place, found in connection.execute(_UNKNOWN):
        yield Finding("payment_code_unknown", place, found)


def check_payment_runs(connection: Connection) -> Iterator[Finding]:
    """The lines of a run are as many, and sum to as much, as it says; no request stands in two runs that wait."""
    sums = select(
        payment_line.c.run_id, func.count().label("count"), func.sum(payment_line.c.amount_cents).label("cents")
    ).group_by(payment_line.c.run_id).subquery()  # fmt: skip
    query = select(
        payment_run.c.run_id, payment_run.c.line_count, payment_run.c.total_cents, sums.c.count, sums.c.cents
    ).outerjoin(sums, sums.c.run_id == payment_run.c.run_id)
    for run_id, count, cents, found, total in connection.execute(query.order_by(payment_run.c.run_id)):
        if (int(found or 0), int(total or 0)) != (count, cents):
            yield Finding("payment_run_sum", str(run_id), str(int(total or 0) - cents))
    ended = select(payment_run_end.c.run_id).where(payment_run_end.c.run_id == payment_line.c.run_id).exists()
    twice = select(payment_line.c.claim_id).where(~ended).group_by(payment_line.c.claim_id).having(func.count() > 1)
    for claim_id in connection.scalars(twice.order_by(payment_line.c.claim_id)):
        yield Finding("payment_claim_twice", str(claim_id))


def check_payment_lines(connection: Connection) -> Iterator[Finding]:
    """A line of a released run is one payment of its request, of its sum; of another run it is none.

    What came back came back on the books too.
    """
    went = payment.alias("went")
    back = payment.alias("back")
    named = and_(went.c.reference == payment_line.c.end_to_end, went.c.claim_id == payment_line.c.claim_id)
    returned = and_(back.c.reference == payment_line.c.end_to_end, back.c.claim_id == payment_line.c.claim_id)
    query = (
        select(payment_line.c.end_to_end, payment_line.c.amount_cents, payment_run_end.c.how, went.c.amount_cents,
               payment_line_event.c.line_id, back.c.amount_cents)
        .select_from(
            payment_line.outerjoin(payment_run_end, payment_run_end.c.run_id == payment_line.c.run_id)
            .outerjoin(went, named & (went.c.kind == "payment"))
            .outerjoin(payment_line_event, payment_line_event.c.line_id == payment_line.c.line_id)
            .outerjoin(back, returned & (back.c.kind == "return"))
        )
        .order_by(payment_line.c.line_id)
    )  # fmt: skip
    for name, cents, how, paid, event, came in connection.execute(query):
        if int(paid or 0) != (cents if how == RELEASED else 0):
            yield Finding("payment_line_paid", name, str(int(paid or 0) - (cents if how == RELEASED else 0)))
        if event is not None and int(came or 0) != cents:
            yield Finding("payment_line_back", name, str(int(came or 0) - cents))


def check_payment_debits(connection: Connection) -> Iterator[Finding]:
    """What left the account is a run whose file was made, or a transfer of it, of its sum, and no run twice."""
    ended = {one.run_id: one for one in runs_told(connection) if one.end == RELEASED}
    whole: set[int] = set()
    single: set[int] = set()
    for told in debits_told(connection):
        run = ended.get(told.run_id)
        lines = {one.line_id: one for one in lines_of_run(connection, told.run_id)}
        refused = sum(one.amount_cents for one in lines.values() if one.event == REJECTED)
        if told.line_id is None:
            sums = [] if run is None else [run.total_cents, run.total_cents - refused]
            twice = told.run_id in whole
            whole.add(told.run_id)
        else:
            sums = [lines[told.line_id].amount_cents] if run is not None and told.line_id in lines else []
            twice = told.line_id in single or told.run_id in whole
            single.add(told.line_id)
        if told.amount_cents not in sums or twice:
            yield Finding("payment_debit_wrong", run_name(told.run_id), str(told.amount_cents))


def check_payment_files(connection: Connection) -> Iterator[Finding]:
    """A file is kept only of a run that was released."""
    released = select(payment_run_end.c.run_id).where(payment_run_end.c.how == RELEASED)
    query = select(payment_file.c.run_id).where(payment_file.c.run_id.not_in(released))
    for run_id in connection.scalars(query.order_by(payment_file.c.run_id)):
        yield Finding("payment_file_early", str(run_id))


_UNKNOWN = unknown_codes(PAYMENT_CODES)
PAYMENT_CHECKS = (
    check_payment_codes, check_payment_runs, check_payment_lines, check_payment_debits, check_payment_files,
)  # fmt: skip
