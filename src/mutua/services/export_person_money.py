"""A person's money as tables for that person: what was asked, what came in for them, their movements at the bank.

Nobody else is named: where somebody else paid, or a movement was for others too, only the person's part is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, or_, select

from mutua.domain.dues import UNTRACEABLE, Channel
from mutua.services.export_archive import READ, table_of
from mutua.services.export_bank import return_reason
from mutua.services.export_names import Names
from mutua.services.table_writer import Kind, OutColumn, OutTable
from mutua.store.people import households_of, people_of, search_text
from mutua.store.tables import (
    allocation,
    bank_line,
    debit,
    debit_event,
    due,
    identity,
    mandate,
    receipt,
    receipt_payer,
)
from mutua.wording.export_codes import code

SOMEBODY_ELSE = "un'altra persona"
_PAID = (
    ("ricevuta n.", Kind.WHOLE), ("data", Kind.DAY), ("chi paga", Kind.TEXT), ("canale", Kind.TEXT),
    ("tracciabile", Kind.YES_NO), ("per chi", Kind.TEXT), ("piano", Kind.TEXT), ("anno di competenza", Kind.WHOLE),
    ("scadenza n.", Kind.WHOLE), ("importo", Kind.MONEY), ("riferimento", Kind.TEXT),
    ("torna la ricevuta n.", Kind.WHOLE),
)  # fmt: skip
_AT_BANK = (
    ("movimento n.", Kind.WHOLE), ("data", Kind.DAY), ("valuta", Kind.DAY), ("importo", Kind.MONEY),
    ("causale", Kind.TEXT), ("nome", Kind.TEXT), ("iban", Kind.TEXT), ("riferimento della banca", Kind.TEXT),
    ("mandato", Kind.TEXT), ("insoluto", Kind.YES_NO), ("motivo dell'insoluto", Kind.TEXT), ("stato", Kind.TEXT),
    ("ricevute", Kind.TEXT),
)  # fmt: skip


def money_tables(connection: Connection, names: Names) -> Iterator[OutTable]:
    """What was asked for the one person of `names`, what was paid for them or by them, their movements at the bank."""
    asked = table_of("scadenze", READ["scadenze"], connection, names)
    yield replace(asked, name="contributi per persona")
    yield OutTable("versamenti", tuple(OutColumn(*one) for one in _PAID), _paid(connection, names))
    yield OutTable("movimenti bancari", tuple(OutColumn(*one) for one in _AT_BANK), _at_bank(connection, names))


# ---------------------------------------------------------------- what was paid


class _Part(NamedTuple):
    """A part of a receipt: whose due it pays (None: on account), and by whom it was paid."""

    receipt_id: int
    received_on: date
    channel: str
    payer_person_id: int | None
    payer_firm_id: int | None
    reference: str
    bank_line_id: int | None
    returned_of: int | None
    due_id: int | None
    cents: int
    person_id: int | None
    plan_code: str | None
    year: int | None
    regime: str | None  # of somebody outside who paid it

    def concerns(self, person_id: int) -> bool:
        return person_id in (self.person_id, self.payer_person_id)


# Who let the account be debited pays by it, though the bank names nobody.
_SIGNED = (
    select(debit_event.c.receipt_id, func.min(mandate.c.person_id).label("person_id"))
    .select_from(
        debit_event.join(debit, debit.c.debit_id == debit_event.c.debit_id)
        .join(mandate, mandate.c.mandate_id == debit.c.mandate_id)
    )
    .group_by(debit_event.c.receipt_id)
    .subquery()
)  # fmt: skip
_PAYER = func.coalesce(receipt.c.payer_person_id, _SIGNED.c.person_id)
_PAID_FIRST = func.coalesce(receipt.c.returned_of, receipt.c.receipt_id)
_PARTS = (
    select(
        receipt.c.receipt_id, receipt.c.received_on, receipt.c.channel, _PAYER,
        receipt.c.payer_firm_id, receipt.c.reference, receipt.c.bank_line_id, receipt.c.returned_of,
        allocation.c.due_id, allocation.c.amount_cents, due.c.person_id, due.c.plan_code, due.c.year,
        receipt_payer.c.regime,
    )
    .select_from(
        receipt.join(allocation, allocation.c.receipt_id == receipt.c.receipt_id)
        .outerjoin(due, due.c.due_id == allocation.c.due_id)
        .outerjoin(_SIGNED, _SIGNED.c.receipt_id == receipt.c.receipt_id)
        .outerjoin(receipt_payer, receipt_payer.c.receipt_id == _PAID_FIRST)
    )
    .order_by(receipt.c.received_on, receipt.c.receipt_id, allocation.c.chain_id, allocation.c.position,
              allocation.c.number)
)  # fmt: skip


def _parts(connection: Connection, person_id: int) -> list[_Part]:
    """The parts of receipts that paid for the person, or that the person paid."""
    mine = or_(due.c.person_id == person_id, _PAYER.in_((person_id,)))
    return [_Part._make(row) for row in connection.execute(_PARTS.where(mine))]


def _paid(connection: Connection, names: Names) -> Iterator[tuple[Any, ...]]:
    person_id = _one(names)
    own = " ".join(word for word in names.called(person_id)[1:] if word)
    for one in _parts(connection, person_id):
        payer = names.firm(one.payer_firm_id)[0]
        if one.regime is not None:
            payer = code("receipt_payer.regime", one.regime)
        if one.payer_person_id is not None:
            payer = own if one.payer_person_id == person_id else SOMEBODY_ELSE
        whom = "in acconto" if one.due_id is None else own if one.person_id == person_id else SOMEBODY_ELSE
        back = one.returned_of if one.payer_person_id in (None, person_id) else None
        yield (
            one.receipt_id, one.received_on, payer, code("receipt.channel", one.channel),
            Channel(one.channel) not in UNTRACEABLE, whom, one.plan_code, one.year, one.due_id, one.cents,
            (one.reference or None) if one.payer_person_id == person_id else None, back,
        )  # fmt: skip


def _one(names: Names) -> int:
    if names.only is None:
        raise ValueError("these tables are of one person")
    return names.only


# ---------------------------------------------------------------- at the bank


@dataclass(slots=True)
class _Use:
    """What a movement was used for: the person's cents and receipts, and whether it was for anybody else too."""

    cents: int = 0
    receipts: list[int] = field(default_factory=list)
    others: bool = False


def _uses(connection: Connection, person_id: int) -> dict[int, _Use]:
    """The movements that paid for the person, or that the person paid, by number."""
    line_ids = {one.bank_line_id for one in _parts(connection, person_id) if one.bank_line_id is not None}
    found: dict[int, _Use] = defaultdict(_Use)
    for row in connection.execute(_PARTS.where(receipt.c.bank_line_id.in_(sorted(line_ids)))):
        one = _Part._make(row)
        assert one.bank_line_id is not None  # asked for
        use = found[one.bank_line_id]
        whose = one.payer_person_id if one.due_id is None else one.person_id
        use.others |= whose != person_id or one.payer_person_id not in (None, person_id)
        if one.concerns(person_id):
            use.cents += one.cents
            use.receipts += [] if one.receipt_id in use.receipts else [one.receipt_id]
    return found


def _at_bank(connection: Connection, names: Names) -> Iterator[tuple[Any, ...]]:
    """Movements of the person: those used for them, those from their account that are in their name.

    What the bank wrote (text, name, account) is told only where the movement was theirs alone and in their name.
    """
    person_id = _one(names)
    uses, around = _uses(connection, person_id), _words_of_others(connection, names)
    account = select(identity.c.iban).where((identity.c.person_id == person_id) & (identity.c.iban != ""))
    wanted = or_(bank_line.c.id.in_(sorted(uses)), bank_line.c.other_iban.in_(account))
    query = select(bank_line).where(wanted).order_by(bank_line.c.booked_on, bank_line.c.id)
    for row in connection.execute(query):
        use = uses.get(row.id)
        theirs = names.is_of(person_id, row.other_name) and not (use is not None and use.others)
        if use is None and not theirs:
            continue
        text = row.text if theirs and not around & set(search_text(row.text).split()) else ""
        told = (text, row.other_name, row.other_iban, row.bank_reference, row.mandate) if theirs else ("",) * 5
        yield (
            row.id, row.booked_on, row.value_on, row.amount_cents if use is None else use.cents,
            *(one or None for one in told), bool(row.returned), return_reason(row.return_reason),
            code("bank_line.state", row.state), _listed(use.receipts if use is not None else ()),
        )  # fmt: skip


def _listed(numbers: Iterable[int]) -> str | None:
    return ", ".join(map(str, numbers)) or None


def _words_of_others(connection: Connection, names: Names) -> set[str]:
    """The words by which the others of the person's households are called, without those that the person bears too."""
    person_id = _one(names)
    homes = households_of(connection, [person_id]).get(person_id, set())
    own = names.person(person_id)
    found: set[str] = set()
    for other in people_of(connection, homes) - {person_id}:
        who = names.person(other)
        found |= set(search_text(who.surname, who.given_name, who.fiscal_code).split())
    return found - set(search_text(own.surname, own.given_name).split())
