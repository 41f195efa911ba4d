"""Records what changes in the enrolments of people at firms: the enrolment, the employment, the covers that follow.

Covers are never told by hand: those of before and of after are computed from the same facts, and the difference is
told. What a firm may see of it is written in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from mutua.domain.case import Cover
from mutua.domain.cover_life import Held, overlap, same_assistance
from mutua.domain.firm_covers import covers_of, told_anew
from mutua.domain.firms import Away, Enrolment, FirmCover, Span, without
from mutua.domain.relatives import following
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.decide_claim import Refusal
from mutua.services.firm_continuity import ChangeRules, Stand, changes_of, own_covers
from mutua.services.firm_sight import Names, Plans, by_person, keep_names, write_roster
from mutua.services.plan_book import PlanBook
from mutua.store.covers import read_changes, standing_changes, tell_change
from mutua.store.firms import (
    Recorded,
    employment_chains,
    enrolments_of_people,
    iso,
    read_plans,
    relatives_at_home,
    tell_enrolment,
)
from mutua.store.people import (
    People,
    cover_chains,
    tell_cover,
    tell_employment,
)
from mutua.store.tables_firms import absence
from mutua.store.tables_kept import FIRMS_CHAIN
from mutua.store.tellings import tell_order_of
from mutua.store.unit_of_work import Entry, UnitOfWork


@dataclass(frozen=True, slots=True)
class Step:
    """A change of one enrolment: as it stood (None: it is new) and as it will (None: it never was).

    `names`: by the word of the firm; None: as before. `keeps_own`: the days left to a cover of their own, told with it.
    """

    before: Recorded | None
    after: Enrolment | None
    names: Names | None = None
    keeps_own: Away | None = None

    @property
    def person_id(self) -> int:
        one = self.after or (self.before.one if self.before else None)
        assert one is not None
        return one.person_id


# ---------------------------------------------------------------- who is known


def record_steps(
    unit: UnitOfWork, book: PlanBook, steps: Sequence[Step], people: People, *, list_id: int | None = None,
    plans_after: Plans | None = None, also: Iterable[int] = (),
) -> dict[int, tuple[FirmCover, ...]]:  # fmt: skip
    """Records the steps of people who are known; gives the covers through firms of each of them, as they are now.

    Their households, and the book of firms, are locked; `people` is what is known of these households. `book`: the
    regulations, which say what goes on where a plan is left. `plans_after`: the plans where they change with it;
    `also`: people whose covers are looked at again though no enrolment changes.
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
    told = _Told(unit, people, persons, ChangeRules(book))
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
        stood = Stand(covers_of(was.values(), before_plans), was.values(), before_plans)
        stands = Stand(covers_of(now.values(), after_plans), now.values(), after_plans)
        if own_covers_met(people, person_id, stood.covers, stands.covers):
            raise CoveredAlready(person_id)
        told.covers(person_id, stood, stands)
        covers[person_id] = stands.covers
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


def own_covers_met(
    people: People, person_id: int, before: Iterable[FirmCover], after: Iterable[FirmCover]
) -> list[Held]:  # fmt: skip
    """The covers of somebody's own that one through a firm would meet, of the same assistance, on a day on which none
    did before: an archive may hold both already, and what makes that shorter is told."""
    before = list(before)
    of_firms = {(one.plan_code, one.assistance, one.effective_from) for one in before}
    own = own_covers(people.covers.get(person_id, ()), of_firms)
    return [
        held for one in after
        for left in without((one.effective_from, one.ends_on), [_days_of(old) for old in before if _alike(old, one)])
        for held in doubled(left, one, own)
    ]  # fmt: skip


def doubled(days: Span, one: FirmCover, own: Iterable[Held]) -> list[Held]:
    """Those of somebody's own covers that some days of a cover through a firm meet, of the same assistance."""
    told = Cover(one.assistance, *days)
    return [
        held for held in own
        if held.plan_code == one.plan_code and same_assistance(held.cover.assistance, one.assistance)
        and overlap(told, held.cover) is not None
    ]  # fmt: skip


def _days_of(one: FirmCover) -> Span:
    return one.effective_from, one.ends_on


def _alike(one: FirmCover, other: FirmCover) -> bool:
    return one.plan_code == other.plan_code and same_assistance(one.assistance, other.assistance)


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
    if step.keeps_own is not None:
        kind, since, until = step.keeps_own
        entry.add(
            absence, told.number(entry, "absence"), told_of.enrolment_id, kind.value, since.isoformat(), iso(until), 0
        )  # fmt: skip
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

    def __init__(self, unit: UnitOfWork, people: People, persons: Sequence[int], rules: ChangeRules) -> None:
        self.unit, self.people, self.rules = unit, people, rules
        self.without_list: list[Entry] = []  # entries with enrolments that no list told
        self._entries: dict[int, Entry] = {}
        self._numbers: dict[tuple[int, str], int] = {}
        self._covers = cover_chains(unit.connection, persons)
        self._employments = employment_chains(unit.connection, persons)
        self._changes = read_changes(unit.connection, persons)
        self.today = day_in_rome(unit.now)

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

    def covers(self, person_id: int, before: Stand, after: Stand) -> None:
        """The difference between the covers of before and of after, and what they go on from."""
        was, now = before.by_key, after.by_key
        known = {(plan, one.assistance, one.effective_from): one for plan, one in self.people.covers.get(person_id, ())}
        own = own_covers(self.people.covers.get(person_id, ()), was.keys())
        earlier, goes_on = before.gone_on(self.rules, own), after.gone_on(self.rules, own)
        changes = self._changes.get(person_id, ())
        passed_to = {one.after for one in standing_changes(changes)}
        for key, one in was.items():
            if key not in now:
                self._cover(person_id, one, known[key].seniority_from if key in known else key[2], void=True)
        for key, one in now.items():
            old, kept, since = was.get(key), known.get(key), goes_on.since[key]
            if kept is not None and key not in passed_to and kept.seniority_from != earlier.since.get(key):
                since = min(since, kept.seniority_from)  # a sheet of the society's told more than follows from days
            if old is None or old.ends_on != one.ends_on or kept is None or kept.seniority_from != since:
                self._cover(person_id, one, since)
        of_firms = was.keys() | now.keys()
        for change in changes_of(person_id, goes_on.passages, changes, of_firms, self.today):
            entry = self.entry(self.home(person_id, change.effective_on))
            tell_change(entry, self.number(entry, "cover_change"), change)

    def _cover(self, person_id: int, one: FirmCover, since: date, *, void: bool = False) -> None:
        chains = self._covers.get((person_id, one.plan_code, one.assistance, one.effective_from))
        for chain_id in chains or {self.home(person_id, one.effective_from)}:
            entry = self.entry(chain_id)
            cover = Cover(one.assistance, one.effective_from, one.ends_on, since)
            tell_cover(entry, self.number(entry, "cover"), person_id, one.plan_code, cover, void=void)


def home_of(people: People, person_id: int, day: date) -> int:
    places = sorted(people.places.get(person_id, ()), key=lambda one: one.effective_from)
    there = [one for one in places if one.holds_on(day)]
    return (there or places)[-1].household_id
