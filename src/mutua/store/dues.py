"""Contributions in the archive: charges, dues, money received and what it paid, as they were told and as they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Select, Text, bindparam, func, select

from mutua.domain.dues import Allocation, Channel, Charge, Due, DueKind, DueStanding, Outsider, Receipt, Regime
from mutua.store.base import stored
from mutua.store.bulk import added, among, insert_unless_there
from mutua.store.chain import beginning
from mutua.store.tables import (
    allocation,
    chain,
    charge,
    contribution,
    due,
    notice_sent,
    payment_choice,
    receipt,
    receipt_payer,
)
from mutua.store.tables_kept import FIRMS_CHAIN, FIRMS_NAME
from mutua.store.unit_of_work import Entry, UnitOfWork

ContributionKey = tuple[int, str, date]  # household, plan, due


class Known(NamedTuple):
    """A contribution that the archive has."""

    amount_cents: int
    paid_on: date | None


class ReceiptRecord(NamedTuple):
    """A receipt as it was recorded, on which chain, with its parts as they stand now: by due, None on account."""

    chain_id: int
    receipt: Receipt
    parts: Mapping[int | None, int]

    @property
    def left_cents(self) -> int:
        """What of the money did not go back."""
        return sum(self.parts.values())


class PaymentChoice(NamedTuple):
    """How a household pays a plan from a year on; "" for what it left open."""

    plan_code: str
    year: int
    instalments: str
    channel: str
    chosen_on: date


class NoticeSent(NamedTuple):
    """A notice or a reminder that went out."""

    year: int
    kind: str
    sequence: int
    issued_on: date
    reference: str
    open_cents: int
    sha256: str


# ---------------------------------------------------------------- writing


def lock_firms(unit: UnitOfWork) -> None:
    """Locks the chain of the firms, which is made the first time."""
    first = beginning(FIRMS_CHAIN, "book", FIRMS_NAME)
    insert_unless_there(
        unit.connection, chain, id=FIRMS_CHAIN, kind="book", name=FIRMS_NAME, position=0, head=first
    )  # fmt: skip
    unit.lock([FIRMS_CHAIN])


def tell_charge(entry: Entry, number: int, one: Charge, charge_id: int) -> None:
    entry.add(
        charge, number, charge_id, one.person_id, one.plan_code, one.year, one.item, one.title, one.amount_cents,
        one.firm_id, one.effective_from.isoformat(), one.ends_on.isoformat(), one.version,
        bytes.fromhex(one.fingerprint), one.article, one.corrects_id,
    )  # fmt: skip


def tell_due(entry: Entry, number: int, one: Due, due_id: int, reference: str) -> None:
    entry.add(
        due, number, due_id, one.person_id, one.plan_code, one.year, one.sequence, one.due_on.isoformat(),
        one.amount_cents, one.surcharge_cents, one.firm_id, one.statement_id, one.regime.value, reference,
        one.kind.value,
    )  # fmt: skip


def tell_receipt(entry: Entry, one: Receipt) -> None:
    entry.add(
        receipt, one.receipt_id, one.channel.value, one.received_on.isoformat(), one.amount_cents, one.payer_person_id,
        one.payer_firm_id, one.reference, one.bank_line_id, one.returned_of,
    )  # fmt: skip


def tell_outsider(unit: UnitOfWork, one: Receipt) -> None:
    """Beside a receipt, who paid it where that is nobody of the archive."""
    if one.outsider is not None:
        unit.beside(added(receipt_payer, [(one.receipt_id, one.outsider.name, one.outsider.regime.value)]))


def tell_allocation(entry: Entry, number: int, receipt_id: int, one: Allocation) -> None:
    entry.add(allocation, number, receipt_id, one.due_id, one.amount_cents)


def tell_notice(entry: Entry, one: NoticeSent) -> None:
    entry.add(
        notice_sent, 1, one.year, one.kind, one.sequence, one.issued_on.isoformat(), one.reference, one.open_cents,
        one.sha256,
    )  # fmt: skip


def tell_choice(entry: Entry, number: int, one: PaymentChoice, *, void: bool = False) -> None:
    entry.add(
        payment_choice, number, one.plan_code, one.year, one.instalments, one.channel, one.chosen_on.isoformat(),
        int(void),
    )  # fmt: skip


# ---------------------------------------------------------------- reading

_PAID = (
    select(allocation.c.due_id, func.sum(allocation.c.amount_cents).label("paid_cents"))
    .where(allocation.c.due_id.is_not(None))
    .group_by(allocation.c.due_id)
)
_DUES = select(*due.columns).order_by(due.c.chain_id, due.c.position, due.c.number)
_CHARGES = select(charge).where(among(charge.c.chain_id)).order_by(charge.c.charge_id)
_CHOICES = (
    select(payment_choice).where(among(payment_choice.c.chain_id))
    .order_by(payment_choice.c.chain_id, payment_choice.c.position, payment_choice.c.number)
)  # fmt: skip


# With who paid, where that is nobody of the archive: of what went back, who had paid it.
_RECEIPTS = (
    select(receipt, receipt_payer.c.name.label("outsider"), receipt_payer.c.regime)
    .outerjoin(receipt_payer, receipt_payer.c.receipt_id == func.coalesce(receipt.c.returned_of, receipt.c.receipt_id))
    .where(among(receipt.c.receipt_id))
)


def read_charges(connection: Connection, household_ids: Iterable[int]) -> dict[int, list[Charge]]:
    """Everything charged to people of the households, in the order in which it was told."""
    found: dict[int, list[Charge]] = {}
    for row in connection.execute(_CHARGES, {"ids": sorted(set(household_ids))}):
        found.setdefault(row.chain_id, []).append(_charge(row))
    return found


def read_dues(connection: Connection, household_ids: Iterable[int]) -> dict[int, list[DueStanding]]:
    """Every due told on the chains of the households, as it stands, in the order in which it was told."""
    return _by_household(_standing(connection, due.c.chain_id, household_ids))


def dues_numbered(connection: Connection, due_ids: Iterable[int]) -> list[DueStanding]:
    """The dues with these numbers, as they stand; unknown numbers are left out."""
    return list(_standing(connection, due.c.due_id, due_ids))


def dues_of_firm(connection: Connection, firm_id: int) -> list[DueStanding]:
    """Every due that a firm owes, as it stands."""
    return list(_standing(connection, due.c.firm_id, [firm_id]))


def dues_of_statement(connection: Connection, statement_id: int) -> list[DueStanding]:
    """The dues that stand on a statement of a firm."""
    return list(_standing(connection, due.c.statement_id, [statement_id]))


@cache
def _standing_by(column: Column[Any]) -> tuple[Select[Any], Select[Any]]:
    """What was paid of the dues of which the column is one of some numbers, and those dues."""
    return _PAID.where(allocation.c.due_id.in_(select(due.c.due_id).where(among(column)))), _DUES.where(among(column))


def _standing(connection: Connection, by: Column[Any], ids: Iterable[int]) -> Iterator[DueStanding]:
    wanted = {"ids": sorted(set(ids))}
    of_paid, dues = _standing_by(by)
    rows = connection.execute(dues, wanted).all()
    paid = {due_id: int(cents) for due_id, cents in connection.execute(of_paid, wanted)} if rows else {}
    for row in rows:
        yield DueStanding(row.chain_id, _due(row), paid.get(row.due_id, 0))


def _by_household(standing: Iterable[DueStanding]) -> dict[int, list[DueStanding]]:
    found: dict[int, list[DueStanding]] = {}
    for one in standing:
        found.setdefault(one.household_id, []).append(one)
    return found


def read_receipts(connection: Connection, receipt_ids: Iterable[int]) -> list[ReceiptRecord]:
    """The receipts with these numbers, each with its parts as they stand: what was returned of it is taken off."""
    ids = sorted(set(receipt_ids))
    rows = connection.execute(_RECEIPTS, {"ids": ids}).all()
    parts = _parts(connection, ids)
    return [
        ReceiptRecord(row.chain_id, _receipt(row), parts.get(row.receipt_id, {}))
        for row in sorted(rows, key=lambda row: (row.received_on, row.receipt_id))
    ]


def _parts(connection: Connection, receipt_ids: Sequence[int]) -> dict[int, dict[int | None, int]]:
    """The parts of receipts as they stand: their own and those of what was returned of them, together."""
    whose = func.coalesce(receipt.c.returned_of, receipt.c.receipt_id)
    theirs = among(receipt.c.receipt_id) | among(receipt.c.returned_of)
    query = (
        select(whose, receipt.c.receipt_id, allocation.c.due_id, func.sum(allocation.c.amount_cents))
        .join(allocation, allocation.c.receipt_id == receipt.c.receipt_id)
        .where(theirs)
        .group_by(whose, receipt.c.receipt_id, allocation.c.due_id)
    )
    found: dict[int, dict[int | None, int]] = {}
    asked = set(receipt_ids)
    for of, own, due_id, cents in connection.execute(query, {"ids": receipt_ids}):
        for receipt_id in {of, own} & asked:
            parts = found.setdefault(receipt_id, {})
            parts[due_id] = parts.get(due_id, 0) + int(cents)
    return {id_: {due_id: cents for due_id, cents in parts.items() if cents} for id_, parts in found.items()}


def receipts_of(
    connection: Connection, *, household_ids: Iterable[int] = (), firm_id: int | None = None
) -> list[ReceiptRecord]:
    """Every receipt of a payer, returns included, by day: of households, or of a firm."""
    which = among(receipt.c.chain_id) if firm_id is None else receipt.c.payer_firm_id == firm_id
    wanted = {} if firm_id is not None else {"ids": sorted(set(household_ids))}
    return read_receipts(connection, list(connection.scalars(select(receipt.c.receipt_id).where(which), wanted)))


def receipts_on_dues(connection: Connection, due_ids: Iterable[int]) -> dict[int, dict[int, int]]:
    """Which receipts paid the dues, and how much of each, what went back taken off: by due, then receipt."""
    whose = func.coalesce(receipt.c.returned_of, receipt.c.receipt_id)
    query = (
        select(allocation.c.due_id, whose, func.sum(allocation.c.amount_cents))
        .join(receipt, receipt.c.receipt_id == allocation.c.receipt_id)
        .where(among(allocation.c.due_id))
        .group_by(allocation.c.due_id, whose)
    )
    found: dict[int, dict[int, int]] = {}
    for due_id, receipt_id, cents in connection.execute(query, {"ids": sorted(set(due_ids))}):
        if cents:
            found.setdefault(due_id, {})[receipt_id] = int(cents)
    return found


def received_days(connection: Connection, receipt_ids: Iterable[int]) -> dict[int, date]:
    """The day on which each receipt came in."""
    query = select(receipt.c.receipt_id, receipt.c.received_on).where(among(receipt.c.receipt_id))
    rows = connection.execute(query, {"ids": sorted(set(receipt_ids))}).all()
    return {row.receipt_id: row.received_on for row in rows}


def read_choices(connection: Connection, household_ids: Iterable[int]) -> dict[int, list[PaymentChoice]]:
    """How the households chose to pay, as it counts now: one for each plan and year."""
    newest: dict[tuple[int, str, int], Any] = {}
    for row in connection.execute(_CHOICES, {"ids": sorted(set(household_ids))}):
        newest[row.chain_id, row.plan_code, row.year] = row
    found: dict[int, list[PaymentChoice]] = {}
    for row in newest.values():
        if not row.void:
            one = PaymentChoice(row.plan_code, row.year, row.instalments, row.channel, row.chosen_on)
            found.setdefault(row.chain_id, []).append(one)
    return found


def read_notices(connection: Connection, household_ids: Iterable[int]) -> dict[int, list[NoticeSent]]:
    """The notices and reminders that went out to the households, in order."""
    query = select(notice_sent).where(among(notice_sent.c.chain_id))
    found: dict[int, list[NoticeSent]] = {}
    for row in connection.execute(
        query.order_by(notice_sent.c.chain_id, notice_sent.c.position), {"ids": sorted(set(household_ids))}
    ):
        told = NoticeSent(
            row.year, row.kind, row.sequence, row.issued_on, row.reference, row.open_cents, row.sha256
        )  # fmt: skip
        found.setdefault(row.chain_id, []).append(told)
    return found


_told = contribution.c
_CONTRIBUTIONS = (
    select(_told.chain_id, _told.plan_code, _told.due_on, _told.amount_cents, _told.paid_on, _told.void)
    .where(among(_told.chain_id) & (stored(_told.due_on) < bindparam("before", type_=Text)))
    .order_by(_told.chain_id, _told.position)
)  # fmt: skip
_CONTRIBUTIONS_OF_DAYS = _CONTRIBUTIONS.where(among(stored(_told.due_on), "days"))


def read_contributions(
    connection: Connection, households: Iterable[int], before: date = date.max, days: Collection[date] | None = None
) -> dict[ContributionKey, Known]:
    """The contributions of the households, as they count now; `before`: only those of earlier days; `days`: only those
    due on one of these; None: on any."""
    query = _CONTRIBUTIONS if days is None else _CONTRIBUTIONS_OF_DAYS
    told = sorted(one.isoformat() for one in days or ())
    found: dict[ContributionKey, Known] = {}
    wanted = sorted(households)
    for first in range(0, len(wanted), 500):
        given = {"ids": wanted[first : first + 500], "before": before.isoformat(), "days": told}
        for chain_id, plan_code, due_on, cents, paid_on, void in connection.execute(query, given):
            key = (chain_id, plan_code, due_on)
            found[key] = Known(cents, paid_on)
            if void:
                del found[key]
    return found


def _charge(row: Any) -> Charge:
    return Charge(
        row.person_id, row.plan_code, row.year, row.item, row.title, row.amount_cents, row.firm_id, row.effective_from,
        row.ends_on, row.version, bytes(row.fingerprint).hex(), row.article, row.corrects_id, row.charge_id,
    )  # fmt: skip


def _due(row: Any) -> Due:
    return Due(
        row.person_id, row.plan_code, row.year, row.sequence, row.due_on, row.amount_cents, row.surcharge_cents,
        row.firm_id, row.statement_id, Regime(row.regime), row.reference, DueKind(row.kind), row.due_id,
    )  # fmt: skip


def _receipt(row: Any) -> Receipt:
    return Receipt(
        Channel(row.channel), row.received_on, row.amount_cents, row.payer_person_id, row.payer_firm_id, row.reference,
        row.bank_line_id, row.returned_of, row.receipt_id,
        None if row.regime is None else Outsider(row.outsider, Regime(row.regime)),
    )  # fmt: skip
