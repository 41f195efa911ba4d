"""A list of members brought into the archive: first what would change, then exactly that, household by household."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from mutua.domain.records import Identity, PersonTold
from mutua.intake.member_sheet import MemberTold, read_members
from mutua.intake.mistakes import Mistake, in_order
from mutua.intake.sheet import cells_under
from mutua.intake.tabular import Table
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.approve_account import account_of, propose_account, waiting_among
from mutua.services.asked import plans_asked
from mutua.services.compare_members import OF_THE_WHOLE, carried_over, compare, look_up
from mutua.services.import_trace import leave_trace
from mutua.services.lots import Clock, Lots, no_clock
from mutua.services.member_changes import Employment, HouseholdChange, PersonChange
from mutua.services.plan_book import PlanBook
from mutua.services.register import add_people
from mutua.services.register_many import Named, Newcomers, by_number, gathered, named
from mutua.store.bulk import Written
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.members import Book, open_book, tell_life
from mutua.store.people import change_identity, firm_named, tell_cover, tell_employment, tell_fact, tell_place
from mutua.store.unit_of_work import Entry, UnitOfWork, unit_of_work
from mutua.store.who import household_ids, people_by_number

# Of other lists. A clerk's own writing waits behind these: a fraction of a second.
HOUSEHOLDS_AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class MembersPlan:
    """What a list would change. Row numbers are those of the file; each row is in one of the four lists.

    `changes` are the households with something to do, in the order of the file. `told` is what the file says of them.
    """

    changes: tuple[HouseholdChange, ...]
    told: dict[str, tuple[MemberTold, ...]]
    new_rows: tuple[int, ...]
    changed_rows: tuple[int, ...]
    unchanged_rows: tuple[int, ...]
    wrong_rows: tuple[int, ...]
    mistakes: tuple[Mistake, ...]
    digest: str = ""  # of the file

    @property
    def right(self) -> bool:
        """Whether every row may be used."""
        return all(one.warning for one in self.mistakes)


@dataclass(slots=True)
class Applied:
    """What was done: how many households (or requests), and those left alone because they changed meanwhile.

    `people`: how many people of the households are new or told anew; `accounts`: how many other IBANs were proposed,
    and wait for two people. `there_already`: requests that somebody else
    brought in meanwhile, as they stand in the list.
    """

    done: int = 0
    changed_meanwhile: list[str] = field(default_factory=list)
    people: int = field(default=0, compare=False)
    accounts: int = field(default=0, compare=False, repr=False)
    there_already: int = 0


def preview(connection: Connection, plans: PlanBook, table: Table, *, now: datetime) -> MembersPlan:
    """What the table would change. Nothing is written."""
    sheet = read_members(table, plans_asked(plans, cells_under(table, "piano")), today=day_in_rome(now))
    mistakes = list(sheet.mistakes)
    bad = {code for code, people in sheet.households.items() if any(one.wrong for one in people)}
    told = {code: tuple(people) for code, people in sheet.households.items() if code not in bad}
    readable = {code: [one for one in sheet.households[code] if not one.wrong] for code in sorted(bad)}
    known = look_up(connection, {**told, **readable})
    changes = [compare(known, code, people) for code, people in told.items()]
    for code, people in readable.items():  # what else is wrong there is told at once
        mistakes += [one for one in compare(known, code, people).wrong if one.code not in OF_THE_WHOLE]
    for one in changes:
        mistakes += one.wrong
    usable = [one for one in changes if not one.wrong]
    new = [row for one in usable for row in one.new_rows]
    changed = [row for one in usable if one.changed for row in one.changed_rows]
    unchanged = [row for one in usable for row in one.unchanged_rows]
    wrong = set[int]()
    if len(new) + len(changed) + len(unchanged) < len(table.rows):  # of one row several people may be told
        wrong = {row.number for row in table.rows}.difference(new, changed, unchanged)
    return MembersPlan(
        tuple([one for one in usable if not one.nothing_to_do]), told, tuple(sorted({*new})), tuple(sorted({*changed})),
        tuple(sorted({*unchanged})), tuple(sorted(wrong)), tuple(in_order(mistakes)), table.digest,
    )  # fmt: skip


def apply(
    archive: Archive, plan: MembersPlan, *, actor_id: int, now: datetime, ids: Ids, accept_good_rows: bool = False,
    progress: Callable[[int], None] = lambda _: None, clock: Clock = no_clock,
) -> Applied:  # fmt: skip
    """Does what the plan says, whole households, many in a transaction (`lots`); nothing of a file with mistakes.

    A file without mistakes that is broken off halfway is simply given again: what was done is found unchanged. With
    `accept_good_rows` the households without a mistake are done although others have some. A household that no longer
    is as the plan found it is left alone and named. Households go in in the order of the file; where all are new and
    need nothing of the archive, in that of their numbers, which tell nothing: each lot then has a place of its own.
    """
    done = Applied()
    if not plan.right and not accept_good_rows:
        return done
    if plan.changes:
        leave_trace(archive, "members", plan, actor_id=actor_id, now=now)
    every, names = plan.changes, list[Named]()
    if all(map(_needs_nothing, every)):
        names, every = _by_number(every, ids)
    lots, at = Lots(every, lambda one: len(plan.told[one.code])), 0
    for some in lots:
        ready = None
        if names or all(map(_needs_nothing, some)):
            of = names[at : at + len(some)] or named([one.new for one in some], ids)
            ready = gathered(of, [one.new for one in some], actor_id=actor_id, now=now)
        at += len(some)
        before = clock()
        left = _apply_some(archive, plan, some, ready, actor_id=actor_id, now=now, ids=ids)
        lots.took(clock() - before)
        done.done += len(some) - len(left)
        done.people += sum([len(one.new) + len(one.changed) for one in some if one.code not in left])
        done.changed_meanwhile += left
        progress(len(some))
    if names and done.changed_meanwhile:
        left_alone = {*done.changed_meanwhile}
        done.changed_meanwhile = [one.code for one in plan.changes if one.code in left_alone]
    if done.done:
        done.accounts = waiting_among(archive, _other_accounts(plan.changes))
    return done


def _other_accounts(some: Iterable[HouseholdChange]) -> list[int]:
    """The people of whom the list may say another IBAN."""
    return [each.person_id for one in some for each in one.changed if each.identity is not None]


def _needs_nothing(one: HouseholdChange) -> bool:
    """Whether it is a new household for which nothing of the archive is needed: sealed before anything is locked."""
    return one.household_id is None and not any(
        told.firm_name or told.firm_vat_number or told.member_since for told in one.new
    )


def _by_number(every: Sequence[HouseholdChange], ids: Ids) -> tuple[list[Named], tuple[HouseholdChange, ...]]:
    """Names for new households, and these households, in the order of their numbers."""
    names = named([one.new for one in every], ids)
    order = by_number(names)
    return [names[at] for at in order], tuple([every[at] for at in order])


def _apply_some(
    archive: Archive, plan: MembersPlan, some: Sequence[HouseholdChange], ready: list[Written] | None = None, *,
    actor_id: int, now: datetime, ids: Ids,
) -> list[str]:  # fmt: skip
    """The codes of the households that were left alone. `ready`: what is to be written where none is.

    What is ready is all new: that somebody told one of them meanwhile the archive itself says, where a code or a number
    can stand but once. Only then is it looked for which.
    """
    attempts = count()

    def work(unit: UnitOfWork) -> list[str]:
        if ready is not None and next(attempts) == 0:
            unit.write(ready)
            return []
        changed = _changed_meanwhile(unit.connection, plan, some)
        if ready is not None and not changed:
            unit.write(ready)
            return []
        same = [one for one in some if one.code not in changed]
        book = None
        if any(_brings_members(one) for one in same):
            open_book(unit, [])
            book = Book(unit)
        newcomers = Newcomers(unit, ids)
        for one in same:
            _write(unit, one, newcomers, book, ids)
        return [one.code for one in some if one.code in changed]

    locked = [one.household_id for one in some if one.household_id is not None]
    try:
        return unit_of_work(archive, locked, work, actor_id=actor_id, now=now)
    except IntegrityError:  # somebody told one of these households, or a person of them, at the same moment
        if len(some) == 1:
            return [some[0].code]
    half = len(some) // 2
    return [
        code for part in (some[:half], some[half:])
        for code in _apply_some(archive, plan, part, actor_id=actor_id, now=now, ids=ids)
    ]  # fmt: skip


def _changed_meanwhile(connection: Connection, plan: MembersPlan, some: Sequence[HouseholdChange]) -> set[str]:
    """The households that no longer are as the plan found them.

    One whose code nobody has and of whose people nobody is known is new, as it was: nothing else of the archive was
    looked at for it.
    """
    new = [one for one in some if one.household_id is None]
    people = [told.identity for one in new for told in one.new]
    there = household_ids(connection, [one.code for one in new])
    known = people_by_number(
        connection, [who.card_number for who in people if who.card_number],
        [who.fiscal_code for who in people if who.fiscal_code],
    ).keys()  # fmt: skip
    found = set(there)
    if known:
        found |= {
            one.code for one in new
            if any(told.identity.card_number in known or told.identity.fiscal_code in known for told in one.new)
        }  # fmt: skip
    told = {one.code: plan.told[one.code] for one in some if one.household_id is not None}
    if told:
        now = look_up(connection, told)
        found |= {one.code for one in some if one.code in told and compare(now, one.code, told[one.code]) != one}
    return found


def _write(unit: UnitOfWork, change: HouseholdChange, newcomers: Newcomers, book: Book | None, ids: Ids) -> None:
    made: dict[int, PersonTold] = {}
    home = change.household_id
    if home is None:
        home, made = newcomers.household(change.new)
    else:
        if change.new:
            made = add_people(unit, home, change.new, ids)
        if change.changed:
            _write_changes(unit, unit.entry(home, "people"), change.changed, ids)
    if book is None:
        return
    came = {id_: event for id_, told in made.items() if (event := carried_over(told)) is not None}
    came.update({one.person_id: one.carried for one in change.changed if one.carried is not None})
    for person_id, event in came.items():  # members of the time before come into the book, each with the next number
        book.note(tell_life(unit, home, person_id, 1, event), book.new_number())


def _brings_members(change: HouseholdChange) -> bool:
    return any(one.member_since for one in change.new) or any(one.carried is not None for one in change.changed)


def _write_changes(unit: UnitOfWork, entry: Entry, changed: Sequence[PersonChange], ids: Ids) -> None:
    """What changes of people whom the archive knows, in one entry of their household."""
    place_number, cover_number, fact_number, firm_number = count(1), count(1), count(1), count(1)
    for one in changed:
        if one.identity is not None:
            _write_identity(unit, one.person_id, one.identity)
        for place in one.places:
            tell_place(entry, next(place_number), place)
        for plan_code, cover in one.covers:
            tell_cover(entry, next(cover_number), one.person_id, plan_code, cover)
        for row in one.facts:
            tell_fact(entry, next(fact_number), row)
        for job in one.employments:
            firm_id = job.firm_id if job.firm_id is not None else _firm(unit, job, ids)
            tell_employment(
                entry, next(firm_number), one.person_id, firm_id, job.effective_from, job.ends_on, void=job.void
            )


def _write_identity(unit: UnitOfWork, person_id: int, who: Identity) -> None:
    """Who the person is, anew; another IBAN is proposed, and the old one stays until it is approved."""
    before = account_of(unit.connection, person_id)
    change_identity(unit, person_id, who if before is None else who._replace(iban=before))
    if before is not None and who.iban != before:
        propose_account(unit, person_id, who.iban)


def _firm(unit: UnitOfWork, job: Employment, ids: Ids) -> int:
    return firm_named(unit, job.name, job.vat_number, ids.number(), ids.public())
