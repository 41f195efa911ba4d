"""What of a staff list may be taken back, firm by firm: what did not change since, and was not taken back yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from mutua.store.bulk import among
from mutua.store.tables_firms import enrolment, staff_list


class Undoing(NamedTuple):
    """Of a list: its firms; those whose part alone was taken back; those of which nothing changed since."""

    firm_ids: frozenset[int]
    undone: frozenset[int]
    standing: frozenset[int]

    @property
    def left(self) -> frozenset[int]:
        """The firms whose part was not taken back by itself."""
        return self.firm_ids - self.undone

    @property
    def stands_whole(self) -> bool:
        """Whether all that is left of the list may be taken back at once."""
        return bool(self.standing) and self.standing == self.left


def undoings(connection: Connection, list_ids: Iterable[int]) -> dict[int, Undoing]:
    """Of each list that told of somebody what of it may be taken back. Three queries."""
    c, ids = enrolment.c, {"ids": sorted(set(list_ids))}
    told: dict[int, dict[int, tuple[int, int, bool]]] = {}
    query = select(c.list_id, c.enrolment_id, c.firm_id, c.sequence, c.void).where(among(c.list_id))
    for list_id, enrolment_id, firm_id, sequence, void in connection.execute(query.order_by(c.sequence), ids):
        told.setdefault(list_id, {})[enrolment_id] = firm_id, sequence, bool(void)
    touched = sorted({enrolment_id for rows in told.values() for enrolment_id in rows})
    last = select(c.enrolment_id, func.max(c.sequence)).where(among(c.enrolment_id)).group_by(c.enrolment_id)
    newest = {row[0]: row[1] for row in connection.execute(last, {"ids": touched})}
    back = parts_taken_back(connection, told)
    found = {}
    for list_id, rows in told.items():
        firms = {firm_id for firm_id, _, _ in rows.values()}
        moved = {firm_id for id_, (firm_id, sequence, void) in rows.items() if void or newest[id_] != sequence}
        undone = {firm_id for of, firm_id in back if of == list_id}
        found[list_id] = Undoing(frozenset(firms), frozenset(undone), frozenset(firms - moved))
    return found


def parts_taken_back(connection: Connection, list_ids: Iterable[int]) -> set[tuple[int, int]]:
    """The parts of these lists that were taken back by themselves: the list, the firm.

    Such an undo names no list that it undoes: which one it was stands in the enrolments, where the row before each of
    its rows is one of that list.
    """
    before, after = enrolment.alias("told_before"), enrolment.alias("told_after")
    following = (after.c.enrolment_id == before.c.enrolment_id) & (after.c.sequence == before.c.sequence + 1)
    query = (
        select(before.c.list_id, before.c.firm_id)
        .join(after, following)
        .join(staff_list, staff_list.c.list_id == after.c.list_id)
        .where(among(before.c.list_id) & (staff_list.c.mode == "undo") & staff_list.c.undoes_id.is_(None))
    )
    rows = connection.execute(query.distinct(), {"ids": sorted(set(list_ids))})
    return {(list_id, firm_id) for list_id, firm_id in rows}
