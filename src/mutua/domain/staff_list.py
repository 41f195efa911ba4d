"""Staff lists: what a firm tells of its people beside what is known of them, and what would change.

Nothing here writes; the plan is what will be done, exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from mutua.domain.firms import Category
from mutua.domain.identifiers.fiscal_code import FiscalCode, read_fiscal_code, year_told
from mutua.domain.identifiers.person_beside_code import doubts
from mutua.domain.italian import written_day
from mutua.domain.staff_rows import Change, Mode, Roster, RowProblem, StaffPlan, StaffRow, Worker
from mutua.domain.written_names import name_fault

LATE_DAYS = 60  # told later than this it is done, and said
EARLIEST = date(1900, 1, 1)  # no first day before this is believed
YOUNGEST_WORKER = 14  # years; a code tells only two figures of the year of birth
OLDEST_WORKER = 100
AHEAD_DAYS = 62  # farther ahead of today a year, or a month, may have slipped: it is done, and said
FARTHEST_DAYS = 366  # ahead of today no first day is believed


def birth_of_worker(code: FiscalCode, hired_on: date) -> date | None:
    """When somebody was born by their code, at an age at which one works where it may be one, else the newest birth
    that it may tell; None: it tells none."""
    births = code.births(hired_on)
    at_work = [day for day in births if YOUNGEST_WORKER <= hired_on.year - day.year <= OLDEST_WORKER]
    return next(iter([*at_work, *births]), None)


def age_at_work(born_on: date, hired_on: date) -> int:
    """In whole years, on the first day at work."""
    return hired_on.year - born_on.year - ((hired_on.month, hired_on.day) < (born_on.month, born_on.day))


def compare(
    mode: Mode, roster: Roster, rows: Sequence[StaffRow], *, on: date, today: date, firm_ids: Iterable[int] = (),
    unread: Sequence[int] = (),
) -> StaffPlan:  # fmt: skip
    """What the rows would change. `on`: the day of a full list. `firm_ids`: the firms that a full list is of, named
    even if no row is theirs. `unread`: numbers of rows that could not be read; they are wrong already."""
    look = _Look(mode, roster, on, today)
    each = _each_once(look, rows)
    look.told = {(row.firm_id, row.fiscal_code): row.number for row in each}
    for row in each:
        if row.new_code:
            look.renamed.setdefault((row.firm_id, row.new_code), []).append(row.number)
    if mode is Mode.FULL:
        look.day_of_list()
    for row in each:
        if not look.no_name(row):
            look.row(row)
    look.same_again()
    if mode is Mode.FULL:
        look.missing({*firm_ids, *(row.firm_id for row in rows)}, {(row.firm_id, row.fiscal_code) for row in rows})
    return StaffPlan(
        mode, on, tuple(look.changes), tuple(sorted(look.unchanged)), tuple(sorted({*look.wrong, *unread})),
        tuple(look.problems), tuple(sorted(look.repeated)),
    )  # fmt: skip


def _each_once(look: _Look, rows: Sequence[StaffRow]) -> Sequence[StaffRow]:
    """The rows of which each tells of somebody else; the same told twice is told once, told otherwise is wrong."""
    by_code: dict[tuple[int, str], list[StaffRow]] = {}
    for row in sorted(rows, key=lambda one: one.number):
        by_code.setdefault((row.firm_id, row.fiscal_code), []).append(row)
    each = []
    for some in by_code.values():
        if all(one[1:] == some[0][1:] for one in some):
            each.append(some[0])
            look.copies[some[0].number] = some[1:]
            continue
        numbers = ", ".join(str(one.number) for one in some)
        two = len({(one.surname, one.given_name) for one in some}) > 1
        for one in some:
            look.refuse("staff_code_of_two" if two else "staff_twice", one, "codice fiscale", values={"rows": numbers})
    return each


class _Look:
    """The rows of a list beside the roster."""

    def __init__(self, mode: Mode, roster: Roster, on: date, today: date) -> None:
        self.roster, self.on, self.today = roster, on, today
        self.changes: list[Change] = []
        self.unchanged: list[int] = []
        self.repeated: list[int] = []
        self.wrong: list[int] = []
        self.problems: list[RowProblem] = []
        self.told: dict[tuple[int, str], int] = {}  # which row tells of whom, by code
        self.renamed: dict[tuple[int, str], list[int]] = {}  # which rows give that code to somebody
        self.copies: dict[int, list[StaffRow]] = {}  # rows that stand there again, by the first of them
        self.row = {Mode.MOVEMENTS: self._movement, Mode.FULL: self._listed, Mode.CORRECTION: self._correction}[mode]
        self._farthest = today + timedelta(days=FARTHEST_DAYS)
        self._early = today - timedelta(days=LATE_DAYS)
        self._ahead = today + timedelta(days=AHEAD_DAYS)

    def refuse(self, code: str, row: StaffRow, column: str = "", found: str = "", **more: Any) -> None:
        self.wrong.append(row.number)
        self.problems.append(RowProblem(code, row.number, column, found, **more))

    def no_name(self, row: StaffRow) -> bool:
        """Whether what stands as a name cannot be one."""
        for column, name in (("cognome", row.surname), ("nome", row.given_name)):
            fault = name_fault(name) if name else None
            if fault is not None:
                self.refuse(fault.code, row, column, fault.found, values=dict(fault.values))
                return True
        return False

    def _warn(self, code: str, row: StaffRow, column: str, found: str) -> None:
        self.problems.append(RowProblem(code, row.number, column, found, warning=True))

    def day_of_list(self) -> None:
        """Whether the day that a full list is of is told late, or may be another one: whoever is missing goes by it."""
        code = "staff_list_late" if self.on < self._early else "staff_list_ahead" if self.on > self._ahead else ""
        if code:
            self.problems.append(RowProblem(code, 0, "", written_day(self.on), warning=True))

    def _warn_of_day(self, row: StaffRow, column: str, day: date | None) -> None:
        """Whether a day is told late, or is so far ahead that it may be another one."""
        if day is not None and day < self._early:
            self._warn("staff_told_late", row, column, written_day(day))
        elif day is not None and day > self._ahead:
            self._warn("staff_ahead", row, column, written_day(day))

    def same_again(self) -> None:
        """A row that stands there again changes nothing; where the first is wrong it is wrong too, for the same."""
        problems = {one.row: one for one in self.problems if not one.warning}
        for first, copies in self.copies.items():
            for row in copies:
                if first in problems:
                    self.wrong.append(row.number)
                    self.problems.append(problems[first]._replace(row=row.number))
                else:
                    self.repeated.append(row.number)

    # ------------------------------------------------------------ movements

    def _movement(self, row: StaffRow) -> None:
        mine = self.roster.get((row.firm_id, row.fiscal_code), ())
        if row.hired_on is None and row.left_on is None:
            self.refuse("staff_nothing_told", row)
        elif self._bad_days(row):
            return
        elif row.hired_on is None:
            self._gone(row, mine)
        else:
            same = next((one for one in mine if one.hired_on == row.hired_on), None)
            if same is not None:
                self._again(row, same)
            else:
                self._came(row, mine)

    def _bad_days(self, row: StaffRow) -> bool:
        """Days that cannot be: a leave before the hire, a day far ahead."""
        if row.hired_on is not None and row.left_on is not None and row.left_on < row.hired_on:
            self.refuse("staff_left_before_hired", row, "data di cessazione", written_day(row.left_on))
            return True
        if row.hired_on is not None and row.hired_on > self._farthest:
            self.refuse("staff_far_ahead", row, "data di assunzione", written_day(row.hired_on))
            return True
        return row.hired_on is not None and self._too_early(row, row.new_code or row.fiscal_code, row.hired_on)

    def _too_early(self, row: StaffRow, code: str, hired: date) -> bool:
        born = year_told(code, self.today.year - YOUNGEST_WORKER)
        if hired >= EARLIEST and (born is None or hired.year - born >= YOUNGEST_WORKER):
            return False
        self.refuse("staff_too_early", row, "data di assunzione", written_day(hired))
        return True

    def _came(self, row: StaffRow, mine: Sequence[Worker]) -> None:
        """Somebody new, or who comes back."""
        hired = row.hired_on
        assert hired is not None
        for one in mine:
            if (row.left_on is None or one.hired_on <= row.left_on) and (one.left_on is None or one.left_on >= hired):
                code = "staff_still_here" if one.left_on is None else "staff_overlaps"
                values = {"hired": written_day(one.hired_on), "left": written_day(one.left_on) if one.left_on else ""}
                self.refuse(code, row, "data di assunzione", written_day(hired), values=values)
                return
        before = mine[-1] if mine else None
        surname = row.surname or (before.surname if before else "")
        given_name = row.given_name or (before.given_name if before else "")
        if not surname or not given_name:
            self.refuse("staff_name_missing", row, "cognome" if not surname else "nome")
            return
        self._warn_of_day(row, "data di assunzione", hired)
        if row.left_on is not None and row.left_on > self._ahead:
            self._warn_of_day(row, "data di cessazione", row.left_on)
        after = Worker(
            0, row.firm_id, row.fiscal_code, surname, given_name, row.payroll_number,
            row.category or (before.category if before else Category.EMPLOYEE), hired, row.left_on,
            "leave" if row.left_on else "",
        )  # fmt: skip
        self.changes.append(Change("rehired" if mine else "new", row.number, None, after))

    def _again(self, row: StaffRow, same: Worker) -> None:
        """An enrolment that is known, told once more: perhaps with its end, or another name."""
        if row.left_on is not None and same.left_on is not None and same.left_on != row.left_on:
            self.refuse("staff_left_otherwise", row, "data di cessazione", written_day(row.left_on),
                        values={"left": written_day(same.left_on)})  # fmt: skip
            return
        after = self._renamed(row, same)
        if after is None:
            return
        if row.left_on is not None and same.left_on is None:
            self._end(row, same, after, row.left_on)
        elif after != same:
            self.changes.append(Change("changed", row.number, same, after))
        else:
            self.unchanged.append(row.number)

    def _gone(self, row: StaffRow, mine: Sequence[Worker]) -> None:
        """A leave alone: of who works there on that day."""
        left = row.left_on
        assert left is not None
        if any(one.left_on == left for one in mine):
            self.unchanged.append(row.number)
            return
        here = next((one for one in mine if one.left_on is None and one.hired_on <= left), None)
        last = mine[-1] if mine else None
        if here is None and last is not None and last.left_on is not None and last.hired_on <= left:
            self.refuse("staff_left_otherwise", row, "data di cessazione", written_day(left),
                        values={"left": written_day(last.left_on)})  # fmt: skip
            return
        if here is None and mine:
            self.refuse("staff_not_here", row, "data di cessazione", written_day(left))
            return
        if here is None:
            self.refuse("staff_unknown", row, "codice fiscale", row.fiscal_code)
            return
        after = self._renamed(row, here)
        if after is not None:
            self._end(row, here, after, left)

    def _end(self, row: StaffRow, before: Worker, after: Worker, left: date) -> None:
        self._warn_of_day(row, "data di cessazione", left)
        self.changes.append(Change("ended", row.number, before, after._replace(left_on=left, reason="leave")))

    def _renamed(self, row: StaffRow, known: Worker) -> Worker | None:
        """The worker with the name and number that the row tells; None (and told) for another category."""
        if row.category is not None and row.category is not known.category:
            self.refuse("staff_category_otherwise", row, "categoria", row.category.value,
                        values={"known": known.category.value})  # fmt: skip
            return None
        return known._replace(
            surname=row.surname or known.surname, given_name=row.given_name or known.given_name,
            payroll_number=row.payroll_number or known.payroll_number,
        )  # fmt: skip

    # ------------------------------------------------------------ full list of a day

    def _listed(self, row: StaffRow) -> None:
        if self._bad_days(row):
            return
        if row.left_on is not None and row.left_on < self.on:
            self.refuse("staff_list_gone", row, "data di cessazione", written_day(row.left_on))
            return
        if row.hired_on is not None and row.hired_on > self.on:
            self.refuse("staff_list_future", row, "data di assunzione", written_day(row.hired_on))
            return
        mine = self.roster.get((row.firm_id, row.fiscal_code), ())
        here = next((one for one in mine if one.works_on(self.on)), None)
        if here is not None:
            if row.hired_on is not None and row.hired_on != here.hired_on:
                self.refuse("staff_hired_otherwise", row, "data di assunzione", written_day(row.hired_on),
                            values={"hired": written_day(here.hired_on)})  # fmt: skip
            else:
                self._again(row, here)
        elif row.hired_on is None:
            self.refuse("staff_hire_missing", row, "data di assunzione")
        elif any(one.hired_on == row.hired_on for one in mine):
            self.refuse("staff_ended_before", row, "data di assunzione", written_day(row.hired_on))
        else:
            self._came(row, mine)

    def missing(self, firm_ids: set[int], told: set[tuple[int, str]]) -> None:
        """Who works there on the day and is not in the list has gone the day before."""
        gone = self.on - timedelta(days=1)
        for (firm_id, code), mine in self.roster.items():
            if firm_id not in firm_ids or (firm_id, code) in told:
                continue
            for one in mine:
                if one.works_on(self.on) and one.hired_on <= gone:
                    self.changes.append(Change("ended", 0, one, one._replace(left_on=gone, reason="list")))

    # ------------------------------------------------------------ correction

    def _correction(self, row: StaffRow) -> None:
        mine = self.roster.get((row.firm_id, row.fiscal_code), ())
        given = self.renamed.get((row.firm_id, row.new_code), ())
        if len(given) > 1:  # which of them has the code nobody can tell from here
            values = {"rows": ", ".join(str(number) for number in given)}
            self.refuse("staff_twice", row, "codice fiscale corretto", row.new_code, values=values)
            return
        if row.new_code and (row.firm_id, row.new_code) in self.roster:
            others = self.roster[row.firm_id, row.new_code]
            if mine:
                self.refuse("staff_code_of_another", row, "codice fiscale corretto", row.new_code)
                return
            other = self.told.setdefault((row.firm_id, row.new_code), row.number)
            if other != row.number:
                values = {"rows": f"{other}, {row.number}"}
                self.refuse("staff_twice", row, "codice fiscale corretto", row.new_code, values=values)
                return
            mine = others  # the same correction once more
        if not mine:
            self.refuse("staff_unknown", row, "codice fiscale", row.fiscal_code)
            return
        known = mine[-1]
        after = known._replace(
            fiscal_code=row.new_code or known.fiscal_code, surname=row.surname or known.surname,
            given_name=row.given_name or known.given_name, category=row.category or known.category,
            payroll_number=row.payroll_number or known.payroll_number, hired_on=row.hired_on or known.hired_on,
            left_on=None if row.still_here else row.left_on or known.left_on,
            reason="" if row.still_here else "leave" if row.left_on else known.reason,
        )  # fmt: skip
        if row.left_on == known.left_on and not row.still_here:
            after = after._replace(reason=known.reason)
        if row.hired_on is not None and row.hired_on > self._farthest:
            self.refuse("staff_far_ahead", row, "data di assunzione", written_day(row.hired_on))
            return
        if row.hired_on is not None and self._too_early(row, after.fiscal_code, after.hired_on):
            return
        if after.left_on is not None and after.left_on < after.hired_on:
            self.refuse("staff_left_before_hired", row, "data di cessazione", written_day(after.left_on))
        elif any(one.left_on is None or one.left_on >= after.hired_on for one in mine[:-1]):
            self.refuse("staff_overlaps", row, "data di assunzione", written_day(after.hired_on),
                        values={"hired": written_day(mine[-2].hired_on),
                                "left": written_day(mine[-2].left_on) if mine[-2].left_on else ""})  # fmt: skip
        elif after == known:
            self.unchanged.append(row.number)
        else:
            self._warn_of_correction(row, known, after)
            ends = known.left_on is None and after.left_on is not None
            self.changes.append(Change("ended" if ends else "changed", row.number, known, after))

    def _warn_of_correction(self, row: StaffRow, known: Worker, after: Worker) -> None:
        """What is asked of who comes or goes is asked of what is put right: how long ago somebody was, or was not, at
        the firm otherwise than it was told, and whose name a code bears."""
        came = min(known.hired_on, after.hired_on)
        went = min(known.left_on or date.max, after.left_on or date.max)
        since = [
            ("data di assunzione", known.hired_on != after.hired_on, came, after.hired_on),
            ("data di cessazione", known.left_on != after.left_on, went, after.left_on or went),
            ("categoria", known.category is not after.category, came, came),
        ]
        for column, differs, earliest, told in since:
            if differs and earliest < self._early:
                self._warn("staff_corrected_late", row, column, written_day(earliest))
            elif differs and told > self._ahead:
                self._warn_of_day(row, column, told)
        code = read_fiscal_code(after.fiscal_code) if after.fiscal_code != known.fiscal_code else None
        if isinstance(code, FiscalCode):
            for one in doubts(code, surname=after.surname, given_name=after.given_name):
                self.problems.append(RowProblem(one.code, row.number, "codice fiscale corretto", one.found,
                                                one.values, warning=True))  # fmt: skip
