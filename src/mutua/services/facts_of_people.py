"""What the plans ask about people and households: who is in which, with which answers, since when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mutua.domain.case import Dated, FactValue, Scalar
from mutua.rules.case_content import decode_facts
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.plan_book import BookedPlan
from mutua.store.claims import ClaimRecord
from mutua.store.people import FactRow, People, Place

_HEAD = "titolare"
_COUNTED = (("componenti", False), ("familiari_a_carico", True))  # and whether only those count who are dependent


class FactsOfPeople:
    """The answers about some households; each person's are put together once for each plan."""

    def __init__(self, people: People) -> None:
        self.people = people
        self._known: dict[tuple[str, int, int], dict[str, FactValue]] = {}

    def holders(self, person_id: int, household_id: int, day: date) -> dict[str, str]:
        member = person_id
        for place in self.people.by_household.get(household_id, ()):
            if place.kinship == _HEAD and place.holds_on(day):
                member = place.person_id
        holders = {"person": str(person_id), "member": str(member), "household": str(household_id)}
        for firm_id, since, until in self.people.firms.get(member, ()):
            if since <= day and (until is None or day <= until):
                holders["firm"] = str(firm_id)
        return holders

    def facts(self, record: ClaimRecord, booked: BookedPlan, household_id: int, day: date) -> dict[str, FactValue]:
        """The facts of the person and the household that the plan looks at, and those of the request's arrival."""
        facts = self.standing(booked, household_id, record.person_id).copy()
        if "grado" in booked.facts_read:
            for place in self.people.places.get(record.person_id, ()):
                if place.household_id == household_id and place.holds_on(day):
                    facts["grado"] = place.kinship
        facts["richiesta"] = day_in_rome(record.received_at)
        if "richiesta_ore" in booked.facts_read:
            facts["richiesta_ore"] = record.received_at
        return facts

    def standing(self, booked: BookedPlan, household_id: int, person_id: int) -> dict[str, FactValue]:
        """The facts that do not depend on a request; put together once for each plan."""
        key = (booked.code, household_id, person_id)
        if key not in self._known:
            self._known[key] = self.standing_now(booked, household_id, person_id)
        return self._known[key]

    def standing_now(self, booked: BookedPlan, household_id: int, person_id: int) -> dict[str, FactValue]:
        """The same, put together for whoever asks: theirs to add to."""
        wanted = booked.facts_read
        facts: dict[str, FactValue] = {}
        born = self.people.born_on.get(person_id)
        if born is not None and "nascita" in wanted:
            facts["nascita"] = born
        if self.people.facts:
            told = self._told(household_id, person_id)
            facts.update([(name, value) for name, value in told.items() if name in wanted])
        for name, only_dependent in _COUNTED:
            if name in wanted and name not in facts:
                facts[name] = _counted(self.people.by_household.get(household_id, ()), only_dependent)
        return facts

    def _told(self, household_id: int, person_id: int) -> dict[str, FactValue]:
        """The answers about the person and the household, those that change with time as a dated fact."""
        rows = [row for row in self.people.facts.get(household_id, ()) if row.person_id in (None, person_id)]
        for home in {place.household_id for place in self.people.places.get(person_id, ())} - {household_id}:
            rows += [row for row in self.people.facts.get(home, ()) if row.person_id == person_id]
        return _dated(rows)


def _dated(rows: Iterable[FactRow]) -> dict[str, FactValue]:
    """Answers by name; of a fact told with days a dated fact, in order of day."""
    found: dict[str, FactValue] = {}
    entries: dict[str, list[tuple[date, Scalar]]] = {}
    for row in rows:
        value = decode_facts(row.value)[row.name]
        if row.effective_from is None:
            found[row.name] = value
        else:
            entries.setdefault(row.name, []).append((row.effective_from, value))  # type: ignore[arg-type]  # a dated answer is plain
    for name, dated in entries.items():
        always = found.get(name)
        first = [(date.min, always)] if isinstance(always, (int, str, date)) else []
        found[name] = Dated(tuple(sorted([*first, *dated], key=lambda one: one[0])))
    return found


def _counted(places: Iterable[Place], only_dependent: bool) -> FactValue:
    """How many people the household has, from each day on which somebody came or left."""
    counted = [place for place in places if not only_dependent or (place.fiscally_dependent and place.kinship != _HEAD)]
    days = sorted(
        {place.effective_from for place in places}
        | {date.fromordinal(place.ends_on.toordinal() + 1) for place in places if place.ends_on is not None}
    )
    return Dated(tuple((day, sum(place.holds_on(day) for place in counted)) for day in days))
