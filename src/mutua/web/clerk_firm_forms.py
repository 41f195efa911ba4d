"""What the buttons of the firms' pages send."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from mutua.web.clerk_bank_forms import MOST_COLUMNS
from mutua.web.forms import Count, Day, DayOrNone, Form, Line, LineOrNone


def _month(value: Any) -> Any:
    """`08/2026`, or `2026-08` as browsers send months: its first day."""
    if isinstance(value, str):
        first, _, second = value.strip().replace("/", "-").partition("-")
        year, month = (first, second) if len(first) == 4 else (second, first)
        if year.isascii() and month.isascii() and year.isdigit() and month.isdigit() and len(year) == 4:
            number = int(month)
            if len(month) <= 2 and 1 <= number <= 12 and 1900 <= int(year) <= 2200:
                return date(int(year), number, 1)
    raise PydanticCustomError("not_a_month", "not a month")


Month = Annotated[date, BeforeValidator(_month)]
ModeWord = Literal["movements", "full", "correction"]


class SentList(Form):
    """A staff list, which comes as a file: how it is meant, of which day, whose (of the firm, or of all that it acts
    for)."""

    mode: ModeWord
    on: DayOrNone = None
    whose: Literal["own", "others"] = "own"


class SaidList(Form):
    """The same file, with what each of its columns means."""

    several: ClassVar[frozenset[str]] = frozenset({"column"})
    file: Line
    column: Annotated[list[LineOrNone], Field(max_length=MOST_COLUMNS, default_factory=list)]


class RecordList(Form):
    """Exactly the plan that was shown, by its mark; `endings`: the code of the names that would end, where ticked;
    `sure`: what is odd about it was read, and it is so."""

    file: Line
    seen: Line
    endings: LineOrNone = ""
    good_rows: Literal["", "yes"] = ""
    sure: Literal["", "yes"] = ""


class OnePerson(Form):
    """One person of a firm, from three facts: who came, or who left. `sure`: what was odd about it was told, and it is
    so."""

    fiscal_code: Line
    surname: LineOrNone = ""
    given_name: LineOrNone = ""
    hired_on: DayOrNone = None
    left_on: DayOrNone = None
    sure: Literal["", "yes"] = ""


class Numbered(Form):
    """Something of the firm, by its number."""

    number: Count


class OfMonth(Form):
    month: Month


class TellAdhesion(Form):
    """What happened in an adhesion."""

    event: Literal[
        "contacted", "applied", "papers_asked", "completed", "admitted", "refused", "withdrawn", "suspended",
        "reinstated", "excluded", "reconfirmed",
    ]  # fmt: skip
    on: Day
    due_on: DayOrNone = None
    resolution: LineOrNone = ""
    body: Literal["steering_committee", "board", "assembly"] = "steering_committee"
    motive: LineOrNone = ""
    text_version: LineOrNone = ""
    listed: Literal["", "yes"] = ""
