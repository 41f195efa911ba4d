"""What a list would tell anew of a household and of its people, as values; nothing is looked up or written here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mutua.domain.case import Cover
from mutua.domain.member_life import LifeEvent
from mutua.domain.records import Identity, PersonTold
from mutua.intake.mistakes import Mistake
from mutua.store.people import FactRow, Place


class Employment(NamedTuple):
    """A person in a firm from a day to a day; `void` takes back what was told before.

    The firm by its number, or by name where somebody comes to it: others may make it at the same time.
    """

    firm_id: int | None
    name: str
    vat_number: str
    effective_from: date
    ends_on: date | None
    void: bool = False


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What would be told anew of a person the archive knows. `identity` is None where it stays as it is."""

    person_id: int
    rows: tuple[int, ...]
    identity: Identity | None = None
    places: tuple[Place, ...] = ()
    covers: tuple[tuple[str, Cover], ...] = ()
    facts: tuple[FactRow, ...] = ()
    employments: tuple[Employment, ...] = ()
    carried: LifeEvent | None = None  # a member of the time before the archive
    before: Identity | None = None  # who it was when this was put together
    what: tuple[str, ...] = ()  # what is told anew, for who looks at the list of changes


class HouseholdChange(NamedTuple):
    """What would be told of a household; `household_id` is None where it is new. A pure value."""

    code: str
    household_id: int | None
    new: tuple[PersonTold, ...] = ()
    changed: tuple[PersonChange, ...] = ()
    new_rows: tuple[int, ...] = ()
    unchanged_rows: tuple[int, ...] = ()
    wrong: tuple[Mistake, ...] = ()

    @property
    def nothing_to_do(self) -> bool:
        return not self.new and not self.changed

    @property
    def changed_rows(self) -> tuple[int, ...]:
        return tuple(row for one in self.changed for row in one.rows)
