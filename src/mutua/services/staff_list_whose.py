"""What of a staff list may be taken back, firm by firm: what did not change since, and was not taken back yet."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.store.bulk import among
from mutua.store.tables_firms import enrolment, staff_list


class Undoing(NamedTuple):
    """Of a list: its firms; those whose part alone was taken back; the enrolments, with their firms, of which something
    changed since, what was taken back again left out."""

    firm_ids: frozenset[int]
    undone: frozenset[int]
    moved: frozenset[tuple[int, int]]

    @property
    def standing(self) -> frozenset[int]:
        """The firms of whose people nothing changed since."""
        return self.firm_ids - {firm_id for firm_id, _ in self.moved}

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
    c, wanted = enrolment.c, set(list_ids)
    touched = connection.scalars(select(c.enrolment_id).where(among(c.list_id)), {"ids": sorted(wanted)})
    query = select(c.enrolment_id, c.firm_id, c.list_id).where(among(c.enrolment_id)).order_by(c.sequence)
    lists: dict[tuple[int, int], list[int | None]] = {}
    for enrolment_id, firm_id, list_id in connection.execute(query, {"ids": sorted(set(touched))}):
        lists.setdefault((firm_id, enrolment_id), []).append(list_id)
    undos = undos_among(connection, (one for told in lists.values() for one in told))
    parts: dict[int, tuple[set[int], set[int], set[tuple[int, int]]]] = {}
    for whose, told in lists.items():
        holds, back = still_told(told, undos)
        for list_id in wanted.intersection(told):
            firms, undone, moved = parts.setdefault(list_id, (set(), set(), set()))
            firms.add(whose[0])
            at = told.index(list_id)
            if undos.get(back.get(at), list_id) is None:
                undone.add(whose[0])
            if holds[-1:] != [at]:
                moved.add(whose)
    return {list_id: Undoing(*map(frozenset, three)) for list_id, three in parts.items()}  # type: ignore[arg-type]  # so


def was_taken_back(connection: Connection, list_id: int) -> bool:
    """Whether a list was taken back, be it for one firm alone."""
    if connection.scalar(select(staff_list.c.list_id).where(staff_list.c.undoes_id == list_id)) is not None:
        return True
    told = undoings(connection, [list_id]).get(list_id)
    return told is not None and bool(told.undone)


def undos_among(connection: Connection, list_ids: Iterable[int | None]) -> dict[int | None, int | None]:
    """Those of these lists that took another back, with which one: None where the part of one firm alone was."""
    c = staff_list.c
    query = select(c.list_id, c.undoes_id).where(among(c.list_id) & (c.mode == "undo"))
    ids = sorted({one for one in list_ids if one is not None})
    return {row[0]: row[1] for row in connection.execute(query, {"ids": ids})}


def still_told(
    lists: Sequence[int | None], undos: Container[int | None]
) -> tuple[list[int], dict[int, int | None]]:  # fmt: skip
    """Which rows of an enrolment still hold, by their places, and which were taken back, by which list.

    `lists`: by which list each row was told, None by none. What is taken back is the last that held then, and what was
    before holds again.
    """
    holds: list[int] = []
    back: dict[int, int | None] = {}
    for at, list_id in enumerate(lists):
        if list_id in undos and holds:
            back[holds.pop()] = list_id
        else:
            holds.append(at)
    return holds, back


def parts_taken_back(connection: Connection, list_ids: Iterable[int]) -> set[tuple[int, int]]:
    """The parts of these lists that were taken back by themselves: the list, the firm."""
    return {(list_id, firm_id) for list_id, one in undoings(connection, list_ids).items() for firm_id in one.undone}
