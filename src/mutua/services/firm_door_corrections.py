"""What a firm told wrong of somebody, put right from their page: what it would change, in days and in euros; then that.

By the road of a correction in a staff list, of one row; statements that were made stay, and the next one adjusts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mutua.domain.firms import NOTHING, Part
from mutua.domain.identifiers.fiscal_code import FiscalCode, read_fiscal_code
from mutua.domain.italian import as_a_name
from mutua.domain.staff_rows import Mode, StaffRow
from mutua.domain.statements import StatementLine
from mutua.intake.staff_file import of_code
from mutua.services.decide_claim import Refusal
from mutua.services.firm_door import FirmDoor, Worker
from mutua.services.firm_forecast import consequences, cover_days
from mutua.services.firm_recording import relatives_follow
from mutua.services.staff_list_refused import step_of
from mutua.services.staff_lists import Done, Otherwise, Preview
from mutua.store.firm_view import RosterRow
from mutua.store.firms import enrolments_of_firms, homes_with_relatives
from mutua.store.people import read_people

Days = tuple[date | None, date | None]


class PutRight(NamedTuple):
    """Somebody as the firm says they are: names, first day, last day (None: still there)."""

    surname: str
    given_name: str
    start: date
    last: date | None


class MonthChanged(NamedTuple):
    """What a month would cost more or less; `adjustment`: a statement asked for that month already."""

    assistance: str
    month: date
    adjustment: bool
    part: Part


@dataclass(frozen=True, slots=True)
class Correction:
    """What putting something right would do. `was`, `will`: the first and the last day covered; `unlike`: which of the
    names are not those of the fiscal code."""

    row: StaffRow
    preview: Preview
    was: Days = (None, None)
    will: Days = (None, None)
    months: tuple[MonthChanged, ...] = ()
    unlike: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """Of exactly what would be done; "" where nothing can be."""
        plan = self.preview.plan
        return plan.fingerprint if plan.changes and self.preview.right else ""

    @property
    def parts(self) -> Part:
        """What all the months cost more or less."""
        total = NOTHING
        for one in self.months:
            total = total.plus(one.part)
        return total


def may_put_right(door: FirmDoor, one: Worker) -> Refusal | None:
    """Why nothing of somebody can be put right from their page; None where it can."""
    if not one.firm.view.may_enrol:
        return Refusal("not_delegated")
    same = [row for row in door.people(one.firm) if row.fiscal_code == one.row.fiscal_code]
    newest = max(same, key=lambda row: (row.hired_on, row.enrolment_id))
    return None if newest.enrolment_id == one.row.enrolment_id else Refusal("correction_of_old")


def look_at_correction(door: FirmDoor, one: Worker, told: PutRight) -> Correction | Refusal:
    """What would change if that were so. Nothing is written."""
    why = may_put_right(door, one)
    if why is not None:
        return why
    row = _as_row(one.row, told)
    seen = door.look_at_row(one.firm, row, Mode.CORRECTION)
    if not seen.right or not seen.plan.changes:
        return Correction(row, seen)
    change = seen.plan.changes[0]
    with door.archive.reader.begin() as connection:
        before = enrolments_of_firms(connection, [one.firm.id])[one.row.enrolment_id]
        step = step_of(change, before)
        assert step.after is not None
        homes = homes_with_relatives(connection, [before.one.person_id])
        people = read_people(connection, homes, membership_only=True)
        after = [step.after, *[each.after for each in relatives_follow(connection, [step], people) if each.after]]
        lines = consequences(connection, one.firm.id, {each.enrolment_id: each for each in after}, door.today)
        was = cover_days(connection, one.firm.id, before.one)
        will = cover_days(connection, one.firm.id, step.after)
    return Correction(row, seen, was, will, tuple(_by_month(lines)), _unlike(change.after.fiscal_code, told, one.row))


def _as_row(row: RosterRow, told: PutRight) -> StaffRow:
    """The row of a correction: what differs from the roster, and nothing else."""
    surname, given = told.surname, told.given_name
    return StaffRow(
        1, 0, row.fiscal_code, "" if surname == row.surname else as_a_name(surname),
        "" if given == row.given_name else as_a_name(given), None if told.start == row.hired_on else told.start,
        None if told.last == row.left_on else told.last, still_here=told.last is None and row.left_on is not None,
    )  # fmt: skip


def _unlike(code_text: str, told: PutRight, row: RosterRow) -> tuple[str, ...]:
    code = read_fiscal_code(code_text)
    if not isinstance(code, FiscalCode) or code.is_provisional:
        return ()
    fits = of_code(code, told.surname, told.given_name)
    anew = told.surname != row.surname, told.given_name != row.given_name
    return tuple(name for name, right, new in zip(("surname", "given"), fits, anew, strict=True) if new and not right)


def _by_month(lines: Iterable[StatementLine]) -> list[MonthChanged]:
    """Of somebody and their relatives in one sum, as on a statement."""
    sums: dict[tuple[date, str, bool], Part] = {}
    for one in lines:
        key = (one.month, one.assistance, one.adjustment)
        sums[key] = sums.get(key, NOTHING).plus(one.part)
    return [MonthChanged(assistance, month, late, part) for (month, assistance, late), part in sorted(sums.items())]


def record_correction(door: FirmDoor, one: Worker, seen: Correction) -> Done | Otherwise | Refusal:
    """Records what was just looked at; taken back like everything that the firm said."""
    return door.record_row(one.firm, seen.row, seen.preview)


__all__ = ["Correction", "Done", "PutRight", "look_at_correction", "may_put_right", "record_correction"]
