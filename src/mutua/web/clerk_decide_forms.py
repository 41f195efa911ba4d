"""What the buttons of a request and of the lists of work send."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from mutua.domain.faults import Fault
from mutua.domain.italian import day_at_hand, italian_day
from mutua.web.forms import Day, Form, Line, LineOrNone


def _count(value: Any) -> Any:
    """A small number as an address carries it: figures alone."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 6:
        return int(value)
    raise PydanticCustomError("not_text", "not a number")


def _day_or_none(value: Any) -> Any:
    if not isinstance(value, str):
        raise PydanticCustomError("not_text", "not a text")
    if not value.strip():
        return None
    found = italian_day(day_at_hand(value.strip()))
    if isinstance(found, Fault):
        raise PydanticCustomError("not_a_day", "not a day", {"found": found.found})
    return found


Count = Annotated[int, BeforeValidator(_count), Field(ge=0, le=999_999)]
DayOrNone = Annotated[date | None, BeforeValidator(_day_or_none)]


class QueueQuery(Form):
    """Which page of a list of work, and only those received at least so many days ago."""

    pagina: Annotated[Count, Field(ge=1)] = 1
    da_giorni: Count = 0


class DayQuery(Form):
    giorno: DayOrNone = None


class Decide(Form):
    """The decision as it was shown, by its stamp; and where to go then."""

    seen: Line
    then: Literal["stay", "next"] = "stay"


class DecidePlain(Form):
    """The plain requests of a list that were shown, each `name.stamp`."""

    several: ClassVar[frozenset[str]] = frozenset({"one"})
    one: Annotated[list[Line], Field(max_length=50, default_factory=list)]


class Later(Form):
    """A paper, or an answer, that came later; `key`: of the page, so that it is recorded once."""

    key: Line
    paper: LineOrNone = ""
    dated_on: DayOrNone = None
    fact: LineOrNone = ""
    answer: LineOrNone = ""
    line: Count = 0


class Motive(Form):
    motive: Line


class LettersOf(Form):
    day: Day
