"""What is still open of each request, kept beside history so that lists of work never look at all that ever was.

It is worked out from the very rows that are written: cents that come onto an account of a request or leave it, and how
many lines of its newest decision wait for something.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, or_, select

from mutua.store.bulk import Written
from mutua.store.tables import claim, decision, decision_line, ledger_entry, posting
from mutua.store.tables_work import PAPERS, SUSPENDED, claim_open

KINDS = ("payable", "deferred", "recoverable")  # of account
_STARTS = tuple(f"{kind}:" for kind in KINDS)
Row = tuple[Any, ...]

_INTO = "INSERT INTO claim_open (claim_id, what, amount, received_at) VALUES "
# Of a request that is written by the same statement the day is given: there is none to be looked up yet.
_ROW = "({}, {}, {}, coalesce({}, (SELECT claim.received_at FROM claim WHERE claim.claim_id = {})))"
_MORE = " ON CONFLICT (claim_id, what) DO UPDATE SET amount = claim_open.amount + excluded.amount"
_NOW = " ON CONFLICT (claim_id, what) DO UPDATE SET amount = excluded.amount"
_SEVERAL = (
    "INSERT INTO claim_open (claim_id, what, amount, received_at)"
    " SELECT one.claim_id, one.what, one.amount, coalesce(one.received_at, claim.received_at)"
    " FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::text[], %s::bigint[])"
    " AS one (claim_id, what, amount, received_at, again) LEFT JOIN claim ON claim.claim_id = one.again"
)


def opened_by(rows: Mapping[Table, Sequence[Row]]) -> list[Written]:
    """What to write beside the rows of some entries, by table, each with chain and position in front."""
    moved: dict[tuple[int, str], int] = {}
    claims = {row[:3]: row[6] for row in rows.get(ledger_entry, ())}
    for row in rows.get(posting, ()):
        claim_id = claims.get(row[:3])
        if claim_id is not None and row[4].startswith(_STARTS):
            moved[claim_id, row[4]] = moved.get((claim_id, row[4]), 0) + row[5]
    waits: dict[tuple[int, int], int] = {}
    for row in rows.get(decision_line, ()):
        if row[4] == SUSPENDED:
            waits[row[0], row[1]] = waits.get((row[0], row[1]), 0) + 1
    newest: dict[int, Row] = {}
    for row in rows.get(decision, ()):
        if row[2] not in newest or newest[row[2]][3] < row[3]:
            newest[row[2]] = row
    # The first decision of a request that waits for nothing has nothing to take back.
    told = [
        (claim_id, SUSPENDED, waits.get((row[0], row[1]), 0)) for claim_id, row in sorted(newest.items())
        if row[3] > 1 or (row[0], row[1]) in waits
    ]  # fmt: skip
    changed = [(*key, cents) for key, cents in sorted(moved.items()) if cents]
    came = {row[2]: row[6] for row in rows.get(claim, ())}
    return [
        Written(_INTO, _ROW, [(*row, came.get(row[0]), row[0]) for row in some], after, columns=_SEVERAL + after)
        for some, after in ((changed, _MORE), (told, _NOW)) if some
    ]  # fmt: skip


def without_papers(some: Sequence[tuple[int, int]]) -> Written:
    """What to write of authorisations that were decided: how many papers are still to come of each."""
    rows = [(claim_id, PAPERS, count, None, claim_id) for claim_id, count in some]
    return Written(_INTO, _ROW, rows, _NOW, columns=_SEVERAL + _NOW)


def still_holds(today: date) -> ColumnElement[bool]:
    """Whether an authorisation, whose papers may still be to come, can still be used."""
    return or_(claim.c.expires_on.is_(None), claim.c.expires_on >= today)


def worked_out(connection: Connection) -> dict[tuple[int, str], int]:
    """The same from history alone, noughts left out: what `claim_open` has to say, but of papers, which rules know."""
    of_entry = (
        (posting.c.chain_id == ledger_entry.c.chain_id) & (posting.c.position == ledger_entry.c.position)
        & (posting.c.number == ledger_entry.c.number)
    )  # fmt: skip
    books = (
        select(ledger_entry.c.claim_id, posting.c.account, func.sum(posting.c.amount_cents))
        .where(of_entry & ledger_entry.c.claim_id.is_not(None))
        .where(or_(*[posting.c.account.startswith(start) for start in _STARTS]))
        .group_by(ledger_entry.c.claim_id, posting.c.account)
    )
    later = decision.alias("later")
    last = select(func.max(later.c.sequence)).where(later.c.claim_id == decision.c.claim_id).scalar_subquery()
    same = (decision_line.c.chain_id == decision.c.chain_id) & (decision_line.c.position == decision.c.position)
    waits = (
        select(decision.c.claim_id, func.count())
        .where(same & (decision_line.c.outcome == SUSPENDED) & (decision.c.sequence == last))
        .group_by(decision.c.claim_id)
    )
    found = {(claim_id, account): int(cents) for claim_id, account, cents in connection.execute(books) if cents}
    return found | {(claim_id, SUSPENDED): count for claim_id, count in connection.execute(waits)}


def differing(connection: Connection) -> Iterable[int]:
    """The requests of which something else is open than the list says, or that came at another moment."""
    query = select(claim_open.c.claim_id, claim_open.c.what, claim_open.c.amount).where(
        (claim_open.c.amount != 0) & (claim_open.c.what != PAPERS)
    )
    listed = {(claim_id, what): amount for claim_id, what, amount in connection.execute(query)}
    otherwise = {claim_id for claim_id, _ in dict(listed.items() ^ worked_out(connection).items())}
    both = claim_open.join(claim, claim.c.claim_id == claim_open.c.claim_id)
    moved = select(claim.c.claim_id).select_from(both).where(claim.c.received_at != claim_open.c.received_at)
    return sorted({*otherwise, *connection.scalars(moved)})
