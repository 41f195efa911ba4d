"""What waits to be paid, a page at a time: how many requests and how much, those of the page looked at one by one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, func, select

from mutua.services.claim_states import deferred_until, owed_cents, what_is_open
from mutua.services.four_eyes import digest_of_shown
from mutua.services.payment_draft import LeftOut, Payable, came_back_doubtful, looked_at
from mutua.store.bulk import among
from mutua.store.payment_runs import claims_in_runs
from mutua.store.tables import claim, claim_open

AT_ONCE = 25  # of a page


class WaitingToPay(NamedTuple):
    """A page of the requests with something owed, the oldest first. `total`, `cents`: of all of them.

    `left`: those of the page that are not paid now. `in_run`: those in a run that has not ended, which are not listed;
    nor are those that came back (`back`), or of whoever looks and their family (`of_family`).
    """

    number: int
    pages: int
    total: int
    cents: int
    lines: tuple[Payable, ...]
    left: tuple[LeftOut, ...]
    back: tuple[Payable, ...]
    in_run: int
    of_family: int
    newest: int

    @property
    def stamp(self) -> str:
        """Another one as soon as anything that the page shows is otherwise: a sum, an account, how much waits in all.

        Of the other pages it holds how many there are, their sum and the newest request.
        """
        shown = [f"{one.claim_id} {one.cents} {one.iban} {one.holder}" for one in (*self.lines, *self.back)]
        return digest_of_shown(f"{self.total} {self.cents} {self.newest}", *shown)


def waiting_to_pay(
    connection: Connection, on: date, number: int = 1, *, family: Collection[int] = ()
) -> WaitingToPay:
    """A page of what could be paid on a day, and how much waits in all; nothing is written."""
    theirs = _of_family(connection, on, family)
    back = [one for one in came_back_doubtful(connection, on) if one.person_id not in family]
    in_runs = claims_in_runs(connection)
    without = {"ids": sorted({*theirs, *in_runs, *(one.claim_id for one in back)})}
    which = what_is_open(on)["to-pay"] & ~among(claim_open.c.claim_id)
    total, cents, newest = _sums(connection, which, without["ids"], on)
    query = (
        select(claim_open.c.claim_id).where(which)
        .group_by(claim_open.c.received_at, claim_open.c.claim_id)
        .order_by(claim_open.c.received_at, claim_open.c.claim_id)
    )  # fmt: skip
    some = connection.scalars(query.limit(AT_ONCE).offset((number - 1) * AT_ONCE), without).all()
    lines, left = looked_at(connection, some, on, in_runs)
    return WaitingToPay(number, max(1, -(-total // AT_ONCE)), total, cents, tuple(lines), tuple(left), tuple(back),
                        len(in_runs), len(theirs), newest)  # fmt: skip


def _of_family(connection: Connection, on: date, family: Collection[int]) -> list[int]:
    """The requests of these people with something owed."""
    if not family:
        return []
    query = select(claim_open.c.claim_id).distinct().join(claim, claim.c.claim_id == claim_open.c.claim_id)
    which = what_is_open(on)["to-pay"] & among(claim.c.person_id)
    return list(connection.scalars(query.where(which), {"ids": sorted(family)}))


def _sums(
    connection: Connection, which: ColumnElement[bool], without: Collection[int], on: date
) -> tuple[int, int, int]:
    """How many requests wait, how much is owed for them, the newest of them.

    The database adds up what is owed plainly; what was put off until now is worked out request by request.
    """
    deferred = select(claim_open.c.claim_id).where(deferred_until(on), ~among(claim_open.c.claim_id))
    begun = set(connection.scalars(deferred, {"ids": list(without)}))
    plain = select(
        func.count(claim_open.c.claim_id.distinct()), -func.coalesce(func.sum(claim_open.c.amount), 0),
        func.coalesce(func.max(claim_open.c.claim_id), 0),
    ).where(which)  # fmt: skip
    total, cents, newest = connection.execute(plain, {"ids": sorted({*without, *begun})}).one()
    owed = owed_cents(connection, sorted(begun), on) if begun else {}
    return int(total) + len(begun), int(cents) + sum(owed.values()), max(int(newest), *begun, 0)
