"""Who may take a staff list back: whoever acts for all its firms, as long as nothing of it changed since."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from mutua.store.bulk import among
from mutua.store.firm_view import views_of_intermediary
from mutua.store.tables_firms import enrolment, staff_list


class Undoing(NamedTuple):
    """Of a list: its firms; `standing`: nothing of it changed since; `by_consultant`: whoever brought it in the name of
    several firms may still enrol the people of all of them."""

    firm_ids: frozenset[int]
    standing: bool
    by_consultant: bool


def undoings(connection: Connection, list_ids: Iterable[int], today: date) -> dict[int, Undoing]:
    """Of each list that told of somebody what decides who may take it back. Three queries, and one a consultant."""
    c, ids = enrolment.c, {"ids": sorted(set(list_ids))}
    told: dict[int, dict[int, tuple[int, bool]]] = {}
    firms: dict[int, set[int]] = {}
    query = select(c.list_id, c.enrolment_id, c.firm_id, c.sequence, c.void).where(among(c.list_id))
    for list_id, enrolment_id, firm_id, sequence, void in connection.execute(query.order_by(c.sequence), ids):
        told.setdefault(list_id, {})[enrolment_id] = sequence, bool(void)
        firms.setdefault(list_id, set()).add(firm_id)
    touched = sorted({enrolment_id for rows in told.values() for enrolment_id in rows})
    last = select(c.enrolment_id, func.max(c.sequence)).where(among(c.enrolment_id)).group_by(c.enrolment_id)
    newest = {row[0]: row[1] for row in connection.execute(last, {"ids": touched})}
    brought = select(staff_list.c.list_id, staff_list.c.intermediary_id).where(among(staff_list.c.list_id))
    by_whom = {row[0]: row[1] for row in connection.execute(brought, ids)}
    theirs = {
        id_: {one.firm_id for one in views_of_intermediary(connection, id_, today) if one.may_enrol}
        for id_ in set(by_whom.values()) if id_ is not None
    }  # fmt: skip
    return {
        list_id: Undoing(
            frozenset(firms[list_id]),
            all(newest[one] == sequence and not void for one, (sequence, void) in rows.items()),
            firms[list_id] <= theirs.get(by_whom.get(list_id), set()),
        )
        for list_id, rows in told.items()
    }  # fmt: skip
