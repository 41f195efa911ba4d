"""What was recorded last of a member was a mistake: it is taken back, with the covers and places that it ended.

Nothing is changed: the mistake stays in history, and beside it that it was one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, and_, select

from mutua.domain.cover_life import CoverReason
from mutua.domain.member_life import NOTED, Event, LifeEvent, last_standing
from mutua.services.decide_claim import Refusal
from mutua.services.firm_relatives import follow_worker
from mutua.services.firm_sight import look_again
from mutua.services.member_desk import MembersDesk, Open, Told, on_member
from mutua.services.plan_book import PlanBook
from mutua.store.base import stored
from mutua.store.members import read_deaths, tell_death
from mutua.store.people import people_of
from mutua.store.tables import cover, cover_change, death, entry, household_place, membership
from mutua.store.unit_of_work import Entry

# Which columns make the key of a fact, as `store.people` knows it.
_COVER = (cover.c.person_id, cover.c.plan_code, cover.c.assistance, cover.c.effective_from)
_PLACE = (household_place.c.person_id, household_place.c.effective_from)


def take_back(desk: MembersDesk, person_id: int, *, motive: str) -> Told | Refusal:
    """The last event of the person's life that stands never happened, or the death of somebody who is no member.

    Covers and places that it ended are told again as they were, save those that were told anew since. The book notes it
    where it noted the event; a number once given stays that person's.
    """

    def work(one: Open) -> Told | Refusal:
        if not motive.strip():
            return Refusal("motive_missing")
        event = LifeEvent(Event.TAKEN_BACK, one.today, one.today)
        at = last_standing(one.life.events)
        died = one.person_id in read_deaths(one.unit.connection, [one.person_id])
        if died and (at is None or one.life.events[at].event is not Event.DIED):
            _tell_again(one, desk.at.plans, _death_recorded_at(one), with_death=True)
            return Told(one.person_id, event, notices=tuple(one.notices))
        if at is None:
            return Refusal("life_not_allowed")
        last = one.life.events[at]
        _tell_again(one, desk.at.plans, _recorded_at(one, at + 1), with_death=last.event is Event.DIED)
        return one.tell(event, motive=motive.strip(), noted=last.event in NOTED)

    return on_member(desk, person_id, work)


def _recorded_at(one: Open, sequence: int) -> datetime:
    """When the event was recorded: what it ended was told at the same moment."""
    query = select(entry.c.recorded_at).where(
        (entry.c.chain_id == membership.c.chain_id) & (entry.c.position == membership.c.position)
        & (membership.c.person_id == one.person_id) & (membership.c.sequence == sequence)
    )  # fmt: skip
    found: datetime = one.unit.connection.execute(query).scalar_one()
    return found


def _death_recorded_at(one: Open) -> datetime:
    query = (
        select(entry.c.recorded_at)
        .where((entry.c.chain_id == death.c.chain_id) & (entry.c.position == death.c.position))
        .where((death.c.person_id == one.person_id) & (death.c.void == 0))
        .order_by(death.c.position.desc())
    )
    found: datetime = one.unit.connection.scalars(query).first()  # type: ignore[assignment]  # there is one
    return found


def _death_told_in(one: Open) -> int:
    """The chain on which the death was told: what takes it back stands there too, after it."""
    query = select(death.c.chain_id).where(death.c.person_id == one.person_id).order_by(death.c.chain_id.desc())
    return int(one.unit.connection.execute(query.limit(1)).scalar_one())


def _tell_again(one: Open, book: PlanBook, at: datetime, *, with_death: bool) -> None:
    """What was told at that moment to end something is told as it was before."""
    people, again = people_of(one.unit.connection, one.homes), 0
    for chain_id in sorted(one.homes | {place.household_id for some in one.people.places.values() for place in some}):
        rows = [
            *((cover, row) for row in _before(one, cover, _COVER, cover.c.person_id.in_(people), chain_id, at)),
            *((household_place, row) for row in _before(
                one, household_place, _PLACE, household_place.c.person_id == one.person_id, chain_id, at)),
        ]  # fmt: skip
        if rows:
            told, numbers = one.unit.entry(chain_id, "told_again"), {cover: count(1), household_place: count(1)}
            for table, row in rows:
                told.add(table, next(numbers[table]), *row)
            _say_taken_back(one, told, [row for table, row in rows if table is cover])
            again += len(rows)
    if with_death:
        (died_on,) = read_deaths(one.unit.connection, [one.person_id]).values()
        tell_death(one.unit.entry(_death_told_in(one), "told_again"), 1, one.person_id, died_on, void=True)
        look_again(one.unit, one.person_id)
        follow_worker(one.unit, book, one.person_id, one.people)
    if again:
        one.notices.append(("told_again", str(again)))


def _say_taken_back(one: Open, told: Entry, rows: Sequence[tuple[Any, ...]]) -> None:
    """Covers that go on after all: their end was a mistake."""
    today = one.today.isoformat()
    for number, (person_id, plan, assistance, _, since, *_rest) in enumerate(rows, 1):
        kept = (CoverReason.TAKEN_BACK.value, today, since)
        told.add(cover_change, number, person_id, *kept, None, None, None, plan, assistance, since)


def _before(
    one: Open, table: Table, key: tuple[Column[Any], ...], whose: ColumnElement[bool], chain_id: int, at: datetime
) -> Iterator[tuple[Any, ...]]:
    """The rows of a chain as they were before those told at the moment to end something, where none is newer."""
    values = [stored(column) for column in table.columns if column.name not in ("chain_id", "position", "number")]
    query = (
        select(entry.c.kind, entry.c.recorded_at, *[stored(column) for column in key], *values)
        .select_from(
            table.join(entry, and_(entry.c.chain_id == table.c.chain_id, entry.c.position == table.c.position))
        )
        .where((table.c.chain_id == chain_id) & whose)
        .order_by(table.c.position, table.c.number)
    )
    told: dict[tuple[Any, ...], list[Any]] = {}
    for row in one.unit.connection.execute(query):
        told.setdefault(tuple(row[2 : 2 + len(key)]), []).append(row)
    for rows in told.values():
        newest = rows[-1]
        if len(rows) > 1 and newest[0] in ("covers_end", "place_end") and newest[1] == at:
            yield tuple(rows[-2][2 + len(key) :])
