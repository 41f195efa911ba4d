"""A society's own list of members brought in: what each of its rows would do, and where each of them ended.

The sheet is turned into the strict rows of `import_members`, which alone decides what would change. Of every row in
which something stands it is said whether it is read, set aside with its reason, or no data: none is lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select

from mutua.intake.mistakes import Mistake, in_order
from mutua.intake.rough.families import Archived, Family
from mutua.intake.rough.header import NotData
from mutua.intake.rough.people import PersonSeen
from mutua.intake.rough.proposals import Answer, Proposed
from mutua.intake.rough.set_aside import told_once
from mutua.intake.rough.strict import MembersSeen, RoughFile, in_the_file, see_members, strict_table
from mutua.intake.tabular import Cell
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.import_members import MembersPlan, preview
from mutua.services.plan_book import PlanBook
from mutua.store.people import households_of, read_people
from mutua.store.tables import household
from mutua.store.who import anybody, household_codes, household_ids, people_by_number

_GIVEN = re.compile(r"N([0-9]{5,})")


@dataclass(frozen=True, slots=True)
class RowsEnded:
    """Where the rows of a file ended, by number: every row in which something stands is in one of the three."""

    read: frozenset[int]
    set_aside: frozenset[int]
    not_data: Mapping[int, NotData]

    @property
    def count(self) -> int:
        return len(self.read) + len(self.set_aside) + len(self.not_data)


@dataclass(slots=True)
class SheetPlan:
    """What a society's own sheet would change, with its mess by row and what waits for a yes."""

    file: RoughFile
    plan: MembersPlan
    ended: RowsEnded
    mistakes: list[Mistake]
    proposed: list[Proposed] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)  # who a row tells of, where it can be told
    heads: dict[int, str] = field(default_factory=dict)  # the number of the head of rows that only hang below one
    resolved: dict[int, tuple[Cell, ...]] = field(default_factory=dict)


def look_at_members(
    connection: Connection, plans: PlanBook, file: RoughFile, *, now: datetime,
    answers: Mapping[str, Answer] | None = None, accept_all: bool = False,
) -> SheetPlan:  # fmt: skip
    """What the sheet would change. Nothing is written."""
    seen = see_members(
        file, day_in_rome(now), known=lambda people: _known(connection, people), answers=answers or {},
        accept_all=accept_all,
    )  # fmt: skip
    codes = _Codes(connection, {one.household for one in seen.people})
    table, waits = strict_table(seen, codes.of)
    plan = preview(connection, plans, table, now=now) if table.rows else _nothing()
    mistakes = seen.mistakes + _of_the_importer(seen, plan)
    mistakes += [_waiting(row, wrong, file) for row, wrong in waits.items()]
    ended = _ended(seen, plan, {row.number for row in table.rows})
    told = {one.row for one in mistakes if not one.warning}
    mistakes += [_waiting(row, _others(seen, row, told), file) for row in sorted(ended.set_aside - told)]
    return SheetPlan(
        file, plan, ended, in_order(told_once(mistakes)), seen.proposed, _names(seen.people),
        {one.row: one.above.number for one in seen.people if one.above is not None and one.above.number}, seen.resolved,
    )  # fmt: skip


def _known(connection: Connection, people: Sequence[PersonSeen]) -> Archived:
    """What the archive knows of these people, of the heads they name, and of the households they name."""
    if not anybody(connection):
        return Archived()
    heads = {one.head for one in people if one.head}
    heads |= {re.sub(r"\s", "", head).upper() for head in heads}
    cards = {one.card for one in people if one.card} | heads
    codes = {one.code for one in people if one.code} | heads
    by_number = people_by_number(connection, cards, codes)
    found = {number: next(iter(ids)) for number, ids in by_number.items() if len(ids) == 1}
    ids = {id_ for some in households_of(connection, set(found.values())).values() for id_ in some}
    places = read_people(connection, sorted(ids)).places
    newest = {one: max(places[one], key=lambda place: place.effective_from) for one in found.values() if one in places}
    names = household_codes(connection, {place.household_id for place in newest.values()})
    told = household_ids(connection, {one.household for one in people if one.household})
    return Archived(
        {
            number: (names[newest[one].household_id], newest[one].kinship)
            for number, one in found.items()
            if one in newest
        },
        frozenset((*told, *names.values())),
    )


class _Codes:
    """Gives out codes to households that have none: `N00001` and on, after the last one in the archive."""

    def __init__(self, connection: Connection, told: set[str]) -> None:
        query = select(household.c.code).where(household.c.code.like("N%"))
        given = [match for code in (*connection.scalars(query), *told) if (match := _GIVEN.fullmatch(code))]
        self._last = max((int(match[1]) for match in given), default=0)

    def of(self, family: Family) -> str:
        if family.code:
            return family.code
        self._last += 1
        return f"N{self._last:05d}"


def _nothing() -> MembersPlan:
    return MembersPlan((), {}, (), (), (), (), ())


def _names(people: Sequence[PersonSeen]) -> dict[int, str]:
    found: dict[int, str] = {}
    for one in people:
        found[one.row] = f"{found[one.row]}, {one.name}" if one.row in found else one.name
    return found


def _of_the_importer(seen: MembersSeen, plan: MembersPlan) -> list[Mistake]:
    """What the importer says of its rows, with the columns as the file calls them."""
    mapping_of = {row.number: mapping for heading, mapping in seen.file.sheets for row in heading.data}
    return [
        told
        for one in plan.mistakes
        for told in (in_the_file([one], mapping_of[one.row]) if one.row in mapping_of else [one])
    ]


def _ended(seen: MembersSeen, plan: MembersPlan, offered: set[int]) -> RowsEnded:
    """Read is what the importer may use, and what only repeats it; the rest of what tells something is set aside."""
    bad = seen.bad_rows | set(plan.wrong_rows)
    again = {one.row for one in seen.mistakes if one.code == "row_again"} - {one.row for one in seen.people}
    read = (offered | again) - bad
    not_data = {row: why for row, why in seen.file.not_data.items() if row not in read}
    every = {row.number for row in seen.file.grid.rows}
    return RowsEnded(frozenset(read), frozenset(every - read - not_data.keys()), not_data)


def _others(seen: MembersSeen, row: int, wrong: set[int]) -> list[int]:
    """The wrong rows of the household for which a right one waits."""
    groups = [*seen.families.unsettled, *(family.people for family in seen.families.families)]
    rows = [{one.row for one in people} for people in groups]
    return sorted({other for some in rows if row in some for other in some if other in wrong})


def _waiting(row: int, wrong: Sequence[int], file: RoughFile) -> Mistake:
    """Right in itself, but somebody of the same household is not."""
    rows = ", ".join(str(file.grid.place(one)[1]) for one in wrong)
    return Mistake("household_waits", row, "", "", {"rows": rows or "—"})
