"""How many there are, counted no further than somebody reads: whoever has thousands before them knows enough."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, select

MOST = 1000  # told exactly; beyond it stands «oltre 1.000»


class Counted(NamedTuple):
    """So many, or more than so many."""

    number: int
    more: bool


def counted(connection: Connection, query: Select[Any], most: int = MOST, **given: Any) -> Counted:
    """How many rows the statement has."""
    some = query.order_by(None).limit(most + 1).subquery()
    found = connection.scalar(select(func.count()).select_from(some), given) or 0
    return Counted(min(found, most), found > most)


def as_far_as(number: int, at_once: int) -> int:
    """How far to count for a page of so many rows: at least to its end, so that the next one is known of."""
    return max(MOST, number * at_once)
