"""The debits of payment runs in the archive: which movement of the account is which run, or which transfer of one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.store.tables import payment_debit
from mutua.store.tables_kept import BANK_CHAIN
from mutua.store.unit_of_work import UnitOfWork


class DebitTold(NamedTuple):
    """A movement of the account that is a run's debit; `line_id`: of one transfer of the run, None of the whole."""

    run_id: int
    line_id: int | None
    bank_line_id: int
    booked_on: date
    amount_cents: int


def tell_payment_debit(unit: UnitOfWork, one: DebitTold, *, void: bool = False) -> None:
    """On the locked chain of the bank's book."""
    unit.entry(BANK_CHAIN, "payment_debit").add(
        payment_debit, one.run_id, one.line_id, one.bank_line_id, one.booked_on.isoformat(), one.amount_cents, int(void)
    )


def debits_told(connection: Connection, run_ids: Iterable[int] | None = None) -> list[DebitTold]:
    """Those that count (None: of all runs): what was told and not taken back, in the order in which it was told."""
    c = payment_debit.c
    query = select(c.run_id, c.line_id, c.bank_line_id, c.booked_on, c.amount_cents, c.void)
    if run_ids is not None:
        query = query.where(c.run_id.in_(sorted(set(run_ids))))
    standing: dict[tuple[int, int | None, int], DebitTold] = {}
    for *told, void in connection.execute(query.order_by(c.position)):
        one = DebitTold(*told)
        key = (one.run_id, one.line_id, one.bank_line_id)
        standing.pop(key, None)
        if not void:
            standing[key] = one
    return list(standing.values())


def debit_of_movement(connection: Connection, bank_line_id: int) -> DebitTold | None:
    """What a movement was said to be the debit of, if it stands."""
    runs = select(payment_debit.c.run_id).where(payment_debit.c.bank_line_id == bank_line_id)
    found = [one for one in debits_told(connection, connection.scalars(runs)) if one.bank_line_id == bank_line_id]
    return found[-1] if found else None
