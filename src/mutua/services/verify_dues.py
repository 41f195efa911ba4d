"""Is all well with the contributions? Dues sum to charges, money is shared out once, the books say the same."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, case, func, select

from mutua.domain.dues import DueKind
from mutua.domain.identifiers.creditor_reference import number_of
from mutua.services.charge_writing import PaidDays, contributions_that_changed, payer_account
from mutua.services.finding import Finding
from mutua.store.codes import unknown_codes
from mutua.store.dues import read_contributions, read_dues
from mutua.store.ledger import trial_balance
from mutua.store.owed import differing
from mutua.store.tables import allocation, charge, due, receipt
from mutua.store.tables_dues import DUE_CODES

HOUSEHOLDS = 500


def check_due_codes(connection: Connection) -> Iterator[Finding]:
    """Every code of a due, a receipt, a notice is one of those that there are; references have right check digits."""
    for place, found in connection.execute(_UNKNOWN):
        yield Finding("due_code_unknown", place, found)
    for chain_id, position, reference in connection.execute(select(due.c.chain_id, due.c.position, due.c.reference)):
        if number_of(reference) is None:
            yield Finding("reference_wrong", f"{chain_id}:{position}", reference)


def check_dues(connection: Connection) -> Iterator[Finding]:
    """For each person, plan, year and payer the dues, surcharges apart, sum to the charges; lists bring none."""
    keys = ("person_id", "plan_code", "year", "firm_id")
    owed: dict[tuple[object, ...], int] = {}
    apart = (DueKind.BROUGHT.value, DueKind.SURCHARGE.value)
    for table, amount in ((charge, charge.c.amount_cents), (due, due.c.amount_cents - due.c.surcharge_cents)):
        columns = [table.c[name] for name in keys]
        query = select(*columns, func.sum(amount)).group_by(*columns)
        if table is due:
            query = query.where(due.c.kind.not_in(apart))
        for *key, cents in connection.execute(query):
            sign = 1 if table is charge else -1
            owed[tuple(key)] = owed.get(tuple(key), 0) + sign * int(cents)
    for (person_id, plan_code, year, _), cents in owed.items():
        if cents:
            yield Finding("dues_differ", f"{person_id}:{plan_code}:{year}", str(cents))


def check_allocations(connection: Connection) -> Iterator[Finding]:
    """The parts of a receipt sum to it; no due is paid above what it asks for; nothing goes back twice."""
    signed = case((receipt.c.returned_of.is_(None), receipt.c.amount_cents), else_=-receipt.c.amount_cents)
    parts = func.coalesce(
        select(func.sum(allocation.c.amount_cents))
        .where(allocation.c.receipt_id == receipt.c.receipt_id)
        .scalar_subquery(),
        0,
    )
    for chain_id, position in connection.execute(select(receipt.c.chain_id, receipt.c.position).where(parts != signed)):
        yield Finding("receipt_not_shared_out", f"{chain_id}:{position}")
    paid = (
        select(func.coalesce(func.sum(allocation.c.amount_cents), 0))
        .where(allocation.c.due_id == due.c.due_id)
        .scalar_subquery()
    )
    for chain_id, position in connection.execute(
        select(due.c.chain_id, due.c.position).where(_beyond(paid, due.c.amount_cents)).distinct()
    ):
        yield Finding("due_paid_beyond", f"{chain_id}:{position}")
    whose = func.coalesce(receipt.c.returned_of, receipt.c.receipt_id)
    below = (
        select(whose)
        .join(allocation, allocation.c.receipt_id == receipt.c.receipt_id)
        .where(allocation.c.due_id.is_(None))
        .group_by(whose)
        .having(func.sum(allocation.c.amount_cents) < 0)
    )
    for receipt_id in connection.scalars(below):
        yield Finding("on_account_below_nought", str(receipt_id))


def _beyond(paid: ColumnElement[int], asked: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether more was paid than is asked for, or the wrong way."""
    return ((asked > 0) & ((paid < 0) | (paid > asked))) | ((asked < 0) & ((paid > 0) | (paid < asked)))


def check_contributions(connection: Connection) -> Iterator[Finding]:
    """What the gate of arrears reads is what the dues say."""
    homes = sorted(connection.scalars(select(due.c.chain_id).distinct()))
    for first in range(0, len(homes), HOUSEHOLDS):
        some = homes[first : first + HOUSEHOLDS]
        dues = [one for theirs in read_dues(connection, some).values() for one in theirs]
        groups = {(one.household_id, one.due.plan_code, one.due.due_on) for one in dues}
        known = read_contributions(connection, some)
        for (home, plan, day), _ in contributions_that_changed(groups, dues, known, PaidDays(connection, dues)):
            yield Finding("contribution_differs_from_dues", f"{home}:{plan}:{day.isoformat()}")


def check_receivables(connection: Connection) -> Iterator[Finding]:
    """The books say what is still to be paid, and what is on account, as the dues and the receipts do."""
    expected: dict[str, int] = {}
    firms = due.c.firm_id.is_not(None)
    for firm, cents in connection.execute(select(firms, func.sum(due.c.amount_cents)).group_by(firms)):
        _more(expected, "receivable", firm, int(cents))
    for firm, cents in connection.execute(
        select(firms, func.sum(allocation.c.amount_cents)).join(allocation, allocation.c.due_id == due.c.due_id)
        .group_by(firms)
    ):  # fmt: skip
        _more(expected, "receivable", firm, -int(cents))
    payers = receipt.c.payer_firm_id.is_not(None)
    for firm, cents in connection.execute(
        select(payers, func.sum(allocation.c.amount_cents))
        .join(allocation, allocation.c.receipt_id == receipt.c.receipt_id)
        .where(allocation.c.due_id.is_(None)).group_by(payers)
    ):  # fmt: skip
        _more(expected, "prepaid", firm, -int(cents))
    told = {
        account: cents for (book, account), cents in trial_balance(connection).items()
        if book == "contributions" and account.partition(":")[2] in ("household", "firm")
    }  # fmt: skip
    for account in sorted(expected.keys() | told.keys()):
        if expected.get(account, 0) != told.get(account, 0):
            yield Finding("receivable_differs", account, str(told.get(account, 0)))


def check_owed(connection: Connection) -> Iterator[Finding]:
    """What the lists say of each household, owed for a year and late, is what dues and money say."""
    for household_id in differing(connection):
        yield Finding("household_owed_differs", str(household_id))


def _more(expected: dict[str, int], kind: str, firm: bool, cents: int) -> None:
    account = payer_account(kind, 1 if firm else None)
    expected[account] = expected.get(account, 0) + cents


_UNKNOWN = unknown_codes(DUE_CODES)
DUE_CHECKS = (check_due_codes, check_dues, check_allocations, check_contributions, check_receivables, check_owed)
