"""A staff list taken back, whole or for one firm: all is as it was before, where nothing of it changed since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection

from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.firm_identity import follow_identity
from mutua.services.firm_recording import CoveredAlready, Step, Stopped, record_steps
from mutua.services.firm_sight import Names
from mutua.services.locks import Moved, until_nobody_moves
from mutua.services.staff_list_whose import still_told, undoings, undos_among
from mutua.services.staff_lists import Done
from mutua.store.bulk import among
from mutua.store.claims import next_numbers
from mutua.store.firms import (
    enrolments_of_people,
    homes_with_relatives,
    open_firms,
    rows_of_enrolments,
    supplied_names,
)
from mutua.store.people import read_people
from mutua.store.tables_firms import enrolment, staff_list, supplied_identity_before
from mutua.store.tables_kept import FIRMS_CHAIN
from mutua.store.tellings import tell_order_of_list
from mutua.store.unit_of_work import UnitOfWork


def undo_list(
    at: Desktop, list_id: int, *, firm_id: int | None = None, by_firm: bool = False
) -> Done | Refusal:  # fmt: skip
    """Takes a list back: every enrolment is as it was before. Refuses where something of it was changed since, or it
    was taken back already. Who came into the archive by it stays there, without employment and cover.
    `firm_id`: of a list of several firms the part of this one alone, all of it or nothing; None: all that is left.
    `by_firm`: through its own door, and the society's register of people stays as it is."""

    locked: set[int] = set()

    def work(unit: UnitOfWork) -> Done | Refusal:
        open_firms(unit, locked)
        told = _still_there(unit.connection, list_id)
        if isinstance(told, Refusal):
            return told
        firms = _firms(unit.connection, list_id, firm_id)
        if isinstance(firms, Refusal):
            return firms
        steps = _back(unit.connection, list_id, firms.wanted)
        if isinstance(steps, Refusal):
            return steps
        persons = {one.person_id for one in steps}
        homes = homes_with_relatives(unit.connection, persons)
        if homes - locked:
            locked.update(homes)
            raise Moved
        new_id = next_numbers(unit, "staff_list")
        names = supplied_names(unit.connection, [one.before.one.enrolment_id for one in steps if one.before])
        people = read_people(unit.connection, homes, membership_only=True)
        try:
            record_steps(unit, at.plans, steps, people, list_id=new_id)
        except CoveredAlready:
            raise Stopped(Refusal("covered_already")) from None
        if not by_firm:
            follow_identity(unit, _names_back(unit.connection, steps, names))
        counts = told.new_count, told.ended_count, told.changed_count
        if not firms.every:
            counts = _counts(steps)
        entry = unit.entry(FIRMS_CHAIN, "staff_list")
        entry.add(
            staff_list, new_id, told.firm_id if firm_id is None else firm_id, told.intermediary_id, "undo",
            told.listed_on.isoformat(), told.file_sha256, told.fingerprint, *counts, list_id if firms.last else None,
        )  # fmt: skip
        tell_order_of_list(entry, new_id)
        return Done(new_id, *counts)

    try:
        return until_nobody_moves(at.archive, work, actor_id=at.actor_id, now=at.now)
    except Stopped as stopped:
        return stopped.refusal


def _still_there(connection: Connection, list_id: int) -> Any | Refusal:
    """The list; refuses one that is not there, that takes another back, or that was taken back whole."""
    told = _list_row(connection, list_id)
    if told is None:
        return Refusal("list_unknown", str(list_id))
    if told.mode == "undo":
        return Refusal("list_is_an_undo", str(list_id))
    if connection.scalar(staff_list.select().where(staff_list.c.undoes_id == list_id)) is not None:
        return Refusal("list_taken_back", str(list_id))
    return told


class _Firms(NamedTuple):
    """Whose part of a list is taken back now. `every`: all that it is of; `last`: nothing of it is left then."""

    wanted: Collection[int]
    every: bool
    last: bool


def _firms(connection: Connection, list_id: int, firm_id: int | None) -> _Firms | Refusal:
    parts = undoings(connection, [list_id]).get(list_id)
    if parts is None:  # it told of nobody
        return _Firms((), True, True) if firm_id is None else Refusal("list_unknown", str(list_id))
    if firm_id is not None and firm_id not in parts.firm_ids:
        return Refusal("list_unknown", str(list_id))
    wanted = parts.left if firm_id is None else parts.left & {firm_id}
    if not wanted:
        return Refusal("list_taken_back", str(list_id))
    return _Firms(wanted, wanted == parts.firm_ids, wanted == parts.left)


def _counts(steps: Iterable[Step]) -> tuple[int, int, int]:
    """How many had come by what is taken back, how many had gone, of how many something else had changed."""
    new, ended, changed = 0, 0, 0
    for one in steps:
        was = one.before.one if one.before else None
        if one.after is None:
            new += 1
        elif was is not None and was.left_on is not None and one.after.left_on is None:
            ended += 1
        else:
            changed += 1
    return new, ended, changed


def _names_back(
    connection: Connection, steps: Iterable[Step], names: Mapping[int, Names]
) -> dict[int, tuple[Names, Names, date]]:
    """The names and codes that a list had changed, the other way round."""
    return {
        one.person_id: (names[one.after.enrolment_id], one.names, one.after.hired_on)
        for one in steps
        if one.after is not None and one.names is not None and names[one.after.enrolment_id] != one.names
    }


def _list_row(connection: Connection, list_id: int) -> Any:
    return connection.execute(staff_list.select().where(staff_list.c.list_id == list_id)).one_or_none()


def _back(connection: Connection, list_id: int, firm_ids: Collection[int]) -> list[Step] | Refusal:
    """The steps that lead back to before the list at these firms, names included."""
    c = enrolment.c
    here = (c.list_id == list_id) & among(c.firm_id)
    touched = connection.scalars(
        enrolment.select().with_only_columns(c.enrolment_id).where(here), {"ids": sorted(firm_ids)}
    ).all()
    told = rows_of_enrolments(connection, touched)
    now = enrolments_of_people(connection, {rows[-1][0].one.person_id for rows in told.values()})
    query = supplied_identity_before.select().where(supplied_identity_before.c.list_id == list_id)
    names = {row.enrolment_id: tuple(row)[2:] for row in connection.execute(query)}
    undos = undos_among(connection, (one.list_id for rows in told.values() for one, _ in rows))
    steps: list[Step] = []
    for id_, rows in told.items():
        holds, _ = still_told([one.list_id for one, _ in rows], undos)
        newest, void = rows[holds[-1]] if holds else (None, True)
        if newest is None or newest.list_id != list_id or void:
            return Refusal("list_changed_since", str(id_))
        earlier = rows[holds[-2]] if len(holds) > 1 else None
        after = None if earlier is None or earlier[1] else replace(earlier[0].one, absences=now[id_].one.absences)
        steps.append(Step(now[id_], after, names.get(id_) if after else None))
    return steps
