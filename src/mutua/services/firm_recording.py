"""Records what changes in the enrolments of people at firms: the enrolment, the employment, the covers that follow.

Covers are never told by hand: those of before and of after are computed from the same facts, and the difference is
told. What a firm may see of it is written in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter

from sqlalchemy import Connection

from mutua.domain.case import Cover
from mutua.domain.firm_covers import covers_of, told_anew
from mutua.domain.firms import Enrolment, FirmCover
from mutua.domain.relatives import following
from mutua.services.decide_claim import Refusal
from mutua.services.firm_identity import Birth, birth_from_code
from mutua.services.firm_sight import Names, Plans, by_person, keep_names, roster_row, write_roster
from mutua.store.firms import (
    Recorded,
    employment_chains,
    enrolments_of_people,
    read_plans,
    relatives_at_home,
    tell_enrolment,
)
from mutua.store.ids import Ids
from mutua.store.people import (
    People,
    Place,
    cover_chains,
    search_text,
    tell_cover,
    tell_employment,
    tell_place,
)
from mutua.store.tables import household, identity, person
from mutua.store.tables_kept import FIRMS_CHAIN
from mutua.store.tables_roster import firm_roster, supplied_identity
from mutua.store.tellings import tell_order_of
from mutua.store.unit_of_work import Entry, UnitOfWork
from mutua.store.who import household_ids as households_by_code


@dataclass(frozen=True, slots=True)
class Step:
    """A change of one enrolment: as it stood (None: it is new) and as it will (None: it never was).

    `names`: by the word of the firm; None: as before.
    """

    before: Recorded | None
    after: Enrolment | None
    names: Names | None = None

    @property
    def person_id(self) -> int:
        one = self.after or (self.before.one if self.before else None)
        assert one is not None
        return one.person_id


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody whom the archive does not know yet, with their only enrolment; `enrolment.person_id` is their number."""

    enrolment: Enrolment
    names: Names


# ---------------------------------------------------------------- who is known


def record_steps(
    unit: UnitOfWork, steps: Sequence[Step], people: People, *, list_id: int | None = None,
    plans_after: Plans | None = None, also: Iterable[int] = (),
) -> dict[int, tuple[FirmCover, ...]]:  # fmt: skip
    """Records the steps of people who are known; gives the covers through firms of each of them, as they are now.

    Their households, and the book of firms, are locked; `people` is what is known of these households. `plans_after`:
    the plans where they change with it; `also`: people whose covers are looked at again though no enrolment changes.
    """
    steps = [*steps, *relatives_follow(unit.connection, steps, people)]
    persons = sorted({one.person_id for one in steps} | set(also))
    recorded = enrolments_of_people(unit.connection, persons)
    firm_ids = {one.one.firm_id for one in recorded.values()} | {one.after.firm_id for one in steps if one.after}
    before_plans = read_plans(unit.connection, firm_ids)
    after_plans = before_plans if plans_after is None else {**before_plans, **plans_after}
    theirs = by_person(recorded.values())
    changed: dict[int, list[Step]] = {}
    for step in steps:
        changed.setdefault(step.person_id, []).append(step)
    told = _Told(unit, people, persons)
    covers: dict[int, tuple[FirmCover, ...]] = {}
    names: dict[int, Names] = {}
    standing: dict[int, Enrolment] = {}
    gone: list[int] = []
    for person_id in persons:
        was = {one.enrolment_id: one for one in theirs.get(person_id, ())}
        now = dict(was)
        for step in changed.get(person_id, ()):
            _tell_step(told, person_id, step, list_id)
            if step.after is not None:
                now[step.after.enrolment_id] = _in_order(unit, was.get(step.after.enrolment_id), step.after)
            elif step.before is not None:
                del now[step.before.one.enrolment_id]
                gone.append(step.before.one.enrolment_id)
            if step.names is not None and step.after is not None:
                names[step.after.enrolment_id] = step.names
        covers[person_id] = covers_of(now.values(), after_plans)
        before = covers_of(was.values(), before_plans)
        if covered_already(people, person_id, before, covers[person_id]):
            raise CoveredAlready(person_id)
        told.covers(person_id, before, covers[person_id])
        standing.update(now)
    if unit.holds(FIRMS_CHAIN):
        tell_order_of(unit, told.without_list)
    keep_names(unit, names, gone)
    write_roster(unit, standing, covers, after_plans, gone)
    return covers


def _in_order(unit: UnitOfWork, before: Enrolment | None, after: Enrolment) -> Enrolment:
    """What is told now is told after all the rest. What only follows from something else, a death and its undoing, has
    not opened the book of firms and keeps its turn."""
    if before is None:
        return after
    if unit.holds(FIRMS_CHAIN):
        return told_anew(before, after)
    return replace(after, order=before.order, earlier=before.earlier)


def relatives_follow(connection: Connection, steps: Sequence[Step], people: People) -> list[Step]:
    """What these steps of who works somewhere change for relatives covered with them, of the same household."""
    told = [one for one in (*[step.before.one for step in steps if step.before], *[step.after for step in steps])
            if one is not None and not one.category.is_relative]  # fmt: skip
    firms = {one.firm_id for one in told}
    homes = {place.household_id for one in told for place in people.places.get(one.person_id, ())}
    relatives = [one for one in relatives_at_home(connection, homes).values() if one.one.firm_id in firms]
    moved = {step.before.one.enrolment_id for step in steps if step.before is not None}
    found = []
    for one in relatives:
        there = people.by_household.get(home_of(people, one.one.person_id, one.one.hired_on), ())
        theirs = enrolments_of_people(connection, {place.person_id for place in there})
        workers = [
            *[told.one for id_, told in theirs.items() if id_ not in moved and not told.one.category.is_relative],
            *[step.after for step in steps if step.after and step.person_id in {place.person_id for place in there}],
        ]  # fmt: skip
        after = following(one.one, workers)
        if after != one.one and one.one.enrolment_id not in moved:
            found.append(Step(one, after))
    return found


class Stopped(Exception):
    """Carries a refusal out of the transaction, so that nothing written before it stays."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class CoveredAlready(Exception):
    """Somebody would be covered twice on a day: through a firm, and by a cover of their own. Nothing is recorded."""

    def __init__(self, person_id: int) -> None:
        super().__init__("covered already")
        self.person_id = person_id


def covered_already(
    people: People, person_id: int, before: Iterable[FirmCover], after: Iterable[FirmCover]
) -> bool:  # fmt: skip
    """Whether a cover through a firm would meet one of the person's own, of the same assistance."""
    of_firms = {(one.plan_code, one.assistance, one.effective_from) for one in before}
    own = [
        (plan_code, cover) for plan_code, cover in people.covers.get(person_id, ())
        if (plan_code, cover.assistance, cover.effective_from) not in of_firms
    ]  # fmt: skip
    return any(
        (plan_code, cover.assistance) == (one.plan_code, one.assistance)
        and (cover.ends_on is None or one.effective_from <= cover.ends_on)
        and (one.ends_on is None or cover.effective_from <= one.ends_on)
        for one in after for plan_code, cover in own
    )  # fmt: skip


def _tell_step(told: _Told, person_id: int, step: Step, list_id: int | None) -> None:
    """The enrolment anew, and the employment of whoever reads facts of people."""
    before = step.before.one if step.before else None
    sequence = step.before.sequence + 1 if step.before else 1
    day = step.after.hired_on if step.after else before.hired_on if before else None
    assert day is not None
    entry = told.entry(told.home(person_id, day))
    told_of = step.after or before
    assert told_of is not None
    if told_of.category.is_relative:
        list_id = None  # whoever takes the list back takes it back for who works there, and the relatives follow
    if list_id is None:
        told.without_list.append(entry)
    tell_enrolment(entry, told.number(entry, "enrolment"), told_of, sequence, list_id, void=step.after is None)
    if told_of.category.is_relative:
        return  # they work elsewhere, or nowhere
    if before is not None and (step.after is None or step.after.hired_on != before.hired_on):
        told.employment(before, void=True)
    if step.after is not None and (before is None or _days(before) != _days(step.after)):
        told.employment(step.after)


def _days(one: Enrolment) -> tuple[date, date | None]:
    return one.hired_on, one.left_on


class _Told:
    """What is told of some people in one piece of work: one entry for each chain, rows numbered in it."""

    def __init__(self, unit: UnitOfWork, people: People, persons: Sequence[int]) -> None:
        self.unit, self.people = unit, people
        self.without_list: list[Entry] = []  # entries with enrolments that no list told
        self._entries: dict[int, Entry] = {}
        self._numbers: dict[tuple[int, str], int] = {}
        self._covers = cover_chains(unit.connection, persons)
        self._employments = employment_chains(unit.connection, persons)

    def entry(self, chain_id: int) -> Entry:
        if chain_id not in self._entries:
            self._entries[chain_id] = self.unit.entry(chain_id, "enrolment")
        return self._entries[chain_id]

    def number(self, entry: Entry, table: str) -> int:
        key = (entry.chain_id, table)
        self._numbers[key] = self._numbers.get(key, 0) + 1
        return self._numbers[key]

    def home(self, person_id: int, day: date) -> int:
        """The household of the person on a day, else that of their newest place."""
        return home_of(self.people, person_id, day)

    def employment(self, one: Enrolment, *, void: bool = False) -> None:
        key = (one.person_id, one.firm_id, one.hired_on)
        for chain_id in self._employments.get(key) or {self.home(one.person_id, one.hired_on)}:
            entry = self.entry(chain_id)
            tell_employment(
                entry, self.number(entry, "employment"), one.person_id, one.firm_id, one.hired_on, one.left_on,
                void=void,
            )  # fmt: skip

    def covers(self, person_id: int, before: Sequence[FirmCover], after: Sequence[FirmCover]) -> None:
        """The difference between the covers of before and of after."""
        was = {(one.plan_code, one.assistance, one.effective_from): one for one in before}
        now = {(one.plan_code, one.assistance, one.effective_from): one for one in after}
        for key, one in was.items():
            if key not in now:
                self._cover(person_id, one, void=True)
        for key, one in now.items():
            old = was.get(key)
            if old is None or (old.ends_on, old.joined_on) != (one.ends_on, one.joined_on):
                self._cover(person_id, one)

    def _cover(self, person_id: int, one: FirmCover, *, void: bool = False) -> None:
        chains = self._covers.get((person_id, one.plan_code, one.assistance, one.effective_from))
        joined_on = self._seniority(person_id, one)
        for chain_id in chains or {self.home(person_id, one.effective_from)}:
            entry = self.entry(chain_id)
            cover = Cover(one.assistance, one.effective_from, one.ends_on, joined_on)
            tell_cover(entry, self.number(entry, "cover"), person_id, one.plan_code, cover, void=void)

    def _seniority(self, person_id: int, one: FirmCover) -> date:
        """Since when seniority runs: a cover of the person's own that the firm's one follows without a gap counts."""
        joined_on = one.joined_on
        for plan_code, cover in self.people.covers.get(person_id, ()):
            same = plan_code == one.plan_code and cover.assistance == one.assistance
            if same and cover.effective_from == one.effective_from:
                joined_on = min(joined_on, cover.joined_on or cover.effective_from)
            elif (
                same and cover.effective_from < one.effective_from
                and (cover.ends_on is None or (one.effective_from - cover.ends_on).days <= 1)
            ):  # fmt: skip
                joined_on = min(joined_on, cover.joined_on or cover.effective_from)
        return joined_on


def home_of(people: People, person_id: int, day: date) -> int:
    places = sorted(people.places.get(person_id, ()), key=lambda one: one.effective_from)
    there = [one for one in places if one.holds_on(day)]
    return (there or places)[-1].household_id


# ---------------------------------------------------------------- who is new


def record_newcomers(
    unit: UnitOfWork, newcomers: Sequence[Newcomer], ids: Ids, *, list_id: int | None = None
) -> None:  # fmt: skip
    """People whom the archive does not know: each with a household of their own, an enrolment and its covers.

    The rows of a whole list go together: a list may have a hundred thousand.
    """
    if not newcomers:
        return
    plans = read_plans(unit.connection, {one.enrolment.firm_id for one in newcomers})
    codes, covers = _household_codes(unit.connection, newcomers), _covers(newcomers, plans)
    births: dict[tuple[str, date], Birth] = {}
    # Numbers are drawn by lot. Rows go in by the order of theirs, each beside the one before: that is much faster.
    homes = sorted(zip([ids.number() for _ in newcomers], codes, newcomers, covers, strict=True), key=_NUMBER)
    persons = sorted(newcomers, key=lambda one: one.enrolment.person_id)
    for home, code, _, _ in homes:
        unit.begin_chain(home, "household", code)
    unit.all_first(household, [(home, ids.public(), code) for home, code, _, _ in homes])
    unit.all_first(person, [(one.enrolment.person_id, ids.public()) for one in persons])
    unit.all_first(identity, [_identity_row(one, births) for one in persons])
    unit.all_first(supplied_identity, [(one.enrolment.enrolment_id, *one.names) for one in newcomers])
    unit.all_first(
        firm_roster,
        [roster_row(one.enrolment, one.names, theirs, plans, own=True)
         for one, theirs in zip(newcomers, covers, strict=True)],
    )  # fmt: skip
    for home, _, one, theirs in homes:
        told = one.enrolment
        entry = unit.entry(home, "people")
        tell_place(entry, 1, Place(told.person_id, home, "titolare", False, told.hired_on, None))
        tell_enrolment(entry, 1, told, 1, list_id)
        tell_employment(entry, 1, told.person_id, told.firm_id, told.hired_on, told.left_on)
        for number, cover in enumerate(theirs, 1):
            kept = Cover(cover.assistance, cover.effective_from, cover.ends_on, cover.joined_on)
            tell_cover(entry, number, told.person_id, cover.plan_code, kept)


_NUMBER = itemgetter(0)


def _covers(newcomers: Sequence[Newcomer], plans: Plans) -> list[tuple[FirmCover, ...]]:
    """The covers of each, worked out once for those of the same days."""
    known: dict[tuple[object, ...], tuple[FirmCover, ...]] = {}
    found = []
    for one in newcomers:
        told = one.enrolment
        key = (told.firm_id, told.category, told.hired_on, told.left_on, told.reason)
        if key not in known:
            known[key] = covers_of([told], plans)
        found.append(known[key])
    return found


def _household_codes(connection: Connection, newcomers: Sequence[Newcomer]) -> list[str]:
    """Codes for new households, by the number of the enrolment; one that somebody took already gets a letter more."""
    codes = [f"AZ{one.enrolment.enrolment_id}" for one in newcomers]
    taken = households_by_code(connection, codes)
    return [f"{code}-bis" if code in taken else code for code in codes]


def _identity_row(one: Newcomer, births: dict[tuple[str, date], Birth]) -> tuple[object, ...]:
    """The row of somebody's identity. `births`: birth and sex by what a code tells of them, worked out once each."""
    surname, given_name, code, _ = one.names
    key = (code[6:11], one.enrolment.hired_on)
    found = births.get(key)
    if found is None:
        found = births[key] = birth_from_code(code, one.enrolment.hired_on) or Birth(None, "")
    row = _NOT_TOLD.copy()
    row[0], row[_SURNAME], row[_GIVEN_NAME] = one.enrolment.person_id, surname, given_name
    row[_SEARCH_NAME], row[_CODE] = search_text(surname, given_name), code
    row[_BORN_ON], row[_SEX] = _iso(found.born_on), found.sex or None
    return tuple(row)


# What the row of an identity holds where nobody said anything, in the order of its columns; the first is the person.
_NOT_TOLD: list[object] = [None if column.nullable else "" for column in identity.columns]
_SURNAME, _GIVEN_NAME, _SEARCH_NAME, _CODE, _BORN_ON, _SEX = (
    identity.columns.keys().index(name)
    for name in ("surname", "given_name", "search_name", "fiscal_code", "born_on", "sex")
)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
