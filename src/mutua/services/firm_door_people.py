"""What a firm is told of the covers of its people: what its own plans give them, by what the firm itself told.

Whether somebody is covered elsewhere too, through another firm or by a contract of their own, is the society's to know
and to see to. Until it has, the firm reads of everybody alike what its plan says; what it is asked for stands on its
statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection

from mutua.domain.firm_covers import covers_of
from mutua.domain.firms import Absence, Category, Enrolment, FirmPlan
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.firm_sight import as_seen, by_person
from mutua.store.firm_view import RosterRow
from mutua.store.firms import enrolments_of_firms, leaves_told_at, read_plans


def as_firm_sees(connection: Connection, firm_id: int, rows: Sequence[RosterRow]) -> list[RosterRow]:
    """The rows of a firm's roster with the days that its own plans cover, were there nobody but the firm; who left may
    go on alone until so many days after their leave was told."""
    recorded = enrolments_of_firms(connection, [firm_id])
    plans = {firm_id: read_plans(connection, [firm_id]).get(firm_id, [])}
    seen: dict[int, tuple[date | None, date | None, date | None]] = {}
    known: dict[tuple[object, ...], tuple[date | None, date | None, date | None]] = {}
    for several in by_person(recorded.values()).values():
        alone = [by_the_firm_alone(one) for one in several if not one.category.is_relative]
        for one in alone:
            key = (one.category, one.hired_on, one.left_on, one.reason, one.absences, one.died_on)
            if len(alone) > 1:
                seen[one.enrolment_id] = as_seen(one, covers_of(alone, plans), plans)
                continue
            if key not in known:
                known[key] = as_seen(one, covers_of([one], plans), plans)
            seen[one.enrolment_id] = known[key]
    nothing = (None, None, None)
    shown = [_with(row, seen.get(row.enrolment_id, nothing)) for row in rows]
    until = offers_stand(connection, {
        row.enrolment_id: (row.cover_until, row.offer_until) for row in shown if row.cover_until and row.offer_until
    })  # fmt: skip
    return [row._replace(offer_until=until.get(row.enrolment_id)) for row in shown]


def _with(row: RosterRow, seen: tuple[date | None, date | None, date | None]) -> RosterRow:
    return row._replace(cover_from=seen[0], cover_until=seen[1], offer_until=seen[2])


def by_the_firm_alone(one: Enrolment) -> Enrolment:
    """The enrolment without what the firm did not tell: a cover of their own, a death before they were hired."""
    told = tuple(away for away in one.absences if away[0] is not Absence.OWN_COVER)
    died = one.died_on if one.died_on is not None and one.died_on >= one.hired_on else None
    return replace(one, absences=told, died_on=died)


def first_covered(row: RosterRow, firm_id: int, plans: Iterable[FirmPlan]) -> date | None:
    """From which day the firm's plans would cover somebody who stayed; None: they are for others."""
    stays = Enrolment(0, 0, firm_id, Category(row.category), row.hired_on)
    return min((one.effective_from for one in covers_of([stays], {firm_id: list(plans)})), default=None)


def offers_stand(connection: Connection, offers: Mapping[int, tuple[date, date]]) -> dict[int, date]:
    """Until when those who left may say that they go on alone, by enrolment; given the last day covered, and until when
    if it was told by then. Who is told late has as many days, counted from the day on which it was told."""
    told_at = leaves_told_at(connection, offers)
    return {
        id_: until + max(day_in_rome(told_at[id_]) - last, timedelta()) if id_ in told_at else until
        for id_, (last, until) in offers.items()
    }
