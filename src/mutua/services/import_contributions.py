"""A list of contributions brought into the archive: first what would change, then exactly that, household by household.

A contribution is told from others by household, plan and day on which it was due. One that was registered unpaid may be
told paid; any other difference is a mistake, for a person to look at. What is unpaid becomes a due (`brought_dues`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection

from mutua.domain.dues import DueKind
from mutua.domain.italian import written_day, written_money
from mutua.domain.records import ContributionTold
from mutua.intake.contributions_file import read_contributions_file
from mutua.intake.mistakes import Mistake, in_order
from mutua.intake.tabular import Table
from mutua.services.brought_dues import is_brought, make_payable, paid_by_list
from mutua.services.import_members import HOUSEHOLDS_AT_ONCE, Applied
from mutua.services.import_trace import leave_trace
from mutua.services.plan_book import PlanBook
from mutua.services.register import register_contribution, register_contribution_paid
from mutua.store.database import Archive
from mutua.store.dues import ContributionKey, Known, read_contributions, read_dues
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.who import household_ids


@dataclass(frozen=True, slots=True)
class ContributionsPlan:
    """What a list of contributions would change, by household; each row of the file is in one of the four lists."""

    new: tuple[tuple[int, ContributionTold], ...]
    paid: tuple[tuple[int, ContributionTold], ...]
    new_rows: tuple[int, ...]
    changed_rows: tuple[int, ...]
    unchanged_rows: tuple[int, ...]
    wrong_rows: tuple[int, ...]
    mistakes: tuple[Mistake, ...]
    digest: str = ""

    @property
    def right(self) -> bool:
        return all(one.warning for one in self.mistakes)


def preview(connection: Connection, plans: PlanBook, table: Table, *, today: date) -> ContributionsPlan:
    """What the table would change. Nothing is written."""
    file = read_contributions_file(table)
    homes = household_ids(connection, {told.household_code for _, told in file.told})
    known = read_contributions(connection, homes.values())
    look = _Look(plans, today, homes, known, _charged(connection, homes.values()), list(file.mistakes))
    for row, told in file.told:
        look.row(row, told)
    every = {row.number for row in table.rows}
    wrong = every - look.new_rows - look.changed_rows - look.unchanged_rows
    return ContributionsPlan(
        tuple(look.new), tuple(look.paid), tuple(sorted(look.new_rows)), tuple(sorted(look.changed_rows)),
        tuple(sorted(look.unchanged_rows)), tuple(sorted(wrong)), tuple(in_order(look.mistakes)), table.digest,
    )  # fmt: skip


def _charged(connection: Connection, households: Iterable[int]) -> set[ContributionKey]:
    """The contributions of which mutua keeps the money: charged by it, or told by a list and paid in part since."""
    dues = read_dues(connection, households)
    return {
        (home, one.due.plan_code, one.due.due_on)
        for home, some in dues.items() for one in some if one.due.kind is not DueKind.BROUGHT or one.paid_cents
    }  # fmt: skip


@dataclass
class _Look:
    """The rows of a file beside the archive, one after the other."""

    plans: PlanBook
    today: date
    homes: Mapping[str, int]
    known: Mapping[ContributionKey, Known]
    charged: Collection[ContributionKey]
    mistakes: list[Mistake]
    new: list[tuple[int, ContributionTold]] = field(default_factory=list)
    paid: list[tuple[int, ContributionTold]] = field(default_factory=list)
    new_rows: set[int] = field(default_factory=set)
    changed_rows: set[int] = field(default_factory=set)
    unchanged_rows: set[int] = field(default_factory=set)
    _rows: dict[ContributionKey, int] = field(default_factory=dict)

    def row(self, row: int, told: ContributionTold) -> None:
        before = len(self.mistakes)
        household_id = self.homes.get(told.household_code)
        if household_id is None:
            self.mistakes.append(Mistake("household_unknown", row, "nucleo", told.household_code))
        if self.plans.get(told.plan_code) is None:
            self.mistakes.append(Mistake("plan_unknown", row, "piano", told.plan_code))
        if told.paid_on is not None and told.paid_on > self.today:
            self.mistakes.append(Mistake("paid_in_future", row, "pagato il", written_day(told.paid_on)))
        if household_id is None or len(self.mistakes) > before:
            return
        key = (household_id, told.plan_code, told.due_on)
        first = self._rows.setdefault(key, row)
        if first != row:
            self.mistakes.append(Mistake("contribution_twice", row, "scadenza", "", {"row": str(first)}))
            return
        self._compare(row, household_id, told, self.known.get(key))

    def _compare(self, row: int, household_id: int, told: ContributionTold, known: Known | None) -> None:
        if known is None:
            self.new.append((household_id, told))
            self.new_rows.add(row)
        elif known.amount_cents != told.amount_cents:
            before = written_money(known.amount_cents)
            found = written_money(told.amount_cents)
            self.mistakes.append(Mistake("contribution_differs", row, "importo", found, {"before": before}))
        elif told.paid_on is None or told.paid_on == known.paid_on:
            self.unchanged_rows.add(row)
        elif (household_id, told.plan_code, told.due_on) in self.charged:
            self.mistakes.append(Mistake("contribution_charged", row, "pagato il", written_day(told.paid_on)))
        elif known.paid_on is None:
            self.paid.append((household_id, told))
            self.changed_rows.add(row)
        else:
            before, found = written_day(known.paid_on), written_day(told.paid_on)
            self.mistakes.append(Mistake("contribution_differs", row, "pagato il", found, {"before": before}))


def apply(
    archive: Archive, plan: ContributionsPlan, *, actor_id: int, now: datetime, accept_good_rows: bool = False,
    progress: Callable[[int], None] = lambda _: None,
) -> Applied:  # fmt: skip
    """Does what the plan says, whole households, some in a transaction; nothing of a file with mistakes.

    A contribution that somebody told meanwhile is left alone, and its household named. With `accept_good_rows` the
    others come in although some have a mistake.
    """
    done = Applied()
    if not plan.right and not accept_good_rows:
        return done
    by_home: dict[int, list[ContributionTold]] = {}
    for household_id, told in (*plan.new, *plan.paid):
        by_home.setdefault(household_id, []).append(told)
    if by_home:
        leave_trace(archive, "contributions", plan, actor_id=actor_id, now=now)
    expected_unpaid = {(household_id, told.plan_code, told.due_on) for household_id, told in plan.paid}
    households = list(by_home.items())
    for first in range(0, len(households), HOUSEHOLDS_AT_ONCE):
        some = households[first : first + HOUSEHOLDS_AT_ONCE]

        def work(unit: UnitOfWork, some: Sequence[tuple[int, list[ContributionTold]]] = some) -> list[str]:
            known = read_contributions(unit.connection, [household_id for household_id, _ in some])
            left = [
                one.household_code
                for household_id, told in some
                for one in told
                if not _write(unit, household_id, one, known, expected_unpaid)
            ]
            make_payable(unit, [household_id for household_id, _ in some])
            return left

        left = unit_of_work(archive, [id_ for id_, _ in some], work, actor_id=actor_id, now=now)
        count = sum(len(told) for _, told in some)
        done.changed_meanwhile += dict.fromkeys(left)
        done.done += count - len(left)
        progress(count)
    return done


def _write(
    unit: UnitOfWork, household_id: int, told: ContributionTold, known: Mapping[ContributionKey, Known],
    expected_unpaid: set[ContributionKey],
) -> bool:
    """Writes one contribution; False where the archive no longer is as the plan found it."""
    key = (household_id, told.plan_code, told.due_on)
    before = known.get(key)
    if key not in expected_unpaid:
        if before is None:
            register_contribution(unit, household_id, told)
        return before is None
    if before != Known(told.amount_cents, None) or told.paid_on is None:
        return False
    if not any(is_brought(one, key) for one in read_dues(unit.connection, [household_id]).get(household_id, ())):
        register_contribution_paid(unit, household_id, told, told.paid_on)
        return True
    return paid_by_list(unit, household_id, key, told.paid_on)
