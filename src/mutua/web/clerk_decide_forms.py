"""What the buttons of a request and of the lists of work send."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from mutua.web.forms import Count, Day, DayOrNone, Form, Line, LineOrNone, PageQuery


class QueueQuery(PageQuery):
    """Which page of a list of work, and only those received at least so many days ago."""

    da_giorni: Count = 0


class DayQuery(PageQuery):
    giorno: DayOrNone = None


class Decide(Form):
    """The decision as it was shown, by its stamp; and where to go then."""

    seen: Line
    then: Literal["stay", "next"] = "stay"


class Seen(Form):
    """The proposal as it was shown, by its stamp."""

    seen: Line


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
    """`first`: from which letter of the day's list on; `kind`: those with the decisions, or that ask for papers."""

    day: Day
    kind: Literal["decisions", "papers"] = "decisions"
    first: Count = 1
