"""Is all well with the covers? Nobody twice under one assistance on a day, reasons that there are, use carried once."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from mutua.domain.cover_life import STEPS, CoverReason, CoverStep, overlap, same_assistance
from mutua.domain.italian import written_day
from mutua.services.finding import Finding
from mutua.store.codes import unknown_codes
from mutua.store.covers import carried_without_movement, people_told_twice
from mutua.store.people import households_of, read_people
from mutua.store.tables import cover_change
from mutua.store.tables_covers import COVER_CODES


def check_cover_codes(connection: Connection) -> Iterator[Finding]:
    """Every code is one of those that there are, and every change one that its reason may make."""
    for place, found in connection.execute(_UNKNOWN):
        yield Finding("member_code_unknown", place, found)
    told = cover_change.c
    changes = select(told.chain_id, told.position, told.reason, told.from_plan, told.to_plan)
    for chain_id, position, reason, before, after in connection.execute(changes):
        step = CoverStep.JOIN if before is None else CoverStep.LEAVE if after is None else CoverStep.CHANGE
        if reason in frozenset(CoverReason) and step not in STEPS[CoverReason(reason)]:
            yield Finding("cover_reason", f"{chain_id}:{position}", reason)


def check_covers_apart(connection: Connection) -> Iterator[Finding]:
    """No two covers of one person under the same assistance of a plan on the same day."""
    ids = people_told_twice(connection)
    for first in range(0, len(ids), 500):
        some = ids[first : first + 500]
        homes = households_of(connection, some)
        people = read_people(connection, {home for theirs in homes.values() for home in theirs})
        for person_id in some:
            covers = sorted(people.covers.get(person_id, ()), key=lambda pair: pair[1].effective_from)
            for at, (plan, one) in enumerate(covers):
                for other_plan, other in covers[at + 1 :]:
                    day = overlap(one, other)
                    if plan == other_plan and same_assistance(one.assistance, other.assistance) and day is not None:
                        yield Finding("cover_twice_on_a_day", f"{person_id}:{plan}", written_day(day))


def check_carried(connection: Connection) -> Iterator[Finding]:
    """Use that was carried to another plan is the movement of its entry, and no other movement is without a request."""
    for chain_id, position in carried_without_movement(connection):
        yield Finding("carried_differs", f"{chain_id}:{position}")


_UNKNOWN = unknown_codes(COVER_CODES)
COVER_CHECKS = (check_cover_codes, check_covers_apart, check_carried)
