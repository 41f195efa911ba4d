"""Who a person is, put right: name, code, card, birth, address, telephone; never the account for payments.

Identities are not history: the newest one is the only one. That somebody changed which parts is written down.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, insert

from mutua.domain.records import Identity
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.household_kin import why_no_kin
from mutua.services.member_desk import in_households
from mutua.services.newcomers import no_name
from mutua.store.people import change_identity, read_people
from mutua.store.tables import audit
from mutua.store.unit_of_work import UnitOfWork
from mutua.store.who import people_by_number, read_identities

PARTS = (
    "surname", "given_name", "fiscal_code", "card_number", "born_on", "sex", "address", "postal_code", "municipality",
    "phone", "email",
)  # fmt: skip


class Corrected(NamedTuple):
    """Which parts changed, and who the person was and is."""

    parts: tuple[str, ...]
    before: Identity
    after: Identity


def mark_of(who: Identity) -> str:
    """A short mark of what a form was filled from: whoever saves says by it what they had seen."""
    return hashlib.sha256(repr([getattr(who, part) for part in PARTS]).encode()).hexdigest()[:16]


def correct_person(at: Desktop, person_id: int, told: Identity, *, seen: str) -> Corrected | Refusal:
    """The person as told from now on, the account for payments as it was.

    Refuses who was erased, what is no name, a person without any number, a number that is somebody else's, what changes
    nothing, what was changed by somebody since it was `seen`, and a birth by which a child is older than the parent.
    """

    wrong = no_name(told.surname, *([told.given_name] if told.given_name else []))
    if wrong is not None:
        return wrong

    def work(unit: UnitOfWork, homes: set[int]) -> Corrected | Refusal:
        before = read_identities(unit.connection, [person_id]).get(person_id)
        if before is None:
            return Refusal("erased_already")
        if mark_of(before) != seen:
            return Refusal("details_changed")
        numbers = [number for number in (told.card_number, told.fiscal_code) if number]
        if not numbers:
            return Refusal("number_missing")
        taken = people_by_number(unit.connection, numbers, numbers)
        others = next((number for number in numbers if taken.get(number, {person_id}) != {person_id}), None)
        if others is not None:
            return Refusal("number_taken", others)
        after = told._replace(iban=before.iban)
        parts = tuple(part for part in PARTS if getattr(before, part) != getattr(after, part))
        if not parts:
            return Refusal("nothing_changed")
        odd = _odd_birth(unit.connection, person_id, homes, after) if "born_on" in parts else None
        if odd is not None:
            return odd
        change_identity(unit, person_id, after)
        unit.connection.execute(
            insert(audit).values(at=unit.now, actor_id=unit.actor_id, kind="correction", object_kind="person",
                                 object_id=str(person_id), motive=", ".join(parts))
        )  # fmt: skip
        return Corrected(parts, before, after)

    return in_households(at, person_id, work)


def _odd_birth(connection: Connection, person_id: int, homes: Iterable[int], after: Identity) -> Refusal | None:
    """Why nobody born on that day can be what this person is, or was, in a household."""
    people = read_people(connection, homes)
    found = (
        why_no_kin(connection, people, place, {person_id: after.born_on}) for place in people.places.get(person_id, ())
    )
    return next((one for one in found if one is not None), None)
