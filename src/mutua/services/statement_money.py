"""The money of a statement: what each household's people are charged through the firm, and what its payment settles.

The contribution goes by charges and dues like any other. The fund share is nobody's due: it comes with the firm's
transfer, waits on account, and is passed to the book of the funds when the statement is paid. The two never mix.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection, func, select, update

from mutua.domain.dues import Allocation, Channel, Charge, Due, DueKind, Receipt, Regime
from mutua.domain.firms import FirmPlan
from mutua.domain.italian import written_day
from mutua.domain.months import last_of
from mutua.domain.statements import Statement
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.charge_writing import HouseholdCharges, PaidDays, payer_account, told_by_list
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.firm_recording import home_of
from mutua.services.import_contributions import read_contributions
from mutua.services.receive_money import Received, receive
from mutua.store.claims import next_numbers
from mutua.store.dues import dues_of_statement, read_dues, read_receipts, receipts_of, tell_allocation, tell_receipt
from mutua.store.firms import open_firms
from mutua.store.ledger import book_entry
from mutua.store.people import People
from mutua.store.tables_dues import receipt
from mutua.store.tables_firms import statement, statement_payment
from mutua.store.tables_kept import FIRMS_CHAIN
from mutua.store.tables_kept import entry as entry_table
from mutua.store.tables_roster import firm_statement
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

# ---------------------------------------------------------------- what is owed


def charges_of(
    made: Statement, plan: FirmPlan, people: People, *, statement_id: int, due_on: date, reference: str
) -> list[HouseholdCharges]:
    """The charges and dues of a statement, household by household: the firm's part and the worker's part apart."""
    by_home: dict[int, tuple[list[Charge], Counter[tuple[int, int, Regime, DueKind]]]] = {}
    for line in made.lines:
        home = home_of(people, line.person_id, line.month)
        charges, dues = by_home.setdefault(home, ([], Counter()))
        if line.part.contribution:
            charges.append(_charge(line.person_id, line.assistance, line.month, line.part.contribution, plan))
        kind = DueKind.ADJUSTMENT if line.adjustment else DueKind.ORDINARY
        for regime, cents in ((Regime.EMPLOYER, line.part.firm), (Regime.PAYROLL, line.part.worker)):
            dues[line.person_id, line.month.year, regime, kind] += cents
    return [
        HouseholdCharges(
            home, tuple(charges),
            tuple(
                Due(person_id, plan.plan_code, year, statement_id, due_on, cents, 0, plan.firm_id, statement_id, regime,
                    reference, kind)
                for (person_id, year, regime, kind), cents in sorted(dues.items()) if cents
            ),
        )
        for home, (charges, dues) in sorted(by_home.items()) if charges
    ]  # fmt: skip


def _charge(person_id: int, assistance: str, month: date, cents: int, plan: FirmPlan) -> Charge:
    terms = plan.on(month)
    mark = hashlib.sha256(repr((plan.plan_id, terms)).encode()).hexdigest()
    article = f"accordo con l'azienda n. {plan.plan_id}, dal {written_day(terms.valid_from)}"
    return Charge(
        person_id, plan.plan_code, month.year, assistance, assistance, cents, plan.firm_id, month, last_of(month),
        terms.valid_from.isoformat(), mark, article,
    )  # fmt: skip


def free_due_day(connection: Connection, plan_code: str, homes: Sequence[int], wanted: date) -> date:
    """The day on which a statement is due: the one wanted, or the first after it of which no household has already a
    contribution told by a list."""
    taken = told_by_list(read_contributions(connection, homes), read_dues(connection, homes))
    days = {day for _, plan, day in taken if plan == plan_code}
    while wanted in days:
        wanted += timedelta(days=1)
    return wanted


# ---------------------------------------------------------------- what was paid


def pay_statement(
    at: Desktop, statement_id: int, *, cents: int, received_on: date, channel: Channel = Channel.TRANSFER,
    reference: str = "",
) -> Received | Refusal:  # fmt: skip
    """Money of a firm for a statement. Where it is what the statement asks for, it pays just that; otherwise the oldest
    dues of the firm. The rest stays on account. Then what is settled is told as paid."""
    with at.archive.reader.begin() as connection:
        head = connection.execute(select(statement).where(statement.c.statement_id == statement_id)).one_or_none()
        dues = dues_of_statement(connection, statement_id)
    if head is None:
        return Refusal("statement_unknown", str(statement_id))
    told = Receipt(channel, received_on, cents, payer_firm_id=head.firm_id, reference=reference)
    exact = cents == sum(one.open_cents for one in dues) + head.fund_cents and all(not one.paid_cents for one in dues)
    parts = [Allocation(one.due.due_id, one.open_cents) for one in dues if one.open_cents]
    if head.fund_cents > 0:
        parts.append(Allocation(None, head.fund_cents))
    found = receive(at, told, parts if exact and head.fund_cents >= 0 else None)
    if not isinstance(found, Refusal):
        settle_statements(at, head.firm_id)
    return found


def settle_statements(at: Desktop, firm_id: int) -> list[int]:
    """Tells as paid every statement of the firm whose dues are all paid and whose fund share is on account, and passes
    that share to the book of the funds; tells as open again one whose money went back. Gives their numbers; done again
    it does nothing. Whoever records money of firms by another road calls it, or `settle_within`, afterwards."""
    return unit_of_work(
        at.archive, [], lambda unit: settle_within(unit, firm_id), actor_id=at.actor_id, now=at.now
    )  # fmt: skip


def settle_within(unit: UnitOfWork, firm_id: int) -> list[int]:
    """The same as a part of a larger work."""
    open_firms(unit)
    unit.flush()
    done = []
    paid = _paid_cents(unit.connection, firm_id)
    query = (
        select(statement)
        .where(statement.c.firm_id == firm_id)
        .order_by(statement.c.due_on, statement.c.statement_id)
    )
    for head in unit.connection.execute(query).all():
        dues = dues_of_statement(unit.connection, head.statement_id)
        closed = all(one.open_cents == 0 for one in dues)
        total = head.contribution_cents + head.fund_cents
        if closed and total and not paid.get(head.statement_id):
            last = PaidDays(unit.connection, dues).last_day(one.due.due_id for one in dues)
            if _settle(unit, head, last or day_in_rome(unit.now), total):
                done.append(int(head.statement_id))
        elif not closed and paid.get(head.statement_id):
            _reopen(unit, head, total)
            done.append(int(head.statement_id))
    return done


def open_fund_shares(connection: Connection, firm_id: int) -> tuple[tuple[str, int], ...]:
    """What the firm's statements that are not told as paid ask for the fund, by their payment reference."""
    paid = _paid_cents(connection, firm_id)
    query = select(statement.c.statement_id, statement.c.reference, statement.c.fund_cents).where(
        (statement.c.firm_id == firm_id) & (statement.c.fund_cents > 0)
    )
    rows = connection.execute(query.order_by(statement.c.statement_id))
    return tuple((reference, cents) for id_, reference, cents in rows if not paid.get(id_))


def _paid_cents(connection: Connection, firm_id: int) -> dict[int, int]:
    """What each statement of the firm was told to be paid with, what went back taken off."""
    query = select(statement_payment.c.statement_id, statement_payment.c.amount_cents).where(
        statement_payment.c.statement_id.in_(select(statement.c.statement_id).where(statement.c.firm_id == firm_id))
    )
    found: dict[int, int] = {}
    for statement_id, cents in connection.execute(query):
        found[statement_id] = found.get(statement_id, 0) + cents
    return found


def _settle(unit: UnitOfWork, head: object, paid_on: date, total: int) -> bool:
    """The statement is paid, its fund share passed on; False where that share is not on account yet."""
    firm_id, fund, id_ = head.firm_id, head.fund_cents, head.statement_id  # type: ignore[attr-defined]  # a row
    reference = head.reference  # type: ignore[attr-defined]  # a row
    if fund > 0:
        free = [
            one for one in receipts_of(unit.connection, firm_id=firm_id)
            if one.receipt.returned_of is None and one.parts.get(None, 0) > 0
        ]  # fmt: skip
        if sum(one.parts.get(None, 0) for one in free) < fund:
            return False
        left = fund
        for one in free:
            taken = min(left, one.parts.get(None, 0))
            if taken:
                _pass_on(unit, one.receipt, taken, reference, max(paid_on, one.receipt.received_on))
            left -= taken
    entry = unit.entry(FIRMS_CHAIN, "statement_paid")
    entry.add(statement_payment, id_, paid_on.isoformat(), total, reference)
    if fund:
        legs = {"bank": fund, "restricted:patto": -fund}
        book_entry(entry, 1, "funds", paid_on.isoformat(), "fund_share", legs)
    mine = firm_statement.c.statement_id == id_
    unit.connection.execute(update(firm_statement).where(mine).values(paid_on=paid_on))
    unit.flush()
    return True


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


def _reopen(unit: UnitOfWork, head: object, total: int) -> None:
    """The money of a statement went back: it is open again, and its fund share is taken out of the fund. What of the
    share came with a transfer that did not go back is on account of the firm again."""
    id_, fund, today = head.statement_id, head.fund_cents, day_in_rome(unit.now)  # type: ignore[attr-defined]  # a row
    carried = _still_here(unit.connection, id_) if fund > 0 else []
    entry = unit.entry(FIRMS_CHAIN, "statement_open_again")
    entry.add(statement_payment, id_, today.isoformat(), -total, head.reference)  # type: ignore[attr-defined]  # a row
    if fund:
        legs = {"bank": -fund, "restricted:patto": fund}
        book_entry(entry, 1, "funds", today.isoformat(), "fund_share_back", legs)
    for told, cents in carried:
        _take_back(unit, told, cents, head.reference)  # type: ignore[attr-defined]  # a row
    unit.connection.execute(update(firm_statement).where(firm_statement.c.statement_id == id_).values(paid_on=None))
    unit.flush()


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


def paid_days(connection: Connection, statement_ids: Iterable[int]) -> Mapping[int, date | None]:
    """When each statement was paid; None: not yet."""
    query = select(firm_statement.c.statement_id, firm_statement.c.paid_on).where(
        firm_statement.c.statement_id.in_(list(statement_ids))
    )
    return {row.statement_id: row.paid_on for row in connection.execute(query)}
