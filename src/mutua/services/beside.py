"""What a clerk should know beside a proposal: copies of the same invoice, and requests that came earlier and wait.

Neither is a reason to refuse: two invoices may be alike, and whoever decides may let a request pass. So it is told, and
no more; the rules do not see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, select

from mutua.rules.engine.calendar import day_in_rome
from mutua.services.check_claim import InvoiceSeen, alike, invoice_key
from mutua.services.locks import chains_of_claims
from mutua.store.base import read_instant, stored
from mutua.store.claims import pending_claims
from mutua.store.database import Archive
from mutua.store.tables import claim, claim_line, claim_withdrawal, decision, topping_up


class Copy(NamedTuple):
    """A line that looks like one of another request of the household; by number of request and of line."""

    claim_id: int
    line: int
    other_claim_id: int
    other_line: int
    same_person: bool


class Earlier(NamedTuple):
    """A request of the household that came before and still waits for its decision."""

    claim_id: int
    received_on: date


class Beside(NamedTuple):
    """What is told beside a proposal; both empty where there is nothing to say."""

    copies: tuple[Copy, ...]
    earlier: tuple[Earlier, ...]


class _Line(NamedTuple):
    claim_id: int
    number: int
    invoice: InvoiceSeen


def beside(archive: Archive, claim_id: int) -> Beside:
    """What to know before the request is decided: every copy of it, and what came before and waits, in order."""
    with archive.reader.begin() as connection:
        copies = _copies(connection, [claim_id])
        return Beside(tuple(copies), tuple(_earlier(connection, claim_id)))


def copies_among(archive: Archive, claim_ids: Sequence[int]) -> list[Copy]:
    """The copies among requests that were just decided; of two that are both among them, the one that came later."""
    with archive.reader.begin() as connection:
        found = _copies(connection, claim_ids)
        order = _order(connection, [*claim_ids, *(one.other_claim_id for one in found)])
    among = set(claim_ids)
    return [
        one for one in found if one.other_claim_id not in among or order[one.other_claim_id] < order[one.claim_id]
    ]


def _copies(connection: Connection, claim_ids: Sequence[int]) -> list[Copy]:
    """One for each line that has a copy, with the first request it looks like."""
    wanted = set(claim_ids)
    found: list[Copy] = []
    for lines in _lines_by_home(connection, claim_ids).values():
        top = _topmost(connection, {one.claim_id for one in lines})
        for one in lines:
            if one.claim_id not in wanted:
                continue
            for other in lines:
                if top[other.claim_id] != top[one.claim_id] and alike(one.invoice, other.invoice):
                    same = one.invoice.person_id == other.invoice.person_id
                    found.append(Copy(one.claim_id, one.number, other.claim_id, other.number, same))
                    break
    return sorted(found)


def _topmost(connection: Connection, claim_ids: set[int]) -> dict[int, int]:
    """For each request the first of those that top up one another: they ask for the same invoice, and say so."""
    over: dict[int, int] = {}
    every = sorted(claim_ids)
    for first in range(0, len(every), 500):
        query = select(topping_up.c.claim_id, topping_up.c.tops_up_id)
        for claim_id, other in connection.execute(query.where(topping_up.c.claim_id.in_(every[first : first + 500]))):
            over[claim_id] = other
    found: dict[int, int] = {}
    for claim_id in every:  # who tops up comes after
        above = over.get(claim_id, claim_id)
        found[claim_id] = found.get(above, above)
    return found


def counts() -> ColumnElement[bool]:
    """A request that another may copy: no authorisation, which it resembles, nor withdrawn or taken back."""
    gone = (
        select(claim_withdrawal.c.claim_id).where(claim_withdrawal.c.claim_id == claim.c.claim_id).exists()
        | select(decision.c.claim_id)
        .where((decision.c.claim_id == claim.c.claim_id) & (decision.c.kind == "reversal"))
        .exists()
    )
    return (claim.c.authorisation == 0) & ~gone


def _lines_by_home(connection: Connection, claim_ids: Sequence[int]) -> dict[int, list[_Line]]:
    """The lines of the households of the requests that count, by household and in order."""
    homes: set[int] = set()
    for first in range(0, len(claim_ids), 500):
        some = list(claim_ids[first : first + 500])
        homes.update(connection.scalars(select(claim.c.chain_id).where(claim.c.claim_id.in_(some))))
    by_home: dict[int, list[_Line]] = {}
    wanted = sorted(homes)
    query = (
        select(
            claim.c.chain_id, claim.c.claim_id, claim.c.public_id, claim.c.person_id, claim_line.c.number,
            claim_line.c.benefit, claim_line.c.invoice_number, stored(claim_line.c.invoiced_on),
            stored(claim_line.c.service_on), claim_line.c.expense_cents,
        )
        .where((claim_line.c.chain_id == claim.c.chain_id) & (claim_line.c.position == claim.c.position))
        .where(counts())
        .order_by(claim.c.claim_id, claim_line.c.number)
    )  # fmt: skip
    for first in range(0, len(wanted), 500):
        rows = connection.execute(query.where(claim.c.chain_id.in_(wanted[first : first + 500])))
        for home, claim_id, where, person_id, number, benefit, invoice, invoiced, served, cents in rows:
            seen = InvoiceSeen(
                where, person_id, benefit, invoice_key(invoice or ""), _day(invoiced), _day(served), cents
            )
            by_home.setdefault(home, []).append(_Line(claim_id, number, seen))
    return by_home


def _earlier(connection: Connection, claim_id: int) -> list[Earlier]:
    homes = sorted(chains_of_claims(connection, [claim_id]))
    order = _order(connection, [claim_id, *(other for other, _ in pending_claims(connection, homes))])
    before = sorted(other for other in order.values() if other < order[claim_id]) if claim_id in order else []
    return [Earlier(other, day_in_rome(received_at)) for received_at, other in before]


def _order(connection: Connection, claim_ids: Sequence[int]) -> dict[int, tuple[datetime, int]]:
    """Where each request stands in the order of requests: instant received, then number."""
    found: dict[int, tuple[datetime, int]] = {}
    for first in range(0, len(claim_ids), 500):
        some = list(claim_ids[first : first + 500])
        query = select(claim.c.claim_id, stored(claim.c.received_at)).where(claim.c.claim_id.in_(some))
        for claim_id, received_at in connection.execute(query):
            found[claim_id] = (read_instant(received_at), claim_id)
    return found


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
