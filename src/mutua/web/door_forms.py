"""What the pages of a firm send: who joins, who leaves, a staff list and what was seen of it."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from mutua.web.clerk_bank_forms import MOST_COLUMNS
from mutua.web.forms import Day, Form, Line, LineOrNone


def _day_or_none(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


DayOrNone = Annotated[Day | None, BeforeValidator(_day_or_none)]
PublicId = Annotated[str, Field(pattern=r"^[a-z2-7]{26}$")]
ColumnSaid = Annotated[str, Field(pattern=r"^[0-9]{1,2}:[a-z_]{0,20}$")]
ModeOf = Literal["movements", "full", "correction"]


class Several(Form):
    """Firms that were ticked; `everywhere`: all of them."""

    several: ClassVar[frozenset[str]] = frozenset({"firms"})
    most: ClassVar[int] = 700
    firms: Annotated[list[PublicId], Field(max_length=500, default_factory=list)]
    everywhere: Literal["", "yes"] = ""


class Joins(Form):
    """Who joins: fiscal code, name, first day. `cut`: after which word the name is cut, where the code does not say.

    `born`: of who has a provisional code. `sure`: what was odd about the row was told, and it is so.
    """

    not_secret: ClassVar[frozenset[str]] = frozenset({"code"})  # of a person, not one to enter with
    code: Line
    name: Line
    start: Day
    cut: LineOrNone = ""
    category: Literal["employee", "executive", "director", "family_collaborator", "other"] = "employee"
    payroll: LineOrNone = ""
    born: DayOrNone = None
    sure: Literal["", "sì"] = ""


class Leaves(Form):
    """Who leaves, and the last day. `sure`: the day is far away, and it is that day."""

    who: Annotated[str, Field(pattern=r"^[a-z2-7]{26}$")]
    last: Day
    sure: Literal["", "sì"] = ""


class Corrects(Form):
    """Somebody as they are: names, first day, last day (empty: still there). `mark`: of what was shown and agreed;
    `sure`: what was odd about it was told, and it is so."""

    surname: Line
    given: Line
    start: Day
    last: DayOrNone = None
    mark: Annotated[str, Field(pattern=r"^([0-9a-f]{16})?$")] = ""
    sure: Literal["", "sì"] = ""


class Undo(Form):
    """What is taken back; `together`: for all the firms of the list."""

    list_id: Annotated[str, Field(pattern=r"^[a-z2-7]{26}$")]
    together: Literal["", "yes"] = ""


class PayslipCodesSaid(Form):
    """Under which codes payroll takes in the withholding and the firm's share; `everywhere`: at all the firms."""

    not_secret: ClassVar[frozenset[str]] = frozenset({"worker", "firm"})
    worker: LineOrNone = ""
    firm: LineOrNone = ""
    everywhere: Literal["", "yes"] = ""


class StaffFileSent(Form):
    """A file with how it is meant. `on`: the day of a full list."""

    mode: ModeOf
    on: DayOrNone = None


class StaffListSeen(Form):
    """A list that was looked at: the name of the file that waits, the mark of what was shown, what is agreed to."""

    mode: ModeOf
    on: DayOrNone = None
    file: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    mark: Annotated[str, Field(max_length=64)] = ""
    endings: Annotated[str, Field(max_length=64)] = ""
    good_rows: Literal["", "yes"] = ""
    sure: Literal["", "yes"] = ""


class StaffColumnsSaid(Form):
    """A list that was looked at, with what its columns hold: `3:surname`, by the column's place."""

    several: ClassVar[frozenset[str]] = frozenset({"column"})
    most: ClassVar[int] = 2 * MOST_COLUMNS
    mode: ModeOf
    on: DayOrNone = None
    file: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    column: Annotated[list[ColumnSaid], Field(max_length=MOST_COLUMNS, default_factory=list)]


class MonthQuery(Form):
    month: Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")] = ""


class YearQuery(Form):
    year: Annotated[str, Field(pattern=r"^20[0-9]{2}$")] = ""

