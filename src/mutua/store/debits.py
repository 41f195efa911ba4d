"""Mandates, collections and debits in the archive: what was signed, what was asked of the bank, what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select

from mutua.domain.dues import Allocation
from mutua.store.bulk import among, insert_unless_there
from mutua.store.chain import beginning
from mutua.store.tables import (
    chain,
    debit,
    debit_collection,
    debit_event,
    debit_part,
    mandate,
    mandate_account,
    mandate_end,
)
from mutua.store.tables_bank import COLLECTED
from mutua.store.tables_kept import BANK_CHAIN, BANK_NAME
from mutua.store.unit_of_work import Entry, UnitOfWork


class Mandate(NamedTuple):
    """Leave to debit an account; holder and account are "" once they were erased."""

    mandate_id: int
    household_id: int
    person_id: int
    reference: str
    scheme: str
    kind: str
    signed_on: date
    holder: str
    iban: str
    ended_on: date | None
    end_motive: str


class CollectionTold(NamedTuple):
    """A file of debits that was made."""

    collection_id: int
    form: str
    scheme: str
    collect_on: date
    notified_on: date
    debit_count: int
    total_cents: int
    file_sha256: str


@dataclass(frozen=True, slots=True)
class DebitTold:
    """A debit that was asked for: which dues it pays, and what became of it (`event` "": nothing yet)."""

    debit_id: int
    household_id: int
    collection_id: int
    collect_on: date
    mandate_id: int
    end_to_end: str
    turn: str
    amount_cents: int
    parts: tuple[Allocation, ...] = ()
    event: str = ""
    event_on: date | None = None
    reason: str = ""
    receipt_id: int | None = None


# ---------------------------------------------------------------- writing


def lock_bank(unit: UnitOfWork) -> None:
    """Locks the chain of the bank's book, which is made the first time."""
    first = beginning(BANK_CHAIN, "book", BANK_NAME)
    insert_unless_there(
        unit.connection, chain, id=BANK_CHAIN, kind="book", name=BANK_NAME, position=0, head=first
    )  # fmt: skip
    unit.lock([BANK_CHAIN])


def tell_mandate(unit: UnitOfWork, one: Mandate) -> None:
    """The mandate on the chain of its household, holder and account beside it."""
    entry = unit.entry(one.household_id, "mandate")
    entry.add(
        mandate, one.mandate_id, one.person_id, one.reference, one.scheme, one.kind, one.signed_on.isoformat()
    )
    unit.flush()
    told = {"mandate_id": one.mandate_id, "holder": one.holder, "iban": one.iban}
    unit.connection.execute(insert(mandate_account).values(**told))


def tell_mandate_end(unit: UnitOfWork, household_id: int, mandate_id: int, on: date, motive: str) -> None:
    unit.entry(household_id, "mandate_end").add(mandate_end, mandate_id, on.isoformat(), motive)


def tell_collection(unit: UnitOfWork, one: CollectionTold) -> None:
    unit.entry(BANK_CHAIN, "collection").add(
        debit_collection, one.collection_id, one.form, one.scheme, one.collect_on.isoformat(),
        one.notified_on.isoformat(), one.debit_count, one.total_cents, one.file_sha256,
    )  # fmt: skip


def tell_debit(unit: UnitOfWork, one: DebitTold) -> None:
    entry = unit.entry(one.household_id, "debit")
    entry.add(
        debit, one.debit_id, one.collection_id, one.mandate_id, one.end_to_end, one.turn, one.amount_cents
    )
    for number, part in enumerate(one.parts, 1):
        entry.add(debit_part, number, one.debit_id, part.due_id, part.amount_cents)


def tell_debit_event(
    entry: Entry, debit_id: int, event: str, on: date, *, reason: str = "", receipt_id: int | None = None,
    void: bool = False,
) -> None:  # fmt: skip
    entry.add(debit_event, 1, debit_id, event, on.isoformat(), reason, receipt_id, int(void))


# ---------------------------------------------------------------- mandates

_MANDATES = (
    select(
        mandate.c.mandate_id, mandate.c.chain_id, mandate.c.person_id, mandate.c.reference, mandate.c.scheme,
        mandate.c.kind, mandate.c.signed_on, mandate_account.c.holder, mandate_account.c.iban, mandate_end.c.ended_on,
        mandate_end.c.motive,
    )
    .select_from(
        mandate.outerjoin(mandate_account, mandate_account.c.mandate_id == mandate.c.mandate_id).outerjoin(
            mandate_end, mandate_end.c.mandate_id == mandate.c.mandate_id
        )
    )
    .order_by(mandate.c.mandate_id)
)  # fmt: skip


def read_mandates(
    connection: Connection, *, live: bool = False, household_id: int | None = None
) -> list[Mandate]:  # fmt: skip
    """Every mandate in the order in which they were told; `live`: those that have not ended."""
    query = _MANDATES.where(mandate_end.c.mandate_id.is_(None)) if live else _MANDATES
    if household_id is not None:
        query = query.where(mandate.c.chain_id == household_id)
    return [_mandate(row) for row in connection.execute(query)]


def mandate_with_reference(connection: Connection, reference: str) -> Mandate | None:
    row = connection.execute(_MANDATES.where(mandate.c.reference == reference)).first()
    return None if row is None else _mandate(row)


def mandate_like(connection: Connection, person_id: int, iban: str, signed_on: date) -> Mandate | None:
    """A mandate of the person for the account, signed on the day, that has not ended; None where there is none."""
    alike = (mandate.c.person_id == person_id) & (mandate_account.c.iban == iban) & (mandate.c.signed_on == signed_on)
    row = connection.execute(_MANDATES.where(alike & mandate_end.c.mandate_id.is_(None))).first()
    return None if row is None else _mandate(row)


def _mandate(row: Any) -> Mandate:
    mandate_id, home, person_id, reference, scheme, kind, signed_on, holder, iban, ended_on, motive = row
    return Mandate(
        mandate_id, home, person_id, reference, scheme, kind, signed_on, holder or "", iban or "", ended_on,
        motive or "",
    )  # fmt: skip


# ---------------------------------------------------------------- debits


def read_debits(connection: Connection, debit_ids: Iterable[int] | None = None) -> list[DebitTold]:
    """The debits (None: all), each with its parts and the newest of what became of it."""
    wanted = None if debit_ids is None else {"ids": sorted(set(debit_ids))}
    query = select(debit, debit_collection.c.collect_on).join(
        debit_collection, debit_collection.c.collection_id == debit.c.collection_id
    )
    parts_query, events_query = select(debit_part), select(debit_event)
    if wanted is not None:
        query, parts_query = query.where(among(debit.c.debit_id)), parts_query.where(among(debit_part.c.debit_id))
        events_query = events_query.where(among(debit_event.c.debit_id))
    parts: dict[int, list[Allocation]] = {}
    for row in connection.execute(parts_query.order_by(debit_part.c.debit_id, debit_part.c.number), wanted or {}):
        parts.setdefault(row.debit_id, []).append(Allocation(row.due_id, row.amount_cents))
    newest: dict[int, Any] = {}
    ordered = events_query.order_by(debit_event.c.chain_id, debit_event.c.position, debit_event.c.number)
    for row in connection.execute(ordered, wanted or {}):
        newest[row.debit_id] = row
    found = []
    for row in connection.execute(query.order_by(debit.c.debit_id), wanted or {}):
        event = newest.get(row.debit_id)
        became = ("", None, "", None)
        if event is not None and not event.void:
            became = (event.event, event.happened_on, event.reason, event.receipt_id)
        found.append(
            DebitTold(
                row.debit_id, row.chain_id, row.collection_id, row.collect_on, row.mandate_id, row.end_to_end, row.turn,
                row.amount_cents, tuple(parts.get(row.debit_id, ())), *became,
            )
        )  # fmt: skip
    return found


def debits_of(
    connection: Connection, *, household_id: int | None = None, collection_id: int | None = None
) -> list[DebitTold]:  # fmt: skip
    """The debits of a household, or of a collection, in order."""
    query = select(debit.c.debit_id)
    if household_id is not None:
        query = query.where(debit.c.chain_id == household_id)
    if collection_id is not None:
        query = query.where(debit.c.collection_id == collection_id)
    return read_debits(connection, list(connection.scalars(query)))


def debit_with_reference(connection: Connection, end_to_end: str) -> DebitTold | None:
    debit_id = connection.scalar(select(debit.c.debit_id).where(debit.c.end_to_end == end_to_end))
    return None if debit_id is None else read_debits(connection, [debit_id])[0]


def collections_told(connection: Connection) -> list[CollectionTold]:
    """The files of debits that were made, in order."""
    columns = [column for column in debit_collection.columns if column.name not in ("chain_id", "position")]
    rows = connection.execute(select(*columns).order_by(debit_collection.c.collection_id))
    return [CollectionTold(*row) for row in rows]


def receipt_of_debit(connection: Connection, debit_id: int) -> int | None:
    """The receipt by which a debit was collected last; None where it never was."""
    query = (
        select(debit_event.c.receipt_id)
        .where((debit_event.c.debit_id == debit_id) & (debit_event.c.event == COLLECTED) & (debit_event.c.void == 0))
        .order_by(debit_event.c.position.desc())
    )
    return connection.scalars(query).first()


