"""A household as a list tells it beside the household as the archive knows it: what would be new, what would change.

An empty cell says nothing and takes nothing away. What changes is told anew with its day: of dated facts the newest
telling counts, nothing is overwritten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

from sqlalchemy import Connection

from mutua.domain.case import Cover
from mutua.domain.cover_life import same_assistance
from mutua.domain.italian import written_day
from mutua.domain.member_life import ENTRIES, Event, LifeEvent, MemberKind, standing_on
from mutua.domain.records import CoverTold, FactTold, Identity, PersonTold
from mutua.intake.member_sheet import MemberTold
from mutua.intake.mistakes import Mistake
from mutua.rules.case_content import encode_facts
from mutua.services.household_kin import HEAD, PARTNERS, Placed, kin_mistakes, odd_birth
from mutua.services.member_changes import Employment, HouseholdChange, PersonChange
from mutua.store.members import Life, read_lives
from mutua.store.people import FactRow, People, Place, households_of, read_people
from mutua.store.who import anybody, firms_like, household_codes, household_ids, people_by_number, read_identities

_ONE_DAY = timedelta(days=1)
# Mistakes that can only be told of a household that could be read whole.
OF_THE_WHOLE = ("household_without_member", "household_two_members")


@dataclass(slots=True)
class Known:
    """What the archive knows of the people of a list."""

    households: dict[str, int]
    people: People
    identities: dict[int, Identity]
    by_number: dict[str, set[int]]
    firms: dict[str, int]
    answers: dict[tuple[int | None, int | None, str, date | None], str]  # of a household, or of a person
    lives: dict[int, Life] = field(default_factory=dict)
    elsewhere: dict[int, str] = field(default_factory=dict)  # people of other households: the code of theirs


def look_up(connection: Connection, told: Mapping[str, Sequence[MemberTold]]) -> Known:
    """Everything the archive knows of the households and people of a list."""
    everybody = [one.told for people in told.values() for one in people]
    if not anybody(connection):  # the first list of all
        return Known({}, People(), {}, {}, _firms(connection, everybody), {})
    households = household_ids(connection, told.keys())
    people = read_people(connection, sorted(households.values()))
    by_number = people_by_number(
        connection,
        [one.identity.card_number for one in everybody if one.identity.card_number],
        [one.identity.fiscal_code for one in everybody if one.identity.fiscal_code],
    )
    found = {person_id for ids in by_number.values() for person_id in ids}
    known = Known(
        households, people, read_identities(connection, found), by_number,
        _firms(connection, everybody),
        {
            (None if row.person_id else household_id, row.person_id, row.name, row.effective_from): row.value
            for household_id, rows in people.facts.items() for row in rows
        },
        read_lives(connection, found),
    )  # fmt: skip
    others = found - people.places.keys()
    if others:
        known.elsewhere = _elsewhere(connection, others)
    return known


def _firms(connection: Connection, everybody: Sequence[PersonTold]) -> dict[str, int]:
    vat_numbers = [one.firm_vat_number for one in everybody if one.firm_vat_number]
    return firms_like(connection, vat_numbers, [one.firm_name for one in everybody if one.firm_name])


def _elsewhere(connection: Connection, person_ids: set[int]) -> dict[int, str]:
    ids = {person_id: sorted(ids)[-1] for person_id, ids in households_of(connection, person_ids).items()}
    codes = household_codes(connection, ids.values())
    return {person_id: codes[id_] for person_id, id_ in ids.items()}


def compare(known: Known, code: str, told: Sequence[MemberTold]) -> HouseholdChange:
    """What would change in a household."""
    if code not in known.households and (change := _nothing_to_say(known, code, told)) is not None:
        return change
    maker = _Comparing(known, code, known.households.get(code))
    for one in told:
        maker.person(one)
    maker.together(told)
    return HouseholdChange(
        code, maker.household_id, tuple(maker.new), tuple(maker.changed), tuple(maker.new_rows),
        tuple(maker.unchanged_rows), tuple(maker.wrong),
    )  # fmt: skip


def _nothing_to_say(known: Known, code: str, told: Sequence[MemberTold]) -> HouseholdChange | None:
    """A new household of new people, of whom one holds it and nobody answers anything; None of every other one."""
    new = tuple([one.told for one in told])
    by_number = known.by_number
    heads = partners = 0
    born: date | None = None
    for person in new:
        who, kinship = person.identity, person.kinship
        if person.facts or (by_number and (who.card_number in by_number or who.fiscal_code in by_number)):
            return None
        if len(person.covers) > 1 and _twice_covered(person.covers) is not None:
            return None
        if kinship == HEAD:
            heads, born = heads + 1, who.born_on
        elif kinship in PARTNERS:
            partners += 1
    if heads != 1 or partners > 1 or (born is not None and any(
        odd_birth(one.kinship, one.identity.born_on, born) for one in new
    )):  # fmt: skip
        return None
    rows = told[0].rows if len(told) == 1 else [row for one in told for row in one.rows]
    return HouseholdChange(code, None, new, (), tuple(rows))


@dataclass
class _Comparing:
    known: Known
    code: str
    household_id: int | None
    new: list[PersonTold] = field(default_factory=list)
    changed: list[PersonChange] = field(default_factory=list)
    new_rows: list[int] = field(default_factory=list)
    unchanged_rows: list[int] = field(default_factory=list)
    wrong: list[Mistake] = field(default_factory=list)
    told_of_household: set[tuple[str, date | None]] = field(default_factory=set)

    def person(self, one: MemberTold) -> None:
        told, who = one.told, one.told.identity
        ids = self.known.by_number.get(who.card_number, set()) | self.known.by_number.get(who.fiscal_code, set())
        if len(ids) > 1:
            self.refuse(one, "people_mixed", "codice fiscale", who.fiscal_code)
            return
        twice = _twice_covered(told.covers)
        if twice is not None:
            self._refuse_cover(one, twice[1], twice[0].effective_from)
            return
        facts = self.facts(next(iter(ids), None), told)
        if not ids:
            self.new.append(told._replace(facts=tuple(fact for fact, _ in facts)))
            self.new_rows += one.rows
            return
        person_id = next(iter(ids))
        everywhere = self.known.people.places.get(person_id, ())
        places = [place for place in everywhere if place.household_id == self.household_id]
        if not places:
            self.refuse(one, "person_elsewhere", "nucleo", told.household_code,
                        household=self.known.elsewhere.get(person_id) or self._household_of(person_id))  # fmt: skip
            return
        if _somebody_else(self.known.identities.get(person_id), who):
            self.refuse(one, "number_of_another", "tessera", who.card_number or who.fiscal_code)
            return
        before = len(self.wrong)
        change = self.change(one, person_id, places, tuple(row for _, row in facts))
        if len(self.wrong) > before:
            return
        if change.what:
            self.changed.append(change)
        else:
            self.unchanged_rows += one.rows

    def _household_of(self, person_id: int) -> str:
        codes = {id_: code for code, id_ in self.known.households.items()}
        return next((codes[place.household_id] for place in self.known.people.places.get(person_id, ())
                     if place.household_id in codes), "")  # fmt: skip

    def refuse(self, one: MemberTold, code: str, column: str, found: str, **values: str) -> None:
        self.wrong += [Mistake(code, row, column, found, values) for row in one.rows]

    def _refuse_cover(self, one: MemberTold, told: CoverTold, first: date) -> None:
        code = "cover_overlaps" if told.assistance else "plan_overlaps"
        self.refuse(one, code, "decorrenza", written_day(told.effective_from),
                    first=written_day(first), assistance=told.assistance)  # fmt: skip

    # ------------------------------------------------------------ parts

    def change(
        self, one: MemberTold, person_id: int, places: Sequence[Place], facts: tuple[FactRow, ...]
    ) -> PersonChange:
        identity, what = _identity(self.known.identities.get(person_id), one.told.identity)
        moved = self.places(one, person_id, places)
        covers = self.covers(one, person_id)
        firms = self.firms(one, person_id, places)
        carried = self.carried(one, person_id)
        what += ["parentela"] * bool(moved) + [cover.assistance or plan for plan, cover in covers]
        what += [row.name for row in facts] + ["azienda"] * bool(firms)
        what += ["socio dal"] * (carried is not None)
        return PersonChange(
            person_id, tuple(one.rows), identity, tuple(moved), tuple(covers), facts, tuple(firms), carried,
            self.known.identities.get(person_id), tuple(what),
        )  # fmt: skip

    def places(self, one: MemberTold, person_id: int, places: Sequence[Place]) -> list[Place]:
        """The person's place told anew where it differs; a new kinship from a day on ends the one before."""
        told = one.told
        newest = max(places, key=lambda place: place.effective_from)
        since = told.effective_from if one.since_said else newest.effective_from
        same = next((place for place in places if place.effective_from == since), None)
        old = same or newest
        dependent = told.fiscally_dependent if one.dependence_said else old.fiscally_dependent
        until = told.ends_on or (old.ends_on if same else None)
        assert self.household_id is not None
        wanted = Place(person_id, self.household_id, told.kinship, dependent, since, until)
        if same is not None:
            return [] if wanted == same else [wanted]
        crossed = [place for place in places if _cross(place.effective_from, place.ends_on, since, until)]
        if not crossed:
            return [wanted]
        changes = (wanted.kinship, wanted.fiscally_dependent) != (old.kinship, old.fiscally_dependent)
        if changes and crossed == [newest] and newest.ends_on is None and newest.effective_from < since:
            return [newest._replace(ends_on=since - _ONE_DAY), wanted]
        self.refuse(one, "place_overlaps", "dal", written_day(since), first=written_day(crossed[0].effective_from))
        return []

    def covers(self, one: MemberTold, person_id: int) -> list[tuple[str, Cover]]:
        known = self.known.people.covers.get(person_id, [])
        found: list[tuple[str, Cover]] = []
        for told in one.told.covers:
            alike = [c for at, c in known if at == told.plan_code and same_assistance(c.assistance, told.assistance)]
            itself = (told.assistance, told.effective_from)
            same = next((cover for cover in alike if (cover.assistance, cover.effective_from) == itself), None)
            until = told.ends_on or (same.ends_on if same else None)
            joined = told.joined_on or (same.joined_on if same else None)
            wanted = Cover(told.assistance, told.effective_from, until, joined)
            crossed = [
                cover for cover in alike
                if cover is not same and _cross(cover.effective_from, cover.ends_on, wanted.effective_from, until)
            ]  # fmt: skip
            if crossed:
                self._refuse_cover(one, told, crossed[0].effective_from)
            elif wanted != same:
                found.append((told.plan_code, wanted))
        return found

    def facts(self, person_id: int | None, told: PersonTold) -> list[tuple[FactTold, FactRow]]:
        """The answers that the archive does not have as they are told."""
        found: list[tuple[FactTold, FactRow]] = []
        for fact in told.facts:
            if fact.of_household:
                if (fact.name, fact.effective_from) in self.told_of_household:
                    continue
                self.told_of_household.add((fact.name, fact.effective_from))
            owner = None if fact.of_household else person_id
            row = FactRow(owner, fact.name, encode_facts({fact.name: fact.value}), fact.effective_from)
            whose = (self.household_id, None) if fact.of_household else (None, person_id)
            known = None if whose == (None, None) else self.known.answers.get((*whose, row.name, row.effective_from))
            if known != row.value:
                found.append((fact, row))
        return found

    def firms(self, one: MemberTold, person_id: int, places: Sequence[Place]) -> list[Employment]:
        """The person's firm where it is another; the one before ends, or is taken back if it began that day."""
        told = one.told
        if not told.firm_name and not told.firm_vat_number:
            return []
        firm_id = self.known.firms.get(told.firm_vat_number or told.firm_name)
        open_ones = [firm for firm in self.known.people.firms.get(person_id, ()) if firm[2] is None]
        if firm_id is not None and any(firm[0] == firm_id for firm in open_ones):
            return []
        first = told.effective_from if one.since_said else max(place.effective_from for place in places)
        found = [
            Employment(old, "", "", began, first - _ONE_DAY) if began < first
            else Employment(old, "", "", began, None, void=True)
            for old, began, _ in open_ones
        ]  # fmt: skip
        return [*found, Employment(None, told.firm_name, told.firm_vat_number, first, told.ends_on)]

    def carried(self, one: MemberTold, person_id: int) -> LifeEvent | None:
        """The membership that the list brings over, of somebody whose life as a member the archive does not know."""
        wanted = carried_over(one.told)
        if wanted is None:
            return None
        life = self.known.lives.get(person_id)
        if life is None:
            return wanted
        then = standing_on(life.events, wanted.effective_on)
        same_kind = one.told.member_kind in (None, then.kind)
        if not (then.is_member and then.since == wanted.effective_on and same_kind):
            known = next((event.effective_on for event in life.events if event.event in ENTRIES), None)
            self.refuse(one, "member_since_differs", "socio dal", written_day(wanted.happened_on),
                        first="—" if known is None else written_day(known))  # fmt: skip
        return None

    def together(self, told: Sequence[MemberTold]) -> None:
        """Who lives with whom: one member who holds the household, no two on a day; no two partners, no child born
        before the parent."""
        rows = {id_: one.rows[0] for one in told for id_ in _numbers(one)}
        placed = self._placed(rows)
        held = [one for one in placed if one.kinship == HEAD]
        first = min(rows.values(), default=0)
        written = next((one.told.kinship for one in told if one.rows[0] == first), "")
        values = {"household": self.code}
        if not held and self.new and not self.wrong:
            self.wrong.append(Mistake("household_without_member", first, "parentela", written, values))
        if any(one.who != other.who and _cross(one.since, one.until, other.since, other.until)
               for one, other in combinations(held, 2)):  # fmt: skip
            self.wrong.append(Mistake("household_two_members", first, "parentela", written, values))
        self.wrong += kin_mistakes(self.code, placed)

    def _placed(self, rows: Mapping[str, int]) -> list[Placed]:
        """Everybody of the household as they would be there."""
        moved = {(place.person_id, place.effective_from): place for one in self.changed for place in one.places}
        anew = {one.person_id: one for one in self.changed}
        there = [moved.pop((place.person_id, place.effective_from), place)
                 for place in self.known.people.by_household.get(self.household_id or 0, ())]  # fmt: skip
        found = []
        for place in (*there, *moved.values()):
            change = anew.get(place.person_id)
            anew_born = change.identity.born_on if change is not None and change.identity is not None else None
            born_on = anew_born or self.known.people.born_on.get(place.person_id)
            found.append(Placed(place.person_id, place.kinship, place.effective_from, place.ends_on, born_on,
                                change.rows[0] if change is not None else 0))  # fmt: skip
        for one in self.new:
            number = one.identity.card_number or one.identity.fiscal_code
            found.append(Placed(number, one.kinship, one.effective_from, one.ends_on, one.identity.born_on,
                                rows.get(number, 0)))  # fmt: skip
        return found


def carried_over(told: PersonTold) -> LifeEvent | None:
    """The event by which a member of the time before comes in; None where nobody says that they are one."""
    since = told.member_since
    return None if since is None else LifeEvent(
        Event.CARRIED_OVER, since, since, told.member_kind or MemberKind.ORDINARY
    )


def _numbers(one: MemberTold) -> list[str]:
    return [number for number in (one.told.identity.card_number, one.told.identity.fiscal_code) if number]


def _somebody_else(old: Identity | None, told: Identity) -> bool:
    """Whether surname, name and birth all say that the number was given to another person."""
    if old is None:
        return False
    pairs = ((old.surname, told.surname), (old.given_name, told.given_name), (old.born_on, told.born_on))
    return all(before and now and before != now for before, now in pairs)


def _identity(old: Identity | None, told: Identity) -> tuple[Identity | None, list[str]]:
    """The identity told anew and the columns that differ; None where nothing does."""
    if old is None:
        return told, ["cognome"]
    changed = [
        name for name in Identity._fields if getattr(told, name) and getattr(told, name) != getattr(old, name)
    ]
    values = {name: getattr(told, name) or getattr(old, name) for name in Identity._fields}
    return (Identity(**values), changed) if changed else (None, [])


def _twice_covered(covers: Sequence[CoverTold]) -> tuple[CoverTold, CoverTold] | None:
    """Two covers told of one person by the same assistance, with a day in common; the earlier one first."""
    for one, other in combinations(sorted(covers, key=lambda cover: cover.effective_from), 2):
        alike = one.plan_code == other.plan_code and same_assistance(one.assistance, other.assistance)
        if alike and _cross(one.effective_from, one.ends_on, other.effective_from, other.ends_on):
            return one, other
    return None


def _cross(since: date, until: date | None, other_since: date, other_until: date | None) -> bool:
    return (until is None or other_since <= until) and (other_until is None or since <= other_until)
