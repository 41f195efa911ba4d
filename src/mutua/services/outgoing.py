"""Money of a payment run leaves the account: which movement is which run, confirmed by a person, taken back by one.

A movement that went out is not looked at for contributions. It is looked at here: a debit of the whole run, or one of
each transfer. Confirmed, the run reads as debited on that day; nothing else changes, for it was paid on the books when
its file was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.bank.match_values import Proposal
from mutua.bank.outgoing import SentLine, SentRun, propose_outgoing
from mutua.services.bank_matches import Matched, money_line
from mutua.services.decide_claim import Refusal
from mutua.services.payment_runs import run_name
from mutua.store.bank_lines import KeptLine, lines_numbered, take_line
from mutua.store.debits import lock_bank
from mutua.store.payment_debits import DebitTold, debit_of_movement, debits_told, tell_payment_debit
from mutua.store.payment_runs import LineTold, RunTold, lines_of_run, runs_told
from mutua.store.tables import bank_line
from mutua.store.tables_bank import CONFIRMED, NOT_OURS
from mutua.store.tables_payments import REJECTED, RELEASED
from mutua.store.unit_of_work import UnitOfWork


class Debited(NamedTuple):
    """How far the money of a run left the account: on which day, and how many of how many transfers by themselves.

    `movements`: the movements that say so. `whole`: nothing of it is missing.
    """

    on: date
    gone: int
    of: int
    movements: tuple[int, ...]

    @property
    def whole(self) -> bool:
        return self.gone >= self.of


def outgoing_matches(connection: Connection, line_ids: Sequence[int] | None = None) -> list[Matched]:
    """The movements that went out and may be a run or a transfer of one, by day; only of these numbers, if told."""
    runs = _sent_runs(connection)
    waiting = [one for one in runs if not one.debited and not all(each.debited for each in one.lines)]
    wanted = {cents for one in waiting for cents in (*one.sums, *(each.cents for each in one.lines))}
    c = bank_line.c
    query = select(c.id).where((c.state == NOT_OURS) & (c.amount_cents < 0) & (c.returned == 0))
    if line_ids is not None:
        query = query.where(c.id.in_(list(line_ids)))
    else:
        query = query.where(c.amount_cents.in_([-cents for cents in sorted(wanted)]))
    kept = lines_numbered(connection, connection.scalars(query))
    found = [Matched(one, propose_outgoing(money_line(one), runs)) for one in kept.values()]
    return sorted(
        (one for one in found if one.proposals), key=lambda one: (one.kept.line.booked_on, one.kept.line_id)
    )  # fmt: skip


def _sent_runs(connection: Connection) -> list[SentRun]:
    """The runs whose file was made, the oldest first, with what of them left the account already."""
    debits = debits_told(connection)
    whole = {one.run_id for one in debits if one.line_id is None}
    lines = {one.line_id for one in debits if one.line_id is not None}
    found = []
    for run in reversed(runs_told(connection)):
        if run.end == RELEASED:
            found.append(_sent(run, lines_of_run(connection, run.run_id), run.run_id in whole, lines))
    return found


def _sent(run: RunTold, lines: Iterable[LineTold], whole: bool, debited: set[int]) -> SentRun:
    told = list(lines)
    refused = sum(one.amount_cents for one in told if one.event == REJECTED)
    sent = tuple(SentLine(one.end_to_end, one.amount_cents, one.line_id in debited) for one in told)
    return SentRun(run_name(run.run_id), run.execute_on, run.total_cents, sent, refused, whole)


def debited(connection: Connection, run_ids: Sequence[int]) -> dict[int, Debited]:
    """How far the money of these runs left the account; nothing of those of which no movement was confirmed."""
    by_run: dict[int, list[DebitTold]] = {}
    for one in debits_told(connection, run_ids):
        by_run.setdefault(one.run_id, []).append(one)
    found = {}
    for run_id, some in by_run.items():
        on, movements = max(one.booked_on for one in some), tuple(one.bank_line_id for one in some)
        lines = [one.line_id for one in lines_of_run(connection, run_id) if one.event != REJECTED]
        own = {one.line_id for one in some if one.line_id is not None}
        count = len(lines) if any(one.line_id is None for one in some) else len(own & set(lines))
        found[run_id] = Debited(on, count, len(lines), movements)
    return found


def debit_within(unit: UnitOfWork, kept: KeptLine, told: Proposal) -> Refusal | None:
    """Says, in a unit of work, that a movement is the run or the transfer it was proposed as, if it still may be."""
    lock_bank(unit)
    now = outgoing_matches(unit.connection, [kept.line_id])
    if not any(one.debits == told.debits for each in now for one in each.proposals):
        return Refusal("bank_proposal_changed", str(kept.line_id))
    if not take_line(unit, kept.line_id, NOT_OURS, CONFIRMED):
        return Refusal("bank_line_taken", str(kept.line_id))
    for run in runs_told(unit.connection):
        lines = [one.line_id for one in lines_of_run(unit.connection, run.run_id) if one.end_to_end == told.debits]
        if lines or run_name(run.run_id) == told.debits:
            line_id = lines[0] if lines else None
            cents = -kept.line.amount_cents
            tell_payment_debit(unit, DebitTold(run.run_id, line_id, kept.line_id, kept.line.booked_on, cents))
            unit.flush()
            return None
    return Refusal("bank_proposal_changed", str(kept.line_id))


def undo_debit_within(unit: UnitOfWork, line_id: int) -> str:
    """Takes back that a movement is a run's debit: it is once more a movement that went out. Gives what it was said to
    be; "": nothing of a run."""
    lock_bank(unit)
    one = debit_of_movement(unit.connection, line_id)
    if one is None or not take_line(unit, line_id, CONFIRMED, NOT_OURS):
        return ""
    name = debits_named(unit.connection, [line_id])[line_id]
    tell_payment_debit(unit, one, void=True)
    unit.flush()
    return name


def debits_named(connection: Connection, line_ids: Iterable[int]) -> dict[int, str]:
    """Of the movements that are a run's debit, the name of the run, or of the transfer."""
    wanted = set(line_ids)
    found = {}
    for one in debits_told(connection):
        if one.bank_line_id in wanted:
            lines = {each.line_id: each.end_to_end for each in lines_of_run(connection, one.run_id)}
            found[one.bank_line_id] = run_name(one.run_id) if one.line_id is None else lines[one.line_id]
    return found
