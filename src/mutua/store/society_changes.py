"""What the society says of itself, as it was changed: which part, from what to what, on a chain of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.contact import PartChange
from mutua.store.bulk import among, insert_unless_there
from mutua.store.chain import beginning
from mutua.store.tables import actor, chain, entry, society_change
from mutua.store.tables_added import SOCIETY_CHAIN, SOCIETY_CHAIN_NAME
from mutua.store.unit_of_work import UnitOfWork


class Changed(NamedTuple):
    """A change with when it was made, and by whom."""

    at: datetime
    by: str
    change: PartChange


def lock_society(unit: UnitOfWork) -> None:
    """Locks the society's chain, made the first time: what stands there is read after it. It comes after everything
    else that is locked."""
    first = beginning(SOCIETY_CHAIN, "book", SOCIETY_CHAIN_NAME)
    insert_unless_there(
        unit.connection, chain, id=SOCIETY_CHAIN, kind="book", name=SOCIETY_CHAIN_NAME, position=0, head=first
    )  # fmt: skip
    unit.lock([SOCIETY_CHAIN])


def tell_society(unit: UnitOfWork, told: Iterable[PartChange]) -> None:
    """Writes down, onto the chain that is locked, what says something else now; nothing where nothing does."""
    changed = [one for one in told if one.before != one.after]
    if changed:
        made = unit.entry(SOCIETY_CHAIN, "society")
        for number, one in enumerate(changed, 1):
            made.add(society_change, number, one.part, one.before, one.after)


def changes_at(connection: Connection, positions: Collection[int]) -> dict[int, list[PartChange]]:
    """What was changed in some entries of the society's chain, by their place there."""
    found: dict[int, list[PartChange]] = {}
    for position, *told in connection.execute(_AT, {"ids": sorted(positions)}) if positions else ():
        found.setdefault(position, []).append(PartChange(*told))
    return found


def read_changes(connection: Connection) -> list[Changed]:
    """Everything that was changed, the oldest first."""
    return [Changed(at, by, PartChange(*told)) for at, by, *told in connection.execute(_ALL)]


_C = society_change.c
_TOLD = (_C.part, _C.text_before, _C.text_after)
_AT = select(_C.position, *_TOLD).where(_C.chain_id == SOCIETY_CHAIN, among(_C.position)).order_by(
    _C.position, _C.number
)  # fmt: skip
_ALL = (
    select(entry.c.recorded_at, actor.c.name, *_TOLD)
    .select_from(society_change.join(entry, (entry.c.chain_id == _C.chain_id) & (entry.c.position == _C.position))
                 .join(actor, actor.c.id == entry.c.actor_id))
    .order_by(_C.position, _C.number)
)  # fmt: skip
