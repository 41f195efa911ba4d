"""The same invoice asked again: what a new request of a household looks like, before it is received.

Two lines look alike as `check_claim.alike` says; so do an issuer, a number and an amount that are the same whatever
day the invoice bears, and an invoice that was told line by line before and whole now, or the other way round. A cent
more or less is the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.case import FactValue
from mutua.domain.records import ClaimTold, LineTold
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.beside import counts
from mutua.services.check_claim import ONE_CENT, InvoiceSeen, alike, invoice_key
from mutua.store.base import read_instant, stored
from mutua.store.people import search_text
from mutua.store.tables import claim, claim_line, provider


class CopySeen(NamedTuple):
    """A request that seems to be about the same invoice as a line (counted from 1) of the new one."""

    line: int
    claim_id: int
    public_id: str
    reference: str
    received_on: date
    same_person: bool


class _Seen(NamedTuple):
    claim_id: int
    public_id: str
    reference: str
    received_on: date
    issuer: str
    invoice: InvoiceSeen


def copies_of(connection: Connection, told: ClaimTold, household_ids: Iterable[int]) -> list[CopySeen]:
    """The requests of the households that the new one seems to repeat, one for each line; the last received first."""
    before = [one for one in _seen(connection, sorted(set(household_ids))) if one.public_id != told.public_id]
    found: list[CopySeen] = []
    own = [_own(told, line) for line in told.lines]
    for number, line in enumerate(own, 1):
        other = next((one for one in before if _same(line, one)), None)
        if other is not None:
            found.append(_copy(number, other, told))
    if not found and own:
        whole = _whole(own)
        by_claim: dict[int, list[_Seen]] = {}
        for one in before:
            by_claim.setdefault(one.claim_id, []).append(one)
        for lines in by_claim.values():
            other = _whole(lines)
            if whole is not None and other is not None and len(lines) != len(own) and _same_invoice(whole, other):
                found.append(_copy(1, lines[0], told))
                break
    return found


def _copy(line: int, other: _Seen, told: ClaimTold) -> CopySeen:
    same = other.invoice.person_id == told.person_id
    return CopySeen(line, other.claim_id, other.public_id, other.reference, other.received_on, same)


def _own(told: ClaimTold, line: LineTold) -> _Seen:
    facts = {**told.facts, **line.facts}
    served, cents = facts.get("servizio") or facts.get("inizio"), facts.get("spesa")
    number = facts.get("numero_fattura")
    invoice = InvoiceSeen(
        told.public_id, told.person_id, line.benefit, invoice_key(number if isinstance(number, str) else ""),
        _day(facts.get("fattura")), _day(served), cents if type(cents) is int else None,
    )  # fmt: skip
    return _Seen(0, told.public_id, "", day_in_rome(told.received_at), search_text(line.provider), invoice)


def _day(value: FactValue | None) -> date | None:
    return value if isinstance(value, date) else None


def _same(one: _Seen, other: _Seen) -> bool:
    return alike(one.invoice, other.invoice) or _same_invoice(one, other)


def _same_invoice(one: _Seen, other: _Seen) -> bool:
    if not (one.issuer and one.invoice.number and one.invoice.cents is not None and other.invoice.cents is not None):
        return False
    if (one.issuer, one.invoice.number) != (other.issuer, other.invoice.number):
        return False
    return abs(one.invoice.cents - other.invoice.cents) <= ONE_CENT


def _whole(lines: list[_Seen]) -> _Seen | None:
    """The lines together, where all of them are of one invoice; None otherwise."""
    first = lines[0]
    amounts = [one.invoice.cents for one in lines if one.invoice.cents is not None]
    of_one = {(one.issuer, one.invoice.number) for one in lines} == {(first.issuer, first.invoice.number)}
    if not of_one or len(amounts) != len(lines):
        return None
    return first._replace(invoice=first.invoice._replace(cents=sum(amounts)))


def _seen(connection: Connection, household_ids: list[int]) -> list[_Seen]:
    query = (
        select(
            claim.c.claim_id, claim.c.public_id, claim.c.reference, stored(claim.c.received_at), provider.c.name,
            claim.c.person_id, claim_line.c.benefit, claim_line.c.invoice_number, stored(claim_line.c.invoiced_on),
            stored(claim_line.c.service_on), claim_line.c.expense_cents,
        )
        .select_from(
            claim.join(
                claim_line, (claim_line.c.chain_id == claim.c.chain_id) & (claim_line.c.position == claim.c.position)
            ).outerjoin(provider, provider.c.id == claim_line.c.provider_id)
        )
        .where(claim.c.chain_id.in_(household_ids) & counts())
        .order_by(claim.c.claim_id.desc(), claim_line.c.number)
    )
    return [
        _Seen(
            row[0], row[1], row[2], day_in_rome(read_instant(row[3])), search_text(row[4] or ""),
            InvoiceSeen(row[1], row[5], row[6], invoice_key(row[7] or ""), _iso(row[8]), _iso(row[9]), row[10]),
        )
        for row in connection.execute(query)
    ]  # fmt: skip


def _iso(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def providers_used(connection: Connection, household_ids: Iterable[int], most: int = 60) -> list[str]:
    """Who issued invoices before: first the household's own, then everybody's, the last ones first."""
    lines = select(claim_line.c.provider_id).where(claim_line.c.provider_id.is_not(None))
    own = lines.where(claim_line.c.chain_id.in_(sorted(set(household_ids)))).order_by(claim_line.c.claim_id.desc())
    every = lines.order_by(claim_line.c.claim_id.desc())
    numbers = [*connection.scalars(own.limit(300)), *connection.scalars(every.limit(600))]
    wanted = list(dict.fromkeys(numbers))[:most]
    open_ones = provider.c.id.in_(wanted) & provider.c.closed_on.is_(None)
    rows = connection.execute(select(provider.c.id, provider.c.name).where(open_ones))
    names = {row.id: row.name for row in rows}
    return [names[one] for one in wanted if one in names]
