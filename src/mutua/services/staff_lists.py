"""A firm's staff list: first what it would change, then exactly that, all or nothing; and back.

The plan that is shown has a fingerprint; what is applied is looked at again under the lock and is that plan, or nothing
is done. Whoever is missing from a full list ends only when the code of the names was given back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection

from mutua.domain.mails import FirmMailKind
from mutua.domain.staff_list import compare
from mutua.domain.staff_rows import Mode, RowProblem, StaffPlan, StaffRow, roster_of
from mutua.intake.mistakes import Mistake, in_order
from mutua.intake.staff_columns import TITLES, encode_columns, signature_of
from mutua.intake.staff_file import StaffFile
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.firm_identity import follow_identity
from mutua.services.firm_mail import tell_firm
from mutua.services.firm_newcomers import Newcomer, record_newcomers
from mutua.services.firm_recording import Step, record_steps
from mutua.services.firm_sight import Names
from mutua.services.locks import Moved, until_nobody_moves
from mutua.services.plan_book import PlanBook
from mutua.services.staff_list_refused import (
    codes_of_others,
    covered_by_themselves,
    enrolment_of,
    hired_after_death,
    keeping_own,
    left_to_the_office,
    names_of,
    of_an_odd_age,
    step_of,
    without_cover,
)
from mutua.store.bulk import insert_rows
from mutua.store.claims import next_numbers
from mutua.store.firms import (
    Recorded,
    enrolments_of_firms,
    homes_with_relatives,
    open_firms,
    supplied_names,
    workers_of,
)
from mutua.store.members import read_deaths
from mutua.store.people import read_people
from mutua.store.tables_firms import staff_list, staff_mapping, supplied_identity_before
from mutua.store.tables_kept import FIRMS_CHAIN
from mutua.store.tellings import tell_order_of_list
from mutua.store.unit_of_work import UnitOfWork
from mutua.store.who import people_by_number


@dataclass(frozen=True, slots=True)
class ListTold:
    """A list as it was read: how it is meant (never guessed), of which day, whose, and its rows.

    `by_firm`: the society's own register then stays as it is, and no answer hangs on whose a code is, on a death or on
    a cover of their own.
    `firm_ids`: the firms it is of; `intermediary_id`: who brought it in their name. `mapping`: what its columns mean,
    to be remembered (for whom, header's mark and meanings). `keys`: what each column was taken for, by its place.
    `whose`: of the rows that could not be read the firm, 0 where it is not known, and the name.
    """

    mode: Mode
    on: date
    firm_ids: tuple[int, ...]
    rows: tuple[StaffRow, ...]
    unread: tuple[int, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    digest: str = ""
    intermediary_id: int | None = None
    mapping: tuple[int, str, str] | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    whose: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    form: bool = False  # told at the desk, not from a file
    by_firm: bool = False  # through the firm's own door, not at the counter


def list_told(
    file: StaffFile, mode: Mode, on: date, firm_ids: Iterable[int], *, intermediary_id: int | None = None,
    remembered_for: int,
) -> ListTold:  # fmt: skip
    """The list of a file that was read. `remembered_for`: the organisation for which is kept what its columns mean."""
    titles = {TITLES[key]: file.columns.titles[at].strip() for key, at in file.columns.at.items()}
    return ListTold(
        mode, on, tuple(firm_ids), tuple(file.rows), tuple(file.unread), tuple(file.mistakes), file.digest,
        intermediary_id, (remembered_for, signature_of(file.columns.titles), encode_columns(file.columns)), titles,
        file.columns.keys, file.whose,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Preview:
    """What a list would do. `mistakes`: of the file and of its rows. Nothing is done while a row is wrong, unless the
    good rows alone are wanted; of a full list never."""

    plan: StaffPlan
    mistakes: tuple[Mistake, ...]
    unusable: bool = False  # the file as a whole could not be read

    @property
    def right(self) -> bool:
        return not self.unusable and not self.plan.wrong

    @property
    def to_confirm(self) -> tuple[Mistake, ...]:
        """What is odd about somebody whom the list changes, or about its day: asked before it is recorded."""
        rows = {0, *(one.row for one in self.plan.changes)} if self.plan.changes else set()
        return tuple(one for one in self.mistakes if one.warning and one.code in _ASKED and one.row in rows)

    def not_checked(self, *, sure: bool) -> Refusal | None:
        """Why it is not recorded yet; None where nothing is odd, or what is was read and is so (`sure`)."""
        odd = self.to_confirm
        return Refusal("list_not_checked", str(len(odd))) if odd and not sure else None


_ASKED = frozenset({
    "staff_told_late", "staff_ahead", "staff_corrected_late", "staff_list_late", "staff_list_ahead", "staff_age",
    "staff_age_of_plan", "staff_age_told", "staff_age_of_plan_told", "fiscal_code_surname",
    "fiscal_code_surname_part", "fiscal_code_given_name",
    "fiscal_code_given_name_part", "fiscal_code_names_exchanged", "fiscal_code_provisional",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """What was recorded; `list_id` None where there was nothing to do."""

    list_id: int | None
    new: int = 0
    ended: int = 0
    changed: int = 0
    notices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Nothing was done: what would be done now is not what was shown."""

    preview: Preview


# ---------------------------------------------------------------- looking


def preview(connection: Connection, told: ListTold, *, today: date, plans: PlanBook | None = None) -> Preview:
    """What the list would do. Nothing is written. `plans`: the regulations, which say at what age one may join."""
    return _look(connection, told, today, plans).preview


@dataclass(slots=True)
class _Look:
    preview: Preview
    recorded: dict[int, Recorded]
    known: dict[str, int]  # people of the archive by fiscal code, of those whom the list adds
    names: dict[int, Names]
    alone: dict[int, date | None]  # until when who is told by a firm keeps a cover of their own, by person


def _look(connection: Connection, told: ListTold, today: date, plans: PlanBook | None = None) -> _Look:
    recorded = enrolments_of_firms(connection, told.firm_ids)
    names = supplied_names(connection, recorded)
    roster = roster_of(workers_of(recorded, names))
    plan = compare(
        told.mode, roster, told.rows, on=told.on, today=today, firm_ids=told.firm_ids, unread=told.unread
    )  # fmt: skip
    added = [one.after.fiscal_code for one in plan.changes if one.before is None]
    found = people_by_number(connection, [], added)
    known = {code: min(ids) for code, ids in found.items()}
    if not told.by_firm:  # a firm that could look at codes would learn of whom the society knows, and when who died
        others = codes_of_others(connection, plan, recorded)
        plan = _without(plan, [*hired_after_death(connection, plan, known), *others])
    alone = covered_by_themselves(connection, plan, recorded, known)
    if not told.by_firm:
        plan, alone = _without(plan, left_to_the_office(alone.values())), {}
    problems = [*plan.problems, *without_cover(connection, plan), *of_an_odd_age(connection, plan, told.rows, plans)]
    plan = replace(plan, problems=tuple(problems))
    mistakes = in_order([*told.mistakes, *[_mistake(one, told.titles) for one in problems]])
    unusable = any(not one.warning and one.row not in plan.wrong for one in told.mistakes)
    if unusable or not told.rows:  # of a list that was not read nobody is missing
        plan = replace(plan, changes=tuple(one for one in plan.changes if one.row))
    until = {person_id: one.until for person_id, one in alone.items()}
    return _Look(Preview(plan, tuple(mistakes), unusable), recorded, known, names, until)


def _mistake(one: RowProblem, titles: Mapping[str, str]) -> Mistake:
    return Mistake(one.code, one.row, titles.get(one.column, one.column), one.found, one.values, warning=one.warning)


def _without(plan: StaffPlan, problems: list[RowProblem]) -> StaffPlan:
    """The plan without the changes of rows that turned out wrong."""
    if not problems:
        return plan
    wrong = {one.row for one in problems}
    left = tuple(one for one in plan.changes if one.row not in wrong)
    return replace(
        plan, changes=left, wrong=tuple(sorted({*plan.wrong, *wrong})), problems=(*plan.problems, *problems)
    )  # fmt: skip


# ---------------------------------------------------------------- applying


def apply_list(
    at: Desktop, told: ListTold, *, fingerprint: str, endings_code: str = "", good_rows: bool = False,
    progress: Callable[[int], None] = lambda _: None,
) -> Done | Otherwise | Refusal:  # fmt: skip
    """Records exactly the plan with this fingerprint, in one transaction, or nothing.

    `endings_code`: the code of the names that a full list would end. `good_rows`: the right rows although others are
    wrong. The same list again finds nothing to do.
    """
    today, locked = day_in_rome(at.now), set[int]()

    def work(unit: UnitOfWork) -> Done | Otherwise | Refusal:
        open_firms(unit, locked)
        look = _look(unit.connection, told, today)
        plan = look.preview.plan
        why = _why_not(look.preview, good_rows=good_rows)
        if why is not None:
            return why
        if not plan.changes:
            return Done(None)  # done already, perhaps just now by another
        if plan.fingerprint != fingerprint:
            return Otherwise(look.preview)
        if plan.endings and endings_code != plan.endings_code:
            return Refusal("endings_not_confirmed", str(len(plan.endings)))
        wanted_too = _chains(unit.connection, look) - locked
        if wanted_too:  # their households are locked before the book, in order: once more from the beginning
            locked.update(wanted_too)
            raise Moved
        return _record(unit, at, told, look, fingerprint, progress)

    return until_nobody_moves(at.archive, work, actor_id=at.actor_id, now=at.now)


def _why_not(look: Preview, *, good_rows: bool) -> Refusal | None:
    if look.unusable:
        return Refusal("list_unreadable")
    if look.plan.wrong and look.plan.mode is Mode.FULL:
        return Refusal("full_list_with_wrong_rows", str(len(look.plan.wrong)))
    if look.plan.wrong and not good_rows:
        return Refusal("list_with_wrong_rows", str(len(look.plan.wrong)))
    return None


def _chains(connection: Connection, look: _Look) -> set[int]:
    """The households of all those whom the plan changes and the archive knows."""
    persons = _persons(look)
    return homes_with_relatives(connection, persons) if persons else set()


def _persons(look: _Look) -> set[int]:
    told = {look.recorded[one.after.enrolment_id].one.person_id for one in look.preview.plan.changes if one.before}
    return told | set(look.known.values())


def _record(
    unit: UnitOfWork, at: Desktop, told: ListTold, look: _Look, fingerprint: str, progress: Callable[[int], None]
) -> Done:
    plan = look.preview.plan
    list_id = next_numbers(unit, "staff_list")
    fresh = [one for one in plan.changes if one.before is None]
    first = next_numbers(unit, "enrolment", len(fresh)) if fresh else 0
    deaths = read_deaths(unit.connection, look.known.values()) if look.known else {}
    born = {row.number: row.born_on for row in told.rows}
    newcomers: list[Newcomer] = []
    steps: list[Step] = []
    for number, one in enumerate(fresh, first):
        person_id = look.known.get(one.after.fiscal_code)
        if person_id is None:
            made = enrolment_of(number, at.ids.number(), one.after)
            newcomers.append(Newcomer(made, names_of(one.after), born[one.row]))
        else:
            made = replace(enrolment_of(number, person_id, one.after), died_on=deaths.get(person_id))
            steps.append(Step(None, made, names_of(one.after)))
    for one in plan.changes:
        if one.before is not None:
            steps.append(step_of(one, look.recorded[one.after.enrolment_id]))
    alone = look.alone
    steps = [keeping_own(one, alone[one.person_id]) if one.person_id in alone else one for one in steps]
    record_newcomers(unit, at.plans, newcomers, at.ids, list_id=list_id)
    if steps:
        homes = homes_with_relatives(unit.connection, {one.person_id for one in steps})
        people = read_people(unit.connection, homes, membership_only=True)
        insert_rows(unit.connection, supplied_identity_before, _before(plan, list_id))
        record_steps(unit, at.plans, steps, people, list_id=list_id)
        if not told.by_firm:  # what the office holds of a person is not put right by a firm: the office sees both
            follow_identity(unit, _identities(plan, look))
    counts = tuple(len(plan.of(*kinds)) for kinds in (("new", "rehired"), ("ended",), ("changed",)))
    entry = unit.entry(FIRMS_CHAIN, "staff_list")
    firm_id = told.firm_ids[0] if len(told.firm_ids) == 1 else None
    entry.add(
        staff_list, list_id, firm_id, told.intermediary_id, "form" if told.form else plan.mode.value,
        told.on.isoformat(), told.digest, fingerprint, *counts, None,
    )  # fmt: skip
    tell_order_of_list(entry, list_id)
    if firm_id is not None:
        tell_firm(unit, FirmMailKind.LIST, firm_id, list_id)
    _remember(unit, told)
    progress(len(plan.changes))
    return Done(list_id, counts[0], counts[1], counts[2])


def _before(plan: StaffPlan, list_id: int) -> list[tuple[object, ...]]:
    return [
        (list_id, one.after.enrolment_id, *names_of(one.before))
        for one in plan.changes
        if one.before is not None and names_of(one.before) != names_of(one.after)
    ]


def _identities(plan: StaffPlan, look: _Look) -> dict[int, tuple[Names, Names, date]]:
    return {
        look.recorded[one.after.enrolment_id].one.person_id:
            (names_of(one.before), names_of(one.after), one.after.hired_on)
        for one in plan.changes
        if one.before is not None and names_of(one.before)[:3] != names_of(one.after)[:3]
    }  # fmt: skip


def _remember(unit: UnitOfWork, told: ListTold) -> None:
    """What the columns of the list mean is kept for the next one."""
    if told.mapping is None:
        return
    firm_id, signature, _ = told.mapping
    known = (staff_mapping.c.firm_id == firm_id) & (staff_mapping.c.signature == signature)
    unit.connection.execute(staff_mapping.delete().where(known))
    insert_rows(unit.connection, staff_mapping, [told.mapping])


def remembered_columns(connection: Connection, firm_id: int) -> dict[str, str]:
    """What the columns of the lists of a firm, or of a consultant, mean, by the mark of the header."""
    query = staff_mapping.select().where(staff_mapping.c.firm_id == firm_id)
    return {row.signature: row.content for row in connection.execute(query)}
