"""Proxies in the archive: who may look after whose matters, from when until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, or_, select

from mutua.store.tables import proxy
from mutua.store.unit_of_work import Entry


class Proxy(NamedTuple):
    """The delegate acts for the grantor from a day to a day, both included (None: until it is taken back)."""

    proxy_id: int
    grantor_id: int
    delegate_id: int
    how: str  # of `PROXY_WAYS`
    effective_from: date
    ends_on: date | None

    def holds_on(self, day: date) -> bool:
        return self.effective_from <= day and (self.ends_on is None or day <= self.ends_on)


def tell_proxy(entry: Entry, one: Proxy, *, void: bool = False) -> None:
    entry.add(
        proxy, one.proxy_id, one.grantor_id, one.delegate_id, one.how, one.effective_from.isoformat(),
        None if one.ends_on is None else one.ends_on.isoformat(), int(void),
    )  # fmt: skip


def read_proxies(connection: Connection, person_ids: Sequence[int]) -> list[Proxy]:
    """The proxies that any of the people gave or got, as they count now, by first day. One told several times ends on
    the earliest of the days told."""
    c = proxy.c
    query = select(
        c.proxy_id, c.grantor_id, c.delegate_id, c.how, c.effective_from, c.ends_on, c.void
    ).where(or_(c.grantor_id.in_(person_ids), c.delegate_id.in_(person_ids)))
    found: dict[int, Proxy] = {}
    never: set[int] = set()
    for *told, void in connection.execute(query):
        one = Proxy(*told)
        before = found.get(one.proxy_id, one)
        days = [day for day in (before.ends_on, one.ends_on) if day is not None]
        found[one.proxy_id] = one._replace(ends_on=min(days, default=None))
        if void:
            never.add(one.proxy_id)
    standing = [one for one in found.values() if one.proxy_id not in never]
    return sorted(standing, key=lambda one: (one.effective_from, one.proxy_id))
