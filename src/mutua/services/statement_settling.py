"""Statements settled: told as paid when all they asked for is, or is offset; told as open again when money went back.

The fund share is passed to the book of the funds when its statement is paid, and comes from there again when it is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, func, select, update

from mutua.domain.dues import Allocation, Channel, Receipt
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.charge_writing import PaidDays, payer_account
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.receive_money import offset_within, open_dues, use_on_account_within
from mutua.store.claims import next_numbers
from mutua.store.dues import (
    ReceiptRecord,
    dues_numbered,
    dues_of_firm,
    dues_of_statement,
    read_receipts,
    receipts_of,
    tell_allocation,
    tell_receipt,
)
from mutua.store.firms import open_firms
from mutua.store.ledger import book_entry
from mutua.store.tables_dues import receipt
from mutua.store.tables_firms import statement, statement_payment
from mutua.store.tables_kept import FIRMS_CHAIN
from mutua.store.tables_kept import entry as entry_table
from mutua.store.tables_roster import firm_statement
from mutua.store.unit_of_work import UnitOfWork, unit_of_work


def settle_statements(at: Desktop, firm_id: int, first: int | None = None) -> list[int]:
    """Tells as paid every statement of the firm whose dues are all paid and whose fund share is on account, and passes
    that share to the book of the funds; tells as open again one whose money went back. Gives their numbers; done again
    it does nothing. `first`: the statement that the money was for, before the others. Whoever records money of firms by
    another road calls it, or `settle_within`, afterwards."""
    return unit_of_work(
        at.archive, [], lambda unit: settle_within(unit, firm_id, first), actor_id=at.actor_id, now=at.now
    )  # fmt: skip


def settle_within(unit: UnitOfWork, firm_id: int, first: int | None = None) -> list[int]:
    """The same as a part of a larger work."""
    open_firms(unit)
    unit.flush()
    done: list[int] = []
    closed, opened, given = _closed_and_opened(unit, firm_id)
    for one in sorted(opened, key=lambda one: one.fund < 0):  # who gave first, so that who took finds it on account
        if _reopen(unit, one):
            done.append(one.statement_id)
            given -= one.fund
    waiting = [one for one in closed if one.fund < 0]
    for one in sorted(closed, key=lambda one: one.statement_id != first):
        if one.fund < 0:
            continue
        back = _taking_back(waiting, one.fund, _on_account(unit.connection, firm_id), given)
        if back is None:
            continue
        for told in (*back, one):
            _settle(unit, told)
            done.append(told.statement_id)
            given += told.fund
        waiting = [told for told in waiting if told not in back]
    for one in waiting:
        if given + one.fund >= 0:
            _settle(unit, one)
            done.append(one.statement_id)
            given += one.fund
    return done


class _Head(NamedTuple):
    """A statement as far as its payment goes. `paid_on`: the day of the last money it needed."""

    statement_id: int
    firm_id: int
    reference: str
    total: int
    fund: int
    paid_on: date


def _closed_and_opened(unit: UnitOfWork, firm_id: int) -> tuple[list[_Head], list[_Head], int]:
    """The statements of the firm that are to be told as paid, those that are to be told as open again, in order; and
    what those told as paid gave to the fund."""
    paid = _paid_cents(unit.connection, firm_id)
    closed, opened, given = [], [], 0
    query = select(statement).where(statement.c.firm_id == firm_id)
    for row in unit.connection.execute(query.order_by(statement.c.due_on, statement.c.statement_id)).all():
        dues = dues_of_statement(unit.connection, row.statement_id)
        last = PaidDays(unit.connection, dues).last_day(one.due.due_id for one in dues)
        head = _Head(
            row.statement_id, firm_id, row.reference, row.contribution_cents + row.fund_cents, row.fund_cents,
            last or day_in_rome(unit.now),
        )  # fmt: skip
        told, is_closed = paid.get(row.statement_id, 0), all(one.open_cents == 0 for one in dues)
        given += head.fund if told else 0
        if is_closed and head.total and not told:
            closed.append(head)
        elif told and not is_closed:
            opened.append(head)
    return closed, opened, given


def _taking_back(waiting: Sequence[_Head], needed: int, have: int, given: int) -> list[_Head] | None:
    """Which statements that take something back from the fund are settled with one that needs so much for it, the
    oldest first; None where it cannot be settled yet. The firm never takes back more than it gave."""
    found: list[_Head] = []
    for one in waiting:
        if have >= needed or given + needed + sum(told.fund for told in found) + one.fund < 0:
            break
        found.append(one)
        have -= one.fund
    return found if have >= needed else None


def _on_account(connection: Connection, firm_id: int) -> int:
    return sum(one.parts.get(None, 0) for one in _free(connection, firm_id))


def _free(connection: Connection, firm_id: int) -> list[ReceiptRecord]:
    """The receipts of the firm that have something on account."""
    return [
        one for one in receipts_of(connection, firm_id=firm_id)
        if one.receipt.returned_of is None and one.parts.get(None, 0) > 0
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offset:
    """What was offset (`receipt` None: nothing), what was used of money on account, the statements that are told as
    paid by it."""

    receipt: Receipt | None
    used_cents: int
    settled: tuple[int, ...]


def offset_statements(at: Desktop, firm_id: int) -> Offset | Refusal:
    """What the firm is owed back pays what it owes, with no money; what is left is paid by what it has on account,
    where that covers all of it, fund shares included. Then what is settled is told as paid. Refuses where there is
    nothing of both."""

    def work(unit: UnitOfWork) -> Offset | Refusal:
        open_firms(unit, {one.household_id for one in open_dues(unit.connection, firm_id=firm_id)})
        found = offset_within(unit, firm_id)
        unit.flush()
        used = 0
        left = sum(one.open_cents for one in open_dues(unit.connection, firm_id=firm_id))
        if left > 0 and left + unpaid_fund_cents(unit.connection, firm_id) <= 0:
            moved = use_on_account_within(unit, firm_id=firm_id)
            used = sum(one.amount_cents for one in moved if one.due_id is not None)
        if isinstance(found, Refusal) and not used:
            return found
        settled = tuple(sorted(settle_within(unit, firm_id)))
        return Offset(None if isinstance(found, Refusal) else found.receipt, used, settled)

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def open_fund_shares(connection: Connection, firm_id: int) -> tuple[tuple[str, int], ...]:
    """What the firm's statements that are not told as paid ask for the fund, by their payment reference."""
    paid = _paid_cents(connection, firm_id)
    query = select(statement.c.statement_id, statement.c.reference, statement.c.fund_cents).where(
        (statement.c.firm_id == firm_id) & (statement.c.fund_cents > 0)
    )
    rows = connection.execute(query.order_by(statement.c.statement_id))
    return tuple((reference, cents) for id_, reference, cents in rows if not paid.get(id_))


def unpaid_fund_cents(connection: Connection, firm_id: int) -> int:
    """What the firm's statements that are not told as paid ask for the fund, what they take back from it taken off, and
    what the firm has on account for it already."""
    paid = _paid_cents(connection, firm_id)
    heads = connection.execute(select(statement).where(statement.c.firm_id == firm_id)).all()
    asked = sum(int(row.fund_cents) for row in heads if not paid.get(row.statement_id))
    return asked - _on_account(connection, firm_id)


def _paid_cents(connection: Connection, firm_id: int) -> dict[int, int]:
    """What each statement of the firm was told to be paid with, what went back taken off."""
    query = select(statement_payment.c.statement_id, statement_payment.c.amount_cents).where(
        statement_payment.c.statement_id.in_(select(statement.c.statement_id).where(statement.c.firm_id == firm_id))
    )
    found: dict[int, int] = {}
    for statement_id, cents in connection.execute(query):
        found[statement_id] = found.get(statement_id, 0) + cents
    return found


def _settle(unit: UnitOfWork, head: _Head) -> None:
    """The statement is paid: its fund share, which is on account, is passed on; one below nought comes back from the
    fund and is on account."""
    _pass_all_on(unit, head, head.fund, head.paid_on)
    entry = unit.entry(FIRMS_CHAIN, "statement_paid")
    entry.add(statement_payment, head.statement_id, head.paid_on.isoformat(), head.total, head.reference)
    if head.fund:
        legs = {"bank": head.fund, "restricted:patto": -head.fund}
        book_entry(entry, 1, "funds", head.paid_on.isoformat(), "fund_share", legs)
    if head.fund < 0:
        told = Receipt(Channel.TRANSFER, head.paid_on, -head.fund, payer_firm_id=head.firm_id)
        _take_back(unit, told, -head.fund, head.reference)
    mine = firm_statement.c.statement_id == head.statement_id
    unit.connection.execute(update(firm_statement).where(mine).values(paid_on=head.paid_on))
    unit.flush()


def _pass_all_on(unit: UnitOfWork, head: _Head, cents: int, on: date) -> None:
    """So much of what the firm has on account, the oldest money first, is the fund's."""
    for one in _free(unit.connection, head.firm_id):
        taken = min(cents, one.parts.get(None, 0))
        if taken > 0:
            _pass_on(unit, one.receipt, taken, head.reference, max(on, one.receipt.received_on))
            cents -= taken


def _pass_on(unit: UnitOfWork, told: Receipt, cents: int, reference: str, on: date) -> None:
    """What a firm's receipt has on account leaves the book of the contributions: it is the fund's."""
    back = replace(
        told, channel=Channel.TRANSFER, received_on=on, amount_cents=cents, reference=reference, bank_line_id=None,
        returned_of=told.receipt_id, receipt_id=next_numbers(unit, "receipt"),
    )  # fmt: skip
    entry = unit.entry(FIRMS_CHAIN, "fund_share")
    tell_receipt(entry, back)
    tell_allocation(entry, 1, back.receipt_id, Allocation(None, -cents))
    legs = {payer_account("prepaid", told.payer_firm_id): cents, "bank": -cents}
    book_entry(entry, 1, "contributions", on.isoformat(), "fund_share", legs)
    unit.flush()


def _reopen(unit: UnitOfWork, head: _Head) -> bool:
    """The money of a statement went back: it is open again, and its fund share is taken out of the fund. What of the
    share came with a transfer that did not go back is on account of the firm again. What came back from the fund goes
    there again; False where the firm has it on account no longer, and the statement stays as it is."""
    today = day_in_rome(unit.now)
    if head.fund < 0:
        if _on_account(unit.connection, head.firm_id) < -head.fund:
            return False
        _pass_all_on(unit, head, -head.fund, today)
    carried = _still_here(unit.connection, head.statement_id) if head.fund > 0 else []
    entry = unit.entry(FIRMS_CHAIN, "statement_open_again")
    entry.add(statement_payment, head.statement_id, today.isoformat(), -head.total, head.reference)
    if head.fund:
        legs = {"bank": -head.fund, "restricted:patto": head.fund}
        book_entry(entry, 1, "funds", today.isoformat(), "fund_share_back", legs)
    for told, cents in carried:
        _take_back(unit, told, cents, head.reference)
    mine = firm_statement.c.statement_id == head.statement_id
    unit.connection.execute(update(firm_statement).where(mine).values(paid_on=None))
    unit.flush()
    return True


def _take_back(unit: UnitOfWork, told: Receipt, cents: int, reference: str) -> None:
    """What was passed to the fund is on account of the firm again, as money of the day on which it came in."""
    again = replace(
        told, amount_cents=cents, reference=reference, bank_line_id=None, receipt_id=next_numbers(unit, "receipt")
    )
    entry = unit.entry(FIRMS_CHAIN, "fund_share_back")
    tell_receipt(entry, again)
    tell_allocation(entry, 1, again.receipt_id, Allocation(None, cents))
    legs = {payer_account("prepaid", told.payer_firm_id): -cents, "bank": cents}
    book_entry(entry, 1, "contributions", day_in_rome(unit.now).isoformat(), "fund_share_back", legs)
    unit.flush()


def _still_here(connection: Connection, statement_id: int) -> list[tuple[Receipt, int]]:
    """The receipts that carried the fund share when the statement was last told as paid, with how much of it each; one
    that went back is left out. The shares stand in the entries just before the one that says it is paid."""
    paid_at = connection.scalar(
        select(func.max(statement_payment.c.position)).where(
            (statement_payment.c.statement_id == statement_id) & (statement_payment.c.amount_cents > 0)
        )
    )
    of_firms = entry_table.c.chain_id == FIRMS_CHAIN
    shares = of_firms & (entry_table.c.kind == "fund_share")
    before = connection.scalar(
        select(func.max(entry_table.c.position)).where(
            of_firms & (entry_table.c.kind != "fund_share") & (entry_table.c.position < paid_at)
        )
    )
    passed = select(receipt.c.position, receipt.c.returned_of, receipt.c.amount_cents).where(
        (receipt.c.chain_id == FIRMS_CHAIN) & receipt.c.position.in_(select(entry_table.c.position).where(shares))
    )
    ever: dict[int, int] = {}
    now: dict[int, int] = {}
    for position, carrier, cents in connection.execute(passed):
        ever[carrier] = ever.get(carrier, 0) + cents
        if (before or 0) < position < (paid_at or 0):
            now[carrier] = now.get(carrier, 0) + cents
    found = []
    for one in read_receipts(connection, sorted(now)):
        id_ = one.receipt.receipt_id
        went_back = one.receipt.amount_cents - one.left_cents - ever[id_]
        if one.left_cents or not went_back:
            found.append((one.receipt, now[id_]))
    return found


@dataclass(frozen=True, slots=True)
class FirmAccount:
    """What a firm has still to pay, what it is owed back, what it has on account; and what was offset: day, cents,
    statements. Fund shares of statements that are not told as paid included."""

    owed_cents: int
    owed_back_cents: int
    on_account_cents: int
    offsets: tuple[tuple[date, int, tuple[int, ...]], ...] = ()


def account_of(connection: Connection, firm_id: int) -> FirmAccount:
    """How a firm stands with the society, statement by statement, as it is now."""
    paid = _paid_cents(connection, firm_id)
    heads = connection.execute(select(statement).where(statement.c.firm_id == firm_id)).all()
    open_: dict[int | None, int] = {row.statement_id: row.fund_cents for row in heads if not paid.get(row.statement_id)}
    for one in dues_of_firm(connection, firm_id):
        open_[one.due.statement_id] = open_.get(one.due.statement_id, 0) + one.open_cents
    offsets = []
    for record in receipts_of(connection, firm_id=firm_id):
        if record.receipt.channel is Channel.OFFSET and record.receipt.returned_of is None:
            dues = dues_numbered(connection, [due_id for due_id in record.parts if due_id is not None])
            ids = {one.due.statement_id for one in dues if one.due.statement_id is not None}
            offsets.append((record.receipt.received_on, record.receipt.amount_cents, tuple(sorted(ids))))
    return FirmAccount(
        sum(cents for cents in open_.values() if cents > 0), -sum(cents for cents in open_.values() if cents < 0),
        _on_account(connection, firm_id), tuple(offsets),
    )  # fmt: skip


def fund_share_of(connection: Connection, receipt_id: int) -> int:
    """What of a firm's receipt is with the fund: it was passed on to it, and the statement is still told as paid."""
    passed = select(receipt.c.position, receipt.c.amount_cents).where(
        (receipt.c.returned_of == receipt_id) & (receipt.c.chain_id == FIRMS_CHAIN)
        & (entry_table.c.chain_id == FIRMS_CHAIN) & (entry_table.c.position == receipt.c.position)
        & (entry_table.c.kind == "fund_share")
    )  # fmt: skip
    found = 0
    for position, cents in connection.execute(passed):
        after = select(statement_payment).where(statement_payment.c.position > position)
        told = connection.execute(after.order_by(statement_payment.c.position).limit(1)).one_or_none()
        if told is None:
            continue
        later = select(statement_payment.c.statement_id).where(
            (statement_payment.c.statement_id == told.statement_id) & (statement_payment.c.position > told.position)
        )
        if connection.execute(later.limit(1)).one_or_none() is None:
            found += int(cents)
    return found


def paid_days(connection: Connection, statement_ids: Iterable[int]) -> Mapping[int, date | None]:
    """When each statement was paid; None: not yet."""
    query = select(firm_statement.c.statement_id, firm_statement.c.paid_on).where(
        firm_statement.c.statement_id.in_(list(statement_ids))
    )
    return {row.statement_id: row.paid_on for row in connection.execute(query)}
