"""A staff list that was looked at, as it is shown: how many, firm by firm too; whose each row is; what columns hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from mutua.domain.staff_rows import StaffPlan
from mutua.intake.staff_columns import TITLES
from mutua.intake.tabular import Table
from mutua.services.staff_lists import ListTold

_LONGEST_SAMPLE = 40


class Counts(NamedTuple):
    """How many people join, leave, change, are so already; how many rows are there again, how many wrong."""

    new: int
    ended: int
    changed: int
    unchanged: int
    repeated: int
    wrong: int


class ColumnShown(NamedTuple):
    """A column of a file: its place, its title, what it was taken for ("" for nothing), what stands in it first."""

    at: int
    title: str
    key: str
    sample: str


def counts_of(plan: StaffPlan) -> Counts:
    return Counts(
        len(plan.of("new", "rehired")), len(plan.of("ended")), len(plan.of("changed")), len(plan.unchanged),
        len(plan.repeated), len(plan.wrong),
    )  # fmt: skip


def firms_of(told: ListTold) -> dict[int, int]:
    """The firm of each row, 0 where nobody knows."""
    return {row.number: row.firm_id for row in told.rows} | {number: one[0] for number, one in told.whose.items()}


def counts_by_firm(told: ListTold, plan: StaffPlan) -> dict[int, Counts]:
    """The same firm by firm; rows of which nobody knows the firm under 0."""
    of_row = firms_of(told)
    found: dict[int, list[int]] = {}

    def add(firm_ids: Iterable[int], place: int) -> None:
        for firm_id in firm_ids:
            found.setdefault(firm_id, [0] * len(Counts._fields))[place] += 1

    for place, kinds in enumerate((("new", "rehired"), ("ended",), ("changed",))):
        add([one.after.firm_id for one in plan.of(*kinds)], place)
    for place, rows in enumerate((plan.unchanged, plan.repeated, plan.wrong), 3):
        add([of_row.get(number, 0) for number in rows], place)
    return {firm_id: Counts(*counts) for firm_id, counts in found.items()}


def people_of_rows(told: ListTold, plan: StaffPlan, firms: Mapping[int, str] | None = None) -> dict[int, str]:
    """Of whom each row is: the name that it tells, else that of the roster, else the code. `firms`: the names of the
    firms of a list of several, told beside."""
    known = {one.row: one.after.name for one in plan.changes if one.row}
    names = {
        row.number: f"{row.surname} {row.given_name}".strip() or known.get(row.number, "") or row.fiscal_code
        for row in told.rows
    }  # fmt: skip
    names |= {number: name for number, (_, name) in told.whose.items()}
    of_row, called = firms_of(told), firms or {}
    return {
        number: ", ".join(filter(None, (name, called.get(of_row.get(number, 0), "")))) for number, name in names.items()
    }


def columns_shown(table: Table, told: ListTold) -> list[ColumnShown]:
    """The columns in which something stands; with what they were taken for, where the file could be read that far."""
    keys: Sequence[str] = told.keys or [""] * len(table.header)
    found = []
    for at, (title, key) in enumerate(zip(table.header, keys, strict=False)):
        sample = next((text for row in table.rows[:200] if (text := row.cells[at].text.strip())), "")
        if sample or title.strip():
            found.append(ColumnShown(at, " ".join(title.split()), key, sample[:_LONGEST_SAMPLE]))
    return found


def keys_chosen(values: Iterable[str]) -> dict[int, str]:
    """What was chosen in the menus of columns, `3:surname`, `4:` for one left aside; anything else is nothing."""
    found = {}
    for value in values:
        place, _, key = value.partition(":")
        if place.isascii() and place.isdigit() and (not key or key in TITLES):
            found[int(place)] = key
    return found
