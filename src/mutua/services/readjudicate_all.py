"""What would change in many households: a plan of each, told together, approved together or not at all.

Households that share somebody who moved, or whose requests draw on a pot that more than one household uses, are decided
anew together, as the nightly batch decides them; the others each by themselves, so that nobody waits for long.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.rules.content import ContentError
from mutua.services.claim_life import Desktop
from mutua.services.decide_batch import households_together
from mutua.services.decided_anew import decided_claims
from mutua.services.list_claims import person_ids
from mutua.services.locks import draws_on_shared_pots
from mutua.services.readjudicate import (
    Change,
    approve_readjudication,
    plan_readjudication,
)
from mutua.store.people import households_of, moved_people
from mutua.store.tables import household, parked_household
from mutua.store.who import household_ids


class GroupPlan(NamedTuple):
    """What would change in households that are decided anew together; `stamp` as `plan_readjudication` gives it."""

    households: tuple[int, ...]
    changes: tuple[Change, ...]
    stamp: str
    waiting: tuple[Change, ...] = ()  # those that need a second person


@dataclass(frozen=True, slots=True)
class WholePlan:
    """The decisions that would change, by group of households; `left`: households that cannot be decided anew;
    `excepted`: requests decided otherwise than the rules say, which stay as they are."""

    groups: tuple[GroupPlan, ...]
    left: tuple[int, ...] = ()
    excepted: tuple[int, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(change for group in self.groups for change in group.changes)

    @property
    def waiting(self) -> tuple[Change, ...]:
        """Those that would be proposed to a second person."""
        return tuple(change for group in self.groups for change in group.waiting)

    @property
    def difference_cents(self) -> int:
        """By how much the society would owe more (less, below nought)."""
        return sum(one.after_cents - one.before_cents for one in self.changes)

    @property
    def fingerprint(self) -> str:
        """Changes with anything that the plan rests on."""
        told = "".join(f"{','.join(map(str, one.households))}:{one.stamp};" for one in self.groups)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


@dataclass(slots=True)
class Approved:
    """What was recorded: how many corrections. `waiting`: how many wait for a second person.

    `changed_meanwhile`: groups that were no longer as they were shown.
    """

    corrections: int = 0
    waiting: int = 0
    difference_cents: int = 0
    changed_meanwhile: list[tuple[int, ...]] = field(default_factory=list)


def households_wanted(connection: Connection, codes: Sequence[str], member: str) -> list[int] | str:
    """The households with these codes, those of a person, or (neither said) all; a code or number that is nobody's."""
    if codes:
        found = household_ids(connection, codes)
        unknown = [code for code in codes if code not in found]
        return unknown[0] if unknown else sorted(found.values())
    if member:
        people = person_ids(connection, member)
        homes = {id_ for ids in households_of(connection, people).values() for id_ in ids}
        return sorted(homes) or member
    return sorted(connection.scalars(select(household.c.id)))


def plan_all(
    at: Desktop, household_ids: Sequence[int], told: Callable[[int, int], None] = lambda done, of: None
) -> WholePlan:
    """What would change in the households, and in those that must be decided anew with them. Nothing is written."""
    with at.archive.reader.begin() as connection:
        groups = _groups(connection, at, household_ids)
        parked = set(connection.scalars(select(parked_household.c.household_id)))
    plans: list[GroupPlan] = []
    left: list[int] = []
    excepted: list[int] = []
    for number, homes in enumerate(groups, 1):
        if parked.intersection(homes):
            left += homes
        else:
            try:
                plan = plan_readjudication(at, homes)
            except (ContentError, ValueError, LookupError):  # damaged records, as the batch finds them
                left += homes
            else:
                if plan.changes or plan.waiting:
                    plans.append(GroupPlan(homes, plan.changes, plan.stamp, plan.waiting))
                excepted += plan.excepted
        told(number, len(groups))
    return WholePlan(tuple(plans), tuple(left), tuple(sorted(excepted)))


def _groups(connection: Connection, at: Desktop, wanted: Sequence[int]) -> list[tuple[int, ...]]:
    """The households in groups that are decided anew together, by number."""
    every = sorted(connection.scalars(select(household.c.id)))
    homes: dict[int, Sequence[int]] = dict.fromkeys(every, ())
    together = households_together(homes, moved_people(connection))
    decided = decided_claims(connection, every)
    drawing = draws_on_shared_pots(connection, at.plans, decided)
    shared: list[int] = []
    alone: list[tuple[int, ...]] = []
    for some in together:
        if drawing and drawing.intersection(decided_claims(connection, some)):
            shared += some
        else:
            alone.append(tuple(some))
    groups = [*alone, *([tuple(sorted(shared))] if shared else [])]
    asked = set(wanted)
    return [group for group in groups if asked.intersection(group)]


def approve_all(
    at: Desktop, plan: WholePlan, *, motive: str, told: Callable[[int, int], None] = lambda done, of: None
) -> Approved:
    """Records exactly the plan, or proposes what needs two, by group; one that changed since is left and named."""
    done = Approved()
    for number, group in enumerate(plan.groups, 1):
        recorded, same = approve_readjudication(at, group.households, seen=group.stamp, motive=motive)
        if same:
            done.corrections += len(recorded.changes)
            done.waiting += len(recorded.waiting)
            done.difference_cents += recorded.difference_cents
        else:
            done.changed_meanwhile.append(group.households)
        told(number, len(plan.groups))
    return done
