"""The door of a firm: what whoever entered for a firm, or as the consultant of several, may see and do; nothing else.

It is made of an archive behind a wall (`store.wall`) and of a login. What is not of its firms is not there: one that
is somebody else's and one that nobody has are the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.identifiers.fiscal_code import FiscalCode, read_fiscal_code
from mutua.domain.months import first_of, last_of
from mutua.domain.staff_list import birth_of_worker
from mutua.domain.staff_rows import Mode, StaffRow
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.enrolments import one_row
from mutua.services.firm_door_people import as_firm_sees, first_covered
from mutua.services.firm_watch import tell_unchanged
from mutua.services.plan_book import PlanBook
from mutua.services.staff_list_files import as_seen_by_firm
from mutua.services.staff_list_undo import undo_list
from mutua.services.staff_list_whose import Undoing, parts_taken_back, undoings
from mutua.services.staff_lists import Done, ListTold, Otherwise, Preview, apply_list, preview
from mutua.store.accounts import Account
from mutua.store.database import Archive
from mutua.store.firm_view import (
    FirmView,
    RosterRow,
    StatementHead,
    firm_of_enrolment,
    firm_of_statement,
    view_of,
    views_of_intermediary,
)
from mutua.store.firms import read_plans
from mutua.store.ids import Ids
from mutua.store.tables import account_firm, firm
from mutua.store.tables_firms import enrolment, staff_list
from mutua.store.wall import WalledArchive, walled

_PUBLIC_ID = re.compile(r"[a-z2-7]{26}")
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
_MOST_NAMES = 5  # of whom something was said, named one by one


@dataclass(frozen=True, slots=True)
class OpenFirm:
    """A firm that whoever is in may look at, and how addresses name it."""

    view: FirmView
    public_id: str

    @property
    def id(self) -> int:
        return self.view.firm_id

    @property
    def name(self) -> str:
        return self.view.name


class Said(NamedTuple):
    """Something a firm said: of which day, how, and of how many people; None where other firms are counted too.

    `undone`: it was taken back, of a list of several firms the part of this one. `mine`: whoever is in may take it back
    for this firm; `together`: for so many firms at once, 0 where they may not. `names`: whom it was about, where they
    are few and still on the roster. `then`: who came, went or changed in the same month after «nothing changed» was
    said. `moved`: of whom something else was told later, and so it is not taken back.
    """

    list_id: int
    mode: str
    on: date
    counts: tuple[int, int, int] | None
    undone: bool
    mine: bool
    names: tuple[str, ...] = ()
    then: tuple[int, int, int] | None = None
    together: int = 0
    moved: tuple[str, ...] = ()


class Worker(NamedTuple):
    """Somebody of a firm's roster, with what their code tells. `would_start`: from which day the firm's plan covers
    whoever is hired on their day and stays; None: it is not for them. `covered_before`: until when a cover of this
    month or later goes that they had here before; None: there is none."""

    firm: OpenFirm
    row: RosterRow
    born_on: date | None
    sex: str
    would_start: date | None = None
    covered_before: date | None = None


@dataclass(frozen=True)
class FirmDoor:
    """What somebody who entered for an organisation may see and do, now. Made by `open_door`."""

    archive: WalledArchive
    ids: Ids
    actor_id: int
    organisation_id: int
    intermediary: bool
    now: datetime
    plans: PlanBook

    @cached_property
    def today(self) -> date:
        return day_in_rome(self.now)

    @cached_property
    def at(self) -> Desktop:
        """The desk at which the few acts of a firm are recorded, behind the wall. The rules say what goes on of the
        seniority of who comes from another plan; no page shows it."""
        return Desktop(self.archive, self.plans, self.actor_id, self.now, self.ids)

    # ------------------------------------------------------------ which firms

    @cached_property
    def firms(self) -> tuple[OpenFirm, ...]:
        """The firm itself, or those that delegated to the intermediary today, by name."""
        with self.archive.reader.begin() as connection:
            if self.intermediary:
                views = list(views_of_intermediary(connection, self.organisation_id, self.today))
            else:
                one = view_of(connection, self.organisation_id)
                views = [] if one is None else [one]
            query = select(firm.c.id, firm.c.public_id).where(firm.c.id.in_([one.firm_id for one in views]))
            names = {row.id: row.public_id for row in connection.execute(query)}
        merged: dict[int, FirmView] = {}
        for one in views:  # delegated twice: as far as both together
            before = merged.get(one.firm_id)
            merged[one.firm_id] = one if before is None else FirmView(
                one.firm_id, one.name, one.vat_number, one.may_enrol or before.may_enrol,
                one.sees_statements or before.sees_statements,
            )  # fmt: skip
        return tuple(OpenFirm(one, names[one.firm_id]) for one in merged.values())

    def firm(self, public_id: str) -> OpenFirm | Refusal:
        if _PUBLIC_ID.fullmatch(public_id):
            for one in self.firms:
                if one.public_id == public_id:
                    return one
        return Refusal("not_there")

    def _open(self, firm_id: int | None) -> OpenFirm | None:
        return next((one for one in self.firms if one.id == firm_id), None)

    # ------------------------------------------------------------ people

    def people(self, one: OpenFirm) -> list[RosterRow]:
        """Everybody of the firm, who left too, by name."""
        with self.archive.reader.begin() as connection:
            return as_firm_sees(connection, one.id, one.view.roster(connection))

    def worker(self, number: str) -> Worker | Refusal:
        """Somebody of one of the firms, by the number of the enrolment."""
        if not _NUMBER.fullmatch(number):
            return Refusal("not_there")
        with self.archive.reader.begin() as connection:
            one = self._open(firm_of_enrolment(connection, int(number)))
            rows = [] if one is None else as_firm_sees(connection, one.id, one.view.roster(connection))
            plans = [] if one is None else read_plans(connection, [one.id]).get(one.id, [])
        row = next((row for row in rows if row.enrolment_id == int(number)), None)
        if one is None or row is None:
            return Refusal("not_there")
        before = [
            other.cover_until for other in rows
            if other.fiscal_code == row.fiscal_code and other.hired_on < row.hired_on and other.cover_until is not None
            and other.cover_until >= first_of(self.today)
        ]  # fmt: skip
        return Worker(one, row, *told_by_code(row), first_covered(row, one.id, plans), max(before, default=None))

    def has_plan(self, one: OpenFirm) -> bool:
        """Whether a plan of the firm covers people, now or later."""
        with self.archive.reader.begin() as connection:
            plans = read_plans(connection, [one.id]).get(one.id, [])
        return any(plan.starts_on and (plan.ends_on is None or plan.ends_on >= self.today) for plan in plans)

    # ------------------------------------------------------------ statements

    def statements(self, one: OpenFirm) -> list[StatementHead]:
        with self.archive.reader.begin() as connection:
            return one.view.statements(connection)

    def statement(self, number: str) -> tuple[OpenFirm, StatementHead] | Refusal:
        """A statement of one of the firms, by its number."""
        if not _NUMBER.fullmatch(number):
            return Refusal("not_there")
        with self.archive.reader.begin() as connection:
            one = self._open(firm_of_statement(connection, int(number)))
            heads = [] if one is None else one.view.statements(connection)
        head = next((head for head in heads if head.statement_id == int(number)), None)
        return Refusal("not_there") if one is None or head is None else (one, head)

    # ------------------------------------------------------------ what was said

    def said(self, one: OpenFirm, *, since: date | None = None) -> list[Said]:
        """What was said of the firm's people, the newest first, whoever said it."""
        with self.archive.reader.begin() as connection:
            named = {row.enrolment_id: f"{row.surname} {row.given_name}".strip() for row in one.view.roster(connection)}
            found, names = self._said(connection, one, since), _names_of_lists(connection, one.id, named)
            undoing = undoings(connection, [told.list_id for told in found if not told.undone])
        found = [self._may_undo(one, told, undoing.get(told.list_id), named) for told in found]
        return [told._replace(names=names.get(told.list_id, ()), then=_said_later(told, found)) for told in found]

    def _said(self, connection: Connection, one: OpenFirm, since: date | None) -> list[Said]:
        told = select(enrolment.c.list_id).where((enrolment.c.firm_id == one.id) & enrolment.c.list_id.is_not(None))
        c = staff_list.c
        query = select(staff_list).where((c.firm_id == one.id) | (c.firm_id.is_(None) & c.list_id.in_(told)))
        if since is not None:
            query = query.where(c.listed_on >= since)
        undone = set(connection.scalars(select(c.undoes_id).where(c.undoes_id.is_not(None))))
        rows = [row for row in connection.execute(query.order_by(c.list_id.desc())) if row.mode != "undo"]
        parts = parts_taken_back(connection, [row.list_id for row in rows if row.firm_id is None])
        return [
            Said(
                row.list_id, row.mode, row.listed_on,
                (row.new_count, row.ended_count, row.changed_count) if row.firm_id == one.id else None,
                row.list_id in undone or (row.list_id, one.id) in parts,
                row.intermediary_id is not None and row.intermediary_id == self.organisation_id,
            )
            for row in rows
        ]  # fmt: skip

    def _may_undo(self, one: OpenFirm, told: Said, undoing: Undoing | None, named: Mapping[int, str]) -> Said:
        """What was said, with what of it may be taken back: nothing once something of it changed; of this firm by
        whoever may enrol its people, of all firms by whoever brought it, while all of them are theirs."""
        if undoing is None or told.undone:
            return told._replace(mine=False)
        mine = one.view.may_enrol and one.id in undoing.standing
        left = undoing.left if told.mine and told.counts is None else frozenset()
        together = len(left) if len(left) > 1 and undoing.stands_whole and self._may_enrol_all(left) else 0
        moved = [named.get(id_, "") for firm_id, id_ in undoing.moved if firm_id == one.id and one.view.may_enrol]
        return told._replace(mine=mine, together=together, moved=tuple(sorted(moved)))

    def _may_enrol_all(self, firm_ids: Iterable[int]) -> bool:
        firms = [self._open(id_) for id_ in firm_ids]
        return all(one is not None and one.view.may_enrol for one in firms)

    def month_said(self, several: Iterable[OpenFirm]) -> dict[int, date]:
        """Of each firm that said something of this month, when it did last."""
        first, last = first_of(self.today), last_of(self.today)
        found: dict[int, date] = {}
        with self.archive.reader.begin() as connection:
            for one in several:
                days = [told.on for told in self._said(connection, one, first) if not told.undone and told.on <= last]
                if days:
                    found[one.id] = max(days)
        return found

    # ------------------------------------------------------------ acts

    def nothing_changed(self, several: Iterable[OpenFirm]) -> int | Refusal:
        """Nobody came or went at these firms this month; who said so already is not noted again. How many are noted."""
        wanted = list(several)
        if not all(one.view.may_enrol for one in wanted):
            return Refusal("not_delegated")
        said, count = self.month_said(wanted), 0
        for one in wanted:
            if one.id not in said:
                done = tell_unchanged(self.at, one.id, on=self.today)
                if isinstance(done, Refusal):
                    return done
                count += 1
        return count

    def look_at_row(self, one: OpenFirm, row: StaffRow, mode: Mode = Mode.MOVEMENTS) -> Preview:
        """What one person who joins or leaves, or of whom something is put right, would change."""
        with self.archive.reader.begin() as connection:
            told = self._told(one, row, mode)
            return as_seen_by_firm(preview(connection, told, today=self.today, plans=self.plans))

    def _told(self, one: OpenFirm, row: StaffRow, mode: Mode) -> ListTold:
        return replace(one_row(row._replace(firm_id=one.id), mode, self.today), by_firm=True)

    def record_row(self, one: OpenFirm, row: StaffRow, seen: Preview) -> Done | Otherwise | Refusal:
        """Records what was just looked at."""
        if not one.view.may_enrol:
            return Refusal("not_delegated")
        told = self._told(one, row, seen.plan.mode)
        return apply_list(self.at, told, fingerprint=seen.plan.fingerprint)

    def take_back(self, one: OpenFirm, list_id: int, *, together: bool = False) -> Done | Refusal:
        """Takes back what was said of this firm; `together`: of all the firms of a list. Refuses what whoever is in may
        not take back: of a firm that is not theirs as if it were not there."""
        with self.archive.reader.begin() as connection:
            query = select(staff_list.c.intermediary_id).where(staff_list.c.list_id == list_id)
            brought_by = connection.scalar(query)
            undoing = undoings(connection, [list_id]).get(list_id)
        if undoing is None or one.id not in undoing.firm_ids:
            return Refusal("list_unknown", str(list_id))
        if not one.view.may_enrol:
            return Refusal("not_delegated")
        if not together:
            return undo_list(self.at, list_id, firm_id=one.id, by_firm=True)
        if brought_by != self.organisation_id or not self._may_enrol_all(undoing.left):
            return Refusal("list_of_others", str(list_id))
        return undo_list(self.at, list_id, by_firm=True)


def open_door(archive: Archive, ids: Ids, one: Account, now: datetime, plans: PlanBook) -> FirmDoor | None:
    """The door of a login of a firm; None where nobody said of which firm it is."""
    beyond = walled(archive)
    with beyond.reader.begin() as connection:
        row = connection.execute(select(account_firm).where(account_firm.c.account_id == one.id)).one_or_none()
    return None if row is None else FirmDoor(beyond, ids, one.actor_id, row.firm_id, bool(row.intermediary), now, plans)


def _names_of_lists(connection: Connection, firm_id: int, named: Mapping[int, str]) -> dict[int, tuple[str, ...]]:
    """Whom each list of the firm was about, by the roster's names; nothing of a list about many."""
    c = enrolment.c
    query = select(c.list_id, c.enrolment_id).where((c.firm_id == firm_id) & c.list_id.is_not(None)).distinct()
    whom: dict[int, set[int]] = {}
    for list_id, enrolment_id in connection.execute(query):
        whom.setdefault(list_id, set()).add(enrolment_id)
    return {
        list_id: tuple(sorted(named[one] for one in some if named.get(one)))
        for list_id, some in whom.items() if len(some) <= _MOST_NAMES
    }  # fmt: skip


def _said_later(one: Said, several: Iterable[Said]) -> tuple[int, int, int] | None:
    """What was said after «nothing changed», in the same month, and still holds; None where nothing was."""
    later = [
        other.counts for other in several
        if other.list_id > one.list_id and first_of(other.on) == first_of(one.on) and not other.undone and other.counts
    ]  # fmt: skip
    joined, left, changed = (sum(counts[at] for counts in later) for at in range(3))
    return (joined, left, changed) if one.mode == "unchanged" and (joined or left or changed) else None


def told_by_code(row: RosterRow) -> tuple[date | None, str]:
    """When somebody was born, and F or M, as their fiscal code tells; nothing of a provisional code."""
    code = read_fiscal_code(row.fiscal_code)
    if not isinstance(code, FiscalCode) or code.is_provisional:
        return None, ""
    return birth_of_worker(code, row.hired_on), code.sex


__all__ = ["Done", "FirmDoor", "OpenFirm", "Preview", "Said", "Worker", "open_door", "told_by_code"]
