"""A staff list as rows: what it says of each worker, who is on the roster, and the plan of what it would change.

A list is read in one of three ways, never guessed: `movements` (who came and who went), `full` (everybody who works
there on a day: who is missing has gone), `correction` (what was told wrong before).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from mutua.domain.firms import Category


class Mode(StrEnum):
    MOVEMENTS = "movements"
    FULL = "full"
    CORRECTION = "correction"


class StaffRow(NamedTuple):
    """A row of a list: who, by fiscal code, and what it says; "" and None where it says nothing."""

    number: int
    firm_id: int
    fiscal_code: str
    surname: str = ""
    given_name: str = ""
    hired_on: date | None = None
    left_on: date | None = None
    category: Category | None = None
    payroll_number: str = ""
    new_code: str = ""  # in a correction: the right fiscal code
    still_here: bool = False  # in a correction: the leave told before was a mistake
    born_on: date | None = None  # of who has a provisional code, which tells no birth


class Worker(NamedTuple):
    """Somebody at a firm as the roster has them; `enrolment_id` 0: not recorded yet. `reason`: why gone, "" if not."""

    enrolment_id: int
    firm_id: int
    fiscal_code: str
    surname: str
    given_name: str
    payroll_number: str
    category: Category
    hired_on: date
    left_on: date | None = None
    reason: str = ""

    def works_on(self, day: date) -> bool:
        return self.hired_on <= day and (self.left_on is None or day <= self.left_on)

    @property
    def name(self) -> str:
        return f"{self.surname} {self.given_name}".strip()


class Change(NamedTuple):
    """What would be done to one enrolment: `new` (somebody the roster did not have), `rehired`, `ended`, `changed`."""

    kind: str
    row: int  # 0: who is missing from a full list
    before: Worker | None
    after: Worker


class RowProblem(NamedTuple):
    """Why a row is not done, or (`warning`) what is to be looked at though it is."""

    code: str
    row: int
    column: str = ""
    found: str = ""
    values: Mapping[str, str] = {}
    warning: bool = False


@dataclass(frozen=True, slots=True)
class StaffPlan:
    """What a list would do. Every row that could be read is in a change, unchanged, wrong, or `repeated`: the same as
    one that is in a change or unchanged."""

    mode: Mode
    on: date
    changes: tuple[Change, ...]
    unchanged: tuple[int, ...]
    wrong: tuple[int, ...]
    problems: tuple[RowProblem, ...]
    repeated: tuple[int, ...] = ()

    def of(self, *kinds: str) -> list[Change]:
        return [one for one in self.changes if one.kind in kinds]

    @property
    def endings(self) -> list[Change]:
        """Who is missing from a full list: nobody of these ends before the names were confirmed."""
        return [one for one in self.changes if not one.row]

    @property
    def fingerprint(self) -> str:
        """Of exactly what would be done: 16 letters and digits."""
        return _mark([self.mode, self.on, self.wrong, [[one.kind, one.before, one.after] for one in self.changes]], 16)

    @property
    def endings_code(self) -> str:
        """Of the names that would end; "" where there are none."""
        return _mark([one.after for one in self.endings], 8) if self.endings else ""


def _mark(told: Any, length: int) -> str:
    return hashlib.sha256(json.dumps(told, default=str, ensure_ascii=False).encode()).hexdigest()[:length]


Roster = Mapping[tuple[int, str], Sequence[Worker]]  # by firm and fiscal code, the oldest first


def roster_of(workers: Iterable[Worker]) -> dict[tuple[int, str], list[Worker]]:
    """Workers by firm and fiscal code, the oldest first."""
    found: dict[tuple[int, str], list[Worker]] = {}
    for one in sorted(workers, key=lambda told: (told.hired_on, told.enrolment_id)):
        found.setdefault((one.firm_id, one.fiscal_code), []).append(one)
    return found
