"""What members owe as members, covered or not: the admission and membership fees, by a plan of the society's own.

The plan `quota-sociale` in the society's folder of the rulesets states them: it is the contributions of whoever is a
member, from the admission to the end of the membership. Without such a plan members owe no fee.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from mutua.domain.case import Cover, Dated, FactValue
from mutua.domain.member_life import ENTRIES, MEMBERS, Event, LifeEvent, MemberKind, steps_of
from mutua.services.plan_book import PlanBook
from mutua.services.statutes import SOCIETY_FOLDER
from mutua.store.members import Life
from mutua.store.settings import read_setting

FEES = "quota-sociale"
_MEMBERSHIP = "socio"
_ONE_DAY = timedelta(days=1)
_WORDS = {
    MemberKind.ORDINARY: "ordinario", MemberKind.SUPPORTING: "sostenitore", MemberKind.GROUP: "collettivo",
}  # fmt: skip


def fees_plan(connection: Connection, plans: PlanBook) -> str | None:
    """The code of the plan that states what the members of the archive's society owe; None where there is none.

    A plan that is there with mistakes is given too: whoever charges finds it unreadable, and says so.
    """
    society = read_setting(connection, SOCIETY_FOLDER)
    code = f"{society}/{FEES}"
    return code if society and plans.has(code) else None


def memberships(events: Sequence[LifeEvent]) -> list[Cover]:
    """From when to when somebody is a member, as covers that are counted from the admission.

    Who is a member again because an appeal was upheld was not admitted anew; suspended members are members.
    """
    found: list[Cover] = []
    since, admitted = None, None
    for one, state in steps_of(events):
        if state in MEMBERS:
            if since is None:
                since = one.effective_on
                admitted = one.effective_on if admitted is None or one.event in ENTRIES else admitted
        elif since is not None:
            if one.effective_on > since:
                found.append(Cover(_MEMBERSHIP, since, one.effective_on - _ONE_DAY, admitted))
            since = None
    return [*found, Cover(_MEMBERSHIP, since, None, admitted)] if since is not None else found


@dataclass(frozen=True, slots=True)
class Fees:
    """The plan of the fees, and the lives of those who may owe them."""

    plan_code: str
    lives: Mapping[int, Life]

    def covers(self, person_id: int) -> list[Cover]:
        life = self.lives.get(person_id)
        return [] if life is None else memberships(life.events)

    def facts(self, person_id: int, covers: Sequence[Cover], *, assisted: bool) -> dict[str, FactValue]:
        """What a plan of fees may ask of a member: since when, of which kind, readmitted or not, with a cover or not.

        `covers`: the memberships of the year; the last one counts.
        """
        events = self.lives[person_id].events
        joined = max(one.seniority_from for one in covers)
        again = any(one.event is Event.READMITTED and one.effective_on == joined for one in events)
        return {
            "iscrizione": joined, "decorrenza": joined, "categoria_socio": Dated(_kinds(events)),
            "socio_riammesso": again, "con_assistenze": assisted,
        }  # fmt: skip


def _kinds(events: Sequence[LifeEvent]) -> tuple[tuple[date, str], ...]:
    """Of which kind the member is, from each day on which that was told."""
    told = {one.effective_on: _WORDS[one.kind] for one, _ in steps_of(events) if one.kind is not None}
    return tuple(sorted(told.items()))
