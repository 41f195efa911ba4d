"""Members for the tests of services: the law's own statute, a desk on any day, resolutions in one line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from mutua.domain.member_life import MemberKind, State, standing_on
from mutua.rules.library import shipped_path
from mutua.rules.statute import Statute
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.member_desk import MembersDesk, Told
from mutua.services.member_life import decide_application, register_member
from mutua.services.statutes import statute_at, statute_path
from mutua.store.members import ResolutionTold, read_lives
from services.societies import Society

LAW = statute_at(statute_path(shipped_path(), ""))


def desk(society: Society, today: date = date(2027, 6, 1), statute: Statute = LAW, **changes: object) -> MembersDesk:
    now = datetime(today.year, today.month, today.day, 10, tzinfo=UTC)
    at = Desktop(society.archive, society.plans, society.actor_id, now, society.ids)
    return MembersDesk(at, replace(statute, **changes))  # type: ignore[arg-type]  # fields of a statute


def board(reference: str, on: date) -> ResolutionTold:
    return ResolutionTold("board", reference, on)


def assembly(reference: str, on: date) -> ResolutionTold:
    return ResolutionTold("assembly", reference, on)


def told(found: Told | Refusal) -> Told:
    assert isinstance(found, Told), found
    return found


def refused(found: object) -> str:
    assert isinstance(found, Refusal), found
    return found.code


def member(
    society: Society, name: str, on: date = date(2026, 1, 10), kind: MemberKind = MemberKind.ORDINARY
) -> Told:
    """Applies nine days before and is admitted on the day."""
    at, person = desk(society), society.people[name]
    told(register_member(at, person, on=date.fromordinal(on.toordinal() - 9), kind=kind))
    return told(decide_application(at, person, admit=True, by=board(f"{on:%m%d}/{name}", on)))


def state(society: Society, name: str, on: date) -> State:
    with society.archive.reader.begin() as connection:
        lives = read_lives(connection, [society.people[name]])
    person = society.people[name]
    return standing_on(lives[person].events if person in lives else [], on).state
